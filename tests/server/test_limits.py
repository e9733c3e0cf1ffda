"""Requests that could cost a server more than they cost a client."""

from __future__ import annotations

import asyncio
import importlib
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import ask, emit

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="session")
def limited(emitted: Path) -> ModuleType:
    emit(Path(__file__).parent / "limits.yaml", emitted.parent, "served_limits")
    return importlib.import_module("served_limits.server")


@pytest.fixture(scope="session")
def app(limited: ModuleType) -> Any:
    return limited.create_app()


@pytest.fixture
def quoted(limited: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of each value that the validator was asked to describe."""
    schemas = importlib.import_module("served_limits._runtime.server.schemas").Schemas
    plain, sizes = schemas.listed_errors, list[int]()

    def listed(self: Any, schema: Any, name: str, value: Any) -> list[Any]:
        sizes.append(len(repr(value)))
        return [*plain(self, schema, name, value)]

    monkeypatch.setattr(schemas, "listed_errors", listed)
    return sizes


@pytest.fixture
def visits(limited: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subschemas that were tried to explain errors."""
    name = "served_limits._runtime.server.explanation"
    explanation = importlib.import_module(name).Explanation
    plain, tried = explanation._explain, list[str]()

    def explain(self: Any, pointer: str, *rest: Any) -> None:
        tried.append(pointer)
        plain(self, pointer, *rest)

    monkeypatch.setattr(explanation, "_explain", explain)
    return tried


def nested(depth: int, leaf: bytes) -> bytes:
    return b'{"n":' * depth + leaf + b"}" * depth


BODIES = {
    "wrong items": ("/strings", b"[" + b"1," * 200_000 + b"1]"),
    "long items": (
        "/map",
        b'{"a":"' + b"x" * 500_000 + b'","b":"' + b"y" * 9999 + b'"}',
    ),
    "deep names": ("/tree", b'{"children":[' * 40 + b"1" + b"]}" * 40),
    "wrong names": (
        "/map",
        b"{%s}" % b",".join(b'"name%d":1' % n for n in range(40_000)),
    ),
    "one name": ("/map", b'{"%s":1}' % (b"n" * 900_000)),
    "unexpected": ("/tree", b"{%s}" % b",".join(b'"x%d":1' % n for n in range(40_000))),
    "wrong type": ("/tree", b"[" + b"1," * 200_000 + b"1]"),
    "alternatives": ("/choice", nested(60, b"1")),
    "last item": ("/strings", b"[" + b'"",' * 200_000 + b"1]"),
    "last child": (
        "/tree",
        b'{"name":"","children":[' + b'{"name":""},' * 70_000 + b"1]}",
    ),
    "lines": ("/lines", b'"x"\n' * 200_000),
}


@pytest.mark.parametrize(("path", "body"), BODIES.values(), ids=BODIES)
def test_errors_are_bounded(
    app: Any, path: str, body: bytes, quoted: list[int], visits: list[str]
) -> None:
    kind = "application/jsonl" if path == "/lines" else "application/json"
    answer = ask(app, "POST", path, content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert 0 < len(answer.json()["errors"]) <= 50
    assert len(answer.content) < 64 * 1024
    assert len(visits) <= 50_000 and len(quoted) <= 51
    assert not quoted or max(quoted) < 20_000


def test_last_item_of_a_large_array_is_found(app: Any, visits: list[str]) -> None:
    path, body = BODIES["last child"]
    answer = ask(app, "POST", path, content=body, headers=JSON)
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "#/children/70000"
    assert len(visits) < 1000


def test_number_of_errors_is_an_option(limited: ModuleType) -> None:
    app = limited.create_app(limits=limited.Limits(max_errors=3))
    answer = ask(app, "POST", "/strings", content=b"[1,2,3,4,5]", headers=JSON)
    assert len(answer.json()["errors"]) == 3
    assert "more than 3 places" in answer.json()["detail"]
    answer = ask(app, "POST", "/strings", content=b"[1,2,3]", headers=JSON)
    assert "in 3 places" in answer.json()["detail"]


def test_errors_have_their_places(app: Any) -> None:
    body = b'{"name":"a","children":[{"name":1},{"nam":"b"},{"name":"c"}]}'
    answer = ask(app, "POST", "/tree", content=body, headers=JSON)
    found = {(each["pointer"], each["detail"]) for each in answer.json()["errors"]}
    assert found == {
        ("#/children/0/name", '1 is not of type "string"'),
        ("#/children/1", '"name" is a required property'),
        (
            "#/children/1",
            "Additional properties are not allowed ('nam' was unexpected)",
        ),
    }


@pytest.mark.parametrize(("count", "in_loop"), [(3, True), (30_000, False)])
def test_only_large_bodies_are_decoded_in_a_thread(
    app: Any, count: int, in_loop: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = importlib.import_module("served_limits._runtime.server.bodies")
    plain, threads = bodies.decode, list[int]()

    def decode(*arguments: Any) -> Any:
        threads.append(threading.get_ident())
        return plain(*arguments)

    def count_brackets(data: bytes) -> int:
        threads.append(threading.get_ident())
        return 1

    monkeypatch.setattr(bodies, "decode", decode)
    decoding = importlib.import_module("served_limits._runtime.server.decoding")
    for module in (bodies, decoding):
        monkeypatch.setattr(module, "count_brackets", count_brackets)
    body = b"[" + b'"",' * count + b'""]'
    assert ask(app, "POST", "/strings", content=body, headers=JSON).status_code == 501
    assert len(threads) == 2
    assert (set(threads) == {threading.get_ident()}) is in_loop
    assert (threading.get_ident() in threads) is in_loop


def test_json_has_a_limit_of_its_own(limited: ModuleType) -> None:
    body = b"[" + b'"",' * 400_000 + b'""]'
    answer = ask(limited.create_app(), "POST", "/strings", content=body, headers=JSON)
    assert answer.status_code == 413
    app = limited.create_app(max_json_body=2 * len(body))
    assert ask(app, "POST", "/strings", content=body, headers=JSON).status_code == 501
    app = limited.create_app(max_json_body=2 * len(body), max_body=1000)
    assert ask(app, "POST", "/strings", content=body, headers=JSON).status_code == 413


def test_content_length_of_any_size_is_understood(app: Any) -> None:
    headers = {**JSON, "Content-Length": "9" * 5000}
    assert (
        ask(app, "POST", "/strings", content=b"[]", headers=headers).status_code == 413
    )


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 101 + b"]" * 101,
        b"[" * 50_000,
        b"[1e999999]",
        b"[" + b"1" * 10_000 + b"]",
        b"[NaN]",
        b"[-Infinity]",
        b'["\\ud800"]',
        b'["\\udc00\\ud800"]',
        b'["\xff"]',
        b'["\xed\xa0\x80"]',
        b"\xef\xbb\xbf[1]",
        b'["a",]',
        b"['a']",
        b"",
        b"\0",
    ],
)
def test_malformed_json_is_refused(app: Any, body: bytes) -> None:
    answer = ask(app, "POST", "/strings", content=body, headers=JSON)
    assert answer.status_code == 400
    assert len(answer.content) < 2000


def test_depth_is_an_option(limited: ModuleType) -> None:
    app = limited.create_app(limits=limited.Limits(max_depth=5))
    for depth, text in ((4, "not match"), (6, "nested more than 5 levels")):
        body = nested(depth, b"1")
        answer = ask(app, "POST", "/choice", content=body, headers=JSON)
        assert text in answer.json()["detail"]


def test_last_of_duplicate_keys_counts(limited: ModuleType) -> None:
    default = importlib.import_module("served_limits.server.handlers.default")
    names = list[str]()

    class Handlers(default.UnimplementedDefault):
        async def tree(self, request: Any, /) -> Any:
            names.append(request.body.name)
            return default.Tree204()

    app = limited.create_app(limited.Handlers(default=Handlers()))
    body = b'{"name":1,"name":"b"}'
    assert ask(app, "POST", "/tree", content=body, headers=JSON).status_code == 204
    assert names == ["b"]
    body = b'{"name":"b","name":1}'
    assert ask(app, "POST", "/tree", content=body, headers=JSON).status_code == 400


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/page?n=%3Cscript%3E", "text/html"),
        ("/xml?n=%3Cscript%3E", "text/xml"),
        ("/page?filter" + "[b]" * 300 + "=1", "text/html"),
        ("/nowhere/%3Cscript%3E", "application/problem+json"),
    ],
)
def test_request_is_not_quoted_as_markup(app: Any, path: str, expected: str) -> None:
    answer = ask(app, "GET", path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == expected
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    ("charset", "status"),
    [
        *(("utf-8", 501), ("UTF-8", 501), ('"us-ascii"', 501), ("iso-8859-1", 501)),
        *(("utf-16", 501), ("undefined", 415), ("utf-7", 415), ("idna", 415)),
        *(("punycode", 415), ("unicode_escape", 415), ("rot13", 415), ("", 415)),
    ],
)
def test_charsets_are_a_short_list(app: Any, charset: str, status: int) -> None:
    headers = {"Content-Type": f"text/plain; charset={charset}"}
    codec = charset.strip('"') if status == 501 else "ascii"
    body = "x".encode(codec)
    assert (
        ask(app, "POST", "/text", content=body, headers=headers).status_code == status
    )


