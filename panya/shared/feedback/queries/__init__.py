"""Reads about what readers do with records, split by noun."""

from panya.shared.feedback.queries.talking import (
    Thread,
    bookmarks_of,
    default_privacy_notice,
    find_comment,
    find_report,
    find_waiting,
    followed_news,
    moderated_items,
    moderators_of,
    open_reports,
    privacy_notice,
    threads_on,
    waiting_comments,
    what_is_followed,
)

__all__ = [
    "Thread",
    "bookmarks_of",
    "default_privacy_notice",
    "find_comment",
    "find_report",
    "find_waiting",
    "followed_news",
    "moderated_items",
    "moderators_of",
    "open_reports",
    "privacy_notice",
    "threads_on",
    "waiting_comments",
    "what_is_followed",
]
