"""The structure of a PDF, for people who listen to it (ISO 32000-1, 14.7 and 14.8).

Every text belongs to a heading or paragraph, in the order in which it is read, and every
picture is a figure with its text alternative; rules, boxes and QR codes are artifacts,
which a screen reader passes over.
"""

import codecs
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFObjectReference, PDFPage
from reportlab.pdfgen.canvas import Canvas

from reports import marks
from reports.marks import PictureMark, TextMark

ARTIFACT, END = f"/{marks.ARTIFACT} BMC", "EMC"


def operate(target: Any, operator: str) -> None:
    """Write a raw operator to a canvas or text object: reportlab has no call for marked content."""
    target._code.append(operator)  # noqa: SLF001


class Structure:
    """Collects the elements of one document while its pages are drawn."""

    def __init__(self, canvas: Canvas) -> None:
        """Start a document; reportlab's pages are first taught the two keys they need."""
        self._canvas = canvas
        self._document: Any = canvas._doc  # type: ignore[attr-defined] # noqa: SLF001
        self._elements: list[tuple[str, int, list[int], str]] = []
        self._owners: list[list[int]] = [[]]
        PDFPage.__NoDefault__ += [key for key in ("StructParents", "Tabs") if key not in PDFPage.__NoDefault__]

    def opening(self, mark: TextMark | PictureMark) -> str:
        """Return the operator that begins the mark, and note which element owns it."""
        if mark.role == marks.ARTIFACT:
            return ARTIFACT
        owners = self._owners[-1]
        number = len(owners)
        if mark.follows and owners:
            self._elements[-1][2].append(number)
        else:
            said = mark.alternative if isinstance(mark, PictureMark) else ""
            self._elements.append((mark.role, len(self._owners), [number], said))
        owners.append(len(self._elements) - 1)
        return f"/{mark.role} <</MCID {number}>> BDC"

    def end_page(self) -> None:
        """Tie the page just shown to its elements and begin the next."""
        number = len(self._owners)
        page = self._document.idToObject[f"Page{number}"]
        page.StructParents, page.Tabs = number - 1, PDFName("S")
        self._owners.append([])

    def finish(self) -> None:
        """Write the tree into the document's catalogue; call it once, before saving."""
        document = self._document
        references = [
            document.Reference(_Element(role, page, marks, said), f"structure{number}")
            for number, (role, page, marks, said) in enumerate(self._elements)
        ]
        parents = [
            entry
            for page, owners in enumerate(self._owners[:-1])
            for entry in (page, PDFArray([references[owner] for owner in owners]))
        ]
        top = {
            "Type": PDFName("StructElem"),
            "S": PDFName("Document"),
            "P": PDFObjectReference("structure"),
            "K": PDFArray(references),
        }
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": document.Reference(PDFDictionary(top), "whole"),
            "ParentTree": PDFDictionary({"Nums": PDFArray(parents)}),
            "ParentTreeNextKey": len(self._owners) - 1,
        }
        self._canvas.setCatalogEntry("StructTreeRoot", document.Reference(PDFDictionary(tree), "structure"))
        self._canvas.setCatalogEntry("MarkInfo", {"Marked": "true"})


class _Element(PDFObject):
    """One structure element; written by hand, because a form has hundreds of them."""

    def __init__(self, role: str, page: int, marks: list[int], said: str) -> None:
        self._role, self._page, self._marks, self._said = role, page, marks, said

    def format(self, document: Any) -> bytes:
        """Return the object as PDF, its parent being the whole document."""
        parent, page = (
            PDFObjectReference(name).format(document).decode("ascii") for name in ("whole", f"Page{self._page}")
        )
        marks = " ".join(map(str, self._marks))
        said = f" /Alt <{codecs.BOM_UTF16_BE.hex()}{self._said.encode('utf-16-be').hex()}>" if self._said else ""
        return f"<< /S /{self._role} /P {parent} /Pg {page} /K [{marks}]{said} >>".encode("ascii")
