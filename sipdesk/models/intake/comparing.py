"""What a file says of pupils beside what the desk has of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sipdesk.models.errors import BadValue
from sipdesk.models.intake.known import Known
from sipdesk.models.intake.matching import NEW, SKIP, Match, Matched, Matcher
from sipdesk.models.intake.missing import missing
from sipdesk.models.intake.previews import Change, Choices, Incoming
from sipdesk.models.intake.said import Problem, Result, Said
from sipdesk.models.pupils import Pupil, upn_problem, year_in_words

_UPN_LENGTH = 13
_ROWS_NAMED = 5


@dataclass(slots=True)
class Compared:
    """Pupils as they will be taken, and pupils of the desk whom the file leaves out."""

    accepted: list[Incoming] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing: list[Pupil] = field(default_factory=list)


def compare(
    pupils: list[Said], left_out: list[Said], matcher: Matcher, known: Known, choices: Choices
) -> Compared:
    """`left_out` are in the file but not to be taken, so that nobody misses them.

    Raises BadValue for a decision that names a pupil who is not of this school.
    """
    found = Compared()
    by_id = {pupil.id: pupil for pupil in known.pupils}
    _check(choices, by_id)
    taken: dict[str, int] = {}
    heard: list[Said] = []
    named = {one.pupil_id for said in left_out for one in matcher.match(said).candidates}
    for said in pupils:
        matched = matcher.match(said)
        decision = _decision(said, matched, choices)
        if decision in ("", SKIP):
            named.update(one.pupil_id for one in matched.candidates)
        if decision == SKIP:
            continue
        if decision and decision != NEW:
            if decision in taken:
                reason = f"It is the same pupil as row {taken[decision]}."
                found.problems.append(Problem(said.row, reason, whole=True))
                continue
            taken[decision] = said.row
        if (not decision or decision == NEW) and not said.name:
            reason = "It gives no name, and no pupil here has this UPN."
            found.problems.append(Problem(said.row, reason, "UPN", whole=True))
            continue
        heard.append(said)
        found.accepted.append(_incoming(said, matched, decision, by_id, found.problems))
    found.warnings += [*_half_names(heard), *_doubtful_upns(heard)]
    found.missing = missing(found.accepted, known.pupils, named)
    return found


def _half_names(heard: list[Said]) -> Iterator[str]:
    """Names without one of their parts, and where they stand."""
    for part in dict.fromkeys(said.lacks for said in heard if said.lacks):
        rows = [said.row for said in heard if said.lacks == part]
        are = "name is" if len(rows) == 1 else "names are"
        yield f"The {part} is missing in {_rows(rows)}, so the {are} not whole. {_kept(rows)}"


def _doubtful_upns(heard: list[Said]) -> Iterator[str]:
    """UPNs to be looked at, by what is the matter with them and where they stand."""
    letters: list[int] = []
    lengths: list[int] = []
    for said in heard:
        if upn_problem(said.upn):
            (letters if len(said.upn) == _UPN_LENGTH else lengths).append(said.row)
    if letters:
        does, its = ("UPN does", "its") if len(letters) == 1 else ("UPNs do", "their")
        yield (
            f"{len(letters)} {does} not pass the check of {its} letter ({_rows(letters)}). "
            f"{_kept(letters)}"
        )
    if lengths:
        has = "UPN has" if len(lengths) == 1 else "UPNs have"
        yield (
            f"{len(lengths)} {has} more or fewer than {_UPN_LENGTH} characters "
            f"({_rows(lengths)}). {_kept(lengths)}"
        )


def _kept(rows: list[int]) -> str:
    return "It is kept as it stands." if len(rows) == 1 else "They are kept as they stand."


def _rows(rows: list[int]) -> str:
    """“row 4”, “rows 4, 9”, “rows 4, 9, 10, 11, 12 and 7 more”."""
    named = ", ".join(map(str, rows[:_ROWS_NAMED]))
    more = len(rows) - _ROWS_NAMED
    return f"{'row' if len(rows) == 1 else 'rows'} {named}" + (f" and {more} more" * (more > 0))


def _check(choices: Choices, by_id: dict[str, Pupil]) -> None:
    strange = {*choices.decisions.values(), *choices.leavers} - {NEW, SKIP, *by_id}
    if strange:
        raise BadValue("A pupil who was chosen is not of this school.", "Nothing has been changed.")


def _decision(said: Said, matched: Matched, choices: Choices) -> str:
    """A pupil's id, "new", "skip", or "" while nobody has decided."""
    if (chosen := choices.decisions.get(said.row)) is not None:
        return chosen
    if matched.match is Match.SURE:
        return matched.candidates[0].pupil_id
    if matched.match is Match.NEW:
        return NEW
    return matched.candidates[0].pupil_id if choices.likely_are_same else ""


def _incoming(
    said: Said,
    matched: Matched,
    decision: str,
    by_id: dict[str, Pupil],
    problems: list[Problem],
) -> Incoming:
    pupil = by_id.get(decision)
    return Incoming(
        row=said.row,
        name=said.name or (pupil.name if pupil else ""),
        fields=said.fields,
        match=matched.match,
        candidates=matched.candidates,
        pupil_id=pupil.id if pupil else "",
        waiting=not decision,
        changes=tuple(_changes(pupil, said)) if pupil else (),
        results=tuple(_one_each(said, problems)),
        sessions=tuple(said.sessions),
    )


def _changes(pupil: Pupil, said: Said) -> Iterator[Change]:
    """A blank in the file does not take anything away, but “no” does."""
    for name, after in said.fields.items():
        before = getattr(pupil, name)
        if before == after or (after == "" and not before):
            continue
        if name == "year" and (
            year_in_words(str(before)) == after or (before and said.year_reckoned)
        ):
            continue
        if name in ("gender", "name") and not after:
            continue
        if name == "name" and said.lacks:
            continue
        yield Change(name, before, after)
    if pupil.left_on and "left_on" not in said.fields:
        yield Change("left_on", pupil.left_on, None)


def _one_each(said: Said, problems: list[Problem]) -> list[Result]:
    """One result for each subject, point and scale: the first; another value later is a problem."""
    results = said.results
    if len({result.key for result in results}) == len(results):
        return results
    first: dict[tuple[object, ...], Result] = {}
    for result in results:
        other = first.setdefault(result.key, result)
        if other is not result and (other.value, other.absent) != (result.value, result.absent):
            where = f"row {other.row}" if other.row != result.row else "another column"
            reason = f"It says {result.value or result.absent}, but {where} says " + (
                f"{other.value or other.absent} for the same subject and point. The first is taken."
            )
            problems.append(Problem(result.row or said.row, reason, result.subject))
    return list(first.values())
