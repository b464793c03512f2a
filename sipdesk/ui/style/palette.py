"""The colours as data: what each role is called, and the palette Qt makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Roles:
    """One look. Every text role reads at 4.5 : 1 or better on `base` and on `window`."""

    name: str
    window: str
    base: str
    text: str
    muted: str
    accent: str
    on_accent: str
    red: str
    amber: str
    green: str
    line: str  # round controls, at 3 : 1
    rule: str  # between rows and groups; decoration, it carries no meaning
    chosen: str  # behind what is chosen while the keyboard is elsewhere


LIGHT = Roles(
    "light",
    window="#F4F6F7",
    base="#FFFFFF",
    text="#1B1F23",
    muted="#57606A",
    accent="#0B6670",
    on_accent="#FFFFFF",
    red="#A4262C",
    amber="#7A4B00",
    green="#1B6B3A",
    line="#868F98",
    rule="#DCE0E4",
    chosen="#E1EDEE",
)
DARK = Roles(
    "dark",
    window="#14181C",
    base="#1B2025",
    text="#E6EAEE",
    muted="#A3ADB8",
    accent="#5CC2CC",
    on_accent="#0E1215",
    red="#FF9A94",
    amber="#F0B849",
    green="#7FD39A",
    line="#6B7680",
    rule="#2E353C",
    chosen="#1F363A",
)
CONTRAST_LIGHT = Roles(
    "contrast light",
    window="#FFFFFF",
    base="#FFFFFF",
    text="#000000",
    muted="#2B2B2B",
    accent="#00424A",
    on_accent="#FFFFFF",
    red="#7A0006",
    amber="#513100",
    green="#00401A",
    line="#000000",
    rule="#767676",
    chosen="#D6F0F2",
)
CONTRAST_DARK = Roles(
    "contrast dark",
    window="#000000",
    base="#000000",
    text="#FFFFFF",
    muted="#E0E0E0",
    accent="#7CF0FA",
    on_accent="#000000",
    red="#FFB3AE",
    amber="#FFD36B",
    green="#9DF0B8",
    line="#FFFFFF",
    rule="#8A8A8A",
    chosen="#003A40",
)
ALL = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)

# What each of Qt's roles shows. Disabled differs below; Inactive differs only in its selection.
_QT_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "base",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "red",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "base",
    QPalette.ColorRole.Midlight: "rule",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}
_DISABLED = {
    QPalette.ColorRole.WindowText: "muted",
    QPalette.ColorRole.Text: "muted",
    QPalette.ColorRole.ButtonText: "muted",
    QPalette.ColorRole.Base: "window",
    QPalette.ColorRole.Button: "window",
    QPalette.ColorRole.Highlight: "chosen",
    QPalette.ColorRole.HighlightedText: "muted",
}
_INACTIVE = {
    QPalette.ColorRole.Highlight: "chosen",
    QPalette.ColorRole.HighlightedText: "text",
}


def choose(mode: str, dark: bool) -> Roles:
    """The look for "system", "light", "dark" or "contrast" on a computer that is dark or not."""
    if mode == "contrast":
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if mode == "dark" or (mode == "system" and dark) else LIGHT


def build(roles: Roles) -> QPalette:
    """Qt's palette for one look, in all three groups."""
    palette = QPalette()
    for role, name in _QT_ROLES.items():
        palette.setColor(role, QColor(getattr(roles, name)))
    for group, changes in (
        (QPalette.ColorGroup.Disabled, _DISABLED),
        (QPalette.ColorGroup.Inactive, _INACTIVE),
    ):
        for role, name in changes.items():
            palette.setColor(group, role, QColor(getattr(roles, name)))
    return palette


def contrast(one: QColor | str, other: QColor | str) -> float:
    """The ratio of two colours' luminances as WCAG reckons it, from 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
