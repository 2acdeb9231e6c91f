"""When the screen shows another slide, found without decoding the film where it has keyframes enough.

Neighbouring keyframes that differ say that a slide changed between them. Where the later keyframe sits on the cut, as
encoders put them, that is the moment; else the seconds between are looked through. This is hundreds of times faster
than real time. A recording with few keyframes is judged by one frame a second.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

from inference.engine import Report
from inference.slides import frames
from inference.slides.blocks import Blocks, changed_blocks, is_addition, is_change, moving_blocks
from inference.slides.frames import Grey

LEAST_KEYFRAMES, LONGEST_GAP_S = 3, 12.0
MOTION_PLACES, MOTION_APART_S = 10, 0.6
EVERY_S, LEAST_SAMPLES, WINDOW = 1.0, 8, 1200
APART_S = 0.5
LOOKED_UP_EVERY_S = 0.5
BEFORE_CUT_S = 1.0
NEVER_STILL = 0.55


@dataclass(frozen=True, slots=True)
class Stretch:
    """One slide with its builds. `last` is a moment shortly before its end, when all of it is there to be read."""

    start: float
    end: float
    last: float


@dataclass(frozen=True, slots=True)
class _Sample:
    at: float
    grey: Grey


@dataclass(frozen=True, slots=True)
class _Cut:
    """Another slide is shown from `at`; `before` is the last moment at which the one before was seen whole."""

    at: float
    before: float


def find_stretches(media: Path, report: Report) -> tuple[Stretch, ...]:
    """Empty where the picture never holds still, as in a film of a person.

    Raises BadInput("slides.no_video") without a picture.
    """
    length_s = frames.length_s(media)
    times = frames.keyframe_times(media)
    find = _cuts_by_keyframes if keyframes_suffice(times) else _cuts_by_seconds
    cuts, seen_until = find(media, times, lambda at: report(min(1.0, at / length_s) if length_s else 0.0))
    report(1.0)
    return () if cuts is None else tuple(_stretches(cuts, seen_until, max(length_s, seen_until)))


def keyframes_suffice(times: list[float]) -> bool:
    """Whether the keyframes are near enough to each other that no slide is shown between two of them."""
    return len(times) >= LEAST_KEYFRAMES and max(b - a for a, b in pairwise(times)) <= LONGEST_GAP_S


def _cuts_by_keyframes(media: Path, times: list[float], seen: Report) -> tuple[list[_Cut] | None, float]:
    moving = _moving_at_some_places(media, times)
    if moving.mean() > NEVER_STILL:
        return None, times[-1]
    # A change after the last keyframe shows in no other one.
    tail = (sample for sample in frames.samples(media, EVERY_S, times[-1]) if sample[0] > times[-1])
    reel = _Reel(chain(frames.keyframes(media, APART_S), tail), seen)
    on_cut = _keyframes_on_cuts(times)
    cuts: list[_Cut] = []
    for before, after in _changes(reel, moving):
        if on_cut.get(after.at) == before.at:
            cuts.append(_Cut(after.at, max(before.at, after.at - BEFORE_CUT_S)))
        else:
            cuts += _looked_up(media, before, after, moving)
    return cuts, reel.until


def _moving_at_some_places(media: Path, times: list[float]) -> Blocks:
    """What moves within half a second at many places of the film: keyframes alone are too far apart to say."""
    step = max(1, len(times) // MOTION_PLACES)
    pairs = frames.pairs(media, times[step // 2 :: step], MOTION_APART_S)
    return moving_blocks((changed_blocks(*pair) for pair in pairs), least=4)


def _keyframes_on_cuts(times: list[float]) -> dict[float, float]:
    """Keyframes that come well before their turn, so because the picture changed, each with the keyframe before it."""
    longest = max(b - a for a, b in pairwise(times))
    return {later: earlier for earlier, later in pairwise(times) if later - earlier < 0.8 * longest}


def _looked_up(media: Path, before: _Sample, after: _Sample, moving: Blocks) -> list[_Cut]:
    """The moments between two keyframes at which the picture changed, up to where it is that of the later one."""
    cuts: list[_Cut] = []
    last = before
    for at, grey in frames.samples(media, LOOKED_UP_EVERY_S, before.at, after.at):
        now = _Sample(at, grey)
        if _is_new(last, now, moving):
            cuts.append(_Cut(at, last.at))
            if not _is_new(now, after, moving):
                break
        last = now
    return _without_passing(cuts) or [_Cut(after.at, last.at)]


def _without_passing(cuts: list[_Cut]) -> list[_Cut]:
    """Changes that follow each other at once are one: a fade, an effect. It begins with the first of them."""
    kept: list[_Cut] = []
    for number, cut in enumerate(cuts):
        if number and cut.before <= cuts[number - 1].at:
            continue
        kept.append(cut)
    return kept


def _cuts_by_seconds(media: Path, times: list[float], seen: Report) -> tuple[list[_Cut] | None, float]:
    reel = _Reel(frames.samples(media, EVERY_S), seen)
    cuts: list[_Cut] | None = None
    for window in _windows(reel):
        moving = moving_blocks((changed_blocks(a.grey, b.grey) for a, b in pairwise(window)), least=LEAST_SAMPLES)
        if moving.mean() <= NEVER_STILL:
            cuts = cuts or []
            done = cuts[-1].at if cuts else 0.0
            cuts += [_Cut(after.at, before.at) for before, after in _changes(window, moving) if after.at > done]
    return None if cuts is None else _without_passing(cuts), reel.until


class _Reel:
    """Samples as they come, with word of how far they have come."""

    def __init__(self, samples: Iterable[tuple[float, Grey]], seen: Report) -> None:
        self.until = 0.0
        self._samples, self._seen = samples, seen

    def __iter__(self) -> Iterator[_Sample]:
        for at, grey in self._samples:
            self.until = at
            self._seen(at)
            yield _Sample(at, grey)


def _windows(samples: Iterable[_Sample]) -> Iterator[list[_Sample]]:
    """Runs of some minutes, so that a film of hours needs no more memory.

    Each begins with the end of the one before: the last sample, and as many before it as judging what moves takes.
    """
    window: list[_Sample] = []
    fresh = 0
    for sample in samples:
        window.append(sample)
        fresh += 1
        if fresh == WINDOW:
            yield window
            window, fresh = window[-LEAST_SAMPLES:], 0
    if fresh:
        yield window


def _changes(samples: Iterable[_Sample], moving: Blocks) -> Iterator[tuple[_Sample, _Sample]]:
    return ((before, after) for before, after in pairwise(samples) if _is_new(before, after, moving))


def _is_new(before: _Sample, after: _Sample, moving: Blocks) -> bool:
    """Whether another slide is shown, rather than more of the same one."""
    changed = changed_blocks(before.grey, after.grey)
    return is_change(changed, moving) and not is_addition(before.grey, after.grey, moving)


def _stretches(cuts: list[_Cut], seen_until: float, length_s: float) -> list[Stretch]:
    starts = [0.0, *(cut.at for cut in cuts)]
    ends = [*(cut.at for cut in cuts), length_s]
    lasts = [*(cut.before for cut in cuts), seen_until]
    return [Stretch(start, end, last) for start, end, last in zip(starts, ends, lasts, strict=True)]
