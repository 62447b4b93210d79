"""Large tables of a model, mapped from its file: processes that use the same model then hold them once between them.

onnxruntime copies every weight that stands in an ONNX file into memory of its own. The table of word pieces, the largest weight of a
small encoder, is only ever looked up row by row: it may as well stay in the file. Matrices that are multiplied are left to
onnxruntime, which packs them in another order anyway.

A file must not be overwritten while it is mapped; to put another in its place, as package managers do, is safe.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Tables of fewer bytes are not worth it.
LEAST = 1 << 20
#: Numbers of fields in onnx.proto: ModelProto.graph, GraphProto.initializer; dims, data_type, name and raw_data of TensorProto.
GRAPH, INITIALIZER = 7, 5
DIMS, DATA_TYPE, NAME, RAW_DATA = 1, 2, 8, 9
#: TensorProto.DataType of one byte, which may stand at any offset.
KINDS = {2: np.dtype(np.uint8), 3: np.dtype(np.int8)}
#: Wire types of Protocol Buffers.
VARINT, LENGTH = 0, 2
FIXED = {1: 8, 5: 4}

Data = mmap.mmap | bytes
Table = NDArray[Any]


class Field(NamedTuple):
    """One field of a message: its number, and ``[start, end)`` of its content."""

    number: int
    start: int
    end: int


def mapped(path: Path) -> dict[str, Table]:
    """Return the large tables of an ONNX file by name, read-only; none where the file is not as expected.

    The format is the wire format of Protocol Buffers, with the messages of onnx.proto. Raises ``OSError``.
    """
    with path.open("rb") as file:
        try:
            return dict(tables(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except (ValueError, IndexError):  # onnxruntime will say what is wrong with it
            return {}


def tables(data: Data) -> Iterator[tuple[str, Table]]:
    """Yield the large tables of a model with their names. Raises ``ValueError`` or ``IndexError`` for bytes that are no message.

    >>> table = b"\\x08\\x80\\x80\\x40" + b"\\x08\\x01" + b"\\x10\\x03" + b"\\x42\\x01w" + b"\\x4a\\x80\\x80\\x40" + bytes(1 << 20)
    >>> graph = b"\\x2a\\x8f\\x80\\x40" + table
    >>> [(name, found.shape, found.dtype.name) for name, found in tables(b"\\x3a\\x93\\x80\\x40" + graph)]
    [('w', (1048576, 1), 'int8')]
    >>> list(tables(b"\\x08\\x08"))
    []
    """
    for graph in fields(data, 0, len(data)):
        for tensor in fields(data, graph.start, graph.end) if graph.number == GRAPH else ():
            if tensor.number == INITIALIZER and tensor.end - tensor.start >= LEAST:
                yield from table(data, tensor)


def table(data: Data, tensor: Field) -> Iterator[tuple[str, Table]]:
    """Yield one tensor where it is a large table of bytes."""
    dims: list[int] = []
    name, kind, raw = "", 0, tensor
    for field in fields(data, tensor.start, tensor.end):
        if field.number == DIMS:
            dims += numbers(data, field)
        elif field.number == DATA_TYPE:
            (kind,) = numbers(data, field)
        elif field.number == NAME:
            name = data[field.start : field.end].decode("utf8")
        elif field.number == RAW_DATA:
            raw = field
    if len(dims) == 2 and kind in KINDS and raw.number == RAW_DATA:
        yield name, np.frombuffer(data, KINDS[kind], raw.end - raw.start, raw.start).reshape(dims)


def fields(data: Data, start: int, end: int) -> Iterator[Field]:
    """Yield the fields of the message in ``[start, end)``; raises ``ValueError`` or ``IndexError`` where it is none."""
    at = start
    while at < end:
        key, first = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == LENGTH:
            size, first = varint(data, first)
            at = first + size
        else:
            at = varint(data, first)[1] if wire == VARINT else first + FIXED.get(wire, len(data))
        if at > end:
            raise ValueError("a field is longer than its message, or of no known kind")
        yield Field(number, first, at)


def numbers(data: Data, field: Field) -> Iterator[int]:
    """Yield the numbers of a field, which may be one, or several one behind the other."""
    at = field.start
    while at < field.end:
        value, at = varint(data, at)
        yield value


def varint(data: Data, at: int) -> tuple[int, int]:
    """Return the number at an offset, and the offset behind it; raises ``ValueError`` for one of more than 64 bits.

    >>> varint(b"\\x96\\x01", 0)
    (150, 2)
    >>> varint(b"\\xff" * 11, 0)
    Traceback (most recent call last):
    ValueError: a number of more than 64 bits
    """
    value = 0
    for shift in range(0, 70, 7):
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    raise ValueError("a number of more than 64 bits")
