"""``sipdesk list``: what is in the store, as a table or as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from sipdesk.cli.columns import LISTS, Known
from sipdesk.cli.lines import Shortened, shown, table, terminal_width
from sipdesk.cli.options import opened, store_options

KEYS = "\n\n".join(
    [
        "With --json, an array of objects with these keys; dates are YYYY-MM-DD or null:",
        *(f"{name}: {', '.join(c.key for c in what.columns)}" for name, what in LISTS.items()),
    ]
)


@click.command("list", epilog=KEYS)
@click.argument("what", type=click.Choice(list(LISTS)), metavar="|".join(LISTS))
@click.option("--school", metavar="SCHOOL", help="Only this school's: its URN, name or id.")
@click.option("--json", "as_json", is_flag=True, help="For another program to read.")
@store_options
@click.pass_context
def list_(ctx: click.Context, what: str, school: str | None, as_json: bool) -> None:
    """List the schools, visits, actions or pupils of the store.

    Tables show ids shortened to a start that is unique; any unique start does as VISIT elsewhere.
    """
    listing = LISTS[what]
    with opened(ctx) as desk:
        only = desk.schools.named(school) if school is not None else None
        known = Known(desk, (only,) if only else tuple(desk.schools.all()))
        rows = [
            {column.key: column.read(record, known) for column in listing.columns}
            for record in listing.records(known)
        ]
        ids = Shortened.among([record.id for record in desk.store.find(listing.kind())])
    left_out = "school" if len(known.schools) == 1 else ""  # it would be the same in every line
    click.echo(_as_json(rows) if as_json else _as_table(what, rows, ids, left_out))


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a list")


def _as_table(what: str, rows: list[dict[str, Any]], ids: Shortened, left_out: str) -> str:
    if not rows:
        return f"There are no {what}."
    columns = [column for column in LISTS[what].columns if column.head and column.key != left_out]
    return table(
        [column.head for column in columns],
        [
            [ids.of(row["id"]) if c.key == "id" else shown(row[c.key]) for c in columns]
            for row in rows
        ],
        terminal_width(),
        [n for n, column in enumerate(columns) if column.long],
    )
