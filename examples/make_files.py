#!/usr/bin/env python3
"""Make the sample inbox in examples/files/ and the truth list examples/planted.json.

Everything here is invented: companies, people, addresses, numbers. Telephone
numbers are from the ranges that regulators keep free for film and print, mail
domains end in .example, bank codes do not exist (the check digits are right).

    python3 -m venv venv
    venv/bin/pip install reportlab==5.1.0 python-docx==1.2.0 openpyxl==3.1.5 \\
                         python-pptx==1.0.2 Pillow==13.0.0
    venv/bin/python make_files.py            # write the files, then check them
    venv/bin/python make_files.py --check    # only check what is there

Fonts: Liberation and DejaVu (Debian: fonts-liberation, fonts-dejavu-core).
The check of the PDFs uses pdftotext (Debian: poppler-utils) where it is there.
Workbooks are written with XlsxWriter (comes with python-pptx), because it can
store the result of a formula next to the formula as a spreadsheet program does;
openpyxl reads them back in the check.  All dates in the files are fixed, so
the same versions of the libraries give the same bytes.
"""
import csv
import datetime as dt
import email
import email.policy
import html
import io
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP
from decimal import Decimal as D
from email.message import EmailMessage
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "files"
REFERENCE = dt.date(2026, 11, 23)
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")

# ---------------------------------------------------------------- the company

US = "Lindqvist & Hartmann Interiors GmbH"
OUR_DOMAIN = "lindqvist-hartmann.example"
OUR_ADDRESSES = [f"{n}@{OUR_DOMAIN}" for n in
                 ("office", "k.lindqvist", "j.hartmann", "m.petersen", "a.demir", "t.krueger")]


def cents(x):
    return D(x).quantize(D("0.01"), ROUND_HALF_UP)


def en(x):
    return f"{cents(x):,.2f}"


def de(x):
    return en(x).replace(",", "_").replace(".", ",").replace("_", ".")


def iban(country, bban):
    """IBAN with right check digits, in groups of four."""
    digits = "".join(str(int(c, 36)) for c in bban + country + "00")
    s = f"{country}{98 - int(digits) % 97:02d}{bban}"
    return " ".join(s[i:i + 4] for i in range(0, len(s), 4))


def iban_ok(s):
    s = s.replace(" ", "")
    return int("".join(str(int(c, 36)) for c in s[4:] + s[:4])) % 97 == 1


IBAN_WENDT = iban("DE", "200999990004711081")
IBAN_THORNBURY = iban("GB", "THRN00999912345678")

# Line items: text, quantity, unit, unit price
INVOICE_LINES = [
    ("Wool bouclé “Heath”, colour oat, 140 cm wide", "48.00", "m", "62.50"),
    ("Contract velvet “Calder”, colour petrol, 140 cm wide", "36.50", "m", "54.80"),
    ("Upholstery of dining chairs, labour and sundries", "24", "pcs", "118.00"),
    ("CMHR foam inserts, cut to pattern", "24", "pcs", "17.35"),
    ("Carriage Leeds – Hamburg, incl. export papers", "1", "flat", "285.00"),
]
INVOICE_RIGHT = sum(cents(D(q) * D(p)) for _, q, _, p in INVOICE_LINES)
INVOICE_PRINTED = INVOICE_RIGHT + D("360.00")          # the planted error

RECHNUNG_LINES = [
    ("Einbauschrank Eiche furniert, nach Zeichnung H-214", "2", "Stk.", "1845.00"),
    ("Tresenblende Esche massiv, geölt", "6.40", "m", "215.50"),
    ("Türblatt, Sonderanfertigung, Oberfläche grundiert", "3", "Stk.", "398.00"),
    ("Montage vor Ort (Gesellenstunden)", "18.50", "Std.", "58.00"),
    ("Anfahrt und Anlieferung, pauschal", "1", "psch.", "95.00"),
]
RECHNUNG_NET = sum(cents(D(q) * D(p)) for _, q, _, p in RECHNUNG_LINES)
RECHNUNG_VAT = cents(RECHNUNG_NET * D("0.19"))
RECHNUNG_GROSS = RECHNUNG_NET + RECHNUNG_VAT

QUOTE_LINES = [
    ("Contract velvet “Calder”, colour petrol or moss", "62.00", "m", "54.80"),
    ("Re-upholstery of breakfast room chairs", "40", "pcs", "118.00"),
    ("CMHR foam inserts, cut to pattern", "40", "pcs", "17.35"),
    ("Carriage Leeds – Hamburg, incl. export papers", "1", "flat", "320.00"),
]
QUOTE_TOTAL = sum(cents(D(q) * D(p)) for _, q, _, p in QUOTE_LINES)

# ------------------------------------------------------------------------ PDF


