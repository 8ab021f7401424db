# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the text of an SVG to a drawing, at once or in small steps.

Bounds: the file (`content`), its elements, depth and entities (`document`), rules (`css`), clips
(`clips`), repetition (`structure`, `picture`), points (`contours`). What is beyond them is refused
with a sentence or left out with one.
"""

from collections.abc import Generator, Iterator

import numpy as np

from .colors import parse_color
from .content import svg_bytes
from .contours import LocalContours, joined
from .css import StyleSheet
from .document import Document, Element, read_document
from .drawing import Contours, Drawing, DrawingError, FillRule
from .gradients import Gradients
from .paints import Paints
from .path_arrays import read_paths
from .path_data import draw_path
from .pen import Pen
from .picture import Painted, Picture
from .simplified import Left, Simplified
from .spans import Spans
from .structure import Walk
from .styles import Cascade
from .threshold import Context
from .viewports import Page, end_of_content, page_of

_PIECE = 128 * 1024
_PLAIN_PIECE = 8 * 1024
_ELEMENTS = 200

Steps = Generator[None, None, Drawing]


def parse_svg(content: bytes | str) -> Drawing:
    """Read an SVG, plain or gzip. Raises DrawingError with a sentence for people."""
    steps = parse_in_steps(content)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            drawing: Drawing = end.value
            return drawing


def parse_in_steps(content: bytes | str) -> Steps:
    """The same in steps of a few milliseconds; the generator returns the drawing.

    A single path of megabytes and a single huge style sheet are one step each.
    """
    notes = Simplified()
    document = yield from _document(svg_bytes(content), notes)
    local = LocalContours((yield from _path_contours(document.elements)))
    cascade = Cascade((yield from _style_sheet(document)))
    drawing = yield from _drawn(document, local, cascade, notes)
    return drawing


def _document(content: bytes, notes: Simplified) -> Generator[None, None, Document]:
    document = Document()
    for read in read_document(content):
        document = read
        yield
    root = document.elements[0]
    if root.tag.lower() == "html":
        raise DrawingError("This is a web page, not an SVG file.")
    if root.tag != "svg":
        raise DrawingError("This is an XML file, but not an SVG.")
    if document.problem:
        if len(document.elements) == 1:
            raise DrawingError(f"The SVG file cannot be read: {document.problem}.")
        notes.add(f"The file is damaged and drawn as far as it could be read: {document.problem}.")
    return document


def _path_contours(elements: list[Element]) -> Generator[None, None, Contours]:
    """Read all path data, and tell each path its range."""
    paths = [element for element in elements if element.tag == "path"]
    parts: list[Contours] = []
    plain: list[Element] = []
    count = 0
    for batch in _batches(paths):
        read = read_paths([path.attributes.get("d", "") for path in batch])
        ends = (count + np.cumsum(read.counts)).tolist()
        for path, end, size in zip(batch, ends, read.counts.tolist(), strict=True):
            path.contours = (end - size, end)
        plain += [batch[index] for index in read.plain.tolist()]
        parts.append(read.contours)
        count += len(read.contours)
        yield
    parts.append((yield from _plain_contours(plain, count)))
    return joined(parts)


def _plain_contours(paths: list[Element], first: int) -> Generator[None, None, Contours]:
    pen = Pen()
    length = 0
    for path in paths:
        before = len(pen.counts)
        text = path.attributes.get("d", "")
        draw_path(text, pen)
        path.contours = (first + before, first + len(pen.counts))
        length += len(text)
        if length >= _PLAIN_PIECE:
            length = 0
            yield
    return pen.contours()


def _batches(paths: list[Element]) -> Iterator[list[Element]]:
    batch: list[Element] = []
    size = 0
    for path in paths:
        batch.append(path)
        size += len(path.attributes.get("d", ""))
        if size >= _PIECE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _style_sheet(document: Document) -> Generator[None, None, StyleSheet]:
    sheet = StyleSheet()
    for element in document.elements:
        if element.tag == "style" and element.attributes.get("type", "text/css") in (
            "text/css",
            "",
        ):
            sheet.add(element.text)
            yield
    return sheet


def _drawn(document: Document, local: LocalContours, cascade: Cascade, notes: Simplified) -> Steps:
    root = document.elements[0]
    page = page_of(root, cascade.initial.font_size)
    style = cascade.compute(cascade.initial, cascade.specified(root), page.viewport)
    page = page_of(root, style.font_size)
    picture = Picture(local, notes)
    paints = Paints(document, Gradients(document, cascade), local, notes)
    walk = Walk(
        document,
        cascade=cascade,
        spans=Spans(local, notes),
        paints=paints,
        picture=picture,
        notes=notes,
    )
    context = Context(page.matrix, cascade.initial, page.viewport)
    _background(cascade, root, page, local, picture)
    for index, _ in enumerate(walk.run(root, context)):
        if index % _ELEMENTS == 0:
            yield
    if cascade.exhausted():
        notes.add(Left.RULES)
    size = page.width, page.height
    if page.fits_content:
        size = end_of_content(page, picture.bounds(0, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))
    title = next((child.text for child in root.children if child.tag == "title"), "")
    real = page.width_m, page.height_m
    drawing = yield from picture.drawing(size, real, " ".join(title.split())[:200])
    return drawing


def _background(
    cascade: Cascade, root: Element, page: Page, local: LocalContours, picture: Picture
) -> None:
    """The root's background colour, over the part of the page that the viewBox covers."""
    color = parse_color(cascade.specified(root).get("background-color", ""))
    if color is None or color[1] == 0:
        return
    first = local.mark()
    left, top, right, bottom = page.content
    pen = local.pen
    pen.move(left, top)
    for corner in ((right, top), (right, bottom), (left, bottom)):
        pen.line(*corner)
    pen.close()
    picture.painted.append(
        Painted(
            (first, first + 1),
            page.matrix,
            color[0],
            color[1],
            FillRule.NONZERO,
            None,
            None,
            -1,
            "",
        )
    )
