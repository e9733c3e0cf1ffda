"""Values that take long to validate for their size, and bodies that never end."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import ask, emit
from .test_limits import JSON, raw


@pytest.fixture(scope="session")
def costly(emitted: Path) -> ModuleType:
    emit(Path(__file__).parent / "costs.yaml", emitted.parent, "served_costs")
    return importlib.import_module("served_costs.server")


@pytest.fixture(scope="session")
def app(costly: ModuleType) -> Any:
    return costly.create_app()


LARGE = [10**30 + number for number in range(101)]


@pytest.mark.parametrize(
    ("path", "value", "status"),
    [
        ("/unique", LARGE[:100], 501),
        ("/unique", [2**62 + number for number in range(10_000)], 501),
        ("/unique", LARGE, 400),
        ("/unique", [[number] for number in LARGE], 400),
        ("/unique", [{"a": number} for number in LARGE], 400),
        ("/unique", [-number for number in LARGE], 400),
        ("/multiple", [1.5] * 10_001, 501),
        ("/multiple", [0.0] * 10_001, 501),
        ("/multiple", [1e300] * 10_000, 501),
        ("/multiple", [1e300] * 10_001, 400),
        ("/multiple", [1e-300] * 10_001, 400),
        ("/multiple", LARGE * 100, 400),
    ],
)
def test_numbers_that_take_long_to_compare_are_few(
    app: Any, path: str, value: object, status: int
) -> None:
    body = json.dumps(value).encode()
    answer = ask(app, "POST", path, content=body, headers=JSON)
    assert answer.status_code == status
    if value is LARGE:
        assert "takes too long" in answer.text


@pytest.mark.parametrize(
    ("count", "size", "status"),
    [
        (200, 16, 501),  # some 8,000 steps each
        (201, 16, 400),
        (201, 10, 501),
        (2000, 10, 501),
        (2001, 10, 400),
        (2001, 6, 501),
        (30_000, 6, 501),
        (1, 18, 400),
    ],
)
def test_backtracking_is_limited_for_all_strings_together(
    app: Any, count: int, size: int, status: int
) -> None:
    strings = ["a" * size + "b"] * count
    body = json.dumps(strings).encode()
    assert (
        ask(app, "POST", "/strings", content=body, headers=JSON).status_code == status
    )
    assert ask(app, "POST", "/linear", content=body, headers=JSON).status_code == 501
    names = {f"{text}{number}": 1 for number, text in enumerate(strings)}
    body = json.dumps(names).encode()
    assert ask(app, "POST", "/names", content=body, headers=JSON).status_code == status


NESTED = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (40, 41))
sys.path.insert(0, sys.argv[1])
from served_costs._runtime.server.validators import compiled
from served_costs._runtime.client.json_schema_validators import compile_schema
nested = {"items": {"pattern": r"^(([a-z]{1,50}){1,49}){1,2}$"}}
same = {"items": {"pattern": r"^([a-z]{1,999}){1,3}$"}}
for schema in nested, same:
    value = ["a" * 2900] * 350
    assert compiled(schema).is_valid(value)
    assert compile_schema(schema).is_valid(value)
    assert not compiled(schema).is_valid([*value, "a" * 2900 + "!"])
"""


def test_nested_bounds_of_a_pattern_take_linear_time(costly: ModuleType) -> None:
    """Forty seconds of processor time only guard against minutes of it."""
    folder = Path(str(costly.__file__)).parents[2]
    subprocess.run([sys.executable, "-c", NESTED, str(folder)], check=True)


