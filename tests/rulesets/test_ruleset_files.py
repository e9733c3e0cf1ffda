"""Reading of rulesets: `extends`, changes of rules, mistakes, and what is not supported."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import rulesets
from trueup.access import Access
from trueup.cli import main
from trueup.diagnostics import Report, Severity
from trueup.rulesets import js_patterns
from trueup.rulesets.file_globs import matches_glob
from trueup.rulesets.filter_syntax import PathSyntaxError
from trueup.rulesets.jsonpath_syntax import parse_path

API = """\
openapi: 3.0.3
info: {title: Bikes, version: '1'}
paths:
  /bikes: {get: {operationId: listBikes, responses: {'204': {description: None.}}}}
"""
RULE = "{given: $.info, then: {field: contact, function: truthy}}"


def read(tmp_path: Path, text: str, **files: str) -> rulesets.Ruleset | Report:
    """The ruleset, or the report of its mistakes."""
    for name, content in {"main": text, **files}.items():
        (tmp_path / f"{name}.yaml").write_text(content)
    report = Report()
    api = tmp_path / "api.yaml"
    ruleset = rulesets.read_ruleset(
        tmp_path / "main.yaml", report, Access(), description=api
    )
    return report if ruleset is None else ruleset


def severities(tmp_path: Path, text: str, **files: str) -> dict[str, str | None]:
    ruleset = read(tmp_path, text, **files)
    assert isinstance(ruleset, rulesets.Ruleset), list(ruleset)
    chosen = {name: rule.severity for name, rule in ruleset.selection.rules.items()}
    all_of_them = {**ruleset.selection.severities, **chosen}
    return {name: None if s is None else s.value for name, s in all_of_them.items()}


@pytest.mark.parametrize(
    ("extends", "on", "off"),
    [
        ("spectral:oas", "info-contact", "info-license"),
        ("[spectral:oas]", "info-contact", "info-license"),
        ("[[spectral:oas, all]]", "info-license", "oas3-schema"),
        ("[[spectral:oas, off]]", "rule", "info-contact"),
        ("[spectral:oas, spectral:asyncapi]", "path-params", "tag-description"),
    ],
)
def test_rules_of_spectral_are_extended(
    extends: str, on: str, off: str, tmp_path: Path
) -> None:
    found = severities(tmp_path, f"extends: {extends}\nrules: {{rule: {RULE}}}")
    assert found[on] is not None and found[off] is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *[("error", "error"), ("warn", "warning"), ("info", "note"), ("hint", "note")],
        *[("0", "error"), ("1", "warning"), ("2", "note"), ("3", "note")],
        *[("off", None), ("false", None), ("-1", None), ("true", "error")],
    ],
)
def test_severity_of_an_extended_rule_is_changed(
    value: str, expected: str | None, tmp_path: Path
) -> None:
    text = f"extends: spectral:oas\nrules: {{path-params: {value}}}"
    assert severities(tmp_path, text)["path-params"] == expected


def test_files_extend_each_other(tmp_path: Path) -> None:
    base = f"rules: {{a: {RULE}, b: {RULE}, c: {{recommended: false, {RULE[1:]}}}"
    text = "extends: [[base.yaml, MODE]]\nrules: {a: error}"
    assert severities(tmp_path, text.replace("MODE", "all"), base=base) == {
        "a": "error",
        "b": "warning",
        "c": "warning",
    }
    assert severities(tmp_path, text.replace("MODE", "off"), base=base) == {
        "a": "error",
        "b": None,
        "c": None,
    }
    assert severities(tmp_path, "extends: ./base.yaml", base=base)["c"] is None


@pytest.mark.parametrize("mode", ["recommended", "all"])
def test_rule_that_is_off_is_not_enabled_by_its_extension(
    mode: str, tmp_path: Path
) -> None:
    base = f"extends: [[inner.yaml, all]]\nrules: {{a: off, b: {RULE}}}"
    inner = f"rules: {{a: {RULE}, c: {RULE}}}"
    text = f"extends: [[base.yaml, {mode}]]\nrules: {{c: off}}"
    found = severities(tmp_path, text, base=base, inner=inner)
    assert found == {"a": None, "b": "warning", "c": None}
    found = severities(tmp_path, text[:-1] + ", a: true}", base=base, inner=inner)
    assert found["a"] == "warning"


def test_override_extends_in_addition_and_has_priority(tmp_path: Path) -> None:
    base = f"rules: {{a: {RULE}, b: {RULE}}}"
    inner = f"rules: {{c: {RULE}}}"
    text = """\
