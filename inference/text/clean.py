"""Spoken sentences without what only speech needs: fillers, false starts, opening words, speaker names."""

import re

FILLERS = re.compile(
    r",?\s*\b(?:um+|uh+|er|erm|hmm|you know(?! (?:that|how|what|why|the|if|where|who))|so to speak|if you will|"
    r"if you like|as it were|of course|"
    r"basically|actually|essentially|literally|obviously|really|very quickly|roughly speaking|to be honest|in fact|"
    r"as i said(?: before| earlier)?|as i say|"
    r"as you know|like i said|as we know|as we've seen|as we saw|as you can imagine|as you can see|"
    r"believe me|let's say|in some sense|in a sense)\b,?|"
    r",\s*(?:i mean|i think|i guess|i suppose|i believe|again|remember|right|ok(?:ay)?|for instance|for example|say|"
    r"in other words|well|like|however|though|then|therefore|too|by the way|in turn|in effect),|"
    r"(?<=\bis )(?:sort|kind) of\b|(?<=\bare )(?:sort|kind) of\b|(?<='s )(?:sort|kind) of\b|"
    r"(?<=\bjust )(?:sort|kind) of\b|(?<=\bto )(?:sort|kind) of\b",
    re.IGNORECASE,
)
OPENERS = re.compile(
    r"^(?:(?:so|now|ok(?:ay)?|all right|alright|well|and|but|or|yeah|yes|oh|then|also|anyway|anyways|again|"
    r"remember(?: that)?|note that|notice that|recall that|first of all|plus|therefore|thus|hence|however|moreover|"
    r"furthermore|indeed|of course|by the way|on the other hand|on the one hand|for instance|for example|"
    r"what this means is(?: that)?|this means(?: that)?|that means(?: that)?|"
    r"it turns out(?: that)?|turns out(?: that)?|the point is(?: that)?|the idea is(?: that)?|the thing is(?: that)?|"
    r"the fact is(?: that)?|basically|actually|obviously|clearly|essentially|guys|you see|"
    r"we know that|we see that|we saw that|you know that|it means(?: that)?|which means(?: that)?|"
    r"i think(?: that)?|i believe(?: that)?|i would say(?: that)?|i'd say(?: that)?|i guess|i mean|i suppose|"
    r"(?:it's|it is) (?:also |very |really |quite )?(?:important|worth|useful|good|helpful|critical) "
    r"(?:to note|to remember|to understand|to know|to realize|to recognize|noting|remembering)(?: that)?|"
    r"the (?:key|main|important|crucial|other|big|basic|whole) (?:point|thing|idea|fact|lesson)(?: here)? is(?: that)?|"
    r"(?:as )?(?:you|we) can (?:also )?see(?: that)?|what (?:we|you) (?:can )?(?:see|know|find) is(?: that)?|"
    r"keep in mind that|bear in mind that|what i want you to (?:know|remember) is that|it's true that|"
    r"it is true that|it so happens that|it happens that|strictly speaking|generally speaking|"
    r"we said(?: that)?|i told you(?: that)?)(?:,\s*|\s+)|"
    r"(?:no|right|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|finally|rather|instead|generally|typically|similarly|"
    r"look|see|in particular|in general|in fact|in addition|as a result|in essence|roughly|ultimately|importantly|"
    r"interestingly|in other words|to begin with),\s*)+",
    re.IGNORECASE,
)
TAILS = re.compile(
    r",?\s*\b(?:right|ok(?:ay)?|yes|no|correct|you know|and so on(?: and so forth)?|and so forth|et cetera|etc|"
    r"or whatever|or something(?: like that)?|and things like that|and stuff like that|and all that|so far|though|"
    r"then|too|here|isn't it|don't they|doesn't it|if you want|for that matter|also|that is|in general)\s*([.?!])$",
    re.IGNORECASE,
)
SPEAKER = re.compile(r"^\s*(?:>>+\s*)?(?:[A-Z][A-Za-z.'’-]*(?: [A-Z][A-Za-z.'’-]*){1,3}|[A-Z]{3,}):\s+")
SOUND = re.compile(r"\[[^\]]*\]|\((?:laughter|laughs|inaudible|applause)\)|[♪♫]", re.IGNORECASE)
REPEATED = re.compile(r"\b(\w+(?: \w+){0,3})(?:,? \1\b)+", re.IGNORECASE)
FUTURE = re.compile(r"(?: (?:is|are)|'s|'re) (?:going to|gonna) (?=(?!be\b)\w)", re.IGNORECASE)
PROSPECTIVE = re.compile(
    r"\b((?:is|are|'s|'re)(?: always| never| often)?) (?:going to|gonna) be (?!\w+ed\b)", re.IGNORECASE
)
"""In a lecture "is going to be" mostly is "is"."""
DASH = re.compile(r"\s*(?:--+|—|(?<!\d)–)\s*")
ASIDE = re.compile(r"\s*(?:—|--+|(?<!\d)–)\s*(?![A-Z])[^—–]{2,90}?\s*(?:—|--+|–)\s*(?=[a-z])")
QUOTED_TERM = re.compile(
    r',?\s"(?!(?:oh|no|yes|i|you|we|he|she|it|what|well|why|how|who|let|do|don\'t|look)\b)'
    r'((?:[\w-]+ ){0,3}[\w-]+)([,.]?)"',
    re.IGNORECASE,
)
"""A name in quotation marks, which needs none: what somebody says is longer, or begins otherwise."""
MAY_REPEAT = {"that", "had", "very"}
RESTART = re.compile(r"(?P<kept>.*?)\b(?P<word>\w+)(?P<lost>(?: \w+){0,4}) ?(?:--+|—|–) ?(?P=word)\b", re.IGNORECASE)


