"""Small recordings, drawn and encoded on the spot."""

from pathlib import Path

import av
import numpy as np

RATE = 16_000
FPS = 10


def make_recording(path: Path, *, seconds: float = 2.0, sound: bool = True, picture: bool = True) -> Path:
    """A tone and a white screen that gets darker; the container is the one of the suffix."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=FPS) if picture else None
        audio = container.add_stream("aac", rate=RATE, layout="mono") if sound else None
        if video is not None:
            video.width, video.height, video.pix_fmt = 320, 240, "yuv420p"
            for i in range(int(seconds * FPS)):
                shade = np.full((240, 320, 3), 255 - i, dtype=np.uint8)
                container.mux(video.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
            container.mux(video.encode(None))
        if audio is not None:
            times = np.arange(int(seconds * RATE)) / RATE
            tone = (np.sin(2 * np.pi * 440 * times) * 8000).astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
            frame.sample_rate = RATE
            container.mux(audio.encode(frame))
            container.mux(audio.encode(None))
    return path
