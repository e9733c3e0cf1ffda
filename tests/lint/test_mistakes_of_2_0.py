"""Violations of OpenAPI 2.0, one at a time, are one error each."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report, Severity

API = """\
swagger: '2.0'
info: {title: Jobs, version: '1', contact: {email: a@jobs.test, url: 'https://jobs.test'}}
host: jobs.test
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
security: [{key: []}]
paths:
  /jobs:
    get:
      operationId: listJobs
      parameters:
        - {name: limit, in: query, type: integer, default: 5}
        - {name: ids, in: query, type: array, items: {type: string}, collectionFormat: csv}
      responses:
        200:
          description: Jobs.
          schema: {type: array, items: {$ref: '#/definitions/Job'}}
          examples: {application/json: [{id: a}]}
    post:
      operationId: createJob
      parameters:
        - {name: job, in: body, required: true, schema: {$ref: '#/definitions/Job'}}
      responses: {201: {description: Created.}}
  /jobs/{id}:
    delete:
      operationId: deleteJob
      security: [{login: [write]}]
      parameters:
        - {name: id, in: path, required: true, type: string}
      responses: {204: {description: Deleted.}}
definitions:
  Job:
    type: object
    required: [id]
    properties:
      id: {type: string}
      state: {type: string, enum: [queued, done]}
securityDefinitions:
  key: {type: apiKey, in: header, name: X-Key}
  login: {type: oauth2, flow: implicit, authorizationUrl: 'https://jobs.test', scopes: {write: Write.}}
"""

SCHEMA = "invalid-description"
MISTAKES = {
    "host with a scheme": ("host: jobs.test", "host: https://jobs.test", SCHEMA),
    "base path without a slash": ("basePath: /v1", "basePath: v1", SCHEMA),
    "unknown transfer protocol": ("schemes: [https]", "schemes: [ftp]", SCHEMA),
    "no version": (", version: '1'", "", SCHEMA),
    "invalid e-mail address": ("a@jobs.test", "nobody", SCHEMA),
    "field of 3.0": ("schemes: [https]", "servers: []", SCHEMA),
    "keyword of 3.0": ("type: string, enum", "nullable: true, type: string, enum", SCHEMA),
    "composition of 3.0": ("id: {type: string}", "id: {oneOf: [{type: string}]}", "oas2-oneOf"),
    "body of 3.0": ("operationId: createJob", "requestBody: {}\n      operationId: createJob", SCHEMA),
    "unknown type": ("state: {type: string", "state: {type: str", SCHEMA),
    "number as an exclusive limit": ("default: 5", "exclusiveMinimum: 1, minimum: 1", SCHEMA),
    "invalid pattern": ("id: {type: string}", "id: {type: string, pattern: '('}", SCHEMA),
    "unknown list format": ("collectionFormat: csv", "collectionFormat: xsv", SCHEMA),
    "repeated parameter in a path": ("required: true, type: string", "required: true, type: array, items: {type: string}, collectionFormat: multi", SCHEMA),
    "unknown location": ("limit, in: query", "limit, in: cookie", SCHEMA),
    "file outside a form": ("limit, in: query, type: integer, default: 5", "limit, in: query, type: file", SCHEMA),
    "schema outside a body": ("type: integer, default: 5", "schema: {type: integer}", SCHEMA),
    "content of 3.0": ("description: Created.", "description: Created., content: {}", SCHEMA),
    "no responses": ("{201: {description: Created.}}", "{}", SCHEMA),
    "response without a description": ("{201: {description: Created.}}", "{201: {}}", SCHEMA),
    "unknown flow": ("flow: implicit", "flow: code", SCHEMA),
    "flow without a URL": ("authorizationUrl: 'https://jobs.test', ", "", SCHEMA),
    "discriminator of 3.0": ("required: [id]", "required: [id]\n    discriminator: {propertyName: id}", SCHEMA),
    "invalid status": ("204:", "2044:", "unknown-status"),
    "two bodies": ("- {name: job,", "- {name: other, in: body, schema: {}}\n        - {name: job,", "operation-parameters"),
    "optional path parameter": ("path, required: true", "path, required: false", "path-params"),
    "undeclared path parameter": ("- {name: id, in: path", "- {name: a, in: path", "path-params"),
    "duplicate parameter": ("name: ids", "name: limit", "operation-parameters"),
    "duplicate id": ("createJob", "listJobs", "operation-operationId-unique"),
    "undefined scheme": ("[{key: []}]", "[{token: []}, {}]", "oas2-operation-security-defined"),
    "undefined scope": ("[write]}]", "[delete]}]", "oas2-operation-security-defined"),
    "scope of a key": ("[{key: []}]", "[{key: [write]}]", "scopes-without-oauth2"),
    "unresolved reference": ("items: {$ref: '#/definitions/Job'}", "items: {$ref: '#/definitions/Jib'}", "unresolved-ref"),
    "invalid default": ("default: 5", "default: five", "valid-example"),
    "invalid example": ("[{id: a}]", "[{id: 1}]", "valid-example"),
    "contradictory limits": ("default: 5", "minimum: 5, maximum: 1", "contradictory-limits"),
    "discriminator that is not required": ("required: [id]", "required: [id]\n    discriminator: state", "oas2-discriminator"),
}  # fmt: skip


def reported(text: str, folder: Path) -> list[tuple[Severity, str]]:
    file = folder / "api.yaml"
    file.write_text(text)
    report = Report()
    pipeline.describe(file, report, Access(), {}, preset="recommended")
    return [(diagnostic.severity, diagnostic.code) for diagnostic in report]


def test_description_without_mistakes_has_no_diagnostics(tmp_path: Path) -> None:
    assert reported(API, tmp_path) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_an_error(name: str, tmp_path: Path) -> None:
    right, wrong, code = MISTAKES[name]
    assert right in API
    found = reported(API.replace(right, wrong, 1), tmp_path)
    assert {error for severity, error in found if severity is Severity.ERROR} == {code}
