"""Questions that the lecturer asks and answers, and reasons that follow in a sentence of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import Clause, below, child, clause_of, clauses, sentence_case, subject_of, text_of
from inference.questions.inversion import inverted, is_plural
from inference.questions.question import Bloom, Wh
from inference.questions.words import FIRST_PERSON, SECOND_PERSON

ASKED_WITH: dict[str, tuple[Wh, Bloom]] = {
    "what": ("what", "remember"),
    "why": ("why", "understand"),
    "how": ("how", "understand"),
    "who": ("who", "remember"),
    "when": ("when", "remember"),
    "where": ("where", "remember"),
}
LEAST_TAKEN_UP = 5
LEAST_ANSWER_WORDS, MOST_ANSWER_WORDS = 6, 40
HAPPENING = {"go", "happen", "mean", "look", "say", "call", "think", "know", "guess", "want", "see", "find", "get"}


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence, and the one that the lecturer says next."""

    sentence: Span
    following: Span
    number: int


def asked_and_answered(turn: Turn) -> Iterator[Draft]:
    """ "Why do cells divide? Cells divide because ..." asks itself."""
    question, answer = turn.sentence, turn.following
    words = [t for t in question if not t.is_punct]
    opening = words[0].lower_ if words else ""
    if not question.text.endswith("?") or opening not in ASKED_WITH or not 4 <= len(words) <= 16:
        return
    if question.root.lemma_ in HAPPENING or any(t.lower_ in FIRST_PERSON | SECOND_PERSON for t in words):
        return
    if _disagrees(question) or not (_answers(question, answer) or _taken_up(question, answer)):
        return
    taken_up = _taken_up(question, answer)
    if opening != "why" and any(t.like_num for t in answer) and not taken_up:
        return
    wh, bloom = ASKED_WITH[opening]
    tokens = tuple(answer)[1:] if taken_up else tuple(answer)
    yield Draft(
        rule="asked and answered",
        stem=sentence_case(_plain(question.text), "?"),
        wh=wh,
        bloom=bloom,
        answer=taken_up or sentence_case(answer.text),
        variants=(sentence_case(text_of(tokens)),) if taken_up else (),
        points=points_of(tokens),
        asked=tuple(words[1:]),
        replied=tokens,
        sentences=(turn.number, turn.number + 1),
        why="The lecturer asks this and answers it.",
    )


def that_is_because(turn: Turn) -> Iterator[Draft]:
    """ "Demand falls. That's because the price rises." answers "Why does demand fall?"."""
    reason = next(clauses(turn.following), None)
    claim = next(clauses(turn.sentence), None)
    reply = _reason_of(reason.verb) if reason is not None else ()
    if claim is not None and reply:
        yield _caused(claim, reply, (turn.number, turn.number + 1))


def and_that_is_because(turn: Turn) -> Iterator[Draft]:
    """The same within one sentence: "..., and that's because the price rises"."""
    claim = clause_of(turn.sentence.root)
    for added in turn.sentence.root.children:
        reply = _reason_of(added) if added.dep_ == "conj" else ()
        if claim is not None and reply:
            yield _caused(claim, reply, (turn.number,))


def _reason_of(verb: Token) -> tuple[Token, ...]:
    """The words of "because the price rises" in "that's because ...", of what follows "the reason for this is that"."""
    subject = subject_of(verb)
    if verb.lemma_ != "be" or subject is None:
        return ()
    cause = child(verb, "advcl", "ccomp")
    mark = child(cause, "mark") if cause is not None else None
    if cause is None or mark is None or cause.i < verb.i:
        return ()
    that = subject.lower_ in {"that", "this"} and mark.lower_ == "because"
    named = subject.lemma_ == "reason" and any(t.lower_ in {"that", "this"} for t in subject.subtree)
    return tuple(t for t in sorted(cause.subtree) if t != mark) if that or (named and mark.lower_ == "that") else ()


def _caused(claim: Clause, reason: tuple[Token, ...], sentences: tuple[int, ...]) -> Draft:
    because = f"because {text_of(reason)}"
    return Draft(
        rule="that is because",
        stem=f"Why {inverted(claim)}?",
        wh="why",
        bloom="understand",
        answer=sentence_case(f"{text_of(claim.tokens)} {because}"),
        variants=(sentence_case(because),),
        points=points_of(reason),
        asked=claim.tokens,
        replied=reason,
        sentences=sentences,
        why="The lecture gives the reason here.",
    )


