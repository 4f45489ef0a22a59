"""Build many reports: plan them, leave out those that are current, and share the others out.

Each report is built as a single one is, by `kgreport.build.build`, in a process of its own.
"""
