"""What is X? X is called what? From sentences that define, name or stand for something."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from inference.questions.answers import points_of
from inference.questions.concepts import commonness, lemma
from inference.questions.draft import Draft
from inference.questions.grammar import TALK_ADVERBS, below, child, finite, is_person, sentence_case, text_of
from inference.questions.inversion import Unaskable, is_plural, spelled
from inference.questions.patterns.statement import Statement
from inference.questions.words import RELATIONAL, VAGUE

LONGEST_TERM_WORDS = 5
NAMING = {"call", "name", "term", "know", "refer"}
TALK_GENUS = {
    "topic",
    "example",
    "question",
    "subject",
    "issue",
    "story",
    "reason",
    "case",
    "problem",
    "result",
}
"""A term is not defined by being the topic, an example or the result of something."""
PRAISE = {
    "best", "worst", "important", "central", "big", "good", "great", "nice", "beautiful", "interesting", "huge",
    "whole", "fundamental", "wonderful", "terrible", "bad", "fancy", "amazing", "perfect", "simple", "new", "tricky",
    "certain", "few", "little", "clear", "strong", "weak", "real", "ultimate", "key", "crucial",
    "major", "serious", "main", "another", "different", "first", "second", "third", "next", "other", "last",
}  # fmt: skip
"""What is praised or blamed is not defined: "Neutral evolution is a central tool"."""
WEAK_GENUS = {
    "tool", "treatment", "target", "phenomena", "phenomenon", "way", "issue", "factor", "concern", "help", "question",
    "trap", "mess", "fun", "pain", "mystery", "surprise", "success", "failure", "disaster", "lot", "choice", "guy",
}  # fmt: skip
HUMAN = {
    "man", "woman", "son", "daughter", "guy", "king", "queen", "leader", "person", "doctor", "professor", "poet",
    "author", "writer", "scholar", "general", "president", "minister", "philosopher", "student", "governor",
}  # fmt: skip
SOMEBODY = {"you", "we", "i", "people", "they", "everybody", "everyone", "anybody", "somebody"}
"""What somebody does with a thing does not define it: "rust is something that people try to do something about"."""
RARE_ZIPF = 4.3
EVERYDAY_ZIPF = 4.9
"""What everybody knows ("color") is not defined, but described, or means something else in one lecture."""
TECHNICAL_ZIPF = 3.0
"""So rare a word ("superego") names one thing also after "the"."""
EMPTY_GENUS = {"thing", "question", "problem", "case", "way", "reason", "lot", "one", "part", "fact", "story",
               "result", "person", "guy", "issue", "point", "kind", "sort", "type", "difference", "number",
               "answer", "piece", "man", "first", "second", "deal", "matter", "topic", "term", "place"}  # fmt: skip


def is_a(statement: Statement) -> Iterator[Draft]:
    """ "Behaviorism is a school of thought that ..." answers "What is behaviorism?"."""
    verb, clause = statement.verb, statement.clause
    genus = child(verb, "attr")
    if verb.lemma_ != "be" or genus is None or finite(clause) != verb or _negated(verb) or not _is_scope(clause.before):
        return
    definition = _without_emphasis(tuple(t for t in below(genus) if t in clause.after))
    if not _is_term(clause.subject, statement) or not _defines(genus, definition):
        return
    if _repeats(clause.subject, genus):
        return
    if (verb.lower_ in {"are", "were", "'re"}) != is_plural(clause.head):
        raise Unaskable("subject and verb disagree")
    subject, scope = text_of(clause.subject), text_of(clause.before)
    person = _is_person(clause.head, genus)
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


def _without_emphasis(definition: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "just a lattice" is "a lattice"."""
    while definition and definition[0].lower_ in TALK_ADVERBS:
        definition = definition[1:]
    return definition


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
        if more is None or not _is_term(term, statement) or set(term) & set(below(more)):
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


