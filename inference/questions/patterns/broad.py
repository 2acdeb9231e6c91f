"""What does the lecture say about X? The last resort, where too little else is found to ask: always doubtful."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from inference.questions.answers import points_of
from inference.questions.concepts import commonness
from inference.questions.draft import Draft
from inference.questions.grammar import below, finite, is_human, is_person, text_of
from inference.questions.inversion import is_plural
from inference.questions.patterns.statement import Statement
from inference.questions.words import BROAD, EVALUATING, FIRST_PERSON, POINTING, SECOND_PERSON, TALKED_OF, VAGUE

RULE = "said of"
DOUBT = "The question is broad: ask for exactly what you want to hear."
LEAST_SALIENCE = 0.15
RARE_ZIPF = 4.2
"""A word by itself has to be rarer to be what a question is about."""
MOST_WORDS = 8
LEAST_TOLD, MOST_TOLD = 4, 30
LEAST_NEW = 2
CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
TYING = {"poss", "nummod", "appos", "conj", "punct", "neg", "predet", "relcl"}
"""What ties a thing to its place, or makes it more than one."""
TAKING = {"any", "some", "each", "another", "no", "different", "many", "most", "few", "other", "such", "all", "every"}
REPORTED = {
    "claim", "say", "believe", "argue", "argument", "think", "theory", "assume", "suppose", "predict", "view", "accord",
    "imagine", "controversial", "maybe", "perhaps", "probably", "suggest", "guess", "myth", "wrong", "true", "pretend",
}  # fmt: skip
"""What somebody holds, or may hold, is no statement of the lecture."""
OPENINGS = {"reason", "answer", "truth", "idea", "question", "goal", "fact", "problem", "trick", "key", "nature", "aim"}
"""What leads to a statement, as in "the reason is", and is none itself."""
SAYING = TALKED_OF - {"be", "make", "take", "have", "give", "mean", "help", "come", "do", "happen", "show"}


def said_of(statement: Statement) -> Iterator[Draft]:
    """ "The sum of the eigenvalues equals the sum down the diagonal" tells something of that sum."""
    told = statement.clause.tokens
    if (
        not _is_claimed(statement)
        or not _is_of_now(statement)
        or statement.verb.lemma_ in SAYING
        or not LEAST_TOLD < len(told) <= MOST_TOLD
    ):
        return
    about = _what_it_is_about(statement)
    reply = tuple(t for t in told if t not in about)
    if not about or not _tells(reply, about) or not _is_plain(statement) or any(_is_of_the_board(t) for t in told):
        return
    thing = text_of(about)
    yield Draft(
        rule=RULE,
        stem=f"{BROAD} {thing}?",
        wh="what",
        bloom="remember",
        answer=statement.said,
        variants=(),
        points=points_of(statement.clause.after if about == statement.clause.subject else told),
        asked=about,
        replied=reply,
        sentences=(statement.number,),
        why=f"The lecture says something of {thing} here, and {thing} comes up again and again.",
        doubt=DOUBT,
    )


def _is_claimed(statement: Statement) -> bool:
    """By the lecturer, and whole: not reported, not one of a list, not cut short, not under another's condition."""
    verb, last = statement.verb, statement.clause.tokens[-1]
    before = verb
    while before.dep_ == "conj":
        before = before.head
    conditions = any(c.dep_ == "advcl" and c not in statement.clause.tokens for c in before.children)
    reported = any(t.lemma_.lower() in REPORTED or t.text in {":", ";"} for t in statement.sentence)
    ends = last.i + 1 >= statement.sentence.end or last.nbor(1).is_punct
    human = is_human(statement.clause.head) or statement.clause.head.lemma_ == "person"
    return ends and not reported and not human and (before == verb or not conditions)


def _is_of_now(statement: Statement) -> bool:
    """What holds of things, not what happened in a story, on the board or to somebody."""
    carrier, subject = finite(statement.clause), statement.clause.head
    if carrier is None or carrier.i < subject.i or carrier.lower_ in {"would", "'d"} or subject.pos_ == "PRON":
        return False
    if subject.lemma_ in OPENINGS | VAGUE or (carrier.tag_ == "VBZ" and not carrier.lower_.endswith("s")):
        return False
    return carrier.tag_ in {"MD", "VBP" if is_plural(subject) else "VBZ"}


def _is_plain(statement: Statement) -> bool:
    """Subject, verb and what follows, said to nobody, with at most one phrase or clause in front."""
    clause = statement.clause
    opens = next((t for t in clause.after if t.pos_ != "ADV"), None)
    before = clause.before
    joined = not before or (before[0].pos_ in {"ADP", "SCONJ"} and not any(t.is_punct or t.like_num for t in before))
    spoken_to = any(t.lower_ in FIRST_PERSON | SECOND_PERSON for t in clause.tokens)
    taken = any(t.lower_ in TAKING - {"all", "each", "every"} or t.like_num for t in clause.subject)
    broken = ". " in statement.said or ", or " in statement.said
    begins = opens is not None and opens.pos_ in {"AUX", "VERB"} and opens.i <= statement.verb.i
    return begins and joined and not (spoken_to or taken or broken)


def _what_it_is_about(statement: Statement) -> tuple[Token, ...]:
    """The subject where it is a thing of the lecture, else the thing of the lecture that matters most."""
    subject = statement.clause.subject
    if _is_a_thing(subject, statement.clause.head, statement):
        return subject
    inside = set(statement.clause.tokens)
    chunks = [tuple(c) for c in statement.sentence.noun_chunks if inside.issuperset(c)]
    whole = [c for c in chunks if len(below(c[-1])) == len(c) and (len(c) > 1 or c[-1].tag_ == "NNS")]
    things = [c for c in whole if _is_a_thing(c, c[-1], statement)]
    return max(things, key=lambda c: (statement.concepts.of(c)[1], -c[0].i), default=())


def _is_a_thing(words: Sequence[Token], head: Token, statement: Statement) -> bool:
    """What the lecture keeps coming back to, and not tied to its place: "the sum of the eigenvalues"."""
    bare = [t for t in words if t.pos_ != "DET"]
    if not bare or len(words) > MOST_WORDS or is_person(head) or is_human(head) or head.lemma_ in {"people", "person"}:
        return False
    if words[-1].pos_ == "ADP" or is_plural(head) != (head.tag_ in {"NNS", "NNPS"}):
        return False
    if len(bare) == 1 and commonness(head.lower_) > RARE_ZIPF:
        return False
    if any(t.dep_ in TYING or t.lower_ in TAKING | VAGUE | EVALUATING | POINTING or t.like_num for t in words):
        return False
    opens = words[0].pos_ not in {"ADP", "ADV", "SCONJ", "CCONJ", "PRON", "VERB"} or words[0].tag_ == "VBG"
    return opens and head.pos_ in {"NOUN", "PROPN", "VERB"} and statement.concepts.of(words)[1] >= LEAST_SALIENCE


def _tells(told: Sequence[Token], about: Sequence[Token]) -> bool:
    named = {t.lemma_.lower() for t in about}
    new = {t.lemma_.lower() for t in told if t.pos_ in CONTENT} - named - VAGUE - EVALUATING
    return len(new) >= LEAST_NEW


def _is_of_the_board(token: Token) -> bool:
    """ "the node s", "are four and two"."""
    counts = token.like_num and token.lower_ not in {"zero", "one", "two"}
    return counts or (len(token) == 1 and token.is_alpha and token.lower_ not in {"a", "i"})
