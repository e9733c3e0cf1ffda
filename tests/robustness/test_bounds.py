"""The work for one description and the memory for its diagnostics are bounded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from trueup import ir, suggestions
from trueup.diagnostics import (
    MAX_PER_CODE,
    KnownLocation,
    Report,
    Severity,
    Span,
)
from trueup.emit.identifiers import Scope
from trueup.emit.naming import assign_names
from trueup.examples import builder, costs, validation
from trueup.lower import lower
from trueup.normalize import normalize
from trueup.reporters import Context, render
from trueup.resolve import Access, resolve
from trueup.run_limits import within_limits
from trueup.source import parse
from trueup.targets.conformance import (
    invalid_requests,
    paths,
    requests,
    variations,
    vectors,
)
from trueup.targets.conformance.paths import Templates, is_unambiguous
from trueup.targets.conformance.vectors import vectors_text
from trueup.validate import grammar, keys, runner
from trueup.validate.violation import SpecViolation


def diagnostics(count: int) -> Report:
    report = Report()
    for number in range(count):
        report.warning(
            "some-code", f"wrong {number}", KnownLocation(Span("a", 1, number + 1, 1))
        )
    return report


class _CountedNames(set[str]):
    """Names taken, and how often one was looked up."""

    lookups = 0

    def __contains__(self, name: object) -> bool:
        self.lookups += 1
        return super().__contains__(name)


def _counted_scope(monkeypatch: pytest.MonkeyPatch) -> tuple[Scope, _CountedNames]:
    scope, taken = Scope(), _CountedNames()
    monkeypatch.setattr(scope, "_taken", taken)
    return scope, taken


def test_one_text_can_be_claimed_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = 100_000
    scope, taken = _counted_scope(monkeypatch)
    chosen = [scope.claim("D") for _ in range(claims)]
    assert len(set(chosen)) == claims
    assert taken.lookups <= 3 * claims, "a claim takes more and more steps"
    assert all(name.isidentifier() for name in chosen)


def test_names_that_look_numbered_do_not_slow_down_claims(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scope, lookups = _counted_scope(monkeypatch)
    numbered = {scope.claim(f"D_{number}") for number in range(2, 20_000)}
    chosen = {scope.claim("D") for _ in range(20_000)}
    assert len(chosen) == 20_000 and not chosen & numbered
    assert lookups.lookups <= 5 * 20_000


def test_report_records_a_hundred_diagnostics_of_a_code_and_counts_the_rest() -> None:
    report = diagnostics(30_000)
    report.error("other-code", "wrong", None)
    shown = list(report)
    assert len(shown) == MAX_PER_CODE + 2
    assert len(report) == sum(each.count for each in shown) == 30_001
    assert shown[-1].message == "29,900 more `some-code` are not shown"
    assert shown[-1].severity is Severity.WARNING
    assert {d.severity for d in report} >= {Severity.ERROR, Severity.WARNING}


def test_repeated_diagnostics_beyond_the_limit_count_once() -> None:
    report = diagnostics(500)
    for number in range(500):
        place = KnownLocation(Span("a", 1, number + 1, 1))
        report.warning("some-code", f"wrong {number}", place)
    assert len(report) == 500


def test_extended_report_keeps_the_counts_of_the_other() -> None:
    report = diagnostics(150)
    other = Report()
    other.error("some-code", "wrong", None)
    other.extend(report)
    assert len(other) == 151
    other.extend(list(report))
    assert [each.count for each in other if each.is_remainder] == [100]


def test_remainder_is_shown_in_all_formats() -> None:
    found = list(diagnostics(30_000))
    _, text = render("text", found, Context())
    assert text.endswith("\n30,000 warnings\n")
    assert "29,900 more `some-code` are not shown" in text
    _, shown = render("json", found, Context())
    rows = json.loads(shown)["diagnostics"]
    assert sum(row["count"] for row in rows) == 30_000
    assert rows[-1]["count"] == 29_900
    assert "29,900 more" in render("github", found, Context())[1]


def test_help_and_span_are_computed_for_recorded_diagnostics_only() -> None:
    calls = 0

    class Place:
        def span(self) -> Span:
            nonlocal calls
            calls += 1
            return Span("a", 1, 1, 1)

    def help_() -> str:
        nonlocal calls
        calls += 1
        return "help"

    report = Report()
    for number in range(10_000):
        report.warning("some-code", str(number), Place(), help=help_)
    assert calls == 2 * MAX_PER_CODE


def test_long_message_is_truncated() -> None:
    report = Report()
    report.error("some-code", "x" * 1_000_000, None)
    assert len(next(iter(report)).message) < 2_000


def test_a_suggestion_compares_few_names(monkeypatch: pytest.MonkeyPatch) -> None:
    import difflib

    compared: list[int] = []
    matches = difflib.get_close_matches

    def counted(word: str, names: Iterable[str], **options: Any) -> list[str]:
        listed = list(names)
        compared.append(sum(map(len, listed)) * len(word))
        return matches(word, listed, **options)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    many = [f"Petting{number}" for number in range(30_000)]
    assert suggestions.nearest("Pettin7", many) is not None
    assert suggestions.nearest("x" * 1_000_000, many) is None
    assert suggestions.nearest("Pettin", ["x" * 1_000_000, "Petting"]) == "Petting"
    assert suggestions.nearest("Zoo", [*many, "Zoos"]) == "Zoos"
    assert max(compared) <= suggestions.MAX_NAMES * suggestions.MAX_CHARACTERS**2


@pytest.mark.parametrize("count", [2, 20, 400])
def test_parameters_of_one_segment_are_distinguished_in_few_steps(count: int) -> None:
    template = "/" + "-".join(f"{{p{number}}}" for number in range(count))
    path = "/" + "-".join(["string"] * count)
    assert Templates([template]).matching(path) == {template}
    assert Templates([template]).matching(path.rpartition("-")[0]) == set()
    assert is_unambiguous(template, path, {}) is (count <= 20)


@pytest.mark.parametrize(
    "templates",
    [
        ["/" + "/".join("{a}" if n >> bit & 1 else "s" for bit in range(12)) for n in range(4096)],
        [f"/{{a}}b{number}" for number in range(4096)],
    ],
    ids=["subsets", "suffixes"],
)  # fmt: skip
def test_a_path_is_compared_with_few_templates(
    templates: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0
    matches = paths._matches

    def counted(literals: tuple[str, ...], segment: str) -> bool:
        nonlocal compared
        compared += 1
        return matches(literals, segment)

    monkeypatch.setattr(paths, "_matches", counted)
    found = Templates(templates).matching("/" + "/".join(["s"] * 12))
    assert found is None and compared <= paths.MAX_PATTERNS
    assert Templates(templates[-99:]).matching("/sb4095") in (set(), {"/{a}b4095"})


def _request_vectors(parameters: list[dict[str, Any]]) -> dict[str, list[Any]]:
    operation: dict[str, Any] = {"operationId": "a", "parameters": parameters}
    operation |= {"responses": {"204": {"description": "d"}}}
    description = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }
    report = Report()
    document = parse(json.dumps(description), Path("/a.json"), report)
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    api = lower(normalize(spec, report), report)
    found: dict[str, list[Any]] = json.loads(
        vectors_text(api, assign_names(api, report))
    )
    return found


def test_vectors_of_many_required_parameters_stay_small() -> None:
    parameters = [
        {"name": f"p{n}", "in": "query", "required": True, "schema": {"type": "string"}}
        for n in range(300)
    ]
    vectors = _request_vectors(parameters)
    without = [row for row in vectors["refusals"] if "without" in row["id"]]
    assert len(without) == invalid_requests.MAX_PARAMETERS
    assert {row["what"] for row in vectors["skipped"]} == {"parameters"}


def test_names_of_query_parameters_are_collected_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls, count = 0, 300

    class Parameters(tuple[ir.Parameter, ...]):
        def __iter__(self) -> Iterator[ir.Parameter]:
            nonlocal calls
            for each in super().__iter__():
                calls += 1
                yield each

    def full(subject: Any, least: Any) -> Any:
        nonlocal calls
        operation = replace(
            subject.operation, parameters=Parameters(subject.operation.parameters)
        )
        names = replace(subject.names, operation=operation)
        calls = 0
        return original(replace(subject, names=names), least)

    original = requests._full
    monkeypatch.setattr(requests, "_full", full)
    schema = {"type": "object", "properties": {"VALUE": {"type": "string"}}}
    text = json.dumps(schema)
    parameters = [
        {
            "name": f"p{n}",
            "in": "query",
            "schema": json.loads(text.replace("VALUE", f"q{n}")),
        }
        for n in range(count)
    ]
    _request_vectors(parameters)
    assert 0 < calls <= 5 * count


def test_ways_to_split_a_segment_are_counted() -> None:
    assert is_unambiguous("/{a}.{b}", "/x.y", {})
    assert not is_unambiguous("/{a}.{b}", "/x.y.z", {})
    assert is_unambiguous("/{a}.{b}", "/x.y.z", {"b": ("z",)})
    assert is_unambiguous("/{a}{b}", "/xy", {"b": ("y", "z")})
    assert not is_unambiguous("/{a}{b}", "/xyz", {})


@pytest.mark.parametrize("end", [" x\r\nb: [\r\n", " \tx\r\nb: [\r\n", ""])
def test_blank_lines_of_a_block_scalar_are_read_once(end: str) -> None:
    report = Report()
    parse("a: |" + "\r\n" * 100_000 + end, Path("/a.yaml"), report)
    assert [each.code for each in report] in (["invalid-yaml"], [])


def test_headers_in_a_comment_are_read_once() -> None:
    report = Report()
    parse("a: [" + "| # " * 50_000 + "\n", Path("/a.yaml"), report)
    assert [each.code for each in report] == ["invalid-yaml"]


class _Counted(str):
    """A text that counts how often it is compared."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        _Counted.compared += 1
        return str.__eq__(self, other)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "enum": ["VALUES"]},
        {"allOf": [{"type": "integer"}, {"enum": ["VALUES"]}]},
        {"allOf": [{"enum": ["VALUES"]}, {"enum": ["VALUES"]}]},
    ],
    ids=["own type", "other type", "two lists"],
)
def test_values_of_enumerations_are_compared_a_few_times(
    schema: dict[str, Any],
) -> None:
    count = 2_000
    values = json.dumps([f"v{number}" for number in range(count)])
    text = json.dumps(schema).replace('["VALUES"]', values)
    report = Report()
    document = parse(
        '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},'
        f' "components": {{"schemas": {{"S": {text}}}}}}}',
        Path("/a.json"),
        report,
    )
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    _count_comparisons(document.value)
    _Counted.compared = 0
    lower(normalize(spec, report), report)
    assert _Counted.compared < 20 * count


