"""manage.py plan_capacity: how many GPUs the language model of a site needs, from tokens and a stated speed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quizgen import model_use
from workers.capacity import Cost, Demand, Plan, Speed, grade_cost, plan

WORDS_PER_MINUTE = 150
PASSAGE_WORDS = 250
TOKENS_PER_WORD = 1.35
READ_PER_WRITTEN = 10.0
STATED_TOKENS_PER_S = 150.0
STATED = "reported for Nemotron Nano 9B v2 on one A10G with 8 requests at once; measure yours"


class Command(BaseCommand):
    help = "Says how many GPUs the language model needs, with every assumption beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--lectures-per-day", type=float, required=True)
        add("--learners", type=float, required=True, help="who answer questions on a day")
        add("--answers-per-learner", type=float, default=10.0, help="free-text answers of one learner on a day (10)")
        add("--lecture-minutes", type=float, default=60.0)
        add("--asked-share", type=float, default=0.6, help="of the answers, which reach the model (0.6)")
        add("--careful-share", type=float, default=0.2, help="of these, which it grades again with thinking (0.2)")
        add("--peak-share", type=float, default=0.25, help="of a day's answers, in its busiest hour (0.25)")
        add("--lecture-hours", type=float, default=8.0, help="hours over which a day's lectures come in (8)")
        add(
            "--tokens-per-second", type=float, default=STATED_TOKENS_PER_S, help="one GPU writes, all requests together"
        )
        add("--read-tokens-per-second", type=float, help="one GPU reads (ten times what it writes)")
        add("--headroom", type=float, default=0.7, help="share of a GPU that is planned with (0.7)")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_nonsense(options)
        written = options["tokens_per_second"]
        speed = Speed(read=options["read_tokens_per_second"] or READ_PER_WRITTEN * written, written=written)
        names = ("lectures_per_day", "learners", "answers_per_learner", "asked_share", "careful_share", "peak_share")
        demand = Demand(**{name: options[name] for name in names}, lecture_hours=options["lecture_hours"])
        lecture, of_lecture = lecture_cost(options["lecture_minutes"])
        grade, of_grade = late_grade_cost(demand)
        found = plan(demand, lecture, grade, speed, headroom=options["headroom"])
        self._show(found, [("A lecture", lecture, of_lecture), ("A grade", grade, of_grade)])
        stated = written == STATED_TOKENS_PER_S
        self._assume(demand, speed, options["headroom"], STATED if stated else "as stated")

    def _show(self, found: Plan, costs: list[tuple[str, Cost, str]]) -> None:
        for name, cost, source in costs:
            self._row(name, f"{cost.read:,.0f} tokens read anew, {cost.written:,.0f} written", source)
        self._row(
            "In the busiest hour", f"lectures {found.lecture_s:,.0f} s, grades {found.grade_s:,.0f} s of a GPU", ""
        )
        self._row("GPUs", f"{found.gpus}, busy for {found.busy:.0%} of that hour", "")

    def _assume(self, demand: Demand, speed: Speed, headroom: float, stated: str) -> None:
        self.stdout.write("\nAssumed")
        self._row("Speed of a GPU", f"{speed.written:,.0f} tokens/s written, {speed.read:,.0f} read", stated)
        self._row("Answers", f"{demand.answers_per_day:,.0f} a day, {demand.peak_share:.0%} in the busiest hour", "")
        asked = f"{demand.asked_share:.0%}; {demand.careful_share:.0%} of these twice, with thinking"
        self._row("Reach the model", asked, "grade rows say who decided")
        self._row("Lectures", f"{demand.lectures_per_day:g} a day, over {demand.lecture_hours:g} hours", "")
        self._row("Headroom", f"a GPU is planned with at {headroom:.0%}", "")

    def _row(self, name: str, value: str, remark: str) -> None:
        self.stdout.write(f"  {name:<22}{value}{f'  ({remark})' if remark else ''}")


def lecture_cost(minutes: float) -> tuple[Cost, str]:
    """As measured on this site where it has lectures that a model wrote questions for, else reckoned."""
    use = model_use.for_lectures()
    if use.count:
        return _of_use(use), f"mean of {use.count} lectures here"
    words = minutes * WORDS_PER_MINUTE
    passages = words / PASSAGE_WORDS
    budgets = settings.LLM["budgets"]
    drafting = Cost(read=PASSAGE_WORDS * TOKENS_PER_WORD + 200, written=budgets["write"] + 500)
    judging = Cost(read=350, written=budgets["critic"] + 60).times(3)
    return drafting.plus(judging).times(passages), f"reckoned: {passages:.0f} passages, 3 drafts each, full budgets"


def late_grade_cost(demand: Demand) -> tuple[Cost, str]:
    use = model_use.for_latest_grades()
    if use.count:
        return _of_use(use), f"mean of the latest {use.count} here"
    budgets = settings.LLM["budgets"]
    fast = Cost(read=250, written=budgets["fast"] + 200)
    careful = Cost(read=250, written=budgets["careful"] + 200)
    return grade_cost(fast, careful, demand), "reckoned: the instructions come from the prefix cache"


def _of_use(use: model_use.Use) -> Cost:
    each = use.each
    return Cost(read=each["prompt"] - each["cached"], written=each["reasoning"] + each["answer"])


def _refuse_nonsense(options: dict[str, Any]) -> None:
    """Raises CommandError."""
    for name in ("asked_share", "careful_share", "peak_share", "headroom"):
        if not 0.0 <= options[name] <= 1.0:
            raise CommandError(f"--{name.replace('_', '-')} is a share: from 0 to 1.")
    for name in ("tokens_per_second", "lecture_hours", "headroom"):
        if options[name] <= 0.0:
            raise CommandError(f"--{name.replace('_', '-')} must be more than nothing.")
    if min(options[name] for name in ("lectures_per_day", "learners", "answers_per_learner", "lecture_minutes")) < 0.0:
        raise CommandError("Lectures, learners, answers and minutes cannot be fewer than none.")
