"""Which drafts are thrown out. Each filter has a name, by which what it throws out is counted."""

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Token

from inference.questions import fluency
from inference.questions.concepts import Concepts, commonness, lemma, term_of
from inference.questions.draft import Draft
from inference.questions.grammar import is_body, is_human
from inference.questions.words import (
    CRUDE,
    FIRST_PERSON,
    LEANING,
    LECTURE_TALK,
    PLURAL_PRONOUNS,
    POINTING,
    RELATIVES,
    SECOND_PERSON,
    SINGULAR_PRONOUNS,
    THIRD_PERSON,
    VAGUE,
)

LEAST_STEM, MOST_STEM = 3, 17
LEAST_ANSWER, MOST_ANSWER = 4, 42
MOST_OVERLAP = 0.6
JUNK_ZIPF = 1.2
ANCHORING = {"prep", "relcl", "acl", "compound", "poss"}
DANGLING = {
    "some",
    "many",
    "most",
    "all",
    "each",
    "every",
    "and",
    "or",
    "but",
    "the",
    "a",
    "an",
    "because",
    "that",
    "which",
    "is",
    "are",
    "very",
    "not",
    "really",
}
PERCEIVING = {
    "see", "hear", "know", "remember", "think", "read", "learn", "notice", "say", "talk", "look", "watch", "guess",
}  # fmt: skip
TELLING_OFF = PERCEIVING | {"need", "want", "care", "like", "choose", "try"}
NOBODY = {"fact", "guy", "guys", "folks", "somebody", "someone", "anybody", "anyone", "everybody", "whoever"}
OF_ANYONE = {"what happens when", "true if", "because", "in order to", "by doing"}
IMPERSONAL = {"we use", "we do to", "we do by", "we take as", "we need", "we do"}
ENOUGH_IN_A_WORD = {
    "who did", "when did", "done by", "where", "how many", "what happens when", "true if", "what is the",
}  # fmt: skip
OUTCOMES = {"zero", "one", "first", "half"}
DONE_IN_TRYING = {"take", "draw", "choose", "start", "end", "leave", "get", "have", "do", "go"}
ADDRESSING = {
    "see", "do", "draw", "take", "look", "think", "know", "remember", "imagine", "want", "ask", "say", "like",
    "guess", "be", "go", "recall", "read", "watch", "try", "come", "believe", "hear", "talk", "discuss", "cover",
    "learn", "study", "call", "count", "write", "erase", "skip", "spend", "show", "care", "laugh", "choose", "start",
    "end", "leave", "feel", "notice", "get", "have",
}  # fmt: skip
LEAST_MENTIONS = 3
MENTIONS_OF_A_THEME = 25
MOST_LETTERS = 1
RARE_ZIPF = 3.9
COMMON_ZIPF = 3.4
LEAST_SALIENCE = 0.12
OF_THE_LECTURE = 0.3
BOARD_THINGS = {
    "rectangle", "point", "box", "curve", "line", "area", "row", "column", "vertex", "node", "slot", "angle",
    "triangle", "option", "answer", "case", "step", "part", "path", "region",
}  # fmt: skip
"""With a letter they are places on a drawing: "the height of rectangle B"."""
MOST_ASKED_TWICE = 6
SPLITTING = {"VBZ", "VBP", "VBD", "MD"}
LONGEST_SUBJECT = 7
_letter = re.compile(r"(?<![\w'])[b-hj-zB-HJ-Z](?![\w'])")
_symbol = re.compile(r"\b[a-z]{1,2}[A-Z]{2,}\b|\b[a-z]\d\b|\btimes 10 (?!to\b)|\*")
"""What a drawing calls its ends (dOUT, e2), and powers whose exponent nobody heard."""
_lecture_talk = re.compile(LECTURE_TALK, re.IGNORECASE)
_crude = re.compile(CRUDE, re.IGNORECASE)
_hedged = re.compile(
    r"\b(?:maybe|perhaps|going to|gonna|but|only|exactly|implausibly|yet|somehow|kind of|sort of|the an?|"
    r"(?:was|were|is|are) [^?]* doing|want to do)\b|\. ",
    re.IGNORECASE,
)
_odd = re.compile(
    r"\b(?:and the like|and so on|as just to)\b|^[^,]{1,15}, but\b|\bwhen\b.*\bwhen\b|\bhaving\b[^?]*\?$|"
    r"\ba phenomena\b|[\[\]{}<>|=/]|\b(?:um|uh)\b|,\s*,|\s'\s|\b(\w+) \1\b|\b(?:is|are|was|were),",
    re.IGNORECASE,
)


