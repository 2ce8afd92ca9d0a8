from panya.shared.content.choices import Access, Licence, Status
from panya.shared.content.models.draft import Draft
from panya.shared.content.models.file import DraftFile, ItemFile
from panya.shared.content.models.item import Item, NumberSequence
from panya.shared.content.models.link import Link
from panya.shared.content.models.notebook import Notebook
from panya.shared.content.models.revision import Revision
from panya.shared.content.models.subjects import Tag, Topic

__all__ = [
    "Access",
    "Draft",
    "DraftFile",
    "Item",
    "ItemFile",
    "Licence",
    "Link",
    "Notebook",
    "NumberSequence",
    "Revision",
    "Status",
    "Tag",
    "Topic",
]
