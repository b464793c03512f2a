"""What each column of a school's file is, by its heading, its values, and the last file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sipdesk.models.assessments import PointKind
from sipdesk.models.errors import BadValue
from sipdesk.models.folding import folded
from sipdesk.models.intake.fitting import LEAST, fit, fitting_scales, key_stage_of
from sipdesk.models.intake.layout import Layout
from sipdesk.models.intake.meaning import (
    ASKED,
    LAST_YEARS,
    RESULT,
    Meaning,
    hear,
    read_meaning,
)
from sipdesk.models.intake.tables import Cells, Table
from sipdesk.models.intake.upns import looks_like_upn
from sipdesk.models.intake.words import Words
from sipdesk.models.scales import Scales

_SAMPLED = 400  # rows whose values are looked at to guess
_SHOWN = 5
_NO_SCALE = "no scale"
_ENDS = (LAST_YEARS[1], LAST_YEARS[2])  # key stages whose results are where pupils start
_SUMMER = 3
_ONCE = ("value", "subject")  # a table with both has a row for each result


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is taken to be, and what helps a person to say otherwise.

    `why` is "chosen", "remembered", "heading", "values", "no scale" or ""; `scales` are those its
    values fit, the likeliest first.
    """

    number: int
    heading: str
    meaning: Meaning
    why: str = ""
    samples: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns in order, and what is doubtful about them."""

    all: tuple[Column, ...]
    warnings: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Whether there is a row for each result."""
        return {c.meaning.field for c in self.all} >= set(_ONCE)

    def of(self, field: str) -> Column | None:
        """The column of a field."""
        return next((column for column in self.all if column.meaning.field == field), None)

    def results(self) -> list[Column]:
        return [column for column in self.all if column.meaning.field == RESULT]


def guess_columns(
    table: Table,
    layout: Layout,
    words: Words,
    scales: Scales,
    remembered: Mapping[str, str],
    chosen: Mapping[str, str],
) -> Columns:
    """`chosen` and `remembered` say what a heading means, as text; chosen is never overruled.

    Raises BadValue for a choice that cannot be understood or names no heading.
    """
    if strange := sorted(set(chosen) - set(layout.headings)):
        raise BadValue(
            f"The file has no column “{strange[0]}”.",
            "Nothing has been changed.",
            "Its columns are: " + ", ".join(layout.headings[:20]) + ".",
        )
    rows = table.rows[layout.first : layout.first + _SAMPLED]
    found = [
        _guess(number, heading, _values(rows, number), words, scales, remembered, chosen)
        for number, heading in enumerate(layout.headings)
    ]
    warnings = [
        f"“{column.heading}” is left out: its values are on no scale that is known here."
        for column in found
        if column.why == _NO_SCALE
    ]
    found = _of_the_key_stage(_upn_by_values(found, rows, warnings), words)
    found = [_on_its_scales(column, words, scales, warnings) for column in found]
    found = _one_of_each(found, warnings)
    found = _names_apart(found, rows, words, warnings)
    return Columns(tuple(_settled(found)), tuple(warnings))


def _guess(
    number: int,
    heading: str,
    values: list[str],
    words: Words,
    scales: Scales,
    remembered: Mapping[str, str],
    chosen: Mapping[str, str],
) -> Column:
    different = list(dict.fromkeys(values))
    samples = tuple(different[:_SHOWN])
    if heading in chosen:
        meaning, why = read_meaning(chosen[heading], words), "chosen"
    elif heading in remembered and (kept := _remembered(remembered[heading], words)) is not None:
        meaning, why = kept, "remembered"
    elif field := words.field(heading):
        meaning, why = Meaning(field), "heading"
    else:
        return _guess_result(number, heading, different, words, scales)
    if meaning.field != RESULT:
        return Column(number, heading, meaning, why, samples)
    fitting = fitting_scales(different, scales)
    if why == "chosen" and meaning.scale:
        scales.get(meaning.scale)
    elif meaning.scale not in {scale.key for scale in scales}:
        meaning = replace(meaning, scale=next(iter(fitting), ""))
    return Column(number, heading, meaning, why, samples, fitting)


def _guess_result(
    number: int,
    heading: str,
    different: list[str],
    words: Words,
    scales: Scales,
) -> Column:
    samples = tuple(different[:_SHOWN])
    said = hear(heading, words)
    fitting = fitting_scales(different, scales)
    offered = Column(number, heading, Meaning(), "", samples, fitting)
    if said.other or not said.meaning.subject or not (said.sure or said.told):
        return offered
    if samples and not fitting and said.sure and said.told:
        fitting = fitting_scales(different, scales, LEAST)
        offered = replace(offered, scales=fitting)
    if samples and not fitting:
        return replace(offered, why=_NO_SCALE if said.sure else "")
    likeliest = said.hint if said.hint in fitting else next(iter(fitting), said.hint)
    meaning = replace(said.meaning, scale=likeliest)
    return replace(offered, meaning=meaning, why="heading")


def _remembered(text: str, words: Words) -> Meaning | None:
    try:
        return read_meaning(text, words)
    except BadValue:
        return None  # from another version; guessed anew


def _values(rows: Sequence[Cells], number: int) -> list[str]:
    return [row[number] for row in rows if number < len(row) and row[number]]


