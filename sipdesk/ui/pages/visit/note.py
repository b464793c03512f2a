"""The note of visit: composed from the day, edited section by section, looked at, sent out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.audience import Audience, NameSeen
from sipdesk.export.content.note import build_note, names_met
from sipdesk.export.material import gather_note
from sipdesk.models.fields import Editor, Field
from sipdesk.models.notes import Section, news
from sipdesk.ui.forms import flush_all
from sipdesk.ui.latest import Latest
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.pages.visit.preview import Preview
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

SETTLED = 1000  # ms without a change until names are looked for again
GOES_TO = "As it goes to the authority: no pupil and no teacher is named."
_TABLES = {
    "followed_up": "On paper, a table of what was promised and how it stands follows here.",
    "actions": "On paper, a table of the actions agreed at this visit stands here.",
    "support": "On paper, a table of the support stands here; this list only if you change it.",
}


class SectionCard(Page):
    """One section as text, with what is new since it was edited."""

    def __init__(self, view: View, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._section_id = section.id
        told = _TABLES.get(section.key, "")
        field = Field("text", section.heading, Editor.TEXT, help=told)
        self._form = self.form((field,), self._save)
        self._news = Words(parent=self)
        self._choices = row = FlowRow(self)
        for words, do in (("Take the new text", self._take), ("Keep mine", self._keep)):
            choice = self.button(words, do)
            choice.setAccessibleName(f"{words}: {section.heading}")
            row.add(choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        for part in (self._form, self._news, self._choices):
            column.addWidget(part)

    def load(self, section: Section) -> None:
        """Show the section as it is now."""
        self._form.load({"text": section.text})
        lines = news(section.seen, section.composed) if section.has_news else []
        self._news.setText("▲ New in the records since you edited:\n" + "\n".join(lines))
        self._news.setVisible(section.has_news)
        self._choices.setVisible(section.has_news)

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.notes.edit_section(self._section_id, str(changes["text"]))

    def _take(self) -> None:
        self.carefully(lambda: self.desk.notes.take_news(self._section_id))

    def _keep(self) -> None:
        self.carefully(lambda: self.desk.notes.keep_mine(self._section_id))


class NotePage(Page):
    """Compose, edit, preview, export."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._meeting = Latest(self, "figures")
        self._met: tuple[NameSeen, ...] | None = None  # until they have been looked for
        self._settled = QTimer(self, interval=SETTLED, singleShot=True)
        self._settled.timeout.connect(self._look_for_names)
        self._empty = EmptyPlace(
            "The note of visit is composed from what was captured: follow-up, findings, challenge, "
            "pupils' voice, actions. Then it is yours to edit.",
            "Compose the note",
            self,
        )
        self._goes = Words(GOES_TO, self, tone="muted")
        self._gate = Words(parent=self, tone="muted")
        self._doubt = Words(parent=self, strong=True)
        self._sections: Roll[Section, SectionCard] = Roll(
            lambda section: section.id, self._make, SectionCard.load, self, gap=GROUP, later=True
        )
        self._card = Card("Note of visit", self)
        self._preview = Preview(self)
        self._preview.hide()
        self._arrange()
        view.namesChanged.connect(self._show_names)
        self.refresh()

    def refresh(self) -> None:
        there = self.desk.notes.has(self._visit_id)
        self._empty.setVisible(not there)
        self._card.setVisible(there)
        if not there:
            return
        note = self.desk.notes.of_visit(self._visit_id)
        sections = self.desk.notes.sections(note.id)
        self._sections.show_all(sections)
        if not self._preview.isHidden():
            self._show_preview()
        if self._met is None:
            self._look_for_names()
        else:  # whoever types is not held up
            self._settled.start()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._arrange_buttons()
        names = (self._goes, self._gate, self._doubt)
        for part in (self._buttons, *names, self._preview, self._sections):
            self._card.add(part)
        column.addWidget(self._empty)
        column.addWidget(self._card)
        column.addStretch(1)
        self._empty.asked.connect(self._compose)

    def _arrange_buttons(self) -> None:
        self._buttons = row = FlowRow(self)
        for words, do, hint in (
            ("Compose again", self._compose, "Edited sections keep your words"),
            ("Preview", self._toggle_preview, "As it will be on paper"),
            ("PDF…", lambda: self.exportRequest.emit("note-pdf", self._visit_id), ""),
            ("Word…", lambda: self.exportRequest.emit("note-word", self._visit_id), ""),
            ("Bin", self._bin, "The note into the bin; composing takes it back"),
        ):
            row.add(self.button(words, do, hint))

    def _make(self, section: Section) -> SectionCard:
        return self.adopt(SectionCard(self.view, section, self))

    def _compose(self) -> None:
        if flush_all(self):
            self.carefully(lambda: self.desk.compose_note(self._visit_id))

    def _toggle_preview(self) -> None:
        shown = self._preview.isHidden()
        self._preview.setVisible(shown)
        self._sections.setVisible(not shown)
        if shown:
            self._show_preview()

    def _show_preview(self) -> None:
        material = gather_note(self.desk, self._visit_id)
        self._preview.show_document(build_note(material, Audience.AUTHORITY))

    def _bin(self) -> None:
        if flush_all(self):
            note = self.desk.notes.of_visit(self._visit_id)
            self.carefully(lambda: self.desk.notes.bin(note.id))

    def _look_for_names(self) -> None:
        """What the names gate does to the note, tables and all, so that nothing changes unseen.

        Every word is held against every name of the school, which is done beside the window.
        """
        if self.desk.notes.has(self._visit_id):
            material = gather_note(self.desk, self._visit_id)
            self._meeting.ask(lambda _: names_met(material, Audience.AUTHORITY), self._found_names)

    def _found_names(self, met: tuple[NameSeen, ...]) -> None:
        self._met = met
        self._show_names()

    def _show_names(self) -> None:
        met = self._met or ()
        for words, told in (
            (self._gate, _taken_out(met, listed=not self.view.names_hidden)),
            (self._doubt, _in_doubt(met, listed=not self.view.names_hidden)),
        ):
            words.setText(told)
            words.setVisible(bool(told))


def _taken_out(met: tuple[NameSeen, ...], *, listed: bool) -> str:
    names = list(dict.fromkeys(seen.name for seen in met if not seen.unsure))
    if not names:
        return ""
    told = ", ".join(names) if listed else f"{len(names)} names"
    return f"Not written out, but as “a Year 10 pupil” or “a member of staff”: {told}."


def _in_doubt(met: tuple[NameSeen, ...], *, listed: bool) -> str:
    words = list(dict.fromkeys(seen.name for seen in met if seen.unsure))
    if not words:
        return ""
    told = ", ".join(words) if listed else f"{len(words)} words"
    return f"▲ Look at: {told}. Each may be a name or only a word, and stays as it is."
