"""A school, a visit and a plan in one line each, for the tests of what leaves the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from sipdesk.export.material import AgendaMaterial, NoteMaterial, PlanMaterial, SchoolMaterial
from sipdesk.models.notes.records import Note, Section
from sipdesk.models.priorities.records import Action, Milestone, Priority, Status
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import Contact, School
from sipdesk.models.support import Support, SupportStatus
from sipdesk.models.visits.records import Followup, Judgement, Session, SessionKind, Visit

VISIT_DAY = date(2009, 11, 12)


def pupil(name: str, year: str = "10") -> Pupil:
    return Pupil(id=name.lower(), school_id="s", name=name, year=year)


def contact(role: str, name: str) -> Contact:
    return Contact(id=role, school_id="s", role=role, name=name)


def about(**changes: Any) -> SchoolMaterial:
    whole = SchoolMaterial(
        school=School(
            id="s", name="Kingsmead School", urn="137042", authority="Westmarch County Council"
        ),
        contacts=(
            contact("Headteacher", "Mrs Grace Okafor"),
            contact("Chair of governors", "Mr Tom Bright"),
        ),
        pupils=(
            pupil("Ada Okafor"),
            pupil("Łukasz Nowak"),
            pupil("Seán O’Brien", "9"),
            pupil("May Brown", "11"),
        ),
        author="Jane Fairweather",
    )
    return replace(whole, **changes)


def visit(**changes: Any) -> Visit:
    whole = Visit(
        id="v",
        school_id="s",
        on=VISIT_DAY,
        kind="Gaining Ground day",
        focus="Whether the partnership is reaching middle attainers in English and mathematics",
        attending=("Mrs Okafor, headteacher", "Mr Bright, chair of governors"),
        preparation="Ask quietly about the head of maths.",
        next_visit=date(2010, 2, 4),
    )
    return replace(whole, **changes)


def session(id: str, start: str, end: str, title: str, **changes: Any) -> Session:
    return Session(
        id=id,
        visit_id="v",
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        title=title,
        **changes,
    )


def day() -> tuple[Session, ...]:
    kind = SessionKind
    return (
        session("s1", "08:30", "09:00", "Arrive and settle", place="Reception"),
        session(
            "s2",
            "09:00",
            "10:30",
            "Head and chair of governors",
            kind=kind.HEAD_CHAIR,
            people=("Headteacher", "Chair of governors"),
            place="Head’s study",
            prompts=("Is the head honest about maths?",),
        ),
        session(
            "s3",
            "10:30",
            "12:15",
            "Rolling meetings with departments",
            kind=kind.DEPARTMENTS,
            people=("Head of mathematics", "Head of English", "Data manager"),
            place="Library",
        ),
        session(
            "s4", "12:15", "13:15", "Lunch with tracked pupils", kind=kind.LUNCH, place="Room 12"
        ),
        session(
            "s5", "13:15", "14:15", "Classroom visits", kind=kind.LESSONS, people=("Deputy head",)
        ),
        session("s6", "14:15", "15:15", "Next steps", kind=kind.SYNTHESIS, people=("Headteacher",)),
        session(
            "s7",
            "15:30",
            "16:30",
            "Governors’ data workshop",
            kind=kind.GOVERNORS,
            people=("Governors",),
            place="Main hall",
        ),
    )


def action(id: str, text: str = "", **changes: Any) -> Action:
    return Action(id=id, school_id="s", action=text, **changes)


def actions() -> tuple[Action, ...]:
    return (
        action(
            "a1",
            "Give every Year 10 mathematics class the same half-termly assessment",
            objective="Raise progress of middle attainers",
            priority_id="p1",
            lead="Head of mathematics",
            due=date(2009, 12, 18),
            status=Status.ON_THE_WAY,
            measure="Moderated results of all classes are on the tracker in December",
            outcome="All classes within three points of each other",
            resources="Two cover days",
            monitoring="Deputy head samples four folders each half term",
        ),
        action(
            "a2",
            "Pair each tutor of the tracked group with a tutor of the partner school",
            objective="Every tracked pupil knows the next step",
            priority_id="p1",
            lead="Deputy head",
            timescale="by half term",
            status=Status.SLIPPED,
            measure="Pupils can say what to do next, at the February lunch",
        ),
        action(
            "a3",
            "Governors receive the gap report with numbers of pupils beside each figure",
            objective="Governors know the gaps",
            priority_id="p2",
            lead="Data manager",
            due=date(2010, 1, 29),
            status=Status.DONE,
            completed=date(2010, 1, 20),
            comment="Sent early.",
        ),
    )


def section(key: str, heading: str, text: str = "", place: int = 0) -> Section:
    return Section(id=key, note_id="n", key=key, heading=heading, text=text, place=place)


FINDINGS = """The school knows its pupils well, and its own evaluation is honest about \
mathematics. Where departments plan together the middle attainers move; where each class has its \
own scheme they do not.

