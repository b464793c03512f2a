"""Templates that were kept when their words still named people, and what an erasure leaves."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk import paths
from sipdesk.models.keeping import Who
from sipdesk.models.keeping.erasing.kept_days import forget_in_templates
from sipdesk.models.keeping.erasing.wording import Target
from sipdesk.models.templates import DayTemplate, SessionTemplate, load_days, save_day

ZEPHYRINE = Target(
    Who.PUPIL, "p", "s", ("Zephyrine Quolkbury", "Vwyxanne Quolkbury"), ("A123456789012",)
)
HEAD = Target(Who.CONTACT, "c", "s", ("Mrs Patelka",), ("head@example.org",))


@pytest.fixture
def days() -> Path:
    folder = paths.user_templates()
    folder.mkdir(parents=True)
    return folder


def a_template(words: str, name: str = "Mine") -> DayTemplate:
    part = SessionTemplate(time(9), time(10), title=words, people=(words,), place=words)
    return DayTemplate(name, words, words, sessions=(part, SessionTemplate(time(11), time(12))))


def everything(folder: Path) -> str:
    return "\n".join(f"{f.name}\n{f.read_bytes().decode('utf-8')}" for f in folder.iterdir())


def test_a_whole_name_goes_from_every_field(days: Path) -> None:
    save_day(days, a_template("With Zephyrine Quolkbury, then Mrs Patelka"))
    assert forget_in_templates([ZEPHYRINE, HEAD]) == []
    [day] = load_days(days)[0]
    said = "With a pupil, then a former contact"
    first = day.sessions[0]
    assert (day.kind, day.summary, first.title, first.people, first.place) == (
        *(said, said, said),
        *((said,), said),
    )


def test_names_of_before_and_marks_go_too(days: Path) -> None:
    save_day(days, a_template("vwyxanne quolkbury, a123456789012, head@example.org"))
    forget_in_templates([ZEPHYRINE, HEAD])
    assert load_days(days)[0][0].kind == "A pupil, …, …"


def test_a_name_over_a_line_s_end_goes(days: Path) -> None:
    save_day(days, a_template("With Zephyrine\nQuolkbury"))
    forget_in_templates([ZEPHYRINE])
    assert load_days(days)[0][0].kind == "With a pupil"


def test_what_names_nobody_is_not_written(days: Path) -> None:
    file = save_day(days, a_template("With Ada Quolkbury and Zephyrine of Next Door"))
    before, at = file.read_bytes(), file.stat().st_mtime_ns
    forget_in_templates([ZEPHYRINE, HEAD])
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, at)


def test_a_comment_and_a_file_that_does_not_load_are_looked_through(days: Path) -> None:
    (days / "mine.toml").write_text('# for Zephyrine Quolkbury\nname = "Mine"\n', "utf-8")
    (days / "broken.toml").write_text('name = "Zephyrine Quolkbury\n', "utf-8")
    assert forget_in_templates([ZEPHYRINE]) == []
    assert (days / "mine.toml").read_text("utf-8") == '# for a pupil\nname = "Mine"\n'
    assert "Quolkbury" not in (days / "broken.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "became"),
    [
        ("Zephyrine Quolkbury’s day", "A pupil’s day"),
        ("A day of Mrs Patelka", "A day of a former contact"),
    ],
)
def test_the_file_s_own_name_names_nobody(days: Path, name: str, became: str) -> None:
    save_day(days, a_template("Lunch", name))
    forget_in_templates([ZEPHYRINE, HEAD])
    told = everything(days).lower()
    assert not [word for word in ("zephyrine", "quolkbury", "patelka") if word in told]
    assert [day.name for day in load_days(days)[0]] == [became]


def test_a_file_named_by_hand_gets_another_name(days: Path) -> None:
    (days / "quolkbury_zephyrine.toml").write_text('name = "Half day"\n', "utf-8")
    (days / "zephyrine_quolkbury.toml").write_text("no template at all\n", "utf-8")
    forget_in_templates([ZEPHYRINE])
    # “half_day” would stand in for the built-in one
    assert {f.name for f in days.iterdir()} == {"half_day_2.toml", "a_pupil.toml"}


def test_a_name_that_was_written_with_escapes_goes(days: Path) -> None:
    (days / "mine.toml").write_text('name = "Quolkbury,\\u0020Zephyrine"\n', "utf-8")
    forget_in_templates([ZEPHYRINE])
    assert [day.name for day in load_days(days)[0]] == ["A pupil"]


def test_another_template_is_never_written_over(days: Path) -> None:
    save_day(days, a_template("Mine", "A pupil’s day"))
    save_day(days, a_template("Theirs", "Zephyrine Quolkbury’s day"))
    forget_in_templates([ZEPHYRINE])
    assert sorted(day.kind for day in load_days(days)[0]) == ["Mine", "Theirs"]


def test_what_a_killed_save_left_goes(days: Path) -> None:
    (days / ".mine.toml.17.new").write_text("Zephyrine Quolkbury", "utf-8")
    forget_in_templates([ZEPHYRINE])
    assert list(days.iterdir()) == []


def test_what_cannot_be_read_or_written_is_told(
    days: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = days / "strange.toml"
    strange.write_bytes('name = "Zoë"'.encode("latin-1"))
    file = save_day(days, a_template("With Zephyrine Quolkbury"))
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert forget_in_templates([ZEPHYRINE]) == [file, strange]
    assert file.read_bytes() == before


def test_without_templates_nothing_is_made() -> None:
    assert forget_in_templates([ZEPHYRINE]) == []
    assert not paths.user_templates().exists()


@given(
    st.sampled_from(("Zephyrine Quolkbury", "Quolkbury, Zephyrine", "zephyrine  quolkbury")),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from((" ", "\n", "\t", '"', "“", "\\", ": ")),
)
def test_no_way_of_writing_it_down_hides_a_name(name: str, words: str, between: str) -> None:
    folder = paths.user_templates()
    for left in folder.glob("*"):
        left.unlink()
    save_day(folder, a_template(f"{words}{between}{name}{between}{words}"))
    forget_in_templates([ZEPHYRINE])
    assert "quolkbury" not in everything(folder).lower()
    assert load_days(folder)[1] == ()
