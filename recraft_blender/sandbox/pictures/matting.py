# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts a picture's subject from its ground, with soft edges freed of the ground's colour.

The ground is what the picture's border shows, given by colour clusters about a smooth gradient. All
that is connected to the border and of these colours goes; at the edge each pixel is solved as a
mixture of the subject's and the ground's colour nearby.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .colour_model import ColourModel, clusters, colour_model, model_of, opponent, thinned
from .noise import Field, smoothstep
from .pixels import Mask, Pixels, alpha, colour, joined, require_picture
from .regions import border, connected, grown, shrunk, without_specks
from .resampling import BICUBIC, BOX, blurred, fitted, resized, spread
from .trend import trend

# The subject is found on a picture of this size; only its edge is looked at closely.
_WORKING_PX = 448
_BAND = 0.035
_CLUSTERS = 7
# A ground is all round the picture: a colour on less of the border belongs to the subject.
_SEGMENTS = 24
_LEAST_SPREAD = 0.3
_LEAST_SUBJECT = 0.002
_CLEAR = 0.1
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class _Scene:
    """The picture at its working size."""

    rgb: Field
    feature: Field
    ground: ColourModel
    limit: float


def remove_background(pixels: Pixels) -> Pixels:
    """The subject of (height, width, 3 or 4) pixels alone: (height, width, 4), straight alpha.

    A picture whose border is already transparent is only given back, as is one in which nothing
    stands out from the ground.
    """
    require_picture(pixels)
    rgb, opacity = colour(pixels), alpha(pixels)
    if float((opacity < _CLEAR)[border(opacity > 0)].mean()) > 0.5:
        return pixels
    height, width = opacity.shape
    size = fitted(width, height, _WORKING_PX)
    scene = _scene(resized(rgb, *size, kind=BOX))
    subject = _subject(scene)
    if float(subject.mean()) < _LEAST_SUBJECT:
        return joined(rgb, opacity)
    matte, clean = _matted(rgb, scene, subject)
    return joined(clean, np.minimum(matte, opacity))


def subject_mask(pixels: Pixels) -> Mask:
    """Where remove_background() leaves more than half of a pixel."""
    return remove_background(pixels)[:, :, 3] > 127


def _scene(rgb: Field) -> _Scene:
    feature = opponent(blurred(rgb, 0.7))
    height, width = feature.shape[:2]
    band = max(2, round(min(height, width) * _BAND))
    frame = np.ones((height, width), np.bool_)
    frame[band:-band, band:-band] = False
    places = np.flatnonzero(frame)
    places = places[thinned(places)]
    feature = feature - trend(feature, places).field()
    samples = feature.reshape(-1, 3)[places]
    ground = _ground(samples, _segments(places, height, width))
    own = ground.distance(samples)
    near = own[own < np.median(own) * 4 + 1]
    return _Scene(rgb, feature, ground, max(3.2, float(np.quantile(near, 0.98)) * 1.15))


def _segments(places: NDArray[np.intp], height: int, width: int) -> NDArray[np.intp]:
    """Which part of the way round the picture each place belongs to."""
    y, x = places // width, places % width
    angle = np.arctan2((y + 0.5) / height - 0.5, (x + 0.5) / width - 0.5)
    return ((angle / (2 * np.pi) + 0.5) * _SEGMENTS).astype(np.intp) % _SEGMENTS


def _ground(samples: Field, segments: NDArray[np.intp]) -> ColourModel:
    centres, belongs = clusters(samples, _CLUSTERS)
    kept = []
    for number in range(len(centres)):
        counts = np.bincount(segments[belongs == number], minlength=_SEGMENTS)
        if float((counts > 1).mean()) >= _LEAST_SPREAD:
            kept.append(number)
    if not kept:
        kept = [int(np.bincount(belongs).argmax())]
    return model_of(samples, centres, belongs, kept)


def _subject(scene: _Scene) -> Mask:
    """The subject at the working size."""
    away = blurred(np.minimum(scene.ground.distance(scene.feature), scene.limit * 4), 0.8)
    score = away / scene.limit - 1.0
    subject = _settled(score)
    for _ in range(_ROUNDS):
        core = shrunk(subject, 2)
        if int(core.sum()) < 50:
            break
        # Doubtful pixels go to whichever has more of their colour, the subject or the ground.
        own = colour_model(scene.feature[core], _CLUSTERS).distance(scene.feature)
        against = np.clip((away - own) / scene.limit, -1.5, 1.5)
        doubtful = (np.abs(score) < 0.7) & grown(subject, 8)
        subject = _settled(np.where(doubtful, score * 0.5 + blurred(against, 1.0) * 0.5, score))
    return subject


