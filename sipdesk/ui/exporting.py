"""Documents out of the window: what there is, what it is called, and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sipdesk.export.files import Progress
from sipdesk.models.desk import Desk
from sipdesk.ui.gap_request import GapRequest

Write = Callable[[Path, bool, Progress], None]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A document to be written. `write` holds plain data only, so that it may run elsewhere."""

    title: str
    name: str
    write: Write


def outgoing(desk: Desk, what: str, ref: str) -> Outgoing:
    """Gather what the document `what` needs. Raises UserError, such as when no note is composed."""
    return _JOBS[what](desk, ref)


def addressed(what: str, ref: str) -> tuple[str, str]:
    """The visit or school that a document is about, and its reader where the request names one."""
    if not what.startswith("gaps"):
        return ref, ""
    request = GapRequest.of(ref)
    return request.school_id, request.audience


def suggested(name: str, folder: Path) -> Path:
    """A file name that every system takes, in `folder`."""
    plain = "".join(c if c.isalnum() or c in " .-," else " " for c in name)
    return folder / " ".join(plain.split())


def _note(desk: Desk, visit_id: str, suffix: str) -> Outgoing:
    from sipdesk.export.audience import Audience
    from sipdesk.export.content.note import build_note
    from sipdesk.export.material import gather_note

    material = gather_note(desk, visit_id)
    document = build_note(material, Audience.AUTHORITY)

    def write(dest: Path, force: bool, progress: Progress) -> None:
        if suffix == ".pdf":
            from sipdesk.export.pdf import write_pdf

            write_pdf(document, dest, progress, force=force)
        else:
            from sipdesk.export.word import write_word

            write_word(document, dest, progress, force=force)

    kind = "PDF" if suffix == ".pdf" else "Word"
    name = f"Note of visit, {material.about.school.name}, {material.visit.on:%Y-%m-%d}{suffix}"
    return Outgoing(f"Note of visit as {kind}", name, write)


def _plan(desk: Desk, school_id: str) -> Outgoing:
    from sipdesk.export.material import gather_plan

    material = gather_plan(desk, school_id)

    def write(dest: Path, force: bool, progress: Progress) -> None:
        from sipdesk.export.workbook import write_plan

        write_plan(material, dest, progress, force=force)

    name = f"Action plan, {material.about.school.name}, {material.on:%Y-%m-%d}.xlsx"
    return Outgoing("Action plan as an Excel workbook", name, write)


def _agenda(desk: Desk, visit_id: str, suffix: str) -> Outgoing:
    from sipdesk.export.material import gather_agenda

    material = gather_agenda(desk, visit_id)
    clock = desk.clock

    def write(dest: Path, force: bool, progress: Progress) -> None:
        if suffix == ".pdf":
            from sipdesk.export.content.agenda import build_agenda
            from sipdesk.export.pdf import write_pdf

            write_pdf(build_agenda(material), dest, progress, force=force)
        else:
            from sipdesk.export.calendar import write_ics

            write_ics(material, dest, clock, force=force)

    title = "Agenda for the head as PDF" if suffix == ".pdf" else "The day as a calendar file"
    name = f"Agenda, {material.about.school.name}, {material.visit.on:%Y-%m-%d}{suffix}"
    return Outgoing(title, name, write)


def _access(desk: Desk, person: str) -> Outgoing:
    from sipdesk.export.content.access_report import gather_access

    material = gather_access(desk, desk.keeping.meant_by(person))

    def write(dest: Path, force: bool, progress: Progress) -> None:
        from sipdesk.export.access import write_access_report

        write_access_report(material, dest, force=force)

    # nobody is named in the name of the file
    return Outgoing("Access report, .pdf or .json", f"Access report, {material.on}.pdf", write)


def _gaps(desk: Desk, ref: str, suffix: str) -> Outgoing:
    """Gaps of a cohort for a reader; `ref` is that of a GapRequest."""
    from sipdesk.export.audience import Audience
    from sipdesk.export.gap_material import gather_gaps
    from sipdesk.models.gaps import Measure

    asked = GapRequest.of(ref)
    material = gather_gaps(
        desk,
        asked.cohort,
        Audience(asked.audience),
        subjects=asked.subjects or None,
        groups=asked.groups or None,
        point=asked.point,
        measure=Measure[asked.measure],
        threshold=asked.threshold,
    )

    def write(dest: Path, force: bool, progress: Progress) -> None:
        if suffix == ".pdf":
            from sipdesk.export.content.gap_report import gap_report
            from sipdesk.export.pdf import write_pdf

            write_pdf(gap_report(material), dest, progress, force=force)
        else:
            from sipdesk.export.workbook import write_gaps

            write_gaps(material, dest, progress, force=force)

    kind = "PDF" if suffix == ".pdf" else "an Excel workbook"
    school = material.about.school.name
    whose = f"{school}, {asked.cohort.title}" if asked.year or asked.form else school
    name = f"Gaps, {whose}, for {asked.audience}, {material.on:%Y-%m-%d}{suffix}"
    return Outgoing(f"Gaps for {asked.audience} as {kind}", name, write)


_JOBS: dict[str, Callable[[Desk, str], Outgoing]] = {
    "gaps-pdf": lambda desk, ref: _gaps(desk, ref, ".pdf"),
    "gaps-excel": lambda desk, ref: _gaps(desk, ref, ".xlsx"),
    "note-pdf": lambda desk, ref: _note(desk, ref, ".pdf"),
    "note-word": lambda desk, ref: _note(desk, ref, ".docx"),
    "plan": _plan,
    "access-report": _access,
    "agenda": lambda desk, ref: _agenda(desk, ref, ".pdf"),
    "calendar": lambda desk, ref: _agenda(desk, ref, ".ics"),
}
