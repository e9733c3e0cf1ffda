"""`docs/in-step.md`: its tables are what `check` and `check --against` print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from trueup import Impact, SurfaceChanges, change_message
from trueup.config import Config, Package
from trueup.diagnostics import Report
from trueup.library import package_runs
from trueup.library.run_settings import RunRequest, access
from trueup.render import File

from ..surface.edited_descriptions import CASES, changes_of

_FILES = (
    File(PurePosixPath("client.py"), "VALUE = 1\n"),
    File(PurePosixPath("models.py"), "VALUE = 2\n"),
)


class DriftingFolder:
    """A generated package in a temporary folder, and what `check` reports about it."""

    def __init__(self, root: Path) -> None:
        self.root = root / "jobs_api"
        self.description = root / "jobs.yaml"
        self.description.write_text("openapi: 3.1.0\n")
        self.files: tuple[File, ...] = _FILES
        self.package = Package("jobs_api", root, self.description)
        self.config = Config((self.package,))
        request, report = self._request(), self._report()
        package_runs.write(self.package, self.files, request, report)

    def _request(self) -> RunRequest:
        limits = access((), False, False, self.config)
        return RunRequest((self.package,), limits, self.config)

    def _report(self) -> Report:
        report = Report()
        content = self.description.read_bytes().hex()
        report.read[str(self.description)] = content
        return report

    def report(self) -> tuple[package_runs.PackageResult, Report]:
        """The result of `check`, and its diagnostics."""
        report = self._report()
        result = package_runs.check(self.package, self.files, self._request(), report)
        return result, report

    def check(self) -> tuple[int, list[str]]:
        result, report = self.report()
        lines = [f"{d.severity.value}[{d.code}]: {d.message}" for d in report]
        return result.exit_code, lines


def _write(name: str, text: str = "VALUE = 3\n") -> Callable[[DriftingFolder], None]:
    def edit(folder: DriftingFolder) -> None:
        path = folder.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    return edit


def _remove(folder: DriftingFolder) -> None:
    (folder.root / "models.py").unlink()


def _remove_all(folder: DriftingFolder) -> None:
    for path in (*folder.root.glob("*.py"), folder.root / ".trueup.json"):
        path.unlink()


def _stale(folder: DriftingFolder) -> None:
    folder.files = (_FILES[0], File(PurePosixPath("models.py"), "VALUE = 4\n"))


def _change_description(folder: DriftingFolder) -> None:
    folder.description.write_text("openapi: 3.1.1\n")
    _stale(folder)


def _change_configuration(folder: DriftingFolder) -> None:
    folder.package = Package(
        "jobs_api", folder.package.output, folder.description, targets=("client",)
    )
    folder.config = Config((folder.package,))
    _stale(folder)


def _change_trueup(folder: DriftingFolder) -> None:
    path = folder.root / ".trueup.json"
    text = re.sub(r'"trueup": "[^"]*"', '"trueup": "0.0.9"', path.read_text())
    path.write_text(text)
    _stale(folder)


def _orphan(folder: DriftingFolder) -> None:
    folder.files = _FILES[:1]


def _add_foreign(folder: DriftingFolder) -> None:
    _write("errors.py")(folder)
    folder.files = (*_FILES, File(PurePosixPath("errors.py"), "VALUE = 5\n"))


DRIFT: dict[str, Callable[[DriftingFolder], None]] = {
    "nothing": lambda folder: None,
    "a file was deleted": _remove,
    "a file was edited by hand": _write("models.py"),
    "the description changed": _change_description,
    "the configuration changed": _change_configuration,
    "trueup changed": _change_trueup,
    "the code of trueup changed": _stale,
    "a file is no longer generated": _orphan,
    "another file has the path of a generated one": _add_foreign,
    "a file would be imported instead of a generated one": _write("models.pyi"),
    "nothing is generated in the folder": _remove_all,
}


def _drift_rows() -> Iterator[str]:
    for title, edit in DRIFT.items():
        with TemporaryDirectory() as name:
            folder = DriftingFolder(Path(name))
            edit(folder)
            code, lines = folder.check()
            text = "<br>".join(_escaped(line, name) for line in lines) or "(nothing)"
            yield f"| {title} | {text} | {code} |"


def _escaped(line: str, folder: str) -> str:
    line = re.sub(r"[^\s`]*jobs_api(?=[/`])", "jobs_api", line)
    line = line.replace(f"{folder}/", "").replace(folder, "")
    return line.replace("|", "\\|").replace("[", "\\[").replace("]", "\\]")


def _change_rows() -> Iterator[str]:
    for name, case in CASES.items():
        changes = changes_of(name)
        text = "<br>".join(_lines(changes)) or "(nothing)"
        code = int(changes.is_breaking)
        yield f"| {case['title']} | {text} | {changes.bump.value} | {code} |"


def _lines(changes: SurfaceChanges) -> Iterator[str]:
    for change in changes.changes:
        message = change_message(change).replace("|", "\\|")
        yield f"{_MARKS[change.impact]}: {message}"


_MARKS = {
    Impact.BREAKING: "**breaking**",
    Impact.POSSIBLY_BREAKING: "*possibly breaking*",
    Impact.COMPATIBLE: "compatible",
    Impact.DOCUMENTATION: "documentation",
}


def page(current: str) -> str:
    """The page with new tables; the text around them is written by hand."""
    tables = {
        "drift": [
            "| what happened | printed | exit code |",
            "|---|---|---|",
            *_drift_rows(),
        ],
        "changes": [
            "| edit of the description | printed | version | with `--fail-on-breaking` |",
            "|---|---|---|---|",
            *_change_rows(),
        ],
    }
    for name, rows in tables.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = current.partition(start)
        _, _, after = rest.partition(end)
        current = before + start + "\n".join(rows) + "\n" + end + after
    return current
