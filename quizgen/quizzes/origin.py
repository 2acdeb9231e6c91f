"""Who wrote a question and what speaks for it, in words."""

from dataclasses import dataclass

from quizgen.quizzes.across import RULE as ACROSS
from quizgen.quizzes.models import Question

BY_A_MODEL = "model"
SCRIPTED = "questions.fake"
GOOD, FAIR = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Origin:
    """`engine` wrote it, by this `rule`; `likely`: what its score says; each "" where there is none. `before`: its stem
    and answer as they were proposed, without what nobody has changed."""

    engine: str
    rule: str
    likely: str
    is_scripted: bool
    before: dict[str, str]


def origin_of(question: Question) -> Origin:
    is_scripted = question.writer.startswith(SCRIPTED)
    by_rules = bool(question.writer) and question.rule not in (BY_A_MODEL, ACROSS) and not is_scripted
    return Origin(
        engine=_engine(question, is_scripted=is_scripted),
        rule=question.rule if by_rules else "",
        likely=_likely(question.score) if question.writer and question.rule != ACROSS and not is_scripted else "",
        is_scripted=is_scripted,
        before=_before(question),
    )


def _engine(question: Question, *, is_scripted: bool) -> str:
    if not question.writer:
        return "A person"
    if is_scripted:
        return "A script, not a real writer"
    if question.rule == ACROSS:
        return "A language model, over the lectures of the course"
    return (
        "A language model, checked by rules" if question.rule == BY_A_MODEL else "Rules, from the lecture's own words"
    )


def _likely(score: float) -> str:
    """The score is the modelled probability that a teacher would publish the question as it stands."""
    if score >= GOOD:
        return "very likely good as it stands"
    return "likely good as it stands" if score >= FAIR else "read it twice"


def _before(question: Question) -> dict[str, str]:
    now = {"stem": question.stem, "answer": next(iter(question.reference_answers), "")}
    return {name: text for name, text in question.proposed.items() if text and text != now.get(name)}
