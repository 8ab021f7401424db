# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`POST /prompts/enhance`: a prompt, written out; the sandbox's rewording is modest but its own."""

import re

from ..client.catalog import endpoints
from .answers import Answer
from .call import Call, Task
from .checks.model import accept_prompt
from .seeds import seed_of

_LIGHT = (
    "soft daylight from the left",
    "warm light of a low sun",
    "even light of an overcast sky",
    "a single lamp with gentle shadows",
)
_COMPOSITION = (
    "seen from straight ahead, filling the frame",
    "seen slightly from above, with room around it",
    "seen close, with its surface in full detail",
    "placed off centre, with a calm background",
)
_SURFACE = (
    "fine grain and small irregularities",
    "clear edges and rich texture",
    "smooth gradations and crisp detail",
    "visible fibres, pores and wear",
)
_MOOD = ("calm and natural", "rich and warm", "clear and fresh", "quiet and restrained")
_LIGHT_WORDS = re.compile(r"\b(light|lit|sun|shadow|lamp|night|dark)", re.IGNORECASE)
_VIEW_WORDS = re.compile(r"\b(view|seen|close-?up|from above|framed?|portrait)", re.IGNORECASE)


def accept_enhance_prompt(call: Call) -> Task:
    """The prompt with what it does not say itself."""
    prompt = accept_prompt(call.fields, endpoints.MAX_ENHANCE_PROMPT)
    units = endpoints.ENHANCE_PROMPT.units or 0

    def work() -> Answer:
        return Answer.of_json({"enhanced_prompt": written_out(prompt), "credits": units})

    return Task(work, units)


def written_out(prompt: str) -> str:
    """The prompt, then light, view, surface and mood, as far as it leaves them open.

    The same prompt always gives the same words.
    """
    seed = seed_of("enhance", prompt)
    subject = " ".join(prompt.split()).rstrip(".,;: ")
    sentences = [subject[:1].upper() + subject[1:] if subject else prompt]
    if not _VIEW_WORDS.search(prompt):
        sentences.append(_chosen(_COMPOSITION, seed, 0))
    if not _LIGHT_WORDS.search(prompt):
        sentences.append(_chosen(_LIGHT, seed, 1))
    sentences.append(f"with {_chosen(_SURFACE, seed, 2)}")
    sentences.append(f"the mood is {_chosen(_MOOD, seed, 3)}")
    return ", ".join(sentences[:-1]) + f"; {sentences[-1]}."


def _chosen(words: tuple[str, ...], seed: int, place: int) -> str:
    return words[(seed >> (8 * place)) % len(words)]
