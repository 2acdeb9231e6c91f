"""What Whisper runs with: "auto" made out from the hardware that is there."""

import logging
from dataclasses import dataclass
from pathlib import Path

import ctranslate2

from inference import cuda

log = logging.getLogger(__name__)

LARGE, SMALL = "large-v3-turbo", "base"
# Without a tokenizer in the directory the library would ask a hub for one.
NEEDED_FILES = ("model.bin", "config.json", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Setup:
    """As CTranslate2 names them: device "cpu" or "cuda"; `batch_size` windows of half a minute at once."""

    device: str
    compute_type: str
    batch_size: int


def chosen_setup(device: str, compute_type: str = "auto", batch_size: int | None = None) -> Setup:
    """What is not "auto" or None stays. Raises EngineUnavailable where CUDA is wanted and not usable.

    On two cores a batch of 4 is as fast as one of 8, with 200 MB less and twice the steps of progress.
    """
    on_cuda = cuda.runs_on_cuda(device, cuda_is_usable, "The speech model")
    best = Setup("cuda", "float16", 16) if on_cuda else Setup("cpu", "int8", 4)
    return Setup(
        best.device, best.compute_type if compute_type == "auto" else compute_type, batch_size or best.batch_size
    )


def chosen_model(model: str, device: str, model_dir: Path) -> str:
    """What "auto" means: large-v3-turbo on CUDA where `model_dir` holds it, else base."""
    if model != "auto":
        return model
    if chosen_setup(device).device == "cpu":
        return SMALL
    if model_folder(LARGE, model_dir):
        return LARGE
    log.warning("A GPU is here, but no %s in %s: speech is written down by %s.", LARGE, model_dir, SMALL)
    return SMALL


def model_folder(name: str, model_dir: Path) -> Path | None:
    """Of a model that the operator brought: `name` itself is a folder, or it is in `model_dir`."""
    for folder in (Path(name), model_dir / name, model_dir / f"faster-whisper-{name}"):
        if all((folder / needed).is_file() for needed in NEEDED_FILES):
            return folder
    return None


def cuda_is_usable() -> bool:
    """CTranslate2 sees a GPU and finds the library that it opens at the first multiplication."""
    return ctranslate2.get_cuda_device_count() > 0 and cuda.cublas_is_there()
