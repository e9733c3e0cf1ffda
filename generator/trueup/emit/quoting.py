"""The only makers of text that may stand in output. Knows Python's syntax, nothing else.

`Code` marks text as safe to print. Text from a description becomes `Code` only here:
as a literal (`pystr`), a docstring or a comment. Everything else that is `Code` is
built from names and syntax that we made ourselves.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

WIDTH = 88
"""Columns of generated code: black's default."""


class Code(str):
    """Text that was made to be output; the renderer prints nothing else."""

    __slots__ = ()


def pystr(text: str) -> Code:
    """`text` as a Python string literal, in the form black would leave alone.

    Characters that are invisible, change the reading direction or break lines are
    escaped, so what a reader sees is what the literal holds.
    """
    if _PLAIN.fullmatch(text):
        return Code(f'"{text}"')
    quote = "'" if text.count('"') > text.count("'") else '"'
    return Code(
        quote + "".join(_escaped(character, quote) for character in text) + quote
    )


def pystr_or_none(text: str | None) -> Code | None:
    """A literal that a template can test: that of the empty string is not empty."""
    return None if text is None else pystr(text)


_PLAIN = re.compile(r"[ !#-\[\]-~]*")
"""Text that is its own literal: printable ASCII without quotation marks and backslashes."""


def _escaped(character: str, quote: str) -> str:
    if character == quote or character == "\\":
        return "\\" + character
    if " " <= character <= "~":
        return character
    if character in _SHORT:
        return _SHORT[character]
    if _is_visible(character):
        return character
    point = ord(character)
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _HIDDEN


def pyvalue(value: object) -> Code:
    """A JSON value, or a tuple or list of them, as a Python literal on one line."""
    match value:
        case str():
            return pystr(value)
        case None | bool() | int():
            return Code(repr(value))
        case float():
            if value != value or value in (float("inf"), float("-inf")):
                return Code(f'float("{value}")')
            return Code(repr(value))
        case list():
            return Code("[" + ", ".join(pyvalue(item) for item in value) + "]")
        case tuple():
            comma = "," if len(value) == 1 else ""
            return Code("(" + ", ".join(pyvalue(item) for item in value) + comma + ")")
        case dict():
            return Code(
                "{"
                + ", ".join(f"{pyvalue(k)}: {pyvalue(v)}" for k, v in value.items())
                + "}"
            )
        case _:
            raise TypeError(f"not a JSON value: {type(value).__name__}")


def docstring(text: str, indent: int = 0, *, more: Iterable[str] = ()) -> Code:
    """`text` as a docstring, wrapped and indented by `indent` columns.

    The first line is the summary; paragraphs of `more` follow, kept as they are.
    The result starts at the quotes (no leading indent) and is black-stable.
    """
    width = max(WIDTH - indent, 40)
    paragraphs = [*_wrapped(text, width), *(_line_safe(line) for line in more)]
    if len(paragraphs) == 1 and len(paragraphs[0]) > width - 6:
        # Black never moves the closing quotes of a docstring of one line.
        paragraphs = _wrapped(text, width, first=width - 6)
    while paragraphs and not paragraphs[-1].strip():
        paragraphs.pop()
    if not paragraphs:
        return Code('"""…"""')
    raw = "\n".join(paragraphs)
    body = raw.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if body.startswith('"'):  # a space is what black puts there
        body = " " + body
    if "\n" not in body:
        if body.endswith('"'):  # Black adds a space there and Ruff removes it
            body = body[:-1].removesuffix("\\") + "\\x22"
        return Code(f'"""{body}"""')
    pad = " " * indent
    lines = body.split("\n")
    rest = [pad + line if line.strip() else "" for line in lines[1:]]
    return Code("\n".join(['"""' + lines[0], *rest, pad + '"""']))


def docstring_module(text: str) -> Code:
    """A module that has a docstring and nothing else."""
    return Code(docstring(text) + "\n")


