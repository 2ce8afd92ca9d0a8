"""What services above put over the results of a search; they register it, the search knows none of them."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

# From the request and the filters in force (name: key) to HTML; empty shows nothing.
Part = Callable[[HttpRequest, Mapping[str, str]], str]
_parts: list[Part] = []


def register(part: Part) -> None:
    if part not in _parts:
        _parts.append(part)


def over_results(request: HttpRequest, chosen: Mapping[str, str]) -> list[str]:
    """What stands over the results of this search."""
    return [drawn for part in _parts if (drawn := part(request, chosen))]
