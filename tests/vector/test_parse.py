# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From SVG text to a drawing: structure, style, viewports, paints and groups."""

import pytest

from recraft_blender.vector.drawing import Cap, FillRule, Gradient, Join, Spread
from recraft_blender.vector.parse import parse_in_steps, parse_svg

from .svg_texts import box, clip_box, draw, hexadecimal, points, svg


def test_a_file_in_the_form_that_recraft_writes() -> None:
    drawing = parse_svg(
        '<svg version="1.1" xmlns="http://www.w3.org/2000/svg" style="display: block;" '
        'viewBox="0 0 2048 2048" width="1024" height="1024" preserveAspectRatio="none" '
        'xmlns:c2pa="http://c2pa.org/manifest"><metadata><c2pa:manifest>AAAW</c2pa:manifest>'
        '</metadata><path transform="translate(0,0)" fill="rgb(252,252,251)" '
        'd="M 0 0 L 2048 0 L 2048 2048 L 0 2048 L 0 0 z"/></svg>'
    )
    (shape,) = drawing.shapes
    assert (drawing.width, drawing.height) == (1024, 1024)
    assert drawing.width_m is None
    assert box(drawing, shape) == (0, 0, 1024, 1024)
    assert hexadecimal(shape) == "#fcfcfb"
    assert drawing.simplified == ()
    assert drawing.groups == ()
    assert drawing.contours.closed.all()
    assert len(points(drawing, shape)) == 13


def test_steps_give_the_same_drawing() -> None:
    text = svg("".join(f'<path d="M{n} 0h5v5z"/>' for n in range(2000)))
    steps = parse_in_steps(text)
    count = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            stepped = end.value
            break
        count += 1
    assert count > 10
    assert stepped.shapes == parse_svg(text).shapes


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10mm" height="20mm"', (37.795276, 75.590551)),
        ('viewBox="0 0 20 10"', (20, 10)),
        ('viewBox="0 0 20 10" width="100"', (100, 50)),
        ('viewBox="0 0 20 10" width="50%" height="2em"', (10, 32)),
        ('width="30" height="40px"', (30, 40)),
    ],
)
def test_the_size_of_the_page(attributes: str, size: tuple[float, float]) -> None:
    drawing = draw('<rect width="5" height="5"/>', attributes)
    assert (drawing.width, drawing.height) == pytest.approx(size)


def test_a_page_without_a_size_ends_with_its_content() -> None:
    drawing = draw('<rect x="3" width="5" height="50"/>', "")
    assert (drawing.width, drawing.height) == (8, 50)


def test_real_units_give_the_size_in_metres() -> None:
    drawing = draw("", 'width="10cm" height="2in" viewBox="0 0 9 9"')
    assert drawing.width_m == pytest.approx(0.1)
    assert drawing.height_m == pytest.approx(0.0508)


@pytest.mark.parametrize(
    ("aspect", "expected"),
    [
        ("", (50, 0, 150, 100)),
        ("xMinYMin", (0, 0, 100, 100)),
        ("xMaxYMid", (100, 0, 200, 100)),
        ("xMidYMin slice", (0, 0, 200, 200)),
        ("xMidYMax slice", (0, -100, 200, 100)),
        ("none", (0, 0, 200, 100)),
        ("bogus", (50, 0, 150, 100)),
    ],
)
def test_the_view_box_is_fitted(aspect: str, expected: tuple[float, ...]) -> None:
    drawing = draw(
        '<rect width="10" height="10"/>',
        f'viewBox="0 0 10 10" width="200" height="100" preserveAspectRatio="{aspect}"',
    )
    assert box(drawing, drawing.shapes[0]) == expected


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', (1, 2, 4, 6)),
        ('<rect width="10%" height="1in"/>', (0, 0, 10, 96)),
        ('<rect width="20" height="10" rx="50"/>', (0, 0, 20, 10)),
        ('<circle cx="5" cy="6" r="2"/>', (3, 4, 7, 8)),
        ('<ellipse cx="5" cy="6" ry="2"/>', (3, 4, 7, 8)),
        ('<ellipse cx="5" cy="6" rx="3" ry="2"/>', (2, 4, 8, 8)),
        ('<polygon points="1,2 3 4,5-6 7"/>', (1, -6, 5, 4)),
        ('<polyline points="0 0 9 9 x 100 100"/>', (0, 0, 9, 9)),
        ('<line x1="1" x2="50%" y2="3"/>', (1, 0, 50, 3)),
    ],
)
def test_basic_shapes(element: str, expected: tuple[float, ...]) -> None:
    drawing = draw(element)
    assert box(drawing, drawing.shapes[0]) == expected


