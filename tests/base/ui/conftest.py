"""The look is tested without the product above it: no menu, none of the product's middleware."""

import copy

import pytest

_PLAIN = {"panya.shared.people.middleware.PersonMiddleware": "django.contrib.auth.middleware.AuthenticationMiddleware"}


@pytest.fixture(autouse=True)
def _without_the_product(settings):
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        name for name in options["context_processors"] if not name.startswith("panya.site")
    ]
    settings.TEMPLATES = templates
    above = ("panya.shared", "allauth", "whitenoise")
    kept = [_PLAIN.get(name, name) for name in settings.MIDDLEWARE]
    settings.MIDDLEWARE = [name for name in kept if not name.startswith(above)]
