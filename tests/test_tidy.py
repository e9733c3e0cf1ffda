"""The house rules of `docs/architecture.md` that a program can judge."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import click
import jinja2
import jinja2.nodes as nodes
import pytest
import yaml

import trueup.lint as lint
from trueup.cli import _rule_docs, trueup
from trueup.library.known_codes import EXPLANATIONS

from .docs import configuration_page
from .file_checks import for_all

ROOT = Path(__file__).parents[1]
CODE = ROOT / "generator" / "trueup"
TEMPLATES = ROOT / "templates"
GENERATED = ROOT / "generated"
RULES = ROOT / "generator" / "trueup" / "lint"

LAYERS = (
    "plugins suggestions digests relative_paths hosts access media_types graphs"
    " schema_formats toml_documents file_suffixes template_byte_code",
    "json_values pointers json_schema_keywords",
    "diagnostic_records",
    "diagnostics severities suppressions plugin_failures run_limits",
    "ir",
    "emit",
    "render config examples project_files",
    "source",
    "openapi",
    "resolve",
    "validate normalize",
    "schemas",
    "lint",
    "lint_results fixes rulesets overlays",
    "lower",
    "selection description_bundle unknown_properties",
    "targets",
    "surface",
    "formatting overlay_paths stamp provenance git_revisions overrides",
    "output",
    "pipeline",
    "reporters",
    "change_reports",
    "library",
    "language_server",
    "cli",
    "build_hooks",
    "__init__",
    "__main__",
)
"""From left to right; a module imports from its own layer or from its left."""

MODULES = sorted(CODE.rglob("*.py"))
RUNTIME = ROOT / "generator" / "trueup_runtime"
COPIED = sorted(RUNTIME.rglob("*.py"))
"""Ordinary Python that becomes part of what we emit."""


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer(path: Path) -> str:
    """The layer's member that a module belongs to: its first name below `trueup`."""
    first = path.relative_to(CODE).parts[0]
    return first.removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All nodes of a module. To find them takes longer than most rules."""
    return tuple(ast.walk(tree(path)))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """First names below `trueup` of what a module imports, and the line."""
    package = ["trueup", *path.relative_to(CODE).parts[:-1]]
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _below(alias.name.split("."), [], node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *(node.module or "").split(".")] if node.module else base
            yield from _below(module, [alias.name for alias in node.names], node.lineno)


def _below(
    module: list[str], members: list[str], line: int
) -> Iterator[tuple[str, int]]:
    if module[:1] != ["trueup"]:
        return
    if len(module) > 1:
        yield module[1], line
        return
    for name in members:
        is_module = (CODE / f"{name}.py").exists() or (CODE / name).is_dir()
        yield name if is_module else "__init__", line


# ------------------------------------------------------------------ one direction


def test_every_module_has_a_layer() -> None:
    known = set(" ".join(LAYERS).split())
    assert {layer(path) for path in MODULES} <= known


@for_all(MODULES)
def test_imports_point_one_way(path: Path) -> None:
    ranks = {name: rank for rank, names in enumerate(LAYERS) for name in names.split()}
    own = layer(path)
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for name, line in imports(path)
        # The version is a constant at the very top, for everybody.
        if name not in (own, "__init__") and ranks[name] > ranks[own]
    ]
    assert not wrong


# ---------------------------------------------------------- frozen between stages

WORKING = {
    "fixes/syntax.py": {"_OpenNode"},
    "surface/type_relations.py": {"Budget"},
    "lower/context.py": {"Inference"},
    "lower/size_limit.py": {"SizeLimit"},
    "lower/declarations.py": {"Declarations"},
    "resolve/uris.py": {"Identifiers"},
    "schemas/builder.py": {"BundleBuilder", "UniqueKeys"},
    "schemas/merged.py": {"MergedSchema", "SchemaReader"},
    "examples/validation.py": {"_BundleValidators"},
    "examples/builder.py": {"ExampleBuilder"},
    "source/yaml_builder.py": {"_Frame"},
    "targets/conformance/paths.py": {"_Node"},
    "targets/conformance/subject.py": {"Skipped"},
}
"""What one stage keeps while it works, and no other sees."""


@for_all(MODULES)
def test_records_are_frozen_structs(path: Path) -> None:
    """A dataclass takes fifteen times as long to define, and every run defines all."""
    mutable, other = set(), set()
    for node in nodes_of(path):
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base) for base in node.bases}
            frozen = any(
                one.arg == "frozen" and ast.unparse(one.value) == "True"
                for one in node.keywords
            )
            if "Struct" in bases and not frozen:
                mutable.add(node.name)
            if any("dataclass" in ast.unparse(one) for one in node.decorator_list):
                other.add(node.name)
    assert mutable == WORKING.get(path.relative_to(CODE).as_posix(), set())
    assert not other


# --------------------------------------------------------------- who may do what

READS = {"read_text", "read_bytes"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rename", "touch"}
READERS = {
    "library",
    "source",
    "config",
    "render",
    "output",
    "formatting",
    "digests",
    "cli",
    "build_hooks",
    "overrides",
    "project_files",
}
WRITERS = {"output", "formatting", "git_revisions"}


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno


@for_all(MODULES)
def test_only_a_few_touch_files_and_only_the_command_line_prints(path: Path) -> None:
    own = layer(path)
    wrong = []
    for name, line in calls(path):
        reads = name in READS or name == "open"
        if own == "resolve":  # it asks its shelf for a document by this name
            reads = name in READS
        if (
            (reads and own not in READERS)
            or (name in WRITES and own not in WRITERS)
            or (name in ("print", "echo") and own != "cli")
            or (
                name == "rmtree"
                and shown(path) != "generator/trueup/output/directory.py"
            )
        ):
            wrong.append(f"{shown(path)}:{line} calls {name}")
    assert not wrong


ALLOWED_CHANCE = {
    "generator/trueup/cli/_progress.py": {"time"},  # draws a bar, which is no output
    "generator/trueup/examples/patterns.py": {"random"},  # seeded by the pattern
    "generator/trueup/source/https.py": {"time"},  # a deadline
}


@for_all(MODULES)
def test_nothing_depends_on_the_time_or_on_chance(path: Path) -> None:
    taboo = {"time", "random", "secrets", "uuid", "datetime", "locale", "getpass"}
    found = {
        alias.name
        for node in nodes_of(path)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert not (found & taboo) - ALLOWED_CHANCE.get(shown(path), set())


# ------------------------------------------------------------------ size and names

NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"}
LONGEST = {"generator/trueup/ir.py": 450}  # one closed sum, read as a whole


@for_all(MODULES)
def test_modules_and_functions_are_short(path: Path) -> None:
    limit = LONGEST.get(shown(path), 400)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit
    long = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for node in nodes_of(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert not long


@for_all(MODULES)
def test_modules_have_a_docstring_and_a_specific_name(path: Path) -> None:
    text = ast.get_docstring(tree(path))
    assert text and text.splitlines()[0].strip()
    assert path.stem not in NAMELESS and path.parent.name not in NAMELESS


@for_all([*MODULES, *COPIED])
def test_nothing_is_silenced_without_a_reason(path: Path) -> None:
    """A reason stands behind the code that is silenced: `# noqa: E501 - why`."""
    mark = re.compile(
        r"#\s*(type:\s*ignore|pyright:\s*ignore|noqa)(?!.*(-|—|:) \w+ \w+)"
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [
        f"{shown(path)}:{number}"
        for number, line in enumerate(lines, 1)
        if mark.search(line)
    ]


# ---------------------------------------------------------------- targets, and code

CODE_MAKERS = {
    "emit/annotation_expressions.py",
    "emit/annotations.py",
    "emit/identifiers.py",
    "emit/json_layout.py",
    "emit/rich_text.py",
    "emit/quoting.py",
    "emit/value_expressions.py",
    "overrides/sandbox.py",
    "render.py",
}
"""Modules that may turn text into `Code`."""


def made_code(parsed: Iterable[ast.AST]) -> Iterator[int]:
    """Lines that make `Code` of anything but a constant, or pass on its constructor."""
    allowed: set[int] = set()
    parsed = tuple(parsed)
    for node in parsed:
        match node:
            case ast.Call(ast.Name("Code") as name, [ast.Constant(str())], []):
                allowed.add(id(name))
            case (
                ast.arg(annotation=ast.expr() as annotation)
                | ast.AnnAssign(annotation=annotation)
            ):
                allowed.update(map(id, ast.walk(annotation)))
            case ast.FunctionDef(returns=ast.expr() as annotation):
                allowed.update(map(id, ast.walk(annotation)))
            case _:
                pass
    for node in parsed:
        if _names_code(node) and id(node) not in allowed:
            yield getattr(node, "lineno", 0)


def _names_code(node: ast.AST) -> bool:
    match node:
        case ast.Name("Code") | ast.Attribute(attr="Code"):
            return True
        case ast.alias("Code", str()):  # another name for it
            return True
        case _:
            return False


@for_all(MODULES)
def test_code_is_made_of_constants_only(path: Path) -> None:
    """Text of a description becomes `Code` by quoting, and names by checks of their own."""
    if path.relative_to(CODE).as_posix() not in CODE_MAKERS:
        assert not [*made_code(nodes_of(path))]


@pytest.mark.parametrize(
    "source",
    [
        'x = Code(f"{a}")',
        "x = Code(a)",
        'x = Code("a" + b)',
        'x = Code("{}".format(a))',
        "x = quoting.Code(a)",
        "x = tuple(map(Code, texts))",
        "from .quoting import Code as C",
        "x = Code.__new__(Code, a)",
        'x = cast(Code, "a")',
        "class X(Code): pass",
        "make = Code",
    ],
)
def test_code_made_by_hand_is_noticed(source: str) -> None:
    assert [*made_code(ast.walk(ast.parse(source)))]


def test_constants_and_annotations_are_not_handmade_code() -> None:
    source = """
