"""The ratings of one pupil's parents, and a form for one more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.tracking import Engagement
from sipdesk.models.tracking.parents import parent_scale
from sipdesk.models.tracking.ratings import ParentRating, parent_rating
from sipdesk.ui.pages.groups.asking import Asking
from sipdesk.ui.pages.groups.wide_pane import WidePane
from sipdesk.ui.pages.record_pane import Records, Wording
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.words import short_day


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating with its place as a choice of the form."""

    id: str
    seen_on: date | None
    aspect: str
    level: str
    note: str


class RatingPane(WidePane):
    """Adding asks first; the ratings there are can be put right in the form below."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        self._pupil_id = ""
        self._book = view.desk.tracking.parents
        super().__init__(
            view,
            Wording("Ratings", "These parents have not been rated yet.", "Add a rating"),
            (
                Column("seen_on", "Seen on", lambda r: short_day(r.seen_on)),
                Column("aspect", "Aspect", lambda r: view.masked(r.aspect), width_share=2),
                Column("level", "Rating", lambda r: in_words(r.level), width_share=2.4),
            ),
            (
                _level(),
                Field("aspect", "Aspect", required=True),
                Field("seen_on", "Seen on", Editor.DATE),
                Field("note", "What was seen", Editor.TEXT),
            ),
            Records(
                table="engagement",
                all=self._held,
                add=lambda: "",
                edit=self._edit,
                bin=self._book.bin,
            ),
            parent,
        )
        self._asking = self.adopt(Asking(view, _asked(), "Keep this rating", self._keep, self))
        self.put_above(self._asking)

    def show_pupil(self, pupil_id: str) -> None:
        """Show the ratings of another pupil's parents, or the same as they are now."""
        if pupil_id != self._pupil_id:
            self._asking.hide()
        self._pupil_id = pupil_id
        self.refresh()

    def offer(self, aspects: tuple[str, ...]) -> None:
        """The aspects to choose from: the school's, then the usual ones."""
        named = dict.fromkeys((*aspects, *parent_scale().aspects))
        self._asking.offer("aspect", [Choice(each, each) for each in named])

    def add(self) -> None:
        if self._form.flush():
            held = self._book.of_pupil(self._pupil_id)
            self._asking.ask(
                {
                    "level": "",
                    "aspect": held[-1].aspect if held else "",
                    "other": "",
                    "seen_on": self.desk.clock.now().date(),
                }
            )

    def _keep(self, values: dict[str, Any]) -> None:
        aspect = str(values["other"]).strip() or str(values["aspect"])
        if not aspect:
            raise BadValue("The aspect is needed.", todo="Choose one, or write another.")
        rating = parent_rating(int(str(values["level"])))
        day = values["seen_on"] or self.desk.clock.now().date()
        self._chosen = self._book.note(self._pupil_id, rating, aspect, day).id
        self.refresh()
        self._table.choose(self._chosen)

    def _held(self) -> list[RatingRow]:
        found = self._book.of_pupil(self._pupil_id) if self._pupil_id else []
        return [_row(each) for each in reversed(found)]

    def _edit(self, ref: str, changes: dict[str, Any]) -> None:
        if "level" in changes:
            changes = changes | {"level": int(changes["level"])}
        self._book.edit(ref, **changes)


def in_words(level: str) -> str:
    """“3 of 5, moderate (5 is best)”."""
    try:
        return parent_scale().in_words(ParentRating(int(level)))
    except ValueError:
        return f"{level} is not on the scale"


def _level() -> Field:
    offered = tuple(Choice(c.value, f"{c.value} {c.label}", c.help) for c in parent_scale().choices)
    label = "How far they are with it: 1 to 5, 5 is best"
    return Field("level", label, Editor.CHOICE, choices=offered, required=True)


def _asked() -> tuple[Field, ...]:
    return (
        _level(),
        Field("aspect", "Which aspect", Editor.PICK),
        Field("other", "Or another aspect"),
        Field("seen_on", "Seen on which day", Editor.DATE),
    )


def _row(record: Engagement) -> RatingRow:
    return RatingRow(record.id, record.seen_on, record.aspect, str(record.level), record.note)
