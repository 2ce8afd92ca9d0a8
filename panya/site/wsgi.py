"""What the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from panya.base.core.sqlite_guard import require_safe_sqlite

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")
application = get_wsgi_application()
require_safe_sqlite()

# The program itself is no garbage: looking through it again and again cost a third of a page's time.
get_resolver().check()
gc.collect()
gc.freeze()
# A page leaves two hundred things that hold each other (the request and what knows it): one in fifty takes them out.
gc.set_threshold(10_000, 20, 50)
