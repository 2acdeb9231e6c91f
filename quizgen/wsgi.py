"""WSGI entry for the production server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizgen.settings")

application = get_wsgi_application()
