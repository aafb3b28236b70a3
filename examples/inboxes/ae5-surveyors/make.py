# -*- coding: utf-8 -*-
"""Invented inbox of Pellow Strickland LLP, land surveyors, Ludlow."""
import os, io, csv, json, shutil, email.utils, datetime
from email.message import EmailMessage
from xml.sax.saxutils import escape as esc
import docx as _docx
from docx.shared import Pt
import openpyxl
from pptx import Presentation
from pptx.util import Inches
from reportlab.pdfgen import canvas
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, PageTemplate, Frame, Paragraph, Table, Spacer
from reportlab.lib import colors

BASE = os.path.dirname(os.path.abspath(__file__))
DEST = os.path.join(BASE, "files")
shutil.rmtree(DEST, ignore_errors=True); os.makedirs(DEST)
path = lambda n: os.path.join(DEST, n)

items, harmless, tolerated, traps = [], [], [], []
class At:
    """Collects the truth of one file."""
    def __init__(self, file): self.file = file
    def _a(self, kind, quote, what, party, due=None, **kw):
        items.append({"file": self.file, "kind": kind, "what": what, "due": due, "quote": quote, "party": party, **kw}); return self
    def deadline(self, quote, what, party, due, **kw): return self._a("deadline", quote, what, party, due, **kw)
    def task(self, quote, what, party, due=None, **kw): return self._a("task", quote, what, party, due, **kw)
    def both(self, quote, what, party, due, **kw): return self.deadline(quote, what, party, due, **kw).task(quote, what, party, due, **kw)
    def question(self, quote, what, party): return self._a("question", quote, what, party)
    def mismatch(self, quote, what, party, **kw): return self._a("finding", quote, what, party, **kw)
    def may(self, quote, why): tolerated.append({"file": self.file, "quote": quote, "why": why}); return self
    def no(self, quote, why): traps.append({"file": self.file, "quote": quote, "why": why}); return self
    def clean(self): harmless.append(self.file); return self

ROS = "Rosalind Pellow <rosalind@pellowstrickland.example>"
def eml(name, sender, subject, y, mo, d, hh, mm, body, to=ROS, cc=None, html=None, inreply=None, hdr=None):
    off = 1 if (mo, d) < (10, 25) and mo >= 4 else 0          # BST / GMT
    msg = EmailMessage()
    msg["From"] = sender
    msg["To"] = to
    if cc: msg["Cc"] = cc
    msg["Subject"] = subject
    msg["Date"] = email.utils.format_datetime(datetime.datetime(y, mo, d, hh, mm, tzinfo=datetime.timezone(datetime.timedelta(hours=off))))
    dom = email.utils.parseaddr(sender)[1].split("@")[1]
    msg["Message-ID"] = f"<{y}{mo:02}{d:02}{hh:02}{mm:02}.{len(body)}@{dom}>"
    if inreply:
        msg["In-Reply-To"] = inreply; msg["References"] = inreply
    for k, v in (hdr or {}).items(): msg[k] = v
    msg.set_content(body.strip() + "\n")
    if html: msg.add_alternative(html, subtype="html")
    with open(path(name), "wb") as fh: fh.write(msg.as_bytes())
    return At(name)

def word(name, *parts, face="Calibri", pt=11):
    d = _docx.Document(); d.styles["Normal"].font.name = face; d.styles["Normal"].font.size = Pt(pt)
    for p in parts:
        if isinstance(p, tuple) and p[0] == "H": d.add_heading(p[1], p[2])
        elif isinstance(p, tuple) and p[0] == "N":
            for s in p[1]: d.add_paragraph(s, style="List Number")
        elif isinstance(p, tuple):
            t = d.add_table(rows=0, cols=len(p[0])); t.style = "Table Grid"
            for row in p:
                cells = t.add_row().cells
                for i, v in enumerate(row): cells[i].text = v
            d.add_paragraph("")
        else: d.add_paragraph(p)
    d.save(path(name)); return At(name)

def paper(name, *parts, face="Times-Roman", pt=11, widths=None, letterhead=None):
    boldface = {"Times-Roman": "Times-Bold", "Helvetica": "Helvetica-Bold", "Courier": "Courier-Bold"}[face]
    body = ParagraphStyle("p", fontName=face, fontSize=pt, leading=pt * 1.32, spaceAfter=pt * .6)
    head = ParagraphStyle("q", parent=body, fontName=boldface, spaceBefore=pt * .5)
    flow = []
    for p in parts:
        if isinstance(p, tuple):
            flow += [Table(list(p), colWidths=widths, hAlign="LEFT", style=[("FONT", (0, 0), (-1, -1), face, pt - .5), ("LINEABOVE", (0, -1), (-1, -1), .6, colors.black),
                     ("LINEBELOW", (0, 0), (-1, 0), .6, colors.black), ("ALIGN", (-1, 0), (-1, -1), "RIGHT")]), Spacer(1, 10)]
        elif p.startswith("**"): flow.append(Paragraph(esc(p[2:]), head))
        else: flow.append(Paragraph(esc(p).replace("\n", "<br/>"), body))
    def deco(c, doc):
        c.setFont(boldface, 9); c.drawString(70, A4[1] - 40, letterhead or "")
        c.setFont(face, 8); c.drawRightString(A4[0] - 60, 30, "page %d" % doc.page)
    d = BaseDocTemplate(path(name), pagesize=A4)
    d.addPageTemplates(PageTemplate(frames=[Frame(64, 55, A4[0] - 128, A4[1] - 115)], onPage=deco))
    d.build(flow); return At(name)

