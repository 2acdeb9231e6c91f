"""What the embedded grader's decision rests on, in sentences for staff: words aligned, parts, what spoke for it.

The features' pulls on the log odds of *correct* are added up by what they are about, so that the sentences say of many
small numbers what weighed most.
"""

from collections import defaultdict
from collections.abc import Iterator

from inference.grading.assessment import Assessment
from inference.grading.features import NAMES
from inference.grading.head import CORRECT, Head
from inference.grading.reading import read
from inference.grading.verdict import GradingTask

LEAST_PULL = 0.15
"""Log odds below which nothing is said."""
MOST_SAID = 3
MOST_WORDS = 4
LIKELY, UNLIKELY = 0.6, 0.4

REFERENCE = "much of the reference is there", "little of the reference is there"
BEYOND = "most of what it says belongs to the answer", "much of what it says does not belong to the answer"
SPELLING = "it is close to the reference letter by letter", "it is far from the reference letter by letter"
ORDER = "its words stand in the order of the reference", "its words stand in another order than in the reference"
REVERSED = "nothing in it is turned around", "it turns something around"
NEGATION = "its negations are those of the reference", "its negations are not those of the reference"
NUMBERS = "its numbers are those of the reference", "it gives another number"
HEDGES = "it is said plainly", "it is hedged"
SIDE = "it takes the same side as the reference", "it takes another side than the reference, or none"

ABOUT = {
    REFERENCE: (
        *("coverage", "new_coverage", "agreement", "least_point", "exact_share", "coverage_x_precision"),
        *("coverage_squared", "coverage_mean", "possible", "in_any"),
    ),
    BEYOND: ("precision", "new_precision", "novel"),
    SPELLING: ("chars",),
    ORDER: ("order",),
    REVERSED: ("reversed", "swapped", "opposites"),
    NEGATION: ("extra_negation", "missing_negation"),
    NUMBERS: ("clash", "other_number"),
    HEDGES: ("hedges",),
    SIDE: ("side_same", "side_other", "side_evaded"),
}
"""What is left out says something of the question, or of the answer what no word says without a doubt."""
THEME = {name: words for words, names in ABOUT.items() for name in names}


def in_words(task: GradingTask, seen: Assessment, head: Head) -> str:
    """Some sentences, each on a line of its own."""
    settled = list(_bounds(seen))
    return "\n".join(settled or [*_aligned(task, seen), *_parts(seen), *_weighed(seen, head)])


def _bounds(seen: Assessment) -> Iterator[str]:
    """What settles a grade before anything is weighed."""
    if seen.is_echo:
        yield "It gives the question back and adds nothing."
    if seen.is_foreign:
        yield "It is in another language, or hardly in words."
    if seen.is_salad:
        yield "It is a heap of words rather than a sentence."


def _aligned(task: GradingTask, seen: Assessment) -> Iterator[str]:
    """What the question gives away need not be said."""
    given, alignment = read(task.question).bases, seen.whole.alignment
    other = {m.target.text: m.found.text for m in alignment.matches if m.found.base != m.target.base and m.agrees}
    taken = {match.target.start for match in alignment.matches}
    untaken = (one for one in alignment.target.words if one.start not in taken and one.base not in given)
    missing = sorted(untaken, key=lambda one: -one.weight)
    if other:
        pairs = [f"“{found}” for “{expected}”" for expected, found in other.items()]
        yield f"It was read as in other words: {', '.join(pairs[:MOST_WORDS])}."
    if missing:
        words = list(dict.fromkeys(f"“{one.text}”" for one in missing))
        yield f"Not found, of the reference: {', '.join(words[:MOST_WORDS])}."


def _parts(seen: Assessment) -> Iterator[str]:
    """How likely each key point is expressed; one alone is what the grade itself says."""
    if len(seen.points) > 1:
        told = [f"{number} {_chance(part.probability)}" for number, part in enumerate(seen.points, 1)]
        yield f"Part by part: {', '.join(told)}."


def _chance(probability: float) -> str:
    word = "there" if probability >= LIKELY else "missing" if probability <= UNLIKELY else "in doubt"
    return f"{word} ({probability:.0%})"


def _weighed(seen: Assessment, head: Head) -> Iterator[str]:
    pulls = _pulls(seen, head)
    strongest = sorted(pulls, key=lambda theme: -abs(pulls[theme]))[:MOST_SAID]
    told = [theme for theme in strongest if abs(pulls[theme]) >= LEAST_PULL]
    spoke_for = [theme[0] for theme in told if pulls[theme] > 0]
    against = [theme[1] for theme in told if pulls[theme] < 0]
    if spoke_for:
        yield f"What spoke for it most: {'; '.join(spoke_for)}."
    if against:
        yield f"What spoke against it: {'; '.join(against)}."


def _pulls(seen: Assessment, head: Head) -> dict[tuple[str, str], float]:
    pulls: dict[tuple[str, str], float] = defaultdict(float)
    for name, value in zip(NAMES, seen.whole.values, strict=True):
        mean, scale, weights = head.features[name]
        # A head that is no sum of features has no weights to tell of.
        if name in THEME and weights:
            pulls[THEME[name]] += (value - mean) / scale * weights[CORRECT]
    return pulls