@pytest.mark.parametrize(
    "element",
    [
        '<rect width="0" height="4"/>',
        '<rect width="5" height="-4"/>',
        '<circle r="-1"/>',
        '<ellipse rx="3" ry="0"/>',
        '<polygon points="1 2 3"/>',
        '<path d="M 3 3"/>',
        '<path fill="none" d="M 3 3h9v9"/>',
        '<rect width="9" height="9" display="none"/>',
        '<rect width="9" height="9" visibility="hidden"/>',
        '<rect width="9" height="9" transform="scale(0)"/>',
        '<rect width="9" height="9" opacity="0"/>',
        '<rect width="9" height="9" fill="url(#gone)"/>',
        '<defs><rect width="9" height="9"/></defs>',
        '<symbol><rect width="9" height="9"/></symbol>',
        '<unknown><rect width="9" height="9"/></unknown>',
        '<g xmlns="http://example.org/"><rect width="9" height="9"/></g>',
        '<rect width="9" height="9" requiredExtensions="http://example.org/"/>',
        '<rect width="9" height="9" clip-path="url(#c)"/><clipPath id="c"/>',
        '<rect width="9" height="9" filter="url(#gone)"/>',
    ],
)
def test_what_is_not_painted(element: str) -> None:
    assert draw(element).shapes == ()


@pytest.mark.parametrize(
    ("style", "color"),
    [
        ("", "#ff0000"),
        ("rect { fill: lime }", "#00ff00"),
        ("rect { fill: lime } .a { fill: blue }", "#0000ff"),
        ("#r { fill: blue } .a { fill: lime }", "#0000ff"),
        (".a { fill: blue !important } #r { fill: lime }", "#0000ff"),
        ("svg > g > .a { fill: blue }", "#0000ff"),
        ("svg > .a { fill: blue }", "#ff0000"),
        ("g .a.b { fill: blue } circle, rect { fill: lime }", "#0000ff"),
        ("rect:first-child { fill: blue }", "#ff0000"),
        ("rect:last-child { fill: blue }", "#0000ff"),
        ("circle + rect { fill: blue }", "#0000ff"),
        ('[width="9"] { fill: blue }', "#0000ff"),
        ('[class~="b"] { fill: blue } [class^="b"] { fill: lime }', "#0000ff"),
        ("/* rect{fill:lime} */ * { fill: /* x */ blue; }", "#0000ff"),
        ("@import url(x.css); rect { fill: blue }", "#0000ff"),
        ("@media screen { rect { fill: blue } } @media print { rect { fill: lime } }", "#0000ff"),
        ("rect:hover { fill: lime } rect { fill: blue }", "#0000ff"),
        ("rect { fill: blue; fill: bogus }", "#0000ff"),
        ("g { fill: blue } rect { fill: inherit }", "#0000ff"),
        ("rect { fill: blue", "#0000ff"),
    ],
)
def test_rules_of_style_sheets(style: str, color: str) -> None:
    drawing = draw(
        f"<style>{style.replace('>', '&gt;')}</style>"
        '<g><circle/><rect id="r" class="a b" width="9" height="9" fill="red"/></g>'
    )
    assert hexadecimal(drawing.shapes[0]) == color


def test_a_style_attribute_is_stronger_than_a_rule_but_not_than_an_important_one() -> None:
    rect = '<rect width="9" height="9" fill="red" style="fill:blue"/>'
    assert hexadecimal(draw(f"<style>rect{{fill:lime}}</style>{rect}").shapes[0]) == "#0000ff"
    important = f"<style>rect{{fill:lime!important}}</style>{rect}"
    assert hexadecimal(draw(important).shapes[0]) == "#00ff00"


