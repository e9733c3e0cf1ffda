"""The curated descriptions are valid, complete, and say what the vendors' pages say and no more.

What the pages say is written out here a second time, apart from the descriptions: a slip shows up as a difference.
"""

import hashlib
import json
import os
import re
from collections.abc import Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import jsonschema_rs
import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

SPECS = Path(__file__).resolve().parents[1] / "specs"
APIS = ("azure-digital-twins", "bentley-itwin", "oracle-ess", "otc-modelarts")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"
ORACLE_JSON = "application/vnd.oracle.resource+json"
ITWIN_V2 = "application/vnd.bentley.itwin-platform.v2+json"
PARAPHRASED = ("bentley-itwin", "oracle-ess", "otc-modelarts")


# What the pages say.


class Facts(NamedTuple):
    """One operation. A parameter is its kind, with `!` when it is required; so is a header."""

    api: str
    method: str
    path: str
    tag: str
    parameters: dict[tuple[str, str], str]
    responses: dict[str, dict[str, str]]
    headers: dict[str, dict[str, str]]
    security: list[dict[str, list[str]]]


AZURE_PARAMETERS = {
    ("path", "id"): "string!",
    ("query", "api-version"): "string[2023-10-31]!",
    ("header", "traceparent"): "string",
    ("header", "tracestate"): "string",
}
ORACLE_ERROR = {JSON: "SimpleExceptionDetail", ORACLE_JSON: "SimpleExceptionDetail"}

OPERATIONS = {
    "ImportJobs_Delete": Facts(
        api="azure-digital-twins",
        method="delete",
        path="/jobs/imports/{id}",
        tag="ImportJobs",
        parameters=AZURE_PARAMETERS,
        responses={"204": {}, "default": {JSON: "ErrorResponse"}},
        headers={"default": {"x-ms-error-code": "string"}},
        security=[{"oauth2": []}],
    ),
    "ImportJobs_Cancel": Facts(
        api="azure-digital-twins",
        method="post",
        path="/jobs/imports/{id}/cancel",
        tag="ImportJobs",
        parameters=AZURE_PARAMETERS,
        responses={"200": {JSON: "ImportJob"}, "default": {JSON: "ErrorResponse"}},
        headers={"default": {"x-ms-error-code": "string"}},
        security=[{"oauth2": []}],
    ),
    "delete-inference-run": Facts(
        api="bentley-itwin",
        method="delete",
        path="/synchronization/pnidtoitwin/inferences/{inferenceId}/run",
        tag="PnID to iTwin",
        parameters={
            ("path", "inferenceId"): "string!",
            ("header", "Accept"): f"string[{ITWIN_V2}]!",
        },
        responses={"204": {}}
        | {status: {JSON: "ErrorResponse"} for status in ("401", "403", "404", "429")},
        headers={"429": {"Retry-After": "integer!"}},
        security=[{"oauth2": ["itwin-platform"]}],
    ),
    "DeleteVisualizationJob": Facts(
        api="otc-modelarts",
        method="delete",
        path="/v1/{project_id}/visualization-jobs/{job_id}",
        tag="Visualization Jobs",
        parameters={("path", "project_id"): "string!", ("path", "job_id"): "string!"},
        responses={"200": {JSON: "JobActionResult"}, "4XX": {JSON: "JobActionResult"}},
        headers={},
        security=[{"token": []}],
    ),
    "cancelRequest": Facts(
        api="oracle-ess",
        method="post",
        path="/ess/rest/scheduler/v1/requests/{requestId}/cancel",
        tag="Requests",
        parameters={("path", "requestId"): "integer(int64)!"},
        responses={"200": {JSON: "link", ORACLE_JSON: "link"}}
        | dict.fromkeys(("400", "403", "404", "409", "500"), ORACLE_ERROR),
        headers={},
        security=[{"basicAuth": []}, {"bearerAuth": []}],
    ),
}

