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
        self._folder = tempfile.TemporaryDirectory(prefix="recraft-sandbox-")
        self._lifetime_s = lifetime_s
        self._pictures: dict[str, StoredPicture] = {}
        self._lock = threading.Lock()

    def add(self, content: bytes, media_type: str, width: int, height: int) -> tuple[str, str]:
        """Store a picture; its id and the path of its link, in the form of the service's."""
        image_id = str(uuid.uuid4())
        path = Path(self._folder.name) / image_id
        path.write_bytes(content)
        signature = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        size = f"rs:fit:{width}:{height}:0"
        link = f"/{signature}/{size}/raw:1/plain/abs://external/images/{image_id}"
        stored = StoredPicture(image_id, path, media_type, time.time() + self._lifetime_s)
        with self._lock:
            self._pictures[link] = stored
        return image_id, link

    def get(self, link: str) -> StoredPicture | None:
        """The picture behind a link, or None when there is none or it has expired."""
        with self._lock:
            stored = self._pictures.get(link)
        return stored if stored is not None and stored.expires > time.time() else None

    def close(self) -> None:
        """Delete all pictures."""
        self._folder.cleanup()
