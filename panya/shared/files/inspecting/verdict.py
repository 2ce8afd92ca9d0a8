"""What the child process says about a file."""

from dataclasses import dataclass, field


class Unfit(Exception):
    """The file is not taken; `reason` is a key of `files.reasons.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Verdict:
    """The type by content, and for a picture what was written anew from it."""

    media_type: str
    extension: str
    width: int = 0
    height: int = 0
    # Names of files in the folder that the parent gave, by what they are: `picture`, `small`.
    written: dict[str, str] = field(default_factory=dict)
