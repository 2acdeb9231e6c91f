"""manage.py worker: all workers and the clock, with a broker where none runs; or those of some queues alone."""

from argparse import ArgumentParser
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from workers import broker, programs
from workers.supervisor import ProgramEnded, supervised


class Command(BaseCommand):
    help = "Runs the workers of lectures, the grade worker and beat; joins a live broker or starts one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = ", ".join(programs.ALL_QUEUES)
        parser.add_argument("--queues", default=settings.WORKER_QUEUES, help=f"only these, of {known}")

    def handle(self, *args: Any, queues: str, **options: Any) -> None:
        wanted = _queues(queues)
        if "default" in wanted:  # the site's own; a worker beside it changes no database and starts no broker
            call_command("migrate", verbosity=0)
        elif not settings.REDIS_URL:
            raise CommandError("REDIS_URL is not set: workers of some queues join the broker of a site.")
        try:
            with supervised(programs.log_dir()) as supervisor:
                url = broker.join_or_start(supervisor)
                for program in programs.worker_programs(url, wanted):
                    supervisor.start(program)
                self.stdout.write(f"The workers run with the broker at {url}; their logs are in {programs.log_dir()}.")
                supervisor.stay()
        except (ProgramEnded, broker.BrokerUnavailable) as error:
            raise CommandError(str(error)) from error


def _queues(words: str) -> Collection[str]:
    """All where nothing is named; "-transcribe,-read_slides" are all but these. Raises CommandError."""
    named = [word.strip() for word in words.split(",") if word.strip()]
    left = {word[1:] for word in named if word.startswith("-")}
    taken = {word for word in named if not word.startswith("-")}
    if unknown := (left | taken) - set(programs.ALL_QUEUES):
        raise CommandError(f"There is no queue {', '.join(sorted(unknown))}: name {', '.join(programs.ALL_QUEUES)}.")
    return (taken or set(programs.ALL_QUEUES)) - left
