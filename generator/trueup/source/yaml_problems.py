"""Syntax errors of YAML in plain words, with help.

The messages of PyYAML's parsers describe the state of the parser. Both, libyaml's and Python's,
are recognized by the words that they share.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

_CONFLICT = re.compile(r"(?m)^(?:<{7}|>{7}) ")
_NOT_PLAIN = tuple("\"'&*!|>%@`{[")
_QUOTE = "quote the value if a string is meant"
_MAX_SHOWN = 40


class Problem(Struct, frozen=True):
    """A message, help, and the offset at which to show it; `first` is a related offset."""

    message: str
    help: str
    offset: int
    first: tuple[str, int] | None = None


class Failure(Struct, frozen=True):
    """The error of a parser: its message, and the offsets of the error and of the start of
    the value that it was parsing."""

    text: str
    problem: str
    offset: int
    start: int | None = None

    @property
    def line_start(self) -> int:
        return _line_start(self.text, self.offset)

    @property
    def line(self) -> str:
        return _line_at(self.text, self.offset)

    @property
    def before(self) -> str:
        """The line up to the error, without spaces at its end."""
        return self.text[self.line_start : self.offset].rstrip()

    @property
    def character(self) -> str:
        return self.text[self.offset : self.offset + 1]

    def previous_line(self) -> tuple[int, str]:
        """The offset and the text of the last line above that is not blank."""
        start = self.line_start
        while start > 0:
            start = _line_start(self.text, start - 1)
            line = _line_at(self.text, start)
            if line.strip() and not line.lstrip().startswith("#"):
                return start, line
        return 0, ""


def explain(failure: Failure) -> Problem | None:
    """The problem in plain words; None if the message of the parser is not known."""
    conflict = _CONFLICT.search(failure.text)
    if conflict is not None:
        hint = "resolve the conflict, and remove its markers"
        return Problem("the file contains a merge conflict", hint, conflict.start())
    tab = failure.line.find("\t")
    if tab >= 0 and not failure.line[:tab].strip():
        hint = "replace tabs at the start of lines by spaces"
        message = "a tab must not be used for indentation"
        return Problem(message, hint, failure.line_start + tab)
    for words, explanation in _EXPLANATIONS:
        if any(word in failure.problem for word in words):
            return explanation(failure)
    return None


def _mapping_value(failure: Failure) -> Problem:
    """A colon where the value of a key was parsed, or a deeper key below a value."""
    key, value, value_start = _pair(failure.line)
    if key and value_start <= failure.offset - failure.line_start:
        hint = f"quote it: `{_shorten(key)}: {_quoted(value)}`"
        return Problem(
            "a value that contains `: ` must be quoted", hint, failure.offset
        )
    above_start, above = failure.previous_line()
    indent = len(failure.line) - len(failure.line.lstrip())
    at = above_start + len(above) - len(above.lstrip())
    name = _shorten(above.strip())
    if re.match(r"[ \t]*(?:- +)*[\w$-]+:[^\s/]", above):
        hint = "write a space after the colon"
        return Problem(f"`{name}` lacks a space after `:`", hint, at)
    if not re.search(r":(?:\s|$)", above):
        hint = "write `key: value`"
        return Problem(f"`{name}` lacks a colon between key and value", hint, at)
    if indent > len(above) - len(above.lstrip()):
        message = (
            f"wrong indentation: `{name}` already has a value, so this cannot be in it"
        )
        hint = "indent the line like the one above"
        return Problem(message, hint, failure.line_start + indent)
    return Problem("unexpected `:`", "quote a value that contains `: `", failure.offset)


def _no_colon(failure: Failure) -> Problem:
    start = failure.offset if failure.start is None else failure.start
    name = _shorten(_line_at(failure.text, start).strip())
    hint = "write `key: value`, or indent the line if it continues the text above"
    return Problem(f"`{name}` lacks a colon between key and value", hint, start)


def _no_key(failure: Failure) -> Problem:
    """Something behind a complete value, or a line in a column of no other."""
    offset, before = failure.offset, failure.before
    if before.strip(" -"):
        if failure.character in ("}", "]"):
            message = f"`{failure.character}` closes nothing"
            return Problem(message, "remove it", offset)
        if before[-1] in "}]":
            hint = "quote the whole value if a string is meant"
            return Problem(f"unexpected text after `{before[-1]}`", hint, offset)
        if before[-1] in "\"'":
            mark = "`''`" if before[-1] == "'" else '`\\"`'
            hint = (
                f"quote the whole value, write {mark} for a quote inside it, or close"
            )
            hint += " the quote in a line above"
            return Problem("unexpected text after a closing quote", hint, offset)
        hint = "check the quotes and brackets before it"
        return Problem("unexpected text after a complete value", hint, offset)
    start = offset if failure.start is None else failure.start
    if failure.character != "-" and failure.text[start : start + 1] == "-":
        hint = "begin the line with `- `, or indent it to be a part of the item above"
        return Problem("a key in a list: each item must begin with `- `", hint, offset)
    kind = "item" if failure.character == "-" else "key"
    hint = f"indent it like the other {kind}s of the same object or list"
    return Problem(
        f"wrong indentation: this {kind} belongs to nothing above", hint, offset
    )


def _unclosed_bracket(failure: Failure) -> Problem:
    start = failure.offset if failure.start is None else failure.start
    opening = failure.text[start : start + 1]
    closing = "}" if opening == "{" else "]"
    first = (f"this `{opening}`", start)
    if failure.character in ("}", "]") and failure.character != closing:
        message = f"`{opening}` is closed by `{failure.character}`"
        return Problem(message, f"write `{closing}`", failure.offset, first)
    message = f"`{opening}` is not closed, or a comma is missing before this"
    return Problem(message, f"add `{closing}` or `,`", failure.offset, first)


def _no_value(failure: Failure) -> Problem:
    """A bracket, a comma or the end of the file where a value of a list or an object is due."""
    before = failure.text[: failure.offset].rstrip()
    rest = failure.text[failure.offset :].lstrip()
    if rest and not rest.startswith(("#", "---", "...")):
        if before[-1:] in ("[", "{") and failure.character in ("]", "}"):
            return _unclosed_bracket(replace(failure, start=len(before) - 1))
        hint = "add it, or remove the comma" if failure.character == "," else "add it"
        message = f"a value is missing before `{failure.character}`"
        return Problem(message, hint, failure.offset)
    if before[-1:] in ("[", "{"):
        closing, first = "]" if before[-1] == "[" else "}", len(before) - 1
        related = (f"this `{before[-1]}`", first)
        message = f"the file ends before `{before[-1]}` is closed"
        return Problem(message, f"add `{closing}`", failure.offset, related)
    message = "the file ends within a list or an object in brackets"
    return Problem(message, "add the closing `]` or `}`", failure.offset)


def _unclosed_quote(failure: Failure) -> Problem:
    start = failure.offset if failure.start is None else failure.start
    quote = failure.text[start : start + 1]
    if quote in ("{", "["):
        return _unclosed_bracket(failure)
    message, hint = f"the quote `{quote}` is not closed", f"add the closing `{quote}`"
    return Problem(message, hint, failure.offset, ("the quote", start))


def _bad_start(failure: Failure) -> Problem:
    is_backtick = failure.character == "`"
    sign = "a backtick" if is_backtick else f"`{failure.character}`"
    message = f"a value must not begin with {sign}"
    return Problem(message, _QUOTE, failure.offset)


def _no_name(failure: Failure) -> Problem:
    start = failure.offset - 1 if failure.start is None else failure.start
    sign = failure.text[start : start + 1]
    kind = "an alias" if sign == "*" else "an anchor"
    return Problem(f"`{sign}` begins {kind}, whose name is missing", _QUOTE, start)


def _bad_escape(failure: Failure) -> Problem:
    offset = failure.offset
    if failure.text[offset - 1 : offset] == "\\":  # where Python's parser stops
        offset -= 1
    escape = failure.text[offset : offset + 2]
    message = f"`{escape}` is not an escape sequence of double-quoted strings"
    hint = f"write `\\{escape}`, or use single quotes"
    return Problem(message, hint, offset)


def _block_scalar(failure: Failure) -> Problem:
    start = failure.offset if failure.start is None else failure.start
    sign = failure.text[start : start + 1]
    hint = "begin the text in the next line, indented"
    return Problem(
        f"the text of `{sign}` must not begin in the same line", hint, failure.offset
    )


def _directive(failure: Failure) -> Problem:
    hint = "quote the line if a string is meant"
    return Problem("a line must not begin with `%`", hint, failure.line_start)


def _tag(failure: Failure) -> Problem:
    start = failure.offset if failure.start is None else failure.start
    return Problem("`!` begins a tag, which is not valid", _QUOTE, start)


_EXPLANATIONS = (
    (("mapping values are not allowed",), _mapping_value),
    (("expected ':'",), _no_colon),
    (("node content",), _no_value),
    (("expected ',' or",), _unclosed_bracket),
    (("unexpected end of stream", "unexpected document indicator"), _unclosed_quote),
    (("expected key", "'-' indicator", "expected <block end>"), _no_key),
    (("cannot start any token",), _bad_start),
    (("expected alphabetic or numeric character",), _no_name),
    (("unknown escape character",), _bad_escape),
    (("expected comment or line break", "comment or a line break"), _block_scalar),
    (("directive",), _directive),
    (("tag",), _tag),
)
"""Words of the parsers' messages, in order, and the explanation."""


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_at(text: str, offset: int) -> str:
    start = _line_start(text, offset)
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return text[start : min(ends, default=len(text))]


def _pair(line: str) -> tuple[str, str, int]:
    """The plain key of a line, its value, and the column of the value; empty without."""
    content = line.lstrip(" -")
    key, colon, value = content.partition(": ")
    if not colon or "#" in key or key[:1] in _NOT_PLAIN:
        return "", "", 0
    return key, value.strip(), len(line) - len(content) + len(key) + len(colon)


def _quoted(value: str) -> str:
    """A value in the quotes that need no escapes."""
    mark = "'" if '"' in value else '"'
    return f"{mark}{_shorten(value)}{mark}"


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
