"""What pupils say about being on track, beside their traffic lights."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Choice
from sipdesk.models.progress.records import Trajectory
from sipdesk.models.tracking.voice import Talk, Verdict, Voice, counted, voices
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.groups.lights import POOREST, standing
from sipdesk.ui.pages.groups.said import LIGHT_TONES, SAID_WORDS, VERDICT_TONES
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, short_day

EMPTY = (
    "Here pupils' own words stand beside the data: who says on track and is red, who says lost and "
    "is green. Mark the pupils you talk with over lunch as “tracked”, or note a conversation on "
    "the visit's day."
)
MOST_WAITING = 60  # more than anybody means to talk with over lunch


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A pupil's words beside the light, the name as it may be seen now."""

    id: str
    name: str
    year: str
    voice: Voice
    of: str  # the subjects of the light

    @property
    def says(self) -> str:
        if self.voice.on_track in SAID_WORDS:
            return SAID_WORDS[self.voice.on_track]
        return "Not asked" if self.voice.talked_on else "Not talked with"

    @property
    def light(self) -> str:
        return first_up(self.voice.light) if self.voice.light else "No light"

    @property
    def verdict(self) -> str:
        return first_up(self.voice.verdict)


COLUMNS = (
    Column("name", "Pupil", lambda r: r.name, width_share=2),
    Column("year", "Year", lambda r: r.year, width_share=0.8),
    Column("says", "Says", lambda r: r.says),
    Column(
        "light",
        "Data",
        lambda r: r.light,
        tone=lambda r: LIGHT_TONES.get(r.voice.light, Tone.NONE),
        width_share=0.8,
    ),
    Column(
        "verdict",
        "Side by side",
        lambda r: r.verdict,
        tone=lambda r: VERDICT_TONES.get(r.voice.verdict, Tone.NONE),
        width_share=2.6,
    ),
    Column("when", "Talked on", lambda r: short_day(r.voice.talked_on)),
)


class VoicePart(Page):
    """The pupils where words and data disagree come first; Return opens the pupil."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._talks: dict[str, Talk] = {}
        self._ways: dict[str, tuple[Trajectory, ...]] = {}
        self._subject = PickEditor((), self)
        self._count = Words("", self)
        self._table = RecordTable(COLUMNS, "Voice and data", self, most_rows=12)
        self._unheard = Words("", self, tone="muted")
        self._waiting = 0  # pupils not talked with, where they are too many to be listed
        self._words = PointList(self)
        self._card = Card("Voice beside data", self)
        self._last = Card("", self)
        self._empty = EmptyPlace(EMPTY, "To the pupils", self)
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        talks = self.desk.tracking.talks(self._school_id)
        waiting = sum(talk.said is None for talk in talks)
        if waiting > MOST_WAITING:
            talks = [talk for talk in talks if talk.said is not None]
        self._waiting = waiting if waiting > MOST_WAITING else 0
        self._talks = {talk.pupil_id: talk for talk in talks}
        self._ways = {ref: self.desk.progress.of_pupil(ref) for ref in self._talks}
        subjects = sorted({w.subject for ways in self._ways.values() for w in ways})
        self._subject.set_choices(
            [
                Choice(POOREST, "The poorest light of all subjects"),
                *(Choice(s, s) for s in subjects),
            ]
        )
        self._empty.setVisible(not talks)
        self._unheard.setVisible(bool(talks and self._waiting))
        self._unheard.setText(f"{self._waiting} pupils nobody has talked with are not listed.")
        self._card.setVisible(bool(talks))
        self._compare()

    def reveal(self, ref: str) -> None:
        self._table.choose(ref)

    def _compare(self) -> None:
        subject = str(self._subject.value())
        standings = {ref: standing(ways, subject) for ref, ways in self._ways.items()}
        found = voices(self._talks.values(), standings)
        names = self.view.names(self._school_id)
        years = {p.id: p.year for p in self.view.pupils(self._school_id)}
        self._table.replace(
            [
                VoiceRow(
                    voice.pupil_id,
                    names.get(voice.pupil_id, ""),
                    years.get(voice.pupil_id, ""),
                    voice,
                    standings[voice.pupil_id].reason if voice.light else "",
                )
                for voice in found
                if voice.pupil_id in names
            ]
        )
        tally = counted(row.voice for row in self._table.records())
        shades = tally[Verdict.MORE_HOPEFUL] + tally[Verdict.LESS_HOPEFUL]
        self._count.setText(
            f"Say on track and are red: {tally[Verdict.ON_TRACK_BUT_RED]}. "
            f"Say lost and are green: {tally[Verdict.LOST_BUT_GREEN]}. "
            f"A shade apart: {shades}. Words and data agree: {tally[Verdict.AGREE]}. "
            f"Cannot be said: {tally[Verdict.UNKNOWN]}."
        )
        if self._table.records() and not self._table.current_id():
            self._table.choose(self._table.records()[0].id)
        self._tell()

    def _tell(self) -> None:
        """The chosen pupil's last words, and what the light is of."""
        row = next((r for r in self._table.records() if r.id == self._table.current_id()), None)
        self._last.setVisible(row is not None)
        if row is not None:
            self._last.set_title(f"What {row.name} said last")
            points = [self.view.masked(point) for point in _points(row, self._talks[row.id])]
            self._words.show_points(points)

    def _arrange(self) -> None:
        self._subject.name_for_readers("Whose light", "The data that the words stand beside")
        self._subject.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._subject.setMinimumContentsLength(26)
        row = FlowRow(self)
        row.add(self._subject)
        for part in (row, self._count, self._table, self._unheard):
            self._card.add(part)
        self._last.add(self._words)
        self._last.add(self.button("Open the pupil", self._open, "The pupil's own page"))
        self.lay_out(self._card, self._last, self._empty)

    def _connect(self) -> None:
        self._subject.edited.connect(self._compare)
        self._table.chosen.connect(lambda _: self._tell())
        self._table.activated_id.connect(lambda _: self._open())
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.school(self._school_id, place.Section.PUPILS))
        )

    def _open(self) -> None:
        if self._table.current_id():
            self.goRequest.emit(place.pupil(self._school_id, self._table.current_id()))
        else:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)


def _points(row: VoiceRow, talk: Talk) -> list[str]:
    voice, said = row.voice, talk.said
    found: list[str] = []
    if said is not None:
        labelled = (
            ("“{}”", said.quote),
            ("What helps: {}", said.helps),
            ("What gets in the way: {}", said.hinders),
            ("Next step: {}", said.next_step),
        )
        found += [words.format(text.strip()) for words, text in labelled if text.strip()]
    if voice.unsure_of:
        found.append(f"Does not know, or only in part: {', '.join(voice.unsure_of)}.")
    if voice.learning is not None:
        found.append(f"On the learning scale {voice.learning.value} of 5, where 1 is best.")
    if row.of:
        found.append(f"{row.light} in {row.of}.")
    if voice.reason:
        found.append(voice.reason)
    return found
