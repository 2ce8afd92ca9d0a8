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
# What pages leave (Django's contexts hold themselves) is taken out in larger heaps: one page in sixteen waited for it.
gc.set_threshold(50_000, 20, 50)
