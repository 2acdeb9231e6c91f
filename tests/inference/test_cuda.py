"""Which engine runs on CUDA, and where its libraries come from."""

import ctypes
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import ctranslate2
import pytest

from inference import cuda
from inference.errors import EngineUnavailable


@pytest.mark.parametrize(
    ("device", "usable", "on_cuda"),
    [
        ("auto", True, True),
        ("auto", False, False),
        ("cpu", True, False),
        ("cuda", True, True),
        ("gpu", True, True),
    ],
)
def test_auto_takes_cuda_where_it_is_usable(device: str, usable: bool, on_cuda: bool) -> None:
    assert cuda.runs_on_cuda(device, lambda: usable, "The engine") is on_cuda


def test_who_wants_the_cpu_does_not_look_for_a_gpu() -> None:
    looked: list[bool] = []

    cuda.runs_on_cuda("cpu", lambda: bool(looked.append(True)), "The engine")

    assert looked == []


@pytest.mark.parametrize("device", ["cuda", "gpu"])
@pytest.mark.parametrize(("driver", "reason"), [(False, "no NVIDIA driver"), (True, "sees no GPU")])
def test_a_wish_that_cannot_be_met_is_unavailable_and_says_why(
    device: str, driver: bool, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cuda, "driver_is_there", lambda: driver)

    with pytest.raises(EngineUnavailable, match=rf"The engine is to run on {device}.*{reason}.*DEVICE=auto"):
        cuda.runs_on_cuda(device, lambda: False, "The engine")


def test_a_word_that_is_no_device_is_unavailable() -> None:
    with pytest.raises(EngineUnavailable, match="'tpu' is no device: name one of auto, cpu, cuda, gpu"):
        cuda.runs_on_cuda("tpu", lambda: True, "The engine")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where Python finds packages that bring a `nvidia/`, and no other."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.delitem(sys.modules, "nvidia", raising=False)
    cuda.load_libraries.cache_clear()
    yield tmp_path
    cuda.load_libraries.cache_clear()


def test_libraries_out_of_packages_are_opened(packages: Path) -> None:
    """A real library under NVIDIA's name: what counts is that it is looked for there, and is open afterwards."""
    folder = packages / "nvidia" / "curand" / "lib"
    folder.mkdir(parents=True)
    real = next((Path(ctranslate2.__file__).parent.parent / "ctranslate2.libs").glob("libgomp*"))
    shutil.copy(real, folder / "libcurand.so.10")

    assert cuda.load_libraries() == ("libcurand.so.10",)
    assert str(folder / "libcurand.so.10") in Path("/proc/self/maps").read_text()


def test_a_library_that_cannot_be_opened_is_left_to_the_system(packages: Path) -> None:
    folder = packages / "nvidia" / "cublas" / "lib"
    folder.mkdir(parents=True)
    (folder / "libcublas.so.12").write_text("no library")

    assert cuda.load_libraries() == ()
    with pytest.raises(OSError, match=r"libcublas"):
        ctypes.CDLL(str(folder / "libcublas.so.12"))
