"""Questions from how a slide is laid out: a term with its gloss, a heading with its list."""

import re
from collections.abc import Iterator

from inference.questions.draft import Draft
from inference.questions.grammar import sentence_case
from inference.questions.shown import ShownSlide

LISTED = {
    "advantages", "disadvantages", "benefits", "limitations", "causes", "effects", "properties", "types", "kinds",
    "components", "features", "characteristics", "applications", "functions", "stages", "steps", "phases", "goals",
    "principles", "symptoms", "consequences", "requirements", "drawbacks", "challenges", "sources", "uses", "risks",
    "assumptions", "reasons", "conditions", "elements", "criteria",
}  # fmt: skip
LEAST_ITEMS, MOST_ITEMS = 2, 6
_gloss = re.compile(r"^(?P<term>[A-Z][A-Za-z' -]{2,40}?)\s*(?::|\s[–—-]\s)\s*(?P<gloss>(?:an? |the )?[a-z].{14,180})$")
_heading = re.compile(
    r"^(?:The |Some |Main |Key )?(?P<kind>[A-Za-z]+) of (?P<whole>(?:the |an? )?[A-Za-z][A-Za-z' -]{2,50})$"
)


def glosses(slide: ShownSlide, first: int) -> Iterator[Draft]:
    """ "Entropy: a measure of disorder" answers "What is entropy?". `first` numbers the slide's first line."""
    for at, line in enumerate(slide.lines):
        found = _gloss.match(line.sentence.text)
        if found is None or len(found["term"].split()) > 4 or found["term"].split()[0] in {"Note", "Example", "Source"}:
            continue
        term, gloss = _small(found["term"].strip()), found["gloss"].rstrip(" .")
        be = "are" if term.endswith("s") and not term.endswith(("ss", "is", "us", "ics")) else "is"
        yield Draft(
            rule="slide gloss",
            stem=f"What {be} {term}?",
            wh="what",
            bloom="remember",
            answer=sentence_case(f"{term} {be} {gloss}"),
            variants=(sentence_case(gloss),),
            points=(gloss,),
            asked=(),
            replied=(),
            sentences=(first + at,),
            source="slide",
            why=f"The slide explains {term}.",
        )


def lists(slide: ShownSlide, first: int) -> Iterator[Draft]:
    """ "Advantages of chaining" over bullets answers "What are the advantages of chaining?"."""
    found = _heading.match(slide.title.strip())
    items = [line.sentence.text.rstrip(" .;,") for line in slide.lines]
    if found is None or found["kind"].lower() not in LISTED or not LEAST_ITEMS <= len(items) <= MOST_ITEMS:
        return
    if any(len(item.split()) > 14 for item in items):
        return
    kind, whole = found["kind"].lower(), _small(found["whole"])
    listed = "; ".join(_small(item) for item in items)
    yield Draft(
        rule="slide list",
        stem=f"What are the {kind} of {whole}?",
        wh="what",
        bloom="remember",
        answer=sentence_case(f"the {kind} of {whole} are: {listed}"),
        variants=(sentence_case(listed),),
        points=tuple(items),
        asked=(),
        replied=(),
        sentences=tuple(range(first, first + len(items))),
        source="slide",
        why=f"The slide lists the {kind}.",
    )


def _small(text: str) -> str:
    second = text[1:2]
    return text if second.isupper() or not second else text[0].lower() + text[1:]
