"""The note of visit: composed from the day, edited, composed again without losing an edit."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound
from sipdesk.models.forms import session_forms
from sipdesk.models.notes import HEADINGS, Day, Section, news
from sipdesk.models.notes.compose import compose
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import School
from sipdesk.models.visits import (
    Conversation,
    Entry,
    EntryKind,
    FindingKind,
    Judgement,
    SessionKind,
    Visit,
    YesPartlyNo,
)
from tests.builders import (
    a_priority,
    a_pupil,
    a_school,
    a_visit,
    an_action,
    captured,
    here_in,
    reopened,
    wait,
)

YES, PARTLY, NO = YesPartlyNo.YES, YesPartlyNo.PARTLY, YesPartlyNo.NO
NOON = time(12, 15)


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def visit(desk: Desk, school: School) -> Visit:
    return a_visit(desk, school, template="gaining_ground", focus="Progress in mathematics")


def composed(desk: Desk, visit: Visit) -> dict[str, Section]:
    note = desk.compose_note(visit.id)
    return {s.key: s for s in desk.notes.sections(note.id)}


def test_an_empty_visit_has_every_section_and_says_nothing_untrue(
    desk: Desk, school: School
) -> None:
    sections = composed(desk, a_visit(desk, school))
    assert list(sections) == list(HEADINGS)
    assert {k: s.text for k, s in sections.items() if s.text} == {}


def test_the_day_is_in_the_note_with_nothing_retyped(
    desk: Desk, school: School, visit: Visit
) -> None:
    action = an_action(desk, school)
    desk.carryover.judge(visit.id, action.id, Judgement.SLIPPED, "Half of them have it.")
    meeting = here_in(desk, visit, SessionKind.DEPARTMENTS)
    desk.capture.add(meeting, EntryKind.CHALLENGE, "Why is set 4 taught by three people")
    desk.capture.add(meeting, EntryKind.RESPONSE, "Two are leaving")
    seen = desk.capture.add(meeting, EntryKind.CONCERN, "Fractions are taught by rote")
    desk.evidence.add_finding(
        visit.id, FindingKind.CONCERN, "Set 4 stands still", evidence=(seen.id,)
    )
    desk.capture.add(meeting, EntryKind.ACTION, "One teacher for set 4")
    desk.support.add(school.id, "Coaching for “AfL”", provider="Harrow Lane", agreed_at=visit.id)
    desk.visits.edit(
        visit.id,
        progress_judgement="Good in English.",
        self_evaluation_judgement="Too kind.",
        next_visit=date(2010, 3, 4),
    )
    said = {key: s.text for key, s in composed(desk, visit).items()}
    assert said["focus"] == "Progress in mathematics"
    assert said["followed_up"] == said["actions"] == ""  # their tables stand as they now are
    assert said["findings"] == ("Concern: Set 4 stands still\n\n- Fractions are taught by rote.")
    assert said["challenge"] == (
        "- Put: Why is set 4 taught by three people. Answer: Two are leaving."
    )
    assert said["judgement"] == "Good in English.\n\nToo kind."
    assert said["support"] == "- Coaching for “AfL” (Harrow Lane): to be brokered."
    assert said["next_visit"] == "Thursday 4 March 2010."


def test_without_findings_what_was_seen_is_still_told(desk: Desk, visit: Visit) -> None:
    captured(desk, visit, EntryKind.STRENGTH, "Greeted at the door")
    assert composed(desk, visit)["findings"].text == "- Greeted at the door."


def test_a_filled_form_reads_as_a_paragraph(desk: Desk, visit: Visit) -> None:
    meeting = here_in(desk, visit, SessionKind.DEPARTMENTS).session
    desk.visits.add_sheet(meeting.id, {"subject": "Science", "planning": "By the\nunit"})
    desk.visits.add_sheet(meeting.id, {"subject": "  "})
    text = composed(desk, visit)["findings"].text
    assert text == "## Department, Science\n\n- Planning: By the unit."


def test_pupils_are_counted_and_quoted_without_names(
    desk: Desk, school: School, visit: Visit
) -> None:
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    answers = (
        ("Aneesa Khan", {"knows_target": YES, "learning_scale": 1, "quote": "I can do it"}),
        ("Ben Oakes", {"knows_target": PARTLY, "learning_scale": 4, "helps": "Worked examples"}),
        ("Cai Rees", {"knows_target": NO, "hinders": "Noise", "helps": "Worked examples"}),
    )
    for name, said in answers:
        pupil = a_pupil(desk, school, name)
        desk.evidence.converse(lunch.id, visit.id, pupil.id, **said)
    voice = composed(desk, visit)["voice"].text
    assert voice.startswith(
        "We talked with three pupils. 1 of 3 know their target (1 more in part);"
        " 1 of 2 put themselves at 1 or 2 on the learning scale."
    )
    assert voice.count("Worked examples") == 1
    assert "“I can do it” (a Year 9 pupil)" in voice
    for name, _ in answers:
        for part in name.split():
            assert part not in voice


names = st.sampled_from(["Aneesa", "Łucja Nowak", "O'Brien", "Zoë-Mae", "Li", "Ștefan"])
texts = st.sampled_from(["", "It helps", "Too loud", "a\n\nb", "1"])


@given(
    st.lists(
        st.tuples(names, texts, texts, texts, st.sampled_from(YesPartlyNo), st.integers(0, 5)),
        max_size=6,
    )
)
def test_no_pupils_name_is_ever_composed_into_the_voice(
    talks: list[tuple[str, str, str, str, YesPartlyNo, int]],
) -> None:
    on = date(2009, 11, 12)
    pupils = {str(n): Pupil(str(n), "s", talk[0], "10", "10B") for n, talk in enumerate(talks)}
    day = Day(
        Visit("v", "s", on),
        session_forms(),
        conversations=tuple(
            Conversation(
                str(n), "v", "lunch", str(n), a, a, a, a, scale, helps, hinders, helps, quote
            )
            for n, (_, helps, hinders, quote, a, scale) in enumerate(talks)
        ),
        entries=tuple(
            Entry(f"e{n}", "v", "lunch", NOON, EntryKind.QUOTE, talk[3], talk[0], pupil_id=str(n))
            for n, talk in enumerate(talks)
        ),
        pupils=pupils,
    )
    voice = compose(day)["voice"]
    for pupil in pupils.values():
        assert pupil.name not in voice
        assert pupil.form not in voice


# --- composed, edited, composed again


def test_composing_again_takes_in_what_is_new(desk: Desk, visit: Visit) -> None:
    first = composed(desk, visit)["findings"]
    captured(desk, visit, EntryKind.STRENGTH, "Greeted at the door")
    again = composed(desk, visit)["findings"]
    assert again.id == first.id
    assert again.text == "- Greeted at the door."
    assert not again.edited
    assert len(desk.notes.of_school(visit.school_id)) == 1


def test_composing_again_keeps_an_edit_and_shows_what_is_new(desk: Desk, visit: Visit) -> None:
    captured(desk, visit, EntryKind.STRENGTH, "Greeted at the door")
    section = composed(desk, visit)["findings"]
    desk.notes.edit_section(section.id, "In my own words.")
    captured(desk, visit, EntryKind.CONCERN, "Late starts")
    again = composed(desk, visit)["findings"]
    assert again.text == "In my own words."
    assert again.edited
    assert again.has_news
    assert news(again.seen, again.composed) == ["- Late starts."]


def test_what_is_new_can_be_taken_or_left(desk: Desk, visit: Visit) -> None:
    section = composed(desk, visit)["findings"]
    desk.notes.edit_section(section.id, "In my own words.")
    captured(desk, visit, EntryKind.CONCERN, "Late starts")
    composed(desk, visit)
    mine = desk.notes.keep_mine(section.id)
    assert (mine.text, mine.has_news) == ("In my own words.", False)
    assert composed(desk, visit)["findings"].has_news is False
    desk.undo()
    theirs = desk.notes.take_news(section.id)
    assert (theirs.text, theirs.edited) == ("- Late starts.", False)


def test_what_one_has_typed_oneself_is_not_news(desk: Desk, visit: Visit) -> None:
    section = composed(desk, visit)["findings"]
    desk.notes.edit_section(section.id, "- Late starts.")
    captured(desk, visit, EntryKind.CONCERN, "Late starts")
    assert composed(desk, visit)["findings"].has_news is False


def test_a_section_emptied_by_hand_stays_empty(desk: Desk, visit: Visit) -> None:
    section = composed(desk, visit)["focus"]
    desk.notes.edit_section(section.id, "")
    assert composed(desk, visit)["focus"].text == ""


def test_composing_is_one_step_and_nothing_when_nothing_changed(desk: Desk, visit: Visit) -> None:
    before = desk.store.fingerprint()
    note = desk.compose_note(visit.id)
    assert note.composed_at == "2009-11-12T08:30+00:00"
    stamp = desk.journal.stamp()
    desk.compose_note(visit.id)
    assert desk.journal.stamp() == stamp
    assert desk.undo() == "Compose note"
    assert desk.store.fingerprint() == before
    with pytest.raises(NotFound, match="Compose it first"):
        desk.notes.of_visit(visit.id)


def test_an_edited_note_outlives_a_restart(desk: Desk, visit: Visit) -> None:
    section = composed(desk, visit)["focus"]
    desk.notes.edit_section(section.id, "=1+1 <b> & “x” ł ș ŵ")
    wait(desk, minutes=1)
    again = reopened(desk)
    assert again.notes.section(section.id).text == "=1+1 <b> & “x” ł ș ŵ"
    again.close()


@given(st.text(max_size=60), st.text(max_size=60))
def test_news_are_lines_of_what_was_composed(seen: str, made: str) -> None:
    told = news(seen, made)
    assert all(line in made.splitlines() for line in told)
    assert news(made, made) == []


def test_findings_stand_under_their_priorities_in_the_schools_order(
    desk: Desk,
) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school)
    first = a_priority(desk, school, "Mathematics")
    second = a_priority(desk, school, "Writing")
    for priority, text in (("", "Calm corridors"), (second.id, "Slow"), (first.id, "Set 4 waits")):
        desk.evidence.add_finding(visit.id, FindingKind.CONCERN, text, priority_id=priority)
    said = {key: s.text for key, s in composed(desk, visit).items()}
    assert said["findings"].split("\n\n") == [
        "## Mathematics",
        "Concern: Set 4 waits",
        "## Writing",
        "Concern: Slow",
        "## Beside the priorities",
        "Concern: Calm corridors",
    ]


# --- into the bin and back


def test_composing_takes_the_binned_note_back_with_its_edits(desk: Desk, visit: Visit) -> None:
    section = composed(desk, visit)["focus"]
    desk.notes.edit_section(section.id, "In my own words.")
    note = desk.notes.of_visit(visit.id)
    desk.notes.bin(note.id)
    assert not desk.notes.has(visit.id)
    assert composed(desk, visit)["focus"].text == "In my own words."
    assert [n.id for n in desk.notes.of_school(visit.school_id)] == [note.id]
    assert desk.bin_contents() == []


# --- nothing that was seen or said is lost


def test_what_no_finding_gathers_is_listed_after_the_findings(desk: Desk, visit: Visit) -> None:
    gathered = captured(desk, visit, EntryKind.CONCERN, "Fractions are taught by rote")
    captured(desk, visit, EntryKind.STRENGTH, "Greeted at the door")
    captured(desk, visit, EntryKind.EVIDENCE, "Displays are new")
    desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "Set 4", evidence=(gathered.id,))
    assert composed(desk, visit)["findings"].text == (
        "Concern: Set 4\n\n- Fractions are taught by rote."
        "\n\n## Also seen\n\n- Greeted at the door."
    )


def test_words_tied_to_no_pupil_are_in_the_note(desk: Desk, school: School, visit: Visit) -> None:
    lessons = here_in(desk, visit, SessionKind.LESSONS)
    lunch = here_in(desk, visit, SessionKind.LUNCH)
    head = here_in(desk, visit, SessionKind.HEAD_CHAIR)
    desk.visits.add_sheet(lessons.session.id, {"year": "9", "subject": "Science"})
    quote = EntryKind.QUOTE
    desk.capture.add(lessons, quote, "We mark our own", person="Deputy head")
    desk.capture.add(lunch, quote, "It is loud", person="")
    desk.capture.add(head, quote, "They ask for more", group="FSM", person="")
    desk.capture.add(head, quote, "I read a lot", person="")
    desk.capture.add(head, quote, "We were slow", person="Headteacher")
    texts = {key: s.text for key, s in composed(desk, visit).items()}
    for line in (
        "- “We mark our own” (in a Year 9 classroom)",
        "- “It is loud” (a pupil at lunch)",
        "- “They ask for more” (group FSM)",
        "- “I read a lot”",
    ):
        assert line in texts["voice"].splitlines()
    assert "We were slow" not in texts["voice"]
    assert "- Headteacher: “We were slow”" in texts["findings"]


def test_no_count_of_a_table_is_frozen_in_the_text(desk: Desk, visit: Visit) -> None:
    before = {key: s.text for key, s in composed(desk, visit).items()}
    captured(desk, visit, EntryKind.ACTION, "One teacher for set 4")
    after = {key: s.text for key, s in composed(desk, visit).items()}
    assert after["actions"] == before["actions"] == ""
