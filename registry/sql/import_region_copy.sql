-- Rows of a file of regions, in COPY's text format. Columns: none.
copy region_import (import_id, row_no, code, level, parent_code, name, pickable, valid_from, valid_to, successor_code) from stdin
