# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes as an XMP packet, the form in which WebP files hold text."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

_NAMESPACE = "urn:recraft-blender:sandbox"
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:note="{namespace}">'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>'
    "</dc:description>"
    "<note:entries><rdf:Seq>{entries}</rdf:Seq></note:entries>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="r"?>'
)


def xmp_packet(text: Mapping[str, str]) -> bytes:
    """Every entry as "key: value", and all of them together as the picture's description."""
    lines = [_xml_safe(f"{key}: {value}") for key, value in text.items()]
    entries = "".join(f"<rdf:li>{line}</rdf:li>" for line in lines)
    packet = _PACKET.format(namespace=_NAMESPACE, description="&#10;".join(lines), entries=entries)
    return packet.encode("utf-8")


def _xml_safe(value: str) -> str:
    """`value` escaped, without the control characters and halves that XML cannot hold."""
    kept = "".join(c for c in value if c >= " " or c in "\t\n")
    return escape(kept.encode("utf-8", "replace").decode("utf-8"))
