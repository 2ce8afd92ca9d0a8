"""Settings of Panya; everything that a site may change comes from the environment (docs/settings.md)."""

from pathlib import Path

from panya.base.core import environment
from panya.base.core.databases import databases
from panya.base.core.mail import mail_settings
from panya.base.core.secret_key import secret_key
from panya.site.settings.security import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[2]
PANYA_HOME = environment.home()
PANYA_URL = environment.URL.value().rstrip("/")
PANYA_TRUSTED_PROXIES = int(environment.TRUSTED_PROXIES.value())
PANYA_ROOT_UNIT = environment.ROOT_UNIT.value()

SECRET_KEY = secret_key(PANYA_HOME)
DEBUG = environment.DEBUG.is_on()

INSTALLED_APPS = [
    "panya.site",
    "panya.overviews.answers",
    "panya.overviews.audit_trail",
    "panya.overviews.effects",
    "panya.overviews.experts",
    "panya.overviews.feeds",
    "panya.overviews.search_desk",
    "panya.features.notes",
    "panya.features.assets",
    "panya.shared.activity",
    "panya.shared.feedback",
    "panya.shared.search",
    "panya.shared.content",
    "panya.shared.files",
    "panya.shared.notifications",
    "panya.shared.people",
    "panya.shared.audit",
    "panya.base.ui",
    "panya.base.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "template_partials",
]

MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "panya.base.ui.compression.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "panya.base.ui.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "panya.base.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "panya.shared.people.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "panya.base.ui.middleware.RefusalMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "panya.shared.people.middleware.FirstPasswordMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "panya.base.core.read_only.ReadOnlyGetMiddleware",
]

FORM_RENDERER = "panya.base.ui.renderers.FormRenderer"
ROOT_URLCONF = "panya.site.urls"
WSGI_APPLICATION = "panya.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "panya.base.ui.template_backend.Templates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "panya.base.ui.context.look",
                "panya.site.menu.menu",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "panya.base.ui.templatetags.ui",
            ],
        },
    }
]

# Kept parts of pages; each web process has its own. Nothing that decides a right is ever taken from here.
CACHES = {
    "default": {"BACKEND": "panya.base.core.kept_parts.KeptParts", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}

DATABASES = databases(environment.DATABASE_URL.value(), PANYA_HOME)
DATABASE_ROUTERS = ["panya.base.core.databases.CacheStaysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
# Dates are shown by base/thai through one filter; Django's own formats would mix eras.
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "site" / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "panya.base.ui.storage.StaticStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
# The largest honest note (1 MB of text) fits; a 10-MB title gets an answer before it is parsed further.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# Two of the largest files with a text; what is larger is not even read.
LARGEST_REQUEST = 2 * environment.FILE_LIMIT.number() * 1024 * 1024 + DATA_UPLOAD_MAX_MEMORY_SIZE
# On the disk on which they are kept, not on a small /tmp.
FILE_UPLOAD_TEMP_DIR = PANYA_HOME / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)

EMAIL_FILE_PATH = PANYA_HOME / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM.value()
globals().update(mail_settings(environment.MAIL_URL.value()))

(PANYA_HOME / "logs").mkdir(exist_ok=True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": PANYA_HOME / "logs" / "panya.log",
            "formatter": "line",
        },
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "ERROR"},
    },
    # The terminal gets one plain line from the command itself; the traceback goes to the log only.
    "loggers": {name: {"handlers": ["file"], "propagate": False} for name in ("panya.cli", "panya.base.core.doctor")},
    "root": {"handlers": ["file", "console"], "level": environment.LOG_LEVEL.value().upper()},
}
