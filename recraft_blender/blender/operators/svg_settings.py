# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of an SVG import as operator properties, how they are drawn, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..translated_props import BoolProperty, EnumProperty, FloatProperty

if TYPE_CHECKING:
    from bpy.types import UILayout

    from ..importers.svg_build import BuildOptions

_KINDS = (
    ("CURVES", "Curves", "Filled curves, to be edited as curves"),
    ("MESH", "Mesh", "Triangles; the fastest"),
    ("GREASE_PENCIL", "Grease Pencil", "Filled strokes of one Grease Pencil"),
)
_ARRANGEMENTS = (
    ("AUTO", "As Few as Fit", "Few objects that stay right when they are edited"),
    ("ONE", "One Object", "A single object"),
    ("COLOR", "By Color", "An object for each color or gradient"),
    ("GROUP", "By Group", "An object for each group of the file"),
    ("SHAPE", "By Shape", "An object for each shape; slow with thousands of them"),
)
_MEASURES = (
    ("HEIGHT", "Height", "The page becomes this high"),
    ("WIDTH", "Width", "The page becomes this wide"),
    ("FILE", "As in File", "The size that the file states; its pixels are 1/96 inch"),
)
_PLACES = (
    ("CURSOR", "3D Cursor", "At the 3D cursor"),
    ("WORLD", "World Origin", "At the origin of the world"),
)
_FACINGS = (
    ("STANDING", "Standing", "Upright, seen from the front"),
    ("FLAT", "Flat", "Lying, seen from above"),
    ("VIEW", "View", "Facing the viewer"),
)
_ORIGINS = (
    ("CENTER", "Center", "The middle of the page"),
    ("BOTTOM", "Bottom", "The middle of the page's lower edge"),
    ("BOTTOM_LEFT", "Bottom Left", "The page's lower left corner"),
    ("TOP_LEFT", "Top Left", "The page's upper left corner, where SVG counts from"),
)
_GAPS = (
    ("PART", "Part of Size", "In percent of the page's larger side, at most 5 % for all gaps"),
    ("LENGTH", "Length", "A length of its own, whatever the size"),
)
_GAP = "Between layers of paint; 0 puts all into one plane, where overlapping paint flickers"


class SvgSettings:
    """What can be chosen about an import; a base of operators. Lengths are Blender units."""

    if TYPE_CHECKING:
        kind: str
        arrangement: str
        measure: str
        size: float
        place: str
        facing: str
        origin: str
        gap_as: str
        gap: float
        gap_length: float
        extrude: float
        bevel: float
        resolution: float
        shadeless: bool
        reuse_materials: bool
    else:
        kind: EnumProperty(name="Make", description="What the shapes become", items=_KINDS)
        arrangement: EnumProperty(
            name="Objects", description="Which shapes share an object", items=_ARRANGEMENTS
        )
        measure: EnumProperty(name="Size", description="What the length is of", items=_MEASURES)
        size: FloatProperty(
            name="Length",
            description="Length of the side chosen above",
            default=1.0,
            min=1e-4,
            soft_max=100.0,
            max=1e5,
            subtype="DISTANCE",
        )
        place: EnumProperty(name="Place", description="Where it lands", items=_PLACES)
        facing: EnumProperty(name="Facing", description="Which way it looks", items=_FACINGS)
        origin: EnumProperty(
            name="Origin", description="The point of the page that lands there", items=_ORIGINS
        )
        gap_as: EnumProperty(
            name="Gap As", description="How the gap between layers is given", items=_GAPS
        )
        gap: FloatProperty(
            name="Gap",
            description=_GAP,
            default=0.05,
            min=0.0,
            soft_max=1.0,
            max=100.0,
            precision=3,
            subtype="PERCENTAGE",
        )
        gap_length: FloatProperty(
            name="Gap",
            description=_GAP,
            default=0.001,
            min=0.0,
            soft_max=0.1,
            precision=4,
            subtype="DISTANCE",
        )
        extrude: FloatProperty(
            name="Extrude", description="Depth to either side", min=0.0, subtype="DISTANCE"
        )
        bevel: FloatProperty(
            name="Bevel",
            description="Roundness of the edges",
            min=0.0,
            precision=4,
            subtype="DISTANCE",
        )
        resolution: FloatProperty(
            name="Resolution",
            description="How finely rounded outlines are drawn, 1 being enough for most",
            default=1.0,
            min=0.1,
            soft_max=4.0,
            max=20.0,
        )
        shadeless: BoolProperty(
            name="Shadeless",
            description="Materials that glow in their own color, the same in every light",
        )
        reuse_materials: BoolProperty(
            name="Reuse Materials",
            description="Wear the materials of earlier imports of the same paint, as they are now",
        )


def draw_settings(layout: UILayout, operator: SvgSettings) -> None:
    """Draw them, in the file browser's side panel or in the redo panel."""
    data: Any = operator
    layout.use_property_split = True
    layout.use_property_decorate = False
    column = layout.column()
    column.prop(data, "kind")
    row = column.row()
    row.enabled = operator.kind != "GREASE_PENCIL"
    row.prop(data, "arrangement")
    column = layout.column()
    column.prop(data, "measure")
    row = column.row()
    row.enabled = operator.measure != "FILE"
    row.prop(data, "size")
    for name in ("place", "facing", "origin", "gap_as"):
        column.prop(data, name)
    column.prop(data, "gap_length" if operator.gap_as == "LENGTH" else "gap")
    column = layout.column()
    column.prop(data, "resolution")
    column = layout.column()
    column.enabled = operator.kind != "GREASE_PENCIL"
    for name in ("extrude", "bevel", "shadeless", "reuse_materials"):
        column.prop(data, name)


def build_options(operator: SvgSettings) -> BuildOptions:
    """The settings as the values that the importers take."""
    from ..importers.curves import CurveStyle
    from ..importers.svg_build import BuildOptions, Kind
    from ..importers.svg_placing import Facing, Measure, Origin, Placing

    is_length = operator.gap_as == "LENGTH"
    return BuildOptions(
        kind=Kind(operator.kind),
        placing=Placing(
            measure=Measure(operator.measure),
            size=operator.size,
            at_cursor=operator.place == "CURSOR",
            facing=Facing(operator.facing),
            origin=Origin(operator.origin),
            gap=operator.gap_length if is_length else operator.gap / 100,
            gap_is_length=is_length,
        ),
        style=CurveStyle(operator.extrude, operator.bevel, operator.resolution),
        shadeless=operator.shadeless,
        reuse_materials=operator.reuse_materials,
    )
