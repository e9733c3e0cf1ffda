"""Lowers descriptions, with every stage before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from trueup import ir
from trueup.diagnostics import Report
from trueup.lower import lower
from trueup.normalize import normalize
from trueup.resolve import resolve
from trueup.source import parse

HEAD = "openapi: 3.1.1\ninfo: {title: T, version: '1'}\n"


class Lowered:
    """An API and its diagnostics."""

    def __init__(self, api: ir.Api, report: Report) -> None:
        self.api = api
        self.report = report

    @property
    def codes(self) -> list[str]:
        return [diagnostic.code for diagnostic in self.report]

    def type(self, key: str) -> ir.Type:
        return self.api.by_key[key].type

    def object(self, key: str) -> ir.Object:
        type_ = self.type(key)
        assert isinstance(type_, ir.Object), type_
        return type_

    def field(self, key: str, name: str) -> ir.Field:
        return next(field for field in self.object(key).fields if field.name == name)

    def operation(self, id_: str) -> ir.Operation:
        return next(each for each in self.api.operations if each.id == id_)

    def parameter(self, id_: str, name: str) -> ir.Parameter:
        return next(
            each for each in self.operation(id_).parameters if each.name == name
        )


Lower = Callable[[str], Lowered]


@pytest.fixture
def lowered(tmp_path: Path) -> Lower:
    """Lowers the YAML of a description; without a version it is 3.1."""

    def lower_text(text: str) -> Lowered:
        if not text.lstrip().startswith(("openapi", "swagger")):
            text = HEAD + text
        report = Report()
        document = parse(text, tmp_path / "spec.yaml", report)
        assert document is not None, list(report)
        spec = resolve(document, report)
        assert spec is not None, list(report)
        return Lowered(lower(normalize(spec, report), report), report)

    return lower_text


@pytest.fixture
def schemas(lowered: Lower) -> Lower:
    """Lowers component schemas, given as YAML without indentation."""

    def lower_schemas(text: str) -> Lowered:
        lines = "".join(f"    {line}\n" for line in text.strip("\n").splitlines())
        return lowered("paths: {}\ncomponents:\n  schemas:\n" + lines)

    return lower_schemas
