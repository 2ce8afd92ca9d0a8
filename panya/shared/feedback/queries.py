from django.db.models import QuerySet

from panya.shared.content.models import Item
from panya.shared.feedback.models import Comment, CommentState


def comments_on(item: Item) -> QuerySet[Comment]:
    """The visible comments under an item that the caller was allowed to read, in their order."""
    return item.comments.filter(state=CommentState.VISIBLE).select_related("author")
