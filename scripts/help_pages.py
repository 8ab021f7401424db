# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns docs/*.md into the pages of help that the zip carries, for Blender's Online Manual entry.

It reads the Markdown that our pages use: headings, paragraphs, lists, tables, code, pictures, links
and emphasis. What was measured (bench*.md) stays out, and links that lead out of docs/ are words.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from environments import ROOT, SetupError

DOCS = ROOT / "docs"
INDEX = "README.md"
FOLDER = "help"

_CODE = re.compile(r"`([^`]+)`")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_ITEM = re.compile(r"(?:- |\d+\. )(.*)")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
img {{ max-width: 100%; border-radius: 4px; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #8886; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }}
code, pre {{ background: #8882; border-radius: 3px; padding: 0.1rem 0.3rem; }}
pre {{ padding: 0.6rem; overflow-x: auto; }}
pre code {{ background: none; padding: 0; }}
</style>
</head>
<body>
{home}{body}
</body>
</html>
"""
_HOME = '<p><a href="index.html">All pages</a></p>\n'


class HelpError(SetupError):
    """A page of docs/ cannot become a page of help."""


def sources(docs: Path = DOCS) -> list[Path]:
    """The pages of help as Markdown, in order."""
    return [path for path in sorted(docs.glob("*.md")) if not path.name.startswith("bench")]


def write_help(out: Path, docs: Path = DOCS) -> list[tuple[str, Path]]:
    """Write the pages into `out`; the name in the zip and the file of each, pictures too."""
    found: dict[str, Path] = {}
    out.mkdir(parents=True, exist_ok=True)
    for source in sources(docs):
        text = source.read_text("utf-8")
        path = out / page_name(source.name)
        path.write_text(page(text, is_index=source.name == INDEX), "utf-8", newline="\n")
        found[f"{FOLDER}/{path.name}"] = path
        # A picture that doc_pictures.py has still to make stops no build; a test misses it.
        named = [name for _, name in _PICTURE.findall(text)]
        found |= {f"{FOLDER}/{name}": docs / name for name in named if (docs / name).is_file()}
    return sorted(found.items())


def page_name(source: str) -> str:
    """The name of the page that is made of a Markdown file."""
    return "index.html" if source == INDEX else f"{source.removesuffix('.md')}.html"


def page(text: str, *, is_index: bool = False) -> str:
    """A whole page of HTML; its title is the first heading. Raises HelpError."""
    blocks = list(_blocks(text))
    title = next((block[2:] for block in blocks if block.startswith("# ")), "")
    if not title:
        raise HelpError("A page has no heading.")
    body = "\n".join(_block(block) for block in blocks)
    return _PAGE.format(title=html.escape(title), home="" if is_index else _HOME, body=body)


def anchor(heading: str) -> str:
    """The name by which a heading can be linked to, as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _blocks(text: str) -> Iterator[str]:
    """What empty lines part, code with empty lines in it kept whole."""
    lines: list[str] = []
    is_code = False
    for line in [*text.splitlines(), ""]:
        if line.startswith("```"):
            is_code = not is_code
        if line.strip() or is_code:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _block(block: str) -> str:
    lines = block.splitlines()
    first = lines[0]
    if heading := re.fullmatch(r"(#{1,4}) (.+)", first):
        if len(lines) > 1:
            raise HelpError(f"Leave an empty line after the heading {first!r}.")
        level, words = len(heading[1]), heading[2]
        return f'<h{level} id="{anchor(words)}">{_inline(words)}</h{level}>'
    if first.startswith("```"):
        return f"<pre><code>{html.escape(chr(10).join(lines[1:-1]))}</code></pre>"
    if first.startswith("|"):
        return _table(lines)
    if _ITEM.match(first):
        return _list(lines)
    if first.startswith((">", "<", "    ", "***", "---")):
        raise HelpError(f"Pages of help have no such block: {first!r}.")
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _list(lines: list[str]) -> str:
    kind = "ul" if lines[0].startswith("- ") else "ol"
    items: list[str] = []
    for line in lines:
        if item := _ITEM.match(line):
            items.append(item[1])
        else:
            items[-1] += f" {line.strip()}"
    body = "\n".join(f"<li>{_inline(item)}</li>" for item in items)
    return f"<{kind}>\n{body}\n</{kind}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if len(rows) < 2 or not all(set(cell) <= set("-: ") for cell in rows[1]):
        raise HelpError(f"A table has no line below its head: {lines[0]!r}.")
    if any(len(row) != len(rows[0]) for row in rows):
        raise HelpError(f"A table has rows of different lengths: {lines[0]!r}.")
    head, body = _row(rows[0], "th"), "\n".join(_row(row, "td") for row in rows[2:])
    return f"<table>\n{head}\n{body}\n</table>"


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in cells) + "</tr>"


def _inline(text: str) -> str:
    """Pictures, links and emphasis; nothing inside of code is read."""
    parts = _CODE.split(text)
    for number, part in enumerate(parts):
        escaped = html.escape(part, quote=False)
        if number % 2:
            parts[number] = f"<code>{escaped}</code>"
            continue
        escaped = _PICTURE.sub(r'<img alt="\1" src="\2">', escaped)
        escaped = _STRONG.sub(r"<strong>\1</strong>", _LINK.sub(_link, escaped))
        parts[number] = re.sub(r"(?<!\w)\*([^*]+)\*(?!\w)", r"<em>\1</em>", escaped)
    return "".join(parts)


def _link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    if target.startswith(("https://", "#")):
        return f'<a href="{target}">{words}</a>'
    name, hash_sign, part = target.partition("#")
    if "/" in name or name.startswith("bench") or not name.endswith(".md"):
        return words
    return f'<a href="{page_name(name)}{hash_sign}{part}">{words}</a>'
