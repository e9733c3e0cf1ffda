"""Decoding of files."""

from __future__ import annotations

import codecs
import re

from ..diagnostics import KnownLocation, Report, Span
from .document import Lines, span_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Not allowed by YAML 1.2.2, section 5.1, and RFC 8259, section 7.
_CONTROLS = (*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)))


def encode_like(text: str, old: str, content: bytes) -> bytes | None:
    """Encode a text as a file whose content is that of the text `old`; None if it is not."""
    mark, encoding = _encoding(content)
    if mark + old.encode(encoding, "surrogatepass") != content:
        return None
    return mark + text.encode(encoding, "surrogatepass")


def _encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a file, and its encoding."""
    return next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))


def decode(data: bytes, display: str, report: Report) -> str | None:
    """Decode a file, without its byte order mark; None, with a diagnostic, if it is invalid.

    The encoding is UTF-8 (RFC 8259, section 8.1), or UTF-16 or UTF-32 with a byte order
    mark (YAML 1.2.2, section 5.2).
    """
    mark, encoding = _encoding(data)
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace")
        lines = Lines(before)
        line, column = lines.at(len(before))
        report.error(
            "invalid-encoding",
            f"the file is not valid {encoding.upper()}: byte 0x{body[error.start]:02x}",
            KnownLocation(Span(display, line, column, 1)),
            help="save the file as UTF-8",
        )
        return None
    # Ten times as fast as one regular expression.
    if any(control in text for control in _CONTROLS):
        control = next(re.finditer(f"[{''.join(_CONTROLS)}]", text))
        report.error(
            "invalid-character",
            f"invalid control character U+{ord(control.group()):04X}",
            KnownLocation(span_of(Lines(text), display, control.span())),
            help="remove it, or escape it in a double-quoted string",
        )
        return None
    return text
