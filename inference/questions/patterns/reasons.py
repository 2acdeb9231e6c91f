"""Why, what for and how: from clauses with because, to and by."""

from collections.abc import Iterator

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, clause_of, sentence_case, subject_of, text_of, without
from inference.questions.inversion import inverted
from inference.questions.patterns.statement import Statement

CAUSAL = {"because"}
LONG_REASON = 22
UNAIMED = {"have", "take", "be", "need", "want", "get", "use", "allow", "find", "like", "try", "tend", "go", "give"}
"""After these "to" says no purpose: "it takes energy to ...", "they have a right to ..."."""
LEAST_REASON_WORDS = 4


def because(statement: Statement) -> Iterator[Draft]:
    """ "Demand falls because the price rises" answers "Why does demand fall?"."""
    sharing = [c for c in statement.verb.children if c.dep_ == "conj" and subject_of(c) is None]
    reasons = (_because_clause(verb) or _because_of(verb) for verb in (statement.verb, *sharing))
    reason = next((found for found in reasons if found), None)
    if reason is None:
        return
    dropped = set(reason)
    asked = without(statement.clause.tokens, dropped)
    if len(reason) <= LEAST_REASON_WORDS or len(asked) < 2 or any(t.like_num for t in asked):
        return
    yield Draft(
        rule="because",
        stem=f"Why {inverted(statement.clause, dropped)}?",
        wh="why",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(reason)),),
        points=points_of(reason[1:] if reason[1].lower_ != "of" else reason[2:]),
        asked=asked,
        replied=reason,
        sentences=(statement.number,),
        why="The lecture gives the reason here.",
    )


def the_reason_is(statement: Statement) -> Iterator[Draft]:
    """ "The reason the price falls is that supply rises" answers "Why does the price fall?"."""
    verb, head = statement.verb, statement.clause.head
    effect = child(head, "relcl", "acl", "ccomp")
    cause = child(verb, "ccomp", "advcl")
    if head.lemma_ != "reason" or verb.lemma_ != "be" or effect is None or cause is None or cause.i < verb.i:
        return
    claim = clause_of(effect)
    if claim is None:
        return
    opening = {t for t in claim.tokens if t.lower_ in {"why", "that"} and t.i < claim.subject[0].i}
    reply = tuple(t for t in below(cause) if t.dep_ != "mark")
    yield Draft(
        rule="the reason is",
        stem=f"Why {inverted(claim, opening)}?",
        wh="why",
        bloom="understand",
        answer=sentence_case(f"{text_of(without(claim.tokens, opening))} because {text_of(reply)}"),
        variants=(sentence_case(f"because {text_of(reply)}"),),
        points=points_of(reply),
        asked=without(claim.tokens, opening),
        replied=reply,
        sentences=(statement.number,),
        why="The lecture gives the reason here.",
    )


def by_doing(statement: Statement) -> Iterator[Draft]:
    """ "Enzymes speed up reactions by lowering the barrier" answers "How do enzymes speed up reactions?"."""
    for preposition in statement.verb.rights:
        way = child(preposition, "pcomp")
        if statement.verb.lemma_ == "be" or preposition.lower_ != "by" or way is None or way.tag_ != "VBG":
            continue
        means = below(preposition)
        asked = without(statement.clause.tokens, set(means))
        if len(means) < 4 or len(asked) < 3 or any(t.dep_ == "conj" and t.tag_ == "VBG" for t in asked):
            continue
        yield Draft(
            rule="by doing",
            stem=f"How {inverted(statement.clause, set(means))}?",
            wh="how",
            bloom="understand",
            answer=statement.said,
            variants=(sentence_case(text_of(means)),),
            points=points_of(means[1:]),
            asked=asked,
            replied=means,
            sentences=(statement.number,),
            why="The lecture says here how it is done.",
        )


def used_for(statement: Statement) -> Iterator[Draft]:
    """ "A control is used to rule out chance" answers "What is a control used for?"."""
    verb = statement.verb
    if verb.lower_ != "used" or child(verb, "auxpass") is None or child(verb, "neg") is not None:
        return
    purpose = next((c for c in verb.rights if _is_purpose(c)), None)
    if purpose is None:
        return
    use = below(purpose)
    asked = without(statement.clause.tokens, set(use))
    yield Draft(
        rule="used for",
        stem=f"What {inverted(statement.clause, set(use))} for?",
        wh="what",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(use)),),
        points=points_of(use[1:]),
        asked=asked,
        replied=use,
        sentences=(statement.number,),
        why="The lecture says here what it is good for.",
    )


def in_order_to(statement: Statement) -> Iterator[Draft]:
    """ "Cells divide in order to repair tissue" answers "Why do cells divide?"."""
    aim = next((c for c in statement.verb.rights if c.dep_ == "advcl" and _aims(c, statement.verb)), None)
    if aim is None or child(statement.verb, "neg") is not None:
        return
    purpose = below(aim)
    asked = without(statement.clause.tokens, set(purpose))
    if len(asked) < 4 or len(purpose) < 5:
        return
    yield Draft(
        rule="in order to",
        stem=f"Why {inverted(statement.clause, set(purpose))}?",
        wh="why",
        bloom="understand",
        answer=statement.said,
        variants=(sentence_case(text_of(purpose)),),
        points=points_of(purpose),
        asked=asked,
        replied=purpose,
        sentences=(statement.number,),
        why="The lecture states the purpose here.",
    )


def _because_clause(verb: Token) -> tuple[Token, ...] | None:
    for clause in verb.children:
        mark = child(clause, "mark")
        if clause.dep_ == "advcl" and mark is not None and mark.lower_ in CAUSAL and subject_of(clause) is not None:
            return _first_part(clause, mark)
    return None


def _first_part(clause: Token, mark: Token) -> tuple[Token, ...]:
    """The clause without the clauses that "and" adds to it once it has said enough."""
    joined = [c for c in clause.children if c.dep_ == "conj" and subject_of(c) is not None]
    words = tuple(t for t in below(clause) if t.i >= mark.i)
    return tuple(t for t in words if t.i < joined[0].left_edge.i) if joined and len(words) > LONG_REASON else words


def _because_of(verb: Token) -> tuple[Token, ...] | None:
    for preposition in verb.rights:
        if preposition.dep_ == "prep" and preposition.lower_ == "because" and child(preposition, "pobj"):
            return below(preposition)
    return None


def _is_purpose(token: Token) -> bool:
    infinitive = token.dep_ in {"xcomp", "advcl"} and token.tag_ == "VB"
    gerund = token.dep_ == "prep" and token.lower_ == "for"
    return infinitive or gerund


def _aims(clause: Token, verb: Token) -> bool:
    """ "in order to repair tissue", "so that light passes", or "to repair tissue" after the object of an action."""
    if any(c.lower_ == "so" for c in clause.lefts) and child(clause, "mark", "advmod") is not None:
        return subject_of(clause) is not None and clause.nbor(-1).text != "," and _opens(clause, "so", "that")
    if clause.tag_ != "VB" or subject_of(clause) is not None:
        return False
    object_first = any(c.dep_ == "dobj" and c.i < clause.i for c in verb.children)
    acting = verb.lemma_ not in UNAIMED and object_first and clause.nbor(-1).lower_ == "to"
    return any(c.lower_ == "order" for c in clause.lefts) or acting


def _opens(clause: Token, *words: str) -> bool:
    return tuple(t.lower_ for t in below(clause)[: len(words)]) == words
