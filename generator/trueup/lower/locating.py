"""Where a text leads that is no `$ref`: into a file that was read for other reasons."""

from __future__ import annotations

from urllib.parse import unquote

from ..resolve import Node
from .context import Context


def node_at(ctx: Context, written: str, place: Node) -> Node | None:
    """What a URI reference with a JSON pointer names, as it stands at `place`; None
    where nothing is there."""
    file, _, fragment = written.partition("#")
    pointer = tuple(
        part.replace("~1", "/").replace("~0", "~")
        for part in unquote(fragment).split("/")[1:]
    )
    for document in ctx.spec.documents.values():
        root = Node(document, (), document.value)
        is_named = root.text("$self") == file or document.location.endswith(_tail(file))
        if document is place.document if not file else is_named:
            return root.at(*pointer)
    return None


def _tail(file: str) -> str:
    return "/" + file.rpartition("/")[2]
