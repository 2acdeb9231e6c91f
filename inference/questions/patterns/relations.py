"""How one thing bears on another: effects, comparisons, what is based on what."""

from collections.abc import Iterator

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, finite, sentence_case, text_of, without
from inference.questions.inversion import DO_OF_TAG, inverted, spelled
from inference.questions.patterns.conditions import condition_of
from inference.questions.patterns.statement import Statement
from inference.questions.words import VAGUE

AFFECTING = {
    "increase", "decrease", "reduce", "raise", "lower", "enhance", "inhibit", "block", "improve", "affect", "change",
    "destroy", "strengthen", "weaken", "slow", "accelerate", "limit", "stabilize", "disrupt", "distort", "stimulate",
    "suppress", "restrict", "transform", "shift", "break", "undermine", "threaten", "convert", "erode",
    "drive", "promote", "alter", "protect", "amplify", "damage", "eliminate", "kill", "shape", "influence",
}  # fmt: skip
STANDING = {
    ("base", "on"), ("relate", "to"), ("compose", "of"), ("due", "to"), ("associate", "with"), ("divide", "into"),
    ("equal", "to"), ("proportional", "to"), ("responsible", "for"), ("known", "for"), ("famous", "for"),
    ("make", "of"), ("make", "from"), ("equivalent", "to"), ("sensitive", "to"), ("analogous", "to"),
    ("independent", "of"), ("dependent", "on"), ("link", "to"), ("convert", "into"), ("derive", "from"),
    ("concern", "with"), ("interested", "in"), ("know", "for"), ("locate", "in"), ("restrict", "to"),
    ("opposed", "to"), ("similar", "to"), ("identical", "to"), ("perpendicular", "to"), ("subject", "to"),
    ("limit", "to"), ("good", "at"), ("rich", "in"), ("capable", "of"), ("measure", "in"),
    ("release", "from"), ("attract", "to"), ("bind", "to"), ("connect", "to"), ("tie", "to"), ("convert", "to"),
}  # fmt: skip
"""What a thing is, with the preposition that says to what, on what or of what."""
PASSIVE_WITH = {"with", "into", "from", "of", "on"}
"""After a passive, whatever the verb: "littered with", "sorted into"."""
STANDING_STILL = {
    "be", "have", "get", "want", "need", "say", "know", "see", "go", "come", "seem", "look", "think", "mean", "like",
    "call", "talk", "try", "start", "do", "happen", "end", "turn", "tend", "let", "believe", "argue", "claim",
    "equal", "live", "exist", "occur", "arise", "appear", "determine", "give",
}  # fmt: skip
LEAST_SALIENCE = 0.25
ENABLING = {"allow", "enable", "cause", "lead", "force", "help", "encourage", "require", "permit", "induce"}


def effect_on(statement: Statement) -> Iterator[Draft]:
    """ "Friction slows the pendulum" answers "What effect does friction have on the pendulum?"."""
    verb, clause = statement.verb, statement.clause
    affected = child(verb, "dobj")
    carrier = finite(clause)
    if verb.lemma_ not in AFFECTING or affected is None or carrier is None or child(verb, "neg", "auxpass") is not None:
        return
    if affected.pos_ not in {"NOUN", "PROPN"} or clause.head.ent_type_ == "PERSON" or _acts(clause.head):
        return
    thing = below(affected)
    plural = clause.head.tag_ in {"NNS", "NNPS"} or child(clause.head, "conj") is not None
    do = "did" if carrier.tag_ == "VBD" else "do" if plural else "does"
    reply = clause.after
    yield Draft(
        rule="effect on",
        stem=f"What effect {do} {text_of(clause.subject)} have on {text_of(thing)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(),
        points=points_of(clause.tokens),
        asked=(*clause.subject, *thing),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture says here what one does to the other.",
    )


def compares(statement: Statement) -> Iterator[Draft]:
    """ "A liquid is denser than a gas" answers "How does a liquid compare with a gas?"."""
    verb, clause = statement.verb, statement.clause
    quality = child(verb, "acomp", "attr") if verb.lemma_ == "be" else child(verb, "dobj")
    if quality is None or child(verb, "neg") is not None or finite(clause) is None:
        return
    if not any(t.tag_ in {"JJR", "RBR"} for t in below(quality)):
        return
    than = next((t for t in below(quality) if t.lower_ == "than" and t.dep_ == "prep"), None)
    other = child(than, "pobj") if than is not None else None
    if than is None or other is None or other.pos_ not in {"NOUN", "PROPN"} or other.like_num:
        return
    plural = clause.head.tag_ in {"NNS", "NNPS"}
    reply = without(clause.after, set(below(than)))
    yield Draft(
        rule="compares",
        stem=f"How {'do' if plural else 'does'} {text_of(clause.subject)} compare with {text_of(below(other))}?",
        wh="how",
        bloom="analyse",
        answer=statement.said,
        variants=(),
        points=points_of(clause.tokens),
        asked=(*clause.subject, *below(other)),
        replied=(*reply, *below(quality)),
        sentences=(statement.number,),
        why="The lecture compares the two here.",
    )


