"""How gunicorn serves a practice: gunicorn --config python:clinic.server clinic.wsgi.

Processes, not threads: a save is mostly work for the processor. As many as there are processors, for whoever holds the
turn to write is held up by each more; two at least, so that a long print is never all that is served.
"""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", max(2, os.cpu_count() or 1)))
preload_app = True  # read once, and a fault in the settings stops the start
timeout = 60  # seconds; longer than anybody waits for the turn to write, and than the longest print takes
