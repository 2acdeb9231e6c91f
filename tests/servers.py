"""python -m tests.servers: the suites of pipeline, claims and services once more, on PostgreSQL and a real Redis.

Starts a temporary PostgreSQL cluster as a user of its own on a Unix socket, gives its address and that of the Redis
program to the tests by TEST_DATABASE_URL and TEST_BROKER, and leaves nothing behind, however it ends: the kernel stops
cluster and tests when this process dies. Where a server is not installed, it says so; in CI that is a failure.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).resolve().parent.parent
OWNERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root."""
OLDEST = 15
WHERE, FOLDER = Path("/tmp"), "quizgen-pg-"
"""Not TMPDIR: a Unix socket's path ends after 107 bytes. The name goes on with the process that made the folder."""
START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 20.0
SUITES = ["tests/quizgen", "tests/workers", "tests/test_servers.py"]
# These start a site of their own, whose database is SQLite by its very purpose, weigh engines, which know no database,
# or need another environment.
LEFT_OUT = [
    "tests/workers/test_demo.py",
    "tests/workers/test_process_lecture.py",
    "tests/workers/test_memory.py",
    "tests/workers/paddle",
]
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


class Missing(Exception):
    """The message is a sentence that says what to install."""


def main(command: Sequence[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        postgres, redis = postgres_programs(), redis_program()
    except Missing as missing:
        print(f"The suites were not run on PostgreSQL and Redis. {missing}", flush=True)  # noqa: T201
        return 1 if os.environ.get("CI") else 0
    with cluster(postgres) as url:
        print(f"The suites once more, on {_version(postgres / 'postgres')} and {_version(redis)}", flush=True)  # noqa: T201
        environment = {**os.environ, "TEST_DATABASE_URL": url, "TEST_BROKER": str(redis)}
        return subprocess.run([*_dies_with_us("KILL"), *command], env=environment, cwd=ROOT, check=False).returncode


def postgres_programs() -> Path:
    """The directory of the newest server: Debian keeps it out of PATH. Raises Missing."""
    if shutil.which("setpriv") is None:
        raise Missing("Install setpriv (a part of util-linux), which ends the server with the tests.")
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in [*packaged, *_configured(), *_in_path()]:
        if (folder / "initdb").exists() and (folder / "postgres").exists() and _major(folder) >= OLDEST:
            return folder
    raise Missing(f"Install a PostgreSQL server, {OLDEST} or later (Debian, Ubuntu: apt-get install postgresql).")


def redis_program() -> Path:
    """Raises Missing."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Missing("Install a Redis server (Debian, Ubuntu: apt-get install redis-server).")


def drop_abandoned() -> None:
    """The files of clusters whose process was killed: it could end the servers by its death, but delete nothing."""
    for folder in WHERE.glob(f"{FOLDER}*"):
        pid = folder.name.removeprefix(FOLDER).partition("-")[0]
        if not (Path("/proc") / pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """The URL of a new, empty cluster, which is gone with its files when the block ends."""
    drop_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-", dir=WHERE))
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    server = None
    try:
        _initialise(programs, folder, owner)
        server = _start(programs, folder, owner)
        yield f"postgresql://quizgen@{quote(str(folder), safe='')}/quizgen"
    finally:
        if server is not None:
            _end(server)
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Whoever reaches the socket is trusted; only the owner and root reach it."""
    options = ["--username=quizgen", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]
    made = subprocess.run(
        [*_as(owner), str(programs / "initdb"), "--pgdata", str(folder / "data"), *options],
        cwd=folder,
        env=_clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(f"initdb failed:\n{made.stdout}{made.stderr}")


def _start(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    settings = [word for setting in (*FAST, f"unix_socket_directories={folder}") for word in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), *settings]
    with (folder / "log").open("wb") as log:
        # SIGQUIT: an immediate shutdown, which leaves no shared memory behind.
        server = subprocess.Popen(
            [*_dies_with_us("QUIT", owner), *command], cwd=folder, env=_clean(), stdout=log, stderr=log
        )
    deadline = time.monotonic() + START_TIMEOUT_S
    while not _answers(folder):
        if server.poll() is not None or time.monotonic() > deadline:
            _end(server)
            raise SystemExit(f"PostgreSQL does not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.1)
    return server


def _answers(folder: Path) -> bool:
    try:
        with psycopg.connect(host=str(folder), user="quizgen", dbname="postgres", connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _end(server: subprocess.Popen[bytes]) -> None:
    """SIGINT is a fast shutdown: it waits for nobody's transaction."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=STOP_TIMEOUT_S)
            return


def _owner() -> pwd.struct_passwd | None:
    """Who runs the cluster where we are root, else ourselves (None)."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in OWNERS if name in known)


def _as(owner: pwd.struct_passwd | None) -> list[str]:
    return [] if owner is None else _setpriv(owner)


def _dies_with_us(number: str, owner: pwd.struct_passwd | None = None) -> list[str]:
    """A change of user clears the parent-death signal, so setpriv(1) must do both, in its order."""
    return [*_setpriv(owner), f"--pdeathsig={number}"]


def _setpriv(owner: pwd.struct_passwd | None) -> list[str]:
    if owner is None:
        return ["setpriv"]
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _configured() -> list[Path]:
    if shutil.which("pg_config") is None:
        return []
    return [Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip())]


def _in_path() -> list[Path]:
    found = shutil.which("postgres")
    return [Path(found).resolve().parent] if found else []


def _major(folder: Path) -> int:
    """`postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`"""
    return int(_version(folder / "postgres").split("PostgreSQL) ")[1].split(".")[0].split()[0])


def _version(program: Path) -> str:
    return subprocess.check_output([program, "--version"], text=True).strip()


def _clean() -> dict[str, str]:
    """Without what would send the programs to another cluster, and with messages that can be read."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _pytest(arguments: Sequence[str]) -> list[str]:
    ignored = [f"--ignore={path}" for path in LEFT_OUT]
    return [sys.executable, "-m", "pytest", *(arguments or SUITES), *ignored]


if __name__ == "__main__":
    sys.exit(main(_pytest(sys.argv[1:])))
