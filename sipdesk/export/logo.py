"""The optional picture at the head of a document."""

from __future__ import annotations

from io import BytesIO

from sipdesk.models.errors import UserError

LARGEST = (50, 18)  # millimetres
_PIXELS = 40_000_000


def size(data: bytes) -> tuple[int, int]:
    """Its width and height in pixels. Raises UserError when it is no PNG or JPEG picture."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            wide, high = picture.size
            if wide * high > _PIXELS:
                raise ValueError(f"{wide} × {high} pixels")
            picture.load()
    except Exception as error:
        raise UserError(
            "The logo cannot be read as a picture.",
            "Nothing was written, and your records are as they were.",
            "Choose a PNG or JPEG file in Settings, or take the logo away.",
        ) from error
    return wide, high
