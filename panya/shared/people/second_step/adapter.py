"""What allauth asks about second steps: how their secrets lie in the database."""

import base64
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

_log = logging.getLogger(__name__)


class SecondSteps(DefaultMFAAdapter):
    """Secrets are encrypted with the site's secret key: a stolen database alone opens no account."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret, or nothing where there is none or the secret key has changed since."""
        if not encrypted_text:
            return ""
        try:
            return _box().decrypt(encrypted_text.encode("ascii")).decode()
        except InvalidToken:
            _log.error("a secret of a second step cannot be read; was the file secret_key replaced?")
            return ""


def _box() -> Fernet:
    key = salted_hmac("panya.people.second-step", "", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
