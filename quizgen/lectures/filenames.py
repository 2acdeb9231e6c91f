"""What the name of an uploaded file says: a known suffix, and a first title. No such name reaches the file system."""

import re

from inference.text.untrusted import strip_invisible

KNOWN = "mp4 m4v mov m4a mkv mka webm ogg oga ogv opus mp3 aac wav aif aiff avi flac flv wmv wma asf mpg mpeg ts mts"
SUFFIXES = frozenset(f".{known}" for known in KNOWN.split(" "))


def suffix_of(name: str) -> str:
    """The lower-case suffix with its dot, "" where there is none of ASCII letters and digits."""
    match = re.search(r"\.[a-z0-9]{1,9}$", name.lower(), re.ASCII)
    return match.group() if match else ""


def title_of(name: str) -> str:
    """The file's name without folders, suffix, underscores and control characters."""
    base = re.split(r"[\\/]", name)[-1]
    stem = base[: len(base) - len(suffix_of(base))]
    words = re.sub(r"[\s_]+", " ", strip_invisible(stem)).strip(" .-")
    return words[:200] or "Lecture"
