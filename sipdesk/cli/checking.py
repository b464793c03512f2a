"""``sipdesk check``: is the store whole, and what is in it."""

from __future__ import annotations

import click

from sipdesk.cli.options import asked, opened, store_options

COUNTED = (
    "schools",
    "contacts",
    "pupils",
    "priorities",
    "actions",
    "milestones",
    "support",
    "visits",
    "sessions",
    "sheets",
    "entries",
    "followups",
    "conversations",
    "findings",
    "notes",
)


@click.command
@store_options
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the store from end to end and count what is in it.

    Every page is checked against its seal and every record is read. Nothing is changed.
    """
    from sipdesk.models.desk import TABLES

    with opened(ctx) as desk:
        desk.check()
        kept = {table: len(desk.store.find(kind)) for kind, table in TABLES.items()}
        binned = len(desk.bin_contents())
    click.echo(f"The store is whole: {asked(ctx).store_path}")
    for name, count in [*((table, kept[table]) for table in COUNTED), ("in the bin", binned)]:
        click.echo(f"{count:>7}  {name}")
