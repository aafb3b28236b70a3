#!/usr/bin/env python
"""Invented inbox: Salt & Sorrel Catering, Wexcombe. Every person, firm and place is made up."""
import csv
import json
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HERE = Path(__file__).resolve().parent
FILES = HERE / "files"
FILES.mkdir(exist_ok=True)
for old in FILES.iterdir():
    old.unlink()
OWNER = "Imogen Farrant <imogen@saltandsorrel.example>"
BST = timezone(timedelta(hours=1))
plan = {"reference": "2026-05-12", "owner": {"name": "Imogen Farrant", "addresses": ["imogen@saltandsorrel.example"]},
        "language": "en", "items": [], "harmless_files": [], "tolerated": [], "traps": []}


def put(f, kinds, quote, what, party, due=None, **extra):
    """kinds: letters d(eadline) t(ask) q(uestion) f(inding)"""
    names = {"d": "deadline", "t": "task", "q": "question", "f": "finding"}
    for k in kinds:
        plan["items"].append({"file": f, "kind": names[k], "what": what, "due": due, "quote": quote, "party": party, **extra})


def ok(f, quote, why):
    plan["tolerated"].append({"file": f, "quote": quote, "why": why})


def trap(f, quote, why):
    plan["traps"].append({"file": f, "quote": quote, "why": why})


def calm(f):
    plan["harmless_files"].append(f)


def eml(f, sender, subject, stamp, body, ref, html=None, irt=None, cc=None, extra=None):
    m = EmailMessage()
    m["From"] = sender
    m["To"] = OWNER
    if cc:
        m["Cc"] = cc
    m["Subject"] = subject
    m["Date"] = format_datetime(datetime(*stamp, tzinfo=BST))
    m["Message-ID"] = f"<{ref}>"
    if irt:
        m["In-Reply-To"] = m["References"] = f"<{irt}>"
    for k, v in (extra or {}).items():
        m[k] = v
    m.set_content(body.strip("\n") + "\n")
    if html:
        m.add_alternative(html, subtype="html")
    (FILES / f).write_bytes(bytes(m))


def sty(font, size, gap=7, **k):
    return ParagraphStyle("x", fontName=font, fontSize=size, leading=size * 1.4, spaceAfter=gap, **k)


def sheet(f, flow, side=62):
    SimpleDocTemplate(str(FILES / f), pagesize=A4, leftMargin=side, rightMargin=side, topMargin=60, bottomMargin=56,
                      pageCompression=0, invariant=1).build(flow)


def gbp(x):
    return f"{x:,.2f}"


# 1 ------------------------------------------------------------------ the bride
f = "Re_ tasting!! and other bits.eml"
eml(f, "Saskia Penhallow <saskia.penhallow@quickpost.example>", "Re: tasting!! and other bits", (2026, 5, 10, 21, 34), """
Hiya Imogen!!

How is it May already?? Feels like ten minutes since the tasting and I am STILL dreaming about that lamb 😋

So. Mum has been up half the night about the cheese tower. She read something on a forum and is now sure it'll slide off its stand by four o'clock in a marquee in July, will it honestly survive or should we go for the brownies instead? I said I'd ask the expert, that's you. Dad doesn't mind as long as there's stilton somewhere.

Oh and prawns off the canapé list please, all of them, Marcus's sister can't even be in the same room as one.

I've totally lost track of whether the cake knife comes with you or is one of the million things I'm meant to buy.

We're still 94, I'll email you the table plan in June once my aunt stops moving people about.

Big hugs
Sas xx
""", "q1.884.sas@quickpost.example", irt="if-0507-2@saltandsorrel.example")
trap(f, "How is it May already??", "rhetorical")
put(f, "q", "will it honestly survive or should we go for the brownies instead?", "will the cheese tower survive in a July marquee", "Saskia Penhallow")
put(f, "t", "Oh and prawns off the canapé list please, all of them, Marcus's sister can't even be in the same room as one.", "remove prawns from the Penhallow canapés", "Saskia Penhallow")
put(f, "q", "I've totally lost track of whether the cake knife comes with you or is one of the million things I'm meant to buy.", "who brings the cake knife", "Saskia Penhallow")
trap(f, "I'll email you the table plan in June once my aunt stops moving people about", "duty of the other side")

# 2 ------------------------------------------------------------------ corporate procurement, HTML
f = "PO 88213 supplier onboarding.eml"
body = """
Dear Ms Farrant,

Halden Biotech plc: Summer Party, Friday 10 July 2026 (our ref. PO 88213)

Thank you for your quotation, which has been accepted in principle. In order that your company may be created on our purchasing system, the attached supplier form, duly completed, is to reach this office no later than close of business on Friday 22 May 2026. Incomplete forms are rejected by the system without notice.

We observe, furthermore, that your quotation is silent as to whether the meals provided for our own stewards attract the service charge. Finance have asked us to establish the position.

Purchase order 88213 itself was issued on 30 April and calls for no further action on your part.

Yours sincerely,

Cuthbert Ainscough
Category Buyer (Indirect), Halden Biotech plc
"""
paras = [x for x in body.strip().split("\n\n")]
eml(f, "Ainscough, Cuthbert <c.ainscough@haldenbiotech.example>", "PO 88213 - supplier onboarding", (2026, 5, 7, 11, 5), body,
    "A1F0.88213.3@haldenbiotech.example",
    html='<html><body style="font:11pt Arial">' + "".join("<p>" + x.replace("\n", "<br>") + "</p>" for x in paras) + "</body></html>")
