"""Run the command line as ``python -m kgreport``."""

from kgreport.cli.app import main

main()
