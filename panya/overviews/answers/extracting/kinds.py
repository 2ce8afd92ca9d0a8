"""What kind of thing a question asks for, in Thai and in English, and how such a thing looks in a text."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What the answer is."""

    DATE = "date"
    YEAR = "year"
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    FORM = "form"
    NAME = "name"
    MEANING = "meaning"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    OTHER = "other"


_MONTH = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.ค\.|ก\.พ\.|มี\.ค\.|เม\.ย\.|พ\.ค\.|มิ\.ย\.|ก\.ค\.|ส\.ค\.|ก\.ย\.|ต\.ค\.|พ\.ย\.|ธ\.ค\."
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_ERA = r"(?:พ\.\s?ศ\.|ค\.\s?ศ\.|ร\.\s?ศ\.|จ\.\s?ศ\.|พุทธศักราช|คริสต์ศักราช|ปี|b\.?e\.?|a\.?d\.?)"
# Begins where a number begins, so that none is read once for each of its digits.
_HOW_MUCH = r"(?<![0-9])(?<![0-9],)[0-9][0-9,]*(?:\.[0-9]+)?"
_SCALE = r"(?:\s?(?:ร้อย|พัน|หมื่น|แสน|ล้าน|thousand|million|billion)){0,2}"
_UNIT = (
    "%|เปอร์เซ็นต์|คน|ราย|ท่าน|องค์|รูป|ตัว|ตน|เชือก|ต้น|ดอก|ใบ|ผล|เม็ด|เล่ม|ฉบับ|หน้า|เรื่อง|ตอน|ภาค|ชุด|ข้อ|มาตรา|หมวด|ประการ|ประเภท|ชนิด|แบบ|อย่าง|"
    "ครั้ง|รอบ|แห่ง|สาขา|หลัง|ชั้น|ห้อง|คัน|ลำ|เครื่อง|เส้น|สาย|วง|เพลง|อัลบั้ม|ทีม|ประเทศ|จังหวัด|อำเภอ|ตำบล|หมู่บ้าน|ครัวเรือน|โรง|"
    "ตารางกิโลเมตร|กิโลเมตร|ตารางเมตร|เมตร|เซนติเมตร|มิลลิเมตร|กิโลกรัม|กรัม|ตัน|ลิตร|ไร่|งาน|ตารางวา|วา|นิ้ว|ฟุต|ไมล์|องศา|"
    "วินาที|นาที|ชั่วโมง|วันทำการ|วัน|สัปดาห์|เดือน|ปี|คะแนน|ประตู|เหรียญ|เสียง|บาท|ขั้นตอน|ขั้น|จุด|กม\\.|ตร\\.กม\\.|ซม\\.|กก\\.|"
    "people|persons|days?|working days|months?|years?|hours?|minutes?|times?|steps?|km|kg|cm|mm|m|pages?"
)
_COIN = r"(?:บาท|เหรียญ|ดอลลาร์|ดอลล่าร์|ปอนด์|ยูโร|เยน|หยวน|สตางค์|รูปี|วอน|baht|thb|usd|dollars?|euros?)"
_NAMED = (
    r"นายกรัฐมนตรี|นางสาว|นาย|นาง|ดร\.|ศ\.|รศ\.|ผศ\.|พล\.|พระ|สมเด็จ|หม่อม|ม\.ร\.ว\.|เจ้า|คุณ|ผู้อำนวยการ|ปลัด|อธิบดี|"
    r"รัฐมนตรี|หัวหน้า|ท่าน|บริษัท|กรม|กอง|สำนัก|คณะ|วง|mr\.?|mrs\.?|ms\.?|dr\.?"
)
_WHERE = (
    r"จังหวัด|อำเภอ|ตำบล|เขต|แขวง|ถนน|เมือง|ประเทศ|รัฐ|ทวีป|เกาะ|ภาค|มณฑล|กรุง|หมู่บ้าน|ชั้น|ห้อง|อาคาร|ที่|ใน|ณ|"
    r"จ\.|อ\.|ต\.|มหาสมุทร|แม่น้ำ|มหาวิทยาลัย|โรงเรียน|วัด|สนาม|ประเทศ|ทาง(?:เหนือ|ใต้|ทิศ)"
)
_IN_WORDS = "หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|เอ็ด|ร้อย|พัน|หมื่น|แสน|ล้าน"
# How an answer of each kind looks; the longest reading of a date comes first.
LOOKS: dict[Kind, re.Pattern[str]] = {
    Kind.DATE: re.compile(
        rf"[0-9]{{1,2}}\s*(?:{_MONTH})(?:\s*(?:{_ERA})?\s*[0-9]{{2,4}})?|(?:{_MONTH})\s*(?:{_ERA})?\s*[0-9]{{1,4}}"
        rf"|[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-][0-9]{{2,4}}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
        rf"|{_ERA}\s*(?:ที่\s*)?[0-9]{{3,4}}|\b[12][0-9]{{3}}\b|เดือน(?:{_MONTH})",
        re.IGNORECASE,
    ),
    Kind.YEAR: re.compile(
        rf"{_ERA}\s*(?:ที่\s*)?[0-9]{{1,4}}(?:\s?[-–]\s?[0-9]{{2,4}})?|(?<![0-9])[12][0-9]{{3}}(?![0-9])", re.IGNORECASE
    ),
    Kind.TIME: re.compile(r"[0-9]{1,2}[.:][0-9]{2}(?:\s*(?:น\.|นาฬิกา|am|pm|hrs))?|[0-9]{1,2}\s*(?:นาฬิกา|ทุ่ม|โมง)"),
    Kind.MONEY: re.compile(
        rf"(?:[$฿€£¥]\s?)?{_HOW_MUCH}{_SCALE}\s*{_COIN}|[$฿€£¥]\s?{_HOW_MUCH}{_SCALE}"
        rf"|(?:{_IN_WORDS})+\s*{_COIN}",
        re.IGNORECASE,
    ),
    Kind.NUMBER: re.compile(
        rf"(?:ร้อยละ\s*)?(?:(?:ครั้ง|อันดับ|ลำดับ|ชั้น|ข้อ|มาตรา|หมวด|รุ่น|เล่ม|ตอน|ฉบับ)ที่\s*)?{_HOW_MUCH}{_SCALE}(?:\s*(?:{_UNIT}))?"
        r"|(?:ร้อยละ\s*)?"
        rf"(?:{_IN_WORDS}|ครึ่ง|คู่|เดียว|แรก|สุดท้าย)+(?!ละ)"
        rf"(?:\s*(?:{_UNIT}))?",
        re.IGNORECASE,
    ),
    Kind.PERSON: re.compile(
        rf"(?:{_NAMED})\s*\S+|(?<![A-Za-z.'-])[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+)+|โดย\s*\S+|ได้แก่\s*\S+|คือ\s*\S+"
    ),
    Kind.PLACE: re.compile(rf"(?:{_WHERE})\s*\S+|\b(?:in|at|on|near)\s+\S+"),
    Kind.FORM: re.compile(
        r"(?:แบบฟอร์ม|แบบ|ฟอร์ม|form)\s*(?:ที่\s*)?[ก-ฮa-z]{0,8}\.?[ \-.]?[0-9][0-9/.\-]*[ก-ฮ]?"
        r"|(?:แบบฟอร์ม|ฟอร์ม|form)\s*[a-z][a-z0-9./-]*|แบบฟอร์ม\s*[ก-๙]+|แบบ\s*[ก-ฮ]{1,4}\.(?:[ก-ฮ]{1,4}\.)*",
        re.IGNORECASE,
    ),
    Kind.NAME: re.compile(
        r"(?:ชื่อ|เรียก|ว่า|นาม|named|called|name is)\S*\s*\S+|[“\"«‘'(][^”\"»’')]{1,60}[”\"»’')]|[A-Z]\w+"
    ),
    Kind.MEANING: re.compile(r"คือ|เป็น|หมายถึง|หมายความว่า|ได้แก่|แปลว่า|\bis an?\b|\bmeans?\b|\brefers? to\b"),
    Kind.REASON: re.compile(r"เพราะ|เนื่องจาก|เพื่อ|จึง|สาเหตุ|ด้วยเหตุ|ทำให้|ส่งผล|because|due to|in order to|since"),
    Kind.MANNER: re.compile(r"โดย|ด้วย|วิธี|ขั้นตอน|ลักษณะ|ให้|ต้อง|\bby\b|\bfirst\b|\bthen\b|\bmust\b"),
    Kind.YES_NO: re.compile(r"ไม่|ได้|ต้อง|ห้าม|ควร|\bnot?\b|\bmust\b|\bmay\b|\bcan\b"),
}

