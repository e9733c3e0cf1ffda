"""`docs/rules.md`: every rule and every other finding, from what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import lint, plugins
from ..codes import CODES

_HEAD = """\
# Rules and findings

Made by `trueup rules --format markdown` from the rules themselves. `trueup explain CODE`
shows one of them.

Every finding has a code. An error fails the run (exit code 1); a warning fails it with
`--strict`; a note never does.

## Rules

A rule looks at a description and can be set to `error`, `warning`, `note` or `off`:

```toml
[tool.trueup.lint]  # in trueup.toml: [lint]
typed-enum = "error"
path-keys-no-trailing-slash = "off"
```

Where Spectral or Redocly has a name for a rule, it is the name here.
"""

_FINDINGS = """\
## Other findings

What reading, resolving, validating and generating say. They cannot be turned off: each
names something that could not be done, or was done otherwise than the description says.
"""


def markdown() -> str:
    """The whole page."""
    rules = dict(plugins.own("trueup.lint", "RULE", lint.Rule))
    parts = [_HEAD, _table(rules), *_sections(rules), _FINDINGS, *_findings()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _table(rules: Mapping[str, lint.Rule]) -> str:
    rows = ["| rule | severity | finds |", "|---|---|---|"]
    for name, rule in rules.items():
        summary, _ = _read(name)
        cells = (f"[`{name}`](#{name})", level(rule), summary.replace("|", "\\|"))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _sections(rules: Mapping[str, lint.Rule]) -> Iterator[str]:
    for name, rule in rules.items():
        summary, rest = _read(name)
        yield f"### {name}\n\n{summary} ({level(rule)})\n\n{_paragraphs(rest)}"


def _paragraphs(text: str) -> str:
    """`Bad:` and `Good:` become a list, since they stand right below each other."""
    lines = []
    for line in text.splitlines():
        mark, _, rest = line.partition(":")
        is_example = mark in ("Bad", "Good")
        lines.append(f"- {mark}: {rest.strip()}" if is_example else line)
    return "\n".join(lines)


def _findings() -> Iterator[str]:
    rows = [f"- `{code}`: {' '.join(text.split())}" for code, text in CODES.items()]
    yield "\n".join(rows)


def _read(name: str) -> tuple[str, str]:
    """The first line of a rule's documentation, and the rest."""
    summary, _, rest = (lint.documentation(name) or "").partition("\n")
    return summary, rest.strip()


def level(rule: lint.Rule) -> str:
    return rule.severity.value if rule.severity is not None else "off"