def plain(name, s):
    with open(path(name), "w", encoding="utf-8") as fh: fh.write(s.lstrip("\n"))
    return At(name)

# ---------------------------------------------------------------- correspondence by mail
eml("hollins-v-cartmell.eml", "Harriet Voss-Leigh <h.vossleigh@dunmorepeake.example>", "Hollins v Cartmell (boundary at Lower Hope Farm)", 2026, 11, 2, 11, 5, """
Dear Ms Pellow,

We refer to the order of District Judge Amery of 19 October, receipt of which you have already acknowledged.

Pursuant to paragraph 6 of that order the experts' joint statement falls to be served by 4 p.m. on 20 November 2026, and
we must accordingly trouble you for your signed counterpart before that hour.

Counsel has but one query upon your draft (paragraph 31), namely whether the 1887 sheet was scaled directly or from an
enlargement.

For completeness: Mr Cartmell's expert was to disclose his photographs by 30 October, and did so. Your fee note of
September has been discharged by our accounts department.

Yours sincerely,

Harriet Voss-Leigh
Senior Associate
Dunmore Peake LLP
This email is confidential and may be privileged.
""").both("the experts' joint statement falls to be served by 4 p.m. on 20 November 2026, and we must accordingly trouble you for your signed counterpart before that hour",
  "sign and return the experts' joint statement", "Dunmore Peake LLP", "2026-11-20") \
 .question("Counsel has but one query upon your draft (paragraph 31), namely whether the 1887 sheet was scaled directly or from an enlargement.", "how was the 1887 sheet scaled", "Dunmore Peake LLP") \
 .no("Mr Cartmell's expert was to disclose his photographs by 30 October, and did so.", "done, other side") \
 .no("Your fee note of September has been discharged by our accounts department.", "paid")

eml("corve meadow topo.eml", "Kieran Dhaliwal <kieran@dhaliwalhomes.example>", "corve meadow - topo??", 2026, 11, 3, 7, 31, """
Ros,

Architect's doing his nut. We want the topo in our hands on Wednesday of next week (dwg and pdf) or the drainage lads
are sat on theirs.

Did Gethin tie it to the OS grid or to a local one?

Stakes from last time were bang on btw, groundworker couldn't believe it. And no need to worry about the gate code any
more, we've put a fob under the brick.

KD
Sent from a phone in a digger
""").both("We want the topo in our hands on Wednesday of next week (dwg and pdf)", "deliver topographic survey Corve Meadow", "Dhaliwal Homes", "2026-11-11", computed=True) \
 .question("Did Gethin tie it to the OS grid or to a local one?", "grid of the Corve Meadow survey", "Dhaliwal Homes") \
 .no("no need to worry about the gate code any more, we've put a fob under the brick", "settled") \
 .no("corve meadow - topo??", "subject line")

eml("the hedge again.eml", "Olwen Bebb <olwenbebb@marchesmail.example>", "The hedge again, I'm afraid", 2026, 11, 1, 19, 12, """
Dear Rosalind,

Such a lovely plan you made us! Idris had it on the kitchen table for three days running and read it like the Bible,
which is more than he does with the Bible.

Now I have to confess. I would be ever so glad of another copy in the post, since the dog has had the first one, and a
good corner of the Radio Times with it.

And Idris being Idris he won't believe a line on paper. What would it set us back, roughly, to have it pegged out along
the ditch?

My sister is coming over from Builth on the 14th and we shall be having the stove swept before that, so don't mind the
soot if you pass. We paid your bill at the Post Office on Thursday, I hope it has come through.

God bless,
Olwen
""").task("I would be ever so glad of another copy in the post", "post another copy of the plan to Mrs Bebb", "Olwen Bebb") \
 .question("What would it set us back, roughly, to have it pegged out along the ditch?", "price for pegging out the boundary", "Olwen Bebb") \
 .no("My sister is coming over from Builth on the 14th", "private event of the writer") \
 .no("We paid your bill at the Post Office on Thursday, I hope it has come through.", "paid")

eml("RE total station 1843.eml", "Hugh Brackley <hugh@severninstruments.example>", "RE: Total station 1843, loan instrument in November?", 2026, 10, 30, 15, 26, """
Ms Pellow,

Loan unit: yes, there's one free, and it is yours for the week without charge. I have written your name on the box.

The calibration certificate for no. 1843 expires on 13 November. Anything measured after that isn't traceable, and I
shouldn't care to hear you argue it before a judge.

Have one of your people run the instrument over to our counter in Shrewsbury. Any weekday, eight till five.

Yours,
Hugh Brackley
Severn Instruments (est. 1961)

---- On 29 October 2026 Rosalind Pellow wrote: ----
> Hugh, we'd need something to measure with while ours is with you. Do you have a loan instrument in November, and
> what would you charge for it? Please could you let me know by Friday.
> Ros
""", inreply="<20261029.1633.RP@pellowstrickland.example>") \
 .deadline("The calibration certificate for no. 1843 expires on 13 November.", "calibration certificate of the total station expires", "Severn Instruments", "2026-11-13") \
 .task("Have one of your people run the instrument over to our counter in Shrewsbury.", "bring the total station to Shrewsbury", "Severn Instruments") \
 .no("Do you have a loan instrument in November, and what would you charge for it?", "quoted history, answered") \
 .no("Please could you let me know by Friday.", "quoted history, answered") \
 .no("Total station 1843, loan instrument in November?", "subject of the answered question")

