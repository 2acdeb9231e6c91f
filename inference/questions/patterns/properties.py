"""What something of a thing is, and which kind of it a thing has."""

from collections.abc import Iterator

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.concepts import commonness, lemma
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, finite, sentence_case, text_of
from inference.questions.inversion import Unaskable, inverted, is_plural, spelled
from inference.questions.patterns.statement import Statement
from inference.questions.words import EVALUATING, VAGUE

LEAST_SALIENCE = 0.2
TELLING_ZIPF = 4.6
COUNTING = {"all", "no", "not", "some", "any", "both", "either", "neither", "half"}
SHOWING = {"number", "value", "size", "length", "rate", "sum", "product", "ratio", "probability", "time", "energy"}


def what_is_the(statement: Statement) -> Iterator[Draft]:
    """ "The determinant of a singular matrix is zero" answers "What is the determinant of a singular matrix?"."""
    verb, clause, told = statement.verb, statement.clause, child(statement.verb, "attr", "acomp")
    if verb.lemma_ != "be" or told is None or told.i < verb.i or finite(clause) != verb or clause.before:
        return
    if (
        clause.subject[0].pos_ == "ADV"
        or child(verb, "neg") is not None
        or not _is_definite(clause.head)
        or not _is_amount_or_thing(told)
    ):
        return
    if clause.head.lemma_ == "number":
        return
    be = spelled(verb)
    if (be in {"are", "were"}) != is_plural(clause.head):
        raise Unaskable("subject and verb disagree")
    reply = clause.after[1:]
    if lemma(told) == lemma(clause.head) or not _tells(told, statement):
        return
    yield Draft(
        rule="what is the",
        stem=f"What {be} {text_of(clause.subject)}?",
        wh="what",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=clause.subject,
        replied=reply,
        sentences=(statement.number,),
        why="The lecture says here what it is.",
    )


def what_kind(statement: Statement) -> Iterator[Draft]:
    """ "A symmetric matrix has real eigenvalues" answers "What kind of eigenvalues does a symmetric matrix have?"."""
    verb, clause, thing = statement.verb, statement.clause, child(statement.verb, "dobj")
    if thing is None or thing.i < verb.i or child(verb, "neg", "auxpass", "conj") is not None or finite(clause) is None:
        return
    kinds = [c for c in thing.lefts if c.dep_ in {"amod", "compound"}]
    others = [c for c in thing.lefts if c not in kinds and c.dep_ != "det"]
    if len(kinds) != 1 or others or kinds[0].lower_ in EVALUATING or kinds[0].tag_ in {"JJR", "JJS"}:
        return
    if not _is_key(clause.subject, statement) or thing.lemma_.lower() in VAGUE:
        return
    if any(c.dep_ not in {"punct"} for c in thing.rights) or kinds[0].dep_ == "compound":
        return
    reply = below(thing)
    yield Draft(
        rule="what kind",
        stem=f"What kind of {text_of((thing,))} {inverted(clause, set(reply))}?",
        wh="what",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=(text_of(reply),),
        asked=(*(t for t in clause.tokens if t not in reply), thing),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture tells here of which kind it is.",
    )


def _is_definite(head: Token) -> bool:
    """ "the sum of the diagonal entries": one thing of another, not a view of it."""
    if head.pos_ != "NOUN" or head.lemma_.lower() in VAGUE - SHOWING:
        return False
    determined = any(c.lower_ in {"the"} for c in head.lefts) or is_plural(head)
    of = next((c for c in head.rights if c.dep_ == "prep" and c.lower_ in {"of", "for", "between"}), None)
    inner = child(of, "pobj") if of is not None else None
    return determined and inner is not None and inner.pos_ in {"NOUN", "PROPN"} and inner.lower_ not in VAGUE


def _is_amount_or_thing(told: Token) -> bool:
    if told.like_num or told.lower_ in {"equal", "zero", "proportional"}:
        return True
    return told.dep_ == "attr" and told.pos_ in {"NOUN", "PROPN"} and told.lemma_.lower() not in VAGUE


def _tells(told: Token, statement: Statement) -> bool:
    words = [t for t in below(told) if t in statement.clause.after]
    if any(t.lower_ in EVALUATING for t in told.lefts):
        return False
    if told.like_num and told.lower_ not in {"zero", "one"} and len(words) < 2:
        return False
    return told.like_num or any(_is_telling(t, statement) for t in words if t.pos_ in {"NOUN", "PROPN", "ADJ"})


def _is_telling(token: Token, statement: Statement) -> bool:
    """A word of the subject: a key term, or rare enough in English."""
    known = statement.concepts.salience.get(lemma(token), 0.0) >= LEAST_SALIENCE
    return known or commonness(token.lower_) < TELLING_ZIPF


def _is_key(subject: tuple[Token, ...], statement: Statement) -> bool:
    """A short phrase around a term that the lecture keeps coming back to; no name, no count, no pronoun."""
    salience = statement.concepts.of(subject)[1]
    noun = subject[-1] if len(subject) == 1 else statement.clause.head
    if salience < LEAST_SALIENCE or noun.pos_ != "NOUN" or noun.lemma_.lower() in VAGUE or len(subject) > 9:
        return False
    plain = not any(t.pos_ in {"PRON", "NUM", "ADV", "VERB"} or t.tag_ in {"JJR", "JJS"} for t in subject)
    counted = any(t.lower_ in COUNTING or t.text == "," for t in subject)
    return plain and not counted and not any(t.lower_ in EVALUATING for t in subject)
