"""Forms: they parse and judge input, and know no database."""
