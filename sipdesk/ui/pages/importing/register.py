"""Schools of the public register: looked for, chosen, and set beside what the desk has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.intake.previews import RegisterPreview
from sipdesk.models.intake.published import Published, read_published
from sipdesk.models.intake.register import RegisterChoices, preview_register
from sipdesk.models.schools import School
from sipdesk.ui.pages.importing.part import Part
from sipdesk.ui.pages.importing.register_list import Listed, found, list_schools, of_urns
from sipdesk.ui.pages.pupils.bar import SearchLine
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.tasks import Progress
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import one_line

_FIND = (
    "Search by name, town, postcode or URN. Return on a school takes it, or leaves it again. "
    "Without a search the schools of your desk are listed."
)
_NOBODY = "No school of the file is like that. A search looks for the beginnings of words."
_DIFFERS = (
    "What the register says otherwise than your desk. What you have filled in yourself stays, "
    "unless Return takes the register's instead."
)
_SAME = "The chosen schools stand on your desk just as in the register."
_NONE_CHOSEN = "Choose the schools you want above; what differs is then shown here."


@dataclass(frozen=True, slots=True)
class _Read:
    """The file and its schools."""

    published: Published
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    name: str
    town: str
    status: str
    here: str
    taken: bool


@dataclass(frozen=True, slots=True)
class _Difference:
    id: str  # "urn:field", as RegisterChoices writes it
    school: str
    title: str
    before: str
    after: str
    take: bool


class RegisterPart(Part):
    """Nothing is chosen at first but the schools that are on the desk already."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, school_id, parent)
        self._read: _Read | None = None
        self._preview: RegisterPreview | None = None
        self._chosen: tuple[str, ...] = ()
        self._overwrite: frozenset[str] = frozenset()
        self._version = view.version
        self._gather()
        self._search = SearchLine(self)
        self._about = Words("", self, tone="muted")
        self._listed = RecordTable(_COLUMNS, "Schools of the file", self, most_rows=7)
        self._told = Words("", self, tone="muted")
        self._differences = RecordTable(_DIFFERENCES, "What differs", self, most_rows=9)
        self._arrange()
        self._connect()

    def reading(self, path: Path) -> Callable[[Progress], _Read]:
        def work(progress: Progress) -> _Read:
            published = read_published(path)
            progress.check()
            return _Read(published, list_schools(published))

        return work

    def show_found(self, found: _Read) -> None:
        self._read = found
        here = [school.urn for school in self._schools if school.urn]
        self._chosen = tuple(one.id for one in of_urns(found.listed, here))
        self._list()
        self._look()

    def heading(self, name: str) -> str:
        return f"{self.hiding.words(name)}, as the register of schools"

    def take_focus(self) -> None:
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def preview(self) -> RegisterPreview | None:
        if self._preview is None and not self.working.is_busy:
            return RegisterPreview("", "", stops=("Choose a school of the file first.",))
        return self._preview

    def to_settle(self) -> None:
        self.take_focus()

    def names_turned(self) -> None:
        self._version = self.view.version
        self._show()

    def refresh(self) -> None:
        if not self.is_taking and self._version != self.view.version:
            self._version = self.view.version
            self._gather()
            self._list()
            self._look()

    def _arrange(self) -> None:
        self._search.setPlaceholderText("Search the schools of the file")
        self._search.name_for_readers("Search the schools of the file", _FIND)
        find = Card("Which schools?", self)
        for part in (Words(_FIND, self, tone="muted"), self._search, self._about, self._listed):
            find.add(part)
        differs = Card("What differs", self)
        for part in (self._told, self._differences):
            differs.add(part)
        self.lay_out(find, differs, self.head)

    def _connect(self) -> None:
        self._search.edited.connect(self._list)
        self._search.leaveRequest.connect(self._into_list)
        self._listed.activated_id.connect(self._turn)
        self._differences.activated_id.connect(self._turn_field)

    def _gather(self) -> None:
        """What the desk has, as plain data for the other thread."""
        self._schools: list[School] = self.desk.schools.all()
        self._heads = self.desk.intake.heads()

    # --- the schools of the file

    def _list(self) -> None:
        if self._read is None:
            return
        words = str(self._search.value())
        here = {school.urn: school.name for school in self._schools if school.urn}
        shown = found(self._read.listed, words) if words.strip() else []
        if not words.strip():
            shown = of_urns(self._read.listed, [*here, *self._chosen])
        chosen = set(self._chosen)
        lines = [
            _Line(
                one.id,
                one.name,
                one.town,
                one.status,
                "On your desk" if one.id in here else "",
                one.id in chosen,
            )
            for one in shown
        ]
        self._listed.replace(lines)
        self._listed.setVisible(bool(lines))
        if lines and not self._listed.current_id():
            self._listed.choose(lines[0].id)
        self._about.setText("" if lines or not words.strip() else _NOBODY)
        self._about.setVisible(bool(self._about.text()))

    def _into_list(self) -> None:
        if self._listed.records():
            self._listed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, urn: str) -> None:
        if urn in self._chosen:
            self._chosen = tuple(each for each in self._chosen if each != urn)
        else:
            self._chosen = (*self._chosen, urn)
        self._list()
        self._look()

    # --- what differs

    def _turn_field(self, key: str) -> None:
        """Only what the desk holds otherwise is there to be chosen."""
        difference = next((d for d in self._differences.records() if d.id == key), None)
        if difference is not None and difference.before:
            self._overwrite = self._overwrite ^ {key}
            self._look()

    def _look(self) -> None:
        if self._read is None:
            return
        if not self._chosen:
            self.working.drop()
            self._preview = None
            self._show()
            return
        published, urns, today = self._read.published, self._chosen, self._today()
        schools, heads = tuple(self._schools), dict(self._heads)
        choices = RegisterChoices(schools=urns, overwrite=self._overwrite)
        self.working.ask(
            lambda _: preview_register(published, urns, schools, heads, today, choices),
            self._looked,
        )

    def _today(self) -> date:
        return self.desk.clock.now().date()

    def _looked(self, preview: Any) -> None:
        self._preview = preview
        self._show()

    def _show(self) -> None:
        preview = self._preview
        accepted = preview.accepted if preview else ()
        lines = [
            _Difference(f"{one.urn}:{f.field}", one.name, f.title, f.before, f.after, f.take)
            for one in accepted
            for f in one.fields
        ]
        self._differences.replace(lines)
        self._differences.setVisible(bool(lines))
        self._told.setText(_DIFFERS if lines else _SAME if accepted else _NONE_CHOSEN)
        new = sum(one.school is None for one in accepted)
        taken = sum(line.take for line in lines)
        self.figures.show_figures(
            (
                (len(accepted), "chosen"),
                (new, "new on your desk"),
                (taken, "entries taken"),
                (len(lines) - taken, "kept as you have them"),
            )
        )
        notes = [f"{one.name}: {one.note}" for one in accepted if one.note]
        warnings = (*notes, *(preview.warnings if preview else ()), *_said(preview))
        self.say(preview.stops if preview else (), warnings)


def _said(preview: RegisterPreview | None) -> tuple[str, ...]:
    return tuple(map(str, preview.problems)) if preview else ()


_COLUMNS = (
    Column("name", "School", lambda line: line.name, width_share=2),
    Column("town", "Town", lambda line: line.town),
    Column("urn", "URN", lambda line: line.id, align_right=True, width_share=0.6),
    Column("status", "Status", lambda line: line.status),
    Column("here", "", lambda line: line.here, width_share=0.8),
    Column(
        "taken",
        "Chosen",
        lambda line: "Chosen" if line.taken else "",
        tone=lambda line: Tone.GOOD if line.taken else Tone.NONE,
        width_share=0.8,
    ),
)
_DIFFERENCES = (
    Column("school", "School", lambda line: line.school, width_share=1.2),
    Column("title", "Entry", lambda line: line.title, width_share=0.8),
    Column("before", "On your desk", lambda line: one_line(line.before) or "–", width_share=1.6),
    Column("after", "In the register", lambda line: one_line(line.after), width_share=1.6),
    Column(
        "take",
        "What happens",
        lambda line: "Taken" if line.take else "Yours stays",
        tone=lambda line: Tone.GOOD if line.take else Tone.NONE,
        width_share=0.9,
    ),
)
