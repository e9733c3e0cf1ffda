"""Operations: ids, groups, parameters, bodies, responses, security."""

from __future__ import annotations

import pytest

from trueup import ir

OK = "responses: {'200': {description: d}}"
STRING = ir.Primitive(ir.Scalar.STRING)


def test_every_method_of_3_2_becomes_an_operation(lowered):
    found = lowered(f"""
openapi: 3.2.0
info: {{title: T, version: '1'}}
paths:
  /a:
    query: {{operationId: q, {OK}}}
    trace: {{operationId: t, {OK}}}
    additionalOperations: {{PURGE: {{operationId: p, {OK}}}}}
""")
    assert [(each.method, each.id) for each in found.api.operations] == [
        ("QUERY", "q"), ("TRACE", "t"), ("PURGE", "p"),
    ]  # fmt: skip


def test_missing_and_duplicate_operation_ids_are_generated(lowered):
    found = lowered(f"""
paths:
  /pets/{{petId}}:
    parameters: [{{name: petId, in: path, required: true, schema: {{type: string}}}}]
    get: {{{OK}}}
    put: {{operationId: x, {OK}}}
    post: {{operationId: x, {OK}}}
""")
    assert [(each.id, each.id_given) for each in found.api.operations] == [
        ("get_pets_by_petId", False), ("x", True), ("post_pets_by_petId", False),
    ]  # fmt: skip
    assert found.codes == [], "`operation-operationId-unique` tells of it"


def test_groups_follow_the_order_of_declared_tags(lowered):
    found = lowered(f"""
tags: [{{name: b, description: the b}}, {{name: unused}}]
paths:
  /1: {{get: {{operationId: one, {OK}}}}}
  /2: {{get: {{operationId: two, tags: [a, b], {OK}}}}}
  /3: {{get: {{operationId: three, tags: [b], {OK}}}}}
""")
    assert [(group.name, group.doc, [each.id for each in group.operations])
            for group in found.api.groups] == [
        ("b", "the b", ["three"]), ("", "", ["one"]), ("a", "", ["two"]),
    ]  # fmt: skip


def test_parameter_of_operation_overrides_that_of_path(lowered):
    found = lowered(f"""
paths:
  /a/{{b}}/{{c}}:
    parameters:
      - {{name: q, in: query, schema: {{type: string}}}}
      - {{name: b, in: path, required: true, schema: {{type: integer}}}}
      - $ref: '#/components/parameters/Shared'
    get:
      operationId: x
      parameters:
        - {{name: q, in: query, required: true, schema: {{type: integer, default: 3}}}}
        - {{name: gone, in: path, required: true, schema: {{type: string}}}}
        - {{name: d, in: query, style: deepObject, schema: {{type: object}}}}
        - {{name: s, in: query, style: spaceDelimited, schema: {{type: array}}}}
        - {{name: j, in: query, content: {{application/json: {{schema: {{type: object}}}}}}}}
      {OK}
components:
  parameters:
    Shared: {{name: X-A, in: header, schema: {{enum: [one, two]}}}}
""")
    got = {each.name: each for each in found.operation("x").parameters}
    assert list(got) == ["b", "c", "q", "X-A", "d", "s", "j"]
    assert got["c"].type == STRING
    assert got["q"].required and got["q"].default == 3
    assert (got["q"].style, got["q"].explode) == (ir.Style.FORM, True)
    assert (got["b"].style, got["b"].explode) == (ir.Style.SIMPLE, False)
    assert got["d"].style is ir.Style.DEEP
    assert (got["s"].style, got["s"].explode) == (ir.Style.SPACE, False)
    assert got["j"].media_type == "application/json"
    assert found.api.by_key[got["X-A"].type.key].hint == ("X-A",)
    assert found.codes == [], "`path-params` tells of both"


def test_required_parameter_with_one_value_is_a_constant(lowered):
    found = lowered(f"""
paths:
  /a?fixed=1:
    get:
      operationId: x
      parameters:
        - {{name: v, in: query, required: true, schema: {{enum: ['2']}}}}
        - {{name: w, in: query, schema: {{enum: ['2']}}}}
      {OK}
""")
    assert found.operation("x").path == "/a"
    assert found.parameter("x", "v").constant == "2"
    assert found.parameter("x", "w").constant is ir.ABSENT
    assert found.parameter("x", "fixed").constant == "1"