eml("bromfield etc.eml", "Gethin Pryce <gethin@pellowstrickland.example>", "bromfield etc", 2026, 11, 3, 18, 2, """
boss

bromfield levelling all done today, closed to 4mm over 3.1k, chuffed to bits. reduced levels with you on friday, promise

ok if i have the landy saturday? shifting my nans piano, back by teatime

gps pole is mended, cost us nowt. van's in for its MOT next weds, sorted that with the garage already

g
""").both("reduced levels with you on friday, promise", "Gethin delivers the reduced levels for Bromfield", "Gethin Pryce", "2026-11-06", computed=True) \
 .question("ok if i have the landy saturday?", "may Gethin borrow the Land Rover", "Gethin Pryce") \
 .no("gps pole is mended, cost us nowt", "done") \
 .may("van's in for its MOT next weds, sorted that with the garage already", "arranged appointment")

b = """Dear Member 20417,

This is your autumn statement of continuing professional development.

Hours entered so far in 2026: 13.5, of which 4.0 were formal.

Under Rule 9 you need to have no fewer than 20 hours on record when the year closes on 31 December 2026. Entries are made
through the members' area.

Your subscription for 2026 was received in January; thank you. The Journal's back issues (1921 to 1974) are now online.

Membership Services
Institution of Land and Hydrographic Measurers
"""
eml("CPD statement autumn.eml", "ILHM Membership <membership@ilhm.example>", "Your CPD statement, autumn 2026", 2026, 10, 20, 9, 0, b,
    html="<html><head><style>p{font-family:Georgia}</style></head><body>" + "".join("<p>" + esc(x).replace("\n", " ") + "</p>" for x in b.strip().split("\n\n")) + "<p><small>Registered charity</small></p></body></html>") \
 .both("Under Rule 9 you need to have no fewer than 20 hours on record when the year closes on 31 December 2026.", "record at least 20 CPD hours (13.5 so far)", "ILHM", "2026-12-31") \
 .no("Your subscription for 2026 was received in January; thank you.", "paid")

eml("PI cover - terms.eml", "Tamsin Ravenscroft <tamsin@ravenscroftliability.example>", "Professional indemnity - terms in!", 2026, 10, 30, 16, 48, """
Hi Rosalind (hi Duncan),

Good news for a Friday. Same insurer, same £2m limit, premium £4,310.00 plus tax, which in this market is practically a
gift. That figure is good for three weeks from today and then it goes back into the pot.

I've popped the proposal form into the shared folder: it wants your autograph on page 5 and Duncan's on page 6.

One thing they always ask. Since the last renewal, have you taken on any work outside the United Kingdom?

Claims experience for the five years is already with them, I pulled that myself.

Have a great weekend!
Tamsin x
Ravenscroft Liability Ltd, authorised and regulated
""", cc="Duncan Strickland <duncan@pellowstrickland.example>") \
 .deadline("That figure is good for three weeks from today and then it goes back into the pot.", "indemnity premium quotation ends", "Ravenscroft Liability", "2026-11-20", computed=True, amount=4310.00) \
 .task("it wants your autograph on page 5 and Duncan's on page 6", "sign the proposal form", "Ravenscroft Liability") \
 .question("Since the last renewal, have you taken on any work outside the United Kingdom?", "any work outside the UK", "Ravenscroft Liability") \
 .no("Claims experience for the five years is already with them, I pulled that myself.", "done by broker")

eml("St Milburga tower.eml", "DAC Secretary <secretary@dac-stokesaydeanery.example>", "Faculty 2026/118: St Milburga, laser scanning of tower and churchyard", 2026, 10, 28, 10, 40, """
Dear Sir or Madam,

With reference to the petition numbered above I am directed to inform you as follows.

(1) The Committee raises no objection in principle to the scanning.
(2) A method statement for the works within the tower has not been lodged. Your office is requested to furnish the same.
(3) It remains to be established on which days the unmanned aircraft would be operated, the churchwardens having a
wedding season to consider.
(4) The petition is listed before the Chancellor on Monday, 17 November 2026. Surveyors are not expected to attend.
(5) The public notice was duly displayed from 1 to 28 September and no representations were received.

I have the honour to be,
your obedient servant,
A. W. Prosser-Jones
""", to="office@pellowstrickland.example") \
 .task("Your office is requested to furnish the same.", "lodge a method statement for the tower works", "DAC Secretary") \
 .question("It remains to be established on which days the unmanned aircraft would be operated, the churchwardens having a wedding season to consider.", "days on which the drone will be flown", "DAC Secretary") \
 .mismatch("The petition is listed before the Chancellor on Monday, 17 November 2026.", "17 November 2026 is a Tuesday, not a Monday", "DAC Secretary", finding="weekday_mismatch") \
 .may("A method statement for the works within the tower has not been lodged.", "same request") \
 .may("The petition is listed before the Chancellor on Monday, 17 November 2026.", "date may be noted") \
 .no("The public notice was duly displayed from 1 to 28 September and no representations were received.", "past")