# What asks for each kind, the more telling first; what stands before or after tells the rest.
_ASKS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.FORM,
        (
            r"(?:แบบฟอร์ม|ฟอร์ม|แบบ)\s*(?:ใด|ไหน|อะไร|หมายเลข\S*|ที่เท่า\S+)",
            r"ใช้(?:แบบฟอร์ม|ฟอร์ม|แบบ)",
            r"(?:which|what) form",
        ),
    ),
    (Kind.TIME, (r"(?<!เ)กี่(?:โมง|นาฬิกา)", r"เวลา\s*(?:ใด|ไหน|อะไร|เท่าไร|เท่าไหร่)", "what time")),
    (
        Kind.YEAR,
        (
            r"(?:ปี|พ\.ศ\.?|ค\.ศ\.?|ศักราช)\s*(?:พ\.ศ\.?|ค\.ศ\.?)?\s*(?:ที่)?(?:ใด|ไหน|อะไร|เท่าไร|เท่าไหร่)",
            "(?:what|which) year",
        ),
    ),
    (
        Kind.DATE,
        (
            "เมื่อ(?:ไร|ไหร่|ใด)|ช่วงเวลาใด",
            r"วันที่\s*(?:เท่าไร|เท่าไหร่|เท่าใด|อะไร|ใด|ไหน)|(?:วัน|เดือน)(?:ใด|ไหน|อะไร)",
            r"\bwhen\b|(?:what|which) (?:date|day|month)",
        ),
    ),
    (
        Kind.MONEY,
        (
            r"(?:ราคา|ค่า|เงิน|งบ|บาท|ทุน|รายได้|เบี้ย|มูลค่า)[^ ]*\s*(?:เท่าไร|เท่าไหร่|เท่าใด)",
            "(?<!เ)กี่(?:ล้าน)?บาท",
            "how much|what does .* cost",
        ),
    ),
    (
        Kind.NUMBER,
        (
            "(?<!เ)กี่|เท่าไร|เท่าไหร่|เท่าใด|มากน้อย|ที่เท่า|จำนวน",
            "how (?:many|long|old|far|often)|what number",
        ),
    ),
    (Kind.PERSON, (r"ใคร|ผู้ใด|คนใด|คนไหน|บุคคลใด|\bwho(?:m|se)?\b",)),
    (
        Kind.PLACE,
        (
            r"ที่ไหน|ที่ใด|แห่งใด|แห่งไหน|\bwhere\b",
            r"(?:จังหวัด|ประเทศ|เมือง|อำเภอ|ตำบล|เขต|แขวง|ทวีป|รัฐ|ถนน|ภาค)\s*(?:ใด|ไหน|อะไร)",
        ),
    ),
    (Kind.REASON, (r"ทำไม|เพราะ(?:เหตุ)?(?:ใด|อะไร)|เหตุใด|สาเหตุ|\bwhy\b",)),
    (Kind.MANNER, (r"อย่างไร|ยังไง|เช่นไร|วิธี(?:ใด|ไหน)|\bhow\b",)),
    (
        Kind.NAME,
        (r"ชื่อ[^ ]{0,30}\s*(?:อะไร|ใด|ว่า)|เรียก[^ ]{0,30}\s*(?:อะไร|ว่า)", r"นามว่า|ฉายา|\bnamed?\b|called"),
    ),
    (Kind.MEANING, (r"คืออะไร|หมายถึง|หมายความ|แปลว่า|เป็นอะไร|คือ\s*$", "what (?:is|are|does)|meaning of|define")),
    (Kind.YES_NO, ("หรือไม่|หรือเปล่า|ไหม|หรือยัง", "^(?:is|are|do|does|can|may|must) ")),
)
_PATTERNS = tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _ASKS)
# The words that make a question of a sentence; what stands before them names what is asked for.
ASKING = re.compile(
    r"ใคร|อะไร(?:บ้าง)?|เมื่อ(?:ไร|ไหร่|ใด)|(?:ที่)?เท่า(?:ไร|ไหร่|ใด)|(?<!เ)กี่|ที่(?:ไหน|ใด)|อย่างไร(?:บ้าง)?|ยังไง|ทำไม|เพราะเหตุใด|เหตุใด"
    r"|ใด(?:บ้าง)?|ไหน(?:บ้าง)?|หรือไม่|หรือเปล่า|ไหม|หรือยัง|\?"
    r"|\b(?:who|whom|whose|when|where|what|which|why|how(?: many| much| long| old)?)\b",
    re.IGNORECASE,
)