def test_constant_accept_header_is_pinned_and_other_reserved_headers_are_ignored(
    lowered,
):
    found = lowered(f"""
paths:
  /a:
    get:
      operationId: x
      parameters:
        - {{name: Accept, in: header, schema: {{const: application/vnd.a+json}}}}
        - {{name: authorization, in: header, schema: {{type: string}}}}
      {OK}
    put: {{operationId: y, x-accept: text/x, {OK}}}
""")
    assert found.operation("x").accept == "application/vnd.a+json"
    assert found.operation("x").parameters == ()
    assert found.operation("y").accept == "text/x"
    assert found.codes == [], "`ignored-header-parameter` tells of it"


def test_referenced_path_item_has_its_operations(lowered):
    found = lowered(f"""
paths:
  /a: {{$ref: '#/components/pathItems/A'}}
components:
  pathItems: {{A: {{get: {{operationId: x, {OK}}}}}}}
""")
    assert found.operation("x").path == "/a"


@pytest.mark.parametrize(
    ("media_type", "content", "type_"),
    [
        ("application/json", "{}", ir.ANY),
        ("text/plain", "{}", STRING),
        ("text/plain", "{schema: {type: integer}}", ir.Primitive(ir.Scalar.INTEGER)),
        ("image/png", "{schema: {type: string}}", ir.Primitive(ir.Scalar.BINARY)),
        ("application/octet-stream", "{}", ir.Primitive(ir.Scalar.BINARY)),
        ("application/xml", "{schema: {type: object}}", STRING),
        ("'*/*'", "{}", ir.Primitive(ir.Scalar.BINARY)),
        ("'*/*'", "{schema: {type: array}}", ir.Array(ir.ANY)),
        (
            "application/vnd.a+json",
            "{schema: {type: integer}}",
            ir.Primitive(ir.Scalar.INTEGER),
        ),
    ],
)
def test_media_type_decides_the_type_of_a_body(lowered, media_type, content, type_):
    found = lowered(f"""
paths:
  /a:
    post:
      operationId: x
      requestBody: {{required: true, content: {{{media_type}: {content}}}}}
      {OK}
""")
    body = found.operation("x").body
    assert body.required
    assert body.contents[0].type == type_


@pytest.mark.parametrize("media_type", ["application/xml", "text/csv", "image/png"])
def test_schema_of_an_unsupported_media_type_is_not_declared(lowered, media_type):
    found = lowered(f"""
paths:
  /a:
    post:
      operationId: x
      requestBody:
        content:
          {media_type}: {{schema: {{properties: {{a: {{properties: {{b: {{}}}}}}}}}}}}
      {OK}
""")
    assert found.api.declarations == ()


@pytest.mark.parametrize("media_type", ["application/xml", "text/csv", "image/png"])
@pytest.mark.parametrize("schema", ["{format: binary}", "{enum: [a, b]}"])
def test_scalar_body_of_an_unsupported_media_type_keeps_its_type(
    lowered, media_type, schema
):
    found = lowered(f"""
paths:
  /a:
    get:
      operationId: x
      responses:
        '200':
          description: d
          content: {{{media_type}: {{schema: {{$ref: '#/components/schemas/A'}}}}}}
components: {{schemas: {{A: {{type: string, allOf: [{schema}]}}}}}}
""")
    assert found.codes == []


@pytest.mark.parametrize(
    ("media_type", "code"),
    [
        ("application/xml", "unstructured-body"),
        ("text/plain", "unstructured-body"),
        ("application/x-msgpack", "unstructured-body"),
    ],
)
def test_unsupported_media_type_is_reported_once(lowered, media_type, code):
    reply = (
        f"{{description: d, content: {{{media_type}: {{schema: {{type: object}}}}}}}}"
    )
    found = lowered(f"""
paths:
  /a:
    get: {{operationId: x, responses: {{'200': {reply}, '404': {reply}}}}}
    put: {{operationId: y, responses: {{'200': {reply}}}}}
""")
    assert found.codes == [code]


def test_operation_inherits_the_description_of_its_path(lowered):
    found = lowered(f"""
paths:
  /a:
    summary: Short.
    description: Things.
    get: {{operationId: x, {OK}}}
    put: {{operationId: y, summary: Mine., {OK}}}
""")
    assert found.operation("x").doc == "Things."
    assert (found.operation("y").summary, found.operation("y").doc) == ("Mine.", "")


