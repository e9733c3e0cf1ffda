"""Load, YAML: characters that YAML 1.2 takes for text and libyaml does not.

libyaml follows 1.1: it breaks lines at U+0085, U+2028 and U+2029 (1.2.2 section 5.4
does not), refuses what quoted scalars may hold (section 5.1, `nb-json`), and takes a
tab at the beginning of a block scalar for indentation (section 8.1.1.1 counts spaces
alone). Such a character is parsed as a private one that the text has no use of, which
keeps every offset, and is put back into each scalar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

_NOT_OF_1_1 = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PRIVATE = range(0xE000, 0xF900)

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)?+")
_HEADER = re.compile(r"[|>][-+1-9]*+[ \t]*+(?:$|(?<=[ \t])#)")
"""The indicators of a block scalar, in its line without the break."""
_INDENTED_TAB = re.compile(r" ++\t")


class Prepared(Struct, frozen=True):
    """A text as libyaml can read it. `meant` has the characters that were put in."""

    text: str
    meant: Mapping[int, str]

    def restored(self, scalar: str) -> str:
        """What the author wrote in a scalar of this text."""
        return scalar.translate(self.meant) if self.meant else scalar


def prepared(text: str) -> Prepared:
    """The text with a private character for each that 1.1 does not take for text."""
    found = sorted(set(_NOT_OF_1_1.findall(text)))
    if not found:
        return Prepared(text, {})
    free = _unused(text, len(found))
    if free is None:
        return Prepared(text, {})
    table = {ord(each): other for each, other in zip(found, free, strict=True)}
    meant = {ord(other): chr(code) for code, other in table.items()}
    return Prepared(text.translate(table), meant)


def without_leading_tabs(before: Prepared) -> Prepared | None:
    """The same with a private character for each tab that begins a block scalar;
    None where there is no such tab."""
    free = _unused(before.text, 1)
    if free is None:
        return None
    pieces: list[str] = []
    is_below_header = is_changed = False
    for match in _LINE.finditer(before.text):
        line = match[0]
        if is_below_header and not line.strip(" \r\n"):
            pieces.append(line)
            continue
        tab = _INDENTED_TAB.match(line) if is_below_header else None
        if tab is not None:
            line = line[: tab.end() - 1] + free + line[tab.end() :]
            is_changed = True
        pieces.append(line)
        is_below_header = _HEADER.search(line.rstrip("\r\n")) is not None
    meant = {**before.meant, ord(free): "\t"}
    return Prepared("".join(pieces), meant) if is_changed else None


def _unused(text: str, count: int) -> str | None:
    """Private characters that the text does not hold, if there are so many."""
    used = set(map(ord, set(text)))
    free = [chr(code) for code in _PRIVATE if code not in used]
    return "".join(free[:count]) if len(free) >= count else None
