"""References as text: any text is resolved or is a `ValueError`, and stays where it may."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trueup.diagnostics import Report
from trueup.resolve import Access, Node, resolve
from trueup.resolve.uris import Identifiers, find_fragment, parse_reference
from trueup.source import Document, is_url
from trueup.source.files import parse_bytes

PIECES = st.sampled_from(
    "../ ./ / // \\ : @ # ? % %2e %2f %00 %ff ~0 ~1 ~ http:// https:// HTTPS:// file: "
    "file:// file:/// urn: C: [ ] [::1] localhost example.com :443 etc/passwd a.yaml "
    "components schemas 0 ١ é \u202e \0 \n \t".split(" ")
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=8).map("".join)
HEAD = b'{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, '


def document(data: bytes, location: str | None = None) -> Document:
    path = Path(location or "/project/api/openapi.json")
    found = parse_bytes(data, path, Report(), location=location)
    assert found is not None
    return found


@given(TEXTS)
def test_reference_has_a_destination_or_is_invalid(text: str) -> None:
    for location in (None, "https://example.com/api/openapi.json"):
        root = document(b'{"a": {}}', location)
        try:
            target_uri = parse_reference(
                text, Node(root, (), root.value), Identifiers()
            )
        except ValueError:
            continue
        assert "\0" not in target_uri.location
        resource = target_uri.resource or Node(root, (), root.value)
        found, deepest, missing = find_fragment(
            target_uri.fragment, resource, Identifiers()
        )
        assert found is not None or missing or not target_uri.fragment.strip("/")
        assert deepest.document is root


@given(TEXTS)
def test_reference_of_a_local_file_never_leaves_its_folder(text: str) -> None:
    """Nothing there exists, so an attempt to read would say so."""
    report = Report()
    root = document(HEAD + b'"components": {"schemas": {"A": {}, "B": {}}}}')
    value = root.value
    assert isinstance(value, dict)
    value["components"] = {"schemas": {"A": {"$ref": text}}}
    assert resolve(root, report, Access()) is not None
    opened = [path for path in report.read if os.path.isabs(path)]
    assert all(f"{path}/".startswith("/project/api/") for path in opened)
    for found in report:
        assert found.severity is not None and found.message


@given(TEXTS, TEXTS)
def test_schema_may_call_itself_anything(identifier: str, reference: str) -> None:
    root = document(HEAD + b'"components": {"schemas": {}}, "x": "$id $anchor"}')
    value = root.value
    assert isinstance(value, dict)
    schema = {"$id": identifier, "$anchor": reference, "items": {"$ref": reference}}
    value["components"] = {"schemas": {"A": schema, "B": {"$ref": identifier}}}
    assert resolve(root, Report(), Access()) is not None


@given(TEXTS)
def test_remote_document_leads_to_the_network_only(text: str) -> None:
    """A location in the file system is refused by the caller: see `tests/remote`."""
    root = document(b"{}", "https://example.com/api/openapi.json")
    try:
        target_uri = parse_reference(text, Node(root, (), root.value), Identifiers())
    except ValueError:
        return
    if target_uri.resource is None and not is_url(target_uri.location):
        assert text.partition(":")[0].strip().isascii() and ":" in text
