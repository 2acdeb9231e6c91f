"""Draws and encodes the films that the project shows and measures with.

python -m inference.evaluation.films sample --audio FILE --out FILE    the sample lecture and, beside it, its poster
python -m inference.evaluation.films bench --out FILE [--minutes N] [--audio FILE] [--kbits N]    the bench film
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from inference.evaluation import films_sample
from inference.evaluation.films_bench import bench_film
from inference.evaluation.films_encoding import Encoding, Picture, encode

__all__ = ["bench_film", "draw_sample"]

_SAMPLE = Encoding(
    fps=10,
    x264={"crf": "19", "preset": "veryslow", "tune": "stillimage", "x264-params": "keyint=100:min-keyint=1"},
    audio_bit_rate=96_000,
    audio_gain_db=4.0,
)
_POSTER = "Mechanical energy is conserved"


def draw_sample(out: Path, *, audio: Path) -> None:
    """Writes the sample lecture to `out` (MP4, 1280x720) and a poster of the same name (.jpg)."""
    encode(out, _sample_pictures(), _SAMPLE, audio=audio, length_s=films_sample.LENGTH_S)
    slide = next(slide for slide in films_sample.SLIDES if slide.title == _POSTER)
    films_sample.draw(slide, slide.moments[-1]).image().save(out.with_suffix(".jpg"), quality=88, optimize=True)


def _sample_pictures() -> Iterator[Picture]:
    changes = [(moment, slide) for slide in films_sample.SLIDES for moment in slide.moments]
    ends = [moment for moment, _ in changes[1:]] + [films_sample.LENGTH_S]
    number = 0
    for (moment, slide), end in zip(changes, ends, strict=True):
        pixels = np.asarray(films_sample.draw(slide, moment).image())
        for first in range(number, round(end * _SAMPLE.fps)):
            yield Picture(pixels, cut=first == number)
        number = round(end * _SAMPLE.fps)


def _draw_bench(arguments: argparse.Namespace) -> None:
    bit_rate = 1000 * arguments.kbits if arguments.kbits else None
    bench_film(arguments.out, minutes=arguments.minutes, audio=arguments.audio, bit_rate=bit_rate)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m inference.evaluation.films", description=__doc__)
    commands = parser.add_subparsers(required=True)
    sample = commands.add_parser("sample", help="the sample lecture")
    sample.add_argument("--audio", type=Path, required=True, help="the recording, in any container")
    sample.add_argument("--out", type=Path, required=True, help="the MP4 to write")
    sample.set_defaults(run=lambda arguments: draw_sample(arguments.out, audio=arguments.audio))
    bench = commands.add_parser("bench", help="a drawn lecture with known slides")
    bench.add_argument("--out", type=Path, required=True, help="the MP4 to write; its truth is put beside it")
    bench.add_argument("--minutes", type=float, default=10.0)
    bench.add_argument("--audio", type=Path, help="a recording that is repeated to the end (default: silence)")
    bench.add_argument("--kbits", type=int, help="kbit/s of the picture, for a thin film (default: crisp)")
    bench.set_defaults(run=_draw_bench)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
