"""manage.py web: the site, with a broker where none runs."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from workers import broker, programs, site
from workers.supervisor import ProgramEnded, supervised


class Command(BaseCommand):
    help = "Serves the site on 127.0.0.1:PORT; joins a live broker or starts one."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            programs.refuse_taken_port()
            call_command("migrate", verbosity=0)
            site.collect_static()
            with supervised(programs.log_dir()) as supervisor:
                supervisor.start(programs.web(broker.join_or_start(supervisor)))
                site.wait_until_served(supervisor)
                self.stdout.write(f"The site is at http://127.0.0.1:{settings.PORT}/. Ctrl-C ends.")
                supervisor.stay()
        except (ProgramEnded, broker.BrokerUnavailable, programs.PortTaken) as error:
            raise CommandError(str(error)) from error
