"""What the documents say is true: every room, every setting, every text in both languages."""

import re
import subprocess
import sys

from django.apps import apps

from panya.base.core.environment import SETTINGS
from scripts import messages, settings_page
from tests.guards.source import REPOSITORY, python_files


def test_every_app_stands_in_the_architecture_page():
    page = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {app.name.replace(".", "/") for app in apps.get_app_configs() if app.name.startswith("panya.")}

    assert {room for room in rooms if f"`{room}`" not in page} == set()


def test_every_setting_is_documented():
    page = (REPOSITORY / "docs" / "settings.md").read_text(encoding="utf-8")

    assert page == settings_page.page()
    assert all(f"`{setting.name}`" in page for setting in SETTINGS)


def test_no_setting_is_read_past_the_list():
    named = {setting.name for setting in SETTINGS}
    read = set()
    for path in python_files():
        read |= set(re.findall(r"environ[^\n]*?[\"'](PANYA_\w+)[\"']", path.read_text(encoding="utf-8")))

    assert read - named == set()


def test_every_text_is_translated():
    # In its own process: the check configures Django for itself.
    done = subprocess.run(
        [sys.executable, "-m", "scripts.messages", "--check"], cwd=REPOSITORY, capture_output=True, text=True
    )

    assert done.stdout.strip() == ""


def test_the_guard_catches_a_text_without_english(monkeypatch):
    catalogue = messages.Catalog(locale="en")
    catalogue.add("ข้อความที่ไม่มีใครแปล", locations=[("somewhere.py", 1)])
    monkeypatch.setattr(messages, "collect", lambda: catalogue)

    assert len(messages.faults()) == 1


def test_every_link_and_path_in_the_documents_leads_somewhere():
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    dead = set()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        linked = {(page.parent / link) for link in re.findall(r"\]\(([\w./-]+?)(?:#[\w-]*)?\)", text)}
        named = {
            REPOSITORY / path for path in re.findall(r"`((?:tests|docs|panya|scripts|bench)/[\w./-]+\.\w+)`", text)
        }
        dead |= {str(path.relative_to(REPOSITORY)) for path in linked | named if not path.exists()}

    assert len(pages) > 10
    assert dead == set()
