"""Which record lives in which table, and what the bin shows."""

from __future__ import annotations

from sipdesk.models.assessments import Assessment
from sipdesk.models.intake import Import, Mapping, Measure
from sipdesk.models.keeping import Departure, Erasure
from sipdesk.models.notes import Note, Section
from sipdesk.models.priorities import Action, Milestone, Priority
from sipdesk.models.pupils import Pupil, Spell
from sipdesk.models.schools import Contact, School
from sipdesk.models.settings import Setting
from sipdesk.models.support import Support
from sipdesk.models.tracking import (
    Attendance,
    Engagement,
    Member,
    Survey,
    SurveyRound,
    TargetGroup,
)
from sipdesk.models.visits import (
    Conversation,
    Entry,
    Finding,
    Followup,
    Session,
    Sheet,
    Visit,
)

TABLES: dict[type, str] = {
    Setting: "settings",
    School: "schools",
    Contact: "contacts",
    Pupil: "pupils",
    Priority: "priorities",
    Action: "actions",
    Milestone: "milestones",
    Support: "support",
    Visit: "visits",
    Session: "sessions",
    Sheet: "sheets",
    Entry: "entries",
    Followup: "followups",
    Conversation: "conversations",
    Finding: "findings",
    Note: "notes",
    Section: "note_sections",
    Spell: "spells",
    Import: "imports",
    Mapping: "mappings",
    Assessment: "assessments",
    TargetGroup: "target_groups",
    Member: "target_members",
    Survey: "surveys",
    SurveyRound: "survey_rounds",
    Engagement: "engagement",
    Attendance: "attendance",
    Measure: "measures",
    Departure: "departures",
    Erasure: "erasures",
}

# What the bin shows, and the field that names each thing there.
BINNED: dict[type, tuple[str, str]] = {
    School: ("School", "name"),
    Contact: ("Contact", "name"),
    Pupil: ("Pupil", "name"),
    Priority: ("Priority", "title"),
    Action: ("Action", "action"),
    Milestone: ("Milestone", "text"),
    Support: ("Support", "title"),
    Visit: ("Visit", "kind"),
    Session: ("Session", "title"),
    Sheet: ("Form", "kind"),
    Entry: ("Entry", "text"),
    Finding: ("Finding", "text"),
    Note: ("Note", "title"),
    Assessment: ("Result", "subject"),
    Spell: ("Time in a group", "title"),
    TargetGroup: ("Target group", "title"),
    Member: ("In a target group", "levels"),
    Survey: ("Survey", "title"),
    SurveyRound: ("Survey, once asked", "title"),
    Engagement: ("Parents", "aspect"),
    Attendance: ("Attendance", "title"),
}
