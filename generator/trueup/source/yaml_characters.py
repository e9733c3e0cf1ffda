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

_LEADING_TAB = re.compile(
    r"(?<=[|>])"  # the indicator of a block scalar
    r"([-+1-9]*[ \t]*(?:[ \t]#[^\r\n]*)?(?:\r\n?|\n)(?:[ ]*(?:\r\n?|\n))*[ ]+)\t"
)


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
    text, count = _LEADING_TAB.subn(rf"\g<1>{free}", before.text)
    return Prepared(text, {**before.meant, ord(free): "\t"}) if count else None


def _unused(text: str, count: int) -> str | None:
    """Private characters that the text does not hold, if there are so many."""
    used = set(map(ord, set(text)))
    free = [chr(code) for code in _PRIVATE if code not in used]
    return "".join(free[:count]) if len(free) >= count else None
