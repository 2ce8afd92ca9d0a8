import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from panya.shared.search.models import Outbox


@pytest.fixture
def folder(tmp_path):
    corpus = [{"id": "a", "title": "ทุเรียน", "text": "ราคาทุเรียน"}, {"id": "b", "text": "ลำไย"}]
    queries = [
        {"id": "1", "text": "ทุเรียน", "relevant": ["a"], "split": "test"},
        {"id": "2", "text": "ลำไย", "relevant": ["b"]},
    ]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def figures(capsys, *arguments, **options):
    call_command("eval", *arguments, json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_eval_prints_one_json_document_in_the_shape_that_programs_rely_on(folder, capsys):
    found = figures(capsys, folder)
    assert found.keys() >= {"documents", "queries", "ndcg@10", "mrr@10", "recall@1", "recall@10"}
    assert found.keys() >= {"latency_ms", "documents_per_second"}
    assert (found["documents"], found["queries"], found["ndcg@10"]) == (2, 2, 1)


def test_eval_asks_only_the_questions_of_the_split_and_may_mistype_them(folder, capsys):
    assert figures(capsys, folder, split="test")["queries"] == 1
    assert figures(capsys, folder, split="test", typos=1, without_titles=True)["documents"] == 2


@pytest.mark.django_db(databases=["default", "cache"])
def test_eval_leaves_the_site_as_it_is(folder, capsys):
    figures(capsys, folder)
    assert not Outbox.objects.exists()


def test_eval_says_what_it_cannot_read_and_which_split_is_empty(folder, tmp_path):
    with pytest.raises(CommandError, match=r"corpus\.jsonl") as refusal:
        call_command("eval", tmp_path / "nowhere")
    assert refusal.value.returncode == 1
    with pytest.raises(CommandError) as refusal:
        call_command("eval", folder, split="nothing")
    assert refusal.value.returncode == 2
