"""One article to one PDF: composed, laid out, drawn, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporter import resources
from exporter.backends import Context
from exporter.backends.pdf import attachments, front, metadata, pages, sheets, structure
from exporter.backends.pdf.atoms import Atom, draw_stack, stack_height
from exporter.backends.pdf.destinations import Destinations
from exporter.backends.pdf.flow import Composer
from exporter.backends.pdf.furniture import Furniture
from exporter.backends.pdf.galley import Galley, Room
from exporter.backends.pdf.objects import File, Stream, deflated, rect, string
from exporter.backends.pdf.page import Page, ink
from exporter.backends.pdf.standards import Standard, standard
from exporter.backends.pdf.structure import Element, ObjectRef
from exporter.backends.pdf.text import Style
from exporter.model import Article


def render(article: Article, context: Context) -> bytes:
    """The PDF of a prepared article."""
    composer = Composer(article, context)
    root = Element("Document", None, structure.spoken(article.lang or "en"))
    of = sheets.sheet(context.theme)
    filled = _laid_out(composer, root, of)
    furniture = Furniture(composer, of)
    drawn = _drawn(composer, filled, of, furniture)
    composer.tell_missing()
    return _written(composer, root, drawn, of)


# ---- layout ------------------------------------------------------------------------------------------------------


def _laid_out(composer: Composer, root: Element, of: sheets.Sheet) -> list[pages.Filled]:
    """The article in the frames of its pages; with two columns the front matter goes across both."""
    rtl = composer.article.dir == "rtl"
    room = _room(composer, root, of.left, of.right, rtl)
    first = Galley()
    front.set_front(composer, first, room)
    if of.columns == 1:
        notes = _rest(composer, first, room)
        return pages.fill(first.atoms, sheets.Frames(of, 1, rtl), notes)
    narrow = _room(composer, root, of.left, of.left + of.column, rtl)._replace(across=(of.left, of.right))
    body = Galley()
    notes = _rest(composer, body, narrow)
    head = pages.fill(first.atoms, sheets.Frames(of, 1, rtl), {})
    last = head[-1]
    gap = composer.theme.spacing.block
    page, start = last.frame.page, last.frame.top - last.used() - gap
    if start - of.bottom < 100:
        return [*head, *pages.fill_columns(body.atoms, of, rtl, notes, page + 1, None, gap)]
    return [*head, *pages.fill_columns(body.atoms, of, rtl, notes, page, start, gap)]


def _rest(composer: Composer, galley: Galley, room: Room) -> Mapping[str, Sequence[Atom]]:
    """Body, takeaways where the theme puts them last, notes, related links, source line; gives the notes for the feet."""
    composer.blocks(galley, room, composer.article.body)
    if composer.theme.takeaways.position == "end":
        front.set_takeaways(composer, galley, room)
    notes = front.set_notes(composer, galley, room)
    front.set_related(composer, galley, room)
    front.set_source(composer, galley, room)
    return notes


def _room(composer: Composer, root: Element, left: float, right: float, rtl: bool) -> Room:
    theme, lang = composer.theme, composer.article.lang or "en"
    size = theme.scale.text
    style = Style("text", size.size, theme.colours.text, lang=lang)
    align = "justify" if theme.setting.justify else "start"
    gap = theme.spacing.paragraph
    return Room(
        left, right, root, style, size.leading, rtl, align, (), gap, lang,  # type: ignore[arg-type]
        sheets.lying_edges(sheets.sheet(theme), rtl), sheets.grid_step(size.leading, gap),
    )  # fmt: skip


# ---- drawing -----------------------------------------------------------------------------------------------------


def _drawn(composer: Composer, filled: Sequence[pages.Filled], of: sheets.Sheet, furniture: Furniture) -> list[Page]:
    lying = {one.frame.page for one in filled if one.frame.turned}
    drawn = [Page(index, index in lying) for index in range(max(one.frame.page for one in filled) + 1)]
    rtl = composer.article.dir == "rtl"
    hairline = ink(composer.theme.colours.rule)
    for one in filled:
        page, dx = drawn[one.frame.page], one.frame.dx
        draw_stack(page, [*one.repeated, *one.atoms], dx, one.frame.top, again=len(one.repeated))
        if one.notes:
            top = of.bottom + stack_height(one.notes)
            rule = pages.notes_rule(of.left, hairline, rtl, of.left + of.column)
            rule.draw(page, dx, top + pages.NOTES_BELOW)
            draw_stack(page, one.notes, dx, top)
    for page in drawn:
        furniture.draw(page, len(drawn))
        page.close()
    return drawn


# ---- writing -----------------------------------------------------------------------------------------------------


def _written(composer: Composer, root: Element, drawn: list[Page], of: sheets.Sheet) -> bytes:
    to = standard(composer.context.options)
    file = File(to.version)
    numbers = [file.reserve() for _ in drawn]
    holder = file.reserve()
    structure.number(root, file)
    leads = Destinations(drawn, numbers, root, structured=to.ua == 2)
    annotations, links = _annotations(file, drawn, leads)
    fonts = {use.label: use.written(file) for use in composer.fonts.uses.values() if _is_used(use.label, drawn)}
    pictures = composer.pictures.written(file)
    for page, number in zip(drawn, numbers, strict=True):
        lies = sheets.turned(of) if page.turned else of
        file.put(number, _page(file, page, holder, lies, annotations[page.index], fonts, pictures))
    file.put(holder, f"<</Type/Pages/Count {len(drawn)}/Kids[{' '.join(f'{number} 0 R' for number in numbers)}]>>")
    tree = structure.written(root, file, numbers, [page.parents for page in drawn], links, to.ua == 2)
    outline = _outline(file, composer.outline, leads)
    about = metadata.Described(composer.article, composer.context)
    file.root = _catalog(file, composer, about, to, holder, tree, outline)
    if to.archival < 4:  # PDF/A-4 has the XMP packet alone (ISO 19005-4, 6.1.3)
        file.information = file.add(metadata.info(about))
    return file.format()


def _is_used(label: str, drawn: list[Page]) -> bool:
    return any(label in page.fonts for page in drawn)


def _page(
    file: File,
    page: Page,
    holder: int,
    of: sheets.Sheet,
    annotations: list[int],
    fonts: dict[str, int],
    pictures: dict[str, int],
) -> str:
    content = file.add(deflated("", "\n".join(page.out).encode("latin-1")))
    used = "".join(f"/{label} {fonts[label]} 0 R" for label in page.fonts)
    shown = "".join(f"/{label} {pictures[label]} 0 R" for label in page.pictures)
    shown = f"/XObject<<{shown}>>" if shown else ""
    links = f"/Annots[{' '.join(f'{number} 0 R' for number in annotations)}]" if annotations else ""
    return (
        f"<</Type/Page/Parent {holder} 0 R/MediaBox{rect(0, 0, of.width, of.height)}/Contents {content} 0 R"
        f"/Resources<</Font<<{used}>>{shown}>>/StructParents {page.index}/Tabs/S{links}>>"
    )


def _annotations(file: File, drawn: list[Page], leads: Destinations) -> tuple[list[list[int]], list[Element]]:
    """Link annotations (ISO 32000-1, 12.5.6.5) of every page, and their elements in the order of their keys."""
    out: list[list[int]] = []
    elements: list[Element] = []
    for page in drawn:
        own = []
        for area in page.links:
            link = area.link
            where = _destination(link.target, leads)
            key = len(drawn) + len(elements)
            number = file.add(
                f"<</Type/Annot/Subtype/Link/Rect{rect(area.left, area.bottom, area.right, area.top)}/Border[0 0 0]/F 4"
                f"/Contents {string(' '.join(link.contents.split()) or link.target)}/StructParent {key}{where}>>"
            )
            link.element.kids.append(ObjectRef(number, page.index))
            elements.append(link.element)
            own.append(number)
        out.append(own)
    return out, elements


def _destination(target: str, leads: Destinations) -> str:
    if target.startswith("#"):
        return leads.entry(target[1:])
    address = "".join(char if "!" <= char <= "~" else _percent(char) for char in target)
    return f"/A<</S/URI/URI {string(address)}>>"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))


def _outline(file: File, headings: list[tuple[int, str, str]], leads: Destinations) -> int:
    """The outline (12.3.3) from headings (level, words, id); 0 where there are none."""
    entries = [(level, words, key) for level, words, key in headings if key in leads and words.strip()]
    if not entries:
        return 0
    root = file.reserve()
    own = [file.reserve() for _ in entries]
    parents, kids = _family(entries, own, root)
    for at, (_, words, key) in enumerate(entries):
        siblings = kids[parents[at]]
        place = siblings.index(own[at]) if len(siblings) < 50 else _place(siblings, own[at])
        near = f"/Prev {siblings[place - 1]} 0 R" if place else ""
        near += f"/Next {siblings[place + 1]} 0 R" if place + 1 < len(siblings) else ""
        below = kids.get(own[at], [])
        inner = f"/First {below[0]} 0 R/Last {below[-1]} 0 R/Count -{len(below)}" if below else ""
        title = string(" ".join(words.split()))
        file.put(own[at], f"<</Title {title}/Parent {parents[at]} 0 R{near}{inner}{leads.entry(key)}>>")
    top = kids[root]
    return file.put(root, f"<</Type/Outlines/First {top[0]} 0 R/Last {top[-1]} 0 R/Count {len(top)}>>")


def _place(siblings: list[int], number: int) -> int:
    from bisect import bisect_left

    return bisect_left(siblings, number)


def _family(entries: list[tuple[int, str, str]], own: list[int], root: int) -> tuple[list[int], dict[int, list[int]]]:
    parents: list[int] = []
    kids: dict[int, list[int]] = {}
    above: list[tuple[int, int]] = []
    for (level, _, _), number in zip(entries, own, strict=True):
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else root
        parents.append(parent)
        kids.setdefault(parent, []).append(number)
        above.append((level, number))
    return parents, kids


def _catalog(
    file: File, composer: Composer, about: metadata.Described, to: Standard, holder: int, tree: int, outline: int
) -> int:
    if not composer.conforming:
        claims = "4f" if to.archival == 4 else f"{to.archival}b"
        composer.context.report.tell(
            "claims-less",
            f"the PDF claims PDF/A-{claims} only, not PDF/UA-{to.ua}: a picture has no alternative text",
            hint="give every picture one",
        )
    attached = attachments.attachments(composer.context, composer.pictures.carried()) if to.attaches else []
    packet = metadata.xmp(about, to, composer.conforming, bool(attached))
    described = file.add(Stream("/Type/Metadata/Subtype/XML", packet))
    profile = file.add(deflated("/N 3", resources.read("icc/sRGB.icc"), 9))
    intent = (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        f"/RegistryName(http://www.color.org)/DestOutputProfile {profile} 0 R>>"
    )
    entries = f"/PageMode/UseOutlines/Outlines {outline} 0 R" if outline else ""
    direction = "/Direction/R2L" if composer.article.dir == "rtl" else ""
    entries += attachments.written(file, attached, about.modified)
    return file.add(
        f"<</Type/Catalog/Pages {holder} 0 R/StructTreeRoot {tree} 0 R/MarkInfo<</Marked true>>"
        f"/Lang {string(about.lang)}/Metadata {described} 0 R/OutputIntents[{intent}]"
        f"/ViewerPreferences<</DisplayDocTitle true{direction}>>/PageLabels<</Nums[0<</S/D>>]>>{entries}>>"
    )
