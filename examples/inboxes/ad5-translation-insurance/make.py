"""Inbox of an invented insurance broker (Wherry & Stoke, brokers to translators and others). Writes files/ and planted.json."""
import csv, datetime as dt, json, pathlib, shutil
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
import docx
from docx.shared import Pt, Cm
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen import canvas
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.lib import colors

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "files"
shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir()
BST = dt.timezone(dt.timedelta(hours=1))
BRIDGET = "Bridget Tansley <bridget.tansley@wherrystoke.example>"

# ------------------------------------------------------------------ mails
def mail(name, frm, to, subject, when, body, mid, reply=None, html=None, cc=None, extra=None):
    m = EmailMessage()
    m["From"], m["To"] = frm, to
    if cc:
        m["Cc"] = cc
    m["Subject"] = subject
    m["Date"] = format_datetime(dt.datetime(*when, tzinfo=BST))
    m["Message-ID"] = f"<{mid}>"
    if reply:
        m["In-Reply-To"] = f"<{reply}>"
        m["References"] = f"<{reply}>"
    for k, v in (extra or {}).items():
        m[k] = v
    m.set_content(body)
    if html:
        m.add_alternative(html, subtype="html")
    (OUT / name).write_bytes(m.as_bytes(policy=policy.SMTP))

mail("dumont_renewal.eml", "Pascale Dumont <pascale@linguafenland.example>", BRIDGET,
     "our PI - and a confession", (2026, 10, 12, 9, 41), """\
Dear Bridget,

Can you believe it's a whole year since we sat in your office with the
cracked teapot? The renewal form is in the post to you, filled in down to
section 4, which is where I gave up.

Section 4 wants our turnover split by "jurisdiction of the end client".
Half of what we do comes to us through other agencies, so I could put down
what the invoices say, but does the insurer mean the country we bill or the
country where the text ends up being used? Until then I'd only be
guessing, and guessing on a proposal form is, as you have told me more than
once, how claims get turned down.

The other thing. Three of our freelancers now tidy up machine output for
the pharma client. Jules says that's the same job as ever, I say it isn't.
What neither of us can make out from the wording is whether post-editing
counts as "translation" at all.

The pharma people won't release the November batch until they've seen proof
of cover, so it would be a great help to have a certificate from you by
Friday week, the 23rd, made out for two million and not the one.

Jules sends his love and a jar of something.

Bises
Pascale

Lingua Fenland Translations, 3 Silver Street, Ely
""", "20261012.0941.77@linguafenland.example")

mail("hartnoll_fire.eml", '"G. Ottaway" <g.ottaway@craneottaway.example>', "office@wherrystoke.example",
     "Hartnoll Joinery / fire 2 October 2026 / our ref CO/26/4471", (2026, 10, 9, 16, 5), """\
Attn Mr Lindqvist

Site seen yesterday with the insured. Cause not established. Fire service
report awaited, they talk of three weeks.

I report to insurers on the 21st and don't propose to do so without the alarm
maintenance records for the last two years. You hold them, the insured
says. Have them here on Tuesday 20 October at the latest.

Do you happen to know who locked up on the night of the 2nd? The insured
says the apprentice, and the apprentice is on a boat somewhere off Norway.

No view on quantum yet; the accountants are still counting planks.

G. Ottaway ACII
Crane Ottaway, Chartered Loss Adjusters
""", "co26-4471-003@craneottaway.example", cc=BRIDGET)

mail("RE_cathcart_terms.eml", "Anjali Rao <anjali.rao@severnmutual.example>", BRIDGET,
     "RE: Cathcart Interpreting Services LLP - renewal", (2026, 10, 13, 11, 27), """\
Hello Bridget,

Thank you for bearing with us. Yes to the rate: we'll keep it at 0.42%. That
makes £6,930.00, plus insurance premium tax of £831.60, so £7,761.60 in all.

You may take your time over instructions, within reason; the figures stand up to
and including 28 October, and anything that comes in after that goes back to the
committee.

Two loose ends before I can put us on risk.

The first is the declaration of no known circumstances, wet-signed by one of the
partners, which I'd want from you by noon on Friday 30 October.

The second is a puzzle. Going by the presentation we can't tell whether Cathcart
still uses sworn interpreters in the Gulf as sub-contractors. When we spoke it
sounded as though they did; the file reads as though they'd stopped.

Kind regards,
Anjali Rao
Senior Underwriter, Professional Risks
Severn Mutual Specialty

-----Original Message-----
From: Bridget Tansley
Sent: 6 October 2026 15:10
To: Anjali Rao
Subject: Cathcart Interpreting Services LLP - renewal

Anjali, presentation attached.
Are you in a position to hold last year's rate, given the two clean years?
B.
""", "AM9PR04MB.7761@severnmutual.example", reply="2026-10-06-1510@wherrystoke.example")

mail("fay_bits.eml", "Fay Mbeki <fay.mbeki@wherrystoke.example>", BRIDGET,
     "bits before i go", (2026, 10, 13, 15, 22), """\
hi b

dentist at 4 so only quickly

mcalister cyber: all 3 quotes are in and saved in the folder. cheapest isnt
the best one imo

mrs abara phoned AGAIN about the probate house, shes worried about the 30
days unoccupied thing. told her you'd ring back tomorrow

greenacre dairy endorsement is still with me, i'll get it typed up and out
to them once ive got feeling in my face

oh and is it alright with you if i have fri 6 nov off, mums getting her
cataract done

fx
""", "CAF7.13oct@wherrystoke.example")

mail("RE_parking_bays.eml", "Clive Bassett <lodge@quaysidecourt.example>", BRIDGET,
     "Re: Parking bays 2027", (2026, 10, 8, 8, 14), """\
Morning Bridget

Five it is. Permits came up to your floor with the post and the Audi's number
is changed on the list.

Have kept bay 14 taped off on top, as a little bird says you've a new lad
starting. Tape stays where it is till somebody tells me if he drives.

The gates by the bin store get resprayed on Saturday 17 and Sunday 18 October.
Nothing for you to do, just don't go leaning on them.

Clive
Lodge, Quayside Court

On 7 Oct 2026, at 17:02, Bridget Tansley wrote:
> Five please Clive, same as last year, and the Audi has a new number plate:
> WX26 KLD.
>
> On 7 Oct 2026, at 12:40, Clive Bassett wrote:
>> How many permits will you lot be wanting for next year?
""", "8oct.0814@quaysidecourt.example", reply="2026-10-07-1702@wherrystoke.example")

