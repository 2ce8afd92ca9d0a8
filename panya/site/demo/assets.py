"""The knowledge assets of the demo ministry, in every state: approved, waiting, returned, used, retired."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panya.base.core.clock import today
from panya.features.assets.item_kinds import KIND
from panya.features.assets.models import Asset, AssetType
from panya.features.assets.structure import LegalRef, Parts
from panya.shared.activity import actions as activity
from panya.shared.content.actions.drafts import discard, open_draft
from panya.shared.content.actions.files import add_file
from panya.shared.content.actions.items import Place, create_item, retire, show_revision
from panya.shared.content.actions.reviewing.handing import hand_over
from panya.shared.content.models import (
    Assignment,
    Draft,
    Item,
    Link,
    Remark,
    Review,
    ReviewState,
    Revision,
    Status,
    Topic,
    Validity,
)
from panya.shared.content.text import Text
from panya.shared.feedback.models import Improvement, UseRecord, UseState, Work
from panya.shared.people.actions.circles import circle_of_unit
from panya.shared.people.models import Unit, User
from panya.shared.people.queries import staff
from panya.site.demo.days import written
from panya.site.demo.stories import MARK, person, unit_then

FOLDER = Path(__file__).parent / "assets"
_DAYS_IN_REVIEW = 6


def asset_rows() -> list[dict[str, Any]]:
    """Every asset of every area, the oldest first, so that one may rest on older ones."""
    files = sorted(FOLDER.glob("*.json"))
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    return sorted(rows, key=written)


def load_assets(rows: list[dict[str, Any]]) -> dict[str, Item]:
    """Write, review, show and use every asset; those that were replaced are retired last."""
    items = {row["slug"]: _load(row) for row in rows}
    for row in rows:
        item = items[row["slug"]]
        for slug in row.get("relies_on", ()):
            Link.objects.create(source=item, target=items[slug], kind=Link.RELIES_ON)
        if sibling := row.get("title_en_sibling"):
            _translate(item, row, sibling)
    for row in rows:
        if retired := row.get("retired"):
            successor = items[retired["successor"]] if retired["successor"] else None
            item = Item.objects.get(pk=items[row["slug"]].pk)
            if successor is not None and not item.owner.is_staff_member:
                # Its owner has left: whoever wrote what replaces it took it over, and may read both.
                item.owner = successor.owner
                item.save(update_fields=["owner"])
            # One leaflet for the public gave way to a text for the counters.
            retire(item, by=item.owner, reason=retired["reason"], superseded_by=successor, for_some_readers=True)
    return items


def hand_over_from_leavers() -> None:
    """Who leaves hands over first: no asset lies without an owner."""
    heir = person("km@example.go.th")
    owned = Item.objects.of_kind(KIND).exclude(owner__in=staff()).exclude(status=Status.RETIRED)
    for item in owned.select_related("owner"):
        hand_over(item, heir, by=item.owner, reason="พ้นจากราชการ")


def _load(row: dict[str, Any]) -> Item:
    owner, at = person(row["owner"]), written(row)
    draft = _draft_with_files(row, owner)
    item = _write(row, _text(row, draft), owner, at)
    if draft is not None:
        discard(draft, by=owner)
    item.practices = row["practices"]
    item.import_format, item.import_id = MARK, row["slug"]
    item.save(update_fields=["practices", "import_format", "import_id"])
    if row["state"] == "draft":
        return item
    review = _review(item, row, at)
    if row["state"] in {"published", "retired"}:
        item = _show(item, row, review)
        for use in row.get("uses", ()):
            _use(item, use)
    return item


def _write(row: dict[str, Any], text: Text, owner: User, at: datetime) -> Item:
    """Without asking who may: some of the owners have left since, and wrote when they had a unit."""
    item = create_item(KIND, text, _place(row, owner, at), owner=owner, author=owner, written_at=at)
    Asset.objects.create(item=item, type=row["type"], form=row["form"])
    return item


def _text(row: dict[str, Any], draft: Draft | None) -> Text:
    parts = Parts(
        situation=row["situation"],
        steps=tuple(row["steps"]),
        cautions=tuple(row["cautions"]),
        legal_refs=tuple(LegalRef(**ref) for ref in row["legal_refs"]),
        title_en=row["title_en"],
    ).as_json()
    if draft is not None:
        parts["files"] = [link.file.public_id for link in draft.files.select_related("file")]
    return Text(row["title"], row["lead"], _body(f"{row['slug']}.html"), parts)


def _body(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _draft_with_files(row: dict[str, Any], owner: User) -> Draft | None:
    """Files come into a text over a draft, as in the editor."""
    if not row.get("files"):
        return None
    draft = open_draft(owner, KIND)
    for name in row["files"]:
        content = (FOLDER / "files" / name).read_bytes()
        add_file(draft, SimpleUploadedFile(name, content), by=owner)
    return draft


def _place(row: dict[str, Any], owner: User, at: datetime) -> Place:
    unit = unit_then(owner, at)
    return Place(
        unit=unit,
        access=row["access"],
        circles=tuple(circle_of_unit(Unit.objects.by_code(code)) for code in row.get("circles", ())),
        licence=unit.default_licence,
        topics=(Topic.objects.get(slug=row["topic"]),),
        tags=tuple(row["tags"]),
    )


def _review(item: Item, row: dict[str, Any], at: datetime) -> Review:
    """How the review of its first text went; one that is still open was asked for a few days ago."""
    state = {"in_review": ReviewState.OPEN, "returned": ReviewState.RETURNED}.get(row["state"], ReviewState.APPROVED)
    asked = timezone.now() - timedelta(days=3) if state == ReviewState.OPEN else at + timedelta(days=1)
    ended = None if state == ReviewState.OPEN else min(asked + timedelta(days=_DAYS_IN_REVIEW), timezone.now())
    latest = _latest(item)
    review = Review.objects.create(
        item=item,
        revision=latest,
        sha256=latest.sha256,
        state=state,
        needed=2 if row["type"] == AssetType.RULE else 1,
        asked_by=item.owner,
        asked_at=asked,
        due_on=timezone.localdate(asked) + timedelta(days=7),
        ended_at=ended,
    )
    for reviewer in row["reviewers"]:
        _assign(review, person(reviewer), state, row.get("review_note") or "")
    for remark in row.get("remarks", ()):
        Remark.objects.create(
            review=review,
            by=person(row["reviewers"][0]),
            part="body",
            quote=remark["quote"],
            words=remark["text"],
            at=ended or asked,
        )
    return review


def _assign(review: Review, reviewer: User, state: str, words: str) -> None:
    decided = state != ReviewState.OPEN
    Assignment.objects.create(
        review=review,
        reviewer=reviewer,
        assigned_at=review.asked_at,
        decision=state if decided else "",
        words=words if decided else "",
        decided_at=review.ended_at,
    )


def _show(item: Item, row: dict[str, Any], review: Review) -> Item:
    at = review.ended_at
    item = show_revision(item, review.revision, by=item.owner, at=at)
    activity.record("assets.publish", item=item, by=item.owner, at=at)
    validity = Validity(row.get("validity") or Validity.CURRENT)
    item.validity, item.review_by = validity, _review_by(timezone.localdate(item.published_at), row, validity)
    item.save(update_fields=["validity", "review_by"])
    return item


def _review_by(shown: date, row: dict[str, Any], validity: str) -> date:
    """A year after it was shown, half a year for rules; what lives on from the old days was renewed since."""
    spread = len(row["title"]) * 7
    if validity == Validity.DUE:
        return today() + timedelta(days=3 + spread % 25)
    if validity == Validity.OUTDATED:
        return today() - timedelta(days=5 + spread % 90)
    usual = shown + timedelta(days=182 if row["type"] == AssetType.RULE else 365)
    return usual if usual > today() + timedelta(days=31) else today() + timedelta(days=40 + spread % 300)


def _use(item: Item, row: dict[str, Any]) -> None:
    by, shown = person(row["by"]), item.published_at or timezone.now()
    at = min(shown + timedelta(days=row["days_after"]), timezone.now())
    confirmed, declined = row.get("confirmed_by"), row.get("declined")
    decided_by = person(confirmed) if confirmed else item.owner if declined else None
    unit = unit_then(by, at)
    work = Work.objects.get_or_create(unit=unit, key=Work.key_of(row["work"]), defaults={"name": row["work"]})[0]
    UseRecord.objects.create(
        item=item,
        by=by,
        unit=unit,
        owner_unit=item.unit,
        used_on=timezone.localdate(at),
        work=work,
        manner=row["how"],
        result=row["result"],
        what=row["what"],
        hours=Decimal(str(row["hours"])),
        baht=Decimal(str(row["baht"])),
        improvement=row["improve"],
        improvement_state=Improvement.OPEN if row["improve"] else "",
        state=UseState.CONFIRMED if confirmed else UseState.DECLINED if declined else UseState.RECORDED,
        recorded_at=at,
        decided_by=decided_by,
        decided_at=min(at + timedelta(days=2), timezone.now()) if decided_by else None,
        decline_reason=declined or "",
    )
    activity.record("feedback.use", item=item, by=by, to=item.owner, at=at)


def _translate(source: Item, row: dict[str, Any], sibling: dict[str, str]) -> None:
    """An English asset beside the Thai one, made from the text that shows."""
    at = min((source.published_at or timezone.now()) + timedelta(days=20), timezone.now())
    text = Text(sibling["title"], sibling["lead"], _body(sibling["body_file"]))
    item = _write(row, text, source.owner, at)
    item.language = "en"
    item.import_format, item.import_id = MARK, f"{row['slug']}-en"
    item.save(update_fields=["language", "import_format", "import_id"])
    Link.objects.create(source=item, target=source, kind=Link.TRANSLATES, as_of=source.published)
    _show(item, {**row, "validity": ""}, _review(item, {**row, "state": "published"}, at))


def _latest(item: Item) -> Revision:
    if item.latest is None:
        raise ValueError(f"{item} has no text")
    return item.latest
