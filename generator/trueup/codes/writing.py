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
    "file-in-the-way": "A file stands where a folder of the package goes; move it away.",
    "folder-in-the-way": "A folder stands where a file goes; move it away.",
    "foreign-file": """\
A file that trueup did not write stands where one goes. Move it away, or let it go with
`trueup generate --force`.""",
    "foreign-stage": """\
The output folder holds a stage folder, `.trueup-stage-…`, that cannot be shown to be what
a killed run of this user left in this very folder. It may have come with the repository,
so nothing in it is used. Look into it, remove it, and run again; where a killed run did
leave it, restore the package from version control or add `--force`.""",
    "invalid-config": """\
The configuration cannot be used: a key is unknown or has the wrong type, or the file
cannot be read, is too large, or belongs to another user.""",
    "link-in-output": """\
A file or a folder of the package is a symbolic link. Following it could change a file
elsewhere, so it is left alone, also with `--force`.""",
    "missing-file": "A file that belongs to the package does not exist.",
    "no-journal-key": """\
A killed run is undone by the next run, which recognizes it by a key in the user's state
folder: `$XDG_STATE_HOME/trueup`, by default `~/.local/state/trueup`. That folder does not
exist, or other users could read or write it, so after a kill the stage folder has to be
removed by hand.""",
    "orphaned-file": """\
An earlier run wrote the file, and the description no longer gives it. `trueup
generate` deletes it.""",
    "output-in-use": "Another run holds the output folder; wait until it is over.",
    "path-collision": """\
Two files would be one where file names do not tell upper from lower case, as on macOS
and Windows.""",
    "shadowing-file": """\
A file or folder that was not generated has the name of a generated module, so that Python
or a type checker may use it instead; or it is byte code that Python does not compare with
its source, or settings of pytest in the conformance suite. Move it out of the package.""",
    "special-file-in-output": """\
A FIFO, a socket or a device stands where a file of the package goes; remove it.""",
    "stale-file": """\
The file is as an earlier run wrote it, and no longer what the description gives.""",
    "unfinished-run": """\
The output folder holds a stage folder, `.trueup-stage-…`: a run is at work, or one was
killed. The next `trueup generate` undoes what a killed run left.""",
}
