"""An operation has a tag that the description does not list.

Why: tags group operations, and the list at the top is where a group is described and
put in order. A tag that is missing there is often a misspelt one, which makes a second
group.

Bad:  `tags: [Pest]` where the description lists `Pets`
Good: `tags: [Pets]`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..suggestions import did_you_mean
from .rule import Finding, Rule
from .walking import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Finding]:
    listed = spec.member(spec.root, "tags")
    if listed is None:
        return  # a description that lists no tags at all means to
    known = {tag.text("name") for tag in listed.elements()}
    for operation in operations(spec):
        tags = operation.node.get("tags")
        for tag in () if tags is None else tags.elements():
            if isinstance(tag.value, str) and tag.value not in known:
                yield Finding(
                    tag,
                    f"the tag `{tag.value}` is not listed under `tags`",
                    help=partial(did_you_mean, tag.value, known),
                )


RULE = Rule(check, Severity.NOTE)
