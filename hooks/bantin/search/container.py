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
_MAX_VARINT: Final = 9  # bytes of an integer of 63 bits


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


def unwrap(file: bytes) -> bytes:
    """Return the payload of a file that ``wrap`` made."""
    body = file[file.index(b'","') + 3 : file.rindex(b'"')]
    # between two escaped backslashes, a backslash belongs to what follows it
    parts = body.split(_ESCAPES[0][1])
    for raw, escaped in _ESCAPES[1:]:
        parts = [part.replace(escaped, raw) for part in parts]
    return _ESCAPES[0][0].join(parts)


def unpack(data: bytes) -> tuple[object, list[bytes]]:
    """Return the JSON value and the sections of a record that ``pack`` made."""
    count = int(read_varints(data, 1)[0])
    sizes = read_varints(data, count + 1).tolist()
    at = len(varints(sizes))
    parts = []
    for size in sizes[1:]:
        parts.append(zlib.decompress(data[at : at + size], -15))
        at += size
    return json.loads(parts[0]), parts[1:]


def read_varints(data: bytes, most: int | None = None) -> "npt.NDArray[np.int64]":
    """Return the integers of LEB128, all of *data* or the first *most*."""
    if most is not None:
        data = data[: _MAX_VARINT * most]
    stream = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(stream < 1 << _LOW_BITS)[:most]
    if not len(ends):
        return np.empty(0, dtype=np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    stream = stream[: ends[-1] + 1]
    within = np.arange(len(stream)) - np.repeat(starts, ends - starts + 1)
    return np.add.reduceat((stream & 0x7F).astype(np.int64) << (within * _LOW_BITS), starts)


def varint_stream(
    values: "npt.NDArray[np.int64]",
) -> tuple["npt.NDArray[np.uint8]", "npt.NDArray[np.int64]"]:
    """Return *values* as LEB128, and the place of each in the bytes, with the end as a last one."""
    sizes = np.ones(len(values), dtype=np.int64)
    left = values >> _LOW_BITS
    while left.any():
        sizes += left > 0
        left >>= _LOW_BITS
    places = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(sizes, out=places[1:])
    out = np.empty(int(places[-1]), dtype=np.uint8)
    at, rest, more = places[:-1], values, sizes > 1
    while len(rest):
        out[at] = (rest & 0x7F) | (more << _LOW_BITS)
        at, rest = at[more] + 1, rest[more] >> _LOW_BITS
        more = rest >> _LOW_BITS > 0
    return out, places
