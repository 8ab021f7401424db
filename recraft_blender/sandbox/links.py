# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results behind links that need no token and expire, as the service's do."""

import base64
import secrets
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

LIFETIME_S = 24 * 3600.0
SHORT_LIFETIME_S = 3600.0
"""Of links asked for with `expire`. The service does not say what it means; this is our guess."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture on the disk until `expires` (Unix seconds)."""

    id: str
    path: Path
    media_type: str
    expires: float


class Links:
    """Pictures in a temporary folder, found by the path of their link. Thread-safe."""

    def __init__(self, lifetime_s: float = LIFETIME_S) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lifetime_s = lifetime_s
        self._ahead_s = 0.0
        self._is_closed = False
        self._pictures: dict[str, StoredPicture] = {}
        self._lock = threading.Lock()

    def add(
        self,
        content: bytes,
        media_type: str,
        width: int,
        height: int,
        *,
        image_id: str | None = None,
        expire: bool = False,
    ) -> tuple[str, str]:
        """Store a picture; its id and the path of its link, in the form of the service's.

        `width` and `height` are 0 where the size is the picture's own. With `expire` it lives for
        an hour at the most. Raises OSError when it cannot be stored.
        """
        image_id = image_id or str(uuid.uuid4())
        path = self._place() / image_id
        path.write_bytes(content)
        signature = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        size = f"rs:fit:{width}:{height}:0"
        link = f"/{signature}/{size}/raw:1/plain/abs://external/images/{image_id}"
        lifetime = min(self._lifetime_s, SHORT_LIFETIME_S) if expire else self._lifetime_s
        stored = StoredPicture(image_id, path, media_type, self._now() + lifetime)
        with self._lock:
            self._pictures[link] = stored
        return image_id, link

    def get(self, link: str) -> StoredPicture | None:
        """The picture behind a link, or None when there is none or it has expired."""
        with self._lock:
            stored = self._pictures.get(link)
        return stored if stored is not None and stored.expires > self._now() else None

    def pass_time(self, seconds: float) -> None:
        """Move the clock that links expire by."""
        self._ahead_s += seconds

    def close(self) -> None:
        """Delete all pictures, and take no more."""
        with self._lock:
            self._is_closed = True
            if self._folder is not None:
                self._folder.cleanup()

    def _place(self) -> Path:
        with self._lock:
            if self._is_closed:  # an answer that was still under way when the sandbox stopped
                raise FileNotFoundError
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="recraft-sandbox-")
            return Path(self._folder.name)

    def _now(self) -> float:
        return time.time() + self._ahead_s
