"""What Whisper runs with where nobody says, and where somebody does. No GPU is needed: what is there is pretended."""

import ctranslate2
import pytest

from inference import cuda
from inference.errors import EngineUnavailable
from inference.speech import whisper
from inference.speech.hardware import NEEDED_FILES, Setup, chosen_model, chosen_setup
from inference.speech.pieces import piece_length_s
from inference.speech.whisper import WhisperTranscriber


@pytest.fixture
def gpu(monkeypatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(cuda, "cublas_is_there", lambda: True)


@pytest.fixture
def no_gpu(monkeypatch) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)


@pytest.fixture
def turbo(tmp_path):
    """A folder of models with one by the name of large-v3-turbo."""
    folder = tmp_path / "large-v3-turbo"
    folder.mkdir()
    for name in NEEDED_FILES:
        (folder / name).write_text("weights")
    return tmp_path


def test_a_gpu_is_found_and_filled(gpu):
    assert chosen_setup("auto") == Setup("cuda", "float16", 16)


def test_without_a_gpu_it_is_the_cpu(no_gpu):
    assert chosen_setup("auto") == Setup("cpu", "int8", 4)


def test_a_gpu_without_the_library_that_it_needs_is_not_taken(gpu, monkeypatch):
    monkeypatch.setattr(cuda, "cublas_is_there", lambda: False)

    assert chosen_setup("auto").device == "cpu"
    with pytest.raises(EngineUnavailable, match="The speech model is to run on cuda"):
        chosen_setup("cuda")


def test_a_wish_for_a_gpu_is_not_met_by_the_cpu(no_gpu, tmp_path):
    with pytest.raises(EngineUnavailable, match="to run on cuda, but this process can use no CUDA"):
        WhisperTranscriber(tmp_path, model="base", device="cuda").load()


@pytest.mark.parametrize(("device", "computed_on"), [("cuda", "cuda"), ("gpu", "cuda"), ("cpu", "cpu")])
def test_what_is_named_is_kept(gpu, device, computed_on):
    assert chosen_setup(device, "int8_float16", 8) == Setup(computed_on, "int8_float16", 8)


def test_a_gpu_takes_the_large_model_by_name(gpu, turbo):
    assert chosen_model("auto", "auto", turbo) == "large-v3-turbo"
    assert chosen_model("auto", "cpu", turbo) == "base"
    assert chosen_model("tiny.en", "auto", turbo) == "tiny.en"


def test_a_gpu_without_the_large_model_takes_the_packaged_one_and_says_so(gpu, tmp_path, caplog):
    assert chosen_model("auto", "auto", tmp_path) == "base"
    assert "no large-v3-turbo" in caplog.text


@pytest.mark.usefixtures("no_gpu")
def test_a_cpu_takes_the_packaged_model_even_where_there_is_a_larger_one(turbo):
    assert chosen_model("auto", "auto", turbo) == "base"


def test_the_library_is_started_with_what_was_chosen(gpu, turbo, monkeypatch):
    started = []
    monkeypatch.setattr(whisper, "WhisperModel", lambda folder, **named: started.append((folder, named)))

    WhisperTranscriber(turbo).load()

    ((folder, named),) = started
    assert folder == str(turbo / "large-v3-turbo")
    assert (named["device"], named["compute_type"], named["local_files_only"]) == ("cuda", "float16", True)


def test_a_model_is_found_by_its_folder_too(gpu, turbo, tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(whisper, "WhisperModel", lambda folder, **_: started.append(folder))

    WhisperTranscriber(tmp_path / "elsewhere", model=str(turbo / "large-v3-turbo")).load()

    assert started == [str(turbo / "large-v3-turbo")]


def test_a_piece_fills_its_batches():
    assert piece_length_s(4) == 300
    assert piece_length_s(16) >= 2 * 16 * 30
    assert piece_length_s(1) == 300
