"""How far parents are with their children's learning: 1 to 5, and 5 is best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from sipdesk.models.tracking.parents import parent_scale
from sipdesk.models.tracking.ratings import ParentRating
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.groups.finder import PupilFinder
from sipdesk.ui.pages.groups.parents_progress import BesideCard
from sipdesk.ui.pages.groups.ratings import RatingPane
from sipdesk.ui.pages.groups.said import counted
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

EMPTY = (
    "Here stands how far parents are with their children's learning, from 1 to 5 where 5 is best, "
    "one aspect at a time: reading at home, coming to meetings. The first rating begins it."
)
BEST = "5 is best. On the pupils' own learning scale 1 is best; the two are never mixed."


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A pupil whose parents were rated: the latest of each aspect."""

    id: str
    name: str
    year: str
    latest: dict[str, ParentRating]


class ParentsPart(Page):
    """Pupils with their parents' latest ratings; below, the chosen pupil's in full."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id, self._chosen = school_id, ""
        self._book = self.desk.tracking.parents
        self._aspects: tuple[str, ...] = ()
        self._finder = PupilFinder(view, school_id, "Whose parents", self)
        self._table = RecordTable(_columns((), str), "Parents by pupil", self, most_rows=10)
        self._courses = PointList(self)
        self._ratings = self.adopt(RatingPane(view, self))
        self._empty = EmptyPlace(EMPTY, "Rate a pupil's parents", self, in_card=True)
        self._card, self._one = Card("Parents' engagement", self), Card("", self)
        self._beside = BesideCard(view, school_id, self)
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        aspects = tuple(self._book.aspects(self._school_id))
        columns = _columns(aspects, self.view.masked)
        self._aspects = aspects
        if [c.label for c in columns] != [c.label for c in self._table.rows.columns]:
            self._table.set_columns(columns)
        self._table.replace(self._families())
        rated = bool(self._table.records())
        self._empty.setVisible(not rated and not self._chosen)
        self._table.setVisible(rated)
        if not self._chosen and rated:
            self._chosen = self._table.records()[0].id
        self._table.choose(self._chosen)
        self._ratings.offer(aspects)
        self._beside.offer(aspects)
        self._show_one()

    def reveal(self, ref: str) -> None:
        self._choose(ref)
        self._table.choose(ref)

    def _families(self) -> list[FamilyRow]:
        names = self.view.names(self._school_id)
        years = {p.id: p.year for p in self.view.pupils(self._school_id)}
        latest: dict[str, dict[str, ParentRating]] = {}
        for aspect in self._aspects:
            for ref, rating in self._book.latest(self._school_id, aspect).items():
                latest.setdefault(ref, {})[aspect] = rating
        return [
            FamilyRow(ref, name, years.get(ref, ""), latest[ref])
            for ref, name in names.items()
            if ref in latest
        ]

    def _show_one(self) -> None:
        """The chosen pupil's parents: each aspect over time, and each rating."""
        names = self.view.names(self._school_id)
        if self._chosen not in names:
            self._chosen = ""
        self._one.setVisible(bool(self._chosen))
        self._ratings.show_pupil(self._chosen)
        if self._chosen:
            self._one.set_title(f"The parents of {names[self._chosen]}")
            self._courses.show_points(
                [
                    course_in_words(self.view.masked(aspect), course.seen, course.off_scale)
                    for aspect, course in self._book.courses(self._chosen).items()
                ]
            )

    def _choose(self, ref: str) -> None:
        if ref and ref != self._chosen and self._ratings.record_form.flush():
            self._chosen = ref
            self._empty.hide()
            self._show_one()

    def _arrange(self) -> None:
        self._card.add_to_head(
            self.button("Rate parents", self._finder.begin, "Choose the pupil whose parents")
        )
        for part in (Words(BEST, self), self._finder, self._table, self._empty):
            self._card.add(part)
        self._finder.hide()
        self._one.add(self._courses)
        self._one.add(self._ratings)
        self.lay_out(self._card, self._one, self._beside)

    def _connect(self) -> None:
        self._table.chosen.connect(self._choose)
        self._finder.picked.connect(self._begin)
        self._empty.asked.connect(self._finder.begin)

    def _begin(self, ref: str) -> None:
        self._choose(ref)
        self._table.choose(ref)
        self._finder.hide()
        self._ratings.add()


def course_in_words(
    aspect: str, seen: tuple[tuple[date | None, ParentRating], ...], off_scale: int
) -> str:
    """“Reading at home: from 2 (3 Sep 2026) to 4 (10 Nov 2026), 2 places better.”"""
    if not seen:
        return f"{aspect}: {counted(off_scale, 'rating')} off the scale."
    (first_on, first), (last_on, last) = seen[0], seen[-1]
    if len(seen) == 1:
        said = f"{aspect}: {parent_scale().in_words(last)}."
    else:
        moved = last.steps_above(first)
        words = f"{counted(abs(moved), 'place')} {'better' if moved > 0 else 'poorer'}"
        days = [f" ({short_day(on)})" if on else "" for on in (first_on, last_on)]
        said = (
            f"{aspect}: from {first.value}{days[0]} to {last.value}{days[1]}, "
            f"{words if moved else 'the same'}."
        )
    return said + (f" {counted(off_scale, 'rating')} off the scale left out." if off_scale else "")


def _columns(aspects: tuple[str, ...], masked: Callable[[str], str]) -> tuple[Column, ...]:
    return (
        Column("name", "Pupil", lambda f: f.name, width_share=2.4),
        Column("year", "Year", lambda f: f.year, width_share=0.8),
        *(_of_aspect(aspect, masked(aspect)) for aspect in aspects),
    )


def _of_aspect(aspect: str, label: str) -> Column:
    return Column(aspect, label, lambda f: _short(f.latest.get(aspect)), width_share=1.2)


def _short(rating: ParentRating | None) -> str:
    return f"{rating.value} of 5" if rating else "–"
