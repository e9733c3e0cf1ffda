"""YAML is read as YAML 1.2, with a place for every key and value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from yaml.error import MarkedYAMLError

from trueup.diagnostics import Report
from trueup.source import Document, Json, parse, yaml_parser
from trueup.source.document import Lines, Reader
from trueup.source.limits import ParseError
from trueup.source.yaml_events import NextEvent, event_source
from trueup.source.yaml_parser import build


def read(text: str) -> tuple[Document | None, list[str]]:
    report = Report()
    document = parse(text, Path("/none/a.yaml"), report)
    return document, [found.code for found in report]


def value(text: str) -> Json:
    document, codes = read(text)
    assert codes == [] and document is not None
    return document.value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("2023-10-31", "2023-10-31"),
        ("017", "017"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        (".5", ".5"),
        ("0x1F", 31),
        ("0o17", 15),
        ("-0", 0),
        ("12", 12),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ('"1"', "1"),
        ("!!str 1", "1"),
        ("!!float 1", 1.0),
        ("! 1", 1),
    ],
)
def test_plain_scalar_has_the_type_of_yaml_1_2(written: str, expected: Json) -> None:
    found = value(f"a: {written}")
    assert isinstance(found, dict)
    assert (found["a"], type(found["a"])) == (expected, type(expected))


def test_status_code_as_a_key_is_a_string() -> None:
    assert value("200: a\n0x1F: b\n1.0: c\ntrue: d\n") == {
        "200": "a",
        "0x1F": "b",
        "1.0": "c",
        "true": "d",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: .inf", "not-json"),
        ("a: -.INF", "not-json"),
        ("a: .nan", "not-json"),
        ("a: 1e999", "not-json"),
        ("a: " + "9" * 5000, "not-json"),
        ("a: !!binary eA==", "unsupported-tag"),
        ("a: !mine x", "unsupported-tag"),
        ("a: !mine {}", "unsupported-tag"),
        ("a: !!int x", "unsupported-tag"),
        ("a: 1\nb: 2\na: 3", "duplicate-key"),
        ("? [1]\n: 2", "invalid-key"),
        ("? {a: 1}\n: 2", "invalid-key"),
        ("? \n: 2", "invalid-key"),
        ("~: 2", "invalid-key"),
        ("a: &x 1\n*x : 2", "invalid-key"),
        ("a: &x [*x]", "recursive-alias"),
        ("a: *x", "invalid-yaml"),
        ("a: [1", "invalid-yaml"),
        ("a: 1\n---\nb: 2\n", "several-documents"),
        ("a: 1\n<<: 3\n", "invalid-merge"),
        ("a: \x01", "invalid-character"),
        ("a: \x00", "invalid-character"),
        ("", "empty-file"),
        (" \n\t\n", "empty-file"),
        ("[" * 100_000, "too-deep"),
        ("a: " + "{a: " * 100_000, "too-deep"),
    ],
)
def test_yaml_without_equivalent_in_json_is_a_diagnostic(text: str, code: str) -> None:
    assert read(text)[1] == [code]


DEEP = {
    "sequences": ("[" * 1_200, "too-deep"),
    "closed sequences": ("[" * 1_200 + "]" * 1_200, "too-deep"),
    "mappings": ("{a: " * 1_200, "too-deep"),
    "quoted keys": ('{"a":' * 1_200, "too-deep"),
    "both": ("[{a: " * 1_200, "too-deep"),
    "block sequences": ("- " * 1_200 + "x", "too-deep"),
    "indented sequences": ("\n".join(" " * i + "-" for i in range(1_200)), "too-deep"),
    "indented mappings": ("\n".join(" " * i + "a:" for i in range(1_200)), "too-deep"),
    "tags": ("!!seq [" * 1_200, "too-deep"),
    "block tags": ("- !!seq [" + "[" * 1_200, "too-deep"),
    "anchors": ("".join(f"&a{i} [" for i in range(1_200)), "too-deep"),
    "a directive": ("%TAG ! tag:x,2000:\n---\n" + "[" * 1_200, "too-deep"),
    "a value": ("a: 1\nb: " + "[" * 1_200, "too-deep"),
    "block keys": ("? " * 1_200, "invalid-key"),
    "flow keys": ("{? " * 1_200, "invalid-key"),
    "keys without an indicator": ("{[" * 1_200, "invalid-key"),
    "an error before": ("a: @\nb: " + "[" * 1_200, "invalid-yaml"),
    "an error after": ("[" * 300 + "@", "too-deep"),
    "text": ("a: '" + "[" * 1_200 + "'\n# " + "[" * 1_200, None),
}


@pytest.mark.parametrize("parser", ["native", "python", "limited"])
@pytest.mark.parametrize("name", DEEP)
def test_depth_limit_is_independent_of_the_parser(
    name: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text, code = DEEP[name]
    if parser == "limited":  # a cut text is below the limits of the native parser
        monkeypatch.setattr(yaml_parser, "event_source", limited_event_source)
    report = Report()
    reader = Reader("a.yaml", text, Lines(text), report)
    if code is None:
        build(reader, native=parser != "python")
    else:
        with pytest.raises(ParseError):
            build(reader, native=parser != "python")
    assert [diagnostic.code for diagnostic in report] == ([code] if code else [])


def limited_event_source(text: str, *, native: bool = True) -> NextEvent:
    """A parser with a limit of its own, which it applies before its first event."""
    depth = 0
    for found in re.finditer(r"""[\[\]{}]|'[^']*'|"[^"]*"|#.*""", text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > 900:
            mark = yaml.Mark("", found.start(), 0, 0, None, 0)
            raise MarkedYAMLError(problem="no more", problem_mark=mark)
    return event_source(text, native=native)


