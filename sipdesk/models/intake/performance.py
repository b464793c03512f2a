"""Published performance tables: the figures of the desk's schools, and why some have none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sipdesk import paths
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.previews import Figure, PerformancePreview
from sipdesk.models.intake.published import Published, Wanted
from sipdesk.models.intake.records import Measure
from sipdesk.models.intake.said import Problem
from sipdesk.models.intake.tables import Cells
from sipdesk.models.schools import School
from sipdesk.models.toml import read

_YEARS = re.compile(r"(20\d\d)\s*[-_/ ]\s*(?:20)?(\d\d)(?!\d)")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_BLANK = "blank"


@dataclass(frozen=True, slots=True)
class _Stage:
    """One key stage's table."""

    key_stage: int
    pupils: tuple[str, ...]
    national: tuple[str, ...]
    measures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Never:
    measures: tuple[str, ...]
    years: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Tables:
    stages: tuple[_Stage, ...]
    missing: Mapping[str, str]
    never: tuple[_Never, ...]

    def never_known(self, measure: str, year: int) -> str:
        """Why there is no such figure in that year for anybody, or ""."""
        why = (n.reason for n in self.never if measure in n.measures and year in n.years)
        return next(why, "")


@cache
def _tables() -> _Tables:
    row = read(paths.resources() / "intake" / "performance.toml")
    missing = row.table("missing")
    stages = []
    for name in ("ks2", "ks4"):
        stage = row.table(name)
        measures = stage.table("measures")
        stages.append(
            _Stage(
                stage.whole("key_stage"),
                stage.texts("pupils"),
                stage.texts("national"),
                {column: measures.text(column) for column in measures.values},
            )
        )
    return _Tables(
        tuple(stages),
        {code.casefold(): missing.text(code) for code in missing.values},
        tuple(
            _Never(each.texts("measures"), tuple(each.values.get("years", ())), each.text("reason"))
            for each in row.rows("never")
        ),
    )


def preview_performance(
    published: Published,
    schools: Sequence[School],
    measures: Sequence[Measure],
    year: int | None = None,
) -> PerformancePreview:
    """The rows of `schools`, by URN; `measures` are what the desk keeps of them now.

    `year` is the one in which the school year began, where the file's name does not say. Raises
    FileRefused for another file.
    """
    tables, notes = _tables(), list[str]()
    rows = published.rows(notes)
    head = next((row for row in rows if "URN" in map(str.upper, row)), None)
    places = {cell.upper(): at for at, cell in reversed(list(enumerate(head or [])))}
    stage = max(tables.stages, key=lambda s: len(s.measures.keys() & places.keys()))
    if head is None or not stage.measures.keys() & places.keys():
        raise FileRefused(
            f"“{published.name}” is no performance table of key stage 2 or 4 that is known here.",
            "Choose the CSV of final results as it is published.",
        )
    by_urn = {school.urn: school for school in schools if school.urn}
    wanted, count = Wanted(places), 0
    found, national = dict[str, Cells](), dict[str, Cells]()
    for row in rows:
        count += any(row)
        if (urn := wanted.get(row, "URN")) in by_urn:
            found.setdefault(urn, row)
        elif (kind := wanted.get(row, "RECTYPE").upper()) in stage.national and not urn:
            national.setdefault(kind, row)
    england = next((national[kind] for kind in stage.national if kind in national), [])
    begun = _year(published.name) if year is None else year
    stops = [] if begun else ["The file does not say of which school year it is: say which."]
    if not found:
        stops.append("None of the desk's schools is in this file; they are known by their URN.")
    reading = _Reading(tables, stage, wanted, england, begun)
    now = {(m.school_id, m.year, m.key_stage, m.measure): m for m in measures}
    figures = [
        figure for urn, row in found.items() for figure in reading.figures(by_urn[urn], row, now)
    ]
    without = [f"“{s.name}” has no URN on the desk." for s in schools if not s.urn]
    absent = [f"“{s.name}” is not in this file." for u, s in by_urn.items() if u not in found]
    return PerformancePreview(
        published.name,
        published.digest,
        begun,
        stage.key_stage,
        tuple(figures),
        tuple(reading.problems),
        (*notes, *without, *absent),
        tuple(stops),
        count,
    )


class _Reading:
    """Figures of schools, each with its country's and the reason where there is none."""

    def __init__(
        self, tables: _Tables, stage: _Stage, wanted: Wanted, england: Cells, year: int
    ) -> None:
        self._tables, self._stage, self._wanted = tables, stage, wanted
        self._england, self._year = england, year
        self.problems: list[Problem] = []

    def figures(
        self, school: School, row: Cells, now: Mapping[tuple[str, int, int, str], Measure]
    ) -> list[Figure]:
        pupils = next((n for c in self._stage.pupils if (n := self._number(row, c))), None)
        found: list[Figure] = []
        for measure, title in self._stage.measures.items():
            never = self._tables.never_known(measure, self._year)
            if measure not in self._wanted.places and not never:
                continue
            value, missing = self._read(school, row, measure)
            if never and value is None:
                missing = never
            kept = now.get((school.id, self._year, self._stage.key_stage, measure))
            found.append(
                Figure(
                    school.id,
                    school.name,
                    measure,
                    title,
                    value,
                    missing,
                    int(pupils) if pupils is not None else None,
                    self._number(self._england, measure),
                    "" if kept is None else f"{kept.value:g}" if kept.value is not None else "—",
                )
            )
        return found

    def _read(self, school: School, row: Cells, measure: str) -> tuple[float | None, str]:
        text = self._wanted.get(row, measure).strip()
        value = _number(text)
        if value is not None:
            return value, ""
        reason = self._tables.missing.get(text.casefold() or _BLANK)
        if reason is None:
            said = f"“{text[:20]}” is neither a figure nor a known sign for none."
            self.problems.append(Problem(0, f"{said} ({school.name})", measure))
            return None, f"the table says “{text[:20]}”"
        return None, reason

    def _number(self, row: Cells, column: str) -> float | None:
        return _number(self._wanted.get(row, column).strip())


def _number(text: str) -> float | None:
    bare = text.removesuffix("%").strip().replace(",", "")
    return float(bare) if len(bare) < 20 and _NUMBER.fullmatch(bare) else None


def _year(name: str) -> int:
    """“2022-2023_england_ks2final.csv” is of the school year that began in 2022."""
    for found in _YEARS.finditer(name):
        if int(found[2]) == (int(found[1]) + 1) % 100:
            return int(found[1])
    return 0
