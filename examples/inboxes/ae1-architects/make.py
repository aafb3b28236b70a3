#!/usr/bin/env python
"""Inbox of Pell Quarrington Architects (invented). Reference day: Wednesday 7 October 2026."""
import datetime as dt, json, pathlib
from email.message import EmailMessage
from email.utils import format_datetime
import docx
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from pptx.util import Pt as PPt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet, ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle

HERE = pathlib.Path(__file__).resolve().parent
F = HERE / "files"
F.mkdir(exist_ok=True)
for old in F.iterdir():
    old.unlink()
BST = dt.timezone(dt.timedelta(hours=1))
RQ = "Rosalind Quarrington <rosalind@pellquarrington.example>"


def mail(name, frm, to, subj, when, body, mid, cc=None, reply=None, html=None, extra=None):
    m = EmailMessage()
    m["From"], m["To"] = frm, to
    if cc:
        m["Cc"] = cc
    m["Subject"] = subj
    m["Date"] = format_datetime(dt.datetime(*when, tzinfo=BST))
    m["Message-ID"] = mid
    if reply:
        m["In-Reply-To"] = reply
        m["References"] = reply
    for k, v in (extra or {}).items():
        m[k] = v
    m.set_content(body.strip("\n") + "\n")
    if html:
        m.add_alternative(html, subtype="html")
    (F / name).write_bytes(bytes(m))


ss = getSampleStyleSheet()
N = ParagraphStyle("n", parent=ss["Normal"], fontName="Times-Roman", fontSize=10.5, leading=14, spaceAfter=6)
S = ParagraphStyle("s", parent=N, fontName="Helvetica", fontSize=9.5, leading=12.5, spaceAfter=4)
SB = ParagraphStyle("sb", parent=S, fontName="Helvetica-Bold")
H = ParagraphStyle("h", parent=N, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=8)
HN = ParagraphStyle("hn", parent=N, fontName="Times-Bold", fontSize=11.5, spaceBefore=6)


def pdf(name, flow, margin=24):
    SimpleDocTemplate(str(F / name), pagesize=A4, leftMargin=margin * mm, rightMargin=margin * mm,
                      topMargin=20 * mm, bottomMargin=20 * mm, title=name).build(flow)


def table(rows, widths, bold_last=False, style="Helvetica"):
    t = Table(rows, colWidths=[w * mm for w in widths])
    st = [("FONT", (0, 0), (-1, -1), style, 9.5), ("FONT", (0, 0), (-1, 0), style + "-Bold", 9.5),
          ("LINEBELOW", (0, 0), (-1, 0), .6, colors.black), ("ALIGN", (-1, 0), (-1, -1), "RIGHT"),
          ("VALIGN", (0, 0), (-1, -1), "TOP")]
    if bold_last:
        st.append(("FONT", (0, -1), (-1, -1), style + "-Bold", 10))
    t.setStyle(TableStyle(st))
    return t


def docfile(name, build, font="Calibri", size=11):
    d = docx.Document()
    d.styles["Normal"].font.name = font
    d.styles["Normal"].font.size = Pt(size)
    build(d)
    d.save(F / name)


# ------------------------------------------------------------------ mails
mail("26_01877_FUL invalid application.eml",
     "\"Okonjo, Patrick\" <p.okonjo@brackenfell-council.example>", RQ,
     "26/01877/FUL - Brackenfell Library and Customer Hub - application not valid",
     (2026, 10, 5, 16, 12), """
Dear Ms Quarrington,

Thank you for the above, which came through the portal on 24 September. I have now been over the documents with our local list beside me and I am sorry to say that the application cannot be registered as it stands.

Two things are absent: a preliminary bat roost assessment for the old slate roof, and a complete drainage proforma (the one supplied is the 2023 edition and breaks off at page 4). The remainder is in order, the fee included, which cleared on 28 September.

Should the missing papers not have come in when we close on Friday 23 October, the file will be shut and the fee sent back to you less the handling charge.

One other matter. Drawing 100 rev B takes the red line round the electricity substation, whereas the design statement speaks of demolishing it. Is the substation part of the application site or is it not?

The statutory eight weeks only start to run once everything is here, so I have no target date to offer at this stage.

Kind regards,

Patrick Okonjo MRTPI
Senior Planning Officer, Development Management
Brackenfell Borough Council

Planning reception is open Mondays to Thursdays, 9.30 to 16.00.
Please consider the environment before printing this e-mail.
""", "<20261005161207.7731@brackenfell-council.example>")

mail("RE Monday visit + pegs.eml",
     "Jo Tindall <head@larkhill-lane.example>", RQ, "RE: Monday visit",
     (2026, 10, 6, 7, 48), """
Morning Rosalind!

Writing this with one hand and a bagel in the other so forgive typos. The hall's all yours on the 12th from half three, Mr Obi the caretaker has it in his diary and will leave the side gate unlocked. The asbestos register I sent to Siobhan on Friday and she's said ta, so that's that one off your list as well.

Could you pop the brick samples in the car when you come on Monday 12th? Reception class have heard about them and would like to stroke them. I am not joking.

The governors, bless them. Mrs Pilling keeps on at me over the cloakroom and I'm stuck for a number: did we end up with sixty pegs or was it cut down to forty-five?? I've got two drawings here that disagree.

Who knew coat pegs could divide a community like this? Anyway, the scaffold looks magnificent and Year 6 are doing a project on cranes.

Jo x

Jo Tindall, Headteacher
Larkhill Lane Primary School

-----Original Message-----
From: Rosalind Quarrington
Sent: 02 October 2026 12:05
To: Jo Tindall
Subject: Monday visit

Jo, I'd like to use the hall on the 12th to lay out the furniture mock-up. Would any time after school suit? Also, has the asbestos register turned up? Siobhan can't finish the method statement without it.
Thanks, R
""", "<CAK9x2vT-6oct@larkhill-lane.example>", reply="<20261002110533.R91@pellquarrington.example>")

mail("void depths.eml",
     "Gareth Pryce <g.pryce@tolworth-services.example>", RQ, "void depths",
     (2026, 10, 6, 18, 31), """
Ros

drg 214 blank above ceiling level. need clear void over the plantroom + both wc cores, a week tomorrow at the outside, then im on hols till nov and nobody here can size ducts. chiller is 11 wks so dont want to slip.

did dev ever hear back from the network people re upgrading the incoming supply? i've got 2 options on the sld and cant bin one till i know

g

sent from site
""", "<B7F0E2A1-44@tolworth-services.example>")

