"""Reports fit the published schemas of their formats.

The schemas are not part of the project. TRUEUP_SCHEMAS names a folder that has them:

- `sarif.json`: OASIS, sarif-spec, `sarif-2.1/schema/sarif-schema-2.1.0.json`
- `rdf.json`: reviewdog, `proto/rdf/jsonschema/Diagnostic.json`
- `junit.xsd`: Jenkins, xunit-plugin, `…/types/model/xsd/junit-10.xsd`; needs `xmlschema`

The other tests of this folder check the same conditions one by one.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest

from trueup.cli import main

CASES = Path(__file__).parents[1] / "cases"
DESCRIPTIONS = [
    CASES / "lint/typed-enum/spec.yaml",
    CASES / "features/objects/spec.yaml",
    CASES / "missing.yaml",
]


def schema(name: str) -> Path:
    folder = os.environ.get("TRUEUP_SCHEMAS")
    if not folder:
        pytest.skip("TRUEUP_SCHEMAS does not name the folder of the published schemas")
    return Path(folder) / name


def report(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    paths = [str(path) for path in DESCRIPTIONS]
    assert main(["lint", *paths, "--preset", "all", "--format", form]) == 2
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "name"), [("sarif", "sarif.json"), ("rdjsonl", "rdf.json")]
)
def test_json_reports(form: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    validator = jsonschema_rs.validator_for(json.loads(schema(name).read_text("utf-8")))
    text = report(form, capsys)
    values = text.splitlines() if form == "rdjsonl" else [text]
    assert values
    for value in values:
        assert [str(error) for error in validator.iter_errors(json.loads(value))] == []


def test_junit_report(capsys: pytest.CaptureFixture[str]) -> None:
    path = schema("junit.xsd")
    xmlschema = pytest.importorskip("xmlschema")
    text = report("junit", capsys)
    errors = xmlschema.XMLSchema(str(path)).iter_errors(text)
    assert [str(error.reason) for error in errors] == []
