"""Rulesets: files, the rulesets that they extend, and their overrides."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from ..access import Access
from ..diagnostics import Locatable, Report
from ..file_suffixes import DESCRIPTION_SUFFIXES
from ..lint import names as rule_names
from ..source import Document, Node, RemoteDocuments, is_url, load
from ..suggestions import did_you_mean
from .definition_merges import changed_rule, defined_rule, level_at
from .definitions import (
    RENAMED,
    Aliases,
    LevelOverride,
    RulesetRule,
    is_selected,
    spectral_rules,
)
from .file_globs import matches_glob
from .ruleset_checks import is_valid

MAX_FILES = 100
"""Maximum number of files of a ruleset."""

MAX_DEPTH = 20
"""Maximum length of a chain of rulesets that extend each other."""

_OTHER_FORMATS = ("spectral:asyncapi", "spectral:arazzo")


class LoadedRuleset(Struct, frozen=True):
    """The rules of a ruleset for one description."""

    folder: Path
    rules: Mapping[str, RulesetRule]
    parser_options: Mapping[str, Node]


def load_ruleset(
    path: Path, description: Path, access: Access, report: Report
) -> LoadedRuleset | None:
    """Load a ruleset for a description; None, with diagnostics, if that fails."""
    loader = _Loader(path, access, report)
    document = load(path, report)
    if document is None or not is_valid(document, report):
        return None
    loader.files[document.location] = document
    body = Node(document, (), document.value)
    rules = loader.rules_of(body, "recommended", False, ())
    folder = Path(os.path.realpath(path)).parent
    rules = loader.with_overrides(body, rules, _relative(description, folder))
    if loader.has_failed:
        return None
    options = {name: node for name, node in body.items("parserOptions")}
    return LoadedRuleset(folder, rules, options)


def _relative(description: Path, folder: Path) -> str:
    try:
        relative = os.path.relpath(os.path.realpath(description), folder)
    except ValueError:  # another drive
        relative = str(description)
    return Path(relative).as_posix()


class _Loader:
    def __init__(self, path: Path, access: Access, report: Report) -> None:
        self.files: dict[str, Document | None] = {}
        self.has_failed = False
        self._access = access
        self._report = report
        self._remote = RemoteDocuments(access.allow_remote, report)
        folders = (os.path.dirname(os.path.realpath(path)), access.root)
        self._roots = [os.path.realpath(folder) for folder in folders if folder]
        self._loaded: dict[tuple[str, str, bool], dict[str, RulesetRule]] = {}

    def _error(
        self, code: str, message: str, location: Locatable, help: str | None = None
    ) -> None:
        self.has_failed = True
        self._report.error(code, message, location, help=help)

    def rules_of(
        self, body: Node, mode: str, is_explicit: bool, stack: tuple[str, ...]
    ) -> dict[str, RulesetRule]:
        """The rules of a ruleset, those that it extends included."""
        location = body.document.location
        key = location, mode, is_explicit
        if key not in self._loaded:
            rules: dict[str, RulesetRule] = {}
            for inner in self._extended(body, (*stack, location)):
                for name, rule in inner.items():
                    if is_explicit:
                        rule = replace(rule, is_enabled=is_selected(rule, mode))
                    rules[name] = rule
            aliases = dict(body.items("aliases"))
            self._loaded[key] = self._merge(rules, body, aliases, mode, is_explicit)
        return dict(self._loaded[key])

    def _extended(
        self, body: Node, stack: tuple[str, ...]
    ) -> Iterator[dict[str, RulesetRule]]:
        extends = body.get("extends")
        if extends is None:
            return
        entries = [*extends.elements()] or [extends]
        for entry in entries if extends.value != [] else ():
            parts = [*entry.elements()]
            source = parts[0] if parts else entry
            mode = str(parts[1].value) if parts else "recommended"
            yield self._extension(source, mode, bool(parts), stack)

    def _extension(
        self, source: Node, mode: str, is_explicit: bool, stack: tuple[str, ...]
    ) -> dict[str, RulesetRule]:
        name = str(source.value)
        if name == "spectral:oas":
            return spectral_rules(rule_names(), mode)
        if name in _OTHER_FORMATS:
            return {}
        document = self._open(name, source)
        if document is None:
            self.has_failed = True
            return {}
        if document.location in stack:
            self._error("invalid-ruleset", f"`{name}` extends itself", source)
            return {}
        if len(stack) > MAX_DEPTH:
            message = f"rulesets extend each other in more than {MAX_DEPTH} steps"
            self._error("invalid-ruleset", message, source)
            return {}
        body = Node(document, (), document.value)
        return self.rules_of(body, mode, is_explicit, stack)

    def _open(self, name: str, source: Node) -> Document | None:
        location = self._location(name, source)
        if location is None:
            return None
        if location in self.files:
            return self.files[location]
        if len(self.files) >= MAX_FILES:
            message = f"the ruleset has more than {MAX_FILES} files"
            self._error("invalid-ruleset", message, source)
            return None
        if is_url(location):
            document = self._remote.fetch(location, source)
        else:
            document = load(Path(location), self._report, referenced_from=source)
        if document is not None and not is_valid(document, self._report):
            document = None
        self.files[location] = document
        return document

    def _location(self, name: str, source: Node) -> str | None:
        """The path or URL of a ruleset that is extended."""
        if name.endswith((".js", ".mjs", ".cjs", ".ts")):
            message = f"`{name}` is a ruleset in JavaScript, which is not supported"
            hint = "write it as YAML, and its functions as rules in Python"
            self._error("unsupported-ruleset", message, source, hint)
            return None
        base = source.document.location
        if is_url(name):
            return name
        if is_url(base):
            return urljoin(base, name)
        path = os.path.normpath(os.path.join(os.path.dirname(base), name))
        if not name.endswith(DESCRIPTION_SUFFIXES) and not os.path.isfile(path):
            message = f"`{name}` is not a file; packages of npm are not supported"
            hint = "extend a copy of its YAML or JSON file"
            self._error("unsupported-ruleset", message, source, hint)
            return None
        real = os.path.realpath(path)
        if not self._access.allow_outside and not any(
            os.path.commonpath([root, real]) == root for root in self._roots
        ):
            message = f"`{name}` is outside the project folder"
            hint = "use `--allow-outside`, or move it"
            self._error("ref-outside-root", message, source, hint)
            return None
        return path

    def _merge(
        self,
        rules: dict[str, RulesetRule],
        body: Node,
        aliases: Aliases,
        mode: str,
        is_explicit: bool,
    ) -> dict[str, RulesetRule]:
        """Apply the rules of a ruleset to those that it extends."""
        stated = body.get("formats")
        formats = None
        if stated is not None:
            formats = tuple(str(item.value) for item in stated.elements())
        url = body.text("documentationUrl")
        owner = body.document.location + "#" + "/".join(body.pointer)
        for written, node in body.items("rules"):
            name = written if written in rules else RENAMED.get(written, written)
            before = rules.get(name)
            if isinstance(node.value, dict):
                rule = defined_rule(name, before, node, aliases, owner, mode)
            elif before is None:
                self._unknown(written, node, rules, body)
                continue
            else:
                rule = changed_rule(before, node.value)
            if rule.owner == owner or is_explicit:
                is_on = is_selected(rule, mode) and rule.severity is not None
                rule = replace(rule, is_enabled=is_on)
            if rule.owner == owner:
                rule = replace(rule, formats=formats)
            if url and not rule.url:
                rule = replace(rule, url=f"{url}#{name}")
            rules[name] = rule
        return rules

    def _unknown(
        self, name: str, node: Node, rules: Mapping[str, RulesetRule], body: Node
    ) -> None:
        if self.has_failed or name.startswith(("asyncapi-", "arazzo-")):
            return  # perhaps of a ruleset that was not read; for other documents
        message = f"rule `{name}` does not exist in this ruleset or those it extends"
        location = node.document, node.pointer
        hint = did_you_mean(name, rules) if rules else "extend `spectral:oas`"
        self._error("invalid-ruleset", message, Node(*location, node.value), hint)

    def with_overrides(
        self, body: Node, rules: dict[str, RulesetRule], path: str
    ) -> dict[str, RulesetRule]:
        """Apply the overrides for the description at a path relative to the ruleset."""
        levels: dict[str, list[LevelOverride]] = {}
        applied: list[Node] = []
        for override in body.elements("overrides"):
            is_whole = False
            for file in override.elements("files"):
                glob, hash_sign, pointer = str(file.value).partition("#")
                if not hash_sign:
                    is_whole |= matches_glob(path, glob)
                    continue
                for name, node in override.items("rules"):
                    if isinstance(node.value, dict):
                        message = "an override of a pointer must only set severities"
                        self._error("invalid-ruleset", message, node)
                        continue
                    level = level_at(node.value, rules.get(name))
                    entry = LevelOverride(glob, pointer, level)
                    levels.setdefault(RENAMED.get(name, name), []).append(entry)
            if is_whole:
                applied.append(override)
        if applied:
            rules = self._overridden(body, applied)
        for key, node in body.items("except"):
            glob, _, pointer = (f"**{key}" if key[:1] == "#" else key).partition("#")
            for item in node.elements():
                off = LevelOverride(glob, pointer, None)
                levels.setdefault(str(item.value), []).append(off)
        for name, entries in levels.items():
            if name in rules:
                rules[name] = replace(rules[name], levels=tuple(entries))
        return rules

    def _overridden(
        self, body: Node, overrides: Sequence[Node]
    ) -> dict[str, RulesetRule]:
        """The rules of a ruleset together with overrides: what they extend has priority
        over what the ruleset extends."""
        rules: dict[str, RulesetRule] = {}
        aliases: dict[str, Node] = {}
        for part in (body, *overrides):
            for inner in self._extended(part, (body.document.location,)):
                rules.update(inner)
        for part in (body, *overrides):
            aliases |= dict(part.items("aliases"))
            rules = self._merge(rules, part, dict(aliases), "recommended", False)
        return rules
