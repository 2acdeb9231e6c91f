"""Joins what is said and what is shown to passages."""

from collections.abc import Sequence
from dataclasses import asdict

from inference.engine import PartialWork, Report
from inference.errors import BadInput
from inference.text import align as text_align
from inference.text.passage import Passage as TextPassage
from quizgen.lectures.models import Lecture, Passage, Stage
from workers.rows import segments_of, slides_of
from workers.stages import Save, keys_of

NEEDS = (Stage.TRANSCRIBE, Stage.READ_SLIDES)

VERSION = "align 1"
"""To be raised when the same segments and slides give other passages."""


def inputs(lecture: Lecture) -> list[str]:
    return [*keys_of(lecture, NEEDS), VERSION]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    segments, slides = segments_of(lecture), slides_of(lecture)
    if not segments and not slides:
        raise BadInput("lecture.nothing_found", "This recording has neither speech nor slides that can be read.")
    passages = text_align.align(segments, slides)
    return lambda: _save(lecture, passages)


def _save(lecture: Lecture, passages: Sequence[TextPassage]) -> str:
    lecture.passages.all().delete()
    Passage.objects.bulk_create(_row(lecture, position, passage) for position, passage in enumerate(passages))
    return ""


def _row(lecture: Lecture, position: int, passage: TextPassage) -> Passage:
    return Passage(
        lecture=lecture,
        position=position,
        start=passage.start,
        end=passage.end,
        title=passage.title[:300],
        sentences=[asdict(sentence) for sentence in passage.sentences],
        slide=passage.slide,
        slide_text=passage.slide_text,
    )
