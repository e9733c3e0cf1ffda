"""Problems in the shapes that services declare: by what their members are called."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def runtime(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs._runtime.server")


@pytest.fixture(scope="module")
def fill(runtime: ModuleType) -> Any:
    error_bodies = importlib.import_module("served_jobs._runtime.server.error_bodies")
    violations = (runtime.Violation("query", "limit", "", "too large"),)
    problem = runtime.Problem(400, "limit is too large", violations)

    def filled(schema: dict[str, Any]) -> Any:
        schemas = runtime.Schemas({"$defs": {"E": schema}})
        return error_bodies.ErrorBodies(schemas).fill("#/$defs/E", problem, 400)

    return filled


TEXT = {"type": "string"}


def _object(required: str, **members: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": members}


@pytest.mark.parametrize(
    ("schema", "filled"),
    [
        (
            _object("error_code error_msg", error_code=TEXT, error_msg=TEXT),
            {"error_code": "BadRequest", "error_msg": "limit is too large"},
        ),
        (
            _object(
                "title status",
                title=TEXT,
                status={"type": "integer"},
                detail=TEXT,
                type=TEXT,
            ),
            {
                "title": "Bad Request",
                "status": 400,
                "detail": "limit is too large",
                "type": "about:blank",
            },
        ),
        (
            _object(
                "error",
                error=_object(
                    "message", message=TEXT, innererror={"$ref": "#/$defs/E"}
                ),
            ),
            {"error": {"message": "limit is too large"}},
        ),
        (
            _object(
                "errors",
                errors={
                    "type": "array",
                    "items": _object("path message", path=TEXT, message=TEXT),
                },
            ),
            {
                "errors": [
                    {"path": "limit", "message": "query parameter 'limit': too large"}
                ]
            },
        ),
        (
            {
                "allOf": [
                    _object("code", code={"enum": ["OTHER", "INVALID_INPUT"]}),
                    _object("message", message=TEXT),
                ]
            },
            {"message": "limit is too large", "code": "INVALID_INPUT"},
        ),
        (
            _object(
                "message",
                message={"type": "string", "maxLength": 5},
                code={"type": "string", "pattern": "^[0-9]+$"},
            ),
            {"message": "limit"},
        ),
        (_object("odd", odd={"type": "string", "pattern": "^x$"}), None),
        ({"type": "array", "items": TEXT}, ["query parameter 'limit': too large"]),
        (
            _object(
                "",
                detail={
                    "type": "array",
                    "items": _object(
                        "loc msg type",
                        loc={
                            "type": "array",
                            "items": {"anyOf": [TEXT, {"type": "integer"}]},
                        },
                        msg=TEXT,
                        type=TEXT,
                    ),
                },
            ),
            {
                "detail": [
                    {
                        "loc": ["query", "limit"],
                        "msg": "query parameter 'limit': too large",
                        "type": "invalid",
                    }
                ]
            },
        ),
        (
            _object(
                "title",
                title=TEXT,
                errors={
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": TEXT},
                },
            ),
            {
                "title": "Bad Request",
                "errors": {"limit": ["query parameter 'limit': too large"]},
            },
        ),
        (
            _object("", errors={"type": "array", "items": {"type": "object"}}),
            {
                "errors": [
                    {
                        "in": "query",
                        "name": "limit",
                        "pointer": "#",
                        "detail": "too large",
                    }
                ]
            },
        ),
        (
            _object("", fieldErrors={"type": "array", "items": TEXT}),
            {"fieldErrors": ["query parameter 'limit': too large"]},
        ),
        (
            _object(
                "", validation_issues={"type": "array", "items": TEXT, "maxItems": 0}
            ),
            {},
        ),
        (
            {"type": "object"},
            {
                "title": "Bad Request",
                "status": 400,
                "detail": "limit is too large",
                "errors": [
                    {
                        "in": "query",
                        "name": "limit",
                        "pointer": "#",
                        "detail": "too large",
                    }
                ],
            },
        ),
        (TEXT, "limit is too large"),
    ],
)
def test_fill(fill: Any, schema: dict[str, Any], filled: object) -> None:
    assert fill(schema) == filled


def test_title_and_code_fit_the_status_that_is_sent(runtime: ModuleType) -> None:
    error_bodies = importlib.import_module("served_jobs._runtime.server.error_bodies")
    members = {"code": TEXT, "title": TEXT, "status": {"type": "integer"}}
    schemas = runtime.Schemas({"$defs": {"E": _object("code title status", **members)}})
    problem = runtime.Problem(400, "limit is too large")
    assert error_bodies.ErrorBodies(schemas).fill("#/$defs/E", problem, 422) == {
        "code": "UnprocessableContent",
        "title": "Unprocessable Content",
        "status": 422,
    }
    assert problem.as_json(422)["title"] == "Unprocessable Content"


def test_bodies_of_two_problems_share_nothing(runtime: ModuleType) -> None:
    error_bodies = importlib.import_module("served_jobs._runtime.server.error_bodies")
    codes = {"type": "object", "additionalProperties": {"const": ["invalid"]}}
    members = {"message": TEXT, "errors": codes}
    schemas = runtime.Schemas({"$defs": {"E": _object("message errors", **members)}})
    bodies = error_bodies.ErrorBodies(schemas)
    twice = (
        runtime.Violation("query", "limit", "", "is too large"),
        runtime.Violation("query", "limit", "", "is odd"),
    )
    first = runtime.Problem(400, "first", twice)
    assert bodies.fill("#/$defs/E", first, 400) is None  # two codes for one name
    second = runtime.Problem(400, "second", twice[:1])
    for problem in (second, second):
        assert bodies.fill("#/$defs/E", problem, 400) == {
            "message": "second",
            "errors": {"limit": ["invalid"]},
        }
