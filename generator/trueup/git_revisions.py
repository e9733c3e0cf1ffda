"""Files of an older git revision, in a private folder.

git is run without a shell, and without the programs that the configuration of a repository
may name: a folder of a clone may be a repository with a configuration of its own. Blobs are
read by `cat-file`, which applies no filters and follows symbolic links only within the
revision. The work tree is never read, since that would apply filters. Nothing is fetched
into a partial clone, since its configuration names the program that does it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from .digests import MAX_BYTES

EXPLANATIONS = {
    "unknown-revision": """\
The revision of `--changed-since` or `--against` is not a commit of the repository. A shallow
clone has only the newest commits: fetch the branch first, or clone with more history
(`fetch-depth: 0` of `actions/checkout`).""",
    "no-repository": """\
`--changed-since` and `--against` need descriptions that are files in a git repository, and the
command `git`.""",
    "incomplete-repository": """\
The revision of `--changed-since` or `--against` has a file whose content is not in the
repository: it is a partial clone, into which nothing is fetched, or it is damaged. Clone it without
`--filter`.""",
}
"""Explanations of the diagnostic codes of this module."""

_VARIABLES = frozenset(
    ("GIT_COMMON_DIR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE")
)
"""Variables that git sets for hooks; the repository is that of the description."""

_OBJECT = re.compile(r"[0-9a-f]{40,64}")

_SETTINGS = ("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false")
"""A folder is not a repository because it has the files of one."""

_MAX_ARGUMENTS = 500
"""Paths of one command."""

_TIMEOUT = 600
"""Seconds after which git is stopped."""


class GitError(Exception):
    """A failure of git, in plain words, with an optional help text."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help


class Revision(Struct, frozen=True):
    """A commit of the repository whose work tree is `root`."""

    root: Path
    commit: str

    def path_of(self, file: Path) -> str | None:
        """The path of a file in the repository; None if it is outside."""
        folder = os.path.realpath(file.absolute().parent)
        path = os.path.relpath(os.path.join(folder, file.name), self.root)
        is_outside = path == os.pardir or path.startswith(os.pardir + os.sep)
        return None if is_outside else Path(path).as_posix()

    def renamed(self) -> Mapping[str, str]:
        """New path → old path of files that were renamed in the index since the commit."""
        output = _git(
            self.root,
            *("diff-index", "--cached", "-z", "-M", "--name-status", "--diff-filter=R"),
            *("--no-ext-diff", "--no-textconv", "--no-relative", self.commit, "--"),
        )
        fields = os.fsdecode(output).split("\0")
        pairs = zip(fields[1::3], fields[2::3], strict=False)
        return {new: old for old, new in pairs}

    def extract(self, paths: Iterable[str], folder: Path) -> frozenset[str]:
        """Write files of the commit to a folder; return those that exist in it."""
        names = sorted({path for path in paths if "\n" not in path})
        blobs = dict(zip(names, self._blobs(names), strict=True))
        existing = [(name, blob) for name, blob in blobs.items() if blob is not None]
        contents = self._contents([blob for _, blob in existing])
        for (name, _), content in zip(existing, contents, strict=True):
            target = folder / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            except OSError as error:
                message = f"cannot copy `{name[:80]}` of the revision: {error.strerror}"
                raise GitError("no-repository", message) from None
        return frozenset(name for name, _ in existing)

    def _blobs(self, names: Iterable[str]) -> list[str | None]:
        """The ids of the files at some paths; None for what is not a file.

        Raises `GitError` if the content of a file is not in the repository.
        """
        names = list(names)
        objects = [f"{self.commit}:{name}" for name in names]
        blobs = [blob for blob, _ in self._batch("--batch-check", objects)]
        missing = [name for name, b in zip(names, blobs, strict=True) if b is None]
        for start in range(0, len(missing), _MAX_ARGUMENTS):
            self._check_absence(missing[start : start + _MAX_ARGUMENTS])
        return [blob or None for blob in blobs]

    def _check_absence(self, names: Iterable[str]) -> None:
        """Raise `GitError` if the commit has a file that cannot be read."""
        listed = _git(self.root, "ls-tree", "-z", self.commit, "--", *names)
        for entry in os.fsdecode(listed).split("\0"):
            mode, _, name = entry.partition("\t")
            if mode.startswith("100"):  # a file, not a link, a folder or a submodule
                message = f"the content of `{name[:80]}` is not in the repository"
                hint = "clone it without `--filter`, or fetch the revision"
                raise GitError("incomplete-repository", message, hint)

    def _contents(self, blobs: Iterable[str]) -> list[bytes]:
        return [content for _, content in self._batch("--batch", list(blobs))]

    def _batch(self, mode: str, objects: list[str]) -> list[tuple[str | None, bytes]]:
        """The id of each object and, with `--batch`, its content. The id is None if the
        object is missing, "" if it is not a file."""
        if not objects:
            return []
        request = os.fsencode("".join(f"{name}\n" for name in objects))
        arguments = ("cat-file", mode, "--follow-symlinks")
        output = _git(self.root, *arguments, request=request)
        entries: list[tuple[str | None, bytes]] = []
        at = 0
        for _ in objects:
            end = output.index(b"\n", at)
            header = output[at:end].split(b" ")
            at = end + 1
            if header[-1] in (b"missing", b"ambiguous"):
                entries.append((None, b""))
                continue
            size = int(header[-1])
            is_blob = len(header) == 3 and header[1] == b"blob" and size <= MAX_BYTES
            content = b""
            # A link that leads nowhere is followed by the path.
            if len(header) == 2 or mode == "--batch":
                content, at = output[at : at + size], at + size + 1
            entries.append((header[0].decode() if is_blob else "", content))
        return entries


