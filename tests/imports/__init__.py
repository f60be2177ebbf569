"""The import of an existing register."""
