"""Two hundred Thai documents in Markdown, always the same ones: what officers write, in every shape there is."""

from random import Random

_SENTENCES = [
    "ลูกค้าถามเรื่องหนังสือรับรองถิ่นกำเนิดสินค้าเกือบทุกวัน",
    "เราเริ่มจากฟังก่อนว่าเขาติดอยู่ที่ขั้นไหน",
    "พอลองเปลี่ยนลำดับเอกสาร เวลารอก็สั้นลงครึ่งหนึ่ง",
    "พี่ที่หน้าเคาน์เตอร์บอกว่า “ยื่นครั้งเดียวจบ” คือสิ่งที่ทุกคนอยากได้",
    "ค่าธรรมเนียม 200 บาท (ยกเว้น SMEs) จ่ายออนไลน์ได้ตั้งแต่ปี ๒๕๖๗",
    "ครั้งแรกทำพลาด เพราะไม่ได้ตรวจพิกัดศุลกากร 6 หลักก่อน",
    "ก.พ. คือเดือนกุมภาพันธ์ ส่วน “สำนักงาน ก.พ.” คือหน่วยงาน",
    "น้ำท่วมปี 2554 สอนเราว่าต้องสำรองข้อมูลไว้นอกอาคาร",
    "คูณตามสูตร 3 * 4 = 12 แล้วปัดเศษ_ลง_ทุกครั้ง",
    "ส่งเมลถึง kom@example.go.th ภายใน 3 วันทำการ #ด่วน",
    "ราคา > 1,000 บาท & ไม่เกิน 5,000 บาท ให้ใช้แบบ <ก> แทน",
    "ดูบันทึก [[30449]] ประกอบ แล้วค่อยตัดสินใจ",
    "โฟลเดอร์ C:\\งาน\\ปี2569 เก็บไฟล์ต้นฉบับทั้งหมด",
    "ขอบคุณทีม KM ~ โดยเฉพาะคุณสมใจ ที่ช่วยเรียบเรียง",
]
_WORDS = ["ตรวจเอกสาร", "นัดหมาย", "สรุปผล", "ขั้นตอน", "ข้อควรระวัง", "(สำคัญ)", "“จำไว้”", "FTA", "ผู้ประกอบการ", "๓ วัน"]


class _Writer:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def document(self) -> str:
        kinds = [
            self.paragraph,
            self.heading,
            self.bullets,
            self.numbers,
            self.table,
            self.quotation,
            self.code,
            self.rule,
        ]
        blocks = [self.paragraph()]
        before = self.paragraph
        for _ in range(self.random.randint(3, 9)):
            kind = self.random.choice([kind for kind in kinds if kind != before])
            # Two lists of one kind beside each other would need another sign, which is no matter of loss.
            blocks.append(kind())
            before = kind
        return "\n\n".join(blocks)

    def words(self) -> str:
        return self.random.choice(_WORDS)

    def sentence(self) -> str:
        plain = self.random.choice(_SENTENCES).replace("\\", "\\\\").replace("*", "\\*")
        looks = [
            lambda: plain,
            lambda: f"{plain} **{self.words()}** {self.words()}",
            lambda: f"{self.words()}**{self.words()}**{self.words()}",
            lambda: f"{plain} *{self.words()}*และ~~{self.words()}~~",
            lambda: f"**{self.words()} *{self.words()}* {self.words()}**",
            lambda: f"<u>{self.words()}</u> H<sub>2</sub>O ม<sup>2</sup>",
            lambda: f"อ่าน [{self.words()}](https://www.moc.go.th/th/ข่าว?id=1&ปี=2569) หรือ <https://www.moc.go.th>",
            lambda: "[บันทึก 30449](/notes/30449) ใช้คำสั่ง `make test` กับ ``a`b``",
        ]
        return self.random.choice(looks)()

    def paragraph(self) -> str:
        lines = [self.sentence() for _ in range(self.random.randint(1, 3))]
        return "\n".join(lines)

    def heading(self) -> str:
        return f"{'#' * self.random.randint(2, 4)} {self.words()} {self.random.randint(1, 9)}"

    def bullets(self, depth: int = 0) -> str:
        return "\n".join(self._item("-", depth) for _ in range(self.random.randint(1, 4)))

    def numbers(self, depth: int = 0) -> str:
        start = self.random.choice([1, 1, 1, 4, 98]) if depth == 0 else 1
        return "\n".join(self._item(f"{start + at}.", depth) for at in range(self.random.randint(1, 4)))

    def _item(self, sign: str, depth: int) -> str:
        text = self.sentence()
        if depth < 3 and self.random.random() < 0.3:
            inner = self.random.choice([self.bullets, self.numbers])(depth + 1)
            text = f"{text}\n{inner}"
        elif self.random.random() < 0.15:
            text = f"{text}\n\n{self.sentence()}"
        indent = " " * (len(sign) + 1)
        first, *others = text.split("\n")
        return "\n".join([f"{sign} {first}", *(indent + line if line else "" for line in others)])

    def table(self) -> str:
        width = self.random.randint(1, 4)
        head = [self.words() for _ in range(width)] if self.random.random() < 0.7 else [" "] * width
        rows = [[self._cell() for _ in range(width)] for _ in range(self.random.randint(1, 4))]
        return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * width, *rows])

    def _cell(self) -> str:
        if self.random.random() < 0.25:
            return f"{self.words()}<br>{self.words()} \\| {self.random.randint(1, 999):,}"
        return self.sentence() if self.random.random() < 0.5 else self.words()

    def quotation(self) -> str:
        return "\n".join(f"> {line}" for line in self.paragraph().split("\n"))

    def code(self) -> str:
        return "```\nรหัส = 1\n\n    print(“ย่อหน้า”)  # ไม่ใช่หัวข้อ\n```"

    def rule(self) -> str:
        return "---"


DOCUMENTS = [_Writer(seed).document() for seed in range(200)]
