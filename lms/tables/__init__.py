"""Tables that people keep in spreadsheets: reading and writing them as CSV and XLSX.

formats    the columns of each table: the public contract
cells      what a cell may say, and how a dangerous one is made harmless
rows       one row, read cell by cell; what is wrong with it is kept with its place
problems   everything that is wrong with a file, at once
reading    bytes to rows: CSV or XLSX, told apart by their content (`delimited`, `workbook`)
plan       what an import would do; and does, when it is told to
lookups    rows of the database by their codes, in a bounded number of statements
writing    rows to CSV and XLSX
shown      a table of figures as pages, CSV, XLSX and paper show it (`printed`: the PDF)
bound      rows of the database, as many as a file has
terminal   the commands that import and export a table
"""

from lms.tables.bound import rows_of
from lms.tables.formats import Format
from lms.tables.plan import Plan
from lms.tables.problems import FileRefused, Problem
from lms.tables.reading import Sheet, read
from lms.tables.rows import Row
from lms.tables.writing import CSV, XLSX, to_csv, to_xlsx

__all__ = [
    "CSV",
    "XLSX",
    "FileRefused",
    "Format",
    "Plan",
    "Problem",
    "Row",
    "Sheet",
    "read",
    "rows_of",
    "to_csv",
    "to_xlsx",
]