eml("Plumbline no 88.eml", "Plumbline <hello@plumbline-weekly.example>", "Plumbline #88: a theodolite in a hen house", 2026, 10, 31, 6, 0, """
PLUMBLINE, the Saturday letter for people who measure things

FOUND: a Troughton & Simms theodolite of 1884, in a hen house near Leominster. The hens had laid in the carrying case.
What would the makers have said?

NUMBERS: the trig pillar on Titterstone Clee has moved by less than the thickness of a coin since 1936.

LOOKING BACK: over 240 readers came to the Ludlow field day on 12 September. The prize for fastest closed traverse went
to a team of two sisters from Brecon.

READERS WRITE: "I have used the same plumb bob for 41 years", says Mr E. Onslow. We salute you both.

You get this because you signed up. Unsubscribe below.
""", to="office@pellowstrickland.example", hdr={"List-Unsubscribe": "<mailto:off@plumbline-weekly.example>", "Precedence": "bulk"}) \
 .clean().no("What would the makers have said?", "rhetorical").no("over 240 readers came to the Ludlow field day on 12 September", "past")

eml("Out of office Lydia Farr.eml", "Lydia Farr <l.farr@stokesaytrust.example>", "Out of office: Stokesay gatehouse, sheet 3", 2026, 11, 2, 8, 45, """
Thanks for your message. I'm walking in Madeira and will read it on my return on Monday 16 November. Nothing you send
will get lost. The estate office answers urgent matters on the usual number.

Lydia Farr
Stokesay Gatehouse Trust
""", to="Mabel Okonjo <mabel@pellowstrickland.example>, office@pellowstrickland.example", hdr={"Auto-Submitted": "auto-replied"}) \
 .clean().no("will read it on my return on Monday 16 November", "automatic reply")

# ---------------------------------------------------------------- letters, notices
paper("Requisition SL 440917.pdf", "Registry of Titles, Telford Office\nParkside Court, Telford", "Pellow Strickland LLP\n6 Quality Square, Ludlow", "29 October 2026", "**Application SL 440917: first registration, land at Onibury (your client: the Trustees of the Harley Settlement)",
    "Dear Sirs,", "Thank you for the application lodged on 8 October. The fee has been taken and the statutory declaration is in order.",
    "The plan cannot be accepted as drawn. It lacks a north point, the red edging crosses the stream in two places and the scale bar disagrees with the stated scale of 1:1250.",
    "Unless a corrected plan has come to hand by 26 November 2026 the application will be cancelled, in which event a fresh fee becomes payable.",
    "Our counter closes at one o'clock on Wednesdays.", "Yours faithfully,\nT. Ollerenshaw\nRegistration Executive", letterhead="REGISTRY OF TITLES") \
 .both("Unless a corrected plan has come to hand by 26 November 2026 the application will be cancelled, in which event a fresh fee becomes payable.", "send a corrected plan to the registry", "Registry of Titles", "2026-11-26") \
 .may("The plan cannot be accepted as drawn.", "same matter") \
 .no("Thank you for the application lodged on 8 October. The fee has been taken and the statutory declaration is in order.", "done / paid")

word("Wenlock railway licence letter.docx", "WENLOCK EDGE RAILWAY TRUST\nThe Goods Shed, Much Wenlock", "26 October 2026", "Ms R. Pellow\nPellow Strickland LLP", "Your survey of Presthope cutting", "Dear Rosalind,",
    "The trustees met on Saturday over tea and a leaking urn, and we are all for it. The cutting hasn't been measured since the Great Western did it in 1912.",
    "The licence to go on the line is enclosed, in duplicate. One copy, with your signature below ours, should come back here within twenty-one days of the date on this letter, else I have to take it to the trustees afresh and nobody wants that.",
    "What none of us knows is who will act as your lookout while the scanner stands beside the running line. The rule book is rather fierce about that.",
    "Our insurance has been told, that's my department and it's done. The last train of the season ran on 25 October, so you'll have the place to the ballast gang and the foxes.",
    "Yours ever,\nBernard Tidmarsh\nHon. Secretary", face="Georgia") \
 .both("One copy, with your signature below ours, should come back here within twenty-one days of the date on this letter", "sign and return the railway licence", "Wenlock Edge Railway Trust", "2026-11-16", computed=True) \
 .question("What none of us knows is who will act as your lookout while the scanner stands beside the running line.", "who will be the lookout", "Wenlock Edge Railway Trust") \
 .no("Our insurance has been told, that's my department and it's done.", "done") \
 .no("The last train of the season ran on 25 October", "past")

paper("Rent review notice.pdf", "TOLLEY & WRAGG\nChartered Agents, Broad Street, Ludlow", "20 October 2026", "The Partners, Pellow Strickland LLP, 6 Quality Square, Ludlow", "**LEASE DATED 25 DECEMBER 2016: FIRST AND SECOND FLOORS, 6 QUALITY SQUARE",
    "Gentlemen,", "On behalf of your landlord, Miss E. Cantilupe, we HEREBY GIVE YOU NOTICE under clause 4(3) of the above lease that the yearly rent from the 25th day of December 2026 shall be £14,750.00 (fourteen thousand seven hundred and fifty pounds).",
    "That sum shall be deemed agreed save where the Tenant disputes it by counter-notice served not more than one month after the date hereof.",
    "Miss Cantilupe wishes us to add that the gutter above your landing will be seen to before Christmas at her expense.", "We are, Gentlemen, your obedient servants,\nTolley & Wragg", face="Courier", pt=10, letterhead="T & W") \
 .deadline("That sum shall be deemed agreed save where the Tenant disputes it by counter-notice served not more than one month after the date hereof.", "last day for a counter-notice against the new rent", "Tolley & Wragg / Miss Cantilupe", "2026-11-20", computed=True) \
 .no("the gutter above your landing will be seen to before Christmas at her expense", "duty of the landlord") \
 .may("the yearly rent from the 25th day of December 2026 shall be £14,750.00", "start of the new rent")

