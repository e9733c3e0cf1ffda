"""Markdown in descriptions, as Markdown of generated pages.

Paragraphs, emphasis, code, lists, quotations, tables and links with `http` or `https` are
kept. Headings become bold text, images their text; anything else is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from .quoting import Code, escaped_markdown, line_safe, mdcode, mdtext, paragraph_start

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_MAX_LENGTH = 20_000
"""Characters of a text that is parsed; markup of a longer one is escaped."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;:()'\"/?!%@={}-]*")
"""Text of one line without markup."""

_MARKS = {"em": "*", "strong": "**"}
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
_ENCODED = {ord(character): f"%{ord(character):02X}" for character in "()<>[]\\|`*"}


def mdblocks(text: str) -> Code:
    """The blocks of a text, with an empty line between them."""
    if _PLAIN.fullmatch(text):
        return mdtext(text)
    if len(text) > _MAX_LENGTH:
        paragraphs = map(mdtext, re.split(r"\n[ \t\r]*\n", text))
        return Code("\n\n".join(filter(None, paragraphs)))
    return Code(_blocks(_parsed(text).children))


def mdline(text: str) -> Code:
    """A text on one line, as in a cell of a table; items of lists are joined by `;`."""
    if _PLAIN.fullmatch(text) or len(text) > _MAX_LENGTH:
        return mdtext(text)
    return Code(paragraph_start(_flat(_parsed(text))))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _parsed(text: str) -> SyntaxTreeNode:
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse(line_safe(text, keep="\n")))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "\n\n".join(filter(None, map(_block, nodes)))


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return paragraph_start(_inline(node.children, in_table=False))
        case "heading":
            title = escaped_markdown(" ".join(_words(node)))
            return f"**{title}**" if title else ""
        case "bullet_list" | "ordered_list":
            return "\n\n".join(_items(node))
        case "blockquote":
            return _indented(_blocks(node.children), "> ", "> ")
        case "fence" | "code_block":
            return _fence(node.content)
        case "table":
            return "\n".join(_rows(node))
        case _:  # a thematic break
            return ""


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    start = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, start):
        marker = "- " if node.type == "bullet_list" else f"{number}. "
        yield _indented(_blocks(item.children), marker, " " * len(marker))


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    starts = (first, *[rest] * (len(lines) - 1))
    pairs = zip(starts, lines, strict=True)
    return "\n".join(f"{start}{line}".rstrip() for start, line in pairs)


def _fence(content: str) -> str:
    """Code that no test runs: `text`, and no line begins with a fence of another language."""
    code = line_safe(content, keep="\n").rstrip("\n")
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    indentation = " " if "```" in code else ""
    return _indented(f"{fence}text\n{code}\n{fence}", indentation, indentation)


def _rows(node: SyntaxTreeNode) -> Iterator[str]:
    rows = [row for part in node.children for row in part.children]
    for number, row in enumerate(rows):
        cells = (_inline(cell.children, in_table=True) for cell in row.children)
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'---|' * len(row.children)}"


def _flat(node: SyntaxTreeNode) -> str:
    """A node on one line."""
    if node.type == "inline":
        return _inline((node,), in_table=True)
    if node.type in ("fence", "code_block"):
        return mdcode(" ".join(node.content.split())) if node.content.strip() else ""
    separator = "; " if node.type.endswith("_list") else " "
    return separator.join(filter(None, map(_flat, node.children)))


def _inline(nodes: Sequence[SyntaxTreeNode], *, in_table: bool) -> str:
    parts = (_phrase(node, in_table) for node in nodes)
    return " ".join("".join(parts).split())


def _phrase(node: SyntaxTreeNode, in_table: bool) -> str:
    match node.type:
        case "code_inline":
            return mdcode(node.content, in_table=in_table)
        case "softbreak" | "hardbreak":
            return " "
        case "text" | "image":
            return escaped_markdown(node.content)
    inner = "".join(_phrase(child, in_table) for child in node.children)
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        if inner.strip() and _ADDRESS.fullmatch(address):
            encoded = address.translate(_ENCODED).replace("&", "&amp;")
            return f"[{inner}]({encoded})"
    mark = _MARKS.get(node.type, "")
    return f"{mark}{inner}{mark}"


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    """The words of a node, without markup."""
    if not node.children:
        yield from line_safe("" if node.is_root else node.content).split()
    for child in node.children:
        yield from _words(child)


def mdfenced(code: Code) -> Code:
    """Code for a fenced block of Markdown, in which string literals contain no HTML tags.

    Other code has no `<` before a letter.
    """
    if not isinstance(code, Code):
        raise TypeError("only code can be in a block of code")
    return Code(_TAG.sub(r"\\x3c", code))


_TAG = re.compile(r"<(?=[A-Za-z/!?])")
