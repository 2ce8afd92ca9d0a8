"""On and off for each kind."""

from django import forms

from panya.shared.notifications import kinds


class WishesForm(forms.Form):
    """Each list holds the kinds that are on."""

    bell = forms.MultipleChoiceField(required=False, choices=lambda: [(kind.key, "") for kind in kinds.all_kinds()])
    mail = forms.MultipleChoiceField(required=False, choices=lambda: [(kind.key, "") for kind in kinds.all_kinds()])
