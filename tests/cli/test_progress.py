"""Progress on the command line: traffic lights and levels by class."""

from __future__ import annotations

import json
from pathlib import Path

KEYS = (
    "subject form green amber red cannot_say pupils counted no_levels one_level made_levels"
    " exceeded stuck"
).split()


def report(run, *args):
    result = run("progress", "Kingsmead", *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_keys_of_the_json_stay_as_they_are(run, store):
    found = report(run)
    assert list(found) == ["rule", "title", "amber", "classes"]
    assert found["classes"]
    assert all(list(row) == KEYS for row in found["classes"])


def test_the_keys_are_documented(run):
    assert ", ".join(KEYS) in " ".join(run("progress", "--help").stdout.split())
    figures = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")
    assert all(f"`{key}`" in figures for key in KEYS)


def test_every_pupil_has_one_light_and_classes_add_up(run, store):
    rows = report(run)["classes"]
    for row in rows:
        lights = row["green"] + row["amber"] + row["red"] + row["cannot_say"]
        assert lights == row["pupils"]
    for whole in (row for row in rows if row["form"] == ""):
        parts = [r for r in rows if r["subject"] == whole["subject"] and r["form"]]
        for key in KEYS[2:]:
            assert sum(part[key] for part in parts) == whole[key]


def test_one_class_in_one_subject(run, store):
    rows = report(run, "--cohort", "9B", "--subject", "maths")["classes"]
    assert [(row["subject"], row["form"]) for row in rows] == [
        ("Mathematics", "9B"),
        ("Mathematics", ""),
    ]


def test_a_rule_that_is_not_there_is_refused(run, store, refused):
    assert refused(run("progress", "Kingsmead", "--rule", "wishful"))


def test_the_table_names_its_rule_and_has_a_line_for_each_class(run, store):
    title, blank, heads, *lines = run("progress", "Kingsmead").stdout.splitlines()
    found = report(run)
    assert title == found["title"]
    assert blank == ""
    assert heads.split()[:3] == ["Subject", "Class", "Pupils"]
    assert len(lines) == len(found["classes"])


def test_a_school_without_results_has_no_progress(run, store):
    assert run("progress", "Northgate").stdout == "There is no progress to show.\n"
