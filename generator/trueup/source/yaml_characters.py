"""Characters that YAML 1.2 allows and libyaml, a parser of YAML 1.1, rejects.

libyaml breaks lines at U+0085, U+2028 and U+2029 (not in YAML 1.2.2, section 5.4), rejects
characters that are allowed in quoted scalars (section 5.1, `nb-json`), and treats a tab at
the start of a block scalar as indentation (only spaces are, section 8.1.1.1). Before
parsing, such characters are replaced by unused private ones, which preserves all offsets;
afterwards they are restored in scalars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

_NOT_OF_1_1 = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PRIVATE = range(0xE000, 0xF900)

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)?+")
_HEADER = re.compile(r"[|>][-+1-9]*+[ \t]*+(?:$|(?<=[ \t])#)")
"""The header of a block scalar, at the end of a line."""
_INDENTED_TAB = re.compile(r" ++\t")


class PreparedText(Struct, frozen=True):
    """A text that libyaml can parse. `originals` maps replacements to the original characters."""

    text: str
    originals: Mapping[int, str]

    def restore(self, scalar: str) -> str:
        """Restore the original characters of a scalar."""
        return scalar.translate(self.originals) if self.originals else scalar


def prepare(text: str) -> PreparedText:
    """Replace the characters that libyaml rejects."""
    rejected = sorted(set(_NOT_OF_1_1.findall(text)))
    if not rejected:
        return PreparedText(text, {})
    free = _unused(text, len(rejected))
    if free is None:
        return PreparedText(text, {})
    table = {ord(old): new for old, new in zip(rejected, free, strict=True)}
    originals = {ord(new): chr(code) for code, new in table.items()}
    return PreparedText(text.translate(table), originals)


def replace_leading_tabs(before: PreparedText) -> PreparedText | None:
    """Replace the tabs at the start of block scalars; None without any."""
    free = _unused(before.text, 1)
    if free is None:
        return None
    lines: list[str] = []
    is_below_header = is_changed = False
    for match in _LINE.finditer(before.text):
        line = match[0]
        if is_below_header and not line.strip(" \r\n"):
            lines.append(line)
            continue
        tab = _INDENTED_TAB.match(line) if is_below_header else None
        if tab is not None:
            line = line[: tab.end() - 1] + free + line[tab.end() :]
            is_changed = True
        lines.append(line)
        is_below_header = _HEADER.search(line.rstrip("\r\n")) is not None
    originals = {**before.originals, ord(free): "\t"}
    return PreparedText("".join(lines), originals) if is_changed else None


def _unused(text: str, count: int) -> str | None:
    """`count` private characters that do not occur in the text; None if there are fewer."""
    used = set(map(ord, set(text)))
    free = [chr(code) for code in _PRIVATE if code not in used]
    return "".join(free[:count]) if len(free) >= count else None
