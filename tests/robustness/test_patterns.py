"""No regular expression of the generator or of a runtime takes long on any text."""

from __future__ import annotations

import ast
import importlib
import json
import re
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from .ambiguity import fault, walk

ROOT = Path(__file__).parents[2]
GENERATOR = ROOT / "generator"
TEMPLATES = ROOT / "templates"
MODULES = sorted((*GENERATOR.rglob("*.py"), *TEMPLATES.rglob("*.py")))

WHOLE, HERE, ANYWHERE = "fullmatch", "match", "search"
MODES = {WHOLE: WHOLE, HERE: HERE}
FUNCTIONS = frozenset(
    (
        "compile",
        "match",
        "fullmatch",
        "search",
        "sub",
        "subn",
        "split",
        "findall",
        "finditer",
    )
)

UNRESOLVED: Mapping[tuple[str, str], str] = {
    (
        "generator/trueup/validate/keys.py",
        "pattern.removesuffix('$')",
    ): "a class of characters, of the schemas of OpenAPI that are part of trueup",
    (
        "generator/trueup_runtime/client/string_formats.py",
        "f'(?:[{characters}]|%[0-9A-Fa-f]{{2}})*'",
    ): "one class of characters, which has no `%`",
    (
        "generator/trueup_runtime/conformance/reproduction.py",
        "pattern",
    ): "a literal text that follows `?` or `&`, then a class without `&`",
    (
        "generator/trueup_runtime/conformance/resource_ids.py",
        "f'{pattern}/?$'",
    ): "applied to paths of at most 2,000 characters",
}
"""Patterns that depend on what is generated, by module and expression: why they are
linear all the same."""

GENERATED = "generated code, in which every string that begins also ends"
HARMLESS: Mapping[tuple[str, str], str] = {
    (
        "generator/trueup/emit/annotation_expressions.py",
        r"""\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[\[\]]| \| """,
    ): GENERATED,
    (
        "generator/trueup/config/key_locations.py",
        r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')""",
    ): "applied to what has been matched as a list of such keys",
    (
        "generator/trueup/source/json_reader.py",
        r""""(?:[^"\\]|\\.)*+"|[-+.\w]++""",
    ): "applied to valid JSON, in which every string ends",
    (
        "generator/trueup/formatting.py",
        r"^(```python\n)((?:(?!```).*+\n)*+)(```$)",
    ): "the line that ends a block, or begins the next, ends the search",
    (
        "generator/trueup/toml_documents.py",
        r'"""(?:[^\\]|\\.)*?(?:"{3,5}|\Z)|'
        r"'''.*?(?:'{3,5}|\Z)|"
        r'"(?:[^"\\\n]|\\[^\n])*"?|'
        r"'[^'\n]*'?|"
        r"#[^\n]*|"
        r"[.\n=,\[\]{}]",
    ): "a string that does not end is matched as well, up to the end",
    (
        "generator/trueup/lower/commonmark.py",
        "```.*?```|`[^`]*`",
    ): "what is not closed has no other opening after it",
    (
        "generator/trueup/lower/commonmark.py",
        r"(?m)(^- [^\n]*)\n\n(?=- )",
    ): "begins where a line does, and does not leave it",
}
"""Patterns that the analysis suspects, by module and pattern: why they are linear."""


class Use(NamedTuple):
    module: str
    line: int
    pattern: str
    flags: int
    mode: str


class Unknown(NamedTuple):
    module: str
    line: int
    expression: str


def names_of(path: Path) -> Mapping[str, Any]:
    """What the names at the top of a module stand for."""
    if path.is_relative_to(GENERATOR):
        parts = path.relative_to(GENERATOR).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        return vars(importlib.import_module(name))
    found: dict[str, Any] = {"re": re}
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(name)], value=value)
                | ast.AnnAssign(target=ast.Name(name), value=ast.expr() as value)
            ):
                try:
                    found[name] = _value(value, found)
                except Exception:
                    continue
    return found


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    code = compile(ast.Expression(node), "<pattern>", "eval")
    return eval(code, {**names})


def uses(path: Path) -> Iterator[Use | Unknown]:
    """Every call of `re` in a module, and how a compiled pattern is used there."""
    module = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text("utf-8"))
    if not any(isinstance(n, ast.Name) and n.id == "re" for n in ast.walk(tree)):
        return
    names = names_of(path)
    calls: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attr):
                calls.setdefault(name, set()).add(attr)
    compiled = {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)) if (
                attr in FUNCTIONS
            ):
                pass
            case _:
                continue
        given = node.args[0]
        try:
            pattern = _value(given, names)
            flags = [_value(each, names) for each in _flags(node)]
        except NameError:
            yield Unknown(module, node.lineno, ast.unparse(given))
            continue
        text = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
        flags += [pattern.flags] if isinstance(pattern, re.Pattern) else []
        is_compiled = attr == "compile"
        used = calls.get(compiled.get(id(node), ""), set()) if is_compiled else {attr}
        modes = {MODES.get(each, ANYWHERE) for each in used & FUNCTIONS} or {ANYWHERE}
        for mode in modes:
            yield Use(module, node.lineno, text, sum(map(int, flags[:1])), mode)


