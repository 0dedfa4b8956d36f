"""Lines farther apart for scripts that stack signs above and below each other: at Latin's distance they touch."""

from __future__ import annotations

from msgspec.structs import replace

from exporter.theme import Size, Theme

_BURMESE, _TIBETAN, _KHMER = 1.3, 1.18, 1.14  # of the theme's line distance
_ROOM = {
    **dict.fromkeys(("my", "ksw", "mnw", "shn", "pwo", "kht", "blk"), _BURMESE),
    **dict.fromkeys(("bo", "dz", "sip"), _TIBETAN),
    "km": _KHMER,
}


def for_script(theme: Theme, lang: str | None) -> Theme:
    """The theme with the line distances that the script of a language needs."""
    room = _ROOM.get((lang or "").lower().partition("-")[0], 1.0)
    if room == 1.0:
        return theme
    sizes = {name: _farther(getattr(theme.scale, name), room) for name in theme.scale.__struct_fields__}
    return replace(theme, scale=replace(theme.scale, **sizes))


def _farther(size: Size, room: float) -> Size:
    return Size(size.size, round(size.leading * room, 2))
