"""One passage: the model drafts, code verifies, the model answers from the evidence alone, a critic looks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from inference.errors import BadInput
from inference.learning.datatune.shown import Exemplars
from inference.llm.chat import ChatModel, Completion, Thinking, UnusableAnswer
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.doubts import MOST_SCORE
from inference.questions.drops import Drops
from inference.questions.llm import answering, checks, critic, notes
from inference.questions.llm.answering import Marker
from inference.questions.llm.checks import Checked
from inference.questions.llm.drafts import ModelDraft, answer_tokens, drafts_schema, read_drafts
from inference.questions.llm.english import EnglishFilters
from inference.questions.llm.evidence import find_quote
from inference.questions.llm.grounding import grounded_share
from inference.questions.llm.languages import base, wh_of
from inference.questions.llm.note_checks import note_flaw
from inference.questions.llm.prompts import draft_messages
from inference.questions.llm.ranking import features_of, score_of
from inference.questions.llm.salience import salience
from inference.questions.llm.support import support_for
from inference.questions.question import Drop, KeyPoint, WrittenQuestion
from inference.text.passage import Passage

RULE = "model"
OF_A_SMALL_MODEL = "A small language model wrote it and cannot tell good from bad: hold it against its evidence."
SAID_BEFORE = 2
"""Sentences before the passage that the model is shown, to know whom "it" means."""
TOO_LONG = "passage: longer than the model can take"
UNUSABLE = {
    "length": "passage: the model's answer did not end",
    "json": "passage: the model wrote no JSON",
    "schema": "passage: the model did not fill in what it was given",
    "empty": "passage: the model answered nothing",
}
NO_SUPPORT = "note: the lecture does not say it"
NO_DRAFT = "passage: the model proposed nothing"
OTHER_ANSWER = "round trip: the evidence gives another answer"
NO_ANSWER = "round trip: the evidence gives no answer"
UNJUDGED = "critic: gave no usable judgement"
UNANSWERED = "round trip: gave no usable answer"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one passage."""

    questions: tuple[WrittenQuestion, ...] = ()
    drops: Counter[str] = field(default_factory=Counter)
    tokens: Tokens = NO_TOKENS
    dropped: tuple[Drop, ...] = ()
    """The drafts of `drops`; a passage of which nothing came has none."""


@dataclass(frozen=True, slots=True)
class LectureMaterial:
    """What is the same for all passages of a lecture. `critic`: its thinking, None where it is not asked.
    `takes_notes`: whether the model is asked for notes instead of drafts with quotations."""

    passages: Sequence[Passage]
    language: str
    weights: dict[str, float]
    topics: tuple[str, ...]
    drafts: int
    thinking: Thinking
    critic: Thinking | None
    english: EnglishFilters | None
    marker: Marker
    exemplars: Exemplars
    takes_notes: bool = False


def write_passage(chat: ChatModel, lecture: LectureMaterial, number: int) -> Outcome:
    """Raises EngineUnavailable; an answer that is of no use costs this passage its questions and nothing else."""
    try:
        said = _drafted(chat, lecture, number)
    except UnusableAnswer as unusable:
        return Outcome((), Counter([UNUSABLE.get(unusable.reason, UNUSABLE["schema"])]), unusable.tokens)
    except BadInput as bad:
        if bad.code != "llm.too_long":
            raise
        return Outcome((), Counter([TOO_LONG]))
    return _verified(chat, lecture, number, said)


def _shown(lecture: LectureMaterial, passage: Passage) -> list[str]:
    said = " ".join(sentence.text for sentence in passage.sentences)
    return lecture.exemplars.beside(said, called="question") if base(lecture.language) == "en" else []


def _drafted(chat: ChatModel, lecture: LectureMaterial, number: int) -> Completion:
    if lecture.takes_notes:
        messages = notes.note_messages(lecture.passages[number], topics=lecture.topics, language=lecture.language)
        return chat.complete(
            messages, answer_tokens=notes.answer_tokens(), schema=notes.notes_schema(), is_weighed=True
        )
    messages = draft_messages(
        lecture.passages[number],
        before=_said_before(lecture.passages, number),
        topics=lecture.topics,
        language=lecture.language,
        drafts=lecture.drafts,
        shown=_shown(lecture, lecture.passages[number]),
    )
    return chat.complete(
        messages,
        answer_tokens=answer_tokens(lecture.drafts),
        schema=drafts_schema(lecture.drafts),
        thinking=lecture.thinking,
        is_weighed=True,
    )


def _said_before(passages: Sequence[Passage], number: int) -> str:
    before = passages[number - 1].sentences[-SAID_BEFORE:] if number else ()
    return " ".join(sentence.text for sentence in before)


def _verified(chat: ChatModel, lecture: LectureMaterial, number: int, said: Completion) -> Outcome:
    drops = Drops()
    tokens = said.tokens
    kept: list[WrittenQuestion] = []
    drafts = list(notes.read_notes(said) if lecture.takes_notes else read_drafts(said))
    if not drafts:
        drops.count(Counter([NO_DRAFT]))
    for draft in drafts:
        checked = _checked(lecture, number, draft)
        if flaw := _flaw(lecture, checked):
            drops.add(flaw, _told(draft))
            continue
        assert checked is not None
        tried = _tried(chat, lecture, checked)
        tokens += tried.tokens
        if tried.doubt:
            drops.add(tried.doubt, _told(draft))
        else:
            kept.append(_question(lecture, number, checked, tried, said.reasoning))
    return Outcome(tuple(kept), drops.counts, tokens, tuple(drops.told))


