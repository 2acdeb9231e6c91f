"""The rule writer's filters on a model's English drafts: the same faults, found in the same parse."""

import threading
from collections.abc import Callable, Sequence

from inference.questions.concepts import Concepts, find_concepts, lemma
from inference.questions.draft import Draft
from inference.questions.filters import FILTERS
from inference.questions.llm.drafts import ModelDraft
from inference.questions.question import Source, Wh
from inference.questions.shown import shown_slides
from inference.text.clean import clean_sentence
from inference.text.parse import parse
from inference.text.passage import Passage

RULE = "model"
Filter = Callable[[Draft, Concepts], bool]
OWN = frozenset({"answer: repeats the question", "answer: talk about the lecture"})
"""Filters that this writer has of its own, for whole sentences."""
OF_RULES = frozenset({"stem: says a word twice", "stem: the subject runs on"})
"""Faults of a sentence that was turned into a question. Who compares says a word twice with good reason: "How does the
price of beef affect the price of pork?"."""
VAGUE = "stem: vague"


class EnglishFilters:
    """Knows the terms of one lecture. Thread-safe. Raises EngineUnavailable without the parser's model."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        spoken = [clean_sentence(s.text) for passage in passages for s in passage.sentences]
        shown = [line.sentence.text for slide in shown_slides(passages) for line in slide.lines]
        self._concepts = find_concepts(list(parse(filter(None, spoken))), list(parse(shown)))
        self._lock = threading.Lock()

    def flaw(self, draft: ModelDraft, wh: Wh, source: Source) -> str:
        """The name of the first filter that catches the draft, "" if none does."""
        with self._lock:
            stem, answer = parse([draft.stem, draft.answer])
            parsed = Draft(
                rule=RULE,
                stem=draft.stem,
                wh=wh,
                bloom=draft.bloom,
                answer=draft.answer,
                variants=(),
                points=draft.points,
                asked=tuple(token for token in stem if not token.is_punct),
                replied=tuple(token for token in answer if not token.is_punct),
                sentences=(),
                source=source,
            )
            return next((name for name, caught in _FILTERS.items() if self._is_caught(name, caught, parsed)), "")

    def _is_caught(self, name: str, caught: Filter, draft: Draft) -> bool:
        """The parser takes some terms for adjectives: "What is entropy?" is not vague where a lecture is about it."""
        if name == VAGUE and any(lemma(token) in self._concepts.salience for token in draft.asked):
            return False
        return caught(draft, self._concepts)


_FILTERS = {name: caught for name, caught in FILTERS.items() if name not in OWN | OF_RULES}
