"""Hostile files, each made from a few lines: PDFs, Word documents, archives and texts that want to hang, swell, crash or escape a reader.

In: nothing, or a seed and a good file. Out: name -> bytes, or mutants. Nothing here is a test.
"""

import random
import zipfile
import zlib
from io import BytesIO

from tests.makers import bomb_pdf, cyclic_pdf, docx_bytes, pdf_bytes

DEEP = 3_000
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pack_pdf(objects, trailer=b"/Root 1 0 R", version=b"1.7"):
    """A PDF of numbered objects with a right table of references."""
    out, places = b"%PDF-" + version + b"\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size %d %b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))


def stream(data, extra=b""):
    return b"<</Length %d %b>>stream\n%b\nendstream" % (len(data), extra, data)


def page_pdf(content, *more, page=b"", catalog=b"", trailer=b"/Root 1 0 R"):
    """One page with this content object; `more` are the objects from 6 on."""
    return pack_pdf(
        (
            b"<</Type/Catalog/Pages 2 0 R %b>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>> %b>>"
            % page,
            content,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ),
        trailer,
    )


TEXT = stream(b"BT /F1 12 Tf 72 700 Td (Planen ska visa vem som ansvarar varje dag.) Tj ET")


def deflate_bomb(size):
    """Zeros packed a thousand to one, twice."""
    packer = zlib.compressobj(9)
    return packer.compress(bytes(size)) + packer.flush()