_A_UNIT = re.compile(_UNIT)
# What counts the same.
_ALIKE = (("คน", "ราย", "ท่าน", "people", "persons"), ("%", "เปอร์เซ็นต์", "ร้อยละ", "percent"))
_BEHIND, _NEAR = re.compile(r"^[\s()“”\"']+"), 24
_ASKED_AT_END = re.compile(
    r"(?:ใคร|อะไร|เมื่อ(?:ไร|ไหร่|ใด)|เท่า(?:ไร|ไหร่|ใด)|ไหน|อย่างไร|ยังไง|ทำไม|เหตุใด|ใด|หรือไม่|หรือเปล่า|ไหม|หรือยัง|ล่ะ|หรือ)"
    r"(?:บ้าง|ดี)?(?:ครับ|คะ|ค่ะ)?$|(?<!เ)กี่[ก-๙]{1,12}$|^(?:ทำไม|ใคร)"
)


def kind_of(question: str) -> Kind:
    """What this question asks for."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(question)), Kind.OTHER)


def unit_at_start(said: str) -> str:
    """The unit that a text begins with; empty where it begins with none that is known."""
    found = _A_UNIT.match(said)
    return found[0] if found else ""


def unit_of(number: str) -> str:
    """The unit that stands in what looks like a number: “กิโลเมตร” of “8.3 กิโลเมตร”, not its “เมตร”."""
    return next(iter(reversed(_A_UNIT.findall(number))), "")


def counts(counted: str, folded: str, match: re.Match[str]) -> bool:
    """Whether what looks like a number counts this: it is its unit, or stands right behind it."""
    alike = next((names for names in _ALIKE if counted in names), (counted,))
    behind = _BEHIND.sub("", folded[match.end() : match.end() + _NEAR])
    return unit_of(match[0]).startswith(alike) or behind.startswith(alike) or match[0].startswith(alike)


def asks(clause: str) -> bool:
    """Whether a clause ends as a question does: of lists of questions and answers the part that is asked."""
    return bool(_ASKED_AT_END.search(clause.rstrip(' ?”"')) or clause.endswith("?"))


def is_question(text: str) -> bool:
    """Whether a text asks something."""
    return ASKING.search(text) is not None or any(pattern.search(text) for _kind, pattern in _PATTERNS)
