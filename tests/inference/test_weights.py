"""Weights are put together from packages, and only if every byte is the expected one."""

import hashlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inference import weights
from inference.errors import EngineUnavailable
from inference.weights import Model, PackagedModel, WeightFile, digest_of, folder_sha256, packaged, prepare

PARTS = (b"first half, ", b"second half")


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "site" / "some_weights"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('a weight package must never be run')")
    for number, part in enumerate(PARTS, start=1):
        (folder / f"model.part{number}").write_bytes(part)
    monkeypatch.syspath_prepend(folder.parent)
    return folder


def model(content: bytes = b"".join(PARTS)) -> Model:
    sources = ("some_weights/model.part1", "some_weights/model.part2")
    return Model("joined", (WeightFile("model.bin", hashlib.sha256(content).hexdigest(), sources),))


def test_parts_are_joined_without_running_the_package(package, tmp_path):
    folder = prepare(model(), tmp_path / "models")

    assert (folder / "model.bin").read_bytes() == b"".join(PARTS)
    assert "some_weights" not in sys.modules


def test_a_prepared_model_is_not_read_again(package, tmp_path):
    folder = prepare(model(), tmp_path / "models")
    before = (folder / "model.bin").stat().st_ino
    for part in package.glob("model.part*"):
        part.unlink()

    prepare(model(), tmp_path / "models")

    assert (folder / "model.bin").stat().st_ino == before


def test_a_file_that_was_changed_afterwards_is_made_again(package, tmp_path):
    path = prepare(model(), tmp_path / "models") / "model.bin"
    path.write_bytes(b"something else")

    prepare(model(), tmp_path / "models")

    assert path.read_bytes() == b"".join(PARTS)


def test_other_bytes_are_refused_and_leave_nothing_behind(package, tmp_path):
    (package / "model.part2").write_bytes(b"tampered with")

    with pytest.raises(EngineUnavailable, match=r"do not give the expected model\.bin"):
        prepare(model(), tmp_path / "models")

    assert [path.name for path in (tmp_path / "models" / "joined").iterdir()] == []


def test_a_package_that_is_not_installed_is_named(tmp_path):
    missing = Model("m", (WeightFile("model.bin", "", ("no_such_weights/model.bin",)),))

    with pytest.raises(EngineUnavailable, match="no_such_weights"):
        prepare(missing, tmp_path)


def test_racing_preparations_all_end_with_the_right_file(package, tmp_path):
    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(lambda _: prepare(model(), tmp_path / "models"), range(32)))

    assert {(folder / "model.bin").read_bytes() for folder in folders} == {b"".join(PARTS)}
    assert not [path for path in folders[0].iterdir() if path.name.startswith(".")]


def test_a_packaged_model_is_checked_where_it_lies(package, tmp_path):
    expected = folder_sha256(package, "model.*")

    assert packaged(PackagedModel("some_weights", "model.*", expected), tmp_path) == package

    (package / "model.part1").write_bytes(b"changed")
    with pytest.raises(EngineUnavailable, match="not the expected ones"):
        packaged(PackagedModel("some_weights", "model.*", expected), tmp_path)


def test_the_digest_of_a_brought_file_follows_its_content(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"one")
    first = digest_of(path, tmp_path / "models")
    path.write_bytes(b"two, longer")
    os.utime(path, ns=(1, 1))

    assert first == hashlib.sha256(b"one").hexdigest()
    assert digest_of(path, tmp_path / "models") == hashlib.sha256(b"two, longer").hexdigest()


@pytest.mark.slow
def test_the_command_prepares_every_default_model(tmp_path, capsys):
    assert weights.main(["--model-dir", str(tmp_path)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["speech", "slides", "questions"]
    assert all(Path(line.split()[1]).is_dir() for line in lines)
