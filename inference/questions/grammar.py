"""Clauses of a parsed sentence: which words belong to them, and how words become text again."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

SUBJECTS = {"nsubj", "nsubjpass"}
AUXILIARIES = {"aux", "auxpass"}
NAMES = "names"
"""Under this key a Doc keeps how the lecture writes its words inside sentences, as `Names`."""
INDIRECT = {"if", "whether", "why", "how", "what", "when", "where", "who", "which"}
IMPERSONAL = {"it", "this", "that", "what", "happens", "idea", "point", "thing"}
DEMONSTRATIVE = {"this", "that", "these", "those"}
TALK_ADVERBS = {
    "also", "just", "really", "again", "simply", "then", "thus", "therefore", "actually", "basically", "indeed",
    "now", "certainly", "obviously", "clearly", "definitely", "probably", "originally",
}  # fmt: skip
VOUCHING = {"know", "see", "say", "find", "learn", "show", "mean", "notice", "remember", "discover", "understand"}
OPINIONS = {
    "belief", "claim", "argument", "view", "theory", "hypothesis", "myth", "assumption", "idea", "objection", "worry",
    "thought", "fear", "hope", "suggestion", "proposal", "guess", "conclusion", "prediction", "intuition", "story",
}  # fmt: skip
"""What is somebody's, and not vouched for by the lecturer who reports it."""
REPORTING = {"say", "think", "tell", "ask", "wonder", "claim", "believe", "argue", "write", "guess", "doubt", "suppose"}
HUMAN = {
    "man", "woman", "boy", "girl", "person", "guy", "child", "kid", "king", "student", "doctor", "patient",
    "brother", "sister", "father", "mother", "friend", "minister", "wife", "husband", "son", "daughter", "monopolist",
    "consumer", "producer", "author", "scientist", "philosopher",
}  # fmt: skip
BODIES = {
    "firm", "company", "government", "parliament", "court", "congress", "state", "university", "team", "group", "army",
    "family", "public", "committee", "church", "party", "crowd", "population", "colony", "nation", "everyone",
}  # fmt: skip
ASIDE = {"parataxis", "intj", "meta", "dep"}


@dataclass(frozen=True, slots=True)
class Names:
    """Words written with a capital inside sentences, as written, and those seen in small letters."""

    capital: frozenset[str]
    small: frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A finite verb with its subject. `before` are fronted adjuncts, `after` all that follows the subject."""

    verb: Token
    subject: tuple[Token, ...]
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The head noun of the subject."""
        return subject_of(self.verb) or self.subject[-1]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.before + self.subject + self.after


def clauses(sentence: Span) -> Iterator[Clause]:
    """The main clause, those joined to it that have a subject of their own, and what "we know that ..." introduces."""
    pending = [sentence.root]
    while pending:
        verb = pending.pop(0)
        clause = clause_of(verb)
        if clause is not None and not _is_a_question_itself(clause):
            yield clause
        pending += [each for each in verb.children if each.dep_ == "conj" and subject_of(each) is not None]
        pending += [each for each in verb.children if _is_introduced(each, verb)]


def _is_a_question_itself(clause: Clause) -> bool:
    """ "how resistance begins to build": no statement, though it has subject and verb."""
    if clause.head.tag_ in {"WDT", "WP"}:
        return True
    return bool(clause.before) and clause.before[0].lower_ in {"how", "what", "why", "who", "which", "whether"}


def _is_introduced(clause: Token, verb: Token) -> bool:
    """Whether the lecturer vouches for it: "we see that ...", "it turns out that ...", "what happens is ..."."""
    subject = subject_of(verb)
    if clause.dep_ == "ccomp" and clause.i < verb.i and subject_of(clause) is not None:
        return _is_spliced(clause, verb)
    if clause.dep_ != "ccomp" or subject_of(clause) is None or child(verb, "neg") is not None:
        return False
    opening = next((c for c in clause.lefts if c.dep_ in {"mark", "advmod", "attr", "dobj"}), None)
    if opening is not None and opening.lower_ in INDIRECT:
        return False
    if subject is None or subject.lower_ in IMPERSONAL:
        return True
    if verb.lemma_ == "be" and subject.pos_ == "NOUN" and opening is not None and opening.lower_ == "that":
        return subject.lemma_.lower() not in OPINIONS
    return subject.lower_ in {"we", "you", "i"} and verb.lemma_ in VOUCHING


