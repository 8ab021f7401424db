# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds things on Blender's screen: areas, buttons, fields and colours.

Blender tells nobody where its buttons are, but it knows the one under the mouse: the search points
at one place after the other and asks. Only what is scrolled into view can be found.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from window_driver import Window

STEP = 16  # pixels; Blender's buttons are about 20 high
FINE_STEP = 3
SEARCH_TIMEOUT_S = 120
COLUMNS = (0.5, 0.25, 0.75, 0.1, 0.85)  # of a region's width; most buttons reach the first

Control = dict[str, Any]


class NotFoundError(AssertionError):
    """Says in one sentence what is not on the screen."""


class Point(NamedTuple):
    """A place on the screen, in pixels from its upper left corner."""

    x: float
    y: float


class Rect(NamedTuple):
    """A part of the screen, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def centre(self) -> Point:
        """Its middle."""
        return Point(self.left + self.width / 2, self.top + self.height / 2)


class Search:
    """Looks for things on one window's screen."""

    def __init__(self, window: "Window") -> None:
        self.window = window

    def area(self, area: str, region: str | None) -> Rect:
        """The place of an area, or of a region of it."""
        for found in self.window.ask("regions()"):
            if found["area"] == area and found["region"] == region:
                left, bottom, width, height = found["place"]
                return Rect(left, self.window.screen.size[1] - bottom - height, width, height)
        raise NotFoundError(f"No {area} area with an open {region or 'WINDOW'} region is there.")

    def button(self, operator: str, having: str, within: Rect) -> Point:
        """The middle of the button that runs an operator."""
        wanted = {"operator": operator, "having": having}
        return self._hover(wanted, f"button of {operator}", within)

    def property(self, name: str, index: int | None, area: str, region: str) -> Point:
        """The middle of a property's field."""
        wanted = {"path": name, "index": index}
        return self._hover(wanted, f"field of {name}", self.area(area, region))

    def in_popup(self, copied: str, within: Rect) -> Point:
        """The middle of a control, by what ctrl+c takes from it."""

        def matches(control: Control) -> bool:
            return copied in str(control.get("copied", ""))

        return self._find(matches, f"control that copies {copied}", within, self._copied)

    def colour(self, colour: tuple[int, int, int], within: Rect | None, tolerance: int) -> Point:
        """The middle of all pixels of a colour."""
        left, top, width, height = within or Rect(0, 0, *self.window.screen.size)
        part = self.window.screen.pixels()[top : top + height, left : left + width]
        away = np.abs(part.astype(np.int16) - np.array(colour, np.int16)).max(axis=2)
        rows, columns = np.nonzero(away <= tolerance)
        if not rows.size:
            raise NotFoundError(f"Nothing of the colour {colour} is on this part of the screen.")
        return Point(left + float(columns.mean()), top + float(rows.mean()))

    def open_sidebar(self, tab: str) -> None:
        """Open the 3D view's sidebar and show a tab."""
        window = self.window
        try:
            self.area("VIEW_3D", "UI")
        except NotFoundError:
            window.move(*self.area("VIEW_3D", "WINDOW").centre)
            window.key("n")
            window.wait_until("bool(find_region('VIEW_3D', 'UI'))", 10, "the sidebar is open")
        shown = f"show_tab('VIEW_3D', 'UI', {tab!r})"
        window.wait_until(shown, 10, f"the sidebar shows its tab {tab}")

    def _hover(self, wanted: Control, what: str, within: Rect) -> Point:
        """The middle of a control that Blender finds, by moving the mouse about by itself.

        That is several times as quick as a question for each place.
        """
        places = list(_places(within))
        points = [tuple(place) for place, _ in places]
        found = self.window.ask(f"hover({points!r}, {wanted!r})", timeout_s=SEARCH_TIMEOUT_S)
        number, met = found["number"], found["met"]
        if number < 0:
            raise NotFoundError(f"No {what} is in view there; what is: {met}")
        # A busy Blender may have noticed a movement late: look again, at the place before too.
        for place, onwards in (places[number], places[max(0, number - 1)]):
            if (control := self._hovered(place)) == met[-1]:
                return self._middle(place, onwards, control, self._hovered)
        raise NotFoundError(f"A {what} was met, but is no longer in view there: {met[-1]}")

    def _find(
        self,
        matches: Callable[[Control], bool],
        what: str,
        within: Rect,
        look: Callable[[Point], Control],
    ) -> Point:
        seen: list[Control] = []
        for place, onwards in _places(within):
            control = look(place)
            if control and matches(control):
                return self._middle(place, onwards, control, look)
            if control and control not in seen:
                seen.append(control)
        raise NotFoundError(f"No {what} is in view there; what is: {seen}")

    def _middle(
        self, first: Point, onwards: Point, control: Control, look: Callable[[Point], Control]
    ) -> Point:
        """The middle of a control along a direction, given the first place where it was met."""
        last = first
        while look(further := Point(last.x + onwards.x, last.y + onwards.y)) == control:
            last = further
        middle = Point((first.x + last.x) / 2, (first.y + last.y) / 2)
        self.window.move(*middle)
        return middle

    def _hovered(self, place: Point) -> Control:
        """What Blender says is under the mouse; buttons that are greyed out count as well."""
        self.window.move(*place)
        found: Control = self.window.ask("hovered()")
        return found

    def _copied(self, place: Point) -> Control:
        """What Blender's own ctrl+c takes from a control: its value, or its operator's call."""
        self.window.move(*place)
        self.window.ask("setattr(bpy.context.window_manager, 'clipboard', '')")
        self.window.key("ctrl+c")
        copied = self.window.ask("bpy.context.window_manager.clipboard")
        return {"copied": copied} if copied else {}


def _places(within: Rect) -> Iterator[tuple[Point, Point]]:
    """Places to look at, each with the way on from there: along a header, else down columns."""
    left, top, width, height = within
    if width > 6 * height:
        for x in range(left + STEP // 2, left + width, STEP):
            yield Point(x, top + height / 2), Point(FINE_STEP, 0)
        return
    for column in COLUMNS:
        for y in range(top + STEP // 2, top + height, STEP):
            yield Point(left + width * column, y), Point(0, FINE_STEP)