def _upn_by_values(found: list[Column], rows: list[Cells], warnings: list[str]) -> list[Column]:
    """UPNs are known by their look, whatever stands above them."""
    shares = {
        c.number: sum(map(looks_like_upn, values)) / len(values)
        for c in found
        if (values := _values(rows, c.number))
    }
    headed = next((c for c in found if c.meaning.field == "upn"), None)
    best = max(shares, key=lambda n: shares[n], default=None)
    if best is None or shares[best] < 0.8 or (headed and headed.number == best):
        return found
    if headed and (headed.why == "chosen" or shares.get(headed.number, 0.0) > 0.2):
        return found
    if found[best].why == "chosen":
        return found
    if headed:
        warnings.append(
            f"“{headed.heading}” holds no UPNs, but “{found[best].heading}” does: they were taken "
            "from there."
        )
        swapped = found[best].meaning if found[best].meaning.field != RESULT else Meaning()
        found[headed.number] = replace(headed, meaning=swapped, why="values")
    found[best] = replace(found[best], meaning=Meaning("upn"), why="values")
    return found


def _one_of_each(found: list[Column], warnings: list[str]) -> list[Column]:
    """No two columns may say the same of a pupil: the first of a field stays, the last of a result.

    A chosen one comes before a guessed one.
    """
    kept: dict[str, int] = {}
    for column in found:
        meaning = column.meaning
        if not meaning.field:
            continue
        key = meaning.text() if meaning.field == RESULT else meaning.field
        other = kept.get(key)
        if other is None:
            kept[key] = column.number
            continue
        later = (column.why == "chosen", meaning.field == RESULT) > (
            found[other].why == "chosen",
            False,
        )
        out = other if later else column.number
        kept[key] = column.number if later else other
        found[out] = replace(found[out], meaning=Meaning(), why="")
        warnings.append(
            f"“{found[out].heading}” says the same as “{found[kept[key]].heading}” and is left out."
        )
    return found


def _of_the_key_stage(found: list[Column], words: Words) -> list[Column]:
    """“Writing TA” beside “KS2 Reading” and “KS2 Maths” is of the end of that key stage, too."""
    heard = {c.number: hear(c.heading, words) for c in found if c.meaning.field == RESULT}
    told = {
        c.number: c.meaning
        for c in found
        if c.meaning.field == RESULT
        and c.meaning.kind is PointKind.BASELINE
        and c.meaning.stage in _ENDS
        and c.meaning.term == _SUMMER
    }
    subjects = {meaning.subject for meaning in told.values()}
    for column in found:
        meaning = column.meaning
        if column.why != "heading" or meaning.field != RESULT or meaning.subject in subjects:
            continue
        bare = not meaning.stage and not meaning.year and meaning.term == ASKED
        if not (bare and meaning.kind is PointKind.CURRENT and heard[column.number].by_teacher):
            continue
        beside = told.get(column.number - 1) or told.get(column.number + 1)
        if beside is not None:
            when = replace(meaning, stage=beside.stage, term=beside.term, kind=beside.kind)
            found[column.number] = replace(column, meaning=when)
    return found


def _on_its_scales(column: Column, words: Words, scales: Scales, warnings: list[str]) -> Column:
    """Results of a key stage are on a scale that it uses, wherever their values can be."""
    meaning = column.meaning
    if meaning.field != RESULT or not meaning.scale or column.why == "chosen":
        return column
    said = hear(column.heading, words)
    key_stage = key_stage_of(said.key_stage, meaning.stage)
    if not key_stage or not column.scales:
        return column
    fitted = fit(meaning.scale, said.hint, column.scales, key_stage, scales)
    if not fitted.serves:
        title = scales.get(meaning.scale).title
        warnings.append(
            f"“{column.heading}” is of key stage {key_stage}, where “{title}” is not used, but its "
            "values are on no other scale. Look at the column."
        )
    offered = replace(column, scales=fitted.scales)
    if column.why == "remembered" and meaning.scale == fitted.kept:
        return offered
    why = "heading" if fitted.sure else "values"
    return replace(offered, meaning=replace(meaning, scale=fitted.likeliest), why=why)


def _names_apart(
    found: list[Column], rows: list[Cells], words: Words, warnings: list[str]
) -> list[Column]:
    """Forenames under “Surname” and surnames under “Forename” are changed over."""
    place = {c.meaning.field: c.number for c in found if c.meaning.field in ("surname", "forename")}
    if len(place) < 2 or any(found[n].why == "chosen" for n in place.values()):
        return found
    common = {
        field: sum(folded(value).split()[0] in words.forenames for value in _values(rows, number))
        for field, number in place.items()
    }
    if common["surname"] < 3 or common["surname"] <= 2 * common["forename"]:
        return found
    for field, other in (("surname", "forename"), ("forename", "surname")):
        number = place[field]
        found[number] = replace(found[number], meaning=Meaning(other), why="values")
    warnings.append("Surnames and forenames seem to stand in each other's column: changed over.")
    return found


def _settled(found: list[Column]) -> list[Column]:
    """A whole name is not needed beside its parts; “Grade” alone is no column of a long table."""
    fields = {column.meaning.field for column in found}
    out: set[str] = set()
    if fields >= {"surname", "forename"}:
        out.add("name")
    if "eal" in fields:
        out.add("language")
    if not fields >= set(_ONCE):
        out |= {"value", "subject", "point", "academic_year", "term", "kind", "scale", "stage"}
    return [
        replace(column, meaning=Meaning(), why="") if column.meaning.field in out else column
        for column in found
    ]
