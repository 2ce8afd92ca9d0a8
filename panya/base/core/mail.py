"""Mail settings from an address; without one, mails lie as files in PANYA_HOME/mail."""

from typing import Any
from urllib.parse import unquote, urlsplit

_SCHEMES = {"smtp": (25, False, False), "smtps": (465, True, False), "smtp+starttls": (587, False, True)}


def mail_settings(address: str) -> dict[str, Any]:
    """Django's EMAIL_… settings for smtp://, smtps:// or smtp+starttls://user:password@host:port."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError("PANYA_MAIL_URL must look like smtp://, smtps:// or smtp+starttls://user:password@host:port")
    port, tls, starttls = _SCHEMES[parts.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": 20,
    }
