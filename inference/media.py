"""What a recording is made of, or the one sentence that says why it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

import av
from av.container import InputContainer
from av.stream import Disposition, Stream

from inference.errors import BadInput
from inference.headers import mp3_length, mp4_announced_bytes, mp4_is_whole, wav_length
from inference.signatures import HEAD_BYTES, PLAYABLE, read_signature

# Nothing but the file itself: no demuxer may follow a reference to a network address or another file.
OPEN_OPTIONS = {"protocol_whitelist": "file"}
# Containers that state their length in a header or an index. The others only estimate it from a bit rate.
STATES_LENGTH = {"mov", "matroska", "avi", "flac", "aiff", "asf", "flv"}
# A track may end a little before the stated length: encoder padding, a last still picture.
TOLERATED_GAP_S, TOLERATED_SHARE = 3.0, 0.02
PACKETS_TRIED = 200
_COVERS = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """`duration_s` is measured to the last packet. `width`, `height` are as shown, after `rotation` (0, 90, 180, 270).

    `keyframe_interval_s` is the median distance of the picture's keyframes; None with fewer than two.
    """

    container: str
    duration_s: float
    size_bytes: int
    streams: int
    audio_codec: str
    video_codec: str
    width: int | None
    height: int | None
    rotation: int
    keyframe_interval_s: float | None

    @property
    def has_audio(self) -> bool:
        return bool(self.audio_codec)

    @property
    def has_video(self) -> bool:
        return bool(self.video_codec)


@dataclass(slots=True)
class _Demuxed:
    """Where the packets of the file end, in seconds from its start."""

    end_s: float = 0.0
    keyframes_s: list[float] = field(default_factory=list)


def inspect(path: Path, *, max_duration_s: float, max_bytes: int | None = None) -> MediaInfo:
    """Reads every packet (no decoding beyond the first picture and sound): about a second per gigabyte.

    Raises BadInput("media...") with a sentence: empty, text, document, playlist, unknown, unreadable, broken_off,
    too_big, too_long, nothing_to_play, no_tracks.
    """
    size = path.stat().st_size
    if max_bytes is not None and size > max_bytes:
        raise BadInput("media.too_big", f"This file has {_megabytes(size)}; the limit is {_megabytes(max_bytes)}.")
    format_name = signature_of(path)
    if format_name == "mov":
        _refuse_half_mp4(path)
    audio, video = _decodable(path)
    if audio is None and video is None:
        raise BadInput("media.no_tracks", "This recording has neither sound nor a picture that can be decoded.")
    with open_media(path) as container:
        wanted = [container.streams[track.index] for track in (audio, video) if track]
        stated_s = _stated_length(container, wanted)
        demuxed = _demux(container, wanted, video)
        container_name = container.format.name
        streams = len(container.streams)
    promised_s = _promised_length(path, format_name, stated_s, demuxed.end_s)
    _check_length(demuxed.end_s, promised_s, max_duration_s)
    return MediaInfo(
        container=container_name,
        duration_s=round(demuxed.end_s, 3),
        size_bytes=size,
        streams=streams,
        audio_codec=audio.codec if audio else "",
        video_codec=video.codec if video else "",
        width=video.width if video else None,
        height=video.height if video else None,
        rotation=video.rotation if video else 0,
        keyframe_interval_s=_interval(demuxed.keyframes_s),
    )


def signature_of(path: Path) -> str:
    """FFmpeg's name of the only demuxer that may open this file. Raises BadInput as `read_signature`."""
    with path.open("rb") as file:
        return read_signature(file.read(HEAD_BYTES)).format


@contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """Opens as what its first bytes announce and nothing else. Raises BadInput, media.unreadable among others."""
    format_name = signature_of(path)
    try:
        container = av.open(
            str(path.resolve()), "r", format=format_name, options=OPEN_OPTIONS, metadata_errors="ignore"
        )
    except (av.FFmpegError, ValueError) as error:
        raise _unreadable() from error
    with container:
        yield container


@dataclass(frozen=True, slots=True)
class _Track:
    index: int
    codec: str
    width: int = 0
    height: int = 0
    rotation: int = 0


