"""Files that outlive a worker: partial work, kept under the key of the inputs that it was made from.

A file appears whole or not at all: it is written under a temporary name and then renamed.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def write_whole(path: Path, data: bytes) -> None:
    """Writes `data` so that no reader, and no successor of a killed writer, ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        # mkstemp is for its owner only; a front server may have to read media.
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


class KeptWork:
    """Partial work of one run (`inference.engine.PartialWork`). Whoever runs the same inputs again finds it."""

    def __init__(self, input_key: str) -> None:
        self.folder = Path(settings.ARTIFACT_DIR) / input_key[:2] / input_key

    def load(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None

    def save(self, name: str, data: bytes) -> None:
        try:
            write_whole(self._path(name), data)
        except FileNotFoundError:
            # Another run with the same inputs has just ended and cleared the folder.
            write_whole(self._path(name), data)

    def forget(self) -> None:
        """Once the rows are saved, nobody needs the parts."""
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _path(self, name: str) -> Path:
        if not name.isascii() or not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
            raise ValueError(f"{name!r} is no short ASCII word")
        return self.folder / name
