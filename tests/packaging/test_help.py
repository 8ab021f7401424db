# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of help: whole, linked rightly, and true about prices and remedies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import help_pages
from environments import ROOT
from recraft_blender.client import catalog
from recraft_blender.client.catalog import endpoints

PAGES = {path.name: path.read_text("utf-8") for path in help_pages.sources()}
MOST_PICTURES, MOST_BYTES = 14, 120_000
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _links() -> Iterator[tuple[str, str]]:
    for name, text in PAGES.items():
        for target in LINK.findall(text):
            if not target.startswith("https://"):
                yield name, target


@pytest.mark.parametrize(("name", "target"), list(_links()))
def test_link_leads_somewhere(name: str, target: str) -> None:
    page, _, part = target.partition("#")
    path = help_pages.DOCS / (page or name)
    assert path.is_file()
    headings = {help_pages.anchor(one) for one in HEADING.findall(path.read_text("utf-8"))}
    assert not part or part in headings


def test_index_names_every_page() -> None:
    named = {target for name, target in _links() if name == help_pages.INDEX}
    assert {path.name for path in help_pages.DOCS.glob("*.md")} - {help_pages.INDEX} <= named


def test_every_picture_is_there_used_and_small() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").replace("docs/images/", "images/")
    texts = "\n".join((*PAGES.values(), readme))
    shown = set(re.findall(r"!\[[^\]]+\]\(images/([^)\s]+)\)", texts))
    files = {path.name: path for path in (help_pages.DOCS / "images").iterdir()}
    assert shown == set(files)
    made = {name: path for name, path in files.items() if name != "demo.png"}
    assert len(made) <= MOST_PICTURES
    for path in made.values():
        assert path.stat().st_size < MOST_BYTES, path.name
        with Image.open(path) as picture:
            assert max(picture.size) <= 1600


def test_prices_are_those_of_the_catalog() -> None:
    text = PAGES["prices.md"]
    assert catalog.PRICES_READ_ON in text
    for model in catalog.MODELS:
        assert f"| {model.title} | {model.units} | {_dollars(model.units)} |" in text
    for title, endpoint in (
        ("Remove Background", endpoints.REMOVE_BACKGROUND),
        ("Vectorize", endpoints.VECTORIZE),
        ("Crisp Upscale", endpoints.CRISP_UPSCALE),
        ("Creative Upscale", endpoints.CREATIVE_UPSCALE),
        ("Variate, each picture", endpoints.VARIATE),
        ("Create Style", endpoints.CREATE_STYLE),
    ):
        assert endpoint.units is not None
        assert f"| {title} | {endpoint.units} | {_dollars(endpoint.units)} |" in text


def _dollars(units: int) -> str:
    return f"${units / catalog.UNITS_PER_DOLLAR:.3f}".rstrip("0").rstrip(".")


def test_page_becomes_html() -> None:
    text = (
        "# A & B\n\nSee [it](c.md#d-e) and `x < y`, **bold**.\n\n1. One\n2. Two\n\n"
        "| A | B |\n| - | - |\n| 1 | 2 |"
    )
    made = help_pages.page(text)
    assert '<h1 id="a--b">A &amp; B</h1>' in made
    assert '<a href="c.html#d-e">it</a> and <code>x &lt; y</code>, <strong>bold</strong>' in made
    assert "<ol>\n<li>One</li>\n<li>Two</li>\n</ol>" in made
    assert "<tr><td>1</td><td>2</td></tr>" in made


@pytest.mark.parametrize("text", ["words only", "# A\n\n> quoted", "# A\n\n| A |\n| 1 | 2 |"])
def test_page_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(help_pages.HelpError):
        help_pages.page(text)


def test_pages_are_written_with_their_pictures(tmp_path: Path) -> None:
    found = dict(help_pages.write_help(tmp_path))
    assert "help/index.html" in found
    assert not [name for name in found if "bench" in name]
    for name, path in found.items():
        if name.endswith(".html"):
            html = path.read_text("utf-8")
            for picture in re.findall(r'src="([^"]+)"', html):
                assert f"help/{picture}" in found
            for target in re.findall(r'href="([^"#]+\.html)', html):
                assert f"help/{target}" in found
