"""Where parts of pages are kept in one web process: Django's cache in memory without its pickling and locking."""

import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class KeptParts(BaseCache):
    """Texts and other things that nobody changes, kept as they are; when it is full, all of it is let go.

    Nothing that decides a right is ever taken from here.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        # One operation on a dict is whole for every thread.
        self._kept: dict[str, tuple[float, Any]] = {}

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._kept.get(key)
        return default if found is None or found[0] < time.time() else found[1]

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if len(self._kept) >= self._max_entries:
            self._kept.clear()
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        self._kept[key] = (time.time() + (seconds or 0), value)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.get(key) is not None:
            return False
        self.set(key, value, timeout)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._kept.pop(key, None) is not None

    def clear(self) -> None:
        self._kept.clear()
