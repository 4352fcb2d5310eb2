"""The container of every file of the index: a script that hands over bytes.

A browser that reads the site from a disk (``file://``) may load nothing but classic scripts, so
each file is one: ``bantinSearch("NAME","BYTES")``. The bytes stand in the string as they are, four
of them escaped, and the script is loaded with ``charset="x-user-defined"``, which maps every byte
to one character (WHATWG Encoding Standard, section 14.5). Over HTTP the same file is fetched and
taken apart without running it. The overhead is about 1.6 %, where base64 would cost 33 %.
"""

import json
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

# the backslash first, since the others' escapes have one
_ESCAPES: Final = ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n"), (b"\r", b"\\r"))
_LOW_BITS: Final = 7


def wrap(name: str, payload: bytes) -> bytes:
    """Return the file *name* (without ``.js``) that hands *payload* over."""
    body = payload
    for raw, escaped in _ESCAPES:
        body = body.replace(raw, escaped)
    return b'bantinSearch("%s","%s")\n' % (name.encode("ascii"), body)


def deflate(data: bytes) -> bytes:
    """Return *data* as a raw deflate stream (RFC 1951).

    A column of codes repeats nothing, and matches found by chance only cost there.
    """
    streams = []
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_HUFFMAN_ONLY):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, strategy)
        streams.append(packer.compress(data) + packer.flush())
    return min(streams, key=len)


def pack(head: object, *sections: bytes) -> bytes:
    """Return a record of one JSON value and binary sections, each deflated, their sizes first."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [deflate(part) for part in (text, *sections)]
    return varints([len(parts), *map(len, parts)]) + b"".join(parts)


def varints(values: "Iterable[int]") -> bytes:
    """Return *values* as little-endian base-128 integers (LEB128)."""
    out = bytearray()
    for value in values:
        rest = value
        while rest >> _LOW_BITS:
            out.append(rest & 0x7F | 0x80)
            rest >>= _LOW_BITS
        out.append(rest)
    return bytes(out)


def varint_stream(
    values: "npt.NDArray[np.uint64]",
) -> tuple["npt.NDArray[np.uint8]", "npt.NDArray[np.int64]"]:
    """Return *values* as LEB128, and the place of each in the bytes, with the end as a last one."""
    sizes = np.ones(len(values), dtype=np.int64)
    rest = values >> np.uint64(_LOW_BITS)
    while rest.any():
        sizes += rest > 0
        rest >>= np.uint64(_LOW_BITS)
    places = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    out = np.empty(int(places[-1]), dtype=np.uint8)
    for byte in range(int(sizes.max(initial=0))):
        here = sizes > byte
        more = (sizes[here] > byte + 1).astype(np.uint8) << _LOW_BITS
        low = (values[here] >> np.uint64(_LOW_BITS * byte)).astype(np.uint8) & 0x7F
        out[places[:-1][here] + byte] = low | more
    return out, places
