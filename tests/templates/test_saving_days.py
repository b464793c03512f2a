"""Saving a day as a template: what is read back is what was saved, and nothing is written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.clock import from_minutes
from sipdesk.models.errors import BadValue, UserError
from sipdesk.models.templates import DayTemplate, SessionTemplate, load_days, save_day
from sipdesk.models.visits import Counts, SessionKind

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.filter(lambda name: bool(name.strip()))


@st.composite
def days(draw: st.DrawFn) -> DayTemplate:
    marks = sorted(draw(st.lists(st.integers(0, 1439), max_size=8, unique=True)))
    sessions = [
        SessionTemplate(
            start=from_minutes(start),
            end=from_minutes(end),
            kind=draw(st.sampled_from(SessionKind)),
            title=draw(words),
            people=tuple(draw(st.lists(words, max_size=3))),
            place=draw(words),
            anchored=draw(st.booleans()),
            counts=draw(st.sampled_from(Counts)),
            prompts=tuple(draw(st.lists(words, max_size=3))),
        )
        for start, end in zip(marks[::2], marks[1::2], strict=False)
    ]
    return DayTemplate(
        name=draw(names),
        kind=draw(words),
        summary=draw(words),
        outside_allowance=draw(st.booleans()),
        preparation_minutes=draw(st.integers(0, 10_000)),
        writing_minutes=draw(st.integers(0, 10_000)),
        sessions=tuple(sessions),
    )


@given(days())
def test_a_saved_day_reads_back_the_same(day: DayTemplate) -> None:
    with TemporaryDirectory() as folder:
        file = save_day(Path(folder), day)
        loaded, problems = load_days(Path(folder))
        assert problems == ()
        assert loaded == (replace(day, key=file.stem),)
        assert [f.name for f in Path(folder).iterdir()] == [file.name]


def test_hard_words_come_back(tmp_path: Path) -> None:
    hard = '"quoted" \\ back\\slash \t tab\nline\r\n“ ” ł ș ŵ = [[sessions]] # \x7f \x00 \U0001f600'
    save_day(tmp_path, DayTemplate("Hard", summary=hard))
    assert load_days(tmp_path)[0][0].summary == hard


def test_the_file_is_named_after_the_day(tmp_path: Path) -> None:
    def saved_as(name: str) -> str:
        return save_day(tmp_path, DayTemplate(name)).name

    assert saved_as("My spring half day") == "my_spring_half_day.toml"
    assert saved_as("../../etc/passwd") == "etc_passwd.toml"
    assert saved_as("Blwyddyn 9 – ŵyl") == "blwyddyn_9_wyl.toml"
    assert saved_as("???") == "day.toml"
    assert saved_as("CON") == "day_con.toml"
    assert len(saved_as("x" * 300)) < 80
    assert all(file.parent == tmp_path for file in tmp_path.iterdir())


def test_a_day_of_another_name_is_not_written_over(tmp_path: Path) -> None:
    first = save_day(tmp_path, DayTemplate("A/B", summary="one"))
    second = save_day(tmp_path, DayTemplate("A-B", summary="two"), replace=True)
    assert (first.name, second.name) == ("a_b.toml", "a_b_2.toml")
    assert {day.summary for day in load_days(tmp_path)[0]} == {"one", "two"}


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("half a thought")
    assert save_day(tmp_path, DayTemplate("Mine"), replace=True).name == "mine_2.toml"
    assert (tmp_path / "mine.toml").read_text() == "half a thought"


def test_the_same_name_is_replaced_only_when_asked(tmp_path: Path) -> None:
    save_day(tmp_path, DayTemplate("Mine", summary="one"))
    with pytest.raises(BadValue, match="There is a day called “Mine” already"):
        save_day(tmp_path, DayTemplate("mine", summary="two"))
    assert load_days(tmp_path)[0][0].summary == "one"
    save_day(tmp_path, DayTemplate("mine", summary="two"), replace=True)
    assert [day.summary for day in load_days(tmp_path)[0]] == ["two"]


def test_a_built_in_name_is_taken_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="“Half day” already"):
        save_day(tmp_path, DayTemplate("Half day"))
    assert save_day(tmp_path, DayTemplate("Half day"), replace=True).name == "half_day.toml"


def test_a_day_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="needs a name"):
        save_day(tmp_path, DayTemplate("  "))


def test_a_day_that_would_not_load_is_not_saved(tmp_path: Path) -> None:
    nine, ten = time(9), time(10)
    twice = (SessionTemplate(nine, ten, title="One"), SessionTemplate(nine, ten, title="Two"))
    with pytest.raises(BadValue, match="“Two” starts at 09:00, before “One” ends at 10:00"):
        save_day(tmp_path, DayTemplate("Clash", sessions=twice))
    assert list(tmp_path.iterdir()) == []


def test_a_failed_save_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(UserError, match=r"could not be saved.*Nothing was changed"):
        save_day(blocked / "days", DayTemplate("Mine"))
    assert blocked.read_text() == "not a folder"


def test_a_disk_that_fills_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save_day(tmp_path, DayTemplate("Mine", summary="one"))
    before = file.read_text()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        save_day(tmp_path, DayTemplate("Mine", summary="two"), replace=True)
    assert file.read_text() == before
    assert list(tmp_path.iterdir()) == [file]