def test_errors_before_a_syntax_error_are_reported_once() -> None:
    assert read("a: 1\na: 2\nb: [1")[1] == ["duplicate-key", "invalid-yaml"]


def test_diagnostic_has_the_smallest_span() -> None:
    report = Report()
    parse("a: 1\nbc: 2\nbc: 3\n", Path("/none/a.yaml"), report, display="a.yaml")
    (found,) = report
    assert found.span is not None
    assert (found.span.line, found.span.column, found.span.length) == (3, 1, 2)
    (related,) = found.related
    assert (related[1].line, related[1].column) == (2, 1)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: [1", 1, 6), ("a: [1\n", 2, 1), ('a: "x\n\n', 3, 1), ("a:\n\t- b\n", 2, 1)],
)
def test_yaml_syntax_error_has_a_location(text: str, line: int, column: int) -> None:
    report = Report()
    assert parse(text, Path("/none/a.yaml"), report) is None
    (found,) = report
    assert found.span is not None and found.span.length == 1
    assert (found.span.line, found.span.column) == (line, column)


def test_unclosed_bracket_is_a_related_location() -> None:
    report = Report()
    parse("a: 1\nb: [2\nc: 3\n", Path("/none/a.yaml"), report)
    (found,) = report
    ((text, place),) = found.related
    assert (text, place.line, place.column) == ("this `[`", 2, 4)


@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: x\u2028y", {"a": "x\u2028y"}),
        ("a: x\u2028\nb: 1", {"a": "x\u2028", "b": 1}),
        ("? x\x85y\n: 1", {"x\x85y": 1}),
        ('a: "x\x83\x7fy\ufeff"', {"a": "x\x83\x7fy\ufeff"}),
        ("a: \ue000\u2029", {"a": "\ue000\u2029"}),
        ("a: |-\n  \t\n  x\n", {"a": "\t\nx"}),
        ("a: >- # why\n\n  \tx\n\tb: 1", None),
    ],
)
def test_characters_of_yaml_1_2_are_accepted(
    text: str, expected: Json, native: bool
) -> None:
    report = Report()
    reader = Reader("a.yaml", text, Lines(text), report)
    if expected is None:
        with pytest.raises(ParseError):
            build(reader, native=native)
    else:
        assert build(reader, native=native)[0] == expected


def test_last_value_of_a_duplicate_key_is_used() -> None:
    document, _ = read("a: 1\nb: 2\na: [3]\n")
    assert document is not None
    assert document.value == {"a": [3], "b": 2}
    assert document.span(("a", "0")).line == 3


