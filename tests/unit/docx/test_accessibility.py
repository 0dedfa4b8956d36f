"""Documents as Word's accessibility check wants them, in each theme; and that the checks see what they look for."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from exporter import theme as themes
from exporter.contract import sample
from exporter.model import Callout, CodeBlock
from exporter.theme import load_theme

from .accessibility import barriers
from .rendering import article, p, rendered


@pytest.mark.parametrize("name", themes.names())
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_stands_in_the_way(name: str, direction: str) -> None:
    everything = sample.everything()
    boxed = tuple(Callout(everything.body, kind=kind) for kind in ("note", "caution"))  # type: ignore[arg-type]
    source = replace(everything, dir=direction, body=(*everything.body, *boxed))
    assert barriers(rendered(source, theme=load_theme(name))) == []


def test_code_of_every_colour_in_every_box_stands_out() -> None:
    code = CodeBlock('@d\nclass A(B):\n    """Doc."""\n    x = 1  # why\n    def f(self): return not "s"', "python")
    kinds = ("note", "tip", "important", "warning", "caution")
    assert barriers(rendered(article(code, *(Callout((p("x"), code), kind=kind) for kind in kinds)))) == []  # type: ignore[arg-type]


FAULTS = {
    "no title": ("docProps/core.xml", "dc:title", "dc:subject"),
    "no language": ("word/styles.xml", "w:lang ", "w:kern "),
    "a heading of level": ("word/document.xml", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading3"/>'),
    "a picture without": ("word/document.xml", " descr=", " title="),
    "a table without a header": ("word/document.xml", "<w:tblHeader/>", ""),
    "a table without a description": ("word/document.xml", "w:tblDescription", "w:tblCaption"),
    "a link that leads nowhere": ("word/document.xml", " w:anchor=", " w:tooltip="),
    "9A9A9A on ": ("word/document.xml", '<w:color w:val="1A6334"/>', '<w:color w:val="9A9A9A"/>'),
}


@pytest.mark.parametrize("barrier", FAULTS)
def test_the_checks_themselves_see_barriers(barrier: str) -> None:
    part, old, new = FAULTS[barrier]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(rendered(sample.everything()))) as whole, zipfile.ZipFile(out, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            broken.writestr(name, content)
    assert any(barrier in found for found in barriers(out.getvalue()))