JOB_CONTROL: dict[str, dict[str, object]] = yaml.safe_load("""
ImportJobs_Delete:
  {effect: forget-id, completion: on-response, poll: none, transitional: [], terminal: [],
   rollback: not-applicable, success-field: none, idempotency: unknown}
ImportJobs_Cancel:
  {effect: cancel, completion: poll, poll: {method: GET, path: '/jobs/imports/{id}', state: /status},
   transitional: [cancelling], terminal: [cancelled, succeeded, failed],
   rollback: 'no', success-field: none, idempotency: unknown}
delete-inference-run:
  {effect: cancel+delete, completion: on-response,
   poll: {method: GET, path: '/synchronization/pnidtoitwin/inferences/{inferenceId}/run', state: /run/status},
   transitional: [], terminal: unknown, rollback: unknown, success-field: none, idempotency: 204 then 404}
DeleteVisualizationJob:
  {effect: delete, completion: poll,
   poll: {method: GET, path: '/v1/{project_id}/visualization-jobs/{job_id}', state: /status},
   transitional: unknown, terminal: [gone, 6],
   rollback: unknown, success-field: /is_success, idempotency: refused at 9}
cancelRequest:
  {effect: cancel, completion: poll,
   poll: {method: GET, path: '/ess/rest/scheduler/v1/requests/{requestId}', state: /state},
   transitional: [CANCELLING], terminal: [CANCELLED, other],
   rollback: unknown, success-field: none, idempotency: 400 when terminal}
""")

# Members with their kinds; `!` marks a required one and `-` one that is only read.
SCHEMAS: dict[str, dict[str, dict[str, str] | str]] = {
    "azure-digital-twins": {
        "Error": {
            "code": "string-",
            "details": "array<Error>-",
            "innererror": "InnerError",
            "message": "string-",
        },
        "ErrorResponse": {"error": "Error!"},
        "ImportJob": {
            "createdDateTime": "string(date-time)-",
            "error": "Error",
            "finishedDateTime": "string(date-time)-",
            "id": "string-",
            "inputBlobUri": "string!",
            "lastActionDateTime": "string(date-time)-",
            "outputBlobUri": "string!",
            "purgeDateTime": "string(date-time)-",
            "status": "ImportJobStatus-",
        },
        "ImportJobStatus": "string[cancelled,cancelling,failed,notstarted,running,succeeded]",
        "InnerError": {"code": "string", "innererror": "InnerError"},
    },
    "bentley-itwin": {
        "Error": {"code": "string!", "message": "string!", "target": "string|null"},
        "ErrorResponse": {"error": "Error!"},
    },
    "oracle-ess": {
        "link": {"href": "string(uri)", "rel": "string"},
        "SimpleExceptionDetail": {
            "detail": "string",
            "errorCode": "string",
            "status": "integer",
            "title": "string!",
            "type": "string!",
        },
    },
    "otc-modelarts": {
        "JobActionResult": {
            "is_success": "boolean",
            "error_code": "string",
            "error_message": "string",
        },
    },
}

AUTHORIZE = "https://login.microsoftonline.com/common/oauth2/authorize?resource=0b07f429-9f4b-4714-9392-cc5e8e80c8b0"
BENTLEY_FLOW = {
    "tokenUrl": "https://ims.bentley.com/connect/token",
    "scopes": {"itwin-platform": "The iTwin Platform."},
}
SECURITY_SCHEMES: dict[str, dict[str, dict[str, object]]] = {
    "azure-digital-twins": {
        "oauth2": {
            "type": "oauth2",
            "flows": {"implicit": {"authorizationUrl": AUTHORIZE, "scopes": {}}},
        }
    },
    "bentley-itwin": {
        "oauth2": {"type": "oauth2", "flows": {"clientCredentials": BENTLEY_FLOW}}
    },
    "oracle-ess": {
        "basicAuth": {"type": "http", "scheme": "basic"},
        "bearerAuth": {"type": "http", "scheme": "bearer"},
    },
    "otc-modelarts": {
        "token": {"type": "apiKey", "in": "header", "name": "X-Auth-Token"}
    },
}