def _is_spliced(clause: Token, verb: Token) -> bool:
    """ "Two planes meet in a line, we have seen the picture": a statement that only a comma parts from the next."""
    comma = any(t.text in {",", ";"} for t in clause.doc[clause.i : verb.i])
    reported = verb.lemma_ in REPORTING
    return comma and not reported and not any(c.lower_ in INDIRECT for c in clause.lefts)


def clause_of(verb: Token) -> Clause | None:
    head = subject_of(verb)
    if head is None or verb.pos_ not in {"VERB", "AUX"}:
        return None
    words = [token for token in sorted(verb.subtree) if token not in _foreign(verb)]
    subject = tuple(token for token in words if token == head or head.is_ancestor(token))
    last = subject[-1].i
    if last >= verb.i:
        return None
    first = subject[0].i
    before = tuple(token for token in words if token.i < first)
    after = tuple(token for token in words if token.i > last)
    return Clause(verb, _stripped(subject), _opening(_stripped(before)), _stripped(after))


def _opening(before: tuple[Token, ...]) -> tuple[Token, ...]:
    """What is said before the subject, if it is a whole phrase: "in a cell", "when it rains"; not "after that"."""
    clause = next((t for t in before if t.dep_ == "advcl"), None)
    if clause is not None:
        return tuple(t for t in before if t.i >= clause.left_edge.i)
    joined = [at for at, t in enumerate(before) if t.pos_ == "CCONJ" and t.lower_ == "but"]
    before = before[joined[-1] + 1 :] if joined else before
    if len(before) < 2 or before[0].pos_ not in {"ADP", "SCONJ", "ADV", "PART"}:
        return ()
    whole = before[-1].pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "PUNCT"} or before[-1].tag_ == "RP"
    pointing = any(token.pos_ == "PRON" and token.lower_ in DEMONSTRATIVE for token in before)
    return before if whole and not pointing and before[0].lower_ not in {"though", "although"} else ()


def subject_of(verb: Token) -> Token | None:
    return next((c for c in verb.lefts if c.dep_ in SUBJECTS or (c.dep_ == "csubj" and c.tag_ == "VBG")), None)


def finite(clause: Clause) -> Token | None:
    """The word that carries the tense: the first auxiliary, or the verb itself."""
    return finite_in(clause.verb)


def finite_in(verb: Token) -> Token | None:
    auxiliaries = [child for child in verb.lefts if child.dep_ in AUXILIARIES]
    first = auxiliaries[0] if auxiliaries else verb
    return first if first.tag_ in {"VBZ", "VBP", "VBD", "MD"} else None


def below(token: Token) -> tuple[Token, ...]:
    return tuple(sorted(token.subtree))


