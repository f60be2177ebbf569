"""Printed forms: characters, lines, pages, and every document."""