put(f, "dt", "the attached supplier form, duly completed, is to reach this office no later than close of business on Friday 22 May 2026", "return Halden's supplier form", "Halden Biotech plc", "2026-05-22")
put(f, "q", "We observe, furthermore, that your quotation is silent as to whether the meals provided for our own stewards attract the service charge.", "do stewards' meals attract the service charge", "Halden Biotech plc")
ok(f, "Finance have asked us to establish the position.", "belongs to the question before it")
ok(f, "Summer Party, Friday 10 July 2026", "event date")
trap(f, "Purchase order 88213 itself was issued on 30 April and calls for no further action on your part.", "no action")

# 3 ------------------------------------------------------------------ venue manager, terse
f = "Re_ Penhallow 18 July.eml"
eml(f, "Ged Storrow <ged@oxleybarn.example>", "Re: Penhallow 18 July", (2026, 5, 11, 7, 12), """
Imogen

Ramp yes, since March. Bins ours, leave them full.

Power in the lean-to is two 32 amp and that's your lot. Enough for your ovens?

Your liability certificate on my file ran out last month. New one to me by 2 June or the gate stays shut. Insurers, not me.

Bar stops 11.30.

Ged

> On Fri 8 May 2026, Imogen Farrant wrote:
> Hi Ged, only one thing for the Penhallow wedding.
> Is there a ramp at the kitchen door these days, and whose bins do we use?
> Thanks, Imogen
""", "ged.20260511.0712@oxleybarn.example", irt="if-0508-9@saltandsorrel.example")
put(f, "q", "Enough for your ovens?", "are two 32 amp supplies enough for the ovens", "Ged Storrow, Oxley Barn")
put(f, "dt", "New one to me by 2 June or the gate stays shut.", "send Oxley Barn the new liability certificate", "Ged Storrow, Oxley Barn", "2026-06-02")
trap(f, "Is there a ramp at the kitchen door these days, and whose bins do we use?", "quoted own question, answered above")
trap(f, "Your liability certificate on my file ran out last month.", "past date")

# 4 ------------------------------------------------------------------ complaint
f = "Confirmation lunch on 2 May.eml"
eml(f, "Delphine Oyelaran <d.oyelaran@thameslink-post.example>", "Confirmation lunch on 2 May", (2026, 5, 6, 20, 18), """
Dear Ms Farrant,

I write about the lunch your firm served for us at St Aldhelm's on Saturday 2 May. The food was handsome and the young women who served it could not have been kinder. However, within the hour my younger son came out in hives. He is quite well again, thank you.

I spoke to your staff at the time and I have looked at the card that stood on the table, and from neither could I learn what the green sauce actually contained. Our doctor says that we need to know. Surely a legible label is not too much to expect from professionals in 2026? I imagine that you feel the same.

Neither boy was able to eat his main course after that. I therefore expect the £86.00 for the two children's meals to be credited back to the card with which we paid.

I have thrown away the remains, so there is nothing to collect.

Yours sincerely,
Delphine Oyelaran (Mrs)
""", "oyel.52277@thameslink-post.example")
put(f, "q", "from neither could I learn what the green sauce actually contained", "what was in the green sauce", "Delphine Oyelaran")
ok(f, "Our doctor says that we need to know.", "belongs to the question before it")
put(f, "t", "I therefore expect the £86.00 for the two children's meals to be credited back to the card with which we paid.", "refund the two children's meals", "Delphine Oyelaran", amount=86.00)
trap(f, "Surely a legible label is not too much to expect from professionals in 2026?", "rhetorical")
trap(f, "I have thrown away the remains, so there is nothing to collect.", "no action")

# 5 ------------------------------------------------------------------ colleague
f = "monday stuff.eml"
eml(f, "Kirsty Bell <kirsty@saltandsorrel.example>", "monday stuff", (2026, 5, 11, 18, 40), """
Hey boss

Penhallow contract's back, signed, filed.
Halden run sheet: you'll have it from me on Thursday.
Did Tobi sort the freezer van? He did, ref is on the whiteboard.
Rotary lunch: are we still feeding them on the 28th or did that die when Geoff retired? Not in the diary and I keep nearly ordering chickens.
The two casual contracts on your desk want signing, only you can.

off to choir
K
""", "kb-110526-1840@saltandsorrel.example")
put(f, "dt", "Halden run sheet: you'll have it from me on Thursday.", "Kirsty delivers the Halden run sheet", "Kirsty Bell", "2026-05-14", computed=True)
trap(f, "Did Tobi sort the freezer van?", "answered in the next sentence")
put(f, "q", "Rotary lunch: are we still feeding them on the 28th or did that die when Geoff retired?", "is the Rotary lunch on the 28th still on", "Kirsty Bell")
put(f, "t", "The two casual contracts on your desk want signing, only you can.", "sign two casual contracts", "Kirsty Bell")
trap(f, "Penhallow contract's back, signed, filed.", "done")

# 6 ------------------------------------------------------------------ council food officer
f = "Inspection FH-26-0391.eml"
eml(f, "Environmental Health <foodsafety@wexcombe-council.example>", "Inspection FH/26/0391 - 28 April 2026 - written warning", (2026, 5, 6, 15, 27), """
Food Business Operator: Salt & Sorrel Catering Ltd
Premises: Unit 6, Old Dairy Yard

Dear Ms Farrant

I refer to my visit of 28 April 2026. The standard of cleanliness was good. The contravention recorded was as follows.

Reg. 4(2): two probe thermometers were reading 2.5 degrees high.

You are required to confirm to me in writing, within 21 days of the date of this message, that both instruments have been recalibrated or replaced.

The rating of 5 will be published in due course; no application is needed for this. The sticker previously supplied may continue to be displayed.

A. Brathwaite
Senior Environmental Health Officer
""", "eh.0391.26.w1@wexcombe-council.example")
put(f, "dt", "You are required to confirm to me in writing, within 21 days of the date of this message, that both instruments have been recalibrated or replaced.", "confirm recalibration of the probe thermometers to the council", "Wexcombe Environmental Health", "2026-05-27", computed=True)
trap(f, "The rating of 5 will be published in due course; no application is needed for this.", "no action")
trap(f, "I refer to my visit of 28 April 2026.", "past")

