"""The embedded question writer: concepts first, then clauses that define, explain, compare or quantify them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from spacy.tokens import Doc, Span

from inference.engine import NOTHING_KEPT, PartialWork, Report, fingerprint
from inference.questions.choosing import Chooser, Doubtful
from inference.questions.concepts import Concepts, find_concepts
from inference.questions.distractors import with_distractors
from inference.questions.doubts import doubt_about, doubted
from inference.questions.draft import Draft, Ranked
from inference.questions.drops import Drops
from inference.questions.filters import flaws_of
from inference.questions.gates import clause_turned_away, turned_away
from inference.questions.grammar import NAMES, clauses
from inference.questions.inversion import Unaskable
from inference.questions.patterns import (
    clefts,
    conditions,
    consequences,
    contrasts,
    definitions,
    facts,
    impersonal,
    naming,
    places_and_numbers,
    properties,
    reasons,
    relations,
    slide_lines,
    turns,
)
from inference.questions.patterns.statement import Pattern, Statement
from inference.questions.question import (
    Evidence,
    KeyPoint,
    Passed,
    Source,
    WrittenQuestion,
    WrittenQuestions,
    unheard,
)
from inference.questions.ranking import is_poor, rank, weights_digest
from inference.questions.reference import resolved
from inference.questions.round_trip import RoundTrip, embedded_round_trip
from inference.questions.shown import ShownSlide, shown_slides
from inference.text.clean import clean_sentence
from inference.text.parse import model_version, parse
from inference.text.passage import Passage, Sentence

T = TypeVar("T")
VERSION = 7
MOST_TERMS = 40
NEEDS_ENGLISH = "This writer works in English only, so there are no questions for this lecture yet."
NOTHING_LEFT = "nothing left after cleaning"
NO_PATTERN = "no pattern fits"
TOO_POOR = "scored too low"
PATTERNS: tuple[Pattern, ...] = (
    definitions.is_a,
    naming.is_called,
    naming.called,
    naming.apposition,
    definitions.defined_as,
    definitions.is_when,
    definitions.example_of,
    reasons.because,
    reasons.the_reason_is,
    reasons.by_doing,
    reasons.used_for,
    reasons.in_order_to,
    conditions.what_happens_when,
    conditions.when_is,
    conditions.true_if,
    impersonal.used_to,
    impersonal.done_to,
    impersonal.done_by_doing,
    impersonal.taken_as,
    impersonal.needed_to,
    impersonal.what_is_done,
    properties.what_is_the,
    properties.what_kind,
    contrasts.whereas,
    contrasts.unlike,
    relations.effect_on,
    relations.compares,
    relations.superlative,
    relations.stands_to,
    relations.allows_to,
    relations.is_what,
    relations.does_what,
    facts.what_of,
    facts.one_way,
    facts.what_does,
    facts.done_by,
    facts.who_did,
    facts.when_did,
    facts.what_about,
    facts.what_says,
    facts.what_did,
    facts.what_it_does,
    places_and_numbers.where,
    places_and_numbers.how_many,
    places_and_numbers.how_many_there_are,
    places_and_numbers.when_does,
)


SENTENCE_PATTERNS = (clefts.what_it_is_that, *consequences.PATTERNS)


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence of the lecture, spoken or shown, with the number of its passage and its parse."""

    sentence: Sentence
    passage: int
    doc: Doc
    source: Source = "speech"


