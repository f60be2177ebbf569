"""Several real processes against one database."""