def _wrapped(text: str, width: int, first: int = 0) -> list[str]:
    """The text's paragraphs, refilled to `width`; lists and code keep their lines.

    The first line, which follows the quotes, is refilled to `first`.
    """
    first = first or width - 3
    if len(text) <= first and "\n" not in text and _VISIBLE.fullmatch(text):
        return [text.strip()] if text.strip() else []
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        if lines:
            lines.append("")
        for piece in paragraph:
            if isinstance(piece, _Kept):
                lines += piece.lines
                continue
            lines.extend(
                textwrap.wrap(
                    piece,
                    first if not lines else width,
                    subsequent_indent=_hanging(piece),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                or [""]
            )
    return lines


class _Kept(Struct, frozen=True):
    """Lines as they were written: code between fences, with them; rows of tables."""

    lines: list[str]


def _paragraphs(text: str) -> list[list[str | _Kept]]:
    """Paragraphs of pieces: prose is joined into one piece, a list item is one."""
    paragraphs: list[list[str | _Kept]] = [[]]
    lines = iter(_line_safe(text, keep="\n").split("\n"))
    for line in lines:
        stripped = line.strip()
        last = paragraphs[-1][-1] if paragraphs[-1] else None
        if not stripped:
            if paragraphs[-1]:
                paragraphs.append([])
        elif stripped.startswith(_FENCE) and stripped.count(_FENCE) == 1:
            paragraphs[-1].append(_fenced(stripped, lines))
        elif stripped.startswith("|"):
            paragraphs[-1].append(_Kept([stripped]))
        elif isinstance(last, str) and not _PIECE.match(stripped):
            paragraphs[-1][-1] = f"{last} {stripped}"
        else:
            paragraphs[-1].append(stripped)
    if not paragraphs[-1]:
        paragraphs.pop()
    return paragraphs


def _fenced(opening: str, lines: Iterator[str]) -> _Kept:
    """The lines up to the closing fence, without the indentation of all of them."""
    inside: list[str] = []
    closing = []
    for line in lines:
        if line.strip() == _FENCE:
            closing = [_FENCE]
            break
        inside.append(line.rstrip())
    return _Kept([opening, *textwrap.dedent("\n".join(inside)).split("\n"), *closing])


_FENCE = "```"
_PIECE = re.compile(r"[-*+] |\d{1,3}[.)] |[#>]|```")
"""What starts a line of its own: an item of a list, a heading, a quotation."""


def _hanging(piece: str) -> str:
    """What the further lines of a piece start with."""
    if piece.startswith(">"):
        return "> "
    item = re.match(r"(?:[-*+]|\d{1,3}[.)]) ", piece)
    return " " * item.end() if item else ""


_VISIBLE = re.compile(r"[ -~]*")


def _line_safe(text: str, keep: str = "") -> str:
    """Without anything that a reader cannot see: shown as an escape instead."""
    if _VISIBLE.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(
        (
            character
            if character in keep or " " <= character <= "~" or _is_visible(character)
            else (
                " "
                if unicodedata.category(character) == "Zs" or character == "\n"
                else _visible_escape(character)
            )
        )
        for character in text
    )


def _visible_escape(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def comment(text: str, indent: int = 0) -> Code:
    """`text` as comment lines; continuation lines are indented by `indent` columns."""
    width = max(WIDTH - indent - 2, 40)
    pad = " " * indent
    lines = textwrap.wrap(
        _line_safe(text), width, break_long_words=False, break_on_hyphens=False
    )
    return Code(("\n" + pad).join("# " + line for line in lines) or "#")


def indent(code: Code, columns: int) -> Code:
    """Every line after the first indented further by `columns`."""
    if not isinstance(code, Code):
        raise TypeError("only code can be indented")
    return Code(code.replace("\n", "\n" + " " * columns))


def mdtext(text: str) -> Code:
    """`text` as one line of Markdown prose that shows itself and nothing else."""
    line = " ".join(_line_safe(text).split())
    escaped = "".join("\\" + c if c in _MARKDOWN else c for c in line)
    return Code(escaped.replace("<", "&lt;").replace(">", "&gt;"))


_MARKDOWN = frozenset("\\`*_{}[]()#+!|~$")


def mdcode(text: str) -> Code:
    """`text` as a code span on one line, whatever backquotes it holds."""
    line = _line_safe(text).replace("\n", " ").replace("|", "\\|")
    longest = max((len(run) for run in line.split() if set(run) == {"`"}), default=0)
    fence = "`" * (1 if "`" not in line else max(longest, line.count("`")) + 1)
    space = " " if "`" in line else ""
    return Code(f"{fence}{space}{line}{space}{fence}")