def _flags(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are flags."""
    assert isinstance(call.func, ast.Attribute)
    at = {"compile": 1, "sub": 4, "subn": 4}.get(call.func.attr, 2)
    named = [each.value for each in call.keywords if each.arg == "flags"]
    return named or list(call.args[at : at + 1])


@cache
def all_uses() -> tuple[Use | Unknown, ...]:
    return tuple(use for path in MODULES for use in uses(path))


def suspected(use: Use) -> str | None:
    if (use.module, use.pattern) in HARMLESS:
        return None
    return fault(use.pattern, use.flags, mode=use.mode)


def test_every_pattern_is_known() -> None:
    unknown = {
        (use.module, use.expression) for use in all_uses() if isinstance(use, Unknown)
    }
    assert unknown == set(UNRESOLVED)
    assert sum(isinstance(use, Use) for use in all_uses()) > 80


def test_patterns_are_made_where_they_are_seen() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.module == "re"), path
    own_documentation = TEMPLATES / "distribution" / "tests"  # is all that these read
    for path in TEMPLATES.rglob("*.j2"):
        if path.is_relative_to(own_documentation):
            continue
        assert not re.search(r"\bre\.\w+\(", path.read_text("utf-8")), path


def test_no_pattern_can_take_more_than_linear_time() -> None:
    found = [
        f"{use.module}:{use.line}: {reason} by {use.mode}: {use.pattern}"
        for use in all_uses()
        if isinstance(use, Use) and (reason := suspected(use)) is not None
    ]
    assert not found, "\n".join(found)


def test_exceptions_are_needed() -> None:
    listed = {(use.module, use.pattern) for use in all_uses() if isinstance(use, Use)}
    assert set(HARMLESS) <= listed


@pytest.mark.parametrize(
    ("pattern", "mode", "expected"),
    [
        (r"(a*)*b", ANYWHERE, "exponential"),
        (r"(a+)+$", HERE, "exponential"),
        (r"(?:[ ]*(?:\r\n?|\n))*[ ]+\t", HERE, "exponential"),
        (r"(?:\w\w?)*!", WHOLE, "exponential"),
        (r"\s*x", ANYWHERE, "quadratic"),
        (r"\s*x", HERE, None),
        (r"\d+\d+x", WHOLE, "quadratic"),
        (r"\d++\w*x", WHOLE, None),
        (r"\w+", ANYWHERE, None),
        (r"\w+(?=!)", ANYWHERE, "quadratic"),
        (r"\{([^{}]*)\}", ANYWHERE, None),
        (r"<a(\s[^<>]*)?/?>", ANYWHERE, None),
        (r"<a(\s.*)?/?>", ANYWHERE, "quadratic"),
        (r'"(?:[^"\\]|\\.)*"', HERE, None),
    ],
)
def test_the_analysis(pattern: str, mode: str, expected: str | None) -> None:
    assert fault(pattern, mode=mode) == expected


# The same by trying: what the analysis assumes may differ from what `re` does.

LENGTH = 100_000
SECONDS = 300
"""Of processor time, for all patterns. A quadratic one alone takes more."""


def words(pattern: str, flags: int) -> list[tuple[str, str]]:
    """What to try: a beginning that the pattern accepts, and what comes again and again
    after it, a character of the pattern or two of them."""
    parsed = importlib.import_module("re._parser").parse(pattern, flags)
    found: dict[str, None] = {}
    for name, value in walk(parsed):
        if name in ("LITERAL", "NOT_LITERAL"):
            found.setdefault(chr(value))
        elif name == "RANGE":
            found.setdefault(chr(value[0]))
    letters = [*list(found)[:5], " ", "a"]
    opening = "".join(chr(value) for name, value in walk(parsed) if name == "LITERAL")
    pairs = [one + other for one in letters[:2] for other in letters[:2]]
    repeated = filter(None, dict.fromkeys([*letters, opening[:40], *pairs]))
    return [(opening[:1], word) for word in repeated]


TRY = """
import json, re, sys
length, *lines = sys.stdin
for line in lines:
    pattern, flags, mode, words = json.loads(line)
    print(ascii(pattern), flush=True)
    compiled = re.compile(pattern, flags)
    for opening, word in words:
        text = opening + word * (int(length) // len(word)) + chr(1)
        if mode == "search":
            for _ in compiled.finditer(text): pass
        else:
            getattr(compiled, mode)(text)
print("done")
"""


def test_no_pattern_takes_long_on_long_runs_of_its_characters() -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))

    process = subprocess.Popen(
        [sys.executable, "-c", TRY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=limit,
    )
    assert process.stdin is not None and process.stdout is not None
    lines = [
        json.dumps([*use[2:], words(use.pattern, use.flags)])
        for use in {u[2:]: u for u in all_uses() if isinstance(u, Use)}.values()
        if isinstance(use.pattern, str) and (use.module, use.pattern) not in HARMLESS
    ]
    shown, _ = process.communicate("\n".join([str(LENGTH), *lines]))
    assert shown.endswith("done\n"), shown.splitlines()[-1:]
