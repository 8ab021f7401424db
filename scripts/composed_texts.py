# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways in which an expression composes a text: `f"{n} job{'s' if n > 1 else ''}"` has two.

A choice between texts that stand in the source is spelled out, so that each language can have its
own plural; everything else becomes a field.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeGuard

MOST = 8
"""More ways than this are not spelled out."""
DEEPEST = 4
NUMBER, VERBATIM, NAMES, ANY = "number", "verbatim", "names", "text"
"""What stands in a field: a number; a person's own words; a list of those, which may end with "and
2 more"; anything else, which may be a message itself."""
NUMBER_FORMATS = frozenset("dfeg,%")
COUNTING = frozenset({"len", "sum", "round", "int", "ceil"})
LISTING = frozenset({"named", "which"})
OF_PERSONS = frozenset(
    {"name", "name_full", "names", "path", "stem", "filepath", "folder", "file", "prompt", "word"}
    | {"title", "base_url", "address", "material", "group", "tree", "replaces", "scene"}
    | {"request_id", "filename", "style_name", "style_title", "_model_title", "_load_images"}
)
"""What fields are called that hold a person's own words, or names of theirs."""


@dataclass(frozen=True)
class Field:
    """A part of a text that is put in: what may stand there, and the expression it comes from."""

    kind: str
    of: str

    def joined(self, other: Field) -> Field:
        """The field of a template that stands in two places."""
        kinds = {self.kind, other.kind}
        kind = next(one for one in (VERBATIM, NAMES, ANY, NUMBER) if one in kinds)
        return Field(kind, min(self.of, other.of))


Pieces = tuple[str | Field, ...]


class Scope:
    """What names stand for where they are used, as far as assignments in the file say so."""

    def __init__(
        self, parents: Mapping[ast.AST, ast.AST], constants: Mapping[str, ast.expr]
    ) -> None:
        self.parents = parents
        self.constants = constants

    def of(self, use: ast.Name) -> list[ast.expr]:
        """The expressions that a name may stand for; empty if that is not known."""
        found: list[ast.expr | None] = []
        node: ast.AST = use
        while node in self.parents:
            child, node = node, self.parents[node]
            if isinstance(node, FUNCTIONS) and any(one.arg == use.id for one in _arguments(node)):
                return []
            if isinstance(node, ast.comprehension | ast.GeneratorExp | ast.ListComp | ast.For):
                found += _values(node, use.id, inside=False)
            for before in reversed(_siblings_before(node, child)):
                is_sure = isinstance(before, ast.Assign | ast.AnnAssign)
                if isinstance(before, FUNCTIONS) or (found and isinstance(node, ast.Module)):
                    continue
                values = _values(before, use.id, inside=True)
                found += values
                if values and is_sure:
                    return [] if None in found else [one for one in found if one]
        if not found and use.id in self.constants:
            return [self.constants[use.id]]
        return [] if None in found else [one for one in found if one]


FUNCTIONS = ast.FunctionDef | ast.Lambda


def _arguments(node: ast.FunctionDef | ast.Lambda) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _siblings_before(node: ast.AST, child: ast.AST) -> list[ast.AST]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list) and child in block:
            return block if isinstance(node, ast.Module) else block[: block.index(child)]
    return []


def _values(node: ast.AST, name: str, *, inside: bool) -> list[ast.expr | None]:
    """What a statement assigns to a name; None for what is no expression of its own."""
    found: list[ast.expr | None] = []
    for one in ast.walk(node) if inside else [node]:
        match one:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                found.append(value)
            case ast.AnnAssign(target=ast.Name(id=target), value=value) if target == name:
                found.append(value)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=value):
                values = value.elts if isinstance(value, ast.Tuple) else [None] * len(targets)
                for target_node, part in zip(targets, values, strict=False):
                    if isinstance(target_node, ast.Name) and target_node.id == name:
                        found.append(part)
            case (
                ast.AugAssign(target=target_node)
                | ast.For(target=target_node)
                | ast.NamedExpr(target=target_node)
                | ast.comprehension(target=target_node)
            ) if any(isinstance(o, ast.Name) and o.id == name for o in ast.walk(target_node)):
                found.append(None)
            case ast.GeneratorExp(generators=loops) | ast.ListComp(generators=loops) if not inside:
                for loop in loops:
                    found += _values(loop, name, inside=False)
            case ast.MatchAs(name=target) | ast.MatchStar(name=target) if target == name:
                found.append(None)
    return found


