"""Formats that other programs read, against what their documentation requires."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from trueup.cli import main
from trueup.diagnostics import Diagnostic, Severity, Span
from trueup.reporters import Context, formats, render

FIRST = Diagnostic(
    "typed-enum",
    Severity.WARNING,
    "`1` is not a string",
    Span("specs/a b.yaml", 3, 9, 2, "/components/schemas/A/enum/0"),
    "write `'1'`",
    (("the type", Span("specs/a b.yaml", 2, 9, 4, "/components/schemas/A/type")),),
)
SECOND = Diagnostic("unresolved-ref", Severity.ERROR, "no such file", None)
NOTE = Diagnostic(
    "path-keys-no-trailing-slash",
    Severity.NOTE,
    "`/a/` ends with a slash",
    Span("specs/b.yaml", 1, 1, 0, ""),
)
ALL = [FIRST, SECOND, NOTE]
CONTEXT = Context(
    lambda path, line: "  - éé: '1'",
    lambda code: f"Summary of {code}.\nMore.",
    ("specs/a b.yaml", "specs/b.yaml", "specs/clean.yaml"),
)


def shown(name: str, diagnostics: list[Diagnostic] = ALL) -> str:
    stream, text = render(name, diagnostics, CONTEXT)
    assert stream == "stdout"
    assert text.endswith("\n")
    return text


def test_concise_format_has_one_line_per_diagnostic() -> None:
    assert shown("concise").splitlines() == [
        "specs/a b.yaml:3:9: warning[typed-enum]: `1` is not a string",
        "error[unresolved-ref]: no such file",
        "specs/b.yaml:1:1: note[path-keys-no-trailing-slash]: `/a/` ends with a slash",
    ]


def sarif() -> dict[str, Any]:
    document = json.loads(shown("sarif"))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_has_what_the_standard_and_code_scanning_require() -> None:
    # SARIF 2.1.0, sections 3.13 to 3.52; GitHub, "SARIF support for code scanning".
    run = sarif()
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "trueup"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert result["partialFingerprints"]
        for location in result.get("locations", ()):
            physical = location["physicalLocation"]
            assert physical["artifactLocation"]["uri"].startswith("specs/")
            region = physical.get("region", {"startLine": 1, "startColumn": 1})
            assert region["startLine"] >= 1 and region["startColumn"] >= 1


def test_sarif_locates_a_result() -> None:
    (location,) = sarif()["results"][0]["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "specs/a%20b.yaml"},
            "region": {"startLine": 3, "startColumn": 9, "endColumn": 11},
        },
        "logicalLocations": [{"fullyQualifiedName": "/components/schemas/A/enum/0"}],
    }
    assert "region" not in sarif()["results"][2]["locations"][0]["physicalLocation"]


def test_sarif_describes_the_rule() -> None:
    rule = sarif()["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"] == {"text": "Summary of typed-enum."}
    assert rule["help"]["text"] == "Summary of typed-enum.\nMore."


def test_sarif_message_has_no_link() -> None:
    link = Diagnostic("a", Severity.ERROR, "see [this](https://example.com)", None)
    (result,) = json.loads(shown("sarif", [link]))["runs"][0]["results"]
    assert result["message"]["text"] == "see \\[this\\](https://example.com)"


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprint_depends_on_no_line(name: str) -> None:
    def fingerprints(line: int) -> list[object]:
        span = Span("a.yaml", line, line, 1, "/paths")
        moved = Diagnostic("a", Severity.ERROR, "wrong", span)
        document = json.loads(shown(name, [moved, moved, FIRST]))
        if name == "gitlab":
            return [issue["fingerprint"] for issue in document]
        results = document["runs"][0]["results"]
        return [result["partialFingerprints"]["trueup/v1"] for result in results]

    assert fingerprints(1) == fingerprints(7)
    assert len(set(fingerprints(1))) == 3


def test_gitlab_report_has_the_documented_properties() -> None:
    # GitLab, "Code Quality", section "Code Quality report format".
    issues = json.loads(shown("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert issues[0] == {
        "description": "`1` is not a string",
        "check_name": "typed-enum",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "minor",
        "location": {"path": "specs/a b.yaml", "lines": {"begin": 3}},
    }
    assert [issue["severity"] for issue in issues] == ["minor", "major", "info"]
    assert issues[1]["location"] == {"path": "specs/a b.yaml", "lines": {"begin": 1}}


def test_reviewdog_columns_count_bytes() -> None:
    # reviewdog, `rdf.proto`: columns count bytes of UTF-8 from 1.
    first, second, third = map(json.loads, shown("rdjsonl").splitlines())
    assert first["location"] == {
        "path": "specs/a b.yaml",
        "range": {
            "start": {"line": 3, "column": 11},
            "end": {"line": 3, "column": 13},
        },
    }
    assert first["code"] == {"value": "typed-enum"}
    assert first["severity"] == "WARNING"
    assert "location" not in second
    assert third["location"] == {"path": "specs/b.yaml"}


def test_junit_counts_what_it_lists() -> None:
    # `junit-10.xsd` of Jenkins' xUnit plug-in.
    root = ElementTree.fromstring(shown("junit"))
    assert root.tag == "testsuites"
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        failures = suite.findall("testcase/failure")
        assert suite.get("failures") == str(len(failures))
        assert suite.get("errors") == "0"
        assert all(case.get("name") for case in cases)
    names = {suite.get("name"): suite.get("failures") for suite in root}
    assert names == {
        "specs/a b.yaml": "1",
        "specs/b.yaml": "0",
        "specs/clean.yaml": "0",
        "trueup": "1",
    }


@pytest.mark.parametrize("command", ["lint", "generate"])
@pytest.mark.parametrize("content", [None, "openapi: ["])
def test_description_that_cannot_be_read_is_an_error_of_junit(
    command: str, content: str | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (folder / "bad.yaml").write_text(content)
    assert main([command, "bad.yaml", "--format", "junit"]) == 2
    root = ElementTree.fromstring(capsys.readouterr().out)
    suites = {suite.get("name"): suite for suite in root}
    suite = suites["bad.yaml"]
    assert suite.get("errors") == "1"
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    assert not [case for case in suite.findall("testcase") if not len(case)]
    (error,) = suite.findall("testcase/error")
    assert error.get("message") == "the description could not be processed"


def test_readable_description_next_to_another_passes_in_junit(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only = "--only", "path-params"
    assert main(["lint", "api.yaml", "bad.yaml", *only, "--format", "junit"]) == 2
    root = ElementTree.fromstring(capsys.readouterr().out)
    errors = {suite.get("name"): suite.get("errors") for suite in root}
    assert errors == {"api.yaml": "0", "bad.yaml": "1", "trueup": "0"}


def test_checkstyle_groups_errors_by_file() -> None:
    root = ElementTree.fromstring(shown("checkstyle"))
    assert root.tag == "checkstyle"
    assert [file.get("name") for file in root] == ["specs/a b.yaml", "", "specs/b.yaml"]
    assert root[0][0].attrib == {
        "line": "3",
        "column": "9",
        "severity": "warning",
        "message": "`1` is not a string",
        "source": "trueup.typed-enum",
    }


def test_markdown_lists_the_most_severe_first() -> None:
    assert shown("markdown").splitlines() == [
        "**trueup**: 1 error, 1 warning, 1 note in 3 files",
        "",
        "| severity | rule | location | problem |",
        "|---|---|---|---|",
        "| error | `unresolved-ref` |  | no such file |",
        "| warning | `typed-enum` | `specs/a b.yaml:3` | `1` is not a string<br>write `'1'` |",
        "| note | `path-keys-no-trailing-slash` | `specs/b.yaml:1` | `/a/` ends with a slash |",
    ]


@pytest.mark.parametrize(
    ("message", "cell"),
    [
        ("a | b", "a \\| b"),
        ("`a|b`", "`a\\|b`"),
        ("unpaired ` here", "unpaired ' here"),
        ("```<img src=x>`", "'&lt;img src=x&gt;'"),
        ("`a``<b>`", "`a'<b>`"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("![x](https://example.com)", "!\\[x\\](https://example.com)"),
        ("@team closes #1", "@<!-- -->team closes #<!-- -->1"),
    ],
)
def test_markdown_of_a_description_is_escaped(message: str, cell: str) -> None:
    text = shown("markdown", [Diagnostic("a", Severity.ERROR, message, None)])
    assert text.splitlines()[-1] == f"| error | `a` |  | {cell} |"


@pytest.mark.parametrize("name", sorted({*formats()} - {"github"}))
def test_name_of_a_file_is_not_a_command_of_a_build(name: str) -> None:
    for severity in Severity:
        span = Span("::error::a.yaml", 1, 1, 1)
        diagnostic = Diagnostic("a", severity, "::error::b", span, "::error::c")
        lines = render(name, [diagnostic], CONTEXT)[1].splitlines()
        assert not [line for line in lines if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    "name", ["concise", "sarif", "gitlab", "rdjsonl", "junit", "checkstyle", "markdown"]
)
def test_report_without_diagnostics_is_complete(name: str) -> None:
    text = render(name, [], CONTEXT)[1]
    if name in ("sarif", "gitlab"):
        json.loads(text)
    elif name in ("junit", "checkstyle"):
        ElementTree.fromstring(text)
    elif name == "markdown":
        assert text == "**trueup**: no problems in 3 files\n"
    else:
        assert text == ""


DESCRIPTION = """\
openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /a/: {get: {operationId: a, responses: {"200": {description: ok}}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api.yaml").write_text(DESCRIPTION)
    return tmp_path


def test_reports_are_written_to_files_next_to_the_standard_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--output-file", "sarif=a.sarif", "--output-file", "junit=a.xml"]
    assert main(["lint", "api.yaml", *options]) == 0
    assert "path-keys-no-trailing-slash" in capsys.readouterr().err
    assert "path-keys-no-trailing-slash" in (folder / "a.sarif").read_text()
    assert ElementTree.parse(folder / "a.xml").getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("sarf=a", "did you mean `sarif`?"),
        ("sarif", "write `FORMAT=PATH`"),
        ("sarif=", "write `FORMAT=PATH`"),
        ("sarif=.", "is a folder"),
        ("sarif=api.yaml/a", "cannot write `api.yaml/a`"),
    ],
)
def test_invalid_output_file_is_a_usage_error(
    folder: Path, value: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "api.yaml", "--output-file", value]) == 2
    assert message in capsys.readouterr().err


