from panya.shared.feedback.models.comment import Comment, CommentState
from panya.shared.feedback.models.privacy import PrivacyNotice
from panya.shared.feedback.models.report import Report, ReportReason, ReportState

__all__ = ["Comment", "CommentState", "PrivacyNotice", "Report", "ReportReason", "ReportState"]
