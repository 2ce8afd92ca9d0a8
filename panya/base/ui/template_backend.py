"""Django's templates, whose contexts let go of what they showed once it is drawn."""

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.utils.safestring import SafeString


class Templates(django.DjangoTemplates):
    """As Django's own, but for the end of a drawing."""

    def from_string(self, template_code: str) -> "_Template":
        return _Template(super().from_string(template_code).template, self)

    def get_template(self, template_name: str) -> "_Template":
        return _Template(super().get_template(template_name).template, self)


class _Template(django.Template):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        drawn = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(drawn)
        except TemplateDoesNotExist as fault:
            django.reraise(fault, self.backend)
        finally:
            # A context and the values pushed on it hold each other: all records of a page waited for the collector,
            # which now and then took longer than a page.
            drawn.dicts.clear()
