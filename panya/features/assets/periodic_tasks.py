"""The worker looks whether assets have lost their owner."""

from datetime import timedelta

from panya.base.core.schedule import periodic
from panya.features.assets.actions.orphans import tell_of_orphans

periodic("assets.tell_of_orphans", every=timedelta(hours=12))(tell_of_orphans)
