"""The commands that list what there is: backends, themes, the schema of an article."""

from __future__ import annotations

from exporter.cli.parameters import Json


def backends(json: Json = False) -> None:
    """List the installed backends."""
    from exporter import registry

    found = registry.backends()
    if json:
        _print_json([{"name": b.name, "suffix": b.suffix, "media_type": b.media_type} for b in found.values()])
        return
    for name, backend in found.items():
        print(f"{name:8} {backend.suffix:8} {backend.summary} ({registry.distribution(name)})")


def themes(json: Json = False) -> None:
    """List the built-in themes.

    A house style is a TOML file that extends one and says what differs.
    """
    from exporter import theme

    if json:
        _print_json(theme.names())
        return
    print("\n".join(theme.names()))


def schema() -> None:
    """Print the JSON Schema of an article."""
    from exporter import canonical

    _print_json(canonical.schema())


def _print_json(value: object) -> None:
    import msgspec

    from exporter.pipeline.outputs import write

    write(None, msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
