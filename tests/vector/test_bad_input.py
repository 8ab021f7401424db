# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are broken, hostile or huge: a sentence or what could be read, in bounded time."""

import gzip
import time

import pytest

from fuzz_svg import fuzz, problems
from recraft_blender.vector import clips, content, structure
from recraft_blender.vector.drawing import DrawingError
from recraft_blender.vector.parse import parse_svg

from .svg_texts import box, draw, svg


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"%PDF-1.7", "PDF file"),
        (b"<!DOCTYPE html><html><body></body></html>", "web page"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "web page"),
        (b"just some words", "not an SVG file"),
        (b"<note/>", "not an SVG"),
        (b"<svg", "not an SVG file"),
        (b'<svg width="5"', "not an SVG file"),
        (b"<svg>", "cannot be read"),
        (b'<svg width="0" height="5"/>', "no size"),
        (b'<svg width="-5" height="5"/>', "no size"),
        (b'<svg width="1e300" height="5"/>', "no size"),
        (b"\x1f\x8b" + bytes(range(90)), "damaged"),
    ],
)
def test_what_cannot_be_drawn_has_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(DrawingError, match=words) as caught:
        parse_svg(data)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("form", ["text", "utf-8", "utf-16", "latin-1", "bom", "gzip"])
def test_the_forms_a_file_may_have(form: str) -> None:
    body = svg('<title>Größe</title><rect width="9" height="9"/>')
    declared = '<?xml version="1.0" encoding="{}"?>'
    contents: dict[str, bytes | str] = {
        "text": declared.format("latin-1") + body,
        "utf-8": body.encode(),
        "utf-16": (declared.format("utf-16") + body).encode("utf-16"),
        "latin-1": (declared.format("iso-8859-1") + body).encode("latin-1"),
        "bom": b"\xef\xbb\xbf" + body.encode(),
        "gzip": gzip.compress(body.encode()),
    }
    drawing = parse_svg(contents[form])
    assert drawing.title == "Größe"
    assert len(drawing.shapes) == 1


def test_a_gzip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 2**20)
    with pytest.raises(DrawingError, match="larger"):
        parse_svg(gzip.compress(svg(" " * 2**21).encode()))


def test_a_file_that_breaks_off_is_drawn_as_far_as_it_goes() -> None:
    text = svg('<rect width="9" height="9"/><rect width="9" height="9"/>')
    drawing = parse_svg(text[: text.rindex("<rect")])
    assert len(drawing.shapes) == 1
    assert "damaged" in drawing.simplified[0]


def test_entities_inside_the_file_are_expanded() -> None:
    text = svg('&r;<g fill="&c;">&r;</g>')
    entities = "<!DOCTYPE svg [<!ENTITY c \"red\"><!ENTITY r \"<rect width='9' height='9'/>\">]>"
    assert [shape.paint for shape in parse_svg(entities + text).shapes] == [(0, 0, 0), (1, 0, 0)]


def test_an_entity_bomb_is_refused_at_once() -> None:
    lines = ['<!ENTITY a0 "lollollol">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = f"<!DOCTYPE svg [{''.join(lines)}]>" + svg("<title>&a9;</title>")
    begun = time.process_time()
    with pytest.raises(DrawingError, match="entities"):
        parse_svg(bomb)
    assert time.process_time() - begun < 1


def test_external_entities_are_never_opened(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123 - tmp_path is only named here
        file.write('<rect width="9" height="9"/>')
    text = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]>' + svg("<g>&x;</g>")
    assert parse_svg(text).shapes == ()


@pytest.mark.parametrize(
    "body",
    [
        '<use id="a" href="#a"/>',
        '<use id="a" href="#b"/><use id="b" href="#a"/>',
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#c"/></g>'
        '<g id="c"><use href="#a"/></g>',
        '<symbol id="a"><use href="#a"/></symbol><use href="#a"/>',
        '<clipPath id="a" clip-path="url(#a)"><rect width="9" height="9"/></clipPath>'
        '<rect width="9" height="9" clip-path="url(#a)"/>',
        '<clipPath id="a"><rect width="9" height="9" clip-path="url(#b)"/></clipPath>'
        '<clipPath id="b">'
        '<rect width="9" height="9" clip-path="url(#a)"/></clipPath>'
        '<rect width="9" height="9" clip-path="url(#a)"/>',
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>'
        '<rect width="9" height="9" fill="url(#a)"/>',
        '<marker id="a" markerWidth="9" markerHeight="9"><path d="M0 0h9" marker-end="url(#a)"/>'
        '</marker><path d="M0 0h9" marker-end="url(#a)"/>',
    ],
)
def test_recursion_ends(body: str) -> None:
    assert list(problems(draw(body))) == []


def test_what_repeats_itself_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MAX_REPEATS", 2000)
    levels = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 40 + "</g>" for n in range(1, 6)
    )
    begun = time.process_time()
    drawing = draw(f'<defs><rect id="l0" width="9" height="9"/>{levels}</defs><use href="#l5"/>')
    assert "repeats" in drawing.simplified[0]
    assert 0 < len(drawing.shapes) <= 2000
    assert time.process_time() - begun < 30


