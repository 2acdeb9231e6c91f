"""How many GPUs a language model needs, from tokens and a stated speed. Arithmetic alone; every figure is an input."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Tokens of one lecture or one grade: `read` anew (not from the prefix cache) and `written`, thinking included."""

    read: float
    written: float

    def seconds(self, speed: "Speed") -> float:
        """Of one GPU that does nothing else."""
        return self.read / speed.read + self.written / speed.written

    def times(self, count: float) -> "Cost":
        return Cost(self.read * count, self.written * count)

    def plus(self, other: "Cost") -> "Cost":
        return Cost(self.read + other.read, self.written + other.written)


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens per second of one GPU with as many requests at once as it serves: all of them together."""

    read: float
    written: float


@dataclass(frozen=True, slots=True)
class Demand:
    """`asked_share` of the answers reach the model, `careful_share` of these a second time with thinking. The busiest
    hour has `peak_share` of a day's answers; lectures are spread over `lecture_hours`."""

    lectures_per_day: float
    learners: float
    answers_per_learner: float
    asked_share: float
    careful_share: float
    peak_share: float
    lecture_hours: float

    @property
    def answers_per_day(self) -> float:
        return self.learners * self.answers_per_learner


@dataclass(frozen=True, slots=True)
class Plan:
    """GPU seconds in the busiest hour, and what they come to. `busy` of `gpus`, 0..1."""

    lecture_s: float
    grade_s: float
    gpus: int
    busy: float


def grade_cost(fast: Cost, careful: Cost, demand: Demand) -> Cost:
    """Of one answer that reaches the model, on average."""
    return fast.plus(careful.times(demand.careful_share))


def plan(demand: Demand, lecture: Cost, grade: Cost, speed: Speed, *, headroom: float) -> Plan:
    """`headroom`: the share of a GPU that is planned with, 0..1: queues grow without end as it comes to 1."""
    lectures_in_hour = demand.lectures_per_day / demand.lecture_hours
    grades_in_hour = demand.answers_per_day * demand.asked_share * demand.peak_share
    lecture_s = lecture.times(lectures_in_hour).seconds(speed)
    grade_s = grade.times(grades_in_hour).seconds(speed)
    gpus = max(1, math.ceil((lecture_s + grade_s) / (3600.0 * headroom)))
    return Plan(lecture_s, grade_s, gpus, (lecture_s + grade_s) / (3600.0 * gpus))