def _decodable(path: Path) -> tuple[_Track | None, _Track | None]:
    """The sound and the picture of which at least one frame can be decoded; a cover picture is no picture."""
    with open_media(path) as container:
        pictures = [stream.index for stream in container.streams.video if not stream.disposition & _COVERS]
        sounds = [stream.index for stream in container.streams.audio]
    audio = next((track for index in sounds if (track := _first_frame(path, index))), None)
    video = next((track for index in pictures if (track := _first_frame(path, index))), None)
    return audio, video


def _first_frame(path: Path, index: int) -> _Track | None:
    with open_media(path) as container:
        stream = container.streams[index]
        if stream.codec_context is None:
            return None
        name = stream.codec_context.codec.canonical_name
        for frame in _frames(container, stream):
            if isinstance(frame, av.AudioFrame):
                return _Track(index, name)
            if isinstance(frame, av.VideoFrame):
                rotation = -frame.rotation % 360
                width, height = (frame.height, frame.width) if rotation in (90, 270) else (frame.width, frame.height)
                return _Track(index, name, width, height, rotation)
    return None


def _frames(container: InputContainer, stream: Stream) -> Iterator[object]:
    """Frames of the first packets of one stream, from where more packets decode than fail: a few bytes of noise in a
    thousand look like sound to a decoder."""
    packets, balance = container.demux(stream), 0
    for _ in range(PACKETS_TRIED):
        try:
            frames = next(packets).decode()
        except StopIteration:
            return
        except av.FFmpegError:
            balance -= 1
            continue
        balance += bool(frames)
        if balance > 0:
            yield from frames


def _demux(container: InputContainer, wanted: list[Stream], video: _Track | None) -> _Demuxed:
    found = _Demuxed()
    start_s = (container.start_time or 0) / av.time_base
    packets = container.demux(*wanted)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, av.FFmpegError):
            return found
        moment = packet.pts if packet.pts is not None else packet.dts
        if moment is None or packet.time_base is None or not packet.size or packet.is_corrupt:
            continue
        at_s = float(moment * packet.time_base) - start_s
        found.end_s = max(found.end_s, at_s + float((packet.duration or 0) * packet.time_base))
        if video and packet.stream.index == video.index and packet.is_keyframe:
            found.keyframes_s.append(at_s)


def _check_length(end_s: float, promised_s: float, max_duration_s: float) -> None:
    if end_s <= 0:
        raise BadInput("media.nothing_to_play", "This recording holds nothing to play.")
    if promised_s - end_s > max(TOLERATED_GAP_S, TOLERATED_SHARE * promised_s):
        raise _broken_off(f"The recording breaks off at {clock(end_s)} of {clock(promised_s)}.")
    if end_s > max_duration_s:
        raise BadInput("media.too_long", f"This recording lasts {clock(end_s)}; the limit is {clock(max_duration_s)}.")


def _stated_length(container: InputContainer, wanted: list[Stream]) -> float:
    """By the tracks that matter, else by the whole: a track of chapters or subtitles may outlast the lecture."""
    tracks = [float(stream.duration * stream.time_base) for stream in wanted if stream.duration and stream.time_base]
    return max(tracks) if len(tracks) == len(wanted) else (container.duration or 0) / av.time_base


def _promised_length(path: Path, format_name: str, stated_s: float, measured_s: float) -> float:
    """0 where nothing but an estimate from the bit rate is to be had."""
    if format_name == "wav":
        return wav_length(path, measured_s)
    if format_name == "mp3":
        return mp3_length(path)
    return stated_s if format_name in STATES_LENGTH else 0.0


def _refuse_half_mp4(path: Path) -> None:
    if mp4_is_whole(path):
        return
    there, announced = path.stat().st_size, mp4_announced_bytes(path)
    where = f"it ends after {there / announced:.0%} of what it announces, and " if announced > there else ""
    missing = "its table of contents is missing, so the recording or the upload stopped before its end"
    raise _broken_off(f"This file is incomplete: {where}{missing}.")


def _interval(moments_s: list[float]) -> float | None:
    gaps = [later - earlier for earlier, later in pairwise(moments_s)]
    return round(median(gaps), 3) if gaps else None


def _broken_off(sentence: str) -> BadInput:
    return BadInput("media.broken_off", f"{sentence} Upload the whole file again.")


def _unreadable() -> BadInput:
    return BadInput("media.unreadable", f"This file is damaged or is not a recording. Use {PLAYABLE}.")


def _megabytes(count: int) -> str:
    return f"{count / (1 << 20):,.0f} MB"


def clock(seconds: float) -> str:
    """12:34 or 1:02:34."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
