"""Text from a description is data, in every form that it takes in output."""

from __future__ import annotations

import ast
import tokenize
from io import StringIO

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.emit.quoting import (
    Code,
    comment,
    docstring,
    indent,
    mdcode,
    mdtext,
    pystr,
    pyvalue,
)

ANY_TEXT = st.text(st.characters(codec="utf-8"))
NASTY = st.lists(
    st.sampled_from(
        ['"""', "'''", '"', "'", "\\", "\n", "\r\n", "\x00", "\u202e", "{{", "}}"]
    )
    | st.sampled_from(
        ["*/", "#", "\u2028", "\t", " ", "é", "{% x %}", "\\N{BELL}", "a" * 90]
    )
).map("".join)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner),
    max_leaves=8,
)


@given(ANY_TEXT | NASTY)
def test_a_literal_is_the_text(text: str) -> None:
    assert ast.literal_eval(pystr(text)) == text


@given(ANY_TEXT | NASTY)
def test_a_literal_is_visible_ascii_or_letters(text: str) -> None:
    assert all(c.isprintable() for c in pystr(text))


@given(JSON)
def test_a_value_is_its_literal(value: object) -> None:
    assert ast.literal_eval(pyvalue(value)) == value


def test_literal_that_is_not_json_is_a_bug() -> None:
    with pytest.raises(TypeError, match="object"):
        pyvalue(object())


@given(ANY_TEXT | NASTY)
def test_a_docstring_is_one_string_and_black_leaves_it(text: str) -> None:
    code = f"class A:\n    {docstring(text, 4)}\n"
    (cls,) = ast.parse(code).body
    assert isinstance(cls, ast.ClassDef)
    (only,) = cls.body
    assert isinstance(only, ast.Expr) and isinstance(only.value, ast.Constant)
    assert black.format_str(code, mode=black.Mode()) == code


def test_a_docstring_keeps_words_in_order() -> None:
    text = "First line.\n\nSecond paragraph with\na line break.\n\n- one\n- two"
    lines = ast.literal_eval(docstring(text)).split("\n")
    assert lines == [
        "First line.",
        "",
        "Second paragraph with a line break.",
        "",
        "- one",
        "- two",
        "",
    ]


@given(
    st.lists(
        st.sampled_from(
            ["```", "```json", "    x", "  {", "", "- a", "1. b", "> c", "|d|"]
        )
        | st.text(alphabet="ab `>|-", max_size=90)
    ).map("\n".join)
)
def test_black_leaves_docstrings_of_markdown(text: str) -> None:
    code = f"class A:\n    {docstring(text, 4)}\n"
    assert black.format_str(code, mode=black.Mode()) == code


def test_a_docstring_keeps_lines_that_mean_something() -> None:
    long = "word " * 20
    text = f"First.\n```json\n  {{\n    1\n  }}\n```\nThen\n> {long}\n> b\n1. c\n   d\n| e |\n| f |"
    assert ast.literal_eval(docstring(text)).split("\n") == [
        "First.",
        "```json",
        "{",
        "  1",
        "}",
        "```",
        "Then",
        "> " + ("word " * 17).strip(),
        "> word word word",
        "> b",
        "1. c d",
        "| e |",
        "| f |",
        "",
    ]


@given(ANY_TEXT | NASTY)
def test_a_comment_stays_a_comment(text: str) -> None:
    code = comment(text) + "\nx = 1\n"
    kinds = [t.type for t in tokenize.generate_tokens(StringIO(code).readline)]
    assert [t.lineno for t in ast.parse(code).body] == [code.count("\n")]
    assert tokenize.NAME in kinds


@given(ANY_TEXT | NASTY)
def test_markdown_is_one_line_without_markup(text: str) -> None:
    line = mdtext(text)
    assert "\n" not in line and "<" not in line
    assert "\n" not in mdcode(text)


def test_only_code_is_indented() -> None:
    assert indent(Code("a\nb"), 2) == "a\n  b"
    with pytest.raises(TypeError):
        indent("a\nb", 2)  # type: ignore[arg-type]  # the mistake that is tested
