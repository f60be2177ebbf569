"""The acts on groupings."""
