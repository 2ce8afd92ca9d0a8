"""The worker reminds reviewers, and says where one has left."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.shared.content.actions.reviewing.reminding import remind_reviewers

periodic("content.remind_reviewers", every=timedelta(hours=1))(remind_reviewers)
