"""What stands beside the text of a document: headers, notes, boxes, comments, speaker notes, hidden sheets."""

from tests.shared.files.documents import docx, odp, ods, odt, open_document, pptx, xlsx
from tests.shared.files.test_reading import pages_of

_OFFICE, _OPEN = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
WORD = f"{_OFFICE}wordprocessingml.document"
SLIDES, SHEETS = f"{_OFFICE}presentationml.presentation", f"{_OFFICE}spreadsheetml.sheet"
_BREAK = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p>"


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{one}</w:r>' for one in inside)}</w:p>"


def part(name: str, content: str) -> tuple[str, bytes]:
    return f"word/{name}.xml", f'<w:x xmlns:w="w">{content}</w:x>'.encode()


def relations(*names: str) -> tuple[str, bytes]:
    listed = "".join(f'<Relationship Id="{name}" Type="x/{name[:-1]}" Target="{name}.xml"/>' for name in names)
    return "word/_rels/document.xml.rels", f"<Relationships>{listed}</Relationships>".encode()


def section(**edges: str) -> str:
    """Its headers and footers; the names of parts by what refers to them."""
    named = "".join(f'<w:{kind}Reference w:id="{name}"/>' for kind, name in edges.items())
    return f"<w:sectPr>{named}</w:sectPr>"


def test_notes_and_comments_of_word_stand_after_the_paragraph_that_refers_to_them(tmp_path):
    body = (
        paragraph("<w:t>ราคา</w:t>", '<w:footnoteReference w:id="2"/>', "<w:t>ปาล์ม</w:t>")
        + _BREAK.format("หน้าสอง")
        + paragraph("<w:t>งบ</w:t>", '<w:commentReference w:id="0"/>', '<w:endnoteReference w:id="2"/>')
    )
    content = docx(
        None,
        part("footnotes", '<w:footnote w:id="0"/><w:footnote w:id="2"><w:p><w:t>ณ สิ้นปี</w:t></w:p></w:footnote>'),
        part("endnotes", '<w:endnote w:id="2"><w:p><w:t>ดูภาคผนวก</w:t></w:p></w:endnote>'),
        part("comments", '<w:comment w:id="0"><w:p><w:t>ขอทบทวน</w:t></w:p></w:comment>'),
        body=body,
    )
    assert pages_of(content, WORD, tmp_path) == ["ราคาปาล์ม\nณ สิ้นปี", "หน้าสอง\nงบ\n[ความเห็น] ขอทบทวน\nดูภาคผนวก"]


def test_a_text_box_of_word_does_not_part_the_paragraph_it_hangs_on(tmp_path):
    box = "<w:txbxContent><w:p><w:r><w:t>ในกล่อง</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    content = docx(body=paragraph("<w:t>ก่อน</w:t>", both, "<w:t>หลัง</w:t>") + paragraph("<w:t>ต่อ</w:t>"))
    assert pages_of(content, WORD, tmp_path) == ["ก่อนหลัง\nในกล่อง\nต่อ"]


def test_headers_and_footers_of_word_are_read_once_where_they_are_first_shown(tmp_path):
    body = (
        paragraph("<w:t>หนึ่ง</w:t>")
        + _BREAK.format("สอง")
        + f"<w:p><w:pPr>{section(header='header1', footer='footer1')}</w:pPr></w:p>"
        + _BREAK.format("สาม")
        + section(header="header2", footer="footer2")
    )
    content = docx(
        None,
        relations("header1", "footer1", "header2", "footer2"),
        part("header1", "<w:p><w:t>กรมการค้าภายใน</w:t></w:p>"),
        part("header2", "<w:p><w:t>ภาคผนวก</w:t></w:p>"),
        part("footer1", "<w:p><w:t>1</w:t></w:p>"),
        part("footer2", "<w:p><w:t>กรมการค้าภายใน</w:t></w:p>"),
        body=body,
    )
    assert pages_of(content, WORD, tmp_path) == ["กรมการค้าภายใน\nหนึ่ง", "สอง", "ภาคผนวก\nสาม"]


