"""The content folder: programmes and courses as text files, read, checked, imported, exported.

written     what a folder says, as plain values
problems    what is wrong, with file, line and key
folder      the files themselves: which there are, and their bytes as text
tree        YAML as nodes that know their line
fields      single values out of the nodes
courses, programmes     whole files out of the fields
checks      a whole folder: read it, or say everything that is wrong
origins     what an import gave a row last, and what people made of it in the browser since
conflicts   where a folder would go over that
known       what the database holds of it
changes     what an import does to its rows, and the account of it
course_rows, programme_rows, importer       into the database
exporter    out of it
"""
