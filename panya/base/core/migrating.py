"""Whether the database has the tables of this version, cheaply, and the step that gives them to it."""

import pkgutil
from importlib.util import find_spec

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def waiting_migrations() -> list[str]:
    """The migrations not yet applied, as app.name."""
    if not _on_disk() - applied_migrations():
        return []
    executor = MigrationExecutor(connection)
    return [str(migration) for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def applied_migrations() -> set[tuple[str, str]]:
    """What the database says it has been through."""
    return set(MigrationRecorder(connection).applied_migrations())


def is_new_database() -> bool:
    """Whether nothing was ever made in it."""
    return not applied_migrations()


def _on_disk() -> set[tuple[str, str]]:
    """Names only: loading the modules and building the graph takes a third of a second on every command."""
    found = set()
    for app in apps.get_app_configs():
        spec = find_spec(f"{app.name}.migrations")
        folders = (spec.submodule_search_locations if spec else None) or []
        for module in pkgutil.iter_modules(list(folders)):
            if module.name[0] not in "_~":
                found.add((app.label, module.name))
    return found
