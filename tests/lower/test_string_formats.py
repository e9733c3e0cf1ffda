"""The formats of strings, which clients check."""

from __future__ import annotations

from .conftest import Lower

SCHEMAS = """
paths:
  /a:
    post:
      operationId: a
      parameters:
        - {name: mails, in: query, schema: {type: array, items: {$ref: '#/components/schemas/Mail'}}}
        - {name: days, in: query, schema: {type: array, items: {type: string, format: date}}}
        - {name: id, in: query, schema: {type: string, format: uuid}}
      requestBody: {content: {application/json: {schema: {type: array, items: {format: ipv4}}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Mail: {type: string, format: email}
    Thing:
      properties:
        own: {type: string, format: email}
        untyped: {format: ipv6}
        referred: {$ref: '#/components/schemas/Mail'}
        nullable: {type: [string, 'null'], format: email}
        narrowed: {allOf: [{$ref: '#/components/schemas/Mail'}, {maxLength: 9}]}
        items: {type: array, items: {format: uri}}
        map: {type: object, additionalProperties: {type: array, items: {format: uri}}}
        variants: {oneOf: [{type: string, format: uuid}, {$ref: '#/components/schemas/Mail'}]}
        below: {type: string, anyOf: [{format: email}, {format: uri}]}
        number: {oneOf: [{type: integer}, {type: string, format: email}]}
        object: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: string, format: email}]}
        any-string: {anyOf: [{type: string}, {type: string, format: email}]}
        any-item: {type: array, prefixItems: [{format: email}, {type: string}]}
        any-value: {oneOf: [{format: email}, {}]}
        listed: {enum: [a], format: email}
        unknown: {type: string, format: colour}
        typed: {type: string, format: uuid}
        day: {type: string, format: date}
        file: {type: string, format: binary}
      additionalProperties: {type: string, format: hostname}
"""


def test_formats_of_a_field_are_those_of_its_strings(lowered: Lower) -> None:
    thing = lowered(SCHEMAS).object("Thing")
    formats = {field.name: field.formats for field in thing.fields if field.formats}
    assert formats == {
        "own": ("email",),
        "untyped": ("ipv6",),
        "referred": ("email",),
        "nullable": ("email",),
        "narrowed": ("email",),
        "items": ("uri",),
        "map": ("uri",),
        "variants": ("uuid", "email"),
        "below": ("email", "uri"),
        "number": ("email",),
        "object": ("email",),
    }
    assert thing.extra_formats == ("hostname",)


def test_formats_of_arguments_include_dates(lowered: Lower) -> None:
    (operation,) = lowered(SCHEMAS).api.operations
    formats = {item.name: item.formats for item in operation.parameters}
    assert formats == {"mails": ("email",), "days": ("date",), "id": ()}
    assert operation.body is not None
    assert operation.body.contents[0].formats == ("ipv4",)
