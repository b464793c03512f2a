"""What the list of pupils can say in its columns, and by what it can be put in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sipdesk.models.folding import natural, natural_once
from sipdesk.models.pupils import Pupil, by_surname
from sipdesk.models.pupils.groups import definitions
from sipdesk.ui.pages.pupils.listing import Line
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.words import short_day

USUAL = ("name", "year", "form", "groups", "subject", "current_level", "target")


def _born(line: Line) -> date | None:
    """Tells who it is as surely as a name, so it is hidden with it."""
    return None if line.hidden else line.pupil.born


def _of(name: str, label: str, share: float = 1.0) -> Column:
    return Column(name, label, lambda line: str(getattr(line.pupil, name)), width_share=share)


def _yes(name: str, label: str) -> Column:
    return Column(
        name, label, lambda line: "Yes" if getattr(line.pupil, name) else "", width_share=0.6
    )


def _day(name: str, label: str) -> Column:
    return Column(name, label, lambda line: short_day(getattr(line.pupil, name)), width_share=0.8)


def _coded(name: str, label: str, share: float = 1.0) -> Column:
    return Column(name, label, lambda line: code_in_words(line.pupil, name), width_share=share)


COLUMNS: tuple[Column, ...] = (
    Column("name", "Name", lambda line: line.name, width_share=1.8),
    Column("upn", "UPN", lambda line: "" if line.hidden else line.pupil.upn),
    Column("year", "Year", lambda line: line.year, width_share=0.6),
    _of("form", "Class", 0.6),
    _coded("gender", "Gender", 0.6),
    Column("born", "Born", lambda line: short_day(_born(line)), width_share=0.8),
    Column("groups", "Groups", lambda line: line.groups.said, width_share=1.8),
    _coded("sen", "SEN"),
    _yes("fsm", "FSM"),
    _yes("ever6", "Ever 6"),
    _yes("in_care", "In care"),
    _yes("eal", "EAL"),
    _coded("ethnicity", "Ethnicity", 1.2),
    _yes("gifted", "Gifted"),
    Column("band", "Band", lambda line: line.pupil.band.capitalize(), width_share=0.6),
    _yes("tracked", "Talked with"),
    _day("left_on", "Left on"),
    _of("subject", "Subject"),
    _of("scale", "Scale"),
    _of("current_level", "At", 0.6),
    _of("target", "Target", 0.7),
)


def _in_order_of(column: Column) -> Callable[[Line], object]:
    return lambda line: natural(column.text(line))


# By what the list can be put in order; what is false there comes last.
KEYS: dict[str, Callable[[Line], object]] = {
    column.name: _in_order_of(column) for column in COLUMNS
} | {
    "name": lambda line: natural(line.name) if line.hidden else by_surname(line.name),
    "year": lambda line: natural_once(line.year),
    "form": lambda line: natural_once(line.pupil.form),
    "born": _born,
    "left_on": lambda line: line.pupil.left_on,
}


def code_in_words(pupil: Pupil, field: str) -> str:
    """A code by its title; one that nobody knows as it was written."""
    written = getattr(pupil, field)
    known = definitions().code(field, written) if written else None
    return known.title if known else written
