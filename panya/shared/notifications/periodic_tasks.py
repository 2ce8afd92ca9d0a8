"""The worker sends the mails, and forgets what has long been read."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.notifications.actions import forget_old
from panya.shared.notifications.delivery import Postman

periodic("notifications.send_mails", every=timedelta(seconds=5))(Postman().begin_round)
periodic("notifications.forget_old", every=timedelta(days=1))(forget_old)
