"""Programs that measure inside of a process of their own."""
