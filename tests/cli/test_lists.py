"""Lists: tables to read, JSON for other programs."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sipdesk.cli.columns import LISTS

KEYS = {
    "schools": "id urn name phase authority programme partner_school sip_days extra_days"
    " governors_days",
    "visits": "id date school_id school kind note focus next_visit",
    "actions": "id school_id school priority_id priority action objective lead due timescale"
    " status overdue completed agreed_on agreed_at",
    "pupils": "id school_id school name year form groups subject scale current_level target"
    " tracked",
}
SORTS = list(KEYS)


def _json(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("what", SORTS)
def test_the_keys_of_the_json_stay_as_they_are(run, store, what):
    rows = _json(run("list", what, "--json"))
    assert rows
    assert all(list(row) == KEYS[what].split() for row in rows)


@pytest.mark.parametrize("what", SORTS)
def test_the_keys_are_documented(run, what):
    text = " ".join(run("list", "--help").stdout.split())
    assert f"{what}: {', '.join(KEYS[what].split())}" in text


@pytest.mark.parametrize("what", SORTS)
def test_an_empty_store(run, empty_store, what):
    assert run("list", what).stdout == f"There are no {what}.\n"
    assert _json(run("list", what, "--json")) == []


@pytest.mark.parametrize("what", SORTS)
def test_the_columns_of_a_table_stand_under_their_heads(run, store, what):
    heads, *lines = run("list", what).stdout.splitlines()
    assert lines
    for column in LISTS[what].columns:
        if column.head:
            at = heads.index(column.head)
            assert all(line[at - 2 : at].strip() == "" for line in lines if at)


def test_ids_are_whole_in_json_and_short_in_tables(run, store):
    whole = [row["id"] for row in _json(run("list", "visits", "--json"))]
    short = [line.split()[0] for line in run("list", "visits").stdout.splitlines()[1:]]
    assert all(len(ref) == 10 for ref in whole)
    assert [ref[: len(s)] for ref, s in zip(whole, short, strict=True)] == short
    assert len(set(short)) == len(short)


def test_short_ids_are_long_enough_to_tell_visits_of_other_schools_apart(run, open_desk):
    from dataclasses import replace

    now = open_desk()
    for visit in now.visits.all()[:2]:
        with now.step("Copy visit"):
            now.store.put(replace(visit, id=f"twin{visit.school_id}x"[:9] + visit.id[0]))
    twins = [v for v in now.visits.all() if v.id.startswith("twin")]
    now.close()
    shown = run("list", "visits", "--school", "999001").stdout
    assert len(twins) == 2
    length = len(shown.splitlines()[1].split()[0])
    assert len({t.id[:length] for t in twins}) == 2


def test_dates_are_iso_in_json_and_british_in_tables(run, store):
    visit = _json(run("list", "visits", "--json"))[0]
    on = date.fromisoformat(visit["date"])
    assert f"{on:%d/%m/%Y}" in run("list", "visits").stdout.splitlines()[1]


def test_visits_are_in_order_and_say_whether_there_is_a_note(run, store):
    rows = _json(run("list", "visits", "--json"))
    assert [r["date"] for r in rows] == sorted(r["date"] for r in rows)
    today = date.today().isoformat()
    assert {r["note"] for r in rows if r["date"] <= today} == {True}
    assert {r["note"] for r in rows if r["date"] > today} == {False}


def test_actions_say_what_belongs_to_whom_and_what_is_late(run, store):
    rows = _json(run("list", "actions", "--json"))
    today = date.today().isoformat()
    for row in rows:
        late = row["status"] not in ("done", "dropped") and bool(row["due"]) and row["due"] < today
        assert row["overdue"] is late
    assert any(r["overdue"] for r in rows)
    assert any(r["priority"].startswith("Mathematics") for r in rows)


def test_pupils_have_groups_as_a_list_and_letters_as_they_are(run, store):
    rows = {row["name"]: row for row in _json(run("list", "pupils", "--json"))}
    assert rows["Devonte Clarkmoyes"]["groups"] == [
        "Free school meals",
        "Disadvantaged",
        "Special educational needs",
    ]
    assert "Łukasz Zielny" in rows
    assert "Łukasz Zielny" in run("list", "pupils").stdout


# --- one school's


@pytest.mark.parametrize("name", ["999002", "Northgate High", "northgate high", "north"])
@pytest.mark.parametrize("what", ["visits", "actions", "pupils"])
def test_only_one_school(run, store, what, name):
    rows = _json(run("list", what, "--json", "--school", name))
    assert {row["school"] for row in rows} == {"Northgate High"}


def test_the_table_of_one_school_does_not_repeat_its_name(run, store):
    table = run("list", "visits", "--school", "999002").stdout
    assert "School" not in table.splitlines()[0]
    assert "Northgate" not in table


def test_only_one_school_of_the_schools(run, store):
    rows = _json(run("list", "schools", "--json", "--school", "999002"))
    assert [row["name"] for row in rows] == ["Northgate High"]
    assert _json(run("list", "schools", "--json", "--school", rows[0]["id"][:5])) == rows


def test_a_name_that_fits_several_schools(run, refused, open_desk):
    now = open_desk()
    now.schools.add("Northgate Primary", urn="999003")
    now.close()
    said = refused(run("list", "visits", "--school", "Northgate"))
    assert said == "“Northgate” fits 2 schools. Name it by its URN."
    assert run("list", "visits", "--school", "999003").stdout == "There are no visits.\n"


@pytest.mark.parametrize("name", ["Nowhere", "", "  "])
def test_a_name_that_fits_no_school(run, refused, store, name):
    assert refused(run("list", "visits", "--school", name)).startswith("There is no school")


def test_what_is_in_the_bin_is_not_listed(run, open_desk):
    now = open_desk()
    now.schools.bin(now.schools.named("999002").id)
    now.close()
    for what in SORTS:
        assert "Northgate" not in run("list", what, "--json").stdout


# --- at a terminal


@pytest.mark.parametrize("what", SORTS)
def test_a_line_fits_a_terminal_of_80_and_names_stay_whole(run, store, monkeypatch, what):
    monkeypatch.setattr("sipdesk.cli.listing.terminal_width", lambda: 80)
    table = run("list", what).stdout
    assert max(map(len, table.splitlines())) <= 80
    for name in {"schools": ["Kingsmead School"], "pupils": ["Chloe Marsden-Pike"]}.get(what, []):
        assert name in table


# --- text as it was typed


def test_a_text_of_many_lines_keeps_to_its_own(run, open_desk):
    now = open_desk()
    school = now.schools.named("999001")
    now.priorities.add_action(school.id, "First\nthen\ttabs\x1b[31m red", lead="Head\r\nteacher")
    now.close()
    table = run("list", "actions").stdout
    assert "First then tabs [31m red" in table
    assert "Head teacher" in table
    assert "\x1b" not in table
    listed = _json(run("list", "actions", "--json"))
    assert "First\nthen\ttabs\x1b[31m red" in [row["action"] for row in listed]