@pytest.mark.parametrize("depth", [101, 300, 1000, 20_000])
@pytest.mark.parametrize("key", ["filter" + "[b]", "filter" + "[]"])
def test_deep_object_has_a_limit(app: Any, depth: int, key: str) -> None:
    query = "filter" + key.removeprefix("filter") * depth + "=1"
    assert raw(app, "GET", "/page", query=query)[0] == 400


def test_deep_json_in_a_query_is_refused(app: Any) -> None:
    query = "where=" + "%7B%22a%22:" * 150 + "1" + "%7D" * 150
    assert raw(app, "GET", "/page", query=query)[0] == 400


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("n=1&n=2", []),
        ("&".join("x" for _ in range(1001)), []),
        ("", [("X-Once", "a"), ("X-Once", "b")]),
        ("", [("Cookie", "color=red; color=blue")]),
        ("", [("Cookie", "color=red"), ("Cookie", "color=blue")]),
        ("", [("Cookie", "a=b;" * 1001)]),
        ("", [("X-Listed", "1,a,2"), ("X-Listed", "3")]),
    ],
)
def test_parameters_given_twice_or_too_often_are_refused(
    app: Any, query: str, headers: list[tuple[str, str]]
) -> None:
    assert raw(app, "GET", "/page", headers=headers, query=query)[0] == 400


