"""Parts of a multipart body: header fields, names, content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from . import media
from .codec import to_builtins
from .errors import ConfigurationError, DecodeError
from .files import File, FileSource, content_of, filename_of, is_file
from .form_fields import (
    Part,
    PartWithHeaders,
    text_of,
)
from .header_texts import header_text
from .headers import Headers
from .parameters import Header


class PartHead(msgspec.Struct, frozen=True):
    """The header fields of a part of a multipart form.

    `values` has the headers that the description declares, as JSON-shaped values.
    """

    headers: Headers
    values: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def media_type(self) -> str | None:
        return self.headers.get("Content-Type")

    @property
    def filename(self) -> str | None:
        """The file name as received: it may contain a path and is not validated."""
        disposition = self.headers.get("Content-Disposition", "")
        name = media.parameter(disposition, "filename")
        return None if name is None else _unquoted(name)


def written_part(
    name: str, value: Any, part: Part = Part(), *, is_binary: bool = False
) -> tuple[bytes | FileSource, ...]:
    """The header fields and the content of a part. A field that `is_binary` is a file."""
    given: Mapping[str, Any] = {}
    if isinstance(value, PartWithHeaders):
        value, given = value.value, value.headers
    disposition = f'form-data; name="{_quoted(name)}"'
    media_type = part.media_type
    if is_binary or is_file(value):
        file = value if isinstance(value, File) else File(value)
        content = content_of(f"form field `{name}`", file.content)
        filename = file.filename or filename_of(file.content) or name
        disposition += f'; filename="{_quoted(filename)}"'
        media_type = file.media_type or media_type or "application/octet-stream"
        if "*" in media_type or "," in media_type:
            media_type = "application/octet-stream"
    else:
        plain = to_builtins(value)
        if isinstance(plain, (dict, list, tuple)):
            media_type = media_type or "application/json"
        content = text_of(part, plain).encode()
    lines = [f"Content-Disposition: {disposition}"]
    if media_type is not None:
        lines.append(f"Content-Type: {header_text('Content-Type', media_type)}")
    lines += _fields(name, part, given)
    return "\r\n".join(lines).encode() + b"\r\n\r\n", content


def _fields(name: str, part: Part, given: Mapping[str, Any]) -> Iterator[str]:
    """The declared header fields of a part, then the others that are given."""
    left = {field.lower(): (field, value) for field, value in given.items()}
    for header in part.headers:
        _, value = left.pop(header.name.lower(), ("", header.constant))
        if value is not None and value is not msgspec.UNSET:
            yield from (": ".join(piece) for piece in header.write(value))
        elif header.required:
            raise ConfigurationError(
                f"the part `{name}` needs the header `{header.name}`: give a `PartWithHeaders`"
            )
    for field, value in left.values():
        if not re.fullmatch(_TOKEN, field) or field.lower() in _OWN:
            raise ConfigurationError(f"a part cannot have the header {field!r}")
        yield from (": ".join(piece) for piece in Header(field).write(value))


_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"


_OWN = ("content-disposition", "content-type")
"""Said by a `File`, and by the description."""


def _quoted(text: str) -> str:
    """As browsers write names (HTML, "multipart form data"), but for backslashes, which
    readers of quoted strings take for the beginning of an escape."""
    return re.sub(_UNQUOTABLE, lambda match: _ESCAPES[match[0]], text)


def _unquoted(text: str) -> str:
    """A name as it was before `_quoted`."""
    return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text)


_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A", "\0": "%00", "\\": "\\\\"}


_UNQUOTABLE = '["\r\n\0\\\\]'


_ESCAPED = "%(22|0D|0A|00)"


_MAX_HEAD = 16 * 1024


def split_parts(data: bytes, boundary: str) -> Iterator[tuple[str, Headers, bytes]]:
    """Name, header fields and content of each part."""
    pieces = (b"\r\n" + data).split(b"\r\n--" + boundary.encode("utf-8"))
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise DecodeError("multipart without its last boundary", raw=data)
    for piece in pieces[1:-1]:
        head, separator, content = (
            piece.lstrip(b" \t").removeprefix(b"\r\n").partition(b"\r\n\r\n")
        )
        if len(head) > _MAX_HEAD:
            raise DecodeError(f"a part with more than {_MAX_HEAD} bytes of headers")
        lines = head.decode("utf-8", "replace").split("\r\n")
        fields = (line.partition(":") for line in lines if line)
        headers = Headers((name.strip(), text.strip()) for name, _, text in fields)
        disposition = headers.get("content-disposition", "")
        name = media.parameter(disposition, "name")
        if not separator or name is None:
            raise DecodeError("a part without a name", raw=data)
        yield _unquoted(name), headers, content
