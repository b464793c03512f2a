"""Surveys asked more than once, and what has changed from the first round to the last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Editor, Field
from sipdesk.models.tracking.ready import ReadySurvey, load_surveys
from sipdesk.models.tracking.surveying import Direction, QuestionChange, SurveyChange
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.groups.rounds import RoundsPart
from sipdesk.ui.pages.groups.said import DIRECTION_TONES, direction, favourable, place
from sipdesk.ui.pages.groups.wide_pane import WidePane
from sipdesk.ui.pages.record_pane import Records, Wording
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

FIELDS = (
    Field("title", "Survey", required=True),
    Field("note", "Who is asked, and how"),
    Field("questions", "Questions, one a line", Editor.LINES, required=True),
    Field(
        "answers",
        "Answers, one a line",
        Editor.LINES,
        required=True,
        help="From the least favourable to the most",
    ),
)
OWN = ReadySurvey(
    "own",
    "New survey",
    "Your own questions and answers.",
    ("The first question",),
    ("No", "Partly", "Yes"),
)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One question from the first round to the last."""

    id: str
    change: QuestionChange

    @property
    def tone(self) -> Tone:
        return DIRECTION_TONES.get(self.change.direction, Tone.NONE)


COLUMNS = (
    Column("text", "Question", lambda r: r.change.text, width_share=4),
    Column("first", "Favourable first", lambda r: favourable(r.change.first), align_right=True),
    Column("last", "Favourable last", lambda r: favourable(r.change.last), align_right=True),
    Column("mean1", "Mean first", lambda r: place(r.change.first), align_right=True),
    Column("mean2", "Mean last", lambda r: place(r.change.last), align_right=True),
    Column("went", "Change", lambda r: direction(r.change), tone=lambda r: r.tone, width_share=1.4),
)


class ReadyPanel(QWidget):
    """The ready sets of questions, each with a button, and one's own."""

    taken = Signal(object)  # ReadySurvey

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words("Which questions?", self, strong=True))
        ready, problems = load_surveys()
        for each in (*ready, OWN):
            words = "My own questions" if each is OWN else each.title
            made = page.button(words, partial(self.taken.emit, each), each.help)
            column.addWidget(made)
            column.addWidget(Words(each.help, self, size=Size.SMALL, tone="muted"))
        for problem in problems:
            said = f"{problem.file.name} was left out. Line {problem.line}: {problem.reason}"
            column.addWidget(Words(said, self, size=Size.SMALL, tone="muted"))


class SurveyPane(WidePane):
    """Adding asks which questions first."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        self._school_id = school_id
        self._book = view.desk.tracking.surveys
        self._ready: ReadyPanel | None = None
        self._open = False  # whether the survey's own words are shown
        super().__init__(
            view,
            Wording(
                "Surveys",
                "Questions asked at the beginning of a piece of work and again at its end: what "
                "pupils or parents say may move before results do.",
                "Add a survey",
            ),
            (
                Column("title", "Survey", lambda s: s.title, width_share=3),
                Column("note", "Who is asked", lambda s: view.masked(s.note), width_share=2),
                Column("questions", "Questions", lambda s: str(len(s.questions)), align_right=True),
                Column("rounds", "Rounds", lambda s: str(len(self._book.rounds(s.id))), True),
            ),
            FIELDS,
            Records(
                table="surveys",
                all=lambda: self._book.of_school(school_id),
                add=lambda: "",
                edit=lambda ref, changes: self._book.edit(ref, **changes),
                bin=self._book.bin,
            ),
            parent,
            form_columns=2,
        )
        self._turn = self.button(
            "Questions…", self._turn_form, "What the survey is called, its questions and answers"
        )
        self.add_button(self._turn)

    def add(self) -> None:
        if not self._form.flush():
            return
        if self._ready is None:
            self._ready = ReadyPanel(self)
            self.put_above(self._ready)
            self._ready.taken.connect(self._take)
        else:
            self._ready.setVisible(self._ready.isHidden())
        if not self._ready.isHidden():
            self._empty.hide()
            self._ready.focusNextChild()

    def _take(self, ready: ReadySurvey) -> None:
        if self._ready is not None:
            self._ready.hide()
        self._open = ready is OWN  # a ready set has its words already
        self.reveal(self._book.add_ready(self._school_id, ready).id)
        if self._open:
            self._form.editor("title").setFocus()
        else:
            self._table.setFocus()

    def _show(self, filled: bool) -> None:
        super()._show(filled)
        self._form.setVisible(filled and self._open and not self.view.names_hidden)
        self._turn.setVisible(filled)

    def _turn_form(self) -> None:
        """Show or put away the words of the survey, which seldom change."""
        self._open = not self._open
        self._show(bool(self._rows))
        if self._open:
            self._form.editor("title").setFocus()

    def _enter(self, ref: str) -> None:
        self._open = True
        super()._enter(ref)
        self._show(bool(self._rows))


class SurveysPart(Page):
    """The surveys; below them the chosen one's rounds and what has changed."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._book = self.desk.tracking.surveys
        self._surveys = self.adopt(SurveyPane(view, school_id, self))
        self._rounds = self.adopt(RoundsPart(view, self))
        self._said = Words("", self)
        self._table = RecordTable(COLUMNS, "What has changed", self, most_rows=12)
        self._notes = PointList(self)
        self._round_card, self._change_card = Card("", self), Card("What has changed", self)
        self._round_card.add(self._rounds)
        for part in (self._said, self._table, self._notes):
            self._change_card.add(part)
        self.lay_out(self._surveys, self._round_card, self._change_card)
        self._filling = False
        self._surveys.table.chosen.connect(lambda _: self._turned())
        self.refresh()

    def refresh(self) -> None:
        self._filling = True
        self._surveys.refresh()
        self._filling = False
        self._show_chosen()

    def reveal(self, ref: str) -> None:
        self._filling = True
        self._surveys.reveal(ref)
        self._filling = False
        self._show_chosen()

    def _turned(self) -> None:
        if not self._filling:  # else the survey is shown once, when the list is filled
            self._show_chosen()

    def _show_chosen(self) -> None:
        ref = self._surveys.chosen
        survey = self._book.get(ref) if ref else None
        self._round_card.setVisible(survey is not None)
        self._rounds.show_survey(survey)
        change = self._book.changed(ref) if ref else None
        asked = change is not None and change.first_pupils > 0
        self._change_card.setVisible(asked)
        if change is not None and asked:
            self._show_change(change)

    def _show_change(self, change: SurveyChange) -> None:
        self._said.setText(change_in_words(change))
        self._table.replace([ChangeRow(str(q.number), q) for q in change.questions])
        notes = dict.fromkeys((*change.notes, *_of_questions(change)))
        self._notes.show_points(tuple(notes))


def change_in_words(change: SurveyChange) -> str:
    """From when to when, and how many questions went which way."""
    if not change.compared:
        return "There is nothing to compare yet."
    first, last = short_day(change.first_on), short_day(change.last_on)
    between = f"From {first} to {last}: of" if first and last else "Of"
    return (
        f"{between} {change.compared} questions answered both times "
        f"{change.count(Direction.BETTER)} got better, {change.count(Direction.SAME)} stayed the "
        f"same, {change.count(Direction.WORSE)} got worse. The mean answer decides: 1 is the least "
        "favourable. Favourable are the answers in the upper half."
    )


def _of_questions(change: SurveyChange) -> list[str]:
    if not change.compared:
        return []
    return [f"Question {q.number + 1}: {note}" for q in change.questions for note in q.notes]
