"""Feedback put into other words by the model, where a language has no phrases or an operator asked for it.

The model is shown the decided feedback and nothing else, and what it writes is used only where it tells nothing more.
"""

import re
from collections.abc import Sequence

from inference.errors import BadInput, EngineUnavailable
from inference.grading.feedback import FULL
from inference.grading.llm.evidence import same_word, telling_words
from inference.grading.llm.prompts import phrase_messages
from inference.grading.llm.suspicion import PLEA
from inference.grading.verdict import GradingTask, KeyPointCredit
from inference.llm.chat import ChatModel, Thinking
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.text.untrusted import strip_invisible

ANSWER_TOKENS = 300
LONGEST = 600
"""Characters: three sentences with a quote."""
ROOT = 4
"""First letters that tell a word: energetic, energy."""
_QUOTED = re.compile("“[^”]*”|„[^“]*“|«[^»]*»|「[^」]*」")
_MARKUP = re.compile(r"<[^<>]*>|https?://|[{}⟦⟧`]|\*\*")


def in_other_words(
    chat: ChatModel, thinking: Thinking, feedback: str, task: GradingTask, credits: Sequence[KeyPointCredit]
) -> tuple[str, Tokens]:
    """`feedback` anew in the language of the task; as it is where the model cannot, or says more than it may."""
    language = task.language.lower().split("-")[0]
    try:
        said = chat.complete(phrase_messages(feedback, language), answer_tokens=ANSWER_TOKENS, thinking=thinking)
    except (EngineUnavailable, BadInput):
        return feedback, NO_TOKENS
    words = " ".join(strip_invisible(said.content).split())
    return (words if may_stand_for(words, feedback, task, credits) else feedback), said.tokens


def may_stand_for(words: str, feedback: str, task: GradingTask, credits: Sequence[KeyPointCredit]) -> bool:
    """Plain text of sensible length with the same quotes, and without a word of what is missing."""
    if not words or len(words) > LONGEST or _MARKUP.search(words) or PLEA.search(_QUOTED.sub("", words)):
        return False
    return all(quote[1:-1].strip() in words for quote in _QUOTED.findall(feedback)) and not leaks(
        words, feedback, task, credits
    )


def leaks(words: str, feedback: str, task: GradingTask, credits: Sequence[KeyPointCredit]) -> frozenset[str]:
    """Words of the answer that were not earned, and that neither question, response nor the decided feedback has."""
    code = task.language.lower().split("-")[0]
    missing = [one.text for one in credits if one.credit < FULL]
    if not missing:
        return frozenset()
    earned = _words(code, [one.text for one in credits if one.credit >= FULL])
    known = _words(code, [task.question, task.response[:4000], feedback]) | earned
    secret = _words(code, [*missing, *task.reference_answers])
    told = _words(code, [words])
    return frozenset(
        one
        for one in told
        if any(_betrays(one, other) for other in secret) and not any(same_word(one, other) for other in known)
    )


def _betrays(one: str, other: str) -> bool:
    """Rather too often than too seldom: a template takes the place of what is refused."""
    return one == other or (len(one) >= ROOT and one[:ROOT] == other[:ROOT])


def _words(code: str, texts: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(telling_words(text, code) for text in texts))
