"""Forms in the look of Panya, also where a library writes `{{ form }}`."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

_OURS = {"django/forms/widgets/select.html": "ui/components/select.html"}


class FormRenderer(DjangoTemplates):
    """Whole forms, fields and lists to choose from by our templates, other inputs by Django's."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("ui/forms/"):
            return get_template(template_name)
        return super().get_template(_OURS.get(template_name, template_name))
