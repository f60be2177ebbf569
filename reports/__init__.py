"""Values in, bytes out: printed forms, rosters and workbooks.

Nothing here knows the web or the database; callers hand over plain values.
"""