def test_lists_may_be_given_several_times(app: Any) -> None:
    headers = [("X-Listed", "1, 2"), ("X-Listed", "3"), ("X-Once", "a")]
    assert raw(app, "GET", "/page", headers=headers, query="ids=1&ids=2")[0] == 501


@pytest.mark.parametrize(
    "body",
    ["name=a&name=b", "count=1&count=1", "&".join("x=1" for _ in range(1001))],
)
def test_form_members_given_twice_or_too_often_are_refused(app: Any, body: str) -> None:
    assert ask(app, "POST", "/form", content=body, headers=FORM).status_code == 400
    parts = [("x", b"1")] if "x" in body else []
    for pair in body.split("&"):
        name, _, value = pair.partition("=")
        parts.append((name, value.encode()))
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    content = multipart(parts)
    assert ask(app, "POST", "/form", content=content, headers=kind).status_code == 400


def test_lists_in_forms_may_be_given_several_times(app: Any) -> None:
    body = "tags=a&tags=b&name=c"
    assert ask(app, "POST", "/form", content=body, headers=FORM).status_code == 501
    content = multipart([("tags", b"a"), ("tags", b"b"), ("name", b"c")])
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert ask(app, "POST", "/form", content=content, headers=kind).status_code == 501


def test_headers_of_a_part_have_a_limit(app: Any) -> None:
    content = multipart([("name", b"c")], "X: y\r\n" * 4000)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert ask(app, "POST", "/form", content=content, headers=kind).status_code == 400


