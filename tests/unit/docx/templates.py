"""Differently made templates, as offices have them: each function writes one into a folder and gives its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
from docx.shared import Mm

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def house(folder: Path) -> str:
    """A house template: a cover section, a header inherited from it, another page, a style of a name in capitals."""
    document = docx.Document()
    document.add_heading("The cover", 0)
    document.sections[0].header.paragraphs[0].text = "HOUSE"
    document.sections[0].page_width = Mm(180)
    document.add_section()
    document.add_paragraph("Old text", style="List Number")
    document.styles["Caption"].element.find(f"{W}name").set(f"{W}val", "CAPTION")
    document.save(str(folder / "house.docx"))
    return "house.docx"


def changed(folder: Path, source: str, name: str, part: str, *pairs: tuple[str, str]) -> str:
    """A template from another one with pieces of one part ("*": of every part) replaced."""
    with zipfile.ZipFile(folder / source) as old, zipfile.ZipFile(folder / name, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            for before, after in pairs if entry == part or (part == "*" and entry.endswith(".xml")) else ():
                data = data.replace(before.encode(), after.encode())
            new.writestr(entry, data)
    return name


def restyled(folder: Path, target: str, **names: str) -> str:
    """python-docx's template with other names and ids of styles ("title" -> "Titel")."""
    document = docx.Document()
    renamed = {}
    for style in document.styles.element.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if new := names.get(name.get(f"{W}val").replace(" ", "_").lower()):
            name.set(f"{W}val", new)
            renamed[style.get(f"{W}styleId")] = style_id = "".join(filter(str.isascii, new)).replace(" ", "")
            style.set(f"{W}styleId", style_id)
            style.set(f"{W}customStyle", "1")
    for tag in ("basedOn", "next", "link"):
        for found in document.styles.element.iter(f"{W}{tag}"):
            found.set(f"{W}val", renamed.get(found.get(f"{W}val"), found.get(f"{W}val")))
    document.save(str(folder / target))
    return target


def as_pandoc(folder: Path) -> str:
    """Names of built-in styles in capitals, and no section at all."""
    name = restyled(folder, "capitals.docx", heading_1="Heading 1", caption="Caption", footnote_text="Footnote Text")
    document = docx.Document(str(folder / name))
    body = document.element.body
    body.remove(body.sectPr)
    document.save(str(folder / name))
    return name


def as_libreoffice(folder: Path) -> str:
    """Lists of its own in use, ids that clash with ours, a picture bullet's place taken, a default language."""
    document = docx.Document()
    for style in ("List Bullet", "List Number"):
        document.add_paragraph("old", style=style)
    document.styles.add_style("Inline Code Of Theirs", 2).element.set(f"{W}styleId", "InlineCode")
    document.styles.add_style("Byline of theirs", 1).element.set(f"{W}styleId", "byline")
    document.save(str(folder / "office.docx"))
    return "office.docx"


def translated(folder: Path) -> str:
    """A template whose built-in styles have German names and ids."""
    names = {"title": "Titel", "body_text": "Textkörper", **{f"heading_{n}": f"Überschrift {n}" for n in range(1, 7)}}
    return restyled(folder, "german.docx", **names, caption="Beschriftung", list_bullet="Aufzählungszeichen")


def covered(folder: Path) -> str:
    """A cover with a header of its own, two sections, a footer for even pages."""
    document = docx.Document()
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text, first.first_page_header.paragraphs[0].text = "HOUSE", "COVER"
    first.even_page_footer.paragraphs[0].text = "even"
    document.add_paragraph("The cover", style="Title")
    document.add_section().page_width = Mm(176)
    document.save(str(folder / "covered.docx"))
    return "covered.docx"


def plain(folder: Path) -> str:
    """A template as python-docx makes it: a style for everything, no header."""
    docx.Document().save(str(folder / "plain.docx"))
    return "plain.docx"


KINDS = [plain, as_pandoc, as_libreoffice, translated, covered, house]
