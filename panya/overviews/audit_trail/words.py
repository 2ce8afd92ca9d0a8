"""What acts, fields and things are called on the page; what has no word here shows its key."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """Acts that an auditor asks for together."""

    label: str | Promise
    acts: dict[str, str | Promise]

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(self.acts)


GROUPS: dict[str, Group] = {
    "review": Group(
        _("ตรวจและรับรอง"),
        {
            "content.ask_for_review": _("ส่งให้ตรวจ"),
            "content.approve_text": _("รับรอง"),
            "content.return_text": _("ส่งกลับให้แก้"),
            "content.approval_lapsed": _("การรับรองตกไปเพราะผู้อ่านหรือประเภทเปลี่ยน"),
            "content.withdraw_review": _("ถอนการส่งตรวจ"),
            "content.review_text_changed": _("ข้อความที่รอตรวจเปลี่ยนไป"),
            "content.reassign_review": _("เปลี่ยนผู้ตรวจ"),
            "content.settle_remark": _("ปิดข้อสังเกตของผู้ตรวจ"),
            "content.renew": _("ยืนยันว่ายังใช้ได้"),
            "content.declassify": _("เปิดเผยเมื่อครบกำหนด"),
            "content.flip_validity": _("เปลี่ยนสถานะความทันสมัยตามกำหนด"),
            "content.hand_over": _("ส่งมอบให้ผู้ดูแลคนใหม่"),
        },
    ),
    "publish": Group(
        _("เผยแพร่ นำเข้า และแก้ร่วมกัน"),
        {
            "content.publish": _("เผยแพร่"),
            "content.import": _("นำเข้า"),
            "assets.promote": _("ยกบันทึกเป็นองค์ความรู้"),
            "assets.merge": _("รวมองค์ความรู้"),
            "assets.synthesise": _("ประมวลความรู้จากหลายเรื่อง"),
            "assets.want": _("ขอความรู้"),
            "assets.translate": _("เริ่มฉบับแปล"),
            "assets.translation_compared": _("ยืนยันว่าฉบับแปลตรงกับต้นฉบับ"),
            "assets.rely_on": _("ระบุว่าอาศัยอีกเรื่อง"),
            "assets.rely_no_more": _("ยกเลิกการอาศัยอีกเรื่อง"),
            "assets.suggest_edit": _("เสนอให้แก้"),
            "assets.rewrite_suggestion": _("ปรับข้อเสนอให้แก้"),
            "assets.accept_suggestion": _("รับข้อเสนอให้แก้"),
            "assets.decline_suggestion": _("ไม่รับข้อเสนอให้แก้"),
            "assets.withdraw_suggestion": _("ถอนข้อเสนอให้แก้"),
        },
    ),
    "access": Group(
        _("เปลี่ยนชั้นการเข้าถึงและที่อยู่"),
        {
            "content.change_class": _("เปลี่ยนชั้นการเข้าถึง"),
            "content.change_place": _("เปลี่ยนผู้อ่าน หน่วยงาน หรือป้าย"),
            "assets.change_facts": _("แก้ข้อมูลประจำองค์ความรู้"),
            "assets.ask_for_class": _("ขอเปลี่ยนชั้นการเข้าถึง"),
            "assets.agree_to_class": _("เห็นชอบการเปลี่ยนชั้น"),
            "assets.decline_class": _("ไม่อนุมัติการเปลี่ยนชั้น"),
            "assets.withdraw_class": _("ถอนคำขอเปลี่ยนชั้น"),
            "content.override_secrecy_warning": _("ยืนยันผ่านคำเตือนชั้นความลับ"),
        },
    ),
    "export": Group(
        _("นำออกและดาวน์โหลด"),
        {
            "notes.download": _("ดาวน์โหลดบันทึก"),
            "assets.download": _("ดาวน์โหลดองค์ความรู้"),
            "audit_trail.export": _("ส่งออกบันทึกการตรวจสอบ"),
        },
    ),
    "remove": Group(
        _("เลิกใช้ ลบ และกู้คืน"),
        {
            "content.retire": _("เลิกใช้"),
            "content.bring_back": _("นำกลับมาใช้"),
            "content.delete": _("ย้ายลงถังขยะ"),
            "content.restore": _("กู้คืนจากถังขยะ"),
            "content.purge": _("ลบถาวรเมื่อครบกำหนด"),
        },
    ),
    "read": Group(
        _("เปิดอ่านสิ่งที่จำกัด"),
        {
            "notes.read": _("เปิดอ่านบันทึกที่จำกัด"),
            "assets.read": _("เปิดอ่านองค์ความรู้ที่จำกัด"),
            "content.read_file": _("เปิดไฟล์ของเรื่องที่จำกัด"),
            "feedback.read_request": _("เปิดอ่านคำขอข้อมูลของประชาชน"),
            "audit_trail.look": _("เปิดดูบันทึกการตรวจสอบ"),
            "audit_trail.look_at": _("เปิดดูรายการตรวจสอบหนึ่งรายการ"),
        },
    ),
    "roles": Group(
        _("บทบาทและสิทธิ์"),
        {"people.appoint": _("แต่งตั้งบทบาท"), "people.end_appointment": _("สิ้นสุดบทบาท")},
    ),
    "accounts": Group(
        _("บัญชีและการย้าย"),
        {
            "people.add_person": _("เพิ่มคน"),
            "people.change_person": _("แก้ข้อมูลคน"),
            "people.change_own_profile": _("แก้ข้อมูลของตนเอง"),
            "people.move_person": _("ย้ายหน่วยงาน"),
            "people.deactivate_person": _("ปิดบัญชี"),
            "people.reactivate_person": _("เปิดบัญชี"),
        },
    ),
    "sign_in": Group(
        _("การเข้าสู่ระบบ"),
        {
            "people.sign_in_failed": _("เข้าสู่ระบบหรือยืนยันตัวตนไม่สำเร็จ"),
            "people.issue_first_password": _("ออกรหัสผ่านแรก"),
            "people.set_own_password": _("ตั้งรหัสผ่านใหม่"),
            "people.use_one_time_link": _("เข้าด้วยลิงก์ใช้ครั้งเดียว"),
            "people.end_sign_in": _("ออกจากระบบในเครื่องหนึ่ง"),
            "people.sign_out_everywhere": _("ออกจากระบบทุกเครื่อง"),
            "people.add_app": _("เพิ่มแอปยืนยันตัวตน"),
            "people.remove_app": _("เลิกใช้แอปยืนยันตัวตน"),
            "people.add_passkey": _("เพิ่มกุญแจผ่าน"),
            "people.rename_passkey": _("เปลี่ยนชื่อกุญแจผ่าน"),
            "people.remove_passkey": _("ลบกุญแจผ่าน"),
            "people.make_recovery_codes": _("ออกรหัสกู้คืนชุดใหม่"),
            "people.use_recovery_code": _("ใช้รหัสกู้คืน"),
            "people.take_away_second_step": _("ยกเลิกการยืนยันสองขั้นให้ผู้อื่น"),
        },
    ),
    "units": Group(
        _("หน่วยงานและวง"),
        {
            "people.add_unit": _("เพิ่มหน่วยงาน"),
            "people.change_unit": _("แก้ข้อมูลหน่วยงาน"),
            "people.rename_unit": _("เปลี่ยนชื่อหน่วยงาน"),
            "people.merge_units": _("ยุบรวมหน่วยงาน"),
            "people.close_unit": _("ปิดหน่วยงาน"),
            "people.make_circle": _("ตั้งวง"),
            "people.rename_circle": _("เปลี่ยนชื่อวง"),
            "people.change_circle_members": _("เปลี่ยนสมาชิกวง"),
            "people.delete_circle": _("ลบวง"),
        },
    ),
    "talk": Group(
        _("ความเห็น รายงาน และคำขอ"),
        {
            "feedback.approve": _("ให้ความเห็นขึ้นแสดง"),
            "feedback.hide": _("ซ่อนความเห็น"),
            "feedback.withdraw": _("ถอนความเห็น"),
            "feedback.settle_report": _("ปิดเรื่องที่มีผู้รายงาน"),
            "feedback.privacy_notice": _("ออกประกาศความเป็นส่วนตัว"),
            "feedback.ask_for": _("ประชาชนขอข้อมูล"),
            "feedback.answer_request": _("ตอบคำขอข้อมูล"),
            "feedback.forget_citizen": _("ลบข้อมูลติดต่อของผู้ขอเมื่อครบกำหนด"),
        },
    ),
    "uses": Group(
        _("บันทึกการนำไปใช้"),
        {
            "feedback.record_use": _("บันทึกการนำไปใช้"),
            "feedback.edit_use": _("แก้บันทึกการนำไปใช้"),
            "feedback.withdraw_use": _("ถอนบันทึกการนำไปใช้"),
            "feedback.confirm_use": _("ยืนยันการนำไปใช้"),
            "feedback.decline_use": _("ไม่ยืนยันการนำไปใช้"),
            "feedback.answer_improvement": _("ตอบข้อเสนอให้ปรับปรุง"),
        },
    ),
    "subjects": Group(
        _("หัวข้อ คำสำคัญ คลังคำ เป้าหมาย"),
        {
            "content.begin_subjects": _("เริ่มใช้หัวข้อและคลังคำที่มาพร้อมระบบ"),
            "content.add_topic": _("เพิ่มหัวข้อ"),
            "content.change_topic": _("แก้หัวข้อ"),
            "content.merge_topic": _("รวมหัวข้อ"),
            "content.close_topic": _("ปิดหัวข้อ"),
            "content.open_topic": _("เปิดหัวข้ออีกครั้ง"),
            "content.rename_tag": _("เปลี่ยนชื่อคำสำคัญ"),
            "content.merge_tag": _("รวมคำสำคัญ"),
            "content.add_term": _("เพิ่มคำในคลังคำ"),
            "content.change_term": _("แก้คำในคลังคำ"),
            "content.delete_term": _("ลบคำจากคลังคำ"),
            "content.add_aim": _("เพิ่มเป้าหมาย"),
            "content.change_aim": _("แก้เป้าหมาย"),
            "content.close_aim": _("ปิดเป้าหมาย"),
            "content.open_aim": _("เปิดเป้าหมายอีกครั้ง"),
            "people.merge_competence": _("รวมสมรรถนะ"),
        },
    ),
}
ACTS: dict[str, str | Promise] = {verb: word for group in GROUPS.values() for verb, word in group.acts.items()}

THINGS: dict[str, str | Promise] = {
    "item": _("หมายเลขบันทึก"),
    "items": _("หลายเรื่อง"),
    "person": _("คน"),
    "unit": _("หน่วยงาน"),
    "circle": _("วง"),
    "comment": _("ความเห็น"),
    "report": _("เรื่องที่มีผู้รายงาน"),
    "use": _("บันทึกการนำไปใช้"),
    "request": _("คำขอข้อมูล"),
    "import": _("การนำเข้า"),
    "privacy_notice": _("ประกาศความเป็นส่วนตัว"),
    "topic": _("หัวข้อ"),
    "tag": _("คำสำคัญ"),
    "term": _("คำในคลังคำ"),
    "aim": _("เป้าหมาย"),
    "site": _("ทั้งระบบ"),
    "audit": _("บันทึกการตรวจสอบ"),
    "sign_in": _("การเข้าสู่ระบบ"),
}

# Fields whose values are codes, numbers, days and people: they tell nothing of what a hidden record says.
METADATA: dict[str, str | Promise] = {
    "access": _("ชั้นการเข้าถึง"),
    "circles": _("เปิดให้วง (รหัส)"),
    "unit": _("หน่วยงาน"),
    "licence": _("สัญญาอนุญาต"),
    "topics": _("หัวข้อ"),
    "co_editors": _("ผู้ร่วมเขียน"),
    "author": _("ผู้เขียน"),
    "owner": _("ผู้ดูแลเรื่อง"),
    "number": _("หมายเลขบันทึก"),
    "numbers": _("หมายเลขบันทึก (หลายเรื่อง)"),
    "item": _("หมายเลขบันทึก"),
    "asset": _("หมายเลของค์ความรู้"),
    "superseded_by": _("ใช้เรื่องนี้แทน (หมายเลข)"),
    "type": _("ประเภท"),
    "kind": _("ชนิด"),
    "status": _("สถานะ"),
    "state": _("สถานะ"),
    "outcome": _("ผล"),
    "result": _("ผล"),
    "validity": _("ความทันสมัย"),
    "review_by": _("ต้องทบทวนภายใน"),
    "due_on": _("กำหนดส่ง"),
    "revision": _("ฉบับที่"),
    "sha256": _("ลายนิ้วมือของข้อความ (SHA-256)"),
    "reviewer": _("ผู้ตรวจ"),
    "reviewers": _("ผู้ตรวจ"),
    "retention": _("อายุการเก็บ"),
    "retain_until": _("เก็บถึงวันที่"),
    "declassify_on": _("วันที่จะเปิดเผย"),
    "deleted_at": _("ลงถังขยะเมื่อ"),
    "file": _("ไฟล์ (รหัส)"),
    "format": _("รูปแบบไฟล์"),
    "count": _("จำนวน"),
    "items": _("จำนวนเรื่อง"),
    "rows": _("จำนวนรายการ"),
    "published": _("เผยแพร่แล้ว"),
    "hours": _("ชั่วโมงที่ประหยัด"),
    "baht": _("เงินที่ประหยัด (บาท)"),
    "role": _("บทบาท"),
    "from": _("ตั้งแต่"),
    "to": _("ถึง"),
    "on": _("วันที่มีผล"),
    "planned": _("กำหนดย้ายไว้"),
    "order_number": _("เลขที่คำสั่ง"),
    "second_steps": _("การยืนยันสองขั้น"),
    "people": _("จำนวนคน"),
    "members": _("สมาชิก"),
    "added": _("เพิ่มสมาชิก"),
    "removed": _("นำสมาชิกออก"),
    "into": _("รวมเข้ากับ"),
    "ticked": _("ข้อตรวจที่ผ่าน"),
    "needed": _("จำนวนผู้ตรวจที่ต้องรับรอง"),
    "decision": _("ผลการตรวจ"),
    "manner": _("ใช้อย่างไร"),
    "used_on": _("วันที่ใช้"),
    "work": _("งานที่ใช้ (รหัส)"),
    "step": _("ขั้น"),
    "why": _("เพราะ"),
    "translation": _("หมายเลขฉบับแปล"),
    "as_of": _("ตามฉบับที่"),
    "acts": _("กลุ่มการกระทำ"),
    "who": _("คน"),
    "thing": _("รหัสของสิ่งนั้น"),
    "from_day": _("ตั้งแต่วันที่"),
    "to_day": _("ถึงวันที่"),
    "before": _("เก่ากว่ารายการที่"),
}
# Of people and units: every colleague sees them, or the auditor must.
ACCOUNTS: dict[str, str | Promise] = {
    "title": _("คำนำหน้า"),
    "first_name": _("ชื่อ"),
    "last_name": _("นามสกุล"),
    "name_en": _("ชื่อภาษาอังกฤษ"),
    "person_code": _("รหัสบุคลากร"),
    "email": _("อีเมล"),
    "position": _("ตำแหน่ง"),
    "level": _("ระดับ"),
    "staff_class": _("ประเภทบุคลากร"),
    "language": _("ภาษา"),
    "name_th": _("ชื่อภาษาไทย"),
    "short_th": _("ชื่อย่อ"),
    "region": _("ภูมิภาค"),
    "default_licence": _("สัญญาอนุญาตเริ่มต้น"),
    "sort_order": _("ลำดับ"),
    "valid_from": _("มีผลตั้งแต่"),
    "valid_to": _("มีผลถึง"),
    "parent": _("ขึ้นกับหน่วยงาน"),
    "successor": _("หน่วยงานที่รับช่วง"),
}
# Words of people: shown only where the auditor may read the record.
WORDS: dict[str, str | Promise] = {
    "tags": _("คำสำคัญ"),
    "source": _("ที่มา"),
    "reason": _("เหตุผล"),
}
# Names of colleagues: no text of a record.
NAMES = frozenset({"author", "owner", "reviewer", "reviewers", "from", "to"})