def thrown_out(draft: Draft, concepts: Concepts) -> str:
    """The name of the first filter that catches the draft, "" if none does."""
    return next((name for name, caught in FILTERS.items() if caught(draft, concepts)), "")


def unresolved(tokens: Sequence[Token], said_before: Sequence[Token] = ()) -> list[Token]:
    """Third-person pronouns without a noun of their number before them in these words."""
    nouns = [t for t in said_before if t.pos_ in {"NOUN", "PROPN"}]
    loose = []
    for token in tokens:
        if token.pos_ in {"NOUN", "PROPN"}:
            nouns.append(token)
        elif token.lower_ in THIRD_PERSON and not _is_expletive(token) and not _fits(token, nouns):
            loose.append(token)
    return loose


def _fits(pronoun: Token, nouns: Sequence[Token]) -> bool:
    if pronoun.lower_ in {"he", "she", "him", "his", "her"}:
        return any(t.ent_type_ == "PERSON" or is_human(t) for t in nouns)
    plural = {t.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in t.children) for t in nouns}
    if pronoun.lower_ in PLURAL_PRONOUNS:
        return True in plural or any(is_human(t) or is_body(t) for t in nouns)
    return False in plural if pronoun.lower_ in SINGULAR_PRONOUNS else bool(nouns)


