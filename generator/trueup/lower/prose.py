"""What descriptions say, without HTML. Knows no keyword and no Python.

Descriptions are CommonMark, which may hold HTML (OAS 3.2, "Rich Text Formatting"; and
of a fifth of all APIs they do). In a docstring nobody sees more of a tag than its name,
so the tags that mean something become the marks of CommonMark that mean the same. What
is no tag stays, such as `<id>`, which any reader of HTML would take for one and drop.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from ..resolve import Node

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_BLOCKS = ("p", "br", "hr", "ul", "ol", "div", "table", "pre", "blockquote", "note")
_BREAKS = {name: "\n\n" for name in (*_BLOCKS, "important")}
_BREAKS |= {f"h{level}": f"\n\n{'#' * level} " for level in range(1, 7)}
_BREAKS |= {"li": "\n- ", "tr": "\n", "td": " ", "th": " "}
_ALONE = frozenset(("p", "br", "li", "hr", "tr", "td", "th"))
"""Tags that need not be closed. Others that are not are no tags, as `<b>` in `<a>-<b>`."""

_BARE = ("a", "span", "u", "sup", "sub", "small", "font", "center", "tbody", "thead")
_NAMES = "|".join((*_MARKS, *_BREAKS, *_BARE, "fullname"))
_TAG = re.compile(rf"<(/?)({_NAMES})(\s[^<>]*)?/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_KEPT = "\N{OBJECT REPLACEMENT CHARACTER}"


def said(node: Node, *words: str) -> str:
    """The first of a node's texts that says something, as plain CommonMark."""
    return prose(next(filter(None, map(node.text, words)), ""))


def prose(text: str) -> str:
    """`text` with marks where it has tags of HTML; code stays as it is.

    >>> prose("<p>See <a href='/x'>this</a>.</p><ul><li><code>a</code></ul>")
    'See [this](/x).\\n\\n- `a`'
    """
    if "<" not in text or _TAG.search(text) is None or _KEPT in text:
        return text
    code = iter(_CODE.findall(text))
    marked = "".join(_marked(_CODE.sub(_KEPT, text)))
    plain = _tidied(html.unescape(marked))
    return re.sub(_KEPT, lambda _: next(code, ""), plain)


def _marked(text: str) -> Iterable[str]:
    """The pieces of `text`, every tag as the mark that stands for it."""
    closed = {found[2].lower() for found in _TAG.finditer(text) if found[1]}
    addresses: list[str] = []
    at = 0
    for found in _TAG.finditer(text):
        name, is_end = found[2].lower(), bool(found[1])
        if name not in closed and name not in _ALONE:
            continue
        yield text[at : found.start()]
        at = found.end()
        if name == "a":
            yield _link(addresses, found[3] or "", is_end)
        elif name in _MARKS:
            yield _MARKS[name]
        elif name in _BREAKS:
            is_cell = name in ("tr", "td", "th")
            yield "\n\n" if is_end and not is_cell else _BREAKS[name]
    yield text[at:]


def _link(addresses: list[str], attributes: str, is_end: bool) -> str:
    """The mark at an end of `[text](address)`; none where there is no address."""
    if is_end:
        address = addresses.pop() if addresses else ""
        return f"]({address})" if address else ""
    found = _ADDRESS.search(attributes)
    addresses.append(found[1].strip() if found else "")
    return "[" if addresses[-1] else ""


def _tidied(text: str) -> str:
    """Without spaces around lines, lines that are empty, and gaps in lists."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    text = re.sub(r"(?m)^-\n+(?=\S)", "- ", text)
    return re.sub(r"(?m)(^- [^\n]*)\n\n(?=- )", r"\1\n", text).strip()