extends: [[base.yaml, off], inner.yaml]
rules: {b: off}
overrides: [{files: ['*'], extends: [[base.yaml, all]]}]
"""
    found = severities(tmp_path, text, base=base, inner=inner)
    assert found == {"a": "warning", "b": None, "c": "warning"}


def test_definition_replaces_a_rule_of_spectral(tmp_path: Path) -> None:
    text = f"extends: spectral:oas\nrules: {{path-params: {RULE}}}"
    ruleset = read(tmp_path, text)
    assert isinstance(ruleset, rulesets.Ruleset)
    assert ruleset.selection.rules["path-params"].severity is Severity.ERROR
    assert "path-params" not in ruleset.selection.severities


MISTAKES = {
    "rules: [": ("invalid-yaml", 1),
    "rules: {r: {given: $.info}}": ("invalid-ruleset", 1),
    "rules:\n  r:\n    given: $.a\n    thn: x\n    then: {function: truthy}": (
        "invalid-ruleset",
        4,
    ),
    "rules:\n  path-parms: off\nextends: spectral:oas": ("invalid-ruleset", 2),
    "rules:\n  r: loud": ("invalid-ruleset", 2),
    "rules:\n  r:\n    given: paths\n    then: {function: truthy}": (
        "invalid-ruleset",
        3,
    ),
    "rules:\n  r:\n    given: '$.a[?(foo())]'\n    then: {function: truthy}": (
        "invalid-ruleset",
        3,
    ),
    "rules:\n  r:\n    given: '#Nope'\n    then: {function: truthy}": (
        "invalid-ruleset",
        3,
    ),
    "aliases: {A: ['#B'], B: ['#A']}\nrules:\n  r:\n    given: '#A'\n    then: {function: truthy}": (
        "invalid-ruleset",
        4,
    ),
    "rules:\n  r:\n    given: $\n    then: {function: casing}": ("invalid-ruleset", 4),
    "rules:\n  r:\n    given: $\n    then: {function: truthy, functionOptions: {a: 1}}": (
        "invalid-ruleset",
        4,
    ),
    "rules:\n  r:\n    given: $\n    formats: [oas4]\n    then: {function: truthy}": (
        "invalid-ruleset",
        4,
    ),
    "functions: [mine]\nrules:\n  r:\n    given: $\n    then:\n      function: mine": (
        "unsupported-ruleset",
        6,
    ),
    "rules:\n  r:\n    given: $\n    then:\n      function: oasPathParam": (
        "unsupported-ruleset",
        5,
    ),
    "rules:\n  r:\n    given: $\n    then:\n      function: pattern\n      functionOptions: {match: '('}": (
        "unsupported-ruleset",
        6,
    ),
    "rules:\n  r:\n    given: $\n    then:\n      function: schema\n      functionOptions: {schema: {$ref: 'file:///etc/passwd'}}": (
        "invalid-ruleset",
        6,
    ),
    "extends:\n  - rules.js": ("unsupported-ruleset", 2),
    "extends:\n  - '@acme/ruleset'": ("unsupported-ruleset", 2),
    "extends:\n  - https://example.org/ruleset.yaml": ("remote-ref", 2),
    "extends:\n  - main.yaml": ("invalid-ruleset", 2),
    "extends:\n  - ../../../../../../../etc/hosts.yaml": ("ref-outside-root", 2),
    "extends:\n  - nowhere.yaml": ("unreadable-file", 2),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes_are_reported_at_their_location(text: str, tmp_path: Path) -> None:
    report = read(tmp_path, text)
    assert isinstance(report, Report)
    first, *others = report
    assert first.span is not None
    assert (first.code, first.span.line) == MISTAKES[text]
    assert len(others) <= 1


@pytest.mark.parametrize("path", ["[?(@ == {})]", "[{}:]", "[::{}]", "[-{}]"])
def test_number_with_many_digits_is_a_mistake(path: str, tmp_path: Path) -> None:
    given = path.format("9" * 4_400)
    text = f"rules:\n  r:\n    given: '${given}'\n    then: {{function: truthy}}"
    report = read(tmp_path, text)
    assert isinstance(report, Report)
    (found,) = report
    assert found.code == "invalid-ruleset"  # and not an internal error


def test_unsupported_rule_that_is_off_is_accepted(tmp_path: Path) -> None:
    base = "functions: [mine]\nrules: {r: {given: $, then: {function: mine}}}"
    text = "extends: base.yaml\nrules: {r: off}"
    assert severities(tmp_path, text, base=base) == {"r": None}


def test_rulesets_that_repeat_each_other_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each extends the next one twice: there are 2¹⁸ ways to the last."""
    from trueup.rulesets import ruleset_files

    merges: list[str] = []
    merge = ruleset_files._Loader._merge

    def count(self: ruleset_files._Loader, *arguments: object) -> object:
        merges.append("")
        return merge(self, *arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(ruleset_files._Loader, "_merge", count)
    files = {f"r{n}": f"extends: [r{n + 1}.yaml, r{n + 1}.yaml]" for n in range(17)}
    files["r17"] = f"rules: {{a: {RULE}}}"
    assert severities(tmp_path, "extends: r0.yaml", **files) == {"a": "warning"}
    assert len(merges) == 19


@pytest.mark.parametrize(
    "path",
    [
        "$[",
        "$.a[?(",
        "$.a[?(@.b ===)]",
        "$.a[?(@.b.map(x))]",
        "$.a[?(process.exit())]",
        "$" + ".a" * 200,
        "$.a[?(" + "!" * 500 + "@)]",
        "$.a[?(" + "(" * 300 + "@" + ")" * 300 + ")]",
        "$.a[?(@.b.match(/(/))]",
        "a",
    ],
)
def test_invalid_path_is_rejected(path: str) -> None:
    with pytest.raises((PathSyntaxError, js_patterns.UnsupportedPattern)):
        parse_path(path)


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "expected"),
    [
        ("^/{id}$", "", "/{id}", True),
        ("^[\\w-.]+$", "", "a-b.c", True),
        ("^[^]$", "", "x", True),
        ("^PET-[a-f]$", "i", "pet-B", True),
        ("^pet", "", "Pet", False),
        ("[[&~]", "", "~", True),
        ("(?<=/)api(?=/|$)", "", "/api/", True),
        ("]}", "", "a]}", True),
        ("a{2}b{,1}", "", "aab{,1}", True),
        ("^\\_\\h\\/$", "", "_h/", True),
    ],
)
def test_pattern_has_the_semantics_of_javascript(
    pattern: str, flags: str, text: str, expected: bool
) -> None:
    assert js_patterns.compile_pattern(pattern, flags).matches(text) == expected