def test_current_color_is_that_of_the_shape() -> None:
    drawing = draw(
        '<g fill="currentColor" color="red"><g color="lime"><rect width="9" height="9"/></g></g>'
    )
    assert hexadecimal(drawing.shapes[0]) == "#00ff00"


def test_a_stroke_keeps_its_own_space() -> None:
    drawing = draw(
        '<g stroke="blue" stroke-width="2" font-size="10"><path transform="scale(2 3)" fill="none" '
        'd="M0 0h10" stroke-linecap="round" stroke-linejoin="miter-clip" stroke-miterlimit="7" '
        'stroke-dasharray="1em 2 3" stroke-dashoffset="-4" stroke-opacity="50%"/></g>'
    )
    (shape,) = drawing.shapes
    assert shape.stroke is not None
    assert (shape.stroke.width, shape.stroke.cap, shape.stroke.join) == (
        2,
        Cap.ROUND,
        Join.MITER_CLIP,
    )
    assert shape.stroke.miter_limit == 7
    assert shape.stroke.dashes == (10, 2, 3, 10, 2, 3)
    assert shape.stroke.dash_offset == -4
    assert shape.stroke.matrix == (2, 0, 0, 3, 0, 0)
    assert shape.opacity == 0.5
    assert box(drawing, shape) == (0, 0, 20, 0)


def test_paint_order() -> None:
    rect = '<rect width="9" height="9" stroke="red" paint-order="{}"/>'
    for order, strokes in (("normal", [0, 1]), ("stroke", [1, 0]), ("stroke stroke", [0, 1])):
        shapes = draw(rect.format(order)).shapes
        assert [shape.stroke is not None for shape in shapes] == [bool(each) for each in strokes]


def test_fill_rule_and_opacity() -> None:
    (shape,) = draw('<path d="M0 0h9v9z" fill-rule="evenodd" fill="#0f08"/>').shapes
    assert shape.rule is FillRule.EVENODD
    assert shape.opacity == pytest.approx(0x88 / 255)


def test_the_opacity_of_one_shape_is_its_own_and_that_of_several_is_their_groups() -> None:
    one = draw('<g opacity=".5"><rect width="9" height="9" opacity=".5"/></g>')
    assert one.shapes[0].opacity == 0.25
    assert all(group.opacity == 1 for group in one.groups)
    two = draw('<g id="a" opacity=".5"><g id="b"><rect width="9" height="9" stroke="red"/></g></g>')
    assert [shape.opacity for shape in two.shapes] == [1, 1]
    assert [(group.name, group.parent, group.opacity) for group in two.groups] == [
        ("a", -1, 0.5),
        ("b", 0, 1),
    ]
    assert {shape.group for shape in two.shapes} == {1}


def test_a_linear_gradient_on_a_box() -> None:
    drawing = draw(
        '<linearGradient id="a" spreadMethod="reflect"><stop offset="20%" stop-color="red"/>'
        '<stop offset=".1" stop-color="#00f8"/></linearGradient>'
        '<linearGradient id="b" xlink:href="#a" x1=".5"/>'
        '<rect x="10" y="20" width="40" height="80" fill="url(#b)"/>'
    )
    paint = drawing.shapes[0].paint
    assert isinstance(paint, Gradient)
    assert not paint.radial
    assert paint.spread is Spread.REFLECT
    assert [stop.offset for stop in paint.stops] == [0.2, 0.2]
    assert paint.stops[1].opacity == pytest.approx(0x88 / 255)
    assert paint.matrix == pytest.approx((20, 0, 0, 40, 30, 20))


def test_a_gradient_has_the_name_of_the_one_that_is_used() -> None:
    drawing = draw(
        '<linearGradient id="a"><stop/><stop offset="1" stop-color="red"/></linearGradient>'
        '<linearGradient id="b" href="#a"/><rect width="9" height="9" fill="url(#b)"/>'
    )
    paint = drawing.shapes[0].paint
    assert isinstance(paint, Gradient)
    assert paint.name == "b"


