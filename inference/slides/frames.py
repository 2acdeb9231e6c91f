"""Pictures out of a recording: small grey samples to compare, and full pictures to read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from inference.errors import BadInput
from inference.media import open_media

SAMPLE_WIDTH, SAMPLE_HEIGHT = 320, 180
MAX_SIDE = 1920
_COVERS = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails

Grey = np.ndarray
"""uint8 (180, 320): the luma of one frame, whatever its size or format was."""


@contextmanager
def opened_picture(media: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The recording and its picture stream. Raises BadInput("slides.no_video") where it has none that can be used."""
    with open_media(media) as container:
        streams = [stream for stream in container.streams.video if not stream.disposition & _COVERS]
        if not streams or streams[0].codec_context is None:
            raise BadInput("slides.no_video", "This recording has no picture.")
        streams[0].thread_type = "AUTO"
        yield container, streams[0]


def length_s(media: Path) -> float:
    """As the container states it, else as the picture's track states it, else 0."""
    with opened_picture(media) as (container, stream):
        if container.duration:
            return container.duration / av.time_base
        return float((stream.duration or 0) * _tick(stream))


def keyframe_times(media: Path) -> list[float]:
    """Seconds, in order, without decoding anything."""
    with opened_picture(media) as (container, stream):
        zero = _zero(container)
        packets = (packet for packet in _packets(container, stream) if packet.is_keyframe and packet.pts is not None)
        return sorted(float((packet.pts or 0) * _tick(stream)) - zero for packet in packets)


def keyframes(media: Path, apart_s: float) -> Iterator[tuple[float, Grey]]:
    """Keyframes as (seconds, sample), in films that consist of keyframes one every `apart_s` seconds."""
    with opened_picture(media) as (container, stream):
        stream.codec_context.skip_frame = "NONKEY"
        zero = _zero(container)
        for frame in _decoded(_spaced(_packets(container, stream), apart_s, stream), stream):
            yield _seconds(frame, stream, zero), _grey(frame)


def _spaced(packets: Iterator[av.Packet], apart_s: float, stream: VideoStream) -> Iterator[av.Packet]:
    last_s = float("-inf")
    for packet in packets:
        at_s = float((packet.pts or 0) * _tick(stream))
        if packet.is_keyframe and at_s - last_s >= apart_s:
            last_s = at_s
            yield packet


def samples(media: Path, every_s: float, start: float = 0.0, end: float = float("inf")) -> Iterator[tuple[float, Grey]]:
    """The first frame at or after each multiple of `every_s`, frames that others refer to only."""
    due = start
    for at, frame in _frames(media, start):
        if at >= end:
            return
        if at >= due - 1e-3:
            yield at, _grey(frame)
            due = (at // every_s + 1) * every_s


def pairs(media: Path, moments: Iterable[float], apart_s: float) -> Iterator[tuple[Grey, Grey]]:
    """For each moment the frame there and the one `apart_s` later, where there is one."""
    with opened_picture(media) as (container, stream):
        stream.codec_context.skip_frame = "NONREF"
        for moment in moments:
            first: tuple[float, Grey] | None = None
            for at, frame in _frames_from(container, stream, moment):
                if first is None:
                    first = (at, _grey(frame))
                elif at - first[0] >= apart_s:
                    yield first[1], _grey(frame)
                    break


def pictures(media: Path, moments: Iterable[float]) -> Iterator[np.ndarray]:
    """For each moment the picture shown then: RGB uint8 (height, width, 3), upright, no side over 1920."""
    with opened_picture(media) as (container, stream):
        stream.codec_context.skip_frame = "NONREF"
        for moment in moments:
            shown = None
            for at, frame in _frames_from(container, stream, moment):
                if shown is not None and at > moment + 1e-3:
                    break
                shown = frame
            if shown is not None:
                yield _upright(shown)


def _frames(media: Path, start: float) -> Iterator[tuple[float, av.VideoFrame]]:
    """Frames that others refer to, from the keyframe before `start` on."""
    with opened_picture(media) as (container, stream):
        stream.codec_context.skip_frame = "NONREF"
        if start > 0:
            yield from _frames_from(container, stream, start)
            return
        zero = _zero(container)
        for frame in _decoded(_packets(container, stream), stream):
            yield _seconds(frame, stream, zero), frame


def _frames_from(
    container: InputContainer, stream: VideoStream, moment: float
) -> Iterator[tuple[float, av.VideoFrame]]:
    """All frames from the keyframe before `moment` on."""
    zero = _zero(container)
    container.seek(int((moment + zero + 1e-3) / _tick(stream)), stream=stream, backward=True, any_frame=False)
    for frame in _decoded(_packets(container, stream), stream):
        yield _seconds(frame, stream, zero), frame


def _packets(container: InputContainer, stream: VideoStream) -> Iterator[av.Packet]:
    """Up to the end or to where the file breaks off."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return
        if packet.size:
            yield packet


def _decoded(packets: Iterator[av.Packet], stream: VideoStream) -> Iterator[av.VideoFrame]:
    """Frames with a time; a damaged one is left out."""
    for packet in packets:
        yield from _usable(packet, stream)
    yield from _usable(None, stream)


def _usable(packet: av.Packet | None, stream: VideoStream) -> list[av.VideoFrame]:
    try:
        return [frame for frame in stream.codec_context.decode(packet) if frame.pts is not None]
    except (av.FFmpegError, EOFError):
        return []


def _zero(container: InputContainer) -> float:
    """When the recording starts by its own clock: players show this moment as 0:00."""
    return (container.start_time or 0) / av.time_base


def _tick(stream: VideoStream) -> Fraction:
    return stream.time_base or Fraction(1, 90_000)


def _seconds(frame: av.VideoFrame, stream: VideoStream, zero: float) -> float:
    """The stream's clock: frames that leave the decoder at the end of the file carry none of their own."""
    return max(0.0, float((frame.pts or 0) * _tick(stream)) - zero)


def _grey(frame: av.VideoFrame) -> Grey:
    small = frame.reformat(SAMPLE_WIDTH, SAMPLE_HEIGHT, "gray", interpolation=Interpolation.AREA)
    return small.to_ndarray()


def _upright(frame: av.VideoFrame) -> np.ndarray:
    scale = min(1.0, MAX_SIDE / max(frame.width, frame.height))
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    pixels = frame.reformat(width, height, "rgb24", interpolation=Interpolation.AREA).to_ndarray()
    return np.ascontiguousarray(np.rot90(pixels, round(frame.rotation / 90) % 4))
