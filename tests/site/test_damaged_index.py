"""An index that is cut under a running site: who died comes back, it is built anew, nobody sees more meanwhile."""

import http.client
import json
import os
import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.site.test_cli import free_port, running, status_of, wait_for

# Six commands start one after the other.
pytestmark = [
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc"),
    pytest.mark.timeout(300),
]
WORD, OPEN, CLOSED = "ทุเรียน", "ราคาทุเรียน", "ทุเรียนลับภายใน"


# In one process, for each costs seconds.
_FILL = """
import json
from pathlib import Path
from django.core.management import call_command
from panya.shared.search.writer import drain
for title, access in {notes}:
    path = Path({home!r}, "notes.jsonl")
    path.write_text(json.dumps(dict(id=title, title=title, text={text!r})), encoding="utf-8")
    call_command("import", "jsonl", str(path), access=access, publish=True)
drain()
"""


@pytest.fixture(scope="module")
def site(prepared_site):
    made = prepared_site()
    notes = [(OPEN, "PUBLIC"), (CLOSED, "INTERNAL")]
    made.python(_FILL.format(notes=notes, home=str(made.home), text=f"เรื่องของ{WORD}"))
    return made


def found(port: int) -> str | None:
    """The page of a search by a guest; None while nobody answers."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        server.request("GET", f"/search?q={quote(WORD)}", headers={"Host": "localhost"})
        answer = server.getresponse()
        # What was found is marked, which parts it.
        page = re.sub("<[^>]+>", "", answer.read().decode())
    except (OSError, http.client.HTTPException):
        return None
    finally:
        server.close()
    assert answer.status == 200
    assert (OPEN in page, CLOSED in page) == (True, False)
    return page


def generation(site) -> str:
    return json.loads((site.home / "index" / "public" / "CURRENT").read_bytes())["generation"]


def test_an_index_that_is_cut_under_a_running_site_is_built_anew_within_a_minute(site):
    port = free_port()
    run = site.start("run", "--port", port)
    try:
        assert f"http://localhost:{port}" in run.stdout.readline()
        assert "กำลังสร้างดัชนีใหม่" not in wait_for(partial(found, port), 10)
        before = generation(site)
        for file in (site.home / "index" / "public" / before).glob("*.*"):
            if file.suffix != ".json":
                os.truncate(file, 0)
        pages = []

        def mended() -> bool:
            pages.append(found(port))
            return generation(site) != before

        wait_for(mended, 60)
        assert wait_for(partial(found, port), 20)
        assert (running(run.pid, "web") != set(), running(run.pid, "worker") != set()) == (True, True)
        assert wait_for(lambda: status_of(port) == 200, 10)
    finally:
        run.terminate()
        run.communicate(timeout=30)


def test_of_two_commands_that_build_the_index_at_once_none_loses_it(site):
    both = [site.start("reindex") for _each in range(2)]
    ends = [(command.communicate(timeout=100), command.returncode) for command in both]
    assert {status for _said, status in ends} <= {0, 1}
    assert 0 in {status for _said, status in ends}
    assert all("กำลังปรับปรุงดัชนีค้นหาอยู่" in said[1] for said, status in ends if status)
    assert site.panya("reindex", "--check").returncode == 0
    assert [path.name for path in (site.home / "index" / "public").glob("*/")] == [generation(site)]
