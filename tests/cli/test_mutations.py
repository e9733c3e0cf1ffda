"""Whatever a description holds, `trueup generate` answers 0, 1 or 2, never 70.

Descriptions that use nearly everything are broken in places that a seed chooses. A
failure names the seed; the description is `spec.json` in the test's folder.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from trueup.cli import main

V20 = """\
swagger: "2.0"
info: {title: Pets, version: "1"}
host: pets.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  login: {type: oauth2, flow: password, tokenUrl: /token, scopes: {read: Reading.}}
security: [{key: []}]
parameters:
  Page: {name: page, in: query, type: integer, minimum: 1, default: 1}
responses:
  Missing: {description: No such pet., schema: {$ref: '#/definitions/Error'}}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, type: string}]
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - {$ref: '#/parameters/Page'}
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: csv}
      responses:
        200:
          description: A pet.
          schema: {$ref: '#/definitions/Pet'}
          headers: {X-Count: {type: integer}}
          examples: {application/json: {kind: cat, name: Tom}}
        404: {$ref: '#/responses/Missing'}
    post:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
        - {name: file, in: formData, type: file, required: true}
        - {name: note, in: formData, type: string, enum: [a, b]}
      responses: {default: {description: Done.}}
    put:
      operationId: replace
      parameters: [{name: pet, in: body, schema: {$ref: '#/definitions/Pet'}}]
      responses: {204: {description: Done.}}
definitions:
  Pet:
    type: object
    discriminator: kind
    required: [kind, name]
    properties:
      kind: {type: string}
      name: {type: string, maxLength: 20, example: Tom}
      born: {type: string, format: date, x-nullable: true}
      friends: {type: array, items: {$ref: '#/definitions/Pet'}}
  Cat: {allOf: [{$ref: '#/definitions/Pet'}, {properties: {lives: {type: integer}}}]}
  Error: {type: object, additionalProperties: {type: string}}
"""
V32 = """\
openapi: 3.2.0
info: {title: Jobs, version: "1"}
servers: [{url: 'https://{host}/v1', variables: {host: {default: a, enum: [a, b]}}}]
security: [{token: [write]}, {key: []}, {}]
tags: [{name: jobs, description: Work.}, {name: old, parent: jobs}]
paths:
  /jobs/{id}{suffix}:
    parameters:
      - {name: id, in: path, required: true, style: label, schema: {type: integer, format: int64}}
      - {name: suffix, in: path, required: true, schema: {enum: [a, b], type: string}}
    query:
      operationId: findJobs
      tags: [jobs]
      parameters:
        - {name: filter, in: query, style: deepObject, schema: {$ref: '#/components/schemas/Filter'}}
        - {name: sort, in: cookie, schema: {type: array, items: {type: string}}}
        - {name: Accept, in: header, schema: {const: application/vnd.a+json}}
        - {name: where, in: query, content: {application/json: {schema: {type: object}}}}
      requestBody: {$ref: '#/components/requestBodies/Job'}
      responses:
        '200':
          description: Jobs, one by one.
          headers: {X-Left: {$ref: '#/components/headers/Left'}}
          content:
            application/jsonl: {itemSchema: {$ref: '#/components/schemas/Job'}}
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Job'}}
              examples: {one: {dataValue: [{kind: big, size: 5}]}}
          links: {next: {operationId: findJobs}}
        4XX: {$ref: '#/components/responses/Problem'}
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {'204': {description: d}}}}}}
    additionalOperations:
      PURGE: {operationId: purge, deprecated: true, responses: {'204': {description: Gone.}}}
