"""`panya eval DIR`: how good the search is on judged questions, apart from the site's data."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.overviews.answers.evaluating import LOOKED_AT, answer_rates
from panya.shared.search.evaluating import (
    DEPTH,
    Unreadable,
    ask_all,
    evaluate,
    indexed,
    read_passages,
    read_questions,
    with_typos,
)
from panya.shared.search.meaning import may_be_sought
from panya.site.progress import ProgressBar

_WRONG_USAGE = 2


class Command(BaseCommand):
    help = _("วัดคุณภาพการค้นด้วยชุดคำถามที่มีเฉลย โดยไม่แตะข้อมูลของเว็บไซต์")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help=_("โฟลเดอร์ที่มี corpus.jsonl และ queries.jsonl"))
        parser.add_argument("--split", default="", metavar="S", help=_("ใช้เฉพาะคำถามของชุดนี้ เช่น test"))
        parser.add_argument("--without-titles", action="store_true", help=_("ไม่นำชื่อเรื่องเข้าดัชนี"))
        parser.add_argument("--typos", type=int, metavar="SEED", help=_("ใส่ตัวพิมพ์ผิดสองตัวในแต่ละคำถาม ตามเลขตั้งต้นนี้"))
        parser.add_argument("--ask", action="store_true", help=_("วัดคำตอบและการไม่ตอบด้วย"))
        parser.add_argument("--json", action="store_true", help=_("พิมพ์ผลเป็น JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            passages = read_passages(options["folder"])
            questions = read_questions(options["folder"], options["split"])
        except Unreadable as fault:
            raise CommandError(_("อ่านชุดประเมินไม่ได้ (%(fault)s)") % {"fault": fault}) from fault
        if not questions:
            raise CommandError(_("ไม่มีคำถามในชุด %(split)s") % {"split": options["split"]}, returncode=_WRONG_USAGE)
        if options["typos"] is not None:
            questions = with_typos(questions, options["typos"])
        progress = ProgressBar(sys.stderr)
        by_meaning = any(may_be_sought(question.text) for question in questions)
        with indexed(passages, with_titles=not options["without_titles"], by_meaning=by_meaning) as corpus:
            progress.start(len(questions))
            ranked = []
            for each in ask_all(corpus, questions, limit=LOOKED_AT if options["ask"] else DEPTH):
                ranked.append(each)
                progress.add(1)
            progress.finish()
            figures = evaluate(corpus, ranked).as_json()
        if options["ask"]:
            figures |= answer_rates(ranked, with_titles=not options["without_titles"]).as_json()
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self._tell(figures)

    def _tell(self, figures: dict[str, Any]) -> None:
        for name, value in figures.items():
            shown = "  ".join(f"{key} {each}" for key, each in value.items()) if isinstance(value, dict) else value
            self.stdout.write(f"{name:<22}{shown}")
