"""The functions behind the command line, free of printing.

| module | contents |
|---|---|
| `public_functions` | `trueup.generate`, `check`, `lint` and `changes` |
| `arguments` | their arguments |
| `run_settings`, `configured_rulesets`, `clock` | configuration and permissions of a run |
| `package_runs`, `package_results` | generate or check one package |
| `package_outcomes` | the same for a command: an exception is a diagnostic |
| `skipped_runs` | packages that are up to date |
| `workers`, `worker_process` | generate or check packages in processes |
| `repair_command` | the command that regenerates a package |
| `lint_runs` | lint one description |
| `previous_surface`, `older_surface` | what changes for callers since a run or a revision |
| `written_handlers` | handlers that a user wrote |
| `revision_files` | files of a git revision |
| `pinned_descriptions` | the lock file of `trueup fetch` |
| `known_codes` | explanations of all diagnostic codes |
| `exit_codes` | exit codes |
"""
