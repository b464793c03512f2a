"""The groups a pupil is in and was in, with the days between which it was so."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.folding import folded
from sipdesk.models.pupils import Spell, short_titles
from sipdesk.models.pupils.groups import definitions
from sipdesk.models.pupils.spells import FLAGS, NO, OWN_GROUPS, YES
from sipdesk.ui.pages.pupil.asking import Asking, Values
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

TRAITS = (
    Choice("fsm", "Free school meals"),
    Choice("ever6", "Ever 6"),
    Choice("in_care", "In care"),
    Choice("sen", "Special educational needs"),
    Choice("eal", "English as an additional language"),
    Choice("gifted", "Gifted and talented"),
    Choice("ethnicity", "Ethnicity"),
    Choice("gender", "Gender"),
    Choice("band", "Prior attainment"),
    Choice(OWN_GROUPS, "A group of the school's own"),
)
_CODED = ("sen", "ethnicity", "gender")
FIELDS = (
    Field("trait", "What", Editor.PICK, choices=TRAITS, required=True),
    Field("value", "How it was", help="“yes” or “no”, a code such as K, or the group's name"),
    Field("since", "From", Editor.DATE, help="Empty: as far back as is known"),
    Field("until", "Until", Editor.DATE, help="Empty: still so"),
)


class Times(PupilPart):
    """What a pupil belongs to, in words; and the times that are known, to add to and to mend."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(
            view,
            "Groups, and since when",
            "No dates are known: figures take the groups of today for all of the past.",
            parent,
        )
        self._now = Words("", self)
        self._table = RecordTable(_columns(view), "Times in groups", self)
        self._asking = self.adopt(Asking(view, "the time", FIELDS, _check, self))
        self._buttons = QHBoxLayout()
        self._arrange()
        self._table.activated_id.connect(self._change)
        self._table.binRequest.connect(self.desk.pupils.bin_spell)

    def refresh(self) -> None:
        keys = self.desk.assessments.groups_of(self.pupil)
        said = ", ".join(short_titles(keys, self.view.masked))
        self._now.setText(f"Today: {said}." if said else "Today in none of the groups.")
        spells = self.desk.pupils.spells(self.pupil.id)
        self._table.replace(spells)
        self._table.setVisible(bool(spells))
        for button in (self._edit, self._bin):
            button.setVisible(bool(spells))
        self._say_nothing(not spells)

    def _arrange(self) -> None:
        add = self.button("Add a time", self._add, "When something about the pupil was different")
        self._edit = self.button("Mend", self._change, "The chosen time (Return)")
        self._bin = self.button("Bin", self._bin_chosen, "Into the bin; it can be taken back")
        self._edit.setAccessibleName("Mend, chosen in Times in groups")
        self._bin.setAccessibleName("Bin, chosen in Times in groups")
        for one in (add, self._edit, self._bin):
            self._buttons.addWidget(one)
        self._buttons.addStretch(1)
        for part in (self._now, self._buttons, self._asking, self._table):
            self._card.add(part)

    def _add(self) -> None:
        self._asking.ask(
            "When something was different",
            {"trait": "fsm", "value": YES, "since": None, "until": None},
            lambda values: self.desk.pupils.add_spell(self.pupil.id, **_read(values)),
        )

    def _change(self, _: str = "") -> None:
        ref = self._table.current_id()
        held = next((s for s in self.desk.pupils.spells(self.pupil.id) if s.id == ref), None)
        if held is None:
            return
        self._asking.ask(
            what(held),
            {
                "trait": held.trait,
                "value": said(held),
                "since": held.since,
                "until": held.until,
            },
            lambda values: self.desk.pupils.edit_spell(ref, **_read(values)),
        )

    def _bin_chosen(self) -> None:
        if self._table.current_id():
            self.desk.pupils.bin_spell(self._table.current_id())

    def _left(self) -> None:
        self._asking.put_away()


def what(spell: Spell) -> str:
    """What a time is about: “Special educational needs”."""
    return next((c.label for c in TRAITS if c.value == spell.trait), spell.trait)


def said(spell: Spell) -> str:
    """How it was then: “Yes”, “SEN support”, the group's name."""
    if spell.trait in _CODED:
        known = definitions().code(spell.trait, spell.value) if spell.value else None
        return known.title if known else spell.value or "None"
    return spell.value.capitalize() if spell.trait != OWN_GROUPS else spell.value


def _check(values: Values) -> None:
    """Raises BadValue at the field, while it is typed."""
    since, until = values["since"], values["until"]
    if since and until and until < since:
        raise BadValue("It cannot end before it begins.", field="until")
    if values["trait"] in FLAGS and folded(str(values["value"])) not in (YES, NO):
        raise BadValue("Here a time can only be “yes” or “no”.", field="value")


def _read(values: Values) -> Values:
    trait, value = str(values["trait"]), " ".join(str(values["value"]).split())
    if trait in _CODED:
        known = definitions().code(trait, value) if value else None
        value = known.code if known else value.replace("None", "")
    elif trait != OWN_GROUPS:
        value = folded(value)
    return {"trait": trait, "value": value, "since": values["since"], "until": values["until"]}


def _columns(view: View) -> tuple[Column, ...]:
    def seen(spell: Spell) -> str:
        return view.masked(said(spell)) if spell.trait == OWN_GROUPS else said(spell)

    return (
        Column("what", "What", what, width_share=1.8),
        Column("said", "How it was", seen, width_share=1.4),
        Column("since", "From", lambda s: short_day(s.since) or "As far back as is known"),
        Column("until", "Until", lambda s: short_day(s.until) or "Still so"),
    )
