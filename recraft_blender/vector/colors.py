# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSS colours to sRGB: names, hexadecimal, rgb(), rgba(), hsl(), hsla() and hwb().

Facts: https://www.w3.org/TR/css-color-4/. Channels are clamped to 0..1.
"""

import colorsys
import math
import re

from .drawing import Rgb
from .short_texts import remember

Color = tuple[Rgb, float]
"""sRGB and alpha, all 0..1."""

BLACK: Color = ((0.0, 0.0, 0.0), 1.0)

# The 148 names of CSS in the order of the specification.
_TABLE = """
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc
bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a
burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50
cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b
darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b
darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000
darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f
darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff
dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0
forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0
hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa
lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080
lightcyan e0ffff lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90
lightgrey d3d3d3 lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa
lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00
limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 mediumaquamarine 66cdaa
mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371
mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585
midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead
navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500
orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093
papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6
purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1
saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d
silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347
turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00
yellowgreen 9acd32
"""
_NAMES = _TABLE.split()
_NAMED = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))
_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_FUNCTION = re.compile(r"(rgba?|hsla?|hwb)\(([^()]*)\)", re.IGNORECASE)
_VALUE = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(%|deg|grad|rad|turn)?")
_DEGREES = {"deg": 1.0, "grad": 0.9, "rad": 57.29577951308232, "turn": 360.0}

Value = tuple[float, str]


@remember
def parse_color(text: str) -> Color | None:
    """The colour a CSS colour says, or None when it is not one (`none` and the like are not)."""
    text = text.strip()
    if match := _HEX.fullmatch(text):
        return _hexadecimal(match[1])
    name = text.lower()
    if name in _NAMED:
        return _hexadecimal(_NAMED[name])
    if name == "transparent":
        return ((0.0, 0.0, 0.0), 0.0)
    match = _FUNCTION.fullmatch(text)
    return _function(match[1].lower(), match[2]) if match else None


def _hexadecimal(digits: str) -> Color:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    r, g, b, *rest = (int(digits[i : i + 2], 16) / 255 for i in range(0, len(digits), 2))
    return ((r, g, b), rest[0] if rest else 1.0)


def _function(name: str, arguments: str) -> Color | None:
    values = _values(arguments)
    if values is None or len(values) not in (3, 4):
        return None
    alpha = _alpha(values[3]) if len(values) == 4 else 1.0
    if alpha is None:
        return None
    rgb = _rgb(values) if name.startswith("rgb") else _cylindrical(name, values)
    return None if rgb is None else (rgb, alpha)


def _values(text: str) -> list[Value] | None:
    values: list[Value] = []
    for word in re.split(r" ?[,/] ?| ", " ".join(text.split())):
        match = _VALUE.fullmatch(word)
        if match is None or not math.isfinite(float(match[1])):
            return None
        values.append((float(match[1]), match[2] or ""))
    return values


def _clamp(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _alpha(value: Value) -> float | None:
    number, unit = value
    if unit not in ("", "%"):
        return None
    return _clamp(number / 100 if unit else number)


def _rgb(values: list[Value]) -> Rgb | None:
    """Three channels that are all numbers of 0..255 or all percentages."""
    units = {unit for _, unit in values[:3]}
    if units not in ({""}, {"%"}):
        return None
    full = 100.0 if units == {"%"} else 255.0
    # A screen has 8 bits for a channel, and the reference pictures round to them.
    r, g, b = (round(_clamp(number / full) * 255) / 255 for number, _ in values[:3])
    return (r, g, b)


def _cylindrical(name: str, values: list[Value]) -> Rgb | None:
    (hue, hue_unit), (second, second_unit), (third, third_unit) = values[:3]
    if hue_unit == "%" or {second_unit, third_unit} - {"%", ""}:
        return None
    hue = hue * _DEGREES.get(hue_unit, 1.0) / 360.0 % 1.0
    second, third = _clamp(second / 100), _clamp(third / 100)
    if name == "hwb":
        if second + third >= 1.0:
            grey = second / (second + third)
            return (grey, grey, grey)
        r, g, b = (c * (1 - second - third) + second for c in colorsys.hsv_to_rgb(hue, 1.0, 1.0))
        return (r, g, b)
    return colorsys.hls_to_rgb(hue, third, second)
