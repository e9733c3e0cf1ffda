"""Markdown of descriptions in generated pages: what is kept, and what stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from trueup.emit.quoting import mdtext
from trueup.emit.rich_text import mdblocks, mdline
from trueup.lower.commonmark import html_to_markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use **bold** and _em_.", "Use **bold** and *em*."),
        ("a\nb\n\nc", "a b\n\nc"),
        ("1. one\n2. two\n   - in", "1. one\n\n2. two\n\n   - in"),
        ("3) a", "3. a"),
        ("```python\nimport os\n```", "```text\nimport os\n```"),
        ("`a|b`", "`a|b`"),
        ("| a | b |\n|---|---|\n| `x\\|y` |", "| a | b |\n|---|---|\n| `x\\|y` |  |"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("# Head *x*", "**Head x**"),
        ("[a](https://x.example/(b)?c&d)", "[a](https://x.example/%28b%29?c&amp;d)"),
        ("[a](/b) ![c](https://x.example/)", "a c"),
        ("[a](javascript:b)", "\\[a\\](javascript:b)"),
        ("job_id (x) {y}! 5 * 3", "job_id (x) {y}! 5 \\* 3"),
        ("&lt;b&gt; &amp;lt;", "&lt;b&gt; &amp;lt;"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("\\# x", "\\# x"),
        ("&#8232;\u202e\x07", "&lt;U+2028&gt;&lt;U+202E&gt;&lt;U+0007&gt;"),
    ],
)
def test_safe_markup_is_kept(text: str, expected: str) -> None:
    assert mdblocks(text) == expected


def test_html_of_a_description_becomes_markdown() -> None:
    text = html_to_markdown("<p>Use <b>bold</b></p><ul><li><code>a</code></ul>")
    assert mdblocks(text) == "Use **bold**\n\n- `a`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One of:\n\n- `a`\n- **b**", "One of: `a`; **b**"),
        ("```\na\n b\n```", "`a b`"),
        ("`a|b` | c", "`a\\|b` \\| c"),
        ("+ x", "x"),
    ],
)
def test_markup_is_kept_on_one_line(text: str, expected: str) -> None:
    assert mdline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a (b) {c}! d_e +1 C# R&D", "a (b) {c}! d_e +1 C# R&D"),
        ("+ a", "\\+ a"),
        ("- a", "\\- a"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("---", "\\---"),
        ("![a](b)", "!\\[a\\](b)"),
        ("&lt;", "&amp;lt;"),
        ("_a_", "\\_a\\_"),
    ],
)
def test_only_markup_is_escaped(text: str, expected: str) -> None:
    assert mdtext(text) == expected


PIECES = (
    *("`", "```", "````python\n", "```python\n", "~~~", "*", "**", "_", "[", "](", "]"),
    *("javascript:x", "https://x.example", ")", "![", "<script>", "<!--", "<a href=x>"),
    *("\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "---", "===", "| ", "|-|", "\\"),
    *("&lt;", "&#60;", "\u2028", "\x85", "[a]: http://b", "x", " ", "import os", "://"),
)
ALLOWED = {
    *("paragraph_open", "paragraph_close", "inline", "fence", "text", "code_inline"),
    *("em_open", "em_close", "strong_open", "strong_close", "link_open", "link_close"),
    *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    *("ordered_list_open", "ordered_list_close"),
    *("blockquote_open", "blockquote_close", "table_open", "table_close"),
    *("thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close"),
    *("th_open", "th_close", "td_open", "td_close"),
}
PARSER = MarkdownIt("commonmark").enable("table")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_hostile_markdown_stays_text(text: str) -> None:
    blocks, line = mdblocks(text), mdline(text)
    assert "\n" not in line
    assert not re.search(r"^```python$", blocks, re.MULTILINE)
    for markdown in (blocks, line):
        tokens = PARSER.parse(markdown)
        for token in (*tokens, *(c for t in tokens for c in t.children or ())):
            assert token.type in ALLOWED, (markdown, token.type)
            assert token.type != "fence" or token.info == "text"
            if token.type == "link_open":
                assert str(token.attrs["href"]).startswith("https://x.example")


def test_markup_of_a_long_text_is_escaped() -> None:
    text = "*" * 30_000
    assert mdline(text) == "\\*" * 30_000
    assert mdblocks(f"{text}\n\nb\n") == "\\*" * 30_000 + "\n\nb"
