"""WSGI entry for the production server."""

import os

from django.core.wsgi import get_wsgi_application

from quizgen.whole_bodies import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizgen.settings")

application = whole_bodies(get_wsgi_application())
