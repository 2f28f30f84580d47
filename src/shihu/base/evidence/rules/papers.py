"""PDF: nothing in it that runs, nothing that is carried along."""

import re
import zlib

from shihu.base.evidence.errors import ActiveDocument, BrokenFile, TwoFilesInOne
from shihu.base.evidence.types import Inspected, Limits

# Names that run something or carry another file, looked for with the escapes of the format undone.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)(?=[\s/(<\[\]>]|$)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TAIL = 66_000


def inspect(content: bytes, limits: Limits) -> Inspected:
    """Return the type, or refuse by name. Objects packed into streams are unpacked and looked at too; the streams of
    pictures and pages are left out, where these few letters would turn up by chance."""
    if b"PK\x05\x06\0\0\0\0" in content[-_TAIL:]:
        raise TwoFilesInOne(where="file")
    if b"%%EOF" not in content[-_TAIL:]:
        raise BrokenFile(where="file")
    left, begin = limits.most_unpacked, 0
    outside = []
    for stream in _STREAM.finditer(content):
        head = content[begin : stream.start()]
        outside.append(head)
        begin = stream.end()
        if b"/ObjStm" in _plain(head[-2000:]):
            unpacked = _unpacked(stream[1], left)
            left -= len(unpacked)
            outside.append(unpacked)
    outside.append(content[begin:])
    if any(_ACTIVE.search(_plain(part)) for part in outside):
        raise ActiveDocument(where="file")
    return Inspected("application/pdf")


def _unpacked(packed: bytes, most: int) -> bytes:
    """Return what the stream holds, up to ``most`` bytes; what is packed another way cannot be looked into."""
    try:
        return zlib.decompressobj().decompress(packed, max(1, most))
    except zlib.error:
        return packed


def _plain(part: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)
