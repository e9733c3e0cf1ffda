"""Common mistakes, one at a time, are found by the recommended rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report, Severity

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
    "misspelled field": ("required: true\n", "requird: true\n", "error", "invalid-description"),
    "missing operation id": ("operationId: getBook", "summary: Read.", "warning", "operation-operationId"),
    "unused component": ("    Book:\n", "    Spare: {type: string}\n    Book:\n", "warning", "oas3-unused-component"),
    "script in a description": ("A book.", "A <script>book.", "warning", "no-script-tags-in-markdown"),
    "duplicate key": ("operationId: getBook", "operationId: a\n      operationId: getBook", "error", "duplicate-key"),
    "removed keyword": ("year: {type: integer}", "year: {type: integer, nullable: true}", "warning", "nullable-removed"),
}  # fmt: skip

WRONG = {
    "no title": ("title: Library, ", "", "/info"),
    "no version": (", version: 1.0.0}", "}", "/info"),
    "server without a URL": ("{url: 'https://api.library.test/v1'}", "{description: Production}", "/servers/0"),
    "tag without a name": ("[{name: books}]", "[{description: Books}]", "/tags/0"),
    "parameter without schema and content": (", schema: {type: string, enum: [title, year]}", "", "/paths/~1books/get/parameters/1"),
    "unknown style": ("sort, in: query", "sort, in: query, style: deep", "/paths/~1books/get/parameters/1/style"),
    "unknown type": ("year: {type: integer}", "year: {type: int}", "/components/schemas/Book/properties/year/type"),
    "keyword of another type": ("minLength: 1", "minLength: one", "/components/schemas/Book/properties/title/minLength"),
    "unclosed class": ("minLength: 1", "pattern: '^[a-z$'", "/components/schemas/Book/properties/title/pattern"),
    "group of another dialect": ("minLength: 1", "pattern: '(?i)momo'", "/components/schemas/Book/properties/title/pattern"),
    "response without a description": ("{description: Added.}", "{}", "/paths/~1books/post/responses/201"),
    "header without schema and content": ("{description: Added.}", "{description: Added., headers: {X-A: {required: true}}}", "/paths/~1books/post/responses/201/headers/X-A"),
    "body without content": ("requestBody:\n        required: true\n        content:", "requestBody:\n        required: true\n        x-content:", "/paths/~1books/post/requestBody"),
    "link without an operation": ("{description: Added.}", "{description: Added., links: {a: {parameters: {}}}}", "/paths/~1books/post/responses/201/links/a"),
    "unknown security scheme type": ("type: apiKey", "type: apikey", "/components/securitySchemes/key/type"),
    "security scheme without a type": ("type: apiKey, ", "", "/components/securitySchemes/key"),
    "security scheme in a body": ("in: header", "in: body", "/components/securitySchemes/key/in"),
    "flow without scopes": ("{type: apiKey, in: header, name: X-Key}", "{type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.test'}}}", "/components/securitySchemes/key/flows/clientCredentials"),
    "flow without a URL": ("{type: apiKey, in: header, name: X-Key}", "{type: oauth2, flows: {password: {scopes: {}}}}", "/components/securitySchemes/key/flows/password"),
    "discriminator without a property": ("      required: [title]\n", "      required: [title]\n      discriminator: {mapping: {}}\n", "/components/schemas/Book/discriminator"),
    "invalid field of XML": ("minLength: 1", "xml: {attribute: 'yes'}", "/components/schemas/Book/properties/title/xml/attribute"),
    "external docs without a URL": ("[{name: books}]", "[{name: books, externalDocs: {description: More}}]", "/tags/0/externalDocs"),
    "unknown field": ("operationId: addBook", "consumes: [a/b]\n      operationId: addBook", "/paths/~1books/post/consumes"),
    "misspelled required field": ("paths:\n", "pahts:\n", "/pahts"),
    "contact with an invalid URL": ("title: Library, ", "title: Library, contact: {url: see our site}, ", "/info/contact/url"),
    "contact with an invalid e-mail address": ("title: Library, ", "title: Library, contact: {email: nobody}, ", "/info/contact/email"),
    "terms that are not a URL": ("title: Library, ", "title: Library, termsOfService: be kind, ", "/info/termsOfService"),
    "invalid URL of a flow": ("{type: apiKey, in: header, name: X-Key}", "{type: oauth2, flows: {password: {tokenUrl: our server, scopes: {}}}}", "/components/securitySchemes/key/flows/password/tokenUrl"),
    "link with two operations": ("{description: Added.}", "{description: Added., links: {a: {operationId: getBook, operationRef: '#/paths/~1books~1{bookId}/get'}}}", "/paths/~1books/post/responses/201/links/a"),
    "parameter with schema and content": ("sort, in: query,", "sort, in: query, content: {text/plain: {}},", "/paths/~1books/get/parameters/1"),
    "component with a blank": ("    Book:\n", "    Old book: {$ref: '#/components/schemas/Book'}\n    Book:\n", "/components/schemas/Old book"),
}  # fmt: skip
"""Violations of the specification, and their JSON pointers."""

LINK = "{description: Added., links: {a: {operationId: getBook, parameters: {bookId: $response.body#/id}}}}"
RULES = {
    "link to an operation that does not exist": ("operationId: getBook, parameters", "operationRef: '#/paths/~1book/get', parameters", "unknown-operation"),
    "link to another object": ("operationId: getBook, parameters", "operationRef: '#/components/schemas/Book', parameters", "unknown-operation"),
    "parameter that the linked operation does not have": ("{bookId: $r", "{id: $r", "link-parameters"),
    "invalid runtime expression": ("$response.body", "$response.bdy", "runtime-expressions"),
    "brace without a counterpart": ("  /books:\n", "  /books}:\n", "path-template-syntax"),
    "example next to examples": ("example: {title: Momo, year: 1973}", "example: {title: Momo}\n            examples: {a: {value: {title: Momo}}}", "example-and-examples"),
    "undefined security scheme": ("security: [{key: []}]", "security: [{token: []}, {}]", "oas3-operation-security-defined"),
}  # fmt: skip
"""Mistakes that exactly one diagnostic reports."""

OPTIONAL_IN_32 = {"response without a description"}


def diagnostics(text: str, folder: Path) -> set[tuple[str, str]]:
    file = folder / "api.yaml"
    file.write_text(text)
    report = Report()
    pipeline.describe(file, report, Access(), {}, preset="recommended")
    return {(diagnostic.severity.value, diagnostic.code) for diagnostic in report}


def located(text: str, folder: Path) -> set[tuple[str, str]]:
    """The codes and pointers of errors."""
    file = folder / "api.yaml"
    file.write_text(text)
    report = Report()
    pipeline.describe(file, report, Access(), {}, preset="recommended")
    errors = [one for one in report if one.severity is Severity.ERROR]
    assert len(errors) < 2
    return {(one.code, one.span.pointer if one.span else "") for one in errors}


def test_description_without_mistakes_has_no_diagnostics(tmp_path: Path) -> None:
    assert len(MISTAKES) == 30
    assert not diagnostics(API, tmp_path)


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_found(name: str, tmp_path: Path) -> None:
    right, wrong, severity, code = MISTAKES[name]
    assert right in API
    found = diagnostics(API.replace(right, wrong, 1), tmp_path)
    assert (severity, code) in found


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("name", WRONG)
def test_violation_of_the_specification_is_one_error(
    name: str, version: str, tmp_path: Path
) -> None:
    right, wrong, pointer = WRONG[name]
    text = API.replace("openapi: 3.1.0", f"openapi: {version}")
    assert right in text
    found = located(text.replace(right, wrong, 1), tmp_path)
    if version == "3.2.0" and name in OPTIONAL_IN_32:
        assert not found
    else:
        assert found == {("invalid-description", pointer)}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("name", RULES)
def test_mistake_is_one_error(name: str, version: str, tmp_path: Path) -> None:
    right, wrong, code = RULES[name]
    text = API.replace("{description: Added.}", LINK)
    text = text.replace("openapi: 3.1.0", f"openapi: {version}")
    assert right in text
    found = located(text.replace(right, wrong, 1), tmp_path)
    assert [reported for reported, _ in found] == [code]


def test_undefined_security_scheme_is_reported_once(tmp_path: Path) -> None:
    text = API.replace("security: [{key: []}]", "security: [{token: []}, {key: []}]")
    assert diagnostics(text, tmp_path) == {
        ("error", "oas3-operation-security-defined"),
    }


def test_code_is_generated_in_spite_of_the_violations(tmp_path: Path) -> None:
    text = API.replace("title: Library, ", "").replace("{description: Added.}", "{}")
    file = tmp_path / "api.yaml"
    file.write_text(text)
    report = Report()
    pipeline.describe(file, report, Access(), {})
    assert len(report) == 2 and not report.has_errors