from .quoting import Code
NONE: Code | None = Code("None")
def f(a: Code, *b: tuple[Code, ...]) -> list[Code]: ...
"""
    assert not [*made_code(ast.walk(ast.parse(source)))]


def internals_of_other_targets(module: Iterable[ast.AST], own: str) -> Iterator[str]:
    """Modules inside other targets that a module of the target `own` imports."""
    package = ["trueup", "targets", own]
    for node in module:
        if isinstance(node, ast.Import):
            imported = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = [*base, *(node.module.split(".") if node.module else ())]
            imported = [[*source, alias.name] for alias in node.names]
        else:
            continue
        for name in imported:
            if name[:2] != ["trueup", "targets"] or own in name[2:3]:
                continue
            path = CODE.joinpath(*name[1:4])
            if len(name) > 4 or (len(name) == 4 and path.with_suffix(".py").exists()):
                yield ".".join(name)


@for_all(MODULES)
def test_targets_import_no_internals_of_each_other(path: Path) -> None:
    """Targets share `emit` and the modules next to them; of another target, its package."""
    parts = path.relative_to(CODE).parts
    if len(parts) == 3 and parts[0] == "targets":
        assert not [*internals_of_other_targets(nodes_of(path), parts[1])]


@pytest.mark.parametrize(
    "source",
    [
        "from ..client.expressions import x",
        "from ..client import expressions",
        "from trueup.targets.client.expressions import x",
        "from ...targets.client import expressions",
        "import trueup.targets.client.expressions",
    ],
)
def test_imported_internals_of_other_targets_are_recognized(source: str) -> None:
    assert [*internals_of_other_targets(ast.walk(ast.parse(source)), "server")]


@pytest.mark.parametrize(
    "source",
    [
        "from ..client import plan",
        "from .routes import x",
        "from ..server_urls import x",
    ],
)
def test_imports_that_targets_share_are_accepted(source: str) -> None:
    assert not [*internals_of_other_targets(ast.walk(ast.parse(source)), "server")]


# ------------------------------------------------------------------------ templates

TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.j2"))
FILTERS = {"pystr", "docstring", "comment", "indent"}
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.Macro,
    nodes.Call,
    nodes.Import,
    nodes.FromImport,
    nodes.Block,
)


def forbidden(source: str) -> list[str]:
    """What a template does beyond printing what a view has decided."""
    parsed = jinja2.Environment().parse(source)
    wrong = []
    macros = {macro.name for macro in parsed.find_all(nodes.Macro)}
    for one in parsed.find_all(nodes.FromImport):
        macros |= {name if isinstance(name, str) else name[1] for name in one.names}
    for node in parsed.find_all(nodes.Node):
        kind = type(node).__name__
        if not isinstance(node, ALLOWED):
            wrong.append(f"{node.lineno}: {kind}")
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            wrong.append(f"{node.lineno}: filter {node.name}")
        elif isinstance(node, nodes.If) and (
            node.elif_ or not isinstance(node.test, (nodes.Name, nodes.Getattr))
        ):
            wrong.append(f"{node.lineno}: if without a flag")
        elif isinstance(node, nodes.Call) and not (
            isinstance(node.node, nodes.Name) and node.node.name in macros
        ):
            wrong.append(f"{node.lineno}: call of something that is no macro")
        elif isinstance(node, nodes.Getattr) and _dots(node) > 2:
            wrong.append(f"{node.lineno}: more than two dots")
    return wrong


def _dots(node: nodes.Node) -> int:
    return 1 + _dots(node.node) if isinstance(node, nodes.Getattr) else 0


def test_templates_hold_nothing_else() -> None:
    files = {path for path in TEMPLATES.rglob("*") if path.is_file()}
    others = files - set(TEMPLATE_FILES)
    assert not {path for path in others if "__pycache__" not in path.parts}


@for_all(TEMPLATE_FILES)
def test_templates_decide_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not forbidden(text)
    assert len(text.splitlines()) <= 150


@for_all(TEMPLATE_FILES)
def test_first_line_of_a_template_names_its_view(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    if first.startswith("{# Macros"):
        return
    named = re.fullmatch(r"\{# view: (\S+)\.(\w+) #\}", first)
    assert named, "`{# view: targets.<module>.<View> #}`"
    assert hasattr(importlib.import_module(f"trueup.{named[1]}"), named[2])


@pytest.mark.parametrize(
    "source",
    [
        "{% set x = 1 %}",
        "{{ v.a + 1 }}",
        "{{ v.a ~ v.b }}",
        "{{ v.a if v.b else v.c }}",
        "{% if v.a == 1 %}{% endif %}",
        "{% if not v.a %}{% endif %}",
        "{% if v.a is none %}{% endif %}",
        "{{ v.a | upper }}",
        "{{ v.a.b.c }}",
        "{{ v.a() }}",
        "{{ v['a'] }}",
        "{% for x in [1, 2] %}{% endfor %}",
    ],
)
def test_logic_in_templates_is_recognized(source: str) -> None:
    assert forbidden(source)


def test_template_without_logic_is_accepted() -> None:
    assert not forbidden(
        "{# View #}\n{% macro m(x) %}{{ x.a | indent(4) }}{% endmacro %}"
        "{% for x in v.xs %}{% if x.flag %}{{ m(x) }}{% else %}{{ x.b.c }}{% endif %}{% endfor %}"
    )


# ------------------------------------------------------------------------ rules, codes


@pytest.mark.parametrize("name", lint.names())
def test_every_rule_is_documented_and_has_a_case(name: str) -> None:
    text = lint.documentation(name)
    assert text is not None
    for part in ("Why:", "Bad:", "Good:"):
        assert f"\n{part}" in text, f"{name} lacks {part}"
    assert not text.splitlines()[0].endswith("`"), "the first line is a sentence"
    assert (ROOT / "tests" / "lint" / "rules" / f"{name}.yaml").is_file()


def stage_codes() -> dict[str, str]:
    """Every code that a stage passes to a report, and a place that does."""
    found = {}
    for path in MODULES:
        for node in nodes_of(path):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("error", "warning", "warn", "note", "add")
                and len(node.args) >= 2
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
                and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", node.args[0].value)
            ):
                found[node.args[0].value] = f"{shown(path)}:{node.lineno}"
    return found


def test_every_code_can_be_explained() -> None:
    missing = {
        code: at for code, at in stage_codes().items() if code not in EXPLANATIONS
    }
    assert not missing, "add them to `EXPLANATIONS` of the stage"


def test_every_explained_code_is_reported() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    unused = [
        code
        for code in EXPLANATIONS
        if source.count(f'"{code}"') <= source.count(f'"{code}": ')
    ]
    assert not unused


@pytest.mark.parametrize(
    ("name", "markdown"),
    [("rules", _rule_docs.markdown), ("configuration", configuration_page.page)],
)
def test_generated_pages_are_up_to_date(
    name: str, markdown: Callable[[], str], update: bool
) -> None:
    page = ROOT / "docs" / f"{name}.md"
    text = markdown()
    if update and page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")
        pytest.fail("rewritten, read the difference")
    assert page.read_text(encoding="utf-8") == text, "pytest --update rewrites it"


def test_codes_are_not_rules() -> None:
    assert not set(EXPLANATIONS) & set(lint.names())


# ------------------------------------------------------------- what others run of us


def commands_of_others() -> Iterator[tuple[str, str]]:
    """(file, command line) of each `trueup …` in workflows and hooks."""
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job["steps"]:
                if step.get("run", "").startswith("trueup "):
                    yield path.name, step["run"]
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for hook in yaml.safe_load(hooks):
        assert hook["language"] == "python"
        yield hook["id"], hook["entry"]


def test_workflows_and_hooks_run_commands_that_exist() -> None:
    found = list(commands_of_others())
    assert {name for name, _ in found} >= {"trueup-lint", "trueup-check"}
    for name, line in found:
        words = line.split()[1:]
        assert trueup.get_command(click.Context(trueup), words[0]), f"{name}: {line}"
        # Click raises for an option that a command does not have.
        with trueup.make_context("trueup", words) as context:
            command = trueup.get_command(context, words[0])
            assert command is not None
            command.make_context(words[0], words[1:])


# ---------------------------------------------------------------------------- output

GENERATED_PYTHON = sorted(GENERATED.rglob("*.py"))


def test_output_never_imports_us() -> None:
    wrong = [
        shown(path)
        for path in [*GENERATED_PYTHON, *COPIED]
        if re.search(
            r"^\s*(from|import) trueup\b", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert not wrong


def test_output_parses() -> None:
    for path in [*GENERATED_PYTHON, *COPIED]:
        compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)


def test_plugins_are_found_by_name() -> None:
    for name in lint.names():
        assert name in lint.rules()
    assert importlib.import_module("trueup.targets").names() is not None


def test_no_file_is_left_behind() -> None:
    """Only what git knows or would add is judged."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip("not a checkout")
    taboo = re.compile(r"(\.(orig|rej|bak|swp|pyc)|~|(^|/)(TODO|NOTES)[^/]*)$")
    assert not [line for line in done.stdout.splitlines() if taboo.search(line)]


