"""Faults of a description that its code does not depend on do not stop the code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from trueup.cli import main

HEAD = 'openapi: VERSION\ninfo: {title: Pets, version: "1"}\n'
OK = "responses: {'204': {description: Done.}}"
TEXT = "schema: {type: string}"
ID = f"{{name: id, in: path, required: true, {TEXT}}}"
PAGE = f"{{name: page, in: query, {TEXT}}}"

TOLERATED = {
    "a path parameter without a place": (
        f"paths: {{/a: {{get: {{operationId: x, parameters: [{ID}], {OK}}}}}}}",
        {"path-params"},
    ),
    "a place without a parameter": (
        f"paths: {{'/a/{{id}}': {{get: {{operationId: x, {OK}}}}}}}",
        {"path-params"},
    ),
    "a path parameter that may be missing": (
        f"paths: {{'/a/{{id}}': {{get: {{operationId: x, parameters: [{{name: id, in: path, {TEXT}}}], {OK}}}}}}}",
        {"path-params"},
    ),
    "one id for two": (
        f"paths: {{/a: {{get: {{operationId: x, {OK}}}, put: {{operationId: x, {OK}}}}}}}",
        {"operation-operationId-unique"},
    ),
    "one parameter twice": (
        f"paths: {{/a: {{get: {{operationId: x, parameters: [{PAGE}, {PAGE}], {OK}}}}}}}",
        {"operation-parameters"},
    ),
    "one tag twice": (
        f"tags: [{{name: t}}, {{name: t}}]\npaths: {{/a: {{get: {{operationId: x, tags: [t], {OK}}}}}}}",
        {"openapi-tags-uniqueness"},
    ),
    "no slash": (f"paths: {{a: {{get: {{operationId: x, {OK}}}}}}}", {"path-without-slash"}),
    "a status that is none": (
        "paths: {/a: {get: {operationId: x, responses: {ok: {description: d}, '204': {description: d}}}}}",
        {"unknown-status"},
    ),
    "no responses at all": (
        "paths: {/a: {get: {operationId: x, responses: {}}}}",
        {"invalid-description"},
    ),
    "no info": ("info:\npaths: {}", {"invalid-description"}),
    "nothing where much could be": (
        "paths: {/a: {parameters: , get: {operationId: x, parameters: , security: , tags: , "
        "responses: {'200': {description: d, headers: , content: }}}}}\n"
        "components: {schemas: , parameters: }",
        {"invalid-description"},
    ),
    "keywords that say nothing": (
        "paths: {}\ncomponents: {schemas: {A: {type: strin}, B: {minLength: -1, pattern: 5}, "
        "C: {properties: {a: {required: true, enum: a}}, items: [{}]}, "
        "D: {properties: {a: 5}, allOf: {}}}}",
        {"invalid-description"},
    ),
    "parameters without a schema": (
        "paths: {/a: {get: {operationId: x, parameters: [{name: q, in: query}, "
        "{name: r, in: query, content: {a/b: {}, c/d: {}}}, "
        "{name: s, in: header, style: form, schema: {type: stirng}}], "
        + OK
        + "}}}",
        {"invalid-description"},
    ),
    "examples, links and headers that are nowhere": (
        "paths: {/a: {get: {operationId: x, responses: {'200': {description: d, "
        "headers: {X-A: {$ref: '#/nowhere'}}, links: {n: {$ref: '#/nowhere'}}, content: "
        "{application/json: {schema: {type: string}, examples: {a: {$ref: '#/nowhere'}}}}}}}}}",
        {"unresolved-ref"},
    ),
    "schemas and answers of another kind": (
        "paths: {/a: {get: {operationId: x, responses: {'200': {$ref: '#/components/schemas/A'}}}}}\n"
        "components: {schemas: {A: {type: string}, B: {$ref: '#/components/parameters/P'}}, "
        f"parameters: {{P: {PAGE}}}}}",
        {"ref-kind"},
    ),
    "schemas in a circle": (
        "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}, "
        "B: {$ref: '#/components/schemas/A'}}}",
        {"ref-cycle", "circular-alias"},
    ),
    "references for whole maps": (
        "paths: {/a: {get: {operationId: x, parameters: {$ref: '#/x-p'}, responses: {$ref: '#/x-r'}}}}\n"
        f"x-p: [{PAGE}]\n"
        "x-r: {'200': {description: d, headers: {$ref: '#/x-h'}, content: {$ref: '#/x-c'}}}\n"
        "x-h: {X-Count: {schema: {type: integer}}}\n"
        "x-c: {application/json: {schema: {type: object, properties: {$ref: '#/x-s'}}}}\n"
        "x-s: {name: {type: string}}",
        {"spec-strict-refs"},
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """The codes of warnings and errors."""
    shown = json.loads(capsys.readouterr().out)
    return {one["code"] for one in shown["diagnostics"] if one["severity"] != "note"}


def test_security_scheme_of_a_later_version_is_accepted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("spec.yaml").write_text(
        HEAD.replace("VERSION", "3.0.3")
        + f"paths: {{/a: {{get: {{operationId: x, security: [{{m: []}}], {OK}}}}}}}\n"
        + "components: {securitySchemes: {m: {type: mutualTLS}}}"
    )
    assert main(["generate", "spec.yaml", "-p", "made", "--format", "json"]) == 0
    assert found(capsys) == {"invalid-description"}
    assert "CertificateCredential" in Path("made/server/security.py").read_text()


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("name", TOLERATED)
def test_tolerated_violation_is_a_warning(
    name: str, version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, codes = TOLERATED[name]
    head = HEAD.replace("VERSION", version)
    if text.startswith("info:"):
        head = head.splitlines()[0] + "\n"
    Path("spec.yaml").write_text(head + text)
    arguments = [
        "generate",
        "spec.yaml",
        "-p",
        "made",
        "-t",
        "client",
        "--format",
        "json",
    ]
    assert main(arguments) == 0
    assert found(capsys) == codes, "one cause, one diagnostic"
    assert Path("made/client.py").is_file()
    assert main([*arguments, "--strict"]) == 1


def test_target_of_a_tolerated_reference_is_generated() -> None:
    text, _ = TOLERATED["references for whole maps"]
    Path("spec.yaml").write_text(HEAD.replace("VERSION", "3.1.0") + text)
    assert main(["generate", "spec.yaml", "-p", "made", "-t", "client", "-q"]) == 0
    made = "".join(path.read_text() for path in Path("made").rglob("*.py"))
    assert "page: str | None" in made and "x_count" in made
    assert "name: str | None" in Path("made/models.py").read_text()


def test_querystring_parameter_may_lack_a_name() -> None:
    form = "content: {application/x-www-form-urlencoded: {schema: {type: object}}}"
    Path("spec.yaml").write_text(
        HEAD.replace("VERSION", "3.2.0")
        + f"paths: {{/a: {{get: {{operationId: x, parameters: [{PAGE}, {{in: querystring, {form}}}], {OK}}}}}}}"
    )
    assert main(["generate", "spec.yaml", "-p", "made", "-t", "client", "-q"]) == 0
    made = "".join(path.read_text() for path in Path("made").rglob("*.py"))
    assert 'Query("page")' in made and 'QueryString("querystring"' in made


def test_path_parameter_of_2_0_is_required(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("spec.yaml").write_text(
        'swagger: "2.0"\ninfo: {title: Pets, version: "1"}\n'
        "paths: {'/a/{id}': {get: {operationId: x, parameters: ["
        "{name: id, in: path, required: false, type: string}], " + OK + "}}}"
    )
    arguments = ["spec.yaml", "-p", "made", "-t", "client", "--format", "json"]
    assert main(["generate", *arguments]) == 0
    assert found(capsys) == {"path-params"}


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.1.0\ninfo: {title: a, version: b}\npaths: []",
        HEAD.replace("VERSION", "3.1.0")
        + "paths: {/a: {get: {parameters: [{in: query}], responses: {}}}}",
        HEAD.replace("VERSION", "3.1.0") + "paths: {}\ncomponents: {schemas: []}",
        HEAD.replace("VERSION", "3.1.0") + "paths: {/a: {get: 5}}",
        HEAD.replace("VERSION", "3.1.0")
        + "paths: {/a: {get: {responses: {'200': {$ref: '#/nowhere'}}}}}",
    ],
)
def test_violation_that_affects_code_is_an_error(text: str) -> None:
    Path("spec.yaml").write_text(text)
    assert main(["generate", "spec.yaml", "-p", "made"]) == 1
    assert not Path("made").exists()


def test_missing_formatter_is_a_diagnostic(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text, _ = TOLERATED["no slash"]
    Path("spec.yaml").write_text(HEAD.replace("VERSION", "3.1.0") + text)
    monkeypatch.setitem(sys.modules, "ruff", None)
    assert main(["generate", "spec.yaml", "--formatter", "ruff"]) == 2
    shown = capsys.readouterr().err
    assert "error[missing-formatter]" in shown and "pip install trueup" in shown
    assert main(["check", "spec.yaml", "--formatter", "ruff"]) == 2


def test_tolerated_reference_is_followed_in_2_0() -> None:
    Path("spec.yaml").write_text(
        'swagger: "2.0"\ninfo: {title: Pets, version: "1"}\nproduces: [application/json]\n'
        "paths: {/a: {get: {operationId: x, parameters: {$ref: '#/x-p'}, responses: {$ref: '#/x-r'}}}}\n"
        "x-p: [{name: page, in: query, type: string}]\n"
        "x-r: {'200': {description: d, schema: {type: object, properties: {$ref: '#/x-s'}}}}\n"
        "x-s: {nick: {type: string}}"
    )
    assert main(["generate", "spec.yaml", "-p", "made", "-t", "client", "-q"]) == 0
    made = "".join(path.read_text() for path in Path("made").rglob("*.py"))
    assert "page: str | None" in made
    assert "nick: str | None" in Path("made/models.py").read_text()
