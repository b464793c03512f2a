"""The forms of the sessions and the learning scale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sipdesk.models.errors import UserError
from sipdesk.models.fields import Editor
from sipdesk.models.forms import learning_scale, load_forms
from sipdesk.models.visits import SessionKind

FORM = """kind = "plain"
title = "What happened"
source = "the day"
[[fields]]
name = "what"
label = "What"
"""


def test_every_kind_of_session_has_a_form() -> None:
    assert set(load_forms()) == set(SessionKind)


def test_field_names_are_unique_and_fit_to_be_keys() -> None:
    for form in load_forms().values():
        names = [field.name for field in form.fields]
        assert len(set(names)) == len(names), form.kind
        assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in names), names


def test_labels_are_unique_within_a_form_and_help_is_a_sentence() -> None:
    for form in load_forms().values():
        labels = [field.label for field in form.fields]
        assert len(set(labels)) == len(labels)
        for field in form.fields:
            assert not field.help or field.help.endswith((".", "?")), field.help


def test_the_forms_ask_what_the_day_needs() -> None:
    forms = load_forms()

    def names(kind: SessionKind) -> set[str]:
        return {field.name for field in forms[kind].fields}

    assert names(SessionKind.HEAD_CHAIR) >= {"partner_support", "study_support", "afl_plan"}
    assert names(SessionKind.DEPARTMENTS) >= {
        "subject",
        "counterpart",
        "planning",
        "progress",
        "motivation",
        "leadership",
    }
    assert names(SessionKind.LESSONS) >= {
        "subject",
        "year",
        "set",
        "seen_with",
        "intended_learning",
        "ambition",
        "afl",
        "app",
        "work",
        "feedback",
        "judgement",
        "evidence",
    }
    assert names(SessionKind.GOVERNORS) >= {"data_showed", "questions", "decided"}


def test_a_sheet_for_each_department_and_each_classroom() -> None:
    repeating = {form.kind: form.each for form in load_forms().values() if form.repeats}
    assert repeating == {SessionKind.DEPARTMENTS: "department", SessionKind.LESSONS: "classroom"}


def test_no_field_asks_for_a_teachers_name() -> None:
    for form in load_forms().values():
        for field in form.fields:
            assert "teacher" not in field.label.lower()
            assert not re.search(r"\bname of\b|\bfull name\b|\bwhich teacher\b", field.help.lower())
    met = load_forms()[SessionKind.DEPARTMENTS]
    for name in ("met", "counterpart"):
        asked = met.field(name)
        assert asked is not None
        assert "role or initials" in asked.help


def test_every_kind_of_session_says_what_source_it_is() -> None:
    assert {kind.value: form.source for kind, form in load_forms().items()} == {
        "plain": "the day",
        "head_chair": "leaders",
        "synthesis": "leaders",
        "departments": "middle leaders",
        "lunch": "pupils",
        "lessons": "classrooms",
        "governors": "governors",
    }


def test_one_is_best_on_the_learning_scale() -> None:
    scale = learning_scale()
    assert [choice.value for choice in scale] == ["1", "2", "3", "4", "5"]
    assert "teach" in scale[0].label
    assert "lost" in scale[4].label
    assert all(choice.help for choice in scale)
    assert learning_scale() is scale


BROKEN = {
    "unknown kind": (FORM.replace('"plain"', '"tea"'), 1, "“kind” cannot be “tea”"),
    "unknown key": (FORM + 'hint = "x"\n', 7, "“hint” is not known here"),
    "unknown editor": (FORM + 'editor = "slider"\n', 7, "“editor” cannot be “slider”"),
    "an editor that gives no text": (FORM + 'editor = "date"\n', 7, "A form asks with one of"),
    "a choice of nothing": (FORM + 'editor = "choice"\n', 7, "go together"),
    "the same field twice": (FORM + '[[fields]]\nname = "what"\nlabel = "W"\n', 8, "already"),
    "no label": (FORM.replace("label", "help"), 4, "“label” is missing"),
    "each missing": (FORM.replace("[[", "repeats = true\n[[", 1), 1, "“each” is missing"),
    "the same choice twice": (
        FORM + 'editor = "pick"\n' + '[[fields.choices]]\nvalue = "a"\nlabel = "A"\n' * 2,
        12,
        "There is a choice “a” already",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_told_with_file_line_and_reason(tmp_path: Path, name: str) -> None:
    text, line, reason = BROKEN[name]
    (tmp_path / "form.toml").write_text(text)
    with pytest.raises(UserError) as told:
        load_forms(tmp_path)
    assert told.value.what.startswith(f"form.toml, line {line}: ")
    assert reason in told.value.what


def test_two_forms_of_one_kind_are_a_mistake(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(FORM)
    with pytest.raises(UserError, match=r"b\.toml, line 1: There is a form for “plain” already"):
        load_forms(tmp_path)


def test_a_field_that_is_gone_is_none() -> None:
    form = load_forms()[SessionKind.PLAIN]
    assert form.field("gone") is None
    first = form.fields[0]
    assert form.field(first.name) is first
    assert first.editor is Editor.TEXT
