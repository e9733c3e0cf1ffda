"""XML for a standard stream or a file."""

from __future__ import annotations

from xml.etree import ElementTree

from .escaping import escape


def child(
    parent: ElementTree.Element, tag: str, **attributes: str
) -> ElementTree.Element:
    """Append an element. Values are escaped, since XML 1.0 has no control characters."""
    escaped = {key: escape(value) for key, value in attributes.items()}
    return ElementTree.SubElement(parent, tag, escaped)


def to_text(root: ElementTree.Element) -> str:
    """Write a document in ASCII, indented."""
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, "us-ascii", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{data.decode("ascii")}\n'
