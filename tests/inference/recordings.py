"""Small recordings made on the spot, whole and broken."""

from pathlib import Path

import av
import numpy as np

RATE = 16_000


def write_recording(
    path: Path, *, seconds: float = 4.0, sound: np.ndarray | None = None, picture: bool = True, silent: bool = False
) -> Path:
    """A film of a grey field that brightens, with a tone (or `sound`: mono float32 at 16 kHz) unless `silent`.

    The container follows from the suffix.
    """
    tone = sound if sound is not None else 0.2 * np.sin(np.arange(int(seconds * RATE)) * 0.2).astype(np.float32)
    with av.open(str(path), "w") as container:
        film = (
            container.add_stream("libx264" if path.suffix in {".mp4", ".mov", ".mkv"} else "libvpx", rate=5)
            if picture
            else None
        )
        track = None if silent else container.add_stream(_audio_codec(path), rate=RATE, layout="mono")
        if film:
            film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
            for number in range(int(seconds * 5)):
                shade = np.full((48, 64, 3), min(255, 40 + number), np.uint8)
                container.mux(film.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
            container.mux(film.encode(None))
        if track:
            _mux_sound(container, track, tone)
    return path


def _audio_codec(path: Path) -> str:
    return {
        ".mp4": "aac",
        ".mov": "aac",
        ".m4a": "aac",
        ".mp3": "libmp3lame",
        ".wav": "pcm_s16le",
        ".flac": "flac",
    }.get(path.suffix, "libopus")


def _mux_sound(container: av.container.OutputContainer, track: av.AudioStream, tone: np.ndarray) -> None:
    samples = (np.clip(tone, -1, 1) * 32767).astype(np.int16)
    resampler = av.AudioResampler(format=track.codec_context.format or "s16", layout="mono", rate=track.rate)
    for start in range(0, len(samples), 1024):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + 1024], format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, start
        for converted in resampler.resample(frame):
            container.mux(track.encode(converted))
    for converted in resampler.resample(None):
        container.mux(track.encode(converted))
    container.mux(track.encode(None))
