"""What the worker does for accounts: send their mails, bring home when sign-ins were used, forget what is over."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.people.account_mail import forget_old_notices, send_account_mails
from panya.shared.people.actions.sign_ins import forget_ended_sign_ins
from panya.shared.people.last_seen import fold_seen

periodic("people.send_account_mails", every=timedelta(seconds=2))(send_account_mails)
periodic("people.fold_seen", every=timedelta(minutes=5))(fold_seen)
periodic("people.forget_ended_sign_ins", every=timedelta(hours=6))(forget_ended_sign_ins)
periodic("people.forget_old_notices", every=timedelta(days=1))(forget_old_notices)