# 7 ------------------------------------------------------------------ school office, rambling
f = "Year 11 prom.eml"
eml(f, "Beryl Tunnicliffe <office@stmildreds-school.example>", "Year 11 prom", (2026, 5, 8, 16, 2), """
Good afternoon Imogen, lovely to speak on Tuesday, and I am sorry about the bell going off in your ear, it does that.

Just to put it in writing, the Year 11 prom is on Saturday 3 July 2026 in the sports hall, 118 young people plus fourteen staff who will say they are not eating and then will. We all thought your burger menu was just the thing. The committee (four girls and a very patient boy) were less taken with fruit punch, and the Head did wonder, and I promised I would pass it on, if a mocktail bar could be squeezed in at the same price per head. No alcohol of course, we had quite enough of that in 2019.

Our bursar pays the deposit herself but cannot until your bank details are in front of her on headed paper, and as she vanishes for half-term straight afterwards they have to be with her on Thursday 21 May at the very latest.

The caretaker will put out the trestles, so you need not bring any.

With best wishes
Beryl
School Office, St Mildred's
""", "bt.80526.2@stmildreds-school.example")
put(f, "f", "the Year 11 prom is on Saturday 3 July 2026 in the sports hall", "3 July 2026 is a Friday", "St Mildred's School", finding="weekday_mismatch")
ok(f, "the Year 11 prom is on Saturday 3 July 2026 in the sports hall", "event date")
put(f, "q", "the Head did wonder, and I promised I would pass it on, if a mocktail bar could be squeezed in at the same price per head", "is a mocktail bar possible at the same price", "St Mildred's School")
put(f, "dt", "they have to be with her on Thursday 21 May at the very latest", "bank details on headed paper to the bursar", "St Mildred's School", "2026-05-21")
ok(f, "Our bursar pays the deposit herself but cannot until your bank details are in front of her on headed paper", "same task")
trap(f, "The caretaker will put out the trestles, so you need not bring any.", "other side, no action")

# 8 ------------------------------------------------------------------ charity
f = "Lantern Ball - puddings.eml"
eml(f, "Hugo Lascelles <hugo@lanternsforwexcombe.example>", "Lantern Ball: puddings", (2026, 5, 11, 12, 50), """
Dear Imogen,

The Lantern Ball is back on Saturday 19 September, same draughty hall, same good cause. Last year your lemon possets raised more than the raffle, and people still stop me in the street about them.

May we count on Salt & Sorrel to give the pudding course again?

The programme goes to the printer on Monday 8 June, and sponsors' names can only be in it if we have had their yes or no by the Friday before.

No harm done if it is a no. The hall hire and the band are already paid for, so the rest is bunting.

Warmly,
Hugo
""", "lantern-ball.14@lanternsforwexcombe.example")
put(f, "q", "May we count on Salt & Sorrel to give the pudding course again?", "will the firm donate the pudding course", "Lanterns for Wexcombe")
put(f, "d", "sponsors' names can only be in it if we have had their yes or no by the Friday before", "say yes or no to sponsoring the puddings", "Lanterns for Wexcombe", "2026-06-05", computed=True)
ok(f, "sponsors' names can only be in it if we have had their yes or no by the Friday before", "may also be listed as a task (answer)")
ok(f, "The Lantern Ball is back on Saturday 19 September", "event date")
ok(f, "The programme goes to the printer on Monday 8 June", "date of the other side from which the answer date follows")
trap(f, "The hall hire and the band are already paid for", "paid")

# 9-11 --------------------------------------------------------------- quiet mails
f = "Automatic reply_ Town Hall kitchen.eml"
eml(f, "Venue Bookings <bookings@wexcombe-townhall.example>", "Automatic reply: Town Hall kitchen", (2026, 5, 11, 9, 15), """
Thank you for contacting the Town Hall bookings team. The office is open Tuesday to Friday, 9.30 to 4, and messages are read in the order in which they arrive. The office was closed on Monday 4 May for the bank holiday.

This mailbox replies automatically.
""", "auto-5519@wexcombe-townhall.example", irt="if-0511-1@saltandsorrel.example", extra={"Auto-Submitted": "auto-replied"})
calm(f)

f = "You were brilliant.eml"
eml(f, "Winifred Agnew <winnie.agnew@hillside-mail.example>", "You were brilliant", (2026, 5, 5, 10, 22), """
Dear Imogen, Dev and all,

Ninety years old and I have never had a better birthday tea. The scones were warm, the sandwiches had their crusts off and nobody hurried me. My sister has written to the parish magazine about you. Everything is paid and the flowers are still going strong.

With love
Winnie Agnew
""", "wa.90@hillside-mail.example")
calm(f)

f = "The Pass - May.eml"
eml(f, "The Pass <hello@thepassweekly.example>", "The Pass: hay-smoked everything", (2026, 5, 8, 6, 0), """
THE PASS / news for people who cook for crowds

TREND
Remember when every canapé had to come on a slate? Those days ended around 2019, and dishwashers everywhere gave thanks. This spring it is hay: hay-smoked butter, hay-baked celeriac, hay in the custard.

PEOPLE
Marguerite Doyle left Ashcombe Hall on 30 April after eleven years at the stove.

NUMBERS
Butter fell by 4 per cent in April. Rapeseed oil did not move.

You get this because you subscribed at the Food & Drink Fair.
""", "pass-2026-05@thepassweekly.example",
    html="<html><body><h1>THE PASS</h1><p>Remember when every canapé had to come on a slate? Those days ended around 2019, and dishwashers everywhere gave thanks. This spring it is hay: hay-smoked butter, hay-baked celeriac, hay in the custard.</p><p>Marguerite Doyle left Ashcombe Hall on 30 April after eleven years at the stove.</p><p>Butter fell by 4 per cent in April. Rapeseed oil did not move.</p></body></html>")
