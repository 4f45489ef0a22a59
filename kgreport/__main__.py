"""Run the command line as ``python -m kgreport``."""

from kgreport.cli import main

main()
