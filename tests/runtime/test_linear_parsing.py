"""What a service sends is parsed in linear time, and within bounds."""

from __future__ import annotations

import itertools
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from trueup_runtime.client import (
    DecodeError,
    EventStream,
    Headers,
    JsonLines,
    ResponseTooLargeError,
    Text,
)
from trueup_runtime.client.media import parameter, split
from trueup_runtime.client.retries import retry_after

GENERATOR = Path(__file__).parents[2] / "generator"
SECONDS = 20
"""Processor time, a hundred times what linear work takes: it guards against hanging."""


def run(code: str) -> None:
    """Run Python in a process that is killed when it has used up its processor time."""
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=GENERATOR,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)),
    )


def test_parameters_of_a_field_are_parsed_in_linear_time() -> None:
    run("""
from trueup_runtime.client.media import split, parameter
for unit in ['";a="\\\\', ';a="', ";a=", "; ", ";a b", '"', '\\\\', ';a="\\\\\\\\', "; a\\t"]:
    for start in ("", "a/b", 'a/b;c="'):
        parameter(start + unit * 100_000, "boundary")
""")


@pytest.mark.parametrize("body", ["JsonLines(Any)", "EventStream()"])
def test_a_line_in_small_chunks_is_parsed_in_linear_time(body: str) -> None:
    run(f"""
from typing import Any
from trueup_runtime.client import JsonLines, EventStream, DecodeError
try:
    for _ in {body}.items(b"aaaa" for _ in range(400_000)):
        pass
except DecodeError:
    pass
""")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('text/plain; charset="UTF-8"', ("text/plain", (("charset", "UTF-8"),))),
        (
            "Text/Plain;Charset=a ; b = c",
            ("text/plain", (("charset", "a"), ("b", "c"))),
        ),
        (r'a/b; c="x;\"y\\"; d=e', ("a/b", (("c", 'x;"y\\'), ("d", "e")))),
        ('a/b; c="x', ("a/b", (("c", "x"),))),
        ("a/b;;=;c;d e=f;g=", ("a/b", (("g", ""),))),
        ("", ("", ())),
    ],
)
def test_parameters_of_a_field(text: str, expected: object) -> None:
    assert split(text) == expected


def test_a_long_field_is_cut() -> None:
    assert parameter("a/b; " + "c=d; " * 10_000 + "e=f", "e") is None


def test_lines_are_the_same_however_they_are_divided() -> None:
    data = b'\xef\xbb\xbf{"a":1}\r\n[2]\n\r\n"\xc3\xa9"\r\n3'
    whole = list(JsonLines(object).items([data]))
    assert whole == [{"a": 1}, [2], "é", 3]
    for size in range(1, len(data)):
        chunks = [data[at : at + size] for at in range(0, len(data), size)]
        assert list(JsonLines(object).items(chunks)) == whole


def test_events_are_the_same_however_they_are_divided() -> None:
    data = b"id: 1\rdata: a\r\ndata: b\n\revent: e\ndata:c\r\n\r\ndata: d"
    whole = list(EventStream().items([data]))
    assert [event.data for event in whole] == ["a\nb", "c"]
    for size in range(1, len(data)):
        chunks = [data[at : at + size] for at in range(0, len(data), size)]
        assert list(EventStream().items(chunks)) == whole


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        (JsonLines(object), b"1"),
        (EventStream(), b"data: "),
        (EventStream(), b"data: a\n"),
        (EventStream(), b": comment"),
    ],
)
def test_an_item_of_a_stream_has_a_bound(
    body: JsonLines | EventStream, unit: bytes
) -> None:
    chunks = itertools.repeat(unit, 10_000)
    with pytest.raises(ResponseTooLargeError):
        list(body.items(chunks, limit=1000))
    assert next(chunks, None) is not None, "reading has stopped"


def test_many_small_items_have_no_bound_together() -> None:
    assert len(list(JsonLines(int).items([b"1\n"] * 1000, limit=10))) == 1000
    events = EventStream().items([b": comment\n", b"data: a\n\n"] * 1000, limit=10)
    assert len(list(events)) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "9" * 400,
        "-1",
        "nan",
        "inf",
        "1e9",
        "1.2.3",
        "²",
        "[]",
        "true",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 99 Jan 2024 00:00:00 GMT",
        "Mon, 01 Jan 2024 99:99:99 GMT",
        "(" * 60,
        "Mon, 01 Jan 2024 " + "0" * 100_000,
        "\x00",
        ",",
        ":",
    ],
)
def test_an_unusable_retry_after_is_ignored(text: str) -> None:
    assert retry_after(Headers([("Retry-After", text)])) is None


@pytest.mark.parametrize(
    "charset",
    [
        "undefined",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "base64",
        "zlib",
        "a\0b",
        "\xe9",
        "x" * 100_000,
        "..",
        "utf-16",
    ],
)
def test_an_unusable_charset_is_a_decode_error(charset: str) -> None:
    with pytest.raises(DecodeError):
        Text().read(b"abc", f"text/plain; charset={charset}")


@pytest.mark.parametrize("retry", ["9" * 5000, "-1", "soon", ""])
def test_an_unusable_reconnection_time_is_ignored(retry: str) -> None:
    data = f"retry: {retry}\ndata: a\n\n".encode()
    assert [event.retry for event in EventStream().items([data])] == [None]