Two things stood out in the morning’s meetings:

- English marks to the same criteria in every class, and pupils could tell me their target and \
what to do next.
- Mathematics sets its own tests class by class, so that the tracker compares what \
cannot be compared.
- Ada Okafor showed me work of a high standard; so did Łukasz.

I asked the head how governors would know in February whether this had changed. “They would see it \
in the folders before they saw it in the figures,” she said, and I agree."""


def sections() -> tuple[Section, ...]:
    return (
        section(
            "followed_up",
            "What we followed up from last time",
            "Two of three promises have been kept.",
            1,
        ),
        section("findings", "What I found", FINDINGS, 2),
        section(
            "challenge",
            "Questions I put to the school",
            "Is the intervention reaching the pupils who need it, or those easiest to reach?",
            3,
        ),
        section(
            "voice",
            "What pupils said",
            "Eight pupils had lunch with me. Six knew their target; three knew how to reach it."
            "\n\n- “I know I’m a C. I don’t know what a B looks like.” (a Year 10 pupil)",
            4,
        ),
        section(
            "judgement",
            "Judgement",
            "Progress is good in English and not yet secure in mathematics. The school’s evaluation"
            " of itself is accurate.",
            5,
        ),
        section("actions", "What we agreed", "", 6),
        section("support", "Support", "", 7),
        section(
            "next_visit", "Next visit", "Thursday 4 February 2010, beginning with mathematics.", 8
        ),
    )


def followed() -> tuple[tuple[Action | Priority, Followup], ...]:
    def judged(id: str, judgement: Judgement, words: str) -> Followup:
        return Followup(id=f"f{id}", visit_id="v", about_id=id, judgement=judgement, sentence=words)

    return (
        (
            action("b1", "Publish one marking policy", lead="Deputy head", due=date(2009, 10, 23)),
            judged("b1", Judgement.DONE, "In use in all departments; pupils recognise it."),
        ),
        (
            action("b2", "Moderate Year 10 folders in mathematics", lead="Head of mathematics"),
            judged("b2", Judgement.SLIPPED, "Begun in two classes of eight."),
        ),
        (
            Priority(id="p1", school_id="s", title="Middle attainers in mathematics"),
            judged("p1", Judgement.ON_THE_WAY, "The tracker now shows them."),
        ),
    )


def support() -> tuple[Support, ...]:
    return (
        Support(
            id="u1",
            school_id="s",
            title="Two days with a lead teacher of mathematics",
            provider="Partner school",
            purpose="To plan the shared assessments",
            status=SupportStatus.UNDER_WAY,
            days=2,
            impact="Scheme for the first unit agreed.",
        ),
        Support(
            id="u2",
            school_id="s",
            title="Study support",
            provider="Authority",
            purpose="Year 11 revision",
        ),
    )


def note_material(**changes: Any) -> NoteMaterial:
    whole = NoteMaterial(
        about=about(),
        visit=visit(),
        sessions=day(),
        note=Note(id="n", visit_id="v", school_id="s"),
        sections=sections(),
        followed=followed(),
        actions=actions(),
        support=support(),
    )
    return replace(whole, **changes)


def agenda_material(**changes: Any) -> AgendaMaterial:
    return replace(AgendaMaterial(about=about(), visit=visit(), sessions=day()), **changes)


def plan_material(**changes: Any) -> PlanMaterial:
    whole = PlanMaterial(
        about=about(),
        on=VISIT_DAY,
        version="7f3k2-0042",
        priorities=(
            Priority(id="p1", school_id="s", title="Middle attainers in mathematics", place=1),
            Priority(id="p2", school_id="s", title="Governors hold the school to account", place=2),
        ),
        actions=actions(),
        milestones={
            "a1": (
                Milestone("m1", "a1", date(2009, 11, 27), "First paper written", True),
                Milestone("m2", "a1", date(2009, 12, 11), "All classes have sat it"),
            )
        },
    )
    return replace(whole, **changes)
