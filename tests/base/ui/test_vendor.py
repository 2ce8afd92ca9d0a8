"""Fonts are copied from node_modules by a program that needs no Django."""

from panya.base.ui.vendor import copy_fonts


def test_two_weights_of_two_scripts_and_the_licence_are_copied(tmp_path):
    source = tmp_path / "sarabun"
    (source / "files").mkdir(parents=True)
    (source / "LICENSE").write_text("OFL")
    wanted = {f"sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 600)}
    for name in {*wanted, "sarabun-thai-700-normal.woff2"}:
        (source / "files" / name).write_bytes(b"font")

    copy_fonts(source, tmp_path / "static")

    assert {path.name for path in (tmp_path / "static").iterdir()} == wanted | {"LICENSE"}