def without(tokens: Iterable[Token], dropped: Collection[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token not in dropped)


def child(token: Token, *deps: str) -> Token | None:
    return next((c for c in token.children if c.dep_ in deps), None)


def text_of(tokens: Sequence[Token]) -> str:
    """The words as text, spacing mended; a word that only a sentence's start capitalised is written small.

    "this bond" becomes "the bond": away from its place in the lecture nothing is there to be pointed at.
    """
    text = ""
    for at, token in enumerate(tokens):
        if token.lower_ in DEMONSTRATIVE and token.dep_ == "det" and token.head.pos_ in {"NOUN", "PROPN"}:
            text += "the" + token.whitespace_
            continue
        if token.lower_ in {"our", "your"} and token.dep_ == "poss":
            text += "the" + token.whitespace_
            continue
        small = token.is_sent_start and not keeps_capital(token)
        text += token.text[:1].lower() + token.text[1:] if small else token.text
        next_word = tokens[at + 1].i if at + 1 < len(tokens) else None
        text += token.whitespace_ if next_word == token.i + 1 else " "
    return tidy(text)


def keeps_capital(token: Token) -> bool:
    text = token.text
    if text == "I" or (len(text) > 1 and text.isupper()) or any(letter.isupper() for letter in text[1:]):
        return True
    names: Names | None = token.doc.user_data.get(NAMES)
    if names is None:
        return token.pos_ == "PROPN"
    return text in names.capital or (token.pos_ == "PROPN" and token.lower_ not in names.small)


def is_person(noun: Token) -> bool:
    """Someone's name. At the start of a sentence the model also calls mitochondria a person."""
    if noun.ent_type_ != "PERSON" or noun.pos_ != "PROPN":
        return False
    names: Names | None = noun.doc.user_data.get(NAMES)
    full = any(c.dep_ == "compound" and c.ent_type_ == "PERSON" for c in noun.children)
    return full or not noun.is_sent_start or (names is not None and noun.text in names.capital)


def is_body(noun: Token) -> bool:
    """A company, a court, a crowd: one thing, and yet "they"."""
    return noun.lemma_.lower() in BODIES


def is_human(noun: Token) -> bool:
    """A common noun for one person."""
    return noun.lemma_.lower() in HUMAN


def tidy(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(r"\s+([,.;:?!%)])", r"\1", text)
    text = re.sub(r"([(])\s+", r"\1", text)
    text = re.sub(r"\b([Tt])here's (?=(?:not |no |\w+ )?\w+s\b(?<!ss)(?<!us)(?<!is))", r"\1here are ", text)
    text = re.sub(r"\b([Tt])here's\b", r"\1here is", text)
    text = re.sub(r"\b(it|that|you|we|they|he|she|there|[a-z]{3,}s?)'ll\b", r"\1 will", text)
    text = re.sub(r"\b(is|are) just (?=(?:an?|the)\b)", r"\1 ", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"\s+(n't|'s|'re|'ve|'ll|'d)\b", r"\1", text)
    return text.strip(" ,;:-–—.")


def sentence_case(text: str, end: str = ".") -> str:
    return text[:1].upper() + text[1:].rstrip(" .,;:?!") + end


def _foreign(verb: Token) -> set[Token]:
    """Words under the verb that belong to another clause or to no clause."""
    foreign: set[Token] = set()
    for each in verb.children:
        own_subject = each.dep_ == "conj" and subject_of(each) is not None
        said_first = each.dep_ == "ccomp" and each.i < verb.i
        if (
            own_subject
            or said_first
            or each.dep_ in ASIDE
            or (each.dep_ == "mark" and each.i < verb.i)
            or _is_filler(each)
        ):
            foreign.update(each.subtree)
    # "Genes are stretches of DNA and an allele is ...": the parser hangs the second clause on a noun of the first.
    for each in verb.subtree:
        hung = each.dep_ == "conj" and each.pos_ in {"VERB", "AUX"} and each.head.pos_ in {"NOUN", "PROPN"}
        if hung and subject_of(each) is not None and each.i > verb.i:
            foreign.update(each.subtree, (c for c in each.head.children if c.dep_ == "cc" and c.i > each.head.i))
    if any(each.dep_ == "conj" and each in foreign for each in verb.children):
        following = min(each.i for each in verb.children if each.dep_ == "conj" and each in foreign)
        foreign.update(c for c in verb.children if c.dep_ in {"cc", "punct"} and c.i < following and c.i > verb.i)
    return foreign


def _is_filler(adverb: Token) -> bool:
    """ "also", "just", "then": what ties a sentence to its place in a talk. "not just" says something else."""
    said = adverb.dep_ == "advmod" and adverb.lower_ in TALK_ADVERBS and not list(adverb.children)
    return said and (adverb.i == 0 or adverb.nbor(-1).lower_ not in {"not", "n't"})


def _stripped(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    first, last = 0, len(tokens)
    while first < last and (tokens[first].is_punct or tokens[first].dep_ == "cc"):
        first += 1
    while last > first and tokens[last - 1].is_punct and tokens[last - 1].text not in {")", '"'}:
        last -= 1
    return tokens[first:last]
