"""Diagnostics that the configuration or `x-trueup-ignore` ignores, and mistakes in that."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trueup import pipeline
from trueup.access import Access
from trueup.cli import main
from trueup.config import Package
from trueup.diagnostics import Report, Span
from trueup.library import clock
from trueup.suppressions import Suppression, Suppressions

RULE = "path-keys-no-trailing-slash"
PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/:
    get:
      operationId: listPets
      responses:
        '200': {description: Done., content: {application/xml: {schema: {type: object}}}}
  /dogs/:
    get:
      operationId: listDogs
      responses:
        '200': {description: Done., content: {application/xml: {schema: {type: object}}}}
"""


BROKEN = "{$ref: '#/nowhere'}"


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 5, 1))
    Path("pets.yaml").write_text(PETS)


class Linted:
    """Runs `trueup lint`, and keeps the exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.code = 0

    def __call__(self, *arguments: str, command: str = "lint") -> list[dict[str, Any]]:
        self.code = main([command, *arguments, "--format", "json"])
        diagnostics: list[dict[str, Any]]
        diagnostics = json.loads(self._capsys.readouterr().out)["diagnostics"]
        return diagnostics


@pytest.fixture
def lint(capsys: pytest.CaptureFixture[str]) -> Linted:
    return Linted(capsys)


def configure(*tables: str) -> None:
    text = "".join(f"[[ignore]]\n{table}\n" for table in tables)
    Path("trueup.toml").write_text(text)


def ignore(place: str, entries: str) -> str:
    """The description with `x-trueup-ignore` after a line."""
    line = next(line for line in PETS.splitlines() if line.strip() == place)
    following = PETS.splitlines()[PETS.splitlines().index(line) + 1]
    indent = " " * (len(following) - len(following.lstrip()))
    extension = f"{line}\n{indent}x-trueup-ignore: {entries}\n"
    text = PETS.replace(f"{line}\n", extension, 1)
    Path("pets.yaml").write_text(text)
    return text


def pointers(diagnostics: list[dict[str, Any]], code: str) -> list[str]:
    return sorted(each["pointer"] for each in diagnostics if each["code"] == code)


VERDICTS = {"unused-suppression", "expired-suppression", "unknown-rule"}


def verdicts(diagnostics: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    codes = VERDICTS | {"invalid-suppression"}
    return [
        (d["code"], d["file"], d["line"]) for d in diagnostics if d["code"] in codes
    ]


@pytest.mark.parametrize(
    ("scope", "remaining"),
    [
        ("", []),
        ('files = ["*.yaml"]', []),
        ('files = ["other.yaml"]', ["/paths/~1dogs~1", "/paths/~1pets~1"]),
        ('pointers = ["/paths/~1pets~1"]', ["/paths/~1dogs~1"]),
        ('pointers = ["/paths"]\nfiles = ["pets.yaml"]', []),
        ('operations = ["listDogs"]', ["/paths/~1dogs~1", "/paths/~1pets~1"]),
    ],
)
def test_configured_suppression_applies_within_its_scope(
    scope: str, remaining: list[str], lint: Linted
) -> None:
    configure(f'rule = "{RULE}"\nreason = "Old."\n{scope}')
    assert pointers(lint("pets.yaml"), RULE) == remaining


def test_work_grows_with_the_diagnostics_not_with_all_suppressions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []
    applies = Suppressions._applies

    def spy(self: Suppressions, one: Suppression, span: Span, pointer: str) -> bool:
        compared.append(pointer)
        return applies(self, one, span, pointer)

    monkeypatch.setattr(Suppressions, "_applies", spy)
    places = [f"/paths/~1{number}" for number in range(200)]
    configured = [Suppression(RULE, "Old.", pointers=(place,)) for place in places]
    suppressions = Suppressions(configured, None, date(2026, 5, 1))
    for place in places:
        assert suppressions.apply(RULE, Span("pets.yaml", 1, 1, 1, f"{place}/get"))
        assert not suppressions.apply(RULE, Span("pets.yaml", 1, 1, 1, f"{place}x"))
    assert len(compared) == len(places)
    assert suppressions.used == {(RULE, str(number)) for number in range(200)}


def test_suppression_of_an_operation_applies_inside_it(lint: Linted) -> None:
    configure('rule = "unstructured-body"\nreason = "Old."\noperations = ["listPets"]')
    (pointer,) = pointers(lint("pets.yaml"), "unstructured-body")
    assert pointer.startswith("/paths/~1dogs~1/get/")


@pytest.mark.parametrize(
    "entries",
    [
        f"{{rule: {RULE}, reason: Old.}}",
        f"[{{rule: {RULE}, reason: Old.}}]",
        f"[{{rule: {RULE}, reason: Old., expires: 2026-05-01}}]",
    ],
)
def test_extension_applies_to_its_object(entries: str, lint: Linted) -> None:
    ignore("/pets/:", entries)
    diagnostics = lint("pets.yaml")
    assert pointers(diagnostics, RULE) == ["/paths/~1dogs~1"]
    assert not verdicts(diagnostics)


def test_extension_applies_to_diagnostics_of_later_stages_below(lint: Linted) -> None:
    ignore("/pets/:", "{rule: unstructured-body, reason: Old.}")
    for command in ("lint", "generate", "check"):
        diagnostics = lint("pets.yaml", command=command)
        (pointer,) = pointers(diagnostics, "unstructured-body")
        assert pointer.startswith("/paths/~1dogs~1/get/")


def test_extension_applies_to_diagnostics_without_pointer(lint: Linted) -> None:
    text = ignore("/pets/:", "{rule: duplicate-key, reason: Old.}")
    path = Path("pets.yaml")
    path.write_text(
        text.replace("description: Done.", "description: A, description: B")
    )
    lines = [d["line"] for d in lint("pets.yaml") if d["code"] == "duplicate-key"]
    assert lines == [14]


@pytest.mark.parametrize(
    "entries",
    [
        "{rule: unresolved-ref, reason: Old.}",
        "[{rule: unresolved-ref, reason: Old.}]",
    ],
)
def test_error_that_prevents_generation_is_not_ignored(
    entries: str, lint: Linted
) -> None:
    path = Path("pets.yaml")
    path.write_text(ignore("/pets/:", entries).replace("{type: object}", BROKEN))
    configure('rule = "unresolved-ref"\nreason = "Old."')
    codes = [each["code"] for each in lint("pets.yaml")]
    assert "unresolved-ref" in codes and lint.code == 1


def test_ignored_error_of_a_rule_does_not_stop_generation(lint: Linted) -> None:
    configure(f'rule = "{RULE}"\nreason = "Old."')
    file = Path("trueup.toml")
    file.write_text(f'{file.read_text()}[lint]\n{RULE} = "error"\n')
    assert not pointers(lint("pets.yaml"), RULE) and lint.code == 0
    lint("pets.yaml", command="generate")
    assert lint.code == 0


def test_ignored_diagnostics_do_not_use_up_the_limit(lint: Linted) -> None:
    paths = "".join(f"  /{number}/: {{}}\n" for number in range(120))
    Path("pets.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths:\n'
        + paths.replace(
            ": {}", f": {{x-trueup-ignore: {{rule: {RULE}, reason: Old.}}}}"
        )
        + "  /last/: {}\n"
    )
    diagnostics = lint("pets.yaml")
    assert pointers(diagnostics, RULE) == ["/paths/~1last~1"]


# --------------------------------------------------------------------- no effect


def test_suppression_expires_after_its_day(
    lint: Linted, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignore("/pets/:", f"[{{rule: {RULE}, reason: Old., expires: 2026-05-01}}]")
    configure(f'rule = "{RULE}"\nreason = "Old."\nexpires = 2026-05-01')
    assert not verdicts(lint("pets.yaml"))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 5, 2))
    diagnostics = lint("pets.yaml")
    assert verdicts(diagnostics) == [
        ("expired-suppression", "pets.yaml", 5),
        ("expired-suppression", "trueup.toml", 1),
    ]
    assert pointers(diagnostics, RULE) == ["/paths/~1dogs~1", "/paths/~1pets~1"]


def test_generate_runs_again_when_a_suppression_may_have_expired(
    lint: Linted, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = "{rule: path-without-slash, reason: Old., expires: 2026-05-01}"
    Path("pets.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\n'
        f"paths: {{pets: {{x-trueup-ignore: {entry}}}}}\n"
    )
    assert not lint("pets.yaml", command="generate")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 5, 2))
    diagnostics = lint("pets.yaml", command="generate")
    assert pointers(diagnostics, "path-without-slash") == ["/paths/pets"]


def test_unused_and_unknown_suppressions_are_reported_at_their_place(
    lint: Linted,
) -> None:
    rules = ("typed-enum", "typed-enun")
    entries = ", ".join(f"{{rule: {rule}, reason: Old.}}" for rule in rules)
    ignore("/pets/:", f"[{entries}]")
    configure(*(f'rule = "{rule}"\nreason = "Old."' for rule in rules))
    diagnostics = lint("pets.yaml")
    assert verdicts(diagnostics) == [
        ("unused-suppression", "pets.yaml", 5),
        ("unknown-rule", "pets.yaml", 5),
        ("unused-suppression", "trueup.toml", 1),
        ("unknown-rule", "trueup.toml", 4),
    ]
    hints = [each["help"] for each in diagnostics if each["code"] == "unknown-rule"]
    assert hints == ["did you mean `typed-enum`?"] * 2


def test_inner_suppression_is_the_one_that_is_used(lint: Linted) -> None:
    text = ignore("/pets/:", f"{{rule: {RULE}, reason: Old.}}")
    extension = f"  x-trueup-ignore: [{{rule: {RULE}, reason: Old.}}]\n"
    Path("pets.yaml").write_text(text.replace("paths:\n", f"paths:\n{extension}", 1))
    assert not verdicts(lint("pets.yaml"))  # the outer one is used for /dogs/
    without = text.replace("/dogs/:", "/dogs:")
    Path("pets.yaml").write_text(without.replace("paths:\n", f"paths:\n{extension}", 1))
    assert verdicts(lint("pets.yaml")) == [("unused-suppression", "pets.yaml", 4)]


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ([], True),
        (["--only", "typed-enum"], True),
        (["--only", RULE], False),
        (["--preset", "minimal"], True),
    ],
)
def test_only_rules_that_ran_decide_what_is_unused(
    arguments: list[str], reported: bool, lint: Linted
) -> None:
    ignore("/pets/:", "[{rule: typed-enum, reason: Old.}]")
    assert bool(verdicts(lint("pets.yaml", *arguments))) == reported


def test_rule_that_is_off_does_not_make_its_suppression_unused(lint: Linted) -> None:
    ignore("/pets/:", "[{rule: openapi-tags-alphabetical, reason: Old.}]")
    assert not verdicts(lint("pets.yaml"))
    assert verdicts(lint("pets.yaml", "--preset", "all"))


def test_stage_that_did_not_run_does_not_make_a_suppression_unused(
    lint: Linted,
) -> None:
    text = ignore("/pets/:", "[{rule: unstructured-body, reason: Old.}]")
    without = text.replace("application/xml", "application/json")
    Path("pets.yaml").write_text(without)
    assert verdicts(lint("pets.yaml"))
    Path("pets.yaml").write_text(without.replace("{type: object}", BROKEN))
    assert not verdicts(lint("pets.yaml"))


PACKAGE = '[[packages]]\ndescription = "%s.yaml"\npackage = "%s"\n'


def test_file_that_is_not_linted_does_not_make_a_suppression_unused(
    lint: Linted,
) -> None:
    Path("more.yaml").write_text(
        PETS.replace("/pets/", "/pets").replace("/dogs/", "/d")
    )
    configure(f'rule = "{RULE}"\nreason = "Old."\npointers = ["/paths/~1pets~1"]')
    text = Path("trueup.toml").read_text() + PACKAGE % ("pets", "pets")
    Path("trueup.toml").write_text(text + PACKAGE % ("more", "more"))
    assert not verdicts(lint("more.yaml"))
    assert not verdicts(lint())
    Path("pets.yaml").write_text(PETS.replace("/pets/", "/pets"))
    assert not verdicts(lint("more.yaml"))
    assert verdicts(lint()) == [("unused-suppression", "trueup.toml", 1)]


def test_skipped_file_does_not_make_a_suppression_unused(lint: Linted) -> None:
    Path("other.yaml").write_text("a: 1\n")
    configure('rule = "typed-enum"\nreason = "Old."')
    assert verdicts(lint("pets.yaml"))
    assert not verdicts(lint("pets.yaml", "other.yaml", "--skip-unrecognized"))
    # A git hook passes changed files, and no configuration lists the others.
    assert not verdicts(lint("pets.yaml", "--skip-unrecognized"))


def test_suppression_in_a_referenced_file_and_behind_an_alias(lint: Linted) -> None:
    Path("pets.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths:\n'
        "  /a/: &item\n"
        f"    x-trueup-ignore: [{{rule: {RULE}, reason: Old.}}]\n"
        "    get: {responses: {'204': {description: Done.}}}\n"
        "  /b/: *item\n  /c/: {$ref: 'more.yaml#/item'}\n"
    )
    Path("more.yaml").write_text(
        "item:\n  x-trueup-ignore: [{rule: operation-operationId, reason: Old.}]\n"
        "  get: {responses: {'204': {description: Done.}}}\n"
    )
    diagnostics = lint("pets.yaml")
    assert pointers(diagnostics, RULE) == ["/paths/~1c~1"]
    files = [d["file"] for d in diagnostics if d["code"] == "operation-operationId"]
    assert set(files) == {"pets.yaml"}
    assert not verdicts(diagnostics)


# ------------------------------------------------------------------------ mistakes

HOSTILE = [
    "5",
    "null",
    "text",
    "[[]]",
    "[null, 1, [x]]",
    "{}",
    f"{{rule: {RULE}}}",
    f"{{rule: {RULE}, reason: '  '}}",
    f"{{rule: {RULE}, reason: [a]}}",
    "{rule: [a], reason: b}",
    f"{{rule: {RULE}, reason: a, expires: soon}}",
    f"{{rule: {RULE}, reason: a, expires: 2026-02-30}}",
    f"{{rule: {RULE}, reason: a, expires: 20260501}}",
    f"{{rule: {RULE}, reason: a, expires: {{}}}}",
    f"{{rule: {RULE}, reason: a, until: 2026-05-01}}",
]


@pytest.mark.parametrize("entries", HOSTILE)
def test_invalid_extension_is_a_diagnostic_and_has_no_effect(
    entries: str, lint: Linted
) -> None:
    ignore("/pets/:", entries)
    diagnostics = lint("pets.yaml")
    assert {verdict[:2] for verdict in verdicts(diagnostics)} == {
        ("invalid-suppression", "pets.yaml")
    }
    assert "/paths/~1pets~1" in pointers(diagnostics, RULE)
    assert lint.code == 0


def test_very_long_list_is_cut(lint: Linted) -> None:
    entry = "{rule: typed-enum, reason: Old.}"
    ignore("/pets/:", f"[{', '.join([entry] * 1_500)}]")
    diagnostics = [d for d in lint("pets.yaml") if d["code"] == "invalid-suppression"]
    assert ["1,000" in each["message"] for each in diagnostics] == [True]


@pytest.mark.parametrize("version", ["3.0.4", "3.1.1", "3.2.0"])
def test_extension_is_allowed_at_every_object(version: str, lint: Linted) -> None:
    entry = "x-trueup-ignore: {rule: typed-enum, reason: Old.}"
    Path("pets.yaml").write_text(f"""\
