"""Every code the platform stores, and its Japanese label.

Standard library only: this is the one package that forms, reports and the
core may all import. Codes are lower-case words and never change once stored;
labels may be reworded at any time.
"""
