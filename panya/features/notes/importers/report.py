"""What an import did, record by record."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Refusal:
    """One record that was not taken in, and why; line 0 means the file as a whole."""

    line: int
    reason: str
    file: str = ""


@dataclass(frozen=True)
class Remark:
    """Something of a record that could not be kept as it came, though the record was."""

    line: int
    remark: str
    file: str = ""


@dataclass
class Report:
    """The counts of an import; `was_read` is false where nothing could be read or all was refused."""

    created: int = 0
    unchanged: int = 0
    updated: int = 0
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def was_read(self) -> bool:
        return bool(self.created or self.unchanged or self.updated)

    def as_json(self) -> dict[str, object]:
        """The shape that other programs rely on: keys are added, never renamed."""
        return {
            "created": self.created,
            "unchanged": self.unchanged,
            "updated": self.updated,
            "refused": [_without_blanks(refusal) for refusal in self.refused],
            "remarks": [_without_blanks(remark) for remark in self.remarks],
        }


def _without_blanks(row: Refusal | Remark) -> dict[str, object]:
    return {key: value for key, value in asdict(row).items() if value != ""}
