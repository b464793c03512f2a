"""The schema, grown by appending. A migration names tables and columns, never today's records."""

from sqlite_utils import Database, Migrations

from sipdesk.models.store.migrations.evidence import evidence
from sipdesk.models.store.migrations.keeping import keeping
from sipdesk.models.store.migrations.kept_safe import kept_safe
from sipdesk.models.store.migrations.visit_day import visit_day

migrations = Migrations("sipdesk")
migrations(name="001_visit_day")(visit_day)
migrations(name="002_kept_safe")(kept_safe)


@migrations(name="003_evidence_and_keeping")
def _evidence_and_keeping(db: Database) -> None:
    evidence(db)
    keeping(db)
