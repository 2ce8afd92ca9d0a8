from panya.shared.feedback.models.bookmark import Bookmark
from panya.shared.feedback.models.comment import Comment, CommentState
from panya.shared.feedback.models.follow import COLUMNS, Follow, Followed, FollowKind
from panya.shared.feedback.models.privacy import PrivacyNotice
from panya.shared.feedback.models.report import Report, ReportReason, ReportState
from panya.shared.feedback.models.thanks import Thank

__all__ = [
    "COLUMNS",
    "Bookmark",
    "Comment",
    "CommentState",
    "Follow",
    "FollowKind",
    "Followed",
    "PrivacyNotice",
    "Report",
    "ReportReason",
    "ReportState",
    "Thank",
]