plain("energy plan ending.txt", """
Brightwick Energy for Business
Account 7710 2204 - 6 Quality Square, Ludlow, 1st & 2nd floor

Hello Pellow Strickland,

All good things... Your plan "Steady 24" finishes on 30 November 2026. If you do nothing we'll move you to our Standard
Variable rate, which is currently 9.3p a unit dearer.

Have a look round, take your time, and if you find something you prefer, here or elsewhere, there's no exit fee to pay
any more.

Your October bill (£138.77) was collected by direct debit on 26 October.

The Brightwick team

We're here Mon-Fri 8-6. Smart meters: what's all the fuss about? Find out in our magazine.
""").deadline("Your plan \"Steady 24\" finishes on 30 November 2026.", "fixed electricity tariff ends", "Brightwick Energy", "2026-11-30") \
 .may("Have a look round, take your time, and if you find something you prefer, here or elsewhere, there's no exit fee to pay any more.", "suggestion") \
 .no("Your October bill (£138.77) was collected by direct debit on 26 October.", "paid") \
 .no("Smart meters: what's all the fuss about?", "advertisement")

word("Thanks from Hope Bagot parish council.docx", "HOPE BAGOT PARISH COUNCIL", "2 November 2026", "Dear Ms Pellow, Mr Pryce and Miss Okonjo,",
    "At last Tuesday's meeting the Council resolved, unanimously and with some stamping of feet, to record its thanks for your plan of the village green. After ninety years of argument the duck pond is now where it always was.",
    "The framed copy hangs in the hall between the King and the fire regulations. Visitors may admire it on Wednesdays, 2 to 4. And did you know that the yew is two metres fatter than in 1871?",
    "Your account was settled on 21 October. There is nothing further we could wish for, save better weather.", "For the Council,\nPhilippa Gower, Clerk", face="Palatino Linotype") \
 .clean().no("And did you know that the yew is two metres fatter than in 1871?", "rhetorical").no("Your account was settled on 21 October.", "paid")

# ---------------------------------------------------------------- money
paper("Kestrel invoice KA-3090.pdf", "**INVOICE KA-3090", "Kestrel Aerial Data Ltd, Hangar 3, Shobdon Airfield. VAT reg. 000 4417 29", "Bill to: Pellow Strickland LLP, 6 Quality Square, Ludlow", "Invoice date 26 October 2026    Order: email G. Pryce 12 October",
    (("Item", "Qty", "Each", "Line total"), ("Flight planning licence, annual", "1", "240.00", "240.00"), ("Processing credits", "500", "0.36", "180.00"), ("Ground control targets, 50 cm", "12", "14.50", "174.00"), ("Carriage", "1", "9.50", "9.50"),
     ("Net", "", "", "603.50"), ("VAT at 20%", "", "", "120.70"), ("Invoice total", "", "GBP", "742.20")),
    "Kindly pay by bank transfer, the due date being 18 November 2026.", "Credits never go out of date. Fly safely!", face="Helvetica", pt=10, widths=[220, 50, 60, 80]) \
 .deadline("Kindly pay by bank transfer, the due date being 18 November 2026.", "pay Kestrel invoice KA-3090", "Kestrel Aerial Data", "2026-11-18") \
 .mismatch("Invoice total GBP 742.20", "603.50 + 120.70 is 724.20, not 742.20", "Kestrel Aerial Data", finding="total_mismatch", expected=724.20)

paper("Clun Valley FINAL REMINDER.pdf", "CLUN VALLEY VEHICLE HIRE\nThe Old Forge, Aston on Clun", "27 October 2026", "**FINAL REMINDER", "Account: Pellow Strickland, Ludlow", "Hire of long-wheelbase van, 7 to 11 September. Our invoice 5521 fell due on 30 September. Statement sent 14 October. Nothing heard.",
    (("Invoice 5521", "£"), ("Five days' hire", "320.00"), ("Collision waiver", "24.00"), ("VAT 20%", "68.80"), ("Outstanding", "412.80")),
    "£412.80 cleared in our account by 10 November 2026 and we're friends again. If not it goes to Marlow's, the collectors, with their charges on top.", "D. Gough (Mrs)", face="Times-Roman", pt=12, widths=[180, 70]) \
 .deadline("£412.80 cleared in our account by 10 November 2026 and we're friends again.", "pay the overdue van hire", "Clun Valley Vehicle Hire", "2026-11-10", amount=412.80) \
 .no("Our invoice 5521 fell due on 30 September. Statement sent 14 October. Nothing heard.", "history")

