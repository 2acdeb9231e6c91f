"""How do X and Y differ? From clauses with whereas, while and unlike."""

from collections.abc import Iterator

from inference.questions.answers import points_of
from inference.questions.draft import Draft
from inference.questions.grammar import below, child, sentence_case, subject_of, text_of, without
from inference.questions.patterns.statement import Statement


def whereas(statement: Statement) -> Iterator[Draft]:
    """ "Monopolies set prices, whereas competitive firms take them" answers "How do ... and ... differ?"."""
    for clause in statement.verb.children:
        mark = child(clause, "mark")
        other = subject_of(clause)
        if clause.dep_ != "advcl" or mark is None or mark.lower_ not in {"whereas", "while"} or other is None:
            continue
        if other.pos_ not in {"NOUN", "PROPN"} or clause.tag_ not in {"VBZ", "VBP", "VBD"}:
            continue
        contrast, first, second = below(clause), statement.clause.subject, below(other)
        yield Draft(
            rule="whereas",
            stem=f"How do {text_of(first)} and {text_of(second)} differ?",
            wh="how",
            bloom="analyse",
            answer=statement.said,
            variants=(),
            points=(
                sentence_case(text_of(without(statement.clause.tokens, set(contrast)))),
                sentence_case(text_of(tuple(t for t in contrast if t != mark))),
            ),
            asked=(*first, *second),
            replied=statement.clause.after,
            sentences=(statement.number,),
            why="The lecture sets one against the other here.",
        )


def unlike(statement: Statement) -> Iterator[Draft]:
    """ "Unlike a gas, a liquid keeps its volume" answers "How does a liquid differ from a gas?"."""
    for preposition in statement.verb.children:
        other = child(preposition, "pobj")
        if preposition.lower_ != "unlike" or other is None or other.pos_ not in {"NOUN", "PROPN"}:
            continue
        plural = statement.clause.head.tag_ in {"NNS", "NNPS"}
        subject, rest = statement.clause.subject, without(statement.clause.tokens, set(below(preposition)))
        yield Draft(
            rule="unlike",
            stem=f"How {'do' if plural else 'does'} {text_of(subject)} differ from {text_of(below(other))}?",
            wh="how",
            bloom="analyse",
            answer=statement.said,
            variants=(sentence_case(text_of(rest)),),
            points=points_of(rest),
            asked=(*subject, *below(other)),
            replied=rest,
            sentences=(statement.number,),
            why="The lecture sets one against the other here.",
        )
