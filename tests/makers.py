"""Makes the files that tests read: PDFs with a text layer, locked ones, traps, Word documents. Nothing here is a test."""

from io import BytesIO

import docx
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PAGES = (
    "Handlingsplan för trygg skolväg\nSyfte\nPlanen ska göra vägen till skolan säker för alla barn i Norråker.",
    "Uppföljning\nTekniska nämnden följer upp planen varje år och rapporterar till kommunstyrelsen.",
)


def pdf_bytes(pages=PAGES, title="Plan för trygg skolväg", password=None):
    """A PDF with one text object a line; a page of None stays blank."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setTitle(title)
    for page in pages:
        for number, line in enumerate((page or "").split("\n")):
            canvas.drawString(72, 760 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    if password is None:
        return buffer.getvalue()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(buffer.getvalue())))
    writer.encrypt(user_password=password, owner_password="ägare", algorithm="AES-256")
    locked = BytesIO()
    writer.write(locked)
    return locked.getvalue()


def cyclic_pdf():
    """A page tree that is its own parent and child."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n105\n%%EOF"
    )


def bomb_pdf(repeats=400_000):
    """A page whose content stream is small in the file and takes for ever to read."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf_bytes(("x",)))))
    stream = StreamObject()
    stream.set_data(b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 0 0 Tm " * repeats + b"ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode(level=9))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx_bytes():
    """A Word document with title, headings, a list, a table and Swedish letters."""
    document = docx.Document()
    document.core_properties.title = "Plan för trygg skolväg"
    document.add_heading("Plan för trygg skolväg", 0)
    document.add_heading("Syfte", 1)
    document.add_paragraph("Planen ska göra vägen till skolan säker för alla barn i Norråker.")
    document.add_heading("Åtgärder", 1)
    document.add_paragraph("Sänk hastigheten vid förskolor.", style="List Bullet")
    document.add_paragraph("Bygg gångbro över ån.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Åtgärd", "Ansvarig"), ("Gångbro", "Tekniska nämnden")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()
