"""A list of pupils and results: seen first, then taken in, with one undo."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.assessments import PointKind
from sipdesk.models.errors import BadValue
from sipdesk.models.intake.dates import Order
from sipdesk.models.intake.matching import Match
from sipdesk.models.keeping import Person, Who
from sipdesk.models.store.backups import Reason
from tests.builders import a_pupil, a_school, go_to
from tests.intake.builders import GROUPED, a_list, preview, results, take, upn


def test_nothing_is_written_before_it_is_accepted(desk, school):
    before = desk.store.fingerprint()
    seen = preview(desk, school, a_list("Maths Aut", aneesa=",4b", lukasz=",5c"))
    assert desk.store.fingerprint() == before
    desk.intake.accept(seen)
    assert desk.store.fingerprint() != before


def test_pupils_and_their_groups_as_they_are_kept(desk, school):
    take(desk, school, GROUPED)
    aneesa, lukasz = desk.pupils.of_school(school.id)
    assert (aneesa.upn, aneesa.name, aneesa.born) == (upn(1), "Aneesa Khan", date(1996, 4, 3))
    assert (aneesa.year, aneesa.form, aneesa.gender) == ("Year 9", "9K", "F")
    assert (aneesa.fsm, aneesa.ever6, aneesa.sen, aneesa.in_care) == (True, True, "A", False)
    assert (aneesa.eal, aneesa.ethnicity, aneesa.gifted) == (True, "APKN", True)
    assert (lukasz.fsm, lukasz.ever6, lukasz.sen, lukasz.in_care) == (False, False, "", True)
    assert (lukasz.eal, lukasz.ethnicity) == (False, "WOTH")
    assert not aneesa.tracked


def test_results_of_every_kind_land_at_their_point(desk, school):
    columns = ("Maths KS2", "Y7 Aut Maths", "Maths Aut", "Maths Target", "Reading Spr 2010")
    take(desk, school, a_list(*columns, aneesa=",4b,4a,5c,6c,5b", lukasz=",3a,,4c,5a,ABS"))
    kept = results(desk, school)
    assert {key[1:]: value for key, value in kept.items() if key[0] == "Aneesa Khan"} == {
        ("Mathematics", 2006, 3, "baseline"): "4b",
        ("Mathematics", 2007, 1, "current"): "4a",
        ("Mathematics", 2009, 1, "current"): "5c",
        ("Mathematics", 2009, 3, "target"): "6c",
        ("Reading", 2009, 2, "current"): "5b",
    }
    assert kept["Łukasz Zielny", "Reading", 2009, 2, "current"] == "absent"
    assert len(kept) == 9  # a blank cell is no result


def test_one_undo_takes_everything_back_and_one_redo_does_it_again(desk, school):
    empty = desk.store.fingerprint()
    take(desk, school, a_list("Maths Aut", aneesa=",4b", lukasz=",5c"))
    full = desk.store.fingerprint()
    assert desk.undo() == "Import pupils and results"
    assert desk.store.fingerprint() == empty
    desk.redo()
    assert desk.store.fingerprint() == full


def test_a_backup_is_made_first_and_a_record_kept(desk, school):
    done = take(desk, school, a_list("Maths Aut", aneesa=",4b", lukasz=",zz"))
    assert any(backup.reason is Reason.IMPORT for backup in desk.backups.all())
    assert desk.intake.imports(school.id) == [done]
    assert (done.kind, done.name, done.rows_read, done.rows_refused) == (
        "pupils",
        "year9.csv",
        2,
        0,
    )
    assert done.summary == {"new pupils": 2, "results": 1}
    assert {a.import_id for a in desk.assessments.of_school(school.id)} == {done.id}
    again = preview(desk, school, a_list("Maths Aut", aneesa=",4b", lukasz=",zz"))
    assert "The same file was taken in on 12/11/2009 already." in again.warnings


def test_the_first_rows_are_shown_as_they_will_be_read(desk, school):
    seen = preview(desk, school, a_list("FSM", "KS2 Maths", aneesa=",Yes, 4 B ", lukasz=",,79"))
    assert seen.first[0]["DOB"] == "03/04/1996"
    assert (seen.first[0]["FSM"], seen.first[0]["KS2 Maths"]) == ("yes", "4b")
    assert "79" in seen.first[1]["KS2 Maths"]


# --- who is who


def test_the_same_upn_is_surely_the_same_pupil(desk, school):
    take(desk, school, a_list())
    go_to(desk, "2010-09-06 09:00")
    seen = preview(desk, school, a_list().replace("9,9K", "10,10K").replace("Khan", "Khan-Bell"))
    assert [one.match for one in seen.accepted] == [Match.SURE, Match.SURE]
    assert {c.field: c.after for c in seen.accepted[0].changes} == {
        "name": "Aneesa Khan-Bell",
        "year": "Year 10",
        "form": "10K",
    }
    desk.intake.accept(seen)
    assert [p.year for p in desk.pupils.of_school(school.id)] == ["Year 10", "Year 10"]


def test_the_same_name_and_birthday_wait_for_a_choice(desk, school):
    known = a_pupil(desk, school, "Aneesa Khan", born=date(1996, 4, 3))
    seen = preview(desk, school, a_list())
    [row] = seen.waiting
    assert (row.match, row.candidates[0].pupil_id) == (Match.LIKELY, known.id)
    assert row.candidates[0].why == "the same name and date of birth"
    with pytest.raises(BadValue, match="1 row needs a choice"):
        desk.intake.accept(seen)

    same = preview(desk, school, a_list(), decisions={row.row: known.id})
    assert [one.name for one in same.joiners] == ["Łukasz Zielny"]
    new = preview(desk, school, a_list(), decisions={row.row: "new"})
    assert len(new.joiners) == 2
    skipped = preview(desk, school, a_list(), decisions={row.row: "skip"})
    assert [one.name for one in skipped.accepted] == ["Łukasz Zielny"]
    desk.intake.accept(same)
    assert desk.pupils.get(known.id).upn == upn(1)


@pytest.mark.parametrize("name", ["Khan Aneesa", "Anessa Khan", "Aneesa Khan-Bell", "ANEESA KHAN"])
def test_a_similar_name_on_the_same_birthday_is_asked_about(desk, school, name):
    a_pupil(desk, school, name, born=date(1996, 4, 3))
    assert [one.row for one in preview(desk, school, a_list()).waiting] == [2]


def test_the_same_name_on_another_birthday_is_somebody_else(desk, school):
    a_pupil(desk, school, "Aneesa Khan", born=date(1997, 1, 1))
    assert preview(desk, school, a_list()).waiting == ()


def test_a_upn_with_another_name_and_birthday_is_asked_about(desk, school):
    a_pupil(desk, school, "Harold Pinner", upn=upn(1), born=date(1998, 12, 1))
    [row] = preview(desk, school, a_list()).waiting
    assert "another name" in row.candidates[0].why


def test_two_rows_with_one_upn(desk, school):
    twice = a_list() + a_list().splitlines()[1] + "\n"
    seen = preview(desk, school, twice)
    assert [(p.row, p.whole) for p in seen.problems] == [(4, True)]
    assert "row 2 already" in seen.problems[0].reason
    other = preview(desk, school, a_list().replace(upn(2), upn(1)))
    assert [p.row for p in other.rejected] == [2, 3]
    assert other.accepted == ()


def test_joiners_and_leavers_are_listed_and_nobody_leaves_unasked(desk, school):
    take(desk, school, a_list())
    gone = a_pupil(desk, school, "Omar Bell", upn=upn(3))
    older = a_pupil(desk, school, "Old Hand", year="Year 11")
    seen = preview(desk, school, a_list())
    assert [p.id for p in seen.missing] == [gone.id]
    desk.intake.accept(seen)
    assert desk.pupils.get(gone.id).left_on is None
    done = take(desk, school, a_list(), leavers=frozenset({gone.id}))
    assert desk.pupils.get(gone.id).left_on == date(2009, 11, 12)
    assert desk.pupils.get(older.id).left_on is None
    assert done.summary["leavers"] == 1
    back = preview(desk, school, a_list() + f"{upn(3)},Bell,Omar,,M,9,9K\n")
    assert ("left_on", None) in [(c.field, c.after) for c in back.accepted[2].changes]


def test_a_file_of_two_classes_lists_nobody_of_the_others_as_gone(desk, school):
    text = a_list().splitlines()
    head, form = text[0].split(","), text[0].split(",").index("Reg")
    cells = [line.split(",") for line in text[1:]]
    for row, of in zip(cells, ("9A", "9B"), strict=True):
        row[form] = of
    two = "\n".join(",".join(row) for row in (head, *cells)) + "\n"
    take(desk, school, two)
    gone = a_pupil(desk, school, "Omar Bell", form="9b")
    for of in ("9C", "9D"):
        a_pupil(desk, school, f"Ann Other {of}", form=of)
    assert [p.id for p in preview(desk, school, two).missing] == [gone.id]


def test_what_a_pupil_was_until_today_stays_known(desk, school):
    take(desk, school, a_list("FSM", "Maths Aut", aneesa=",Y,4b", lukasz=",N,4b"))
    [aneesa, _] = desk.pupils.of_school(school.id)
    go_to(desk, "2010-03-01 09:00")
    take(desk, school, a_list("FSM", aneesa=",N", lukasz=",N"))
    [spell] = desk.pupils.spells(aneesa.id)
    assert (spell.trait, spell.value, spell.until) == ("fsm", "yes", date(2010, 2, 28))
    assert not desk.pupils.get(aneesa.id).fsm


def test_a_column_that_is_not_in_the_file_takes_nothing_away(desk, school):
    take(desk, school, GROUPED)
    before = desk.pupils.of_school(school.id)
    take(desk, school, a_list())
    assert desk.pupils.of_school(school.id) == before


# --- doubtful files


def test_upns_in_another_column_are_found_by_their_look(desk, school):
    file = f"UPN,Adm No,Name\n17,{upn(1)},Aneesa Khan\n18,{upn(2)},Omar Bell\n"
    seen = preview(desk, school, file)
    assert [one.fields["upn"] for one in seen.accepted] == [upn(1), upn(2)]
    assert any("holds no UPNs" in warning for warning in seen.warnings)


def test_surnames_and_forenames_in_each_others_column(desk, school):
    rows = ["Emily,Ashworth", "Mohammed,Iqbal", "Jessica,Marsh", "Thomas,Cole"]
    file = "UPN,Surname,Forename\n" + "".join(f"{upn(n)},{r}\n" for n, r in enumerate(rows))
    seen = preview(desk, school, file)
    assert seen.accepted[0].name == "Emily Ashworth"
    assert any("each other's column" in warning for warning in seen.warnings)
    chosen = preview(desk, school, file, columns={"Surname": "surname"})
    assert chosen.accepted[0].name == "Ashworth Emily"


@pytest.mark.parametrize(
    ("dates", "order", "doubtful"),
    [
        (("25/04/1996", "03/04/1996"), Order.DAY, False),
        (("04/25/1996", "04/03/1996"), Order.MONTH, False),
        (("03/04/1996", "05/06/1996"), Order.DAY, True),
        (("09/02/1995", "08/12/1996"), Order.MONTH, False),  # only so are they of Year 9
        (("1996-04-03", "4 March 1996"), Order.DAY, False),
    ],
)
def test_which_figure_is_the_day(desk, school, dates, order, doubtful):
    file = "UPN,Name,DOB,Year\n" + "".join(
        f"{upn(n)},Pupil {n},{written},{'9' if order is Order.MONTH else ''}\n"
        for n, written in enumerate(dates)
    )
    seen = preview(desk, school, file)
    assert seen.doubtful_dates is doubtful
    months = {one.fields["born"].month for one in seen.accepted}
    other = preview(desk, school, file, dates=Order.MONTH)
    if doubtful:
        assert months == {4, 6}
        assert {one.fields["born"].month for one in other.accepted} == {3, 5}
        assert any("could be day before month" in warning for warning in seen.warnings)
    elif order is Order.MONTH:
        assert months == {one.fields["born"].month for one in other.accepted}


def test_scaled_scores_that_cannot_be_are_named_by_row(desk, school):
    file = "UPN,Name,Year,KS2 Reading\n" + "".join(
        f"{upn(n)},Pupil {'ABCDE'[n]},7,{score}\n"
        for n, score in enumerate((100, 79, 120, 121, 99))
    )
    seen = preview(desk, school, file)
    assert [(p.row, p.column) for p in seen.problems] == [(3, "KS2 Reading"), (5, "KS2 Reading")]
    assert all("80 to 120" in p.reason for p in seen.problems)
    assert (len(seen.accepted), seen.results) == (5, 3)


def test_birthdays_that_cannot_be(desk, school):
    seen = preview(
        desk, school, a_list().replace("1996", "1906").replace("24/12/1995", "31/02/1996")
    )
    assert [(p.row, p.column) for p in seen.problems] == [(2, "DOB"), (3, "DOB")]
    assert len(seen.accepted) == 2


def test_a_result_before_the_pupil_was_in_that_year(desk, school):
    seen = preview(desk, school, a_list("Y11 Aut Maths", aneesa=",4b", lukasz=",4b"))
    assert ["has not reached" in p.reason for p in seen.problems] == [True, True]


def test_a_upn_that_fails_its_check_is_kept_and_told(desk, school):
    seen = preview(desk, school, a_list().replace(upn(1), "A" + upn(1)[1:]))
    assert any("1 UPN does not pass the check" in warning for warning in seen.warnings)
    assert len(seen.accepted) == 2


def test_a_file_of_another_school_needs_a_deliberate_yes(desk, school):
    file = a_list("URN", aneesa=",999999", lukasz=",999999")
    seen = preview(desk, school, file)
    assert seen.other_school
    with pytest.raises(BadValue, match="another school"):
        desk.intake.accept(seen)
    assert take(desk, school, file, other_school=True).summary["new pupils"] == 2


def test_a_pupil_who_went_into_the_bin_meanwhile(desk, school):
    take(desk, school, a_list())
    seen = preview(desk, school, a_list("FSM", aneesa=",Y", lukasz=",Y"))
    desk.pupils.bin(desk.pupils.of_school(school.id)[0].id)
    before = desk.store.fingerprint()
    with pytest.raises(BadValue, match="preview again"):
        desk.intake.accept(seen)
    assert desk.store.fingerprint() == before


def test_a_pupil_of_another_school_cannot_be_chosen(desk, school):
    stranger = a_pupil(desk, a_school(desk, "Northgate High"))
    with pytest.raises(BadValue, match="not of this school"):
        preview(desk, school, a_list(), decisions={2: stranger.id})


# --- columns, chosen and remembered


def test_columns_can_be_chosen_and_are_remembered_for_the_school(desk, school):
    file = a_list("Attainment now", "House", aneesa=",4b,Red", lukasz=",5c,Blue")
    choices = {
        "Attainment now": "result: Mathematics | autumn 2009 | current | nc-sublevels",
        "House": "groups",
        "Gender": "",
    }
    assert preview(desk, school, file).results == 0
    take(desk, school, file, columns=choices)
    assert results(desk, school)["Aneesa Khan", "Mathematics", 2009, 1, "current"] == "4b"
    assert desk.pupils.of_school(school.id)[0].groups == ("Red",)
    again = preview(desk, school, file)
    assert {c.heading: c.why for c in again.columns if c.heading in choices} == {
        "Attainment now": "remembered",
        "House": "remembered",
        "Gender": "remembered",
    }
    assert again.mapping["Gender"] == ""
    other = a_school(desk, "Northgate High")
    assert preview(desk, other, file).results == 0


def test_next_year_a_remembered_column_is_of_next_year(desk, school):
    file = a_list("Number work", aneesa=",4b", lukasz=",5c")
    take(
        desk,
        school,
        file,
        columns={"Number work": "result: Mathematics | autumn 2009 | current | nc-sublevels"},
    )
    go_to(desk, "2010-11-12 09:00")
    [_, now] = [r for one in preview(desk, school, file).accepted for r in one.results]
    assert (now.year, now.term) == (2010, 1)


def test_the_point_of_columns_that_name_none_can_be_said(desk, school):
    seen = preview(desk, school, a_list("Maths", aneesa=",4b", lukasz=",5c"), year=2008, term=3)
    assert {(r.year, r.term) for one in seen.accepted for r in one.results} == {(2008, 3)}


@pytest.mark.parametrize(
    "choices", [{"Nothing": "upn"}, {"Reg": "nonsense"}, {"Reg": "result: | x"}, {"Reg": "result:"}]
)
def test_choices_that_cannot_be(desk, school, choices):
    with pytest.raises(BadValue) as refused:
        preview(desk, school, a_list(), columns=choices)
    assert refused.value.todo


def test_two_columns_that_mean_the_same(desk, school):
    seen = preview(desk, school, a_list("Maths Aut", "Ma Autumn", aneesa=",4b,4a", lukasz=",5c,5c"))
    assert [r.value for r in seen.accepted[0].results] == ["4a"]
    assert any("says the same as" in warning for warning in seen.warnings)


def test_a_column_whose_values_are_on_no_scale_is_told(desk, school):
    seen = preview(desk, school, a_list("Maths Aut", aneesa=",good", lukasz=",fair"))
    assert seen.results == 0
    assert any("“Maths Aut” is left out" in warning for warning in seen.warnings)


# --- a row for each result


LONG = "UPN,Name,Year,Subject,Academic Year,Term,Result Type,Result\n" + "".join(
    f"{upn(1)},Aneesa Khan,9,{row}\n"
    for row in (
        "Maths,2009/10,Autumn,,4b",
        "Maths,2009/10,,Target,5b",
        "English,2009/10,Autumn,,5c",
        "Dance,2009/10,Autumn,,4a",
        "English,2008/09,Summer,,9z",
    )
)


def test_a_row_for_each_result(desk, school):
    seen = preview(desk, school, LONG)
    assert [(p.row, p.column) for p in seen.problems] == [(6, "Result")]
    assert len(seen.accepted) == 1
    desk.intake.accept(seen)
    assert {key[1:]: value for key, value in results(desk, school).items()} == {
        ("Mathematics", 2009, 1, "current"): "4b",
        ("Mathematics", 2009, 3, "target"): "5b",
        ("English", 2009, 1, "current"): "5c",
        ("Dance", 2009, 1, "current"): "4a",
    }
    assert PointKind.TARGET in {r.kind for r in seen.accepted[0].results}


def test_a_result_that_is_said_twice(desk, school):
    again = LONG + f"{upn(1)},Aneesa Khan,9,Maths,2009/10,Autumn,,4c\n"
    seen = preview(desk, school, again)
    assert [p.row for p in seen.problems] == [6, 7]
    assert "row 2 says 4b" in seen.problems[1].reason


def test_two_columns_of_one_point_that_differ_are_named_in_each_row(desk, school):
    file = a_list("Maths Y8 Aut", "Maths Aut 2008", aneesa=",4b,5c", lukasz=",4b,5c")
    seen = preview(desk, school, file)
    assert [(p.row, p.column) for p in seen.problems] == [(2, "Mathematics"), (3, "Mathematics")]
    assert "It says 5c, but another column says 4b" in seen.problems[0].reason
    assert [[r.value for r in one.results] for one in seen.accepted] == [["4b"], ["4b"]]


def test_of_a_row_for_each_result_a_blank_one_says_nothing_and_a_strange_one_is_named(desk, school):
    rows = [(1, "Maths", "4b"), (1, "English", ""), (2, "Maths", "4b"), (1, "Maths", "zz")]
    lines = [f"{upn(n)},Pupil {n},9,{subject},{value}" for n, subject, value in rows]
    heads = "UPN,Name,Year,Subject,Result"
    seen = preview(desk, school, "\n".join([heads, *lines, ",,,,", f"{upn(3)},Pupil 3"]))
    assert [(p.row, p.column) for p in seen.problems] == [(5, "Result")]
    assert [[(r.row, r.value) for r in one.results] for one in seen.accepted] == [
        [(2, "4b")],
        [(4, "4b")],
        [],
    ]
    assert seen.rows_read == 5


def test_a_changed_result_takes_the_place_of_the_old_one(desk, school):
    take(desk, school, LONG)
    assert preview(desk, school, LONG).replaced == 0
    assert preview(desk, school, LONG.replace(",4b", ",4a")).replaced == 1
    take(desk, school, LONG.replace(",4b", ",4a"))
    kept = results(desk, school)
    assert kept["Aneesa Khan", "Mathematics", 2009, 1, "current"] == "4a"
    assert len(kept) == 4


# --- what should be looked at


def test_pupils_of_another_school_of_the_desk_need_a_deliberate_yes(desk, school):
    other = a_school(desk, "Kingsmead School", urn="123459")
    take(desk, other, a_list())
    seen = preview(desk, school, a_list())
    assert "2 of these pupils are at Kingsmead School on this desk." in seen.other_school
    with pytest.raises(BadValue, match="Kingsmead School"):
        desk.intake.accept(seen)
    assert take(desk, school, a_list(), other_school=True).summary["new pupils"] == 2
    assert not preview(desk, school, a_list()).other_school  # by now they are here as well


def test_the_rows_of_doubtful_upns_are_named(desk, school):
    wrong = a_list().replace(upn(1), "A" + upn(1)[1:]).replace(upn(2), upn(2)[:-1])
    warnings = " ".join(preview(desk, school, wrong).warnings)
    assert "1 UPN does not pass the check of its letter (row 2)" in warnings
    assert "1 UPN has more or fewer than 13 characters (row 3)" in warnings


def test_of_many_doubtful_upns_five_rows_are_named(desk, school):
    rows = "".join(f"A80120000{n:03},Khan{n},Ann{n},9\n" for n in range(12))
    warnings = " ".join(preview(desk, school, f"UPN,Surname,Forename,Year\n{rows}").warnings)
    assert "(rows 2, 3, 4, 5, 6 and 7 more)" in warnings


def test_a_repeated_pupil_with_another_score_is_said_as_such(desk, school):
    head = "UPN,Surname,Forename,Year Group,KS2 Reading Scaled Score"
    row = f"{upn(1)},Khan,Aneesa,9,"
    [problem] = preview(desk, school, f"{head}\n{row}101\n{row}104\n").problems
    assert "row 3 says 104 where row 2 says 101 in Reading; row 2 is taken." in problem.reason
    [same] = preview(desk, school, f"{head}\n{row}101\n{row}101\n").problems
    assert "says" not in same.reason


def test_after_an_erasure_new_pupils_are_to_be_looked_at(desk, school):
    assert "erased" not in " ".join(preview(desk, school, a_list()).warnings)
    gone = a_pupil(desk, school, "Somebody Else")
    desk.keeping.erase([Person(Who.PUPIL, gone.id, school.id, gone.name)], "asked")
    warnings = preview(desk, school, a_list()).warnings
    assert any("were erased from this desk (on 12/11/2009)" in warning for warning in warnings)


@pytest.mark.parametrize("heading", ["KS2 Writing TA", "Writing TA", "Writing Teacher Assessment"])
def test_writing_at_key_stage_2_is_a_starting_point_as_its_neighbours_are(desk, school, heading):
    scores = ("KS2 Reading Scaled Score", "KS2 Maths Scaled Score")
    seen = preview(desk, school, a_list(*scores, heading, aneesa=",101,104,4b", lukasz=",99,98,5c"))
    told = {(r.subject, r.kind, r.year, r.term) for one in seen.accepted for r in one.results}
    assert told == {
        (subject, PointKind.BASELINE, 2006, 3) for subject in ("Reading", "Mathematics", "Writing")
    }


def test_a_teacher_assessment_away_from_key_stage_2_is_of_now(desk, school):
    seen = preview(desk, school, a_list("Writing TA", aneesa=",4b", lukasz=",5c"))
    assert {r.kind for one in seen.accepted for r in one.results} == {PointKind.CURRENT}
