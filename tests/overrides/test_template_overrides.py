"""Templates of a project: what they replace, and how their mistakes are reported."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from trueup import overrides, pipeline
from trueup.access import Access
from trueup.cli import main
from trueup.config import Package, read
from trueup.diagnostics import Diagnostic, Report
from trueup.digests import ABSENT
from trueup.overrides import rendered_files, sandbox
from trueup.project_files import MAX_BYTES, MAX_FILES
from trueup.provenance import causes_since, provenance
from trueup.render import File, Planned, render

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example"}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        "200": {description: All., content: {application/json: {schema: {type: array, items: {type: string}}}}}
"""
CONFIGURATION = """\
[[packages]]
description = "api.yaml"
package = "pets"
targets = ["client"]
runtime = "package"
templates = "mine"
template_api = 1
"""
CLIENT = "client/client.py.j2"
EXTENDS = '{% extends "trueup/client/client.py.j2" %}\n'

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the files of a project, in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    Path("api.yaml").write_text(DESCRIPTION, encoding="utf-8")
    Path("trueup.toml").write_text(CONFIGURATION, encoding="utf-8")

    def write(**texts: str) -> None:
        for name, text in texts.items():
            path = Path("mine", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def generate(report: Report | None = None) -> dict[str, File] | None:
    config = read(Path("trueup.toml"), Report())
    assert config is not None
    (package,) = config.packages
    report = Report() if report is None else report
    files = pipeline.generate(package, report, Access(root=Path.cwd()))
    return files and {str(file.path): file for file in files}


@cache
def planned() -> tuple[Planned, ...]:
    """The plan of the client module and the README."""
    package = Package("pets", Path(), Path("api.yaml"), runtime="package")
    files = pipeline.plan_files(package, Report(), Access(), {})
    assert files is not None
    names = ("client.py", "README.md")
    return tuple(plan for plan in files if str(plan.path) in names)


def problem(report: Report | None = None) -> Diagnostic:
    """The only diagnostic for the project's templates, when two files are rendered."""
    report = Report() if report is None else report
    config = read(Path("trueup.toml"), report)
    assert config is not None
    access = Access(root=Path.cwd())
    customized = overrides.customize(config.packages[0], report, access)
    if customized is not None and customized[1] is not None:
        for _ in overrides.render_with(planned(), customized[1], report):
            pass
    (diagnostic,) = report
    return diagnostic


def test_block_of_a_template_is_replaced(write: Write) -> None:
    original = generate()
    write(**{CLIENT: EXTENDS + "{% block imports %}\n{{ super() }}\nimport logging\n"})
    write(**{CLIENT: Path("mine", CLIENT).read_text() + "{% endblock %}\n"})
    files = generate()
    assert files is not None and original is not None
    assert "\nimport logging\n" in files["client.py"].text
    text = files["client.py"].text.replace("\nimport logging\n", "")
    assert "".join(text.split()) == "".join(original["client.py"].text.split())
    del files["client.py"], original["client.py"]
    assert files == original


def test_whole_template_is_replaced(write: Write) -> None:
    write(
        **{
            "client/README.md.j2": "# {{ v.title }}\n\n{{ note() }}\n",
            "notes.j2": "{% macro note() %}\nSee the wiki.\n{%- endmacro %}\n",
        }
    )
    text = '{% from "notes.j2" import note %}\n# {{ v.title }}\n\n{{ note() }}\n'
    write(**{"client/README.md.j2": text})
    files = generate()
    assert files is not None
    assert files["README.md"].text == "# Pets\n\nSee the wiki.\n"


def test_file_of_macros_is_replaced_as_a_whole(write: Write) -> None:
    write(**{"macros.j2": "{% macro comma(loop) %}{% endmacro %}"})
    diagnostic = problem()
    assert "does not export the requested name" in diagnostic.message


def test_templates_render_the_same_in_the_sandbox(write: Write) -> None:
    description = Path(__file__).parents[1] / "golden" / "kitchen_sink.yaml"
    package = Package("sink", Path(), description, templates=Path("mine"))
    plan = pipeline.plan_files(package, Report(), Access(), {})
    customized = overrides.customize(package, Report(), Access(root=Path.cwd()))
    assert plan is not None and customized is not None and customized[1] is not None
    files = overrides.render_with(plan, customized[1], Report())
    assert tuple(files) == tuple(render(plan))


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("{{ v.dok }}", 2, "`ClientView` has no field `dok`", "did you mean `doc`?"),
        ("{{ v.package }}", 2, "is not code, but `str`", "`pystr`"),
        ("\n{{ 1 }}", 3, "is not code, but `int`", "`pystr`"),
        ("{{ missing }}", 2, "`missing` is not defined", "docs/templates.md"),
        ("{{ v.doc.upper() }}", 2, "`Code` has no field `upper`", ""),
        ("{{ v.__class__.__mro__ }}", 2, "has no field `__class__`", ""),
        ("{{ super.__globals__ }}", 2, "has no field `__globals__`", ""),
        ("{{ v() }}", 2, "only macros and `super()` can be called", ""),
        ("{{ range(9) }}", 2, "`range` is not defined", ""),
        ("{{ v.doc | indent(999999999) }}", 2, "columns from 0 to 200", ""),
        ("{{ v.imports | pystr }}", 2, "`pystr` needs text", ""),
        ("{% for c in v.package %}{% endfor %}", 2, "a loop needs a list", ""),
        ("{% if v.nothing %}{% endif %}", 2, "has no field `nothing`", ""),
        ("{% if v == v %}{% endif %}", 2, "views cannot be compared", ""),
        ("{% if v.doc < 1 %}{% endif %}", 2, "not supported between", ""),
        ("def (", 1, "makes invalid Python of `client.py`, line", "`def (`"),
        ("\0", 1, "makes invalid Python of `client.py`", ""),
    ],
)
def test_mistake_while_rendering_is_reported(
    text: str, line: int, message: str, hint: str, write: Write
) -> None:
    write(**{CLIENT: EXTENDS + "{% block end %}" + text + "{% endblock %}\n"})
    diagnostic = problem()
    assert diagnostic.code == "invalid-template"
    assert message in diagnostic.message and hint in (diagnostic.help or "")
    assert diagnostic.span is not None
    assert (diagnostic.span.path, diagnostic.span.line) == (f"mine/{CLIENT}", line)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% block x %}", "unexpected end of template"),
        ("{{ v.doc | upper }}", "no filter named 'upper'"),
        ('{{ v.package ~ "x" }}', "`~` is not available"),
        ('{{ ("x" * 999999999) | pystr }}', "`*` is not available"),
        ("{{ v['doc'] }}", "`[…]` is not available"),
        ("{% if v is defined %}{% endif %}", "`is` is not available"),
        ('{% import "macros.j2" as m %}', "`{% import %}` is not available"),
        ("{% autoescape true %}{% endautoescape %}", "is not available"),
        ("{% for x in v.y recursive %}{% endfor %}", "recursive loops"),
        ("{% include v.name %}", "the name of another template must be a string"),
        ('{% include "trueup/nothing.j2" %}', "does not exist"),
        ('{% extends "client/client.py.j2" %}', "leads back here"),
        ("{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}", "too much nesting"),
        ("{{ " + "not " * 3_000 + "1 }}", "too much nesting"),
        ("{{ " + "1" * 5_000 + " }}", "exceeds the limit"),
        ("{% for x in v.y %}" * 25 + "{% endfor %}" * 25, "too many statically nested"),
    ],
)
def test_mistake_in_a_template_is_reported(
    text: str, message: str, write: Write
) -> None:
    write(**{CLIENT: "\n" + text})
    diagnostic = problem()
    assert diagnostic.code == "invalid-template"
    assert message in diagnostic.message
    assert diagnostic.span is not None and diagnostic.span.path == f"mine/{CLIENT}"