def find_revision(folder: Path, name: str) -> Revision:
    """The commit of that name in the repository of a folder. Raises `GitError`."""
    if not name or "\0" in name or "\n" in name:
        raise GitError("unknown-revision", f"`{name[:80]}` is not a revision")
    try:
        top = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel"))
    except _Failed as error:
        message = f"`{folder.as_posix()}` is not in a git repository"
        raise GitError("no-repository", message, error.reason) from None
    root = Path(os.path.realpath(top.removesuffix("\n").removesuffix("\r")))
    if not Path(os.path.realpath(folder)).is_relative_to(root):  # `core.worktree`
        message = f"`{folder.as_posix()}` is not in the work tree of its repository"
        raise GitError("no-repository", message)
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    try:
        commit = _git(root, *arguments, f"{name}^{{commit}}").decode().strip()
    except _Failed:
        commit = ""
    if _OBJECT.fullmatch(commit) is None:  # `^HEAD` excludes a commit
        message = f"`{name[:80]}` is not a commit of this repository"
        raise GitError("unknown-revision", message, _hint(root))
    return Revision(root, commit)


def _hint(root: Path) -> str:
    output = _git(root, "rev-parse", "--is-shallow-repository")
    if output.strip() == b"true":
        return "the clone is shallow: fetch the branch, or clone with more history"
    return "fetch it, or name another branch, tag or commit"


class _Failed(GitError):
    """git has exited with an error; `reason` is the first line that it printed."""

    def __init__(self, reason: str) -> None:
        super().__init__("no-repository", f"`git` has failed: {reason}")
        self.reason = reason


def _git(folder: Path, *arguments: str, request: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise GitError("no-repository", "the command `git` is not installed")
    environment = {
        **{name: value for name, value in os.environ.items() if name not in _VARIABLES},
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        done = subprocess.run(
            [program, *_SETTINGS, "-C", str(folder), "--no-pager", *arguments],
            input=request,
            capture_output=True,
            env=environment,
            timeout=_TIMEOUT,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError("no-repository", f"`git` cannot be run: {error}") from None
    if done.returncode != 0:
        reason = os.fsdecode(done.stderr).strip().partition("\n")[0]
        raise _Failed(reason.removeprefix("fatal: ")[:200])
    return done.stdout