def _tells_apart(part: Token, naming: Token) -> bool:
    """ "that we use to test yeast", "which decays": what makes the named thing one of its kind."""
    opens = below(part)[0].lower_ in {"that", "which", "in", "where", "for", "to"}
    happens = part.lemma_ in {"occur", "happen", "take", "come", "start"}
    return part.dep_ in {"relcl", "acl"} and part.i > naming.i and len(below(part)) > 3 and opens and not happens


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
        or not _is_term(clause.subject, statement)
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


def _occurring(statement: Statement, reply: Sequence[Token]) -> str:
    """ "A collision is when two items meet" is written "A collision occurs when two items meet"."""
    subject, verb = statement.clause.subject, statement.verb
    if reply[0].lower_ == "where" or verb.tag_ not in {"VBZ", "VBP"}:
        return statement.said
    occurs = "occur" if verb.tag_ == "VBP" else "occurs"
    return sentence_case(f"{text_of(subject)} {occurs} {text_of(reply)}")


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


def is_called(statement: Statement) -> Iterator[Draft]:
    """ "A change in DNA is called a mutation" answers "What is a mutation?"."""
    verb, clause = statement.verb, statement.clause
    if verb.lemma_ not in NAMING or _negated(verb):
        return
    name = child(verb, "oprd") or _name_after_as(verb)
    passive = child(verb, "auxpass") is not None
    named = clause.head if passive else child(verb, "dobj")
    if name is None or named is None or named == name or named.pos_ == "PRON":
        return
    thing = clause.subject if passive else below(named)
    term = tuple(t for t in below(name) if t.dep_ not in {"relcl", "advcl"} and not _in_relative(t, name))
    if not _is_term(term, statement) or len(thing) < 4 or not _specific(thing) or lemma(name) == lemma(named):
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
        if noun.pos_ == "PROPN" and (noun.lower_ in {t.lower_ for t in definition} or not _is_person(noun, gloss)):
            continue
        glossed = bool(definition) and (definition[0].lower_ in {"a", "an", "the"} or gloss.dep_ == "attr")
        if not glossed or not _is_term(term, statement) or not _defines(gloss, definition) or noun.dep_ == "conj":
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


def defined_as(statement: Statement) -> Iterator[Draft]:
    """ "Consumer surplus is defined as the willingness to pay minus the price", "entropy means disorder"."""
    verb, clause = statement.verb, statement.clause
    preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    passive = verb.lemma_ == "define" and child(verb, "auxpass") is not None and preposition is not None
    if not passive or preposition is None or not _is_term(clause.subject, statement):
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


def _is_term(tokens: Sequence[Token], statement: Statement) -> bool:
    """A short noun phrase that the lecture keeps coming back to, or a name; "the" only before a known term."""
    if not tokens or len([t for t in tokens if not t.is_punct]) > LONGEST_TERM_WORDS:
        return False
    if any(t.pos_ in {"PRON", "NUM", "ADV", "ADP", "VERB", "SCONJ", "CCONJ"} and t.tag_ != "VBG" for t in tokens):
        return False
    head = tokens[-1]
    counted = any(
        t.lower_
        in {
            "new",
            "old",
            "first",
            "last",
            "final",
            "whole",
            "real",
            "key",
            "same",
            "next",
            "one",
            "another",
            "each",
            "every",
            "some",
            "any",
            "this",
            "that",
            "no",
        }
        for t in tokens
    )
    everyday = len(tokens) - (tokens[0].pos_ == "DET") == 1 and commonness(head.lower_) > EVERYDAY_ZIPF
    if counted or head.lemma_.lower() in VAGUE | RELATIONAL or (everyday and statement.source == "speech"):
        return False
    if statement.source == "slide":
        return True
    if tokens[0].lower_ == "the" and len(tokens) == 2:
        return _is_one_of_a_kind(head, statement)
    rare = len(tokens) <= 3 and commonness(head.lower_) < RARE_ZIPF and tokens[0].lower_ != "the"
    return (
        rare
        or statement.concepts.knows(tokens)
        or (statement.concepts.of(tokens)[1] > 0.25 and tokens[0].lower_ != "the")
    )


