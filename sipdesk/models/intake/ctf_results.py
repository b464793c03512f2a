"""Results in a Common Transfer File: key stage, subject, method, component, qualifier, result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from sipdesk import paths
from sipdesk.models.assessments import PointKind
from sipdesk.models.intake.said import Problem, Result
from sipdesk.models.scales import BLANK, Reading, Scale, Scales
from sipdesk.models.toml import read

_KEY_STAGE_ENDS = 3  # summer


@dataclass(frozen=True, slots=True)
class _Codes:
    stages: Mapping[str, int]
    subjects: Mapping[str, str]
    qualifiers: Mapping[str, tuple[str, ...]]
    otherwise: tuple[str, ...]
    methods: tuple[str, ...]
    skipped: frozenset[str]


@cache
def _codes() -> _Codes:
    row = read(paths.resources() / "intake" / "ctf.toml")
    stages, subjects = row.table("stages"), row.table("subjects")
    qualifiers = row.table("qualifiers")
    return _Codes(
        {code: stages.whole(code) for code in stages.values},
        {code: subjects.text(code) for code in subjects.values},
        {code: qualifiers.texts(code) for code in qualifiers.values},
        row.table("otherwise").texts("scales"),
        row.table("methods").texts("order"),
        frozenset(row.table("components").texts("skipped")),
    )


class StageReader:
    """Reads the stage assessments of pupils; what it does not know is counted, not guessed."""

    def __init__(self, scales: Scales) -> None:
        self._scales = scales
        self._codes = _codes()
        self._unknown: Counter[str] = Counter()

    def read(
        self, number: int, pupil: Element, fields: Mapping[str, Any], problems: list[Problem]
    ) -> list[Result]:
        """One result for each subject, year and scale, by the method that counts most."""
        found: dict[tuple[object, ...], tuple[int, Result]] = {}
        year_now = fields.get("year", "")
        for stage, each in _assessments(pupil):
            result = self._result(number, stage, each, str(year_now), problems)
            if result is None:
                continue
            rank = self._rank(each.get("Method", ""))
            if result.key not in found or rank < found[result.key][0]:
                found[result.key] = (rank, result)
        return [result for _, result in found.values()]

    def warnings(self) -> list[str]:
        if not self._unknown:
            return []
        most = ", ".join(f"{what} ({times})" for what, times in self._unknown.most_common(6))
        return [f"Results of kinds that are not known here were left out: {most}."]

    def _result(
        self,
        number: int,
        stage: str,
        said: Mapping[str, str],
        year_now: str,
        problems: list[Problem],
    ) -> Result | None:
        text = said.get("Result", "")
        code, component = said.get("Subject", "").upper(), said.get("Component", "").upper()
        if not text or component in self._codes.skipped:
            return None
        subject, group = self._codes.subjects.get(code), self._codes.stages.get(stage.upper(), 0)
        qualifier = said.get("ResultQualifier", "").upper()
        keys = self._codes.qualifiers.get(qualifier, self._codes.otherwise)
        if subject is None or not group or not keys:
            self._unknown[" ".join(filter(None, (stage, code, component, qualifier)))] += 1
            return None
        year = said.get("Year", "")
        if not (year.isascii() and year.isdecimal() and len(year) == 4 and 1980 < int(year) < 2200):
            reason = f"The result has no year that can be ({year[:10] or 'none'})."
            problems.append(Problem(number, reason, subject))
            return None
        scale, reading = self._reading(text, keys)
        if reading.problem:
            problems.append(Problem(number, reading.problem, subject))
            return None
        if reading.absent == BLANK:
            return None
        kind = PointKind.RESULT if year_now == f"Year {group}" or group > 6 else PointKind.BASELINE
        return Result(
            number,
            subject,
            int(year) - 1,
            _KEY_STAGE_ENDS,
            kind,
            scale.key,
            reading.value,
            reading.points,
            reading.absent,
        )

    def _reading(self, text: str, keys: tuple[str, ...]) -> tuple[Scale, Reading]:
        """On the first of the scales that knows the result; else the first scale's problem."""
        tried = [(scale, scale.read(text)) for scale in map(self._scales.get, keys)]
        for scale, reading in tried:
            if reading.points is not None:
                return scale, reading
        return next(((s, r) for s, r in tried if not r.problem), tried[0])

    def _rank(self, method: str) -> int:
        order = self._codes.methods
        return order.index(method.upper()) if method.upper() in order else len(order)


def _assessments(pupil: Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Each with its key stage, which stands above it or within it."""
    for above in pupil.iter():
        if _tag(above) not in ("KeyStage", "StageAssessments"):
            continue
        stage = next((c.text or "" for c in above if _tag(c) == "Stage"), "")
        for each in above:
            if _tag(each) == "StageAssessment":
                said = {_tag(c): " ".join((c.text or "").split()) for c in each}
                yield (said.get("Stage") or stage).strip(), said


def _tag(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
