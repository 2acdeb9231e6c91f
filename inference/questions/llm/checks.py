"""Which of a model's drafts are thrown out by code. Each check has a name, by which what it throws out is counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from inference.questions.llm.drafts import ModelDraft
from inference.questions.llm.evidence import Found
from inference.questions.llm.grounding import content, grounded_share, numbers
from inference.questions.llm.languages import CJK, LANGUAGES, base, is_in, wh_of

NO_QUOTE = "quote: not in the lecture"
LEAST_ANSWER_GROUNDED = 0.6
LEAST_POINT_GROUNDED = 0.5
LEAST_STEM_ABOUT = 0.5
MOST_TOLD = 0.75
LEAST_STEM_WORDS, MOST_STEM_WORDS = 3, 28
LEAST_ANSWER_WORDS, MOST_ANSWER_WORDS = 2, 60
LEAST_SURENESS = -1.0
"""Nats per token of the stem: on the geometric mean the model gave its own words less than e^-1, .37. What a small one
writes of a lecture lies between -0.1 and -0.6, worth asking or not: this catches words that do not go together, and no
more."""
SIGNS_PER_WORD = 2
_CONTROLS = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instruction|prompt|rule|above|previous)|system prompt|"
    r"\b(?:you are|act as|as) an? (?:ai|language model|assistant|chatbot)\b|\bjailbreak|"
    r"\bignorier\w*\b.{0,40}\banweisung|\bignora\b.{0,40}\b(?:instrucciones|istruzioni)|"
    r"\bignore[zr]?\b.{0,40}\binstructions|指示を無視",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:|www\.|\b[\w.+-]+@[\w-]+\.\w|<[a-z/!]|\]\(|```", re.IGNORECASE)
_HOLLOW = re.compile(
    r"\b(?:main|key|central|overall) (?:idea|point|topic|message|theme|concept|takeaway|focus)s?\b|"
    r"\bwhat (?:is|are) (?:the )?(?:significance|importance) of\b|"
    r"\bwhat (?:do|does|did) [^?]{1,40}? (?:say|think)\b|\bwhat is (?:being )?(?:discussed|said|meant)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with the evidence that was found for it. `about` is all that the model was shown."""

    draft: ModelDraft
    found: Found
    about: str
    language: str


Check = Callable[[Checked], bool]


def flaw(checked: Checked) -> str:
    """The name of the first check that catches the draft, "" if none does."""
    return next((name for name, caught in CHECKS.items() if caught(checked)), "")


def grounded_points(checked: Checked) -> tuple[str, ...]:
    """The key points that the answer and its evidence bear out, and that the stem does not name itself; the answer
    where none is left."""
    kept = [point for point in checked.draft.points if _is_point_sound(point, checked)]
    return tuple(dict.fromkeys(kept)) or (checked.draft.answer,)


def _is_point_sound(point: str, checked: Checked) -> bool:
    language, source = checked.language, f"{checked.draft.answer} {checked.found.evidence.text}"
    if content(point, language) <= content(checked.draft.stem, language):
        return False
    return grounded_share(point, source, language) >= LEAST_POINT_GROUNDED and numbers(point) <= numbers(source)


def length(text: str) -> int:
    """In words; two signs of Japanese count as one."""
    signs = len(CJK.findall(text))
    return signs // SIGNS_PER_WORD if signs > len(text) / 3 else len(text.split())


def _is_no_question(checked: Checked) -> bool:
    stem = checked.draft.stem
    if not stem.endswith(("?", "？")) or wh_of(stem, checked.language) is None:
        return True
    return stem.count("?") + stem.count("？") > 1


def _is_stem_length_odd(checked: Checked) -> bool:
    return not LEAST_STEM_WORDS <= length(checked.draft.stem) <= MOST_STEM_WORDS


def _is_answer_length_odd(checked: Checked) -> bool:
    return not LEAST_ANSWER_WORDS <= length(checked.draft.answer) <= MOST_ANSWER_WORDS


def _is_foreign(checked: Checked) -> bool:
    return not (is_in(checked.draft.stem, checked.language) and is_in(checked.draft.answer, checked.language))


def _controls(checked: Checked) -> bool:
    draft = checked.draft
    return any(_CONTROLS.search(text) for text in (draft.quote, draft.stem, draft.answer, *draft.points))


def _links(checked: Checked) -> bool:
    return any(_LINK.search(text) for text in (checked.draft.stem, checked.draft.answer, *checked.draft.points))


def _points_away(checked: Checked) -> bool:
    known = LANGUAGES.get(base(checked.language))
    return known is not None and bool(known.pointing.search(checked.draft.stem))


def _is_personal(checked: Checked) -> bool:
    known = LANGUAGES.get(base(checked.language))
    return known is not None and bool(known.people.search(checked.draft.stem))


def _talks(checked: Checked) -> bool:
    known = LANGUAGES.get(base(checked.language))
    texts = (checked.draft.stem, checked.draft.answer)
    return known is not None and any(known.talk.search(text) for text in texts)


def _is_hollow(checked: Checked) -> bool:
    return bool(_HOLLOW.search(checked.draft.stem))


def _is_about_else(checked: Checked) -> bool:
    return grounded_share(checked.draft.stem, checked.about, checked.language) < LEAST_STEM_ABOUT


def _is_ungrounded(checked: Checked) -> bool:
    known = f"{checked.found.evidence.text} {checked.draft.stem}"
    return grounded_share(checked.draft.answer, known, checked.language) < LEAST_ANSWER_GROUNDED


def _adds_numbers(checked: Checked) -> bool:
    draft = checked.draft
    return not numbers(draft.answer) | numbers(draft.stem) <= numbers(f"{checked.found.evidence.text} {checked.about}")


def _tells_nothing(checked: Checked) -> bool:
    """The answer has nothing of its own from the evidence: it repeats the stem."""
    added = content(checked.draft.answer, checked.language) - content(checked.draft.stem, checked.language)
    return not added & content(checked.found.evidence.text, checked.language)


def _leaks(checked: Checked) -> bool:
    answer = content(checked.draft.answer, checked.language)
    told = answer & content(checked.draft.stem, checked.language)
    return bool(answer) and len(told) / len(answer) > MOST_TOLD


def _is_unsure(checked: Checked) -> bool:
    sureness = checked.draft.stem_logprob
    return sureness is not None and sureness < LEAST_SURENESS


CHECKS: dict[str, Check] = {
    "evidence: speaks to the model": _controls,
    "text: links or markup": _links,
    "text: another language": _is_foreign,
    "stem: no question": _is_no_question,
    "stem: too short or too long": _is_stem_length_odd,
    "answer: too short or too long": _is_answer_length_odd,
    "stem: pointing words": _points_away,
    "stem: pronouns": _is_personal,
    "text: talk about the lecture": _talks,
    "stem: asks for nothing in particular": _is_hollow,
    "stem: not about the passage": _is_about_else,
    "answer: not in the evidence": _is_ungrounded,
    "answer: numbers that nobody said": _adds_numbers,
    "answer: repeats the question": _tells_nothing,
    "stem: gives the answer away": _leaks,
    "stem: words the model was not sure of": _is_unsure,
}
