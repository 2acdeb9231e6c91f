"""Slides as the files that pages show: WebP, small enough to load at once."""

import io

import numpy as np
from PIL import Image

IMAGE_WIDTH, THUMBNAIL_WIDTH = 1280, 320


def webp(pixels: np.ndarray, longest: int, quality: int = 84) -> bytes:
    """RGB uint8 (height, width, 3) as WebP, its longer side at most `longest`."""
    image = Image.fromarray(pixels)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()
