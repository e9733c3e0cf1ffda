"""Load, first step: bytes to text. Knows encodings; knows no syntax."""

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

# YAML 1.2.2 section 5.1 and RFC 8259 section 7 agree on these being unwritable.
_CONTROLS = (*map(chr, range(9)), "\x0b", "\x0c", *map(chr, range(14, 32)))


def decode(data: bytes, display: str, report: Report) -> str | None:
    """The text without its byte order mark; None, with a diagnostic, if it is none.

    UTF-8 is the rule (RFC 8259 section 8.1); UTF-16 and UTF-32 are recognised by
    their mark (YAML 1.2.2 section 5.2).
    """
    mark, encoding = next(
        (pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8")
    )
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as problem:
        before = body[: problem.start].decode(encoding, "replace")
        lines = Lines(before)
        line, column = lines.at(len(before))
        report.error(
            "invalid-encoding",
            f"the file is not {encoding.upper()}: byte 0x{body[problem.start]:02x}",
            KnownLocation(Span(display, line, column, 1)),
            help="save the file as UTF-8",
        )
        return None
    # To look for each of them is ten times as fast as to look for one of them.
    if any(control in text for control in _CONTROLS):
        control = next(re.finditer(f"[{''.join(_CONTROLS)}]", text))
        report.error(
            "invalid-character",
            f"control character U+{ord(control.group()):04X} in the text",
            KnownLocation(span_of(Lines(text), display, control.span())),
            help="write it as an escape in a double-quoted string, or remove it",
        )
        return None
    return text
