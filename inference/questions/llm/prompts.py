"""The words put to the model: text files in `inference/prompts/questions/`, whose digest is part of the fingerprint."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from string import Template

from inference.llm.chat import Message
from inference.llm.untrusted import fenced
from inference.questions.llm.languages import LANGUAGES, base
from inference.text.passage import Passage

FOLDER = Path(__file__).resolve().parents[2] / "prompts" / "questions"
LONGEST_SLIDE = 1500
"""Letters of a slide that are shown to the model: a page of text is no slide."""


def prompts_digest() -> str:
    texts = [path.name + path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))]
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


@lru_cache(maxsize=64)
def prompt(name: str, **words: str) -> str:
    """The file `<name>.txt` with its `$words` filled in. Raises KeyError where one is missing."""
    return Template((FOLDER / f"{name}.txt").read_text(encoding="utf-8")).substitute(words).strip()


def language_name(language: str) -> str:
    known = LANGUAGES.get(base(language))
    return known.name if known else f"the language with the code {base(language)!r}"


def draft_messages(
    passage: Passage, *, before: str, topics: Sequence[str], language: str, drafts: int, shown: Sequence[str] = ()
) -> list[Message]:
    """What is the same for all passages comes first, then the passage, the task last: a server keeps the prefix.

    `shown`: questions that people wrote to other passages, in fences."""
    beside = [prompt("shown"), *shown] if shown else []
    asked = [*beside, material(passage, before=before, topics=topics), _task(language, drafts)]
    return [
        Message("system", f"{prompt('write', language=language_name(language))}\n\n{examples(language)}"),
        Message("user", "\n\n".join(asked)),
    ]


def examples(language: str) -> str:
    """Worked examples in the lecture's language where there are some, else in English."""
    code = base(language)
    name = f"examples.{code}"
    return prompt(name if (FOLDER / f"{name}.txt").is_file() else "examples.en")


def material(passage: Passage, *, before: str, topics: Sequence[str]) -> str:
    parts = [fenced("terms of the lecture", ", ".join(topics))] if topics else []
    if before:
        parts.append(fenced("said just before", before))
    if passage.slide_text.strip():
        parts.append(fenced("slide", passage.slide_text[:LONGEST_SLIDE]))
    parts.append(fenced("speech", " ".join(sentence.text for sentence in passage.sentences)))
    return "\n\n".join(parts)


def _task(language: str, drafts: int) -> str:
    return prompt("write.task", language=language_name(language), drafts=str(drafts))
