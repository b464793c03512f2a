"""``sipdesk check``: is the store whole, and what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sipdesk.cli.options import asked, opened, store_options, way_on_told
from sipdesk.cli.passphrase import given
from sipdesk.models.errors import StoreDamaged, StoreError, WrongPassphrase

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk

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
    "spells",
    "assessments",
    "attendance",
    "target_groups",
    "target_members",
    "engagement",
    "surveys",
    "survey_rounds",
    "measures",
    "imports",
    "mappings",
    "departures",
    "erasures",
)


@click.command
@click.option("--deep", is_flag=True, help="Open and check every backup as well.")
@store_options
@click.pass_context
def check(ctx: click.Context, deep: bool) -> None:
    """Check the store from end to end and count what is in it.

    Every page is checked against its seal and every record is read. None is changed by that; but
    as whenever the store is opened, an erasure that was begun is finished, and whoever was erased
    before and came back with an older copy is erased again, which is said.
    """
    from sipdesk.models.desk import TABLES

    with opened(ctx) as desk:
        with way_on_told(desk.store.path):
            desk.check()
        kept = {table: len(desk.store.find(kind)) for kind, table in TABLES.items()}
        binned = len(desk.bin_contents())
        backups = _check_backups(desk, given(asked(ctx).passphrase_file)) if deep else {}
    click.echo(f"The store is whole: {asked(ctx).store_path}")
    for name, count in [*((table, kept[table]) for table in COUNTED), ("in the bin", binned)]:
        click.echo(f"{count:>7}  {name.replace('_', ' ')}")
    bad = [name for name, whole in backups.items() if whole is False]
    if deep:
        earlier = sum(whole is None for whole in backups.values())
        whole = sum(found is True for found in backups.values())
        click.echo(f"{whole:>7}  backups opened and checked")
        if earlier:
            click.echo(f"{earlier:>7}  backups under an earlier passphrase, not checked")
    if bad:
        raise StoreDamaged(
            f"Of {len(backups)} backups {len(bad)} cannot be used: {', '.join(bad)}.",
            "The store itself is whole.",
            "Make a new one with “sipdesk backup”.",
        )


def _check_backups(desk: Desk, secret: str) -> dict[str, bool | None]:
    """Every backup by name, and whether it is whole; None where only earlier secrets open it."""
    found: dict[str, bool | None] = {}
    for each in desk.backups.all():
        try:
            desk.backups.check(each, secret)
            found[each.id] = True
        except WrongPassphrase:
            found[each.id] = None
        except StoreError:
            found[each.id] = False
    return found