mail("odell_complaint.eml", "Rosalind Odell <r.odell@fenpost.example>", BRIDGET,
     "Household policy HH/88213: formal complaint", (2026, 10, 5, 10, 0), """\
Dear Ms Tansley,

I write with regret, having been a client of your firm since the days of old Mr Stoke.

On 14 September my kitchen ceiling came down following an escape of water in the flat above. Your Mr Lindqvist was courtesy itself and I have no quarrel with him. It was only upon receipt of the settlement that I discovered one thousand pounds to have been deducted, where for eleven years the figure had been two hundred and fifty. I ask you therefore in plain terms: when, and by which document, was I told that the excess had been quadrupled? Nothing of the kind is to be found among my papers, which are in good order.

I should be equally interested to learn on whose instruction the monthly collection was moved from the 1st to the 15th.

I am not a litigious woman. Who, at seventy-nine, has the energy? Nevertheless, should there be no written reply from you within fourteen days of today, I shall place the correspondence before the ombudsman.

Yours sincerely,

(Dr) Rosalind Odell
The Old Reading Room, Hickling
""", "odell.20261005@fenpost.example")

cpd_text = """\
GUILD OF EAST ANGLIAN BROKERS
Autumn CPD Day - Maltings Hall, Ely - Friday, 19 November 2026

Programme
09.30  Coffee
10.00  Flood maps after the spring surge (Dr H. Lowe)
11.30  Panel: cyber claims in small firms
12.45  Lunch
13.45  Language and liability
15.30  Close (4.5 hours of structured CPD)

The members' rate of £85 comes to an end with 22 October; from the 23rd
everybody pays £120. The booking form is on the Guild's website.

A word to Bridget Tansley: the committee has you pencilled in for ten
minutes on insuring interpreters at 13.45, though we have never actually
heard from you that you're willing.

Last year's slides are in the members' area for those who missed them.

Norman Pell, Honorary Secretary
"""
cpd_html = ("<html><body style='font-family:Georgia'><h2>Guild of East Anglian Brokers</h2>"
  "<p><b>Autumn CPD Day</b> &ndash; Maltings Hall, Ely &ndash; Friday, 19 November 2026</p>"
  "<ul><li>09.30 Coffee</li><li>10.00 Flood maps after the spring surge (Dr H. Lowe)</li><li>11.30 Panel: cyber claims in small firms</li>"
  "<li>12.45 Lunch</li><li>13.45 Language and liability</li><li>15.30 Close (4.5 hours of structured CPD)</li></ul>"
  "<p>The members' rate of &pound;85 comes to an end with 22 October; from the 23rd everybody pays &pound;120. The booking form is on the Guild's website.</p>"
  "<p>A word to Bridget Tansley: the committee has you pencilled in for ten minutes on insuring interpreters at 13.45, though we have never actually heard from you that you're willing.</p>"
  "<p>Last year's slides are in the members' area for those who missed them.</p><p><i>Norman Pell, Honorary Secretary</i></p></body></html>")
mail("guild_cpd_day.eml", "Norman Pell <secretary@eastanglianbrokers.example>", "members@eastanglianbrokers.example",
     "Autumn CPD Day in Ely", (2026, 10, 1, 7, 30), cpd_text, "cpd2026-autumn.114@eastanglianbrokers.example", html=cpd_html, cc=BRIDGET)

mail("joan_september.eml", "Joan Askew <joan.askew@wherrystoke.example>", BRIDGET,
     "Client account, September", (2026, 10, 13, 12, 48), """\
Bridget

Reconciled, save for one receipt: £412.60 on 24 September, payer's reference
"BT OCT", nothing in the ledger to set it against. Is that by any chance the
Thornbury adjustment?

The sheet itself lies in your tray and lacks only your signature under mine.

Severn Mutual and Calder & Thames were paid on Friday, so those two are off
the list.

J.
""", "joan-0913@wherrystoke.example")