calm(f)
trap(f, "Remember when every canapé had to come on a slate?", "rhetorical, newsletter")

# 12 ----------------------------------------------------------------- rent review
f = "Rent review Unit 6.pdf"
a, ab = sty("Times-Roman", 11), sty("Times-Bold", 11)
sheet(f, [Paragraph("LORIMER PEAKE LLP", sty("Times-Bold", 16, 1)), Paragraph("Chartered Surveyors · 3 Assembly Row · Wexcombe", sty("Times-Italic", 9, 24)),
          Paragraph("The Directors<br/>Salt &amp; Sorrel Catering Ltd<br/>Unit 6, Old Dairy Yard<br/>Wexcombe", a), Spacer(1, 8),
          Paragraph("1 May 2026", a), Paragraph("RENT REVIEW NOTICE: UNIT 6, OLD DAIRY YARD", ab), Paragraph("Dear Sirs", a),
          Paragraph("We act for your landlord, Old Dairy Estates Ltd. Pursuant to clause 7 of the Lease dated 24 June 2021 we hereby give you notice that our client proposes a yearly rent of £21,750 exclusive of value added tax, in place of the passing rent of £19,200.", a),
          Paragraph("The Lease provides that the proposed figure is to be treated as agreed if no counter-notice has been served upon us within 28 days of the date of this letter. Time is of the essence of that provision.", a),
          Paragraph("For the avoidance of doubt, the quarter's rent paid on 25 March has been received in full and the service charge account is in credit.", a),
          Paragraph("Yours faithfully", a), Spacer(1, 20), Paragraph("Lorimer Peake LLP", a)])
put(f, "d", "The Lease provides that the proposed figure is to be treated as agreed if no counter-notice has been served upon us within 28 days of the date of this letter.", "counter-notice to the rent review", "Lorimer Peake LLP (landlord's agents)", "2026-05-29", computed=True)
ok(f, "The Lease provides that the proposed figure is to be treated as agreed if no counter-notice has been served upon us within 28 days of the date of this letter.", "may also be listed as a task")
trap(f, "the quarter's rent paid on 25 March has been received in full", "paid")

# 13 ----------------------------------------------------------------- trade waste
f = "Trade waste renewal TW3.docx"
d = Document()
d.styles["Normal"].font.name = "Verdana"
d.styles["Normal"].font.size = Pt(9.5)
d.add_paragraph().add_run("WEXCOMBE BOROUGH COUNCIL\nWaste and Recycling").bold = True
d.add_paragraph("Ref: TW/1180/06\nDate: 30 April 2026")
d.add_paragraph("To the occupier, Unit 6, Old Dairy Yard")
d.add_paragraph("COMMERCIAL WASTE: ANNUAL DUTY OF CARE")
d.add_paragraph("Every business which gives its waste to the Council must hold a transfer note. Yours was issued on 1 July 2025.")
d.add_paragraph("Form TW3 is enclosed. It has to be filled in, signed by a responsible person and be back in this office by Monday 1 June 2026. A late form costs £45.")
d.add_paragraph("Collections stay as they are: food waste Monday and Thursday, glass on alternate Wednesdays. You do not need to tell us if nothing has changed in the size of your bins.")
d.add_paragraph("Waste and Recycling Team\nCounter hours 10 to 3, closed Wednesday")
d.save(FILES / f)
put(f, "dt", "It has to be filled in, signed by a responsible person and be back in this office by Monday 1 June 2026.", "return form TW3", "Wexcombe Borough Council", "2026-06-01")
trap(f, "You do not need to tell us if nothing has changed in the size of your bins.", "no action")

# 14 ----------------------------------------------------------------- insurer
f = "renewal_invitation_CC40718.txt"
(FILES / f).write_text("""FENWICK MUTUAL
Commercial Combined

Salt & Sorrel Catering Ltd                              5 May 2026
Policy CC 40718


Dear Policyholder

The cover you have with us runs out at 23.59 on 9 June 2026. It does
not renew by itself.

Your premium last year was GBP 1,912.40, which you paid by instalments,
the last of them on 1 April.

Before we can put a figure to the coming year there is one gap in the
proposal form, at question 17. Has anyone in the firm cooked with bottled
gas under canvas in the past twelve months, and about how often?

Everything else on the form was complete.

Fenwick Mutual, Renewals
Lines open 8 to 6, Monday to Friday
""", encoding="utf-8")
put(f, "d", "The cover you have with us runs out at 23.59 on 9 June 2026.", "insurance cover ends unless renewed", "Fenwick Mutual", "2026-06-09")
put(f, "q", "Has anyone in the firm cooked with bottled gas under canvas in the past twelve months, and about how often?", "has bottled gas been used under canvas", "Fenwick Mutual")
ok(f, "It does not renew by itself.", "same expiry; renewing may be noted as a task")
trap(f, "which you paid by instalments, the last of them on 1 April", "paid")

# 15 ----------------------------------------------------------------- applicant
f = "Letter from J Marchetti.docx"
d = Document()
d.styles["Normal"].font.name = "Garamond"
d.styles["Normal"].font.size = Pt(12)
for t in ("Josephine Marchetti\n14 Coopers Lane, Wexcombe", "9 May 2026", "Dear Imogen (if I may),",
          "Thank you for the coffee and for showing me round the dairy kitchen. I have not stopped thinking about that stove. I should very much like to be your sous chef.",
          "You may be asking yourself: why does somebody walk out of the Grand after six years? The hours, plainly, and a small daughter who had begun to call the nanny Mummy.",
          "I gather that there would be a trial shift before anything is settled. What the advertisement left out is whether one is paid for it. I do not mean to haggle, only to tell the childminder.",
          "Another kitchen has made me an offer and wants its answer on Thursday the 21st. If your decision could reach me on or before Wednesday 20 May I could turn them down with a clear conscience.",
          "My references went to Kirsty last Friday by post, and she tells me they have arrived.",
          "With warm regards\nJo Marchetti"):
    d.add_paragraph(t)
