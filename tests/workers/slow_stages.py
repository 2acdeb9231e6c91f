"""Imported by workers under test: stages without an engine also follow the script, under their own names."""

from typing import Any

from inference.engine import PartialWork, Report
from quizgen.lectures.models import Lecture, Stage
from tests.workers.scripted import play
from workers.pipeline import STAGES
from workers.stages import Save


class Played:
    """A stage that plays its part of the script before it does its work."""

    def __init__(self, stage: Stage, module: Any) -> None:
        self.stage, self.module = stage, module
        self.NEEDS, self.inputs = module.NEEDS, module.inputs

    def run(self, lecture: Lecture, report: Report, partial: PartialWork) -> Save:
        play(self.stage, report, partial)
        return self.module.run(lecture, report, partial)


for _stage in (Stage.INSPECT_MEDIA, Stage.ALIGN, Stage.PLACE_PROBES):
    STAGES[_stage] = Played(_stage, STAGES[_stage])