mail("auto_meridian.eml", "Meridian Commercial Claims <claims@meridiancommercial.example>", "office@wherrystoke.example",
     "Automatic reply: MC-771209 Blakeney Marina", (2026, 10, 12, 14, 3), """\
Thank you for your message, which has been passed to a handler.

Our claims desk is staffed from 8.30 am to 5.30 pm, Monday to Friday. We are
closed on 25, 26 and 28 December 2026 and on 1 January 2027. New losses can
be reported at any hour on 0800 000 000.

Messages sent to this address are normally answered in the order in which
they arrive. This mailbox sends one automatic reply per day.

Meridian Commercial
""", "auto-99127@meridiancommercial.example", reply="2026-10-12-1402@wherrystoke.example",
     extra={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"})

mail("thanks_ropewalk.eml", "Tom & Gilly Ropewalk <gilly@ropewalkcafe.example>", "office@wherrystoke.example",
     "THANK YOU", (2026, 10, 10, 20, 51), """\
Dear all at Wherry & Stoke

The cheque for the flood came through on Thursday and the café opens again
this weekend! Who'd have thought a burst pipe could end with a nicer kitchen
than the one we had?

Oskar was a star from the first phone call to the last. He even came and
helped carry the freezer. There is a brass plate on table four with his name
on it and the cake is on us for the rest of the year.

With love from the two of us and the dog
Gilly
""", "gilly.1010@ropewalkcafe.example")

# ------------------------------------------------------------------ letters
d = docx.Document()
d.styles["Normal"].font.name = "Times New Roman"
d.styles["Normal"].font.size = Pt(11)
for t in ["Intermediary Conduct Office\nSupervision Division, Returns Unit\n1 Assize Yard, Peterborough",
          "Our reference: RU/448120/26-2\nDate: 6 October 2026",
          "The Directors\nWherry & Stoke Insurance Brokers Ltd\nQuayside Court, Norwich"]:
    d.add_paragraph(t)
d.add_heading("Half-yearly regulatory return (Form RR-3), period ended 30 September 2026", 2)
for t in [
    "1. Firms in category C2, to which your firm has been assigned, render Form RR-3 twice a year. The return for the above period is to be lodged by the firm through the Gateway not later than 13 November 2026.",
    "2. A charge of £250 is levied on any return lodged out of time. The Returns Unit has no discretion in the matter.",
    "3. The return lodged by your firm on 11 May 2026 has been accepted. In that return, however, no entry was made at 7.4, and it is accordingly not apparent to this Office whether risk transfer extends to the whole of the client money held by the firm. Your observations on this point remain outstanding.",
    "4. The Gateway is unavailable between 22.00 and 02.00 for maintenance.",
    ]:
    d.add_paragraph(t)
d.add_paragraph("for the Returns Unit\nE. Strand\nHigher Supervision Officer")
d.save(OUT / "ico_return_RR3.docx")

def styles():
    b = ParagraphStyle("b", fontName="Times-Roman", fontSize=10.5, leading=14.5, spaceAfter=7)
    h = ParagraphStyle("h", parent=b, fontName="Times-Bold", fontSize=12, spaceBefore=6)
    return b, h

def pdf(name, flow, **kw):
    SimpleDocTemplate(str(OUT / name), pagesize=A4, leftMargin=25*mm, rightMargin=22*mm, topMargin=22*mm, bottomMargin=20*mm, **kw).build(flow)

b, h = styles()
pdf("rent_review_notice.pdf", [
    Paragraph("PENHALIGON FROST LLP, Solicitors", h),
    Paragraph("12 Tombland, Norwich", b), Paragraph("2 October 2026", b),
    Paragraph("Wherry &amp; Stoke Insurance Brokers Ltd<br/>Quayside Court, Norwich<br/><b>By recorded delivery</b>", b),
    Spacer(1, 8),
    Paragraph("Quayside Estates Ltd and yourselves. Lease of 25 December 2021. First and second floors, Quayside Court", h),
    Paragraph("We act for your landlord. Pursuant to paragraph 2 of the Fourth Schedule our client hereby proposes that the yearly rent be £31,500 in place of £28,000 with effect from the review date, being 25 December 2026.", b),
    Paragraph("Your attention is drawn to paragraph 3 of that Schedule. Save where the tenant serves a counter-notice upon us within twenty-eight days of the date hereof, the rent so proposed is deemed to have been agreed and cannot afterwards be referred to the surveyor.", b),
    Paragraph("There is one further matter. The store on the second floor has been in your occupation without a licence since the spring. Our client is content to let that be for the time being but would be assisted by knowing your position: is the room to be kept on, or will it be given up?", b),
    Paragraph("Our client's surveyor, Mr Duffield, inspected on 17 September and is obliged to your staff for their assistance.", b),
    Paragraph("Yours faithfully", b), Paragraph("Penhaligon Frost LLP<br/>(ref LMF/Q118)", b)])

(OUT / "rates_notice.txt").write_text("""\
WENSUM DISTRICT COUNCIL
REVENUES AND BENEFITS

Date of notice      12 October 2026
Account             7002 1458
Property            First & second floors, Quayside Court
Ratepayer           Wherry & Stoke Insurance Brokers Ltd

BUSINESS RATES 2026/27 - INSTALMENT NOT RECEIVED

Our records show that instalment 7 (GBP 611.00) is missing from your account.
You have 7 days from the date of this notice to bring the account up to date.
If you do not, the right to pay in instalments is lost and the whole of the
balance for the year is called in.

You can pay by card, by bank transfer or at any post office, quoting the
account number above.

Instalments 1 to 6 were received. Thank you.

This notice was produced by computer and carries no signature.
""", encoding="utf-8")

# canvas letter, typed line by line
def lines(c, x, y, txt, font="Helvetica", size=10, lead=14):
    t = c.beginText(x, y); t.setFont(font, size); t.setLeading(lead)
    for l in txt.split("\n"):
        t.textLine(l)
    c.drawText(t)

c = canvas.Canvas(str(OUT / "calder_toba.pdf"), pagesize=A4)
c.setFillColorRGB(.1, .25, .45); c.rect(0, 800, 600, 42, fill=1, stroke=0)
c.setFillColorRGB(1, 1, 1); c.setFont("Helvetica-Bold", 15); c.drawString(50, 815, "Calder & Thames Insurance plc")
c.setFillColorRGB(0, 0, 0)
lines(c, 50, 770, """Broker Distribution
Agency number 30-5517
28 September 2026

Dear Ms Tansley

A new terms of business agreement

We are rewriting our agreements with all six hundred of our brokers. So what does
this mean for you? Very little on an ordinary day: from 1 January 2027 the claims
float disappears, cash is settled monthly instead of quarterly, and the rest stays
as you know it. The commission scale is untouched.

Two copies are enclosed, which we have already sealed. One is yours to keep. The other
we need to have back, with a director's signature on page 9, when we close the
register on Monday 16 November 2026. Agencies that aren't on the register that evening
go into run-off.

Mr Garrod, who looked after delegated claims at your office for so long, has told us
of his retirement. We wish him well.

Our regional team comes through Norwich each month, as it always has, and brings the
good biscuits.

Yours sincerely


Philippa Dunmore
Head of Broker Distribution""", size=10.5, lead=16)
c.save()

# ------------------------------------------------------------------ invoices
def grid(rows, widths, head=True):
    t = Table(rows, colWidths=widths)
    t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
                           ("LINEBELOW", (0, 0), (-1, 0), .7, colors.black), ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                           ("LINEABOVE", (0, -1), (-1, -1), .7, colors.black)]))
    return t

hv = ParagraphStyle("hv", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=6)
hb = ParagraphStyle("hb", parent=hv, fontName="Helvetica-Bold", fontSize=14, leading=18)
pdf("invoice_brightfile_20931.pdf", [
    Paragraph("Brightfile Archive Services Ltd", hb), Paragraph("Unit 6, Drayton Park, Norwich. VAT no. GB 000 1234 56", hv),
    Paragraph("<b>Invoice 20931</b><br/>Invoice date: 25 September 2026<br/>To: Wherry &amp; Stoke Insurance Brokers Ltd, Quayside Court", hv),
    grid([["Description", "Qty", "Unit £", "Amount £"],
          ["User licence, Q4 2026", "6", "38.50", "231.00"],
          ["Archive module, Q4 2026", "1", "49.00", "49.00"],
          ["Engineer on site 15 September, hours", "2", "72.00", "144.00"],
          ["Net", "", "", "424.00"], ["VAT 20%", "", "", "84.80"], ["Total to pay", "", "", "518.80"]],
         [85*mm, 18*mm, 25*mm, 30*mm]),
    Spacer(1, 8), Paragraph("Terms: net 30 days from date of invoice.", hv),
    Paragraph("Sort code 00-00-00, account 12345678. Reference 20931.", hv)])

