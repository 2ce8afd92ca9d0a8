"""The subjects that a new site begins with; what people make of them is theirs, a later start changes nothing."""

from django.db import transaction

from panya.shared.audit import actions as audit
from panya.shared.audit.models import AuditEntry
from panya.shared.content.actions.terms import shipped_terms
from panya.shared.content.models import Term, Topic
from panya.shared.people.models import User

_DONE = "content.begin_subjects"
# The top of the tree as the founding paper names it (domain: S25).
FIRST_TOPICS = (
    ("domestic-trade", "การค้าภายในประเทศ", "Domestic trade"),
    ("foreign-trade", "การค้าต่างประเทศ", "Foreign trade"),
    ("trade-negotiation", "การเจรจาการค้า", "Trade negotiation"),
    ("insurance", "การประกันภัย", "Insurance"),
)


@transaction.atomic
def begin_subjects(by: User) -> None:
    """Load the glossary and the four topics once in the life of a site, each only where nobody made any."""
    if AuditEntry.objects.filter(verb=_DONE).exists():
        return
    if not Term.objects.exists():
        for fields in shipped_terms():
            term = Term(
                name=fields.name,
                name_en=fields.name_en,
                abbreviation=fields.abbreviation,
                synonyms=list(fields.synonyms),
                related=list(fields.related),
                meaning=fields.meaning,
            )
            term.save(force_insert=True)
    if not Topic.objects.exists():
        for order, (slug, name_th, name_en) in enumerate(FIRST_TOPICS, start=1):
            Topic.objects.create(slug=slug, name_th=name_th, name_en=name_en, sort_order=order)
    counts = {"terms": Term.objects.count(), "topics": Topic.objects.count()}
    audit.record(_DONE, by=by, object_kind="site", object_id="subjects", after=counts)