word("Quotation scanner Q-1166.docx", ("H", "Quotation Q-1166", 1), "Meridian Geomatics Supplies, Hereford", "15 October 2026", "To: Rosalind Pellow. Following the demonstration at your office we have pleasure in offering:",
    (("Description", "GBP"), ("Terrestrial laser scanner LX7, ex-demonstration, 312 operating hours", "13,900.00"), ("Extended warranty, two years", "1,150.00"), ("Tripod", "310.00"), ("Day's training for up to four", "420.00"), ("Sub-total", "15,780.00"), ("VAT 20%", "3,156.00"), ("Total", "18,936.00")),
    "The above prices stand for thirty days, reckoned from the date of this quotation. Delivery is ex stock.", "The tripod comes in carbon or in aluminium at the same price. Which would you rather have?", "Our terms of business are printed overleaf. E & OE.", "Rhiannon Coombes, Sales", face="Arial", pt=10) \
 .deadline("The above prices stand for thirty days, reckoned from the date of this quotation.", "scanner quotation ends (30 days from 15 October)", "Meridian Geomatics Supplies", "2026-11-14", computed=True, amount=18936.00) \
 .question("Which would you rather have?", "carbon or aluminium tripod", "Meridian Geomatics Supplies")

paper("receipt tyres 2026-10-22.pdf", "LUDLOW TYRE & EXHAUST", "Receipt no. 20881     22/10/2026  14:10", (("Item", "GBP"), ("Puncture repair, Land Rover", "22.00"), ("Valve", "3.50"), ("Total paid by card", "25.50")), "Thank you. Wheel nuts re-torqued before you drove off.", "Open Mon-Sat, closed Christmas Day to 2 January.", face="Courier", pt=10, widths=[200, 80]) \
 .clean().no("Total paid by card 25.50", "paid").no("Wheel nuts re-torqued before you drove off.", "done")

# ---------------------------------------------------------------- contracts
paper("Appointment Borderlands Housing.pdf", "**APPOINTMENT OF SURVEYOR", "between Borderlands Housing Association Limited (the Client) and Pellow Strickland LLP (the Surveyor), made the 3rd day of August 2026",
    "**1  The Project", "1.1  The Project is the construction of forty-two dwellings at Gravel Hill, Ludlow, in two phases.", "1.2  Words with capital letters have the meaning given in the Schedule.",
    "**2  Duties of the Client", "2.1  The Client shall afford the Surveyor access to the whole of Phase 2 from 9 November 2026.", "2.2  The Client shall supply the architect's drawings in digital form and shall answer enquiries of the Surveyor within five working days.",
    "**3  Duties of the Surveyor", "3.1  The Surveyor shall exercise the skill and care to be expected of a competent land surveyor.", "3.2  The as-built survey of Phase 2, in three bound copies and one digital copy, is to be in the hands of the Client on or before 11 December 2026.",
    "3.3  The Surveyor has delivered the control network (Schedule, item 1), and the Client accepts it as complete.",
    "**4  Fees", "4.1  The fee is £11,600 exclusive of value added tax, of which £4,000 was paid upon signature.", "4.2  The Client shall pay each proper account of the Surveyor within twenty-eight days.",
    "**5  Insurance", "5.1  The Surveyor shall keep in force professional indemnity insurance of not less than one million pounds for six years from completion, so long as it is available at reasonable rates.",
    "**6  Copyright", "6.1  Copyright in all drawings remains with the Surveyor. The Client has a licence to use them for the Project.",
    "**7  Termination", "7.1  Either party may end this appointment by not less than one month's notice in writing. Fees earned up to that time remain payable.",
    "**8  Disputes", "8.1  Any dispute may be referred to adjudication at any time. The law of England and Wales applies.", "Signed as a deed on the date first above written.", pt=11, letterhead="Borderlands Housing Association / Gravel Hill") \
 .both("The as-built survey of Phase 2, in three bound copies and one digital copy, is to be in the hands of the Client on or before 11 December 2026.", "deliver the as-built survey of Phase 2", "Borderlands Housing Association", "2026-12-11") \
 .no("The Client shall afford the Surveyor access to the whole of Phase 2 from 9 November 2026.", "duty of the client") \
 .no("answer enquiries of the Surveyor within five working days", "duty of the client") \
 .no("The Client shall pay each proper account of the Surveyor within twenty-eight days.", "duty of the client") \
 .no("The Surveyor has delivered the control network (Schedule, item 1), and the Client accepts it as complete.", "done") \
 .may("The Surveyor shall keep in force professional indemnity insurance of not less than one million pounds for six years from completion", "standing duty") \
 .may("Either party may end this appointment by not less than one month's notice in writing.", "general clause")

