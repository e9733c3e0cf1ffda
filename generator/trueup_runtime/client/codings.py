"""Content codings of responses (RFC 9110, section 8.4.1), decoded in bounded steps.

A small response may decode to a very large one, so no step makes more than `_STEP`
bytes, and all that any coding makes counts. `br` and `zstd` need the packages that
httpx2 uses for them.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Protocol

from .errors import ResponseTooLargeError

_STEP = 2**18
_INPUT = 2**12
"""Bytes that are decoded at a time. Whatever follows a gzip member or zstd frame is copied,
so a larger step takes too long for content of many small ones."""

_MOST = 3
"""Codings of one response; even two are rare."""


class CodingError(Exception):
    """Content that its coding cannot have made."""


class _Coding(Protocol):
    ends: bool  # whether the coded content is complete

    def decode(self, data: bytes) -> Iterator[bytes]: ...


class _Zlib:
    def __init__(self, bits: int) -> None:
        self._inflate = zlib.decompressobj(bits)
        self.ends = False

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        """Decode `data`, in pieces of bounded size."""
        while not self._inflate.eof:
            piece = self._inflate.decompress(data, _STEP)
            if not piece:
                break
            yield piece
            data = self._inflate.unconsumed_tail
        self.ends = self._inflate.eof


class _Deflate(_Zlib):
    """`deflate` (RFC 1950, or as some send it, RFC 1951)."""

    def __init__(self) -> None:
        super().__init__(zlib.MAX_WBITS)
        self._is_new = True

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self._is_new and data[0] & 15 != 8:
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_new = False
        yield from self._inflated(data)


class _Gzip(_Zlib):
    """`gzip` (RFC 1952): one member, or several, whose contents belong together.

    What follows the last member and does not begin like another is ignored.
    """

    def __init__(self) -> None:
        super().__init__(_GZIP_BITS)
        self._rest = b""  # the beginning of what may be the next member
        self._is_complete = False  # whether all that follows is ignored

    def decode(self, data: bytes) -> Iterator[bytes]:
        while data and not self._is_complete:
            if self.ends and not self._begins_member(data):
                return
            data, self._rest = self._rest + data, b""
            yield from self._inflated(data)
            data = self._inflate.unused_data

    def _begins_member(self, data: bytes) -> bool:
        """Whether another member begins here; keep `data` if it is too short to tell."""
        start = (self._rest + data)[: len(_GZIP_MAGIC)]
        if start == _GZIP_MAGIC:
            self._inflate = zlib.decompressobj(_GZIP_BITS)
            self.ends = False
            return True
        self._is_complete = not _GZIP_MAGIC.startswith(start)
        self._rest = start
        return False


_GZIP_BITS = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"


class _Brotli:
    def __init__(self) -> None:
        decompressor = _module("brotli", "brotlicffi").Decompressor()
        # The two packages have different names for it.
        name = "process" if hasattr(decompressor, "process") else "decompress"
        self._process: Callable[..., bytes] = getattr(decompressor, name)
        self._finished = getattr(decompressor, "is_finished", lambda: False)
        self.ends = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self.ends:
            return
        while piece := self._process(data, output_buffer_limit=_STEP // 2):
            yield piece
            data = b""
        self.ends = self._finished()


_ZSTD_WINDOW = 23
"""The logarithm of the largest window: 8 MiB (RFC 9659, section 3)."""


class _Zstandard:
    """`zstd` (RFC 8878): one frame, or several, whose contents belong together."""

    def __init__(self) -> None:
        self._module = _module(*_OPTIONAL["zstd"])
        self._decompressor = self._new()
        self.ends = False

    def _new(self) -> Any:
        largest = {self._module.DecompressionParameter.window_log_max: _ZSTD_WINDOW}
        return self._module.ZstdDecompressor(options=largest)

    def decode(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self.ends:
                self._decompressor = self._new()
            yield from self._frame(data)
            data = self._decompressor.unused_data

    def _frame(self, data: bytes) -> Iterator[bytes]:
        """The content of a frame, or of a part of it, in pieces of bounded size."""
        while not self._decompressor.eof:
            piece = self._decompressor.decompress(data, _STEP)
            if piece:
                yield piece
            if self._decompressor.needs_input:
                break
            data = b""
        self.ends = self._decompressor.eof


class Decoder:
    """Decodes content piece by piece, at most `limit` bytes in each coding."""

    def __init__(self, names: Iterable[str], limit: int | None) -> None:
        names = [name for name in names if name != "identity"]
        if len(names) > _MOST:
            raise CodingError(f"more than {_MOST} content codings")
        # Codings are listed in the order in which they were applied.
        self._codings = [_coding(name) for name in reversed(names)]
        self._made = [0] * len(self._codings)
        self._limit = limit
        self._taken = 0

    def decode(self, data: bytes) -> Iterator[bytes]:
        self._taken += len(data)
        if self._limit is not None and self._taken > self._limit:
            raise ResponseTooLargeError("the response", self._limit)
        for start in range(0, len(data), _INPUT):
            yield from self._decode(0, data[start : start + _INPUT])

    def _decode(self, level: int, data: bytes) -> Iterator[bytes]:
        if level == len(self._codings):
            yield data
            return
        coding = self._codings[level]
        try:
            for piece in coding.decode(data):
                self._made[level] += len(piece)
                if self._limit is not None and self._made[level] > self._limit:
                    raise ResponseTooLargeError("the response", self._limit)
                yield from self._decode(level + 1, piece)
        except _errors() as error:
            raise CodingError(f"invalid content coding: {error}") from None

    def finish(self) -> None:
        """Raise `CodingError` where content is missing at the end."""
        if self._taken and not all(coding.ends for coding in self._codings):
            raise CodingError("the content ends before its coding does")


def decoder(field: str, limit: int | None) -> Decoder | None:
    """The decoder for a Content-Encoding field; None if the content is not encoded."""
    if not field or field == "identity":
        return None
    names = [name.strip().lower() for name in field[:200].split(",")]
    return Decoder([name for name in names if name], limit)


@cache
def accepted() -> str:
    """The Accept-Encoding field that asks for what can be decoded here."""
    names = ["gzip", "deflate"]
    for name, modules in _OPTIONAL.items():
        try:
            _module(*modules)
        except ImportError:
            continue
        names.append(name)
    return ", ".join(names)


_OPTIONAL = {
    "br": ("brotli", "brotlicffi"),
    "zstd": ("compression.zstd", "backports.zstd"),
}


def _coding(name: str) -> _Coding:
    match name:
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
        case "br" | "zstd":
            try:
                return _Brotli() if name == "br" else _Zstandard()
            except ImportError:
                pass
    raise CodingError("unsupported content coding")


def _module(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise ImportError(f"none of {names} is installed")


def _errors() -> tuple[type[Exception], ...]:
    """The exceptions of decompressors; those of packages have no common base class."""
    return (zlib.error, *_errors_of_packages())


@cache
def _errors_of_packages() -> tuple[type[Exception], ...]:
    errors: list[type[Exception]] = []
    for modules, name in ((_OPTIONAL["br"], "error"), (_OPTIONAL["zstd"], "ZstdError")):
        try:
            errors.append(getattr(_module(*modules), name))
        except ImportError:
            continue
    return tuple(errors)