def test_sequence_has_an_item_type_and_form_has_parts(lowered):
    found = lowered("""
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      operationId: x
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {f: {type: string, format: binary}}}
            encoding:
              f:
                contentType: image/png, image/jpeg
                headers: {X-Part: {schema: {type: integer}}}
      responses:
        '200':
          description: d
          content:
            text/event-stream: {itemSchema: {type: object, properties: {data: {type: string}}}}
            application/jsonl: {schema: {type: array, items: {type: integer}}}
""")
    (part,) = found.operation("x").body.contents[0].parts
    assert part.media_types == ("image/png", "image/jpeg")
    assert part.headers[0].name == "X-Part"
    events, lines = found.operation("x").responses[0].contents
    assert isinstance(events.item, ir.Ref) and events.item_schema
    assert events.type == ir.Array(events.item)
    assert lines.item == ir.Primitive(ir.Scalar.INTEGER)


def test_responses_have_status_headers_and_contents(lowered):
    found = lowered("""
paths:
  /a:
    get:
      operationId: x
      x-job-control: {effect: cancel, completion: poll, success-field: /ok, poll: {method: GET},
                      terminal: [a, b], x-basis: guess}
      responses:
        '201': {description: made, headers: {Content-Type: {}, X-A: {required: true, schema: {type: integer}}}}
        4xx: {$ref: '#/components/responses/Bad'}
        default: {description: rest}
        2000: {description: bad}
components:
  responses: {Bad: {description: bad, content: {application/json: {schema: {type: object, properties: {m: {type: string}}}}}}}
""")
    operation = found.operation("x")
    made, bad, rest = operation.responses
    assert [str(each.status) for each in operation.responses] == [
        "201",
        "4XX",
        "default",
    ]
    assert (made.success_flag, bad.success_flag, rest.success_flag) == (
        "/ok",
        None,
        None,
    )
    assert [header.name for header in made.headers] == ["X-A"]
    assert found.api.by_key[bad.contents[0].type.key].hint == ("Bad", "response")
    assert operation.job == ir.JobControl(
        "cancel", "poll",
        (("success-field", "/ok"), ("poll.method", "GET"), ("terminal", "a, b")),
    )  # fmt: skip
    assert found.codes == [], "the rule `unknown-status` tells of it"


def test_examples_are_named_and_ordered(lowered):
    found = lowered("""
openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: x
      parameters:
        - {name: a, in: query, schema: {type: integer, examples: [4]}}
        - name: b
          in: query
          schema: {type: integer}
          examples:
            one: {value: 1, summary: first}
            two: {$ref: '#/components/examples/Two'}
            far: {externalValue: 'http://example.com/x'}
      responses: {'200': {description: d, content: {application/json: {example: {x: null}}}}}
components:
  examples: {Two: {dataValue: 2}}
""")
    assert found.parameter("x", "a").examples == (ir.Example("example", 4),)
    assert found.parameter("x", "b").examples == (
        ir.Example("one", 1, "first"), ir.Example("two", 2),
    )  # fmt: skip
    (response,) = found.operation("x").responses
    assert response.contents[0].examples == (ir.Example("example", {"x": None}),)
    assert found.parameter("x", "b").examples[0].source_location.span().line > 1
    assert found.codes == ["external-example"]


def test_security_requirements_and_schemes_are_lowered(lowered):
    found = lowered(f"""
security: [{{key: []}}]
paths:
  /a:
    get: {{operationId: inherits, {OK}}}
    put: {{operationId: none, security: [], {OK}}}
    post: {{operationId: either, security: [{{}}, {{key: [], oauth: [read]}}, {{gone: []}}], {OK}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
    oauth: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://t', scopes: {{read: r}}}}}}}}
    odd: {{type: magic}}
""")
    assert found.operation("inherits").security == ((ir.Requirement("key"),),)
    assert found.operation("none").security == ()
    assert found.operation("either").security == (
        (), (ir.Requirement("key"), ir.Requirement("oauth", ("read",))),
    )  # fmt: skip
    assert [each.name for each in found.api.security_schemes] == ["key", "oauth"]
    assert found.api.security_schemes[1].scheme.flows[0].scopes == (("read", "r"),)
    assert "unknown-scheme-type" in found.codes


