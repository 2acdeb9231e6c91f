"""The web server in production: `gunicorn --config deploy/gunicorn.conf.py quizgen.wsgi:application`.

BIND and WEB_WORKERS change what is usual. The site logs each request itself, with its id and duration.
"""

import os

from quizgen.logs import configuration

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# Threads wait: for a worker's grade, and for players that read a recording as slowly as they play it.
worker_class = "gthread"
threads = 16
graceful_timeout = 30
# Recordings of gigabytes come in over slow lines; a thread that reads does not stop its process's heartbeat.
timeout = 120
max_requests = 5000
max_requests_jitter = 500
accesslog = None
control_socket_disable = True
logconfig_dict = configuration(form=os.environ.get("LOG_FORMAT", "lines"), level=os.environ.get("LOG_LEVEL", "INFO"))