def test_repeated_clips_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "MAX_PARTS", 2000)
    nested = "".join(
        f'<clipPath id="c{n}">'
        + "".join(
            f'<rect width="{k + 1}" height="9" transform="translate({k})" '
            f'clip-path="url(#c{n - 1})"/>'
            for k in range(12)
        )
        + "</clipPath>"
        for n in range(1, 9)
    )
    begun = time.process_time()
    draw(f'{nested}<rect width="9" height="9" clip-path="url(#c8)"/>')
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("depth", [900, 5000])
def test_deep_nesting(depth: int) -> None:
    drawing = draw('<g opacity=".9">' * depth + '<rect width="9" height="9"/>' + "</g>" * depth)
    assert list(problems(drawing)) == []
    assert len(drawing.shapes) == 1 if depth < 1000 else "1024" in drawing.simplified[0]


def test_deeply_nested_clips_are_bounded() -> None:
    nested = '<svg width="90" height="90">' * 500 + '<rect width="9" height="9"/>' + "</svg>" * 500
    drawing = draw(nested)
    assert list(problems(drawing)) == []
    assert "deeply" in drawing.simplified[0]


def test_a_million_points_and_controls() -> None:
    path = "M0 0" + "".join(f"L{n % 97}.5 {n % 89}" for n in range(350_000)) + "z"
    begun = time.process_time()
    drawing = draw(f'<path d="{path}"/>')
    assert len(drawing.contours.points) > 1_000_000
    assert time.process_time() - begun < 20


def test_points_beyond_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recraft_blender.vector.contours.MAX_POINTS", 100)
    with pytest.raises(DrawingError, match="more than 100 points"):
        draw('<path d="M0 0' + "l1 1" * 50 + '"/>')


@pytest.mark.parametrize("value", ["NaN", "inf", "1e999", "-1e400", "1e30", "1e308"])
def test_numbers_that_are_none(value: str) -> None:
    drawing = draw(
        f'<rect x="{value}" width="9" height="9"/><path d="M0 0L{value} 5L9 9"/>'
        f'<g transform="scale({value})"><rect width="9" height="9"/></g>'
        f'<g transform="rotate({value})"><rect width="9" height="9" fill="none"/></g>'
        f'<g transform="skewX({value})"><rect width="9" height="9" fill="none"/></g>'
        f'<g font-size="{value}em"><rect width="{value}em" height="9"/></g>'
        f'<rect width="9" height="9" fill="hsl({value},50%,50%)"/>'
        f'<rect width="9" height="9" stroke="red" stroke-width="{value}"/>'
    )
    assert list(problems(drawing)) == []
    assert box(drawing, drawing.shapes[-1]) == (0, 0, 9, 9)


@pytest.mark.parametrize(
    "text",
    [
        '<rect width="' + "1" * 200_000 + '!"/>',
        '<rect transform="' + "scale(" * 50_000 + '"/>',
        '<rect fill="rgb(' + " " * 100_000 + '"/>',
        '<rect style="' + "a " * 50_000 + ":" * 1000 + '"/>',
        '<rect style="fill:' + "(" * 50_000 + '"/>',
        "<style>" + "{" * 50_000 + "</style>",
        "<style>" + "a " * 50_000 + "{fill:red}</style><rect/>",
        "<style>" + "@media screen{" * 20_000 + "</style>",
        '<path d="' + " " * 500_000 + "M" + '"/>',
        '<path d="M' + "1" * 300_000 + ' 5"/>',
        '<polygon points="' + "1e" * 100_000 + '"/>',
        '<rect stroke-dasharray="' + "1 " * 100_000 + '"/>',
    ],
)
def test_long_texts_take_no_longer_than_their_length(text: str) -> None:
    begun = time.process_time()
    draw(text)
    assert time.process_time() - begun < 3


def test_a_short_fuzz_run_finds_nothing() -> None:
    summary = fuzz(600, seed=7)
    assert summary.faults == []
    assert summary.outcomes["drawn"] > 60
