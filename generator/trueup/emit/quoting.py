"""Conversion of text to code: literals, docstrings, comments and Markdown.

`Code` is text that is safe to emit. Text from a description becomes `Code` only by these
functions; all other `Code` consists of constants and generated names.
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
    """Text that may be emitted; the renderer rejects any other."""

    __slots__ = ()


def pystr(text: str) -> Code:
    """A Python string literal, as Black formats it.

    Characters that are invisible, change the text direction or break lines are escaped, so
    that the literal looks like its value.
    """
    if _PLAIN.fullmatch(text):
        return Code(f'"{text}"')
    quote = "'" if text.count('"') > text.count("'") else '"'
    return Code(
        quote + "".join(_escaped(character, quote) for character in text) + quote
    )


def pystr_or_none(text: str | None) -> Code | None:
    """A literal, or None; in a template, only None is false."""
    return None if text is None else pystr(text)


_PLAIN = re.compile(r"[ !#-\[\]-~]*")
"""Text without escapes: printable ASCII without double quotes and backslashes."""


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
    """A JSON value or a tuple as a Python literal on one line."""
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
            return Code(f"[{', '.join(map(pyvalue, value))}]")
        case tuple():
            comma = "," if len(value) == 1 else ""
            return Code(f"({', '.join(map(pyvalue, value))}{comma})")
        case dict():
            items = (f"{pyvalue(k)}: {pyvalue(v)}" for k, v in value.items())
            return Code("{" + ", ".join(items) + "}")
        case _:
            raise TypeError(f"not a JSON value: {type(value).__name__}")


def call(function: Code, argument: Code) -> Code:
    """A call of a function or a class."""
    return Code(f"{function}({argument})")


def docstring(text: str, indent: int = 0, *, more: Iterable[str] = ()) -> Code:
    """A docstring, wrapped and indented by `indent` columns, as Black formats it.

    The lines of `more` follow without changes. The first line is not indented.
    """
    width = max(WIDTH - indent, 40)
    paragraphs = [*_wrapped(text, width), *(line_safe(line) for line in more)]
    if len(paragraphs) == 1 and len(paragraphs[0]) > width - 6:
        # Black does not move the closing quotes of a docstring of one line.
        paragraphs = _wrapped(text, width, first=width - 6)
    while paragraphs and not paragraphs[-1].strip():
        paragraphs.pop()
    if not paragraphs:
        return Code('"""…"""')
    raw = "\n".join(paragraphs)
    body = raw.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if body.startswith('"'):  # where Black adds a space
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
    """A module with only a docstring."""
    return Code(docstring(text) + "\n")


def _wrapped(text: str, width: int, first: int = 0) -> list[str]:
    """Wrap the paragraphs of a text at `width`, and its first line at `first`; the lines of
    lists, tables and code are preserved."""
    first = first or width - 3
    if len(text) <= first and "\n" not in text and _VISIBLE.fullmatch(text):
        return [text.strip()] if text.strip() else []
    lines: list[str] = []
    for paragraph in _paragraphs(text):
        if lines:
            lines.append("")
        for block in paragraph:
            if isinstance(block, _Preformatted):
                lines += block.lines
                continue
            lines += textwrap.wrap(
                block,
                first if not lines else width,
                subsequent_indent=_indentation(block),
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]
    return lines


class _Preformatted(Struct, frozen=True):
    """Lines that are not wrapped: fenced code, and rows of tables."""

    lines: list[str]


def _paragraphs(text: str) -> list[list[str | _Preformatted]]:
    """Paragraphs of blocks: prose in one block, and each list item in one."""
    paragraphs: list[list[str | _Preformatted]] = [[]]
    lines = iter(line_safe(text, keep="\n").split("\n"))
    for line in lines:
        stripped = line.strip()
        last = paragraphs[-1][-1] if paragraphs[-1] else None
        if not stripped:
            if paragraphs[-1]:
                paragraphs.append([])
        elif stripped.startswith(_FENCE) and stripped.count(_FENCE) == 1:
            paragraphs[-1].append(_fenced(stripped, lines))
        elif stripped.startswith("|"):
            paragraphs[-1].append(_Preformatted([stripped]))
        elif isinstance(last, str) and not _BLOCK.match(stripped):
            paragraphs[-1][-1] = f"{last} {stripped}"
        else:
            paragraphs[-1].append(stripped)
    if not paragraphs[-1]:
        paragraphs.pop()
    return paragraphs


def _fenced(opening: str, lines: Iterator[str]) -> _Preformatted:
    """The lines up to the closing fence, without common indentation."""
    inside: list[str] = []
    closing = []
    for line in lines:
        if line.strip() == _FENCE:
            closing = [_FENCE]
            break
        inside.append(line.rstrip())
    code = textwrap.dedent("\n".join(inside)).split("\n")
    return _Preformatted([opening, *code, *closing])


_FENCE = "```"
_BLOCK = re.compile(r"[-*+] |\d{1,3}[.)] |[#>]|```")
"""The start of a list item, a heading, a quotation or code."""


def _indentation(block: str) -> str:
    """The start of all lines of a block except the first."""
    if block.startswith(">"):
        return "> "
    item = re.match(r"(?:[-*+]|\d{1,3}[.)]) ", block)
    return " " * item.end() if item else ""


_VISIBLE = re.compile(r"[ -~]*")
_OTHER = re.compile(r"[^ -~]")


def line_safe(text: str, keep: str = "") -> str:
    """Replace invisible characters by escapes, or by spaces."""
    if _VISIBLE.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _OTHER.sub(
        lambda match: match[0] if match[0] in keep else _visible(match[0]), text
    )


def _visible(character: str) -> str:
    if _is_visible(character):
        return character
    is_space = unicodedata.category(character) == "Zs" or character == "\n"
    return " " if is_space else f"<U+{ord(character):04X}>"


def comment(text: str, indent: int = 0) -> Code:
    """Comment lines; all except the first are indented by `indent` columns."""
    width = max(WIDTH - indent - 2, 40)
    pad = " " * indent
    lines = textwrap.wrap(
        line_safe(text), width, break_long_words=False, break_on_hyphens=False
    )
    return Code(("\n" + pad).join("# " + line for line in lines) or "#")


def indent(code: Code, columns: int) -> Code:
    """Indent all lines except the first by `columns`."""
    if not isinstance(code, Code):
        raise TypeError("only code can be indented")
    return Code(code.replace("\n", "\n" + " " * columns))


def mdtext(text: str) -> Code:
    """One line of Markdown that renders as `text`."""
    return Code(paragraph_start(escaped_markdown(_one_line(text))))


def escaped_markdown(text: str) -> Code:
    """Text inside a paragraph of Markdown; invisible characters are shown."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", _ENTITY.sub("&amp;", line_safe(text)))
    return Code(escaped.replace("<", "&lt;").replace(">", "&gt;"))