_comp_txt = """
MARLPIT STREET HEALTH AND WELLBEING CENTRE
Two-stage design competition - circular no. 1 to registered teams
Your team number: MSH-041 (Pell Quarrington Architects)

Thank you for your registration, received on 21 September. The brief, the topographical survey and the CAD base may now be downloaded from the project room.

Queries on the brief may be put through the project room until noon on Wednesday 14 October. A single note with all the replies is to be published on 19 October.

Stage 1 material (four A1 boards and a statement of not more than 1,000 words) has to be lodged electronically before 12:00 on Friday 30 October 2026. The upload shuts itself off; nobody in this office is able to reopen it.

The former bus depot can be seen perfectly well from the pavement and no accompanied visits will be held.

The jury sits on 10 and 11 November. The shortlist goes up on the project page on 20 November and five teams will then be paid an honorarium of 6,000 pounds each.

Ridgeway Procurement, Competition Office
"""
_comp_html = """<html><body style="font-family:Arial"><h2>MARLPIT STREET HEALTH AND WELLBEING CENTRE</h2>
<p>Two-stage design competition &ndash; circular no. 1 to registered teams<br>Your team number: <b>MSH-041</b> (Pell Quarrington Architects)</p>
<p>Thank you for your registration, received on 21 September. The brief, the topographical survey and the CAD base may now be downloaded from the project room.</p>
<p>Queries on the brief may be put through the project room until noon on Wednesday 14 October. A single note with all the replies is to be published on 19 October.</p>
<p>Stage 1 material (four A1 boards and a statement of not more than 1,000 words) has to be lodged electronically before 12:00 on Friday 30 October 2026. The upload shuts itself off; nobody in this office is able to reopen it.</p>
<p>The former bus depot can be seen perfectly well from the pavement and no accompanied visits will be held.</p>
<p>The jury sits on 10 and 11 November. The shortlist goes up on the project page on 20 November and five teams will then be paid an honorarium of 6,000 pounds each.</p>
<p><i>Ridgeway Procurement, Competition Office</i></p></body></html>"""
mail("Marlpit Street competition circular 1.eml",
     "Competition Office <competitions@ridgeway-procure.example>", "studio@pellquarrington.example",
     "Marlpit Street: circular no. 1 (MSH-041)", (2026, 9, 28, 10, 0), _comp_txt,
     "<msh-circ1-041@ridgeway-procure.example>", html=_comp_html)

mail("PI renewal.eml",
     "Imogen Vale <imogen@hartnollvale.example>", RQ, "Professional indemnity - where we have got to",
     (2026, 10, 2, 15, 27), """
Dear Rosalind,

Renewal season once more. I have been round four markets on your behalf. Two passed (one has gone off architects with any cladding history at all, the other simply never rang me back) and of the rest the keenest is Castlegate, at £14,260 plus tax, with the excess left alone at £10,000.

Castlegate will keep those terms on the table up to and including 19 October; beyond that they re-rate, and I should expect it to sting.

They will not bind on a handshake, I'm afraid. The proposal form still wants your signature on page 9 and a split of fees for the last three years. Greta had the spreadsheet last autumn so I hope it isn't too great a chore.

The underwriter has come back on one point only: are any of your live jobs taller than 18 metres?

The confirmed claims experience from your previous insurer landed here on Monday, so strike that off. And do not lose sleep in the meantime, since the present policy runs to midnight on 31 October.

All good wishes,
Imogen

Imogen Vale ACII
Hartnoll & Vale, Insurance Brokers
Authorised and regulated. Calls may be recorded.
""", "<0f3c-pi-2026@hartnollvale.example>", cc="Greta Lund <greta@pellquarrington.example>")

mail("Re_ blockwork gl4 & stair B (sent).eml", RQ, "Colm Brady <colm.brady@dunmore-build.example>",
     "Re: blockwork gl4 & stair B", (2026, 10, 6, 17, 20), """
Colm,

1. Yes, carry on along gridline 4, the opening is correct as drawn.
2. No, the handrail is stainless. Brass was a notion of last spring that never got into the contract.

On the nosings you are right and we were wrong: the section ignores the 8 mm tile. I am redrawing it tonight and tomorrow and the new sheet will be with you this Friday. Keep the tiler away from stair B in the meantime, please.

Siobhan will get on the phone to the terrazzo firm about that pinkish batch.

Thank you for the photographs, they help enormously.

Rosalind

--
Rosalind Quarrington RIBA
Pell Quarrington Architects, 3 Cutler's Yard

On Tue, 6 Oct 2026 at 13:02, Colm Brady wrote:
> Rosalind
> two quick ones before we lose the week
> 1) ok to keep going w blockwork on gl 4?
> 2) is the handrail still brass or have you changed your mind
> also the nosing on stair B fouls the tile, have a look will you
> one of the terrazzo pallets is more pink than grey
> we pour the ramp Monday 12th, pump is booked
> Colm
""", "<20261006162011.R97@pellquarrington.example>", cc="Siobhan Keane <siobhan@pellquarrington.example>",
     reply="<d0c6bb2-13@dunmore-build.example>")

mail("Placement enquiry - Y Karimi.eml",
     "Yusuf Karimi <yusuf.karimi@students-uni-tarrant.example>", "studio@pellquarrington.example",
     "Part I placement", (2026, 9, 29, 21, 14), """
Dear Pell Quarrington Architects,

My name is Yusuf Karimi and I finished my Part I at the University of Tarrant this summer, where my final project was a bath house for a mining village. I grew up two streets from Saltby Pool and learnt to swim under your roof, which is partly why I wanted to study architecture in the first place.

I was wondering, is there any chance of a place for a Part I assistant with you from January onwards?

I have attached my CV and six sheets. I realise you must get a great many of these and I am grateful for your time either way.

Yours sincerely,
Yusuf
""", "<yk-0929-2114@students-uni-tarrant.example>")

_nl = """FACADE FORUM MONTHLY - October

Why do we still draw every door shut?
Our columnist Bea Lockyer has spent a month counting. Of 1,400 plans published last year, eleven showed a door ajar. What does that say about us? Read on in the members' pages.

Looking back
The September talk on lime mortar drew 140 people to the Corn Hall, a record since we began in 2009. The recording has been up since 18 September.

In short
- Our library in Hart Street now opens at 8.30 on weekdays.
- Council re-elected Dr Amara Finch as chair on 9 September.
- The brick of the month is a pale buff from the Weald. Handsome, isn't it?

You receive this because you are a member. Unsubscribe at the foot of any page.
"""
mail("Facade Forum Monthly.eml", "Facade Forum <news@facadeforum.example>", "studio@pellquarrington.example",
     "Facade Forum Monthly: why do we still draw every door shut?", (2026, 10, 1, 6, 30), _nl,
     "<ff-2026-10@facadeforum.example>",
     html="<html><body>" + "".join(f"<p>{p}</p>" for p in _nl.strip().split("\n\n")) + "</body></html>",
     extra={"List-Unsubscribe": "<https://facadeforum.example/u>"})

