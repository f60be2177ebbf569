"""The guides, and what makes their generated parts and pictures."""
