"""A feature in miniature that writes text in the shared editor; also its urlconf (ARCHITECTURE.md)."""

from dataclasses import replace

from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panya.base.core.read_only import writes_on_get
from panya.shared.content.actions import drafts, items
from panya.shared.content.editing import Editor
from panya.shared.content.forms.text import TextForm, TypedField
from panya.shared.content.kinds import ItemKind
from panya.shared.content.starters import Section, Starter
from panya.shared.content.text import Text
from panya.shared.content.views import editor, helping, history
from panya.shared.content.views.finding import readable

KIND = ItemKind("story", "เรื่องเล่า", "story")


class StoryForm(TextForm):
    caution = TypedField(label="ข้อควรระวัง", required=False)

    typed = (*TextForm.typed, "caution")

    def text(self):
        return replace(super().text(), structured={"caution": self.cleaned_data["caution"]})

    @classmethod
    def fields_of(cls, revision):
        return super().fields_of(revision) | {"caution": revision.structured.get("caution", "")}

    @classmethod
    def parts_of(cls, revision):
        return [*super().parts_of(revision), ("ข้อควรระวัง", revision.structured.get("caution", ""))]


@transaction.atomic
def write_story(text, *, by, draft=None):
    item = items.create_item(KIND.key, text, items.Place(unit=by.unit), owner=by, author=by)
    drafts.use_up(draft, by=by)
    return item


@transaction.atomic
def edit_story(item, text, *, by, base, reason="", publish=False):
    items.save_text(item, text, by=by, base=base, reason=reason)
    by.drafts.filter(item=item).delete()
    item.refresh_from_db()
    return item


def restore_story(item, old, *, by):
    text = Text(old.title, old.lead, old.body_html, old.structured)
    return items.save_text(item, text, by=by, base=item.latest)


EDITOR = Editor(
    kind=KIND.key,
    may_write=lambda person: True,
    write=write_story,
    edit=edit_story,
    restore=restore_story,
    read_verb="stories.read",
    heading="เล่าเรื่อง",
    back="กลับไปหน้าเรื่องเล่า",
    form=StoryForm,
    starters=(Starter("plain", "เล่าตามลำดับ", "เริ่มง่าย ๆ", (Section("เกิดอะไรขึ้น", ("เล่าตามลำดับเวลา",)),)),),
    next_page="submit",
)


@require_safe
def story(request, number):
    return HttpResponse(readable(request, number, KIND.key).title)


@require_http_methods(["GET", "HEAD", "POST"])
def story_new(request):
    return editor.new_page(request, EDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
def story_draft(request, draft_id):
    return editor.draft_page(request, EDITOR, draft_id)


@require_http_methods(["GET", "HEAD", "POST"])
@writes_on_get
def story_edit(request, number):
    return editor.edit_page(request, EDITOR, number)


@require_POST
def story_autosave(request):
    return editor.autosave_answer(request, EDITOR)


@require_POST
def story_draft_file(request, draft_id):
    return editor.draft_file_answer(request, EDITOR, draft_id)


@require_POST
def story_draft_discard(request, draft_id):
    return editor.discard_answer(request, EDITOR, draft_id)


@require_safe
def story_drafts(request):
    return editor.drafts_page(request, EDITOR)


@require_safe
def story_history(request, number):
    return history.history_page(request, EDITOR, number)


@require_safe
@writes_on_get
def story_revision(request, number, revision_number):
    return history.revision_page(request, EDITOR, number, revision_number)


@require_safe
@writes_on_get
def story_compare(request, number, old_number, new_number):
    return history.compare_page(request, EDITOR, number, old_number, new_number)


@require_POST
def story_restore(request, number, revision_number):
    return history.restore_answer(request, EDITOR, number, revision_number)


urlpatterns = [
    path("stories/new", story_new, name="story_new"),
    path("stories/drafts", story_drafts, name="story_drafts"),
    path("stories/drafts/save", story_autosave, name="story_autosave"),
    path("stories/drafts/<slug:draft_id>", story_draft, name="story_draft"),
    path("stories/drafts/<slug:draft_id>/discard", story_draft_discard, name="story_draft_discard"),
    path("stories/drafts/<slug:draft_id>/files", story_draft_file, name="story_draft_file"),
    path("stories/convert", helping.convert, name="story_convert"),
    path("stories/spelling", helping.spelling, name="story_spelling"),
    path("stories/titles", helping.titles, name="story_titles"),
    path("stories/tags", helping.tags, name="story_tags"),
    path("stories/<int:number>", story, name="story"),
    path("stories/<int:number>/submit", story, name="story_submit"),
    path("stories/<int:number>/edit", story_edit, name="story_edit"),
    path("stories/<int:number>/history", story_history, name="story_history"),
    path("stories/<int:number>/history/<int:revision_number>", story_revision, name="story_revision"),
    path("stories/<int:number>/history/<int:revision_number>/restore", story_restore, name="story_restore"),
    path("stories/<int:number>/compare/<int:old_number>/<int:new_number>", story_compare, name="story_compare"),
    path("", include("panya.site.urls")),
]