d.save(FILES / f)
trap(f, "why does somebody walk out of the Grand after six years?", "answered by the writer herself")
put(f, "q", "What the advertisement left out is whether one is paid for it.", "is the trial shift paid", "Josephine Marchetti")
put(f, "d", "If your decision could reach me on or before Wednesday 20 May I could turn them down with a clear conscience.", "decide on the sous chef application", "Josephine Marchetti", "2026-05-20")
ok(f, "If your decision could reach me on or before Wednesday 20 May I could turn them down with a clear conscience.", "may also be listed as a task (decide)")
trap(f, "Another kitchen has made me an offer and wants its answer on Thursday the 21st.", "date of others")
trap(f, "she tells me they have arrived", "done")

# 16 ----------------------------------------------------------------- fish invoice, wrong total
f = "Kelder invoice 20931.pdf"
lines = [("Side of salmon", 12, 27.50), ("Dressed crab", 24, 6.80), ("Cod loin, kg", 8.5, 19.40), ("Ice and delivery", 1, 18.00)]
right = round(sum(q * u for _, q, u in lines), 2)
wrong = 667.10
assert right == 676.10
rows = [["Goods", "Qty", "Each £", "£"]] + [[n, f"{q:g}", gbp(u), gbp(q * u)] for n, q, u in lines] + [["VAT (zero rated)", "", "", "0.00"], ["TOTAL DUE", "", "", gbp(wrong)]]
tb = Table(rows, colWidths=[210, 60, 80, 90], hAlign="LEFT")
tb.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Courier", 10), ("FONT", (0, -1), (-1, -1), "Courier-Bold", 11), ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEABOVE", (0, -1), (-1, -1), 1, colors.black)]))
c = sty("Courier", 10)
sheet(f, [Paragraph("KELDER &amp; DAUGHTER, FISHMONGERS", sty("Courier-Bold", 14)), Paragraph("The Slip, Marlhaven", c),
          Paragraph("Invoice 20931<br/>29 April 2026<br/>Salt &amp; Sorrel, Wexcombe", c), tb, Spacer(1, 14),
          Paragraph("We look to be paid on 26 May 2026.", c), Paragraph("All of it landed the same morning. Thank you for your custom.", c)])
put(f, "d", "We look to be paid on 26 May 2026.", "pay the fishmonger", "Kelder & Daughter", "2026-05-26", amount=wrong)
put(f, "f", "TOTAL DUE " + gbp(wrong), "items add up to 676.10", "Kelder & Daughter", finding="total_mismatch", expected=right)

# 17 ----------------------------------------------------------------- marquee quotation
f = "Canopy Co quotation Q-553.pdf"
lines = [("Frame marquee 9 m x 18 m", "1", 1, 1480.00), ("Ivory lining", "1", 1, 390.00), ("Coir matting", "162 sq m", 162, 3.20), ("Generator", "2 days", 2, 95.00), ("Delivery and build", "1", 1, 120.00)]
net = round(sum(q * u for *_, q, u in lines), 2)
vat = round(net * .2, 2)
assert (net, vat, round(net + vat, 2)) == (2698.40, 539.68, 3238.08)
rows = [["Item", "Quantity", "Rate", "Amount"]] + [[n, s, gbp(u), gbp(q * u)] for n, s, q, u in lines]
rows += [["Net", "", "", gbp(net)], ["VAT at 20%", "", "", gbp(vat)], ["Total", "", "", "£" + gbp(net + vat)]]
tb = Table(rows, colWidths=[200, 80, 80, 90])
tb.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Helvetica", 9.5), ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dfe8d8")), ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10)]))
b = sty("Helvetica", 10)
sheet(f, [Paragraph("The Canopy Company", sty("Helvetica-Bold", 17)), Paragraph("Quotation Q-553 · 7 May 2026", b),
          Paragraph("For Salt &amp; Sorrel Catering, back-of-house tent at Halden Biotech, 9 to 11 July", b), tb, Spacer(1, 12),
          Paragraph("<b>Notes</b>", b), Paragraph("We have put in coir matting for now, since we never heard which of the two floors you prefer, matting or boards.", b),
          Paragraph("The figures above stand for twenty-one days from the date at the head of this sheet.", b),
          Paragraph("We carry our own insurance to five million pounds. Our crew take the tent down on 11 July without help from yours.", b)])
put(f, "q", "since we never heard which of the two floors you prefer, matting or boards", "matting or boards as floor", "The Canopy Company")
put(f, "d", "The figures above stand for twenty-one days from the date at the head of this sheet.", "marquee quotation valid until then", "The Canopy Company", "2026-05-28", computed=True, amount=3238.08)
trap(f, "Our crew take the tent down on 11 July without help from yours.", "duty of the other side")

# 18 ----------------------------------------------------------------- laundry reminder
f = "Second reminder Whitecap.docx"
d = Document()
d.add_heading("Whitecap Laundry Services", 2)
d.add_paragraph("Accounts · 8 May 2026")
d.add_paragraph("SECOND REMINDER")
d.add_paragraph("Our invoice W-7714 for £318.40 (aprons and table linen, March) should have been settled on 24 April. Sadly nothing has come.")
d.add_paragraph("Please see to it that the money is with us on Tuesday 19 May. The vans will stop calling after that day, and we would hate to see you in dirty aprons.")
d.add_paragraph("Invoice W-7690 was cleared on 2 April. Should your payment have crossed with this letter, kindly disregard it.")
d.add_paragraph("D. Okafor, Credit Control")
d.save(FILES / f)
put(f, "d", "Please see to it that the money is with us on Tuesday 19 May.", "pay the overdue laundry invoice", "Whitecap Laundry Services", "2026-05-19", amount=318.40)
ok(f, "should have been settled on 24 April", "original due date of the same overdue payment")
ok(f, "Please see to it that the money is with us on Tuesday 19 May.", "may also be listed as a task")
trap(f, "Invoice W-7690 was cleared on 2 April.", "paid")
trap(f, "Should your payment have crossed with this letter, kindly disregard it.", "boilerplate, not a request")
ok(f, "The vans will stop calling after that day", "consequence of the same deadline")