pdf("second_reminder_paperhouse.pdf", [
    Paragraph("THE PAPER HOUSE", ParagraphStyle("x", parent=hb, fontName="Courier-Bold")),
    Paragraph("Office stationers since 1911. Magdalen Road, Norwich", hv), Paragraph("7 October 2026", hv),
    Paragraph("Second reminder", hb),
    Paragraph("Dear customer, we are sorry to trouble you again. According to our books the following is still unpaid:", hv),
    grid([["Invoice", "Dated", "Amount £"], ["8841, letterheads and envelopes", "14 August 2026", "187.44"]], [80*mm, 40*mm, 30*mm]),
    Spacer(1, 8),
    Paragraph("May we ask you to see to it that the £187.44 shows on our account on Thursday, 21 October 2026. A third reminder would cost you £12, and we'd much rather spare you that.", hv),
    Paragraph("If your payment has crossed with this letter, kindly disregard it.", hv),
    Paragraph("Mavis Thirtle, Accounts", hv)])

d = docx.Document()
d.add_heading("Quotation Q-2026-318", 1)
d.add_paragraph("Anglia Office Machines\nFor: Wherry & Stoke Insurance Brokers, Mrs Askew\n9 October 2026")
d.add_paragraph("Following our visit last week we're pleased to offer the following on a 48-month rental:")
t = d.add_table(rows=1, cols=2); t.style = "Table Grid"
t.rows[0].cells[0].text, t.rows[0].cells[1].text = "Per month", "£"
for a, v in [("Ricalto MC 3100 colour copier", "94.00"), ("Service incl. toner", "18.50"), ("Stapling finisher", "7.00"),
             ("Net", "119.50"), ("VAT 20%", "23.90"), ("Total per month", "143.40")]:
    r = t.add_row().cells; r[0].text, r[1].text = a, v
d.add_paragraph()
d.add_paragraph("Delivery takes about ten working days. Prices hold good to 6 November 2026, when our supplier brings in the new list.")
d.add_paragraph("The old machine is taken away free of charge.")
d.add_paragraph("Kevin Utting, Sales")
d.save(OUT / "quotation_copier.docx")

c = canvas.Canvas(str(OUT / "receipt_florist.pdf"), pagesize=(226, 400))
lines(c, 20, 370, """LANYON FLOWERS
St Benedicts Street, Norwich

RECEIPT 004412
08.10.2026  13:26

1 x Bouquet retirement    35.00
1 x Card                   3.50
--------------------------------
TOTAL GBP                 38.50
VISA **** 4410            38.50
PAID - balance            0.00

Refunds within 3 days
with this receipt.
Open Mon - Sat 9 - 5.30""", font="Courier", size=9, lead=13)
c.save()

# ------------------------------------------------------------------ contracts
def clauses(txt):
    out = []
    for l in txt.strip().split("\n"):
        l = l.strip()
        if not l:
            continue
        out.append(Paragraph(l.replace("&", "&amp;"), h if l[0].isdigit() and l.split(" ")[0].count(".") == 1 and l.split(" ")[0].endswith(".") else b))
    return out

pdf("policyhub_agreement.pdf", [Paragraph("SOFTWARE SUBSCRIPTION AGREEMENT", h)] + clauses("""
between Policyhub Systems Ltd, Cambridge ("the Supplier") and Wherry & Stoke Insurance Brokers Ltd, Norwich ("the Customer"), made on 15 January 2024
1. Definitions
1.1 "Software" means the broking system known as Policyhub, in the version current from time to time.
1.2 "Initial Term" means the period of three years from 1 February 2024.
1.3 "Working Day" means any day other than a Saturday, a Sunday or a bank holiday in England.
2. Licence
2.1 The Supplier grants the Customer a non-exclusive right to use the Software for the purposes of its own business as an insurance intermediary.
2.2 The Customer shall not sub-license the Software, nor permit any third party other than its auditors to have access to it.
3. Hosting and availability
3.1 The Supplier hosts the Software in two data centres in the United Kingdom and warrants availability of 99.5 per cent in each calendar month.
3.2 By 31 December in each year the Supplier shall furnish the Customer with the summary of an independent penetration test.
3.3 Planned maintenance is announced at least five Working Days ahead and takes place at night.
4. Fees
4.1 The yearly fee is £5,940.00 plus VAT, invoiced in advance on each anniversary of the commencement date.
4.2 The Supplier may increase the fee once a year by no more than the change in the consumer prices index.
5. Data protection
5.1 The Supplier processes personal data solely on the Customer's documented instructions. Details are set out in Annex A.
5.2 The Supplier shall report any personal data breach without undue delay after becoming aware of it.
6. Liability
6.1 Nothing in this Agreement limits liability for death or personal injury caused by negligence or for fraud.
6.2 Subject to 6.1 the liability of either party in any contract year is limited to 150 per cent of the yearly fee.
7. Term and termination
7.1 Upon expiry of the Initial Term this Agreement renews itself for a further two years, and so on thereafter, unless one party has given the other notice in writing, being notice of not less than three months taking effect at the end of the Initial Term or of the renewal period then running.
7.2 Either party may terminate with immediate effect if the other becomes insolvent or commits a material breach which is not remedied within twenty Working Days of being pointed out.
7.3 On termination the Supplier delivers the Customer's data in a commonly readable format within thirty days.
8. General
8.1 Variations are effective only in writing and signed by both parties.
8.2 This Agreement is governed by the law of England and Wales.
Signed for the Supplier: R. Castellan. Signed for the Customer: B. Tansley
"""))

