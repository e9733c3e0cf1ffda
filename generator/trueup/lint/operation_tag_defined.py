"""An operation has a tag that is not listed under `tags`.

Why: tags group operations, and the list under `tags` documents and orders the groups. A
tag that is not listed is often misspelled, and creates another group.

Bad:  `tags: [Pest]` where the description lists `Pets`
Good: `tags: [Pets]`
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..diagnostics import Severity
from ..suggestions import did_you_mean
from .rule import Rule, Violation
from .traversal import operations

if TYPE_CHECKING:
    from ..resolve import Spec


def check(spec: Spec) -> Iterator[Violation]:
    listed = spec.member(spec.root, "tags")
    if listed is None:
        return  # without a list, tags are not meant to be listed
    known = {tag.text("name") for tag in listed.elements()}
    if "" in known:
        return  # validation reports a tag without a name, which may be the missing one
    for operation in operations(spec):
        for tag in operation.node.elements("tags"):
            if isinstance(tag.value, str) and tag.value not in known:
                yield Violation(
                    tag,
                    f"tag `{tag.value}` is not listed under `tags`",
                    help=partial(did_you_mean, tag.value, known),
                )


RULE = Rule(check, Severity.WARNING)