def superlative(statement: Statement) -> Iterator[Draft]:
    """ "Interoperability is the hardest of the principles" answers "What is the hardest of the principles?"."""
    verb, clause = statement.verb, statement.clause
    best = child(verb, "attr", "acomp")
    if verb.lemma_ != "be" or best is None or child(verb, "neg") is not None or finite(clause) != verb:
        return
    words = tuple(t for t in below(best) if t in clause.after)
    ranked = any(t.tag_ in {"JJS", "RBS"} for t in words)
    among = any(c.dep_ == "prep" and c.lower_ in {"of", "in"} for c in best.children)
    if not ranked or not among or words[0].lower_ != "the" or not statement.concepts.of(clause.subject)[1]:
        return
    yield Draft(
        rule="superlative",
        stem=f"What {spelled(verb)} {text_of(words)}?",
        wh="what",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(clause.subject)),),
        points=(text_of(clause.subject),),
        asked=words,
        replied=clause.subject,
        sentences=(statement.number,),
        why="The lecture singles this one out.",
    )


def stands_to(statement: Statement) -> Iterator[Draft]:
    """ "Behaviorism is based on learning" answers "What is behaviorism based on?"."""
    verb, clause = statement.verb, statement.clause
    carrier = finite(clause)
    quality = child(verb, "acomp") if verb.lemma_ == "be" else verb if child(verb, "auxpass") is not None else None
    if quality is None or carrier is None or child(verb, "neg") is not None:
        return
    for preposition in quality.rights:
        told = child(preposition, "pobj", "pcomp")
        pair = (quality.lemma_.lower(), preposition.lower_)
        stands = pair in STANDING or (quality == verb and preposition.lower_ in PASSIVE_WITH and _names(told))
        if preposition.dep_ != "prep" or not stands or told is None or told.pos_ == "PRON":
            continue
        reply = tuple(t for t in clause.after if t.i > preposition.i)
        yield Draft(
            rule="stands to",
            stem=f"What {inverted(clause, set(reply))}?",
            wh="what",
            bloom="understand",
            answer=statement.said,
            variants=(sentence_case(text_of(reply)),),
            points=points_of(reply),
            asked=without(clause.tokens, set(reply)),
            replied=reply,
            sentences=(statement.number,),
            why="The lecture states a relation here.",
        )
        return


def _names(told: Token | None) -> bool:
    return told is not None and told.pos_ in {"NOUN", "PROPN"} and told.lower_ not in VAGUE and len(below(told)) > 1


def allows_to(statement: Statement) -> Iterator[Draft]:
    """ "Wings allow birds to fly" answers "What do wings allow birds to do?"."""
    verb, clause = statement.verb, statement.clause
    act = child(verb, "ccomp", "xcomp")
    if verb.lemma_ not in ENABLING or act is None or act.tag_ != "VB" or child(verb, "neg", "auxpass") is not None:
        return
    done = tuple(t for t in below(act) if t.i >= act.i)
    thing = child(verb, "dobj")
    doer = tuple(t for t in below(act) if t.i < act.i and t.dep_ != "aux") or (
        below(thing) if thing is not None else ()
    )
    if len(done) < 3 or not any(t.pos_ in {"NOUN", "PROPN"} for t in doer) or act.lemma_ == "be":
        return
    yield Draft(
        rule="allows to",
        stem=f"What {inverted(clause, set(done))} do?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(done)),),
        points=points_of(done),
        asked=without(clause.tokens, set(done)),
        replied=done,
        sentences=(statement.number,),
        why="The lecture says here what this makes possible.",
    )


def does_what(statement: Statement) -> Iterator[Draft]:
    """ "Producers make more when the price rises" answers "What do producers do when the price rises?"."""
    verb, clause, concepts = statement.verb, statement.clause, statement.concepts
    carrier = finite(clause)
    if carrier is None or verb.lemma_ in STANDING_STILL or child(verb, "neg", "auxpass") is not None:
        return
    if not concepts.knows(clause.subject) or concepts.of(clause.subject)[1] < LEAST_SALIENCE or len(clause.after) < 5:
        return
    if (carrier != verb and carrier.tag_ != "MD") or clause.before or child(verb, "advmod") is not None:
        return
    do = carrier.lower_ if carrier.tag_ == "MD" else DO_OF_TAG[carrier.tag_]
    when = condition_of(verb) or ()
    if not when:
        return
    if do not in {"do", "does", "did", "can", "must"}:
        return
    reply = without(clause.after, {*when, carrier} if carrier != verb else set(when))
    stem = " ".join(part for part in ("What", do, text_of(clause.subject), "do", text_of(when)) if part)
    yield Draft(
        rule="does what",
        stem=f"{stem}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=(*clause.subject, *when),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture says here what one of its key terms does.",
    )


def is_what(statement: Statement) -> Iterator[Draft]:
    """ "The hash function is what reduces the key space" answers "What does the hash function do?"."""
    verb, clause = statement.verb, statement.clause
    act = child(verb, "ccomp", "attr")
    opening = child(act, "nsubj") if act is not None else None
    if verb.lemma_ != "be" or act is None or opening is None or opening.lower_ != "what" or act.tag_ != "VBZ":
        return
    reply = tuple(t for t in below(act) if t.i > opening.i)
    plural = clause.head.tag_ in {"NNS", "NNPS"}
    yield Draft(
        rule="is what",
        stem=f"What {'do' if plural else 'does'} {text_of(clause.subject)} do?",
        wh="what",
        bloom="understand",
        answer=sentence_case(f"{text_of(clause.subject)} {spelled(verb)} {text_of(below(act))}"),
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=clause.subject,
        replied=reply,
        sentences=(statement.number,),
        why="The lecture says here what it does.",
    )


def _acts(head: Token) -> bool:
    """People do things; only things have effects."""
    return head.pos_ == "PRON" or head.lemma_.lower() in {"people", "person", "man", "woman", "king", "child"}
