"""What is X? From sentences that say what it is, when it is, or what it is an example of."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import TALK_ADVERBS, below, child, finite, sentence_case, text_of
from inference.questions.inversion import Unaskable, is_plural, spelled
from inference.questions.patterns.statement import Statement
from inference.questions.patterns.terms import defines, is_a_person, is_term, negated, repeats


def is_a(statement: Statement) -> Iterator[Draft]:
    """ "Behaviorism is a school of thought that ..." answers "What is behaviorism?"."""
    verb, clause = statement.verb, statement.clause
    genus = child(verb, "attr")
    if verb.lemma_ != "be" or genus is None or finite(clause) != verb or negated(verb) or not _is_scope(clause.before):
        return
    definition = _without_emphasis(tuple(t for t in below(genus) if t in clause.after))
    if not is_term(clause.subject, statement) or not defines(genus, definition):
        return
    if repeats(clause.subject, genus):
        return
    if (verb.lower_ in {"are", "were", "'re"}) != is_plural(clause.head):
        raise Unaskable("subject and verb disagree")
    subject, scope = text_of(clause.subject), text_of(clause.before)
    person = is_a_person(clause.head, genus)
    more = _goes_on(statement)
    yield Draft(
        rule="is a",
        stem=" ".join(p for p in ("Who" if person else "What", spelled(verb), subject, scope) if p) + "?",
        wh="who" if person else "what",
        bloom="remember",
        answer=statement.said + (f" {more}" if more else ""),
        variants=(sentence_case(text_of(definition)),),
        points=points_of(definition),
        asked=(*clause.subject, *clause.before),
        replied=clause.after,
        sentences=(statement.number, statement.number + 1) if more else (statement.number,),
        why=f"The lecture says here what {subject} {spelled(verb)}.",
    )


def is_when(statement: Statement) -> Iterator[Draft]:
    """ "An unreinforced trial is when the food comes without the bell" answers "What is an unreinforced trial?"."""
    verb, clause = statement.verb, statement.clause
    event = child(verb, "advcl")
    opening = (
        next((c for c in event.lefts if c.lower_ in {"when", "where", "whenever"}), None) if event is not None else None
    )
    if (
        verb.lemma_ != "be"
        or opening is None
        or event is None
        or clause.before
        or not is_term(clause.subject, statement)
    ):
        return
    reply = tuple(t for t in clause.after if t.i >= opening.i)
    if len(reply) < 5 or opening.i != verb.i + 1:
        return
    yield Draft(
        rule="is when",
        stem=f"What {spelled(verb)} {text_of(clause.subject)}?",
        wh="what",
        bloom="remember",
        answer=_occurring(statement, reply),
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply[1:]),
        asked=clause.subject,
        replied=reply,
        sentences=(statement.number,),
        why=f"The lecture says here what {text_of(clause.subject)} {spelled(verb)}.",
    )


def example_of(statement: Statement) -> Iterator[Draft]:
    """ "The slot machine is an example of partial reinforcement" answers "What is the slot machine an example of?"."""
    verb, genus = statement.verb, child(statement.verb, "attr")
    preposition = child(genus, "prep") if genus is not None else None
    if genus is None or genus.lemma_ not in {"example", "instance"} or preposition is None or genus.i < verb.i:
        return
    told = child(preposition, "pobj")
    if preposition.lower_ != "of" or told is None or finite(statement.clause) != verb:
        return
    reply = below(told)
    yield Draft(
        rule="example of",
        stem=f"What {spelled(verb)} {text_of(statement.clause.subject)} an example of?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=statement.clause.subject,
        replied=reply,
        sentences=(statement.number,),
        why="The lecture gives this as an example.",
    )


def defined_as(statement: Statement) -> Iterator[Draft]:
    """ "Consumer surplus is defined as the willingness to pay minus the price", "entropy means disorder"."""
    verb, clause = statement.verb, statement.clause
    preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    passive = verb.lemma_ == "define" and child(verb, "auxpass") is not None and preposition is not None
    if not passive or preposition is None or not is_term(clause.subject, statement):
        return
    definition = tuple(t for t in clause.after if t.i > preposition.i)
    if len(definition) < 3:
        return
    be = "are" if is_plural(clause.head) else "is"
    yield Draft(
        rule="defined as",
        stem=f"How {be} {text_of(clause.subject)} defined?",
        wh="how",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(definition)),),
        points=points_of(definition),
        asked=clause.subject,
        replied=definition,
        sentences=(statement.number,),
        why=f"The lecture defines {text_of(clause.subject)} here.",
    )


def _without_emphasis(definition: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "just a lattice" is "a lattice"."""
    while definition and definition[0].lower_ in TALK_ADVERBS:
        definition = definition[1:]
    return definition


def _occurring(statement: Statement, reply: Sequence[Token]) -> str:
    """ "A collision is when two items meet" is written "A collision occurs when two items meet"."""
    subject, verb = statement.clause.subject, statement.verb
    if reply[0].lower_ == "where" or verb.tag_ not in {"VBZ", "VBP"}:
        return statement.said
    occurs = "occur" if verb.tag_ == "VBP" else "occurs"
    return sentence_case(f"{text_of(subject)} {occurs} {text_of(reply)}")


def _is_scope(before: Sequence[Token]) -> bool:
    """Nothing, or "according to Freud", "in chemistry": for whom or where the definition holds."""
    if not before:
        return True
    opens = before[0].lower_ in {"according", "for"} or before[0].dep_ == "prep"
    return opens and 2 <= len(before) <= 8 and before[-1].pos_ in {"NOUN", "PROPN"}


def _goes_on(statement: Statement) -> str:
    """The next sentence where it says more about the same: "It is ..." after the definition."""
    following: Span | None = statement.following
    if following is None or len(following) > 25 or len(following) < 6:
        return ""
    pronoun = "they" if statement.clause.head.tag_ in {"NNS", "NNPS"} else "it"
    opens = following[0].lower_ == pronoun and following[0].dep_ in {"nsubj", "nsubjpass"}
    plain = all(t.lower_ not in {"you", "i", "we", "this", "that", "here", "?", "my", "your"} for t in following)
    return sentence_case(following.text) if opens and plain and following.root.lemma_ in {"be", "mean"} else ""