def paragraph_start(line: str) -> Code:
    """A line of Markdown that begins a paragraph, and nothing else such as a list."""
    if _BLOCK_START.match(line):
        return Code(f"\\{line}")
    number = _NUMBER.match(line)
    return Code(line if number is None else f"{number[1]}\\{line[number.end(1) :]}")


_MARKDOWN = re.compile(r"[\\`*\[\]|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"[+-](?= |$)|#{1,6}(?= |$)|-[- ]*$|=+$")
_NUMBER = re.compile(r"(\d{1,9})[.)](?= |$)")


def tomlstr(text: str) -> Code:
    """A TOML string of one line; characters that are invisible are shown as escapes."""
    line = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return Code(f'"{line}"')


def plainline(text: str) -> Code:
    """One line of a file without syntax."""
    return Code(_one_line(text))


def _one_line(text: str) -> str:
    return " ".join(line_safe(text).split())


def mdcode(text: str, *, in_table: bool = True) -> Code:
    """A Markdown code span on one line; `text` may contain backquotes."""
    line = line_safe(text).replace("\n", " ")
    line = line.replace("|", "\\|") if in_table else line
    longest = max((len(run) for run in line.split() if set(run) == {"`"}), default=0)
    fence = "`" * (1 if "`" not in line else max(longest, line.count("`")) + 1)
    space = " " if "`" in line else ""
    return Code(f"{fence}{space}{line}{space}{fence}")
