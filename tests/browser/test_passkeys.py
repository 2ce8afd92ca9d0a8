"""Second steps in a real browser, with Chromium's own virtual key."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.shared.people.steps import code_of

pytestmark = pytest.mark.django_db(databases=["default", "cache"], transaction=True)


def plug_in_key(page, **options):
    """A device that holds keys and knows its person by the finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": key | options})["authenticatorId"]
    return session, device


def sign_out(page):
    page.context.clear_cookies(name="panya-session")
    page.goto("/sign-in")


def add_passkey(page, name):
    page.goto("/security")
    page.get_by_role("link", name="เพิ่มกุญแจผ่าน").click()
    page.get_by_label(re.compile("ชื่อกุญแจ")).fill(name)
    page.get_by_role("button", name="สร้างกุญแจผ่าน").click()
    expect(page.get_by_role("heading", name="รหัสกู้คืนของคุณ")).to_be_visible()


def test_a_person_adds_a_passkey_and_comes_in_by_it_alone_and_after_the_password(open_page):
    person = UserFactory(email="somying@example.go.th")
    page = open_page(phone=True)
    plug_in_key(page)
    sign_in(page, person)
    add_passkey(page, "มือถือของฉัน")
    expect(page.locator("[data-code]")).to_have_count(10)
    page.get_by_role("link", name=re.compile("กลับไปหน้า")).click()
    expect(page.get_by_text("มือถือของฉัน")).to_be_visible()

    sign_out(page)
    page.get_by_role("button", name="เข้าสู่ระบบด้วยกุญแจผ่าน (passkey)").click()
    page.wait_for_url("**/")
    page.goto("/me")
    expect(page.get_by_role("heading", name="ข้อมูลของฉัน")).to_be_visible()

    sign_out(page)
    page.get_by_label("อีเมลหรือรหัสบุคลากร").fill(person.email)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.wait_for_url("**/sign-in/second-step")
    page.get_by_role("button", name="ยืนยันด้วยกุญแจผ่าน (passkey)").click()
    page.wait_for_url("**/")
    assert Authenticator.objects.get(user=person, type="webauthn").data["counter"] >= 2


def test_a_person_without_a_key_is_told_in_words_and_may_try_again(open_page):
    UserFactory(email="somying@example.go.th")
    page = open_page()
    session, device = plug_in_key(page)
    page.goto("/sign-in")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    button = page.get_by_role("button", name="เข้าสู่ระบบด้วยกุญแจผ่าน (passkey)")

    button.click()

    expect(page.get_by_text("ยังไม่ได้ใช้กุญแจผ่าน")).to_be_visible()
    expect(button).to_be_enabled()


def test_an_app_is_set_up_from_the_page_and_asked_for_at_the_next_sign_in(open_page):
    person = UserFactory(email="somying@example.go.th")
    page = open_page(phone=True)
    sign_in(page, person)
    page.goto("/security")
    page.get_by_role("button", name="ตั้งแอปยืนยันตัวตน").click()
    expect(page.get_by_role("img", name="ภาพ QR สำหรับแอปยืนยันตัวตน")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("รหัส 6 หลักจากแอป").fill(code_of(secret))
    page.get_by_role("button", name="เปิดใช้").click()
    expect(page.locator("[data-code]")).to_have_count(10)
    with page.expect_download() as saved:
        page.get_by_role("button", name="บันทึกเป็นไฟล์ข้อความ").click()
    codes = re.findall(r"\w{5}-\w{5}", saved.value.path().read_text(encoding="utf-8"))
    assert codes == page.locator("[data-code]").all_inner_texts()

    sign_out(page)
    page.get_by_label("อีเมลหรือรหัสบุคลากร").fill(person.email)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.get_by_label(re.compile("รหัสจากแอปยืนยันตัวตน")).fill(codes[0])
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page.wait_for_url("**/")