def test_merge_keys_do_not_override_keys() -> None:
    text = """
one: &one {a: 1, b: 2}
two: &two {b: 3, c: 4}
all:
  b: 5
  <<: [*one, *two]
same: *one
"""
    document, codes = read(text)
    assert document is not None and codes == []
    whole = document.value
    assert isinstance(whole, dict)
    assert whole["all"] == {"b": 5, "a": 1, "c": 4}
    assert whole["same"] is whole["one"]
    assert document.span(("all", "c")).line == 3
    assert document.span(("all", "b")).line == 5
    assert document.span(("same", "a")).line == 2


def test_quoted_merge_key_is_a_key() -> None:
    assert value("'<<': {a: 1}") == {"<<": {"a": 1}}


def test_exponential_aliases_are_rejected() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for row in range(1, 12):
        inner = ", ".join([f"*a{row - 1}"] * 10)
        rows.append(f"a{row}: &a{row} [{inner}]")
    document, codes = read("\n".join(rows))
    assert document is None and codes == ["alias-bomb"]


def test_exponential_merges_are_rejected() -> None:
    rows = ["a0: &a0 {" + ", ".join(f"k{i}: 1" for i in range(3000)) + "}"]
    rows += [f"b{i}: {{<<: *a0}}" for i in range(3000)]
    assert read("\n".join(rows))[1] == ["alias-bomb"]


def test_depth_includes_aliases() -> None:
    rows = ["a0: &a0 []"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 300)]
    assert read("\n".join(rows))[1] == ["too-deep"]


SAMPLE = """\
openapi: "3.1.0"   # a comment
info:
  title: A title that is plain
  'x-a': |
    text
paths:
  /a:
    get: {tags: [one, two]}
    parameters:
      - name: q
        in: query
"""


@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize(
    ("pointer", "key", "found"),
    [
        ((), None, "o"),
        (("openapi",), "openapi", '"3.1.0"'),
        (("info",), "info", "info"),
        (("info", "title"), "title", "A title that is plain"),
        (("info", "x-a"), "'x-a'", "|"),
        (("paths", "/a", "get", "tags", "1"), None, "two"),
        (("paths", "/a", "parameters", "0"), None, "name: q"),
        (("paths", "/a", "parameters", "0", "in"), "in", "query"),
        (("paths", "/a", "nothing", "at", "all"), "/a", "/a"),
        (("paths", "/a", "parameters", "7"), "parameters", "parameters"),
    ],
)
def test_keys_and_values_have_extents(
    native: bool, pointer: tuple[str, ...], key: str | None, found: str
) -> None:
    report = Report()
    document = parse(SAMPLE, Path("/none/a.yaml"), report)
    assert document is not None
    if not native:
        reader = Reader("a.yaml", SAMPLE, Lines(SAMPLE), report)
        root, places = build(reader, native=False)
        document = Document(document.path, "a.yaml", root, SAMPLE, places, reader.lines)

    def text(part: str) -> str:
        assert document is not None
        span = document.span(pointer, "key" if part == "key" else "value")
        line = document.lines.line(span.line)
        return line[span.column - 1 : span.column - 1 + span.length]

    assert text("value").startswith(found)
    if key is not None:
        assert text("key") == key


def test_line_breaks_are_those_of_yaml_1_2() -> None:
    document, codes = read('a: "x\u2028y\x85z"\r\nb: 1\rc: 2\nd: 3\n')
    assert document is not None and codes == []
    assert [document.span((name,)).line for name in "abcd"] == [1, 2, 3, 4]
    assert document.lines.line(2) == "b: 1"


def test_columns_count_characters() -> None:
    document, _ = read("{é😀: [ü, x]}")
    assert document is not None
    span = document.span(("é😀", "1"))
    assert (span.column, span.length) == (10, 1)


def test_both_parsers_agree() -> None:
    found = []
    for native in (True, False):
        reader = Reader("a", SAMPLE, Lines(SAMPLE), Report())
        root, places = build(reader, native=native)
        found.append((root, sorted(map(list, places.positions.values()))))
    assert found[0] == found[1]