openapi: {version}
info: {{title: Pets, version: "1", {entry}}}
{entry}
tags: [{{name: a, {entry}}}]
paths:
  {entry}
  /pets:
    {entry}
    get:
      {entry}
      parameters: [{{$ref: '#/components/parameters/P', {entry}}}]
      responses:
        {entry}
        '200':
          {entry}
          description: Done.
          content: {{a/b: {{schema: {{$ref: '#/components/schemas/S', {entry}}}, {entry}}}}}
components:
  {entry}
  parameters: {{P: {{name: p, in: query, schema: {{type: string}}, {entry}}}}}
  schemas: {{S: {{type: object, {entry}}}}}
""")
    diagnostics = lint("pets.yaml", "--preset", "all")
    others = [d for d in diagnostics if d["code"] != "unused-suppression"]
    assert not [d for d in others if "x-trueup-ignore" in json.dumps(d)]
    assert len(diagnostics) - len(others) == 14


def test_name_in_data_is_not_a_suppression(lint: Linted) -> None:
    Path("pets.yaml").write_text(
        'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths: {}\n'
        "components:\n  schemas:\n    x-trueup-ignore:\n      type: object\n"
        "      properties: {x-trueup-ignore: {type: string}}\n"
        "      example: {x-trueup-ignore: 5}\n"
        "      x-other: {x-trueup-ignore: 5}\n"
    )
    assert not verdicts(lint("pets.yaml"))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (f'rule = "{RULE}"', "must have a `reason`"),
        ('reason = "a"', "must have a `rule`"),
        (f'rule = "{RULE}"\nreason = " "', "`reason` must be a non-empty string"),
        ('rule = 5\nreason = "a"', "`rule` must be a non-empty string"),
        ('rule = "a"\nreason = "a"\nfiles = "b"', "must be a list of strings"),
        ('rule = "a"\nreason = "a"\npointers = ["b"]', "is not a JSON pointer"),
        ('rule = "a"\nreason = "a"\nexpires = "soon"', "must be a date"),
        ('rule = "a"\nreason = "a"\nexpires = 2026-05-01T10:00:00', "must be a date"),
        ('rule = "a"\nreason = "a"\noperation = ["b"]', "did you mean `operations`?"),
    ],
)
def test_mistake_in_the_configuration_is_a_diagnostic(
    table: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(table)
    assert main(["lint", "pets.yaml"]) == 2
    error = capsys.readouterr().err
    assert "error[invalid-config]" in error and message in error


def test_extension_is_not_in_the_served_description() -> None:
    ignore("/pets/:", f"[{{rule: {RULE}, reason: Secret.}}]")
    package = Package(name="pets", output=Path("out"), description=Path("pets.yaml"))
    report = Report(None, Suppressions((), None, date(2026, 5, 1)))
    planned = pipeline.plan_files(package, report, Access(), {})
    assert planned is not None
    (served,) = (each.view for each in planned if each.path.name == "openapi.json")
    assert "/pets/" in str(served)
    assert "x-trueup-ignore" not in str(served) and "Secret." not in str(served)
