"""Build many reports: plan them, leave out those that are current, share the others out among workers.

Each report is built as a single one is, by `kgreport.builder.build`, in a process of its own.
"""