SERVERS = {
    "azure-digital-twins": (
        "https://{hostname}",
        {"hostname": "digitaltwins-hostname"},
    ),
    "bentley-itwin": ("https://api.bentley.com", {}),
    "oracle-ess": ("https://{hostname}", {"hostname": "servername"}),
    "otc-modelarts": ("https://{endpoint}", {"endpoint": "endpoint"}),
}

# The JSON bodies as the pages print them, by operation and status.
BODIES = {
    ("delete-inference-run", "401"): """
{ "error": { "code": "HeaderNotFound",
"message": "Header Authorization was not found in the request. Access denied." } }
""",
    ("delete-inference-run", "403"): """
{ "error": { "code": "InsufficientPermissions",
"message": "The user has insufficient permissions for the requested operation." } }
""",
    ("delete-inference-run", "404"): """
{ "error": { "code": "PnIDInferenceRunNotFound",
"message": "Requested PnID Inference Run is not available." } }
""",
    ("delete-inference-run", "429"): """
{ "error": { "code": "RateLimitExceeded",
"message": "The client sent more requests than allowed by this API for the current tier of the client." } }
""",
    ("ImportJobs_Cancel", "200"): """
{
  "id": "importjob1",
  "inputBlobUri": "path to input blob",
  "outputBlobUri": "path to output blob",
  "createdDateTime": "2022-01-01T00:00:00.0000000+00:00",
  "lastActionDateTime": "2022-01-01T00:01:00.0000000+00:00",
  "purgeDateTime": "2022-01-31T00:01:00.0000000+00:00",
  "status": "cancelling"
}
""",
    ("DeleteVisualizationJob", "200"): """
{
"is_success": true
}
""",
    ("DeleteVisualizationJob", "4XX"): """
{
"is_success": false,
"error_message": "This job can't be delete. job status: 9",
"error_code": "ModelArts.0105"
}
""",
}

# Everything else that the pages give as an example.
SCALARS = {
    ("ImportJobs_Delete", "id"): "bulkimportjob1",
    ("ImportJobs_Cancel", "id"): "importjob1",
    ("DeleteVisualizationJob", "job_id"): "10",
    ("link", "rel"): "self",
    ("SimpleExceptionDetail", "errorCode"): "ESS-00500",
}


# How to read a description.


class StrictLoader(yaml.SafeLoader):
    """Refuses what YAML and PyYAML let pass: a repeated key, and a key that is not text, such as an unquoted status."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert all(isinstance(key, str) for key in keys), (
            f"a key that is not text{node.start_mark}"
        )
        assert len(keys) == len(set(keys)), f"a repeated key{node.start_mark}"
        return super().construct_mapping(node, deep)


def text(uri: str) -> str:
    return Path(unquote(urlsplit(uri).path)).read_text(encoding="utf-8")


@cache
def load(uri: str) -> Any:
    return yaml.load(text(uri), Loader=StrictLoader)


def root(api: str) -> str:
    return (SPECS / api / "openapi.yaml").as_uri()


def files(api: str) -> list[str]:
    return [path.as_uri() for path in sorted((SPECS / api).rglob("*.yaml"))]


def follow(value: Any, base: str) -> Any:
    """The value itself, or what its `$ref` points to, in the file `base` or another."""
    if not (isinstance(value, dict) and "$ref" in value):
        return value
    target, fragment = urldefrag(urljoin(base, value["$ref"]))
    found = load(target)
    for key in fragment.split("/")[1:]:
        found = found[unquote(key).replace("~1", "/").replace("~0", "~")]
    return follow(found, target)


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in items:
        yield from walk(
            item, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        )


def objects(api: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of every file of an API, with the URI that points to it."""
    for uri in files(api):
        for pointer, value in walk(load(uri)):
            if isinstance(value, dict):
                yield f"{uri}#{pointer}", value


class Operation(NamedTuple):
    base: str
    path_item: dict[str, Any]
    method: str
    path: str
    value: dict[str, Any]

    def parameters(self) -> dict[str, dict[str, Any]]:
        listed = self.path_item.get("parameters", []) + self.value.get("parameters", [])
        resolved = [follow(parameter, self.base) for parameter in listed]
        return {parameter["name"]: parameter for parameter in resolved}

    def responses(self) -> dict[str, dict[str, Any]]:
        return {
            status: follow(response, self.base)
            for status, response in self.value["responses"].items()
        }


