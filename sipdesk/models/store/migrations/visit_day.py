"""001: the visit day, and what leads up to it."""

from __future__ import annotations

from sqlite_utils import Database

from sipdesk.models.store.migrations.searching import keep_searchable, listed

# What the palette's full-text search looks into: table -> (school, visit, title, body) in SQL.
_SEARCHED = {
    "schools": (
        "new.id",
        "''",
        "new.name",
        "new.authority || ' ' || new.urn || ' ' || new.partner_school || ' ' || new.picture",
    ),
    "contacts": ("new.school_id", "''", "new.name", "new.role || ' ' || new.email"),
    "pupils": ("new.school_id", "''", "new.name", "new.year || ' ' || new.form"),
    "priorities": ("new.school_id", "''", "new.title", "new.focus"),
    "actions": (
        "new.school_id",
        "new.agreed_at",
        "new.action",
        "new.objective || ' ' || new.lead || ' ' || new.outcome || ' ' || new.measure"
        " || ' ' || new.monitoring || ' ' || new.resources || ' ' || new.comment",
    ),
    "support": (
        "new.school_id",
        "new.agreed_at",
        "new.title",
        "new.provider || ' ' || new.purpose || ' ' || new.impact",
    ),
    "visits": (
        "new.school_id",
        "new.id",
        "new.kind",
        "new.focus || ' ' || new.preparation || ' ' || new.progress_judgement"
        " || ' ' || new.self_evaluation_judgement || ' ' || new.difference_made"
        f" || ' ' || new.support_reaching || ' ' || new.first_next_time || ' ' || "
        f"{listed('attending')}",
    ),
    "sessions": (
        "''",
        "new.visit_id",
        "new.title",
        f"new.place || ' ' || {listed('people')} || ' ' || {listed('prompts')}",
    ),
    "sheets": ("''", "new.visit_id", "''", listed("answers")),
    "entries": ("''", "new.visit_id", "new.text", "new.person"),
    "followups": ("''", "new.visit_id", "new.sentence", "''"),
    "conversations": (
        "''",
        "new.visit_id",
        "new.quote",
        "new.helps || ' ' || new.hinders || ' ' || new.next_step",
    ),
    "findings": ("''", "new.visit_id", "new.text", "''"),
    "note_sections": ("''", "''", "new.heading", "new.text"),
}


def visit_day(db: Database) -> None:
    """Schools to notes, the journal and the search index."""
    for statement in _TABLES.strip().split(";\n"):
        db.execute(statement)
    for table, parts in _SEARCHED.items():
        keep_searchable(db, table, *parts)


