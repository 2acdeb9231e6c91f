"""Who, when, what does X depend on, what did X believe about Y: sentences turned into questions."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import (
    below,
    child,
    clause_of,
    finite,
    is_person,
    keeps_capital,
    sentence_case,
    subject_of,
    text_of,
    without,
)
from inference.questions.inversion import Unaskable, active, inverted, is_plural, predicate, spelled
from inference.questions.patterns.statement import Statement
from inference.questions.words import IDIOMS, RELATIONAL, SAYING, TELLING, TELLING_WITH, VAGUE

ACHIEVING = {
    "develop", "discover", "invent", "propose", "write", "found", "introduce", "publish", "formulate", "win", "lead",
    "create", "establish", "design", "coin", "draft", "pass", "sign", "prove", "build", "pioneer", "champion", "draw",
    "compose", "paint", "launch", "appoint", "issue", "organize", "deliver", "repeal", "impose",
}  # fmt: skip
STATING = {"teach", "say", "state", "declare", "show", "tell", "suggest", "predict", "imply", "hold", "mean", "demand"}
LIGHT = {
    "have",
    "get",
    "do",
    "be",
    "want",
    "need",
    "see",
    "know",
    "like",
    "say",
    "call",
    "use",
    "let",
    "put",
    "go",
    "look",
}
ABOUT_ONLY = {"idea": {"of", "behind"}, "difference": {"between"}, "result": {"of"}}
ABOUT = {"of", "with", "for", "about", "behind", "to", "in", "between", "on", "against"}
LEAST_DOER_WORDS = 3
"""So much must be said of what does it, if it is no term of the lecture: "peacocks are eaten by tigers" is idle."""
LEAST_VIEW_WORDS = 5
"""What is said in fewer is gossip: "Jefferson thought Henry was lazy"."""
MOVING = {"come", "go", "walk", "run", "move", "fall", "travel", "fly", "turn", "end", "start", "stay", "live"}
"""What follows them says where, and is no object, whatever the parser takes it for."""
YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)\b")


def what_of(statement: Statement) -> Iterator[Draft]:
    """ "The purpose of a control is to rule out chance" answers "What is the purpose of a control?"."""
    verb, clause = statement.verb, statement.clause
    head = clause.head
    told = child(verb, "attr", "ccomp", "xcomp", "acomp")
    if verb.lemma_ != "be" or told is None or told.dep_ == "acomp" or head.lemma_.lower() not in RELATIONAL:
        return
    if child(verb, "neg") is not None or told.i < verb.i or not _is_of_something(head):
        return
    be = spelled(verb)
    if (be in {"are", "were"}) != is_plural(head):
        raise Unaskable("subject and verb disagree")
    if finite(clause) != verb or len(clause.after) < 4:
        return
    reply = clause.after[1:]
    yield Draft(
        rule="what of",
        stem=f"What {be} {text_of(clause.subject)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=clause.subject,
        replied=reply,
        sentences=(statement.number,),
        why=f"The lecture names the {head.lower_} here.",
    )


def _is_of_something(head: Token) -> bool:
    """ "the purpose of a control", "the control's purpose"."""
    of, owner = child(head, "prep"), child(head, "poss")
    if of is None or child(of, "pobj") is None:
        return owner is not None and owner.pos_ in {"NOUN", "PROPN"}
    if of.lower_ not in ABOUT_ONLY.get(head.lemma_, ABOUT):
        return False
    return not (head.lemma_ == "problem" and of.lower_ == "for")


def one_way(statement: Statement) -> Iterator[Draft]:
    """ "One way to solve dictionaries is to use a balanced tree" answers "What is one way to solve dictionaries?"."""
    verb, clause = statement.verb, statement.clause
    head, told = clause.head, child(verb, "xcomp", "ccomp", "attr", "advcl")
    aim = child(head, "acl", "relcl")
    if verb.lemma_ != "be" or told is None or told.i < verb.i or head.lemma_ not in {"way", "method", "trick"}:
        return
    if aim is None or aim.tag_ != "VB" or finite(clause) != verb or len(clause.after) < 4:
        return
    reply = clause.after[1:]
    if reply[0].lower_ not in {"to", "by"} and reply[0].tag_ != "VBG":
        return
    yield Draft(
        rule="one way",
        stem=f"What {spelled(verb)} {text_of(clause.subject)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=tuple(t for t in clause.subject if t.i > head.i),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture shows a way here.",
    )


def what_does(statement: Statement) -> Iterator[Draft]:
    """ "Reaction rate depends on temperature" answers "What does reaction rate depend on?"."""
    verb, clause = statement.verb, statement.clause
    told = _told(verb)
    if told is None or child(verb, "auxpass", "neg") is not None or _has_two_objects(verb) or finite(clause) is None:
        return
    if (verb.lemma_, told.lemma_.lower()) in IDIOMS or len(below(told)) < 2:
        return
    reply = tuple(t for t in clause.after if t.i >= below(told)[0].i)
    if verb in reply:
        return
    yield Draft(
        rule="what does",
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


def done_by(statement: Statement) -> Iterator[Draft]:
    """ "The price is determined by the market" answers "What determines the price?"."""
    verb, clause = statement.verb, statement.clause
    agent = child(verb, "agent")
    doer = child(agent, "pobj") if agent is not None else None
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    if doer is None or agent is None or len(helpers) != 1 or child(verb, "neg") is not None:
        return
    if doer.pos_ not in {"NOUN", "PROPN"} or doer.lower_ in VAGUE:
        return
    if not statement.concepts.of(below(doer))[1] and not doer.ent_type_ and len(below(doer)) < LEAST_DOER_WORDS:
        return
    if any(t.dep_ == "advcl" for t in clause.before):
        return
    person = doer.ent_type_ == "PERSON"
    rest = without(clause.after, {*below(agent), verb, *helpers})
    stem = " ".join(
        part for part in ("Who" if person else "What", active(verb), text_of(clause.subject), text_of(rest)) if part
    )
    yield Draft(
        rule="done by",
        stem=f"{stem}?",
        wh="who" if person else "what",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(below(doer))),),
        points=points_of(below(doer)),
        asked=(*clause.subject, *rest),
        replied=below(doer),
        sentences=(statement.number,),
        why="The lecture names what does it here.",
    )


def who_did(statement: Statement) -> Iterator[Draft]:
    """ "Freud developed the theory of psychoanalysis" answers "Who developed ...?"."""
    verb, clause = statement.verb, statement.clause
    head = clause.head
    if not is_person(head) or verb.tag_ != "VBD" or child(verb, "neg") is not None:
        return
    acts = [verb, *(c for c in verb.children if c.dep_ == "conj")]
    if not any(child(act, "dobj") for act in acts) or verb.lemma_ not in ACHIEVING or child(head, "conj"):
        return
    yield Draft(
        rule="who did",
        stem=f"Who {predicate(clause)}?",
        wh="who",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(clause.subject)),),
        points=(text_of(clause.subject),),
        asked=clause.after,
        replied=clause.subject,
        sentences=(statement.number,),
        why="The lecture names who did it here.",
    )


def when_did(statement: Statement) -> Iterator[Draft]:
    """ "Parliament passed the Stamp Act in 1765" answers "When did Parliament pass the Stamp Act?"."""
    verb, clause = statement.verb, statement.clause
    carrier = finite(clause)
    if carrier is None or (carrier.tag_ != "VBD" and carrier.lower_ not in {"was", "were"}):
        return
    for preposition in verb.children:
        date = child(preposition, "pobj")
        if preposition.dep_ != "prep" or preposition.lower_ not in {"in", "on"} or date is None:
            continue
        phrase = below(preposition)
        if not YEAR.search(text_of(phrase)) or len(phrase) > 5:
            continue
        asked = without(clause.tokens, set(phrase))
        yield Draft(
            rule="when did",
            stem=f"When {inverted(clause, set(phrase))}?",
            wh="when",
            bloom="remember",
            answer=statement.said,
            variants=(sentence_case(text_of(phrase)),),
            points=(text_of(below(date)),),
            asked=asked,
            replied=phrase,
            sentences=(statement.number,),
            why="The lecture gives the date here.",
        )


def what_about(statement: Statement) -> Iterator[Draft]:
    """ "Freud believed that dreams fulfil wishes" answers "What did Freud believe about dreams?"."""
    verb, clause = statement.verb, statement.clause
    view = child(verb, "ccomp")
    if verb.lemma_ not in SAYING or view is None or view.i < verb.i or child(verb, "neg") is not None:
        return
    topic = subject_of(view) or _existing(view)
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    if topic is None or topic.pos_ not in {"NOUN", "PROPN"} or helpers or not _is_thinker(clause.head):
        return
    if topic == _existing(view) and child(topic, "nummod") is not None:
        return
    about = tuple(t for t in below(topic) if t.dep_ not in {"det"} or t.lower_ not in {"no", "any", "some"})
    reply = tuple(t for t in below(view) if t in clause.after)
    if len(reply) < LEAST_VIEW_WORDS:
        return
    yield Draft(
        rule="what about",
        stem=f"What {inverted(clause, set(clause.after) - {verb})} about {text_of(about)}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(tuple(t for t in reply if t.dep_ != "mark"))),),
        points=points_of(tuple(t for t in reply if t.dep_ != "mark")),
        asked=(*clause.subject, *about),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture states a view here, and whose it is.",
    )


def what_says(statement: Statement) -> Iterator[Draft]:
    """ "History taught that arbitrary power threatens good government" answers "What did history teach?"."""
    verb, clause = statement.verb, statement.clause
    view = child(verb, "ccomp")
    if verb.lemma_ not in STATING or view is None or view.i < verb.i or child(verb, "neg") is not None:
        return
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in view.lefts)
    if not marked or clause.head.pos_ not in {"NOUN", "PROPN"} or clause.head.ent_type_ == "PERSON":
        return
    if clause.head.pos_ == "NOUN" and len(clause.subject) < 2:
        return
    reply = tuple(t for t in below(view) if t in clause.after)
    if len(reply) < 5:
        return
    yield Draft(
        rule="what says",
        stem=f"What {inverted(clause, set(reply))}?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reply[1:])),),
        points=points_of(reply[1:]),
        asked=without(clause.tokens, set(reply)),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture reports here what it says.",
    )


def what_did(statement: Statement) -> Iterator[Draft]:
    """ "The King sent a new governor to Massachusetts" answers "What did the King send to Massachusetts?"."""
    verb, clause = statement.verb, statement.clause
    told = child(verb, "dobj")
    if told is None or told.i < verb.i or verb.lemma_ in LIGHT | MOVING:
        return
    if child(verb, "neg", "auxpass", "conj") is not None:
        return
    if (verb.lemma_, told.lemma_.lower()) in IDIOMS or told.pos_ not in {"NOUN", "PROPN"} or told.lower_ in VAGUE:
        return
    if _has_two_objects(verb):
        return
    reply = below(told)
    dative = {c for c in verb.children if c.dep_ == "dative" and c.lower_ in {"us", "you"}}
    rest = without(clause.after, {*reply, verb, *dative})
    qualified = child(clause.head, "prep", "relcl", "acl") is not None and statement.concepts.of(clause.subject)[1] > 0
    specific = qualified or any(t.pos_ in {"NOUN", "PROPN"} for t in (*rest, *clause.before))
    if len(reply) < 3 or not specific or clause.head.pos_ not in {"NOUN", "PROPN"} or finite(clause) is None:
        return
    person = told.ent_type_ == "PERSON"
    yield Draft(
        rule="what did",
        stem=f"{'Whom' if person else 'What'} {inverted(clause, {*reply, *dative})}?",
        wh="who" if person else "what",
        bloom="remember",
        answer=statement.said,
        variants=(sentence_case(text_of(reply)),),
        points=points_of(reply),
        asked=without(clause.tokens, {*reply, *dative}),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture states a fact here.",
    )


def what_it_does(statement: Statement) -> Iterator[Draft]:
    """ "The Boston Port Act, which closed the port of Boston until ..." answers "What did the Boston Port Act do?"."""
    for noun in statement.sentence:
        relative = child(noun, "relcl") if noun.pos_ in {"PROPN", "NOUN"} else None
        claim = clause_of(relative) if relative is not None else None
        if (
            claim is None
            or relative is None
            or claim.head.lower_ != "which"
            or relative.tag_ not in {"VBZ", "VBD", "VBP"}
        ):
            continue
        term = tuple(t for t in below(noun) if t.i <= noun.i)
        doing = tuple(t for t in claim.after)
        known = noun.pos_ == "PROPN" and len(term) > 1
        if (
            relative.lemma_ in {*LIGHT, "be", "mean", "make"}
            or len(doing) < 5
            or not known
            or noun.ent_type_ == "PERSON"
        ):
            continue
        do = {"VBZ": "does", "VBP": "do", "VBD": "did"}[relative.tag_]
        yield Draft(
            rule="what it does",
            stem=f"What {do} {text_of(term)} do?",
            wh="what",
            bloom="remember",
            answer=sentence_case(f"{text_of(term)} {text_of(doing)}"),
            variants=(),
            points=points_of(doing),
            asked=term,
            replied=doing,
            sentences=(statement.number,),
            why=f"The lecture says in passing what {text_of(term)} {do}.",
        )


def _told(verb: Token) -> Token | None:
    """The object that answers, for verbs whose object makes a fair answer."""
    if verb.lemma_ in TELLING:
        return child(verb, "dobj") if verb.lemma_ == "determine" else child(verb, "dobj", "ccomp")
    preposition = next((c for c in verb.rights if c.dep_ == "prep"), None)
    if preposition is not None and TELLING_WITH.get(verb.lemma_) == preposition.lower_:
        return child(preposition, "pobj", "pcomp")
    return None


def _existing(view: Token) -> Token | None:
    """The noun of "there are no differences"."""
    return child(view, "attr") if child(view, "expl") is not None else None


def _has_two_objects(verb: Token) -> bool:
    """ "A push gives the bob energy": neither object answers by itself."""
    return any(c.dep_ == "dative" and c.pos_ != "ADP" and c.lower_ not in {"us", "you"} for c in verb.children)


def _is_thinker(head: Token) -> bool:
    named = head.pos_ in {"NOUN", "PROPN"} and head.text[:1].isupper() and keeps_capital(head)
    return (
        named or head.ent_type_ in {"PERSON", "NORP", "ORG"} or head.lemma_.lower().endswith(("ist", "er", "ian", "or"))
    )