def test_backtracking_is_limited() -> None:
    pattern = js_patterns.compile_pattern(r"(?:(?=a)a|(?=a)a)*(?=b)c")
    with pytest.raises(js_patterns.TooManySteps):
        pattern.matches("a" * 60)
    long = js_patterns.compile_pattern("(a{50}){20}b")
    with pytest.raises(js_patterns.TooManySteps):
        long.matches("a" * 1_000_000)


@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        ("v1/api.yaml", "**/*.yaml", True),
        ("api.yaml", "**/*.yaml", True),
        ("v1/api.yaml", "*.yaml", True),
        ("v1/api.yaml", "v2/*.yaml", False),
        ("v1/api.yaml", "./v1/*.{json,yaml}", True),
        ("v1/a/b.yaml", "v1/*.yaml", False),
        ("a/b/c.yaml", "**", True),
    ],
)
def test_globs_match_files(path: str, glob: str, expected: bool) -> None:
    assert matches_glob(path, glob) is expected


def test_commands_use_the_ruleset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("api.yaml").write_text(API)
    Path("rules.yaml").write_text(
        "extends: spectral:oas\nparserOptions: {duplicateKeys: off}\nrules:\n"
        f"  contact: {{description: A contact is needed., severity: error, {RULE[1:]}\n"
    )
    assert main(["lint", "api.yaml", "--ruleset", "rules.yaml"]) == 1
    errors = capsys.readouterr().err
    assert "error[contact]: A contact is needed." in errors
    assert "warning[info-contact]" in errors and "server-https" not in errors
    main(["lint", "api.yaml", "--ruleset", "rules.yaml", "--only", "contact"])
    assert capsys.readouterr().err.count("[contact]") == 1
    assert main(["explain", "contact", "--ruleset", "rules.yaml"]) == 0
    assert main(["rules", "--ruleset", "rules.yaml"]) == 0
    assert capsys.readouterr().out.count("A contact is needed.") == 2
    Path("trueup.toml").write_text('[lint]\nruleset = "rules.yaml"\ncontact = "note"\n')
    assert main(["lint", "api.yaml"]) == 0
    errors = capsys.readouterr().err
    assert "note[contact]" in errors and "unknown-rule" not in errors
    Path("rules.yaml").write_text("rules: 3")
    assert main(["lint", "api.yaml"]) == 2
    assert (
        "error[invalid-ruleset]: `rules` must be an object" in capsys.readouterr().err
    )
