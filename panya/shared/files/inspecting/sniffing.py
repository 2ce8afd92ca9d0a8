"""What a file is, by its content. The name is asked only where plain text cannot say what it is."""

from pathlib import Path

from panya.shared.files.inspecting import archives, old_office, pictures, texts
from panya.shared.files.inspecting.verdict import Unfit, Verdict

_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
}
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
_FLASH = (b"FWS", b"CWS", b"ZWS")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OTHER_PICTURES = (b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS")
_TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_HEAD = 4096
_PDF_WITHIN = 1024


def inspect(path: Path, name: str, folder: Path) -> Verdict:
    """Say what the file is and write its picture anew into `folder`; raise Unfit where it is not taken."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Unfit("empty")
    if _TEST_VIRUS in head:
        raise Unfit("virus")
    if kind := _picture_kind(head):
        return pictures.take(path, kind, folder)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return archives.take(path)
    _refuse_known(head)
    if head.startswith(_OLD_OFFICE):
        return old_office.take(path)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Verdict("application/pdf", "pdf")
    return texts.take(path, name)


def _picture_kind(head: bytes) -> str:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _PICTURES.items() if head.startswith(start)), "")


def _refuse_known(head: bytes) -> None:
    """Say of what people often send why it is not taken."""
    if head.startswith((*_PROGRAMS, *_FLASH)):
        raise Unfit("program")
    if head.startswith(_OTHER_ARCHIVES) or head[257:262] == b"ustar":
        raise Unfit("other_archive")
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}:
        raise Unfit("phone_picture")
    if head.startswith(_OTHER_PICTURES):
        raise Unfit("other_picture")
