from panya.shared.content.choices import Access, Licence, Practice, Retention, Status, Validity
from panya.shared.content.models.aim import Aim, AimKind
from panya.shared.content.models.draft import Draft
from panya.shared.content.models.file import DraftFile, ItemFile
from panya.shared.content.models.item import Item, NumberSequence
from panya.shared.content.models.link import Link
from panya.shared.content.models.notebook import Notebook
from panya.shared.content.models.review import Assignment, Remark, Review, ReviewState
from panya.shared.content.models.revision import Revision
from panya.shared.content.models.subjects import Tag, Topic
from panya.shared.content.models.term import Term

__all__ = [
    "Access",
    "Aim",
    "AimKind",
    "Assignment",
    "Draft",
    "DraftFile",
    "Item",
    "ItemFile",
    "Licence",
    "Link",
    "Notebook",
    "NumberSequence",
    "Practice",
    "Remark",
    "Retention",
    "Review",
    "ReviewState",
    "Revision",
    "Status",
    "Tag",
    "Term",
    "Topic",
    "Validity",
]
