"""Descriptions without HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.lower.commonmark import html_to_markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no tag: 1 < 2 > 0 <your-id>", "no tag: 1 < 2 > 0 <your-id>"),
        ("<p>One.</p> <P class='x'>Two.</P>", "One.\n\nTwo."),
        ("one<br>two<br/>three", "one\n\ntwo\n\nthree"),
        ("<b>bold</b>, <em>so</em>, <code>a &lt; b</code>", "**bold**, *so*, `a < b`"),
        ('the <a href="https://a/b">page</a>', "the [page](https://a/b)"),
        ("the <a>page</a> <span style='x'>of</span> it", "the page of it"),
        (
            "Any of:<ul> <li> <p>one</p> </li> <li>two</li> </ul>Then.",
            "Any of:\n\n- one\n- two\n\nThen.",
        ),
        ("<h2>Head</h2>text", "## Head\n\ntext"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("GET /<a>/<b>", "GET /<a>/<b>"),
        ("`<p>` is no <i>tag</i>", "`<p>` is no *tag*"),
        ("<p>x</p>\n```\n<p>\n  y\n```", "x\n\n```\n<p>\n  y\n```"),
    ],
)
def test_html_tags_become_commonmark(text: str, expected: str) -> None:
    assert html_to_markdown(text) == expected


_PIECES = (
    "<p>",
    "</p>",
    "<a href='x'>",
    "</a>",
    "<li>",
    "<b",
    ">",
    "`",
    "&#xfffc;",
    "x ",
)


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_any_text_is_converted(text: str) -> None:
    assert isinstance(html_to_markdown(text), str)


def test_docs_contain_no_html(lowered):
    found = lowered("""
paths:
  /a:
    get:
      operationId: x
      summary: <b>Short</b>
      description: <p>Long.</p>
      parameters: [{name: q, in: query, description: <i>q</i>, schema: {type: string}}]
      responses: {'200': {description: <p>Done.</p>}}
components:
  schemas:
    A: {description: <p>A.</p>, properties: {b: {type: string, description: <p>B.</p>}}}
""")
    operation = found.operation("x")
    assert (operation.summary, operation.doc) == ("**Short**", "Long.")
    assert operation.parameters[0].doc == "*q*"
    assert operation.responses[0].doc == "Done."
    declaration = found.api.by_key["A"]
    assert (declaration.doc, found.field("A", "b").doc) == ("A.", "B.")
