"""Run MkDocs, with its arguments, and with bars that come up however short a stage is."""

from mkdocs.__main__ import cli

from bantin_mkdocs import bar

bar.PATIENCE = 0
cli(prog_name="mkdocs")
