"""The door for a web server. It stays shut while the database cannot promise to keep what is saved."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from clinic import durability
from clinic.readable import behind_the_door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")

application = behind_the_door(get_wsgi_application())
durability.require()
# What is loaded by now stays for good. Python need not look through it again for what may go, nor often for the rest.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
