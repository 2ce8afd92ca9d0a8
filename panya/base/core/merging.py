"""One row takes the place of another, whoever points at it; the rows that point need not be known here."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef


def move_references(old: models.Model, new: models.Model) -> None:
    """Let everything that points at `old` point at `new`, inside the caller's transaction.

    Where `new` has its like already (one person follows both), the one of `old` goes.
    """
    # Hidden ones too: the rows between two tables (many-to-many), and what has no name to be asked by.
    for relation in old._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            _move_rows(relation.related_model, relation.field, old, new)  # type: ignore[union-attr]


def _move_rows(model: Any, field: Any, old: models.Model, new: models.Model) -> None:
    rules = [rule.fields for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    rules += [*model._meta.unique_together, *([(field.name,)] if field.unique else [])]
    for fields in rules:
        if field.name in fields:
            _delete_doubles(model, field.name, [name for name in fields if name != field.name], old, new)
    model._default_manager.filter(**{field.name: old}).update(**{field.name: new})


def _delete_doubles(model: Any, name: str, others: list[str], old: models.Model, new: models.Model) -> None:
    same = {other: OuterRef(other) for other in others}
    doubles = model._default_manager.filter(Exists(model._default_manager.filter(**{name: new}, **same)), **{name: old})
    # By their keys: the databases differ in what a DELETE may ask of its own table.
    model._default_manager.filter(pk__in=list(doubles.values_list("pk", flat=True))).delete()
