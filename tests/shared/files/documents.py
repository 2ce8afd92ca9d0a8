"""Small real documents of every kind, each page with the words that are given."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:'
    'text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:table="urn:oasis:names:tc:'
    'opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


def zipped(*entries: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return held.getvalue()


def types(kind: str) -> tuple[str, bytes]:
    said = f'<Types><Override ContentType="{_OFFICE}{kind}.main+xml"/></Types>'
    return "[Content_Types].xml", said.encode()


def docx(pages: list[str] | None = None, *more: tuple[str, bytes], body: str = "") -> bytes:
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = body or turn.join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in pages or [])
    document = f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>"
    return zipped(types("wordprocessingml.document"), ("word/document.xml", document.encode()), *more)


def pptx(pages: list[str], beside: dict[int, dict[str, str]] | None = None) -> bytes:
    """A presentation; `beside`: by the number of a slide the kind and content of parts that belong to it."""
    # Out of the order of their names.
    names = [f"slide{len(pages) - place}" for place in range(len(pages))]
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(pages)))
    slides = [
        (
            f"ppt/slides/{name}.xml",
            f'<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'.encode(),
        )
        for name, text in zip(names, pages, strict=True)
    ]
    for number, parts in (beside or {}).items():
        name = names[number - 1]
        relations = "".join(f'<Relationship Id="{k}" Type="x/{k}" Target="../{k}/{name}.xml"/>' for k in parts)
        slides.append((f"ppt/slides/_rels/{name}.xml.rels", f"<Relationships>{relations}</Relationships>".encode()))
        slides += [(f"ppt/{kind}/{name}.xml", content.encode()) for kind, content in parts.items()]
    relations = "".join(f'<Relationship Id="r{n}" Target="slides/{name}.xml"/>' for n, name in enumerate(names))
    return zipped(
        types("presentationml.presentation"),
        ("ppt/presentation.xml", f'<p:presentation xmlns:p="p" {_R}>{listed}</p:presentation>'.encode()),
        ("ppt/_rels/presentation.xml.rels", f"<Relationships>{relations}</Relationships>".encode()),
        *slides,
    )


def xlsx(pages: list[str], hidden: tuple[int, ...] = ()) -> bytes:
    strings = "".join(f"<si><t>{text}</t></si>" for text in pages)
    states = ['state="hidden" ' if n in hidden else "" for n in range(len(pages))]
    sheets = "".join(f'<sheet name="แผ่น{n}" sheetId="{n}" {state}r:id="r{n}"/>' for n, state in enumerate(states))
    relations = "".join(f'<Relationship Id="r{n}" Target="worksheets/s{n}.xml"/>' for n in range(len(pages)))
    return zipped(
        types("spreadsheetml.sheet"),
        ("xl/workbook.xml", f"<workbook {_R}><sheets>{sheets}</sheets></workbook>".encode()),
        ("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>".encode()),
        ("xl/sharedStrings.xml", f"<sst>{strings}</sst>".encode()),
        *(
            (f"xl/worksheets/s{n}.xml", f'<worksheet><row><c t="s"><v>{n}</v></c></row></worksheet>'.encode())
            for n in range(len(pages))
        ),
    )


def sheet(rows: str) -> bytes:
    """A table with one sheet of these rows."""
    return zipped(
        types("spreadsheetml.sheet"),
        ("xl/workbook.xml", f'<workbook {_R}><sheets><sheet name="ตาราง" r:id="r0"/></sheets></workbook>'.encode()),
        ("xl/_rels/workbook.xml.rels", b'<Relationships><Relationship Id="r0" Target="s.xml"/></Relationships>'),
        ("xl/s.xml", f"<worksheet>{rows}</worksheet>".encode()),
    )


def open_document(kind: str, body: str, *, styles: str = "", pages: str = "") -> bytes:
    """`styles` are those of the text, `pages` the master pages with their headers and footers."""
    content = f"<office:document-content {_ODF}>{styles}<office:body>{body}</office:body></office:document-content>"
    looks = f"<office:document-styles {_ODF}>{pages}</office:document-styles>"
    return zipped(
        ("mimetype", f"{_OPEN}{kind}".encode()), ("content.xml", content.encode()), ("styles.xml", looks.encode())
    )


def odt(pages: list[str]) -> bytes:
    return open_document("text", "<text:soft-page-break/>".join(f"<text:p>{text}</text:p>" for text in pages))


def odp(pages: list[str]) -> bytes:
    return open_document("presentation", "".join(f"<draw:page><text:p>{t}</text:p></draw:page>" for t in pages))


def ods(pages: list[str]) -> bytes:
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    return open_document(
        "spreadsheet", "".join(f'<table:table table:name="ก">{row.format(t)}</table:table>' for t in pages)
    )


def pdf(pages: list[str]) -> bytes:
    """A PDF with a text layer in Latin letters."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects += [f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for n, text in enumerate(pages):
        drawn = f"BT /F1 18 Tf 40 100 Td ({text}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * n} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    content, places = "%PDF-1.7\n", []
    for n, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{n} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return f"{content}{end}startxref\n{len(content)}\n%%EOF".encode("latin-1")


def mail(pages: list[str]) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.go.th", pages[0]
    message.set_content("\n".join(pages))
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="แนบ.pdf")
    return message.as_bytes()


MAKERS = {
    f"{_OFFICE}wordprocessingml.document": docx,
    f"{_OFFICE}presentationml.presentation": pptx,
    f"{_OFFICE}spreadsheetml.sheet": xlsx,
    f"{_OPEN}text": odt,
    f"{_OPEN}presentation": odp,
    f"{_OPEN}spreadsheet": ods,
    "text/plain": lambda pages: "\n".join(pages).encode("cp874"),
    "text/html": lambda pages: "".join(f"<p>{text}</p>" for text in pages).encode(),
    "message/rfc822": mail,
}
