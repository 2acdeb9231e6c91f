"""What a site needs before it is served, and how to tell that it is."""

import hashlib
import time
import urllib.error
import urllib.request
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from workers.supervisor import Supervisor

LOOK_EVERY_S = 0.1


def collect_static() -> None:
    """Collects and compresses static files, unless those that are there were made from the same ones."""
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    made_from = _static_digest()
    if not stamp.is_file() or stamp.read_text() != made_from:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(made_from)


def wait_until_served(supervisor: Supervisor) -> None:
    """Returns when the web server answers. Raises ProgramEnded where it does not stay alive."""
    while not _answers(f"http://127.0.0.1:{settings.PORT}/"):
        supervisor.check()
        time.sleep(LOOK_EVERY_S)


def _static_digest() -> str:
    digest = hashlib.sha256(version("whitenoise").encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
