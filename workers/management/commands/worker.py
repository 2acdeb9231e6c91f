"""manage.py worker: all workers and the clock, with a broker where none runs."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from workers import broker, programs
from workers.supervisor import ProgramEnded, supervised


class Command(BaseCommand):
    help = "Runs the workers of lectures, the grade worker and beat; joins a live broker or starts one."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        try:
            with supervised(programs.log_dir()) as supervisor:
                url = broker.join_or_start(supervisor)
                for program in programs.worker_programs(url):
                    supervisor.start(program)
                self.stdout.write(f"The workers run with the broker at {url}; their logs are in {programs.log_dir()}.")
                supervisor.stay()
        except (ProgramEnded, broker.BrokerUnavailable) as error:
            raise CommandError(str(error)) from error
