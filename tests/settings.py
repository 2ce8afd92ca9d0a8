"""Settings of the tests: a home of its own for each process, quick password hashes."""

import os
import tempfile

# Before the product's settings look: every xdist process writes into its own home.
os.environ["PANYA_HOME"] = tempfile.mkdtemp(prefix="panya-test-")
for _name in ("PANYA_URL", "PANYA_MAIL_URL", "PANYA_TRUSTED_PROXIES", "PANYA_ROOT_UNIT"):
    os.environ.pop(_name, None)

from panya.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
for _alias in DATABASES.values():  # noqa: F405
    _alias["CONN_MAX_AGE"] = 0
if not os.environ.get("PANYA_DATABASE_URL"):
    # Threads need a file database: an in-memory one belongs to one connection.
    for _alias_name, _alias in DATABASES.items():  # noqa: F405
        _alias["TEST"] = {"NAME": os.path.join(os.environ["PANYA_HOME"], f"{_alias_name}.sqlite3")}
    # No migration ever runs there (its router says so): to play them all through would still take seconds.
    DATABASES["cache"]["TEST"]["MIGRATE"] = False  # noqa: F405