def because_follows(turn: Turn) -> Iterator[Draft]:
    """ "Red light frees no electrons. Because its frequency is too low." answers "Why does red light free none?"."""
    if turn.following[0].lower_ != "because" or turn.following.text.endswith("?"):
        return
    claim = next(clauses(turn.sentence), None)
    mark = turn.following[0]
    cause = mark.head
    fragment = cause.dep_ == "ROOT" or (cause.head.dep_ == "ROOT" and cause.head.i < cause.i)
    if claim is None or subject_of(cause) is None or mark.dep_ != "mark" or not fragment:
        return
    if turn.sentence.text.endswith("?") or claim.head.pos_ not in {"NOUN", "PROPN"} or len(claim.tokens) < 4:
        return
    reply = tuple(t for t in turn.following if not (t.is_punct and t.i == turn.following.end - 1))
    yield Draft(
        rule="because follows",
        stem=f"Why {inverted(claim)}?",
        wh="why",
        bloom="understand",
        answer=sentence_case(f"{text_of(claim.tokens)} {_lowered(text_of(reply))}"),
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply[1:]),
        asked=claim.tokens,
        replied=reply,
        sentences=(turn.number, turn.number + 1),
        why="The lecture gives the reason in the next sentence.",
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def that_is_why(turn: Turn) -> Iterator[Draft]:
    """ "Gravity does no work. That's why the energy is constant." answers "Why is the energy constant?"."""
    if turn.following[0].lower_ not in {"that", "this"} or turn.following.root.lemma_ != "be":
        return
    effect = next((c for c in turn.following.root.children if c.dep_ in {"advcl", "ccomp"} and _opens_why(c)), None)
    claim = clause_of(effect) if effect is not None else None
    if effect is None or claim is None or subject_of(effect) is None:
        return
    reply = tuple(turn.sentence)
    asked = tuple(t for t in claim.tokens if t.lower_ != "why")
    before = {t for t in claim.before if t.lower_ == "why"}
    yield Draft(
        rule="that is why",
        stem=f"Why {inverted(claim, before)}?",
        wh="why",
        bloom="understand",
        answer=sentence_case(turn.sentence.text),
        variants=(),
        points=points_of(reply),
        asked=asked,
        replied=reply,
        sentences=(turn.number, turn.number + 1),
        why="The lecture draws this conclusion from the sentence before.",
    )


def this_is_called(turn: Turn) -> Iterator[Draft]:
    """ "The response goes away. This is known as extinction." answers "What is extinction?"."""
    naming = turn.following.root
    name = _name_given(naming)
    reply = tuple(turn.sentence)
    empty = {"name", "term", "word", "there", "names", "called"}
    if subject_of(turn.sentence.root) is None or turn.sentence.root.pos_ not in {"VERB", "AUX"}:
        return
    if name is None or any(t.lower_ in empty for t in reply) or reply[0].lower_ in {"that", "as", "how"}:
        return
    if not LEAST_ANSWER_WORDS <= len(reply) <= MOST_ANSWER_WORDS or turn.sentence.text.endswith("?"):
        return
    yield _named(name, reply, (turn.number, turn.number + 1))


def and_this_is_called(turn: Turn) -> Iterator[Draft]:
    """The same within one sentence: "..., and this is known as extinction"."""
    for naming in turn.sentence.root.children:
        name = _name_given(naming) if naming.dep_ == "conj" else None
        reply = tuple(t for t in turn.sentence if t.i < naming.left_edge.i and t.dep_ != "cc")
        if name is not None and len(reply) >= LEAST_ANSWER_WORDS:
            yield _named(name, reply, (turn.number,))


def _named(name: Token, reply: tuple[Token, ...], sentences: tuple[int, ...]) -> Draft:
    term = below(name)
    return Draft(
        rule="this is called",
        stem=f"What {'are' if is_plural(name) else 'is'} {text_of(term)}?",
        wh="what",
        bloom="remember",
        answer=sentence_case(text_of(reply)),
        variants=(),
        points=points_of(reply),
        asked=term,
        replied=reply,
        sentences=sentences,
        why=f"The lecture introduces the term {text_of(term)} here.",
    )


