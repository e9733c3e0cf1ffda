"""No request makes the server fail: it is answered or refused."""

from __future__ import annotations

import logging
from importlib import import_module
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .test_limits import app, limited, raw

__all__ = ["app", "limited"]

FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

SYNTAX = [
    *list('",;=\\/*%[]{}&?#:|~+-. \t'),
    "q",
    "0",
    "9",
    "a",
    "[a]",
    "%5B",
    "%2",
    "ÿ",
]
text = st.lists(st.sampled_from(SYNTAX), max_size=30).map("".join)
"""Text that is made of what parsers look for."""

media_types = st.builds(
    "{}{}".format,
    st.sampled_from(
        (
            "application/json",
            "text/plain",
            "multipart/form-data",
            "application/jsonl",
            "application/x-www-form-urlencoded",
            "*/*",
            "",
        )
    ),
    st.sampled_from(("", "; boundary=b", "; charset=utf-16", ';charset="')) | text,
)
names = st.sampled_from(["n", "filter", "where", "ids", "filter[a]", "filter[]", "key"])
queries = st.lists(
    st.builds(
        "{}{}={}".format, names, text.map(lambda each: quote(each, safe="[]%&=")), text
    ),
    max_size=8,
).map(lambda pairs: "&".join(pairs).encode("ascii", "replace").decode())
headers = st.lists(
    st.tuples(
        st.sampled_from(["Accept", "Cookie", "Authorization", "X-Once", "X-Listed"]),
        st.sampled_from(["", "color=", "sid=", "Basic ", "a", "1,"]),
        text,
    ).map(lambda parts: (parts[0], parts[1] + parts[2])),
    max_size=6,
)
json = st.recursive(
    st.sampled_from(
        [b"1", b"-0.0", b"1e308", b"1e309", b'"\\ud800"', b'"\\u0000"', b"null"]
    )
    | st.integers().map(lambda number: str(number * 10**30).encode())
    | st.binary(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda all: b"[" + b",".join(all) + b"]")
        | st.lists(
            st.tuples(st.sampled_from([b'"n"', b'"name"', b'"\\ud800"']), inner)
        ).map(lambda pairs: b"{" + b",".join(b":".join(pair) for pair in pairs) + b"}")
    ),
    max_leaves=20,
)
forms = st.lists(
    st.builds(
        lambda name, value: name + b"=" + value,
        st.sampled_from([b"name", b"tags", b"count", b"tags[]", b"%ff", b"\xff"]),
        text.map(lambda each: each.encode("latin-1")),
    ),
    max_size=5,
).map(b"&".join)
parts = st.lists(
    st.builds(
        lambda head, value: b"--b" + head + b"\r\n\r\n" + value + b"\r\n",
        st.builds(
            lambda start, end: start + end.encode("latin-1"),
            st.sampled_from(
                [
                    b'\r\nContent-Disposition: form-data; name="name"',
                    b"\r\nContent-Disposition: form-data; name=tags; filename=",
                    b"\r\nContent-Type: application/json",
                    b"",
                ]
            ),
            text,
        ),
        json,
    ),
    max_size=4,
).map(lambda all: b"".join(all) + b"--b--")
bodies = json | forms | parts | st.binary(max_size=40)


@pytest.fixture(autouse=True)
def no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


@FUZZ
@given(query=queries, fields=headers)
def test_any_query_and_any_headers_are_answered(
    app: Any, query: str, fields: list[tuple[str, str]]
) -> None:
    for path in ("/page", "/xml", "/keyed/x"):
        status, _, body = raw(app, "GET", path, headers=fields, query=query)
        assert status in (400, 401, 406, 501)
        assert len(body) < 64 * 1024


@FUZZ
@given(
    path=st.sampled_from(
        ["/strings", "/tree", "/choice", "/map", "/form", "/text", "/lines"]
    ),
    kind=media_types,
    body=bodies,
    fields=headers,
)
def test_any_body_is_answered(
    app: Any, path: str, kind: str, body: bytes, fields: list[tuple[str, str]]
) -> None:
    fields = [("Content-Type", kind), *fields]
    status, _, content = raw(app, "POST", path, headers=fields, body=[body], ends=True)
    assert status in (400, 413, 415, 501)
    assert len(content) < 64 * 1024


@FUZZ
@given(body=json, path=st.sampled_from(["/strings", "/tree", "/choice", "/map"]))
def test_any_json_is_answered(app: Any, path: str, body: bytes) -> None:
    fields = [("Content-Type", "application/json")]
    status, _, _ = raw(app, "POST", path, headers=fields, body=[body], ends=True)
    assert status in (400, 501)


@FUZZ
@given(body=parts)
def test_any_multipart_is_answered(app: Any, body: bytes) -> None:
    fields = [("Content-Type", "multipart/form-data; boundary=b")]
    status, _, _ = raw(app, "POST", "/form", headers=fields, body=[body], ends=True)
    assert status in (400, 501)


@FUZZ
@given(target=text)
def test_any_target_is_answered(app: Any, target: str) -> None:
    target = target.encode("ascii", "replace").decode()
    assert raw(app, "GET", "/keyed/" + target)[0] in (400, 401, 404, 501)
    assert raw(app, "GET", target)[0] in (400, 401, 404, 405, 501)


@FUZZ
@given(text=text, separator=st.sampled_from(",;"))
def test_sections_of_a_header_are_all_of_it(
    limited: ModuleType, text: str, separator: str
) -> None:
    media = import_module("served_limits._runtime.client.media")
    assert separator.join(media.sections(text, separator)) == text
