"""manage.py demo: the whole site on this machine, with a real lecture made into a quiz."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from workers import broker, demonstration, pipeline, programs, site
from workers.bars import watch
from workers.demonstration import DemoPeople
from workers.supervisor import ProgramEnded, Supervisor, supervised

STOPS = "Ctrl-C stops everything."
OWN_USERS = "This database has users of its own, so no demo users were made. Sign in with yours."


class Command(BaseCommand):
    help = "Runs broker, workers and web server, and makes the sample lecture into a quiz."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with _only_demo():
                programs.refuse_taken_port()
                call_command("migrate", verbosity=0)
                site.collect_static()
                with supervised(programs.log_dir()) as supervisor:
                    self._run(supervisor)
        except (ProgramEnded, broker.BrokerUnavailable, programs.PortTaken) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Everything is stopped.")

    def _run(self, supervisor: Supervisor) -> None:
        url = broker.join_or_start(supervisor)
        if supervisor.runs("broker"):
            # No worker shared this broker, so whatever is marked as running was left behind by a killed one.
            pipeline.release()
        for program in (
            programs.web(url),
            programs.grade_worker(url),
            *programs.lecture_workers(url),
            programs.beat(url),
        ):
            supervisor.start(program)
        people = demonstration.demo_people()
        quiz = self._show_lecture(supervisor, people) if people else OWN_USERS
        site.wait_until_served(supervisor)
        self._welcome(people, quiz)
        supervisor.stay()

    def _show_lecture(self, supervisor: Supervisor, people: DemoPeople) -> str:
        """Has the sample processed by the workers; what became of it, as a sentence."""
        lecture = demonstration.demo_lecture(people)
        if not demonstration.is_processed(lecture):
            self.stdout.write("The sample lecture becomes a quiz; this takes about a minute, once.")
            watch(lecture, meanwhile=supervisor.check)
        failed = lecture.stage_runs.exclude(error="").first()
        if failed:
            return f"The sample lecture could not be processed: {failed.error}"
        count = demonstration.publish_best(lecture)
        return f"{count} questions of the sample lecture are published: the learner can start at once."

    def _welcome(self, people: DemoPeople | None, quiz: str) -> None:
        lines = ["", f"  quizgen is at  http://{programs.HOST}:{settings.PORT}/"]
        if people:
            lines += [f"  {role:<13}  {who.username}  {who.password}" for role, who in _roles(people)]
        self.stdout.write("\n".join([*lines, "", f"  {quiz}", f"  {STOPS} Logs are in {programs.log_dir()}.", ""]))


def _roles(people: DemoPeople) -> list[tuple[str, demonstration.SignIn]]:
    return [("instructor", people.instructor), ("learner", people.learner)]


@contextmanager
def _only_demo() -> Iterator[None]:
    with (Path(settings.VAR_DIR) / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("The demo runs already; stop it first, or set VAR_DIR and PORT for another.") from None
        yield