class RuleQuestionWriter:
    """Writes from what the lecturer says and shows, word for word; it knows nothing else."""

    @property
    def fingerprint(self) -> str:
        return fingerprint("questions.rules", version=VERSION, weights=weights_digest(), model=model_version())

    def write_questions(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> WrittenQuestions:
        """At most `count` questions, best first. Raises EngineUnavailable without the language model."""
        if language != "en":
            return WrittenQuestions(questions=(), drops={}, note=NEEDS_ENGLISH)
        drops, slides = Drops(), list(shown_slides(passages))
        spoken, shown = _spoken(passages, report, drops), _shown(slides)
        concepts = find_concepts([h.doc for h in spoken], [h.doc for h in shown])
        heard = [*_resolved(spoken, concepts), *shown]
        for h in heard:
            h.doc.user_data[NAMES] = concepts.names
        drafts = [*_all_drafts(heard, concepts, drops), *_from_layout(slides, first=len(spoken))]
        sure, doubtful = _sorted_out(drafts, heard, concepts, drops)
        place, trip = {n: h.passage for n, h in enumerate(heard)}, embedded_round_trip()
        chooser = Chooser(place, lambda ranked: _question(ranked, heard, passages), trip)
        kept = chooser.choose(sure, doubtful, count, drops)
        report(1.0)
        questions = _with_choices(kept.questions, concepts, trip)
        return WrittenQuestions(questions, drops.totals(), dropped=tuple(drops.told))


def _spoken(passages: Sequence[Passage], report: Report, drops: Drops) -> list[Heard]:
    sentences = [(sentence, number) for number, passage in enumerate(passages) for sentence in passage.sentences]
    cleaned = [(sentence, number, clean_sentence(sentence.text)) for sentence, number in sentences]
    kept = [each for each in cleaned if any(letter.isalnum() for letter in each[-1])]
    for sentence, _, text in cleaned:
        if not any(letter.isalnum() for letter in text):
            drops.add(f"sentence: {NOTHING_LEFT}", sentence.text)
    heard = []
    for (sentence, number, _), doc in zip(kept, parse(text for _, _, text in kept), strict=True):
        heard.append(Heard(sentence, number, doc))
        if len(heard) % 50 == 0:
            report(0.8 * len(heard) / len(kept))
    return heard


def _shown(slides: Sequence[ShownSlide]) -> list[Heard]:
    lines = [line for slide in slides for line in slide.lines]
    docs = parse(line.sentence.text for line in lines)
    return [Heard(line.sentence, line.passage, doc, "slide") for line, doc in zip(lines, docs, strict=True)]


def _resolved(heard: Sequence[Heard], concepts: Concepts) -> list[Heard]:
    """The same sentences, with opening pronouns replaced where the sentence before says by what."""
    result: list[Heard] = []
    for h in heard:
        before = [r.doc for r in result[-3:]]
        text = resolved(h.doc, before, concepts)
        doc = next(parse([text])) if text else h.doc
        doc.user_data[NAMES] = concepts.names
        result.append(Heard(h.sentence, h.passage, doc))
    return result


def _all_drafts(heard: Sequence[Heard], concepts: Concepts, drops: Drops) -> Iterator[Draft]:
    for number, h in enumerate(heard):
        for span in h.doc.sents:
            yield from _drafts(span, heard, number, concepts, drops)


def _from_layout(slides: Sequence[ShownSlide], first: int) -> Iterator[Draft]:
    for slide in slides:
        yield from slide_lines.glosses(slide, first)
        yield from slide_lines.lists(slide, first)
        first += len(slide.lines)


def _sorted_out(
    drafts: Sequence[Draft], heard: Sequence[Heard], concepts: Concepts, drops: Drops
) -> tuple[list[Ranked], list[Doubtful]]:
    """Those that nobody doubts, and the doubtful. What is no good is dropped."""
    sure: list[Ranked] = []
    doubtful: list[Doubtful] = []
    for draft in drafts:
        flaws = flaws_of(draft, concepts)
        ranked = rank(draft, concepts, heard[draft.sentences[0]].sentence.confidence)
        if not flaws and not is_poor(ranked):
            sure.append(ranked)
            continue
        reason = flaws[0] if flaws else TOO_POOR
        if doubt := doubt_about(draft, flaws, ranked.score):
            doubtful.append((doubted(ranked, doubt), reason))
        else:
            drops.add(reason, f"{draft.stem} {draft.answer}")
    return sure, doubtful


def _drafts(span: Span, heard: Sequence[Heard], number: int, concepts: Concepts, drops: Drops) -> Iterator[Draft]:
    own = heard[number]
    spoken_on = own.source == "speech" and number + 1 < len(heard) and heard[number + 1].source == "speech"
    following = heard[number + 1] if spoken_on else None
    drafts: list[Draft] = []
    if following is not None and len(following.doc):
        drafts += _tried(turns.PATTERNS, turns.Turn(span, next(following.doc.sents), number), drops, span.text)
    if gate := turned_away(span, own.sentence.confidence):
        if not drafts:
            drops.add(f"sentence: {gate}", span.text)
        yield from drafts
        return
    after = following.doc[:] if following is not None and len(following.doc) else None
    drafts += _tried([partial(pattern, number=number) for pattern in SENTENCE_PATTERNS], span, drops, span.text)
    for clause in clauses(span):
        if gate := clause_turned_away(clause):
            drops.add(f"clause: {gate}", span.text)
            continue
        statement = Statement(clause, span, number, after, concepts, own.source)
        drafts += _tried(PATTERNS, statement, drops, span.text)
    if not drafts:
        drops.add(f"sentence: {NO_PATTERN}", span.text)
    yield from (replace(draft, source=own.source) for draft in drafts)


def _with_choices(
    questions: Sequence[WrittenQuestion], concepts: Concepts, trip: RoundTrip
) -> tuple[WrittenQuestion, ...]:
    """With the wrong choices of a multiple-choice variant, where the lecture has some."""
    choices = with_distractors(questions, concepts.written_terms(MOST_TERMS), trip)
    return tuple(replace(question, distractors=wrong) for question, wrong in choices)


def _tried(patterns: Sequence[Callable[[T], Iterator[Draft]]], subject: T, drops: Drops, text: str) -> list[Draft]:
    drafts: list[Draft] = []
    for pattern in patterns:
        try:
            drafts += pattern(subject)
        except Unaskable as unaskable:
            drops.add(f"stem: {unaskable.reason}", text)
    return drafts


def _question(ranked: Ranked, heard: Sequence[Heard], passages: Sequence[Passage]) -> WrittenQuestion:
    draft = ranked.draft
    sources = [heard[number].sentence for number in draft.sentences]
    evidence = Evidence(
        start=sources[0].start,
        end=sources[-1].end,
        text=" ".join(source.text for source in sources),
        segments=tuple(sorted({segment for source in sources for segment in source.segments})),
        slide=passages[heard[draft.sentences[0]].passage].slide,
    )
    return WrittenQuestion(
        stem=draft.stem,
        wh=draft.wh,
        bloom=draft.bloom,
        reference_answers=(draft.answer, *draft.variants),
        key_points=tuple(KeyPoint(point) for point in draft.points),
        evidence=evidence,
        score=round(ranked.score, 4),
        source=heard[draft.sentences[0]].source,
        rule=draft.rule,
        why_chosen=draft.why,
        doubt=draft.doubt,
    )
