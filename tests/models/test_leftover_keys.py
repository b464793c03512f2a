"""A creation that was ended leaves an empty key file, and must not stand in the way for good."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sipdesk.models.errors import StoreError
from tests.builders import a_desk


def left(folder: Path, seconds: float, content: bytes = b"") -> Path:
    """A key file without a store, as it was so many seconds ago."""
    keys = folder / "desk.sipdesk.keys"
    keys.write_bytes(content)
    os.utime(keys, (time.time() - seconds,) * 2)
    return keys


def test_an_empty_key_file_that_was_left_is_taken_over(tmp_path: Path) -> None:
    keys = left(tmp_path, 3600)
    desk = a_desk(tmp_path)
    assert keys.stat().st_size > 0
    assert desk.schools.all() == []
    desk.close()


@pytest.mark.parametrize(("seconds", "content"), [(1, b""), (3600, b"keys of another store")])
def test_one_that_is_being_filled_or_holds_keys_is_not(
    tmp_path: Path, seconds: float, content: bytes
) -> None:
    keys = left(tmp_path, seconds, content)
    with pytest.raises(StoreError, match="already a store"):
        a_desk(tmp_path)
    assert keys.read_bytes() == content
