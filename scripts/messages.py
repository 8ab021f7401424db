# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the texts that a person can read in the package's source, without running it.

Everything that looks like a word or a sentence counts unless where it stands says otherwise: a text
too many costs a translator a minute, one too few stays English forever. Composed texts become
templates with numbered fields, one for each of the ways that they can be composed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from composed_texts import Field, Scope, alternatives, template
from message_rules import (
    BUGS,
    BUTTONS,
    COMPOSED,
    DRAWN_CLASSES,
    IDENTIFIER,
    KINDS,
    NAMES,
    SKIPPED,
    SQL,
    UNREAD_CALLS,
    UNREAD_KEYWORDS,
    WORDS,
)

PACKAGE = Path(__file__).resolve().parents[1] / "recraft_blender"
ANYWHERE, OPERATOR = "*", "Operator"
"""Blender's own names for the contexts of its dictionaries."""


@dataclass
class Message:
    """A text or template, its fields, and the files that it stands in."""

    fields: tuple[Field, ...] = ()
    files: set[str] = field(default_factory=set)


Messages = dict[str, dict[str, Message]]
"""Context to text to what is known of it."""


def extract(package: Path = PACKAGE) -> Messages:
    """All messages of the package, by context."""
    found: Messages = {ANYWHERE: {}, OPERATOR: {}}
    words = set()
    trees = {
        path.relative_to(package).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }
    constants = _constants(trees)
    for name, tree in trees.items():
        if not name.startswith(SKIPPED):
            module = _Module(name, tree, constants)
            for context, text, fields in module.messages():
                _keep(found[context], text, fields, name)
            words |= module.words()
    for word in words:
        found[ANYWHERE].setdefault(word, Message(files={"a word in a sentence"}))
    for text, kinds in COMPOSED.items():
        fields = tuple(Field(kind, "…") for kind in kinds)
        found[ANYWHERE][text] = Message(fields, {"a part of a sentence"})
    for text, kinds in KINDS.items():
        if text not in found[ANYWHERE]:
            raise ValueError(f"KINDS in message_rules.py names a text that is gone: {text!r}")
        known = found[ANYWHERE][text]
        pairs = zip(known.fields, kinds, strict=True)
        known.fields = tuple(replace(field, kind=kind) for field, kind in pairs)
    return found


def _constants(trees: Mapping[str, ast.Module]) -> dict[str, ast.expr]:
    """Texts that modules may import from each other: names that only one of them gives."""
    found: dict[str, list[ast.expr]] = {}
    for tree in trees.values():
        for node in tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str())):
                    found.setdefault(name, []).append(node.value)
    return {name: values[0] for name, values in found.items() if len(values) == 1}


def _keep(messages: dict[str, Message], text: str, fields: tuple[Field, ...], name: str) -> None:
    known = messages.setdefault(text.strip(), Message(fields))
    known.fields = tuple(map(Field.joined, known.fields, fields))
    known.files.add(name)