def test_every_promise_of_security_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    promises = [row for row in rows if "`tests/" in row]
    assert len(promises) >= 20
    for named in re.findall(r"`(tests/[\w/.-]+)`", page):
        assert (ROOT / named).exists(), named


# ------------------------------------------------------------------------- language

REFUSED_NAMES = frozenset(
    "said told kept asked found each one other beside octets mended passed".split()
)
"""Participles and pronouns that say nothing about a value. `found` may be a local."""

REFUSED_PHRASES = re.compile(
    r"\bis no\b(?! longer)|\bare none\b|\bis none of\b|\bnobody\b|\bwhoever\b|\bwhatever\b"
    r"|\bhas to be\b|\boctets\b|\A(?:What|Which|Where|Whose|Who) "
)
"""Phrases of docstrings and messages that plain technical English does not need."""

REMAINING_TWICE = frozenset(
    """
    Access Context Identifiers MethodView Operation OperationView Response
    arrays bodies builder context fields objects operations paths patterns
    responses schemas security servers traversal unions values
    """.split()
)
"""Classes and modules whose names occur more than once. It may only shrink."""


def refused(path: Path) -> Iterator[str]:
    """Refused names that a module defines, and refused phrases in its strings."""
    for node in nodes_of(path):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, ast.arg):
            names = [node.arg]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names = [node.id]
        else:
            names = []
        yield from (name for name in names if name.strip("_") in REFUSED_NAMES)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from REFUSED_PHRASES.findall(node.value)