def test_a_radial_gradient_in_user_space() -> None:
    drawing = draw(
        '<radialGradient id="a" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="20" fx="60" '
        'fr="2"'
        ' gradientTransform="translate(5)"><stop/><stop offset="1"/></radialGradient>'
        '<g transform="scale(2)"><rect width="9" height="9" fill="url(#a)"/></g>'
    )
    paint = drawing.shapes[0].paint
    assert isinstance(paint, Gradient)
    assert paint.radial
    assert paint.matrix == pytest.approx((40, 0, 0, 40, 110, 100))
    assert paint.focus == pytest.approx((0.5, 0))
    assert paint.focus_radius == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("gradient", "color"),
    [
        ('<linearGradient id="a"/>', "#0000ff"),
        ('<linearGradient id="a"><stop stop-color="lime"/></linearGradient>', "#00ff00"),
        (
            '<radialGradient id="a" r="0"><stop/><stop stop-color="lime"/></radialGradient>',
            "#00ff00",
        ),
        ("", "#0000ff"),
        ('<pattern id="a"/>', "#0000ff"),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>', "#0000ff"),
    ],
)
def test_gradients_that_are_one_colour_or_none(gradient: str, color: str) -> None:
    drawing = draw(f'{gradient}<rect width="9" height="9" fill="url(#a) blue"/>')
    assert hexadecimal(drawing.shapes[0]) == color


def test_use_places_what_it_refers_to_and_hands_on_style() -> None:
    drawing = draw(
        '<defs><g id="a"><rect width="10" height="10"/></g></defs>'
        '<use href="#a" x="20" y="30" fill="lime" transform="scale(2)"/>'
    )
    assert box(drawing, drawing.shapes[0]) == (40, 60, 60, 80)
    assert hexadecimal(drawing.shapes[0]) == "#00ff00"


def test_a_symbol_is_fitted_and_clipped() -> None:
    drawing = draw(
        '<symbol id="a" viewBox="0 0 10 10"><rect width="50" height="5"/></symbol>'
        '<use href="#a" x="10" width="20" height="20"/>'
    )
    (shape,) = drawing.shapes
    assert box(drawing, shape) == (10, 0, 110, 10)
    assert clip_box(drawing, shape) == (10, 0, 30, 20)


def test_a_nested_svg_is_clipped_unless_it_overflows() -> None:
    body = '<svg x="10" y="10" width="20" height="20" {}><rect width="50%" height="300%"/></svg>'
    drawing = draw(body.format(""))
    assert box(drawing, drawing.shapes[0]) == (10, 10, 20, 70)
    assert clip_box(drawing, drawing.shapes[0]) == (10, 10, 30, 30)
    assert draw(body.format('overflow="visible"')).shapes[0].clip is None


def test_switch_draws_the_first_that_is_meant() -> None:
    drawing = draw(
        '<switch><rect id="a" width="9" height="9" systemLanguage="de"/>'
        '<rect id="b" width="9" height="9" systemLanguage="fr, en-GB"/>'
        '<rect id="c" width="9" height="9"/></switch>'
    )
    assert [shape.name for shape in drawing.shapes] == ["b"]


def test_transform_origin() -> None:
    rect = '<rect width="10" height="10" transform="scale(2)" transform-origin="{}"/>'
    for origin, expected in (
        ("0 0", (0, 0, 20, 20)),
        ("center", (-50, -50, -30, -30)),
        ("10px 50%", (-10, -50, 10, -30)),
        ("bottom right", (-100, -100, -80, -80)),
    ):
        drawing = draw(rect.format(origin))
        assert box(drawing, drawing.shapes[0]) == expected


