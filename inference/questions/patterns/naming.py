"""What is X? From sentences that introduce a name for something, or explain it in passing."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.concepts import lemma
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, sentence_case, text_of
from inference.questions.inversion import is_plural
from inference.questions.patterns.statement import Statement
from inference.questions.patterns.terms import EMPTY_GENUS, defines, is_a_person, is_term, negated
from inference.questions.words import VAGUE

NAMING = {"call", "name", "term", "know", "refer"}


def called(statement: Statement) -> Iterator[Draft]:
    """ "a technique called replica plating that we use to test yeast" answers "What is replica plating?"."""
    for naming in statement.sentence:
        genus = naming.head
        if naming.lower_ not in {"called", "named", "termed"} or naming.dep_ != "acl" or genus.pos_ != "NOUN":
            continue
        name = child(naming, "oprd", "dobj", "attr")
        if name is None or name.pos_ not in {"NOUN", "PROPN"} or genus.lemma_.lower() in VAGUE | EMPTY_GENUS:
            continue
        term = tuple(t for t in below(name) if t.dep_ not in {"relcl", "advcl"} and not _in_relative(t, name))
        kind = tuple(t for t in below(genus) if t.i < naming.i and t.dep_ != "det")
        more = next((c for host in (name, genus, naming) for c in host.children if _tells_apart(c, naming)), None)
        if more is None or not is_term(term, statement) or set(term) & set(below(more)):
            continue
        be, gloss = "are" if is_plural(name) else "is", text_of((*kind, *below(more)))
        article = "" if is_plural(genus) else "an " if gloss[:1].lower() in "aeiou" else "a "
        yield Draft(
            rule="called",
            stem=f"What {be} {text_of(term)}?",
            wh="what",
            bloom="remember",
            answer=sentence_case(f"{text_of(term)} {be} {article}{gloss}"),
            variants=(sentence_case(f"{article}{gloss}"),),
            points=points_of((*kind, *below(more))),
            asked=term,
            replied=(*kind, *below(more)),
            sentences=(statement.number,),
            why=f"The lecture introduces the term {text_of(term)} here.",
        )


def is_called(statement: Statement) -> Iterator[Draft]:
    """ "A change in DNA is called a mutation" answers "What is a mutation?"."""
    verb, clause = statement.verb, statement.clause
    if verb.lemma_ not in NAMING or negated(verb):
        return
    name = child(verb, "oprd") or _name_after_as(verb)
    passive = child(verb, "auxpass") is not None
    named = clause.head if passive else child(verb, "dobj")
    if name is None or named is None or named == name or named.pos_ == "PRON":
        return
    thing = clause.subject if passive else below(named)
    term = tuple(t for t in below(name) if t.dep_ not in {"relcl", "advcl"} and not _in_relative(t, name))
    if not is_term(term, statement) or len(thing) < 4 or not _specific(thing) or lemma(name) == lemma(named):
        return
    if any(t.like_num or (t.lower_ in {"this", "that", "these", "those"} and t.dep_ == "det") for t in thing):
        return
    be = "are" if is_plural(name) else "is"
    yield Draft(
        rule="is called",
        stem=f"What {be} {text_of(term)}?",
        wh="what",
        bloom="remember",
        answer=sentence_case(f"{text_of(term)} {be} {text_of(thing)}"),
        variants=(sentence_case(text_of(thing)),),
        points=points_of(thing),
        asked=term,
        replied=thing,
        sentences=(statement.number,),
        why=f"The lecture introduces the term {text_of(term)} here.",
    )


def apposition(statement: Statement) -> Iterator[Draft]:
    """ "Entropy, a measure of disorder, ..." and "meiosis, which is the division that ..." define in passing."""
    for noun in statement.sentence:
        if noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        gloss = child(noun, "appos") or _relative_genus(noun)
        if gloss is None or gloss.i < noun.i + 2 or noun.doc[noun.i + 1].text != ",":
            continue
        words = below(gloss) if gloss.dep_ == "appos" else tuple(t for t in below(gloss.head) if t.i > gloss.head.i)
        definition = tuple(words)
        term = tuple(t for t in below(noun) if t.i <= noun.i)
        if noun.ent_type_ in {"GPE", "LOC", "FAC", "ORG"} or gloss.i > noun.i + 8:
            continue
        if noun.pos_ == "PROPN" and (noun.lower_ in {t.lower_ for t in definition} or not is_a_person(noun, gloss)):
            continue
        glossed = bool(definition) and (definition[0].lower_ in {"a", "an", "the"} or gloss.dep_ == "attr")
        if not glossed or not is_term(term, statement) or not defines(gloss, definition) or noun.dep_ == "conj":
            continue
        if term[0].lower_ in {"a", "an"} and definition[0].lower_ == "the":
            continue
        if any(t.text == "," and t.head == gloss for t in definition) or child(gloss, "appos", "conj") is not None:
            continue
        be = "are" if is_plural(noun) else "is"
        person = noun.ent_type_ == "PERSON" and noun.pos_ == "PROPN"
        yield Draft(
            rule="apposition",
            stem=f"{'Who' if person else 'What'} {'was' if person else be} {text_of(term)}?",
            wh="who" if person else "what",
            bloom="remember",
            answer=sentence_case(f"{text_of(term)} {'was' if person else be} {text_of(definition)}"),
            variants=(sentence_case(text_of(definition)),),
            points=points_of(definition),
            asked=term,
            replied=definition,
            sentences=(statement.number,),
            why=f"The lecture explains {text_of(term)} in passing here.",
        )


def _tells_apart(part: Token, naming: Token) -> bool:
    """ "that we use to test yeast", "which decays": what makes the named thing one of its kind."""
    opens = below(part)[0].lower_ in {"that", "which", "in", "where", "for", "to"}
    happens = part.lemma_ in {"occur", "happen", "take", "come", "start"}
    return part.dep_ in {"relcl", "acl"} and part.i > naming.i and len(below(part)) > 3 and opens and not happens


def _specific(thing: Sequence[Token]) -> bool:
    return any(t.dep_ in {"relcl", "acl", "prep"} for t in thing)


def _name_after_as(verb: Token) -> Token | None:
    """ "is known as X", "is referred to as X"."""
    for each in verb.children:
        if each.dep_ == "prep" and each.lower_ == "as":
            return child(each, "pobj")
    return None


def _in_relative(token: Token, name: Token) -> bool:
    return any(a.dep_ in {"relcl", "advcl", "acl"} and name.is_ancestor(a) for a in token.ancestors)


def _relative_genus(noun: Token) -> Token | None:
    """The genus in ", which is a ..."."""
    relative = child(noun, "relcl")
    if relative is None or relative.lemma_ != "be" or relative.lower_ not in {"is", "are", "was", "were"}:
        return None
    subject = next((c for c in relative.lefts if c.dep_ == "nsubj"), None)
    return child(relative, "attr") if subject is not None and subject.lower_ == "which" else None
