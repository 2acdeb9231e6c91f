"""Whether a note says what its question asks for: a why needs a reason, a difference two sides, a goal a goal."""

import re
from collections.abc import Callable

from inference.questions.llm.grounding import content
from inference.questions.llm.languages import wh_of
from inference.questions.llm.support import SAME

LEAST_LISTED = 2
MOST_ELSE = 1
"""So many words of a question may be missing in its note."""
LONGEST_TERM = 6
EXAM = frozenset(
    {
        "affect", "calculate", "cause", "characteristic", "compare", "concept", "condition", "consequence", "context",
        "define", "definition", "describe", "determine", "differ", "difference", "effect", "equal", "equation",
        "explain",
        "feature", "formula", "function", "happen", "impact", "imply", "indicate", "influence", "involve", "meaning",
        "measure", "method", "occur", "process", "purpose", "rate", "reason", "refer", "relate", "relationship",
        "represent", "result", "role", "signify", "state", "term", "type", "value",
    }
)  # fmt: skip
"""Words of exams, which say nothing of any subject."""


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_CAUSE = _words(
    "because", "since", "due to", "as a result", r"caus\w+", "leads? to", "led to", r"result\w*", "thus", "therefore",
    "so", "reasons?", "owing to", "thanks to",
)  # fmt: skip
_REASON = _words(
    _CAUSE.pattern, "in order to", r"by \w+ing", r"to (?!the\b|a\b|an\b|be\b)\w+", r"for \w+ing", r"allow\w*",
    r"enabl\w*",    "means? that",
)  # fmt: skip
_WAY = _words(
    "by", "through", "using", "via", "when", "if", "with", "into", "from", "more", "less", "faster", "slower",
    r"increas\w*", r"decreas\w*", r"reduc\w*", r"rais\w*", r"lower\w*", r"chang\w*", "while", "whereas", "but",
    "unlike",
    "than", "instead",
)  # fmt: skip
_CONTRAST = _words(
    "while", "whereas", "but", "unlike", "than", "instead", r"differ\w*", "rather", "only", "compared", "not", "both",
    "contrast",
)  # fmt: skip
_INSTANCE = _words("such as", r"includ\w+", "for instance", "like", r"example\w*", "is an?", "are")
_ANYTHING = re.compile("")
_LICENCES: dict[tuple[str, ...], re.Pattern[str]] = {
    ("goal", "aim", "purpose", "function", "role", "job", "use"): _words(
        "purposes?", "goals?", "aim(?:s|ed)?", "in order to", "so that", r"serv\w+", "designed", "intended", "meant to",
        r"for \w+ing", r"(?:is|are|was|were) to \w+", "because", "want(?:s|ed)? to", "used",
    ),
    ("effect", "impact", "consequence", "result", "outcome", "influence", "response", "reaction"): _ANYTHING,
    ("example", "instance", "type", "kind", "form", "reason", "cause", "explanation", "motivation"): _ANYTHING,
    ("difference", "distinction", "contrast", "advantage", "benefit", "strength"): _ANYTHING,
    ("characteristic", "feature", "property", "propertie"): _ANYTHING,
    ("relationship", "relation", "connection"): _words(
        "than", "more", "less", "equals?", "times", r"depend\w*", r"increas\w*", r"decreas\w*", r"affect\w*", "both",
        "same", r"invers\w*", r"proportion\w*", r"relat\w*", r"correlat\w*", r"lead\w*", r"caus\w*", r"analog\w*",
        r"determin\w*",
    ),
    ("problem", "drawback", "disadvantage", "limitation", "difficulty", "weaknes", "criticism"): _words(
        r"problem\w*", r"difficult\w*", "cannot", "can't", "not", "no", "never", "hard", "vague", r"lack\w*",
        r"fail\w*",
        "too", "unable", "only", "without",
    ),
    ("condition", "requirement", "criterion", "criteria"): _words("if", "when", "must", r"need\w*", r"requir\w*", "is"),
    ("formula", "equation", "expression", "value", "size", "rate"): _words(
        "is", "are", r"equal\w*", "times", "over", "sum", "product"
    ),
    ("proces", "method", "way", "procedure", "mechanism", "strategy"): _words("by", "then", "first", "through", "to"),
    ("definition", "meaning", "name", "term", "word"): _words("is", "are", "means?", "refers?", "called", "known"),
}  # fmt: skip
LICENCES = {head: pattern for heads, pattern in _LICENCES.items() for head in heads}
"""What a note has to say where its question asks for such a thing; any other thing it has to name."""

