"""What "we" and "you" do in general: said again without them, "we use X to do Y" as "X is used to do Y"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lemminflect import getInflection
from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.concepts import commonness
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, finite, sentence_case, subject_of, text_of, without
from inference.questions.inversion import is_plural
from inference.questions.patterns.statement import Statement
from inference.questions.question import Bloom, Wh
from inference.questions.words import TALKED_OF, VAGUE

ANYONE = {"we", "you"}
CAPABLE = {"can", "must", "should", "may"}
LEAST_PARTICIPLE_ZIPF = 2.0
"""Below that there is no such word: "dranked"."""
NEEDING = {"need", "require"}
TAKING_AS = {
    "write", "represent", "express", "define", "treat", "regard", "view", "describe", "denote", "model", "interpret",
    "measure", "think",
}  # fmt: skip
"""What is taken as something else; "think" with "of"."""
STEPS = {"put", "go", "try", "pick", "hit", "throw", "write", "keep", "add", "plug", "check", "just", "copy"}
"""What is done once at the board, and is no general practice unless a purpose is given."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What anyone does, with its object: `front` and `back` enclose the object in a question."""

    thing: Token
    words: tuple[Token, ...]
    front: str
    back: str

    def ask(self, wh: str, rest: str = "") -> str:
        return " ".join(part for part in (wh, self.front, text_of(self.words), self.back, rest) if part) + "?"

    def say(self, rest: str) -> str:
        parts = (text_of(self.words), self.front, self.back, rest)
        return sentence_case(" ".join(part for part in parts if part))


def used_to(statement: Statement) -> Iterator[Draft]:
    """ "We use a queue to store the frontier" answers "What is a queue used for?"."""
    doing, purpose = _doing(statement), _purpose(statement.verb)
    if doing is None or purpose is None or statement.verb.lemma_ != "use":
        return
    yield _draft(statement, "we use", doing.ask("What", "for"), doing, purpose)


def done_to(statement: Statement) -> Iterator[Draft]:
    """ "We add a buffer to keep the acidity constant" answers "Why is a buffer added?"."""
    doing, purpose = _doing(statement), _purpose(statement.verb)
    if doing is None or purpose is None or statement.verb.lemma_ in TALKED_OF | NEEDING | {"use", "try", "allow"}:
        return
    if not _is_for(purpose[0], statement):
        return
    yield _draft(statement, "we do to", doing.ask("Why"), doing, purpose, wh="why")


def done_by_doing(statement: Statement) -> Iterator[Draft]:
    """ "You find the eigenvalues by solving the equation" answers "How are the eigenvalues found?"."""
    doing = _doing(statement)
    if doing is None or statement.verb.lemma_ in TALKED_OF - {"find", "get", "see", "show"}:
        return
    for way in statement.verb.rights:
        gerund = child(way, "pcomp") if way.dep_ == "prep" and way.lower_ == "by" else None
        using = way if way.dep_ == "advcl" and way.lower_ == "using" else None
        if gerund is not None or using is not None:
            yield _draft(statement, "we do by", doing.ask("How"), doing, below(way), wh="how")
            return


def taken_as(statement: Statement) -> Iterator[Draft]:
    """ "We can think of a graph as a set of vertices" answers "How can a graph be thought of?"."""
    doing = _doing(statement, through="of" if statement.verb.lemma_ == "think" else "")
    if doing is None or statement.verb.lemma_ not in TAKING_AS:
        return
    hosts = (*statement.verb.rights, *doing.thing.rights)
    role = next((c for c in hosts if c.dep_ == "prep" and c.lower_ in {"as", "in"} and child(c, "pobj")), None)
    if role is None or (role.lower_ == "in" and statement.verb.lemma_ != "measure") or doing.thing.is_ancestor(role):
        return
    reply = below(role)
    if len(reply) > 2:
        yield _draft(statement, "we take as", doing.ask("How"), doing, reply, wh="how")


def needed_to(statement: Statement) -> Iterator[Draft]:
    """ "To find a line, you need two points" answers "What is needed to find a line?"."""
    doing = _doing(statement)
    aim = next((c for c in statement.verb.children if _aims(c)), None)
    if doing is None or aim is None or statement.verb.lemma_ not in NEEDING or aim.lemma_ in TALKED_OF:
        return
    purpose, thing = below(aim), doing.words
    if len(purpose) < 3 or set(purpose) & set(thing):
        return
    yield _draft(
        statement,
        "we need",
        f"What {_singular(doing.front)} {doing.back} {text_of(purpose)}?",
        doing,
        thing,
        asked=purpose,
        rest=text_of(purpose),
    )