webhooks: {changed: {post: {responses: {'204': {description: Heard.}}}}}
components:
  headers: {Left: {required: true, schema: {type: integer}, example: 3}}
  requestBodies:
    Job:
      required: true
      content:
        application/json: {schema: {$ref: '#/components/schemas/Job'}}
        multipart/form-data:
          schema: {type: object, properties: {file: {}, meta: {$ref: '#/components/schemas/Filter'}}}
          encoding: {file: {contentType: image/png, headers: {X-A: {schema: {type: string}}}}}
        text/plain: {}
  responses:
    Problem: {description: d, content: {application/problem+json: {schema: {$ref: '#/components/schemas/Problem'}}}}
  securitySchemes:
    token: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {write: Writing.}}}}
    key: {type: apiKey, in: query, name: key}
    basic: {type: http, scheme: basic}
  schemas:
    Job:
      oneOf: [{$ref: '#/components/schemas/Big'}, {$ref: '#/components/schemas/Small'}]
      discriminator: {propertyName: kind, mapping: {big: Big, small: '#/components/schemas/Small'}}
    Big:
      type: object
      required: [kind, size]
      properties: {kind: {const: big}, size: {type: [integer, 'null'], minimum: 1}, id: {readOnly: true, type: string}}
      unevaluatedProperties: false
    Small:
      allOf: [{$ref: '#/components/schemas/Base'}, {required: [kind]}]
      properties: {kind: {const: small}, secret: {writeOnly: true, type: string, pattern: '^[a-z]+$'}}
    Base: {type: object, properties: {made: {type: string, format: date-time}}, patternProperties: {'^x-': {}}}
    Filter:
      type: object
      properties: {a: {type: number, multipleOf: 0.5}, b: {$ref: '#/components/schemas/Filter'}}
      additionalProperties: {type: boolean}
    Problem: {type: object, properties: {status: {type: integer}, title: {type: string, default: x}}}
    Tuple: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, uniqueItems: true}
"""
DOCUMENTS = {"2.0": yaml.safe_load(V20), "3.2": yaml.safe_load(V32)}

WORDS = ["", "a", "a\"b'c", '"""', "\\", "\n", "class", "self", "é\u2028", "{a}", "#/a"]
WORDS += [
    "../x",
    "None",
    "__init__",
    "object",
    "integer",
    "header",
    "(a+)+$",
    "x" * 200,
]
VALUES: list[Any] = [None, True, False, 0, -1, 1.5, 2**70, [], {}, [[]], {"": {}}]
VALUES += [{"$ref": "#"}, {"$ref": 5}, {"type": "string"}, {"enum": [1, "1", None]}]
MEMBERS = ["$ref", "type", "enum", "const", "properties", "items", "allOf", "oneOf"]
MEMBERS += ["not", "format", "nullable", "default", "example", "examples", "name", "in"]
MEMBERS += ["schema", "content", "style", "explode", "responses", "parameters", "tags"]
MEMBERS += ["security", "operationId", "discriminator", "readOnly", "$id", "$anchor"]
MEMBERS += ["encoding", "itemSchema", "$dynamicRef", "required", "pattern", "maximum"]


def pointers(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from pointers(inner, (*here, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from pointers(inner, (*here, index))


def at(value: Any, pointer: tuple[Any, ...]) -> Any:
    for name in pointer:
        value = value[name]
    return value


def something(chance: random.Random, document: Any) -> Any:
    places = list(pointers(document))
    match chance.randrange(4):
        case 0:
            return copy.deepcopy(chance.choice(VALUES))
        case 1:
            return chance.choice(WORDS)
        case 2:
            names = (str(name) for name in chance.choice(places))
            escaped = (name.replace("~", "~0").replace("/", "~1") for name in names)
            return {"$ref": "#" + "".join("/" + name for name in escaped)}
        case _:
            return copy.deepcopy(at(document, chance.choice(places)))


def broken(document: Any, chance: random.Random) -> Any:
    document = copy.deepcopy(document)
    for _ in range(chance.choice([1, 1, 2, 4])):
        *above, name = chance.choice(list(pointers(document))[1:])
        holder = at(document, tuple(above))
        action = chance.randrange(4)
        if action == 0:
            del holder[name]
        elif action == 1 and isinstance(holder, dict):
            holder[chance.choice(MEMBERS)] = something(chance, document)
        elif action == 2 and isinstance(holder, dict):
            holder[chance.choice(WORDS)] = holder.pop(name)
        else:
            holder[name] = something(chance, document)
    return document


@pytest.mark.parametrize("version", DOCUMENTS)
def test_unmutated_description_is_valid(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the mutations would try the first stages only."""
    monkeypatch.chdir(tmp_path)
    Path("spec.json").write_text(json.dumps(DOCUMENTS[version]))
    assert main(["generate", "spec.json", "-q"]) == 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("version", DOCUMENTS)
def test_mutated_description_does_not_crash(
    version: str,
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRUEUP_DEBUG", "1")
    chance = random.Random(f"{version} {seed}")
    codes = set()
    for _ in range(8):
        description = broken(DOCUMENTS[version], chance)
        Path("spec.json").write_text(json.dumps(description))
        code = main(["generate", "spec.json", "--dry-run", "-q", "-p", "api"])
        assert code in (0, 1, 2), capsys.readouterr().err
        codes.add(code)
    assert codes
