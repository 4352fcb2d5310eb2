"""Turn Markdown bulletins into a corpus, and the corpus into a plan of site files.

The library knows nothing of MkDocs; ``hooks/site.py`` hands its plan to MkDocs,
``bantin.cli`` hands it to people.
"""
