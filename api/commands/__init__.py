"""The commands of `planlots`, one file each: `add_parser` describes it, its handler runs it and returns the exit code."""
