"""A file appears whole or not at all, and an existing one stays until somebody says otherwise."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sipdesk.export import files
from sipdesk.export.files import FileError, FileExists, placed, report
from sipdesk.models.errors import Cancelled


def write(dest: Path, data: bytes = b"new", *, force: bool = False) -> None:
    with placed(dest, force=force) as stream:
        stream.write(data)


def test_a_file_is_put_in_its_place(tmp_path: Path) -> None:
    write(tmp_path / "note.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["note.pdf"]
    assert (tmp_path / "note.pdf").read_bytes() == b"new"


def test_an_existing_file_stays(tmp_path: Path) -> None:
    dest = tmp_path / "note.pdf"
    dest.write_bytes(b"old")
    with pytest.raises(FileExists, match=r"already a file “note\.pdf”"):
        write(dest)
    assert dest.read_bytes() == b"old"
    write(dest, force=True)
    assert dest.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_stays_too(tmp_path: Path) -> None:
    dest = tmp_path / "note.pdf"
    with pytest.raises(FileExists), placed(dest) as stream:  # noqa: PT012
        stream.write(b"new")
        dest.write_bytes(b"other")
    assert dest.read_bytes() == b"other"
    assert len(list(tmp_path.iterdir())) == 1


def test_without_hard_links_it_still_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    write(tmp_path / "note.pdf")
    assert [p.name for p in tmp_path.iterdir()] == ["note.pdf"]


@pytest.mark.parametrize("mistake", [ValueError("a bug"), Cancelled("stopped")])
def test_a_mistake_half_way_leaves_nothing(tmp_path: Path, mistake: Exception) -> None:
    dest = tmp_path / "note.pdf"
    dest.write_bytes(b"old")
    with pytest.raises(type(mistake)), placed(dest, force=True) as stream:  # noqa: PT012
        stream.write(b"half")
        raise mistake
    assert dest.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no folder"):
        write(tmp_path / "away" / "note.pdf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="is a folder"):
        write(tmp_path, force=True)


@pytest.mark.parametrize(
    ("step", "number", "says"),
    [
        ("fsync", errno.ENOSPC, "no room left"),
        ("fsync", errno.EDQUOT, "no room left"),
        ("fsync", errno.EIO, "could not be written"),
        ("replace", errno.EACCES, "open in another program"),
        ("replace", errno.EROFS, "can only be read"),
    ],
)
def test_each_trouble_has_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, says: str
) -> None:
    dest = tmp_path / "note.pdf"
    dest.write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(FileError, match=says) as caught:
        write(dest, force=True)
    assert caught.value.safe
    assert caught.value.todo
    assert dest.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_disk_that_fills_while_writing(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no room left"), placed(tmp_path / "note.pdf"):
        raise OSError(errno.ENOSPC, "full")
    assert not list(tmp_path.iterdir())


def test_a_folder_one_may_not_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(FileError, match="may not write to the folder"):
        write(tmp_path / "note.pdf")


def test_progress_can_stop_the_work() -> None:
    report(None, 1, 2)
    report(lambda done, total: None, 1, 2)
    with pytest.raises(Cancelled):
        report(lambda done, total: False, 1, 2)
