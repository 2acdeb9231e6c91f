"""Whom "he", "she", "it" and "they" mean at the start of a sentence: the subject of the sentence before, if it fits."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from inference.questions.concepts import Concepts
from inference.questions.grammar import SUBJECTS, below, child, is_human, subject_of, text_of
from inference.questions.words import RELATIVES, VAGUE

PERSONAL = {"he", "she"}
NEUTRAL = {"it", "they"}
POSSESSIVE = {"his": PERSONAL, "her": PERSONAL, "its": {"it"}, "their": {"they"}}
SAYING_WHAT_IT_IS = {
    "be", "mean", "have", "consist", "depend", "include", "allow", "cause", "require", "contain", "use", "define",
    "represent", "involve", "describe", "measure", "provide", "produce", "enable",
}  # fmt: skip
LONGEST_NAME = 6
RAISING = {"seem", "appear", "turn", "happen", "follow", "look", "make", "sound", "take", "matter", "help", "come"}
THEME = 0.3
REACH = 3
"""So many sentences back a person is looked for."""


def resolved(doc: Doc, before: Sequence[Doc], concepts: Concepts) -> str:
    """The text with the pronoun that is its subject replaced, or "" where nothing is to be or can be replaced."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    subject = subject_of(root) if root is not None else None
    if subject is None:
        return ""
    word = subject.lower_
    if word in {"this", "that", "it"} and subject.dep_ in SUBJECTS and not _is_impersonal(subject):
        named = _just_named(before[-1], concepts) if before and subject.i == 0 and subject.head.lemma_ == "be" else ""
        if named:
            return _put(named, subject)
    if word in NEUTRAL and subject.head.lemma_ not in SAYING_WHAT_IT_IS and not _is_the_theme(before, concepts):
        return ""
    if word in PERSONAL | NEUTRAL and not _is_impersonal(subject) and not _is_named_before(subject, word):
        return _put(_antecedent(word, before, concepts), subject)
    first = doc[0]
    if first.lower_ in POSSESSIVE and first.dep_ == "poss" and first.head == subject:
        name = _antecedent(next(iter(POSSESSIVE[first.lower_])), before, concepts)
        return _owned_by(name, first, subject) if name else ""
    return ""


def _is_the_theme(before: Sequence[Doc], concepts: Concepts) -> bool:
    """Whether the sentence before is about a term that the lecture keeps coming back to, and about nothing else."""
    root = next((token for token in before[-1] if token.dep_ == "ROOT"), None) if before else None
    subject = subject_of(root) if root is not None else None
    if subject is None or not concepts.knows(below(subject)):
        return False
    return concepts.of(below(subject))[1] >= THEME


def _put(name: str, pronoun: Token) -> str:
    """ "It's" becomes "Entropy is"."""
    if not name:
        return ""
    doc = pronoun.doc
    rest = doc[pronoun.i + 1 :].text
    rest = f"is{rest[2:]}" if rest.startswith("'s") else f"are{rest[3:]}" if rest.startswith("'re") else rest
    text = f"{doc[: pronoun.i].text} {name} {rest}".strip()
    return f"{text[:1].upper()}{text[1:]}"


def _owned_by(name: str, pronoun: Token, noun: Token) -> str:
    """ "His theory is ..." becomes "Freud's theory is ...", "its usual fate ..." "the usual fate of a gene ..."."""
    doc = pronoun.doc
    if pronoun.lower_ in {"its", "their"} and noun.right_edge == noun:
        return f"The {doc[pronoun.i + 1 : noun.i + 1].text} of {name} {doc[noun.i + 1 :].text}"
    return _put(f"{name}'" if name.endswith("s") else f"{name}'s", pronoun)


def _is_named_before(pronoun: Token, word: str) -> bool:
    """Whether the sentence itself names someone before the pronoun, who may then be meant."""
    return any(t.pos_ == "PROPN" or (word not in PERSONAL and t.pos_ == "NOUN") for t in pronoun.doc[: pronoun.i])


def _just_named(doc: Doc, concepts: Concepts) -> str:
    """ "habituation" after "The first is habituation.": a term that the sentence before leads up to."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    subject = subject_of(root) if root is not None else None
    if root is None or subject is None or concepts.of(below(subject))[1] > 0.3:
        return ""
    name = child(root, "attr", "oprd")
    as_name = next((child(c, "pobj") for c in root.rights if c.dep_ == "prep" and c.lower_ in {"as", "of"}), None)
    name = name or (as_name if root.lemma_ in {"know", "refer"} else None)
    if name is not None and name.lower_ == "that" and as_name is None:
        inner = child(name, "prep")
        name = child(inner, "pobj") if inner is not None else None
    if name is None or name.pos_ not in {"NOUN", "PROPN"} or len(below(name)) > LONGEST_NAME:
        return ""
    return text_of(below(name)) if concepts.knows(below(name)) else ""


def _is_impersonal(pronoun: Token) -> bool:
    """ "It is clear that ...", "it turns out ...": no one is meant."""
    verb = pronoun.head
    if pronoun.lower_ != "it":
        return False
    clausal = any(c.dep_ in {"ccomp", "xcomp", "advcl", "csubj", "acl", "relcl"} for c in verb.rights)
    inner = any(
        c.dep_ in {"relcl", "acl", "ccomp", "xcomp"} for r in verb.rights if r.dep_ == "acomp" for c in r.rights
    )
    stated = any(c.dep_ == "mark" and c.lower_ == "that" for r in verb.rights if r.dep_ == "attr" for c in r.subtree)
    return verb.lemma_ in RAISING or (verb.lemma_ == "be" and (clausal or inner or stated))


def _antecedent(word: str, before: Sequence[Doc], concepts: Concepts) -> str:
    if word in PERSONAL:
        return _person(before)
    return _thing(before[-1], plural=word == "they", concepts=concepts) if before else ""


def _person(before: Sequence[Doc]) -> str:
    """The one person who is the subject of a sentence shortly before; none where two compete."""
    for doc in reversed(before[-REACH:]):
        people = {t.text for t in doc if t.ent_type_ == "PERSON" and t.pos_ == "PROPN" and t.dep_ in SUBJECTS}
        others = {t.lemma_ for t in doc if t.dep_ in SUBJECTS and t.pos_ == "NOUN" and is_human(t)}
        if len(people) == 1 and not others:
            return people.pop()
        if people or others:
            return ""
    return ""


def _thing(doc: Doc, *, plural: bool, concepts: Concepts) -> str:
    spans: list[Span] = list(doc.sents)
    subject = subject_of(spans[-1].root) if spans else None
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or subject.lower_ in VAGUE | RELATIVES:
        return ""
    words = below(subject)
    is_plural = subject.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in subject.children)
    if is_plural != plural or len(words) > LONGEST_NAME or any(t.pos_ == "PRON" for t in words):
        return ""
    if subject.ent_type_ == "PERSON" or concepts.of(words)[1] <= 0:
        return ""
    return text_of(words)
