"""The business verbs of discussion records; a Theme is their subject and their lock."""
