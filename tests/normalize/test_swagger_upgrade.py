"""Descriptions of 2.0 in the shape of 3.1."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from trueup.diagnostics import Report
from trueup.normalize import normalize
from trueup.openapi import reference
from trueup.resolve import Node, Spec, resolve
from trueup.source import Json, parse
from trueup.validate import validate

HEAD = "swagger: '2.0'\ninfo: {title: a, version: '1'}\n"


def normal_of(text: str) -> Spec:
    report = Report()
    document = parse(HEAD + text, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    normal = normalize(spec, report)
    validate(normal, report)
    assert [found.message for found in report if found.severity.value == "error"] == []
    assert normal.version == (3, 1)
    for node, kind in normal.objects:
        if reference(node, kind) is not None:
            assert normal.follow(node) is not None, node
    return normal


def at(spec: Spec, *pointer: str) -> Node:
    node = spec.root.at(*pointer)
    assert node is not None, pointer
    return node


def text_at(node: Node) -> str:
    span = node.span()
    return node.document.lines.line(span.line)[span.column - 1 :][: span.length]


FULL = """
host: api.example.com
basePath: /v1/
schemes: [https, http]
consumes: [application/json]
produces: [application/json, application/xml]
paths:
  /pets/{id}:
    parameters:
      - {$ref: '#/parameters/Id'}
    get:
      operationId: getPet
      parameters:
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: X-Ids, in: header, type: array, items: {type: integer}}
      responses:
        '200':
          description: fine
          schema: {$ref: '#/definitions/Pet'}
          headers: {X-Rate: {type: integer, description: r}}
          examples: {application/json: {name: Rex}}
        '404': {$ref: '#/responses/Missing'}
    put:
      parameters: [{$ref: '#/parameters/Pet'}]
      responses: {'204': {description: done}}
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: photo, in: formData, type: file, required: true}
        - {name: labels, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      responses: {'204': {description: done}}
    patch:
      consumes: [application/merge-patch+json]
      parameters: [{$ref: '#/parameters/Pet'}]
      responses: {'200': {description: file, schema: {type: file}}}
parameters:
  Id: {name: id, in: path, required: true, type: integer, format: int64, exclusiveMinimum: true, minimum: 0}
  Pet: {name: body, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
responses:
  Missing: {description: none, schema: {$ref: '#/definitions/Error'}}
definitions:
  Pet:
    discriminator: kind
    required: [kind]
    properties:
      kind: {type: string}
      name: {type: string, x-nullable: true}
      friend: {$ref: '#/definitions/Pet'}
  Error: {type: object}
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, name: k, in: header}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {s: d}}
security: [{basic: []}]
"""


def check(node: Node, expected: str) -> None:
    assert node.value == yaml.safe_load(expected)


def test_servers() -> None:
    check(
        at(normal_of(FULL), "servers"),
        "[{url: 'https://api.example.com/v1'}, {url: 'http://api.example.com/v1'}]",
    )


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "/"),
        ("basePath: /v2\n", "/v2"),
        ("host: h\n", "https://h"),
        ("host: h\nschemes: [ws, http]\n", "http://h"),
    ],
)
def test_incomplete_servers(text: str, url: str) -> None:
    check(at(normal_of(text + "paths: {}"), "servers"), f"[{{url: '{url}'}}]")


def test_parameters_have_schemas_and_styles() -> None:
    spec = normal_of(FULL)
    get = ("paths", "/pets/{id}", "get")
    check(
        at(spec, *get, "parameters"),
        """
- {name: tags, in: query, schema: {type: array, items: {type: string}}, style: form, explode: true}
- {name: X-Ids, in: header, schema: {type: array, items: {type: integer}}, style: simple}
""",
    )
    check(
        at(spec, "paths", "/pets/{id}", "parameters"),
        "[{$ref: '#/components/parameters/Id'}]",
    )
    check(
        at(spec, "components", "parameters", "Id"),
        "{name: id, in: path, required: true, schema: {type: integer, format: int64, exclusiveMinimum: 0}}",
    )


@pytest.mark.parametrize(
    ("written", "style", "explode"),
    [
        ("csv", "form", False),
        ("ssv", "spaceDelimited", False),
        ("pipes", "pipeDelimited", False),
        ("tsv", "tsv", False),
        ("multi", "form", True),
    ],
)
def test_collection_formats(written: str, style: str, explode: bool) -> None:
    report = Report()
    text = f"paths: {{/a: {{get: {{parameters: [{{name: a, in: query, type: array, items: {{type: string}}, collectionFormat: {written}}}], responses: {{'200': {{description: d}}}}}}}}}}"
    document = parse(HEAD + text, Path("/none/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report)
    assert spec is not None
    made = at(normalize(spec, report), "paths", "/a", "get", "parameters", "0")
    assert (made.text("style"), made.flag("explode")) == (style, explode)


def test_bodies() -> None:
    spec = normal_of(FULL)
    item = ("paths", "/pets/{id}")
    check(
        at(spec, *item, "put", "requestBody"),
        "{$ref: '#/components/requestBodies/Pet'}",
    )
    check(
        at(spec, "components", "requestBodies", "Pet"),
        "{required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}",
    )
    check(
        at(spec, *item, "patch", "requestBody", "content"),
        "{application/merge-patch+json: {schema: {$ref: '#/components/schemas/Pet'}}}",
    )
    check(
        at(spec, *item, "post", "requestBody"),
        """
