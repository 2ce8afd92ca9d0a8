"""`panya search QUERY`: what a person, or an anonymous visitor, would find."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from panya.shared.search.answer import SearchAnswer
from panya.shared.search.queries import MOST, search
from panya.shared.search.writer import drain_or_wait
from panya.site.readers import reader_named

_WRONG_USAGE = 2


class Command(BaseCommand):
    help = _("ค้นหาอย่างที่บุคคลหนึ่งจะพบ (ถ้าไม่ระบุ คือผู้ที่ไม่ได้เข้าสู่ระบบ)")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", help=_("คำหรือคำถาม"))
        parser.add_argument("--as", dest="as_person", metavar="EMAIL", help=_("อีเมลหรือรหัสบุคคลของผู้ค้น"))
        parser.add_argument("--limit", type=int, default=10, metavar="N", help=_("จำนวนผลมากที่สุด (1 ถึง 1000)"))
        parser.add_argument("--json", action="store_true", help=_("พิมพ์ผลเป็น JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        reader = reader_named(options["as_person"])
        if not 1 <= options["limit"] <= MOST:
            raise CommandError(_("--limit ต้องเป็นจำนวนตั้งแต่ 1 ถึง 1000"), returncode=_WRONG_USAGE)
        # A restored or damaged home has no index yet; where all is well this takes no time.
        drain_or_wait(seconds=0)
        answer = search(options["query"], reader, limit=options["limit"])
        if answer.rebuilding:
            self.stderr.write(_("กำลังสร้างดัชนีใหม่ ระหว่างนี้ค้นได้จากชื่อเรื่องและคำสรุปเท่านั้น"))
        for typed in answer.unknown_typed:
            self.stderr.write(_("ไม่พบตัวกรอง “%(typed)s” จึงค้นคำนั้นเป็นคำธรรมดา") % {"typed": typed})
        if options["json"]:
            self.stdout.write(json.dumps(answer.as_json(), ensure_ascii=False))
        else:
            self._write(answer)

    def _write(self, answer: SearchAnswer) -> None:
        if answer.typed:
            said = {"meant": answer.query, "typed": answer.typed}
            self.stdout.write(_("ค้นด้วย ‘%(meant)s’ แทน %(typed)s") % said)
        if answer.did_you_mean:
            self.stdout.write(f"{_('หรือว่าหมายถึง')} {answer.did_you_mean}")
        if not answer.results:
            self.stdout.write(_("ไม่พบ ลองใช้คำให้น้อยลงหรือคำอื่นที่ความหมายใกล้กัน"))
        for result in answer.results:
            self.stdout.write(f"{result.item.pk}  {result.item.title}")
            self.stdout.write(f"    {result.item.get_absolute_url()}")
            if result.snippet.text:
                self.stdout.write(f"    {result.snippet.text}")
