"""What proves that people were there: signed sheets, lists of meetings, packs of evidence."""
