"""A script module has one address, however it is reached."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from panya.base.ui.storage import StaticStorage

_AUTOSAVE = """// import "./not-there.js";
import { kept } from "./kept.js";
export { kept as a } from "./kept.js";
"""
_EDITOR = """import "./autosave.js";
import { kept } from "../notes/kept.js";
await import(frame.dataset.library);
"""


def test_what_a_module_imports_is_what_a_page_loads(tmp_path):
    files = {
        "notes/kept.js": "export const kept = 1;\n",
        "notes/autosave.js": _AUTOSAVE,
        "notes/editor.js": _EDITOR,
        "library/editor.js": '/** @type {import("../htmx").Api} */\nlet x=1;\n',
    }
    source = FileSystemStorage(tmp_path / "source")
    for name, text in files.items():
        source.save(name, ContentFile(text.encode()))
    storage = StaticStorage(location=tmp_path / "static", base_url="/static/")
    for name in files:
        with source.open(name) as file:
            storage.save(name, file)

    assert [
        error
        for _name, _hashed, error in storage.post_process({name: (source, name) for name in files})
        if isinstance(error, Exception)
    ] == []

    loaded = {name: storage.url(name).removeprefix("/static/") for name in files}
    autosave = (tmp_path / "static" / loaded["notes/autosave.js"]).read_text()
    editor = (tmp_path / "static" / loaded["notes/editor.js"]).read_text()
    kept = loaded["notes/kept.js"].rpartition("/")[2]
    assert re.findall(r'from "([^"]+)"', autosave) == [f"./{kept}", f"./{kept}"]
    assert f'import "./{loaded["notes/autosave.js"].rpartition("/")[2]}";' in editor
    assert editor.count(kept) == 1
    assert "await import(frame.dataset.library);" in editor
