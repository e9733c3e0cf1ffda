"""An operation has a tag that is not listed under `tags`.

Why: tags group operations, and the list under `tags` documents and orders the groups. A
tag that is not listed is often misspelled, and creates another group. The presets `minimal`
and `recommended` omit the rule where `tags` is missing.

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
    known = {tag.text("name") for tag in spec.elements(spec.root, "tags")}
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


def has_no_list(spec: Spec) -> bool:
    """Whether tags are not meant to be listed."""
    return spec.member(spec.root, "tags") is None


RULE = Rule(check, Severity.WARNING, exempt=has_no_list)
