"""Real descriptions, any number of them, through everything that trueup does.

| module | holds |
|---|---|
| `descriptions` | which descriptions, and what they hold, counted on their own |
| `running` | programs under limits of time and memory |
| `generating` | point 1: `trueup generate`, and whether all of it is there |
| `importing` | point 2: modules, models, the server, the suite that is emitted |
| `typing` | point 3: mypy and pyright, several packages a run |
| `sampling` | point 4: samples that are valid and survive the models |
| `probe_package`, `probe_samples` | what runs in a process of its own for 2 and 4 |
| `table` | what came of it, as a page |

`../test_corpus.py` asks for these points; nothing here imports trueup but
`probe_samples`.
"""
