"""URI references outside `$ref`, such as those of discriminator mappings."""

from __future__ import annotations

from urllib.parse import unquote

from ..pointers import unescape
from ..resolve import Node, Spec


def node_at(spec: Spec, written: str, base: Node) -> Node | None:
    """The target of a URI reference with a JSON pointer, relative to the document of
    `base`; None if it does not exist or was not loaded."""
    file, _, fragment = written.partition("#")
    pointer = map(unescape, unquote(fragment).split("/")[1:])
    for document in spec.documents.values():
        root = Node(document, (), document.value)
        is_named = root.text("$self") == file or document.location.endswith(
            "/" + file.rpartition("/")[2]
        )
        if is_named if file else document is base.document:
            return root.at(*pointer)
    return None
