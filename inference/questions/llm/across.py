"""Questions over a whole course: links between lectures, each proved by quotations from two of them at least."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from inference.engine import PartialWork, Report
from inference.errors import BadInput
from inference.llm.chat import ChatModel, Completion, Message, Thinking, UnusableAnswer
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.llm.untrusted import fenced
from inference.questions.course import CourseLecture, LinkedEvidence, LinkingQuestion, LinkingQuestions
from inference.questions.llm import answering, checks
from inference.questions.llm.answering import Marker
from inference.questions.llm.checks import NO_QUOTE, Checked
from inference.questions.llm.drafts import BLOOMS, ModelDraft
from inference.questions.llm.evidence import Found, find_quote
from inference.questions.llm.grounding import content
from inference.questions.llm.languages import wh_of
from inference.questions.llm.passages import NO_ANSWER, OTHER_ANSWER, UNANSWERED
from inference.questions.llm.prompts import language_name, prompt
from inference.questions.llm.summaries import Summary, full_text, summarise
from inference.questions.question import Bloom, Evidence, KeyPoint
from inference.questions.selection import DOUBLE, SAME_STEM

SHARE_OF_CONTEXT = 0.8
"""Beyond this, or where the thinking and the answer need the room, lectures are given by their summaries."""
ROOM_FOR_TASK = 1500
TOKENS_PER_QUESTION = 420
MOST_QUOTES = 3
ONE_LECTURE = "evidence: from one lecture only"
ONE_SIDED = "answer: rests on one lecture only"
UNUSABLE = "course: the model gave no usable answer"
TOO_LONG = "The course is longer than the language model can take, also in summaries."
TOO_FEW = "It takes two lectures whose speech has been written down to link them."


@dataclass(frozen=True, slots=True)
class _Draft:
    draft: ModelDraft
    quotes: tuple[tuple[int, str], ...]
    link: str


@dataclass(frozen=True, slots=True)
class Across:
    """How the course is asked about."""

    chat: ChatModel
    marker: Marker
    thinking: Thinking
    language: str
    count: int

    def write(self, lectures: Sequence[CourseLecture], report: Report, partial: PartialWork) -> LinkingQuestions:
        """Raises EngineUnavailable, and BadInput("llm.too_long") where not even summaries fit."""
        if len(lectures) < 2:
            return LinkingQuestions((), {}, TOO_FEW)
        texts, drops, tokens = self._texts(lectures, report, partial)
        try:
            said = self._asked(lectures, texts)
        except UnusableAnswer as unusable:
            return LinkingQuestions((), {**drops, UNUSABLE: 1}, tokens=tokens + unusable.tokens)
        except BadInput as bad:
            raise BadInput(bad.code, TOO_LONG) if bad.code == "llm.too_long" else bad from bad
        report(0.8)
        kept: list[LinkingQuestion] = []
        tokens += said.tokens
        for draft in _read(said.data):
            question, doubt, used = self._verified(draft, lectures, said.reasoning, kept)
            tokens += used
            if question is None:
                drops[doubt] += 1
            else:
                kept.append(question)
        report(1.0)
        return LinkingQuestions(tuple(kept), dict(drops.most_common()), tokens=tokens)

    # What the model is shown ------------------------------------------------------------------------
    def _texts(
        self, lectures: Sequence[CourseLecture], report: Report, partial: PartialWork
    ) -> tuple[list[str], Counter[str], Tokens]:
        texts = [full_text(lecture) for lecture in lectures]
        if sum(map(self.chat.count_tokens, texts)) <= self._room():
            return texts, Counter(), NO_TOKENS
        summaries: list[Summary] = []
        for number, lecture in enumerate(lectures):
            summaries.append(summarise(self.chat, lecture, number=number, language=self.language, partial=partial))
            report(0.7 * (number + 1) / len(lectures))
        drops: Counter[str] = sum((summary.drops for summary in summaries), Counter())
        tokens = sum((summary.tokens for summary in summaries), NO_TOKENS)
        return self._fitted(summaries), drops, tokens

    def _room(self) -> float:
        needed = ROOM_FOR_TASK + self._answer_tokens() + (self.thinking.budget or 0) + self.thinking.grace
        return min(SHARE_OF_CONTEXT * self.chat.context, self.chat.context - needed)

    def _fitted(self, summaries: Sequence[Summary]) -> list[str]:
        """Each lecture keeps as many lines as fit, spread over it."""
        most = max((len(summary.lines) for summary in summaries), default=0)
        for limit in range(most, 0, -1):
            texts = ["\n".join(_spread(summary.lines, limit)) for summary in summaries]
            if sum(map(self.chat.count_tokens, texts)) <= self._room():
                return texts
        return ["" for _ in summaries]

    def _asked(self, lectures: Sequence[CourseLecture], texts: Sequence[str]) -> Completion:
        words = {"language": language_name(self.language)}
        shown = [
            fenced(f"lecture {number}", f"{lecture.title}\n{text}")
            for number, (lecture, text) in enumerate(zip(lectures, texts, strict=True), start=1)
        ]
        task = prompt("course.task", drafts=str(self.count), **words)
        messages = [Message("system", prompt("course", **words)), Message("user", "\n\n".join([*shown, task]))]
        return self.chat.complete(
            messages,
            answer_tokens=self._answer_tokens(),
            schema=_schema(self.count, len(lectures)),
            thinking=self.thinking,
        )

    def _answer_tokens(self) -> int:
        return 200 + TOKENS_PER_QUESTION * self.count

    # What code makes sure of ------------------------------------------------------------------------
    def _verified(
        self, draft: _Draft, lectures: Sequence[CourseLecture], reasoning: str, before: Sequence[LinkingQuestion]
    ) -> tuple[LinkingQuestion | None, str, Tokens]:
        found = [_place(number, quote, lectures) for number, quote in draft.quotes]
        evidence = tuple(one for one in found if one is not None)
        if len(evidence) < len(found) or not evidence:
            return None, NO_QUOTE, NO_TOKENS
        checked = Checked(draft.draft, Found(_joined(evidence), "speech"), _joined(evidence).text, self.language)
        if flaw := self._flaw(checked, evidence) or _double(draft.draft.stem, before):
            return None, flaw, NO_TOKENS
        doubt, tokens = self._round_trip(checked)
        if doubt:
            return None, doubt, tokens
        return _question(checked, evidence, draft.link, reasoning), "", tokens

    def _flaw(self, checked: Checked, evidence: Sequence[LinkedEvidence]) -> str:
        if len({one.lecture for one in evidence}) < 2:
            return ONE_LECTURE
        if flaw := checks.flaw(checked):
            return flaw
        answer = content(checked.draft.answer, self.language)
        by_lecture: dict[int, set[str]] = {}
        for one in evidence:
            by_lecture.setdefault(one.lecture, set()).update(content(one.evidence.text, self.language) & answer)
        # What only one lecture gives: words that stand in all of them prove nothing of any.
        shared = set.intersection(*by_lecture.values())
        return "" if all(words - shared for words in by_lecture.values()) else ONE_SIDED

    def _round_trip(self, checked: Checked) -> tuple[str, Tokens]:
        draft, text = checked.draft, checked.found.evidence.text
        try:
            response, tokens = answering.answer_from(self.chat, text=text, stem=draft.stem, language=self.language)
        except UnusableAnswer as unusable:
            return UNANSWERED, unusable.tokens
        if not response:
            return NO_ANSWER, tokens
        share = self.marker.share(
            stem=draft.stem,
            references=(draft.answer,),
            points=checks.grounded_points(checked),
            response=response,
            language=self.language,
        )
        return ("" if share >= answering.LEAST_AGREEMENT else OTHER_ANSWER), tokens


def _spread(lines: Sequence[str], limit: int) -> list[str]:
    if len(lines) <= limit:
        return list(lines)
    return [lines[at * len(lines) // limit] for at in range(limit)]


def _place(number: int, quote: str, lectures: Sequence[CourseLecture]) -> LinkedEvidence | None:
    """In the lecture that the model names, else in whichever says it."""
    named = [number - 1] if 0 < number <= len(lectures) else []
    for at in [*named, *(n for n in range(len(lectures)) if n not in named)]:
        for passage in lectures[at].passages:
            if found := find_quote(quote, passage):
                return LinkedEvidence(at, found.evidence)
    return None


def _joined(evidence: Sequence[LinkedEvidence]) -> Evidence:
    return Evidence(None, None, " ".join(one.evidence.text for one in evidence))


def _double(stem: str, before: Sequence[LinkingQuestion]) -> str:
    alike = any(fuzz.token_sort_ratio(stem.lower(), other.stem.lower()) > SAME_STEM for other in before)
    return DOUBLE if alike else ""


def _question(checked: Checked, evidence: tuple[LinkedEvidence, ...], link: str, reasoning: str) -> LinkingQuestion:
    draft = checked.draft
    return LinkingQuestion(
        stem=draft.stem,
        wh=wh_of(draft.stem, checked.language) or "what",
        bloom=draft.bloom,
        reference_answers=(draft.answer,),
        key_points=tuple(KeyPoint(point) for point in checks.grounded_points(checked)),
        evidence=tuple(sorted(evidence, key=lambda one: one.lecture)),
        link=link,
        reasoning=reasoning,
    )


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _schema(count: int, lectures: int) -> dict[str, Any]:
    quote = {
        "type": "object",
        "properties": {"lecture": {"type": "integer", "minimum": 1, "maximum": lectures}, "quote": _text(400)},
        "required": ["lecture", "quote"],
        "additionalProperties": False,
    }
    fields = {
        "quotes": {"type": "array", "items": quote, "minItems": 2, "maxItems": MOST_QUOTES},
        "question": _text(260),
        "answer": _text(500),
        "key_points": {"type": "array", "items": _text(200), "minItems": 1, "maxItems": MOST_QUOTES + 1},
        "link": _text(260),
        "level": {"type": "string", "enum": list(BLOOMS)},
    }
    question = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "title": "course",
        "type": "object",
        "properties": {"questions": {"type": "array", "items": question, "maxItems": count}},
        "required": ["questions"],
        "additionalProperties": False,
    }


def _read(data: Mapping[str, Any]) -> Iterator[_Draft]:
    for item in data["questions"]:
        level: Bloom = item["level"]
        quotes = tuple((int(one["lecture"]), one["quote"]) for one in item["quotes"])
        points = tuple(" ".join(point.split()) for point in item["key_points"])
        draft = ModelDraft(
            quote=" ".join(quote for _, quote in quotes),
            stem=" ".join(item["question"].split()),
            answer=" ".join(item["answer"].split()),
            points=points,
            bloom=level,
        )
        yield _Draft(draft, quotes, " ".join(item["link"].split()))
