"""Forms in the look of Panya, also where a library writes `{{ form }}`."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template


class FormRenderer(DjangoTemplates):
    """Whole forms and fields by our templates, single inputs by Django's."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("ui/forms/"):
            return get_template(template_name)
        return super().get_template(template_name)