SUPPOSED = re.compile(
    r"\b(if|when|whenever|once) I (?!(?:am|was|had|think|said|say|told|tell|talk|came|went|got|did|want|ask|mean|could|"
    r"would|look|taught|teach|grew|started|first|wrote|call|were|remember)\b)(?=[a-z])",
    re.IGNORECASE,
)
"""In "if I add a row to another" the lecturer stands for anyone."""
OBTAINED = re.compile(r"(, (?:then )?)I (?=(?:get|obtain|have|need|find|lose|gain)\b)")


def clean_sentence(text: str) -> str:
    """The sentence as it would be written, first letter capital. May be empty."""
    text = SOUND.sub(" ", SPEAKER.sub("", text)).replace("’", "'").replace("“", '"').replace("”", '"')
    text = QUOTED_TERM.sub(r" \1\2", text)
    text = _after_the_last_break(_without_asides(_without_restarts(" ".join(text.split()))))
    text = OPENERS.sub("", text)
    text = FILLERS.sub(_comma_between_clauses, text)
    text = FUTURE.sub(" will ", text)
    text = PROSPECTIVE.sub(r"\1 ", text)
    text = _of_anyone(_without_repeats(" ".join(text.split())))
    text = OPENERS.sub("", text.lstrip(" ,;:-–—"))
    for _ in range(2):
        text = TAILS.sub(r"\1", text)
    text = re.sub(r"\s+([,.;:?!])", r"\1", text).strip(" ,;")
    return text[:1].upper() + text[1:]


def _of_anyone(text: str) -> str:
    """ "If I add a row, I get ..." is "If you add a row, you get ..."."""
    supposed = SUPPOSED.sub(r"\1 you ", text)
    return OBTAINED.sub(r"\1you ", supposed) if supposed != text else text


def _comma_between_clauses(found: re.Match[str]) -> str:
    """A filler between commas leaves none: "Entropy, you know, rises" is "Entropy rises"."""
    return "" if found.group().startswith(",") and found.group().endswith(",") else " "


def _without_repeats(text: str) -> str:
    def once(found: re.Match[str]) -> str:
        return found.group() if found.group(1).lower() in MAY_REPEAT else found.group(1)

    return REPEATED.sub(once, text)


def _without_asides(text: str) -> str:
    """What stands between two dashes and begins small is an aside: "Congress — in a way — met" is "Congress met"."""
    return ASIDE.sub(" ", text)


def _after_the_last_break(text: str) -> str:
    """A dash that is left breaks a sentence off; what is said after it starts anew."""
    said = DASH.split(text)[-1].strip()
    return said[:1].upper() + said[1:]


def _without_restarts(text: str) -> str:
    """ "The cell can-- the cell divides" is "the cell divides": the second try begins with the same word."""
    for _ in range(3):
        repaired = RESTART.sub(lambda found: found.group("kept") + found.group("word"), text, count=1)
        if repaired == text:
            break
        text = repaired
    return text
