"""Each variant of a body that is a union has a vector, whatever the discriminator is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from trueup import pipeline
from trueup.config import Package
from trueup.diagnostics import Report
from trueup.resolve import Access

from .conftest import Run
from .small_suites import vectors_of, write_package


def description(first: object, second: object) -> dict[str, object]:
    union = {
        "oneOf": [
            {"$ref": "#/components/schemas/First"},
            {"$ref": "#/components/schemas/Second"},
        ],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                json.dumps(first).strip('"'): "#/components/schemas/First",
                json.dumps(second).strip('"'): "#/components/schemas/Second",
            },
        },
    }
    content = {"application/json": {"schema": union}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Variants", "version": "1"},
        "paths": {
            "/variants": {
                "post": {
                    "operationId": "send",
                    "requestBody": {"required": True, "content": content},
                    "responses": {"200": {"description": "Sent", "content": content}},
                }
            }
        },
        "components": {
            "schemas": {
                name: {
                    "type": "object",
                    "required": ["kind"],
                    "properties": {"kind": {"const": value}},
                }
                for name, value in (("First", first), ("Second", second))
            }
        },
    }


@pytest.mark.parametrize(
    ("first", "second"), [(1, 2), (True, False), ("a", "b")], ids=str
)
def test_every_variant_of_a_body_is_sent(
    first: object, second: object, run: Run, tmp_path: Path
) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(description(first, second)), encoding="utf-8")
    package = Package("variants", tmp_path, spec, runtime="package")
    for file in pipeline.generate(package, Report(), Access()) or ():
        path = tmp_path / "variants" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")
    vectors = tmp_path / "variants/conformance/vectors.json"
    document = json.loads(vectors.read_text(encoding="utf-8"))
    kinds = [row["body"]["value"]["kind"] for row in document["requests"]]
    assert first in kinds and second in kinds
    results = [
        row["expect"]["result"]["kind"]
        for row in document["responses"]
        if "result" in row["expect"]
    ]
    assert first in results and second in results
    done = run("variants/conformance", folder=tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("first", "second"), [(1, 2), (True, False), ("a", "b")], ids=str
)
@pytest.mark.parametrize("owner", ["property", "item", "nested"])
def test_every_variant_of_a_property_is_sent(
    owner: str, first: object, second: object, run: Run, tmp_path: Path
) -> None:
    whole = description(first, second)
    text = json.dumps(whole["paths"])
    union = re.search(r'{"oneOf": .*?}}}', text)
    assert union is not None
    schema = json.loads(union[0])
    in_object = {"type": "object", "required": ["p"], "properties": {"p": schema}}
    owners = {
        "property": in_object,
        "item": {"type": "array", "items": in_object},
        "nested": {**in_object, "properties": {"p": in_object}},
    }
    paths = json.loads(text.replace(union[0], json.dumps(owners[owner])))
    suite = write_package(tmp_path, {**whole, "paths": paths})
    document = vectors_of(suite)
    sent = [json.dumps(row["body"]) for row in document["requests"]]
    returned = [json.dumps(row["expect"]) for row in document["responses"]]
    for value in (first, second):
        kind = json.dumps({"kind": value})
        assert any(kind in row for row in sent), sent
        assert any(kind in row for row in returned), returned
    done = run("small/conformance", folder=tmp_path)
    assert done.returncode == 0, done.stdout[-3000:]
