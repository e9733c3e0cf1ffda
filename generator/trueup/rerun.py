"""Rerun: what a package becomes when one operation of its description has changed.

Every stage sees that operation alone, and files are made again where what they are
planned of is another. See `incremental` for when that is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from . import (
    formatting,
    incremental,
    ir,
    lint,
    lower,
    normalize,
    pipeline,
    render,
    resolve,
    source,
    validate,
)
from .diagnostics import Report, unplaced
from .incremental import Region
from .render import File, Later, Planned
from .resolve import Access
from .source import Document


def rerun(
    before: pipeline.Run, access: Access, severities: Mapping[str, str] | None = None
) -> tuple[File, ...] | None:
    """The files of a package of whose description one operation has changed, as
    `pipeline.run` would make them; None where only that can tell. See `incremental`.

    There is nothing to report: what was said of the description holds still.
    """
    package = before.package
    is_whole = package.include.is_empty and package.exclude.is_empty
    if not (is_whole and before.is_separable and lint.are_own(severities or {})):
        return None  # nobody knows which operations the rules of others compare
    text = source.text_at(package.description, Report())
    if text is None:
        return None
    edit = incremental.find_edit(before.document, before.regions, text)
    if edit is None:
        return None
    parts = [
        _part(before, edit.region, piece, access, severities or {})
        for piece in (edit.before, edit.after)
    ]
    if parts[0] is None or parts[1] is None or parts[0][1] != parts[1][1]:
        return None
    api = incremental.merged(before.api, parts[0][0], parts[1][0])
    if api is None:
        return None
    remarks = Report()
    planned = tuple(pipeline.plan(package, api, remarks))
    if unplaced(remarks) != unplaced(before.remarks):
        return None
    return tuple(_changed_files(before, planned))


def _part(
    whole: pipeline.Run,
    region: Region,
    piece: Document,
    access: Access,
    severities: Mapping[str, str],
) -> tuple[ir.Api, object] | None:
    """The API of one operation as the whole has it, and what is said of it."""
    report = Report()
    document = incremental.sliced(whole.document, region, piece)
    spec = document and resolve.resolve(document, report, access)
    if not spec:
        return None
    validate.validate(spec, report)
    lint.lint(spec, report, severities)
    if report.has_errors:
        return None
    api = lower.lower(normalize.normalize(spec, report), report, whole.api.usage)
    return None if report.has_errors else (api, unplaced(report))


def _changed_files(
    before: pipeline.Run, planned: Sequence[Planned | Later]
) -> Iterator[File]:
    """Files that are planned as they were are not made again."""
    known: list[tuple[File, ...] | None] = [None] * len(planned)
    if len(planned) == len(before.planned):
        for index, (old, new) in enumerate(zip(before.planned, planned, strict=True)):
            if _is_alike(old, new):
                known[index] = before.made[index]
    for plan, files in zip(planned, known, strict=True):
        if files is not None:
            yield from files
        else:
            rendered = render.render((plan,))
            yield from formatting.format(rendered, before.package.formatter)


def _is_alike(old: Planned | Later, new: Planned | Later) -> bool:
    """Whether the same files come of both."""
    match old, new:
        case Later(partial() as one), Later(partial() as other):
            return (
                one.func is other.func
                and one.args == other.args
                and one.keywords == other.keywords
            )
        case _:
            return old == new
