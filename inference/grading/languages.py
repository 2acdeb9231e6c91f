"""Which languages the graders of this house read: known without loading one."""

from inference.errors import BadInput

ENGLISH = frozenset({"en"})
KNOWN = {
    "inference.grading.embedded.EmbeddedGrader": ENGLISH,
    "inference.grading.forward_forward.ForwardForwardGrader": ENGLISH,
    "inference.grading.fake.ScriptedGrader": ENGLISH,
}
"""By dotted path. A grader that is not named here says by itself what it does not read."""


def refuse_unknown(language: str, grader: str) -> None:
    """Raises BadInput("grading.language") where the grader of this dotted path is known not to read `language`.

    `language` is a BCP 47 tag, of which the first part decides ("en-GB").
    """
    known = KNOWN.get(grader)
    if known is not None and language.lower().split("-")[0] not in known:
        raise BadInput("grading.language", f"The grader reads {', '.join(sorted(known))} only, not {language!r}.")
