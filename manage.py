#!/usr/bin/env python
"""Django's command line for quizgen."""

import os
import sys

from django.core.management import execute_from_command_line

INTERRUPTED = 130
"""What a shell says of a command that Ctrl-C has ended."""

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizgen.settings")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
