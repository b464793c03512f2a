"""The access report as files: what DEST ends in decides, and a folder gets both."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

from sipdesk.export.content.access_report import AccessMaterial, as_data, build_access_report
from sipdesk.export.files import FileError, placed

NAME = "Access report"  # nobody is named in the name of a file


def write_access_report(material: AccessMaterial, dest: Path, *, force: bool = False) -> list[Path]:
    """Write it, all files or none; gives the files. Raises FileError."""
    if dest.is_dir():
        stem = f"{NAME}, {material.on:%Y-%m-%d}"
        wanted = [dest / f"{stem}.pdf", dest / f"{stem}.json"]
    else:
        wanted = [dest]
    contents = [_content(material, file) for file in wanted]
    with ExitStack() as stack:
        streams = [stack.enter_context(placed(file, force=force)) for file in wanted]
        for stream, content in zip(streams, contents, strict=True):
            stream.write(content)
            stream.flush()
    return wanted


def _content(material: AccessMaterial, file: Path) -> bytes:
    if file.suffix.lower() == ".pdf":
        from sipdesk.export.pdf.write import as_pdf

        return as_pdf(build_access_report(material))
    if file.suffix.lower() == ".json":
        text = json.dumps(as_data(material), ensure_ascii=False, indent=2)
        return f"{text}\n".encode()
    raise FileError(
        f"“{file.name}” ends in neither .pdf nor .json.",
        "Nothing was written.",
        "Choose one of the two, or a folder for both.",
    )
