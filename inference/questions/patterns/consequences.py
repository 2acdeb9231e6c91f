"""Why and how from what follows: "..., so ...", "..., which is why ...", "To do this, you do that"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, clause_of, sentence_case, subject_of, text_of, without
from inference.questions.inversion import inverted
from inference.questions.words import TALKED_OF

LEAST_REASON_WORDS = 4


def so(sentence: Span, number: int) -> Iterator[Draft]:
    """ "There are no predators, so the guppies evolve bright colors" answers "Why do the guppies evolve ...?"."""
    for word in sentence:
        links = word.lower_ == "so" and word.dep_ in {"mark", "cc", "advmod"} and word.head.pos_ in {"VERB", "AUX"}
        if not links or word.i < sentence.start + LEAST_REASON_WORDS or word.nbor(-1).text not in {",", ";"}:
            continue
        yield from _because(word.head, word, "so", number)


def which_is_why(sentence: Span, number: int) -> Iterator[Draft]:
    """ "Gravity does no work, which is why the energy is constant" answers "Why is the energy constant?"."""
    for word in sentence:
        linked = word.lower_ == "which" and word.head.lemma_ == "be" and word.head.i + 1 < sentence.end
        effect = child(word.head, "ccomp", "advcl") if linked and word.head.nbor(1).lower_ == "why" else None
        if effect is not None and word.i >= sentence.start + LEAST_REASON_WORDS:
            yield from _because(effect, word, "which is why", number)


def to_do(sentence: Span, number: int) -> Iterator[Draft]:
    """ "To find the number of bonds, you subtract ..." answers "How do you find the number of bonds?"."""
    root = sentence.root
    subject = subject_of(root)
    aim = next((c for c in root.lefts if c.dep_ == "advcl" and c.tag_ == "VB"), None)
    if subject is None or subject.lower_ not in {"you", "we"} or aim is None or aim.lemma_ in TALKED_OF | {"let"}:
        return
    words = below(aim)
    doing = tuple(t for t in words if t.i >= aim.i)
    clause = clause_of(root)
    if words[0].lower_ != "to" or child(aim, "dobj") is None or clause is None or root.lemma_ in TALKED_OF - {"take"}:
        return
    reply = without(clause.after, set(words))
    if len(reply) < LEAST_REASON_WORDS or root.tag_ not in {"VBP", "VB"}:
        return
    yield Draft(
        rule="to do",
        stem=f"How do {subject.lower_} {text_of(doing)}?",
        wh="how",
        bloom="apply",
        answer=sentence_case(text_of(tuple(sentence))),
        variants=(),
        points=points_of(reply),
        asked=doing,
        replied=reply,
        sentences=(number,),
        why="The lecture says here how it is done.",
    )


def _because(effect: Token, link: Token, rule: str, number: int) -> Iterator[Draft]:
    claim = clause_of(effect)
    reason = tuple(t for t in link.sent if t.i < link.i and not (t.is_punct and t.i == link.i - 1))
    if claim is None or claim.subject[0].i < link.i or claim.head.pos_ not in {"NOUN", "PROPN"}:
        return
    if not any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in reason):
        return
    words = tuple(t for t in claim.tokens if t.i > link.i and t.lower_ != "why")
    if any(t.like_num for t in words):
        return
    yield Draft(
        rule=rule,
        stem=f"Why {inverted(claim, {t for t in claim.tokens if t.i <= link.i or t.lower_ == 'why'})}?",
        wh="why",
        bloom="understand",
        answer=sentence_case(f"{text_of(words)} because {text_of(reason)}"),
        variants=(sentence_case(text_of(reason)),),
        points=points_of(reason),
        asked=words,
        replied=reason,
        sentences=(number,),
        why="The lecture draws this conclusion here.",
    )


PATTERNS = (so, which_is_why, to_do)
