"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from panya.base.core.sqlite_guard import require_safe_sqlite

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panya.site.settings")
application = get_wsgi_application()
require_safe_sqlite()
