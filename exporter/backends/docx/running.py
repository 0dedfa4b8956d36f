"""What runs along every page: the marking, the title, the page number."""

from __future__ import annotations

from .state import State
from .wordml import runs
from .wordml.paragraphs import paragraph
from .wordml.runs import Format

HEADER, FOOTER = "rIdA21", "rIdA22"


def header_reference(kind: str) -> str:
    """A section's reference to the header, for pages of a kind ("default", "first", "even"; 17.10.5)."""
    return f'<w:headerReference w:type="{kind}" r:id="{HEADER}"/>'


HEADER_REFERENCE = header_reference("default")
FOOTER_REFERENCE = f'<w:footerReference w:type="default" r:id="{FOOTER}"/>'
REFERENCES = HEADER_REFERENCE + FOOTER_REFERENCE
_LONGEST = 80
_WORDS_A_PAGE = 420


def _form(state: State) -> Format:
    return Format(rtl=state.rtl)


def header(state: State) -> str:
    """The marking, if there is one."""
    marking = state.article.marking
    if not marking:
        return paragraph("Header", "")
    return paragraph("Marking", runs.text(marking, _form(state)))


def footer(state: State, title: str) -> str:
    """The marking again (TLP 2.0 asks for both), then the title and the page of pages."""
    out = header(state) if state.article.marking else ""
    content = runs.text(_short(title), _form(state)) + runs.tab() + _page(state)
    return out + paragraph("Footer", content)


def _short(title: str) -> str:
    """A title that fits beside the page number, cut between words."""
    title = " ".join(title.split())
    if len(title) <= _LONGEST:
        return title
    return title[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _page(state: State) -> str:
    """ "1 of 2", in the order of the language. Word counts anew whenever it lays out the page."""
    pattern = state.context.labels.page
    form = _form(state)
    out, rest = "", pattern
    while rest:
        before, brace, rest = rest.partition("{")
        name, _, rest = rest.partition("}") if brace else ("", "", "")
        out += runs.text(before, form)
        if name:
            code = "PAGE" if name == "page" else "NUMPAGES"
            out += runs.field(code, "1" if name == "page" else str(_pages(state)), form)
    return out


def _pages(state: State) -> int:
    from exporter.walk import text

    return max(1, round(len(text(state.article).split()) / _WORDS_A_PAGE + 0.4))
