"""Whisper by faster-whisper (CTranslate2): the embedded transcriber on a CPU, the same one on a GPU."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.transcribe import Segment

from inference.engine import PartialWork, Report, fingerprint
from inference.errors import EngineUnavailable
from inference.speech.hardware import NEEDED_FILES, Setup, chosen_model, chosen_setup, model_folder
from inference.speech.pieces import HeardPiece, SoundBuffer, load_piece, piece_length_s, save_piece
from inference.speech.recut import recut
from inference.speech.sound import RATE, Samples, sound_duration_s, stream_sound
from inference.speech.transcript import Transcript, Word
from inference.weights import WHISPER, digest_of, prepare

# Whisper's own limits: what it calls silence and is unsure of is silence; text that packs too well is a loop.
NO_SPEECH, UNSURE, LOOP = 0.6, -1.0, 2.4
# The rules below decide the output as the weights do; their number is part of the fingerprint.
RULES = 1
LANGUAGE_WINDOWS = 4
DECODING: dict[str, Any] = {
    "beam_size": 5,
    "vad_filter": True,
    "word_timestamps": True,
    "condition_on_previous_text": False,
}


class WhisperTranscriber:
    """`model` is `base`, `tiny.en`, a directory in CTranslate2's format, or the name of one in `model_dir`.

    `device` is auto, cpu or cuda; `compute_type` is CTranslate2's. What is "auto" or None is made out in
    `inference.speech.hardware`, when the model is first asked for.
    """

    def __init__(
        self,
        model_dir: Path | str,
        model: str = "auto",
        device: str = "auto",
        compute_type: str = "auto",
        batch_size: int | None = None,
    ) -> None:
        self._model_dir = Path(model_dir)
        self._wanted_model = model
        self._device = device
        self._compute_type = compute_type
        self._batch_size = batch_size

    @cached_property
    def fingerprint(self) -> str:
        """By the weights' own bytes: the same model under another name or on another device is the same engine."""
        if self._name in WHISPER:
            digest = WHISPER[self._name].sha256_of("model.bin")
        else:
            digest = digest_of(self._directory() / "model.bin", self._model_dir)
        return fingerprint("speech.whisper", model=digest, compute_type=self._compute_type, rules=RULES)

    def load(self) -> None:
        """Loads the model now instead of with the first recording. Raises EngineUnavailable."""
        self._model  # noqa: B018

    def transcribe(self, media: Path, *, report: Report, partial: PartialWork) -> Transcript:
        progress = _Progress(report, sound_duration_s(media))
        buffer = SoundBuffer(stream_sound(media), piece_length_s(self._setup.batch_size))
        language, words, heard = "", list[Word](), 0
        for number in count():
            piece = load_piece(partial, number)
            if piece is None:
                samples = buffer.next_piece()
                if not len(samples):
                    break
                piece = self._hear(samples, heard / RATE, language, progress)
                save_piece(partial, number, piece)
            buffer.drop(piece.samples)
            heard += piece.samples
            language = language or piece.language
            words += piece.words
            progress.reached(heard / RATE)
        return Transcript(language, recut(words))

    def _hear(self, samples: Samples, start_s: float, language: str, progress: "_Progress") -> HeardPiece:
        """The words of one piece, which starts `start_s` into the recording; `language` is "" until it is known."""
        words: list[Word] = []
        try:
            segments, info = self._batched.transcribe(
                samples,
                language=language or None,
                language_detection_segments=LANGUAGE_WINDOWS,
                batch_size=self._setup.batch_size,
                without_timestamps=True,
                **DECODING,
            )
            for segment in segments:
                words += (word for kept in self._kept(segment, samples, info.language) for word in kept)
                progress.reached(start_s + float(segment.end))
        except RuntimeError as error:
            raise EngineUnavailable(f"The speech model stopped: {error}") from error
        words = [replace(word, start=word.start + start_s, end=word.end + start_s) for word in words]
        return HeardPiece(len(samples), info.language if words else "", tuple(words))

    def _kept(self, segment: Segment, samples: Samples, language: str) -> Iterator[list[Word]]:
        """The words of one window: none where the model itself takes it for silence, a second try where it loops."""
        if not _is_loop(segment):
            if not _is_silence(segment):
                yield _words(segment, 0.0)
            return
        start = max(0, int(segment.start * RATE))
        again, _ = self._model.transcribe(samples[start : int(segment.end * RATE)], language=language, **DECODING)
        for retried in again:
            if not _is_silence(retried) and not _is_loop(retried):
                yield _words(retried, start / RATE)

    @cached_property
    def _batched(self) -> BatchedInferencePipeline:
        return BatchedInferencePipeline(self._model)

    @cached_property
    def _model(self) -> WhisperModel:
        setup = self._setup
        directory = prepare(WHISPER[self._name], self._model_dir) if self._name in WHISPER else self._directory()
        try:
            return WhisperModel(
                str(directory),
                device=setup.device,
                compute_type=setup.compute_type,
                cpu_threads=len(os.sched_getaffinity(0)),
                local_files_only=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineUnavailable(f"The speech model {self._name} cannot be loaded: {error}") from error

    @cached_property
    def _setup(self) -> Setup:
        return chosen_setup(self._device, self._compute_type, self._batch_size)

    @cached_property
    def _name(self) -> str:
        return chosen_model(self._wanted_model, self._device, self._model_dir)

    def _directory(self) -> Path:
        """Of a model that the operator brought."""
        folder = model_folder(self._name, self._model_dir)
        if folder is None:
            raise EngineUnavailable(
                f"There is no speech model {self._name!r}: neither packaged ({', '.join(WHISPER)}) nor a directory "
                f"(also looked for in {self._model_dir}) with {', '.join(NEEDED_FILES)}."
            )
        return folder


class _Progress:
    """Seconds done of seconds in all, never backwards. A length that the container does not state stays at 0."""

    def __init__(self, report: Report, total_s: float) -> None:
        self._report, self._total_s, self._done = report, total_s, 0.0

    def reached(self, second: float) -> None:
        if self._total_s > 0:
            self._done = max(self._done, min(1.0, second / self._total_s))
        self._report(self._done)


def _is_silence(segment: Segment) -> bool:
    return segment.no_speech_prob > NO_SPEECH and segment.avg_logprob < UNSURE


def _is_loop(segment: Segment) -> bool:
    return segment.compression_ratio > LOOP


def _words(segment: Segment, offset_s: float) -> list[Word]:
    """With their leading spaces, which `recut` needs to spell languages without spaces."""
    return [
        Word(float(word.start) + offset_s, float(word.end) + offset_s, word.word, float(word.probability))
        for word in segment.words or ()
    ]