def _stands_alone(token: Token, asked: Sequence[Token]) -> bool:
    """ "it" in a question, unless it takes up the subject: "Why do routers use hashing when they forward?"."""
    if token.lower_ not in {"it", "they", "he", "she", "him", "her", "them"} or _is_expletive(token):
        return False
    subjects = [t for t in asked if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN"} and t.i < token.i]
    nouns = [t for t in asked if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and t.i < token.i]
    if len(nouns) == 1 and nouns[0].dep_ == "dobj" and token.lower_ in {"it", "they", "them"} and _fits(token, nouns):
        return False
    inside = any(a.dep_ in {"relcl", "acl", "ccomp"} for a in token.ancestors)
    return inside or not subjects or not _fits(token, subjects[:1]) or subjects[0].ent_type_ == "PERSON"


def _is_addressed(token: Token, draft: Draft) -> bool:
    """ "you" is anyone in "What happens when you heat a gas?", and the student elsewhere."""
    if token.lower_ not in SECOND_PERSON | FIRST_PERSON:
        return False
    anyone = draft.rule in OF_ANYONE and token.dep_ == "nsubj" and token.lower_ in {"you", "we"}
    trying = draft.rule in {"what happens when", "true if"} and any(
        c.dep_ in {"dobj", "prep"} and c.pos_ in {"NOUN", "PROPN", "ADP"} for c in token.head.rights
    )
    return not anyone or token.head.lemma_ in ADDRESSING - (DONE_IN_TRYING if trying else set())


def _is_expletive(token: Token) -> bool:
    """ "there is", and "it" in "it is harder to share", which means no thing."""
    verb = token.head
    if token.lower_ == "it" and verb.lemma_ in {"be", "make"} and token.dep_ == "nsubj":
        qualities = [c for c in verb.children if c.dep_ == "acomp"]
        return any(c.tag_ == "VB" for c in verb.rights) or any(c.tag_ == "VB" for q in qualities for c in q.children)
    return token.dep_ == "expl"


def _points_away(draft: Draft, concepts: Concepts) -> bool:
    return any(t.lower_ in POINTING and not _points_at_nothing(t, concepts) for t in draft.asked)


def _points_at_nothing(word: Token, concepts: Concepts) -> bool:
    """ "that" before a clause, "there is", and "this" before a term of the lecture, which means the term at large."""
    if word.lower_ == "that" and word.tag_ in {"IN", "WDT"}:
        return True
    if word.lower_ == "there" and word.dep_ == "expl":
        return True
    named = tuple(t for t in word.head.subtree if word.i < t.i <= word.head.i)
    term = word.dep_ == "det" and word.head.pos_ in {"NOUN", "PROPN"} and len(named) > 1
    return term and concepts.of(named)[1] >= OF_THE_LECTURE


def _leans(draft: Draft, _: Concepts) -> bool:
    comparison = any(t.tag_ in {"JJR", "RBR"} and t.lower_ != "more" for t in draft.asked)
    than = any(t.lower_ == "than" for t in draft.asked)
    expletive = any(t.lower_ == "it" for t in draft.asked)
    return any(t.lower_ in LEANING and t.dep_ != "prep" for t in draft.asked) or (
        comparison and not than and not expletive
    )


def _has_pronoun(draft: Draft, _: Concepts) -> bool:
    if any(_is_addressed(t, draft) for t in draft.asked):
        return True
    return bool(unresolved(draft.asked)) or any(_stands_alone(t, draft.asked) for t in draft.asked)


def _is_vague(draft: Draft, _: Concepts) -> bool:
    heads = [t for t in draft.asked if t.pos_ in {"NOUN", "PRON"} and t.dep_ not in {"compound", "poss"}]
    if any(t.lower_ in NOBODY for t in draft.asked):
        return True
    whole = any(t.lower_ in VAGUE and not _has_complement(t) for t in heads if t.lower_ not in RELATIVES)
    if not draft.asked:
        return False
    return whole or not any(t.pos_ in {"NOUN", "PROPN"} for t in draft.asked)


def _has_complement(token: Token) -> bool:
    """ "the end of meiosis", "its highest point": what makes a vague noun definite."""
    return any(c.dep_ in {"prep", "relcl", "acl", "ccomp", "compound"} or c.tag_ == "JJS" for c in token.children)


def is_unanchored(draft: Draft, concepts: Concepts) -> bool:
    """ "the king" is somebody else in every lecture, unless this one keeps coming back to him."""
    for token in draft.asked:
        if token.lower_ != "the" or token.dep_ != "det":
            continue
        noun = token.head
        anchored = any(c.dep_ in ANCHORING or c.ent_type_ for c in noun.children) or noun.pos_ == "PROPN"
        known = lemma(noun) in concepts.salience or concepts.mentions[lemma(noun)] >= 2 * LEAST_MENTIONS
        superlative = any(c.tag_ == "JJS" for c in noun.children)
        if not (known or (anchored and not superlative)):
            return True
    return False


def bare_definites(draft: Draft) -> int:
    """How many times the stem says "the" of something common that nothing tells apart: "the force", "the medium"."""
    return len(_bare_definites(draft))


def _bare_definites(draft: Draft) -> list[Token]:
    return [
        t.head
        for t in draft.asked
        if t.lower_ == "the"
        and t.dep_ == "det"
        and t.head.pos_ == "NOUN"
        and not any(c.dep_ in ANCHORING or c.tag_ == "JJS" or c.ent_type_ for c in t.head.children)
        and commonness(t.head.lower_) > COMMON_ZIPF
    ]


def _leans_on_things(draft: Draft, concepts: Concepts) -> bool:
    """ "Why does Freud fail the test?": which test? "The price" in a talk on prices may stand."""
    if draft.source != "speech" or not concepts.salience:
        return False
    named = concepts.unique if draft.rule == "is a" else frozenset[str]()
    nouns = [noun for noun in _bare_definites(draft) if noun.tag_ == "NN" and lemma(noun) not in named]
    general = draft.rule in OF_ANYONE | {"when is"}
    return any(not general or concepts.mentions[lemma(noun)] < MENTIONS_OF_A_THEME for noun in nouns)


def is_beside_the_point(draft: Draft, concepts: Concepts) -> bool:
    rare = any(t.pos_ in {"NOUN", "PROPN"} and commonness(t.lower_) < RARE_ZIPF for t in draft.asked)
    return draft.source == "speech" and not rare and concepts.of(draft.asked)[1] < LEAST_SALIENCE


def _is_misheard(draft: Draft, concepts: Concepts) -> bool:
    return any(
        t.is_alpha
        and commonness(t.lower_) < JUNK_ZIPF
        and concepts.mentions[lemma(t)] < LEAST_MENTIONS
        and t.ent_type_ not in {"PERSON", "GPE"}
        for t in draft.asked
    )


def _asks_letters(draft: Draft, _: Concepts) -> bool:
    strange = [t for t in draft.asked if _letter.fullmatch(t.text) and not _names_a_quantity(t)]
    if not draft.asked:
        strange = _letter.findall(draft.stem)
    replied = sum(bool(_letter.fullmatch(t.text)) and not _names_a_quantity(t) for t in draft.replied)
    return bool(strange) or replied > MOST_LETTERS or bool(_symbol.search(f"{draft.stem} {draft.answer}"))


def _lacks_article(draft: Draft, concepts: Concepts) -> bool:
    """ "Why is molecule stable?": a noun that is counted elsewhere in the lecture stands bare."""
    return any(
        t.tag_ == "NN"
        and t.dep_ in {"nsubj", "nsubjpass", "attr", "dobj", "pobj"}
        and lemma(t) in concepts.countable
        and not any(c.dep_ in {"det", "poss", "nummod", "amod", "compound", "predet"} for c in t.children)
        for t in draft.asked
    )


def _names_a_quantity(letter: Token) -> bool:
    """ "delta G", "vitamin C", "hepatitis B": a letter with its word in front is a name."""
    before = letter.nbor(-1) if letter.i else None
    if before is None or before.lemma_.lower() in BOARD_THINGS:
        return False
    return before.is_alpha and len(before) > 3 and before.pos_ in {"NOUN", "PROPN", "ADJ"}


def _is_stem_odd(draft: Draft, _: Concepts) -> bool:
    words = draft.stem.split()
    if not LEAST_STEM <= len(words) <= MOST_STEM or draft.stem.count(",") > 1:
        return True
    return bool(_odd.search(draft.stem) or _hedged.search(draft.stem)) or words[-1].rstrip("?").lower() in DANGLING


def _says_a_word_twice(draft: Draft, _: Concepts) -> bool:
    """ "passing some resolutions that are known as the Virginia Resolutions"."""
    said = [lemma(t) for t in draft.asked if t.pos_ in {"NOUN", "PROPN", "VERB"} and t.is_alpha]
    return len(said) > len(set(said)) and len(draft.asked) > MOST_ASKED_TWICE


def _subject_runs_on(draft: Draft, _: Concepts) -> bool:
    """ "What can the focus of pleasure shifts to the genitals and fixation lead to?"."""
    heads = [t for t in draft.asked if t.dep_ in {"nsubj", "nsubjpass"}]
    subjects = [[t for t in head.subtree if t in draft.asked] for head in heads]
    return any(len(words) > LONGEST_SUBJECT and any(t.dep_ == "conj" for t in words) for words in subjects)


def _is_answer_cut_off(draft: Draft, _: Concepts) -> bool:
    """ "when populations are large and selection": its verb follows in the sentence, but not in the answer."""
    last = max((t for t in draft.replied if not t.is_punct), key=lambda t: t.i, default=None)
    if last is None or last.i + 1 >= len(last.doc) or last.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
        return False
    following = last.nbor(1)
    joined = any(t.dep_ == "cc" or t.text == "," for t in last.doc[max(0, last.i - 3) : last.i])
    return joined and following.tag_ in SPLITTING and following not in draft.asked


def _names_no_thing(draft: Draft, _: Concepts) -> bool:
    """ "Evolution produces things in which stuff can go wrong"."""
    return any(t.lower_ in {"stuff", "thing", "things"} for t in draft.replied)


def _is_of_one_act(draft: Draft, _: Concepts) -> bool:
    """ "When people draw an arrow, they draw it in the direction that they mean": no law, or what does not happen."""
    if draft.rule not in {"what happens when", "true if"}:
        return False
    denied = any(t.dep_ == "neg" and t.head.dep_ in {"ROOT", "ccomp", "conj"} for t in draft.replied)
    return denied or any(t.lower_ == "people" and t.dep_ in {"nsubj", "nsubjpass"} for t in draft.asked)


def _answer_takes_up_what_was_shown(draft: Draft, concepts: Concepts) -> bool:
    """ "calculated using this information" would say "the information", and which? "This covalent bond" says it."""
    themes = {term for term, salience in concepts.salience.items() if salience >= OF_THE_LECTURE}
    known = {lemma(t) for t in draft.asked} | themes
    shown = [t for t in draft.replied if t.lower_ in {"this", "these", "those"} and t.dep_ == "det"]
    bare = [t.head for t in shown if not any(c.dep_ in {"amod", "compound", "acl", "relcl"} for c in t.head.children)]
    return any(lemma(noun) not in known for noun in bare)


def _begins_with_a_pronoun(draft: Draft, _: Concepts) -> bool:
    return draft.answer.split()[0].lower() in THIRD_PERSON - {"it"}


def _is_answer_odd(draft: Draft, _: Concepts) -> bool:
    words = draft.answer.split()
    if not LEAST_ANSWER <= len(words) <= MOST_ANSWER or bool(_odd.search(draft.answer)):
        return True
    if words[0].lower() in {"how", "what", "why", "where", "who", "whether"} or words[:2] == ["A", "how"]:
        return True
    if any(t.lower_ in {"a", "an"} and t.head.tag_ == "NNS" and t.nbor(1) == t.head for t in draft.replied):
        return True
    return words[-1].rstrip(".").lower() in DANGLING | {"of", "to", "in", "with", "for", "from"}


def _answer_is_personal(draft: Draft, _: Concepts) -> bool:
    told = any(t.lower_ in {"you", "we"} and t.dep_ == "nsubj" and t.head.lemma_ in TELLING_OFF for t in draft.replied)
    return told or any(t.lower_ in FIRST_PERSON - {"we", "us", "our"} for t in draft.replied)


def _answer_points_away(draft: Draft, _: Concepts) -> bool:
    pointing = any(
        (t.lower_ in POINTING - {"that"} and not (t.dep_ == "det" and t.head.pos_ in {"NOUN", "PROPN"}))
        or (t.lower_ == "that" and t.dep_ in {"nsubj", "dobj", "pobj", "attr"} and t.tag_ == "DT")
        for t in draft.replied
        if not (t.lower_ == "there" and (t.dep_ == "expl" or t.head.lemma_ == "be"))
    )
    alone = draft.rule in {"that is why", "this is called", "asked and answered"}
    return pointing or bool(unresolved(draft.replied, () if alone else draft.asked))


def _answer_talks(draft: Draft, _: Concepts) -> bool:
    return bool(_lecture_talk.search(draft.answer) or _crude.search(draft.answer))


def _answer_is_empty(draft: Draft, _: Concepts) -> bool:
    if not draft.replied:
        return False
    kinds = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
    content = [t for t in draft.replied if t.pos_ in kinds and (t.lower_ not in VAGUE or t.lower_ in OUTCOMES)]
    if draft.rule == "what happens when" and any(t.lower_ in {"problem", "problems"} for t in draft.replied):
        return True
    return not content or (len(content) < 2 and draft.rule not in ENOUGH_IN_A_WORD)


def _leaves_reply_out(draft: Draft, _: Concepts) -> bool:
    """The full answer has to say what the short one says."""
    said = set(re.findall(r"\w+", draft.answer.lower()))
    told = [t for t in draft.replied if t.pos_ in {"NOUN", "PROPN", "NUM"} and t.is_alpha | t.like_num]
    return bool(told) and sum(t.lower_ in said for t in told) < 0.7 * len(told)


def _gives_itself_away(draft: Draft, _: Concepts) -> bool:
    asked = {lemma(t) for t in draft.asked if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}}
    replied = {lemma(t) for t in draft.replied if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}}
    if draft.rule in {"compares", "effect on"}:
        return len(replied - asked) < 2
    return bool(replied) and len(asked & replied) / len(replied) > MOST_OVERLAP


