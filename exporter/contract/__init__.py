"""What every backend must do, as tests anybody can run: `pip install article-exporter[contract]`, then

    from exporter.contract import BackendContract

    class TestMine(BackendContract):
        backend = mine.backend

`sample.everything()` is an article with every kind of node; `strategies.articles()` is a hypothesis strategy for any
article there can be. This package is for tests: nothing else of the exporter imports it.
"""

from __future__ import annotations

from typing import Any

from exporter.contract import sample

__all__ = ["BackendContract", "sample"]


def __getattr__(name: str) -> Any:
    if name == "BackendContract":
        from exporter.contract.backend import BackendContract

        return BackendContract
    raise AttributeError(name)