def multipart(parts: list[tuple[str, bytes]], head: str = "") -> bytes:
    written = b"".join(
        f'--b\r\n{head}Content-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        + value
        + b"\r\n"
        for name, value in parts
    )
    return written + b"--b--\r\n"


def doubling(levels: int) -> dict[str, Any]:
    """A description whose definitions refer to each other twice at each level."""
    names = [f"#/components/schemas/L{level}" for level in range(levels + 1)]
    schemas: dict[str, Any] = {"L0": {"type": "string"}}
    for level in range(1, levels + 1):
        below = {"n": {"$ref": names[level - 1]}}
        one = {"type": "object", "required": ["n"], "properties": below}
        other = {**one, "required": ["m", "n"]}
        schemas[f"L{level}"] = {"oneOf": [one, other]}
    body = {"content": {"application/json": {"schema": {"$ref": names[-1]}}}}
    responses = {"204": {"description": "Done."}}
    operation = {"operationId": "top", "requestBody": body, "responses": responses}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Doubling", "version": "1"},
        "paths": {"/top": {"post": operation}},
        "components": {"schemas": schemas},
    }


@pytest.mark.parametrize(("levels", "status"), [(8, 501), (12, 501), (30, 400)])
def test_values_that_take_exponential_time_are_refused(
    emitted: Path,
    tmp_path: Path,
    levels: int,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec, name = tmp_path / "spec.json", f"served_{levels}_levels"
    spec.write_text(json.dumps(doubling(levels)), encoding="utf-8")
    emit(spec, emitted.parent, name)
    app = importlib.import_module(f"{name}.server").create_app()
    schemas = importlib.import_module(f"{name}._runtime.server.schemas")
    plain, validated = schemas.Validator.is_valid, list[object]()

    def accepts(self: Any, value: object) -> bool:
        validated.append(value)
        return bool(plain(self, value))

    monkeypatch.setattr(schemas.Validator, "is_valid", accepts)
    body = nested(levels, b'"x"')
    answer = ask(app, "POST", "/top", content=body, headers=JSON)
    assert answer.status_code == status
    assert bool(validated) is (status == 501)


def chain(keyword: str, levels: int) -> tuple[dict[str, Any], Any]:
    """A schema that reaches the next one twice by `keyword`, and a value as deep."""

    def schema(level: int) -> Any:
        inner = {"$ref": f"#/$defs/L{level - 1}"}
        if keyword == "prefixItems":
            return {"type": "array", keyword: [inner]}
        if keyword in ("items", "contains", "unevaluatedItems"):
            return {"type": "array", keyword: inner}
        if keyword in ("patternProperties", "properties"):
            return {"type": "object", keyword: {"n": inner}}
        if keyword == "dependentSchemas":
            return {keyword: {"n": {"properties": {"n": inner}}}}
        return {"type": "object", keyword: inner}

    definitions: dict[str, Any] = {"L0": {"type": "string"}}
    value: Any = "x"
    for level in range(1, levels + 1):
        definitions[f"L{level}"] = {"anyOf": [schema(level), schema(level)]}
        value = [value] if "tems" in keyword or keyword == "contains" else {"n": value}
    return {"$defs": definitions}, value


@pytest.mark.parametrize(
    "keyword",
    [
        *("properties", "patternProperties", "additionalProperties"),
        *("unevaluatedProperties", "dependentSchemas"),
        *("items", "prefixItems", "contains", "unevaluatedItems"),
    ],
)
def test_steps_are_counted_below_every_keyword(
    limited: ModuleType, keyword: str
) -> None:
    runtime = importlib.import_module("served_limits._runtime.server.schemas")
    cost = importlib.import_module("served_limits._runtime.server.validation_cost")
    generator = importlib.import_module("trueup.targets.validation_cost")
    document, deep = chain(keyword, 30)
    schemas = runtime.Schemas(document)
    assert cost.is_too_expensive(schemas, "#/$defs/L30", deep)
    assert not cost.is_too_expensive(schemas, "#/$defs/L3", chain(keyword, 3)[1])
    assert generator._Costs(document).of("#/$defs/L30") > generator.MAX_STEPS


# ------------------------------------------------------------------- credentials


@pytest.fixture(scope="session")
def keyed(limited: ModuleType) -> Any:
    """Accepts the key `k` everywhere, and the user `u` with the password `p`."""

    async def key(self: object, credential: Any, /) -> Any:
        return limited.Principal("k") if credential.key == "k" else None

    async def basic(self: object, credential: Any, /) -> Any:
        known = (credential.username, credential.password) == ("u", "p")
        return limited.Principal("u") if known else None

    checks = {"head": key, "query": key, "cookie": key, "basic": basic}
    guard = type("Guard", (limited.Security,), checks)()
    return limited.create_app(security=guard)


BASIC = "Basic dTpw"


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("", [], 501),
        ("", [("X-Key", "k")], 501),
        ("key=k", [], 501),
        ("", [("Cookie", "sid=k")], 501),
        ("", [("Cookie", 'other=1; sid="k"')], 501),
        ("", [("Authorization", BASIC)], 501),
        ("", [("X-Key", "wrong")], 401),
        ("", [("X-Key", "")], 401),
        ("", [("X-Key", "k"), ("X-Key", "k")], 401),
        ("key=wrong", [], 401),
        ("key=", [], 401),
        ("key=k&key=k", [], 401),
        ("", [("Cookie", "sid=wrong")], 401),
        ("", [("Cookie", "sid=k; sid=k")], 401),
        ("", [("Authorization", "Basic ???")], 401),
        ("", [("Authorization", "Basic dTp4")], 401),
        ("", [("Authorization", "Basic")], 401),
        ("", [("Authorization", "Bearer x")], 401),
        ("", [("Authorization", BASIC), ("Authorization", BASIC)], 401),
        ("", [("Authorization", f"{BASIC}, {BASIC}")], 401),
        ("", [("X-Key", "wrong"), ("Authorization", BASIC)], 501),
    ],
)
def test_credentials_stand_once_and_are_right_or_absent(
    keyed: Any, query: str, headers: list[tuple[str, str]], status: int
) -> None:
    answer = raw(keyed, "GET", "/keyed/x", headers=headers, query=query)
    assert answer[0] == status


