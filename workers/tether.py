"""Processes that die with the one that started them, however it dies.

    python tether.py PARENT_PID COMMAND ...

The kernel kills a tethered process when the thread that started it ends, so start it from a thread that stays: the
main one. This file is run by its path and imports nothing of ours, so that it costs one bare interpreter.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <sys/prctl.h>


def main() -> None:
    parent, command = int(sys.argv[1]), sys.argv[2:]
    # Linux only (prctl(2)); elsewhere a killed supervisor leaves its programs running.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # It may have died before the kernel was asked.
    if os.getppid() != parent:
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
