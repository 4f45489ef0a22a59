"""The exit statuses of the command line; results of reports carry them too."""

DONE = 0

FAILED = 1
"""A report failed, or a check found something that is not accepted."""

MISUSED = 2
"""The command, the parameters or the rules cannot be used as they are."""

BUSY = 3
"""Another build writes to the same folder."""

OTHER_LOOK = 4
"""A file that was verified has the figures of its build, and something else in it differs."""

DIFFERENT = 5
"""A file that was verified has other figures than its build."""

TAMPERED = 6
"""A file that was verified prints other figures than its own manifest says."""

BY_SIGNAL = 128
"""A signal asked the process to end; its number is added."""

TERMINATED = BY_SIGNAL + 15
"""A scheduler or a user asked the process to end."""
