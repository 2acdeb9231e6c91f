"""The sound of a recording as Whisper wants it, streamed: mono, 16 kHz, float32 in -1..1."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.stream import Stream
from numpy.typing import NDArray

from inference.errors import BadInput
from inference.media import open_media

Samples = NDArray[np.float32]

RATE = 16_000
BLOCK = 10 * RATE
LEAST_GAP_S, LONGEST_GAP_S = 0.25, 3600.0
"""A jump in the sound's own times within these bounds is a pause that was not recorded; others are a broken clock."""


def sound_duration_s(media: Path) -> float:
    """As the container states it; only for progress. 0 where it does not. Raises BadInput("speech.no_audio")."""
    with open_media(media) as container:
        _sound_track(container)
        return (container.duration or 0) / av.time_base


def stream_sound(media: Path) -> Iterator[Samples]:
    """Blocks of about ten seconds. Sample n is heard n / RATE seconds into the recording: where the sound starts late
    or has a gap there is silence. Raises BadInput("speech.no_audio").
    """
    waiting: list[Samples] = []
    for samples in _samples(media):
        waiting.append(samples)
        if sum(map(len, waiting)) >= BLOCK:
            yield np.concatenate(waiting)
            waiting = []
    if waiting:
        yield np.concatenate(waiting)


def _samples(media: Path) -> Iterator[Samples]:
    with open_media(media) as container:
        track = _sound_track(container)
        start_s = (container.start_time or 0) / av.time_base
        written, resampler, shape = 0, None, None
        for frame in _frames(container, track):
            if shape != (frame.sample_rate, frame.layout.name, frame.format.name):
                shape = (frame.sample_rate, frame.layout.name, frame.format.name)
                resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
            gap_s = (frame.time or 0.0) - start_s - written / RATE if frame.pts is not None else 0.0
            if LEAST_GAP_S < gap_s < LONGEST_GAP_S:
                written += (gap := int(gap_s * RATE))
                yield from (np.zeros(min(BLOCK, gap - at), np.float32) for at in range(0, gap, BLOCK))
            for converted in resampler.resample(frame) if resampler else ():
                samples = converted.to_ndarray().reshape(-1).astype(np.float32) / np.float32(32768)
                written += len(samples)
                yield samples


def _sound_track(container: InputContainer) -> Stream:
    track = container.streams.best("audio")
    if track is None:
        raise BadInput("speech.no_audio", "This recording has no sound.")
    return track


def _frames(container: InputContainer, track: Stream) -> Iterator[av.AudioFrame]:
    """What cannot be decoded is passed over, as every player does."""
    packets = container.demux(track)
    while True:
        try:
            for frame in next(packets).decode():
                if isinstance(frame, av.AudioFrame):
                    yield frame
        except StopIteration:
            return
        except av.FFmpegError:
            continue
