"""People, units and records for tests, made through the same models as the product's."""

from tests.factories.assets import AssetFactory, approved
from tests.factories.content import CommentFactory, NotebookFactory, NoteFactory, TagFactory, TopicFactory
from tests.factories.files import PictureFactory, StoredFileFactory
from tests.factories.passkeys import PasskeyFactory, SignInFactory, SoftKey
from tests.factories.people import AppointmentFactory, UnitFactory, UserFactory, root_unit
from tests.factories.reviews import ReviewFactory

__all__ = [
    "AppointmentFactory",
    "AssetFactory",
    "CommentFactory",
    "NoteFactory",
    "NotebookFactory",
    "PasskeyFactory",
    "PictureFactory",
    "ReviewFactory",
    "SignInFactory",
    "SoftKey",
    "StoredFileFactory",
    "TagFactory",
    "TopicFactory",
    "UnitFactory",
    "UserFactory",
    "approved",
    "root_unit",
]