mail("Automatic reply Stage 3 fee.eml", "Denise Carrow <denise.carrow@orrisdale-cc.example>",
     "Greta Lund <greta@pellquarrington.example>", "Automatic reply: Stage 3 fee, Larkhill Lane",
     (2026, 10, 5, 11, 41), """
Thank you for your message. I am on annual leave and shall be back at my desk on Monday 12 October. E-mails are not being forwarded. For anything to do with a school roof that is actually leaking, the property helpdesk answers on 0555 013 9000 round the clock.

Denise Carrow
Capital Projects, Orrisdale County Council
""", "<auto-88214@orrisdale-cc.example>", reply="<20261005104058.G12@pellquarrington.example>",
     extra={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"})

mail("Re Thursday tour - thank you.eml", "Winifred Astley <w.astley@friends-brackenfell-library.example>", RQ,
     "Re: Tour of the model", (2026, 9, 27, 19, 3), """
Dear Rosalind,

What a treat Thursday was. Eleven of us came, nine had never seen an architect's model before, and Harold has talked of nothing but the reading gallery since. Who would have thought that a cardboard staircase could make a retired bus driver cry?

No answer needed. I only wished you to know.

With warmest thanks,
Winifred Astley
Friends of Brackenfell Library

> On 21 Sep 2026, Rosalind Quarrington wrote:
> Dear Mrs Astley, of course you may come. Please send me the number of
> visitors by Wednesday so that we can put out enough chairs. Is anybody
> in a wheelchair?
""", "<wa-270926@friends-brackenfell-library.example>", reply="<20260921083000.R60@pellquarrington.example>")

# ------------------------------------------------------------------ letters
pdf("Fenwick Baths - Building Control plan check.pdf", [
    Paragraph("ORRISDALE BUILDING CONTROL PARTNERSHIP", H),
    Paragraph("Shire Chambers, Orrisdale &nbsp;&nbsp;|&nbsp;&nbsp; Our ref: BC/26/0943/MW &nbsp;&nbsp;|&nbsp;&nbsp; 28 September 2026", N),
    Paragraph("Messrs Pell Quarrington Architects<br/>3 Cutler's Yard<br/>Saltby", N), Spacer(1, 8),
    Paragraph("<b>BUILDING ACT - FULL PLANS APPLICATION<br/>Fenwick Baths, Alma Road: alterations and new changing village</b>", N),
    Paragraph("The plans deposited on 7 September 2026 have been examined. Structure, drainage and access are regarded as satisfactory, and the comments made on the earlier scheme in 2024 have all been met.", N),
    Paragraph("The fire strategy, however, still describes the gallery as a single-direction escape of 14 metres, whereas drawing 310 measures 19. The document is therefore not capable of approval in its present form.", N),
    Paragraph("You are hereby given twenty-one days from the date at the head of this letter in which to deposit an amended fire strategy. If none is deposited the plans will be rejected and a fresh application, with fee, would become necessary.", N),
    Paragraph("The fire and rescue authority has been consulted by this office and will reply to us direct.", N),
    Spacer(1, 10), Paragraph("M. Whitlow<br/>Principal Building Control Surveyor", N)])


def trust(d):
    d.add_paragraph("THE FENWICK BATHS PRESERVATION TRUST\nRegistered charity\nThe Meeting House, Alma Road, Fenwick")
    d.add_paragraph("1st October 2026")
    d.add_paragraph("Miss R. Quarrington\nPell Quarrington Architects")
    d.add_paragraph("Dear Miss Quarrington,")
    d.add_paragraph("May I begin by saying how very much my committee enjoyed the display at the Baths last Saturday. The cut-away drawing of the boiler house gave particular pleasure, and I have been asked to convey the compliments of our oldest member, who dived from the top board in 1947.")
    d.add_paragraph("There are nonetheless two matters on which we find ourselves in the dark. We looked in vain upon the boards for any indication whether the original slipper-bath cubicles on the first floor are going to survive the works, and should be most grateful to be enlightened.")
    d.add_paragraph("The second is a smaller thing. In whose keeping are the linen drawings of 1911 which my late predecessor lent to your office?")
    d.add_paragraph("The committee sits again on Monday 20 October at the Meeting House; tea is served from a quarter past seven. Our little exhibition of bathing costumes continues in the foyer through the autumn and costs nothing.")
    d.add_paragraph("Believe me, yours very truly,")
    d.add_paragraph("Cedric Mountford\nHonorary Secretary")


docfile("Letter Preservation Trust 1 Oct.docx", trust, "Garamond", 12)


def landlord(d):
    d.add_heading("Cutler's Yard Estates Limited", 1)
    d.add_paragraph("Managing agents: Spry Pelham LLP")
    d.add_paragraph("22 September 2026")
    d.add_paragraph("BY HAND\nThe Partners, Pell Quarrington Architects, Unit 3, Cutler's Yard")
    p = d.add_paragraph()
    p.add_run("Lease dated 25 December 2021 - Rent review as at 25 December 2026").bold = True
    d.add_paragraph("We act for the Landlord. Pursuant to Schedule 2 of the Lease we give you notice that the Landlord proposes a rent of £36,500 per annum exclusive in place of the rent of £31,200 per annum now passing.")
    d.add_paragraph("Paragraph 4 of the Schedule makes time of the essence. A tenant wishing to contest the figure must serve a counter-notice upon us within twenty-eight days of the date of this notice, in default of which the proposed rent is deemed to have been agreed.")
    d.add_paragraph("We take this opportunity to mention two matters of housekeeping. The bicycles on the half-landing obstruct the escape stair and are to be removed by your staff without delay. The gutters along the north side were cleared by our contractor on 15 September and require nothing further.")
    d.add_paragraph("Scaffolding will stand against the rear elevation from 9 to 13 November. Your access is not affected.")
    d.add_paragraph("Yours faithfully,")
    d.add_paragraph("Spry Pelham LLP")


docfile("Cutlers Yard rent review notice.docx", landlord, "Arial", 10)

(F / "eye test confirmation.txt").write_text("""BRIGHTWATER OPTICIANS
4 Corn Street, Saltby

1 October 2026

Dear Rosalind Quarrington

This is to confirm your display screen eye test on Thursday 15 October 2026 at 10.20 with Mr Sandhu.

Your employer's voucher has already been registered, so there is nothing to pay and nothing to bring. The test takes about 25 minutes. The shop is closed on Sundays and on bank holidays; on Wednesdays we are open till 7 pm.

We look forward to seeing you.

Brightwater Opticians
""", encoding="utf-8")

# ------------------------------------------------------------------ invoices etc.
pdf("BMS-2619 invoice.pdf", [
    Paragraph("Bexley Marsh Structures Ltd", H),
    Paragraph("Consulting Structural Engineers, Unit 9 Foundry Walk, Orrisdale. VAT no. GB 000 5511 00", S),
    Spacer(1, 6),
    Paragraph("INVOICE BMS-2619", SB), Paragraph("Invoice date: 25 September 2026", S),
    Paragraph("To: Pell Quarrington Architects, 3 Cutler's Yard, Saltby", S),
    Paragraph("Project: Fenwick Baths, Alma Road", S), Spacer(1, 8),
    table([["Description", "Qty", "Rate", "Amount"],
           ["Stage 4 structural design, second half", "1", "£6,450.00", "£6,450.00"],
           ["Site visits (8, 15 and 17 September)", "3", "£420.00", "£1,260.00"],
           ["Steel connection schedule", "1", "£980.00", "£980.00"],
           ["Subtotal", "", "", "£8,690.00"],
           ["VAT at 20%", "", "", "£1,738.00"],
           ["Total due", "", "", "£10,482.00"]], [88, 16, 28, 30], True),
    Spacer(1, 10),
    Paragraph("Terms: strictly thirty days from invoice date. Bank: Foundry Mutual, 00-55-11, 40028871.", S),
    Paragraph("Queries to accounts@bexleymarsh.example. Thank you for your custom since 2018.", S)])


def reminder(d):
    d.add_heading("Tiny Timber - architectural models", 2)
    d.add_paragraph("2 October 2026")
    d.add_paragraph("Hello Pell Quarrington,")
    d.add_paragraph("I hate writing these. My invoice 3317 of 10 August for the 1:100 library model hasn't been paid, nor has anyone picked up on the nudge I sent in September. I'm a workshop of two and the lime wood for that job cost me nearly half of it.")
    t = d.add_table(rows=1, cols=3)
    for c, x in zip(t.rows[0].cells, ("Item", "Net", "Incl. VAT")):
        c.text = x
    for row in (("Model 1:100, base 900 x 600", "£910.00", "£1,092.00"), ("Courier to Brackenfell", "£60.00", "£72.00"),
                ("Owing", "£970.00", "£1,164.00")):
        for c, x in zip(t.add_row().cells, row):
            c.text = x
    d.add_paragraph()
    d.add_paragraph("Be kind and get the £1,164.00 across to me inside a week of today, otherwise I'll have to add the statutory interest, which neither of us wants.")
    d.add_paragraph("Same bank as always. The smaller model (invoice 3298) you settled in July, all fine there.")
    d.add_paragraph("Ta,\nRuth at Tiny Timber")


docfile("Tiny Timber second reminder 3317.docx", reminder, "Trebuchet MS", 11)

pdf("Quadrant quotation Q-20618.pdf", [
    Paragraph("QUADRANT REPROGRAPHICS", H),
    Paragraph("Quotation Q-20618 - 30 September 2026 - prepared for Ms G. Lund, Pell Quarrington Architects", S), Spacer(1, 8),
    table([["Item", "Net price"],
           ["A0 six-colour plotter, model QX 36, with stand", "3,980.00"],
           ["Delivery to first floor and installation", "240.00"],
           ["Starter set of inks", "312.00"],
           ["Net total", "4,532.00"], ["VAT 20%", "906.40"], ["Gross total GBP", "5,438.40"]], [110, 40], True),
    Spacer(1, 10),
    Paragraph("These figures are firm for orders which reach us by 16 October 2026. From then on the manufacturer's winter list applies, which we understand to be some 7% dearer.", S),
    Paragraph("Delivery is usually made six working days after an order. We take your old machine away free of charge. The guarantee is 24 months from installation.", S),
    Paragraph("Leonard Fitch, Sales", S)])

pdf("receipt parking.pdf", [
    Paragraph("Guildhall Parking Company", H),
    Paragraph("RECEIPT no. 771904", SB),
    Paragraph("Received from Pell Quarrington Architects by card ending 4410 on 28 September 2026:", S),
    table([["Season ticket", "Period", "GBP"], ["Bay 14, Corn Street deck", "1 October to 31 December 2026", "330.00"],
           ["Total, VAT 55.00 included", "", "330.00"]], [60, 65, 25], True), Spacer(1, 8),
    Paragraph("PAID WITH THANKS - balance outstanding: nil. The barrier lifts by number plate. The deck is locked from midnight to 5 am.", S)])

# ------------------------------------------------------------------ contracts
_c1 = [
    ("1. Parties and purpose", ["1.1 This agreement is made on 29 September 2026 between Pell Quarrington Architects (the <i>Practice</i>) and Dr Nell Hargreave trading as Hush Acoustics (the <i>Consultant</i>).",
                                "1.2 The Practice has been appointed for the Brackenfell Library and Customer Hub (the <i>Project</i>) and wishes to obtain acoustic advice for RIBA Stages 3 and 4."]),
    ("2. Services", ["2.1 The Consultant shall deliver a report on room acoustics and sound insulation (the <i>Report</i>) by 6 November 2026.",
                     "2.2 The Consultant shall attend two design team meetings at no extra charge."]),
    ("3. Information", ["3.1 To enable the Consultant to begin, the Practice shall place the room data sheets and the current model at her disposal no later than 19 October 2026.",
                        "3.2 Copyright in everything so provided remains where it was."]),
    ("4. Fee", ["4.1 The fee is £5,400 plus value added tax and is divided into three equal parts.",
                "4.2 The first part, £1,800 plus value added tax, falls to be paid by the Practice on 30 October 2026, the second upon acceptance of the Report and the third at practical completion of the Project.",
                "4.3 Travel within the county is included in the fee."]),
    ("5. Liability", ["5.1 The Consultant has shown evidence of professional indemnity cover of £1,000,000, which she shall maintain for six years.",
                      "5.2 Neither party is liable for loss of profit."]),
    ("6. Ending", ["6.1 Either party may end this agreement if the other becomes insolvent or commits a material breach which is not put right within fourteen days of a written complaint.",
                   "6.2 Clauses 3.2 and 5 outlive the agreement."]),
    ("7. General", ["7.1 Variations are of no effect unless in writing. The law of England applies."])]
_flow = [Paragraph("SUB-CONSULTANCY AGREEMENT", H)]
for head, cl in _c1:
    _flow.append(Paragraph(head, HN))
    _flow += [Paragraph(c, N) for c in cl]
_flow += [Spacer(1, 14), Paragraph("Signed: R. Quarrington for the Practice, 29 September 2026", N), Paragraph("Signed: N. Hargreave, 29 September 2026", N)]
pdf("Hush Acoustics sub-consultancy agreement signed.pdf", _flow)


def hosting(d):
    d.add_heading("MODEL HOSTING AGREEMENT", 1)
    d.add_paragraph("No. LH-5520 between Latticehub Ltd (\"Latticehub\") and Pell Quarrington Architects (\"the Customer\")")
    for h, cl in [
        ("1 Service", ["1.1 Latticehub makes available 2 terabytes of shared model storage with ten named seats.", "1.2 Availability of 99.5 per cent is aimed at, measured over a calendar quarter."]),
        ("2 Charges", ["2.1 The charge for the whole of the Term, £4,752, was paid by the Customer on signature and nothing further falls due in the Term.", "2.2 Additional seats are charged pro rata."]),
        ("3 Duration", ["3.1 The Term began on 16 January 2025 and expires on 15 January 2027.",
                        "3.2 A further term of twenty-four months at the list price then in force follows on automatically, save where the Customer's written refusal is in Latticehub's hands six weeks or more ahead of expiry.",
                        "3.3 For thirty days following the end of the agreement Latticehub keeps the Customer's data available for download."]),
        ("4 Data", ["4.1 Latticehub shall take a backup every night.", "4.2 Models remain the property of the Customer."]),
        ("5 Miscellaneous", ["5.1 Latticehub may assign this agreement within its group."])]:
        d.add_heading(h, 2)
        for c in cl:
            d.add_paragraph(c)
    d.add_paragraph("Signed for both parties on 13 January 2025.")


docfile("Latticehub hosting LH-5520.docx", hosting, "Cambria", 10.5)

# ------------------------------------------------------------------ minutes, notes


def dtm(d):
    d.add_heading("Brackenfell Library and Customer Hub", 1)
    d.add_paragraph("Design Team Meeting No. 7 - held on Thursday 1 October 2026, Council Offices, Room 2")
    d.add_paragraph("Present: Lorna Birkett (LB, client), Gareth Pryce (GP, Tolworth Services), Rosalind Quarrington (RQ) and Dev Malhotra (DM), Pell Quarrington. Apologies: cost consultant.")
    d.add_paragraph("7.1 The minutes of meeting no. 6 were accepted. Siobhan Keane's U-value sheets (6.3) were circulated on 25 September; item closed.")
    d.add_paragraph("7.2 Doors. The clear widths on the second floor do not agree with the access statement. The schedule has to be put right before the tender package is frozen.")
    d.add_paragraph("7.3 Services. Flue through the party wall not favoured by building control.")
    d.add_paragraph("7.4 Children's area. Three layouts of the story pit were tabled. LB likes B; the children's librarian has seen none of them.")
    d.add_paragraph("7.5 Finishes. Carpet tile palette left with LB.")
    t = d.add_table(rows=1, cols=4)
    t.style = "Table Grid"
    for c, x in zip(t.rows[0].cells, ("Item", "Action", "Who", "When")):
        c.text = x
    for row in (("7.2", "Issue corrected door schedule", "DM", "13 October 2026"),
                ("7.3", "Propose alternative flue route", "GP", "14 October 2026"),
                ("7.4", "Walk the children's librarian through the story pit layouts", "RQ", ""),
                ("7.5", "Approve carpet palette", "LB", "16 October 2026")):
        for c, x in zip(t.add_row().cells, row):
            c.text = x
    d.add_paragraph()
    d.add_paragraph("Next meeting: Thursday 21 October 2026, 10.00, same room.")


docfile("DTM07 minutes.docx", dtm)

(F / "monday-round.md").write_text("""# monday round, 5 Oct

here: R, Dev, Siobhan, Tom. Greta late (trains, obviously)

* **Brackenfell**: quiet. waiting for planning to say something
* **Fenwick**: Tom unearths the 1988 boiler house survey, plan chest first, then the loft
* **Larkhill**: roof's on! dry at last. Colm bought doughnuts
* **cash**: Orrisdale still haven't coughed up for stage 3. Greta's on their case again
* ~~plotter paper~~ Siobhan got it Friday
* the heating is what it is. jumpers.

Saltby pool made it into the shortlist of nothing, but the photos are lovely
""", encoding="utf-8")

# ------------------------------------------------------------------ spreadsheets
wb = Workbook()
ws = wb.active
ws.title = "RFI log"
ws.append(["Larkhill Lane Primary - contractor's queries", None, None, None, None, None])
ws.append(["No.", "Query", "Raised by", "With", "Reply needed", "Status"])
for r in [["RFI-027", "Paint colour to plant room doors", "Dunmore Build", "Siobhan Keane", dt.date(2026, 9, 18), "closed 17 Sep"],
          ["RFI-029", "Fixings for canopy brackets", "Dunmore Build", "Bexley Marsh", dt.date(2026, 9, 25), "closed 24 Sep"],
          ["RFI-031", "Give rooflight setting-out relative to grid C", "Dunmore Build", "Siobhan Keane", dt.date(2026, 10, 15), "open"],
          ["RFI-032", "Cable tray route above corridor 4", "Dunmore Build", "Tolworth Services", dt.date(2026, 10, 9), "open"],
          ["RFI-034", "Pick a lintel for the bin store opening", "Dunmore Build", "Dev Malhotra", None, "open"]]:
    ws.append(r)
for row in ws.iter_rows(min_row=3, min_col=5, max_col=5):
    for c in row:
        c.number_format = "DD/MM/YYYY"
for c in ws[2]:
    c.font = Font(bold=True)
for col, w in zip("ABCDEF", (10, 48, 16, 18, 14, 15)):
    ws.column_dimensions[col].width = w
wb.save(F / "Larkhill RFI log.xlsx")

(F / "Wealdstone slips price list.csv").write_text("""Code;Product;Format mm;Price per m2 GBP;Stocked since
WS-10;Buff brick slip;215x65;38.40;March 2019
WS-11;Buff brick slip corner;215x65;61.00;March 2019
WS-20;Grey brick slip;215x65;41.90;June 2022
WS-21;Grey brick slip corner;215x65;64.50;June 2022
WS-30;Glazed green;240x52;92.75;January 2025
Note;List of 1 September 2026, ex works, excluding VAT;;;
""", encoding="utf-8")

# ------------------------------------------------------------------ web page
(F / "Civic Brick Awards - my entries.html").write_text("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Civic Brick Awards 2027 - My entries</title>
<style>body{font-family:Georgia;margin:2em}nav a{margin-right:1em}.box{border:1px solid #a33;padding:1em}</style></head>
<body>
<nav><a href="#">Home</a><a href="#">Past winners</a><a href="#">Jury</a><a href="#">My entries</a><a href="#">Log out</a></nav>
<h1>Civic Brick Awards 2027</h1>
<p>Logged in: Pell Quarrington Architects</p>
<div class="box"><h2>Saltby Community Pool</h2>
<p>State: draft. Fee: paid on 14 September 2026.</p>
<p>So far we hold three photographs; another two have to be uploaded by the entrant for the draft to become an entry.</p></div>
<h3>Good to know</h3>
<p>The door to the 2027 round shuts at 23:59 on 13 November 2026 and drafts are then wiped.</p>
<p>The winners of 2026 were made public on 12 June. Twenty-two buildings will be visited by the jury in January. The dinner takes place on 4 March 2027 in the Guildhall.</p>
<footer>Civic Brick Trust. Office hours 10 to 4.</footer>
</body></html>
""", encoding="utf-8")

# ------------------------------------------------------------------ others
prs = Presentation()


def slide(title, lines, layout=1):
    s = prs.slides.add_slide(prs.slide_layouts[layout])
    s.shapes.title.text = title
    tf = s.placeholders[1].text_frame
    tf.text = lines[0]
    for l in lines[1:]:
        tf.add_paragraph().text = l
    for p in tf.paragraphs:
        p.font.size = PPt(22)


slide("Fenwick Baths", ["Drop-in day of Saturday 26 September - what we learnt"], 0)
slide("In numbers", ["212 visitors, 94 comment cards", "Youngest 3 weeks, oldest 97", "81 per cent for the new changing village"])
slide("They loved", ["The gallery glazing", "Cake by the lido ladies", "Why did nobody build this in 1986? (card no. 41)"])
slide("An answer is still owing", ["The swimming club is waiting to be told whether its gala timing gear may go back on the deep-end wall"])
slide("Afterwards", ["Two-page summary of the cards for the council website: Rosalind writes it", "Council prints the thank-you posters", "Boards are back in the store, Tom saw to it on the Sunday"])
prs.save(F / "Fenwick drop-in debrief.pptx")

(F / "phone message Wed.txt").write_text("""WHILE YOU WERE OUT

For:    Rosalind
When:   Wed 7 Oct, 9.50
Who:    Mrs Adeyemi, Diocesan Board
Tel:    0555 014 2277

St Cuthbert's hall. The Bishop's keen, the money isn't there yet.
She would like an idea of what a feasibility study would set them back.
I said you'd call her, she's not in before 2.

Window cleaner came, paid him out of petty cash.

G.
""", encoding="utf-8")

(F / "blog - the generous corridor.md").write_text("""# On my bedside table: *The Generous Corridor*

*by Dev, for the studio blog*

Two hundred pages about hallways. Would you read that? I did, twice, once on the sleeper to Inverness.

Ottilie Brandt's argument, first published in 1974 and reissued in May, is that public buildings fail between the rooms. A town hall spends its budget on the chamber and then sends citizens along a tunnel to reach it. She measured forty of them with a bicycle wheel.

The chapter on hospitals has dated. The one on schools has not: we should all be made to walk a corridor at 8.55 on a wet Tuesday before we are let near a plan.

**Verdict**: buy it used, the new cover is horrible.
""", encoding="utf-8")

# ------------------------------------------------------------------ the truth
I = []


def item(file, kind, what, due, quote, party, **kw):
    I.append(dict(file=file, kind=kind, what=what, due=due, quote=quote, party=party, **kw))


def both(file, what, due, quote, party, **kw):
    item(file, "deadline", what, due, quote, party, **kw)
    item(file, "task", what, due, quote, party, **kw)


f = "26_01877_FUL invalid application.eml"
both(f, "Supply bat roost assessment and complete drainage proforma", "2026-10-23",
     "Should the missing papers not have come in when we close on Friday 23 October, the file will be shut and the fee sent back to you less the handling charge.", "Brackenfell Borough Council")
item(f, "question", "Is the substation inside the application site?", None, "Is the substation part of the application site or is it not?", "Brackenfell Borough Council")
f = "RE Monday visit + pegs.eml"
both(f, "Bring the brick samples to the school", "2026-10-12", "Could you pop the brick samples in the car when you come on Monday 12th?", "Larkhill Lane Primary School")
item(f, "question", "How many cloakroom pegs: 60 or 45?", None, "did we end up with sixty pegs or was it cut down to forty-five??", "Larkhill Lane Primary School")
f = "void depths.eml"
both(f, "Give the clear void depths over plantroom and WC cores", "2026-10-14", "need clear void over the plantroom + both wc cores, a week tomorrow at the outside", "Tolworth Services", computed=True)
item(f, "question", "Has Dev had an answer on the upgrade of the incoming supply?", None, "did dev ever hear back from the network people re upgrading the incoming supply?", "Tolworth Services")
f = "Marlpit Street competition circular 1.eml"
item(f, "deadline", "Last moment for queries on the brief", "2026-10-14", "Queries on the brief may be put through the project room until noon on Wednesday 14 October.", "Ridgeway Procurement")
item(f, "deadline", "Lodge Stage 1 boards and statement", "2026-10-30", "Stage 1 material (four A1 boards and a statement of not more than 1,000 words) has to be lodged electronically before 12:00 on Friday 30 October 2026.", "Ridgeway Procurement")
f = "PI renewal.eml"
item(f, "deadline", "Insurer's renewal terms end", "2026-10-19", "Castlegate will keep those terms on the table up to and including 19 October", "Hartnoll & Vale", amount=14260)
item(f, "task", "Sign proposal form and supply fee split for three years", None, "The proposal form still wants your signature on page 9 and a split of fees for the last three years.", "Hartnoll & Vale")
item(f, "question", "Any live jobs above 18 metres?", None, "are any of your live jobs taller than 18 metres?", "Hartnoll & Vale")
f = "Re_ blockwork gl4 & stair B (sent).eml"
both(f, "Send redrawn stair nosing sheet to the contractor", "2026-10-09", "I am redrawing it tonight and tomorrow and the new sheet will be with you this Friday.", "Dunmore Build", computed=True)
item(f, "task", "Siobhan to telephone the terrazzo firm about the pink batch", None, "Siobhan will get on the phone to the terrazzo firm about that pinkish batch.", "Siobhan Keane")
item("Placement enquiry - Y Karimi.eml", "question", "Is there a Part I placement from January?", None, "is there any chance of a place for a Part I assistant with you from January onwards?", "Yusuf Karimi")
both("Fenwick Baths - Building Control plan check.pdf", "Deposit an amended fire strategy", "2026-10-19",
     "You are hereby given twenty-one days from the date at the head of this letter in which to deposit an amended fire strategy.", "Orrisdale Building Control Partnership", computed=True)
f = "Letter Preservation Trust 1 Oct.docx"
item(f, "question", "Will the slipper-bath cubicles be kept?", None, "We looked in vain upon the boards for any indication whether the original slipper-bath cubicles on the first floor are going to survive the works, and should be most grateful to be enlightened.", "Fenwick Baths Preservation Trust")
item(f, "question", "Who keeps the 1911 linen drawings?", None, "In whose keeping are the linen drawings of 1911 which my late predecessor lent to your office?", "Fenwick Baths Preservation Trust")
item(f, "finding", "20 October 2026 is a Tuesday, not a Monday", None, "The committee sits again on Monday 20 October at the Meeting House", "Fenwick Baths Preservation Trust", finding="weekday_mismatch")
f = "Cutlers Yard rent review notice.docx"
item(f, "deadline", "Serve counter-notice against proposed rent", "2026-10-20", "A tenant wishing to contest the figure must serve a counter-notice upon us within twenty-eight days of the date of this notice, in default of which the proposed rent is deemed to have been agreed.", "Spry Pelham LLP / Cutler's Yard Estates", amount=36500, computed=True)
item(f, "task", "Have the bicycles removed from the half-landing", None, "The bicycles on the half-landing obstruct the escape stair and are to be removed by your staff without delay.", "Spry Pelham LLP / Cutler's Yard Estates")
f = "BMS-2619 invoice.pdf"
item(f, "deadline", "Pay invoice BMS-2619", "2026-10-25", "Terms: strictly thirty days from invoice date.", "Bexley Marsh Structures Ltd", amount=10482.00, computed=True)
item(f, "finding", "Total does not add up: 8,690.00 + 1,738.00 = 10,428.00", None, "Total due £10,482.00", "Bexley Marsh Structures Ltd", amount=10482.00, finding="total_mismatch", expected=10428.00)
item("Tiny Timber second reminder 3317.docx", "deadline", "Pay overdue invoice 3317", "2026-10-09", "Be kind and get the £1,164.00 across to me inside a week of today", "Tiny Timber", amount=1164.00, computed=True)
item("Quadrant quotation Q-20618.pdf", "deadline", "Quoted plotter price ends", "2026-10-16", "These figures are firm for orders which reach us by 16 October 2026.", "Quadrant Reprographics", amount=5438.40)
f = "Hush Acoustics sub-consultancy agreement signed.pdf"
both(f, "Give room data sheets and current model to the acoustician", "2026-10-19", "To enable the Consultant to begin, the Practice shall place the room data sheets and the current model at her disposal no later than 19 October 2026.", "Hush Acoustics")
item(f, "deadline", "Pay first third of the fee", "2026-10-30", "The first part, £1,800 plus value added tax, falls to be paid by the Practice on 30 October 2026", "Hush Acoustics", amount=1800)
item("Latticehub hosting LH-5520.docx", "deadline", "Last day for refusing the automatic extension (15 Jan 2027 less six weeks)", "2026-12-04",
     "A further term of twenty-four months at the list price then in force follows on automatically, save where the Customer's written refusal is in Latticehub's hands six weeks or more ahead of expiry.", "Latticehub Ltd", computed=True)
f = "DTM07 minutes.docx"
both(f, "Dev to issue the corrected door schedule", "2026-10-13", "Issue corrected door schedule DM 13 October 2026", "Dev Malhotra")
item(f, "task", "Rosalind to show the children's librarian the story pit layouts", None, "Walk the children's librarian through the story pit layouts RQ", "Rosalind Quarrington")
item(f, "finding", "21 October 2026 is a Wednesday, not a Thursday", None, "Next meeting: Thursday 21 October 2026, 10.00, same room.", "Design team", finding="weekday_mismatch")
f = "monday-round.md"
item(f, "task", "Tom to find the 1988 boiler house survey", None, "Tom unearths the 1988 boiler house survey, plan chest first, then the loft", "Tom Ashby")
item(f, "task", "Greta to chase Orrisdale for the stage 3 fee", None, "Greta's on their case again", "Greta Lund")
f = "Larkhill RFI log.xlsx"
both(f, "Siobhan to answer RFI-031, rooflight setting-out", "2026-10-15", "RFI-031 Give rooflight setting-out relative to grid C", "Dunmore Build")
item(f, "task", "Dev to answer RFI-034, lintel for bin store", None, "RFI-034 Pick a lintel for the bin store opening", "Dunmore Build")
f = "Civic Brick Awards - my entries.html"
item(f, "deadline", "Award entries close", "2026-11-13", "The door to the 2027 round shuts at 23:59 on 13 November 2026 and drafts are then wiped.", "Civic Brick Trust")
item(f, "task", "Upload two more photographs", None, "another two have to be uploaded by the entrant for the draft to become an entry", "Civic Brick Trust")
f = "Fenwick drop-in debrief.pptx"
item(f, "question", "May the gala timing gear go back on the wall?", None, "The swimming club is waiting to be told whether its gala timing gear may go back on the deep-end wall", "Swimming club")
item(f, "task", "Rosalind to write the two-page summary", None, "Two-page summary of the cards for the council website: Rosalind writes it", "Rosalind Quarrington")
f = "phone message Wed.txt"
item(f, "question", "What would a feasibility study cost?", None, "She would like an idea of what a feasibility study would set them back.", "Diocesan Board")
item(f, "task", "Call Mrs Adeyemi back", None, "I said you'd call her, she's not in before 2.", "Diocesan Board")

harmless = ["Facade Forum Monthly.eml", "Automatic reply Stage 3 fee.eml", "Re Thursday tour - thank you.eml", "eye test confirmation.txt",
            "receipt parking.pdf", "Wealdstone slips price list.csv", "blog - the generous corridor.md"]


def q(file, quote, why):
    return {"file": file, "quote": quote, "why": why}


tolerated = [
    q("26_01877_FUL invalid application.eml", "Two things are absent: a preliminary bat roost assessment for the old slate roof, and a complete drainage proforma", "the substance of the dated request"),
    q("RE Monday visit + pegs.eml", "The hall's all yours on the 12th from half three", "appointment of the owner, arranged"),
    q("void depths.eml", "i've got 2 options on the sld and cant bin one till i know", "the same question again"),
    q("PI renewal.eml", "the present policy runs to midnight on 31 October", "end of the present cover, mentioned as reassurance"),
    q("Re_ blockwork gl4 & stair B (sent).eml", "Keep the tiler away from stair B in the meantime, please.", "request to the contractor, not to the office"),
    q("Letter Preservation Trust 1 Oct.docx", "The committee sits again on Monday 20 October at the Meeting House", "meeting of others; reported as weekday mismatch"),
    q("Cutlers Yard rent review notice.docx", "Scaffolding will stand against the rear elevation from 9 to 13 November.", "notice of works, useful to know"),
    q("Cutlers Yard rent review notice.docx", "Rent review as at 25 December 2026", "date of the rent change"),
    q("Tiny Timber second reminder 3317.docx", "My invoice 3317 of 10 August for the 1:100 library model hasn't been paid", "the same debt"),
    q("Tiny Timber second reminder 3317.docx", "Owing £970.00 £1,164.00", "the same debt"),
    q("BMS-2619 invoice.pdf", "Total due £10,482.00", "the same invoice, as something to pay"),
    q("Hush Acoustics sub-consultancy agreement signed.pdf", "the second upon acceptance of the Report and the third at practical completion of the Project", "later instalments without a date"),
    q("Latticehub hosting LH-5520.docx", "The Term began on 16 January 2025 and expires on 15 January 2027.", "end of the term itself"),
    q("Latticehub hosting LH-5520.docx", "For thirty days following the end of the agreement Latticehub keeps the Customer's data available for download.", "only after the end"),
    q("DTM07 minutes.docx", "The schedule has to be put right before the tender package is frozen.", "the substance of the dated action"),
    q("DTM07 minutes.docx", "Next meeting: Thursday 21 October 2026, 10.00, same room.", "appointment, also the planted finding"),
    q("DTM07 minutes.docx", "the children's librarian has seen none of them", "the reason for the action"),
    q("monday-round.md", "Orrisdale still haven't coughed up for stage 3.", "the reason for the chase"),
    q("Civic Brick Awards - my entries.html", "The dinner takes place on 4 March 2027 in the Guildhall.", "event"),
]
traps = [
    q("26_01877_FUL invalid application.eml", "Please consider the environment before printing this e-mail.", "footer"),
    q("26_01877_FUL invalid application.eml", "The statutory eight weeks only start to run once everything is here", "duty of the authority, not running"),
    q("RE Monday visit + pegs.eml", "Would any time after school suit?", "quoted history, answered above"),
    q("RE Monday visit + pegs.eml", "has the asbestos register turned up?", "quoted history, answered above"),
    q("RE Monday visit + pegs.eml", "Who knew coat pegs could divide a community like this?", "rhetorical"),
    q("void depths.eml", "chiller is 11 wks so dont want to slip", "lead time, no day"),
    q("Marlpit Street competition circular 1.eml", "A single note with all the replies is to be published on 19 October.", "done by the organiser"),
    q("Marlpit Street competition circular 1.eml", "The jury sits on 10 and 11 November.", "event of others"),
    q("PI renewal.eml", "The confirmed claims experience from your previous insurer landed here on Monday", "done"),
    q("Re_ blockwork gl4 & stair B (sent).eml", "ok to keep going w blockwork on gl 4?", "quoted, answered"),
    q("Re_ blockwork gl4 & stair B (sent).eml", "is the handrail still brass or have you changed your mind", "quoted, answered"),
    q("Re_ blockwork gl4 & stair B (sent).eml", "we pour the ramp Monday 12th, pump is booked", "quoted, contractor's own work"),
    q("Fenwick Baths - Building Control plan check.pdf", "The fire and rescue authority has been consulted by this office and will reply to us direct.", "others' business"),
    q("Cutlers Yard rent review notice.docx", "The gutters along the north side were cleared by our contractor on 15 September and require nothing further.", "done"),
    q("Tiny Timber second reminder 3317.docx", "The smaller model (invoice 3298) you settled in July", "paid"),
    q("Hush Acoustics sub-consultancy agreement signed.pdf", "The Consultant shall deliver a report on room acoustics and sound insulation (the Report) by 6 November 2026.", "duty of the other side"),
    q("Latticehub hosting LH-5520.docx", "was paid by the Customer on signature and nothing further falls due in the Term", "paid"),
    q("DTM07 minutes.docx", "Propose alternative flue route GP 14 October 2026", "action of the engineer"),
    q("DTM07 minutes.docx", "Approve carpet palette LB 16 October 2026", "action of the client"),
    q("DTM07 minutes.docx", "Siobhan Keane's U-value sheets (6.3) were circulated on 25 September; item closed.", "done"),
    q("monday-round.md", "~~plotter paper~~ Siobhan got it Friday", "done"),
    q("Larkhill RFI log.xlsx", "RFI-032 Cable tray route above corridor 4", "with the engineer, not with the office"),
    q("Larkhill RFI log.xlsx", "RFI-027 Paint colour to plant room doors", "closed"),
    q("Larkhill RFI log.xlsx", "RFI-029 Fixings for canopy brackets", "closed"),
    q("Fenwick drop-in debrief.pptx", "Council prints the thank-you posters", "task of the council"),
    q("Fenwick drop-in debrief.pptx", "Boards are back in the store, Tom saw to it on the Sunday", "done"),
    q("Fenwick drop-in debrief.pptx", "Why did nobody build this in 1986?", "rhetorical"),
    q("phone message Wed.txt", "Window cleaner came, paid him out of petty cash.", "paid"),
    q("Re Thursday tour - thank you.eml", "Please send me the number of", "quoted history, past"),
    q("Automatic reply Stage 3 fee.eml", "I am on annual leave and shall be back at my desk on Monday 12 October.", "automatic reply"),
    q("eye test confirmation.txt", "This is to confirm your display screen eye test on Thursday 15 October 2026 at 10.20 with Mr Sandhu.", "confirmed appointment"),
    q("receipt parking.pdf", "PAID WITH THANKS - balance outstanding: nil.", "paid"),
]
(HERE / "planted.json").write_text(json.dumps(
    {"reference": "2026-10-07", "owner": {"name": "Rosalind Quarrington", "addresses": ["rosalind@pellquarrington.example", "studio@pellquarrington.example"]},
     "language": "en", "items": I, "harmless_files": harmless, "tolerated": tolerated, "traps": traps}, ensure_ascii=False, indent=1), encoding="utf-8")