LOOPS = "{% for a in v.imports %}{% for b in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}"
LONG = (
    "{% set b %}" + "x" * 1_000 + "{% endset %}"
    "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}{% for a in [1, 2, 3, 4, 5, 6, 7, 8] %}"
    "{% for a in [1, 2, 3, 4, 5, 6, 7, 8, 9] %}{% if CONDITION %}{% endif %}"
    "{% endfor %}{% endfor %}{% endfor %}"
)
"""Long texts are processed, and not printed."""

EQUAL = "{% if t == t %}{% endif %}"
DOUBLED = "{% set a %}{{ a }}{{ a }}{% endset %}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LOOPS * 4 + "{% endfor %}" * 8, "repetitions and calls"),
        ("{% for a in [1, 2, 3] %}" * 9 + "{% endfor %}" * 9, "repetitions and calls"),
        ("{% set a %}x{% endset %}" + DOUBLED * 40, "characters"),
        (LONG.replace("CONDITION", "b | docstring == 1"), "characters"),
        ("{% set t = (1, 2) %}" + "{% set t = (t, t) %}" * 40 + EQUAL, "characters"),
        (LONG.replace("CONDITION", "b == b"), "characters"),
        (LONG.replace("CONDITION", "1 in [b, b] or b in b"), "characters"),
        ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", "calls itself"),
    ],
)
def test_work_of_a_template_is_bounded(
    text: str, message: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "MAX_STEPS", 10_000)
    monkeypatch.setattr(sandbox, "MAX_CHARACTERS", 1_000_000)
    write(**{CLIENT: EXTENDS + "{% block end %}" + text + "{% endblock %}"})
    assert message in problem().message