_TABLES = """
CREATE TABLE settings (id TEXT PRIMARY KEY, value TEXT NOT NULL, binned TEXT NOT NULL DEFAULT '');
CREATE TABLE journal_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, merge TEXT NOT NULL,
    begun TEXT NOT NULL, ended TEXT NOT NULL, state TEXT NOT NULL);
CREATE INDEX journal_steps_state ON journal_steps (state, id);
CREATE TABLE journal_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL REFERENCES journal_steps (id),
    source TEXT NOT NULL, ref TEXT NOT NULL, before TEXT, after TEXT);
CREATE INDEX journal_changes_step ON journal_changes (step_id, id);
CREATE INDEX journal_changes_record ON journal_changes (source, ref, id);
CREATE TABLE schools (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, urn TEXT NOT NULL, phase TEXT NOT NULL,
    authority TEXT NOT NULL, programme TEXT NOT NULL, partner_school TEXT NOT NULL,
    cluster TEXT NOT NULL, address TEXT NOT NULL, picture TEXT NOT NULL, sip_days REAL NOT NULL,
    extra_days REAL NOT NULL, governors_days REAL NOT NULL, binned TEXT NOT NULL);
CREATE TABLE contacts (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX contacts_school ON contacts (school_id);
CREATE TABLE pupils (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, year TEXT NOT NULL, form TEXT NOT NULL, groups TEXT NOT NULL,
    subject TEXT NOT NULL, scale TEXT NOT NULL, current_level TEXT NOT NULL, target TEXT NOT NULL,
    tracked INTEGER NOT NULL, binned TEXT NOT NULL);
CREATE INDEX pupils_school ON pupils (school_id);
CREATE TABLE priorities (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, focus TEXT NOT NULL, starts TEXT, ends TEXT, place INTEGER NOT NULL,
    closed INTEGER NOT NULL, origin TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX priorities_school ON priorities (school_id);
CREATE TABLE actions (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    priority_id TEXT NOT NULL, objective TEXT NOT NULL, action TEXT NOT NULL, lead TEXT NOT NULL,
    timescale TEXT NOT NULL, due TEXT, outcome TEXT NOT NULL, measure TEXT NOT NULL,
    monitoring TEXT NOT NULL, resources TEXT NOT NULL, status TEXT NOT NULL, completed TEXT,
    comment TEXT NOT NULL, agreed_at TEXT NOT NULL, agreed_on TEXT, origin TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX actions_school ON actions (school_id);
CREATE INDEX actions_agreed ON actions (agreed_at);
CREATE TABLE milestones (
    id TEXT PRIMARY KEY, action_id TEXT NOT NULL REFERENCES actions DEFERRABLE INITIALLY DEFERRED,
    due TEXT, text TEXT NOT NULL, reached INTEGER NOT NULL, binned TEXT NOT NULL);
CREATE INDEX milestones_action ON milestones (action_id);
CREATE TABLE support (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL, provider TEXT NOT NULL, purpose TEXT NOT NULL, priority_id TEXT NOT NULL,
    status TEXT NOT NULL, starts TEXT, ends TEXT, days REAL NOT NULL, pounds REAL NOT NULL,
    impact TEXT NOT NULL, agreed_at TEXT NOT NULL, origin TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX support_school ON support (school_id);
CREATE TABLE visits (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL REFERENCES schools DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL, kind TEXT NOT NULL, focus TEXT NOT NULL, attending TEXT NOT NULL,
    preparation TEXT NOT NULL, preparation_minutes INTEGER NOT NULL,
    writing_minutes INTEGER NOT NULL, outside_allowance INTEGER NOT NULL,
    progress_judgement TEXT NOT NULL, self_evaluation_judgement TEXT NOT NULL,
    difference_made TEXT NOT NULL, support_reaching TEXT NOT NULL, first_next_time TEXT NOT NULL,
    next_visit TEXT, binned TEXT NOT NULL);
CREATE INDEX visits_school ON visits (school_id, "on");
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    start TEXT NOT NULL, "end" TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    people TEXT NOT NULL, place TEXT NOT NULL, prompts TEXT NOT NULL, anchored INTEGER NOT NULL,
    counts TEXT NOT NULL, status TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX sessions_visit ON sessions (visit_id, start);
CREATE TABLE sheets (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    session_id TEXT NOT NULL, kind TEXT NOT NULL, place INTEGER NOT NULL, answers TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX sheets_visit ON sheets (visit_id);
CREATE TABLE entries (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    session_id TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    person TEXT NOT NULL, priority_id TEXT NOT NULL, "group" TEXT NOT NULL,
    pupil_id TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX entries_visit ON entries (visit_id, at);
CREATE TABLE followups (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    about_id TEXT NOT NULL, judgement TEXT NOT NULL, sentence TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX followups_visit ON followups (visit_id);
CREATE INDEX followups_about ON followups (about_id);
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    session_id TEXT NOT NULL, pupil_id TEXT NOT NULL, knows_level TEXT NOT NULL,
    knows_target TEXT NOT NULL, knows_how TEXT NOT NULL, on_track TEXT NOT NULL,
    learning_scale INTEGER NOT NULL, helps TEXT NOT NULL, hinders TEXT NOT NULL,
    next_step TEXT NOT NULL, quote TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX conversations_visit ON conversations (visit_id);
CREATE INDEX conversations_pupil ON conversations (pupil_id);
CREATE TABLE findings (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL, text TEXT NOT NULL, priority_id TEXT NOT NULL, evidence TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX findings_visit ON findings (visit_id);
CREATE TABLE notes (
    id TEXT PRIMARY KEY, visit_id TEXT NOT NULL REFERENCES visits DEFERRABLE INITIALLY DEFERRED,
    school_id TEXT NOT NULL, title TEXT NOT NULL, composed_at TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX notes_visit ON notes (visit_id);
CREATE TABLE note_sections (
    id TEXT PRIMARY KEY, note_id TEXT NOT NULL REFERENCES notes DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL, heading TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL,
    seen TEXT NOT NULL, composed TEXT NOT NULL, binned TEXT NOT NULL);
CREATE INDEX note_sections_note ON note_sections (note_id, place);
CREATE TABLE search_docs (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, ref TEXT NOT NULL, school_id TEXT NOT NULL,
    visit_id TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL);
CREATE UNIQUE INDEX search_docs_ref ON search_docs (source, ref);
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, content='search_docs', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE TRIGGER search_docs_in AFTER INSERT ON search_docs BEGIN
    INSERT INTO search_index (rowid, title, body) VALUES (new.id, new.title, new.body); END;
CREATE TRIGGER search_docs_out AFTER DELETE ON search_docs BEGIN
    INSERT INTO search_index (search_index, rowid, title, body)
    VALUES ('delete', old.id, old.title, old.body); END
"""