def _name_given(naming: Token) -> Token | None:
    """The name that "this", "that" or "which" is given."""
    if naming.lemma_ not in {"call", "know", "term", "name"}:
        return None
    subject = next((c for c in naming.lefts if c.dep_ in {"nsubjpass", "nsubj"}), None)
    thing = subject if child(naming, "auxpass") is not None else child(naming, "dobj")
    nested = next((c for c in naming.children if c.dep_ == "ccomp"), None)
    as_name = next((child(c, "pobj") for c in naming.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    name = child(naming, "oprd") or as_name
    if nested is not None and thing is None:
        thing, name = next((c for c in nested.lefts if c.dep_ == "nsubj"), None), child(nested, "attr")
    if thing is None or thing.lower_ not in {"this", "that", "it", "which", "these"} or name is None:
        return None
    return name if name.pos_ in {"NOUN", "PROPN"} and len(below(name)) <= 5 else None


def difference_between(turn: Turn) -> Iterator[Draft]:
    """ "There is a difference between X and Y. X ..., but Y ..." answers "What is the difference between X and Y?"."""
    noun = next((t for t in turn.sentence if t.lemma_ in {"difference", "distinction"}), None)
    between = next((c for c in noun.children if c.lower_ == "between"), None) if noun is not None else None
    sides = child(between, "pobj") if between is not None else None
    other = child(sides, "conj") if sides is not None else None
    if noun is None or sides is None or other is None or turn.sentence.root.lemma_ == "call":
        return
    said = {t.lemma_.lower() for t in turn.following if t.pos_ in {"NOUN", "PROPN", "ADJ"}}
    named = {t.lemma_.lower() for t in (*below(sides), *below(other)) if t.pos_ in {"NOUN", "PROPN", "ADJ"}}
    reply = tuple(turn.following)
    if len(said & named) < 2 or len(reply) < LEAST_ANSWER_WORDS or turn.following.text.endswith("?"):
        return
    pair = below(sides)
    yield Draft(
        rule="difference between",
        stem=f"What is the {noun.lemma_} between {text_of(pair)}?",
        wh="what",
        bloom="analyse",
        answer=sentence_case(turn.following.text),
        variants=(),
        points=points_of(reply),
        asked=pair,
        replied=reply,
        sentences=(turn.number, turn.number + 1),
        why="The lecture tells the two apart here.",
    )


PATTERNS = (
    asked_and_answered,
    that_is_because,
    and_that_is_because,
    because_follows,
    that_is_why,
    this_is_called,
    and_this_is_called,
    difference_between,
)


def _opens_why(clause: Token) -> bool:
    return any(t.lower_ == "why" for t in clause.lefts)


def _answers(question: Span, answer: Span) -> bool:
    """A statement of some length that takes up the question's words, or gives a reason to a "why"."""
    words = [t for t in answer if not t.is_punct]
    if not LEAST_ANSWER_WORDS <= len(words) <= MOST_ANSWER_WORDS or answer.text.endswith("?"):
        return False
    nouns = {t.lemma_.lower() for t in question if t.pos_ in {"NOUN", "PROPN", "VERB"}}
    taken_up = nouns & {t.lemma_.lower() for t in answer}
    because = question[0].lower_ == "why" and answer[0].lower_ == "because"
    why = question[0].lower_ == "why" and answer[0].pos_ in {"DET", "NOUN", "PROPN", "ADJ"} and len(words) >= 8
    return because or why or len(taken_up) > 1 or (answer[0].lower_ == "it" and len(nouns) > 0)


def _taken_up(question: Span, answer: Span) -> str:
    """ "A matrix acts on vectors." from "What does a matrix do? It acts on vectors."; "" where it is not so."""
    noun = subject_of(question.root) or child(question.root, "nsubj", "attr")
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or len(answer) < LEAST_TAKEN_UP or answer.text.endswith("?"):
        return ""
    pronoun, verb = answer[0], answer[1]
    fits = pronoun.lower_ == ("they" if is_plural(noun) else "it") and pronoun.dep_ in {"nsubj", "nsubjpass"}
    if not fits or pronoun.head != answer.root or len(answer) > MOST_ANSWER_WORDS:
        return ""
    be = {"'s": "is", "'re": "are"}.get(verb.lower_)
    rest = f"{be} {text_of(tuple(answer)[2:])}" if be else text_of(tuple(answer)[1:])
    return sentence_case(f"{text_of(below(noun))} {rest}")


def _disagrees(question: Span) -> bool:
    """ "What is the profits?" is nothing to print."""
    noun = next((t for t in question if t.dep_ in {"nsubj", "attr"} and t.pos_ == "NOUN"), None)
    return noun is not None and question.root.lower_ in {"is", "'s", "was"} and is_plural(noun)


def _plain(text: str) -> str:
    return text.replace("'s ", " is ", 1) if text.lower().startswith(("what's", "who's")) else text
