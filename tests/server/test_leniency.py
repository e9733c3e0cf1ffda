"""Requests that are accepted although they are unusual, and options for others."""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import Any

import pytest

from .conftest import GOOD, ask


@pytest.fixture(scope="module")
def runtime(server: ModuleType) -> ModuleType:
    return importlib.import_module("served_jobs._runtime.server")


@pytest.mark.parametrize(
    ("format_", "text", "is_lenient", "is_strict"),
    [
        *(
            ("duration", text, True, True)
            for text in ("P1D", "PT1H30M", "P1Y2M", "P1W")
        ),
        *(("duration", text, True, False) for text in ("PT1.5S", "PT0,5S", "P1.5D")),
        *(
            ("duration", text, False, False)
            for text in ("P", "PT", "1D", "P1H", "PT1.5H2M", "P1", "PT1.S", "P1DT", "")
        ),
        *(("time", text, True, True) for text in ("10:00:00Z", "10:00:00.5+01:00")),
        *(("time", text, True, False) for text in ("10:00:00", "23:59:59.123")),
        *(("time", text, False, False) for text in ("10:00", "24:00:00", "x", "1:0:0")),
        ("date-time", "2024-01-01T00:00:00", False, False),
    ],
)
def test_formats(
    runtime: ModuleType, format_: str, text: str, is_lenient: bool, is_strict: bool
) -> None:
    document = {"$defs": {"F": {"type": "string", "format": format_}}}
    lenient, strict = (
        runtime.Schemas(document),
        runtime.Schemas(document, formats="strict"),
    )
    assert lenient.is_valid("#/$defs/F", text) is is_lenient
    assert strict.is_valid("#/$defs/F", text) is is_strict


def test_long_durations_are_rejected_at_once(runtime: ModuleType) -> None:
    document = {"$defs": {"F": {"type": "string", "format": "duration"}}}
    assert not runtime.Schemas(document).is_valid("#/$defs/F", "P" + "1" * 10**6 + "D")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ids=1,2", 501),
        ("ids=1%2C2", 501),
        ("ids=1%2c2,3", 501),
        ("ids=1%2Cx", 422),
    ],
)
def test_list_is_split_after_decoding_if_its_items_have_no_commas(
    server: ModuleType, security: Any, query: str, status: int
) -> None:
    app = server.create_app(security=security)
    answer = ask(app, "GET", f"/v1/jobs?{query}", headers=GOOD)
    assert answer.status_code == status, answer.text


def test_items_keep_commas_that_they_can_contain(runtime: ModuleType) -> None:
    client = importlib.import_module("served_jobs._runtime.client")
    coercion = importlib.import_module("served_jobs._runtime.client.coercion")
    shape = coercion.Shape("array", coercion.STRING)
    parameter = client.Query("ids", explode=False, shape=shape)
    assert parameter.read([("ids", "a%2Cb,c")]) == ["a,b", "c"]


def test_trailing_slash_is_an_option(server: ModuleType, security: Any) -> None:
    strict = server.create_app(security=security)
    lenient = server.create_app(security=security, allow_trailing_slash=True)
    for path, status in (("/v1/jobs", 501), ("/v1/jobs/", 501), ("/v1/jobs//", 404)):
        assert ask(lenient, "GET", path, headers=GOOD).status_code == status
    assert ask(strict, "GET", "/v1/jobs/", headers=GOOD).status_code == 404
    assert ask(lenient, "PUT", "/v1/jobs/", headers=GOOD).status_code == 405


def test_accept_that_cannot_be_met_can_be_ignored(
    server: ModuleType, security: Any
) -> None:
    headers = {**GOOD, "Accept": "image/png"}
    strict = server.create_app(security=security)
    lenient = server.create_app(security=security, enforce_accept=False)
    assert ask(strict, "GET", "/v1/jobs", headers=headers).status_code == 406
    assert ask(lenient, "GET", "/v1/jobs", headers=headers).status_code == 501