def _told(draft: ModelDraft) -> str:
    """A draft for whoever asks why it was dropped."""
    return f"{draft.stem} - {draft.answer}"


def _checked(lecture: LectureMaterial, number: int, draft: ModelDraft) -> Checked | None:
    passage = lecture.passages[number]
    if lecture.takes_notes:
        found = support_for(draft.answer, passage, lecture.language)
    else:
        found = find_quote(draft.quote, passage)
    if found is None:
        return None
    shown = f"{passage.title} {passage.slide_text} {_said_before(lecture.passages, number)} {' '.join(lecture.topics)}"
    about = f"{shown} {' '.join(sentence.text for sentence in passage.sentences)}"
    return Checked(draft, found, about, lecture.language)


def _flaw(lecture: LectureMaterial, checked: Checked | None) -> str:
    if checked is None:
        return NO_SUPPORT if lecture.takes_notes else checks.NO_QUOTE
    flaw = (note_flaw(checked) if lecture.takes_notes else "") or checks.flaw(checked)
    if flaw or lecture.english is None:
        return flaw
    wh = wh_of(checked.draft.stem, lecture.language) or "what"
    return lecture.english.flaw(checked.draft, wh, checked.found.source)


@dataclass(frozen=True, slots=True)
class _Tried:
    """`agreement` 0..1 of the answer that the evidence gives with the draft's."""

    doubt: str
    agreement: float = 0.0
    reasoning: str = ""
    tokens: Tokens = NO_TOKENS


def _tried(chat: ChatModel, lecture: LectureMaterial, checked: Checked) -> _Tried:
    answered = _answered(chat, lecture, checked)
    if answered.doubt or lecture.critic is None:
        return answered
    try:
        judged = critic.judge(
            chat,
            text=checked.found.evidence.text,
            stem=checked.draft.stem,
            answer=checked.draft.answer,
            thinking=lecture.critic,
        )
    except UnusableAnswer as unusable:
        return _Tried(UNJUDGED, tokens=answered.tokens + unusable.tokens)
    return _Tried(judged.doubt, answered.agreement, judged.reasoning, answered.tokens + judged.tokens)


def _answered(chat: ChatModel, lecture: LectureMaterial, checked: Checked) -> _Tried:
    draft, text = checked.draft, checked.found.evidence.text
    try:
        response, tokens = answering.answer_from(chat, text=text, stem=draft.stem, language=lecture.language)
    except UnusableAnswer as unusable:
        return _Tried(UNANSWERED, tokens=unusable.tokens)
    if not response:
        return _Tried(NO_ANSWER, tokens=tokens)
    share = lecture.marker.share(
        stem=draft.stem,
        references=(draft.answer,),
        points=checks.grounded_points(checked),
        response=response,
        language=lecture.language,
    )
    return _Tried("" if share >= answering.LEAST_AGREEMENT else OTHER_ANSWER, share, tokens=tokens)


def _question(
    lecture: LectureMaterial, number: int, checked: Checked, tried: _Tried, reasoning: str
) -> WrittenQuestion:
    draft, evidence = checked.draft, checked.found.evidence
    wh = wh_of(draft.stem, lecture.language) or "what"
    doubt = OF_A_SMALL_MODEL if lecture.takes_notes else ""
    features = features_of(
        stem=draft.stem,
        answer=draft.answer,
        quote=evidence.text,
        wh=wh,
        salience=salience(lecture.passages[number], lecture.weights, lecture.language),
        grounded=grounded_share(draft.answer, evidence.text, lecture.language),
        agreement=tried.agreement,
        was_judged=lecture.critic is not None,
        stem_logprob=draft.stem_logprob,
        is_note=lecture.takes_notes,
    )
    return WrittenQuestion(
        stem=draft.stem,
        wh=wh,
        bloom=draft.bloom,
        reference_answers=(draft.answer,),
        key_points=tuple(KeyPoint(point) for point in checks.grounded_points(checked)),
        evidence=evidence,
        score=score_of(features) * (MOST_SCORE if doubt else 1.0),
        source=checked.found.source,
        rule=RULE,
        why_chosen=_why(lecture, number, tried),
        reasoning="\n\n".join(filter(None, (reasoning, tried.reasoning))),
        doubt=doubt,
    )


def _why(lecture: LectureMaterial, number: int, tried: _Tried) -> str:
    text = " ".join(sentence.text for sentence in lecture.passages[number].sentences).lower()
    about = [topic for topic in lecture.topics if topic in text][:2]
    topic = f" It is about {' and '.join(about)}, which the lecture keeps coming back to." if about else ""
    judged = " A second reading found it clear and worth asking." if lecture.critic is not None else ""
    agreed = f"The evidence alone gives {round(100 * tried.agreement)} % of its answer."
    return f"{agreed}{judged}{topic}"


def language_filters(passages: Sequence[Passage], language: str) -> EnglishFilters | None:
    return EnglishFilters(passages) if base(language) == "en" else None