def test_code_is_not_larger_than_the_compiler_can_take(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendered_files, "MAX_CODE", 10_000)
    text = "{% for a in [1, 2, 3, 4] %}" + "x\n" * 2_000 + "{% endfor %}"
    write(**{CLIENT: EXTENDS + "{% block end %}" + text + "{% endblock %}"})
    assert problem().message == "`client.py` has more than 10,000 characters"


def test_largest_code_takes_limited_memory() -> None:
    """A statement of two characters takes the compiler 1.2 KB."""
    assert rendered_files.MAX_CODE <= 2_000_000
    assert sandbox.MAX_CHARACTERS <= 20_000_000


def test_lack_of_memory_is_not_a_mistake_in_a_template(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(rendered_files, "compile", fail, raising=False)
    monkeypatch.setattr("ast.parse", fail)
    write(**{CLIENT: EXTENDS})
    with pytest.raises(MemoryError):
        problem()


def test_invalid_code_in_markdown_is_reported(write: Write) -> None:
    write(**{"client/README.md.j2": "```python\ndef (\n```\n"})
    assert "makes invalid Python of `README.md`" in problem().message


def test_file_that_replaces_nothing_is_reported(write: Write) -> None:
    write(**{"client/clent.py.j2": "", ".hidden": ""})
    diagnostic = problem()
    assert diagnostic.code == "unknown-template"
    assert diagnostic.help == "did you mean `client/client.py.j2`?"


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def link_to_folder(path: Path) -> None:
    path.parent.rmdir()
    path.parent.symlink_to("/etc")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (link, "is a symbolic link"),
        (link_to_folder, "is a symbolic link"),
        (lambda path: os.mkfifo(path), "is not a regular file"),
        (lambda path: path.write_bytes(b"\xff"), "is not UTF-8"),
        (lambda path: path.write_bytes(b" " * (MAX_BYTES + 1)), "larger than 1 MB"),
    ],
)
def test_unusual_file_is_refused(
    make: Callable[[Path], None], message: str, write: Write
) -> None:
    path = Path("mine", CLIENT)
    path.parent.mkdir()
    make(path)
    report = Report()
    diagnostic = problem(report)
    assert diagnostic.code == "invalid-template"
    assert message in diagnostic.message
    # The report does not show a line of the file.
    assert diagnostic.span and report.contents[diagnostic.span.path] == b""


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("..", "is not below the folder of the configuration"),
        (".", "is not below the folder of the configuration"),
        ("/etc", "is not below the folder of the configuration"),
        ("mine/../../x", "is not below the folder of the configuration"),
        ("absent", "does not exist"),
        ("api.yaml", "is not a folder"),
        ("linked/client", "is a symbolic link"),
        ("many", f"contains more than {MAX_FILES} files"),
    ],
)
def test_folder_outside_the_project_is_refused(
    folder: str, message: str, write: Write
) -> None:
    Path("linked").symlink_to("mine")
    Path("many").mkdir()
    for number in range(MAX_FILES + 1):
        Path("many", f"{number}.j2").touch()
    text = CONFIGURATION.replace('"mine"', f'"{folder}"')
    Path("trueup.toml").write_text(text, encoding="utf-8")
    assert message in problem().message