word("CadMeridian licence.docx", ("H", "CadMeridian Professional: Subscription Agreement", 1), "Customer: Pellow Strickland LLP. Seats: 3. Order form CM-55190 of 1 March 2024.",
    ("H", "1 Grant", 2), "We grant you a non-exclusive right to install and use the Software on as many machines as you have Seats, for your own business.",
    ("H", "2 Support", 2), "We answer support calls on working days between 9 and 5.30, as a rule within four hours. New releases are supplied as and when they are finished.",
    ("H", "3 Charges", 2), "The charge is £1,980 a year for all Seats and is collected each March by direct debit. We shall tell you of any increase sixty days beforehand.",
    ("H", "4 Your data", 2), "Drawings belong to you. We keep no copies. On termination you can open your files in the free viewer for as long as you like.",
    ("H", "5 Term", 2), "The current period runs to 28 February 2027. A further period of twelve months follows on automatically if you have not written to us to cancel at least ninety days before that date.",
    ("H", "6 Liability", 2), "Our liability in any one year does not go beyond the charges paid in it. Nothing in this agreement limits liability for death or injury.",
    ("H", "7 General", 2), "If one clause turns out to be void the others remain. English law.", face="Cambria", pt=10.5) \
 .deadline("A further period of twelve months follows on automatically if you have not written to us to cancel at least ninety days before that date.", "last day to cancel the CAD subscription (90 days before 28 Feb 2027)", "CadMeridian", "2026-11-30", computed=True) \
 .may("The current period runs to 28 February 2027.", "end of the current period") \
 .no("We shall tell you of any increase sixty days beforehand.", "duty of the other side")

# ---------------------------------------------------------------- minutes, notes
word("Partners meeting 29 Oct.docx", ("H", "Partners' meeting, Thursday 29 October 2026, 8.30 am", 2), "In attendance: Rosalind Pellow (RP), Duncan Strickland (DS). Minutes: Wendy Tarrant (WT).",
    ("N", ["Cash. Debtors stand at £38,200, down from £51,000. DS undertook to see the bank about a larger overdraft for the winter.",
           "Vehicles. Last January was not to be repeated. Winter tyres on both, WT arranging.",
           "Staff. Of the four appraisal forms three are filled in. All to be signed off by RP no later than 27 November.",
           "Work in hand. Nobody at the table could say whether Knighton (job 2604) was ever billed.",
           "Health and safety. The file was brought up to date in September, so no action. The first-aid box has been restocked.",
           "Any other business. A new kettle has been bought. The old one is to be remembered."]),
    "Next meeting: Thursday 25 November 2026 at 8.30 am", "Closed 9.20.", face="Times New Roman", pt=12) \
 .task("DS undertook to see the bank about a larger overdraft for the winter.", "Duncan sees the bank about the overdraft", "Duncan Strickland") \
 .task("Winter tyres on both, WT arranging.", "Wendy arranges winter tyres", "Wendy Tarrant") \
 .both("All to be signed off by RP no later than 27 November.", "sign off the appraisal forms", "Rosalind Pellow", "2026-11-27") \
 .question("Nobody at the table could say whether Knighton (job 2604) was ever billed.", "was the Knighton job billed", "Partners") \
 .mismatch("Next meeting: Thursday 25 November 2026 at 8.30 am", "25 November 2026 is a Wednesday, not a Thursday", "Partners", finding="weekday_mismatch") \
 .may("Next meeting: Thursday 25 November 2026 at 8.30 am", "meeting may be noted") \
 .no("The file was brought up to date in September, so no action.", "done").no("The first-aid box has been restocked.", "done").no("A new kettle has been bought.", "done")

plain("stokesay_site_notes_MO.md", """
## Stokesay gatehouse / drains + courtyard, site notes

MO, Mon 26 Oct 2026. Drizzle. Met L. Farr and the gardener (Keith?).

**Done**
- courtyard detail, 412 pts
- rescanned the jettied corner, earlier one was fuzzy

**Drains**
- MH 3, 5, 6, 9 seized. Keith will lift them with a bar, not us
- invert at MH 2 = 94.18, agrees w/ 2019

**Sheet 3**
Oriel window drawn on wrong side, my mistake, LF was nice about it. She'll have the redrawn sheet from me on Tues 17 Nov,
when she's just back.

Lunch: pasty. Batteries: 3 of 4 flat by two o'clock, cold.
""").both("She'll have the redrawn sheet from me on Tues 17 Nov, when she's just back.", "Mabel sends Lydia Farr the redrawn sheet 3", "Mabel Okonjo / Lydia Farr", "2026-11-17") \
 .no("Keith will lift them with a bar, not us", "duty of the other side") \
 .no("rescanned the jettied corner, earlier one was fuzzy", "done") \
 .no("Met L. Farr and the gardener (Keith?).", "not a question to anybody")

# ---------------------------------------------------------------- sheets
wb = openpyxl.Workbook(); ws = wb.active; ws.title = "Live jobs"
table = [("Job", "Site", "Next step", "Who", "Due", "State"),
         (2596, "Craven Arms depot", "Issue final drawings", "Mabel", "16 Oct 2026", "done"),
         (2601, "Whitcliffe terraces", "Setting out, plots 4 to 7", "Gethin", "23 Oct 2026", "done"),
         (2611, "Farlow Mill", "Send control diagram to engineer", "Mabel", "19 Nov 2026", "to do"),
         (2614, "Burway bridge", "Monitoring, visit 5 of 12", "Gethin", "28 Oct 2026", "done"),
         (2618, "Clee quarry", "Price the stockpile volumes", "Duncan", None, "to do"),
         (2620, "Bitterley glebe", "Client withdrew", None, None, "cancelled")]
for r in table: ws.append(r)
for col, wdt in zip("ABCDEF", (8, 24, 36, 12, 14, 12)): ws.column_dimensions[col].width = wdt
ws.freeze_panes = "A2"
wb.save(path("job tracker.xlsx"))
jt = At("job tracker.xlsx").both("Send control diagram to engineer Mabel 19 Nov 2026 to do", "Mabel sends the control diagram for Farlow Mill", "Mabel Okonjo", "2026-11-19") \
 .task("Price the stockpile volumes Duncan to do", "Duncan prices the stockpile volumes at Clee quarry", "Duncan Strickland").no("Client withdrew cancelled", "cancelled")
