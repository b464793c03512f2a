"""Progress in sum: by class, by subject, and a pupil's own line for a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sipdesk.models.assessments import PointKind, place_of, when
from sipdesk.models.progress.records import (
    Learner,
    Light,
    Mark,
    ProgressReport,
    PupilProgress,
    Result,
    Rule,
    Sums,
    Trajectory,
)
from sipdesk.models.progress.rules import (
    attained,
    elapsed,
    expected,
    progress_of,
    start_and_now,
)
from sipdesk.models.progress.timing import year_number
from sipdesk.models.scales import Scales


def report_of(
    learners: Iterable[Learner],
    subject: str | None,
    rule: Rule,
    scales: Scales,
    school_year: int,
    amber: float | None,
) -> ProgressReport:
    """Every pupil in every subject, or in one, that there is a result in."""
    pupils = tuple(
        progress_of(learner, name, line, rule, scales, school_year, amber)
        for learner in learners
        for name, line in sorted(attained(_in_subject(learner.results, subject)).items())
    )
    by_class: dict[tuple[str, str], list[PupilProgress]] = {}
    by_subject: dict[str, list[PupilProgress]] = {}
    for one in pupils:
        by_class.setdefault((one.form, one.subject), []).append(one)
        by_subject.setdefault(one.subject, []).append(one)
    return ProgressReport(
        rule,
        rule.amber if amber is None else amber,
        pupils,
        tuple(sums(form, name, those, rule) for (form, name), those in sorted(by_class.items())),
        tuple(sums("", name, those, rule) for name, those in sorted(by_subject.items())),
    )


def _in_subject(results: Sequence[Result], subject: str | None) -> Sequence[Result]:
    return results if subject is None else [each for each in results if each.subject == subject]


def sums(form: str, subject: str, pupils: Sequence[PupilProgress], rule: Rule) -> Sums:
    """A class in one subject."""
    made = [max(0, one.levels_made) for one in pupils if one.levels_made is not None]
    return Sums(
        form=form,
        subject=subject,
        pupils=len(pupils),
        lights={light: sum(one.light is light for one in pupils) for light in Light},
        counted=len(made),
        no_levels=made.count(0),
        one_level=made.count(1),
        made_levels=sum(levels >= rule.levels for levels in made),
        exceeded=sum(levels > rule.levels for levels in made),
        stuck=sum(one.stuck for one in pupils),
    )


def fitting(rules: Sequence[Rule], learners: Sequence[Learner]) -> Rule:
    """The rule under which most pupils have a start and a result; the first where none has any."""
    counts = dict.fromkeys((rule.key for rule in rules), 0)
    for learner in learners:
        number = year_number(learner.year)
        on = {(r.scale, r.point.kind is PointKind.BASELINE) for r in learner.results}
        for rule in rules:
            starts = [scale for scale in rule.scales if (scale, True) in on]
            if (
                number is not None
                and rule.first_year <= number <= rule.last_year
                and any((scale, False) in on for start in starts for scale in rule.compares(start))
            ):
                counts[rule.key] += 1
    return max(rules, key=lambda rule: counts[rule.key])


def trajectories(
    learner: Learner, rules: Sequence[Rule], scales: Scales, school_year: int, amber: float | None
) -> tuple[Trajectory, ...]:
    """One for each subject and scale that the pupil reached something on."""
    found: list[Trajectory] = []
    for subject, line in sorted(attained(learner.results).items()):
        for scale in sorted({each.scale for each in line}):
            same = [each for each in line if each.scale == scale]
            rule = _rule_for(rules, line, scale)
            progress = rule and progress_of(
                learner, subject, line, rule, scales, school_year, amber
            )
            found.append(
                Trajectory(
                    subject,
                    scale,
                    _marks(same),
                    _marks(_of(learner, subject, scale, PointKind.PREDICTED)),
                    _target_line(same, _of(learner, subject, scale, PointKind.TARGET)),
                    _expected_line(learner, line, scale, rule, scales, school_year),
                    progress or None,
                )
            )
    return tuple(found)


def _rule_for(rules: Sequence[Rule], line: list[Result], scale: str) -> Rule | None:
    """The first rule whose start and end the pupil has, with its end on this scale."""
    for rule in rules:
        _, now = start_and_now(rule, line)
        if now and now.scale == scale:
            return rule
    return None


def _of(learner: Learner, subject: str, scale: str, kind: PointKind) -> list[Result]:
    found = [
        r
        for r in learner.results
        if r.subject == subject and r.scale == scale and r.point.kind is kind
    ]
    return sorted(found, key=lambda r: place_of(r.point))


def _marks(results: Iterable[Result]) -> tuple[Mark, ...]:
    return tuple(Mark(when(r.point), r.points, r.value, r.point) for r in results)


def _target_line(reached: Sequence[Result], targets: Sequence[Result]) -> tuple[Mark, ...]:
    """From the first that was reached straight to the last target, if that is later."""
    if not reached or not targets or when(targets[-1].point) <= when(reached[0].point):
        return ()
    return _marks((reached[0], targets[-1]))


def _expected_line(
    learner: Learner,
    line: list[Result],
    scale: str,
    rule: Rule | None,
    scales: Scales,
    school_year: int,
) -> tuple[Mark, ...]:
    """What is expected at each data point since the start, where it is counted on that scale."""
    start, _ = start_and_now(rule, line) if rule else (None, None)
    if rule is None or start is None or scale != (rule.ends or start.scale):
        return ()
    marks: list[Mark] = []
    for each in line:
        if each.scale == scale and when(each.point) >= when(start.point):
            since = elapsed(rule, learner.year, each.point, school_year)
            wanted = expected(rule, start, scales.get(scale), since, scales)
            if not wanted.why:
                text = scales.get(scale).from_points(wanted.points)
                marks.append(Mark(when(each.point), wanted.points, text, each.point))
    return tuple(marks)
