"""What X does is ...; what happens when ... is ...: speech that puts its own question first."""

from collections.abc import Iterator
from dataclasses import replace

from lemminflect import getInflection
from spacy.tokens import Span, Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import SUBJECTS, below, child, clause_of, sentence_case, text_of, without
from inference.questions.inversion import inverted, is_plural


def what_it_is_that(sentence: Span, number: int) -> Iterator[Draft]:
    """ "What the hash function does is map keys to slots" answers "What does the hash function do?"."""
    root = sentence.root
    asked = next(
        (c for c in root.lefts if c.dep_ in {"csubj", "nsubj", "advcl", "ccomp"} and c.pos_ in {"VERB", "AUX"}), None
    )
    opening = next((t for t in below(asked) if t.lower_ == "what"), None) if asked is not None else None
    if root.lemma_ != "be" or asked is None or opening is None or opening.i != below(asked)[0].i:
        return
    reply = tuple(t for t in sentence if t.i > root.i and not (t.is_punct and t.i == sentence.end - 1))
    if len(reply) < 4 or asked.i > root.i:
        return
    stem, words = _stem(asked, opening)
    answer = _answer(asked, opening, reply)
    if not stem or not answer:
        return
    yield Draft(
        rule="what it is that",
        stem=stem,
        wh="what",
        bloom="understand",
        answer=answer,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=words,
        replied=reply,
        sentences=(number,),
        why="The lecture puts this question itself and answers it.",
    )


def _answer(asked: Token, opening: Token, reply: tuple[Token, ...]) -> str:
    """ "The hash function maps keys to slots": what is said, without the question in front; "" where it cannot be."""
    said = next((t for t in reply if t.dep_ in SUBJECTS), None)
    if said is not None and (said.i == reply[0].i or said.left_edge.i == reply[0].i):
        return "" if said.pos_ == "PRON" else sentence_case(text_of(reply))
    clause = clause_of(asked)
    if clause is None or asked.lemma_ != "do" or reply[0].tag_ not in {"VB", "VBP"}:
        return sentence_case(text_of(reply)) if said is None and reply[0].pos_ in {"NOUN", "DET", "PROPN"} else ""
    forms = getInflection(reply[0].lemma_.lower(), tag="VBD" if asked.tag_ == "VBD" else "VBZ")
    subject = without(clause.subject, {opening})
    verb = reply[0].lemma_.lower() if is_plural(clause.head) and asked.tag_ != "VBD" else forms[0] if forms else ""
    return sentence_case(f"{text_of(subject)} {verb} {text_of(reply[1:])}") if verb else ""


def _stem(asked: Token, opening: Token) -> tuple[str, tuple[Token, ...]]:
    """The question with its words: "What does X do?", or "What happens when ...?"."""
    clause = clause_of(asked)
    if clause is None or opening.dep_ == "det":
        return "", ()
    if clause.head == opening:
        if asked.lemma_ != "happen" or child(asked, "advcl") is None:
            return "", ()
        words = clause.after
        return f"What {text_of(words)}?", tuple(t for t in words if t != asked)
    if clause.head.pos_ not in {"NOUN", "PROPN"}:
        return "", ()
    clause = replace(clause, before=without(clause.before, {opening}), subject=without(clause.subject, {opening}))
    return f"What {inverted(clause)}?", without(clause.tokens, {opening})