# ----------------------------------------------------------------------- transport


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://example.com/page", 501),
        ("https://example.com:8443/page", 501),
        ("http://example.com/nowhere", 404),
        ("http://example.com", 404),
        ("page", 404),
        ("*", 404),
        ("", 404),
        ("/page?n=1", 501),
        ("/%70age", 501),
        ("/%2570age", 404),
        ("%2Fpage", 404),
        ("/%2Fpage", 404),
    ],
)
def test_absolute_request_targets_are_routed(
    app: Any, target: str, status: int
) -> None:
    assert raw(app, "GET", target)[0] == status


def test_two_content_types_are_refused(app: Any) -> None:
    headers = [("Content-Type", "application/json"), ("Content-Type", "text/plain")]
    assert raw(app, "POST", "/strings", headers=headers, body=[b"[]"])[0] == 400


def test_body_without_an_end_times_out(limited: ModuleType) -> None:
    app = limited.create_app(body_timeout=0.001)
    headers = [("Content-Type", "application/json")]
    status, fields, _ = raw(app, "POST", "/strings", headers=headers, body=[b"["])
    assert (status, fields[b"connection"]) == (408, b"close")


def test_chunked_body_is_stopped_at_the_limit(limited: ModuleType) -> None:
    app, taken = limited.create_app(max_body=1000), list[int]()

    def chunks() -> Iterator[bytes]:
        for number in range(1_000_000):
            taken.append(number)
            yield b"x" * 100

    headers = [("Content-Type", "text/plain"), ("Transfer-Encoding", "chunked")]
    assert raw(app, "POST", "/text", headers=headers, body=chunks())[0] == 413
    assert len(taken) == 11


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A\r\nX-B", "1"),
        ("X A", "1"),
        ("", "1"),
        ("X-Ä", "1"),
        ("X:", "1"),
        ("X", "\r"),
    ],
)
def test_headers_of_handlers_are_checked(
    limited: ModuleType, name: str, value: str
) -> None:
    default = importlib.import_module("served_limits.server.handlers.default")

    class Handlers(default.UnimplementedDefault):
        async def strings(self, request: Any, /) -> Any:
            return default.Strings204(extra_headers=[(name, value)])

    app = limited.create_app(limited.Handlers(default=Handlers()))
    assert ask(app, "POST", "/strings", content=b"[]", headers=JSON).status_code == 500


