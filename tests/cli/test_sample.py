"""The headless day."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sipdesk.cli import main, sampling
from sipdesk.models.desk import Desk

PAPERS = {"agenda.ics", "agenda.pdf", "action-plan.xlsx", "note-of-visit.docx", "note-of-visit.pdf"}
STORE = {"sample.sipdesk", "sample.sipdesk.keys"}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A sample without pictures; copy it before changing it."""
    folder = tmp_path_factory.mktemp("made") / "out"
    with pytest.raises(SystemExit) as end:
        main(["sample", str(folder), "--no-pictures"])
    assert end.value.code == 0
    return folder


@pytest.fixture
def out(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


@pytest.fixture
def day_without_work(monkeypatch):
    """For tests of what goes where: the day's papers are a word each."""

    def few_words(_desk, _clock, _school_id, folder):
        for name in sampling.PAPERS:
            (folder / name).write_text("new", encoding="utf-8")

    monkeypatch.setattr(sampling, "_write_papers", few_words)


@pytest.fixture
def camera(monkeypatch):
    """Takes two pictures, or fails."""
    module = ModuleType("sipdesk.ui.pictures")

    def take(desk, folder):
        assert folder.is_dir()
        names = [f"{n}-{school.urn}.png" for n, school in enumerate(desk.schools.all())]
        for name in names:
            (folder / name).write_bytes(b"new picture")
        return [folder / name for name in names]

    module.take = take
    monkeypatch.setitem(sys.modules, "sipdesk.ui.pictures", module)
    return module


def _in(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_the_day_leaves_its_store_and_papers_and_nothing_else(made):
    assert _in(made) == STORE | PAPERS
    assert (made / "note-of-visit.pdf").read_bytes().startswith(b"%PDF-")
    assert b"DTSTART" in (made / "agenda.ics").read_bytes()


def test_the_store_holds_the_lived_day(out):
    desk = Desk.open(out / "sample.sipdesk", "sample")
    today = desk.clock.now().date()
    visit = next(v for v in desk.visits.all() if v.on == today)
    assert desk.notes.has(visit.id)
    assert desk.evidence.entries(visit.id)
    desk.close()


def test_each_file_is_listed_on_a_line(run, tmp_path, day_without_work, camera):
    folder = tmp_path / "deep" / "out"
    result = run("sample", folder)
    assert result.exit_code == 0, result.output
    listed = result.stdout.splitlines()
    assert {Path(line).relative_to(folder).as_posix() for line in listed} == _in(folder)
    assert _in(folder) == STORE | PAPERS | {"pictures/0-999001.png", "pictures/1-999002.png"}


def test_the_whole_of_it_as_a_program(start, tmp_path):
    done = start("sample", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    listed = {
        Path(line).relative_to(tmp_path / "out").as_posix() for line in done.stdout.splitlines()
    }
    assert listed == _in(tmp_path / "out")
    pictures = listed - STORE - PAPERS
    assert len(pictures) > 10
    assert all((tmp_path / "out" / name).read_bytes()[:4] == b"\x89PNG" for name in pictures)


def test_no_pictures_when_none_are_wanted(run, tmp_path, day_without_work, camera):
    assert run("sample", tmp_path, "--no-pictures").exit_code == 0
    assert not (tmp_path / "pictures").exists()


def test_the_sample_needs_no_passphrase_and_no_store(run, tmp_path, day_without_work):
    line = ("sample", tmp_path / "out", "--no-pictures")
    assert run(*line, SIPDESK_STORE="/nowhere").exit_code == 0


# --- what is there already


def test_a_sample_that_is_there_stays(run, refused, out):
    before = {name: (out / name).read_bytes() for name in _in(out)}
    said = refused(run("sample", out, "--no-pictures"))
    assert "“sample.sipdesk”" in said
    assert "--force" in said
    assert {name: (out / name).read_bytes() for name in _in(out)} == before


@pytest.mark.parametrize("name", ["agenda.pdf", "action-plan.xlsx", "sample.sipdesk.keys"])
def test_any_file_in_the_way_stays(run, refused, tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    assert f"“{name}”" in refused(run("sample", tmp_path, "--no-pictures"))
    assert _in(tmp_path) == {name}


def test_force_replaces_store_papers_and_pictures(run, out, day_without_work, camera):
    keys = (out / "sample.sipdesk.keys").read_bytes()
    (out / "pictures").mkdir()
    (out / "pictures" / "a page that is no more.png").touch()
    (out / "sample.sipdesk-journal").write_bytes(b"of the old store")
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("sample", out, "--force").exit_code == 0
    assert (out / "sample.sipdesk.keys").read_bytes() != keys
    assert (out / "agenda.pdf").read_text(encoding="utf-8") == "new"
    assert (out / "mine.txt").read_text(encoding="utf-8") == "mine"
    pictures = {"pictures/0-999001.png", "pictures/1-999002.png"}
    assert _in(out) == STORE | PAPERS | pictures | {"mine.txt"}
    Desk.open(out / "sample.sipdesk", "sample").close()


def test_force_replaces_a_damaged_sample(run, out, day_without_work):
    (out / "sample.sipdesk").write_bytes(b"torn")
    assert run("sample", out, "--force", "--no-pictures").exit_code == 0
    Desk.open(out / "sample.sipdesk", "sample").close()


def test_force_leaves_a_store_of_somebodys_own(run, refused, store, tmp_path):
    for ending in ("", ".keys"):
        shutil.copy(f"{store}{ending}", tmp_path / f"sample.sipdesk{ending}")
    before = (tmp_path / "sample.sipdesk").read_bytes()
    said = refused(run("sample", tmp_path, "--force", "--no-pictures"))
    assert "passphrase of its own" in said
    assert (tmp_path / "sample.sipdesk").read_bytes() == before


def test_force_leaves_a_sample_that_is_open(run, refused, out):
    desk = Desk.open(out / "sample.sipdesk", "sample")
    assert "already open" in refused(run("sample", out, "--force", "--no-pictures"))
    desk.close()


def test_a_day_that_fails_leaves_the_old_sample_whole(run, refused, out, monkeypatch):
    before = {name: (out / name).read_bytes() for name in _in(out)}

    def bang(*_args):
        raise RuntimeError

    monkeypatch.setattr(sampling, "_write_papers", bang)
    assert "bug" in refused(run("sample", out, "--force", "--no-pictures"))
    assert {name: (out / name).read_bytes() for name in _in(out)} == before


def test_a_file_is_no_folder(run, tmp_path):
    (tmp_path / "out").touch()
    assert run("sample", tmp_path / "out").exit_code == 2


# --- pictures that cannot be taken


def _without_qt(monkeypatch, name):
    class Missing:
        @staticmethod
        def find_spec(module, path=None, target=None):
            if module == "sipdesk.ui.pictures":
                raise ImportError("libEGL.so.1: cannot open shared object file", name=name)

    monkeypatch.delitem(sys.modules, "sipdesk.ui.pictures", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing, *sys.meta_path])


def test_without_qt_all_else_is_written_and_it_says_so(
    run, tmp_path, day_without_work, monkeypatch
):
    _without_qt(monkeypatch, "PySide6.QtGui")
    result = run("sample", tmp_path)
    assert result.exit_code == 1
    assert {Path(line).name for line in result.stdout.splitlines()} == STORE | PAPERS
    assert result.stderr.count("\n") == 1
    assert "pictures were left out" in result.stderr
    assert "libEGL.so.1" in result.stderr
    assert "--no-pictures" in result.stderr


def test_a_missing_module_of_our_own_is_a_bug(
    run, refused, tmp_path, day_without_work, monkeypatch
):
    _without_qt(monkeypatch, "sipdesk.ui.pages")
    assert "bug" in refused(run("sample", tmp_path / "out"))
    assert _in(tmp_path / "out") == set()