required: true
content:
  multipart/form-data:
    schema:
      type: object
      required: [photo]
      properties:
        photo: {type: string, format: binary}
        labels: {type: array, items: {type: string}}
    encoding: {labels: {style: form, explode: true}}
""",
    )


def test_responses() -> None:
    spec = normal_of(FULL)
    responses = ("paths", "/pets/{id}", "get", "responses")
    check(
        at(spec, *responses, "200"),
        """
description: fine
headers: {X-Rate: {description: r, schema: {type: integer}}}
content:
  application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Rex}}
  application/xml: {schema: {$ref: '#/components/schemas/Pet'}}
""",
    )
    check(at(spec, *responses, "404"), "{$ref: '#/components/responses/Missing'}")


def test_schemas_and_security() -> None:
    spec = normal_of(FULL)
    pet = at(spec, "components", "schemas", "Pet")
    check(
        pet,
        """
discriminator: {propertyName: kind}
required: [kind]
properties:
  kind: {type: string}
  name: {type: [string, 'null']}
  friend: {$ref: '#/components/schemas/Pet'}
""",
    )
    friend = pet.at("properties", "friend")
    assert friend is not None and spec.follow(friend) == pet
    check(
        at(spec, "components", "securitySchemes"),
        """
basic: {type: http, scheme: basic}
key: {type: apiKey, name: k, in: header}
oauth:
  type: oauth2
  flows: {authorizationCode: {authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {s: d}}}
""",
    )


@pytest.mark.parametrize(
    ("pointer", "text"),
    [
        (("components", "schemas", "Pet"), "Pet"),
        (("components", "parameters", "Id", "schema", "format"), "int64"),
        (("components", "requestBodies", "Pet"), "Pet"),
        (("paths", "/pets/{id}", "put", "requestBody", "$ref"), "'#/parameters/Pet'"),
        (
            (
                "paths",
                "/pets/{id}",
                "post",
                "requestBody",
                "content",
                "multipart/form-data",
                "schema",
                "properties",
                "photo",
                "type",
            ),
            "file",
        ),
        (
            (
                "paths",
                "/pets/{id}",
                "get",
                "responses",
                "200",
                "content",
                "application/xml",
                "schema",
                "$ref",
            ),
            "'#/definitions/Pet'",
        ),
        (
            (
                "paths",
                "/pets/{id}",
                "get",
                "responses",
                "200",
                "headers",
                "X-Rate",
                "schema",
                "type",
            ),
            "integer",
        ),
        (("servers", "0", "url"), "host"),
    ],
)
def test_locations_refer_to_the_original_text(
    pointer: tuple[str, ...], text: str
) -> None:
    assert text_at(at(normal_of(FULL), *pointer)) == text


def test_body_parameter_of_a_path_item_applies_to_all_operations() -> None:
    spec = normal_of("""
paths:
  /a:
    parameters: [{name: b, in: body, schema: {type: string}}]
    put: {responses: {'200': {description: d}}}
    post:
      parameters: [{name: c, in: formData, type: string}]
      responses: {'200': {description: d}}
""")
    put = at(spec, "paths", "/a", "put", "requestBody", "content")
    post = at(spec, "paths", "/a", "post", "requestBody", "content")
    assert [name for name, _ in put.items()] == ["application/json"]
    assert [name for name, _ in post.items()] == ["application/x-www-form-urlencoded"]
    assert spec.root.at("paths", "/a", "parameters") is None


def test_references_into_moved_parts_are_updated() -> None:
    spec = normal_of("""
paths:
  /a:
    get:
      responses:
        '200': {description: d, schema: {properties: {x: {type: string}}}}
        '201': {description: d, schema: {$ref: '#/paths/~1a/get/responses/200/schema/properties/x'}}
""")
    responses = ("paths", "/a", "get", "responses")
    node = at(spec, *responses, "201", "content", "application/json", "schema")
    end = spec.follow(node)
    value: Json = end.value if end is not None else None
    assert value == {"type": "string"}


@pytest.mark.parametrize(
    ("schemes", "urls"),
    [
        ("[http, https]", ["https://a.test/v1", "http://a.test/v1"]),
        ("[http]", ["http://a.test/v1"]),
        ("[ws, http, https, http]", ["https://a.test/v1", "http://a.test/v1"]),
    ],
)
def test_https_is_the_first_server(schemes: str, urls: list[str]) -> None:
    spec = normal_of(f"host: a.test\nbasePath: /v1\nschemes: {schemes}\npaths: {{}}\n")
    servers = [node.text("url") for node in at(spec, "servers").elements()]
    assert servers == urls
