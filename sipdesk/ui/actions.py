"""Every action of the window: its words, its keys, its menu. Menus and the palette read this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. `menu` is the menu it stands in, `keys` as Qt writes them."""

    key: str
    words: str
    menu: str
    keys: str = ""
    line_above: bool = False


MENUS = ("&File", "&Edit", "&Visit", "&Go", "Vie&w", "&Help")
SPECS = (
    Spec("add-school", "&Add a school", "&File", "Ctrl+Shift+N"),
    Spec("open-sample", "Open the &sample school", "&File"),
    Spec("plan-visit", "&Plan a visit", "&File", "Ctrl+N"),
    Spec("import", "&Import a file…", "&File", "Ctrl+I"),
    Spec("export-note-pdf", "Note of visit as P&DF…", "&File", "Ctrl+P", True),
    Spec("export-note-word", "Note of visit as &Word…", "&File", "Ctrl+Shift+P"),
    Spec("export-plan", "Action plan as a wor&kbook…", "&File", "Ctrl+E"),
    Spec("export-agenda", "A&genda as PDF…", "&File"),
    Spec("export-calendar", "&Calendar file…", "&File"),
    Spec("export-gaps-pdf", "Gap &report as PDF…", "&File"),
    Spec("export-gaps-excel", "Gap report as a w&orkbook…", "&File"),
    Spec("settings", "S&ettings", "&File", "Ctrl+,", True),
    Spec("backups", "&Backups", "&File"),
    Spec("keeping", "Keeping a&nd erasing", "&File"),
    Spec("lock", "&Lock the desk", "&File", "Ctrl+Shift+L", True),
    Spec("quit", "&Quit", "&File", "Ctrl+Q"),
    Spec("undo", "&Undo", "&Edit", "Ctrl+Z"),
    Spec("redo", "&Redo", "&Edit", "Ctrl+Shift+Z"),
    Spec("history", "&History", "&Edit"),
    Spec("bin", "&Bin", "&Edit"),
    Spec("capture", "&Capture a line", "&Visit", "Ctrl+Return"),
    Spec("late", "Running &late…", "&Visit", "Ctrl+L"),
    Spec("compose", "Compose the &note", "&Visit", "Ctrl+Shift+C"),
    Spec("palette", "&Find anything…", "&Go", "Ctrl+K"),
    Spec("today", "&Today", "&Go", "Ctrl+T"),
    Spec("todays-visit", "The visit in &hand", "&Go", "Ctrl+D"),
    Spec("back", "&Back", "&Go", "Alt+Home"),
    Spec("next-part", "&Next part of the page", "&Go", "Ctrl+PgDown", True),
    Spec("previous-part", "&Previous part of the page", "&Go", "Ctrl+PgUp"),
    Spec("to-message", "To the &message", "&Go", "F6"),
    Spec("hide-names", "&Hide names", "Vie&w", "Ctrl+Shift+H"),
    Spec("larger", "&Larger text", "Vie&w", "Ctrl++", True),
    Spec("smaller", "&Smaller text", "Vie&w", "Ctrl+-"),
    Spec("dark", "Light or &dark", "Vie&w", "Ctrl+Shift+D"),
    Spec("help", "&A day with SIP Desk", "&Help", "F1"),
)
CHECKABLE = frozenset({"hide-names"})


def build(window: QMainWindow, do: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make every action and its menu. Raises KeyError for an action that nothing does."""
    menus = {words: QMenu(words, window) for words in MENUS}
    made: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(spec.words, window)
        action.setObjectName(spec.key)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        action.setCheckable(spec.key in CHECKABLE)
        action.triggered.connect(lambda _=False, key=spec.key: do[key]())
        if spec.line_above:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(action)
        made[spec.key] = action
    for menu in menus.values():
        window.menuBar().addMenu(menu)
    missing = [spec.key for spec in SPECS if spec.key not in do]
    if missing:
        raise KeyError(missing)
    return made
