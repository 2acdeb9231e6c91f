"""Deterministic transforms that know their labels: what is made from a reference answer, and what it is then worth.

Each takes a source row and gives the rows that it can make of it, often none. None asks a model.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from inference.grading.keypoints import derive_key_points
from inference.grading.lexicon import base_form, lexicon
from inference.learning.datatune.rows import SourceRow

CORRECT, PARTIAL = "correct", "partially_correct_incomplete"
CONTRADICTORY, IRRELEVANT, NON_DOMAIN = "contradictory", "irrelevant", "non_domain"
RIGHT_FROM, PARTLY_FROM = 0.999, 0.01
"""Scores of a graded set, as verdicts."""

BE = r"(?:is|are|was|were|will|would|can|could|should|must|may|might|does|do|did|has|have|had)"
VERB = re.compile(rf"\b({BE})\b(?!\s+(?:not|n't))", re.IGNORECASE)
NEGATED = re.compile(rf"\b({BE})\s+not\b|\b({BE})n't\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:no|never|none|neither|nor|without|cannot)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
SPELLED = {"one": "three", "two": "five", "three": "two", "four": "seven", "five": "two", "six": "nine", "ten": "four"}
NOUNS = r"\w{3,}(?: \w{3,})?"
LINKS = (
    r"causes?|leads? to|turns? into|becomes?|produces?|(?:is|are) (?:\w+er|more \w+) than"
    r"|flows? (?:in)?to|depends? on|contains?|converts? to"
)
ORDERED = re.compile(
    rf"^(?P<head>.*?)\b(?P<one>{NOUNS}) (?P<link>{LINKS}) (?P<other>(?:the |a |an )?{NOUNS})(?P<tail>.*)$",
    re.IGNORECASE,
)
MANY_SENSES = frozenset(
    "will due like open kind mean well present can solid back right left light even still out speed".split()  # noqa: SIM905
)
BECAUSE = re.compile(r"^because\s+", re.IGNORECASE)
LEAST_WORDS = 3
"""A key point of fewer words, or without a verb, is a piece that was cut badly."""
SPARE = ("I think that {}", "{}, I believe")
REASON = "It is because {}"
DODGES = ("I do not know.", "No idea, sorry.", "We did not talk about that.", "Can I get full marks please?")


@dataclass(frozen=True, slots=True)
class Made:
    """What a transform changed of the row's fields, and the output that it knows."""

    fields: Mapping[str, str]
    output: str


@dataclass(slots=True)
class Neighbours:
    """References seen so far, by data set: the answer to one question is off the point for another."""

    seen: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, row: SourceRow) -> None:
        pairs = self.seen.setdefault(row.dataset, [])
        if not pairs or pairs[-1] != (row.group, row.fields.get("reference", "")):
            pairs.append((row.group, row.fields.get("reference", "")))

    def other_reference(self, row: SourceRow) -> str:
        """Of another group, and with few words in common."""
        ours = _words(row.fields.get("reference", "") + " " + row.fields.get("question", ""))
        for group, reference in reversed(self.seen.get(row.dataset, [])):
            said = _words(reference)
            if group != row.group and said and len(said & ours) / len(said) < 0.2:
                return reference
        return ""


Transform = Callable[[SourceRow, Neighbours], Iterator[Made]]


