# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentences about what a file asks for and is not drawn, or only nearly."""

from enum import StrEnum

MAX_SENTENCES = 32


class Left(StrEnum):
    """What may be left out, as people are told."""

    FILTER = "Filters such as blurs and shadows are left out; their shapes are drawn without."
    MASK = "Masks are left out; what they would hide is drawn."
    BLEND = "Blend modes are left out; their shapes are painted over what is below."
    PATTERN = "Pattern fills are left out."
    TEXT = "Text is left out; convert it to paths before exporting."
    PICTURE = "Embedded pictures are left out."
    FOREIGN = "Embedded web content is left out."
    CLIP_SHAPE = "Clips that are no clip paths of the file are left out."
    ELSEWHERE = "What the file refers to outside itself is left out."
    DEPTH = "Elements nested or repeated too deeply are left out."
    COUNT = "The drawing repeats itself too often; the rest is left out."
    RULES = "The style sheet has more rules than are read; later shapes keep their own style."
    UNITS = "Lengths in rem, ch, vw and the like are not read; shapes that need them are left out."
    NUMBERS = "Shapes with coordinates that cannot be placed are left out."


class Simplified:
    """Each sentence once, in the order in which its reason was met."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Note a sentence, unless it was noted or there are too many."""
        if len(self._sentences) < MAX_SENTENCES:
            self._sentences.setdefault(str(sentence))

    def sentences(self) -> tuple[str, ...]:
        """What was noted."""
        return tuple(self._sentences)
