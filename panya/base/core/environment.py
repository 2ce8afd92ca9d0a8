"""Every setting that the environment can give, in one list (shown in docs/settings.md)."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what holds without it, and what it is for."""

    name: str
    default: str
    purpose: str

    def value(self) -> str:
        return os.environ.get(self.name, "").strip() or self.default

    def number(self) -> int:
        """The value as a whole number; what is no number counts as what holds without it."""
        value = self.value()
        return int(value if value.isdecimal() else self.default)

    def is_on(self) -> bool:
        return self.value().lower() in {"1", "yes", "true", "on"}


HOME = Setting("PANYA_HOME", "var", "Folder that holds everything the program writes.")
URL = Setting(
    "PANYA_URL",
    "http://localhost:8000",
    "Address that people type; https switches secure cookies and HSTS on.",
)
DATABASE_URL = Setting(
    "PANYA_DATABASE_URL",
    "",
    "postgresql://user:password@host/name; empty means SQLite in PANYA_HOME.",
)
DEBUG = Setting("PANYA_DEBUG", "no", "Show tracebacks in the browser; only for developers.")
HOST = Setting("PANYA_HOST", "127.0.0.1", "Address that the web server listens on.")
TRUSTED_PROXIES = Setting(
    "PANYA_TRUSTED_PROXIES",
    "0",
    "How many proxies of your own stand in front and add X-Forwarded-For (0: header ignored).",
)
MAIL_URL = Setting(
    "PANYA_MAIL_URL",
    "",
    "smtp://user:password@host:port (smtps:// for TLS, smtp+starttls://); empty: mail lies in PANYA_HOME/mail.",
)
MAIL_FROM = Setting("PANYA_MAIL_FROM", "panya@localhost", "Sender of the mails that Panya writes.")
ROOT_UNIT = Setting("PANYA_ROOT_UNIT", "MOC", "Code of the root unit; accounts below it are staff.")
BLOCKING_THREADS = Setting("PANYA_BLOCKING_THREADS", "1", "Threads of a web process (1 measured best on one core).")
WEB_PROCESSES = Setting("PANYA_WEB_PROCESSES", "1", "How many web processes `panya run` starts.")
LOG_LEVEL = Setting("PANYA_LOG_LEVEL", "INFO", "Least level that is written to the log.")
FILE_LIMIT = Setting("PANYA_FILE_LIMIT", "25", "Largest file that is taken, in MB.")
FILE_QUOTA = Setting("PANYA_FILE_QUOTA", "2000", "What one person may keep in files, in MB.")
VIRUS_SCANNER = Setting(
    "PANYA_VIRUS_SCANNER",
    "",
    "Command that gets the path of each upload, e.g. `clamdscan --no-summary --fdpass`: 0 clean, 1 infected; "
    "any other end refuses the file.",
)
GIST = Setting("PANYA_GIST", "yes", "Offer a summary of sentences of its own at the top of long texts (สรุปย่อ).")
REQUEST_CONTACT_DAYS = Setting(
    "PANYA_REQUEST_CONTACT_DAYS",
    "180",
    "Days after the answer to a request for information on which the name, contact and purpose of the citizen are "
    "blanked (an appeal must be possible before).",
)
ANSWERS_URL = Setting(
    "PANYA_ANSWERS_URL",
    "",
    "Base address of an OpenAI-compatible endpoint (…/v1; vLLM, Ollama or any other) that may put answers into words; "
    "it gets only passages that the asker may read. Empty: answers are quotations.",
)
ANSWERS_MODEL = Setting("PANYA_ANSWERS_MODEL", "default", "Name of the model at PANYA_ANSWERS_URL.")
ANSWERS_KEY = Setting("PANYA_ANSWERS_KEY", "", "Key that PANYA_ANSWERS_URL asks for, if any.")
SHARED = Setting("PANYA_SHARED", "../shared", "Development data for tests and bench; skipped where it is missing.")

SETTINGS: tuple[Setting, ...] = (
    HOME,
    URL,
    DATABASE_URL,
    DEBUG,
    HOST,
    TRUSTED_PROXIES,
    MAIL_URL,
    MAIL_FROM,
    ROOT_UNIT,
    BLOCKING_THREADS,
    WEB_PROCESSES,
    LOG_LEVEL,
    FILE_LIMIT,
    FILE_QUOTA,
    GIST,
    VIRUS_SCANNER,
    REQUEST_CONTACT_DAYS,
    ANSWERS_URL,
    ANSWERS_MODEL,
    ANSWERS_KEY,
    SHARED,
)


def home() -> Path:
    """The absolute folder of everything that the program writes; made where it is missing."""
    folder = Path(HOME.value()).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