# 19 ----------------------------------------------------------------- receipt
f = "Receipt gas bottles.pdf"
b = sty("Helvetica", 11)
sheet(f, [Paragraph("Hobday Bottled Gas", sty("Helvetica-Bold", 15)), Paragraph("Receipt 4402 · 30 April 2026", b), Paragraph("4 x 47 kg propane at £92.00: £368.00 including VAT", b),
          Paragraph("Paid by card ending 0081. Balance on account: nil.", b)], side=90)
calm(f)

# 20 ----------------------------------------------------------------- equipment lease
f = "Equipment lease Brannock.pdf"
b, h = sty("Times-Roman", 10.5, 5), sty("Times-Bold", 11, 3, spaceBefore=8)
flow = [Paragraph("LEASE OF KITCHEN EQUIPMENT", sty("Times-Bold", 15)), Paragraph("Made on 1 September 2023 between Brannock Catering Leasing Ltd (the Lessor) and Salt &amp; Sorrel Catering Ltd (the Lessee)", b)]
for t, ps in (("1. The Equipment", ["1.1 Two combination ovens, one bratt pan and one blast chiller as listed in the Schedule.", "1.2 The Equipment remains the property of the Lessor unless bought under clause 6."]),
              ("2. Rent", ["2.1 £410 plus VAT on the first day of each month, collected by direct debit.", "2.2 The Lessor may not alter the rent during the Minimum Term."]),
              ("3. Care of the Equipment", ["3.1 The Lessee shall keep the Equipment clean and at the Premises.", "3.2 In each year the Lessee is to lodge with the Lessor, not after 15 June, the certificate of a registered gas engineer for every gas appliance.", "3.3 The Lessor shall replace door seals free of charge each September."]),
              ("4. Insurance", ["4.1 The Lessee insures the Equipment against fire and theft.", "4.2 The Lessor shall supply a copy of its own policy by 1 August in any year if asked."]),
              ("5. Term", ["5.1 The Minimum Term runs from the date of this lease to 31 August 2026.", "5.2 The lease then carries on from year to year, unless one of the parties has given the other at least two months' written notice to expire at the end of the Minimum Term."]),
              ("6. Purchase", ["6.1 The Lessee may elect to buy the Equipment for £950 plus VAT. That right lapses if it has not been exercised in writing before the end of 31 July 2026."]),
              ("7. General", ["7.1 This lease is governed by the law of England and Wales.", "7.2 A notice is validly given by post or by hand."])):
    flow.append(Paragraph(t, h))
    flow += [Paragraph(x, b) for x in ps]
flow += [Spacer(1, 16), Paragraph("Signed for the Lessor: P. Brannock &nbsp;&nbsp;&nbsp; Signed for the Lessee: I. Farrant", b)]
sheet(f, flow)
put(f, "dt", "In each year the Lessee is to lodge with the Lessor, not after 15 June, the certificate of a registered gas engineer for every gas appliance.", "lodge the gas certificate with the lessor", "Brannock Catering Leasing", "2026-06-15", computed=True)
put(f, "d", "The lease then carries on from year to year, unless one of the parties has given the other at least two months' written notice to expire at the end of the Minimum Term.", "last day for notice of the equipment lease", "Brannock Catering Leasing", "2026-06-30", computed=True)
put(f, "d", "That right lapses if it has not been exercised in writing before the end of 31 July 2026.", "option to buy the equipment ends", "Brannock Catering Leasing", "2026-07-31")
ok(f, "The Minimum Term runs from the date of this lease to 31 August 2026.", "end of the term, from which the notice date is computed")
ok(f, "£410 plus VAT on the first day of each month, collected by direct debit", "standing payment")
trap(f, "The Lessor shall replace door seals free of charge each September.", "duty of the other side")
trap(f, "The Lessor shall supply a copy of its own policy by 1 August in any year if asked.", "duty of the other side")

# 21 ----------------------------------------------------------------- Halden framework
f = "Halden catering terms.docx"
d = Document()
d.styles["Normal"].font.name = "Arial"
d.styles["Normal"].font.size = Pt(10)
d.add_heading("Catering Terms", 1)
d.add_paragraph("Halden Biotech plc (the Client) and Salt & Sorrel Catering Ltd (the Caterer), 30 April 2026")
for t in ("1  The Event", "1.1  The Event is the Client's summer party on 10 July 2026 for about 240 guests.",
          "2  Menus", "2.1  Draft menus, marked up with all fourteen allergens, must be put before the Client by the Caterer at the latest eight weeks ahead of the Event.",
          "2.2  The Client returns its comments within five working days of receiving them.",
          "3  Numbers", "3.1  The Client states final numbers not later than 26 June 2026.",
          "4  Price", "4.1  The price per guest is £38.50 plus VAT.", "4.2  The Caterer's price list for further events in the same year is held at this level up to and including 30 September 2026, and the Caterer is free to change it from then on.",
          "5  Payment", "5.1  The Client pays within 30 days of the Caterer's invoice.",
          "6  Liability", "6.1  Each party is liable for loss caused by its own negligence. Neither is liable for weather."):
    d.add_paragraph(t)
