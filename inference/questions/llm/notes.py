"""Notes: what a small model is asked for. It writes down in a sentence what was said, and asks for it; code finds where
the lecture says it.

To copy speech word for word, answer and split the answer is beyond one or two billion parameters; to put speech into
writing is what they do well (docs/decisions/0008-notes-of-small-models.md).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from inference.llm.chat import Completion, Message
from inference.llm.logprobs import mean_logprob
from inference.questions.answers import points_of
from inference.questions.grammar import sentence_case
from inference.questions.llm.drafts import ModelDraft, filled_in, text
from inference.questions.llm.languages import wh_of
from inference.questions.llm.prompts import language_name, material, prompt
from inference.questions.question import Bloom
from inference.text.parse import parse
from inference.text.passage import Passage

LEAST_LETTERS, LONGEST_FACT, LONGEST_STEM = 20, 240, 160
NOTES = 3
LANGUAGE = "en"
"""The worked examples and the checks of what a note says are English."""
_AND_ON = re.compile(r",? and (?:how|why|what|when|where|who|which) .*$", re.IGNORECASE)
_FOR_EXAMPLE = re.compile(r",? for example([,.])", re.IGNORECASE)
_TELLS_US = re.compile(r"\btell us\b", re.IGNORECASE)
UNDERSTANDING = {"why", "how"}


def notes_schema(notes: int = NOTES) -> dict[str, Any]:
    """The statement comes first: whoever has written it down asks for what it says."""
    note = {"fact": text(LONGEST_FACT, LEAST_LETTERS), "question": text(LONGEST_STEM, LEAST_LETTERS)}
    items = {"type": "array", "items": filled_in(note), "minItems": 0, "maxItems": notes}
    return {"title": "notes", **filled_in({"notes": items})}


def answer_tokens(notes: int = NOTES) -> int:
    return 60 + 120 * notes


def note_messages(passage: Passage, *, topics: Sequence[str], language: str, notes: int = NOTES) -> list[Message]:
    name = language_name(language)
    asked = f"{material(passage, before='', topics=topics)}\n\n{prompt('notes.task', language=name, drafts=str(notes))}"
    return [Message("system", prompt("notes", language=name)), Message("user", asked)]


def read_notes(said: Completion) -> Iterator[ModelDraft]:
    """`said.data` fits `notes_schema`. The note is the answer, and stands for the quotation until its evidence is
    found. Raises EngineUnavailable without the parser's model."""
    for item in said.data["notes"]:
        fact, stem = _mended(item["fact"]), first_question(_mended(item["question"]))
        wh = wh_of(stem, LANGUAGE)
        bloom: Bloom = "understand" if wh in UNDERSTANDING else "remember"
        yield ModelDraft(
            quote=fact,
            stem=stem,
            answer=fact,
            points=_points(fact),
            bloom=bloom,
            stem_logprob=mean_logprob(item["question"], said.logprobs),
        )


def first_question(stem: str) -> str:
    """ "What is entropy?" of "What is entropy, and how does it relate to disorder?": small models ask on and on."""
    first, mark, _ = stem.partition("?")
    first = _AND_ON.sub("", first)
    return f"{first.rstrip(' ,')}{mark}"


def _mended(written: str) -> str:
    """One line, without the words of speech that a small model leaves in."""
    plain = _FOR_EXAMPLE.sub(r"\1", " ".join(written.split()))
    return _TELLS_US.sub("say", plain)


def _points(fact: str) -> tuple[str, ...]:
    """What a note says in one to three lines of a rubric."""
    return tuple(sentence_case(point, end="") for doc in parse([fact]) for point in points_of(list(doc)))
