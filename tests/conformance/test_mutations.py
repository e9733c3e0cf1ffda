"""Faults, planted one by one in a correct client and a correct server: the suite tells.

A suite that passes whatever the code does proves nothing. Each fault is a change of the
text of an emitted file; a change that no longer applies fails, so the list keeps up.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import DESCRIPTIONS, Run


@dataclass(frozen=True)
class Fault:
    """`old` becomes `new` in a file of a package."""

    what: str
    package: str
    file: str
    old: str
    new: str


_W, _B, _M, _A = "workshop", "bentley_itwin", "otc_modelarts", "azure_digital_twins"
_T = "toolbox"
_CALLS = "_runtime/client/calls.py"
_EXCHANGE = "_runtime/client/request_flow.py"
_PARAMETERS = "_runtime/client/parameters.py"
_FORM_PARTS = "_runtime/client/form_parts.py"
_MEMBERS = "_runtime/client/form_fields.py"
_MULTIPART = "_runtime/client/multipart.py"
_STREAMS = "_runtime/client/streams.py"
_EVENTS = "_runtime/client/event_streams.py"
_APPLICATION = "_runtime/server/application.py"
_BODY_DECODING = "_runtime/server/body_decoding.py"
_PARAMETER_DECODING = "_runtime/server/parameter_decoding.py"
_ENCODING = "_runtime/server/encoding.py"
_SECURITY = "_runtime/server/security.py"

CLIENT = (
    Fault(
        "wrong method",
        _A,
        "operations/import_jobs.py",
        '"POST"',
        '"PUT"',
    ),
    Fault(
        "path encoded twice",
        _A,
        _PARAMETERS,
        'return [(self.name, quote(plain, safe=""))]',
        'return [(self.name, quote(quote(plain, safe=""), safe=""))]',
    ),
    Fault(
        "path not encoded",
        _M,
        _PARAMETERS,
        'return [(self.name, quote(plain, safe=""))]',
        "return [(self.name, plain)]",
    ),
    Fault(
        "slash not encoded",
        _M,
        _PARAMETERS,
        'return [(self.name, quote(plain, safe=""))]',
        "return [(self.name, quote(plain))]",
    ),
    Fault(
        "constant dropped",
        _A,
        _CALLS,
        "parameter.constant if parameter.is_constant else",
        "None if parameter.is_constant else",
    ),
    Fault(
        "Accept dropped",
        _B,
        _CALLS,
        'headers.append(("Accept", ',
        'list(("Accept", ',
    ),
    Fault(
        "header renamed",
        _W,
        "operations/orders.py",
        '"X-Trace"',
        '"X-Tracer"',
    ),
    Fault(
        "status mapped to the wrong error",
        _B,
        "operations/pn_id_to_i_twin.py",
        "404: errors.NotFoundError",
        "404: errors.ForbiddenError",
    ),
    Fault(
        "success flag ignored",
        _M,
        _CALLS,
        "reply.success_flag is not None",
        "reply.success_flag is None",
    ),
    Fault(
        "error body not typed",
        _B,
        "errors.py",
        "bodies = (Json(models.ErrorResponse),)",
        "bodies = (Json(object),)",
    ),
    Fault(
        "query joined wrong",
        _W,
        _CALLS,
        '"&".join(query)',
        '";".join(query)',
    ),
    Fault(
        "explode ignored",
        _W,
        _PARAMETERS,
        "explode: bool = True",
        "explode: bool = False",
    ),
    Fault(
        "delimiter of another style",
        _W,
        "_runtime/client/styles.py",
        '"pipeDelimited": "%7C"',
        '"pipeDelimited": ","',
    ),
    Fault(
        "undocumented status read as a success",
        _M,
        _CALLS,
        "        if not isinstance(reply, ResponseSpec):\n",
        "        reply = reply or ResponseSpec()\n        if not isinstance(reply, ResponseSpec):\n",
    ),
    Fault(
        "wrong media type read all the same",
        _A,
        "_runtime/client/reading.py",
        "    if body is None:\n        expected",
        "    body = body or bodies[0]\n    if body is None:\n        expected",
    ),
    Fault(
        "headers of errors lost",
        _B,
        _CALLS,
        "kind.headers_type(raw.headers.raw)",
        "kind.headers_type(())",
    ),
    Fault(
        "length of no body dropped",
        _A,
        _CALLS,
        'headers.append(("Content-Length", "0"))',
        "pass",
    ),
    Fault(
        "null dropped where it means something",
        _W,
        "models.py",
        "note: str | None | UnsetType = UNSET",
        "note: str | None = None",
    ),
    Fault(
        "member renamed",
        _W,
        "models.py",
        "title: str",
        "titel: str",
    ),
)

FORMS = (
    Fault(
        "member of a form not encoded",
        _W,
        _MEMBERS,
        "[(encoded(name), text(text_of(part, item))) for item in items]",
        "[(encoded(name), text_of(part, item)) for item in items]",
    ),
    Fault(
        "list in a form joined",
        _W,
        _MEMBERS,
        "items = value if isinstance(value, (list, tuple)) else [value]\n    return",
        "items = [value]\n    return",
    ),
    Fault(
        "style of a form's member ignored",
        _W,
        _MEMBERS,
        "    if part.style is not None:\n        layout",
        "    if part.style == 0:\n        layout",
    ),
    Fault(
        "optional members of a form dropped",
        _W,
        _MEMBERS,
        "    for name, member in members.items():",
        "    for name, member in list(members.items())[:1]:",
    ),
    Fault(
        "part without its media type",
        _W,
        _FORM_PARTS,
        "    if media_type is not None:\n        lines",
        "    if media_type == 0:\n        lines",
    ),
    Fault(
        "line end added to a part",
        _W,
        _MULTIPART,
        '*part, b"\\r\\n")]',
        '*part, b"\\r\\n\\r\\n")]',
    ),
    Fault(
        "name of a part misspelt",
        _W,
        _FORM_PARTS,
        "f'form-data; name=\"{_quoted(name)}\"'",
        "f'form-data; name=\"{_quoted(name.title())}\"'",
    ),
)
RETRIES = (
    Fault(
        "retry on 400",
        _M,
        "_runtime/client/retries.py",
        "frozenset({408,",
        "frozenset({400, 408,",
    ),
)
CALLS = (
    Fault(
        "credentials not sent",
        _B,
        _EXCHANGE,
        "for grant, secret in secrets:",
        "for grant, secret in ():",
    ),
    Fault(
        "method of another operation",
        _A,
        "resources/import_jobs.py",
        "cancel = AsyncRawMethod(_operations.cancel)",
        "cancel = AsyncRawMethod(_operations.delete)",
    ),
)
SERVER = (
    Fault(
        "wrong status",
        _A,
        _ENCODING,
        "buffered(data, result.status, headers",
        "buffered(data, 200, headers",
    ),
    Fault(
        "header dropped",
        _B,
        _ENCODING,
        "        if value is not None:\n            for name",
        "        if value is None:\n            for name",
    ),
    Fault(
        "undeclared member leaked",
        _M,
        _ENCODING,
        "    return Response(data,",
        "    data = data and b'{\"internal\": 1, ' + data[1:]\n"
        "    return Response(data,",
    ),
    Fault(
        "wrong media type",
        _M,
        _ENCODING,
        "headers or None, media_type)",
        "headers or None, media_type and 'text/json')",
    ),
    Fault(
        "always 401",
        _W,
        _APPLICATION,
        "if route.security:",
        "if True:",
    ),
    Fault(
        "never 401",
        _M,
        _APPLICATION,
        "if route.security:",
        "if False:",
    ),
    Fault(
        "scopes ignored",
        _B,
        _SECURITY,
        "if scope not in principals[name].scopes",
        "if not scope",
    ),
    Fault(
        "one of two schemes is enough",
        _W,
        "_runtime/server/security.py",
        "        if principal is None:\n            return None",
        "        if principal is None:\n            continue",
    ),
    Fault(
        "value not handed on",
        _W,
        _PARAMETER_DECODING,
        "                values[given.field] = value\n",
        "                pass\n",
    ),
    Fault(
        "body ignored",
        _W,
        _BODY_DECODING,
        'values["body"] = _typed(',
        "_ = _typed(",
    ),
    Fault(
        "body not judged",
        _W,
        _BODY_DECODING,
        "if schema is not None and not self.schemas.is_valid(",
        "if schema == '' and not self.schemas.is_valid(",
    ),
    Fault(
        "parameters not judged",
        _W,
        _PARAMETER_DECODING,
        "self.schemas.errors(given.schema, value, most) if given.schema else ()",
        "()",
    ),
    Fault(
        "required parameter not asked for",
        _W,
        _PARAMETER_DECODING,
        "if value is UNSET and not given.required:",
        "if value is UNSET:",
    ),
    Fault(
        "501 before validation",
        _W,
        _APPLICATION,
        "            typed_request = await",
        "            if 'Unimplemented' in getattr(route.handler, '__qualname__', ''):\n"
        "                raise Unimplemented('early')\n"
        "            typed_request = await",
    ),
    Fault(
        "handler before security",
        _B,
        _APPLICATION,
        "            check_counts(request, self.options.limits)\n",
        "            check_counts(request, self.options.limits)\n"
        "            await route.decoder.decode(request, path, {})\n"
        "            await route.handler(endpoint.request(inference_id='', principal=None))\n",
    ),
    Fault(
        "Allow is wrong",
        _A,
        _APPLICATION,
        '{"Allow": match.allow}',
        '{"Allow": "GET"}',
    ),
    Fault(
        "405 answered as 404",
        _A,
        _APPLICATION,
        "Problem(405, detail",
        "Problem(404, detail",
    ),
    Fault(
        "decoded twice",
        _A,
        "_runtime/server/parameters.py",
        "_present(sent.path.get(name)), decoded)",
        "_present(sent.path.get(name)), lambda text: decoded(decoded(text)))",
    ),
    Fault(
        "Accept ignored",
        _A,
        _APPLICATION,
        "is_picky = accept is not None",
        "is_picky = accept is None",
    ),
    Fault(
        "Content-Type ignored",
        _W,
        _BODY_DECODING,
        "if index is not None and bodies.is_known_charset(sent):",
        "index = index or 0\n        if index is not None and bodies.is_known_charset(sent):",
    ),
    Fault(
        "base path lost",
        _W,
        _APPLICATION,
        "path = joined(base, operation.path)",
        "path = operation.path",
    ),
    Fault(
        "refusal of another shape",
        _W,
        _APPLICATION,
        "return self._error_responses.response(problem, endpoint, accept)",
        "return problem_response(problem, 422)",
    ),
)
SEQUENCES = (
    Fault(
        "item cut where the network cuts",
        _W,
        _STREAMS,
        'first, *others = text.split("\\n")',
        'self._parts, (first, *others) = [], text.split("\\n")',
    ),
    Fault(
        "items not apart",
        _W,
        _STREAMS,
        'return mark + encode(item, self.type) + b"\\n"',
        "return mark + encode(item, self.type)",
    ),
    Fault(
        "lines of an event lost",
        _W,
        _EVENTS,
        '"\\n".join(self._data)',
        "self._data[-1]",
    ),
    Fault(
        "name of an event lost",
        _W,
        _EVENTS,
        'case "event":',
        'case "events":',
    ),
    Fault(
        "events not apart",
        _W,
        _EVENTS,
        'return "\\n".join([*lines, "", ""]).encode()',
        'return "\\n".join([*lines, ""]).encode()',
    ),
)
_FORM = "_runtime/client/form_parts.py"
PATCHES = (
    Fault(
        "null in a merge patch dropped",
        *(_T, "models.py"),
        "note: str | None | UnsetType = UNSET",
        "note: str | None = None",
    ),
)
PARTS = (
    Fault(
        "header of a part not sent",
        *(_T, _FORM, "lines += _fields(name, part, given)", "pass"),
    ),
    Fault(
        "constant header of a part not sent",
        *(_T, _FORM, '("", header.constant)', '("", None)'),
    ),
    Fault(
        "name of a file not sent",
        *(_T, _FORM, "file.filename or filename_of", "filename_of"),
    ),
    Fault(
        "name of a file not quoted",
        *(_T, _FORM, 'filename="{_quoted(filename)}"', 'filename="{filename}"'),
    ),
)
RECEIVED = (
    Fault(
        "head of a part not handed on",
        *(_T, _BODY_DECODING, "self._parts(body, heads, values)", "[]"),
    ),
    Fault(
        "defaults of a body not filled in",
        *(_T, _BODY_DECODING),
        "missing = self._missing(content, validatable, content_type)",
        "missing: Insertions = {}",
    ),
    Fault(
        "undeclared property accepted",
        *(_T, "schemas.json"),
        '"unevaluatedProperties": false',
        '"unevaluatedProperties": true',
    ),
    Fault(
        "wrong variant of a union",
        *(_W, "models.py", '"rush": Rush', '"rush": Plain'),
    ),
)
_STYLES = "_runtime/client/styles.py"
_DECODING = "_runtime/client/style_decoding.py"
NESTED = (
    Fault(
        "property nested in a deepObject parameter flattened",
        *(_T, _STYLES),
        'yield from _deep(f"{path}[{key}]", item)',
        'yield from _deep(f"{path[:6]}[{key}]", item)',
    ),
    Fault(
        "items of a list in a deepObject parameter without index",
        *(_T, _STYLES),
        'yield from _deep(f"{path}[{index}]", item)',
        'yield from _deep(f"{path}[]", item)',
    ),
)
NESTED_RECEIVED = (
    Fault(
        "property nested in a deepObject parameter not received",
        *(_T, _DECODING, "for step in path[:-1]:", "for step in path[1:-1]:"),
    ),
)
TAGS = (
    Fault(
        "variant of a tag that is a number mixed up",
        *(_T, "models.py", '"2": Cross', '"2": Flat'),
    ),
    Fault(
        "variant of a tag that is a boolean mixed up",
        *(_T, "models.py", '"true": Closed', '"true": Open'),
    ),
)
STREAMED_TAGS = (
    Fault(
        "variant of a streamed item mixed up",
        *(_T, "models.py", '"2": Cross', '"2": Flat'),
    ),
)
SUITES = {
    "test_client_wire.py": CLIENT + FORMS + PARTS + PATCHES + NESTED + TAGS,
    "test_examples.py": RETRIES,
    "test_loop.py": CALLS + SERVER + RECEIVED + NESTED_RECEIVED + TAGS,
    "test_sequences.py": SEQUENCES + STREAMED_TAGS,
}
"""The file of the suite that detects a fault, without the help of the others."""

FAULTS = [
    pytest.param(suite, fault, id=f"{suite}-{fault.what}")
    for suite, faults in SUITES.items()
    for fault in faults
]


@contextmanager
def planted(fault: Fault, packages: Path) -> Iterator[None]:
    """The fault, while it lasts."""
    path = packages / fault.package / fault.file
    text = path.read_text(encoding="utf-8")
    modified = path.stat().st_mtime
    assert fault.old in text, f"{fault.what}: no longer applies to {fault.file}"
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    # Byte code is compared by time and size: a fault may be of the same second.
    os.utime(path, (modified + 10, modified + 10))
    try:
        yield
    finally:
        path.write_text(text, encoding="utf-8")
        os.utime(path, (modified, modified))


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_no_false_alarm(name: str, vendored: Path, run: Run) -> None:
    """The correct client and server pass."""
    done = run(f"{name}/conformance", folder=vendored)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(("suite", "fault"), FAULTS)
def test_fault_is_told(suite: str, fault: Fault, vendored: Path, run: Run) -> None:
    """The suite fails, and by a test rather than by an accident of its own."""
    with planted(fault, vendored):
        done = run("-x", f"{fault.package}/conformance/{suite}", folder=vendored)
    assert done.returncode == 1, f"survived: {fault.what}\n{done.stdout[-2000:]}"
