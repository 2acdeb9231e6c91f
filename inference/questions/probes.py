"""At which moments of the lecture the player pauses and asks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from inference.questions.question import Evidence

PAUSE_BEFORE_ASKING_S = 0.4
"""The player stops this long after the last word, so that the word is not clipped."""
SETTLING_S = 20.0
"""A question asked sooner after its answer was spoken tests the ear, not the memory."""
LONG_PAUSE_S = 3.0
GOING_ON = -0.5
"""A shift below this: what follows belongs to what was said before."""
SHORTEST_REACH_S = 60.0
SLIDE_CHANGE_NEAR_S = 2.0


@dataclass(frozen=True, slots=True)
class Break:
    """A moment between two sentences. `strength` -1..3: a slide change, a long pause and a new topic count one each."""

    moment: float
    strength: float


def place_probes(
    evidence: Sequence[Evidence],
    *,
    segments: Sequence[tuple[float, float]],
    slide_starts: Sequence[float],
    duration_s: float,
    every_s: float,
    gap_s: float,
    taken: Sequence[float] = (),
    shifts: Sequence[float] = (),
) -> tuple[float | None, ...]:
    """One moment in seconds for each evidence, or None: ask it at the end of the lecture.

    `evidence` stands in the order of priority, best question first. `segments` are (start, end) of the spoken
    sentences in time order (the sentences of the passages, where captions cut sentences apart); without any,
    slide changes are the only breaks. A moment never lies inside a sentence, inside the evidence of any question,
    within `SETTLING_S` after its own (or `gap_s`, if that is less), closer than `gap_s` to another or to the start;
    there is at most one for each begun `every_s` of the lecture. `taken` are the moments at which other questions are
    asked already: they keep their distance and count as placed. `shifts` say of each segment how strongly it begins a
    new topic (-1..1).
    """
    found = _breaks(segments, slide_starts, duration_s, shifts or [0.0] * len(segments))
    breaks = [b for b in found if not _explains(b.moment, evidence)]
    room = ceil(duration_s / every_s) if duration_s > 0 else 0
    placed = list(taken)
    moments: list[float | None] = []
    for span in evidence:
        free = [b for b in breaks if b.moment >= gap_s and all(abs(b.moment - other) >= gap_s for other in placed)]
        reach_s, settling_s = max(SHORTEST_REACH_S, every_s), min(SETTLING_S, gap_s)
        moment = _best_moment(span, free, reach_s, settling_s) if len(placed) < room else None
        moments.append(moment)
        if moment is not None:
            placed.append(moment)
    return tuple(moments)


def _best_moment(span: Evidence, breaks: Sequence[Break], reach_s: float, settling_s: float) -> float | None:
    """The strongest break after the evidence has settled, the sooner the better."""
    if span.end is None:
        return None
    settled_s = span.end + settling_s
    after = [b for b in breaks if settled_s <= b.moment <= span.end + reach_s]
    best = max(after, key=lambda b: (b.strength - 2 * (b.moment - settled_s) / reach_s, -b.moment), default=None)
    return best.moment if best else None


def _breaks(
    segments: Sequence[tuple[float, float]],
    slide_starts: Sequence[float],
    duration_s: float,
    shifts: Sequence[float],
) -> list[Break]:
    """The gaps between sentences, or the slide changes where nothing is said."""
    changes = sorted(start for start in slide_starts if 0 < start < duration_s)
    if not segments:
        return [Break(moment=start, strength=1.0) for start in changes]
    found = []
    spoken_until = 0.0
    for i, (_, end) in enumerate(segments):
        spoken_until = max(spoken_until, end)
        following = segments[i + 1][0] if i + 1 < len(segments) else duration_s
        # Overlapping sentences leave no gap to stop in.
        if following >= spoken_until and spoken_until <= duration_s:
            begins = shifts[i + 1] if i + 1 < len(segments) else 0.0
            found.append(_break_between(spoken_until, following, changes, begins))
    return found


def _break_between(end: float, following: float, changes: Sequence[float], shift: float) -> Break:
    moment = min(end + PAUSE_BEFORE_ASKING_S, (end + following) / 2)
    # Silence between a question and its answer is no break.
    pause = min((following - end) / LONG_PAUSE_S, 1.0) if shift > GOING_ON else 0.0
    first = bisect_left(changes, end - SLIDE_CHANGE_NEAR_S / 2)
    turns = first < len(changes) and changes[first] <= following + SLIDE_CHANGE_NEAR_S
    return Break(moment=moment, strength=pause + (1.0 if turns else 0.0) + shift)


def _explains(moment: float, evidence: Sequence[Evidence]) -> bool:
    """Whether some question's answer is just being given."""
    return any(e.start is not None and e.end is not None and e.start < moment < e.end for e in evidence)
