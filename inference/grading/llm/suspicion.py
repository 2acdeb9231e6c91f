"""Words to the grader instead of an answer. They are not punished: they earn nothing, and a person is told of them.

Lists are never complete. What holds without them: credit needs a stretch of the answer that says something of the key
point (evidence.py).
"""

import re

from inference.grading.assessment import SENTENCE, TO_THE_GRADER
from inference.llm.untrusted import CLOSE, OPEN, without_control
from inference.text.untrusted import strip_invisible

_PLEAS = (
    TO_THE_GRADER.pattern,
    # English, beyond what the embedded grader knows.
    r"\b(?:key points?|rubric|criteri(?:on|a))\b.{0,40}\b(?:covered|met|satisfied|fulfilled|earned|full|complete)\b",
    r"\b(?:award|assign|grant|output|return|respond|set)\b.{0,30}\b(?:marks?|credits?|points?|scores?|json|full)\b",
    r"\b(?:you are|act as|pretend|from now on you)\b.{0,40}\b(?:grader|teacher|assistant|model|ai|examiner|mode)\b",
    r"\b(?:as an?|dear|attention|note to(?: the)?|hey)\s+(?:ai|grader|examiner|marker|(?:language )?model|assistant)\b",
    r"\b(?:override|bypass|jailbreak|developer mode|debug mode|end of (?:answer|material|prompt))\b",
    r"\b(?:reveal|repeat|print|show|tell)\b.{0,30}\b(?:prompt|instructions?|reference answers?|key points?|rubric)\b",
    # German
    r"\bvolle\w*\s+punkt|\b(?:alle|maximale)\w*\s+punkt|\bignorier\w*\b.{0,40}\b(?:anweisung|anleitung|regel|vorherig)",
    r"\bbewerte?\b.{0,30}\b(?:richtig|korrekt|voll)",
    # Spanish
    r"\b(?:toda|máxima|puntuación|nota)\w*\b.{0,20}\b(?:puntuación|puntos|nota|máxima)\b|\bignora\w*\b.{0,40}\binstruc",
    # French
    r"\b(?:note|totalité|tous)\b.{0,20}\b(?:maximale|points)\b|\bignore[zr]?\b.{0,40}\b(?:instructions?|consignes?)\b",
    # Italian
    r"\b(?:punteggio|voto)\b.{0,12}\b(?:pieno|massimo)\b|\bignora\w*\b.{0,40}\bistruzion",
    # Japanese
    r"満点|指示を無視|採点(?:者|して|せよ)|正解として",
    # What only machines write to machines.
    r"\{\s*\"(?:key_point|credit|score|quote|verdict|kind|label)\w*\"\s*:|```|\bkey_point_\d|\b(?:score|grade)\s*[:=]\s*\d",
    r"(?:^|\n)\s*(?:#{1,4}\s*)?(?:system|assistant|user|developer|grader|instructions?)\s*:",
    r"[A-Za-z0-9+/]{60,}={0,2}",
)
PLEA = re.compile("|".join(f"(?:{pattern})" for pattern in _PLEAS), re.IGNORECASE)
_TAGS = re.compile("[\U000e0000-\U000e007f]")


def is_suspicious(response: str) -> bool:
    """Whether something in it speaks to a machine or hides from people. Learners write such things by chance, too: of
    prompts, rubrics and systems one may ask in a lecture."""
    if _TAGS.search(response) or OPEN in response or CLOSE in response:
        return True
    plain = strip_invisible(response)
    return without_control(plain) != plain or bool(PLEA.search(plain))


def without_pleas(text: str) -> str:
    """The sentences that do not ask for marks."""
    return "".join(sentence for sentence in SENTENCE.findall(text) if not PLEA.search(sentence))