def alternatives(node: ast.AST, scope: Scope, used: set[ast.AST]) -> list[Pieces]:
    """The ways to compose the text; adds to used the texts that are spelled out in them."""
    seen: set[ast.AST] = set()
    found = _ways(node, scope, seen, 0)
    if len(found) > MOST:
        seen.clear()
        found = _ways(node, scope, seen, DEEPEST)
    used |= seen - {node}
    return found


def template(pieces: Pieces) -> tuple[str, tuple[Field, ...]]:
    """The text with numbered fields, and the fields."""
    text = ""
    fields: list[Field] = []
    for piece in pieces:
        if isinstance(piece, Field):
            text += f"{{{len(fields)}}}"
            fields.append(piece)
        else:
            text += piece
    return text, tuple(fields)


def _ways(node: ast.AST, scope: Scope, seen: set[ast.AST], depth: int) -> list[Pieces]:
    match node:
        case ast.Constant(value=str(text)):
            seen.add(node)
            return [(text,)]
        case ast.JoinedStr(values=values):
            seen.add(node)
            parts = [_ways(value, scope, seen, depth + 1) for value in values]
            return _products(parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            parts = [_ways(side, scope, seen, depth + 1) for side in (left, right)]
            return _products(parts)
        case ast.FormattedValue(value=value, format_spec=spec):
            if spec is None and (ways := _spelled_out(value, scope, seen, depth)):
                return ways
            return [(_field(value, spec, node.conversion),)]
        case ast.expr():
            return _spelled_out(node, scope, seen, depth) or [(_field(node, None, -1),)]
    return []


def _spelled_out(
    node: ast.expr, scope: Scope, seen: set[ast.AST], depth: int
) -> list[Pieces] | None:
    """The ways of an expression that chooses between texts; None if it does not."""
    if depth > DEEPEST:
        return None
    sides: Sequence[ast.expr]
    match node:
        case ast.IfExp(body=body, orelse=other):
            sides = (body, other)
        case ast.Name():
            sides = scope.of(node)
        case _:
            return _ways(node, scope, seen, depth + 1) if _is_written(node) else None
    mine: set[ast.AST] = set()
    found = []
    for side in sides:
        if _is_written(side):
            found.append(_ways(side, scope, mine, depth + 1))
        else:
            ways = _spelled_out(side, scope, mine, depth + 1)
            if ways is None:
                return None
            found.append(ways)
    if not found or sum(map(len, found)) > MOST:
        return None
    seen |= mine
    return [way for ways in found for way in ways]


def _is_written(node: ast.AST) -> TypeGuard[ast.expr]:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text or isinstance(node, ast.JoinedStr)


def _products(parts: list[list[Pieces]]) -> list[Pieces]:
    return [tuple(piece for pieces in way for piece in pieces) for way in product(*parts)]


def _field(node: ast.expr, spec: ast.expr | None, conversion: int) -> Field:
    source = ast.unparse(node)
    form = ast.unparse(spec) if spec else ""
    if set(form) & NUMBER_FORMATS and "{" not in form.strip("f'\""):
        return Field(NUMBER, source)
    called = ast.unparse(node.func if isinstance(node, ast.Call) else node).rpartition(".")[2]
    if called in LISTING:
        return Field(NAMES, source)
    parts = [node.left, node.right] if isinstance(node, ast.BinOp) else [node]
    calls = [ast.unparse(one.func) for one in parts if isinstance(one, ast.Call)]
    if any(one.rpartition(".")[2] in COUNTING for one in calls):
        return Field(NUMBER, source)
    return Field(VERBATIM if conversion > 0 or _is_of_person(node) else ANY, source)


def _is_of_person(node: ast.expr) -> bool:
    if "endpoint" in ast.unparse(node):
        return False
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name.lower() in OF_PERSONS
        case ast.Call(func=ast.Attribute(attr="join"), args=[one]):
            return any(_is_of_person(part) for part in ast.walk(one) if isinstance(part, ast.expr))
        case ast.Subscript(value=value):
            return _is_of_person(value)
        case ast.Call(func=func, args=args):
            return _is_of_person(func) or any(map(_is_of_person, args))
    return False
