"""Full-text search, kept right by triggers: undo, redo and the bin need not know of it."""

from __future__ import annotations

from sqlite_utils import Database


def listed(column: str) -> str:
    """The words in a column of JSON, without its marks and escapes."""
    return f"(SELECT coalesce(group_concat(value, ' '), '') FROM json_each(new.{column}))"


def keep_searchable(
    db: Database, table: str, school: str, visit: str, title: str, body: str
) -> None:
    """Triggers, so that undo, redo and the bin keep the index right as well."""
    write = f"""
        INSERT INTO search_docs (source, ref, school_id, visit_id, title, body)
        SELECT '{table}', new.id, {school}, {visit}, {title}, {body} WHERE new.binned = ''
    """
    forget = f"DELETE FROM search_docs WHERE source = '{table}' AND ref = old.id"
    db.execute(f"CREATE TRIGGER {table}_said AFTER INSERT ON {table} BEGIN {write}; END")
    db.execute(
        f"CREATE TRIGGER {table}_reworded AFTER UPDATE ON {table} BEGIN {forget}; {write}; END"
    )
    db.execute(f"CREATE TRIGGER {table}_unsaid AFTER DELETE ON {table} BEGIN {forget}; END")