def test_refused_names_and_phrases_are_absent() -> None:
    parts = [RUNTIME / "conformance", RUNTIME / "server"]
    paths = [*MODULES, *(path for part in parts for path in part.rglob("*.py"))]
    occurrences = [f"{path}: {text}" for path in paths for text in refused(path)]
    assert not occurrences, "use the words of `CONTRIBUTING.md`, section Language"


REFUSED_IN_TEST_NAMES = re.compile(
    r"(?:^|_)(?:told|asked|said|judged?|judges|nobody|whoever|octets|there_and_back|beside"
    r"|(?:is|are)_no(?!_longer))(?:_|$)"
)
"""Words that do not say what is tested. A test is named by a sentence about its subject."""

OTHER_TEST_NAMES = {"runtime", "server", "conformance", "golden"}
"""Folders of tests that do not follow this yet."""


def test_names_of_tests_avoid_refused_words() -> None:
    folder = ROOT / "tests"
    names = [
        f"{shown(path)}: {name}"
        for path in sorted(folder.rglob("test_*.py"))
        if path.relative_to(folder).parts[0] not in OTHER_TEST_NAMES
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
        if REFUSED_IN_TEST_NAMES.search(name)
    ]
    assert not names, "use the words of `CONTRIBUTING.md`, section Language"


def test_class_and_module_names_are_unique() -> None:
    # Private classes, and modules with the same function in every stage, are exempt.
    names = [path.stem for path in MODULES if not path.stem.startswith("_")]
    names += [
        node.name
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    twice = {name for name in names if names.count(name) > 1} - {"explanations"}
    assert twice == REMAINING_TWICE, "unique names need no exception"


@pytest.mark.parametrize(
    "text",
    ["it is no object", "What is wrong.", "`a` has to be a list", "nobody knows"],
)
def test_refused_phrases_are_recognized(text: str) -> None:
    assert REFUSED_PHRASES.search(text)
    assert not REFUSED_PHRASES.search("it is no longer generated; whatsoever")
