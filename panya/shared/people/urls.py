"""Addresses about people; sign-in keeps the names that django-allauth reverses."""

from django.urls import path

from panya.shared.people.views import appointments, choosing, imports, me, passwords, people, sign_in, units

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/link/<str:token>", sign_in.sign_in_link, name="sign_in_link"),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("password", passwords.change_password, name="account_change_password"),
    path("password/forgotten", passwords.forgotten_password, name="account_reset_password"),
    path("password/forgotten/sent", passwords.forgotten_password_done, name="account_reset_password_done"),
    path("password/new/done", passwords.reset_password_done, name="account_reset_password_from_key_done"),
    path("password/new/<slug:uidb36>/<slug:key>", passwords.reset_password, name="account_reset_password_from_key"),
    path("me", me.me, name="me"),
    path("circles", me.circles, name="circles"),
    path("circles/<slug:public_id>", me.circle, name="circle"),
    path("people/choose", choosing.choose, name="choose_readers"),
    path("people/suggest", choosing.suggest_people, name="suggest_people"),
    path("people/competences", choosing.suggest_competences, name="suggest_competences"),
    path("manage/", units.manage, name="manage"),
    path("manage/units", units.units, name="manage_units"),
    path("manage/new-unit", units.unit_new, name="manage_unit_new"),
    path("manage/units/<str:code>/edit", units.unit_edit, name="manage_unit_edit"),
    path("manage/units/<str:code>/rename", units.unit_rename, name="manage_unit_rename"),
    path("manage/units/<str:code>/merge", units.unit_merge, name="manage_unit_merge"),
    path("manage/units/<str:code>/close", units.unit_close, name="manage_unit_close"),
    path("manage/units/<str:code>", units.unit, name="manage_unit"),
    path("manage/people", people.people, name="manage_people"),
    path("manage/people/new", people.person_new, name="manage_person_new"),
    path("manage/people/<slug:public_id>", people.person, name="manage_person"),
    path("manage/people/<slug:public_id>/edit", people.person_edit, name="manage_person_edit"),
    path("manage/people/<slug:public_id>/move", people.person_move, name="manage_person_move"),
    path("manage/people/<slug:public_id>/switch", people.person_switch, name="manage_person_switch"),
    path("manage/people/<slug:public_id>/first-password", people.first_password, name="manage_first_password"),
    path("manage/people/<slug:public_id>/roles", appointments.appointment_new, name="manage_appoint"),
    path("manage/people/<slug:public_id>/roles/<int:pk>/end", appointments.appointment_end, name="manage_end_role"),
    path("manage/import/<str:kind>", imports.import_file, name="manage_import"),
    path("manage/import/<str:kind>/template", imports.import_template, name="manage_import_template"),
]