d.save(FILES / f)
put(f, "dt", "Draft menus, marked up with all fourteen allergens, must be put before the Client by the Caterer at the latest eight weeks ahead of the Event.", "submit draft menus to Halden", "Halden Biotech plc", "2026-05-15", computed=True)
put(f, "d", "The Caterer's price list for further events in the same year is held at this level up to and including 30 September 2026, and the Caterer is free to change it from then on.", "price hold for Halden ends", "Halden Biotech plc", "2026-09-30")
ok(f, "The Event is the Client's summer party on 10 July 2026 for about 240 guests.", "event date")
trap(f, "The Client states final numbers not later than 26 June 2026.", "duty of the other side")
trap(f, "The Client returns its comments within five working days of receiving them.", "duty of the other side")

# 22 ----------------------------------------------------------------- minutes
f = "Kitchen meeting 5 May.docx"
d = Document()
d.add_heading("Kitchen meeting, Tuesday 5 May 2026", 2)
d.add_paragraph("There: Imogen, Dev (chair), Kirsty, Tobi. Sorry: nobody.")
d.add_paragraph("1. Birthday tea at Hillside went well, cake gone by four. Dev bought new scone cutters out of petty cash.")
d.add_paragraph("2. Do we need a second hot cupboard? Agreed we do not, we hire one when it is over 200 covers.")
d.add_paragraph("3. Sunday work. Dev reported that the casuals keep asking for double time on Sundays; it is for Imogen to say if they get it, and up to now she has not.")
d.add_paragraph("4. Actions")
t = d.add_table(rows=1, cols=3)
t.style = "Light Grid Accent 1"
for cell, v in zip(t.rows[0].cells, ("Action", "Owner", "When")):
    cell.text = v
for r in (("Cost up the vegan main for Halden", "Dev", "13 May 2026"), ("Chase Town Hall for the corkage letter", "Kirsty", "-"),
          ("Sell the old blast chiller", "Tobi", "done 3 May"), ("Bring sample sourdough to the yard", "Crumb & Co (baker)", "15 May 2026")):
    for cell, v in zip(t.add_row().cells, r):
        cell.text = v
d.add_paragraph("We meet next on Thursday 10 June 2026 at 8.30 in the yard.")
d.save(FILES / f)
trap(f, "Do we need a second hot cupboard?", "answered in the next sentence")
put(f, "q", "it is for Imogen to say if they get it, and up to now she has not", "do the casuals get double time on Sundays", "Dev Malhotra / casual staff")
ok(f, "Dev reported that the casuals keep asking for double time on Sundays", "belongs to the question")
put(f, "dt", "Cost up the vegan main for Halden Dev 13 May 2026", "Dev costs the vegan main", "Dev Malhotra", "2026-05-13")
put(f, "t", "Chase Town Hall for the corkage letter Kirsty", "Kirsty chases the corkage letter", "Kirsty Bell")
put(f, "f", "We meet next on Thursday 10 June 2026 at 8.30 in the yard.", "10 June 2026 is a Wednesday", "kitchen team", finding="weekday_mismatch")
ok(f, "We meet next on Thursday 10 June 2026 at 8.30 in the yard.", "appointment")
trap(f, "Sell the old blast chiller Tobi done 3 May", "done")
trap(f, "Bring sample sourdough to the yard Crumb & Co (baker) 15 May 2026", "duty of the other side")

# 23 ----------------------------------------------------------------- Tobi's notes
f = "tobi-van-notes.md"
(FILES / f).write_text("""# vans + kit, wk of 11 may

* [x] tyres van 2
* [x] paid the bridge toll thing online
* [ ] MOT on van 1 dies 23 may!! i'm getting it in to Pugsley before then
* [ ] 40 charger plates still here, belong to Bellwether Hire, will run them back

imogen - ok for van 2 to sleep at mine on friday nights from now on? saves me the 5am bus on saturdays

freezer van: sorted. ladder: found (behind the ice machine lol)
""", encoding="utf-8")
put(f, "dt", "MOT on van 1 dies 23 may!! i'm getting it in to Pugsley before then", "Tobi: MOT for van 1", "Tobi Lund", "2026-05-23")
put(f, "t", "40 charger plates still here, belong to Bellwether Hire, will run them back", "Tobi returns the charger plates", "Tobi Lund")
put(f, "q", "ok for van 2 to sleep at mine on friday nights from now on?", "may Tobi take van 2 home on Fridays", "Tobi Lund")
trap(f, "[x] paid the bridge toll thing online", "done")
trap(f, "freezer van: sorted.", "done")

# 24 ----------------------------------------------------------------- tracker
f = "event tracker.xlsx"
wb = Workbook()
ws = wb.active
ws.title = "Next steps"
ws.append(["Event", "Next step", "Who", "By", "State"])
for cell in ws[1]:
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="4F6B4A")
for r in (("Penhallow wedding", "Final menu cards to the printer", "Kirsty", date(2026, 6, 19), "open"),
          ("Agnew 90th", "Return cake stands", "Tobi", date(2026, 5, 6), "done"),
          ("Mayor's reception", "Signed kitchen hire form back to Town Hall", "Imogen", date(2026, 6, 4), "open"),
          ("Halden summer party", "Site map from facilities", "Halden (client)", date(2026, 6, 12), "with client"),
          ("Rowing club dinner", "Order duck", "Dev", date(2026, 5, 18), "cancelled")):
    ws.append(r)
for (cell,) in ws.iter_rows(min_row=2, min_col=4, max_col=4):
    cell.number_format = "d mmm yyyy"
for col, w in zip("ABCDE", (24, 44, 18, 14, 14)):
    ws.column_dimensions[col].width = w