def test_speaker_notes_and_comments_of_powerpoint_stand_on_their_slide(tmp_path):
    shape = '<p:sp><p:nvPr><p:ph type="{}"/></p:nvPr><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sp>'
    notes = f'<p:n xmlns:p="p" xmlns:a="a">{shape.format("sldNum", "2")}{shape.format("body", "พูดช้า ๆ")}</p:n>'
    comments = '<p:l xmlns:p="p"><p:cm><p:text>แก้ตัวเลข</p:text></p:cm></p:l>'
    content = pptx(["หนึ่ง", "สอง"], {2: {"notesSlide": notes, "comments": comments}})
    assert pages_of(content, SLIDES, tmp_path) == ["หนึ่ง", "สอง\n[ความเห็น] แก้ตัวเลข\n[บันทึกผู้บรรยาย] พูดช้า ๆ"]


def test_a_hidden_sheet_is_not_read(tmp_path):
    assert pages_of(xlsx(["ก", "ข", "ค"], hidden=(1,)), SHEETS, tmp_path) == ["แผ่น0\nก", "แผ่น2\nค"]
    row = "<table:table-row><table:table-cell><text:p>{1}</text:p></table:table-cell></table:table-row>"
    table = '<table:table table:name="{0}" table:style-name="{0}">' + row + "</table:table>"
    hidden = '<style:style style:name="ลับ"><style:table-properties table:display="false"/></style:style>'
    styles = f"<office:automatic-styles>{hidden}</office:automatic-styles>"
    content = open_document("spreadsheet", table.format("ลับ", "ก") + table.format("เปิด", "ข"), styles=styles)
    assert pages_of(content, f"{_OPEN}spreadsheet", tmp_path) == ["เปิด\nข"]
    assert pages_of(ods(["ก"]), f"{_OPEN}spreadsheet", tmp_path) == ["ก\nก"]


def test_notes_boxes_and_comments_of_open_documents_stand_after_their_paragraph(tmp_path):
    hanging = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>ณ สิ้นปี</text:p></text:note-body>"
        "</text:note><office:annotation><dc:creator>ก</dc:creator><dc:date>2569</dc:date><text:p>ขอทบทวน</text:p>"
        "</office:annotation><draw:frame><draw:text-box><text:p>ในกล่อง</text:p></draw:text-box></draw:frame>"
    )
    header = "<style:header><text:p>กรมการค้าภายใน</text:p></style:header>"
    footer = "<style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
    content = open_document(
        "text",
        f"<text:p>ราคา{hanging}ปาล์ม <text:date>ปี 2569</text:date></text:p><text:soft-page-break/><text:p>สอง</text:p>",
        pages=(header + footer) * 2,
    )
    read = pages_of(content, f"{_OPEN}text", tmp_path)
    assert read == ["กรมการค้าภายใน\nราคาปาล์ม ปี 2569\nณ สิ้นปี\n[ความเห็น] ขอทบทวน\nในกล่อง", "สอง"]
    assert pages_of(odt(["ก", "ข"]), f"{_OPEN}text", tmp_path) == ["ก", "ข"]


def test_speaker_notes_of_open_documents_stand_on_their_slide(tmp_path):
    box = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    notes = f"<presentation:notes><draw:page-thumbnail/>{box.format('พูดช้า ๆ')}</presentation:notes>"
    first = f"<draw:page>{box.format('หนึ่ง')}{notes}</draw:page>"
    content = open_document("presentation", f"{first}<draw:page>{box.format('สอง')}</draw:page>")
    assert pages_of(content, f"{_OPEN}presentation", tmp_path) == ["หนึ่ง\n[บันทึกผู้บรรยาย] พูดช้า ๆ", "สอง"]
    assert pages_of(odp(["ก", "ข"]), f"{_OPEN}presentation", tmp_path) == ["ก", "ข"]