d = docx.Document()
d.styles["Normal"].font.name = "Garamond"
d.add_heading("INTRODUCER AGREEMENT", 0)
for l in """THIS AGREEMENT is dated 20 April 2026 and made between Wherry & Stoke Insurance Brokers Ltd (the Broker) and the Yarrow Guild of Translators and Interpreters (the Guild).
1. Purpose
1.1 The Guild draws its members' attention to the professional indemnity scheme arranged by the Broker. It gives no advice and handles no money.
2. The Guild's part
2.1 The Guild puts the Broker's leaflet into every welcome pack and, for the first time at its assembly on 14 November 2026, into the delegates' folders.
2.2 It shall let the Broker have its membership figures each January.
3. Fees
3.1 For each member introduced who takes out a policy the Broker pays the Guild the flat fee set out in Schedule 1 once the premium has been received.
4. Accounts
4.1 After every calendar quarter the Broker draws up a statement of the policies placed through the Guild, which is in the hands of the Guild's treasurer by the twentieth day of the following month.
4.2 The treasurer raises any objection within a month of receipt, failing which the statement stands.
5. Confidentiality
5.1 Names of members are used for no purpose other than the scheme.
6. Duration
6.1 The agreement runs for an indefinite time. Each side may bring it to an end on six months' notice given at any time.
Schedule 1: £18.00 for each sole practitioner, £45.00 for each agency.""".split("\n"):
    p = d.add_paragraph(l)
    if l[:2] in ("1.", "2.", "3.", "4.", "5.", "6.") and l[2] == " ":
        p.runs[0].bold = True
    p.paragraph_format.left_indent = Cm(0.8 if l[1:2] == "." and l[2] != " " else 0)
d.save(OUT / "introducer_agreement_yarrow.docx")

# ------------------------------------------------------------------ minutes and notes
d = docx.Document()
d.add_heading("Team meeting, Wednesday 7 October 2026", 1)
d.add_paragraph("Present: Bridget, Oskar, Fay, Joan, Dominic (minutes)")
d.add_heading("1 Figures", 3)
d.add_paragraph("September was a good month: 41 renewals, two lost. Joan showed the retention chart, which is now a line and no longer a cliff.")
d.add_heading("2 Claims", 3)
d.add_paragraph("Oskar reported on the Hartnoll fire. The Ropewalk flood has been settled in full and the file is closed.")
d.add_heading("3 Archive", 3)
d.add_paragraph("Dominic put it to Bridget whether the paper files up to and including 2016 can go to the shredder. She wanted to sleep on it; he is still without an answer.")
d.add_heading("4 Actions", 3)
t = d.add_table(rows=1, cols=3); t.style = "Light Grid Accent 1"
for i, x in enumerate(["What", "Who", "When"]):
    t.rows[0].cells[i].text = x
for row in [("Invitations for every December renewal to go out", "Fay", "30 October"),
            ("Press Meridian for the marina survey", "Oskar", "as soon as may be"),
            ("Fax line cancelled", "Joan", "done")]:
    r = t.add_row().cells
    for i, x in enumerate(row):
        r[i].text = x
d.add_paragraph()
d.add_paragraph("The kettle was descaled by Fay, to general applause. Meeting closed at 10.50.")
d.save(OUT / "team_meeting_2026-10-07.docx")

(OUT / "call_bowline.md").write_text("""\
# Bowline Couriers - call with Nadia Frame (FD)

*Mon 12 Oct, 20 min, BT*

- bought Harrow Parcels in August, so now 64 vans on two fleet policies, one here, one with some outfit in Leeds
- Will they move all of it to us? Yes, she said, board has already agreed.
- driver list + claims history for the Leeds lot: she's getting those from their side
- She asked what becomes of the no-claims discount once both fleets sit under one policy. I had nothing sensible to say and told her so.
- telematics: fitted in all Harrow vans since 2024
- **promised her a side-by-side of the three insurers, on her desk Friday 23 October**
- nice woman, keeps bees
""", encoding="utf-8")

# ------------------------------------------------------------------ spreadsheets
wb = Workbook(); ws = wb.active; ws.title = "Diary"
ws.append(["Client", "Class", "Next step", "Handler", "Due", "Status", "Remarks"])
for cell in ws[1]:
    cell.font = Font(bold=True); cell.fill = PatternFill("solid", fgColor="DDE6EE")
D = dt.date
for r in [
    ["Tidewell Pottery", "Business interruption", "get gross profit declaration from the accountant and lodge it with insurers", "Fay", D(2026, 11, 4), "open", ""],
    ["Dr A. Sen", "PI", "new bank mandate", "Joan", D(2026, 9, 30), "done", "confirmed by bank 28/9"],
    ["Marwood Hall", "Fine art", "arrange revaluation of the clocks", "Oskar", None, "open", "housekeeper prefers mornings"],
    ["Abbots Lane Nursery", "Liability", "certificate", "Fay", D(2026, 10, 2), "closed", "sent 1/10"],
    ["J. Pereira, translator", "Equipment", "", "Fay", None, "query", "has been asking since 29/9 if the laptop stays insured while he works in Lisbon for three months, not answered"],
    ["St Withburga PCC", "Church", "survey", "Oskar", D(2026, 9, 11), "done", "no requirements"],
]:
    ws.append(r)
for row in ws.iter_rows(min_row=2, min_col=5, max_col=5):
    row[0].number_format = "DD/MM/YYYY"
for col, w in zip("ABCDEFG", (24, 22, 60, 10, 12, 9, 60)):
    ws.column_dimensions[col].width = w
wb.save(OUT / "diary.xlsx")

