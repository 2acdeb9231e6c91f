"""Which pronouns hang loose: nothing in the words themselves says whom or what they mean."""

from collections.abc import Sequence

from spacy.tokens import Token

from inference.questions.draft import Draft
from inference.questions.grammar import is_body, is_human
from inference.questions.words import FIRST_PERSON, PLURAL_PRONOUNS, SECOND_PERSON, SINGULAR_PRONOUNS, THIRD_PERSON

OF_ANYONE = {"what happens when", "true if", "because", "in order to", "by doing"}
DONE_IN_TRYING = {"take", "draw", "choose", "start", "end", "leave", "get", "have", "do", "go"}
ADDRESSING = {
    "see", "do", "draw", "take", "look", "think", "know", "remember", "imagine", "want", "ask", "say", "like",
    "guess", "be", "go", "recall", "read", "watch", "try", "come", "believe", "hear", "talk", "discuss", "cover",
    "learn", "study", "call", "count", "write", "erase", "skip", "spend", "show", "care", "laugh", "choose", "start",
    "end", "leave", "feel", "notice", "get", "have",
}  # fmt: skip


def unresolved(tokens: Sequence[Token], said_before: Sequence[Token] = ()) -> list[Token]:
    """Third-person pronouns without a noun of their number before them in these words."""
    nouns = [t for t in said_before if t.pos_ in {"NOUN", "PROPN"}]
    loose = []
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN"}:
            nouns.append(token)
        elif token.lower_ in THIRD_PERSON and not _is_expletive(token) and not _fits(token, nouns):
            loose.append(token)
    return loose


def stands_alone(token: Token, asked: Sequence[Token]) -> bool:
    """ "it" in a question, unless it takes up the subject: "Why do routers use hashing when they forward?"."""
    if token.lower_ not in {"it", "they", "he", "she", "him", "her", "them"} or _is_expletive(token):
        return False
    subjects = [t for t in asked if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN"} and t.i < token.i]
    nouns = [t for t in asked if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and t.i < token.i]
    if len(nouns) == 1 and nouns[0].dep_ == "dobj" and token.lower_ in {"it", "they", "them"} and _fits(token, nouns):
        return False
    inside = any(a.dep_ in {"relcl", "acl", "ccomp"} for a in token.ancestors)
    return inside or not subjects or not _fits(token, subjects[:1]) or subjects[0].ent_type_ == "PERSON"


def is_addressed(token: Token, draft: Draft) -> bool:
    """ "you" is anyone in "What happens when you heat a gas?", and the student elsewhere."""
    if token.lower_ not in SECOND_PERSON | FIRST_PERSON:
        return False
    anyone = draft.rule in OF_ANYONE and token.dep_ == "nsubj" and token.lower_ in {"you", "we"}
    trying = draft.rule in {"what happens when", "true if"} and any(
        c.dep_ in {"dobj", "prep"} and c.pos_ in {"NOUN", "PROPN", "ADP"} for c in token.head.rights
    )
    return not anyone or token.head.lemma_ in ADDRESSING - (DONE_IN_TRYING if trying else set())


def _fits(pronoun: Token, nouns: Sequence[Token]) -> bool:
    if pronoun.lower_ in {"he", "she", "him", "his", "her"}:
        return any(t.ent_type_ == "PERSON" or is_human(t) for t in nouns)
    plural = {t.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in t.children) for t in nouns}
    if pronoun.lower_ in PLURAL_PRONOUNS:
        return True in plural or any(is_human(t) or is_body(t) for t in nouns)
    return False in plural if pronoun.lower_ in SINGULAR_PRONOUNS else bool(nouns)


def _is_expletive(token: Token) -> bool:
    """ "there is", and "it" in "it is harder to share", which means no thing."""
    verb = token.head
    if token.lower_ == "it" and verb.lemma_ in {"be", "make"} and token.dep_ == "nsubj":
        qualities = [c for c in verb.children if c.dep_ == "acomp"]
        return any(c.tag_ == "VB" for c in verb.rights) or any(c.tag_ == "VB" for q in qualities for c in q.children)
    return token.dep_ == "expl"
