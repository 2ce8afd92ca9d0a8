"""Who may read an item, in which state it is, how others may use it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.TextChoices):
    """Who may read, by the Official Information Act B.E. 2540: sections 7 and 9, 11, working knowledge, 15."""

    PUBLIC = "PUBLIC", _("เปิดเผยต่อสาธารณะ")
    REQUEST = "REQUEST", _("เปิดเผยเมื่อร้องขอ")
    INTERNAL = "INTERNAL", _("ใช้ภายในกระทรวง")
    UNIT = "UNIT", _("เฉพาะหน่วยงานหรือกลุ่ม")
    RESTRICTED = "RESTRICTED", _("จำกัดเฉพาะผู้มีชื่อ")


class Status(models.TextChoices):
    DRAFT = "draft", _("ฉบับร่าง")
    PUBLISHED = "published", _("เผยแพร่แล้ว")
    RETIRED = "retired", _("เลิกใช้แล้ว")


class Licence(models.TextChoices):
    ALL_RIGHTS_RESERVED = "all-rights-reserved", _("สงวนสิทธิ์ทุกประการ")
    CC_BY = "cc-by", _("ครีเอทีฟคอมมอนส์ แสดงที่มา (CC BY)")
    CC_BY_SA = "cc-by-sa", _("ครีเอทีฟคอมมอนส์ แสดงที่มา-อนุญาตแบบเดียวกัน (CC BY-SA)")
    CC_BY_NC = "cc-by-nc", _("ครีเอทีฟคอมมอนส์ แสดงที่มา-ไม่ใช้เพื่อการค้า (CC BY-NC)")
    PUBLIC_DOMAIN = "public-domain", _("สาธารณสมบัติ")


# Readers see these; a draft is its writers' own.
SEEN = (Status.PUBLISHED, Status.RETIRED)
# Open to the members of the item's circles only.
BY_CIRCLE = (Access.UNIT, Access.RESTRICTED)
# From the widest to the narrowest.
BY_WIDTH = (Access.PUBLIC, Access.REQUEST, Access.INTERNAL, Access.UNIT, Access.RESTRICTED)
FOR_ALL_STAFF = BY_WIDTH[:3]


class Validity(models.TextChoices):
    """Whether a published text still holds: another axis than its state."""

    CURRENT = "current", _("เป็นปัจจุบัน")
    DUE = "due", _("ถึงกำหนดทบทวน")
    OUTDATED = "outdated", _("เลยกำหนดทบทวน")


class Practice(models.TextChoices):
    """The four things that section 11 of the Royal Decree of B.E. 2546 asks of a learning organisation."""

    AWARE = "aware", _("รับรู้ข้อมูลข่าวสาร")
    APPLY = "apply", _("ประมวลผลความรู้มาใช้ในงาน")
    DEVELOP = "develop", _("พัฒนาความรู้ความสามารถของคน")
    SHARE = "share", _("เรียนรู้ร่วมกัน")


class Retention(models.TextChoices):
    """How long a record is kept at least (Prime Minister's Office rules on correspondence B.E. 2526)."""

    TEN_YEARS = "ten_years", _("ปกติ 10 ปี")
    FOREVER = "forever", _("ตลอดไป")
    ONE_YEAR = "one_year", _("ชั่วคราว 1 ปี")


class CheckPoint(models.TextChoices):
    """The eight points that a reviewer ticks before a text is approved (KMP 4)."""

    CORRECT = "correct", _("ถูกต้อง")
    CURRENT = "current", _("ทันสมัย")
    COMPLETE = "complete", _("ครบถ้วน")
    CLEAR = "clear", _("เข้าใจง่าย")
    USABLE = "usable", _("ใช้ได้จริง ทำตามได้")
    SOURCES = "sources", _("ไม่ละเมิดลิขสิทธิ์ และอ้างอิงครบ")
    PERSONAL = "personal", _("ไม่มีข้อมูลส่วนบุคคลเกินจำเป็น")
    ACCESS = "access", _("ชั้นการเข้าถึงเหมาะสม")
