"""A good PDF with some of its objects changed, as bytes say."""

from __future__ import annotations

import io
from typing import Any

from tests.fuzz.bases import brief, export

MOST = 8
"""Changes made to one file."""
_KEYS = (
    "/Type", "/S", "/K", "/P", "/Pg", "/Kids", "/Names", "/Nums", "/AF", "/EF", "/F", "/UF", "/Filter", "/DecodeParms",
    "/Count", "/Parent", "/Contents", "/Resources", "/MediaBox", "/StructParents", "/Annots", "/Dest", "/A", "/Alt",
    "/ActualText", "/Lang", "/Metadata", "/ParentTree", "/RoleMap", "/ClassMap", "/IDTree", "/Limits", "/Title",
    "/First", "/Next", "/Prev", "/Length",
)  # fmt: skip


class Script:
    """Reads choices from bytes, as long as there are any."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def __bool__(self) -> bool:
        return self.at < len(self.data)

    def pick(self, things: Any) -> Any:
        """One of the things."""
        number = int.from_bytes(self.data[self.at : self.at + 2], "big")
        self.at += 2
        return things[number % len(things)]

    def rest(self, most: int = 64) -> bytes:
        """Some bytes as they are."""
        found = self.data[self.at : self.at + most]
        self.at += most
        return found


def changed(data: bytes) -> bytes:
    """The good PDF after the changes that the bytes say."""
    import pikepdf

    script = Script(data)
    with pikepdf.open(io.BytesIO(_good())) as pdf:
        objects = [one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream))]
        for _ in range(MOST):
            if script:
                _change(pdf, objects, script)
        out = io.BytesIO()
        try:
            pdf.save(out, static_id=True, compress_streams=False, fix_metadata_version=False)
        except pikepdf.PdfError:  # no file comes of what was changed
            return _good()
    return out.getvalue()


def _change(pdf: Any, objects: list[Any], script: Script) -> None:
    import pikepdf

    one = script.pick([pdf.Root, pdf.trailer.get("/Info", pdf.Root), *objects])
    if isinstance(one, pikepdf.Array):
        _list(one, objects, script)
    elif isinstance(one, pikepdf.Stream) and script.pick((True, False)):
        one.write(
            script.pick((script.rest(), one.read_bytes()[: len(script.rest(9)) * 40], one.read_bytes() + script.rest()))
        )
    else:
        _entry(one, objects, script)


def _list(one: Any, objects: list[Any], script: Script) -> None:
    way = script.pick(range(3))
    if way and len(one):
        at = script.pick(range(len(one)))
        if way == 1:
            del one[at]
        else:
            one[at] = _value(objects, script)
    else:
        one.append(_value(objects, script))


def _entry(one: Any, objects: list[Any], script: Script) -> None:
    keys = sorted(key for key in one.keys() if key != "/Length")  # noqa: SIM118 - no mapping
    key = script.pick((*keys, *keys, *_KEYS))
    if key in keys and script.pick(range(4)) == 0:
        del one[key]
    elif key != "/Length":
        one[key] = _value(objects, script)


def _value(objects: list[Any], script: Script) -> Any:
    import pikepdf

    kind = script.pick(range(10))
    if kind < 3:
        return script.pick(objects)
    if kind == 3:
        return pikepdf.Name(script.pick(_KEYS))
    if kind == 4:
        return pikepdf.String(script.rest(16))
    if kind == 5:
        return script.pick((0, -1, 1, 2**31, 99999))
    if kind == 6:
        return pikepdf.Array([script.pick(objects), script.pick((0, -1, 5))])
    if kind == 7:
        return pikepdf.Dictionary({script.pick(_KEYS): script.pick(objects)})
    return script.pick((True, pikepdf.Array([]), pikepdf.Dictionary({}), 1.5)) if kind == 8 else []


_kept: list[bytes] = []


def _good() -> bytes:
    if not _kept:
        _kept.append(export(brief(), "pdf"))
    return _kept[0]