def test_folder_of_an_output_file_is_created(folder: Path) -> None:
    assert main(["lint", "api.yaml", "--output-file", "sarif=new/reports/a.sarif"]) == 0
    assert json.loads((folder / "new/reports/a.sarif").read_text())["runs"]


def test_symbolic_link_is_not_followed_by_an_output_file(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("outside") / "target"
    target.write_text("kept")
    (folder / "a.json").symlink_to(target)
    assert main(["lint", "api.yaml", "--output-file", "json=a.json"]) == 2
    assert target.read_text() == "kept"


@pytest.mark.parametrize("path", ["-", "/dev/stdout"])
def test_output_file_may_be_a_stream(
    folder: Path, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", "api.yaml", "--output-file", f"concise={path}"]) == 0
    assert "warning[path-keys-no-trailing-slash]" in capfd.readouterr().out


def test_clean_run_says_how_many_files_and_rules_it_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "api.yaml").write_text(DESCRIPTION.replace("/a/", "/a"))
    assert main(["lint", "api.yaml"]) == 0
    error = capsys.readouterr().err
    assert re.fullmatch(r"no problems in 1 file \([4-9][0-9] rules\)\n", error)
    assert main(["lint", "api.yaml", "--only", "path-params"]) == 0
    assert capsys.readouterr().err == "no problems in 1 file (1 rule)\n"
