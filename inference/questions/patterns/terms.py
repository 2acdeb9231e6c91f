"""What is a term worth defining, and what defines one."""

from collections.abc import Sequence

from spacy.tokens import Token

from inference.questions.concepts import commonness, lemma
from inference.questions.grammar import below, child, is_person
from inference.questions.patterns.statement import Statement
from inference.questions.words import RELATIONAL, VAGUE

LONGEST_TERM_WORDS = 5
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
EMPTY_GENUS = {"thing", "question", "problem", "case", "way", "reason", "lot", "one", "part", "fact", "story",
               "result", "person", "guy", "issue", "point", "kind", "sort", "type", "difference", "number",
               "answer", "piece", "man", "first", "second", "deal", "matter", "topic", "term", "place"}  # fmt: skip
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


def is_term(tokens: Sequence[Token], statement: Statement) -> bool:
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


def defines(genus: Token, definition: Sequence[Token]) -> bool:
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
    if genus.lemma_.lower() in EMPTY_GENUS and not elaborated(genus):
        return False
    telling = not any(_tells_nothing(c) for c in genus.children if c.dep_ == "relcl")
    return telling and (elaborated(genus) or len(definition) >= 6)


def repeats(term: Sequence[Token], genus: Token) -> bool:
    """ "The matrix is an orthogonal matrix" tells nothing, "kinetic energy is the energy of motion" does."""
    same = any(lemma(word) == lemma(genus) for word in term)
    return same and (len([t for t in term if t.pos_ != "DET"]) < 2 or not elaborated(genus))


def is_a_person(noun: Token, genus: Token) -> bool:
    named = noun.pos_ == "PROPN"
    human = genus.lemma_.lower() in HUMAN or genus.lemma_.lower().endswith(("ist", "ian", "ician"))
    return is_person(noun) or (named and human)


def _is_one_of_a_kind(noun: Token, statement: Statement) -> bool:
    """ "the superego", "the market": so rare that it names one thing, or the only one that the lecture speaks of."""
    known = lemma(noun) in statement.concepts.salience
    return known and (commonness(noun.lower_) <= TECHNICAL_ZIPF or lemma(noun) in statement.concepts.unique)


def _tells_nothing(relative: Token) -> bool:
    """ "a school of thought that was there long before Skinner", "a position that has a very long history"."""
    there = relative.lemma_ == "be" and any(c.lower_ in {"there", "around", "here"} for c in relative.children)
    history = any(t.lemma_ in {"history", "time", "fun", "attention", "interest"} for t in relative.subtree)
    return there or (history and any(t.lemma_ in {"have", "get", "take", "be"} for t in relative.subtree))


def elaborated(genus: Token) -> bool:
    return any(c.dep_ in {"relcl", "acl", "prep"} and len(below(c)) > 2 for c in genus.children)


def negated(verb: Token) -> bool:
    return child(verb, "neg") is not None
