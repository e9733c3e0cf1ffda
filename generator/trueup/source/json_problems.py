"""Syntax errors of JSON in plain words, with help."""

from __future__ import annotations

import re

_LITERALS = {
    "True": "true",
    "False": "false",
    "None": "null",
    "undefined": "null",
    "yes": "true",
    "no": "false",
}
_BRACKET_OR_STRING = re.compile(r'[\[\]{}]|"(?:[^"\\]|\\.?)*+"?+', re.DOTALL)
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_COMMENT = "JSON has no comments", "remove the comment"
_COMMA = "a comma must not precede a closing bracket", "remove the comma"
_QUOTES = "strings and keys must be in double quotes", "write `\"` instead of `'`"


def explain(problem: str, text: str, offset: int) -> tuple[str, str | None]:
    """A message, and help, for an error of Python's parser at an offset."""
    rest = text[offset:]
    if "trailing comma" in problem:
        return _COMMA
    if problem.startswith(("Expecting property name", "Expecting value")):
        return _unexpected(problem, text, offset)
    if problem.startswith("Expecting ','"):
        if not rest.strip():
            return _not_closed(text)
        if rest[0] in "}]":
            return f"`{rest[0]}` does not close the last bracket", "check the brackets"
        return "a comma is missing before this", "add a comma"
    if problem.startswith("Expecting ':'"):
        return "a colon is missing after the key", 'write `"key": value`'
    if problem.startswith("Invalid \\"):
        escape = text[offset : offset + 2]
        return f"`{escape}` is not an escape sequence", f"write `\\{escape}`"
    if problem.startswith("Invalid control character"):
        hint = "close the quote, or write `\\n` in the string"
        return "a string must not contain a line break or a tab", hint
    if problem.startswith("Unterminated string"):
        return "the quote is not closed", 'add the closing `"`'
    if problem.startswith("Extra data"):
        hint = "remove it, or check whether a bracket is closed too early"
        return "unexpected text after the end of the value", hint
    return problem[:1].lower() + problem[1:], None


def _unexpected(problem: str, text: str, offset: int) -> tuple[str, str | None]:
    """Something that is neither a key nor a value."""
    rest = text[offset:].lstrip()
    is_key = problem.startswith("Expecting property name")
    if not rest:
        return _not_closed(text)
    if rest[0] in "}]":
        if text[:offset].rstrip().endswith(","):
            return _COMMA
        return "a value is missing", "add a value, or remove the key"
    if rest[0] == "'":
        return _QUOTES
    if rest.startswith(("//", "/*", "#")):
        return _COMMENT
    word = _WORD.match(rest)
    if word is None:
        return ("a key" if is_key else "a value") + " is missing", None
    name = word[0][:40]
    if is_key:
        return f"the key `{name}` must be in double quotes", f'write `"{name}"`'
    if name in _LITERALS:
        return f"`{name}` is not a JSON value", f"write `{_LITERALS[name]}`"
    return f"`{name}` is not a JSON value", f'write `"{name}"` if a string is meant'


def _not_closed(text: str) -> tuple[str, str]:
    """The text ends within brackets."""
    opened: list[str] = []
    for bracket in _BRACKET_OR_STRING.findall(text):
        if bracket in ("{", "["):
            opened.append(bracket)
        elif bracket in ("}", "]") and opened:
            opened.pop()
    last = opened[-1] if opened else "{"
    closing = "}" if last == "{" else "]"
    return f"the file ends before `{last}` is closed", f"add `{closing}`"
