"""Globs of files in overrides, with the semantics of minimatch that rulesets use."""

from __future__ import annotations

from fnmatch import fnmatchcase

MAX_ALTERNATIVES = 100
"""Maximum number of globs that the braces of one expand to."""


def matches_glob(path: str, glob: str) -> bool:
    """Whether a relative path matches. `**` matches any folders, `{a,b}` alternatives; a
    glob without a slash matches the name of the file in any folder."""
    return any(_matches(path, part) for part in _alternatives(glob))


def _alternatives(glob: str) -> list[str]:
    done: list[str] = []
    pending = [glob]
    while pending and len(done) + len(pending) <= MAX_ALTERNATIVES:
        current = pending.pop()
        end = current.find("}")
        start = current.rfind("{", 0, end) if end >= 0 else -1
        if start < 0:
            done.append(current)
            continue
        options = current[start + 1 : end].split(",")
        pending += [current[:start] + o + current[end + 1 :] for o in options]
    return done


def _matches(path: str, glob: str) -> bool:
    parts = [part for part in path.split("/") if part != "."]
    patterns = [part for part in glob.split("/") if part != "."]
    if len(patterns) == 1 and patterns != ["**"]:
        return fnmatchcase(parts[-1], glob)
    # reachable[i]: the patterns so far match the first i parts.
    reachable = [True] + [False] * len(parts)
    for pattern in patterns:
        if pattern == "**":
            for index in range(len(parts)):
                reachable[index + 1] |= reachable[index]
            continue
        reachable = [False] + [
            before and fnmatchcase(part, pattern)
            for before, part in zip(reachable, parts, strict=False)
        ]
    return reachable[-1]