def as_it_is(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """The row itself; a score becomes the verdict that it amounts to."""
    output = _verdict(row.output)
    if output:
        yield Made(row.fields, output)


def reference_itself(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    yield from _answered(row, row.fields.get("reference", ""), CORRECT)


def drop_key_point(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """Each key point left out once: a part of the answer, and no more."""
    points = [point.text for point in derive_key_points(row.fields.get("reference", ""))]
    if len(points) < 2 or not all(VERB.search(point) and len(point.split()) >= LEAST_WORDS for point in points):
        return
    for left_out in range(len(points)):
        kept = [text for i, text in enumerate(points) if i != left_out]
        yield from _answered(row, ", and ".join(kept), PARTIAL)


def negate(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """The first verb that can be denied is denied, or its denial taken away."""
    reference = row.fields.get("reference", "")
    if NEGATED.search(reference):
        yield from _answered(row, NEGATED.sub(lambda m: m.group(1) or m.group(2), reference, count=1), CONTRADICTORY)
    elif VERB.search(reference) and not DENIED.search(reference):
        yield from _answered(row, VERB.sub(r"\1 not", reference, count=1), CONTRADICTORY)


def change_number(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    reference = row.fields.get("reference", "")
    if NUMBER.search(reference):
        changed = NUMBER.sub(lambda m: f"{float(m.group()) * 3 + 1:g}", reference, count=1)
        yield from _answered(row, changed, CONTRADICTORY)
        return
    for word, other in SPELLED.items():
        if re.search(rf"\b{word}\b", reference, re.IGNORECASE) and not re.search(rf"\b{word} of\b", reference):
            changed = re.sub(rf"\b{word}\b", other, reference, count=1, flags=re.IGNORECASE)
            yield from _answered(row, changed, CONTRADICTORY)
            return


def swap_concepts(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """The two sides of a relation that has a direction change places."""
    found = ORDERED.match(row.fields.get("reference", ""))
    if found and _words(found["one"]) != _words(found["other"]):
        moved = _lower_first(found["one"]) if not found["head"] else found["one"]
        swapped = f"{found['head']}{found['other']} {found['link']} {moved}{found['tail']}"
        yield from _answered(row, swapped, CONTRADICTORY)


def opposite_word(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """The first word that has one becomes its most common opposite: hotter, colder."""
    reference, known = row.fields.get("reference", ""), lexicon()
    for word in re.findall(r"[a-z]{3,}", reference):
        opposites = known.entry(word).opposites
        if opposites and base_form(word) == word and word not in MANY_SENSES:
            other = min(opposites, key=lambda one: (known.entry(one).rarity, one))
            yield from _answered(row, re.sub(rf"\b{word}\b", other, reference, count=1), CONTRADICTORY)
            return


def paraphrase(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """The same said as a learner begins. Synonyms are left alone: a word list does not know which sense is meant."""
    reference = row.fields.get("reference", "")
    bare = BECAUSE.sub("", reference).rstrip(".")
    if not bare or reference.rstrip().endswith("?"):
        return
    template = REASON if BECAUSE.match(reference) else SPARE[sum(map(ord, reference)) % len(SPARE)]
    yield from _answered(row, template.format(_lower_first(bare)), CORRECT)


def other_answer(row: SourceRow, neighbours: Neighbours) -> Iterator[Made]:
    yield from _answered(row, neighbours.other_reference(row), IRRELEVANT)


def dodge(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    chosen = DODGES[sum(map(ord, row.fields.get("reference", ""))) % len(DODGES)]
    yield from _answered(row, chosen, NON_DOMAIN)


def distractor(row: SourceRow, _: Neighbours) -> Iterator[Made]:
    """A wrong choice of a multiple-choice set, given as an answer."""
    yield from _answered(row, row.fields.get("distractor", ""), IRRELEVANT)


TRANSFORMS: Mapping[str, Transform] = {
    transform.__name__: transform
    for transform in (
        as_it_is,
        reference_itself,
        drop_key_point,
        negate,
        change_number,
        swap_concepts,
        opposite_word,
        paraphrase,
        other_answer,
        dodge,
        distractor,
    )
}


def _answered(row: SourceRow, answer: str, output: str) -> Iterator[Made]:
    """Nothing where the answer came out empty or, for a wrong one, as it was."""
    reference = row.fields.get("reference", "")
    if answer.strip() and (output == CORRECT or answer != reference):
        yield Made({**row.fields, "answer": answer[:1].upper() + answer[1:]}, output)


def _lower_first(text: str) -> str:
    """A letter that stands alone, or before capitals, is a name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _verdict(output: str) -> str:
    try:
        score = float(output)
    except ValueError:
        return output
    if score >= RIGHT_FROM:
        return CORRECT
    return PARTIAL if score > PARTLY_FROM else IRRELEVANT


def _words(text: str) -> set[str]:
    return {base_form(word) for word in re.findall(r"[a-z]{3,}", text.lower())}
