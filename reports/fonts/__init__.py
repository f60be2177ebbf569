"""The bundled fonts: BIZ UD for the text, Noto for what BIZ UD lacks.

All are under the SIL Open Font License, whose texts lie beside the files.
``prepare`` makes the files from their originals; ``loading`` opens them.
"""

from reports.fonts.loading import Face, LoadedFont, fallback_chain

__all__ = ["Face", "LoadedFont", "fallback_chain"]
