"""`manage.py export_decisions > decisions.jsonl`: what people decided about drafts, for the ranking to learn from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizgen.courses.models import Course
from quizgen.quizzes.decisions import decided, decision_lines


class Command(BaseCommand):
    help = "Writes every decision about a draft as a line of JSON; `python -m inference.questions.refit` reads them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--course", type=int, help="only of the course with this number")

    def handle(self, *args: Any, **options: Any) -> None:
        course = self._course(options["course"])
        for line in decision_lines(decided(course)):
            self.stdout.write(line, ending="")

    def _course(self, key: int | None) -> Course | None:
        if key is None:
            return None
        course = Course.objects.filter(pk=key).first()
        if course is None:
            raise CommandError(f"There is no course {key}.")
        return course
