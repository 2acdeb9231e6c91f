"""Where and how many: sentences that say where something is or happens, and how many of something there are."""

from collections.abc import Iterator

from spacy.tokens import Token

from inference.questions.draft import Draft
from inference.questions.grammar import below, child, finite, sentence_case, text_of, without
from inference.questions.inversion import inverted
from inference.questions.patterns.statement import Statement
from inference.questions.words import VAGUE

TAKING_PLACE = {"occur", "happen", "find", "locate", "originate", "store", "begin", "synthesize", "produce"}
IN_PLACE = {"in", "inside", "within", "on", "at"}
NO_PLACE = {"way", "time", "fact", "case", "order", "moment", "year", "period", "course", "class", "example", "general",
            "sense", "response", "terms", "addition", "parallel", "day", "age", "rate", "speed", "theory"}  # fmt: skip
KINDS = {"kind", "type", "stage", "form", "class", "level", "phase", "category", "sort", "part", "law", "source"}
MEASURES = {"minute", "hour", "second", "day", "week", "dollar", "percent", "%", "time", "year", "month", "person"}


def where(statement: Statement) -> Iterator[Draft]:
    """ "Transcription occurs in the nucleus" answers "Where does transcription occur?"."""
    verb, clause = statement.verb, statement.clause
    if verb.lemma_ not in TAKING_PLACE or child(verb, "neg", "dobj") is not None or finite(clause) is None:
        return
    for preposition in verb.rights:
        place = child(preposition, "pobj")
        if preposition.dep_ != "prep" or preposition.lower_ not in IN_PLACE or place is None:
            continue
        if any(c.dep_ == "advmod" for c in preposition.children):
            return
        if place.lemma_.lower() in NO_PLACE | VAGUE or place.ent_type_ in {"DATE", "TIME"} or place.pos_ == "PRON":
            return
        phrase = below(preposition)
        if any(t.tag_ in {"JJR", "RBR"} for t in clause.tokens):
            return
        yield Draft(
            rule="where",
            stem=f"Where {inverted(clause, set(phrase))}?",
            wh="where",
            bloom="remember",
            answer=statement.said,
            variants=(sentence_case(text_of(phrase)),),
            points=(text_of(phrase),),
            asked=without(clause.tokens, set(phrase)),
            replied=phrase,
            sentences=(statement.number,),
            why="The lecture says here where.",
        )
        return


def how_many(statement: Statement) -> Iterator[Draft]:
    """ "Human cells have 46 chromosomes" answers "How many chromosomes do human cells have?"."""
    verb, clause = statement.verb, statement.clause
    counted = child(verb, "dobj")
    number = child(counted, "nummod") if counted is not None else None
    if counted is None or number is None or counted.i < verb.i or finite(clause) is None:
        return
    if counted.lemma_.lower() in MEASURES | VAGUE or counted.tag_ != "NNS" or number.lower_ in {"one", "two"}:
        return
    if verb.lemma_ not in {"have", "contain", "include", "carry", "possess", "use", "produce", "hold", "form"}:
        return
    amount = tuple(t for t in below(counted) if t.i <= number.i)
    rest = tuple(t for t in below(counted) if t.i > number.i)
    if any(t.dep_ in {"relcl"} for t in rest):
        return
    yield Draft(
        rule="how many",
        stem=f"How many {text_of(rest)} {inverted(clause, {*amount, *rest})}?",
        wh="how many",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(f"{text_of(amount)} {text_of(rest)}"),),
        points=(f"{text_of(amount)} {text_of(rest)}",),
        asked=without(clause.tokens, set(amount)),
        replied=amount,
        sentences=(statement.number,),
        why="The lecture gives the number here.",
    )


def how_many_there_are(statement: Statement) -> Iterator[Draft]:
    """ "There are four kinds of bonds in proteins" answers "How many kinds of bonds are there in proteins?"."""
    verb, counted = statement.verb, child(statement.verb, "attr")
    number = child(counted, "nummod") if counted is not None else None
    if child(verb, "expl") is None or counted is None or number is None or child(verb, "neg") is not None:
        return
    kind = child(counted, "prep")
    if counted.tag_ != "NNS" or verb.tag_ not in {"VBP", "VBD", "VBZ"} or kind is None or number.lower_ == "one":
        return
    if counted.lemma_.lower() not in KINDS or kind.lower_ != "of" or len(statement.clause.tokens) > 16:
        return
    asked = tuple(t for t in below(counted) if t.i > number.i)
    around = tuple(t for t in statement.clause.after if t.i > max(below(counted)[-1].i, verb.i))
    be = "were" if verb.tag_ == "VBD" else "are"
    amount = f"{text_of((number,))} {text_of(asked)}"
    yield Draft(
        rule="how many",
        stem=" ".join(part for part in ("How many", text_of(asked), be, "there", text_of(around)) if part) + "?",
        wh="how many",
        bloom="remember",
        answer=sentence_case(" ".join(part for part in ("there", be, amount, text_of(around)) if part)),
        variants=(sentence_case(amount),),
        points=(amount,),
        asked=(*asked, *around),
        replied=(number, *asked),
        sentences=(statement.number,),
        why="The lecture gives the number here.",
    )


def when_does(statement: Statement) -> Iterator[Draft]:
    """ "Speciation occurs when populations are isolated" answers "When does speciation occur?"."""
    verb, clause = statement.verb, statement.clause
    if verb.lemma_ not in {"occur", "happen", "arise", "appear", "form", "begin", "emerge"} or child(verb, "neg"):
        return
    event = next((c for c in verb.rights if c.dep_ == "advcl" and _opens_when(c)), None)
    if event is None or finite(clause) is None:
        return
    reply = below(event)
    yield Draft(
        rule="when does",
        stem=f"When {inverted(clause, set(reply))}?",
        wh="when",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=(text_of(reply),),
        asked=without(clause.tokens, set(reply)),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture says here under which condition.",
    )


def _opens_when(clause: Token) -> bool:
    return any(c.lower_ in {"when", "if", "whenever"} for c in clause.lefts)
