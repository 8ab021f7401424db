# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What in the source is no text for people, and what is one although the source hides it."""

from __future__ import annotations

import re

from composed_texts import ANY, NUMBER, VERBATIM

SKIPPED = (
    "sandbox/",  # speaks for the service, which speaks English
    "blender/manual.py",  # ids and addresses
    "blender/presets/",
    "client/catalog/models.py",  # product names
    "client/catalog/styles.py",  # names as the service shows and takes them
    "client/catalog/sizes.py",
    "jobs/schema.py",
    "jobs/png.py",
    "jobs/worker_log.py",
    "vector/colors.py",
)
"""Files without a text for people."""
NAMES = frozenset(
    {
        *("Recraft", "SVG (Recraft)", "SVG (Recraft) (.svg)", "Recraft V3 Raw"),
        *("Recraft Colors", "Recraft Prompt", "Recraft Unwrapping", "Workbench"),
        *("Render.png", "Viewport.png", "Standard", "Base Color"),
        *("WorkerConfig", "Budget", "Failure", "Chain", "Ledger", "Row", "Meaning", "Style | None"),
        *(
            "Seamless",
            "Min",
            "Mid",
            "Max",
            "PNG",
            "JPEG",
            "Bearer",
            "Location",
            "Connection",
            "Bearer {0}",
            "or",
        ),
        "From the picture's brightness",
        *("linear gradient {0}", "radial gradient {0}", "module {0} has no attribute {1}"),
    }
)
"""Names of products, of data in a file, and of what only the program reads."""
WORDS = (*("units", "play units", "pictures", "drawings", "picture", "drawing", "today"),)
"""Single words in lower case that are put into sentences; one that no source holds is left out."""
COMPOSED = {
    "{0} or {1}": (ANY, ANY),
    "{0} and {1}": (ANY, ANY),
    "drawings (svg)": (),
    **{
        f"{{0}} {noun}": (NUMBER,)
        for noun in (
            *("curve", "curves", "mesh", "meshes", "Grease Pencil", "Grease Pencils"),
            *("material", "materials", "picture", "pictures"),
        )
    },
    **{f"{{0}} {name}": (VERBATIM,) for name in ("Square", "Widescreen", "Phone", "Photo")},
    # What a recipe calls its parts.
    **dict.fromkeys(("Units", "Request id", "Prompt", "Made", "Steps"), ()),
}
"""What is composed in ways that the source does not show; kinds of the fields."""
KINDS = {
    "step {0} of {1}: {2}": (NUMBER, NUMBER, ANY),
    "Place as {0}": (ANY,),
    "{0} cannot be used: {1}": (ANY, ANY),
    "Set, but not sent to {0}: {1}.": (ANY, ANY),
    "{0} reads no {1}; {2}.": (ANY, ANY, ANY),
}
"""Fields that are called as a person's words are, and hold ours."""
BUGS = frozenset({"ValueError", "TypeError", "KeyError", "RuntimeError", "StaleJobError"})
"""What is raised at programmers."""
UNREAD_CALLS = frozenset(
    {"cast", "TypeVar", "NewType", "getattr", "setattr", "compile", "execute", "executemany"}
    | {"import_module", "find_spec", "strftime", "startswith", "endswith", "isinstance", "replace"}
    | {"NamedTuple", "namedtuple", "match", "fullmatch", "search", "sub", "split"}
    | {"removeprefix", "removesuffix", "partition", "rpartition", "encode", "register"}
)
UNREAD_KEYWORDS = frozenset({"subtype", "icon", "default", "bl_idname", "options", "unit", "open"})
BUTTONS = frozenset({"operator", "operator_menu_enum", "_button", "operator_enum"})
DRAWN_CLASSES = ("_OT_", "_PT_", "_MT_")
IDENTIFIER = re.compile(
    r"[A-Z]+[a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+|[A-Z][a-z]+-[A-Z][a-z]+|\S*/\S*"
    r"|\w+ = [\w.]+|https?://\S+ \w+"
)
SQL = re.compile(
    r"\b(SELECT|UPDATE|INSERT|DELETE|PRAGMA|BEGIN|LIMIT|CASE|INDEXED|VALUES|WHERE|AND|ALTER)\b"
    r"|[=<>] ?\?|LIKE|IN \(|\w = \d|unixepoch|, id\b|\b[a-z]+_[a-z]+, |\w+\(\w+\) [-+]"
)
