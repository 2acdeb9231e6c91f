"""Whether an engine runs on CUDA, and CUDA's libraries where Python packages brought them.

Nothing here makes a CUDA context: a process that forks afterwards can still use the GPU in its children.
"""

import ctypes
import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path

from inference.errors import EngineUnavailable

DEVICES = ("auto", "cpu", "cuda", "gpu")
ON_CUDA = ("cuda", "gpu")
CUBLAS = "libcublas.so.12"
# Each after those that it needs. cuDNN opens its further parts by itself, beside the first.
_LIBRARIES = (
    "cuda_runtime/lib/libcudart.so.12",
    "cuda_nvrtc/lib/libnvrtc.so.12",
    "nvjitlink/lib/libnvJitLink.so.12",
    "cublas/lib/libcublasLt.so.12",
    "cublas/lib/libcublas.so.12",
    "curand/lib/libcurand.so.10",
    "cufft/lib/libcufft.so.11",
    "cudnn/lib/libcudnn.so.9",
)


def runs_on_cuda(device: str, usable: Callable[[], bool], engine: str) -> bool:
    """What `device` means here; "auto" takes CUDA where it is `usable`. `engine` is for the sentence.

    Raises EngineUnavailable where CUDA is wanted and not usable, and for a word that is no device.
    """
    if device not in DEVICES:
        raise EngineUnavailable(f"{device!r} is no device: name one of {', '.join(DEVICES)}.")
    if device == "cpu":
        return False
    if usable():
        return True
    if device in ON_CUDA:
        raise EngineUnavailable(
            f"{engine} is to run on {device}, but this process can use no CUDA: {_missing()}. "
            "DEVICE=auto takes the CPU where there is no GPU."
        )
    return False


def driver_is_there() -> bool:
    """Whether NVIDIA's driver is installed. Says nothing of how many GPUs this process may see."""
    return _opens("libcuda.so.1")


def cublas_is_there() -> bool:
    """Whether cuBLAS of CUDA 12 can be opened, out of a package or of the system."""
    load_libraries()
    return _opens(CUBLAS)


@cache
def load_libraries() -> tuple[str, ...]:
    """Opens the libraries of the packages nvidia-*-cu12 and returns their names; where there are none, none.

    Engines open them later by name alone, which finds what is open already: so LD_LIBRARY_PATH need not name the
    folders of the packages.
    """
    spec = importlib.util.find_spec("nvidia")
    roots = [Path(root) for root in (spec.submodule_search_locations if spec else None) or ()]
    paths = (root / library for library in _LIBRARIES for root in roots)
    return tuple(path.name for path in paths if path.is_file() and _opens(str(path)))


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def _missing() -> str:
    if not driver_is_there():
        return "there is no NVIDIA driver (libcuda.so.1)"
    return "it sees no GPU, or its environment holds no CUDA 12 (see docs/engines.md)"
