from django.conf import settings
from django.db import models


class Thank(models.Model):
    """Thanks of one person for one record; names are for colleagues, the number is for everybody."""

    item = models.ForeignKey("content.Item", models.CASCADE, related_name="thanks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thanks_given")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="thanked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.item_id}"
