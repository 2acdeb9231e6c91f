"""Pictures and a sound track to an MP4 that browsers play and seek in: H.264, AAC, index in front."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import av.filter
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import Colorspace

AUDIO_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the picture is written. `x264` are options of the encoder (crf or bit rate, preset, x264-params ...)."""

    fps: int
    x264: dict[str, str] = field(default_factory=dict)
    bit_rate: int | None = None
    audio_bit_rate: int = 96_000
    audio_gain_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """uint8: "rgb24" (height, width, 3) or planar "yuv420p" (height * 3/2, width). `cut` asks for a keyframe here."""

    pixels: np.ndarray
    cut: bool = False
    format: str = "rgb24"

    @property
    def size(self) -> tuple[int, int]:
        """Width, height."""
        rows, columns = self.pixels.shape[:2]
        return columns, rows if self.format == "rgb24" else rows * 2 // 3


def encode(out: Path, pictures: Iterable[Picture], encoding: Encoding, *, audio: Path | None, length_s: float) -> None:
    """Writes `out`. The sound is mixed to one channel and repeated until `length_s`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = out.with_name(out.name + ".partial")
    with av.open(str(partial), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        streams = [_video_packets(container, pictures, encoding)]
        if audio is not None:
            streams.append(_audio_packets(container, audio, encoding, length_s))
        for packet in _interleaved(streams):
            container.mux(packet)
    partial.replace(out)


def _interleaved(streams: list[Iterator[av.Packet]]) -> Iterator[av.Packet]:
    """The packets of all streams in the order of their times, so that a player can read the file straight through."""
    heads = [next(stream, None) for stream in streams]
    while any(head is not None for head in heads):
        times = [float("inf") if head is None else _time(head) for head in heads]
        first = times.index(min(times))
        head = heads[first]
        if head is not None:
            yield head
        heads[first] = next(streams[first], None)


def _time(packet: av.Packet) -> float:
    return float(packet.dts * packet.time_base) if packet.dts is not None and packet.time_base else 0.0


def _video_packets(
    container: av.container.OutputContainer, pictures: Iterable[Picture], encoding: Encoding
) -> Iterator[av.Packet]:
    head, pictures = _peeked(pictures)
    stream = container.add_stream("libx264", rate=encoding.fps, options={"forced-idr": "1", **encoding.x264})
    stream.width, stream.height = head.size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.colorspace = context.color_primaries = context.color_trc = 1  # BT.709, what browsers take for HD
    context.color_range = 1
    if encoding.bit_rate:
        stream.bit_rate = encoding.bit_rate
    return itertools.chain(_encoded_pictures(stream, pictures, encoding.fps), _flushed(stream))


def _encoded_pictures(stream: av.VideoStream, pictures: Iterable[Picture], fps: int) -> Iterator[av.Packet]:
    pixels, frame = None, None
    for number, picture in enumerate(pictures):
        if frame is None or picture.pixels is not pixels:
            pixels = picture.pixels
            frame = av.VideoFrame.from_ndarray(pixels, format=picture.format).reformat(
                format="yuv420p", dst_colorspace=Colorspace.ITU709
            )
        frame.pts = number
        frame.time_base = Fraction(1, fps)
        frame.pict_type = PictureType.I if picture.cut else PictureType.NONE
        yield from stream.encode(frame)


def _flushed(stream: av.VideoStream) -> Iterator[av.Packet]:
    yield from stream.encode(None)


def _peeked(pictures: Iterable[Picture]) -> tuple[Picture, Iterator[Picture]]:
    iterator = iter(pictures)
    head = next(iterator)
    return head, itertools.chain([head], iterator)


def _audio_packets(
    container: av.container.OutputContainer, audio: Path, encoding: Encoding, length_s: float
) -> Iterator[av.Packet]:
    stream = container.add_stream("aac", rate=AUDIO_RATE, layout="mono")
    stream.bit_rate = encoding.audio_bit_rate
    return _encoded_sound(stream, audio, encoding.audio_gain_db, round(length_s * AUDIO_RATE))


def _encoded_sound(stream: av.AudioStream, audio: Path, gain_db: float, samples: int) -> Iterator[av.Packet]:
    written = 0
    while written < samples:
        before = written
        for frame in mono_frames(audio, gain_db):
            if written + frame.samples > samples:
                break
            frame.pts, frame.time_base = written, Fraction(1, AUDIO_RATE)
            written += frame.samples
            yield from stream.encode(frame)
        else:
            if written == before:
                raise ValueError(f"{audio} has no sound.")
            continue
        break
    yield from stream.encode(None)


def mono_frames(audio: Path, gain_db: float) -> Iterator[av.AudioFrame]:
    """The sound once through: one channel at 48 kHz, raised by `gain_db` under a limiter, in frames of 1024 samples."""
    with av.open(str(audio)) as source:
        stream = source.streams.audio[0]
        graph = _loudness(stream, gain_db)
        for frame in itertools.chain(source.decode(stream), [None]):
            graph.push(frame)
            yield from _pulled(graph)


def _loudness(stream: av.AudioStream, gain_db: float) -> av.filter.Graph:
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_abuffer(template=stream),
        graph.add("aresample", f"out_sample_rate={AUDIO_RATE}:out_chlayout=mono:out_sample_fmt=fltp"),
        graph.add("volume", f"{gain_db}dB"),
        graph.add("alimiter", "limit=0.89:level=0"),
        graph.add("asetnsamples", "n=1024:p=0"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def _pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame
