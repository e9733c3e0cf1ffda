"""Explanations of the diagnostic codes of writing."""

EXPLANATIONS = {
    "broken-manifest": """\
`.trueup.json` lists the files that trueup wrote, with a hash of each. Without it, trueup cannot
know which files it may replace. Restore it from version control, or delete it and run `trueup
generate --force`.""",
    "cannot-read-output": """\
The output folder cannot be read; the message states the reason.""",
    "cannot-write": """\
The output folder cannot be written; the message states the reason. Its content is unchanged.""",
    "changed-since-generation": """\
The manifest `.trueup.json` records from what a package was generated: digests of the files of
the description, of the templates and of the configuration, and the version of trueup. The note
names those that differ now. If none does, the code of trueup was changed.""",
    "edited-file": """\
A generated file was edited by hand. It is neither overwritten nor deleted. Move the change out
of the package, or discard it with `trueup generate --force`.""",
    "file-in-the-way": """\
A file has the path of a folder of the package. Move it away.""",
    "folder-in-the-way": "A folder has the path of a generated file. Move it away.",
    "foreign-file": """\
A file that trueup did not write has the path of a generated file. Move it away, or overwrite it
with `trueup generate --force`.""",
    "foreign-stage": """\
The output folder contains a stage folder, `.trueup-stage-…`, and trueup cannot verify that a
killed run of this user left it in this folder. It may have come with the repository, so it is
not used. Inspect it, remove it, and run again; if a killed run did leave it, restore the package
from version control or add `--force`.""",
    "link-in-output": """\
A file or a folder of the package is a symbolic link. Following it could change a file elsewhere,
so it is left alone, even with `--force`.""",
    "missing-file": "A file of the package does not exist.",
    "no-journal-key": """\
A run that was killed is undone by the next run, which recognizes it by a key in the user's state
folder: `$XDG_STATE_HOME/trueup`, by default `~/.local/state/trueup`. That folder does not exist,
or other users can read or write it, so after a kill you have to remove the stage folder by
hand.""",
    "orphaned-file": """\
An earlier run wrote the file, and it is no longer generated. `trueup generate` deletes it.""",
    "output-in-use": "Another run has locked the output folder. Wait until it has finished.",
    "path-collision": """\
The paths of two files differ in case only, so they would be one file on file systems that ignore
case, as on macOS and Windows.""",
    "shadowing-file": """\
A file or folder that was not generated has the name of a generated module, so Python or a type
checker may use it instead; or it is byte code that Python does not compare with its source, or a
configuration of pytest in the conformance suite. Move it out of the package.""",
    "special-file-in-output": """\
A FIFO, a socket or a device has the path of a generated file. Remove it.""",
    "stale-file": "The file is not up to date: an earlier run wrote it.",
    "unfinished-run": """\
The output folder contains a stage folder, `.trueup-stage-…`: a run is in progress, or was
killed. The next `trueup generate` undoes a killed run.""",
}