def test_a_clip_on_a_use_is_shifted_with_it() -> None:
    drawing = draw(
        '<clipPath id="c"><rect x="1" width="5" height="4"/></clipPath>'
        '<symbol id="s"><rect width="9" height="9"/></symbol><rect id="r" width="9" height="9"/>'
        '<use href="#r" x="10" y="20" clip-path="url(#c)" transform="translate(100)"/>'
        '<use href="#s" x="10" y="20" width="9" height="9" clip-path="url(#c)"/>'
    )
    _, plain, symbol = drawing.shapes
    assert box(drawing, plain) == (110, 20, 119, 29)
    assert clip_box(drawing, plain) == (111, 20, 116, 24)
    assert box(drawing, symbol) == (10, 20, 19, 29)
    assert symbol.clip is not None
    assert symbol.clip.within is not None
    first, end, _, _ = symbol.clip.within.parts[0]
    starts = drawing.clip_contours.starts
    around = drawing.clip_contours.points[starts[first] : starts[end]]
    assert (around.min(axis=0).tolist(), around.max(axis=0).tolist()) == ([11, 20], [16, 24])


def test_clips_keep_their_parts_and_cut_each_other() -> None:
    drawing = draw(
        '<clipPath id="a" clip-path="url(#b)"><rect width="5" height="5" clip-rule="evenodd"/>'
        '<circle r="3" clip-path="url(#b)"/></clipPath>'
        '<clipPath id="b"><rect width="7" height="7"/></clipPath>'
        '<g clip-path="url(#a)" transform="translate(10)"><rect width="9" height="9"/></g>'
    )
    clip = drawing.shapes[0].clip
    assert clip is not None
    assert clip.within is not None
    first, second = clip.parts
    assert first[2] is FillRule.EVENODD
    assert first[3] is None
    assert second[3] is not None
    assert drawing.clip_contours.points[:, 0].min() == 7


def test_a_clip_on_the_box_of_a_group_counts_what_is_hidden() -> None:
    drawing = draw(
        '<clipPath id="a" clipPathUnits="objectBoundingBox">'
        '<rect width="1" height=".5"/></clipPath>'
        '<g clip-path="url(#a)"><rect width="10" height="10"/>'
        '<rect x="30" width="10" height="40" visibility="hidden"/></g>'
    )
    assert clip_box(drawing, drawing.shapes[0]) == (0, 0, 40, 20)


def test_markers_stand_at_the_vertices() -> None:
    drawing = draw(
        '<marker id="m" orient="auto" markerUnits="userSpaceOnUse" markerWidth="4" '
        'markerHeight="4" refX="1" overflow="visible"><path d="M0 0h2v1h-2z" fill="red"/></marker>'
        '<path d="M10 10h20v20" fill="none" stroke="blue" style="marker: url(#m)"/>'
    )
    assert [shape.stroke is not None for shape in drawing.shapes] == [True, False, False, False]
    assert box(drawing, drawing.shapes[1]) == (9, 10, 11, 11)
    assert box(drawing, drawing.shapes[3]) == (29, 29, 30, 31)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ('<rect width="9" height="9" filter="url(#f)"/><filter id="f"/>', "Filters"),
        ('<rect width="9" height="9" style="filter:blur(2px)"/>', "Filters"),
        ('<rect width="9" height="9" mask="url(#f)"/><mask id="f"/>', "Masks"),
        ('<rect width="9" height="9" style="mix-blend-mode:screen"/>', "Blend"),
        ('<rect width="9" height="9" fill="url(#f) red"/><pattern id="f"/>', "Pattern"),
        ('<rect width="9" height="9"/><text>a</text>', "Text"),
        ('<rect width="9" height="9"/><image href="a.png"/>', "pictures"),
        ('<rect width="9" height="9"/><foreignObject/>', "web content"),
        ('<rect width="9" height="9"/><use href="b.svg#a"/>', "outside"),
        ('<rect width="9" height="9" clip-path="circle(5px)"/>', "Clips"),
        ('<rect width="9" height="9"/><rect width="1rem" height="9"/>', "rem"),
    ],
)
def test_what_is_left_out_is_said_once(body: str, word: str) -> None:
    drawing = draw(body * 2)
    assert len(drawing.simplified) == 1
    assert word in drawing.simplified[0]
    assert len(drawing.shapes) == 2


def test_nothing_is_said_of_a_file_that_is_drawn_whole() -> None:
    assert draw('<text display="none"/><rect width="9" height="9"/>').simplified == ()
