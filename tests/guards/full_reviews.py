"""So many reviews, remarks and assets without an owner, for the guard that counts questions to the database."""

from typing import Any

from panya.features.assets.actions.access import ask_for_class
from panya.features.assets.models import AccessConsent
from panya.shared.content.actions.reviewing.deciding import return_text
from panya.shared.content.actions.reviewing.remarks import remark
from panya.shared.content.models import Access
from panya.shared.people.actions.circles import circle_of_person
from panya.shared.people.models import Unit, User
from tests.factories import AssetFactory, ReviewFactory, UserFactory
from tests.factories.reviews import edited, passed


def fill_reviews(values: dict[str, Any], person: User, unit: Unit, people: list[User]) -> None:
    """What waits for this person, what the person sent and got back, what lies in the person's units."""
    for somebody in people:
        ReviewFactory(person, item=AssetFactory(author=somebody, published=False, unit=unit))
        ReviewFactory(somebody, item=AssetFactory(author=person, published=False))
        return_text(ReviewFactory(somebody, item=AssetFactory(author=person, published=False)), words="แก้", by=somebody)
        passed(
            ReviewFactory(somebody, item=AssetFactory(author=person, published=False), shows_at_once=False), by=somebody
        )
        orphan = AssetFactory(author=UserFactory(unit=unit), published=False)
        User.objects.filter(pk=orphan.owner_id).update(is_active=False)
        asked = AssetFactory(author=somebody, unit=unit)
        ask_for_class(asked, Access.PUBLIC, (), by=somebody, reason="เปิดได้แล้ว")
    item = AssetFactory(author=person)
    circles = [circle_of_person(somebody) for somebody in people]
    change = ask_for_class(item, Access.UNIT, circles, by=person, reason="แคบลง")
    agreed = [AccessConsent(change=change, by=somebody, role="team", at=change.asked_at) for somebody in people]
    AccessConsent.objects.bulk_create(agreed)
    reviewers = people[:10]
    for number in range(len(people)):
        review = ReviewFactory(*reviewers, item=edited(item, body=f"<p>ครั้งที่ {number}</p>"))
        made = remark(review, f"ข้อ {number}", by=reviewers[0], quote="ครั้งที่")
        if number + 1 < len(people):
            return_text(review, words="แก้", by=reviewers[0])
    values |= {
        "access_change": {"public_id": change.public_id},
        "handed": {"number": item.pk},
        "review": {"public_id": review.public_id},
        "reassigned": {"public_id": review.public_id},
        "remark": {"public_id": made.public_id},
    }
