"""Configuration: what is read, and how mistakes in it are shown."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from trueup import config
from trueup.config.key_locations import key_locations
from trueup.diagnostics import Report
from trueup.toml_documents import parse_toml

FULL = """\
# A comment with [brackets] and "quotes
[project]
name = "x"

[[tool.trueup.packages]]
description = "specs/a.yaml"
package = "acme.pets"
output = "gen"
targets = ["client"]
formatter = "ruff"
strict = true
names = { "/components/schemas/Pet" = "Animal" }
include = { tags = ["Pets"], paths = ["/pets/*"] }

[tool.trueup.packages.exclude]
operations = ["deletePet"]

[[tool.trueup.packages]]
description = "specs/petstore/openapi.yaml"

[tool.trueup.lint]
typed-enum = "off"
"""


def read(
    folder: Path, text: str, name: str = "trueup.toml"
) -> tuple[config.Config | None, Report]:
    (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    return config.read(folder / name, report), report


def test_all_options_are_read(tmp_path: Path) -> None:
    found, report = read(tmp_path, FULL, "pyproject.toml")
    assert not list(report)
    assert found is not None
    first, second = found.packages
    assert replace(first, locations={}) == config.Package(
        name="acme.pets",
        output=tmp_path / "gen",
        description=tmp_path / "specs/a.yaml",
        targets=("client",),
        formatter="ruff",
        names={"/components/schemas/Pet": "Animal"},
        include=config.Selection(tags=("Pets",), paths=("/pets/*",)),
        exclude=config.Selection(operations=("deletePet",)),
        strict=True,
    )
    assert first.locations["include"].span().line == 13
    assert first.root == tmp_path / "gen" / "acme" / "pets"
    assert second.name == "petstore"
    assert second.targets == config.TARGETS
    assert found.lint == {"typed-enum": "off"}


def test_byte_order_mark_and_windows_line_breaks_are_accepted(tmp_path: Path) -> None:
    text = '\ufeff[[packages]]\r\ndescription = "a.yaml"\r\n'
    found, report = read(tmp_path, text + 'output = "gen"\r\n')
    assert not list(report) and found is not None
    assert found.packages[0].output == tmp_path / "gen"
    _, report = read(tmp_path, text + "typo = 1\r\n")
    (mistake,) = report
    assert mistake.span is not None
    assert (mistake.span.line, mistake.span.column) == (3, 1)


PACKAGE = '[[packages]]\ndescription = "a.yaml"\n'


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "help_text"),
    [
        (PACKAGE + 'outptu = "x"\n', 3, 1, "unknown key `outptu`", "did you mean `output`?"),
        (PACKAGE + 'name = "x"\n', 3, 1, "unknown key `name`", "did you mean `package`?"),
        ('formatter = "black"\n' + PACKAGE, 1, 1, "`formatter` is a key of a package", "move it below `[[packages]]`"),
        ("\n[lnit]\n", 2, 2, "unknown key `lnit`", "did you mean `lint`?"),
        (PACKAGE + "strict = 1\n", 3, 1, "`strict` must be true or false", None),
        (PACKAGE + "\n  targets = 'client'\n", 4, 3, "`targets` must be a list of strings", None),
        (PACKAGE + 'package = "a-b"\n', 3, 1, "`a-b` is not an importable name", None),
        (PACKAGE + 'package = "a.class"\n', 3, 1, "`a.class` is not an importable name", None),
        (PACKAGE + 'formatter = "blak"\n', 3, 1, "`blak` is not a formatter", "did you mean `black`?"),
        ("[[packages]]\n", 1, 3, "a package must have a `description`, the path of the OpenAPI file", None),
        ("packages = 1\n", 1, 1, "`packages` must be a list of tables: `[[packages]]`", None),
        ('[lint]\ntyped-enum = "of"\n', 2, 1, "`of` is not a severity", "did you mean `off`?"),
        (PACKAGE * 2, 3, 3, "`a` has the same folder as another package", None),
    ],
)  # fmt: skip
def test_configuration_errors_have_a_location(
    tmp_path: Path,
    text: str,
    line: int,
    column: int,
    message: str,
    help_text: str | None,
) -> None:
    found, report = read(tmp_path, text)
    assert found is None
    (one,) = report
    assert one.span is not None
    assert (one.span.line, one.span.column, one.message) == (line, column, message)
    if help_text is not None:
        assert one.help == help_text


def test_toml_syntax_error_has_a_location(tmp_path: Path) -> None:
    found, report = read(tmp_path, 'a = "x"\nb = = 1\n')
    assert found is None
    (one,) = report
    assert one.span is not None and one.span.line == 2


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00"])
def test_configuration_that_is_not_utf_8_is_a_diagnostic(
    tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "trueup.toml").write_bytes(data)
    report = Report()
    assert config.read(tmp_path / "trueup.toml", report) is None
    assert len(report) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = " + "[" * 5_000, "arrays and tables are nested too deeply"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "arrays and tables are nested too deeply"),
        ("a = " + "{a = " * 5_000, "arrays and tables are nested too deeply"),
        ("a = " + "9" * 5_000, "the file is not valid TOML"),
    ],
)
def test_limits_of_the_toml_parser_are_diagnostics(
    tmp_path: Path, text: str, message: str
) -> None:
    found, report = read(tmp_path, text)
    assert found is None
    assert [diagnostic.message for diagnostic in report] == [message]


def test_toml_error_attributes_have_priority_over_the_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Located(ValueError):
        lineno, colno = 3, 7

    def fail(text: str) -> None:
        raise Located("other words")

    monkeypatch.setattr("tomllib.loads", fail)
    found, report = read(tmp_path, "")
    assert found is None
    (diagnostic,) = report
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (3, 7)


def test_keys_after_multiline_values_have_locations() -> None:
    text = (
        'a = """\nb = 1 # ]\n"""\nlist = [\n  "]", # [\n  2,\n]\n'
        "'quoted key' = '''\n[c]\n'''\n[t.\"x.y\"]\nk.l = 1\n"
    )
    found = {path: where[0] for path, where in key_locations(text).items()}
    assert found == {
        ("a",): 1,
        ("list",): 4,
        ("quoted key",): 8,
        ("t", "x.y"): 11,
        ("t", "x.y", "k"): 12,
        ("t", "x.y", "k", "l"): 12,
    }


