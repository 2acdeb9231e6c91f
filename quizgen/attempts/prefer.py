"""How long another system wants to wait: the Prefer header (RFC 7240) and what of it is applied."""

import re
from dataclasses import dataclass

LONGEST_WAIT_S = 30
WAIT = re.compile(r"\s*wait\s*=\s*\"?(\d{1,9})\"?\s*(?:;.*)?", re.IGNORECASE)
RESPOND_ASYNC = re.compile(r"\s*respond-async\s*(?:;.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preference:
    """`applied` is the value of Preference-Applied, empty where nothing was asked for."""

    wait_s: float
    applied: str = ""


def preference_of(header: str, default_s: float) -> Preference:
    """The first `wait=n`, at most 30 s; `respond-async` alone does not wait. What is not understood is ignored."""
    asked = header.split(",")
    if wait := next(filter(None, map(WAIT.fullmatch, asked)), None):
        wait_s = min(int(wait[1]), LONGEST_WAIT_S)
        return Preference(wait_s, f"wait={wait_s}")
    if any(map(RESPOND_ASYNC.fullmatch, asked)):
        return Preference(0, "respond-async")
    return Preference(default_s)
