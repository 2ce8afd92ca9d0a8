from django.db import models


class Link(models.Model):
    """One record points at another: mentions it, was made out of it, translates it, relies on it."""

    MENTIONS = "mentions"
    # An asset out of a note, a synthesis out of several records: the lineage.
    MADE_FROM = "made_from"
    # The source is the translation; it goes stale when a newer text of the target shows than `as_of`.
    TRANSLATES = "translates"
    MERGED_INTO = "merged_into"
    # The source cannot do without the target: a record that others rely on is not retired without a successor.
    RELIES_ON = "relies_on"

    source = models.ForeignKey("content.Item", models.CASCADE, related_name="links_out")
    target = models.ForeignKey("content.Item", models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=30, default=MENTIONS)
    # The text of the target that the source was made from or last compared with.
    as_of = models.ForeignKey("content.Revision", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="link_unique")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
