"""Fields of forms without a type are files, or values of JSON."""

from __future__ import annotations

from trueup import ir

from .conftest import Lower, Lowered

BINARY = ir.Primitive(ir.Scalar.BINARY)

FORM = """
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          {media_type}:
            schema: {{$ref: '#/components/schemas/Form'}}
            encoding: {{document: {{contentType: application/json}}}}
      responses: {{'204': {{description: ok}}}}
{more}
components:
  schemas:
    Form:
      type: object
      properties:
        empty: {{}}
        described: {{description: A file.}}
        any: true
        image: {{contentMediaType: image/png}}
        csv: {{contentMediaType: text/csv}}
        typed: {{type: string, contentMediaType: image/png}}
        text: {{type: string, contentMediaType: text/csv}}
        document: {{}}
        either: {{oneOf: [{{type: string}}, {{type: integer}}]}}
        object: {{properties: {{a: {{}}}}}}
"""
ANSWER = """
  /b:
    get:
      operationId: b
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Form'}}}}}
"""


def files(lowered: Lowered) -> set[str]:
    return {
        field.name for field in lowered.object("Form").fields if field.type == BINARY
    }


def test_untyped_field_of_a_multipart_form_is_a_file(lowered: Lower) -> None:
    found = lowered(FORM.format(media_type="multipart/form-data", more=""))
    assert files(found) == {"empty", "described", "any", "image", "csv", "typed"}


def test_untyped_field_of_a_class_used_elsewhere_has_any_value(lowered: Lower) -> None:
    found = lowered(FORM.format(media_type="multipart/form-data", more=ANSWER))
    assert "empty" not in files(found)
    found = lowered(
        FORM.format(media_type="application/x-www-form-urlencoded", more="")
    )
    assert "empty" not in files(found)


def test_untyped_field_of_a_url_encoded_form_is_a_value_of_json(lowered: Lower) -> None:
    media_type = "application/x-www-form-urlencoded"
    scalars = map(ir.Primitive, (*_SCALARS,))
    any_json = ir.Union((*scalars, ir.Array(ir.ANY), ir.Map(ir.ANY)))

    def untyped(more: str) -> set[str]:
        form = lowered(FORM.format(media_type=media_type, more=more)).object("Form")
        return {field.name for field in form.fields if field.type == any_json}

    assert untyped("") == {"empty", "described", "any", "csv"}
    assert not untyped(ANSWER)


_SCALARS = (ir.Scalar.STRING, ir.Scalar.INTEGER, ir.Scalar.NUMBER, ir.Scalar.BOOLEAN)
