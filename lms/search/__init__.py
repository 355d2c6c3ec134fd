"""Finding lessons, programmes, sessions and words of the glossary."""
