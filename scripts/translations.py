# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of the texts to be translated, and whether the languages keep up with it.

`extract` writes messages.json and brings the files of all languages up to date: new messages come
in empty, those that are gone leave. `check` tells what is missing or wrong and exits with 1. `known
FOLDER` writes into build/translations/ how Blender itself says what is in both; FOLDER is the one
of its languages, such as /usr/share/locale.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import gettext
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from messages import PACKAGE, Messages, extract

FOLDER = PACKAGE / "blender" / "translations"
LIST = FOLDER / "messages.json"
LANGUAGES = ("de_DE", "es", "fr_FR", "ja_JP", "zh_HANS")
KNOWN = PACKAGE.parent / "build" / "translations"
FIELD = re.compile(r"\{(\d)\}")

Texts = dict[str, dict[str, str]]
"""Context to English text to translation."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("extract", "check", "known"))
    parser.add_argument("folder", nargs="?", type=Path, help="for known")
    options = parser.parse_args()
    if options.what == "extract":
        return _extract()
    if options.what == "known":
        return _known(options.folder or Path("/usr/share/locale"))
    complaints = [*stale(), *(one for name in LANGUAGES for one in wrong(name))]
    complaints += [f"{name}: {text!r} is missing" for name in LANGUAGES for text in missing(name)]
    print("\n".join(complaints) or "All messages are translated.")
    return 1 if complaints else 0


def listed(messages: Messages) -> dict[str, dict[str, dict[str, list[str]]]]:
    """What messages.json holds: each message with its fields and the files that say it."""
    return {
        context: {
            text: {
                **(
                    {"fields": [f"{one.kind} {one.of}" for one in message.fields]}
                    if message.fields
                    else {}
                ),
                "in": sorted(message.files),
            }
            for text, message in sorted(
                known.items(), key=lambda pair: (sorted(pair[1].files), pair[0])
            )
        }
        for context, known in messages.items()
    }


def read(language: str) -> Texts:
    """A language's file; empty where there is none."""
    path = FOLDER / f"{language}.json"
    texts: Texts = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return texts


def stale() -> Iterator[str]:
    """Whether messages.json is another than the source asks for."""
    if not LIST.is_file() or json.loads(LIST.read_text("utf-8")) != listed(extract()):
        yield "messages.json is out of date: run python3 scripts/translations.py extract"


def missing(language: str) -> list[str]:
    """The messages that a language has no translation for."""
    texts = read(language)
    wanted = json.loads(LIST.read_text("utf-8"))
    return [
        text
        for context in wanted
        for text in wanted[context]
        if not texts.get(context, {}).get(text)
    ]


def wrong(language: str) -> Iterator[str]:
    """Translations that are for nothing, or have other fields than their message."""
    wanted = json.loads(LIST.read_text("utf-8"))
    for context, texts in read(language).items():
        for text, translation in texts.items():
            if text not in wanted.get(context, {}):
                yield f"{language}: {text!r} is no message any more"
            elif translation and set(FIELD.findall(text)) != set(FIELD.findall(translation)):
                yield f"{language}: {translation!r} has other fields than {text!r}"
            elif re.search(r"[{}]", FIELD.sub("", translation)):
                yield f"{language}: {translation!r} has a brace that is part of no field"
            elif translation != translation.strip():
                yield f"{language}: {translation!r} begins or ends with a space"


def _extract() -> int:
    messages = listed(extract())
    _write(LIST, messages)
    for language in LANGUAGES:
        former = read(language)
        _write(
            FOLDER / f"{language}.json",
            {
                context: {text: former.get(context, {}).get(text, "") for text in texts}
                for context, texts in messages.items()
            },
        )
    count = sum(map(len, messages.values()))
    done = {name: count - len(missing(name)) for name in LANGUAGES}
    print(f"{count} messages; translated: {done}")
    return 0


def _known(folder: Path) -> int:
    wanted = json.loads(LIST.read_text("utf-8"))
    KNOWN.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        names = (language, language.partition("_")[0])
        files = [folder / name / "LC_MESSAGES" / "blender.mo" for name in names]
        path = next((file for file in files if file.is_file()), None)
        if path is None:
            print(f"{folder} has no blender.mo for {language}.", file=sys.stderr)
            return 1
        with path.open("rb") as file:
            catalog = gettext.GNUTranslations(file)
        said = {
            context: {text: word for text in texts if (word := _blenders(catalog, context, text))}
            for context, texts in wanted.items()
        }
        _write(KNOWN / f"{language}.json", said)
        print(f"{language}: Blender itself says {sum(map(len, said.values()))} of them")
    return 0


def _blenders(catalog: gettext.GNUTranslations, context: str, text: str) -> str:
    asked = catalog.pgettext(context, text) if context != "*" else catalog.gettext(text)
    return asked if asked != text else ""


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
