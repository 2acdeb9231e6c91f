"""When the screen shows another slide, found without decoding the film where its keyframes suffice.

A recording whose keyframes are close together or sit on the cuts is judged by them alone (hundreds of times faster than
real time); any other by one frame a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from inference.engine import Report
from inference.slides import frames
from inference.slides.blocks import Blocks, changed_blocks, is_addition, is_change, moving_blocks
from inference.slides.frames import Grey

CLOSE_S, LONGEST_GAP_S = 5.0, 12.0
MOTION_PLACES, MOTION_APART_S = 10, 0.6
DENSE_EVERY_S, DENSE_LEAST = 1.0, 8
NEVER_STILL = 0.55


@dataclass(frozen=True, slots=True)
class Stretch:
    """One slide with its builds. `last` is the moment of its last sample, when all of it is there to be read."""

    start: float
    end: float
    last: float


@dataclass(frozen=True, slots=True)
class _Sample:
    at: float
    grey: Grey


def find_stretches(media: Path, report: Report) -> tuple[Stretch, ...]:
    """Empty where the picture never holds still, as in a film of a person.

    Raises BadInput("slides.no_video") without a picture.
    """
    length_s = frames.length_s(media)
    times = frames.keyframe_times(media)
    if keyframes_suffice(times):
        stretches = _by_keyframes(media, times, length_s, report)
    else:
        stretches = _by_seconds(media, length_s, report)
    report(1.0)
    return stretches


def keyframes_suffice(times: list[float]) -> bool:
    """Whether keyframes are at most about 5 s apart, or fall on cuts (then their distances vary)."""
    gaps = [later - earlier for earlier, later in pairwise(times)]
    if len(gaps) < 2 or max(gaps) > LONGEST_GAP_S:
        return False
    return median(gaps) <= CLOSE_S or any(_is_early(gap, max(gaps)) for gap in gaps[:-1])


def _is_early(gap: float, longest: float) -> bool:
    """A keyframe that comes before its turn was put there because the picture changed."""
    return gap < 0.8 * longest


def _by_keyframes(media: Path, times: list[float], length_s: float, report: Report) -> tuple[Stretch, ...]:
    step = max(1, len(times) // MOTION_PLACES)
    moved = [changed_blocks(*pair) for pair in frames.pairs(media, times[step // 2 :: step], MOTION_APART_S)]
    moving = moving_blocks(moved, least=4)
    if moving.mean() > NEVER_STILL:
        return ()
    samples = _collected(frames.keyframes(media), length_s, report)
    longest = max(later - earlier for earlier, later in pairwise(times))
    stretches = _stretches(samples, moving, length_s)
    return tuple(_dated(media, stretches, samples, moving, longest))


def _dated(
    media: Path, stretches: list[Stretch], samples: list[_Sample], moving: Blocks, longest: float
) -> list[Stretch]:
    """Starts that were seen late, at a keyframe that came in its turn, are looked up in the frames before it."""
    before = {sample.at: previous for previous, sample in pairwise(samples)}
    starts = []
    for stretch in stretches:
        previous = before.get(stretch.start)
        late = previous is not None and not _is_early(stretch.start - previous.at, longest)
        starts.append(_looked_up(media, previous, stretch.start, moving) if previous and late else stretch.start)
    ends = [*starts[1:], stretches[-1].end] if stretches else []
    return [
        Stretch(start, end, min(stretch.last, end)) for start, end, stretch in zip(starts, ends, stretches, strict=True)
    ]


def _looked_up(media: Path, previous: _Sample, found: float, moving: Blocks) -> float:
    """The last change between the keyframe before and the moment at which the new slide was found."""
    start, last = found, previous.grey
    for at, grey in frames.samples(media, 0.5, previous.at, found):
        if is_change(changed_blocks(last, grey), moving) and not is_addition(last, grey, moving):
            start = at
        last = grey
    return start


def _by_seconds(media: Path, length_s: float, report: Report) -> tuple[Stretch, ...]:
    samples = _collected(frames.samples(media, DENSE_EVERY_S), length_s, report)
    moving = moving_blocks((changed_blocks(a.grey, b.grey) for a, b in pairwise(samples)), least=DENSE_LEAST)
    if moving.mean() > NEVER_STILL:
        return ()
    stretches = _stretches(samples, moving, length_s)
    return tuple(_without_passing(stretches))


def _without_passing(stretches: list[Stretch]) -> list[Stretch]:
    """What is seen in one sample only is a fade or a film that plays: its time goes to the next slide that stays."""
    kept: list[Stretch] = []
    start: float | None = None
    for stretch in stretches:
        begin = stretch.start if start is None or stretch.start - start > 3 * DENSE_EVERY_S else start
        if stretch.last > stretch.start or len(stretches) == 1:
            kept.append(Stretch(begin, stretch.end, stretch.last))
            start = None
        else:
            start = begin
    return kept


def _collected(samples: Iterable[tuple[float, Grey]], length_s: float, report: Report) -> list[_Sample]:
    collected = []
    for at, grey in samples:
        collected.append(_Sample(at, grey))
        report(min(1.0, at / length_s) if length_s else 0.0)
    return collected


def _stretches(samples: list[_Sample], moving: Blocks, length_s: float) -> list[Stretch]:
    """Cuts the samples at every change that is more than an addition."""
    if not samples:
        return []
    cuts = [
        number
        for number, (a, b) in enumerate(pairwise(samples), start=1)
        if is_change(changed_blocks(a.grey, b.grey), moving) and not is_addition(a.grey, b.grey, moving)
    ]
    firsts, ends = [0, *cuts], [*cuts, len(samples)]
    length_s = max(length_s, samples[-1].at)
    return [
        Stretch(
            start=0.0 if first == 0 else samples[first].at,
            end=samples[end].at if end < len(samples) else length_s,
            last=samples[end - 1].at,
        )
        for first, end in zip(firsts, ends, strict=True)
    ]
