"""Run the command line: ``python -m bantin``."""

from bantin.cli import main

main()
