"""Which is newer, the link or the page; and whether a widget speaks for somebody."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Link:
    """What a page knows about its link, and about the widgets that it has moved by itself.

    A browser that has not caught up (Back pressed twice, a click during a run) may still send what
    a widget showed before the page moved it, or on the way.
    """

    outdated: bool = False  # the page is newer than its link
    latest: dict[str, str] | None = None  # as the last run left it; None amid a run
    relabelled: bool = False  # the language has changed since the last whole run
    page_values: dict[str, set[Any]] = field(default_factory=dict)  # widget -> the page's doing

    def begin(self) -> None:
        """A run begins: until it ends there is no latest link."""
        self.latest = None

    def end(self, query: dict[str, str]) -> dict[str, str]:
        """A run ends with this link, which is as new as the page; the link to write."""
        self.latest, self.outdated, self.relabelled = query, False, False
        return query

    def by_hand(self, key: str, value: Any, query: dict[str, str]) -> bool:
        """Whether a widget's value is somebody's doing, and not an echo of the page's own.

        A browser that sends the latest link has caught up; so has one that sends a value which the
        page has not given this widget. From then on the page's values count as any other.
        """
        if self.latest != query and hashable(value) in self.page_values.get(key, ()):
            return False
        self.page_values.pop(key, None)
        return True

    def lead(self, widgets: MutableMapping[Any, Any], key: str, used: Any, none: Any = None) -> Any:
        """The default for a widget that has to show `used`: `none` where it was written into it.

        Only a difference is written: the same value again would undo quick key presses. In a new
        language every id is written, since the browser holds a choice by its words.
        """
        value = widgets.get(key, used)
        renamed = self.relabelled and isinstance(used, str) and key in widgets
        if value == used and not renamed:
            return used
        self.page_values.setdefault(key, set()).update((hashable(value), hashable(used)))
        widgets[key] = used
        return none


def hashable(value: Any) -> Any:
    """A widget's value, as a tuple where several things can be chosen."""
    return tuple(value) if isinstance(value, list) else value
