"""Day templates: the built-in ones, the user's own, and files with a mistake."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from sipdesk import paths
from sipdesk.models.clock import to_minutes
from sipdesk.models.templates import DayTemplate, load_days
from sipdesk.models.visits import Counts, SessionKind

BUILT_IN = paths.resources() / "days"

GOOD = """name = "Short"
[[sessions]]
start = 09:00:00
end = 10:00:00
title = "Talk"
"""


def built_in(key: str) -> DayTemplate:
    days, problems = load_days(BUILT_IN)
    assert not problems
    return next(day for day in days if day.key == key)


def problem_of(folder: Path, text: str | bytes) -> tuple[int, str]:
    """Line and reason for a file of that text; a good file beside it still loads."""
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "bad.toml").write_bytes(raw)
    (folder / "good.toml").write_text(GOOD)
    days, problems = load_days(folder)
    assert [day.key for day in days] == ["good"]
    (problem,) = problems
    assert problem.file.name == "bad.toml"
    return problem.line, problem.reason


def test_the_built_in_days_load_without_a_problem() -> None:
    days, problems = load_days(BUILT_IN)
    assert problems == ()
    assert {day.key for day in days} == {
        "gaining_ground",
        "autumn_review",
        "half_day",
        "performance_review",
        "familiarisation",
        "blank",
    }
    assert len({day.name for day in days}) == len(days)


def test_the_gaining_ground_day_has_the_handbooks_seven_times() -> None:
    sessions = built_in("gaining_ground").sessions
    assert [f"{s.start:%H:%M}" for s in sessions] == [
        "08:30",
        "09:00",
        "10:30",
        "12:15",
        "13:15",
        "14:15",
        "15:30",
    ]
    assert [s.kind for s in sessions] == [
        SessionKind.PLAIN,
        SessionKind.HEAD_CHAIR,
        SessionKind.DEPARTMENTS,
        SessionKind.LUNCH,
        SessionKind.LESSONS,
        SessionKind.SYNTHESIS,
        SessionKind.GOVERNORS,
    ]
    assert [s.end for s in sessions[:-1]] == [s.start for s in sessions[1:]]
    assert sessions[-1].end == time(17, 0)
    assert [s.title for s in sessions if s.anchored] == [sessions[3].title, sessions[6].title]
    assert [s.counts for s in sessions] == [Counts.IN_SCHOOL] * 6 + [Counts.GOVERNORS]


def test_a_half_day_is_two_and_a_half_to_three_hours() -> None:
    for key in ("half_day", "familiarisation"):
        sessions = built_in(key).sessions
        length = to_minutes(sessions[-1].end) - to_minutes(sessions[0].start)
        assert 150 <= length <= 180, key


def test_the_heads_performance_review_takes_two_hours_and_none_of_the_days() -> None:
    day = built_in("performance_review")
    assert day.outside_allowance
    assert to_minutes(day.sessions[-1].end) - to_minutes(day.sessions[0].start) == 120
    assert {s.counts for s in day.sessions} == {Counts.NOTHING}


def test_no_other_built_in_day_is_outside_the_allowance() -> None:
    days, _ = load_days(BUILT_IN)
    assert [day.key for day in days if day.outside_allowance] == ["performance_review"]


def test_every_session_has_four_to_seven_prompts_that_fit_a_glance() -> None:
    for day in load_days(BUILT_IN)[0]:
        for session in day.sessions:
            assert 4 <= len(session.prompts) <= 7, (day.key, session.title)
            for prompt in session.prompts:
                assert len(prompt) <= 110, prompt
                assert prompt.endswith((".", "?")), prompt


def test_a_users_day_stands_in_for_the_built_in_one_of_its_file_name(tmp_path: Path) -> None:
    (tmp_path / "half_day.toml").write_text(GOOD)
    (tmp_path / "own.toml").write_text(GOOD.replace("Short", "Mine"))
    days, problems = load_days(BUILT_IN, tmp_path)
    assert problems == ()
    assert len(days) == 7
    assert next(day.name for day in days if day.key == "half_day") == "Short"
    assert days[-1].name == "Mine"


def test_a_broken_file_of_the_users_leaves_the_built_in_day(tmp_path: Path) -> None:
    (tmp_path / "half_day.toml").write_text("name = 3")
    days, problems = load_days(BUILT_IN, tmp_path)
    assert next(day.name for day in days if day.key == "half_day") == "Half day"
    assert str(problems[0]) == "half_day.toml, line 1: “name” must be words in quotation marks."


def test_a_folder_that_is_not_there_holds_no_days(tmp_path: Path) -> None:
    assert load_days(tmp_path / "none") == ((), ())


def test_sessions_are_put_in_order_of_time(tmp_path: Path) -> None:
    later = '[[sessions]]\nstart = 08:00:00\nend = 09:00:00\ntitle = "Before"\n'
    (tmp_path / "a.toml").write_text(GOOD + later)
    assert [s.title for s in load_days(tmp_path)[0][0].sessions] == ["Before", "Talk"]


def test_what_windows_writes_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_days(tmp_path)[1] == ()


def test_a_time_in_quotation_marks_is_understood(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace("09:00:00", '"9:00"'))
    assert load_days(tmp_path)[0][0].sessions[0].start == time(9)


def test_the_kind_is_the_name_unless_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD)
    assert load_days(tmp_path)[0][0].kind == "Short"


SECOND = '\n[[sessions]]\nstart = 10:00:00\nend = 11:00:00\ntitle = "More"\n'

BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "not toml": ('name = "x"\nkind = \n', 2, "This is not TOML: invalid value."),
    "cut short": ('name = "x"\nkind = "y', 2, "ends too early"),
    "time without seconds": (GOOD.replace("09:00:00", "09:00"), 3, "its seconds: 08:30:00"),
    "a date there is none": ('name = "x"\nkind = 2009-02-30\n', 2, "not TOML"),
    "twice": ('name = "x"\nname = "y"\n', 2, "not TOML"),
    "no name": ("# a comment\n" + GOOD.split("\n", 1)[1], 1, "“name” is missing."),
    "blank name": ('\nname = "  "\n', 2, "“name” is empty."),
    "name of the wrong type": ('kind = "k"\nname = 7\n', 2, "“name” must be words"),
    "unknown key": ('name = "x"\nsumary = "y"\n', 2, "Did you mean “summary”?"),
    "unknown key in a session": (GOOD + SECOND + "anchord = true\n", 11, "mean “anchored”?"),
    "unknown kind": (GOOD + SECOND + 'kind = "tea"\n', 11, "cannot be “tea”. It is one of: plain"),
    "unknown counts": (GOOD + 'counts = "school"\n', 6, "one of: preparation, in_school"),
    "end before start": (GOOD + SECOND.replace("11:", "10:"), 9, "not after its start at 10:00"),
    "overlap": (GOOD + SECOND.replace("10:00", "09:55"), 8, "before “Talk” ends at 10:00"),
    "start missing": (GOOD + '\n[[sessions]]\nend = 11:00:00\ntitle = "x"\n', 7, "“start” is miss"),
    "a number for a time": (GOOD.replace("09:00:00", "900"), 3, "must be a time such as 08:30:00"),
    "no such time": (GOOD.replace("09:00:00", '"29:00"'), 3, "must be a time"),
    "people not a list": (GOOD + 'people = "Head"\n', 6, "must be a list of words"),
    "a number among people": (GOOD + 'people = ["a", 3]\n', 6, "must be a list of words"),
    "anchored not a tick": (GOOD + 'anchored = "yes"\n', 6, "must be true or false"),
    "minutes not a number": ('name = "x"\nwriting_minutes = "60"\n', 2, "a whole number"),
    "minutes below nothing": ('name = "x"\nwriting_minutes = -5\n', 2, "a whole number"),
    "sessions not tables": ('name = "x"\nsessions = ["a"]\n', 2, "each headed [[sessions]]"),
    "not UTF-8": (b'name = "x"\nkind = "\xff"\n', 2, "Save the file as UTF-8"),
    "nothing at all": (b"", 1, "“name” is missing."),
    "nested without end": ("name = " + "[" * 5000, 1, "nested too deeply"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_line_and_reason(tmp_path: Path, name: str) -> None:
    text, line, reason = BROKEN[name]
    found = problem_of(tmp_path, text)
    assert found[0] == line, found
    assert reason in found[1], found


def test_the_line_is_right_after_long_strings_and_lists(tmp_path: Path) -> None:
    text = (
        '''name = "x"
summary = """
[[sessions]]
start = "not this one"
"""
[[sessions]]
start = 08:00:00
end = 09:00:00
prompts = [
  "start = 1", # [[sessions]]
  "[[sessions]]",
]
[[sessions]]
"start" = 10:00:00
title = 'it'''
        + """'
end = 09:30:00
"""
    )
    assert problem_of(tmp_path, text)[0] == 16


def test_a_folder_named_like_a_template_is_a_problem_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").mkdir()
    days, problems = load_days(tmp_path)
    assert days == ()
    assert problems[0].line == 0
    assert str(problems[0]).startswith("odd.toml: The file cannot be read")
