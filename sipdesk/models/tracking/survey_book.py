"""Every survey and its rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.store import Store
from sipdesk.models.tracking.ready import ReadySurvey
from sipdesk.models.tracking.records import Survey, SurveyRound
from sipdesk.models.tracking.surveying import SurveyChange, changed, in_order


class SurveyBook:
    """Surveys of every school. Nobody who answered is named: a round holds counts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, survey_id: str) -> Survey:
        """Raises NotFound."""
        return self._store.get(Survey, survey_id)

    def of_school(self, school_id: str) -> list[Survey]:
        """By title."""
        found = self._store.find(Survey, school_id=school_id)
        return sorted(found, key=lambda s: s.title.casefold())

    def add(
        self,
        school_id: str,
        title: str,
        questions: Sequence[str],
        answers: Sequence[str],
        note: str = "",
    ) -> Survey:
        """A new survey; answers from least to most favourable. Raises BadValue."""
        new = Survey(
            self._store.new_id(), school_id, title.strip(), note, tuple(questions), tuple(answers)
        )
        _check_survey(new)
        with self._store.step("Add survey"):
            return self._store.put(new)

    def add_ready(self, school_id: str, ready: ReadySurvey) -> Survey:
        """A survey from a ready set of questions, the school's own from then on."""
        return self.add(school_id, ready.title, ready.questions, ready.answers)

    def edit(self, survey_id: str, **changes: Any) -> Survey:
        """Change some fields.

        Raises BadValue when answers already counted would no longer fit.
        """
        was = self.get(survey_id)
        for name in ("questions", "answers"):
            if name in changes:
                changes[name] = tuple(changes[name])
        now = replace(was, **changes)
        _check_survey(now)
        if self.rounds(survey_id):
            _check_still_fits(was, now)
        return self._store.edit(now, changes, "Edit survey")

    def bin(self, survey_id: str) -> None:
        """Into the bin with its rounds; it comes back whole."""
        self._store.bin(self.get(survey_id), "Bin survey")

    # --- rounds

    def round(self, round_id: str) -> SurveyRound:
        """Raises NotFound."""
        return self._store.get(SurveyRound, round_id)

    def rounds(self, survey_id: str) -> list[SurveyRound]:
        """Oldest first."""
        return in_order(self._store.find(SurveyRound, survey_id=survey_id))

    def add_round(
        self,
        survey_id: str,
        asked_on: date | None = None,
        counts: Mapping[str, Sequence[int]] | None = None,
    ) -> SurveyRound:
        """Asked once more: by question (number from "0"), how many gave each answer.

        Raises BadValue for counts that do not fit the survey.
        """
        held = _checked(self.get(survey_id), counts or {})
        with self._store.step("Add survey round"):
            return self._store.put(SurveyRound(self._store.new_id(), survey_id, asked_on, held))

    def edit_round(self, round_id: str, **changes: Any) -> SurveyRound:
        """Change the date or the counts. Raises BadValue."""
        was = self.round(round_id)
        if "counts" in changes:
            changes["counts"] = _checked(self.get(was.survey_id), changes["counts"])
        return self._store.edit(replace(was, **changes), changes, "Edit survey round")

    def bin_round(self, round_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.round(round_id), "Bin survey round")

    def changed(self, survey_id: str) -> SurveyChange:
        """What has changed from the first round to the last. Raises NotFound."""
        return changed(self.get(survey_id), self.rounds(survey_id))


def _check_survey(survey: Survey) -> None:
    if not survey.title.strip():
        raise BadValue("A survey needs a title.", field="title")
    if not survey.questions or not all(text.strip() for text in survey.questions):
        raise BadValue("A survey needs a question, and no question is empty.", field="questions")
    if len(survey.answers) < 2 or not all(text.strip() for text in survey.answers):
        raise BadValue("A survey needs two answers or more, none of them empty.", field="answers")


def _check_still_fits(was: Survey, now: Survey) -> None:
    """A question is known by its place, an answer by its place on the scale."""
    if len(now.answers) != len(was.answers) or len(now.questions) < len(was.questions):
        raise BadValue(
            "The answers of a round have been counted, so none of its questions or answers can go.",
            "The survey is as it was.",
            "Make another survey, or add questions at the end.",
            field="answers" if len(now.answers) != len(was.answers) else "questions",
        )


def _checked(survey: Survey, counts: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    numbers = {str(number) for number in range(len(survey.questions))}
    for number, held in counts.items():
        if number not in numbers:
            raise BadValue(
                "There are counts for a question that the survey does not have.", field="counts"
            )
        sound = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in held)
        if not sound or len(held) != len(survey.answers):
            raise BadValue(
                f"Question {int(number) + 1} needs a number, 0 or more, for each answer.",
                "The round is as it was.",
                field="counts",
            )
    return {number: list(held) for number, held in counts.items()}
