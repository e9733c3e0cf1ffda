"""Fixes change what they are for and nothing else: not a byte outside of their edits."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.diagnostics import Report
from trueup.fixes import SAFE, UNSAFE, apply_fixes, changes, fixers, fixes_of
from trueup.fixes.edits import TextLines
from trueup.fixes.syntax import SyntaxEntry, SyntaxNode, entry_at
from trueup.resolve import Spec
from trueup.source import Node, parse

HEAD = "openapi: 3.1.0\n"


def fix(text: str, *rules: str, name: str = "a.yaml") -> str:
    """The text after all passes of the fixes of some rules."""
    for _ in range(10):
        document = parse(text, Path(name), Report())
        assert document is not None, text
        specs: list[Spec] = []
        report = Report()
        pipeline.describe(
            Path(name),
            report,
            Access(),
            {},
            load=lambda document=document: document,
            only=rules,
            observe=specs.append,
        )
        fixes = []
        for diagnostic in report:
            assert diagnostic.span is not None
            names = [
                n.replace("~1", "/").replace("~0", "~")
                for n in diagnostic.span.pointer.split("/")[1:]
            ]
            node = Node(document, (), document.value).at(*names)
            if node is not None:
                fixes += fixes_of(specs[0], diagnostic.code, node, unsafe=True)
        result = apply_fixes(document, list(dict.fromkeys(fixes)))
        if result.text == text:
            break
        text = result.text
    return text


SLASH = "path-keys-no-trailing-slash"
SERVER = "oas3-server-trailing-slash"
TAGS = "openapi-tags-alphabetical"
PARAMETER = "path-params"
ENUM = "duplicated-entry-in-enum"
NULLABLE = "nullable-removed"
UNUSED = "oas3-unused-component"

FIXED = [
    # Paths.
    (SLASH, "paths:\n  /a/:  # c\n    get: {}\n", "paths:\n  /a:  # c\n    get: {}\n"),
    (SLASH, "paths: {'/a/': {}, \"/b//\": {}}", "paths: {'/a': {}, \"/b\": {}}"),
    (SLASH, "paths:\n  ? /a/\n  : {}\n", "paths:\n  ? /a\n  : {}\n"),
    (SLASH, "paths:\n  /a/{b}/: {}\n", "paths:\n  /a/{b}: {}\n"),
    # Servers.
    (SERVER, "servers:\n- url: https://a/ # c\n", "servers:\n- url: https://a # c\n"),
    (SERVER, "servers: [{url: 'https://a//'}]", "servers: [{url: 'https://a'}]"),
    (
        SERVER,
        'servers: [{"url": "https:\\/\\/a\\/"}]',
        'servers: [{"url": "https:\\/\\/a"}]',
    ),
    # Tags.
    (TAGS, "tags: [{name: b}, {name: a}]", "tags: [{name: a}, {name: b}]"),
    (
        TAGS,
        "tags:\n  # of b\n  - name: b # b\n    x-a: |\n      text\n\n  # of a\n  - name: a",
        "tags:\n  # of a\n  - name: a\n\n  # of b\n  - name: b # b\n    x-a: |\n      text\n",
    ),
    (
        TAGS,
        "tags:\n# b\n- name: b\n- {name: a} # a\n",
        "tags:\n- {name: a} # a\n# b\n- name: b\n",
    ),
    # Required parameters.
    (
        PARAMETER,
        "paths:\n  /{a}:\n    get:\n      parameters:\n      - name: a # n\n        in: path # p\n        schema: {}\n",
        "paths:\n  /{a}:\n    get:\n      parameters:\n      - name: a # n\n        in: path # p\n        required: true\n        schema: {}\n",
    ),
    (
        PARAMETER,
        "paths: {'/{a}': {get: {parameters: [{name: a, in: path}]}}}",
        "paths: {'/{a}': {get: {parameters: [{name: a, in: path, required: true}]}}}",
    ),
    (
        PARAMETER,
        "paths: {'/{a}': {get: {parameters: [{in: path, name: a, required: false}]}}}",
        "paths: {'/{a}': {get: {parameters: [{in: path, name: a, required: true}]}}}",
    ),
    (
        PARAMETER,
        "paths:\n  /{a}: &i\n    get: {parameters: [{$ref: '#/components/parameters/A'}]}\n"
        "components: {parameters: {A: &a {name: a, 'in': path}}}\n",
        "paths:\n  /{a}: &i\n    get: {parameters: [{$ref: '#/components/parameters/A'}]}\n"
        "components: {parameters: {A: &a {name: a, 'in': path, 'required': true}}}\n",
    ),
    # Enumerations.
    (ENUM, "x: {enum: [a, b, a, a]}", "x: {enum: [a, b]}"),
    (ENUM, "x: {enum: [1, 1.0, '1']}", "x: {enum: [1, '1']}"),
    (
        ENUM,
        "x:\n  enum:\n  - a # 1\n  # 2\n  - a # 3\n  # 4\n  - b\n",
        "x:\n  enum:\n  - a # 1\n  # 2\n  # 3\n  # 4\n  - b\n",
    ),
    (
        ENUM,
        "x:\n  enum: [\n    a, # 1\n    a # 2\n    # 3\n  ]\n",
        "x:\n  enum: [\n    a # 1\n     # 2\n    # 3\n  ]\n",
    ),
    (
        ENUM,
        "x:\n  enum: [\n    a, # 1\n    a , # 2\n  ]\n",
        "x:\n  enum: [\n    a, # 1\n     # 2\n  ]\n",
    ),
    (ENUM, "x:\n  enum: [&a a, *a, b]\n", "x:\n  enum: [&a a, b]\n"),
    # Null.
    (
        NULLABLE,
        S := "components:\n  schemas:\n    A: {type: string, nullable: true}\n",
        S.replace("string, nullable: true", "[string, 'null']"),
    ),
    (
        NULLABLE,
        'components:\n  schemas:\n    A:\n      nullable: true # n\n      type: "string" # t\n',
        'components:\n  schemas:\n    A:\n      # n\n      type: ["string", "null"] # t\n',
    ),
    (
        NULLABLE,
        "components:\n  schemas:\n    A:\n      type:\n      - string # t\n      nullable: true\n      title: A\n",
        "components:\n  schemas:\n    A:\n      type:\n      - string # t\n      - 'null'\n      title: A\n",
    ),
    (
        NULLABLE,
        "components: {schemas: {A: {type: [string, 'null'], nullable: true}}}",
        "components: {schemas: {A: {type: [string, 'null']}}}",
    ),
    (
        NULLABLE,
        "components: {schemas: {A: {nullable: false}}}",
        "components: {schemas: {A: {}}}",
    ),
    (
        NULLABLE,
        "components:\n  schemas:\n    A:\n      allOf:\n      - nullable: true\n        type: object\n",
        "components:\n  schemas:\n    A:\n      allOf:\n      - type: [object, 'null']\n",
    ),
    # Unused components.
    (
        UNUSED,
        "paths: {/a: {$ref: '#/components/pathItems/A'}}\ncomponents:\n  pathItems:\n    A: {}\n    # b\n    B:\n      summary: |\n        b\n      # inner\n    # end\n",
        "paths: {/a: {$ref: '#/components/pathItems/A'}}\ncomponents:\n  pathItems:\n    A: {}\n    # b\n      # inner\n    # end\n",
    ),
    (
        UNUSED,
        "paths: {}\ncomponents:\n  schemas:\n    A: {}\n    B: {}\ntags: []\n",
        "paths: {}\ntags: []\n",
    ),
]


@pytest.mark.parametrize(("rule", "before", "after"), FIXED)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fix_keeps_comments_quotes_and_layout(
    rule: str, before: str, after: str, line_break: str
) -> None:
    before, after = (
        (HEAD + text).replace("\n", line_break) for text in (before, after)
    )
    assert fix(before, rule) == after
    assert fix(after, rule) == after


UNCHANGED = [
    (SLASH, "paths: {/a/: {}, /a: {}}", "the other path exists"),
    (SLASH, "paths: {/a/: {}, /b/: {}, /b: {}}", "the server distinguishes"),
    (SLASH, "paths: {'/a/{b}/': {}, '/a/{c}': {}}", "the same but for a name"),
    (SLASH, "paths: {/a/: {}, /a//: {}}", "both would be the same"),
    (SLASH, "paths: {/a/: {}, /b: {$ref: '#/paths/~1a~1'}}", "a reference"),
    (SLASH, "paths: {//: {}}", "nothing would be left"),
    (SLASH, "paths: {/a?b/: {}}", "a query"),
    (SERVER, "servers: [{url: https://a/}, {url: https://a}]", "the same server"),
    (SERVER, "servers: [{url: 'https://'}]", "no host"),
    (SERVER, "servers:\n- url: >-\n    https://a/\n", "a block scalar"),
    (SERVER, "x: &u https://a/\nservers: [{url: *u}]", "an alias"),
    (SERVER, "servers: [{url: &u https://a/}]\nx: *u", "an anchor"),
    (TAGS, "tags: [{name: b}, # b\n  {name: a}]", "a comment between items"),
    (TAGS, "tags:\n- &b {name: b}\n- {name: a, x-b: *b}\n", "an alias would be first"),
    (
        PARAMETER,
        "x: &p {name: a, in: path, required: false}\npaths: {'/{a}': {get: {parameters: [{<<: *p}]}}}",
        "a merge key",
    ),
    (
        ENUM,
        "x:\n  enum:\n  - {a: 1}\n  - a: 1 # c\n    b: 2\n  - a: 1 # d\n    b: 2\n",
        "a comment inside",
    ),
    (ENUM, "x: {enum: [a, a], x-enum-varnames: [A, B]}", "names by position"),
    (ENUM, "x: {enum: [a, &a a]}\ny: *a", "an anchor that is used"),
    (NULLABLE, "components: {schemas: {A: {nullable: true}}}", "any value"),
    (
        NULLABLE,
        "components: {schemas: {A: {$ref: '#/x', nullable: true}}}",
        "a reference",
    ),
    (
        UNUSED,
        "paths: {}\ncomponents: {schemas: {A: &a {}}}\nx: *a",
        "an anchor that is used",
    ),
]


@pytest.mark.parametrize(
    ("rule", "text"), [case[:2] for case in UNCHANGED], ids=[c[2] for c in UNCHANGED]
)
def test_doubtful_violation_is_not_fixed(rule: str, text: str) -> None:
    assert fix(HEAD + text, rule) == HEAD + text


def test_paths_are_compared_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Counter[str]()
    shape = fixers._shape

    def counted(path: str) -> str:
        calls["shape"] += 1
        return shape(path)

    monkeypatch.setattr(fixers, "_shape", counted)
    paths = "".join(f"  /{number}/: {{}}\n" for number in range(100))
    assert "/:" not in fix(f"{HEAD}paths:\n{paths}", SLASH)
    assert 100 <= calls["shape"] <= 300


def test_keys_are_searched_for_once() -> None:
    class Entries(tuple[SyntaxEntry, ...]):
        passes = 0

        def __iter__(self) -> Iterator[SyntaxEntry]:
            Entries.passes += 1
            return super().__iter__()

        def __reversed__(self) -> Iterator[SyntaxEntry]:
            Entries.passes += 1
            return iter(self[::-1])

    scalar = SyntaxNode(0, 0, "plain")
    names = ["a", *map(str, range(100)), "a"]
    entries = Entries(SyntaxEntry(scalar, scalar, name) for name in names)
    root = SyntaxNode(0, 0, "block", entries=entries)
    assert entry_at(root, ("a",)) is entries[-1]  # of duplicate keys, the last one
    assert all(entry_at(root, (name,)) is not None for name in names)
    assert entry_at(root, ("100",)) is None
    assert Entries.passes == 1


def test_start_of_a_line_is_not_searched_for_in_the_text() -> None:
    class Text(str):
        def rfind(self, *_: object) -> int:
            raise AssertionError("this can read the whole text")

    lines = TextLines(Text("a\r\nb\rc\n\n"))
    assert [lines.start(offset) for offset in range(9)] == [0, 0, 0, 3, 3, 5, 5, 7, 8]


def test_every_fixer_has_a_case() -> None:
    assert {case[0] for case in FIXED} | {
        "oas2-unused-definition",
        "oas2-host-trailing-slash",
    } == {*SAFE, *UNSAFE}


def test_json_keeps_its_layout() -> None:
    text = (
        '{\n\t"openapi": "3.1.0",\n\t"servers": [ {"url":"https://a/"} ],\n'
        '\t"tags": [\n\t\t{"name": "b"},\n\t\t{"name": "a"}\n\t],\n'
        '\t"paths": {"/{a}/": {"parameters": [\n\t\t{\n\t\t\t"name": "a",\n'
        '\t\t\t"in" : "path"\n\t\t}\n\t], "get": {}}},\n'
        '\t"x": {"enum": ["a", "a"]}\n}'
    )
    expected = (
        '{\n\t"openapi": "3.1.0",\n\t"servers": [ {"url":"https://a"} ],\n'
        '\t"tags": [\n\t\t{"name": "a"},\n\t\t{"name": "b"}\n\t],\n'
        '\t"paths": {"/{a}": {"parameters": [\n\t\t{\n\t\t\t"name": "a",\n'
        '\t\t\t"in" : "path",\n\t\t\t"required" : true\n\t\t}\n\t], "get": {}}},\n'
        '\t"x": {"enum": ["a"]}\n}'
    )
    rules = (SLASH, SERVER, TAGS, PARAMETER, ENUM)
    assert fix(text, *rules, name="a.json") == expected


def test_swagger_is_fixed_too() -> None:
    text = "swagger: '2.0'\nhost: a.example/ # h\npaths: {}\ndefinitions:\n  A: {}\n"
    text = fix(text, "oas2-host-trailing-slash")
    assert fix(text, "oas2-unused-definition") == (
        "swagger: '2.0'\nhost: a.example # h\npaths: {}\n"
    )


# ----------------------------------------------------------------------- property

COMMENT = re.compile(r"#[^\r\n]*")

STYLES = list(
    itertools.product(
        ["block", "flow", "json"],
        ["\n", "\r\n"],
        [False, True],  # comments
        [0, 1, 2],  # which entry stands first
        ["plain", "quoted"],
    )
)


def render(
    value: object, style: str, comments: bool, quoted: bool, depth: int = 0
) -> str:
    """YAML of a value, in some style."""
    if style == "json":
        return json.dumps(value, indent=2)
    if isinstance(value, (dict, list)) and (style == "flow" or not value or depth > 5):
        if isinstance(value, dict):
            inner = [
                f"{scalar(k, quoted)}: {render(v, 'flow', False, quoted)}"
                for k, v in value.items()
            ]
            return "{" + ", ".join(inner) + "}"
        return "[" + ", ".join(render(v, "flow", False, quoted) for v in value) + "]"
    if isinstance(value, dict):
        lines = [
            entry(f"{scalar(k, quoted)}:", v, style, comments, quoted, depth)
            for k, v in value.items()
        ]
    elif isinstance(value, list):
        lines = [entry("-", v, style, comments, quoted, depth) for v in value]
    else:
        return scalar(value, quoted)
    return "".join(lines)


def entry(
    start: str, value: object, style: str, comments: bool, quoted: bool, depth: int
) -> str:
    pad = "  " * depth
    above = f"{pad}# above {start}\n" if comments else ""
    behind = f" # behind {start}" if comments else ""
    text = render(value, style, comments, quoted, depth + 1)
    if isinstance(value, (dict, list)) and text.endswith("\n"):
        return f"{above}{pad}{start}{behind}\n{text}"
    return f"{above}{pad}{start} {text}{behind}\n"


def scalar(value: object, quoted: bool) -> str:
    return (
        json.dumps(value)
        if quoted or not isinstance(value, str)
        else (
            f"'{value}'" if value in ("null", "200") or value[:1] in "{[/h" else value
        )
    )


def rotated(value: dict[str, object], by: int) -> dict[str, object]:
    items = [*value.items()]
    by %= len(items)
    return dict(items[by:] + items[:by])


@pytest.mark.parametrize(("style", "line_break", "comments", "by", "quotes"), STYLES)
def test_only_the_intended_values_change_and_comments_stay(
    style: str, line_break: str, comments: bool, by: int, quotes: str
) -> None:
    def schema(**fields: object) -> dict[str, object]:
        return rotated(fields, by)

    def description(is_fixed: bool) -> dict[str, object]:
        slash = "" if is_fixed else "/"
        required = {"required": True} if is_fixed else {}
        parameter = rotated({"name": "id", "in": "path", "schema": {}}, by)
        colors = ["a", "b"] if is_fixed else ["a", "b", "a"]
        null = {} if is_fixed else {"nullable": True}
        type_ = ["string", "null"] if is_fixed else "string"
        tags = [{"name": "b", "x-order": 1}, {"name": "a"}]
        return {
            "openapi": "3.1.0",
            "servers": [rotated({"url": f"https://a{slash}", "description": "x"}, by)],
            "tags": tags[::-1] if is_fixed else tags,
            "paths": {
                f"/p/{{id}}{slash}": {
                    "parameters": [{**parameter, **required}],
                    "get": {"responses": {}},
                }
            },
            "components": {
                "schemas": {
                    "A": schema(type=type_, enum=colors, title="t", **null),
                }
            },
        }

    text = render(description(False), style, comments, quotes == "quoted")
    text = text.replace("\n", line_break)
    rules = (SLASH, SERVER, TAGS, PARAMETER, ENUM, NULLABLE)
    fixed = fix(text, *rules, name="a.json" if style == "json" else "a.yaml")
    document = parse(fixed, Path("a.yaml"), Report())
    assert document is not None
    expected = json.dumps(description(True), sort_keys=True)
    assert json.dumps(document.value, sort_keys=True) == expected
    before, after = (Counter(COMMENT.findall(t)) for t in (text, fixed))
    assert style == "json" or not before - after
    assert fixed.count("\r") == (fixed.count("\n") if line_break == "\r\n" else 0)


def test_keys_of_one_object_are_renamed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renamed: list[int] = []
    rename = changes._strip_keys

    def counted(owner: Any, names: Any) -> None:
        renamed.append(len(names))
        rename(owner, names)

    monkeypatch.setattr(changes, "_strip_keys", counted)
    before = HEAD + "paths:\n" + "".join(f"  /p{i}/: {{}}\n" for i in range(90))
    assert fix(before, SLASH) == before.replace("/:", ":")
    assert renamed == [90]
