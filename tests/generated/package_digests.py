"""A program that generates packages in memory, and prints the digest of each file.

    python package_digests.py CONFIGURATION DESCRIPTION…

A description has the settings of the configured package whose description has the same
folder and name. Exits with 77 if a dependency is not installed.
"""

from __future__ import annotations

import hashlib
import json
import locale
import sys
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

DEPENDENCIES = (
    "msgspec",
    "jsonschema_rs",
    "yaml",
    "jinja2",
    "rstr",
    "ruff",
    "markdown_it",
)
DISTRIBUTED = "distributed"
"""The name of a package with a distribution, of the shortest description."""

MISSING = 77


def main(configuration: str, *descriptions: str) -> None:
    from msgspec.structs import replace

    from trueup.access import Access
    from trueup.config import Distribution, Package, read
    from trueup.diagnostics import Report
    from trueup.library.package_results import PackageResult
    from trueup.library.package_runs import run_package
    from trueup.library.run_settings import RunRequest, report_for
    from trueup.output.manifest import manifest
    from trueup.provenance import provenance
    from trueup.render import File

    digests: dict[str, str] = {}

    def record(package: Package, path: PurePosixPath | str, content: bytes) -> None:
        digests[f"{package.name}/{path}"] = hashlib.sha256(content).hexdigest()

    def run(
        package: Package, files: tuple[File, ...], request: RunRequest, report: Report
    ) -> PackageResult:
        origin = provenance(package, report)
        for file in (*files, manifest(files, origin)):
            record(package, file.path, file.content)
        return PackageResult(package, 0)

    config = read(Path(configuration), Report())
    assert config is not None
    configured = {p.description.absolute().parts[-2:]: p for p in config.packages}
    paths = [*map(Path, descriptions)]
    packages = []
    for number, path in enumerate(paths):
        known = configured.get(path.absolute().parts[-2:])
        package = known or Package(f"package_{number}", Path("out"), path)
        packages.append(replace(package, description=path))
    shortest = min(paths, key=lambda path: len(path.read_text("utf-8")))
    distribution = Distribution("acme-package")
    packages.append(
        Package(DISTRIBUTED, Path("out"), shortest, distribution=distribution)
    )
    for package in packages:
        path = package.description
        report = report_for(config)
        limits = Access(root=path.absolute().parent)
        run_package(package, RunRequest((package,), limits, config), report, run)
        places = [
            d.span and (d.span.line, d.span.column, d.span.length) for d in report
        ]
        texts = [f"{d.code} {d.severity} {d.message} {d.help}" for d in report]
        lines = map(str, zip(places, texts, strict=True))
        record(package, "diagnostics", "\n".join(lines).encode())
    json.dump(digests, sys.stdout)


if __name__ == "__main__":
    missing = [name for name in DEPENDENCIES if find_spec(name) is None]
    if missing:
        print("not installed:", *missing)
        sys.exit(MISSING)
    locale.setlocale(locale.LC_ALL, "")
    main(*sys.argv[1:])