def _asks_what_it_is_by_itself(draft: Draft, _: Concepts) -> bool:
    term = term_of(draft.asked)
    return draft.rule in {"is a", "apposition", "is called"} and term in term_of(draft.replied).split(" is ")


FILTERS: dict[str, Callable[[Draft, Concepts], bool]] = {
    "stem: too short, too long or odd": _is_stem_odd,
    "stem: pointing words": _points_away,
    "stem: pronouns": _has_pronoun,
    "stem: leans on what was said before": _leans,
    "stem: vague": _is_vague,
    "stem: a thing that nothing tells apart": _leans_on_things,
    "stem: says a word twice": _says_a_word_twice,
    "stem: the subject runs on": _subject_runs_on,
    "stem: letters of the board": _asks_letters,
    "stem: misheard word": _is_misheard,
    "stem: an article is missing": _lacks_article,
    "answer: too short, too long or odd": _is_answer_odd,
    "answer: talk about the lecture": _answer_talks,
    "answer: first person": _answer_is_personal,
    "answer: pointing words or pronouns": _answer_points_away,
    "answer: says nothing": _answer_is_empty,
    "answer: cut off": _is_answer_cut_off,
    "answer: things and stuff": _names_no_thing,
    "answer: of one act": _is_of_one_act,
    "answer: takes up what was shown": _answer_takes_up_what_was_shown,
    "answer: begins with a pronoun": _begins_with_a_pronoun,
    "answer: hedged": fluency.is_hedged,
    "answer: subject and verb disagree": fluency.disagrees,
    "answer: runs on": fluency.runs_on,
    "stem: words that do not join": fluency.does_not_join,
    "answer: leaves out what was asked for": _leaves_reply_out,
    "answer: repeats the question": _gives_itself_away,
    "answer: explains a term by itself": _asks_what_it_is_by_itself,
}
