from panya.shared.feedback.models.bookmark import Bookmark
from panya.shared.feedback.models.citizens import InformationRequest, RequestState, Usefulness
from panya.shared.feedback.models.comment import Comment, CommentState
from panya.shared.feedback.models.follow import COLUMNS, Follow, Followed, FollowKind
from panya.shared.feedback.models.privacy import PrivacyNotice
from panya.shared.feedback.models.report import Report, ReportReason, ReportState
from panya.shared.feedback.models.thanks import Thank
from panya.shared.feedback.models.use import Improvement, UseManner, UseQuerySet, UseRecord, UseResult, UseState, Work

__all__ = [
    "COLUMNS",
    "Bookmark",
    "Comment",
    "CommentState",
    "Follow",
    "FollowKind",
    "Followed",
    "Improvement",
    "InformationRequest",
    "PrivacyNotice",
    "Report",
    "ReportReason",
    "ReportState",
    "RequestState",
    "Thank",
    "UseManner",
    "UseQuerySet",
    "UseRecord",
    "UseResult",
    "UseState",
    "Usefulness",
    "Work",
]