wb.save(FILES / f)
put(f, "dt", "Penhallow wedding Final menu cards to the printer Kirsty", "Kirsty: menu cards to the printer", "Kirsty Bell", "2026-06-19")
put(f, "dt", "Mayor's reception Signed kitchen hire form back to Town Hall Imogen", "return the signed hire form to the Town Hall", "Wexcombe Town Hall", "2026-06-04")
trap(f, "Return cake stands Tobi", "done row")
trap(f, "Site map from facilities Halden (client)", "duty of the other side")
trap(f, "Order duck Dev", "cancelled row")

# 25 ----------------------------------------------------------------- hours
f = "staff hours april.csv"
with open(FILES / f, "w", newline="", encoding="utf-8") as fh:
    w = csv.writer(fh)
    w.writerow(["name", "date", "event", "hours", "paid"])
    for r in (("Poppy", "2026-04-11", "Hartley wedding", 7.5, "yes"), ("Callum", "2026-04-11", "Hartley wedding", 8, "yes"), ("Poppy", "2026-04-18", "Law Society lunch", 5, "yes"),
              ("Nadia", "2026-04-18", "Law Society lunch", 5.5, "yes"), ("Callum", "2026-04-25", "Golf club", 6, "yes")):
        w.writerow(r)
calm(f)

# 26 ----------------------------------------------------------------- festival page
f = "Marlhaven Street Food - trader area.html"
(FILES / f).write_text("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Marlhaven Street Food Weekend | Trader area</title>
<style>body{font:16px/1.5 Georgia,serif;max-width:44rem;margin:2rem auto}aside{border-left:4px solid #b64;padding-left:1rem}</style></head><body>
<p>Signed in: Salt &amp; Sorrel Catering</p>
<h1>Your pitch</h1>
<p>Pitch 14, by the lifeboat house, is pencilled in for you (22 and 23 August 2026).</p>
<aside><p>The pitch is yours once the fee of £240 has come in. Anything unpaid at noon on 3 June 2026 is handed to the next trader on the list.</p></aside>
<h2>Traders ask</h2>
<p>Do I need to bring a generator? No, every pitch has a 16 amp socket and it is in the price.</p>
<h2>Last year</h2>
<p>We welcomed 11,400 visitors on 23 and 24 August 2025, and the seagulls won the pasty-eating contest.</p>
</body></html>
""", encoding="utf-8")
put(f, "d", "Anything unpaid at noon on 3 June 2026 is handed to the next trader on the list.", "pay the pitch fee", "Marlhaven Street Food Weekend", "2026-06-03", amount=240.00)
ok(f, "The pitch is yours once the fee of £240 has come in.", "same payment")
ok(f, "Pitch 14, by the lifeboat house, is pencilled in for you (22 and 23 August 2026).", "event date")
trap(f, "Do I need to bring a generator?", "FAQ, answered by the page")
trap(f, "We welcomed 11,400 visitors on 23 and 24 August 2025", "past")

ok(f, "Anything unpaid at noon on 3 June 2026 is handed to the next trader on the list.", "may also be listed as a task (pay)")

# 27 ----------------------------------------------------------------- voicemail
f = "voicemail transcript 12 May.txt"
(FILES / f).write_text("""VOICEMAIL TO TEXT, office line, Tuesday 12 May 2026

#1  08.03  (41 sec)
"Morning love, Sandra at Whitlow Linen. It's the cloths for the sixth of June. I've got ivory down and I've got oyster down, and I don't know which one it is you're wanting. If there's no word by Monday the eighteenth I'll put ivory on the van. Ta-ra."

#2  08.21  (12 sec)
"Is that the vet's - oh. Sorry. Wrong number."

#3  08.44  (29 sec)
"Arthur Cope here, the bee man. Your forty jars are ready. Give me a ring and we'll fix when you come and fetch them. I'm in the garden till dark."

#4  09.10  (17 sec)
"Hi, it's Poppy, just to say I found my apron, panic over."
""", encoding="utf-8")
put(f, "q", "I've got ivory down and I've got oyster down, and I don't know which one it is you're wanting.", "ivory or oyster linen for 6 June", "Sandra, Whitlow Linen")
put(f, "d", "If there's no word by Monday the eighteenth I'll put ivory on the van.", "tell Whitlow Linen the colour", "Sandra, Whitlow Linen", "2026-05-18")
ok(f, "If there's no word by Monday the eighteenth I'll put ivory on the van.", "may also be listed as a task (answer)")
put(f, "t", "Give me a ring and we'll fix when you come and fetch them.", "ring Arthur Cope about the honey", "Arthur Cope")
trap(f, "just to say I found my apron, panic over", "settled")
trap(f, "Sorry. Wrong number.", "nothing to do")

# 28 ----------------------------------------------------------------- menu deck
f = "Summer menu 2026.pptx"
pr = Presentation()
s = pr.slides.add_slide(pr.slide_layouts[0])
s.shapes.title.text = "Summer at Salt & Sorrel"
s.placeholders[1].text = "Menus from May to September"
for head, txt in (("To start", "Chilled pea soup, mint oil\nSmoked trout, gooseberry\nBurrata with broad beans"), ("To follow", "Lamb shoulder, anchovy crumb\nWhole baked celeriac\nHake, brown butter"), ("Our kitchen", "Founded in 2017 in a garden shed in Marlhaven\nMoved to the Old Dairy on 24 June 2021\nBest Small Caterer, Wexcombe Food Awards, 12 March 2026")):
    s = pr.slides.add_slide(pr.slide_layouts[1])
    s.shapes.title.text = head
    s.placeholders[1].text = txt
pr.save(str(FILES / f))
calm(f)

(HERE / "planted.json").write_text(json.dumps(plan, indent=1, ensure_ascii=False), encoding="utf-8")
print(len(list(FILES.iterdir())), "files", Counter(i["kind"] for i in plan["items"]), len(plan["items"]), "tolerated", len(plan["tolerated"]), "traps", len(plan["traps"]))