def test_nearest_configuration_is_used(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.trueup]\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.black]\n")
    assert config.find(inner) == tmp_path / "pyproject.toml"
    (inner / "trueup.toml").touch()
    assert config.find(inner) == inner / "trueup.toml"


@pytest.mark.parametrize(
    ("title", "file", "name"),
    [
        ("Azure Digital Twins", "x/openapi.yaml", "azure_digital_twins"),
        ("", "x/pet-store.yaml", "pet_store"),
        ("", "pets/openapi.yaml", "pets"),
        ("宠物", "pets/openapi.json", "pets"),
        ("2024 Census", "x.yaml", "api_2024_census"),
        ("", "class.yaml", "class_"),
    ],
)
def test_default_package_names(title: str, file: str, name: str) -> None:
    assert config.package_name(title, Path(file)) == name
    assert config.name_error(name) is None


def test_initial_configuration_is_valid(tmp_path: Path) -> None:
    found, report = read(
        tmp_path, config.initial_config('a"b\\.yaml', "pets", "out\x7f")
    )
    assert not list(report) and found is not None
    (one,) = found.packages
    assert one.description == tmp_path / 'a"b\\.yaml'
    assert (one.name, one.output) == ("pets", tmp_path / "out\x7f")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (".".join("a" * 40) + " = 1", 1, 64),
        ("x = 1\n[" + " . ".join("a" * 40) + "]", 2, 128),
        (".".join(["''"] * 40) + " = 1", 1, 96),
        ('s = """\n"""\nx = {' + ".".join(['"a.b"'] * 40) + " = 1}", 3, 197),
        ("a." * 16_000 + "a = 1", 1, 64),
    ],
)
def test_key_with_many_parts_is_refused_before_it_is_parsed(
    text: str, line: int, column: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`tomllib` takes time by the square of the number of parts."""

    def loads(_: str) -> dict[str, object]:
        raise AssertionError

    monkeypatch.setattr("tomllib.loads", loads)
    (diagnostic,) = read(tmp_path, text)[1]
    assert diagnostic.code == "invalid-config"
    assert diagnostic.help is not None and "more than 32 parts" in diagnostic.help
    assert diagnostic.span is not None
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        f'x = "{"a." * 99}"',
        f"x = '{'a.' * 99}'",
        f'x = """\n\\"{"a." * 99}"" """',
        f"x = '''\n{'a.' * 99}'' '''",
        f"x = 1 # {'a.' * 99}",
        f"x = [{'1.5, ' * 99}]",
        "\n".join(f"a{n}.b.c.d = 1.5" for n in range(99)),
        ".".join("a" * 32) + " = 1",
    ],
)
def test_dots_elsewhere_are_not_counted(text: str) -> None:
    assert parse_toml(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", ['"""a', "'" * 3, "'a", '"', '"""\\"""' * 99, "\\"])
def test_string_without_an_end_is_invalid(text: str) -> None:
    with pytest.raises(ValueError):
        parse_toml(f"x = {text}\ny = 1")
