"""Common mistakes, one at a time, are found by the recommended rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report

API = """\
openapi: 3.1.0
info: {title: Library, version: 1.0.0}
servers: [{url: 'https://api.library.test/v1'}]
tags: [{name: books}]
security: [{key: []}]
paths:
  /books:
    get:
      operationId: listBooks
      tags: [books]
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, default: 20}}
        - {name: sort, in: query, schema: {type: string, enum: [title, year]}}
      responses:
        '200':
          description: Books.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Book'}}
        '400': {description: The request is not valid.}
    post:
      operationId: addBook
      tags: [books]
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Book'}
            example: {title: Momo, year: 1973}
      responses:
        '201': {description: Added.}
        '400': {description: The request is not valid.}
  /books/{bookId}:
    get:
      operationId: getBook
      tags: [books]
      parameters:
        - {name: bookId, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: A book.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Book'}
        '404': {description: There is no such book.}
components:
  schemas:
    Book:
      type: object
      required: [title]
      properties:
        title: {type: string, minLength: 1}
        year: {type: integer}
        format: {type: string, enum: [paper, audio]}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
"""

MISTAKES = {
    "unresolved reference": ("schemas/Book'}}", "schemas/Buch'}}", "error", "unresolved-ref"),
    "undeclared path parameter": ("{name: bookId,", "{name: book,", "error", "path-params"),
    "optional path parameter": ("required: true, sch", "required: false, sch", "error", "path-params"),
    "duplicate operation id": ("addBook", "listBooks", "error", "operation-operationId-unique"),
    "duplicate parameter": ("{name: sort,", "{name: limit,", "error", "operation-parameters"),
    "example of another type": ("year: 1973", "year: soon", "error", "valid-example"),
    "incomplete example": ("{title: Momo, year", "{year", "error", "valid-example"),
    "default out of bounds": ("default: 20", "default: 0", "error", "valid-example"),
    "default of another type": ("default: 20", "default: many", "error", "valid-example"),
    "enum value of another type": ("enum: [title, year]", "enum: [title, 1]", "error", "typed-enum"),
    "undefined security scheme": ("[{key: []}]", "[{token: []}]", "error", "oas3-operation-security-defined"),
    "security scheme without a name": (", name: X-Key", "", "error", "invalid-description"),
    "invalid status code": ("'404'", "'4004'", "error", "unknown-status"),
    "path without a slash": ("  /books:\n", "  books:\n", "error", "path-without-slash"),
    "unknown parameter location": ("sort, in: query", "sort, in: querry", "error", "invalid-description"),
    "undefined server variable": ("test/v1", "test/{version}", "error", "oas3-server-variables"),
    "minimum above maximum": ("minLength: 1", "minLength: 9, maxLength: 1", "error", "contradictory-limits"),
    "required property that is not defined": ("[title]\n      prop", "[titel]\n      prop", "error", "valid-example"),
    "duplicate enum value": ("[paper, audio]", "[paper, paper]", "warning", "duplicated-entry-in-enum"),
    "array without items": (", items: {$ref: '#/components/schemas/Book'}", "", "warning", "array-items"),
    "no success response": ("'201': {description: Added.}", "'409': {description: Known.}", "warning", "operation-success-response"),
    "trailing slash of a path": ("  /books:\n", "  /books/:\n", "warning", "path-keys-no-trailing-slash"),
    "query in a path": ("  /books:\n", "  /books?all=1:\n", "warning", "path-not-include-query"),
    "undefined tag": ("tags: [books]", "tags: [boks]", "warning", "operation-tag-defined"),
    "misspelled field": ("required: true\n", "requird: true\n", "warning", "invalid-description"),
    "missing operation id": ("operationId: getBook", "summary: Read.", "warning", "operation-operationId"),
    "unused component": ("    Book:\n", "    Spare: {type: string}\n    Book:\n", "warning", "oas3-unused-component"),
    "script in a description": ("A book.", "A <script>book.", "warning", "no-script-tags-in-markdown"),
    "duplicate key": ("operationId: getBook", "operationId: a\n      operationId: getBook", "warning", "duplicate-key"),
    "removed keyword": ("year: {type: integer}", "year: {type: integer, nullable: true}", "warning", "nullable-removed"),
}  # fmt: skip


def diagnostics(text: str, folder: Path) -> set[tuple[str, str]]:
    file = folder / "api.yaml"
    file.write_text(text)
    report = Report()
    pipeline.describe(file, report, Access(), {}, preset="recommended")
    return {(diagnostic.severity.value, diagnostic.code) for diagnostic in report}


def test_description_without_mistakes_has_no_diagnostics(tmp_path: Path) -> None:
    assert len(MISTAKES) == 30
    assert not diagnostics(API, tmp_path)


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_found(name: str, tmp_path: Path) -> None:
    right, wrong, severity, code = MISTAKES[name]
    assert right in API
    found = diagnostics(API.replace(right, wrong, 1), tmp_path)
    assert (severity, code) in found
