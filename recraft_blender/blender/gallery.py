# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results as the panel shows them: a page of thumbnails and the chosen one, as frozen values.

The pump and the operators read them from the ledger; what draws only looks at `gallery().view`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import previews
from .gallery_search import wanted
from .session import session

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.result_pages import Place, Result, ResultPages, Wanted
    from ..jobs.spec import Chain


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A result, its icon, and whether its file is still on the disk."""

    result: Result
    icon: int
    is_there: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result that is shown large: its recipe, and the chain that a variation would be."""

    thumbnail: Thumbnail
    facts: tuple[tuple[str, str], ...]
    variation: Chain | None

    @property
    def result(self) -> Result:
        """The result itself."""
        return self.thumbnail.result


@dataclass(frozen=True, slots=True)
class View:
    """All that the panel draws. `is_read` is False before the first reading."""

    thumbnails: tuple[Thumbnail, ...] = ()
    chosen: Chosen | None = None
    number: int = 1
    has_newer: bool = False
    has_older: bool = False
    is_whole: bool = True
    is_filtered: bool = False
    is_read: bool = False


class Gallery:
    """Which page is shown and which result is chosen."""

    def __init__(self) -> None:
        self.view = View()
        self._pages: ResultPages | None = None
        self._seen: tuple[int, Wanted] | None = None
        self._start: Place | None = None
        self._number = 1
        self._chosen: int | None = None

    def refresh(self, context: Context) -> bool:
        """Read the page again if something changed; True when it did. Raises LedgerError."""
        asked = wanted(context)
        seen = (session().ledger.revision(), asked)
        if seen == self._seen and self.view.is_whole:
            return False
        if self._seen is not None and asked != self._seen[1]:
            self._start, self._number = None, 1
        self._read(asked)
        self._seen = seen
        return True

    def show_newest(self, context: Context) -> None:
        """Show the first page. Raises LedgerError."""
        self._start, self._number = None, 1
        self._read(wanted(context))

    def show_older(self, context: Context) -> None:
        """Show the next page. Raises LedgerError."""
        if self.view.has_older:
            row, picture = self.view.thumbnails[-1].result.place
            self._start, self._number = (row, picture - 1), self._number + 1
            self._read(wanted(context))

    def show_newer(self, context: Context) -> None:
        """Show the page before. Raises LedgerError."""
        if self.view.thumbnails:
            asked = wanted(context)
            place = self.view.thumbnails[0].result.place
            self._start = self._all().start_of_newer(asked, place)
            self._number = max(2, self._number - 1) if self._start else 1
            self._read(asked)

    def choose(self, context: Context, result_id: int) -> None:
        """Show a result large. Raises LedgerError."""
        self._chosen = result_id
        self._read(wanted(context))

    def result(self, result_id: int) -> Result | None:
        """A result as the ledger has it now. Raises LedgerError."""
        return self._all().result(result_id)

    def reread(self, context: Context) -> None:
        """Read the page again after a change of one's own. Raises LedgerError."""
        self._read(wanted(context))

    def _all(self) -> ResultPages:
        from ..jobs.result_pages import ResultPages

        if self._pages is None:
            self._pages = ResultPages(session().ledger)
        return self._pages

    def _read(self, asked: Wanted) -> None:
        page = self._all().page(asked, self._start)
        if not page.results and self._start is not None:
            self._start, self._number = None, 1
            page = self._all().page(asked)
        self.view = View(
            thumbnails=tuple(_thumbnail(result) for result in page.results),
            chosen=self._read_chosen(page.results),
            number=self._number,
            has_newer=page.has_newer,
            has_older=page.has_older,
            is_whole=page.is_whole,
            is_filtered=bool(asked.words or asked.favourites),
            is_read=True,
        )

    def _read_chosen(self, shown: tuple[Result, ...]) -> Chosen | None:
        """The chosen one, as long as it is in the list; without one, the first that is shown."""
        result = None
        if self._chosen is not None:
            same = (one for one in shown if one.id == self._chosen)
            result = next(same, None) or self._all().result(self._chosen)
        if result is None:
            self._chosen, result = None, next(iter(shown), None)
        return _chosen(result) if result is not None else None


def _thumbnail(result: Result) -> Thumbnail:
    is_there = result.file.path.is_file()
    return Thumbnail(result, previews.icon_of(result.file.path) if is_there else 0, is_there)


def _chosen(result: Result) -> Chosen:
    from ..client.picture import Picture
    from ..jobs.result_facts import facts
    from ..jobs.variation import variation

    pixels = Picture(path=result.file.path).pixel_size()
    return Chosen(
        thumbnail=_thumbnail(result),
        facts=facts(result.job, result.file, pixels),
        variation=variation(result.job, result.file, pixels),
    )


_gallery: Gallery | None = None


def open_gallery() -> None:
    """Begin; nothing is read yet."""
    global _gallery  # noqa: PLW0603 - one gallery for one Blender
    _gallery = Gallery()


def close_gallery() -> None:
    """End, and let go of the thumbnails."""
    global _gallery  # noqa: PLW0603
    _gallery = None
    previews.close()


def gallery() -> Gallery:
    """The gallery. Raises RuntimeError when the extension is not enabled."""
    if _gallery is None:
        raise RuntimeError("The extension is not enabled.")
    return _gallery