def raw(
    app: Callable[..., Any],
    method: str,
    target: str,
    *,
    headers: list[tuple[str, str]] | None = None,
    query: str = "",
    body: Any = (),
    ends: bool = False,
) -> tuple[int, dict[bytes, bytes], bytes]:
    """One request, as a server gives it to an application. Chunks of a body are without
    an end unless it `ends`; the client stays connected."""
    chunks, sent = iter(body), list[dict[str, Any]]()
    is_empty = body == ()

    async def receive() -> dict[str, Any]:
        if is_empty:
            return {"type": "http.request", "body": b"", "more_body": False}
        for chunk in chunks:
            return {"type": "http.request", "body": chunk, "more_body": not ends}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": target,
        "raw_path": target.encode("ascii"),
        "query_string": query.encode("ascii"),
        "headers": [
            (name.lower().encode(), value.encode("latin-1"))
            for name, value in headers or []
        ],
    }
    asyncio.run(app(scope, receive, send))
    content = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), content


# --------------------------------------------------- limits of headers and of messages


@pytest.mark.parametrize(("size", "status"), [(900, 501), (1100, 415)])
def test_content_type_has_a_limit(app: Any, size: int, status: int) -> None:
    headers = {"Content-Type": f"application/json; x={'y' * size}"}
    answer = ask(app, "POST", "/strings", content=b"[]", headers=headers)
    assert answer.status_code == status


def test_message_of_an_error_has_a_limit(app: Any) -> None:
    names = (b'"%s%d":1' % (b"n" * 250, number) for number in range(5))
    body = b"[%s]" % b",".join([b"{%s}" % b",".join(names)])
    answer = ask(app, "POST", "/strings", content=body, headers=JSON)
    (error,) = answer.json()["errors"]
    assert 290 < len(error["detail"]) <= 310


def test_form_has_the_limit_of_json(limited: ModuleType) -> None:
    app = limited.create_app(max_json_body=1000)
    for size, status in ((900, 501), (1100, 413)):
        body = "name=" + "x" * size
        answer = ask(app, "POST", "/form", content=body, headers=FORM)
        assert answer.status_code == status


@pytest.mark.parametrize(
    "query",
    ["filter" + "[b]" * 6 + "=1", "where=" + "%7B%22a%22:" * 6 + "1" + "%7D" * 6],
)
def test_depth_of_parameters_is_an_option(limited: ModuleType, query: str) -> None:
    for depth, status in ((5, 400), (6, 501)):
        app = limited.create_app(limits=limited.Limits(max_depth=depth))
        assert raw(app, "GET", "/page", query=query)[0] == status


def test_documented_defaults_are_those_of_the_code(limited: ModuleType) -> None:
    """The table of limits in `docs/output.md`."""
    limits = importlib.import_module("served_limits._runtime.server.limits")
    body, other = limits.BodyLimits(), limits.Limits()
    documented = {
        "max_body": (body.max_bytes, "16 MiB", 16 << 20),
        "max_json_body": (body.max_json_bytes, "1 MiB", 1 << 20),
        "body_timeout": (body.timeout, "60 s", 60),
        "total_body_timeout": (body.total, "300 s", 300),
        "Limits(max_depth=…)": (other.max_depth, "100", 100),
        "Limits(max_fields=…)": (other.max_fields, "1,000", 1_000),
        "Limits(max_parts=…)": (other.max_parts, "1,000", 1_000),
        "Limits(max_lines=…)": (other.max_lines, "100,000", 100_000),
        "Limits(max_errors=…)": (other.max_errors, "50", 50),
    }
    text = (Path(__file__).parents[2] / "docs/output.md").read_text(encoding="utf-8")
    for option, (value, shown, expected) in documented.items():
        assert value == expected
        assert f"| `{option}` | {shown} |" in text