def _is_one_of_a_kind(noun: Token, statement: Statement) -> bool:
    """ "the superego", "the market": so rare that it names one thing, or the only one that the lecture speaks of."""
    known = lemma(noun) in statement.concepts.salience
    return known and (commonness(noun.lower_) <= TECHNICAL_ZIPF or lemma(noun) in statement.concepts.unique)


def _defines(genus: Token, definition: Sequence[Token]) -> bool:
    """A genus with something that tells it from others."""
    if genus.lower_ == "something" and len(definition) >= 4 and len(list(genus.children)) > 0:
        return definition[0] == genus and not any(t.dep_ == "nsubj" and t.lower_ in SOMEBODY for t in definition)
    if genus.pos_ not in {"NOUN", "PROPN"} or len(definition) < 4:
        return False
    if definition[0].pos_ in {"NUM", "ADV", "ADP"} or child(genus, "nummod") is not None:
        return False
    weak = genus.lemma_.lower() in TALK_GENUS | WEAK_GENUS or any(t.lower_ in PRAISE for t in genus.lefts)
    if weak or any(t.lower_ in {"your", "my", "our", "you"} for t in definition):
        return False
    if genus.lemma_.lower() in EMPTY_GENUS and not _elaborated(genus):
        return False
    telling = not any(_tells_nothing(c) for c in genus.children if c.dep_ == "relcl")
    return telling and (_elaborated(genus) or len(definition) >= 6)


def _tells_nothing(relative: Token) -> bool:
    """ "a school of thought that was there long before Skinner", "a position that has a very long history"."""
    there = relative.lemma_ == "be" and any(c.lower_ in {"there", "around", "here"} for c in relative.children)
    history = any(t.lemma_ in {"history", "time", "fun", "attention", "interest"} for t in relative.subtree)
    return there or (history and any(t.lemma_ in {"have", "get", "take", "be"} for t in relative.subtree))


def _repeats(term: Sequence[Token], genus: Token) -> bool:
    """ "The matrix is an orthogonal matrix" tells nothing, "kinetic energy is the energy of motion" does."""
    same = any(lemma(word) == lemma(genus) for word in term)
    return same and (len([t for t in term if t.pos_ != "DET"]) < 2 or not _elaborated(genus))


def _elaborated(genus: Token) -> bool:
    return any(c.dep_ in {"relcl", "acl", "prep"} and len(below(c)) > 2 for c in genus.children)


def _specific(thing: Sequence[Token]) -> bool:
    return any(t.dep_ in {"relcl", "acl", "prep"} for t in thing)


def _is_person(noun: Token, genus: Token) -> bool:
    named = noun.pos_ == "PROPN"
    human = genus.lemma_.lower() in HUMAN or genus.lemma_.lower().endswith(("ist", "ian", "ician"))
    return is_person(noun) or (named and human)


def _is_scope(before: Sequence[Token]) -> bool:
    """Nothing, or "according to Freud", "in chemistry": for whom or where the definition holds."""
    if not before:
        return True
    opens = before[0].lower_ in {"according", "for"} or before[0].dep_ == "prep"
    return opens and 2 <= len(before) <= 8 and before[-1].pos_ in {"NOUN", "PROPN"}


def _negated(verb: Token) -> bool:
    return child(verb, "neg") is not None


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


def _goes_on(statement: Statement) -> str:
    """The next sentence where it says more about the same: "It is ..." after the definition."""
    following: Span | None = statement.following
    if following is None or len(following) > 25 or len(following) < 6:
        return ""
    pronoun = "they" if statement.clause.head.tag_ in {"NNS", "NNPS"} else "it"
    opens = following[0].lower_ == pronoun and following[0].dep_ in {"nsubj", "nsubjpass"}
    plain = all(t.lower_ not in {"you", "i", "we", "this", "that", "here", "?", "my", "your"} for t in following)
    return sentence_case(following.text) if opens and plain and following.root.lemma_ in {"be", "mean"} else ""
