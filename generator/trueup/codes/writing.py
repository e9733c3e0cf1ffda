"""Codes of the configuration and of output."""

from __future__ import annotations

WRITING = {
    "broken-manifest": """\
`.trueup.json` lists the files that trueup wrote, with a hash of each. Without it
nobody knows which files may be replaced. Restore it from version control, or delete
it and run `trueup generate --force`.""",
    "cannot-read-output": "The output folder cannot be read; the message says why.",
    "cannot-write": """\
The output folder cannot be written; the message says why. What was there is as it
was.""",
    "edited-file": """\
A generated file was changed by hand. It is neither overwritten nor deleted. Move the
change out of the package, or let it go with `trueup generate --force`.""",
    "folder-in-the-way": "A folder stands where a file goes; move it away.",
    "foreign-file": """\
A file that trueup did not write stands where one goes. Move it away, or let it go with
`trueup generate --force`.""",
    "invalid-config": "A key of the configuration is unknown or holds another type.",
    "link-in-output": """\
A file of the package is a symbolic link. Following it could change a file elsewhere, so
it is left alone, also with `--force`.""",
    "missing-file": "A file that belongs to the package does not exist.",
    "orphaned-file": """\
An earlier run wrote the file, and the description no longer gives it. `trueup
generate` deletes it.""",
    "output-in-use": "Another run holds the output folder; wait until it is over.",
    "outside-output": """\
The package's folder, or one inside it, is a link that leaves the output folder. Nothing
is written outside that folder.""",
    "path-collision": """\
Two files would be one where file names do not tell upper from lower case, as on macOS
and Windows.""",
    "stale-file": """\
The file is as an earlier run wrote it, and no longer what the description gives.""",
}
