"""How lessons come to be: drafts, versions, pictures and sound, translation."""
