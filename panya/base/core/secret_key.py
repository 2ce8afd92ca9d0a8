"""The secret key: made at the first start, kept in PANYA_HOME, readable by the owner only."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """Read the key of this home; make one (mode 0600) where there is none yet."""
    path = home / "secret_key"
    try:
        # O_EXCL: two processes that start together agree on the one key that was made first.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text().strip()
        if len(key) < 50:
            raise RuntimeError(
                f"{path} is damaged: restore it from a backup, or delete it to sign everyone out."
            ) from None
        return key
    key = secrets.token_urlsafe(60)
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
