"""An interruption inside a block that is held together comes after it, once."""

from __future__ import annotations

import signal

import pytest

from exporter.uninterrupted import uninterrupted

pytestmark = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="this system holds no signals back")


def test_an_interruption_waits() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        with uninterrupted():
            done.append("inner")
        done.append("outer")
    assert done == ["inner", "outer"]


def test_nothing_is_held_back_afterwards() -> None:
    with pytest.raises(ZeroDivisionError), uninterrupted():
        raise ZeroDivisionError
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
