"""Text from outside (slides, answers, transcripts) without the characters that nobody can see.

They carry instructions past a reader's eyes ("tag" characters), break words that are compared, or reorder a line.
"""

import re

# Tags, variation selectors, zero-width characters and joiners, word joiner and invisible operators, byte order mark,
# soft hyphen, directional marks and overrides, the Mongolian vowel separator, interlinear annotation, lone surrogates.
_INVISIBLE = re.compile(
    "[\U000e0000-\U000e0fff\ufe00-\ufe0f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\u061c\u034f"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufff9-\ufffb\ud800-\udfff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def strip_invisible(text: str) -> str:
    """The text without control and invisible characters. Tabs and line breaks stay; every break becomes "\\n"."""
    return _CONTROL.sub("", _INVISIBLE.sub("", _BREAK.sub("\n", text)))
