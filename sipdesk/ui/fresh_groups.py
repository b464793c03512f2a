"""Figures of groups need what stands beside the results to be right; making it may take a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from sipdesk.ui.lending import Lending
from sipdesk.ui.view import View

DOING = "Putting pupils’ groups beside their results"


def when_fresh(
    view: View,
    school_id: str,
    then: Callable[[], object],
    failed: Callable[[Exception], object],
    owner: QObject,
) -> None:
    """Call `then` at once where all is right, else once it has been made so.

    Whoever reads figures afterwards has nothing to write, and so may read beside the window.
    """
    desk = view.desk
    if desk.assessments.is_fresh(school_id):
        then()
    else:
        Lending.of(view).lend(
            DOING,
            lambda _: desk.assessments.freshen(school_id),
            lambda _: then(),
            failed,
            owner,
        )