for r in table[1:]:
    if r[5] == "done": jt.no(" ".join(str(v) for v in r[2:]), "done")

with open(path("control_points_bromfield.csv"), "w", newline="", encoding="utf-8") as fh:
    w = csv.writer(fh); w.writerow(["point", "easting_m", "northing_m", "level_m", "type", "observed"])
    for r in [("BR1", "348201.114", "276880.402", "98.221", "road nail", "2026-10-27"), ("BR2", "348262.870", "276911.035", "97.906", "road nail", "2026-10-27"), ("BR3", "348330.556", "276874.918", "98.544", "ground anchor", "2026-10-28"),
              ("BR4", "348301.207", "276790.663", "99.102", "ground anchor", "2026-10-28"), ("BR5", "348219.990", "276801.377", "98.875", "bolt in kerb", "2026-11-03")]: w.writerow(r)
At("control_points_bromfield.csv").clean()

# ---------------------------------------------------------------- web page, slides, policy
plain("West Marches procurement - lot 4.html", """
<html><head><title>West Marches Procurement Portal</title><meta charset="utf-8">
<style>table{border-collapse:collapse}td{border:1px solid #777;padding:4px}</style><script>function t(){return 1}</script></head>
<body><div class="top">Signed in: Pellow Strickland LLP &nbsp;|&nbsp; Status: <b>interest registered</b></div>
<h1>WM-2026-071 Framework for land and building surveys, Lot 4 (Shropshire hills)</h1>
<p>Four councils seek up to five firms for a period of three years. Estimated value of the lot: &pound;240,000.</p>
<h2>Timetable</h2>
<p>The notice was published on 12 October 2026. Bidders may post clarification questions until noon on 12 November 2026;
answers are shown to all.</p>
<p>The electronic tender box shuts at 12:00 on 2 December 2026 and late bids are not opened.</p>
<p>The councils intend to announce their decision in the week of 18 January 2027.</p>
<h2>Documents</h2><table><tr><td>Invitation to tender</td><td>downloaded by you 20/10/2026</td></tr><tr><td>Pricing schedule</td><td>downloaded by you 20/10/2026</td></tr></table>
<p>Trouble with the portal? The helpdesk is open 9 to 5 on weekdays.</p></body></html>
""").deadline("Bidders may post clarification questions until noon on 12 November 2026", "last day for clarification questions", "West Marches Procurement", "2026-11-12") \
 .deadline("The electronic tender box shuts at 12:00 on 2 December 2026 and late bids are not opened.", "tender for the survey framework lot 4", "West Marches Procurement", "2026-12-02") \
 .no("The councils intend to announce their decision in the week of 18 January 2027.", "other side").no("Trouble with the portal?", "boilerplate").no("The notice was published on 12 October 2026.", "past")

prs = Presentation()
for title, lines in [("Toolbox talk: working near water", ["Given by Gethin Pryce", "5 October 2026, all field staff present"]), ("What went wrong at Temeside?", ["March 2024: pole dropped, surveyor followed it", "Cold, wet, no harm done", "Lifejacket was in the van"]),
                     ("How we work now", ["Two people within three metres of the edge", "Lifejackets on, not in the van", "Throw line by the tripod"]), ("Signed attendance", ["Everyone signed on the day", "Sheet filed under H&S, tab 6"])]:
    s = prs.slides.add_slide(prs.slide_layouts[5]); s.shapes.title.text = title
    box = s.shapes.add_textbox(Inches(1), Inches(2), Inches(8), Inches(3)).text_frame
    box.text = lines[0]
    for l in lines[1:]: box.add_paragraph().text = l
prs.save(path("toolbox talk water.pptx"))
At("toolbox talk water.pptx").clean().no("What went wrong at Temeside?", "rhetorical title").no("Everyone signed on the day", "done")

plain("drone policy.txt", """
PELLOW STRICKLAND LLP
USE OF UNMANNED AIRCRAFT - POLICY (issue 3, adopted 4 May 2026)

1  Flights are made by a pilot named in the register, with an observer.
2  No flight above 120 metres or beyond sight.
3  Wind over 10 metres a second means no flight. Is it gusting? Then stay on the ground.
4  Landowners are told the day before. Livestock is given 50 metres.
5  The log is written up before the aircraft is packed away.
6  Batteries are stored at half charge in the steel box.

Earlier issues: 1 (2019), 2 (1 June 2023). The register was renewed for three years in April 2026.
""").clean().no("Is it gusting?", "rhetorical").no("Landowners are told the day before.", "standing rule").no("The register was renewed for three years in April 2026.", "done")

with open(os.path.join(BASE, "planted.json"), "w", encoding="utf-8") as fh:
    json.dump({"reference": "2026-11-04", "owner": {"name": "Rosalind Pellow", "addresses": ["rosalind@pellowstrickland.example", "office@pellowstrickland.example"]},
               "language": "en", "items": items, "harmless_files": harmless, "tolerated": tolerated, "traps": traps}, fh, ensure_ascii=False, indent=1)
