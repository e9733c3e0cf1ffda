"""Copies of generic schemas, apart from what is generated of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.diagnostics import Report
from trueup.normalize import dynamic_scopes, normalize
from trueup.resolve import Node, Spec, resolve
from trueup.source import parse

PAGE = """
    Page:
      $id: https://example.com/page
      type: object
      properties: {items: {type: array, items: {$dynamicRef: '#item'}}}
      $defs: {item: {$dynamicAnchor: item}}
"""
NAMES = """
    Names:
      $ref: https://example.com/page
      $defs: {item: {$dynamicAnchor: item, type: string}}
"""


def normalized(schemas: str) -> tuple[Spec, Spec]:
    report = Report()
    text = "openapi: 3.1.1\ninfo: {title: a, version: '1'}\npaths: {}\n"
    text += f"components:\n  schemas:\n{schemas}"
    document = parse(text, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None and len(report) == 0
    return spec, normalize(spec, report)


def at(spec: Spec, *names: str) -> Node:
    node = spec.root.at("components", "schemas", *names)
    assert node is not None
    return node


def test_copy_has_the_source_locations_of_the_original() -> None:
    old, new = normalized(PAGE + NAMES)
    path = ("properties", "items", "items")
    original, copy = at(old, "Page", *path), at(new, "Names", *path)
    assert copy.span() == original.span()
    assert new.target(copy) == at(new, "Names", "$defs", "item")


def test_description_without_bindings_is_unchanged() -> None:
    old, new = normalized(PAGE)
    assert new is old


def test_reference_without_a_binding_leads_to_its_default() -> None:
    _, new = normalized(PAGE + NAMES)
    items = at(new, "Page", "properties", "items", "items")
    assert new.target(items) == at(new, "Page", "$defs", "item")


def test_depth_of_copies_is_limited() -> None:
    count = dynamic_scopes.MAX_DEPTH + 10
    chain = "".join(
        f"    C{index}: {{properties: {{next: {{$ref: '#/components/schemas/C{index + 1}'}}}}}}\n"
        for index in range(count)
    )
    chain += f"    C{count}: {{$ref: https://example.com/page}}\n"
    names = NAMES.replace("https://example.com/page", "'#/components/schemas/C0'")
    _, new = normalized(PAGE + chain + names)
    below = ("properties", "next") * (dynamic_scopes.MAX_DEPTH)
    assert new.target(at(new, "Names", *below)) == at(
        new, f"C{dynamic_scopes.MAX_DEPTH}"
    )


def test_number_of_copies_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dynamic_scopes, "MAX_COPIES", 1)
    _, new = normalized(PAGE + NAMES)
    assert new.target(at(new, "Names")) == at(new, "Page")
