"""Figures of speed and memory, each beside the floor that it is compared with."""
