"""The lock: every requirement is pinned, within its range, and names no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("constraints.txt", "constraints-lowest.txt")
LINE = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][\w.+!]*)(?: ; [^#]+)?")


def pins(name: str) -> dict[str, set[Version]]:
    """Versions by package; several where they depend on Python or the platform."""
    found: dict[str, set[Version]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines()[1:]:
        match = LINE.fullmatch(line)
        assert match, line
        found.setdefault(match["name"], set()).add(Version(match["version"]))
    return found


def requirements(*groups: str) -> list[Requirement]:
    written = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
    ]
    for group in groups:
        written += PROJECT["dependency-groups"][group]
    return [Requirement(each) for each in written if isinstance(each, str)]


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("constraints.txt", ("test", "build", "release", "upgrade")),
        ("constraints-lowest.txt", ("test", "build")),
    ],
)
def test_each_requirement_is_pinned_within_its_range(
    lock: str, groups: tuple[str, ...]
) -> None:
    pinned = pins(lock)
    for requirement in requirements(*groups):
        versions = pinned[canonicalize_name(requirement.name)]
        for version in versions:
            assert requirement.specifier.contains(version), (requirement, version)


def test_the_lowest_lock_has_the_lower_bounds() -> None:
    """A bound that was raised without `make upgrade` would be tested by nobody."""
    pinned = pins("constraints-lowest.txt")
    bounds: dict[str, Version] = {}
    for requirement in requirements("test", "build"):
        name = canonicalize_name(requirement.name)
        lower = [
            Version(each.version)
            for each in requirement.specifier
            if each.operator == ">="
        ]
        assert len(lower) == 1, f"{requirement} needs one lower bound"
        bounds[name] = max(bounds.get(name, lower[0]), lower[0])
    for name, bound in bounds.items():
        (version,) = pinned[name]
        # A bound may name a series of which there is no first version.
        assert version.release[: len(bound.release)] == bound.release, name


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    assert first.startswith("# ") and "`make upgrade`" in first
    assert not re.search(r"[/@\\]|--|\.(org|com|net)\b", text)
    assert rest and len(set(rest)) == len(rest)


@pytest.mark.parametrize("name", LOCKS)
def test_both_formatters_implement_the_2026_style(name: str) -> None:
    """Ruff has had it since 0.15. Jobs with either lock run `trueup check`."""
    (black,) = pins(name)["black"]
    (ruff,) = pins(name)["ruff"]
    assert black.release[0] == 26
    assert ruff.release[0] == 0 and 15 <= ruff.release[1]


def test_formatter_ranges_end_with_the_style() -> None:
    by_name = {each.name: each.specifier for each in requirements()}
    assert not by_name["black"].contains("27.1.0")
    assert not by_name["black"].contains("25.12.0")
    assert not by_name["ruff"].contains("0.14.14")
    assert any(each.operator == "<" for each in by_name["ruff"])


def test_make_installs_the_lock() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "CONSTRAINTS ?= constraints.txt" in text
    installs = [line for line in text.splitlines() if re.search(r"\binstall\b", line)]
    assert len(installs) >= 4
    for line in installs:
        if line.startswith("\t") and "--group upgrade" not in line:
            assert "$(CONSTRAIN)" in line, line