with open(OUT / "commission_q3_2026.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f)
    w.writerow(["Month", "Insurer", "Policies", "Premium GBP", "Commission GBP"])
    for r in [["2026-07", "Severn Mutual", 31, "18240.00", "3648.00"], ["2026-07", "Calder & Thames", 22, "9110.00", "2049.75"],
              ["2026-08", "Severn Mutual", 27, "16005.00", "3201.00"], ["2026-08", "Calder & Thames", 25, "10480.00", "2358.00"],
              ["2026-09", "Severn Mutual", 29, "17350.00", "3470.00"], ["2026-09", "Calder & Thames", 14, "6200.00", "1395.00"]]:
        w.writerow(r)

# ------------------------------------------------------------------ web page
(OUT / "meridian_extranet.html").write_text("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Broker extranet | Meridian Commercial</title>
<style>body{font-family:Verdana,sans-serif;max-width:50em;margin:auto}nav{background:#eee}</style></head>
<body><nav>Home | Quotes | Claims | Log out (wherrystoke)</nav>
<h1>Our extranet is moving house</h1>
<p>The new platform goes live in November. The quoting engine rests from Saturday 7 November, 6 pm, to Sunday 8 November, noon. You need not log out.</p>
<p>Log-ins are not carried over, for reasons of security. Each person in your office registers afresh with a mobile number; whoever has failed to do that by 5 pm on Monday 9 November is locked out and has to apply by post.</p>
<h2>Good to know</h2>
<p><b>Will my saved quotes come across?</b> They will, back to January 2025.</p>
<p>The colour scheme was chosen by our brokers in a vote. You went for teal.</p>
<footer>&copy; Meridian Commercial 2026. Authorised and regulated.</footer></body></html>
""", encoding="utf-8")

# ------------------------------------------------------------------ others
p = Presentation()
s = p.slides.add_slide(p.slide_layouts[0])
s.shapes.title.text = "Conduct refresher 2026"; s.placeholders[1].text = "Dominic Pruett, for everyone at Wherry & Stoke"
for title, pts in [
    ("What changed this year", ["Fair value assessments are now in one template", "Vulnerable customers: the note goes on page 1 of the file", "Gifts register: threshold lowered to £25"]),
    ("Two near misses", ["March: a quote emailed to the wrong Mr Hall", "June: a mid-term change recorded, not sent. Spotted in the file check"]),
    ("Your homework, all of you", ["Work through module 3 on the learning site (40 minutes)", "Certificate to me; last day is Friday 18 December", "Tea is provided"])]:
    s = p.slides.add_slide(p.slide_layouts[1]); s.shapes.title.text = title
    tf = s.placeholders[1].text_frame; tf.text = pts[0]
    for x in pts[1:]:
        tf.add_paragraph().text = x
p.save(OUT / "conduct_refresher.pptx")

(OUT / "book_review_small_print.txt").write_text("""\
FROM THE STAFF ROOM SHELF

"The Small Print: A History of the Exclusion Clause", by Corin Delahaye
(Lantern Press, 2025, 288 pages)

Insurance histories tend to begin in a coffee house and end in a flood. This
one begins with a dead horse. In 1743 a carter in King's Lynn learned that his
policy covered "any mare", and his was a gelding; Delahaye follows the words
from there to the cyber exclusions of our own day and makes it read like a
crime novel. The chapter on war clauses drags, and a page of maps would not
have hurt. Still, I finished it in two evenings and have started quoting it
at the children.

Four teapots out of five. The copy is on the shelf by the window.
                                                                D.P.
""", encoding="utf-8")

(OUT / "newsletter_broking_brief.md").write_text("""\
# The Broking Brief - October 2026

**Rates soften.** Commercial property premiums fell by 3% in the third quarter, the first drop since 2019. Motor is flat.

**People.** Helena Voss has joined Larkspur Re as head of marine. She took up the post on 1 September 2026.

**In the courts.** The Court of Appeal heard *Tarn v Oxbow* on 22 and 23 September. Judgment was handed down on 2 October: silence of a policyholder at renewal is no misrepresentation where no question was put.

**Looking back.** Fifty years ago this month the Great Fen storm cost the market 41 million pounds, then a record.

*You receive this letter as a subscriber of The Broking Brief. Published on the first Friday of each month.*
""", encoding="utf-8")

# ------------------------------------------------------------------ truth
I = []
def item(file, kind, what, due, quote, party, **kw):
    I.append({"file": file, "kind": kind, "what": what, "due": due, "quote": quote, "party": party, **kw})
def both(file, what, due, quote, party, **kw):
    item(file, "deadline", what, due, quote, party, **kw); item(file, "task", what, due, quote, party, **kw)
def q(file, what, quote, party):
    item(file, "question", what, None, quote, party)

q("dumont_renewal.eml", "Section 4 of the form: country billed or country of use?", "does the insurer mean the country we bill or the country where the text ends up being used?", "Lingua Fenland Translations")
q("dumont_renewal.eml", "Does post-editing of machine output count as translation under the policy?", "What neither of us can make out from the wording is whether post-editing counts as \"translation\" at all.", "Lingua Fenland Translations")
both("dumont_renewal.eml", "Send certificate for two million", "2026-10-23", "it would be a great help to have a certificate from you by Friday week, the 23rd, made out for two million and not the one.", "Lingua Fenland Translations", computed=True)
both("hartnoll_fire.eml", "Get alarm maintenance records to the loss adjuster", "2026-10-20", "Have them here on Tuesday 20 October at the latest.", "Crane Ottaway")
q("hartnoll_fire.eml", "Who locked up on the night of the fire?", "Do you happen to know who locked up on the night of the 2nd?", "Crane Ottaway")
item("RE_cathcart_terms.eml", "deadline", "Severn Mutual's renewal terms for Cathcart end", "2026-10-28", "the figures stand up to and including 28 October", "Severn Mutual Specialty", amount=7761.60)
both("RE_cathcart_terms.eml", "Signed no known circumstances declaration of Cathcart to the underwriter", "2026-10-30", "The first is the declaration of no known circumstances, wet-signed by one of the partners, which I'd want from you by noon on Friday 30 October.", "Severn Mutual Specialty")
q("RE_cathcart_terms.eml", "Does Cathcart still sub-contract to sworn interpreters in the Gulf?", "Going by the presentation we can't tell whether Cathcart still uses sworn interpreters in the Gulf as sub-contractors.", "Severn Mutual Specialty")
both("fay_bits.eml", "Ring Mrs Abara back about the unoccupied probate house", "2026-10-14", "told her you'd ring back tomorrow", "Mrs Abara", computed=True)
item("fay_bits.eml", "task", "Fay sends out the Greenacre Dairy endorsement", None, "greenacre dairy endorsement is still with me, i'll get it typed up and out to them once ive got feeling in my face", "Greenacre Dairy")
q("fay_bits.eml", "May Fay take Friday 6 November off?", "is it alright with you if i have fri 6 nov off", "Fay Mbeki")
q("RE_parking_bays.eml", "Does the new starter drive (bay 14)?", "Tape stays where it is till somebody tells me if he drives.", "Clive Bassett, Quayside Court")
q("odell_complaint.eml", "When and how was Dr Odell told of the higher excess?", "when, and by which document, was I told that the excess had been quadrupled?", "Dr Rosalind Odell")
q("odell_complaint.eml", "Who had the direct debit moved to the 15th?", "I should be equally interested to learn on whose instruction the monthly collection was moved from the 1st to the 15th.", "Dr Rosalind Odell")
both("odell_complaint.eml", "Written reply to the complaint within fourteen days", "2026-10-19", "should there be no written reply from you within fourteen days of today, I shall place the correspondence before the ombudsman.", "Dr Rosalind Odell", computed=True)
item("guild_cpd_day.eml", "deadline", "Members' rate for the CPD day ends", "2026-10-22", "The members' rate of £85 comes to an end with 22 October", "Guild of East Anglian Brokers", amount=85.0)
q("guild_cpd_day.eml", "Is Bridget willing to speak for ten minutes?", "the committee has you pencilled in for ten minutes on insuring interpreters at 13.45, though we have never actually heard from you that you're willing.", "Guild of East Anglian Brokers")
item("guild_cpd_day.eml", "finding", "19 November 2026 is a Thursday", None, "Friday, 19 November 2026", "Guild of East Anglian Brokers", finding="weekday_mismatch", expected="Thursday")
q("joan_september.eml", "Is the unmatched £412.60 the Thornbury adjustment?", "Is that by any chance the Thornbury adjustment?", "Joan Askew")
item("joan_september.eml", "task", "Sign the September reconciliation sheet", None, "The sheet itself lies in your tray and lacks only your signature under mine.", "Joan Askew")
both("ico_return_RR3.docx", "Lodge Form RR-3", "2026-11-13", "The return for the above period is to be lodged by the firm through the Gateway not later than 13 November 2026.", "Intermediary Conduct Office")
q("ico_return_RR3.docx", "Does risk transfer extend to all client money (7.4)?", "it is accordingly not apparent to this Office whether risk transfer extends to the whole of the client money held by the firm.", "Intermediary Conduct Office")
item("rent_review_notice.pdf", "deadline", "Counter-notice to the rent review", "2026-10-30", "Save where the tenant serves a counter-notice upon us within twenty-eight days of the date hereof, the rent so proposed is deemed to have been agreed", "Penhaligon Frost LLP / Quayside Estates", computed=True, amount=31500)
q("rent_review_notice.pdf", "Will the second-floor store be kept or given up?", "is the room to be kept on, or will it be given up?", "Penhaligon Frost LLP / Quayside Estates")
item("rates_notice.txt", "deadline", "Pay missing rates instalment 7", "2026-10-19", "You have 7 days from the date of this notice to bring the account up to date.", "Wensum District Council", computed=True, amount=611.00)
both("calder_toba.pdf", "Return the signed terms of business agreement", "2026-11-16", "The other we need to have back, with a director's signature on page 9, when we close the register on Monday 16 November 2026.", "Calder & Thames Insurance plc")
item("invoice_brightfile_20931.pdf", "deadline", "Pay invoice 20931", "2026-10-25", "Terms: net 30 days from date of invoice.", "Brightfile Archive Services Ltd", computed=True, amount=518.80)
item("invoice_brightfile_20931.pdf", "finding", "Total is 10.00 too high", None, "Total to pay 518.80", "Brightfile Archive Services Ltd", finding="total_mismatch", expected=508.80)
item("second_reminder_paperhouse.pdf", "deadline", "Pay invoice 8841", "2026-10-21", "May we ask you to see to it that the £187.44 shows on our account on Thursday, 21 October 2026.", "The Paper House", amount=187.44)
item("second_reminder_paperhouse.pdf", "finding", "21 October 2026 is a Wednesday", None, "Thursday, 21 October 2026", "The Paper House", finding="weekday_mismatch", expected="Wednesday")
item("quotation_copier.docx", "deadline", "Copier quotation ends", "2026-11-06", "Prices hold good to 6 November 2026, when our supplier brings in the new list.", "Anglia Office Machines", amount=143.40)
item("policyhub_agreement.pdf", "deadline", "Last day to give notice to the end of the Initial Term (31 January 2027)", "2026-10-31", "this Agreement renews itself for a further two years, and so on thereafter, unless one party has given the other notice in writing, being notice of not less than three months taking effect at the end of the Initial Term", "Policyhub Systems Ltd", computed=True)
both("introducer_agreement_yarrow.docx", "Third-quarter statement to the Guild's treasurer", "2026-10-20", "which is in the hands of the Guild's treasurer by the twentieth day of the following month.", "Yarrow Guild of Translators and Interpreters", computed=True)
both("team_meeting_2026-10-07.docx", "Fay sends out invitations for December renewals", "2026-10-30", "Invitations for every December renewal to go out Fay 30 October", "Fay Mbeki")
item("team_meeting_2026-10-07.docx", "task", "Oskar presses Meridian for the marina survey", None, "Press Meridian for the marina survey Oskar as soon as may be", "Oskar Lindqvist")
q("team_meeting_2026-10-07.docx", "May the paper files up to 2016 be shredded?", "Dominic put it to Bridget whether the paper files up to and including 2016 can go to the shredder.", "Dominic Pruett")
q("call_bowline.md", "What becomes of the no-claims discount under one policy?", "She asked what becomes of the no-claims discount once both fleets sit under one policy.", "Bowline Couriers")
both("call_bowline.md", "Comparison of the three insurers to Nadia Frame", "2026-10-23", "promised her a side-by-side of the three insurers, on her desk Friday 23 October", "Bowline Couriers")
both("diary.xlsx", "Gross profit declaration of Tidewell Pottery", "2026-11-04", "Tidewell Pottery Business interruption get gross profit declaration from the accountant and lodge it with insurers Fay", "Tidewell Pottery")
item("diary.xlsx", "task", "Oskar arranges the revaluation at Marwood Hall", None, "Marwood Hall Fine art arrange revaluation of the clocks Oskar", "Marwood Hall")
q("diary.xlsx", "Does the laptop stay insured in Lisbon?", "has been asking since 29/9 if the laptop stays insured while he works in Lisbon for three months, not answered", "J. Pereira")
both("meridian_extranet.html", "Everybody registers afresh on the extranet", "2026-11-09", "Each person in your office registers afresh with a mobile number; whoever has failed to do that by 5 pm on Monday 9 November is locked out and has to apply by post.", "Meridian Commercial")
both("conduct_refresher.pptx", "Module 3, certificate to Dominic", "2026-12-18", "Certificate to me; last day is Friday 18 December", "Dominic Pruett")

T = lambda f, qt, why: {"file": f, "quote": qt, "why": why}
tolerated = [
    T("hartnoll_fire.eml", "I report to insurers on the 21st and don't propose to do so without the alarm maintenance records for the last two years.", "the adjuster's date; belongs to the request for the records"),
    T("joan_september.eml", "Reconciled, save for one receipt: £412.60 on 24 September", "context of the question"),
    T("rent_review_notice.pdf", "with effect from the review date, being 25 December 2026", "date of the new rent"),
    T("rent_review_notice.pdf", "Our client is content to let that be for the time being but would be assisted by knowing your position", "introduces the question"),
    T("ico_return_RR3.docx", "Your observations on this point remain outstanding.", "belongs to the question on 7.4; may be taken as a task"),
    T("guild_cpd_day.eml", "The booking form is on the Guild's website.", "could be read as an invitation to book"),
    T("guild_cpd_day.eml", "from the 23rd everybody pays £120", "other side of the same date"),
    T("team_meeting_2026-10-07.docx", "She wanted to sleep on it; he is still without an answer.", "belongs to the question on the archive"),
    T("call_bowline.md", "I had nothing sensible to say and told her so.", "belongs to the question"),
    T("conduct_refresher.pptx", "Work through module 3 on the learning site (40 minutes)", "the homework the date belongs to"),
    T("meridian_extranet.html", "Log-ins are not carried over, for reasons of security.", "context"),
    T("policyhub_agreement.pdf", "The yearly fee is £5,940.00 plus VAT, invoiced in advance on each anniversary of the commencement date.", "general payment term"),
    T("policyhub_agreement.pdf", "\"Initial Term\" means the period of three years from 1 February 2024.", "end of the term, 31 January 2027, may be noted too"),
    T("introducer_agreement_yarrow.docx", "After every calendar quarter the Broker draws up a statement of the policies placed through the Guild", "first half of the same clause"),
    T("introducer_agreement_yarrow.docx", "For each member introduced who takes out a policy the Broker pays the Guild the flat fee set out in Schedule 1 once the premium has been received.", "general duty without a day"),
    T("calder_toba.pdf", "Agencies that aren't on the register that evening go into run-off.", "consequence of the deadline"),
    T("calder_toba.pdf", "from 1 January 2027 the claims float disappears, cash is settled monthly instead of quarterly", "change of terms that concerns the owner"),
    T("rates_notice.txt", "Our records show that instalment 7 (GBP 611.00) is missing from your account.", "the debt itself"),
    T("rates_notice.txt", "You can pay by card, by bank transfer or at any post office, quoting the account number above.", "how to pay"),
    T("dumont_renewal.eml", "The renewal form is in the post to you, filled in down to section 4, which is where I gave up.", "context"),
    T("quotation_copier.docx", "Delivery takes about ten working days.", "term of the offer"),
]
traps = [
    T("dumont_renewal.eml", "Can you believe it's a whole year since we sat in your office with the cracked teapot?", "rhetorical question"),
    T("RE_cathcart_terms.eml", "Are you in a position to hold last year's rate, given the two clean years?", "quoted history, the owner's own question, answered"),
    T("RE_parking_bays.eml", "How many permits will you lot be wanting for next year?", "quoted history, answered (five)"),
    T("odell_complaint.eml", "Who, at seventy-nine, has the energy?", "rhetorical question"),
    T("calder_toba.pdf", "So what does this mean for you?", "rhetorical question, answered by the writer"),
    T("meridian_extranet.html", "Will my saved quotes come across?", "FAQ, answered"),
    T("call_bowline.md", "Will they move all of it to us?", "answered in the note"),
    T("thanks_ropewalk.eml", "Who'd have thought a burst pipe could end with a nicer kitchen than the one we had?", "rhetorical question"),
    T("RE_parking_bays.eml", "The gates by the bin store get resprayed on Saturday 17 and Sunday 18 October.", "event nobody must act on"),
    T("joan_september.eml", "Severn Mutual and Calder & Thames were paid on Friday", "paid"),
    T("policyhub_agreement.pdf", "By 31 December in each year the Supplier shall furnish the Customer with the summary of an independent penetration test.", "duty of the other side"),
    T("policyhub_agreement.pdf", "On termination the Supplier delivers the Customer's data in a commonly readable format within thirty days.", "duty of the other side"),
    T("introducer_agreement_yarrow.docx", "for the first time at its assembly on 14 November 2026, into the delegates' folders.", "duty of the other side"),
    T("introducer_agreement_yarrow.docx", "The treasurer raises any objection within a month of receipt", "other side's term"),
    T("team_meeting_2026-10-07.docx", "Fax line cancelled Joan done", "done"),
    T("call_bowline.md", "driver list + claims history for the Leeds lot: she's getting those from their side", "duty of the other side"),
    T("diary.xlsx", "Dr A. Sen PI new bank mandate Joan", "done row"),
    T("diary.xlsx", "Abbots Lane Nursery Liability certificate Fay", "closed row"),
    T("diary.xlsx", "St Withburga PCC Church survey Oskar", "done row"),
    T("meridian_extranet.html", "The quoting engine rests from Saturday 7 November, 6 pm, to Sunday 8 November, noon.", "event nobody must act on"),
    T("hartnoll_fire.eml", "Fire service report awaited, they talk of three weeks.", "others' duty"),
    T("receipt_florist.pdf", "Refunds within 3 days", "paid receipt, no action"),
    T("auto_meridian.eml", "We are closed on 25, 26 and 28 December 2026 and on 1 January 2027.", "automatic reply"),
]
harmless = ["auto_meridian.eml", "thanks_ropewalk.eml", "receipt_florist.pdf", "commission_q3_2026.csv",
            "book_review_small_print.txt", "newsletter_broking_brief.md"]
(HERE / "planted.json").write_text(json.dumps({
    "reference": "2026-10-14",
    "owner": {"name": "Bridget Tansley, Wherry & Stoke Insurance Brokers", "addresses": ["bridget.tansley@wherrystoke.example", "office@wherrystoke.example"]},
    "language": "en", "items": I, "harmless_files": harmless, "tolerated": tolerated, "traps": traps}, ensure_ascii=False, indent=1), encoding="utf-8")
