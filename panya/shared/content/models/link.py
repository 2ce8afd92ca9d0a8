from django.db import models


class Link(models.Model):
    """One record points at another: mentions it, was made out of it, replaces it."""

    MENTIONS = "mentions"

    source = models.ForeignKey("content.Item", models.CASCADE, related_name="links_out")
    target = models.ForeignKey("content.Item", models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=30, default=MENTIONS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "kind"], name="link_unique")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
