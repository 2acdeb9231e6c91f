"""The stages of the pipeline, one module each: NEEDS, inputs(lecture), run(lecture, report, partial) -> save.

`save` writes the stage's rows inside the transaction that marks it done, and returns a note for the instructor or "".
"""

from collections.abc import Callable, Iterable

from quizgen.lectures.models import Lecture, Stage

Save = Callable[[], str]


def keys_of(lecture: Lecture, stages: Iterable[Stage]) -> list[str]:
    """The input keys of the stages whose rows are read here: other inputs there are other inputs here."""
    keys = dict(lecture.stage_runs.filter(stage__in=stages).values_list("stage", "input_key"))
    return [keys[stage] for stage in stages]