def pdf_setup():
    from reportlab import rl_config
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    rl_config.invariant = 1
    for family, folder, files in (
            ("LibSans", LIBERATION, ("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic")),
            ("LibSerif", LIBERATION, ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic")),
            ("DejaVu", DEJAVU, ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans"))):
        for suffix, f in zip(("", "-B", "-I"), files, strict=False):
            pdfmetrics.registerFont(TTFont(family + suffix, str(folder / (f + ".ttf"))))
        addMapping(family, 0, 0, family)
        addMapping(family, 1, 0, family + "-B")
        addMapping(family, 0, 1, family + "-I")
        addMapping(family, 1, 1, family + "-B")


def pdf_build(story, when, title, author, font, decorate, lang, **margins):
    """Build a PDF in memory; decorate(canvas, page, pages) draws header and footer."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
    os.environ["SOURCE_DATE_EPOCH"] = str(int(when.replace(tzinfo=dt.UTC).timestamp()))

    class Numbered(Canvas):
        def __init__(self, *a, **k):
            super().__init__(*a, **{**k, "initialFontName": font})
            self.states = []

        def showPage(self):
            self.states.append(dict(self.__dict__))
            self._startPage()

        def save(self):
            for i, state in enumerate(self.states, 1):
                self.__dict__.update(state)
                if decorate:
                    decorate(self, i, len(self.states))
                super().showPage()
            super().save()

    buf = io.BytesIO()
    doc = BaseDocTemplate(buf, pagesize=A4, title=title, author=author, creator=author, lang=lang, **margins)
    frame = Frame(doc.leftMargin, doc.bottomMargin, doc.width, doc.height, 0, 0, 0, 0)
    doc.addPageTemplates(PageTemplate(frames=[frame]))
    doc.build(story, canvasmaker=Numbered)
    os.environ.pop("SOURCE_DATE_EPOCH")
    return buf.getvalue()


def bill(font, colour, sender, sender_line, recipient, title, meta, intro, head, rows, totals, outro, foot,
         when, pdf_title, author, lang, bold=None, page_word="Page %d of %d"):
    """One-page invoice or quotation."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle as S
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph as P
    from reportlab.platypus import Spacer, Table, TableStyle
    bold = bold or font + "-B"
    base = S("base", fontName=font, fontSize=9.5, leading=13.5)
    small = S("small", parent=base, fontSize=7.5, leading=10, textColor=colors.HexColor("#555555"))
    right = S("right", parent=base, alignment=TA_RIGHT)
    c = colors.HexColor(colour)

    def cell(text, r=False, b=False):
        return P(f'<font name="{bold}">{text}</font>' if b else text, right if r else base)

    W = 170 * mm
    st = []
    st.append(Table([[P(f'<font name="{bold}" size="15" color="{colour}">{sender[0]}</font>', S("h", parent=base, leading=19)),
                      P("<br/>".join(sender[1:]), S("sr", parent=small, alignment=TA_RIGHT))]],
                    colWidths=[W * .6, W * .4],
                    style=[("FONTNAME", (0, 0), (-1, -1), font), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                           ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, 0), 1.2, c),
                           ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]))
    st.append(Spacer(1, 12 * mm))
    mt = Table([[P(k, small), P(v, base)] for k, v in meta], colWidths=[32 * mm, 40 * mm],
               style=[("FONTNAME", (0, 0), (-1, -1), font), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0.5),
                      ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    st.append(Table([[[P(sender_line, small), Spacer(1, 2 * mm), P("<br/>".join(recipient), base)], mt]],
                    colWidths=[W - 72 * mm, 72 * mm],
                    style=[("FONTNAME", (0, 0), (-1, -1), font), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                           ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    st.append(Spacer(1, 12 * mm))
    st.append(P(f'<font name="{bold}" size="13">{title}</font>', S("t", parent=base, leading=18)))
    st.append(Spacer(1, 2 * mm))
    for p in intro:
        st += [P(p, base), Spacer(1, 2 * mm)]
    st.append(Spacer(1, 2 * mm))
    data = [[cell(h, i > 1, True) for i, h in enumerate(head)]]
    data += [[cell(v, i > 1) for i, v in enumerate(r)] for r in rows]
    widths = [11 * mm, 77 * mm, 17 * mm, 15 * mm, 23 * mm, 27 * mm]
    st.append(Table(data, colWidths=widths, repeatRows=1, style=TableStyle([
        ("FONTNAME", (0, 0), (-1, -1), font), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, 0), 0.8, c),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.HexColor("#bbbbbb")),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)])))
    st.append(Table([[cell(k, True, i == len(totals) - 1), cell(v, True, i == len(totals) - 1)] for i, (k, v) in enumerate(totals)],
                    colWidths=[W - 38 * mm, 38 * mm],
                    style=[("FONTNAME", (0, 0), (-1, -1), font), ("RIGHTPADDING", (0, 0), (-1, -1), 2), ("TOPPADDING", (0, 0), (-1, -1), 2),
                           ("LINEABOVE", (1, -1), (1, -1), 0.8, c), ("LINEBELOW", (1, -1), (1, -1), 0.8, c)]))
    st.append(Spacer(1, 7 * mm))
    for p in outro:
        st += [P(p, base), Spacer(1, 2.5 * mm)]

    def decorate(cv, page, pages):
        cv.setStrokeColor(colors.HexColor("#999999"))
        cv.setLineWidth(0.4)
        cv.line(20 * mm, 27 * mm, 190 * mm, 27 * mm)
        cv.setFillColor(colors.HexColor("#555555"))
        for i, block in enumerate(foot):
            for j, line in enumerate(block):
                cv.setFont(font, 7)
                cv.drawString((20 + 60 * i) * mm, (23.5 - 3.3 * j) * mm, line)
        cv.setFont(font, 7)
        cv.drawRightString(190 * mm, 8 * mm, page_word % (page, pages))

    return pdf_build(st, when, pdf_title, author, font, decorate, lang, leftMargin=20 * mm, rightMargin=20 * mm,
                     topMargin=16 * mm, bottomMargin=32 * mm)


def esc(s):
    return s.replace("&", "&amp;")


def rows_of(lines, fmt, qty):
    return [[str(i), esc(t), qty(q), u, fmt(p), fmt(cents(D(q) * D(p)))] for i, (t, q, u, p) in enumerate(lines, 1)]


US_BLOCK = [esc(US), "Speicherhof 3", "22767 Hamburg"]
THORNBURY = ["Thornbury Textiles Ltd", "Unit 7, Weavers’ Yard", "Leeds LS10 9ZZ, United Kingdom",
             "Tel. +44 113 496 0231", "accounts@thornbury.example"]
THORNBURY_FOOT = [["Thornbury Textiles Ltd", "Unit 7, Weavers’ Yard, Leeds LS10 9ZZ", "Company No. 00999231 (England)"],
                  ["Tel. +44 113 496 0231", "accounts@thornbury.example", "VAT No. GB 000 9992 31"],
                  ["Aire & Calder Bank plc, Leeds", "IBAN " + IBAN_THORNBURY, "BIC THRNGB99XXX"]]


def make_invoice():
    return bill(
        "LibSans", "#7a2e2e", THORNBURY, "Thornbury Textiles Ltd · Unit 7, Weavers’ Yard · Leeds LS10 9ZZ",
        US_BLOCK + ["Germany"], "Invoice INV-20418",
        [("Invoice no.", "INV-20418"), ("Invoice date", "9 November 2026"), ("Your order", "LH-2026-147 (A. Demir)"),
         ("Delivery", "5 November 2026"), ("Payment terms", "30 days net")],
        ["Dear Ms Demir,", "thank you for your order. For the goods and work delivered to your showroom on 5 November 2026 we charge as follows:"],
        ["No.", "Description", "Qty", "Unit", "Price EUR", "Amount EUR"],
        rows_of(INVOICE_LINES, en, lambda q: q),
        [("Subtotal", en(INVOICE_PRINTED)), ("VAT 0 % (export of goods, zero-rated)", "0.00"),
         ("Total due", "EUR " + en(INVOICE_PRINTED))],
        [f"Please transfer EUR {en(INVOICE_PRINTED)} to the account named below by 9 December 2026, quoting the invoice number.",
         "The goods remain our property until they have been paid for in full. Import VAT and duty are payable by the recipient.",
         "Kind regards,<br/>Peter Holroyd<br/>Accounts, Thornbury Textiles Ltd"],
        THORNBURY_FOOT, dt.datetime(2026, 11, 9, 10, 12), "Invoice INV-20418", "Thornbury Textiles Ltd", "en-GB")


def make_quotation():
    return bill(
        "DejaVu", "#7a2e2e", THORNBURY[:-1] + ["sales@thornbury.example"],
        "Thornbury Textiles Ltd · Unit 7, Weavers’ Yard · Leeds LS10 9ZZ",
        US_BLOCK + ["Germany"], "Quotation Q-2026-0871",
        [("Quotation no.", "Q-2026-0871"), ("Date", "17 November 2026"), ("Project", "Hotel Nordwall, chairs"),
         ("Valid until", "4 December 2026")],
        ["Dear Ms Demir,", "we are pleased to offer you for the breakfast room of Hotel Nordwall:"],
        ["No.", "Description", "Qty", "Unit", "Price EUR", "Amount EUR"],
        rows_of(QUOTE_LINES, en, lambda q: q),
        [("Subtotal", en(QUOTE_TOTAL)), ("VAT 0 % (export of goods, zero-rated)", "0.00"),
         ("Total", "EUR " + en(QUOTE_TOTAL))],
        ["Payment 30 days net. Delivery kerbside to Speicherhof 3, Hamburg.",
         "Kind regards,<br/>Fiona Ashcroft<br/>Contract Sales, Thornbury Textiles Ltd"],
        THORNBURY_FOOT, dt.datetime(2026, 11, 17, 14, 5), "Quotation Q-2026-0871", "Thornbury Textiles Ltd", "en-GB")


def make_rechnung():
    """Standard Helvetica, not embedded, WinAnsi."""
    def qty(q):
        return q.replace(".", ",")
    return bill(
        "Helvetica", "#1f4d3a",
        ["Tischlerei Wendt GmbH", "Zimmererweg 9", "21079 Hamburg", "Tel. +49 40 66969-715", "buchhaltung@tischlerei-wendt.example"],
        "Tischlerei Wendt GmbH · Zimmererweg 9 · 21079 Hamburg",
        [esc(US), "Frau Mirjam Petersen", "Speicherhof 3", "22767 Hamburg"], "Rechnung RE-2026-1187",
        [("Rechnungsnummer", "RE-2026-1187"), ("Rechnungsdatum", "16.11.2026"), ("Kundennummer", "10482"),
         ("Leistungszeitraum", "09.11.–11.11.2026"), ("Zahlungsziel", "14 Tage")],
        ["Sehr geehrte Frau Petersen,",
         "für die Arbeiten am Bauvorhaben Reederei Clausen KG, Empfang, erlauben wir uns wie folgt abzurechnen:"],
        ["Pos.", "Bezeichnung", "Menge", "Einheit", "Einzel €", "Gesamt €"],
        rows_of(RECHNUNG_LINES, de, qty),
        [("Nettobetrag", de(RECHNUNG_NET) + " €"), ("zzgl. 19 % Umsatzsteuer", de(RECHNUNG_VAT) + " €"),
         ("Rechnungsbetrag", de(RECHNUNG_GROSS) + " €")],
        ["Zahlbar innerhalb von 14 Tagen nach Rechnungsdatum ohne Abzug, spätestens am 30.11.2026. "
         "Bitte geben Sie bei der Überweisung die Rechnungsnummer an.",
         f"Bankverbindung: Elbufer Handwerkerbank eG, IBAN {IBAN_WENDT}",
         "Vielen Dank für Ihren Auftrag.", "Mit freundlichen Grüßen<br/>Hinnerk Wendt"],
        [["Tischlerei Wendt GmbH", "Geschäftsführer: Hinnerk Wendt", "Amtsgericht Hamburg, HRB 999715"],
         ["Tel. +49 40 66969-715", "buchhaltung@tischlerei-wendt.example", "Steuernummer 47/999/07150"],
         ["Elbufer Handwerkerbank eG", "IBAN " + IBAN_WENDT, "BIC ELBUDE99XXX"]],
        dt.datetime(2026, 11, 16, 9, 30), "Rechnung RE-2026-1187", "Tischlerei Wendt GmbH", "de-DE",
        bold="Helvetica-Bold", page_word="Seite %d von %d")


LEASE = [
    ("1", "Premises", [
        "The Landlord lets to the Tenant the showroom and office premises at Speicherhof 3, 22767 Hamburg, ground floor and first floor, with a total floor area of 412 square metres, together with the storage room no. 2 in the basement and four parking spaces in the courtyard, marked in red on the plan in Schedule 1 (the “Premises”).",
        "The Tenant has inspected the Premises and takes them over in the condition recorded in the hand-over report of 28 March 2022.",
    ]),
    ("2", "Permitted use", [
        "The Premises may be used as a showroom, design office and sample store for interior furnishings. Any other use requires the prior written consent of the Landlord, which may not be withheld without good reason.",
        "The Tenant obtains at its own cost the permits that its business requires. Signs on the façade require the consent of the Landlord and must follow the signage guideline of the building.",
    ]),
    ("3", "Term", [
        "The Lease begins on 1 April 2022 and is granted for a fixed term of five years. It ends on 31 March 2027 (the “Initial Term”).",
        "If neither party gives notice in accordance with clause 4, the Lease is extended by a further two years on the same terms. The same applies at the end of each extension.",
    ]),
    ("4", "Notice", [
        "Either party may end the Lease at the end of the Initial Term, or of an extension, by giving not less than three months’ written notice to the other party.",
        "Notice must be signed by hand and sent by registered post or courier to the address given at the head of this Agreement. For the observance of the notice period the day on which the notice is received is decisive. Notice by e-mail is not sufficient.",
        "The right of either party to end the Lease without notice for an important reason is not affected. For the Landlord an important reason exists in particular if the Tenant is in arrears with an amount equal to two monthly rents.",
    ]),
    ("5", "Rent", [
        "The monthly rent amounts to EUR 6,450.00. In addition the Tenant pays an advance on the service charges of EUR 780.00 per month. Value added tax at the statutory rate, at present 19 per cent, is added to both amounts, so that EUR 8,603.70 is payable each month.",
        "Rent and advance are payable monthly in advance by standing order to the account of the Landlord’s managing agent. The Tenant may set off only claims that are undisputed or have been established by a court.",
    ]),
    ("6", "Adjustment of the rent", [
        "If the consumer price index for Germany published by the Federal Statistical Office changes by more than ten per cent compared with the month in which the Lease began, or with the last adjustment, either party may demand a corresponding change of the rent for the future.",
        "The demand is to be made in text form and must show the calculation. The new rent is owed from the second month after receipt of the demand.",
    ]),
    ("7", "Service charges", [
        "The Landlord accounts for the service charges listed in Schedule 2 once a year. The share of the Tenant is the ratio of its floor area to the total floor area of the building.",
        "Objections to an account are to be raised within twelve months after it has been received. The vouchers may be inspected at the offices of the managing agent during business hours.",
    ]),
    ("8", "Deposit", [
        "The Tenant has provided a deposit of EUR 19,350.00, equal to three monthly rents without service charges, in the form of a bank guarantee.",
        "The Landlord returns the guarantee within sixty days after the Premises have been handed back, less any amounts to which the Landlord is still entitled.",
    ]),
    ("9", "Maintenance and alterations", [
        "The Landlord keeps the roof, the structure and the technical systems of the building in repair. The Tenant bears the cost of minor repairs inside the Premises up to EUR 300.00 in each case and EUR 2,500.00 in a calendar year.",
        "The Tenant has the electrical installation of the Premises inspected by a qualified firm every four years and gives the Landlord a copy of the report on request.",
        "Alterations to the building fabric require the prior written consent of the Landlord. Fixtures installed by the Tenant are to be removed at the end of the Lease unless the parties agree otherwise.",
    ]),
    ("10", "Insurance", [
        "The Tenant keeps a business liability insurance with a sum insured of at least EUR 3,000,000.00 for each event, which also covers damage to rented property.",
        "The Tenant sends the Landlord a confirmation of its insurer that this cover is in force by 31 January of each year.",
        "Damage to the Premises is to be reported to the Landlord without delay.",
    ]),
    ("11", "Sub-letting", [
        "Sub-letting, in whole or in part, requires the written consent of the Landlord. Consent may be refused only if there is an important reason in the person or the business of the sub-tenant.",
    ]),
    ("12", "Access", [
        "The Landlord and persons authorised by it may enter the Premises during business hours after giving notice of at least two working days, in order to inspect them, to read meters or to carry out repairs. In an emergency access is to be made possible at any time.",
    ]),
    ("13", "Return of the Premises", [
        "At the end of the Lease the Tenant returns the Premises cleared and swept, with all keys. The parties draw up a joint report on their condition.",
        "If the Tenant continues to use the Premises after the end of the Lease, the Lease is not thereby extended; section 545 of the German Civil Code does not apply.",
    ]),
    ("14", "Final provisions", [
        "Changes and additions to this Agreement, including this clause, require written form. There are no oral side agreements.",
        "If a provision of this Agreement is or becomes invalid, the other provisions remain in force. The parties replace the invalid provision by a valid one which comes closest to its economic purpose.",
        "This Agreement is governed by German law. The place of jurisdiction is Hamburg. The English text is binding.",
    ]),
]


def make_lease():
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle as S
    from reportlab.lib.units import mm
    from reportlab.platypus import KeepTogether, PageBreak, Spacer, Table
    from reportlab.platypus import Paragraph as P
    f = "LibSerif"
    base = S("b", fontName=f, fontSize=10.5, leading=14.5, alignment=TA_JUSTIFY, spaceAfter=5)
    clause = S("c", parent=base, leftIndent=12 * mm, bulletIndent=0, bulletFontName=f, bulletFontSize=10.5)
    h = S("h", parent=base, fontName=f + "-B", fontSize=12, leading=16, spaceBefore=9, spaceAfter=4, alignment=0)
    centre = S("ce", parent=base, alignment=TA_CENTER)
    st = [Spacer(1, 8 * mm),
          P("Lease Agreement", S("t", parent=centre, fontName=f + "-B", fontSize=22, leading=28)),
          P("for commercial premises at Speicherhof 3, 22767 Hamburg", S("t2", parent=centre, fontSize=12, leading=18)),
          Spacer(1, 8 * mm), P("between", centre),
          P(f'<font name="{f}-B">Harbour Quay Estates Ltd</font><br/>4 Tidewater Court, London E1W 9ZZ, United Kingdom<br/>'
            'represented by its director Ms Eleanor Pryce<br/>(the “Landlord”)', centre),
          P("and", centre),
          P(f'<font name="{f}-B">{esc(US)}</font><br/>Speicherhof 3, 22767 Hamburg, Germany<br/>'
            'represented by its managing directors Karin Lindqvist and Jonas Hartmann<br/>(the “Tenant”)', centre),
          Spacer(1, 6 * mm)]
    for no, title, paras in LEASE:
        block = [P(f"{no}&nbsp;&nbsp;&nbsp;{title}", h)]
        ps = [P(p, clause, bulletText=f"{no}.{i}") for i, p in enumerate(paras, 1)]
        st.append(KeepTogether(block + ps[:1]))
        st += [KeepTogether([p]) for p in ps[1:]]
    sign = Table([["London, 14 February 2022", "", "Hamburg, 17 February 2022"],
                  ["", "", ""],
                  ["Eleanor Pryce", "", "Karin Lindqvist        Jonas Hartmann"],
                  ["Harbour Quay Estates Ltd", "", US]],
                 colWidths=[70 * mm, 15 * mm, 75 * mm], rowHeights=[16, 40, 16, 14],
                 style=[("FONT", (0, 0), (-1, -1), f, 10.5), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                        ("LINEABOVE", (0, 2), (0, 2), .5, colors.black), ("LINEABOVE", (2, 2), (2, 2), .5, colors.black)])
    st.append(KeepTogether([Spacer(1, 10 * mm), sign]))
    cell = S("cell", parent=base, alignment=0, spaceAfter=0)
    st += [PageBreak(), P("Schedule 1 – Premises", h),
           Table([[P(f'<font name="{f}-B">{x}</font>', cell) for x in ("Part", "Location", "Area m²")]] +
                 [[P(x, cell) for x in r] for r in
                  (("Showroom", "Ground floor, left", "236"), ("Design office", "First floor, left", "151"),
                   ("Kitchen and sanitary rooms", "First floor, rear", "25"),
                   ("Total let area", "", "412"), ("Storage room no. 2", "Basement", "not counted"),
                   ("Parking spaces 5–8", "Courtyard", "not counted"))],
                 colWidths=[65 * mm, 60 * mm, 35 * mm],
                 style=[("FONTNAME", (0, 0), (-1, -1), f), ("GRID", (0, 0), (-1, -1), .4, colors.HexColor("#888888")),
                        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#eeeeee"))]),
           Spacer(1, 6 * mm), P("Schedule 2 – Service charges", h),
           P("The following running costs of the building are shared by the tenants: public charges on the property, water and drainage, "
             "heating and hot water, the passenger and goods lift, street cleaning and refuse collection, cleaning of the building, "
             "care of the courtyard, lighting of the common areas, chimney sweeping, property and liability insurance of the building, "
             "caretaker, and the maintenance of the fire alarm system. Costs of administration and repair are not shared.", base)]

    def decorate(cv, page, pages):
        cv.setFont(f + "-I", 9)
        cv.setFillColor(colors.HexColor("#444444"))
        cv.drawString(25 * mm, 284 * mm, "Lease Agreement – Speicherhof 3, Hamburg")
        cv.drawRightString(185 * mm, 284 * mm, "Harbour Quay Estates Ltd / Lindqvist & Hartmann")
        cv.setLineWidth(.4)
        cv.line(25 * mm, 282 * mm, 185 * mm, 282 * mm)
        cv.setFont(f, 9)
        cv.drawCentredString(105 * mm, 13 * mm, f"Page {page} of {pages}")

    return pdf_build(st, dt.datetime(2022, 2, 14, 15, 0), "Lease Agreement Speicherhof 3", "Harbour Quay Estates Ltd", f, decorate,
                     "en-GB", leftMargin=25 * mm, rightMargin=25 * mm, topMargin=25 * mm, bottomMargin=24 * mm)


# ---------------------------------------------------------------- scanned letter

SCAN_BODY = [
    ("b", "Ihr Leitungswasserschaden vom 29. Oktober 2026, Schaden-Nr. 26-118 403"),
    ("", ""),
    ("", "Sehr geehrte Frau Petersen,"),
    ("", "vielen Dank für Ihre Schadenmeldung vom 2. November 2026. Wir haben den Vorgang angelegt und die Deckung "
         "dem Grunde nach bestätigt. Um die Höhe der Entschädigung prüfen zu können, benötigen wir noch folgende Unterlagen:"),
    ("li", "Fotos der beschädigten Musterstoffe und des Lagerraums,"),
    ("li", "einen Kostenvoranschlag für die Trocknung und die Malerarbeiten,"),
    ("li", "die Einkaufsrechnungen der zerstörten Ware."),
    ("", "Bitte senden Sie uns diese Unterlagen bis zum 7. Dezember 2026 zu, gern auch per E-Mail unter Angabe der "
         "Schaden-Nummer. Nach Ablauf dieser Frist müssen wir nach Aktenlage entscheiden."),
    ("", "Außerdem bitten wir um eine kurze Auskunft: Haben Sie den Schaden auch Ihrem Vermieter gemeldet?"),
    ("", "Bewahren Sie die beschädigten Gegenstände bitte auf, bis wir die Regulierung abgeschlossen haben."),
    ("", ""),
    ("", "Mit freundlichen Grüßen"),
]


def make_scan():
    from PIL import Image, ImageDraw, ImageFilter, ImageFont
    W, H, mm = 1654, 2339, 200 / 25.4

    def font(name, pt):
        return ImageFont.truetype(str(LIBERATION / f"{name}.ttf"), round(pt * 200 / 72), layout_engine=ImageFont.Layout.BASIC)

    serif, bold = font("LiberationSerif-Regular", 11.5), font("LiberationSerif-Bold", 11.5)
    small, head = font("LiberationSans-Regular", 8), font("LiberationSans-Bold", 17)
    im = Image.new("L", (W, H), 255)
    d = ImageDraw.Draw(im)
    x0, x1 = 25 * mm, 187 * mm
    d.text((x0, 17 * mm), "NORDMARK", font=head, fill=30)
    d.text((x0, 25 * mm), "Gewerbeversicherung VVaG", font=font("LiberationSans-Regular", 10), fill=40)
    d.line((x0, 32 * mm, x1, 32 * mm), fill=60, width=3)
    y = 36 * mm
    for line in ("Nordmark Gewerbeversicherung VVaG", "Abteilung Sachschaden", "Deichtorhof 21, 20097 Hamburg", "",
                 "Ihr Ansprechpartner:", "Sönke Matthiesen", "Telefon +49 40 66969-840", "schaden@nordmark-gewerbe.example"):
        d.text((135 * mm, y), line, font=small, fill=40)
        y += 4.2 * mm
    d.text((x0, 46 * mm), "Nordmark VVaG · Deichtorhof 21 · 20097 Hamburg", font=font("LiberationSans-Regular", 6.5), fill=70)
    y = 51 * mm
    for line in (US, "Frau Mirjam Petersen", "Speicherhof 3", "22767 Hamburg"):
        d.text((x0, y), line, font=serif, fill=20)
        y += 5.3 * mm
    date = "Hamburg, 12. November 2026"
    d.text((x1 - serif.getlength(date), 90 * mm), date, font=serif, fill=20)
    y = 104 * mm
    step = 5.4 * mm
    for kind, text in SCAN_BODY:
        f = bold if kind == "b" else serif
        left = x0 + (8 * mm if kind == "li" else 0)
        if kind == "li":
            d.ellipse((x0 + 3 * mm, y + 2.1 * mm, x0 + 4.1 * mm, y + 3.2 * mm), fill=25)
        line = ""
        for word in text.split():
            if line and f.getlength(line + " " + word) > x1 - left:
                d.text((left, y), line, font=f, fill=22)
                y += step
                line = word
            else:
                line = (line + " " + word).strip()
        d.text((left, y), line, font=f, fill=22)
        y += step + (0 if kind == "li" else 2.2 * mm if text else -2 * mm)
        if kind == "li" and text.endswith("Ware."):
            y += 2.2 * mm
    pts, px, py = [], x0 + 2 * mm, y + 8 * mm                     # a signature
    for i in range(150):
        t = i / 149
        pts.append((px + t * 38 * mm + 2.2 * mm * math.sin(t * 31), py + 4 * mm * math.sin(t * 19) * (1 - .7 * t) + 1.2 * mm * math.sin(t * 47)))
    d.line(pts, fill=55, width=4, joint="curve")
    d.text((x0, y + 17 * mm), "i. A. Sönke Matthiesen", font=serif, fill=22)
    d.text((x0, y + 22.4 * mm), "Nordmark Gewerbeversicherung VVaG", font=serif, fill=22)
    d.line((x0, 278 * mm, x1, 278 * mm), fill=90, width=2)
    d.text((x0, 280 * mm), "Vorstand: Dr. Almut Renken (Vors.), Ole Thamsen · Sitz Hamburg · Amtsgericht Hamburg, HRB 999840", font=small, fill=60)

    stamp = Image.new("L", (round(52 * mm), round(19 * mm)), 255)      # received stamp
    sd = ImageDraw.Draw(stamp)
    sd.rectangle((4, 4, stamp.width - 5, stamp.height - 5), outline=120, width=4)
    sf = font("LiberationSans-Bold", 12)
    for i, t in enumerate(("EINGEGANGEN", "16. NOV. 2026")):
        sd.text(((stamp.width - sf.getlength(t)) / 2, (2.5 + 7.4 * i) * mm), t, font=sf, fill=115)
    stamp = stamp.rotate(6, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    im.paste(stamp, (round(66 * mm), round(73 * mm)))

    im = im.filter(ImageFilter.GaussianBlur(0.7)).rotate(0.8, resample=Image.Resampling.BICUBIC, fillcolor=255)
    rnd = random.Random(20261112)
    px = im.load()
    for _ in range(42000):                                           # paper grain
        x, yy = rnd.randrange(W), rnd.randrange(H)
        px[x, yy] = max(0, min(255, px[x, yy] + rnd.choice((-38, -24, -24, 30))))
    for _ in range(170):                                             # dust
        x, yy, v = rnd.randrange(4, W - 4), rnd.randrange(4, H - 4), rnd.randrange(60, 180)
        for dx in range(rnd.randint(1, 3)):
            for dy in range(rnd.randint(1, 3)):
                px[x + dx, yy + dy] = v
    for yy in range(H):                                              # shadow of the scanner lid
        for x in range(W - 16 + (yy % 5 == 0), W):
            px[x, yy] = 150 - (W - x)
    im = im.point([min(15, (v * 15 + 120) // 247) for v in range(256)])
    im = im.convert("P") if im.mode != "L" else im
    out = Image.frombytes("P", im.size, im.tobytes())
    out.putpalette([c for v in range(16) for c in (v * 16 + (15 if v else 0) - (3 if v == 15 else 0),) * 3])
    buf = io.BytesIO()
    out.save(buf, "PNG", bits=4, optimize=True, dpi=(200, 200))
    return buf.getvalue()


# ------------------------------------------------------------------ OOXML helpers


def repack(data, when):
    """Same members in the same order with a fixed time stamp."""
    src, buf = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buf, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for info in src.infolist():
            if info.filename == "docProps/thumbnail.jpeg":
                continue
            body = src.read(info)
            if info.filename == "_rels/.rels":
                body = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", body)
            zi = zipfile.ZipInfo(info.filename, when.timetuple()[:6])
            zi.compress_type, zi.external_attr, zi.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            z.writestr(zi, body)
    return buf.getvalue()


def props(doc, when, title, author, lang):
    p = doc.core_properties
    p.title, p.author, p.last_modified_by, p.language = title, author, author, lang
    p.created = p.modified = when
    p.comments = p.keywords = p.subject = p.category = ""
    p.revision = 2


def field(par, code):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    for kind, text in (("begin", None), (None, code), ("separate", None), ("t", "1"), ("end", None)):
        r = par.add_run()._r
        if kind in ("begin", "separate", "end"):
            e = OxmlElement("w:fldChar")
            e.set(qn("w:fldCharType"), kind)
        elif kind == "t":
            e = OxmlElement("w:t")
            e.text = text
        else:
            e = OxmlElement("w:instrText")
            e.set(qn("xml:space"), "preserve")
            e.text = f" {text} "
        r.append(e)


def new_docx(font, size, lang):
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor
    doc = Document()
    s = doc.sections[0]
    s.page_width, s.page_height = Mm(210), Mm(297)
    s.left_margin, s.right_margin, s.top_margin, s.bottom_margin = Mm(25), Mm(20), Mm(25), Mm(20)
    n = doc.styles["Normal"]
    n.font.name, n.font.size = font, Pt(size)
    n.paragraph_format.space_after = Pt(6)
    for name in ("Heading 1", "Heading 2", "Title"):
        st = doc.styles[name]
        st.font.name, st.font.color.rgb = font, RGBColor(0x22, 0x3A, 0x4E)
        rf = st.element.rPr.rFonts
        for a in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            if rf.get(qn(a)) is not None:
                del rf.attrib[qn(a)]
    for e in doc.styles.element.iter(qn("w:lang")):
        e.set(qn("w:val"), lang)
    return doc


def save_docx(doc, when):
    buf = io.BytesIO()
    doc.save(buf)
    return repack(buf.getvalue(), when)


def make_clausen():
    from docx.enum.text import WD_ALIGN_PARAGRAPH as A
    from docx.shared import Pt, RGBColor
    doc = new_docx("Arial", 10.5, "de-DE")
    when = dt.datetime(2026, 11, 17, 11, 20)
    props(doc, when, "Mängelanzeige Empfangstresen", "Inken Albers", "de-DE")
    hp = doc.sections[0].header.paragraphs[0]
    r = hp.add_run("Reederei Clausen KG")
    r.bold, r.font.size, r.font.color.rgb = True, Pt(15), RGBColor(0x12, 0x3C, 0x69)
    hp.add_run("\nKaispeicherallee 40 · 20457 Hamburg · Tel. +49 40 66969-520 · verwaltung@reederei-clausen.example").font.size = Pt(8)
    fp = doc.sections[0].footer.paragraphs[0]
    fp.alignment = A.CENTER
    fp.add_run("Reederei Clausen KG · Amtsgericht Hamburg, HRA 999520 · Geschäftsführung: Detlef Clausen").font.size = Pt(8)
    p = doc.add_paragraph()
    p.add_run("Vorab per E-Mail").bold = True
    doc.add_paragraph(f"{US}\nHerrn Jonas Hartmann\nSpeicherhof 3\n22767 Hamburg").paragraph_format.space_after = Pt(18)
    p = doc.add_paragraph("Hamburg, 17. November 2026")
    p.alignment = A.RIGHT
    p = doc.add_paragraph()
    p.add_run("Bauvorhaben Empfang, Auftrag LH-2026-131\nMängelanzeige").bold = True
    p.paragraph_format.space_after = Pt(12)
    doc.add_paragraph("Sehr geehrter Herr Hartmann,")
    doc.add_paragraph("am 11. November 2026 haben Ihre Monteure den neuen Empfangstresen und die beiden Einbauschränke fertiggestellt. "
                      "Mit der Gestaltung sind wir sehr zufrieden. Bei der gemeinsamen Begehung am 12. November mit Herrn Krüger "
                      "haben wir allerdings folgende Mängel festgestellt:")
    for t in ("Die linke Schiebetür des Schranks im Wartebereich klemmt und lässt sich nur mit Kraft öffnen.",
              "An der Tresenblende hat sich das Furnier an der Stirnseite auf etwa 20 cm gelöst.",
              "Die LED-Leiste unter der Tresenplatte flackert, sobald sie gedimmt wird."):
        doc.add_paragraph(t, style="List Number")
    doc.add_paragraph("Wir bitten Sie, die genannten Mängel bis spätestens 11. Dezember 2026 zu beseitigen, da wir am 14. Dezember "
                      "Gäste aus Rotterdam erwarten. Bitte schlagen Sie uns bis zum 27. November 2026 einen Termin für die Arbeiten vor; "
                      "werktags zwischen 8 und 11 Uhr passt es bei uns am besten.")
    doc.add_paragraph("Eine Rückfrage noch: Beginnt die Gewährleistungsfrist für die ausgetauschten Teile neu?")
    doc.add_paragraph("Die Schlussrechnung werden wir nach der Beseitigung der Mängel ausgleichen. Ansprechpartnerin für die "
                      "Terminabstimmung ist Frau Albers, Durchwahl -524.")
    doc.add_paragraph("Mit freundlichen Grüßen").paragraph_format.space_before = Pt(10)
    p = doc.add_paragraph("Inken Albers\nLeitung Verwaltung")
    p.paragraph_format.space_before = Pt(36)
    return save_docx(doc, when)


ACTIONS = [
    ("Aylin Demir", "Agree the velvet colourway with Hotel Nordwall and pass it on to Thornbury", "25 November 2026"),
    ("Tobias Krüger", "Call Reederei Clausen about the defects and propose a date for the repair", "26 November 2026"),
    ("Karin Lindqvist", "Decide who goes to the Nordic Interiors Summit and have them registered", "1 December 2026"),
    ("Jonas Hartmann", "Send the final joinery drawings to Hotel Nordwall", "2 December 2026"),
    ("Mirjam Petersen", "Draft the notice letter to Harbour Quay Estates for signature", "4 December 2026"),
]


def make_minutes():
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor
    doc = new_docx("Arial", 10, "en-GB")
    when = dt.datetime(2026, 11, 18, 12, 40)
    props(doc, when, "Minutes of the office meeting, 18 November 2026", "Mirjam Petersen", "en-GB")
    r = doc.sections[0].header.paragraphs[0].add_run(US + "\t\tMinutes")
    r.font.size, r.font.color.rgb = Pt(9), RGBColor(0x66, 0x66, 0x66)
    fp = doc.sections[0].footer.paragraphs[0]
    fp.add_run("Page ")
    field(fp, "PAGE")
    fp.add_run(" of ")
    field(fp, "NUMPAGES")

    def shade(c, colour):
        e = OxmlElement("w:shd")
        e.set(qn("w:val"), "clear")
        e.set(qn("w:color"), "auto")
        e.set(qn("w:fill"), colour)
        c._tc.get_or_add_tcPr().append(e)

    def table(rows, widths, head=True, label=False):
        t = doc.add_table(rows=len(rows), cols=len(rows[0]))
        t.style = "Table Grid"
        t.autofit = False
        for j, w in enumerate(widths):
            t.columns[j].width = Mm(w)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                c = t.cell(i, j)
                c.width = Mm(widths[j])
                p = c.paragraphs[0]
                p.paragraph_format.space_after = Pt(2)
                run = p.add_run(text)
                if head and i == 0 or label and j == 0:
                    run.bold = True
                    shade(c, "E3EAF0")
        for row in t.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if head:
            trp = t.rows[0]._tr.get_or_add_trPr()
            trp.append(OxmlElement("w:tblHeader"))
        doc.add_paragraph().paragraph_format.space_after = Pt(2)

    doc.add_heading("Minutes of the office meeting", 1)
    table([("Date", "Wednesday, 18 November 2026, 09:00–10:15"),
           ("Place", "Speicherhof 3, meeting room first floor"),
           ("Present", "Karin Lindqvist, Jonas Hartmann, Aylin Demir, Tobias Krüger, Mirjam Petersen (minutes)"),
           ("Apologies", "none")], (30, 135), head=False, label=True)
    doc.add_heading("1. Hotel Nordwall", 2)
    doc.add_paragraph("Thornbury’s quotation for the breakfast room chairs (Q-2026-0871, EUR " + en(QUOTE_TOTAL) + ") arrived yesterday. "
                      "Aylin has compared it with our last order; the prices per metre and per chair are unchanged. "
                      "Jonas and Aylin will show the concept to Ms Doyle and the hotel’s owners tomorrow.")
    doc.add_heading("2. Reederei Clausen", 2)
    doc.add_paragraph("Ms Albers has sent a notice of defects in advance by e-mail. Tobias saw the sliding door himself on 12 November and thinks "
                      "the runner was mounted the wrong way round. The veneer has to be glued again on site, half a day for one person.")
    doc.add_heading("3. Showroom lease", 2)
    doc.add_paragraph("The initial term of the lease is coming to an end. Karin finds the rent too high compared with the offers in the neighbourhood, "
                      "but would like to stay. Mr Whitmore of Harbour Quay Estates has announced a visit by telephone.")
    doc.add_heading("4. Other business", 2)
    doc.add_paragraph("The drying machines in storage room no. 2 were collected on Monday. The insurer has confirmed cover in principle.")
    doc.add_heading("Decisions", 2)
    for t in ("The Thornbury quotation is accepted, provided the hotel confirms the colour. The budget for the chairs is EUR 9,500.00.",
              "We give notice on the showroom lease as a precaution and go on negotiating with Harbour Quay Estates.",
              "The office is closed from 23 December 2026 to 3 January 2027."):
        doc.add_paragraph(t, style="List Bullet")
    doc.add_heading("Action items", 2)
    table([("No.", "Who", "What", "By when")] + [(str(i), *a) for i, a in enumerate(ACTIONS, 1)], (12, 36, 82, 35))
    doc.add_paragraph("Next meeting: Wednesday, 2 December 2026, 09:00.")
    return save_docx(doc, when)


# ------------------------------------------------------------------------- XLSX

ARTICLES = [  # group, number, name, finish, pack, list price, discount, weeks
    ("Pendelleuchten", "LF-1010", "Pendelleuchte „Boje“ Ø 32 cm", "Opalglas, Messing", 1, 289.00, .25, 3),
    ("Pendelleuchten", "LF-1012", "Pendelleuchte „Boje“ Ø 48 cm", "Opalglas, Messing", 1, 419.00, .25, 3),
    ("Pendelleuchten", "LF-1035", "Pendelleuchte „Takelage“ 120 cm", "Eiche, Textilkabel grau", 1, 598.00, .25, 6),
    ("Wandleuchten", "LF-2004", "Wandleuchte „Luke“", "Stahl, pulverbeschichtet weiß", 2, 134.50, .20, 2),
    ("Wandleuchten", "LF-2011", "Leseleuchte „Koje“ mit USB-C", "Messing gebürstet", 2, 176.00, .20, 4),
    ("Stehleuchten", "LF-3002", "Stehleuchte „Mole“", "Leinenschirm natur", 1, 512.00, .25, 5),
    ("LED-Technik", "LF-9100", "LED-Leiste 2.700 K, 5 m, dimmbar", "IP44", 10, 64.90, .30, 1),
    ("LED-Technik", "LF-9140", "Netzteil 24 V / 100 W", "dimmbar, DALI", 5, 48.20, .30, 1),
]


def make_pricelist():
    import xlsxwriter
    buf = io.BytesIO()
    wb = xlsxwriter.Workbook(buf, {"in_memory": True})
    when = dt.datetime(2026, 10, 1, 8, 0)
    wb.set_properties({"title": "Preisliste Objektleuchten 2026/2", "author": "Lumen & Faden Leuchten GmbH", "created": when})
    def f(**k):
        return wb.add_format({"font_name": "Arial", "font_size": 10, "valign": "vcenter", **k})
    title = f(bold=True, font_size=15, font_color="#FFFFFF", bg_color="#8A5A12")
    group = f(bold=True, align="center", bg_color="#F2E3C9", border=1)
    headf = f(bold=True, bottom=2, text_wrap=True)
    txt, num, wrap = f(), f(num_format="0"), f(text_wrap=True, valign="top")
    eur, pct, date = f(num_format='#,##0.00 "€"'), f(num_format="0 %"), f(num_format="DD.MM.YYYY", align="left")
    bold, weeks = f(bold=True), f(num_format='0 "Wo."')
    ws = wb.add_worksheet("Preisliste")
    ws.merge_range("A1:I1", "Lumen & Faden Leuchten GmbH – Preisliste Objektleuchten 2026/2", title)
    ws.set_row(0, 28)
    for r, (k, v, fm) in enumerate([("Kunde", US + " (Kd.-Nr. 30117)", txt), ("Stand", dt.date(2026, 10, 1), date),
                                    ("Gültig bis", dt.date(2026, 12, 18), date)], 1):
        ws.write(r, 0, k, bold)
        ws.write(r, 1, v, fm)
    ws.merge_range("A6:E6", "Artikel", group)
    ws.merge_range("F6:H6", "Preise netto in EUR", group)
    ws.write("I6", "Logistik", group)
    for c, h in enumerate(("Gruppe", "Art.-Nr.", "Bezeichnung", "Ausführung", "VE", "Listenpreis", "Objektrabatt", "Ihr Preis", "Lieferzeit")):
        ws.write(6, c, h, headf)
    for i, (g, no, name, fin, pack, price, disc, wk) in enumerate(ARTICLES):
        r = 7 + i
        for c, (v, fm) in enumerate(((g, txt), (no, txt), (name, txt), (fin, txt), (pack, num), (price, eur), (disc, pct))):
            ws.write(r, c, v, fm)
        ws.write_formula(r, 7, f"=ROUND(F{r + 1}*(1-G{r + 1}),2)", eur, float(cents(D(str(price)) * (1 - D(str(disc))))))
        ws.write(r, 8, wk, weeks)
    for c, w in enumerate((16, 32, 34, 30, 6, 13, 13, 13, 11)):
        ws.set_column(c, c, w)
    ws.set_column(1, 1, 12)
    ws.freeze_panes(7, 2)
    ws.autofilter(6, 0, 6 + len(ARTICLES), 8)
    ws.set_landscape()
    ws.set_paper(9)
    ws.fit_to_pages(1, 0)
    w2 = wb.add_worksheet("Staffelrabatte")
    w2.merge_range("A1:C1", "Zusätzlicher Mengenrabatt je Bestellung", group)
    for c, h in enumerate(("ab Auftragswert", "Zusatzrabatt", "Bemerkung")):
        w2.write(1, c, h, headf)
    for i, (a, b, t) in enumerate(((1500, .02, ""), (5000, .04, "Lieferung frei Baustelle"), (12000, .06, "Lieferung frei Baustelle, Einweisung vor Ort"))):
        w2.write(2 + i, 0, a, eur)
        w2.write(2 + i, 1, b, pct)
        w2.write(2 + i, 2, t, txt)
    w2.set_column(0, 1, 18)
    w2.set_column(2, 2, 46)
    w3 = wb.add_worksheet("Bedingungen")
    for w in (w2, w3):
        w.set_landscape()
        w.set_paper(9)
        w.fit_to_pages(1, 0)
    w3.set_column(0, 0, 95)
    for r, t in enumerate((
            "Bedingungen",
            "Die Preise gelten für Bestellungen, die bis zum 18.12.2026 bei uns eingehen.",
            "Alle Preise netto ab Werk Köln zuzüglich gesetzlicher Umsatzsteuer. Zahlung 30 Tage netto.",
            "Rücknahme von Lagerware innerhalb von 14 Tagen nach Lieferung, ungeöffnet, abzüglich 15 % Bearbeitungskosten.",
            "Lumen & Faden Leuchten GmbH, Drahtzieherstraße 5, 50679 Köln, Tel. +49 221 4710-245, vertrieb@lumen-faden.example")):
        w3.write(r, 0, t, bold if r == 0 else wrap)
    wb.close()
    return repack(buf.getvalue(), when)


# ------------------------------------------------------------------------- PPTX


def make_deck():
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml.ns import qn
    from pptx.util import Cm, Pt
    prs = Presentation()
    when = dt.datetime(2026, 11, 18, 17, 30)
    props(prs, when, "Hotel Nordwall – interior concept", "Jonas Hartmann", "en-GB")
    prs.slide_width, prs.slide_height = Cm(33.867), Cm(19.05)
    dark, accent, grey = RGBColor(0x22, 0x3A, 0x4E), RGBColor(0xB5, 0x7B, 0x3A), RGBColor(0x55, 0x55, 0x55)

    def bar(s, x, y, w, h, colour):
        b = s.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(x), Cm(y), Cm(w), Cm(h))
        b.fill.solid()
        b.fill.fore_color.rgb = colour
        b.line.fill.background()
        st = b._element.find(qn("p:style"))
        b._element.remove(st)                       # no theme shadow
        b.name = "Bar"

    def place(sh, x, y, w, h):
        sh.left, sh.top, sh.width, sh.height = Cm(x), Cm(y), Cm(w), Cm(h)

    def style(par, size, colour=dark, bold=False):
        for r in par.runs:
            r.font.size, r.font.color.rgb, r.font.bold, r.font.name = Pt(size), colour, bold, "Arial"

    n = [0]

    def slide(title, bullets=None, notes="", tab=None, widths=None, sub=None):
        n[0] += 1
        s = prs.slides.add_slide(prs.slide_layouts[0 if sub else 1 if bullets else 5])
        t = s.shapes.title
        t.text_frame.text = title
        if sub:
            bar(s, 0, 0, 1.2, 19.05, accent)
            place(t, 3, 5.5, 28, 3)
            place(s.placeholders[1], 3, 9, 28, 4)
            s.placeholders[1].text_frame.text = sub
            for p in s.placeholders[1].text_frame.paragraphs:
                p.alignment = 1
                style(p, 20, grey)
            style(t.text_frame.paragraphs[0], 40, bold=True)
        else:
            bar(s, 0, 0, 33.867, .45, accent)
            place(t, 2, 1.2, 30, 2.2)
            style(t.text_frame.paragraphs[0], 30, bold=True)
        t.text_frame.paragraphs[0].alignment = 1
        if bullets:
            b = s.placeholders[1]
            place(b, 2, 4.2, 29.5, 12)
            b.text_frame.text = bullets[0]
            for x in bullets[1:]:
                b.text_frame.add_paragraph().text = x
            for p in b.text_frame.paragraphs:
                p.space_after = Pt(10)
                style(p, 22)
        if tab:
            tb = s.shapes.add_table(len(tab), len(tab[0]), Cm(2), Cm(4.2), Cm(sum(widths)), Cm(1.4 * len(tab))).table
            for j, w in enumerate(widths):
                tb.columns[j].width = Cm(w)
            for i, row in enumerate(tab):
                for j, v in enumerate(row):
                    c = tb.cell(i, j)
                    c.text = v
                    c.fill.solid()
                    c.fill.fore_color.rgb = dark if i == 0 else RGBColor(0xF4, 0xF0, 0xEA) if i % 2 else RGBColor(255, 255, 255)
                    p = c.text_frame.paragraphs[0]
                    style(p, 18, RGBColor(255, 255, 255) if i == 0 else dark, i == 0 or row[0] == "Total")
                    if v.startswith("EUR"):
                        p.alignment = 3
        if not sub:
            f = s.shapes.add_textbox(Cm(2), Cm(17.7), Cm(29.5), Cm(.9))
            f.text_frame.word_wrap = True
            f.text_frame.text = f"{US} · Hotel Nordwall · {n[0]}"
            style(f.text_frame.paragraphs[0], 11, grey)
        s.notes_slide.notes_text_frame.text = notes

    slide("Hotel Nordwall – interior concept", sub=f"Lobby, breakfast room and bar\nPresentation to the owners, 19 November 2026\n{US}",
          notes="Welcome Ms Doyle and the owners. Jonas leads, Aylin has the material boards. Plan about forty minutes.")
    slide("Idea: arriving at the quay",
          ["Warm oak, brass and deep green tones take up the harbour without anchors and ropes",
           "One continuous line of light leads from the entrance to the bar",
           "The breakfast room stays bright: ash, linen, re-upholstered chairs",
           "Existing furniture is kept where it is sound: 40 chairs, 12 tables"],
          notes="Stress that keeping the chairs saves roughly a third compared with new ones. Pass the fabric samples round now.")
    budget = [("Joinery and fittings", 61800), ("Lighting", 18450), ("Upholstery and fabrics", 9500), ("Floor, lobby", 22300), ("Planning and site management", 14950)]
    slide("Budget (net)", tab=[("Part", "Amount")] + [(a, f"EUR {b:,.0f}") for a, b in budget] + [("Total", f"EUR {sum(b for _, b in budget):,.0f}")],
          widths=(18, 8),
          notes="The figure for the floor is for oak. Aylin, please ask Wendt for an oak sample board; it has to be here by 1 December.")
    slide("Schedule and next steps",
          tab=[("What", "Who", "By when"),
               ("Final joinery drawings", "Lindqvist & Hartmann", "2 December 2026"),
               ("Decision on the lobby floor: oak or terrazzo", "Hotel Nordwall", "11 December 2026"),
               ("Start of production", "Tischlerei Wendt", "January 2027"),
               ("Installation", "Lindqvist & Hartmann", "March 2027")],
          widths=(15, 7.5, 7),
          notes="Say clearly that without a decision on the floor by 11 December the installation in March cannot be kept. "
                "Tobias should check the load-bearing capacity of the lobby floor before we offer terrazzo.")
    slide("Contact", ["Jonas Hartmann, projects: +49 40 66969-312\vj.hartmann@lindqvist-hartmann.example",
                      "Aylin Demir, materials: +49 40 66969-314\va.demir@lindqvist-hartmann.example",
                      "Showroom: Speicherhof 3, 22767 Hamburg"],
          notes="Leave the printed handout with Ms Doyle.")
    buf = io.BytesIO()
    prs.save(buf)
    return repack(buf.getvalue(), when)


# ------------------------------------------------------------------------- HTML

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nordic Interiors Summit 2027 | Øresund Design Forum</title>
<meta name="description" content="Two days on contract interiors, materials and light in Malmö.">
<link rel="canonical" href="https://oresund-design.example/summit-2027">
<style>
body { font-family: Arial, sans-serif; margin: 0; color: #222; line-height: 1.5; }
header, footer { background: #12343b; color: #fff; padding: 1rem 2rem; }
nav ul { display: flex; gap: 1.5rem; list-style: none; padding: 0; margin: 0; flex-wrap: wrap; }
nav a, footer a { color: #fff; }
main { max-width: 46rem; padding: 1rem 2rem; }
.note { border-left: 4px solid #c58b3b; padding-left: 1rem; }
.cookie { background: #eee; padding: .5rem 2rem; font-size: .85rem; }
table { border-collapse: collapse; } td, th { border: 1px solid #bbb; padding: .3rem .7rem; text-align: left; }
</style>
<script>window.siteConfig = {"section": "summit", "year": 2027, "newsletter": true};</script>
</head>
<body>
<div class="cookie" role="region" aria-label="Cookies">We use cookies to make this site work. <a href="/cookies">Settings</a> <button>Accept all</button></div>
<header>
<p><strong>Øresund Design Forum</strong></p>
<nav aria-label="Main">
<ul><li><a href="/">Home</a></li><li><a href="/summit-2027">Summit</a></li><li><a href="/awards">Awards</a></li><li><a href="/journal">Journal</a></li><li><a href="/membership">Membership</a></li><li><a href="/contact">Contact</a></li><li><a href="/login">Log in</a></li></ul>
</nav>
</header>
<main>
<p><a href="/">Home</a> &rsaquo; <a href="/events">Events</a> &rsaquo; Nordic Interiors Summit</p>
<h1>Nordic Interiors Summit 2027</h1>
<p><em>21&ndash;22 January 2027, Slagthuset kongress hall, Malm&ouml;</em></p>
<p>For two days, planners, makers and hotel operators from Denmark, Sweden, Finland, Norway and northern Germany meet in Malm&ouml; to talk about contract interiors: how long materials last, how light is planned and what clients will ask for next. The programme has twenty-four talks, six workshops and a material library that stays open in the evening.</p>
<h2>Who should come</h2>
<p>Interior designers, joiners and upholsterers who work for hotels, offices and ships. All talks are held in English.</p>
<h2>Fees</h2>
<table>
<tr><th>Ticket</th><th>Members</th><th>Others</th></tr>
<tr><td>Both days</td><td>&euro;390</td><td>&euro;480</td></tr>
<tr><td>One day</td><td>&euro;230</td><td>&euro;290</td></tr>
</table>
<h2>Registration</h2>
<p class="note">Registration closes on <strong>Friday, 4 December 2026</strong>. Places in the workshops are given in the order of registration. The fee includes lunch and the evening reception.</p>
<p><a href="/summit-2027/register">Go to the registration form</a></p>
</main>
<aside>
<h2>From the journal</h2>
<ul><li><a href="/journal/linen">Linen is back in the lobby</a></li><li><a href="/journal/repair">What repair does for a brand</a></li><li><a href="/journal/awards-2026">All winners of the Awards 2026</a></li></ul>
<form action="/newsletter"><label>Newsletter <input type="email" name="e" placeholder="Your e-mail"></label> <button>Subscribe</button></form>
</aside>
<footer>
<p>Øresund Design Forum &middot; Verkstadsgatan 88 &middot; 211 99 Malm&ouml; &middot; Sweden &middot; summit@oresund-design.example</p>
<p><a href="/imprint">Imprint</a> &middot; <a href="/privacy">Privacy</a> &middot; <a href="/terms">Terms</a> &middot; <a href="/accessibility">Accessibility</a></p>
<p>&copy; 2012&ndash;2026 Øresund Design Forum. All rights reserved. Page updated on 2 November 2026.</p>
</footer>
</body>
</html>
"""

# -------------------------------------------------------------------------- CSV


OPEN_ITEMS = [
    ("LF-88213", "Lumen & Faden Leuchten GmbH", "05.10.2026", "04.11.2026", D("1874.20"), "bezahlt"),
    ("KB-2026-5531", "Kontor Bürobedarf Möller e. K.", "22.10.2026", "05.11.2026", D("238.64"), "bezahlt"),
    ("SB-66120", "Spedition Brandt GmbH", "02.11.2026", "16.11.2026", D("684.25"), "offen"),
    ("EE-7743091", "Elbstrom Energie GmbH", "13.11.2026", "27.11.2026", D("412.38"), "offen"),
    ("RE-2026-1187", "Tischlerei Wendt GmbH", "16.11.2026", "30.11.2026", RECHNUNG_GROSS, "offen"),
    ("INV-20418", "Thornbury Textiles Ltd", "09.11.2026", "09.12.2026", INVOICE_PRINTED, "offen"),
]
OPEN_SUM = sum(r[4] for r in OPEN_ITEMS if r[5] == "offen")


def make_csv():
    """Semicolons, German numbers and dates, Windows-1252, CRLF: what a German book-keeping program exports."""
    lines = ["Beleg-Nr.;Lieferant;Belegdatum;Fällig am;Betrag EUR;Status"]
    lines += [";".join((no, f'"{name}"' if "&" in name else name, d, due, de(a), st)) for no, name, d, due, a, st in OPEN_ITEMS]
    lines.append(f"Summe offen;;;;{de(OPEN_SUM)};")
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


NOTES = """# Büro-Notizen KW 48 (23.–27. November 2026)

Mirjam, Stand Montagmorgen

## Zu erledigen

- [ ] Spedition Brandt anrufen: Rechnung SB-66120 über 684,25 € ist seit einer Woche überfällig, wir haben aber keinen Lieferschein – bis Dienstag, 24.11.2026
- [ ] Zählerstand Strom an Elbstrom melden, Herr Schütt braucht ihn bis Freitag, 27.11.2026
- [ ] Weihnachtskarten bestellen (180 Stück, Motiv hat Karin ausgesucht), spätestens am 30.11.2026
- [ ] Nordmark: Fotos aus dem Lagerraum von Tobias holen und mit dem Kostenvoranschlag schicken, Frist steht im Brief
- [ ] Vertretung für den Empfang am 15. und 16. Dezember finden
- [x] Feuerlöscher prüfen lassen
- [x] Toner nachbestellt (Kontor Bürobedarf)
- [x] Lumen & Faden bezahlt

## Gut zu wissen

- Die Trocknungsgeräte sind am 16.11. abgeholt worden, der Lagerraum ist wieder frei.
- Neue Durchwahl Aylin: +49 40 66969-314
- WLAN-Name für Gäste im Showroom: LH-Gast
"""

# ------------------------------------------------------------------------- mail

FIONA = "Fiona Ashcroft <fiona.ashcroft@thornbury.example>"
AYLIN = f"Aylin Demir <a.demir@{OUR_DOMAIN}>"
JONAS = f"Jonas Hartmann <j.hartmann@{OUR_DOMAIN}>"
OFFICE = f"Office Lindqvist & Hartmann <office@{OUR_DOMAIN}>".replace("Office Lindqvist & Hartmann", '"Lindqvist & Hartmann, Office"')
KARIN = f"Karin Lindqvist <k.lindqvist@{OUR_DOMAIN}>"

SIG_FIONA = """-- 
Fiona Ashcroft
Contract Sales
Thornbury Textiles Ltd, Unit 7, Weavers’ Yard, Leeds LS10 9ZZ
Tel. +44 113 496 0234 | fiona.ashcroft@thornbury.example
"""
SIG_AYLIN = f"""-- 
Aylin Demir
Materials and Purchasing
{US}
Speicherhof 3, 22767 Hamburg
Tel. +49 40 66969-314
www.{OUR_DOMAIN}
Geschäftsführung: Karin Lindqvist, Jonas Hartmann · Amtsgericht Hamburg, HRB 999310
"""


def quoted(head, text):
    return head + "\n" + "\n".join((">" + line if line.startswith(">") else "> " + line).rstrip() if line.strip() != "--" else "> --" for line in text.rstrip("\n").split("\n")) + "\n"


MAIL1 = f"""Dear Aylin,

it was good to talk to you this morning. As promised I attach our quotation Q-2026-0871 for the breakfast room chairs at Hotel Nordwall: 62 metres of Calder velvet and the re-upholstery of 40 chairs, EUR {en(QUOTE_TOTAL)} in all. The prices hold until 4 December 2026.

Two things I forgot to ask. Will you bring the chairs to the carrier’s depot yourselves, or shall we have them collected at the hotel? And does the hotel need the British Crib 5 certificate, or is the German B1 test enough?

Kind regards
Fiona

"""
MAIL2 = """Dear Fiona,

thank you for the quick quotation. We talked about it this morning and would like to go ahead. I will send you the signed order by Friday, 27 November.

To your two points: we bring the chairs to the depot in Hamburg ourselves, our van goes there every week anyway. The German B1 test is enough, the hotel’s fire consultant has confirmed that in writing.

Two questions from our side. Do petrol and moss cost the same? And what is the lead time from receipt of the order?

Best wishes from Hamburg
Aylin

"""
MAIL3 = """Dear Aylin,

lovely news, thank you. Petrol and moss cost the same, and the lead time is five weeks from receipt of the order. With your order in hand next week we can deliver in the second week of January.

So that I can reserve the loom I need three answers from you by Thursday, 26 November:

1. Which colourway shall we put down, petrol or moss?
2. The chairs come back on pallets that are 2.10 m high. Will they fit into your goods lift?
3. Who will sign for the delivery at Speicherhof, and on which mobile number can the driver reach them?

If I do not hear from you by then, the loom goes to another customer until mid-February.

Kind regards
Fiona

"""
WHITMORE = """Dear Ms Petersen,

I shall be in Hamburg next month and should like to use the visit to talk with you and Ms Lindqvist about the renewal of the lease and to read the meters. I suggest that we meet at the premises on Friday, 10 December 2026 at 10:30.

Could you let me know by Wednesday, 2 December who will take part on your side? Is there a parking space that I can use in the courtyard?

Please also send me the latest inspection report on the electrical installation before we meet (clause 9.2 of the lease). Our insurers have asked for it.

Yours sincerely
Gareth Whitmore

"""
SIG_WHITMORE = """-- 
Gareth Whitmore
Property Manager
Harbour Quay Estates Ltd
4 Tidewater Court, London E1W 9ZZ
Tel. +44 20 7946 0417
"""
DOYLE = """Dear Jonas,

just a short note to thank you and Aylin for the presentation yesterday. The owners liked the idea of the line of light very much, and I was glad to see our old chairs again in the new concept. The material boards are safe in my office.

No need to answer, I only wanted to say thank you. Have a good weekend.

Warm regards
Catherine Doyle

"""
SIG_DOYLE = """-- 
Catherine Doyle
General Manager, Hotel Nordwall
Nordwallkai 12, 20459 Hamburg
Tel. +49 40 66969-600
"""
NEWSLETTER = """Holzforum Nord - Nachrichten für Tischler und Ausstatter
Ausgabe November

Guten Tag,

willkommen zu unserer Novemberausgabe.

EICHE ODER ESCHE?
Ein Blick in die Werkstatt: Zwei Betriebe aus Schleswig-Holstein erzählen, warum sie für Tresen und Tische wieder häufiger zur Esche greifen und worauf es beim Ölen ankommt.

RÜCKBLICK: WERKSTATTGESPRÄCH AM 5. NOVEMBER
Rund sechzig Gäste kamen nach Lübeck, um über Furniere und Kleber zu sprechen. Die Bilder des Abends finden Sie auf unserer Seite.

ZAHL DES MONATS: 31
So viele Jahre stand im Mittel ein Wirtshaustisch, bevor er ersetzt wurde. Das hat eine Umfrage unter unseren Mitgliedern ergeben.

Die nächste Ausgabe erscheint im Dezember. Viel Freude beim Lesen!

Ihre Redaktion

Holzforum Nord e. V., Sägemühlenweg 3, 23552 Lübeck
Sie erhalten diesen Newsletter, weil Sie ihn mit der Adresse office@lindqvist-hartmann.example abonniert haben.
Sie möchten ihn nicht mehr lesen? Hier können Sie sich abmelden: https://holzforum-nord.example/abmelden
"""


def to_html(text, sig="", extra=""):
    body = "".join("<p>" + html.escape(p, quote=False).replace("\n", "<br>\n") + "</p>\n" for p in text.strip().split("\n\n"))
    if sig:
        body += '<p style="color:#666;font-size:90%">' + html.escape(sig.split("\n", 1)[1].strip(), quote=False).replace("\n", "<br>\n") + "</p>\n"
    return f'<html>\n<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>\n<body style="font-family:Calibri,Arial,sans-serif">\n{body}{extra}</body>\n</html>\n'


def mail(mid, date, sender, to, subject, text, cte="quoted-printable", charset="utf-8", html_text=None, cc=None,
         reply_to=None, refs=(), attach=None, mailer=None, extra=(), received=None, subtype_cte="quoted-printable"):
    m = EmailMessage(policy=email.policy.SMTP)
    if received:
        m["Received"] = received
    m["From"], m["To"] = sender, to
    if cc:
        m["Cc"] = cc
    m["Subject"], m["Date"], m["Message-ID"] = subject, date, mid
    if reply_to:
        m["In-Reply-To"] = reply_to
        m["References"] = " ".join(refs)
    for k, v in extra:
        m[k] = v
    if mailer:
        m["X-Mailer"] = mailer
    m.set_content(text, cte=cte, charset=charset)
    if html_text:
        m.add_alternative(html_text, subtype="html", cte=subtype_cte)
    if attach:
        m.add_attachment(attach[1], maintype="application", subtype="pdf", filename=attach[0])
    tag = re.sub(r"\W", "", mid)[:16]
    for i, part in enumerate(p for p in m.walk() if p.is_multipart()):
        part.set_boundary(f"=_part_{i}_{tag}")
    return m.as_bytes()


ID1 = "<5f0c71b2-20261117@mail.thornbury.example>"
ID2 = f"<9E2D4C1A.7060308@{OUR_DOMAIN}>"
ID3 = "<77ab30d9-20261120@mail.thornbury.example>"
SUBJECT = "Quotation Q-2026-0871 – Hotel Nordwall, breakfast room chairs"


def make_mails():
    q1 = quoted("On Tue, 17 Nov 2026 at 14:22, Fiona Ashcroft wrote:", MAIL1 + SIG_FIONA)
    body2 = MAIL2 + SIG_AYLIN + "\n" + q1
    q2 = quoted("On Wed, 18 Nov 2026 at 16:05, Aylin Demir wrote:", body2)
    def rx(host, name, when):
        return f"from {host} by mx.{OUR_DOMAIN} (Postfix) with ESMTPS id {name}; {when}"
    return {
        "mail-1-quotation.eml": mail(
            ID1, "Tue, 17 Nov 2026 14:22:07 +0000", FIONA, AYLIN, SUBJECT, MAIL1 + SIG_FIONA, cc=JONAS,
            html_text=to_html(MAIL1, SIG_FIONA), attach=("Q-2026-0871.pdf", make_quotation()), mailer="Microsoft Outlook 16.0",
            received=rx("mail.thornbury.example", "4F2A91C0", "Tue, 17 Nov 2026 15:22:11 +0100")),
        "mail-2-our-reply.eml": mail(
            ID2, "Wed, 18 Nov 2026 16:05:41 +0100", AYLIN, FIONA, "Re: " + SUBJECT, body2, cc=JONAS,
            reply_to=ID1, refs=(ID1,), extra=[("User-Agent", "Mozilla Thunderbird")]),
        "mail-3-open-questions.eml": mail(
            ID3, "Fri, 20 Nov 2026 11:48:33 +0000", FIONA, AYLIN, "Re: " + SUBJECT, MAIL3 + SIG_FIONA + "\n" + q2, cte="base64", cc=JONAS,
            reply_to=ID2, refs=(ID1, ID2), mailer="Microsoft Outlook 16.0",
            received=rx("mail.thornbury.example", "4F2C07E8", "Fri, 20 Nov 2026 12:48:37 +0100")),
        "mail-landlord-visit.eml": mail(
            "<20261119-0417.whitmore@harbourquay.example>", "Thu, 19 Nov 2026 09:17:20 +0000",
            "Gareth Whitmore <gareth.whitmore@harbourquay.example>", OFFICE, "Speicherhof 3: visit in December", WHITMORE + SIG_WHITMORE,
            cc=KARIN, html_text=to_html(WHITMORE, SIG_WHITMORE), subtype_cte="base64", mailer="Apple Mail (2.3826)",
            received=rx("smtp.harbourquay.example", "4F2B3377", "Thu, 19 Nov 2026 10:17:24 +0100")),
        "mail-thank-you.eml": mail(
            "<c1d9.20261120.1710@hotel-nordwall.example>", "Fri, 20 Nov 2026 17:10:02 +0100",
            "Catherine Doyle <c.doyle@hotel-nordwall.example>", JONAS, "Thank you", DOYLE + SIG_DOYLE, cte="7bit", charset="us-ascii",
            received=rx("mail.hotel-nordwall.example", "4F2C9B14", "Fri, 20 Nov 2026 17:10:05 +0100")),
        "mail-newsletter.eml": mail(
            "<nl-2026-11.30117@versand.holzforum-nord.example>", "Wed, 11 Nov 2026 06:00:12 +0100",
            "Holzforum Nord <newsletter@holzforum-nord.example>", OFFICE, "Eiche oder Esche? Nachrichten für Tischler und Ausstatter",
            NEWSLETTER, charset="iso-8859-1", cte="quoted-printable", html_text=to_html(NEWSLETTER),
            extra=[("List-Id", "Holzforum Nord <news.holzforum-nord.example>"),
                   ("List-Unsubscribe", "<https://holzforum-nord.example/abmelden>"), ("Precedence", "bulk")],
            received=rx("versand.holzforum-nord.example", "4F1E0A52", "Wed, 11 Nov 2026 06:00:14 +0100")),
    }


# ------------------------------------------------------------------- truth list

F_INV, F_RE, F_LEASE, F_SCAN = "invoice-INV-20418.pdf", "Rechnung-RE-2026-1187.pdf", "lease-Speicherhof-3.pdf", "scan-nordmark.png"
F_CLAUSEN, F_MIN, F_XLS, F_PPT = "Maengelanzeige-Clausen.docx", "minutes-2026-11-18.docx", "Preisliste-Lumen-Faden.xlsx", "hotel-nordwall-concept.pptx"
F_HTML, F_CSV, F_MD = "nordic-interiors-summit.html", "offene-posten.csv", "buero-notizen-kw48.md"
F_M1, F_M2, F_M3 = "mail-1-quotation.eml", "mail-2-our-reply.eml", "mail-3-open-questions.eml"
F_MW, F_MT, F_MN = "mail-landlord-visit.eml", "mail-thank-you.eml", "mail-newsletter.eml"


def planted():
    items = []

    def add(file, kind, what, due, quote, **more):
        items.append({"file": file, "kind": kind, "what": what, "due": due, "quote": quote, **more})

    thorn, wendt = "Thornbury Textiles Ltd", "Tischlerei Wendt GmbH"
    add(F_INV, "finding", f"Total does not add up: the lines give EUR {en(INVOICE_RIGHT)}, printed is EUR {en(INVOICE_PRINTED)} (360.00 too much)", None,
        "Total due EUR " + en(INVOICE_PRINTED), finding="total_mismatch", party=thorn, amount=float(INVOICE_PRINTED), expected=float(INVOICE_RIGHT))
    add(F_INV, "deadline", "Payment of invoice INV-20418 due", "2026-12-09",
        f"Please transfer EUR {en(INVOICE_PRINTED)} to the account named below by 9 December 2026", party=thorn, amount=float(INVOICE_PRINTED))
    add(F_RE, "deadline", "Payment of Rechnung RE-2026-1187 due (14 days from 16.11.2026)", "2026-11-30",
        "Zahlbar innerhalb von 14 Tagen nach Rechnungsdatum ohne Abzug, spätestens am 30.11.2026", party=wendt, amount=float(RECHNUNG_GROSS))
    add(F_LEASE, "deadline", "Last day on which notice on the lease can reach the landlord (three months before 31 March 2027); otherwise two more years", "2026-12-31",
        "by giving not less than three months’ written notice", party="Harbour Quay Estates Ltd", computed=True,
        also=["It ends on 31 March 2027", "the day on which the notice is received is decisive"])
    add(F_LEASE, "deadline", "Confirmation of liability insurance to the landlord, every year", "2027-01-31", "by 31 January of each year",
        party="Harbour Quay Estates Ltd", computed=True, recurring="yearly")
    nm = "Nordmark Gewerbeversicherung VVaG"
    add(F_SCAN, "deadline", "Documents on water damage claim 26-118 403 must reach the insurer", "2026-12-07",
        "Bitte senden Sie uns diese Unterlagen bis zum 7. Dezember 2026 zu", party=nm)
    add(F_SCAN, "task", "Send photos, cost estimate and purchase invoices to the insurer", "2026-12-07",
        "Bitte senden Sie uns diese Unterlagen bis zum 7. Dezember 2026 zu", party=nm)
    add(F_SCAN, "question", "Was the damage reported to the landlord as well?", None, "Haben Sie den Schaden auch Ihrem Vermieter gemeldet?", party=nm)
    rc = "Reederei Clausen KG"
    add(F_CLAUSEN, "deadline", "Defects to be remedied", "2026-12-11", "bis spätestens 11. Dezember 2026 zu beseitigen", party=rc)
    add(F_CLAUSEN, "deadline", "Reply with a proposed date for the repair", "2026-11-27", "Bitte schlagen Sie uns bis zum 27. November 2026 einen Termin für die Arbeiten vor", party=rc)
    add(F_CLAUSEN, "task", "Remedy three defects (sliding door, veneer, LED strip)", "2026-12-11",
        "Wir bitten Sie, die genannten Mängel bis spätestens 11. Dezember 2026 zu beseitigen", party=rc)
    add(F_CLAUSEN, "task", "Propose a date for the repair", "2026-11-27", "Bitte schlagen Sie uns bis zum 27. November 2026 einen Termin für die Arbeiten vor", party=rc)
    add(F_CLAUSEN, "question", "Does the warranty period start anew for replaced parts?", None,
        "Beginnt die Gewährleistungsfrist für die ausgetauschten Teile neu?", party=rc)
    for who, what, by in ACTIONS:
        add(F_MIN, "task", f"{who}: {what}", dt.datetime.strptime(by, "%d %B %Y").date().isoformat(), what, party=who)
    add(F_XLS, "deadline", "Price list valid until (orders must have arrived)", "2026-12-18",
        "Die Preise gelten für Bestellungen, die bis zum 18.12.2026 bei uns eingehen.", party="Lumen & Faden Leuchten GmbH")
    add(F_PPT, "deadline", "Client must decide on the lobby floor (otherwise the installation in March slips)", "2026-12-11",
        "Decision on the lobby floor: oak or terrazzo", party="Hotel Nordwall")
    add(F_PPT, "task", "Final joinery drawings", "2026-12-02", "Final joinery drawings", party=US)
    add(F_PPT, "task", "Aylin Demir: ask Wendt for an oak sample board (speaker notes)", "2026-12-01",
        "Aylin, please ask Wendt for an oak sample board; it has to be here by 1 December.", party="Aylin Demir")
    add(F_PPT, "task", "Tobias Krüger: check the load-bearing capacity of the lobby floor (speaker notes)", None,
        "Tobias should check the load-bearing capacity of the lobby floor before we offer terrazzo.", party="Tobias Krüger")
    add(F_HTML, "deadline", "Registration for the Nordic Interiors Summit 2027 closes", "2026-12-04",
        "Registration closes on Friday, 4 December 2026", party="Øresund Design Forum")
    add(F_M1, "deadline", "Quotation Q-2026-0871 valid until (mail body; the same date is in the attached PDF)", "2026-12-04",
        "The prices hold until 4 December 2026", party=thorn, amount=float(QUOTE_TOTAL), attachment="Q-2026-0871.pdf")
    add(F_M2, "task", "Our own promise: send the signed order to Thornbury", "2026-11-27", "I will send you the signed order by Friday, 27 November", party=thorn)
    add(F_M3, "deadline", "Thornbury needs the answers, otherwise the loom is gone until mid-February", "2026-11-26",
        "I need three answers from you by Thursday, 26 November", party=thorn)
    for q in ("Which colourway shall we put down, petrol or moss?", "Will they fit into your goods lift?",
              "Who will sign for the delivery at Speicherhof, and on which mobile number can the driver reach them?"):
        add(F_M3, "question", q, "2026-11-26", q, party=thorn)
    for no, name, d, due, a, st in OPEN_ITEMS:
        if st == "offen":
            iso = dt.datetime.strptime(due, "%d.%m.%Y").date()
            add(F_CSV, "deadline", f"Payment of {no} due" + (" (overdue)" if iso < REFERENCE else ""), iso.isoformat(), f"{no};{name};{d};{due};{de(a)};offen",
                party=name, amount=float(a))
    add(F_MD, "task", "Call Spedition Brandt about the overdue invoice SB-66120", "2026-11-24", "Spedition Brandt anrufen", party="Spedition Brandt GmbH", amount=684.25)
    add(F_MD, "task", "Report the electricity meter reading to Elbstrom", "2026-11-27", "Zählerstand Strom an Elbstrom melden", party="Elbstrom Energie GmbH")
    add(F_MD, "task", "Order 180 Christmas cards", "2026-11-30", "Weihnachtskarten bestellen")
    add(F_MD, "task", "Get photos from Tobias and send them to Nordmark with the cost estimate", None,
        "Nordmark: Fotos aus dem Lagerraum von Tobias holen und mit dem Kostenvoranschlag schicken", party=nm)
    add(F_MD, "task", "Find a stand-in for reception on 15 and 16 December", None, "Vertretung für den Empfang am 15. und 16. Dezember finden")
    hq = "Harbour Quay Estates Ltd"
    add(F_MW, "finding", "10 December 2026 is a Thursday, not a Friday; ask which day is meant", "2026-12-10", "Friday, 10 December 2026",
        finding="weekday_mismatch", party=hq)
    add(F_MW, "deadline", "Tell the landlord who will take part", "2026-12-02", "Could you let me know by Wednesday, 2 December", party=hq)
    add(F_MW, "question", "Who will take part on our side?", "2026-12-02", "Could you let me know by Wednesday, 2 December who will take part on your side?", party=hq)
    add(F_MW, "question", "Is there a parking space in the courtyard?", None, "Is there a parking space that I can use in the courtyard?", party=hq)
    add(F_MW, "task", "Send the latest inspection report on the electrical installation before the visit", None,
        "Please also send me the latest inspection report on the electrical installation before we meet", party=hq)

    def note(file, quote, why, due=None):
        return {"file": file, "quote": quote, "due": due, "why": why}

    tolerated = [
        note(F_MIN, "Next meeting: Wednesday, 2 December 2026, 09:00.", "appointment, not a deadline", "2026-12-02"),
        note(F_MIN, "The office is closed from 23 December 2026 to 3 January 2027.", "decision with a date", "2026-12-23"),
        note(F_MIN, "We give notice on the showroom lease as a precaution", "decision; the task that follows from it is action item 5"),
        note(F_MW, "Friday, 10 December 2026", "proposed appointment, day in doubt", "2026-12-10"),
        note(F_LEASE, "It ends on 31 March 2027", "end of the term, basis of the notice date", "2027-03-31"),
        note(F_M1, "Valid until", "same validity date in the attached PDF", "2026-12-04"),
        note(F_XLS, "Gültig bis", "same validity date on the first sheet", "2026-12-18"),
        note(F_HTML, "21–22 January 2027", "date of the event", "2027-01-21"),
        note(F_CLAUSEN, "am 14. Dezember", "reason given for the date, not a deadline", "2026-12-14"),
        note(F_PPT, "Start of production", "milestone of others, month only"),
        note(F_SCAN, "Bewahren Sie die beschädigten Gegenstände bitte auf", "request without an end date"),
        note(F_CSV, "SB-66120", "may also be reported as a finding because it is overdue", "2026-11-16"),
    ]
    traps = [
        note(F_M1, "does the hotel need the British Crib 5 certificate", "question to us, already answered in mail 2"),
        note(F_M1, "Will you bring the chairs to the carrier’s depot yourselves", "question to us, already answered in mail 2"),
        note(F_M2, "Do petrol and moss cost the same?", "our own question, answered in mail 3"),
        note(F_M2, "what is the lead time from receipt of the order?", "our own question, answered in mail 3"),
        note(F_M3, "The prices hold until 4 December 2026", "quoted earlier text; belongs to mail 1"),
        note(F_M3, "I will send you the signed order by Friday, 27 November", "quoted earlier text; belongs to mail 2"),
        note(F_MN, "EICHE ODER ESCHE?", "headline, nobody waits for an answer"),
        note(F_MN, "Sie möchten ihn nicht mehr lesen?", "boilerplate"),
        note(F_MT, "No need to answer", "says itself that nothing is needed"),
        note(F_MD, "[x] Feuerlöscher prüfen lassen", "done"),
        note(F_CSV, "KB-2026-5531", "paid"),
        note(F_CSV, "LF-88213", "paid"),
        note(F_RE, "Rechnungsbetrag", "adds up; no finding here"),
        note(F_LEASE, "within sixty days after the Premises have been handed back", "condition without a date"),
        note(F_LEASE, "Objections to an account are to be raised within twelve months", "condition without a date"),
        note(F_XLS, "innerhalb von 14 Tagen nach Lieferung", "condition without a date"),
    ]
    return {"reference": REFERENCE.isoformat(),
            "owner": {"name": US, "addresses": OUR_ADDRESSES},
            "items": items, "harmless_files": [F_MN, F_MT], "tolerated": tolerated, "traps": traps}


# ------------------------------------------------------------------------- check


def text_of(path):
    """All words of a file (a plain reader, only for checking); None if it cannot be read here."""
    suf, data = path.suffix, path.read_bytes()
    if suf == ".pdf":
        if not shutil.which("pdftotext"):
            return None
        return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    if suf == ".docx":
        from docx import Document
        d = Document(path)
        parts = [p.text for p in d.paragraphs]
        for t in d.tables:
            parts += [c.text for r in t.rows for c in r.cells]
        return "\n".join(parts)
    if suf == ".xlsx":
        from openpyxl import load_workbook
        wb = load_workbook(path, data_only=True)
        for r in wb["Preisliste"].iter_rows(min_row=8, values_only=True):
            assert cents(D(str(r[5])) * (1 - D(str(r[6])))) == cents(str(r[7])), r
        return "\n".join(str(c) for ws in wb for row in ws.iter_rows(values_only=True) for c in row if c is not None)
    if suf == ".pptx":
        from pptx import Presentation
        parts = []
        for s in Presentation(path).slides:
            for sh in s.shapes:
                if sh.has_text_frame:
                    parts.append(sh.text_frame.text)
                if sh.has_table:
                    parts += [c.text for r in sh.table.rows for c in r.cells]
            parts.append(s.notes_slide.notes_text_frame.text)
        return "\n".join(parts)
    if suf == ".html":
        t = re.sub(r"(?s)<(script|style).*?</\1>", "", data.decode())
        return html.unescape(re.sub(r"</?(strong|em|a|button|label)\b[^>]*>", "", t))
    if suf == ".eml":
        m = email.message_from_bytes(data, policy=email.policy.strict)
        assert not m.defects and m["Message-ID"] and m["Date"].datetime, path
        for part in m.walk():
            assert not part.defects, (path, part.defects)
        assert dt.datetime.strptime(str(m["Date"])[:16], "%a, %d %b %Y")
        assert m["Date"].datetime.strftime("%a") == str(m["Date"])[:3], path
        assert m["Date"].datetime.date() <= REFERENCE
        out = str(m["Subject"]) + "\n" + m.get_body(("plain",)).get_content()
        hpart = m.get_body(("html",))
        if hpart is not None:
            hp = hpart.get_content()
            assert "<p>" in hp
        for a in m.iter_attachments():
            tmp = Path(os.environ.get("TMPDIR", "/tmp")) / a.get_filename()
            if shutil.which("pdftotext"):
                tmp.write_bytes(a.get_content())
                out += "\n" + text_of(tmp)
                tmp.unlink()
        return out
    if suf == ".csv":
        rows = list(csv.reader(io.StringIO(data.decode("cp1252")), delimiter=";"))
        def num(s):
            return D(s.replace(".", "").replace(",", "."))
        assert all(len(r) == 6 for r in rows)
        assert sum(num(r[4]) for r in rows if r[5] == "offen") == num(rows[-1][4])
        return data.decode("cp1252")
    if suf == ".png":
        return "\n".join(t for _, t in SCAN_BODY)
    return data.decode()


MONTHS = {m: i % 12 + 1 for i, m in enumerate(
    "January February March April May June July August September October November December "
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())}
DAYS = {d: i % 7 for i, d in enumerate(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split())}


def weekdays(text):
    """(words, right?) for each weekday with a date."""
    for m in re.finditer(r"\b({}),? (?:den )?(\d{{1,2}})\.? ?(?:({})|(\d{{1,2}})\.)(?: ?(20\d\d))?".format("|".join(DAYS), "|".join(MONTHS)), text):
        month = MONTHS[m[3]] if m[3] else int(m[4])
        yield m[0], dt.date(int(m[5] or 2026), month, int(m[2])).weekday() == DAYS[m[1]]


def check():
    truth = json.loads((HERE / "planted.json").read_text())
    def norm(s):
        return re.sub(r"\s+", " ", s)
    texts = {p.name: text_of(p) for p in sorted(OUT.iterdir())}
    bad, total = [], 0
    for name, t in texts.items():
        if t is None:
            continue
        for words, right in weekdays(norm(t)):
            total += 1
            planted_here = any(i.get("finding") == "weekday_mismatch" and i["file"] == name and i["quote"] in words for i in truth["items"])
            if right == planted_here:
                bad.append(("weekday", name, words))
        n = norm(t)
        for s in re.findall(r"IBAN ((?:DE|GB)(?: ?[A-Z0-9]{1,4}){5,6})", n):
            s = s.replace(" ", "")[:22]
            if not iban_ok(s):
                bad.append(("iban", name, s))
    for i in truth["items"] + truth["tolerated"] + truth["traps"]:
        t = texts.get(i["file"])
        if t is None and i["file"] not in texts:
            bad.append(("file missing", i["file"]))
            continue
        for q in [i["quote"]] + i.get("also", []):
            if t is not None and norm(q) not in norm(t).replace('"', "") and norm(q) not in norm(t):
                bad.append(("quote", i["file"], q))
        if i.get("due"):
            dt.date.fromisoformat(i["due"])
    for f in truth["harmless_files"]:
        if any(i["file"] == f for i in truth["items"]):
            bad.append(("harmless", f))
    unlisted = set(texts) - {i["file"] for i in truth["items"]} - set(truth["harmless_files"])
    if unlisted:
        bad.append(("no item and not harmless", sorted(unlisted)))
    assert INVOICE_RIGHT == D("8533.60") and INVOICE_PRINTED == D("8893.60")
    assert RECHNUNG_NET == D("7431.20") and RECHNUNG_GROSS == D("8843.13") and QUOTE_TOTAL == D("9131.60")
    assert dt.date(2026, 11, 16) + dt.timedelta(14) == dt.date(2026, 11, 30)
    assert dt.date(2026, 11, 9) + dt.timedelta(30) == dt.date(2026, 12, 9)
    assert REFERENCE.isocalendar()[1] == 48 and REFERENCE.weekday() == 0
    size = sum(p.stat().st_size for p in OUT.iterdir())
    kinds = {}
    for i in truth["items"]:
        kinds[i["kind"]] = kinds.get(i["kind"], 0) + 1
    print(f"{len(texts)} files, {size / 1024:.0f} KB; {len(truth['items'])} items {kinds}; {total} weekdays looked at")
    for b in bad:
        print("WRONG:", *b)
    return not bad


def main():
    if "--check" not in sys.argv:
        OUT.mkdir(exist_ok=True)
        pdf_setup()
        files = {F_INV: make_invoice(), F_RE: make_rechnung(), F_LEASE: make_lease(), F_SCAN: make_scan(), F_CLAUSEN: make_clausen(),
                 F_MIN: make_minutes(), F_XLS: make_pricelist(), F_PPT: make_deck(), F_HTML: PAGE.encode(), F_CSV: make_csv(),
                 F_MD: NOTES.encode(), **make_mails()}
        for name, data in files.items():
            (OUT / name).write_bytes(data)
        (HERE / "planted.json").write_text(json.dumps(planted(), indent=1, ensure_ascii=False) + "\n")
    return 0 if check() else 1


if __name__ == "__main__":
    sys.exit(main())
