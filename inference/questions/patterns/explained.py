"""The last resort: a clause about a key term that stands by itself and speaks of another."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.concepts import Concepts, commonness, lemma
from inference.questions.draft import Draft
from inference.questions.grammar import DEMONSTRATIVE, child, finite, text_of
from inference.questions.inversion import disagree
from inference.questions.patterns.statement import Statement
from inference.questions.words import EVALUATING, TALKED_OF, VAGUE

RULE = "said about"
LEAST_WORDS, MOST_WORDS = 6, 34
LEAST_SALIENCE = 0.15
CENTRAL = 0.3
"""A term of this salience may be asked about alone."""
TELLING_ZIPF = 4.6
COUNTING = {"all", "no", "not", "some", "any", "every", "each", "both", "either", "neither", "half", "many", "most"}
REPLACED = DEMONSTRATIVE | {"our", "your"}
"""Written as "the" away from their place."""
CLASS_TALK = {"myself", "whatever", "guy", "guys", "course", "book", "books", "text", "plus", "minus", "me"}
NOTHING_SAID = {"one", "thing", "guy", "question", "way", "idea", "example", "lot", "stuff", "fact", "answer", "point"}
BROKEN = {"dep", "parataxis", "intj", "meta"}
SEEMING = {"seem", "look", "sound", "like", "mean", "try", "suppose"}


def said_about(statement: Statement) -> Iterator[Draft]:
    """ "Vectors in the plane are eigenvectors" answers "What does the lecture say about the plane and ...?"."""
    words = statement.clause.tokens
    if not LEAST_WORDS <= sum(not t.is_punct for t in words) <= MOST_WORDS or not _is_well_formed(statement):
        return
    terms = _terms(statement)
    if not terms or (len(terms) < 2 and statement.concepts.of(terms[0])[1] < CENTRAL):
        return
    about = " and ".join(text_of(term) for term in terms)
    yield Draft(
        rule=RULE,
        stem=f"What does the lecture say about {about}?",
        wh="what",
        bloom="remember",
        answer=statement.said,
        variants=(),
        points=points_of(words),
        asked=tuple(t for term in terms for t in term if t.lower_ not in REPLACED),
        replied=words,
        sentences=(statement.number,),
        why="The lecture ties two of its key terms together here.",
    )


def _is_well_formed(statement: Statement) -> bool:
    """A whole clause about a thing, or about what anyone can do, parsed without a rest."""
    clause, verb = statement.clause, statement.verb
    carrier, head = finite(clause), clause.head
    if carrier is None or disagree(head, carrier) or any(t.dep_ in BROKEN for t in clause.tokens):
        return False
    told = [t for t in clause.after if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and not t.like_num and t != verb]
    if not told or any(t.lower_ in CLASS_TALK for t in clause.tokens):
        return False
    inner = child(verb, "ccomp")
    if inner is not None and child(inner, "mark") is None:
        return False
    if verb.lemma_ in SEEMING or head.lemma_.lower() in NOTHING_SAID:
        return False
    if head.lower_ in {"we", "you"}:
        return verb.lemma_ not in TALKED_OF and carrier.tag_ in {"VBP", "MD"} and verb.tag_ != "VBG"
    bare = head.tag_ == "NN" and lemma(head) in statement.concepts.countable and not list(head.lefts)
    return head.pos_ in {"NOUN", "PROPN"} and not bare


def _terms(statement: Statement) -> list[tuple[Token, ...]]:
    """Two noun phrases of the clause, the most telling ones in the order in which they are said."""
    concepts, found = statement.concepts, list[tuple[Token, ...]]()
    for chunk in statement.sentence.noun_chunks:
        words = tuple(t for t in chunk if not t.is_punct and t.pos_ != "ADV")
        named = any(lemma(chunk.root) == lemma(other[-1]) for other in found)
        if not named and chunk.root in statement.clause.tokens and _is_term(words, chunk.root, concepts):
            found.append(words)
    if not any(concepts.of(words)[1] >= LEAST_SALIENCE for words in found):
        return []
    best = sorted(found, key=lambda words: -concepts.of(words)[1] - 0.2 * (len(words) > 2))[:2]
    return sorted(best, key=lambda words: words[0].i)


def _is_term(words: Sequence[Token], root: Token, concepts: Concepts) -> bool:
    if not words or root.pos_ not in {"NOUN", "PROPN"} or lemma(root) in VAGUE or len(words) > 5 or len(root.text) < 3:
        return False
    if any(
        t.lower_ in COUNTING | EVALUATING or (t.pos_ in {"NUM", "PRON"} and t.lower_ not in REPLACED) or t.tag_ == "JJS"
        for t in words
    ):
        return False
    return concepts.of(words)[1] > 0 or commonness(root.lower_) < TELLING_ZIPF
