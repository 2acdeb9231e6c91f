"""How many tokens the language model has read and written for lectures and for grades, from the rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, IntegerField, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from quizgen.attempts.models import Grade
from quizgen.lectures.models import StageRun

KINDS = ("prompt", "cached", "reasoning", "answer")
LATEST_GRADES = 1000
"""There may be millions; these tell what a grade costs now."""


@dataclass(frozen=True, slots=True)
class Use:
    """`tokens` by kind, for `count` lectures or grades together."""

    count: int
    tokens: Mapping[str, int]

    @property
    def each(self) -> dict[str, int]:
        """By kind, for one of them; {} where there is none."""
        return {kind: round(total / self.count) for kind, total in self.tokens.items()} if self.count else {}


def for_lectures() -> Use:
    """Of all lectures whose questions a model wrote."""
    sums = {kind: Sum(Cast(KT(f"tokens__{kind}"), IntegerField())) for kind in KINDS}
    found = StageRun.objects.exclude(tokens={}).aggregate(lectures=Count("lecture", distinct=True), **sums)
    return Use(found["lectures"], {kind: found[kind] or 0 for kind in KINDS})


def for_latest_grades() -> Use:
    """Of those among the latest grades that asked a model."""
    latest = Grade.objects.order_by("-pk").values_list("tokens", flat=True)[:LATEST_GRADES]
    asked = [tokens for tokens in latest if tokens]
    return Use(len(asked), {kind: sum(tokens.get(kind, 0) for tokens in asked) for kind in KINDS})
