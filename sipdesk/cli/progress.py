"""``sipdesk progress``: how far pupils have come, class by class."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from sipdesk.cli.gaps import cohort_named, cohort_option, subjects_named
from sipdesk.cli.lines import shown, table, terminal_width
from sipdesk.cli.options import opened, store_options

if TYPE_CHECKING:
    from sipdesk.models.progress import ProgressReport, Sums

COUNTS = ("pupils", "counted", "no_levels", "one_level", "made_levels", "exceeded", "stuck")
LIGHTS = ("green", "amber", "red", "cannot_say")
KEYS = ("subject", "form", *LIGHTS, *COUNTS)
_HEADS = (
    *("Subject", "Class", "Pupils", "Green", "Amber", "Red", "Cannot say"),
    *("No levels", "One", "Made", "More", "Stuck"),
)
EPILOG = (
    "With --json, an object: rule, title, amber and classes, an array of objects with these keys:"
    f" {', '.join(KEYS)}. The class is “” for all of them together. See docs/figures.md."
)


@click.command(epilog=EPILOG)
@click.argument("school")
@cohort_option
@click.option("--subject", metavar="SUBJECT", help="Only this subject.")
@click.option("--rule", metavar="RULE", help="The rule to judge by, a key of resources/progress.")
@click.option("--json", "as_json", is_flag=True, help="For another program to read.")
@store_options
@click.pass_context
def progress(
    ctx: click.Context,
    school: str,
    cohort: str,
    subject: str | None,
    rule: str | None,
    as_json: bool,
) -> None:
    """Traffic lights and levels made, by class, for the pupils of SCHOOL.

    Without --rule, the one that fits most of the pupils is taken.
    """
    with opened(ctx) as desk:
        asked = cohort_named(desk, desk.schools.named(school), cohort)
        found = subjects_named(desk, asked, [subject] if subject else [])
        report = desk.progress.report(asked, found[0] if found else None, rule)
    click.echo(_as_json(report) if as_json else _as_table(report))


def _sums(report: ProgressReport) -> list[tuple[str, Sums]]:
    """The classes of each subject, then all of them together."""
    rows: list[tuple[str, Sums]] = []
    for together in report.altogether:
        rows += [(one.form, one) for one in report.classes if one.subject == together.subject]
        rows.append(("", together))
    return rows


def _lights(sums: Sums) -> list[int]:
    from sipdesk.models.progress import Light

    return [sums.lights[Light[name.upper()]] for name in LIGHTS]


def _as_json(report: ProgressReport) -> str:
    classes: list[dict[str, Any]] = [
        {
            "subject": sums.subject,
            "form": form,
            **dict(zip(LIGHTS, _lights(sums), strict=True)),
            **{name: getattr(sums, name) for name in COUNTS},
        }
        for form, sums in _sums(report)
    ]
    about = {"rule": report.rule.key, "title": report.rule.title, "amber": report.amber}
    return json.dumps({**about, "classes": classes}, ensure_ascii=False, indent=2)


def _as_table(report: ProgressReport) -> str:
    rows = _sums(report)
    if not rows:
        return "There is no progress to show."
    lines = [_line(form, sums) for form, sums in rows]
    return f"{report.rule.title}\n\n{table(_HEADS, lines, terminal_width(), [0, 1])}"


def _line(form: str, sums: Sums) -> Sequence[str]:
    counts = [sums.pupils, *_lights(sums), sums.no_levels, sums.one_level]
    counts += [sums.made_levels, sums.exceeded, sums.stuck]
    return [shown(sums.subject), shown(form) or "all", *map(str, counts)]