_what_is = re.compile(r"^(?:what|who) (?:is|are|was|were) (.+?)\?$", re.IGNORECASE)
_article = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_relating = _words(
    "of", "for", "between", "behind", "in", "on", "to", "that", "by", "with", "when", "from", "about", "at", "used",
    "called", "known", "made",
)  # fmt: skip
_defining = re.compile(
    r"(?:(?:is|are|was|were) "
    r"(?:an?|the|any|one|when|where|what|how|that|those|[a-z]+ (?:of|that|which|who|for|in|by|to))|"
    r"refers?|means?|consists?|denotes?|describes?|represents?|involves?)\b"
)
_stating = re.compile(
    r"(?:is|are|was|were|equals?|means?|refers?|consists?|includes?|denotes?|describes?|represents?|involves?|can be|"
    r"has|have|had|may be) (?!never|not\b|always|often|also|usually|very|more|less|too)"
)
_contrast_asked = _words(r"differ\w*")
_instance_asked = _words("examples?", "some of the", "some ways", "kinds of", "types of")
_reason_asked = _words("reasons?", "causes?", "rationale")
_use_asked = re.compile(r"\bused (?:for|to|in)\b", re.IGNORECASE)
_USE = _words("use[sd]?", "using", r"for \w+ing", "in order to", r"serv\w+")
_counted_asked = re.compile(
    r"^what (?:are|were) the (?:two|three|four|five|six|several|main|different|various)\b", re.IGNORECASE
)
_asked_for = re.compile(
    r"^what (?:is|are|was|were) (?:the|an?|one|some|(?:\w+ ){0,3}\w+['’]s?) "
    r"(?:(?:main|key|primary|major|most|typical|official|"
    r"original|basic|general|underlying|important|common|famous) )*([a-z]+)(?= (?:of|for|in|behind|between|that|to|"
    r"with|on|from|when|why|about|by)\b)",
    re.IGNORECASE,
)
_name = re.compile(r"\b(?!(?:The|An?|In|It|On|At|By)\b)[A-Z]\w+")
_word = re.compile(r"[a-z]+")


def asks_for_else(stem: str, note: str) -> bool:
    """Whether the note, a sentence, fails to say what the English question asks for."""
    return any(fails(stem, note) for fails in _MISFITS)


def term_asked(stem: str) -> str:
    """ "catalyst" of "What is a catalyst?", "" where something else is asked."""
    found = _what_is.match(stem)
    return _article.sub("", found[1]).lower() if found else ""


def _lacks_its_kind(stem: str, note: str) -> bool:
    needed = {"why": _REASON, "how": _WAY, "who": _name}.get(wh_of(stem, "en") or "")
    return needed is not None and not needed.search(note)


def _lacks_a_cause(stem: str, note: str) -> bool:
    return bool(_reason_asked.search(stem)) and not _CAUSE.search(note)


def _lacks_a_contrast(stem: str, note: str) -> bool:
    return bool(_contrast_asked.search(stem)) and not _CONTRAST.search(note)


def _lacks_an_instance(stem: str, note: str) -> bool:
    return bool(_instance_asked.search(stem)) and not _INSTANCE.search(note)


def _lists_too_few(stem: str, note: str) -> bool:
    return bool(_counted_asked.search(stem)) and note.count(",") + note.count(" and ") < LEAST_LISTED


def _lacks_the_thing(stem: str, note: str) -> bool:
    """ "What was Freud's main goal in ...?" of a note that names no goal."""
    found = _asked_for.match(stem)
    if not found:
        return False
    head = found[1].lower().rstrip("s")
    licence = LICENCES.get(head, re.compile(rf"\b{re.escape(head[:5])}", re.IGNORECASE))
    return not licence.search(note)


def _names_no_use(stem: str, note: str) -> bool:
    return bool(_use_asked.search(stem)) and not _USE.search(note)


def _defines_nothing(stem: str, note: str) -> bool:
    """ "What is a catalyst?" wants "A catalyst is a ..." or "... is called a catalyst"."""
    term = term_asked(stem)
    if not term or len(term.split()) > LONGEST_TERM or _relating.search(term):
        return False
    plain = note.lower()
    if re.search(rf"\b(?:called|known as|defined as|referred to as) (?:an? |the )?{re.escape(term)}\b", plain):
        return False
    begins = re.match(rf"(?:[^,]+, )?(?:an? |the )?{re.escape(term)}(?:e?s)?\b[ ,]*(.*)", plain)
    return begins is None or not _defining.match(begins[1])


def _goes_off(stem: str, note: str) -> bool:
    """ "What is the elasticity of demand?" of "The elasticity of demand is never perfectly inelastic."."""
    term = term_asked(stem)
    begins = re.match(rf"(?:an? |the )?{re.escape(term)}(?:e?s)?\b[ ,]*(.*)", note.lower()) if term else None
    return begins is not None and not _stating.match(begins[1])


def _is_about_else(stem: str, note: str) -> bool:
    told = {word[:SAME] for word in _word.findall(note.lower())} | {word[:SAME] for word in EXAM}
    asked = {word for word in _word.findall(stem.lower()) if content(word, "en")}
    return sum(word[:SAME] not in told for word in asked) > MOST_ELSE


_MISFITS: tuple[Callable[[str, str], bool], ...] = (
    _lacks_its_kind,
    _lacks_a_cause,
    _lacks_a_contrast,
    _lacks_an_instance,
    _lists_too_few,
    _lacks_the_thing,
    _names_no_use,
    _defines_nothing,
    _goes_off,
    _is_about_else,
)
