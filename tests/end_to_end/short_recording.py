"""A short lecture cut from the sample: half a minute of its speech over one of its slides."""

from collections.abc import Iterator
from pathlib import Path

import av

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "sample" / "physics-works.mp4"
FPS = 5


def cut(path: Path, *, start_s: float, seconds: float) -> Path:
    """An MP4 with the sample's sound from `start_s` on, and the slide that the sample shows then."""
    picture = _picture_at(start_s)
    with av.open(str(path), "w") as made:
        video = made.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = picture.width, picture.height, "yuv420p"
        audio = made.add_stream("aac", rate=44_100, layout="mono")
        for i in range(round(seconds * FPS)):
            frame = av.VideoFrame.from_ndarray(picture.to_ndarray(format="rgb24"), format="rgb24")
            frame.pts = i
            made.mux(video.encode(frame))
        made.mux(video.encode(None))
        for frame in _sound(start_s, start_s + seconds):
            made.mux(audio.encode(frame))
        made.mux(audio.encode(None))
    return path


def _picture_at(second: float) -> av.VideoFrame:
    with av.open(str(SAMPLE)) as sample:
        sample.seek(int(second * av.time_base))
        return next(frame for frame in sample.decode(video=0) if (frame.time or 0) >= second)


def _sound(start_s: float, end_s: float) -> Iterator[av.AudioFrame]:
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=44_100)
    with av.open(str(SAMPLE)) as sample:
        for frame in sample.decode(audio=0):
            if start_s <= (frame.time or 0) < end_s:
                frame.pts = None
                yield from resampler.resample(frame)
