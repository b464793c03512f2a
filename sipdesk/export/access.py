"""The access report as files: what DEST ends in decides, and a folder gets both."""

from __future__ import annotations

import json
from pathlib import Path

from sipdesk.export.content.access_report import AccessMaterial, as_data, build_access_report
from sipdesk.export.files import FileError, placed

NAME = "Access report"  # nobody is named in the name of a file


def write_access_report(material: AccessMaterial, dest: Path, *, force: bool = False) -> list[Path]:
    """Write it; gives the files. Raises FileError."""
    if dest.is_dir():
        stem = f"{NAME}, {material.on:%Y-%m-%d}"
        wanted = [dest / f"{stem}.pdf", dest / f"{stem}.json"]
    else:
        wanted = [dest]
    for file in wanted:
        _write(material, file, force)
    return wanted


def _write(material: AccessMaterial, file: Path, force: bool) -> None:
    if file.suffix.lower() == ".pdf":
        from sipdesk.export.pdf import write_pdf

        write_pdf(build_access_report(material), file, force=force)
    elif file.suffix.lower() == ".json":
        with placed(file, force=force) as stream:
            text = json.dumps(as_data(material), ensure_ascii=False, indent=2)
            stream.write(f"{text}\n".encode())
    else:
        raise FileError(
            f"“{file.name}” ends in neither .pdf nor .json.",
            "Nothing was written.",
            "Choose one of the two, or a folder for both.",
        )
