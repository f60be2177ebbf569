"""Rules of dates, text, numbers and places."""