class _Module:
    """One source file."""

    def __init__(self, name: str, tree: ast.Module, constants: Mapping[str, ast.expr]) -> None:
        self.name = name
        self.tree = tree
        self.parents = {
            child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)
        }
        self.scope = Scope(self.parents, constants)
        self.used: set[ast.AST] = set()

    def messages(self) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
        """Context, text and fields, several times if it stands there several times."""
        yield from self._docstrings()
        roots = [node for node in ast.walk(self.tree) if self._is_root(node)]
        read = [node for node in roots if self._is_read(node)]
        # The parts that composed ones spell out need no message of their own.
        ways = {node: alternatives(node, self.scope, self.used) for node in read}
        for node in read:
            if node in self.used:
                continue
            context = self._context(node)
            for pieces in ways[node]:
                text, fields = template(pieces)
                if self._is_prose(text, fields):
                    yield (ANYWHERE if fields else context), text, fields

    def words(self) -> set[str]:
        """Those of WORDS that stand in the file as a text of their own."""
        constants = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        return {str(node.value) for node in constants if node.value in WORDS}

    def _docstrings(self) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and any(part in node.name for part in DRAWN_CLASSES):
                text = ast.get_docstring(node)
                if text and "\n" in text:
                    raise ValueError(f"{self.name}: Blender looks up a tooltip of one line only")
                if text:
                    yield ANYWHERE, text, ()

    def _is_root(self, node: ast.AST) -> bool:
        if not _is_text(node):
            return False
        parent = self.parents.get(node)
        if isinstance(parent, ast.FormattedValue):  # a text within a text
            return isinstance(node, ast.Constant)
        return not isinstance(parent, ast.JoinedStr) and not (parent and _is_text(parent))

    def _is_read(self, node: ast.AST) -> bool:  # noqa: PLR0912 - one case a line
        """Whether a person may read what stands here."""
        child: ast.AST = node
        for parent in self._above(node):
            match parent:
                case ast.Expr() if child is node:  # a docstring
                    return False
                case ast.Subscript() | ast.Compare() | ast.Assert() | ast.MatchValue():
                    return False
                case ast.Dict() if child in parent.keys:
                    return False
                case ast.arg() if child is parent.annotation:
                    return False
                case ast.AnnAssign() if child is parent.annotation:
                    return isinstance(child, ast.Call)  # Blender's properties are annotations
                case ast.FunctionDef():
                    return child is not parent.returns and child not in parent.decorator_list
                case ast.ClassDef():
                    return not any("Enum" in ast.unparse(base) for base in parent.bases)
                case ast.Assign() if any(
                    isinstance(target, ast.Name)
                    and target.id in ("__all__", "__slots__", "bl_idname", "bl_category")
                    for target in parent.targets
                ):
                    return False
                case ast.keyword() if parent.arg in UNREAD_KEYWORDS:
                    return False
                case ast.Raise() if parent.exc and _called(parent.exc) in BUGS:
                    return False
                case ast.Call() if self._is_unread_call(parent, child):
                    return False
                case _:
                    child = parent
        return True

    def _is_unread_call(self, call: ast.Call, child: ast.AST) -> bool:
        name = _called(call)
        if isinstance(call.func, ast.Attribute):
            whose = ast.unparse(call.func.value)
            if whose.lower().lstrip("_") in ("log", "logging", "logger"):
                return True
        return name in UNREAD_CALLS and child in call.args

    def _context(self, node: ast.AST) -> str:
        for parent in self._above(node):
            match parent:
                case ast.ClassDef() if "_OT_" in parent.name:
                    is_label = isinstance(self.parents[node], ast.Assign)
                    return OPERATOR if is_label and "bl_label" in self._targets(node) else ANYWHERE
                case ast.keyword(arg="text"):
                    above = self.parents[parent]
                    return OPERATOR if _called(above) in BUTTONS else ANYWHERE
                case ast.keyword() | ast.stmt():
                    if not isinstance(parent, ast.Assign):
                        return ANYWHERE
        return ANYWHERE

    def _targets(self, node: ast.AST) -> str:
        parent = self.parents[node]
        return ast.unparse(parent) if isinstance(parent, ast.Assign) else ""

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while node in self.parents:
            node = self.parents[node]
            yield node

    def _is_prose(self, text: str, fields: tuple[Field, ...]) -> bool:
        literal = re.sub(r"\{\d\}", "", text)
        if not re.search(r"[A-Za-z]{2}", literal) or text in NAMES or "{" in literal:
            return False
        if IDENTIFIER.fullmatch(text) or (self.name.startswith("jobs/") and SQL.search(text)):
            return False
        if self.name.startswith("blender/importers/"):  # names of nodes and sockets
            return bool(literal.rstrip().endswith((".", "!")) or len(literal.split()) > 3)
        return " " in text or (not fields and bool(re.match(r"[A-Z][a-z]", text)))


def _is_text(node: ast.AST) -> bool:
    """Whether this is a text by itself: a constant, an f-string, or a sum that holds one."""
    match node:
        case ast.Constant():
            return isinstance(node.value, str)
        case ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add()):
            sides = [node.left, node.right]
            chosen = [one for one in sides if isinstance(one, ast.IfExp)]
            return any(map(_is_text, [*sides, *(one.body for one in chosen)]))
    return False


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).rpartition(".")[2]
    return ast.unparse(node).rpartition(".")[2] if isinstance(node, ast.Name) else ""
