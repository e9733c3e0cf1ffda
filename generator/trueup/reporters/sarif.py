"""Format of SARIF 2.1.0, which code scanning services read.

Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from .. import __version__
from ..diagnostics import Diagnostic, Span
from . import _json
from ._fingerprints import fingerprints
from .context import Context

STREAM = "stdout"

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(diagnostics: Sequence[Diagnostic], context: Context) -> str:
    """Render one run, with the metadata of the rules that have results."""
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics))
    index = {code: number for number, code in enumerate(codes)}
    results = [
        _result(diagnostic, index, fingerprint)
        for diagnostic, fingerprint in zip(
            diagnostics, fingerprints(diagnostics), strict=True
        )
    ]
    driver = {
        "name": "trueup",
        "semanticVersion": __version__,
        "rules": [_rule(code, context) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _artifact(path)} for path in context.files],
        "results": results,
    }
    return _json.to_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, context: Context) -> dict[str, object]:
    text = context.explain(code)
    if text is None:
        return {"id": code}
    summary = text.replace("\n", " ").partition(". ")[0].removesuffix(".") + "."
    return {
        "id": code,
        "shortDescription": {"text": summary},
        "help": {"text": text, "markdown": text},
    }


def _result(
    diagnostic: Diagnostic, index: Mapping[str, int], fingerprint: str
) -> dict[str, object]:
    message = diagnostic.message
    if diagnostic.help is not None:
        message += f"\n{diagnostic.help}"
    result: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": _plain(message)},
        "partialFingerprints": {"trueup/v1": fingerprint},
    }
    if diagnostic.count > 1:
        result["occurrenceCount"] = diagnostic.count
    if diagnostic.span is not None:
        result["locations"] = [_location(diagnostic.span)]
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_location(span), "id": number, "message": {"text": _plain(text)}}
            for number, (text, span) in enumerate(diagnostic.related, 1)
        ]
    return result


def _plain(text: str) -> str:
    """A message in which `[text](target)` is not a link (section 3.11.6)."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _location(span: Span) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": _artifact(span.path)}
    if span.length > 0:
        physical["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.column + span.length,
        }
    location: dict[str, object] = {"physicalLocation": physical}
    if span.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": span.pointer}]
    return location


def _artifact(path: str) -> dict[str, object]:
    """The location of a file: a URI, relative to the folder of the run."""
    if path.startswith(("https://", "http://")):
        return {"uri": quote(path, ":/?#[]@!$&'()*+,;=%", errors="replace")}
    return {"uri": quote(path.removeprefix("./"), errors="replace")}