def operations(api: str) -> Iterator[Operation]:
    for path, joint in load(root(api))["paths"].items():
        base = urljoin(root(api), joint["$ref"])
        path_item = follow(joint, root(api))
        for method in METHODS:
            if method in path_item:
                yield Operation(base, path_item, method, path, path_item[method])


def operation(operation_id: str) -> Operation:
    (found,) = [
        each
        for each in operations(OPERATIONS[operation_id].api)
        if each.value["operationId"] == operation_id
    ]
    return found


def kind(schema: dict[str, Any]) -> str:
    """A schema in one word: `string(uri)`, `string[a,b]`, `array<Error>`, `string|null`, or the name it refers to."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema["type"] == "array":
        return f"array<{kind(schema['items'])}>"
    word = (
        "|".join(schema["type"])
        if isinstance(schema["type"], list)
        else str(schema["type"])
    )
    if "format" in schema:
        word += f"({schema['format']})"
    if "enum" in schema:
        word += f"[{','.join(schema['enum'])}]"
    return word


def members(schema: dict[str, Any]) -> dict[str, str]:
    assert schema["type"] == "object"
    required = schema.get("required", [])
    return {
        name: kind(member)
        + "!" * (name in required)
        + "-" * member.get("readOnly", False)
        for name, member in schema["properties"].items()
    }


def without_basis(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: without_basis(item)
            for key, item in value.items()
            if not key.startswith("x-basis")
        }
    return value


def validator(schema_uri: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$ref": schema_uri}, retriever=load, validate_formats=True
    )


def component(api: str, name: str) -> jsonschema_rs.Draft202012Validator:
    return validator(f"{root(api)}#/components/schemas/{name}")


def schemas(api: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = load(root(api))["components"]["schemas"]
    return found


def examples(api: str) -> Iterator[tuple[str, str, Any]]:
    """Where an example stands, the URI of its schema, and its value."""
    for uri, value in objects(api):
        match value.get("examples"):
            case dict() as named:
                for name, example in named.items():
                    yield f"{uri}/examples/{name}", f"{uri}/schema", example["value"]
            case list() as plain:
                for index, item in enumerate(plain):
                    yield f"{uri}/examples/{index}", uri, item


# Every API.


def test_each_folder_is_an_api() -> None:
    assert tuple(sorted(path.name for path in SPECS.iterdir() if path.is_dir())) == APIS


@pytest.mark.parametrize("api", APIS)
def test_the_description_is_valid_openapi(api: str) -> None:
    errors = OpenAPIV31SpecValidator(load(root(api)), base_uri=root(api)).iter_errors()
    assert [error.message for error in errors] == []
    assert load(root(api))["openapi"].startswith("3.1.")


@pytest.mark.parametrize("api", APIS)
def test_one_file_per_operation(api: str) -> None:
    joints = [joint["$ref"] for joint in load(root(api))["paths"].values()]
    assert sorted(urljoin(root(api), joint) for joint in joints) == [
        uri for uri in files(api) if "/operations/" in uri
    ]
    assert all(
        re.fullmatch(r"operations/[a-z]+(-[a-z]+)*\.yaml", joint) for joint in joints
    )
    assert len(list(operations(api))) == len(joints)


def test_these_operations_and_no_other() -> None:
    found = {each.value["operationId"] for api in APIS for each in operations(api)}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_method_path_and_tag(operation_id: str) -> None:
    facts, found = OPERATIONS[operation_id], operation(operation_id)
    assert (found.method, found.path, found.value["tags"]) == (
        facts.method,
        facts.path,
        [facts.tag],
    )
    declared = {tag["name"]: tag for tag in load(root(facts.api))["tags"]}
    assert declared.keys() == {facts.tag}
    assert all(each["description"] for each in (declared[facts.tag], found.value))
    assert found.value["summary"]


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_parameters(operation_id: str) -> None:
    found = operation(operation_id).parameters().values()
    assert OPERATIONS[operation_id].parameters == {
        (each["in"], each["name"]): kind(each["schema"]) + "!" * each["required"]
        for each in found
    }
    assert all(each["description"] for each in found)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_responses(operation_id: str) -> None:
    facts, found = OPERATIONS[operation_id], operation(operation_id).responses()
    assert facts.responses == {
        status: {
            media: kind(body["schema"])
            for media, body in response.get("content", {}).items()
        }
        for status, response in found.items()
    }
    assert facts.headers == {
        status: {
            name: kind(header["schema"]) + "!" * header.get("required", False)
            for name, header in response["headers"].items()
        }
        for status, response in found.items()
        if "headers" in response
    }


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_no_request_body(operation_id: str) -> None:
    assert "requestBody" not in operation(operation_id).value


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_security(operation_id: str) -> None:
    facts = OPERATIONS[operation_id]
    assert (
        operation(operation_id).value.get("security", load(root(facts.api))["security"])
        == facts.security
    )


@pytest.mark.parametrize("api", APIS)
def test_security_schemes(api: str) -> None:
    schemes = without_basis(load(root(api))["components"]["securitySchemes"])
    assert all(scheme.pop("description") for scheme in schemes.values())
    assert schemes == SECURITY_SCHEMES[api]


@pytest.mark.parametrize("api", APIS)
def test_servers_hold_scheme_and_host_alone(api: str) -> None:
    (server,) = load(root(api))["servers"]
    variables = {
        name: variable["default"]
        for name, variable in server.get("variables", {}).items()
    }
    assert (server["url"], variables) == SERVERS[api]


@pytest.mark.parametrize("api", APIS)
def test_schemas(api: str) -> None:
    found = {
        name: members(schema) if "properties" in schema else kind(schema)
        for name, schema in schemas(api).items()
    }
    assert found == SCHEMAS[api]


@pytest.mark.parametrize("api", APIS)
def test_schemas_are_open_and_free_of_patterns(api: str) -> None:
    closing = {
        "additionalProperties",
        "unevaluatedProperties",
        "pattern",
        "maxLength",
        "const",
    }
    assert [uri for uri, value in objects(api) if closing & value.keys()] == []


@pytest.mark.parametrize("api", APIS)
def test_no_header_parameter_that_openapi_ignores(api: str) -> None:
    """`Accept` of Bentley is the exception, and is said again where a reader finds it."""
    named = {
        (each.value["operationId"], name.lower())
        for each in operations(api)
        for name in each.parameters()
    }
    ignored = {
        (name, header)
        for name, header in named
        if header in {"accept", "authorization", "content-type"}
    }
    assert ignored == (
        {("delete-inference-run", "accept")} if api == "bentley-itwin" else set()
    )


# Examples.


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param(*rest, id=at.rpartition("/specs/")[2])
        for a in APIS
        for at, *rest in examples(a)
    ],
)
def test_example_is_valid(schema: str, value: object) -> None:
    assert [error.message for error in validator(schema).iter_errors(value)] == []


def test_the_documented_bodies_stand_verbatim() -> None:
    found = {
        (operation_id, status): [
            json.dumps(example["value"]) for example in body["examples"].values()
        ]
        for operation_id in OPERATIONS
        for status, response in operation(operation_id).responses().items()
        for body in response.get("content", {}).values()
        if "examples" in body
    }
    assert found == {
        where: [json.dumps(json.loads(text))] for where, text in BODIES.items()
    }


def test_the_documented_scalars_stand_verbatim() -> None:
    parameters = {
        (operation_id, name): [
            example["value"] for example in parameter["examples"].values()
        ]
        for operation_id in OPERATIONS
        for name, parameter in operation(operation_id).parameters().items()
        if "examples" in parameter
    }
    plain = {
        (schema, name): member["examples"]
        for api in APIS
        for schema, value in schemas(api).items()
        for name, member in value.get("properties", {}).items()
        if "examples" in member
    }
    assert parameters | plain == {where: [value] for where, value in SCALARS.items()}


def test_no_other_example() -> None:
    assert sum(1 for api in APIS for _ in examples(api)) == len(BODIES) + len(SCALARS)
    # A property may be called `example`; a keyword of that name is what OpenAPI 3.1 advises against.
    assert [
        uri for api in APIS for uri, value in objects(api) if "example" in value
    ] == []


# Extensions.


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_job_control(operation_id: str) -> None:
    found = without_basis(operation(operation_id).value["x-job-control"])
    assert found == JOB_CONTROL[operation_id]


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_job_control_polls_with_parameters_that_the_caller_has(
    operation_id: str,
) -> None:
    found = operation(operation_id)
    control = found.value["x-job-control"]
    assert control["completion"] in {"on-response", "poll"}
    if (poll := control["poll"]) == "none":
        assert control["completion"] == "on-response"
    else:
        assert set(re.findall(r"{(.+?)}", poll["path"])) == set(
            re.findall(r"{(.+?)}", found.path)
        )


def test_success_field_stands_on_the_one_response_that_has_it() -> None:
    found = {
        uri.rpartition("/specs/")[2]: value["x-success-field"]
        for api in APIS
        for uri, value in objects(api)
        if "x-success-field" in value
    }
    place = (
        "otc-modelarts/operations/delete-visualization-job.yaml#/delete/responses/200"
    )
    assert found == {place: "/is_success"}
    assert "is_success" in schemas("otc-modelarts")["JobActionResult"]["properties"]


@pytest.mark.parametrize("api", APIS)
def test_basis_is_one_of_six_and_a_note_has_a_basis(api: str) -> None:
    for uri, value in objects(api):
        basis = value.get("x-basis", "seed")
        assert basis in {
            "seed",
            "upstream",
            "sibling",
            "third",
            "inference",
            "choice",
        }, uri
        assert "x-basis" in value or "x-basis-note" not in value, uri


def test_constants_that_are_ours_say_so() -> None:
    for operation_id, name in (
        ("ImportJobs_Cancel", "api-version"),
        ("delete-inference-run", "Accept"),
    ):
        assert operation(operation_id).parameters()[name]["x-basis"] == "choice"


@pytest.mark.parametrize("api", APIS)
def test_extensions_are_known(api: str) -> None:
    known = {
        "x-source",
        "x-basis",
        "x-basis-note",
        "x-job-control",
        "x-success-field",
        "x-accept",
        "x-ms-error-code",
    }
    assert {
        key for _, value in objects(api) for key in value if key.startswith("x-")
    } <= known


@pytest.mark.parametrize("api", APIS)
def test_source(api: str) -> None:
    for source in load(root(api))["info"]["x-source"]:
        assert source.keys() <= {"seed", "sha256", "upstream", "retrieved"}
        assert Path(source["seed"]).name == source["seed"]
        assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])


@pytest.mark.parametrize("api", APIS)
def test_layout(api: str) -> None:
    for uri in files(api):
        for number, line in enumerate(text(uri).splitlines(), 1):
            # A line of one word, or of a key and one word, is an address that cannot be broken.
            assert len(line) <= 120 or len(line.split()) <= 2, f"{uri}:{number}"
            assert line == line.rstrip(), f"{uri}:{number}"


# Traps, one API after the other.


def test_azure_only_the_default_response_has_the_error_header() -> None:
    for operation_id in ("ImportJobs_Delete", "ImportJobs_Cancel"):
        with_header = {
            s
            for s, response in operation(operation_id).responses().items()
            if "headers" in response
        }
        assert with_header == {"default"}


def test_azure_errors_nest() -> None:
    inner = {"code": "a", "innererror": {"code": "b", "innererror": {"code": "c"}}}
    error = {
        "code": "a",
        "message": "m",
        "details": [{"code": "b", "details": []}],
        "innererror": inner,
    }
    body = component("azure-digital-twins", "ErrorResponse")
    assert body.is_valid({"error": error})
    assert body.is_valid({"error": {}})
    assert not body.is_valid({})
    assert not body.is_valid({"error": error | {"details": ["text"]}})
    assert not body.is_valid(
        {"error": error | {"innererror": {"innererror": {"code": 1}}}}
    )


def test_azure_job_error_has_no_second_wrapper() -> None:
    job = json.loads(BODIES["ImportJobs_Cancel", "200"])
    assert component("azure-digital-twins", "ImportJob").is_valid(
        job | {"error": {"code": "ValidationFailed"}}
    )
    assert not component("azure-digital-twins", "ImportJob").is_valid(
        job | {"error": {"code": 1}}
    )
    # An open schema lets a wrapper pass, so look at the reference as well.
    assert (
        kind(schemas("azure-digital-twins")["ImportJob"]["properties"]["error"])
        == "Error"
    )


@pytest.mark.parametrize(
    "timestamp", ["2022-01-01T00:00:00Z", "2022-01-01T00:00:00.0000000+00:00"]
)
def test_azure_timestamps_of_the_prose_and_of_the_sample_are_valid(
    timestamp: str,
) -> None:
    job = json.loads(BODIES["ImportJobs_Cancel", "200"]) | {
        "finishedDateTime": timestamp
    }
    assert component("azure-digital-twins", "ImportJob").is_valid(job)
    assert not component("azure-digital-twins", "ImportJob").is_valid(
        job | {"finishedDateTime": "yesterday"}
    )


@pytest.mark.parametrize(
    "status", ["canceled", "Cancelled", "notStarted", "not_started", "CANCELLING"]
)
def test_azure_status_is_spelled_as_documented(status: str) -> None:
    assert not component("azure-digital-twins", "ImportJobStatus").is_valid(status)


def test_azure_delete_says_that_it_stops_nothing() -> None:
    description = " ".join(operation("ImportJobs_Delete").value["description"].split())
    assert "It can not be used to stop entities from being imported." in description


def test_azure_cancel_says_that_nothing_is_rolled_back() -> None:
    description = " ".join(operation("ImportJobs_Cancel").value["description"].split())
    assert "there won't be any rollback operation" in description
    assert "200 Request Accepted" in description


def test_azure_no_preview_version() -> None:
    assert [uri for uri in files("azure-digital-twins") if "preview" in text(uri)] == []


def test_bentley_version_is_two_in_both_places() -> None:
    found = operation("delete-inference-run")
    assert found.value["x-accept"] == ITWIN_V2
    assert found.parameters()["Accept"]["schema"]["enum"] == [found.value["x-accept"]]


def test_bentley_not_found_speaks_of_the_inference_and_its_code_of_the_run() -> None:
    response = operation("delete-inference-run").responses()["404"]
    assert "inference" in response["description"]
    assert "run" not in response["description"]
    (example,) = response["content"][JSON]["examples"].values()
    assert example["value"]["error"]["code"] == "PnIDInferenceRunNotFound"


def test_bentley_error_may_be_more_or_less_than_documented() -> None:
    body = component("bentley-itwin", "ErrorResponse")
    assert body.is_valid(
        {"error": {"code": "NewCode", "message": "", "target": None}, "traceId": "1"}
    )
    assert not body.is_valid({"error": {"code": "NewCode"}})


def test_bentley_seconds_to_wait() -> None:
    header = operation("delete-inference-run").responses()["429"]["headers"][
        "Retry-After"
    ]
    assert header["schema"] == {"type": "integer", "minimum": 0}


def test_bentley_no_subscription_key() -> None:
    assert all(
        "subscription-key" not in text(uri).lower() for uri in files("bentley-itwin")
    )


def test_modelarts_body_without_the_flag_is_valid() -> None:
    """A gateway in front of the service answers so."""
    result = component("otc-modelarts", "JobActionResult")
    assert result.is_valid({"error_msg": "Incorrect token.", "error_code": "APIG.0301"})
    assert not result.is_valid({"is_success": "true"})
    assert not result.is_valid({"error_code": 105})


def test_modelarts_says_that_success_is_not_the_end_and_where_to_look() -> None:
    description = operation("DeleteVisualizationJob").value["description"]
    assert all(
        word in description
        for word in ("asynchronous", "`is_success`", "Query the job")
    )


def test_modelarts_project_id_of_the_sample_is_not_an_example() -> None:
    assert (
        "examples" not in operation("DeleteVisualizationJob").parameters()["project_id"]
    )


@pytest.mark.parametrize(
    "body",
    [{}, {"rel": "self"}, {"rel": "later"}, {"links": [{"rel": "self", "href": "a"}]}],
)
def test_oracle_success_body_is_open(body: dict[str, object]) -> None:
    assert component("oracle-ess", "link").is_valid(body)


def test_oracle_address_is_a_uri() -> None:
    assert not component("oracle-ess", "link").is_valid({"href": "not a uri"})


@pytest.mark.parametrize("missing", ["title", "type"])
def test_oracle_error_needs_title_and_type(missing: str) -> None:
    error = {
        "title": "Conflict",
        "type": "no uri at all",
        "status": 409,
        "errorCode": "ESS-00500",
    }
    detail = component("oracle-ess", "SimpleExceptionDetail")
    assert detail.is_valid(error)
    assert not detail.is_valid(
        {key: value for key, value in error.items() if key != missing}
    )


@pytest.mark.parametrize("status", OPERATIONS["cancelRequest"].responses)
def test_oracle_plain_json_comes_first(status: str) -> None:
    assert list(operation("cancelRequest").responses()[status]["content"]) == [
        JSON,
        ORACLE_JSON,
    ]


def test_oracle_names_every_state_and_says_which_is_not_final() -> None:
    description = operation("cancelRequest").value["description"]
    states = {
        "WAIT",
        "READY",
        "BLOCKED",
        "HOLD",
        "RUNNING",
        "COMPLETED",
        "CANCELLING",
        "CANCELLED",
    }
    assert states == set(re.findall(r"\b[A-Z]{4,}\b", description))
    assert "COMPLETED is not a terminal state" in description
    assert "children" in description


def test_oracle_statuses_are_not_swapped() -> None:
    descriptions = {
        status: each["description"]
        for status, each in operation("cancelRequest").responses().items()
    }
    assert descriptions == {
        "200": "Operation initiated",
        "400": "Unsupported state for operation",
        "403": "Not authorized to cancel this request",
        "404": "Request ID not found",
        "409": "Conflict",
        "500": "Scheduling sub-system error",
    }


# Against the pages themselves, where they are at hand: they are not part of the project.


def seeds(api: str) -> list[tuple[Path, str]]:
    folder = os.environ.get("TRUEUP_SEEDS")
    if folder is None:
        pytest.skip("TRUEUP_SEEDS does not name the folder of the vendors' pages")
    return [
        (Path(folder) / each["seed"], each["sha256"])
        for each in load(root(api))["info"]["x-source"]
    ]


@pytest.mark.parametrize("api", APIS)
def test_seed_is_the_one_that_was_read(api: str) -> None:
    for path, digest in seeds(api):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(("operation_id", "status"), BODIES)
def test_seed_prints_the_body(operation_id: str, status: str) -> None:
    body = " ".join(BODIES[operation_id, status].split())
    assert any(
        body in " ".join(path.read_text().split())
        for path, _ in seeds(OPERATIONS[operation_id].api)
    )


@pytest.mark.parametrize("api", PARAPHRASED)
def test_seed_prose_is_paraphrased(api: str) -> None:
    """No eight words in a row, examples apart, which are facts."""
    pages = " ".join(
        " ".join(re.findall(r"[\w']+", path.read_text().lower()))
        for path, _ in seeds(api)
    )
    for uri, value in objects(api):
        for key in ("description", "summary", "x-basis-note"):
            words = re.findall(r"[\w']+", str(value.get(key, "")).lower())
            runs = [" ".join(words[i : i + 8]) for i in range(len(words) - 7)]
            assert [run for run in runs if run in pages] == [], f"{uri}/{key}"
