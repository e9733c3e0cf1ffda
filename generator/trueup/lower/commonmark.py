"""Descriptions as plain CommonMark, without HTML.

Descriptions are CommonMark, which may contain HTML (OAS 3.2, "Rich Text Formatting");
a fifth of all APIs use it. A docstring is not rendered, so tags with a meaning become
the CommonMark syntax for it. What is not an HTML tag is preserved, such as `<id>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..resolve import Node

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_BLOCKS = ("p", "br", "hr", "ul", "ol", "div", "table", "pre", "blockquote", "note")
_BREAKS = {name: "\n\n" for name in (*_BLOCKS, "important")}
_BREAKS |= {f"h{level}": f"\n\n{'#' * level} " for level in range(1, 7)}
_BREAKS |= {"li": "\n- ", "tr": "\n", "td": " ", "th": " "}
_VOID = frozenset(("p", "br", "li", "hr", "tr", "td", "th"))
"""Tags without an end tag. Any other that is not closed is text, as `<b>` in `<a>-<b>`."""

_DROPPED = ("a", "span", "u", "sup", "sub", "small", "font", "center", "tbody", "thead")
_NAMES = "|".join((*_MARKS, *_BREAKS, *_DROPPED, "fullname"))
_TAG = re.compile(rf"<(/?)({_NAMES})(\s[^<>]*)?/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
_PLACEHOLDER = "\N{OBJECT REPLACEMENT CHARACTER}"


def description_of(node: Node, *words: str) -> str:
    """The first non-empty text under one of `words`, as plain CommonMark."""
    return html_to_markdown(next(filter(None, map(node.text, words)), ""))


def html_to_markdown(text: str) -> str:
    """`text` with CommonMark in place of HTML tags; code is preserved.

    >>> html_to_markdown("<p>See <a href='/x'>this</a>.</p><ul><li><code>a</code></ul>")
    'See [this](/x).\\n\\n- `a`'
    """
    if "<" not in text or _TAG.search(text) is None or _PLACEHOLDER in text:
        return text
    import html  # a large table, and rarely needed

    code = iter(_CODE.findall(text))
    marked = "".join(_converted(_CODE.sub(_PLACEHOLDER, text)))
    plain = _without_gaps(html.unescape(marked))
    return re.sub(_PLACEHOLDER, lambda _: next(code, ""), plain)


def _converted(text: str) -> Iterator[str]:
    """The fragments of `text`, with each tag converted."""
    closed = {tag[2].lower() for tag in _TAG.finditer(text) if tag[1]}
    addresses: list[str] = []
    position = 0
    for tag in _TAG.finditer(text):
        name, is_end = tag[2].lower(), bool(tag[1])
        if name not in closed and name not in _VOID:
            continue
        yield text[position : tag.start()]
        position = tag.end()
        if name == "a":
            yield _link(addresses, tag[3] or "", is_end)
        elif name in _MARKS:
            yield _MARKS[name]
        elif name in _BREAKS:
            is_cell = name in ("tr", "td", "th")
            yield "\n\n" if is_end and not is_cell else _BREAKS[name]
    yield text[position:]


def _link(addresses: list[str], attributes: str, is_end: bool) -> str:
    """The start or the end of `[text](address)`; empty without an address."""
    if is_end:
        address = addresses.pop() if addresses else ""
        return f"]({address})" if address else ""
    attribute = _ADDRESS.search(attributes)
    addresses.append(attribute[1].strip() if attribute else "")
    return "[" if addresses[-1] else ""


def _without_gaps(text: str) -> str:
    """Without spaces around lines, repeated empty lines, and gaps in lists."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    text = re.sub(r"(?m)^-\n+(?=\S)", "- ", text)
    return re.sub(r"(?m)(^- [^\n]*)\n\n(?=- )", r"\1\n", text).strip()