def _count_comparisons(value: Any) -> None:
    for each in value.values() if isinstance(value, dict) else value:
        match each:
            case [str(), *_]:
                each[:] = map(_Counted, each)
            case dict() | list():
                _count_comparisons(each)


def test_violations_beyond_the_limit_are_not_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = Report()
    text = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'
    document = parse(text, Path("/a.json"), report)
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    counts: list[int] = []

    def violations(spec: object, objects: object) -> Iterable[SpecViolation]:
        last: list[SpecViolation] = []
        for number in range(500):
            last.append(SpecViolation(document, (), f"wrong {number}", "type"))
            yield last[-1]
            if len(last) > 2:
                del last[0]
                counts.append(sys.getrefcount(last[0]))

    monkeypatch.setattr(grammar, "violations", violations)
    runner.check(spec, report)
    assert len(report) == 500
    assert set(counts[200:]) == {2}, "something else refers to a violation"


@pytest.mark.parametrize("overlap", ["all", "last"])
def test_variants_of_a_union_are_validated_a_bounded_number_of_times(
    overlap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged, judge = 0, validation.is_valid

    def counted(value: Any, schema: Any, bundle: Any) -> bool:
        nonlocal judged
        judged += 1
        return judge(value, schema, bundle)

    monkeypatch.setattr(builder, "is_valid", counted)
    count = 300
    variants: list[dict[str, Any]] = [
        {
            "type": "object",
            "properties": {f"p{n}": {"type": "string"}},
            "required": [f"p{n}"] if overlap == "last" else [],
        }
        for n in range(count)
    ]
    bundle: dict[str, Any] = {
        "$defs": {"S": {"oneOf": [*variants, {"type": "object"}]}}
    }
    example = builder.ExampleBuilder(bundle, False, "response", False, True, 0)
    example.make({"$ref": "#/$defs/S"})
    assert judged <= 21_000, "a value of each variant is judged by each variant"


def test_invalid_keys_do_not_multiply_their_object() -> None:
    components = {f"k {n}": {"type": "string"} for n in range(300)}
    description = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": components},
    }
    report = Report()
    document = parse(json.dumps(description), Path("/a.json"), report)
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    assert len(list(keys.violations(spec, spec.objects))) == 300
    found = list(grammar.violations(spec, spec.objects))
    assert not found, "an error for each key contains all keys"


