"""The forms about people; what they accept is decided by the actions."""

from panya.shared.people.forms.sign_in import SignInForm

__all__ = ["SignInForm"]
