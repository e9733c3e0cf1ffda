"""Any file is a configuration or is explained: no exception, and places that exist."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trueup import config
from trueup.config.key_locations import key_locations
from trueup.diagnostics import Report

KEYS = (
    "packages lint description package output targets formatter names include exclude "
    "allow_missing allow_remote strict tags paths operations typed-enum x tool trueup"
).split()
LINES = st.sampled_from(
    [
        *("[[packages]]", "[packages]", "[lint]", "[packages.include]", "[[lint]]"),
        *('description = "a.yaml"', "description = ''", "description = 1", "x.y.z = 1"),
        *('package = "a.b"', 'package = "class"', 'package = "../x"', 'output = "/"'),
        *('targets = ["client"', "]", "'server',", 'formatter = "blakc"', "strict = 1"),
        *('names = { "/a" = "B" }', 'names."/a" = 1', "include = { tags = [1] }"),
        *(
            'allow_remote = ["a.example", "*"]',
            "allow_remote = 1979-05-27",
            "'k' = [{}]",
        ),
        *(
            '"qu\\"oted" = 1',
            "text = '''",
            "'''",
            '"""',
            "# [[packages]]",
            "\ufeff",
            "\0",
        ),
    ]
)
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=12)), max_size=12).map("\n".join)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=5)), inner),
    ),
    max_leaves=12,
)


def read(folder: Path, data: bytes) -> tuple[config.Config | None, Report]:
    path = folder / "trueup.toml"
    path.write_bytes(data)
    report = Report()
    return config.read(path, report), report


def explained(found: config.Config | None, report: Report, text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    assert (found is None) == bool(list(report))
    for diagnostic in report:
        span = diagnostic.span
        assert diagnostic.code == "invalid-config" and span is not None
        assert 1 <= span.line <= max(1, len(lines)) and span.column >= 1


folder_is_shared = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@folder_is_shared
@given(text=TEXTS)
def test_any_text_is_accepted_or_reported(text: str, tmp_path: Path) -> None:
    data = text.encode("utf-8", "surrogatepass")
    explained(*read(tmp_path, data), text)


@folder_is_shared
@given(data=st.binary(max_size=40))
def test_any_bytes_are_accepted_or_reported(data: bytes, tmp_path: Path) -> None:
    explained(*read(tmp_path, data), data.decode("latin-1"))


@folder_is_shared
@given(value=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4))
def test_values_of_any_type_are_accepted_or_reported(
    value: dict[str, Any], tmp_path: Path
) -> None:
    packages = value if isinstance(value.get("description"), str) else value | {"x": 1}
    text = "\n".join(f"{key} = {toml(inner)}" for key, inner in packages.items())
    for data in (text, f"[[packages]]\n{text}", f"packages = [{toml(value)}]"):
        tomllib.loads(data)  # or the test tests nothing
        explained(*read(tmp_path, data.encode()), data)


@given(TEXTS)
def test_locations_are_inside_the_text(text: str) -> None:
    lines = text.split("\n")
    for line, column, length in key_locations(text).values():
        assert 1 <= line <= len(lines)
        assert 1 <= column and length >= 1


def toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(letter):08x}" for letter in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, dict):
        pairs = (f"{toml(key)} = {toml(inner)}" for key, inner in value.items())
        return "{" + ", ".join(pairs) + "}"
    return repr(value)


@pytest.mark.parametrize("name", ["a..b", ".a", "a.", "", "1a", "a b", "a/b", "é", "_"])
def test_package_name_is_importable_or_rejected(name: str) -> None:
    assert (config.name_error(name) is None) == (name in ("é", "_"))
