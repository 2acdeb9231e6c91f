"""Imported by workers under test: stages without an engine also follow the script, under their own names.

With SCRIPT_ORPHANS a worker's children outlive it, as they do where the kernel knows no parent-death signal.
"""

import ctypes
import os
from typing import Any

from celery.signals import worker_process_init

from inference.engine import PartialWork, Report
from quizgen.lectures.models import Lecture, Stage
from tests.workers.scripted import play
from workers.pipeline import STAGES
from workers.stages import Save
from workers.tether import PR_SET_PDEATHSIG


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


@worker_process_init.connect
def _outlive_the_parent(**_: Any) -> None:
    if os.environ.get("SCRIPT_ORPHANS"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, 0)
