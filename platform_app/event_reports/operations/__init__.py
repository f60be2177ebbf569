"""The operations on reports of events."""
