"""What happens when ...? From clauses with if, when and as."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import Clause, below, child, finite, sentence_case, subject_of, text_of, without
from inference.questions.inversion import inverted
from inference.questions.patterns.statement import Statement
from inference.questions.words import CHANGING

TALKING = {
    "say",
    "think",
    "want",
    "know",
    "see",
    "talk",
    "call",
    "mean",
    "look",
    "notice",
    "ask",
    "find",
    "have",
    "need",
}
LONGEST_SECOND_HALF = 4
OPENING = {"if", "when", "as", "once", "whenever"}


GAINING = {"get", "obtain", "lose", "gain", "find", "need", "have", "create", "produce", "make", "release", "form"}
"""What "we" or "you" do of necessity, and so happens; all else is what the lecturer does next."""


def what_happens_when(statement: Statement) -> Iterator[Draft]:
    """ "When the price rises, demand falls" answers "What happens to demand when the price rises?"."""
    condition = condition_of(statement.verb)
    carrier = finite(statement.clause)
    if condition is None or carrier is None:
        return
    outcome = without(statement.clause.tokens, set(condition))
    past = carrier.tag_ == "VBD"
    if len(condition) < 4 or len(outcome) < 2 or statement.verb.lemma_ in {"be", "happen"}:
        return
    if (statement.verb.lemma_ in TALKING and statement.clause.head.lower_ not in {"we", "you"}) or _is_narrated(
        statement.clause
    ):
        return
    subject = text_of(statement.clause.subject)
    changes = statement.verb.lemma_ in CHANGING and child(statement.verb, "dobj") is None
    about = f" to {subject}" if changes and _is_named(statement.clause) else ""
    happens = "would happen" if carrier.lower_ in {"would", "'d"} else "happened" if past else "happens"
    yield Draft(
        rule="what happens when",
        stem=f"What {happens}{about} {_lowered(condition)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(outcome)),),
        points=points_of(outcome),
        asked=(*statement.clause.subject, *condition) if about else condition,
        replied=outcome,
        sentences=(statement.number,),
        why="The lecture says here what follows from what.",
    )


def true_if(statement: Statement) -> Iterator[Draft]:
    """ "If the matrix is singular, the determinant is zero" answers "What is true of the determinant if ...?"."""
    verb, clause = statement.verb, statement.clause
    condition, carrier = condition_of(verb), finite(clause)
    if condition is None or carrier is None or verb.lemma_ not in {"be", "have"} or condition[0].i > verb.i:
        return
    if condition[0].lower_ == "as" or (verb.lemma_ == "have" and clause.head.lower_ == "you"):
        return
    outcome = without(clause.tokens, set(condition))
    if len(condition) < 4 or len(outcome) < 3 or carrier.tag_ == "VBD" or child(verb, "expl") is not None:
        return
    named = _is_named(clause)
    if clause.head.lower_ in {"i", "we", "you", "this", "that", "there"}:
        return
    asked = f"What is true of {text_of(clause.subject)}" if named else "What follows"
    yield Draft(
        rule="true if",
        stem=f"{asked} {_lowered(condition)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(outcome)),),
        points=points_of(outcome),
        asked=(*clause.subject, *condition) if named else condition,
        replied=outcome,
        sentences=(statement.number,),
        why="The lecture says here what follows from what.",
    )


def when_is(statement: Statement) -> Iterator[Draft]:
    """ "The reaction is spontaneous when delta G is negative" answers "When is the reaction spontaneous?"."""
    verb, clause = statement.verb, statement.clause
    condition = condition_of(verb)
    if condition is None or verb.lemma_ != "be" or child(verb, "acomp") is None or condition[0].i < verb.i:
        return
    asked = without(clause.tokens, set(condition))
    if len(condition) < 4 or finite(clause) is None or child(verb, "neg") is not None:
        return
    more = _second_half(verb, condition)
    yield Draft(
        rule="when is",
        stem=f"When {inverted(clause, set(condition))}?",
        wh="when",
        bloom="understand",
        answer=sentence_case(text_of((*clause.tokens, *more))),
        variants=(sentence_case(text_of((*condition, *more))),),
        points=points_of((*condition, *more)),
        asked=asked,
        replied=(*condition, *more),
        sentences=(statement.number,),
        why="The lecture names the condition here.",
    )


def _second_half(verb: Token, condition: Sequence[Token]) -> tuple[Token, ...]:
    """ "and selection is strong" after "when populations are large": the parser joins it to the main clause."""
    last = condition[-1]
    other = next((c for c in verb.rights if c.dep_ == "conj" and subject_of(c) is not None and c.i > last.i), None)
    if other is None or last.i + 1 >= len(last.doc) or last.nbor(1).lower_ != "and":
        return ()
    words = below(other)
    return (last.nbor(1), *words) if words[0].i == last.i + 2 and len(words) <= LONGEST_SECOND_HALF else ()


def condition_of(verb: Token) -> tuple[Token, ...] | None:
    """The words of the clause that states when, with a finite verb and a noun for its subject."""
    for clause in verb.children:
        opening = _opening(clause)
        subject = subject_of(clause) or child(clause, "expl")
        if clause.dep_ != "advcl" or opening is None or subject is None:
            continue
        if opening.i and opening.nbor(-1).lower_ in {"even", "only", "not"}:
            continue
        helper = next((c for c in clause.lefts if c.dep_ in {"aux", "auxpass"}), clause)
        exists = child(clause, "expl") is not None
        named = subject.pos_ in {"NOUN", "PROPN"} or subject.lower_ in {"you", "we"} or exists
        if named and helper.tag_ in {
            "VBZ",
            "VBP",
            "VBD",
        }:
            return tuple(t for t in below(clause) if t.i >= opening.i)
    return None


def _opening(clause: Token) -> Token | None:
    first = [c for c in clause.lefts if c.dep_ in {"mark", "advmod"} and c.lower_ in OPENING]
    return first[0] if first else None


def _is_named(clause: Clause) -> bool:
    """Whether the subject says by itself what is meant: "its eigenvectors" do not."""
    return clause.head.pos_ == "NOUN" and not any(t.pos_ == "PRON" or t.tag_ == "PRP$" for t in clause.subject)


def _is_narrated(clause: Clause) -> bool:
    """ "If you take an electron, you send it into a box": what is done next, not what follows."""
    acting = clause.head.lower_ in {"we", "you"} and clause.verb.lemma_ not in GAINING
    return acting or clause.head.lower_ == "i" or clause.verb.tag_ == "VBG"


def _lowered(tokens: Sequence[Token]) -> str:
    text = text_of(tokens)
    return text[:1].lower() + text[1:]
