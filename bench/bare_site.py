"""The peer: a bare Django page – one query, one template, session and sign-in – on the same server.

`python -m bench.bare_site` prepares the database and prints a session cookie; as a module it is the
WSGI application. Its folder is PANYA_HOME/bare.
"""

import os
from pathlib import Path

import django
from django.conf import settings

import panya  # noqa: F401  (the same SQLite library as the product's)

FOLDER = Path(os.environ["PANYA_HOME"]) / "bare"
FOLDER.mkdir(parents=True, exist_ok=True)
(FOLDER / "page.html").write_text(
    "<!DOCTYPE html><html lang='th'><title>{{ entry.app }}</title><h1>{{ entry.name }}</h1>"
    "<p>{{ user.username }}</p><p>{{ body }}</p></html>"
)
BODY = "ความรู้ที่แบ่งปันคือแรงผลักดัน " * 60

if not settings.configured:
    settings.configure(
        SECRET_KEY="bench" * 12,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": FOLDER / "bare.sqlite3",
                "CONN_MAX_AGE": None,
                "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [FOLDER],
                "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
            }
        ],
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


@login_required
def page(request):
    from django.contrib.contenttypes.models import ContentType

    return render(request, "page.html", {"entry": ContentType.objects.filter(model="user").first(), "body": BODY})


urlpatterns = [path("page", page)]
application = get_wsgi_application()


def prepare() -> str:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    person, _ = User.objects.get_or_create(username="officer")
    client = Client()
    client.force_login(person)
    return f"sessionid={client.cookies['sessionid'].value}"


if __name__ == "__main__":
    print(prepare())