def test_errors_are_explained_with_the_same_limit(
    costly: ModuleType, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemas = importlib.import_module("served_costs._runtime.server.schemas")
    plain, limits = schemas.compiled, set[int]()

    def compiled(schema: Any, backtracking: int = 0, *others: Any) -> Any:
        if "(?!" in str(schema):
            limits.add(backtracking)
        return plain(schema, backtracking, *others)

    monkeypatch.setattr(schemas, "compiled", compiled)
    app = costly.create_app()
    body = json.dumps(["ab"] * 5000 + [1]).encode()
    answer = ask(app, "POST", "/strings", content=body, headers=JSON)
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "#/5000"
    assert limits == {100}


def test_body_that_drips_is_ended(costly: ModuleType) -> None:
    app = costly.create_app(
        max_body=10**12, max_json_body=10**12, total_body_timeout=0.01
    )

    def dripped() -> Iterator[bytes]:
        while True:
            yield b"["

    headers = [("Content-Type", "application/json")]
    status, fields, _ = raw(app, "POST", "/unique", headers=headers, body=dripped())
    assert (status, fields[b"connection"]) == (408, b"close")


@pytest.mark.parametrize(
    ("path", "kind", "body"),
    [
        ("/lines", "application/jsonl", b'"%s"\n'),
        ("/events", "text/event-stream", b"data: %s\n\n"),
        ("/events", "text/event-stream", b"id: %s\n\n"),
    ],
)
def test_json_limit_is_for_each_item(
    costly: ModuleType, path: str, kind: str, body: bytes
) -> None:
    app = costly.create_app(max_json_body=1000)
    for size, status in ((900, 501), (1100, 413)):
        content = body % (b"x" * size) * 10
        answer = ask(app, "POST", path, content=content, headers={"Content-Type": kind})
        assert answer.status_code == status


def part(name: str, head: str, value: bytes) -> bytes:
    lines = f'--b\r\nContent-Disposition: form-data; name="{name}"{head}\r\n\r\n'
    return lines.encode() + value + b"\r\n--b--\r\n"


@pytest.mark.parametrize(
    ("name", "head", "body", "status"),
    [
        ("meta", "\r\nContent-Type: application/json", b'{"a":"%s"}', 413),
        ("meta", "", b'{"a":"%s"}', 413),
        ("tags", "", b'["%s"]', 413),
        ("text", "", b"%s", 501),
        ("file", '; filename="f"', b"%s", 501),
    ],
)
def test_json_limit_is_for_each_part(
    costly: ModuleType, name: str, head: str, body: bytes, status: int
) -> None:
    app = costly.create_app(max_json_body=1000)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    for size, expected in ((900, 501), (1100, status)):
        content = part(name, head, body % (b"x" * size))
        answer = ask(app, "POST", "/parts", content=content, headers=kind)
        assert answer.status_code == expected


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_have_a_limit(costly: ModuleType, end: bytes) -> None:
    app = costly.create_app(limits=costly.Limits(max_lines=10))
    for kind, path in (
        ("application/jsonl", "/lines"),
        ("text/event-stream", "/events"),
    ):
        content = end * 11
        answer = ask(app, "POST", path, content=content, headers={"Content-Type": kind})
        assert answer.status_code == 400
        assert "more than 10 lines" in answer.text


def test_part_in_a_style_has_the_limit_of_json(costly: ModuleType) -> None:
    app = costly.create_app(max_json_body=1000)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    for name in ("list", "object[a]"):
        for size, status in ((900, 501), (1100, 413)):
            content = part(name, "", b"," * size)
            answer = ask(app, "POST", "/styled", content=content, headers=kind)
            assert answer.status_code == status


def test_name_in_brackets_is_a_member_of_its_own(costly: ModuleType) -> None:
    default = importlib.import_module("served_costs.server.handlers.default")
    bodies = list[Any]()

    class Handlers(default.UnimplementedDefault):
        async def brackets(self, request: Any, /) -> Any:
            bodies.append(request.body)
            return default.Brackets204()

    app = costly.create_app(costly.Handlers(default=Handlers()))
    pairs = [("tags", "a"), ("tags[0]", "b"), ("other[c]", "d"), ("object[e]", "f")]
    assert ask(app, "POST", "/brackets", data=dict(pairs)).status_code == 204
    (body,) = bodies
    assert (body.tags, body.object) == (["a"], {"e": "f"})
    assert body.additional_properties == {"tags[0]": "b", "other[c]": "d"}


@pytest.mark.parametrize("query", ["number=1e400", "number=-1e999999999"])
def test_number_that_no_float_holds_is_a_string(app: Any, query: str) -> None:
    answer = ask(app, "GET", f"/numbers?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[2] in answer.json()["detail"]


def test_errors_of_conversion_are_shortened(app: Any) -> None:
    body = b'{"%s":"0000-01-01"}' % (b"n" * 900_000)
    answer = ask(app, "POST", "/dates", content=body, headers=JSON)
    assert answer.status_code == 400
    assert len(answer.content) < 4000


def deeper(frames: int, work: Callable[[], Any]) -> Any:
    return deeper(frames - 1, work) if frames else work()


@pytest.mark.parametrize(("depth", "status"), [(100, 501), (101, 400)])
def test_nesting_of_unions_is_limited_alike_below_any_middleware(
    app: Any, depth: int, status: int
) -> None:
    body = b'{"n":' * depth + b'"x"' + b"}" * depth

    def call() -> int:
        fields = [("Content-Type", "application/json")]
        return raw(app, "POST", "/union", headers=fields, body=[body], ends=True)[0]

    assert call() == status
    assert deeper(400, call) == status


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("a/b", 406),
        (("a/b;x=" + "y" * 800 + ",") * 10, 406),
        (("a/b;x=" + "y" * 800 + ",") * 11, 501),
        ("a/b," * 99 + "application/json", 501),
        ("a/b," * 100 + "application/json", 406),
    ],
)
def test_accept_is_parsed_up_to_its_limits(app: Any, accept: str, status: int) -> None:
    assert raw(app, "GET", "/value", headers=[("Accept", accept)])[0] == status