def _settled(score: Field) -> Mask:
    """What scores above 0 and is no speck; enclosed ground goes only if large and certain."""
    radius = max(1, round(min(score.shape) * 0.006))
    marked = without_specks(score > 0, radius)
    certain = without_specks(score < -0.45, radius * 2)
    ground = connected(~marked, border(marked) | certain)
    return without_specks(~ground, radius)


def _matted(rgb: Field, scene: _Scene, subject: Mask) -> tuple[Field, Field]:
    """Opacity and colours of the subject at the picture's size."""
    height, width = rgb.shape[:2]
    inner = shrunk(subject, 2)
    outer: Mask = ~grown(subject, 2)
    if not inner.any():
        inner = subject
    own = _near(scene.rgb, inner, width, height)
    behind = _near(scene.rgb, outer, width, height)
    rough = np.clip(resized(subject.astype(np.float32), width, height, kind=BICUBIC), 0.0, 1.0)
    edge = _edge(subject, width, height)
    matte = (rough > 0.5).astype(np.float32)
    clean = rgb.copy()
    at = np.nonzero(edge)
    noise = _noise(scene.rgb, outer, inner, width, height)[at]
    pixel, front, back = rgb[at], own[at], behind[at]
    share = _shares(pixel, front, back, noise, rough[at])
    matte[at] = share
    clean[at] = _freed(pixel, front, back, share)
    clean[matte == 0] = 0.0
    return matte, clean


def _near(rgb: Field, where: Mask, width: int, height: int) -> Field:
    """The colour that the region has nearest to each pixel, at the full size."""
    near = spread(rgb, where.astype(np.float32), 3.0)
    return resized(near, width, height)


def _edge(subject: Mask, width: int, height: int) -> Mask:
    band = grown(subject, 2) & ~shrunk(subject, 2)
    return resized(band.astype(np.float32), width, height) > 0.01


def _noise(rgb: Field, outer: Mask, inner: Mask, width: int, height: int) -> Field:
    """How much colours vary round each pixel on either side of the edge."""
    either: Field = (outer | inner).astype(np.float32)
    near = spread(rgb, either, 3.0)
    smooth = near + (rgb - near) * either[:, :, None]
    apart = np.zeros(either.shape, np.float32)
    for side in (outer, inner):
        weight = side.astype(np.float32)
        mean = spread(smooth, weight, 4.0)
        squares = ((rgb - mean) ** 2).sum(axis=2) * weight
        apart = np.maximum(apart, blurred(squares, 4.0) / np.maximum(blurred(weight, 4.0), 0.02))
    return resized(np.sqrt(np.maximum(apart, 0.0)), width, height)


def _shares(pixel: Field, front: Field, back: Field, noise: Field, rough: Field) -> Field:
    """How much of each (n, 3) pixel is the subject."""
    across = front - back
    length = (across * across).sum(axis=1)
    share = ((pixel - back) * across).sum(axis=1) / np.maximum(length, 1e-4)
    contrast = np.maximum(np.sqrt(length), 1e-3)
    margin = np.clip(noise / np.maximum(contrast, 0.02) - 0.02, 0.0, 0.38)
    share = np.clip((share - margin) / (1.0 - 2.0 * margin), 0.0, 1.0)
    # The less the colours differ, the more the outline found at the working size decides.
    trust = smoothstep(0.06, 0.18, contrast) * (1.0 - smoothstep(0.5, 1.2, noise / contrast))
    sure: Field = share * trust + rough * (1 - trust)
    return sure


def _freed(pixel: Field, front: Field, back: Field, share: Field) -> Field:
    """The subject's own colour in (n, 3) mixed pixels."""
    part = share[:, None]
    solved = (pixel - (1.0 - part) * back) / np.maximum(part, 0.05)
    near = smoothstep(0.25, 0.75, part)
    freed: Field = np.clip(front * (1 - near) + solved * near, 0.0, 1.0)
    return freed
