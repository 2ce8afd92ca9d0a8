"""The part of the settings that keeps people safe: cookies, headers, passwords, sign-in."""

from csp.constants import NONCE, NONE, SELF

from panya.base.core import environment

_secure = environment.URL.value().startswith("https://")
_host = environment.URL.value().split("://", 1)[-1].split("/", 1)[0]

ALLOWED_HOSTS = sorted({_host.rsplit(":", 1)[0], "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [environment.URL.value().rstrip("/")] if _secure else []
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _secure and environment.TRUSTED_PROXIES.value() != "0" else None
)

_prefix = "__Host-" if _secure else ""
SESSION_COOKIE_NAME = f"{_prefix}panya-session"
CSRF_COOKIE_NAME = f"{_prefix}panya-csrf"
LANGUAGE_COOKIE_NAME = "panya-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "panya.base.core.session_store"
SESSION_COOKIE_AGE = 14 * 24 * 3600

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
# Only where our own proxy says which scheme it was asked in, else the redirect would never end.
SECURE_SSL_REDIRECT = SECURE_PROXY_SSL_HEADER is not None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

AUTHENTICATION_BACKENDS = ["panya.shared.people.sign_in.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "panya.shared.people.sign_in.ClosedSignUp"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "person_code"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
# Sign-up is closed; allauth only checks that this agrees with the line above.
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Allauth's own limits count strangers against the account they name; ours do not.
ACCOUNT_RATE_LIMITS = False

# Second steps: allauth's stage and tables, our own pages, limits and secrets (decision 15).
MFA_ADAPTER = "panya.shared.people.second_step.adapter.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
