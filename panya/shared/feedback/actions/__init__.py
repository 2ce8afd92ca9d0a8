"""What readers do under a record."""

from panya.shared.feedback.actions.importing import CommentText, add_comments, add_missing_comments

__all__ = ["CommentText", "add_comments", "add_missing_comments"]
