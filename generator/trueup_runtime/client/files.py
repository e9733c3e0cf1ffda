"""Files of multipart forms: bytes, open files and paths, which are sent in pieces."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import msgspec

from .errors import ConfigurationError

_PIECE = 2**16


class BinaryFile(Protocol):
    """A file that is open in binary mode, or another stream of bytes."""

    def read(self, size: int = -1, /) -> bytes | None: ...


class File(msgspec.Struct, frozen=True):
    """A file of a multipart form: its content, its name, its media type.

    The content is bytes, a file that is open in binary mode, or a path.
    """

    content: bytes | BinaryFile | os.PathLike[str]
    filename: str | None = None
    media_type: str | None = None


if TYPE_CHECKING:
    FileContent: TypeAlias = bytes | File | BinaryFile | os.PathLike[str]
    """A value for a file of a form. Servers receive bytes."""
else:
    FileContent = bytes  # the type of decoded forms


def is_file(value: object) -> bool:
    """Whether a value is sent as a file, whatever its field is."""
    return isinstance(value, (bytes, bytearray, memoryview, File, os.PathLike)) or (
        hasattr(value, "read") and not isinstance(value, type)
    )


class FileSource:
    """The content of a file that is not in memory; each iteration reads it again.

    `size` is None if it is not known. A file that cannot be rewound is read once.
    """

    def __init__(self, name: str, content: Any) -> None:
        self.size: int | None = None
        self.can_rewind = False
        self._name = name
        self._content = content
        self._start = 0
        try:
            if isinstance(content, os.PathLike):
                self.size, self.can_rewind = os.stat(content).st_size, True
                with open(content, "rb"):
                    pass
            elif content.seekable():
                self._start = content.tell()
                self.size = content.seek(0, os.SEEK_END) - self._start
                content.seek(self._start)
                self.can_rewind = True
        except AttributeError:
            pass  # a reader without `seekable`
        except (OSError, ValueError) as error:  # also of a file that is closed
            reason = getattr(error, "strerror", None) or error
            raise ConfigurationError(f"{name} cannot be read: {reason}") from None

    def __iter__(self) -> Iterator[bytes]:
        if isinstance(self._content, os.PathLike):
            with open(self._content, "rb") as file:
                yield from self._pieces(file)
        else:
            if self.can_rewind:
                self._content.seek(self._start)
            yield from self._pieces(self._content)

    def _pieces(self, file: Any) -> Iterator[bytes]:
        while piece := file.read(_PIECE):
            if not isinstance(piece, bytes):
                raise ConfigurationError(f"{self._name} is not open in binary mode")
            yield piece


def content_of(name: str, value: Any) -> bytes | FileSource:
    """The content of a file. Raises `ConfigurationError`; `name` is for its message."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, io.TextIOBase):
        raise ConfigurationError(f"{name} is not open in binary mode")
    if is_file(value) and not isinstance(value, File):
        return FileSource(name, value)
    raise ConfigurationError(
        f"{name} must be bytes, a `File`, a file that is open in binary mode or a path, "
        f"not a `{type(value).__name__}`"
    )


def filename_of(content: object) -> str | None:
    """The name of an open file or of a path, without folders."""
    name = content if isinstance(content, os.PathLike) else getattr(content, "name", "")
    text = os.fspath(name) if isinstance(name, (str, os.PathLike)) else ""
    return os.path.basename(text) or None


class FormStream:
    """The body of a form with files, which are read while it is sent."""

    def __init__(self, pieces: Sequence[bytes | FileSource]) -> None:
        self._pieces = pieces
        sources = [piece for piece in pieces if isinstance(piece, FileSource)]
        self.can_rewind = all(source.can_rewind for source in sources)
        sizes = [
            piece.size if isinstance(piece, FileSource) else len(piece)
            for piece in pieces
        ]
        self.length = sum(size or 0 for size in sizes) if None not in sizes else None

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            if isinstance(piece, FileSource):
                yield from piece
            else:
                yield piece
