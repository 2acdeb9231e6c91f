"""The site with many rows: run by `make bench` on settings of its own, and in small by the tests of query counts."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizgen.settings")
if not apps.ready:
    django.setup()
