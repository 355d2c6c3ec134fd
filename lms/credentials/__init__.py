"""Signed credentials as values: Open Badges 3.0, VC-JWT, ELM; made and checked without a network.

Nothing here knows of tables, people or the web. Formats: docs/formats/credentials.md.
"""
