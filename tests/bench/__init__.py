"""How fast every page is, as a ratio to a bare Flask page on the same server: `make bench`."""