def _shared(**components: Any) -> dict[str, Any]:
    """A description with 300 operations that use the same components."""
    responses: dict[str, Any] = {"200": {"description": "d"}}
    operation: dict[str, Any] = {"responses": responses}
    for name, kind in (("P", "parameters"), ("R", "responses"), ("B", "requestBodies")):
        if kind in components:
            reference = {"$ref": f"#/components/{kind}/{name}"}
            if kind == "responses":
                responses["404"] = reference
            else:
                key = "parameters" if kind == "parameters" else "requestBody"
                operation[key] = [reference] if kind == "parameters" else reference
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {f"/a{number}": {"post": operation} for number in range(300)},
        "components": components,
    }


def _inherited(variant: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    variants = {f"V{number}": variant for number in range(300)}
    return _shared(schemas={"Base": base, **variants})


_LONG = "long text " * 4_000
_MANY = {f"p{number}": {"type": "string"} for number in range(400)}
_BASE = {"$ref": "#/components/schemas/Base"}
_STRING = {"name": "p", "in": "query", "schema": {"type": "string"}}
REPEATED = {
    "text of a parameter": _shared(parameters={"P": {**_STRING, "description": _LONG}}),
    "name of a parameter": _shared(parameters={"P": {**_STRING, "name": "p" * 40_000}}),
    "example of a parameter": _shared(parameters={"P": {**_STRING, "example": _LONG}}),
    "default of a parameter": _shared(
        parameters={"P": {**_STRING, "schema": {"type": "string", "default": _LONG}}}
    ),
    "constant of a parameter": _shared(
        parameters={"P": {**_STRING, "required": True, "schema": {"const": _LONG}}}
    ),
    "text of a response": _shared(responses={"R": {"description": _LONG}}),
    "headers of a response": _shared(
        responses={
            "R": {
                "description": "d",
                "headers": {f"X-{n}": {"schema": {}} for n in range(500)},
            }
        }
    ),
    "media types of a response": _shared(
        responses={
            "R": {
                "description": "d",
                "content": {f"application/{n}+json": {} for n in range(500)},
            }
        }
    ),
    "examples of a body": _shared(
        requestBodies={"B": {"content": {"application/json": {"example": [_LONG]}}}}
    ),
    "inherited properties": _inherited(
        {"allOf": [_BASE, {"properties": {"q": {}}}]}, {"properties": _MANY}
    ),
    "inherited texts": _inherited(
        {"allOf": [_BASE, {"properties": {"q": {}}}]},
        {"properties": {"p": {"type": "string", "description": _LONG}}},
    ),
    "inherited variants": _inherited(
        {"allOf": [_BASE, {"properties": {"q": {}}}]},
        {"oneOf": [{"properties": {name: {}}} for name in _MANY]},
    ),
    "inherited requirements": _inherited(
        {"allOf": [_BASE], "required": ["p0"]}, {"properties": _MANY}
    ),
}


_ENUM = {"type": "string", "enum": [f"value-{number}" for number in range(400)]}


def _lowered(description: dict[str, Any], report: Report) -> ir.Api | None:
    document = parse(json.dumps(description), Path("/a.json"), report)
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    return within_limits(lambda: lower(normalize(spec, report), report), report)


@pytest.mark.parametrize("name", REPEATED)
def test_shared_parts_are_repeated_in_proportion_to_the_description(name: str) -> None:
    report = Report()
    assert _lowered(REPEATED[name], report) is None
    (found,) = [each for each in report if each.severity is Severity.ERROR]
    assert found.code == "too-large" and found.span is not None


def test_size_limit_grows_with_the_description() -> None:
    """What is written out as often as it is used is no repetition."""
    description = _shared(parameters={"P": {**_STRING, "description": _LONG}})
    for item in description["paths"].values():
        own = json.loads(json.dumps(description["components"]["parameters"]["P"]))
        item["post"] = {**item["post"], "parameters": [own]}
    assert _lowered(description, Report()) is not None


def test_vectors_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each operation repeats the samples of schemas that several use."""
    monkeypatch.setattr(vectors, "MAX_CHARACTERS", 200_000)
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}
    description = _shared(
        requestBodies={"B": {"content": content}},
        schemas={"S": {**schema, "example": {"a": "x" * 20_000}}},
    )
    report = Report()
    api = _lowered(description, report)
    assert api is not None
    text = vectors_text(api, assign_names(api, report))
    assert len(text) < 1_000_000
    found = json.loads(text)
    skipped = [row for row in found["skipped"] if row["what"] == "operation"]
    assert len(found["operations"]) == 300 and 290 < len(skipped) < 300


def test_lists_that_aliases_repeat_are_in_proportion_too() -> None:
    lines = ["openapi: 3.1.0", "info: {title: T, version: '1'}", "paths: {}"]
    lines += [f"x-list: &list {json.dumps(_ENUM['enum'])}", "components:", "  schemas:"]
    lines += [f"    S{number}: {{enum: *list}}" for number in range(2_400)]
    report = Report()
    document = parse("\n".join(lines), Path("/a.yaml"), report)
    assert document is not None
    spec = resolve(document, report, Access(root=Path("/")))
    assert spec is not None
    assert within_limits(lambda: lower(normalize(spec, report), report), report) is None
    assert "too-large" in {each.code for each in report}


def test_changed_copies_of_a_large_value_are_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copied = 0

    def counted(api: ir.Api, schema: str | None, value: Any) -> bool:
        nonlocal copied
        copied += len(value)
        return True

    monkeypatch.setattr(variations, "fits", counted)
    api = _lowered(_shared(), Report())
    assert api is not None
    for count in (5, 500, 50_000):
        copied, plain = 0, {f"p{number}": "a" for number in range(count)}
        variations.out_of_bounds(api, "/S", plain)
        assert copied <= 20_000
        assert copied > 0 or count > 20_000


def test_strings_are_measured_only_where_there_are_patterns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured = 0

    def counted(value: Any) -> int:
        nonlocal measured
        measured += 1
        return 1

    monkeypatch.setattr(costs, "longest", counted)
    plain: dict[str, Any] = {"$defs": {"S": {"type": "string"}}}
    assert costs.Costs(plain).of({"$ref": "#/$defs/S"}, "a") > 0
    assert measured == 0
    plain["$defs"]["S"]["pattern"] = "a+"
    assert costs.Costs(plain).of({"$ref": "#/$defs/S"}, "a") > 0
    assert measured == 1
