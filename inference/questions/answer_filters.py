"""Which answers no teacher would accept as they stand."""

import re

from inference.questions.concepts import Concepts, lemma, term_of
from inference.questions.draft import Draft
from inference.questions.pronouns import unresolved
from inference.questions.stem_filters import OF_THE_LECTURE
from inference.questions.words import CRUDE, DANGLING, FIRST_PERSON, LECTURE_TALK, ODD, POINTING, THIRD_PERSON, VAGUE

LEAST_ANSWER, MOST_ANSWER = 4, 42
MOST_OVERLAP = 0.6
PERCEIVING = {
    "see", "hear", "know", "remember", "think", "read", "learn", "notice", "say", "talk", "look", "watch", "guess",
}  # fmt: skip
TELLING_OFF = PERCEIVING | {"need", "want", "care", "like", "choose", "try"}
ENOUGH_IN_A_WORD = {
    "who did", "when did", "done by", "where", "how many", "what happens when", "true if", "what is the",
}  # fmt: skip
OUTCOMES = {"zero", "one", "first", "half"}
SPLITTING = {"VBZ", "VBP", "VBD", "MD"}
_odd = re.compile(ODD, re.IGNORECASE)
_lecture_talk = re.compile(LECTURE_TALK, re.IGNORECASE)
_crude = re.compile(CRUDE, re.IGNORECASE)


def is_answer_odd(draft: Draft, _: Concepts) -> bool:
    words = draft.answer.split()
    if not LEAST_ANSWER <= len(words) <= MOST_ANSWER or bool(_odd.search(draft.answer)):
        return True
    if words[0].lower() in {"how", "what", "why", "where", "who", "whether"} or words[:2] == ["A", "how"]:
        return True
    if any(t.lower_ in {"a", "an"} and t.head.tag_ == "NNS" and t.nbor(1) == t.head for t in draft.replied):
        return True
    return words[-1].rstrip(".").lower() in DANGLING | {"of", "to", "in", "with", "for", "from"}


def answer_talks(draft: Draft, _: Concepts) -> bool:
    return bool(_lecture_talk.search(draft.answer) or _crude.search(draft.answer))


def answer_is_personal(draft: Draft, _: Concepts) -> bool:
    told = any(t.lower_ in {"you", "we"} and t.dep_ == "nsubj" and t.head.lemma_ in TELLING_OFF for t in draft.replied)
    return told or any(t.lower_ in FIRST_PERSON - {"we", "us", "our"} for t in draft.replied)


def answer_points_away(draft: Draft, _: Concepts) -> bool:
    pointing = any(
        (t.lower_ in POINTING - {"that"} and not (t.dep_ == "det" and t.head.pos_ in {"NOUN", "PROPN"}))
        or (t.lower_ == "that" and t.dep_ in {"nsubj", "dobj", "pobj", "attr"} and t.tag_ == "DT")
        for t in draft.replied
        if not (t.lower_ == "there" and (t.dep_ == "expl" or t.head.lemma_ == "be"))
    )
    alone = draft.rule in {"that is why", "this is called", "asked and answered"}
    return pointing or bool(unresolved(draft.replied, () if alone else draft.asked))


def answer_is_empty(draft: Draft, _: Concepts) -> bool:
    if not draft.replied:
        return False
    kinds = {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
    content = [t for t in draft.replied if t.pos_ in kinds and (t.lower_ not in VAGUE or t.lower_ in OUTCOMES)]
    if draft.rule == "what happens when" and any(t.lower_ in {"problem", "problems"} for t in draft.replied):
        return True
    return not content or (len(content) < 2 and draft.rule not in ENOUGH_IN_A_WORD)


def is_answer_cut_off(draft: Draft, _: Concepts) -> bool:
    """ "when populations are large and selection": its verb follows in the sentence, but not in the answer."""
    last = max((t for t in draft.replied if not t.is_punct), key=lambda t: t.i, default=None)
    if last is None or last.i + 1 >= len(last.doc) or last.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
        return False
    following = last.nbor(1)
    joined = any(t.dep_ == "cc" or t.text == "," for t in last.doc[max(0, last.i - 3) : last.i])
    return joined and following.tag_ in SPLITTING and following not in draft.asked


def names_no_thing(draft: Draft, _: Concepts) -> bool:
    """ "Evolution produces things in which stuff can go wrong"."""
    return any(t.lower_ in {"stuff", "thing", "things"} for t in draft.replied)


def is_of_one_act(draft: Draft, _: Concepts) -> bool:
    """ "When people draw an arrow, they draw it in the direction that they mean": no law, or what does not happen."""
    if draft.rule not in {"what happens when", "true if"}:
        return False
    denied = any(t.dep_ == "neg" and t.head.dep_ in {"ROOT", "ccomp", "conj"} for t in draft.replied)
    return denied or any(t.lower_ == "people" and t.dep_ in {"nsubj", "nsubjpass"} for t in draft.asked)


def answer_takes_up_what_was_shown(draft: Draft, concepts: Concepts) -> bool:
    """ "calculated using this information" would say "the information", and which? "This covalent bond" says it."""
    themes = {term for term, salience in concepts.salience.items() if salience >= OF_THE_LECTURE}
    known = {lemma(t) for t in draft.asked} | themes
    shown = [t for t in draft.replied if t.lower_ in {"this", "these", "those"} and t.dep_ == "det"]
    bare = [t.head for t in shown if not any(c.dep_ in {"amod", "compound", "acl", "relcl"} for c in t.head.children)]
    return any(lemma(noun) not in known for noun in bare)


def begins_with_a_pronoun(draft: Draft, _: Concepts) -> bool:
    return draft.answer.split()[0].lower() in THIRD_PERSON - {"it"}


def leaves_reply_out(draft: Draft, _: Concepts) -> bool:
    """The full answer has to say what the short one says."""
    said = set(re.findall(r"\w+", draft.answer.lower()))
    told = [t for t in draft.replied if t.pos_ in {"NOUN", "PROPN", "NUM"} and t.is_alpha | t.like_num]
    return bool(told) and sum(t.lower_ in said for t in told) < 0.7 * len(told)


def gives_itself_away(draft: Draft, _: Concepts) -> bool:
    asked = {lemma(t) for t in draft.asked if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}}
    replied = {lemma(t) for t in draft.replied if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}}
    if draft.rule in {"compares", "effect on"}:
        return len(replied - asked) < 2
    return bool(replied) and len(asked & replied) / len(replied) > MOST_OVERLAP


def asks_what_it_is_by_itself(draft: Draft, _: Concepts) -> bool:
    term = term_of(draft.asked)
    return draft.rule in {"is a", "apposition", "is called"} and term in term_of(draft.replied).split(" is ")