def make_pdfs():
    """name -> a hostile PDF."""
    chain = b"".join(b"[" for _ in range(DEEP))
    deep_tree = [b"<</Type/Catalog/Pages 2 0 R>>"]
    deep_tree += [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(DEEP)]
    deep_tree += [b"<</Type/Page/MediaBox[0 0 9 9]>>"]
    wide = b" ".join(b"3 0 R" for _ in range(200_000))
    forms = tuple(
        stream(b"/X Do " * 20, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (number + 7))
        for number in range(9)
    )
    return {
        "cyclic tree": cyclic_pdf(),
        "heavy page": bomb_pdf(60_000),
        "deep tree": pack_pdf(deep_tree),
        "wide tree": pack_pdf(
            (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 200000/Kids[%b]>>" % wide, b"<</Type/Page/Parent 2 0 R>>")
        ),
        "false count": pack_pdf((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>", b"<</Type/Page>>")),
        "negative count": pack_pdf((b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count -1/Kids[3 0 R]>>", b"<</Type/Page>>")),
        "no pages": pack_pdf((b"<</Type/Catalog>>",)),
        "root is a number": pack_pdf((b"42",)),
        "root is itself": pack_pdf((b"1 0 R",)),
        "references in a ring": pack_pdf((b"2 0 R", b"3 0 R", b"1 0 R")),
        "deep arrays": page_pdf(TEXT, b"0", page=b"/A " + chain),
        "deep dictionaries": page_pdf(TEXT, b"0", page=b"<</A " * DEEP),
        "flate bomb": page_pdf(stream(deflate_bomb(150_000_000), b"/Filter/FlateDecode")),
        "flate bomb twice": page_pdf(stream(zlib.compress(deflate_bomb(150_000_000), 9), b"/Filter[/FlateDecode/FlateDecode]")),
        "filters a hundred times": page_pdf(stream(b"x" * 99, b"/Filter[" + b"/FlateDecode" * 100 + b"]")),
        "run length bomb": page_pdf(stream(b"\x81a" * 400_000 + b"\x80", b"/Filter/RunLengthDecode")),
        "lzw nonsense": page_pdf(stream(bytes(range(256)) * 40, b"/Filter/LZWDecode")),
        "predictor nonsense": page_pdf(
            stream(zlib.compress(b"a" * 999), b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647>>")
        ),
        "jbig2 nonsense": page_pdf(
            TEXT, stream(b"\x97JB2" + b"\xff" * 900, b"/Type/XObject/Subtype/Image/Width 65535/Height 65535/Filter/JBIG2Decode")
        ),
        "jpx nonsense": page_pdf(
            TEXT, stream(b"\x00\x00\x00\x0cjP  " + b"\xff" * 900, b"/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/JPXDecode")
        ),
        "jpeg nonsense": page_pdf(
            TEXT, stream(b"\xff\xd8\xff" + b"\xff" * 900, b"/Type/XObject/Subtype/Image/Width 65535/Height 9/Filter/DCTDecode")
        ),
        "length beyond the file": page_pdf(b"<</Length 999999999>>stream\nBT ET\nendstream"),
        "length of itself": page_pdf(b"<</Length 4 0 R>>stream\nBT ET\nendstream"),
        "forms in forms": page_pdf(stream(b"/X Do " * 20), *forms),
        "form in itself": page_pdf(
            stream(b"/X Do"), stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
        ),
        "contents in a ring": page_pdf(b"[4 0 R 4 0 R]"),
        "huge numbers": page_pdf(stream(b"BT /F1 1e309 Tf 1e309 0 0 -1e309 9 9 Tm (a) Tj " + b"9" * 5_000 + b" 0 Td (b) Tj ET")),
        "no operands": page_pdf(stream(b"BT Tf Tm Td TJ Tj ' \" cm Do q Q Q Q ET BI ID EI")),
        "inline picture without end": page_pdf(stream(b"BI /W 9 /H 9 ID " + b"a" * 9_000)),
        "string without end": page_pdf(stream(b"BT (" + b"(" * 20_000)),
        "open page action": page_pdf(TEXT, b"<</S/JavaScript/JS(app.launchURL('http://evil.example');)>>", catalog=b"/OpenAction 6 0 R"),
        "launch action": page_pdf(TEXT, b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>", catalog=b"/OpenAction 6 0 R"),
        "outside stream": page_pdf(b"<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream"),
        "outside file": page_pdf(
            TEXT, b"<</Type/Filespec/FS/URL/F(http://evil.example/x)>>", catalog=b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"
        ),
        "title in a ring": page_pdf(TEXT, b"<</Title 6 0 R>>", trailer=b"/Root 1 0 R/Info 6 0 R"),
        "labels in a ring": page_pdf(TEXT, b"<</Kids[6 0 R]>>", catalog=b"/PageLabels 6 0 R"),
        "label of a billion": page_pdf(TEXT, b"<</Nums[0<</S/r/St 999999999>>]>>", catalog=b"/PageLabels 6 0 R"),
        "font map bomb": page_pdf(TEXT, b"0").replace(b"/Helvetica>>", b"/Helvetica/ToUnicode 7 0 R>>"),
        "locked": pdf_bytes(password="hemligt"),
        "locked with nonsense": page_pdf(TEXT, b"<</Filter/Standard/V 9/R 9/O(x)/U(y)/P -1>>", trailer=b"/Root 1 0 R/Encrypt 6 0 R"),
        "table points to itself": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
        "table beyond the file": b"%PDF-1.4\nstartxref\n99999999999999999999\n%%EOF",
        "negative table": b"%PDF-1.4\nstartxref\n-5\n%%EOF",
        "billion rows of table": b"%PDF-1.4\nxref\n0 999999999\n0000000000 65535 f \ntrailer<</Size 999999999/Root 1 0 R>>\nstartxref\n9\n%%EOF",
        "table stream nonsense": page_pdf(stream(b"\xff" * 99, b"/Type/XRef/W[8 8 8]/Index[0 999999999]/Size 999999999/Root 1 0 R")),
        "objects by the hundred thousand": pack_pdf(
            (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", *(b"null" for _ in range(100_000)))
        ),
        "endless comments": b"%PDF-1.4\n" + b"%\n" * 300_000,
        "only the mark": b"%PDF-",
        "zeros": b"%PDF-1.7\n" + bytes(2_000_000),
        "mark late": b"a" * 1000 + b"%PDF-1.7",
        "cut short": pdf_bytes()[:-200],
        "twice": pdf_bytes() * 2,
        "markup in the title": pdf_bytes(title="<img src=x onerror=alert(1)> \u202efdp"),
    }


def pack_zip(members):
    """An archive of these members, deflated."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def change_docx(changes):
    """A good Word document with some of its parts replaced; None takes one out."""
    with zipfile.ZipFile(BytesIO(docx_bytes())) as good:
        members = {name: good.read(name) for name in good.namelist()} | changes
    return pack_zip({name: data for name, data in members.items() if data is not None})


def body(inner, before=b""):
    return b'<?xml version="1.0"?>' + before + b"<w:document " + WORD.encode() + b"><w:body>" + inner + b"</w:body></w:document>"


def make_docxs():
    """name -> a hostile Word document."""
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]>"
    outside = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:9/x">]>'
    remote = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'
    para = b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>"
    long_row = b"<w:tbl>" + b"<w:tr>" + b"<w:tc>" + para % b"a" + b"</w:tc>" + b"</w:tr>" + b"</w:tbl>"
    main = "word/document.xml"
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return {
        "zip bomb": change_docx({main: body(para % (b"a" * 60_000_000))}),
        "zip bomb beside": change_docx({"word/media/a.bin": bytes(60_000_000)}),
        "entity bomb": change_docx({main: body(para % b"&j;", laughs)}),
        "outside entity": change_docx({main: body(para % b"x&a;y&b;z", outside)}),
        "outside rules": change_docx({main: body(para % b"Planen visar vem som ansvarar.", remote)}),
        "deep elements": change_docx({main: body(b"<w:sdt>" * 20_000)}),
        "deep tables": change_docx({main: body(b"<w:tbl><w:tr><w:tc>" * 400 + para % b"a" + b"</w:tc></w:tr></w:tbl>" * 400)}),
        "wide span": change_docx({main: body(long_row.replace(b"<w:tc>", b'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>'))}),
        "span of nonsense": change_docx({main: body(long_row.replace(b"<w:tc>", b'<w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>'))}),
        "merge without start": change_docx({main: body(long_row.replace(b"<w:tc>", b"<w:tc><w:tcPr><w:vMerge/></w:tcPr>"))}),
        "many paragraphs": change_docx({main: body(para % b"Planen ska visa." * 20_000)}),
        "huge level": change_docx(
            {main: body(b'<w:p><w:pPr><w:numPr><w:ilvl w:val="99999999"/></w:numPr></w:pPr><w:r><w:t>a b c</w:t></w:r></w:p>')}
        ),
        "no body": change_docx({main: b'<?xml version="1.0"?><w:document ' + WORD.encode() + b"/>"}),
        "no document": change_docx({main: None}),
        "no types": change_docx({"[Content_Types].xml": None}),
        "empty types": change_docx({"[Content_Types].xml": types}),
        "no relations": change_docx({"_rels/.rels": None}),
        "half an element": change_docx({main: body(b"<w:p><w:r>")[:-30]}),
        "utf-16 nonsense": change_docx({main: b"\xff\xfe" + bytes(range(256)) * 4}),
        "names that climb": pack_zip({"../../../../tmp/planlots-hostile": b"x", "word/document.xml": b"x", "/etc/x": b"x"}),
        "members in thousands": pack_zip({f"word/{n}.xml": b"" for n in range(20_000)} | {"word/document.xml": b"x"}),
        "archive cut": docx_bytes()[:-900],
        "archive shifted": b"PK\x03\x04" + docx_bytes(),
    }


def make_texts():
    """name -> a hostile text."""
    return {
        "one endless line": b"ord " * 400_000,
        "headings only": b"# a\n" * 20_000,
        "deep list": b"".join(b" " * n + b"- a b\n" for n in range(900)),
        "brackets": b"[" * 60_000 + b" plan ska",
        "backticks": b"`" * 60_000 + b" plan ska",
        "stars": b"*a" * 40_000 + b" plan ska",
        "dots": b"Innehall " + b". " * 60_000 + b"3\n",
        "bars": b"|" * 60_000 + b"\n|---|\n plan ska",
        "hyphens": b"a-\n" * 30_000,
        "form feeds": b"plan ska\n" + b"\f" * 30_000 + b"plan ska",
        "spaces": b"plan" + b" " * 300_000 + b"ska\n" * 3,
        "digits": b"Plan ska " + b"1.1." * 40_000,
        "combining signs": ("Plan ska a" + "\u0301" * 60_000).encode(),
        "wide signs": ("Plan ska \U0001f9d1" + "\u200d\U0001f9d1" * 20_000).encode(),
        "tags": ("Plan ska " + "\U000e0041" * 20_000).encode(),
        "tags of html": b"<b" * 40_000 + b" plan ska",
        "comments": b"<!--" * 30_000 + b" plan ska",
        "links": b"[a](" * 30_000 + b" plan ska",
        "notes": b"".join(b"[^%d]: plan ska\n" % n for n in range(4_000)),
        "zeros": b"plan\x00ska\x00" * 900,
        "half utf-16": b"\xff\xfep\x00l\x00a",
        "overlong utf-8": b"plan ska \xc0\xaf\xe0\x80\xaf",
    }


def mutate(data, dice):
    """A good file with one to twenty wounds: flipped, cut, doubled, zeroed, numbers made huge."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at, length = dice.randrange(len(made)), dice.choice((1, 1, 2, 8, 64, 900))
        wound = dice.randrange(7)
        if wound == 0:
            made[at] ^= 1 << dice.randrange(8)
        elif wound == 1:
            made[at : at + length] = b""
        elif wound == 2:
            made[at:at] = made[at : at + length]
        elif wound == 3:
            made[at : at + length] = bytes(min(length, len(made) - at))
        elif wound == 4:
            made[at : at + length] = dice.randbytes(length)
        elif wound == 5:
            made[at:at] = dice.choice((b"999999999999", b"-1", b"<<", b">>", b"[", b"1 0 R", b"endobj", b"(", b"\xff\xfe", b"]]>", b"&a;"))
        else:
            del made[max(1, at) :]
        if not made:
            return b"\0"
    return bytes(made)


def mutants(good, count, seed):
    """`count` mutants of a file."""
    dice = random.Random(seed)
    return [mutate(good, dice) for _ in range(count)]
