"""Formats of diagnostics."""

from __future__ import annotations

import json

import pytest

from trueup.diagnostics import Diagnostic, KnownLocation, Report, Severity, Span
from trueup.reporters import Context, formats, render

EVIL = "\x1b[31mred\x07\r\n::error::x\u202e\u2028\x00\ud800 é"


def one(
    message: str = "wrong",
    line: int = 1,
    column: int = 1,
    length: int = 1,
    path: str = "a.yaml",
) -> Diagnostic:
    return Diagnostic(
        "some-code",
        Severity.ERROR,
        message,
        Span(path, line, column, length, "/a"),
        "do it",
    )


def text(found: Diagnostic, source: str, *, color: bool = False) -> str:
    return render("text", [found], Context(lambda path, line: source, color=color))[1]


def test_text_format() -> None:
    found = Diagnostic(
        "unresolved-ref",
        Severity.ERROR,
        "`#/components/schemas/Pett` does not exist",
        Span("specs/petstore.yaml", 41, 17, 27),
        "did you mean `Pet`?",
    )
    source = "          $ref: '#/components/schemas/Pett'"
    assert text(found, source) == (
        "error[unresolved-ref]: `#/components/schemas/Pett` does not exist\n"
        "  --> specs/petstore.yaml:41:17\n"
        "   |\n"
        "41 |           $ref: '#/components/schemas/Pett'\n"
        "   |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "   = help: did you mean `Pet`?\n"
        "\n"
        "1 error\n"
    )


@pytest.mark.parametrize(
    ("source", "column", "length", "line", "mark"),
    [
        ("\tkey: x", 2, 3, "    key: x", "    ^^^"),
        ("名前: 値", 5, 1, "名前: 値", "      ^^"),
        ("e\u0301a: x", 3, 1, "e\u0301a: x", " ^"),
        ("a\x1bb", 3, 1, "a<U+001B>b", "         ^"),
    ],
    ids=["tab", "wide", "combining", "escape"],
)
def test_marker_is_below_the_span(
    source: str, column: int, length: int, line: str, mark: str
) -> None:
    shown = text(one(column=column, length=length), source).split("\n")
    assert shown[3:5] == [f"1 | {line}", f"  | {mark}"]


@pytest.mark.parametrize("column", [1, 5_000, 99_990])
@pytest.mark.parametrize("length", [5, 50_000])
def test_long_line_is_cut_around_the_span(column: int, length: int) -> None:
    source = "".join(chr(97 + index % 26) for index in range(100_000))
    shown = text(one(column=column, length=length), source).split("\n")
    assert all(len(line) < 200 for line in shown)
    start = shown[4].index("^")
    assert shown[3][start] == source[column - 1]


def test_only_the_visible_part_of_a_long_line_is_escaped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A minified description may have thousands of diagnostics on one line."""
    looked: list[int] = []

    def counted(line: str) -> str:
        looked.append(len(line))
        return line

    monkeypatch.setattr("trueup.reporters.escaping.escape_line", counted)
    text(one(column=50_000, length=40_000), "a" * 100_000)
    assert max(looked) < 200


@pytest.mark.parametrize("name", formats())
def test_control_characters_are_escaped_in_every_format(name: str) -> None:
    found = Diagnostic(
        EVIL,
        Severity.WARNING,
        EVIL,
        Span(EVIL, 1, 1, 3),
        EVIL,
        ((EVIL, Span(EVIL, 1, 1, 1)),),
    )
    _, shown = render(name, [found], Context(lambda path, line: EVIL))
    for character in "\x1b\x07\r\u202e\u2028\x00\ud800":
        assert character not in shown
    assert "\n::error" not in shown


def test_color_is_used_on_request_only() -> None:
    assert "\x1b" not in text(one(), "a: b")
    assert "\x1b[" in text(one(), "a: b", color=True)


def test_span_of_a_whole_file_has_no_line_number() -> None:
    assert " --> a.yaml\n" in text(one(length=0), "a: b")


def test_json_format() -> None:
    report = Report()
    report.warning(
        "some-code",
        "wrong",
        KnownLocation(Span("a.yaml", 2, 3, 4, "/a/b")),
        help="do it",
    )
    report.error("other-code", "no place", None)
    context = Context(written=1, unchanged=2, removed=3)
    stream, shown = render("json", report, context)
    assert stream == "stdout"
    assert json.loads(shown) == {
        "diagnostics": [
            {
                "code": "other-code",
                "severity": "error",
                "message": "no place",
                "file": None,
                "line": None,
                "column": None,
                "pointer": None,
                "help": None,
                "count": 1,
            },
            {
                "code": "some-code",
                "severity": "warning",
                "message": "wrong",
                "file": "a.yaml",
                "line": 2,
                "column": 3,
                "pointer": "/a/b",
                "help": "do it",
                "count": 1,
            },
        ],
        "files": {"written": 1, "unchanged": 2, "removed": 3},
    }


def test_github_format_escapes_properties_and_message() -> None:
    _, shown = render("github", [one("50% of a,b: c", path="a,b:c.yaml")], Context())
    assert shown == (
        "::error file=a%2Cb%3Ac.yaml,line=1,col=1,endColumn=2,title=some-code"
        "::50%25 of a,b: c%0Ado it\n"
    )