@pytest.mark.parametrize(
    ("old", "new", "code_help"),
    [
        ("template_api = 1\n", "", "add `template_api = 1`"),
        ("template_api = 1", "template_api = 2", "install a newer trueup"),
        ("template_api = 1", "template_api = 0", "docs/templates.md"),
        ("template_api = 1", 'template_api = "1"', None),
        ("template_api", "template-api", "did you mean `template_api`?"),
        ('templates = "mine"\n', "", None),
    ],
)
def test_version_of_the_template_api_is_checked(
    old: str, new: str, code_help: str | None, write: Write
) -> None:
    text = CONFIGURATION.replace(old, new)
    Path("trueup.toml").write_text(text, encoding="utf-8")
    report = Report()
    assert read(Path("trueup.toml"), report) is None
    assert all(d.code == "invalid-config" for d in report)
    helps = " ".join(d.help or "" for d in report)
    assert (code_help or "") in helps


def test_failure_is_exit_code_2_and_keeps_old_output(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("generate") == 0
    before = Path("pets/client.py").read_bytes()
    write(**{CLIENT: EXTENDS + "{% block end %}{{ v.package }}{% endblock %}"})
    assert run("generate") == 2
    assert f"mine/{CLIENT}:2:1" in capsys.readouterr().err
    assert Path("pets/client.py").read_bytes() == before
    assert run("check") == 2


def test_changed_template_is_an_input_and_a_cause(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(**{CLIENT: EXTENDS})
    assert run("generate") == 0
    assert run("inputs") == 0
    assert f"mine/{CLIENT}" in capsys.readouterr().out.splitlines()
    text = "{% block end %}# the end\n{% endblock %}"
    headers = '{% extends "trueup/client/headers.py.j2" %}'
    write(**{CLIENT: EXTENDS + text, "client/headers.py.j2": headers})
    assert run("check") == 1
    error = capsys.readouterr().err
    assert f"(`mine/{CLIENT}`, `mine/client/headers.py.j2`)" in error
    assert "the description changed" not in error
    # The record of the last run does not hide the change, nor that a template was added.
    assert run("generate") == 0
    assert Path("pets/client.py").read_text().endswith("# the end\n")
    write(
        **{"client/errors.py.j2": '{% extends "trueup/client/errors.py.j2" %}' + text}
    )
    assert run("generate") == 0
    assert Path("pets/errors.py").read_text().endswith("# the end\n")
    write(**{"stray.j2": ""})
    assert run("generate") == 2


def test_manifest_without_templates_does_not_mention_them() -> None:
    package = Package("pets", Path(), Path("api.yaml"))
    origin = provenance(package, Report())
    assert not origin.customization and "templates" not in str(
        causes_since(origin, origin, package)
    )


def run(*arguments: str) -> int:
    return main(list(arguments))


def test_records_of_the_description_are_not_views(write: Write) -> None:
    write(**{"client/README.md.j2": "{{ v.first.example.operation.id | pystr }}"})
    assert "`Operation` has no field `id`" in problem().message


def test_templates_are_followed_also_if_they_do_not_exist_yet(write: Write) -> None:
    write(**{CLIENT: EXTENDS})
    report = Report()
    customized = overrides.customize(
        Package("pets", Path(), Path("api.yaml"), templates=Path("mine").absolute()),
        report,
        Access(root=Path.cwd()),
    )
    assert customized is not None
    present = {Path(p) for p, digest in report.read.items() if digest != ABSENT}
    assert present == {Path("mine", CLIENT).absolute()}
    assert str(Path("mine/macros.j2").absolute()) in report.read
