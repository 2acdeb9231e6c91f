"""What a pattern looks at: one clause of one spoken or shown sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Span, Token

from inference.questions.concepts import Concepts
from inference.questions.draft import Draft
from inference.questions.grammar import Clause, sentence_case, text_of
from inference.questions.question import Source


@dataclass(frozen=True, slots=True)
class Statement:
    """`number` is the sentence's place in the lecture; `following` the sentence after it, if the lecturer goes on."""

    clause: Clause
    sentence: Span
    number: int
    following: Span | None
    concepts: Concepts
    source: Source = "speech"

    @property
    def verb(self) -> Token:
        return self.clause.verb

    @property
    def said(self) -> str:
        """The clause as a sentence, with a comma after a condition that opens it."""
        before, rest = self.clause.before, (*self.clause.subject, *self.clause.after)
        if not any(token.dep_ in {"mark", "advmod"} and token.head.dep_ == "advcl" for token in before):
            return sentence_case(text_of(self.clause.tokens))
        return sentence_case(f"{text_of(before)}, {text_of(rest)}")


class Pattern(Protocol):
    def __call__(self, statement: Statement) -> Iterator[Draft]: ...
