"""Docstrings of operations, with their arguments and exceptions, and of models."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from .. import ir
from .identifiers import words
from .naming import OperationSymbols
from .quoting import WIDTH, Code, docstring, pyvalue


def operation_doc(names: OperationSymbols, indent: int) -> Code:
    """The docstring of an operation's function."""
    operation = names.operation
    text = (
        _sentence(operation.summary)
        if operation.summary
        else operation.doc or f"{operation.method} {operation.path}."
    )
    more: list[str] = []
    if (
        operation.doc
        and operation.summary
        and operation.doc.strip() != operation.summary.strip()
    ):
        text = f"{_sentence(operation.summary)}\n\n{operation.doc}"
    if operation.deprecated:
        text += "\n\nDeprecated."
    if any(_is_redirect(response) for response in operation.responses):
        text += (
            "\n\nThe address of a redirect is "
            f"`raw.{names.function}(...).headers.location`."
        )
    if operation.job is not None:
        more += _section("Effect on the job", _job(operation.job), indent)
    more += _section("Args", _arguments(names), indent)
    more += _section("Raises", _raises(names), indent)
    return docstring(text, indent, more=more)


def _is_redirect(response: ir.Response) -> bool:
    """Whether a response is a redirect with a documented address."""
    has_address = any(header.name.lower() == "location" for header in response.headers)
    return has_address and str(response.status) in _REDIRECTS


_REDIRECTS = frozenset({"301", "302", "303", "307", "308", "3XX"})


def summary(operation: ir.Operation) -> str:
    """One line that describes an operation."""
    text = operation.summary or operation.doc.strip().split("\n\n")[0] or operation.id
    first = " ".join(text.split())
    stop = first.find(". ")
    return _sentence(first[: stop + 1] if 0 < stop else first)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", ":")) else text + "."


def _arguments(names: OperationSymbols) -> Iterable[tuple[str, str]]:
    operation = names.operation
    for parameter, name in zip(operation.parameters, names.parameters, strict=True):
        if name is not None and (text := _argument(parameter)):
            yield name, text
    if operation.body is not None and operation.body.doc:
        yield "body", operation.body.doc


def _argument(parameter: ir.Parameter) -> str:
    parts = [_sentence(parameter.doc)] if parameter.doc.strip() else []
    if parameter.default is not ir.ABSENT:
        parts.append(f"Default: {pyvalue(parameter.default)}.")
    if parameter.deprecated:
        parts.append("Deprecated.")
    return " ".join(parts)


def _job(job: ir.JobControl) -> Iterable[tuple[str, str]]:
    """The effect of a call on a long-running job, and how to detect completion."""
    facts = dict(job.facts)
    if job.effect:
        yield "effect", job.effect
    match job.completion:
        case "poll":
            where = f"{facts.get('poll.method', 'GET')} {facts.get('poll.path', '')}".strip()
            state = (
                f" until `{facts['poll.state']}` is terminal"
                if "poll.state" in facts
                else ""
            )
            yield "completion", f"success means accepted; poll `{where}`{state}"
        case "on-response":
            yield "completion", "done when the call returns"
        case other if other:
            yield "completion", other
    for name in ("transitional", "terminal", "rollback", "idempotency"):
        if facts.get(name):
            yield name, facts[name]


def _raises(names: OperationSymbols) -> Iterable[tuple[str, str]]:
    for response in names.operation.responses:
        if response.success_flag is not None:
            text = f"{response.status} whose `{response.success_flag}` is false."
            yield "errors.UnsuccessfulError", text
        error = names.errors.get(str(response.status))
        if error is not None:
            status = (
                "any other status"
                if str(response.status) == "default"
                else str(response.status)
            )
            doc = " ".join(response.doc.split())
            yield f"errors.{error.name}", f"{status}: {doc}" if doc else f"{status}."


def _section(title: str, rows: Iterable[tuple[str, str]], indent: int) -> Sequence[str]:
    listed = list(rows)
    if not listed:
        return ()
    lines = ["", f"{title}:"]
    for name, text in listed:
        lines += textwrap.wrap(
            f"{name}: {' '.join(text.split())}",
            max(WIDTH - indent, 40),
            initial_indent="    ",
            subsequent_indent="        ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return lines


def arguments_section(rows: Iterable[tuple[str, str]], indent: int) -> Sequence[str]:
    """The section `Args` of a docstring."""
    return _section("Args", rows, indent)


def declaration_doc(declaration: ir.Declaration, name: str, fallback: str = "") -> str:
    """The text of the docstring of a class or an alias; a text that only repeats words of
    its name is omitted."""
    text = declaration.doc.strip()
    if len(text) <= 2 * len(name):  # otherwise it has other words
        repeated = f" {' '.join(words(text))} " in f" {' '.join(words(name))} "
        text = "" if repeated else text
    text = text or fallback
    return f"{text}\n\nDeprecated.".strip() if declaration.deprecated else text