def what_is_done(statement: Statement) -> Iterator[Draft]:
    """ "For every vertex we store the set of its neighbors" answers "What is stored for every vertex?"."""
    doing, clause = _doing(statement), statement.clause
    if doing is None or statement.verb.lemma_ in TALKED_OF | NEEDING | STEPS | {"use", "do", "make", "allow"}:
        return
    thing = doing.words
    helpers = {t for t in statement.verb.lefts if t.dep_ in {"aux", "advmod"}}
    place = without(clause.before, set()) if len(clause.before) > 1 else ()
    rest = without(clause.after, {*thing, statement.verb, *helpers})
    circumstance = (*rest, *place)
    if not any(t.pos_ in {"NOUN", "PROPN"} for t in circumstance) or len(thing) < 3:
        return
    if any(t.dep_ in {"conj", "advcl", "xcomp", "ccomp"} and t.head == statement.verb for t in circumstance):
        return
    around = " ".join(part for part in (text_of(rest), text_of(place)) if part)
    yield _draft(
        statement,
        "we do",
        f"What {_singular(doing.front)} {doing.back} {around}?",
        doing,
        thing,
        bloom="remember",
        asked=circumstance,
        rest=around,
    )


def _singular(front: str) -> str:
    """ "What" asks for one, however many answer."""
    return "is" if front == "are" else front


def _draft(
    statement: Statement,
    rule: str,
    stem: str,
    doing: Doing,
    reply: Sequence[Token],
    *,
    wh: Wh = "what",
    bloom: Bloom = "understand",
    asked: Sequence[Token] = (),
    rest: str = "",
) -> Draft:
    return Draft(
        rule=rule,
        stem=stem,
        wh=wh,
        bloom=bloom,
        answer=doing.say(rest or text_of(tuple(reply))),
        variants=(sentence_case(text_of(tuple(reply))),),
        points=points_of(reply),
        asked=tuple(asked) or doing.words,
        replied=tuple(reply),
        sentences=(statement.number,),
        why="The lecture says here what is done, and what for or how.",
    )


def _doing(statement: Statement, through: str = "") -> Doing | None:
    """What "we" or "you" do at any time to what; `through` is the preposition that the object follows."""
    verb, carrier = statement.verb, finite(statement.clause)
    if statement.clause.head.lower_ not in ANYONE or carrier is None or child(verb, "neg", "auxpass") is not None:
        return None
    host = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == through), None) if through else verb
    thing = child(host, "pobj" if through else "dobj") if host is not None else None
    if verb.lower_ != verb.lemma_.lower():
        return None
    participle = getInflection(verb.lemma_.lower(), tag="VBN")
    if (
        thing is None
        or not _is_a_word(participle)
        or thing.i < verb.i
        or any(c.dep_ in {"dative", "prt"} for c in verb.children)
    ):
        return None
    if (
        thing.pos_ not in {"NOUN", "PROPN"}
        or (thing.lower_ in VAGUE and child(thing, "prep", "nummod") is None)
        or len(below(thing)) > 14
    ):
        return None
    aim = _aim_of(thing)
    words = without(below(thing), set(below(aim))) if aim is not None else below(thing)
    done = f"{participle[0]} {through}".strip()
    if carrier == verb and carrier.tag_ == "VBP":
        return Doing(thing, words, "are" if is_plural(thing) else "is", done)
    return Doing(thing, words, carrier.lower_, f"be {done}") if carrier.lower_ in CAPABLE else None


def _is_a_word(forms: Sequence[str]) -> bool:
    return bool(forms) and commonness(forms[0]) >= LEAST_PARTICIPLE_ZIPF


def _purpose(verb: Token) -> tuple[Token, ...] | None:
    """The words of "to store the frontier", or of "as a buffer" and "for sorting" after "use"."""
    thing = child(verb, "dobj")
    aim = next((c for c in verb.rights if _aims(c)), None) or (_aim_of(thing) if thing is not None else None)
    if aim is not None and aim.lemma_ not in TALKED_OF:
        return below(aim) if len(below(aim)) > 2 else None
    if verb.lemma_ != "use":
        return None
    role = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"as", "for"} and len(below(c)) > 2), None)
    return below(role) if role is not None else None


def _aims(clause: Token) -> bool:
    """ "to" with an infinitive that has an object or more to it, and no subject of its own."""
    to = any(c.lower_ == "to" for c in clause.lefts)
    return clause.dep_ in {"xcomp", "advcl"} and clause.tag_ == "VB" and to and subject_of(clause) is None


def _aim_of(thing: Token) -> Token | None:
    """ "a buffer to keep the acidity constant": the parser hangs the purpose on the thing."""
    return next((c for c in thing.rights if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB" and _starts_with_to(c)), None)


def _starts_with_to(clause: Token) -> bool:
    return below(clause)[0].lower_ == "to" and len(below(clause)) > 3


def _is_for(first: Token, statement: Statement) -> bool:
    """ "We add a base to neutralize the acid", not "we want the curve to rise" or "we tend to ..."."""
    thing = child(statement.verb, "dobj")
    return first.lower_ == "to" and thing is not None and first.i > thing.i
