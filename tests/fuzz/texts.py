"""Mutations of the text of YAML and JSON files."""

from __future__ import annotations

import contextlib
import json
import random
import re
from collections.abc import Callable
from typing import Any

import yaml

PIECES = (
    *("&a ", "*a ", "<<: *a\n", "<<: [*a, *a]\n", "!!binary ", "!!set ", "!<x> ", "! "),
    *(
        "!!python/object/apply:os.abort []\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "%TAG ! x\n",
    ),
    *(
        "? ",
        "- ",
        ": ",
        "|\n",
        ">-\n",
        "|9\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " #",
        "\t",
    ),
    *("'", '"', "\\", "\\u0000", "\\ud800", "\\ud83d\\ude00", "\\x", "\\U00110000"),
    *("~", "null", "yes", "0o17", "0x1F", "1_000", "1:30", ".inf", "-.inf", ".nan"),
    *(
        "1e999",
        "-0",
        "2001-01-01",
        "9" * 5000,
        "0x" + "f" * 5000,
        "0b1",
        "1" + "0" * 400,
    ),
    *(
        "\0",
        "\x07",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\u202e",
        "\x7f",
        "\r",
        "\r\n",
    ),
    *("/*x*/", "//x\n", "NaN", "Infinity", "True", "None"),
)


def mutated_text(data: bytes, rng: random.Random) -> bytes:
    """The text of a file after a few mutations, in one of several encodings."""
    text = data.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 2, 5))):
        text = rng.choice(_MUTATIONS)(text, rng)
    encoded = text.encode(rng.choice(_ENCODINGS), "replace")
    if rng.random() < 0.1 and encoded:  # bytes that are no text
        at = rng.randrange(len(encoded))
        encoded = encoded[:at] + bytes([rng.choice((0xC0, 0xED, 0xFF))]) + encoded[at:]
    return encoded


_ENCODINGS = (*["utf-8"] * 12, "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1")


def written(tree: dict[str, Any], rng: random.Random) -> tuple[str, bytes]:
    """The suffix and the content of a file that holds `tree`."""
    style = rng.randrange(6)
    with contextlib.suppress(RecursionError):  # of PyYAML
        if style == 0:  # the safe dumper writes aliases for what it sees twice
            shared: list[Any] = [*tree.values()]
            rng.shuffle(shared)
            text = yaml.safe_dump({**tree, "x-shared": shared[:2]}, allow_unicode=True)
            return ".yaml", text.encode("utf-8", "replace")
        if style == 1:
            width = rng.choice((8, 9999))
            text = yaml.safe_dump(tree, default_flow_style=True, width=width)
            return ".yaml", text.encode("utf-8", "replace")
    indent = rng.choice((None, 1, 8))
    text = json.dumps(tree, indent=indent, ensure_ascii=rng.random() < 0.5)
    suffix = rng.choice((".json", ".json", ".yaml"))
    return suffix, text.encode("utf-8", "replace")


def _insert_piece(text: str, rng: random.Random) -> str:
    at = rng.choice([0, len(text), *_boundaries(text)])
    return text[:at] + rng.choice(PIECES) + text[at:]


def _replace_token(text: str, rng: random.Random) -> str:
    tokens = list(re.finditer(r"[\w$./-]+", text))
    if not tokens:
        return text
    token = rng.choice(tokens)
    other = rng.choice((rng.choice(PIECES), rng.choice(tokens)[0]))
    return text[: token.start()] + other + text[token.end() :]


def _cut(text: str, rng: random.Random) -> str:
    at = rng.choice([0, *_boundaries(text)])
    return (
        text[:at]
        if rng.random() < 0.5
        else text[:at] + text[at + 1 + rng.randrange(40) :]
    )


def _lines(text: str, rng: random.Random) -> str:
    """Duplicate, swap, delete, or indent lines."""
    lines = text.splitlines(keepends=True) or [""]
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(5)
    if kind == 0:
        lines.insert(second, lines[first])
    elif kind == 1:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 2:
        del lines[first : first + rng.choice((1, 3))]
    elif kind == 3:
        lines[first] = rng.choice((" ", "  ", "\t", " " * 40)) + lines[first]
    else:
        lines[first : first + 1] = [lines[first]] * rng.choice((2, 60))
    return "".join(lines)


def _line_breaks(text: str, rng: random.Random) -> str:
    return re.sub(
        r"\r?\n", rng.choice(("\r\n", "\r", "\n\n\n", "\x85", "\r" * 30)), text
    )


def _nest(text: str, rng: random.Random) -> str:
    at = rng.choice([len(text), *_boundaries(text)])
    opening = rng.choice(("[", "{", '{"a":', "- ", "? ", "{a: "))
    return text[:at] + opening * rng.choice((3, 150, 3000)) + text[at:]


def _aliases(text: str, rng: random.Random) -> str:
    """Aliases of aliases: a small text that stands for many values."""
    depth, width = rng.choice(((3, 3), (9, 9), (30, 2)))
    rows = ["x-a0: &a0 [x]"]
    for level in range(1, depth):
        rows.append(f"x-a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]")
    return text + "\n" + "\n".join(rows) + "\n"


def _boundaries(text: str) -> list[int]:
    return [found.start() for found in re.finditer(r"[\n:,{}\[\]\"']|\b", text)]


_MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    *(_insert_piece, _insert_piece, _replace_token, _replace_token, _cut),
    *(_lines, _line_breaks, _nest, _aliases),
)