def test_api_key_with_an_invalid_header_name_is_ignored(lowered):
    found = lowered("""
components:
  securitySchemes:
    plain: {type: apiKey, in: header, name: 'X-Key '}
    header: {type: apiKey, in: header, name: X Key}
    cookie: {type: apiKey, in: cookie, name: a;b}
    query: {type: apiKey, in: query, name: a;b}
""")
    kept = {each.name: each.scheme.name for each in found.api.security_schemes}
    assert kept == {"plain": "X-Key", "query": "a;b"}
    assert found.codes.count("header-name") == 2


def test_supported_part_of_a_requirement_remains_and_the_rest_is_reported(lowered):
    found = lowered(f"""
paths:
  /a:
    get: {{operationId: parts, security: [{{gone: []}}, {{gone: [], key: []}}], {OK}}}
    put: {{operationId: nothing, security: [{{gone: []}}], {OK}}}
    post: {{operationId: whole, security: [{{gone: []}}, {{key: []}}], {OK}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
""")
    assert found.operation("parts").security == ((ir.Requirement("key"),),)
    assert found.operation("nothing").security == ()
    assert found.operation("whole").security == ((ir.Requirement("key"),),)
    assert found.codes.count("security-unresolved") == 2


def test_servers_are_lowered_and_webhooks_are_reported(lowered):
    found = lowered(f"""
servers: [{{url: 'https://{{h}}', variables: {{h: {{default: a, enum: [a, 8443]}}}}}}]
webhooks: {{w: {{post: {OK.join("{}")}}}}}
paths:
  /a: {{servers: [{{url: /v2}}], get: {{operationId: x, {OK}}}}}
""")
    assert found.api.servers[0].variables[0].choices == ("a", "8443")
    # An address without a host is meant relative to the description's own server.
    (own,) = found.operation("x").servers
    assert own.url == "https://{h}/v2"
    assert own.variables == found.api.servers[0].variables
    assert "webhook-not-generated" in found.codes


def test_swagger_2_0_is_lowered_like_3_1(lowered):
    found = lowered("""
swagger: '2.0'
info: {title: T, version: '1'}
host: example.com
paths:
  /a:
    post:
      operationId: x
      consumes: [application/json]
      produces: [application/json]
      parameters:
        - {name: b, in: body, schema: {$ref: '#/definitions/B'}}
        - {name: l, in: query, type: array, items: {type: string}, collectionFormat: csv}
      responses: {200: {description: d, schema: {$ref: '#/definitions/B'}}}
definitions:
  B: {type: object, properties: {c: {type: string}}}
""")
    assert found.operation("x").body.contents[0].type == ir.Ref("B")
    assert found.operation("x").responses[0].contents[0].type == ir.Ref("B")
    assert not found.parameter("x", "l").explode
    assert found.api.by_key["B"].named


@pytest.mark.parametrize(
    "operation",
    [
        "{}", "{responses: 5}", "{responses: {}}", "{parameters: 5, responses: {}}",
        "{parameters: [5, {}, {name: a}, {name: a, in: nowhere}, {$ref: '#/x'}]}",
        "{requestBody: 5}", "{requestBody: {content: 5}}", "{requestBody: {content: {a: 5}}}",
        "{responses: {200: 5, default: {content: {a/b: null}}}}", "{tags: 5, security: 5}",
        "{security: [5, {a: 5}], servers: 5, operationId: 7, x-job-control: 5}",
    ],
)  # fmt: skip
def test_invalid_parts_do_not_drop_an_operation(lowered, operation):
    found = lowered(f"paths: {{/a: {{get: {operation}}}}}")
    assert [each.method for each in found.api.operations] == ["GET"]


def test_shared_response_is_a_response_once_in_the_name_of_its_class(lowered):
    found = lowered("""
paths:
  /a: {get: {operationId: x, responses: {'200': {$ref: '#/components/responses/MeResponse'}}}}
components:
  responses: {MeResponse: {description: d, content: {application/json: {schema: {type: object, properties: {m: {type: string}}}}}}}
""")
    content = found.operation("x").responses[0].contents[0]
    assert found.api.by_key[content.type.key].hint == ("MeResponse",)
