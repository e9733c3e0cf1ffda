"""The suite of the committed output runs in a process of its own."""

collect_ignore = ["kitchen_sink"]
