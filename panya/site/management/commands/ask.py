"""`panya ask QUESTION`: a cited answer as a person, or an anonymous visitor, would get it, or a refusal."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from panya.overviews.answers.queries import Answer, ask
from panya.shared.search.writer import drain_or_wait
from panya.site.readers import reader_named


class Command(BaseCommand):
    help = _("ตอบคำถามจากคลังความรู้พร้อมที่มา อย่างที่บุคคลหนึ่งจะได้ (ถ้าไม่ระบุ คือผู้ที่ไม่ได้เข้าสู่ระบบ)")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question", help=_("คำถาม"))
        parser.add_argument("--as", dest="as_person", metavar="EMAIL", help=_("อีเมลหรือรหัสบุคคลของผู้ถาม"))
        parser.add_argument("--json", action="store_true", help=_("พิมพ์ผลเป็น JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        reader = reader_named(options["as_person"])
        # A restored or damaged home has no index yet; where all is well this takes no time.
        drain_or_wait(seconds=0)
        answer = ask(options["question"], reader)
        if answer.rebuilding:
            self.stderr.write(_("กำลังสร้างดัชนีใหม่ ระหว่างนี้ค้นได้จากชื่อเรื่องและคำสรุปเท่านั้น"))
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False))
        else:
            self._write(answer)

    def _write(self, answer: Answer) -> None:
        if not answer.answered:
            self.stdout.write(_("ยังไม่มีคำตอบในคลังความรู้ที่อ่านได้"))
            if answer.needs_thai:
                self.stdout.write(_("ลองถามเป็นภาษาไทย หรือให้ผู้ดูแลติดตั้งส่วนเสริม semantic (make setup EXTRAS=semantic)"))
            for adviser in answer.ask_whom:
                self.stdout.write(f"  {adviser.person.name} – {adviser.why}")
            return
        self.stdout.write(answer.text)
        if answer.is_in_another_language:
            # Whoever asked in English reads this in English, whatever the terminal speaks.
            with override("en"):
                self.stdout.write(_("ข้อความที่อ้างเป็นภาษาไทย ตามต้นฉบับ"))
        if answer.disagree:
            self.stdout.write(_("แหล่งที่มากล่าวไม่ตรงกัน โปรดดูทุกแหล่ง"))
        for citation in answer.citations:
            warning = f" ({_('ล้าสมัย')})" if citation.outdated else ""
            page = f" ({citation.found_in.label})" if citation.found_in else ""
            self.stdout.write(
                f"\n{citation.item.pk}  {citation.title}{page}{warning}\n    “{citation.quote}”\n    {citation.url}"
            )
