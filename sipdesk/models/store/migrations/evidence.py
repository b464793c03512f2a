"""003: who the pupils are, what they reached and when, and which file said so."""

from __future__ import annotations

from sqlite_utils import Database

from sipdesk.models.store.migrations.searching import keep_searchable

_SEARCHED = {
    "target_groups": ("new.school_id", "''", "new.title", "new.subject || ' ' || new.note"),
    "surveys": ("new.school_id", "''", "new.title", "new.note"),
}
_TRAITS = "gender, sen, fsm, ever6, in_care, eal, ethnicity, gifted, band, groups, left_on, binned"


def evidence(db: Database) -> None:
    """Pupils' groups, assessments, target groups, surveys, imports, measures.

    `assessments.traits` is a copy of the pupil's groups at that data point, and `slice` says what
    is averaged with it: a gap needs no join, and its index holds nothing but numbers. Whoever has
    one that is NULL, or stands in `stale_pupils`, must have them made again; triggers see to that,
    undo and redo included. A trigger on every new assessment would take as long as its row: a new
    baseline is left NULL instead. What is derived has no journal.
    """
    for statement in _TABLES.strip().split(";\n"):
        db.execute(statement)
    for table, parts in _SEARCHED.items():
        keep_searchable(db, table, *parts)
    for name, when, pupil in _STALE:
        db.execute(
            f"CREATE TRIGGER {name}_stale AFTER {when} BEGIN"
            f" INSERT OR IGNORE INTO stale_pupils (id) VALUES ({pupil}); END"
        )


# What makes a pupil's copies stale: name of the trigger, its event, whose copies.
_STALE = (
    ("pupils", f"UPDATE OF {_TRAITS} ON pupils", "new.id"),
    ("spells_in", "INSERT ON spells", "new.pupil_id"),
    ("spells_changed", "UPDATE ON spells", "new.pupil_id"),
    ("spells_out", "DELETE ON spells", "old.pupil_id"),
    (
        "assessments_changed",
        "UPDATE OF school_id, pupil_id, subject, year, term, kind, scale, points, binned"
        " ON assessments",
        "new.pupil_id",
    ),
    ("assessments_out", "DELETE ON assessments WHEN old.kind = 'baseline'", "old.pupil_id"),
)

_TABLES = """
ALTER TABLE schools ADD COLUMN dfe_number TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN upn TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN gender TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN born TEXT;
ALTER TABLE pupils ADD COLUMN sen TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN fsm INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pupils ADD COLUMN ever6 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pupils ADD COLUMN in_care INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pupils ADD COLUMN eal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pupils ADD COLUMN ethnicity TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN gifted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pupils ADD COLUMN band TEXT NOT NULL DEFAULT '';
ALTER TABLE pupils ADD COLUMN left_on TEXT;
CREATE INDEX pupils_upn ON pupils (school_id, upn);
CREATE TABLE spells (
    id TEXT PRIMARY KEY, pupil_id TEXT NOT NULL REFERENCES pupils DEFERRABLE INITIALLY DEFERRED,
    trait TEXT NOT NULL, value TEXT NOT NULL, since TEXT, until TEXT, binned TEXT NOT NULL);
CREATE INDEX spells_pupil ON spells (pupil_id);
CREATE TABLE imports (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    digest TEXT NOT NULL, at TEXT NOT NULL, rows_read INTEGER NOT NULL,
    rows_refused INTEGER NOT NULL, summary TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX imports_school ON imports (school_id);
CREATE TABLE mappings (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL, kind TEXT NOT NULL, headings TEXT NOT NULL,
    choices TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX mappings_school ON mappings (school_id, kind);
CREATE TABLE traits (id INTEGER PRIMARY KEY, groups TEXT NOT NULL UNIQUE);
CREATE TABLE slices (
    id INTEGER PRIMARY KEY, school_id TEXT NOT NULL, subject TEXT NOT NULL, scale TEXT NOT NULL,
    year INTEGER NOT NULL, term INTEGER NOT NULL, kind TEXT NOT NULL,
    UNIQUE (school_id, subject, scale, year, term, kind));
CREATE TABLE stale_pupils (id TEXT PRIMARY KEY);
CREATE TABLE assessments (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    pupil_id TEXT NOT NULL REFERENCES pupils DEFERRABLE INITIALLY DEFERRED,
    subject TEXT NOT NULL, year INTEGER NOT NULL, term INTEGER NOT NULL, kind TEXT NOT NULL,
    scale TEXT NOT NULL, value TEXT NOT NULL, points REAL, absent TEXT NOT NULL,
    import_id TEXT NOT NULL, binned TEXT NOT NULL, traits INTEGER, slice INTEGER);
CREATE UNIQUE INDEX assessments_one ON assessments (pupil_id, subject, year, term, kind, scale)
    WHERE binned = '';
CREATE INDEX assessments_pupil ON assessments (pupil_id);
CREATE INDEX assessments_gaps ON assessments (slice, traits, points)
    WHERE binned = '' AND traits > 0;
CREATE INDEX assessments_stale ON assessments (pupil_id) WHERE traits IS NULL;
CREATE TABLE target_groups (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, subject TEXT NOT NULL, scale TEXT NOT NULL, starts TEXT, ends TEXT,
    note TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX target_groups_school ON target_groups (school_id);
CREATE TABLE target_members (
    id TEXT PRIMARY KEY,
    group_id TEXT NOT NULL REFERENCES target_groups DEFERRABLE INITIALLY DEFERRED,
    pupil_id TEXT NOT NULL, led_by TEXT NOT NULL, before TEXT NOT NULL, target TEXT NOT NULL,
    outcome TEXT NOT NULL, note TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX target_members_group ON target_members (group_id);
CREATE INDEX target_members_pupil ON target_members (pupil_id);
CREATE TABLE surveys (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, note TEXT NOT NULL, questions TEXT NOT NULL, answers TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX surveys_school ON surveys (school_id);
CREATE TABLE survey_rounds (
    id TEXT PRIMARY KEY,
    survey_id TEXT NOT NULL REFERENCES surveys DEFERRABLE INITIALLY DEFERRED,
    asked_on TEXT, counts TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX survey_rounds_survey ON survey_rounds (survey_id);
CREATE TABLE engagement (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    pupil_id TEXT NOT NULL, seen_on TEXT, aspect TEXT NOT NULL, level INTEGER NOT NULL,
    note TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX engagement_pupil ON engagement (pupil_id);
CREATE TABLE attendance (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    pupil_id TEXT NOT NULL, year INTEGER NOT NULL, term INTEGER NOT NULL,
    possible INTEGER NOT NULL, attended INTEGER NOT NULL, import_id TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX attendance_pupil ON attendance (pupil_id);
CREATE TABLE measures (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL, key_stage INTEGER NOT NULL, measure TEXT NOT NULL, title TEXT NOT NULL,
    value REAL, missing TEXT NOT NULL, pupils INTEGER, national REAL, import_id TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX measures_school ON measures (school_id, year)
"""
