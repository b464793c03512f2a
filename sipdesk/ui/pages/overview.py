"""A school at a glance: what it is, who is there, how many days are left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.schools import CONTACT_ROLES
from sipdesk.models.visits.allowance import Allowance
from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.keeping.fields import SCHOOL_KEEPING
from sipdesk.ui.pages.measures_card import MeasuresCard
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.place import Place
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import days

SCHOOL_FIELDS = (
    Field("name", "Name", required=True),
    Field("urn", "URN", help="The six figures of the register of schools"),
    Field("phase", "Phase"),
    Field("authority", "Authority or trust"),
    Field("programme", "Programme"),
    Field("partner_school", "Partner school"),
    Field("cluster", "Pyramid or cluster"),
    Field("address", "Address"),
    *SCHOOL_KEEPING,
    Field("picture", "The school in a few words", Editor.TEXT),
)
ALLOWANCE_FIELDS = (
    Field("sip_days", "Ordinary days a year", Editor.NUMBER, unit="days"),
    Field("extra_days", "Programme days a year", Editor.NUMBER, unit="days"),
    Field(
        "governors_days",
        "Of these for the governors",
        Editor.NUMBER,
        unit="days",
        help="Comes out of the programme days and is counted apart",
    ),
)
CONTACT_FIELDS = (
    Field("role", "Role", Editor.PICK, choices=tuple(Choice(r, r) for r in CONTACT_ROLES)),
    Field("name", "Name"),
    Field("phone", "Telephone"),
    Field("email", "Email"),
)
CONTACT_COLUMNS = (
    Column("role", "Role", lambda c: c.role, width_share=1.4),
    Column("name", "Name", lambda c: c.name, width_share=1.2),
    Column("phone", "Telephone", lambda c: c.phone),
)


class OverviewPage(Page):
    """The first page of a school."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._days = Words(parent=self)
        self._governors = Words(parent=self, tone="muted")
        self._spent = Words(parent=self, tone="muted")
        self._allowance = self.form(ALLOWANCE_FIELDS, self._save, columns=3)
        self._contacts = self.adopt(self._contact_pane())
        self._school = self.form(SCHOOL_FIELDS, self._save, columns=3)
        self._measures = self.adopt(MeasuresCard(view, school_id, self))
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        school = self.desk.schools.get(self._school_id)
        for form, fields in ((self._school, SCHOOL_FIELDS), (self._allowance, ALLOWANCE_FIELDS)):
            form.load({f.name: getattr(school, f.name) for f in fields})
        self._tell_allowance(self.desk.allowance(self._school_id))
        self._contacts.refresh()
        self._measures.refresh()

    def reveal(self, ref: str) -> None:
        if ref == "name":
            name = self._school.editor("name")
            name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(name, QLineEdit):
                name.selectAll()
        elif ref:
            self._contacts.reveal(ref)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        allowance = Card("Days this school year", self)
        for part in (self._days, self._governors, self._spent, self._allowance):
            allowance.add(part)
        contacts = Card("", self)
        contacts.add(self._contacts)
        school = Card("The school", self)
        school.add(self._school)
        self._bin = self.button(
            "Bin this school", self._bin_school, "With its visits and notes; it can be taken back"
        )
        for card in (allowance, contacts, self._measures, school, self._bin):
            column.addWidget(card)
        column.setAlignment(self._bin, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _contact_pane(self) -> RecordPane:
        book, school_id = self.desk.schools, self._school_id
        return RecordPane(
            self.view,
            Wording(
                "People",
                "The people you ring about this school: head, chair, data manager, partner head.",
                "Add a person",
            ),
            CONTACT_COLUMNS,
            CONTACT_FIELDS,
            Records(
                table="contacts",
                all=lambda: book.contacts(school_id),
                add=lambda: book.add_contact(school_id, CONTACT_ROLES[0]).id,
                edit=lambda ref, changes: book.edit_contact(ref, **changes),
                bin=book.bin_contact,
            ),
            self,
        )

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.schools.edit(self._school_id, **changes)

    def _bin_school(self) -> None:
        if flush_all(self):
            name = self.desk.schools.get(self._school_id).name
            self.desk.schools.bin(self._school_id)
            self.goRequest.emit(Place())
            self.tellRequest.emit(f"{name} is in the bin, whole. Undo or the bin brings it back.")

    def _tell_allowance(self, year: Allowance) -> None:
        self._days.setText(
            f"{days(year.used)} of {days(year.days)} days used, {days(year.left)} left."
        )
        self._governors.setText(
            f"Governors: {days(year.governors_used)} of {days(year.governors_days)} days used, "
            f"{days(year.governors_left)} left."
        )
        self._governors.setVisible(year.governors_days > 0)
        hours = {
            "preparing": year.spent.preparation,
            "in school": year.spent.in_school,
            "writing": year.spent.writing,
            "with governors": year.spent.governors,
        }
        told = ", ".join(f"{words} {days(spent / 60)} h" for words, spent in hours.items())
        self._spent.setVisible(any(hours.values()))
        self._spent.setText(
            f"So far: {told}. A day is reckoned as {days(year.day_minutes / 60)} h."
        )
