"""Inbox of the invented Lantern Trust shops head office (six charity shops). Looked at on Wednesday 16 September 2026."""
from pathlib import Path
from datetime import date
import email.message, email.policy, json
import docx, openpyxl, pptx
from reportlab.pdfgen import canvas
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, ListFlowable
from reportlab.lib.styles import getSampleStyleSheet, ParagraphStyle
from reportlab.lib.pagesizes import A4

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "files"
OUT.mkdir(exist_ok=True)
for old in OUT.iterdir(): old.unlink()

BRIDGET = "Bridget Amankwah <bridget@lanterntrust.example>"
RETAIL = "Lantern Trust Shops <retail@lanterntrust.example>"

items, tolerated, traps, harmless = [], [], [], []
class F:
    """one file, and what is true of it"""
    def __init__(self, name, party=None): self.name, self.party = name, party
    @property
    def path(self): return str(OUT / self.name)
    def add(self, kind, what, quote, due=None, party=None, **kw):
        items.append(dict(file=self.name, kind=kind, what=what, due=due, quote=quote, party=party or self.party, **kw)); return self
    def dated(self, what, quote, due, party=None, **kw):
        return self.add("deadline", what, quote, due, party, **kw).add("task", what, quote, due, party, **kw)
    def ok(self, quote, why): tolerated.append(dict(file=self.name, quote=quote, why=why)); return self
    def trap(self, quote, why): traps.append(dict(file=self.name, quote=quote, why=why)); return self
    def plain(self): harmless.append(self.name); return self
    # writers
    def eml(self, frm, to, subj, when, mid, body, cc=None, ref=None, html=None, **hdr):
        m = email.message.EmailMessage(policy=email.policy.SMTP)
        m["From"] = frm; m["To"] = to
        if cc: m["Cc"] = cc
        m["Subject"] = subj; m["Date"] = when; m["Message-ID"] = mid
        if ref: m["In-Reply-To"] = ref; m["References"] = ref
        for k, v in hdr.items(): m[k.replace("_", "-")] = v
        m.set_content(body)
        if html: m.add_alternative(html, subtype="html")
        Path(self.path).write_bytes(m.as_bytes()); return self
    def txt(self, s): Path(self.path).write_text(s, encoding="utf-8"); return self
    def pdf(self, story): SimpleDocTemplate(self.path, pagesize=A4, leftMargin=64, rightMargin=64, topMargin=58, bottomMargin=58).build(story); return self

SS = getSampleStyleSheet()
body = ParagraphStyle("body", parent=SS["Normal"], fontName="Times-Roman", fontSize=11, leading=14.5, spaceAfter=8)
sans = ParagraphStyle("sans", parent=body, fontName="Helvetica", fontSize=10)
head = ParagraphStyle("head", parent=SS["Heading2"], spaceAfter=8)
p = lambda s, st=body: Paragraph(s, st)
def grid(rows, widths):
    return Table(rows, colWidths=widths, hAlign="LEFT", style=[("FONTSIZE", (0, 0), (-1, -1), 9.5), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
        ("LINEBELOW", (0, 0), (-1, 0), .5, "black"), ("ALIGN", (1, 0), (-1, -1), "RIGHT")])

# =============================================================== mail
f = F("Till two.eml", "Femi Adeleke, Quayside shop")
f.eml("Femi Adeleke <quayside@lanterntrust.example>", BRIDGET, "Till two, again", "Tue, 15 Sep 2026 17:48:20 +0100", "<quayside.150926@lanterntrust.example>",
"""Hiya Bridget

You'll have seen the Saturday figures. We'd have done another eighty quid if till
two hadn't died at ten past two with a queue out to the bus stop. I switched it
off and on, I said a prayer, nothing. The helpline won't talk to a shop without the
head office account number, so it'll have to be one of you lot that rings them.

On the bright side the Denby set went for £65 and Pauline has finally agreed to
wear the lanyard. Who'd have thought?

Also, and I know you've got a hundred things on, is my Christmas temp still
happening or has it gone the way of everything else?

The steamer you sent is brilliant, ta. Sorted.

Femi x
""")
f.add("task", "ring the till helpline for Quayside (account number needed)", "The helpline won't talk to a shop without the head office account number, so it'll have to be one of you lot that rings them.")
f.add("question", "is the Christmas temp for Quayside still going ahead", "is my Christmas temp still happening or has it gone the way of everything else?")
f.trap("Who'd have thought?", "rhetorical").trap("The steamer you sent is brilliant, ta. Sorted.", "done")

f = F("RE 41 Mill Lane.eml", "Garrick Stowe LLP")
f.eml("Lionel Stowe <l.stowe@garrickstowe.example>", BRIDGET, "RE: 41 Mill Lane - rent", "Mon, 14 Sep 2026 11:06:00 +0100", "<GS-41ML-0914@garrickstowe.example>",
"""Dear Ms Amankwah

41 Mill Lane

Thank you for your email of Thursday, the contents of which I have put to the
landlord. He is content for the bin store to be shared with the bakery, as you
asked.

As to rent, my client would accept £21,750 per annum from the December quarter day.
I am instructed that this figure will be withdrawn should it not have been agreed by
close of business on 30 September.

It would also assist my client's planning to learn whether the Trust proposes to
exercise its right to determine next March.

For the avoidance of doubt, the landlord's surveyor will attend to the cracked
downpipe himself, and no later than 25 September.

Yours sincerely
Lionel Stowe MRICS

-----Original Message-----
From: Bridget Amankwah
Sent: 10 September 2026 15:30
To: Lionel Stowe
Subject: 41 Mill Lane - rent

Dear Lionel
Would the landlord mind if we shared the bin store with the bakery? Please let me
know by Tuesday as they are asking.
Bridget
""", ref="<ba-100926-3@lanterntrust.example>")
f.add("deadline", "landlord's rent figure of £21,750 lapses unless agreed by 30 September", "I am instructed that this figure will be withdrawn should it not have been agreed by close of business on 30 September.", "2026-09-30", amount=21750)
f.add("question", "will the Trust use its break right next March", "It would also assist my client's planning to learn whether the Trust proposes to exercise its right to determine next March.")
f.ok("As to rent, my client would accept £21,750 per annum from the December quarter day.", "the offer itself, same matter as the deadline")
f.trap("For the avoidance of doubt, the landlord's surveyor will attend to the cracked downpipe himself, and no later than 25 September.", "duty of the other side")
f.trap("Would the landlord mind if we shared the bin store with the bakery?", "quoted and answered").trap("Please let me know by Tuesday as they are asking.", "quoted and answered")

f = F("van.eml", "Colin Thwaite")
f.eml("Colin Thwaite <colin@lanterntrust.example>", BRIDGET, "van", "Tue, 15 Sep 2026 07:12:41 +0100", "<ct.van.1509@lanterntrust.example>",
"""B -

MOT passed, two advisories, nothing to lose sleep over.

October rota: yours on Thursday.

Weighbridge tickets still don't match Rag-It's figures (we're 210 kg light for
August) so I'm going to have it out with their yard.

Leisure Centre bank emptied and padlock back on. Done.

C
""")
f.dated("Colin to deliver the October van rota", "October rota: yours on Thursday.", "2026-09-17", computed=True)
f.add("task", "Colin to take up the weighbridge difference with Rag-It", "Weighbridge tickets still don't match Rag-It's figures (we're 210 kg light for August) so I'm going to have it out with their yard.")
f.trap("MOT passed, two advisories, nothing to lose sleep over.", "done").trap("Leisure Centre bank emptied and padlock back on. Done.", "done")

f = F("Quarter end.eml", "Howard Pym, Trust finance")
f.eml("Howard Pym <howard.pym@lanterntrust-hq.example>", BRIDGET, "Quarter end, and a thank you", "Fri, 11 Sep 2026 16:20:09 +0100", "<hp.q3.2026@lanterntrust-hq.example>",
"""Dear Bridget,

First, do please pass on to Shreya my gratitude for the Gift Aid file, which reached
me on Wednesday and which reconciled at the very first attempt, a thing I had not
experienced in eleven years of service to this Trust and may not experience again.

Less happily, of the six sets of stock-loss sheets I have those of five shops; Oldfield's
is the one I lack, and as I rule off the ledger at noon on Thursday 24 September I
should be sorry to have to estimate it.

The auditors will be here in the week of the 28th but they are my cross to bear and
not yours.

With kind regards,
Howard

Howard Pym FCA
Director of Finance
""")
f.dated("send Oldfield's stock-loss sheet before the ledger closes", "Oldfield's is the one I lack, and as I rule off the ledger at noon on Thursday 24 September I should be sorry to have to estimate it.", "2026-09-24")
f.ok("First, do please pass on to Shreya my gratitude for the Gift Aid file", "courtesy, could be noted as a small task")
f.trap("The auditors will be here in the week of the 28th but they are my cross to bear and not yours.", "event of others")

f = F("RE photo album.eml", "Marcus Eley")
f.eml("Marcus Eley <marcus@lanterntrust.example>", "Sylvia Lavelle <sylvia.lavelle@homepost.example>", "RE: photograph album in the green suitcase", "Wed, 16 Sep 2026 09:02:33 +0100", "<me-1609-1@lanterntrust.example>",
"""Dear Mrs Lavelle,

I'm so sorry, what a horrible thing to discover. The suitcase itself was sold on
Monday, but Kirsty always empties the linings first and anything personal is put on
the shelf in the Oldfield stockroom. I shall be over there on Friday to go through
that shelf for your album, and you'll hear from me whichever way it turns out.

There is no need for you to come in.

Marcus Eley
Online & Donations, Lantern Trust Shops

> On 15 Sep 2026, at 20:14, Sylvia Lavelle wrote:
> My son took the green case to your Oldfield shop by mistake. It had my wedding
> photographs in the lid. Is there any hope? I would pay whatever you ask.
> S. Lavelle (Mrs)
""", cc=BRIDGET, ref="<lavelle.77@homepost.example>")
f.dated("Marcus to search Oldfield stockroom for Mrs Lavelle's album and tell her", "I shall be over there on Friday to go through that shelf for your album, and you'll hear from me whichever way it turns out.", "2026-09-18", computed=True)
f.trap("Is there any hope?", "quoted, answered by Marcus")

f = F("breakfast show.eml", "Moorside FM")
f.eml("Jonty Prewett <jonty@moorsidefm.example>", RETAIL, "twenty mins on the breakfast show??", "Mon, 14 Sep 2026 22:51:17 +0100", "<jp-bs-22@moorsidefm.example>",
"""hey hey

jonty here from moorside fm (the one above the kebab place). doing a thing on
second hand september and everyone says bridget's the one. would she fancy twenty
minutes on air with me, sat 26th, 8ish, tea provided??

running order gets nailed down friday teatime, after that it's the donkey sanctuary
i'm afraid, they're keen

no prep needed, we just chat. what could possibly go wrong :)

jonty
""")
f.add("question", "will Bridget go on the Moorside FM breakfast show on 26 September", "would she fancy twenty minutes on air with me, sat 26th, 8ish, tea provided??")
f.add("deadline", "answer the radio before the running order closes on Friday", "running order gets nailed down friday teatime, after that it's the donkey sanctuary i'm afraid, they're keen", "2026-09-18", computed=True)
f.trap("what could possibly go wrong :)", "rhetorical")

rag = """Dear customer,

as you know the market for unsorted textiles has softened over the summer. We have
therefore revised our price list:

Clothing grade A: from 34p to 28p per kilo
Shoes, paired: unchanged at 45p per kilo

Collections booked with us up to and including Friday 25 September are still paid at
the old rate, whenever the lorry comes.

For our January planning: what number of cages should we set aside for your six
shops?

Kind regards
Ilona Vass
Rag-It Textiles, Customer Desk

You receive this because you hold an account with us. Desk open 8 to 4.
"""
f = F("Price revision.eml", "Rag-It Textiles")
f.eml("Rag-It Customer Desk <desk@rag-it.example>", RETAIL, "Price revision from 1 October", "Thu, 10 Sep 2026 10:00:00 +0100", "<bulk-8821@rag-it.example>", rag,
 html="<html><body><p>" + rag.replace("\n\n", "</p><p>").replace("\n", " ") + "</p></body></html>")
f.add("deadline", "book rag collections by 25 September to keep the old rate", "Collections booked with us up to and including Friday 25 September are still paid at the old rate, whenever the lorry comes.", "2026-09-25")
f.add("question", "how many cages for January", "For our January planning: what number of cages should we set aside for your six shops?")
f.ok("Clothing grade A: from 34p to 28p per kilo", "price change, information")

F("Out of office.eml").plain().eml("Priya Oakden <p.oakden@hangersdirect.example>", RETAIL, "Out of office: hanger order", "Mon, 14 Sep 2026 09:15:02 +0100", "<ooo.6610@hangersdirect.example>",
"""I am on annual leave until Monday 28 September and shall not be reading email.
Orders placed before 11 September have been despatched. For anything urgent the
warehouse is on extension 4.

Priya Oakden
""", Auto_Submitted="auto-replied")

F("Thank you from 3B.eml").plain().eml("Ms Ruddock, St Aidan's Primary <office@staidans-primary.example>", BRIDGET, "Thank you from class 3B", "Fri, 11 Sep 2026 15:31:50 +0100", "<3b-thanks@staidans-primary.example>",
"""Dear Mrs Amankwah,

The children have not stopped talking about their morning in the sorting room on
8 September. Callum now sorts his own laundry by colour. Can you believe it?

They raised £43.20 at the cake stall and Mr Eley already has the envelope.

With warmest thanks from all of us,
Tabitha Ruddock
""")

# =============================================================== letters, notices
f = F("Trading Standards.pdf", "Moorside Borough Council, Trading Standards")
f.pdf([p("MOORSIDE BOROUGH COUNCIL<br/>Regulatory Services: Trading Standards", head), p("Ref TS/26/0719/EL &nbsp;&nbsp; 7 September 2026", sans), Spacer(1, 8),
 p("The Head of Retail<br/>Lantern Trust Shops<br/>3 Tannery Yard"), p("<b>Sale of second-hand electrical goods: 12 Fenwick Street</b>"), p("Dear Sir or Madam,"),
 p("An officer of this Authority made a routine visit to the above premises on 1 September 2026. Staff were helpful and the general standard of display was good."),
 p("The officer was shown a table lamp, a toaster and a hair dryer, each bearing a pass label. The register of tests to which the labels refer was not on the premises."),
 p("In exercise of the powers conferred on it, the Authority requires production of that register within 21 days of the date of this letter. A legible scan will be accepted."),
 p("The lamp purchased by the officer was tested and found safe; no further step is needed in that respect."),
 p("Yours faithfully"), p("M. Okell<br/>Senior Trading Standards Officer")])
f.dated("produce the register of electrical tests for Fenwick Street within 21 days", "In exercise of the powers conferred on it, the Authority requires production of that register within 21 days of the date of this letter.", "2026-09-28", computed=True)
f.ok("The register of tests to which the labels refer was not on the premises.", "same matter")
f.trap("The lamp purchased by the officer was tested and found safe; no further step is needed in that respect.", "nothing to do")

f = F("Rates relief.docx", "Calderby District Council")
d = docx.Document()
d.add_paragraph("Calderby District Council\nRevenues Service\n\n1 September 2026\nAccount 6001 884 2")
d.add_heading("Discretionary rate relief, 5 Castlegate", 2)
for s in ["Dear Ms Amankwah",
 "Charitable shops in the district have received twenty per cent discretionary relief since 2019 on top of the mandatory eighty. Members resolved in July that every award shall be looked at afresh.",
 "Relief for the coming year can be considered only where the enclosed form RR2, signed by an officer of the charity, has come back to us on or before Friday 30 October 2026.",
 "One point the file leaves unclear, and on which we should welcome a line from you, is what the first floor at Castlegate is being used for these days.",
 "Your present award is not affected and runs its course.",
 "Yours sincerely", "J. Tranmere\nRevenues Officer"]: d.add_paragraph(s)
d.save(f.path)
f.dated("return signed form RR2 for rate relief", "Relief for the coming year can be considered only where the enclosed form RR2, signed by an officer of the charity, has come back to us on or before Friday 30 October 2026.", "2026-10-30")
f.add("question", "what is the first floor at Castlegate used for", "One point the file leaves unclear, and on which we should welcome a line from you, is what the first floor at Castlegate is being used for these days.")
f.trap("Your present award is not affected and runs its course.", "information")

f = F("letter from Winnie (scan, typed).txt", "Winifred Garbutt, volunteer")
f.txt("""9 Cobbler's Rise
Sunday

Dear Bridget,

Well, it has come to it. The doctor says no more hill, so I must hang up my tabard
after nineteen years. I told Jan on Friday and we both had a weep behind the
bric-a-brac. She has taken me off the rota already, bless her.

I shall miss the Tuesday girls. You will laugh, but I still have the key to the side
door in the kitchen drawer, and with my legs I don't see how it is ever to find its
way back to Castlegate unless somebody happens to be passing.

My bus fares for July never came, £14.60 I made it, though I don't like to mention it.

I had a lovely card from the Trust, so please don't think I want a fuss. But Betty is
ninety in November and none of us has heard if there is to be a do for her.

What a lot of cardigans we have folded, you and I. Where did the years go?

With love
Winnie Garbutt

(tabard washed and handed in)
""")
f.add("task", "have the Castlegate side-door key fetched from Winnie", "I still have the key to the side door in the kitchen drawer, and with my legs I don't see how it is ever to find its way back to Castlegate unless somebody happens to be passing.")
f.add("task", "pay Winnie's July bus fares, £14.60", "My bus fares for July never came, £14.60 I made it, though I don't like to mention it.", amount=14.60)
f.add("question", "is there to be a party for Betty's ninetieth", "But Betty is ninety in November and none of us has heard if there is to be a do for her.")
f.trap("She has taken me off the rota already, bless her.", "done").trap("Where did the years go?", "rhetorical").trap("(tabard washed and handed in)", "done")

f = F("Insurer survey report.pdf", "Beacon Mutual")
f.pdf([p("BEACON MUTUAL", head), p("Property Survey Unit<br/>11 September 2026<br/>Policy CH/55 20871<br/>Premises: Station Parade 6", sans), Spacer(1, 6),
 p("Dear Policyholder", sans),
 p("Our surveyor called on Tuesday 2 September and was received by Mr Alun Probert, the shop manager, to whom we are obliged.", sans),
 p("The alarm, the locks and the extinguishers were all found in order. The recommendation made in 2024 concerning the letter box has been carried out.", sans),
 p("Requirement 1 of 1. Bagged donations are being kept on the rear staircase, which is the only second way out. Continuation of cover for this shop depends on the staircase having been emptied by 9 October 2026.", sans),
 p("Our next survey falls in 2028.", sans), p("G. Heslop, for Beacon Mutual", sans)])
f.add("finding", "2 September 2026 was a Wednesday", "Our surveyor called on Tuesday 2 September and was received by Mr Alun Probert, the shop manager, to whom we are obliged.", finding="weekday_mismatch")
f.dated("clear the rear staircase at Station Parade", "Continuation of cover for this shop depends on the staircase having been emptied by 9 October 2026.", "2026-10-09")
f.ok("Bagged donations are being kept on the rear staircase, which is the only second way out.", "same matter")
f.trap("The recommendation made in 2024 concerning the letter box has been carried out.", "done")

# =============================================================== money
lines = [("Gondola unit, 1.2 m", 4, 164.00), ("Slatwall panel, oak", 6, 48.50), ("Changing-room rail and curtain", 2, 79.00), ("Fitting, per day", 2, 240.00)]
net = sum(q * u for _, q, u in lines); vat = round(net * .20, 2); gross = net + vat
assert (net, vat, gross) == (1585.00, 317.00, 1902.00)
f = F("Racking invoice PS-2207.pdf", "Purvis Shopfitting")
f.pdf([p("PURVIS SHOPFITTING LTD", head), p("Invoice PS-2207<br/>Date: 3 September 2026<br/>To: Lantern Trust Shops, 3 Tannery Yard<br/>Job: Oldfield refit", sans),
 grid([["Item", "Qty", "Unit £", "£"]] + [[n, str(q), f"{u:,.2f}", f"{q*u:,.2f}"] for n, q, u in lines] + [["Net", "", "", f"{net:,.2f}"], ["VAT at 20%", "", "", f"{vat:,.2f}"], ["Total due", "", "", "1,992.00"]], [220, 50, 70, 80]),
 Spacer(1, 12), p("Terms: thirty days from invoice date. Sort code and account as on our letterhead.", sans), p("Work completed and signed off by K. Dunmore, 2 September.", sans)])
f.add("deadline", "pay Purvis invoice, thirty days from 3 September", "Terms: thirty days from invoice date.", "2026-10-03", amount=1992.00, computed=True)
f.add("finding", "1,585.00 + 317.00 = 1,902.00, not 1,992.00", "Total due 1,992.00", amount=1992.00, finding="total_mismatch", expected=1902.00)
f.trap("Work completed and signed off by K. Dunmore, 2 September.", "done")

f = F("Greenway overdue.pdf", "Greenway Waste Services")
c = canvas.Canvas(f.path, pagesize=A4)
y = 780
for s in ["GREENWAY WASTE SERVICES", "Credit Control", "", "14 September 2026          Account LAN-006", "", "OVERDUE ACCOUNT", "",
 "Invoice 40912 (trade waste, July, six sites)              £412.80", "Payment was to have reached us by 21 August 2026.", "",
 "Our records show nothing received to date. If your remittance and this",
 "notice have crossed in the post, kindly disregard it.", "", "Invoice 40577 (June) was settled on 30 July, with thanks.", "", "R. Cullis, Credit Controller"]:
    c.setFont("Helvetica-Bold" if s.isupper() else "Helvetica", 11); c.drawString(70, y, s); y -= 19
c.save()
f.add("deadline", "overdue waste invoice 40912 still owed", "Payment was to have reached us by 21 August 2026.", "2026-08-21", amount=412.80)
f.ok("Our records show nothing received to date.", "same debt")
f.trap("Invoice 40577 (June) was settled on 30 July, with thanks.", "paid")

f = F("Fascia quotation.docx", "Brightwell Signs")
d = docx.Document()
d.add_heading("Brightwell Signs: quotation Q-318", 1)
d.add_paragraph("9 September 2026. New fascia and projecting sign, Lantern Trust, Quayside 22.")
t = d.add_table(rows=0, cols=2); t.style = "Light Grid"
for a, b in [("Fascia, aluminium tray, 4.2 m", "£940.00"), ("Projecting sign", "£260.00"), ("Access platform, one day", "£185.00"), ("Subtotal", "£1,385.00"), ("VAT 20%", "£277.00"), ("Total", "£1,662.00")]:
    r = t.add_row().cells; r[0].text = a; r[1].text = b
d.add_paragraph("")
d.add_paragraph("Aluminium being what it is, we can stand by these prices until 7 October 2026 and not a day longer.")
d.add_paragraph("You didn't say what's to become of the old board. Shall we cart it off (no charge) or leave it in your yard?")
d.add_paragraph("We don't ask for a deposit. Colours as on the drawing you approved in July.")
d.add_paragraph("Hal Brightwell")
d.save(f.path)
f.add("deadline", "Brightwell's fascia prices hold until 7 October", "Aluminium being what it is, we can stand by these prices until 7 October 2026 and not a day longer.", "2026-10-07", amount=1662.00)
f.add("question", "take the old fascia away or leave it", "Shall we cart it off (no charge) or leave it in your yard?")
f.ok("You didn't say what's to become of the old board.", "same question")

F("Receipt Fairlop tyres.pdf").plain().pdf([p("FAIRLOP TYRES: RECEIPT 9917", head), p("11 September 2026, 09:40", sans),
 grid([["Item", "£"], ["2 van tyres 215/65 R16", "178.00"], ["Fitting and balancing", "24.00"], ["Total incl. VAT", "202.00"], ["PAID by card ending 0042", "202.00"]], [240, 80]), Spacer(1, 8),
 p("Thank you for your custom. Drive safely.", sans)])

# =============================================================== contracts
f = F("Lease 41 Mill Lane extract.pdf", "Landlord of 41 Mill Lane")
clauses = [("1. PREMISES AND TERM", ["1.1 The Landlord lets to the Tenant the ground-floor shop known as 41 Mill Lane for a term of ten years from and including 25 March 2022.", "1.2 The yard at the rear is shared with the occupier of number 43."]),
 ("2. RENT", ["2.1 The Tenant shall pay the Rent by equal quarterly instalments in advance on the usual quarter days by standing order.", "2.2 The Rent at the date hereof is £19,500 per annum."]),
 ("3. REPAIR AND DECORATION", ["3.1 The Tenant shall keep the interior in the condition recorded in the Schedule.", "3.2 The external woodwork shall be repainted by the Tenant in the fifth year of the Term, the work to be finished on or before 30 November 2026.", "3.3 The Landlord shall maintain the roof, gutters and downpipes and shall inspect them each October."]),
 ("4. USE", ["4.1 The Premises shall be used as a charity shop selling wholly or mainly donated goods.", "4.2 No live animals, fireworks or mattresses may be sold."]),
 ("5. ALIENATION", ["5.1 The Tenant shall not assign part only of the Premises."]),
 ("6. BREAK", ["6.1 The Tenant may determine this Lease on 25 March 2027 by serving on the Landlord not less than six months' previous notice in writing.", "6.2 Upon such determination the Rent shall be apportioned and any overpayment returned within fourteen days by the Landlord.", "6.3 Time is of the essence for the purposes of this clause."]),
 ("7. NOTICES", ["7.1 A notice is validly served if sent by recorded delivery to the address given in the Particulars.", "7.2 Electronic mail is not good service."])]
story = [p("LEASE OF 41 MILL LANE (extract)", head), p("made between ALBERT JOSEPH CORRIE (the Landlord) and THE LANTERN TRUST (the Tenant)")]
for h, subs in clauses:
    story.append(p("<b>%s</b>" % h)); story += [p(s) for s in subs]
f.pdf(story)
f.add("deadline", "last day to serve break notice for 41 Mill Lane (six months before 25 March 2027)", "6.1 The Tenant may determine this Lease on 25 March 2027 by serving on the Landlord not less than six months' previous notice in writing.", "2026-09-25", computed=True)
f.dated("repaint the external woodwork at Mill Lane", "3.2 The external woodwork shall be repainted by the Tenant in the fifth year of the Term, the work to be finished on or before 30 November 2026.", "2026-11-30")
f.ok("2.1 The Tenant shall pay the Rent by equal quarterly instalments in advance on the usual quarter days by standing order.", "standing order, 29 September at the next")
f.ok("3.1 The Tenant shall keep the interior in the condition recorded in the Schedule.", "standing duty")
f.trap("3.3 The Landlord shall maintain the roof, gutters and downpipes and shall inspect them each October.", "duty of the other side")
f.trap("6.2 Upon such determination the Rent shall be apportioned and any overpayment returned within fourteen days by the Landlord.", "duty of the other side")

f = F("Till support agreement.docx", "ClearTill Systems")
d = docx.Document()
d.add_heading("Till Support Agreement", 1)
d.add_paragraph("ClearTill Systems Ltd (\"we\", \"us\") and The Lantern Trust (\"you\")")
for s in ["1. What we do. We keep your eleven tills running, by telephone between 8 and 6 and by an engineer where the telephone has failed.",
 "2. How fast. An engineer will be with you by the end of the working day after you report a fault. We will publish our response times every January.",
 "3. What you pay. £96.00 a month plus VAT, collected by direct debit on the 5th.",
 "4. How long. We started on 1 January 2024 and this agreement lasts until 31 December 2026. It then rolls on for two more years, and then two more, except where one of us has told the other in writing, 90 days or more before it would end, that enough is enough.",
 "5. Software. Updates are included. We will install version 6 at all shops by 30 November 2026.",
 "6. If we fall short. Each missed visit takes £20 off the following month.",
 "7. Law. England and Wales."]: d.add_paragraph(s)
d.add_paragraph("Signed for both parties, 11 December 2023")
d.save(f.path)
f.add("deadline", "last day of notice for till support: 90 days before 31 December 2026", "It then rolls on for two more years, and then two more, except where one of us has told the other in writing, 90 days or more before it would end, that enough is enough.", "2026-10-02", computed=True)
f.ok("We started on 1 January 2024 and this agreement lasts until 31 December 2026.", "end of term, part of the computation")
f.ok("£96.00 a month plus VAT, collected by direct debit on the 5th.", "direct debit")
f.trap("We will install version 6 at all shops by 30 November 2026.", "duty of the other side")
f.trap("An engineer will be with you by the end of the working day after you report a fault.", "duty of the other side")

# =============================================================== minutes, notes
f = F("Managers 10 Sept.docx", "Lantern Trust Shops")
d = docx.Document()
d.add_heading("Shop managers, Thurs 10 Sept, Tannery Yard", 2)
d.add_paragraph("Pres: BA, CT, DP, SN, ME + Jan, Femi, Ros, Alun, Kirsty, Tom. Notes: DP")
for s in ["1. Last mins agreed. All prev. actions closed.",
 "2. Takings: Aug +4% on last yr. Quayside best, Fenwick St flat.",
 "3. Rag bags nearly out. CT to reorder, 2,000.",
 "4. Gift Aid at till slipped to 31%. League table from SN, all shops, Tues 22nd.",
 "5. Windows: Oct theme 'Reading Week'. Bookends from somewhere: DP.",
 "6. Card reader Mill Lane: replaced 3 Sept, working.",
 "7. Long discussion re jigsaws (count the pieces? life's too short). No change.",
 "8. Xmas cards arrived, distributed on the day."]: d.add_paragraph(s)
d.add_paragraph("Next: Thursday 9 October, 10 am, biscuits Alun.")
d.save(f.path)
f.add("task", "Colin to reorder 2,000 rag bags", "CT to reorder, 2,000.", party="Colin Thwaite")
f.dated("Shreya to send the Gift Aid league table to all shops", "League table from SN, all shops, Tues 22nd.", "2026-09-22", "Shreya Nair")
f.add("task", "Dot to find bookends for the October windows", "Bookends from somewhere: DP.", party="Dot Penhaligon")
f.add("finding", "9 October 2026 is a Friday", "Next: Thursday 9 October, 10 am, biscuits Alun.", finding="weekday_mismatch")
f.ok("Next: Thursday 9 October, 10 am, biscuits Alun.", "next meeting and Alun's biscuits, too small to count as an open task or a deadline")
f.trap("6. Card reader Mill Lane: replaced 3 Sept, working.", "done").trap("8. Xmas cards arrived, distributed on the day.", "done")
f.trap("(count the pieces? life's too short)", "rhetorical").trap("1. Last mins agreed. All prev. actions closed.", "done")

f = F("post-its.md", "unsigned notes")
f.txt("""## Post-its found round the big monitor, typed up by the temp 14/9

**yellow**
- get the Oldfield boiler looked at before anyone freezes
- hi-vis: order six more, XL this time

**pink**
- wifi password is on the router (stop asking)
- ~~book the hall for the AGM~~ booked

**green, quite old**
- Mrs P's cheque - bank it!!
- Diwali window box: went to Fenwick St 8/9
""")
f.add("task", "have the boiler at Oldfield looked at", "get the Oldfield boiler looked at before anyone freezes")
f.add("task", "order six more hi-vis vests, size XL", "hi-vis: order six more, XL this time")
f.add("task", "bank Mrs P's cheque", "Mrs P's cheque - bank it!!")
f.ok("wifi password is on the router (stop asking)", "a grumble in the imperative")
f.trap("~~book the hall for the AGM~~ booked", "done").trap("Diwali window box: went to Fenwick St 8/9", "done")

# =============================================================== sheets
f = F("snag list.xlsx", "Lantern Trust Shops")
wb = openpyxl.Workbook(); ws = wb.active; ws.title = "Snags"
ws.append(["Target", "Shop", "Snag", "Who", "Status"])
for r in [[date(2026, 9, 29), "Fenwick St", "Front door closer slams, adjust", "Colin", "to do"],
 [date(2026, 8, 28), "Mill Lane", "Strip light in fitting room", "Colin", "closed 27/8"],
 [None, "Castlegate", "Missing fire door sign, put up new one", "Dot", "not started"],
 [date(2026, 9, 4), "Quayside", "Steamer kaput, send spare", "Marcus", "closed 4/9"],
 [date(2026, 9, 11), "Station Parade", "Pigeon netting", "landlord", "closed 10/9"]]:
    ws.append(r)
for row in ws.iter_rows(min_row=2, max_col=1):
    row[0].number_format = "DD/MM/YYYY"
for col, w in zip("ABCDE", (12, 16, 38, 12, 14)): ws.column_dimensions[col].width = w
wb.save(f.path)
f.dated("Colin to adjust the front door closer at Fenwick Street", "Fenwick St Front door closer slams, adjust Colin to do", "2026-09-29", "Colin Thwaite")
f.add("task", "Dot to put up a new fire door sign at Castlegate", "Castlegate Missing fire door sign, put up new one Dot not started", party="Dot Penhaligon")
f.trap("Mill Lane Strip light in fitting room Colin closed 27/8", "done").trap("Quayside Steamer kaput, send spare Marcus closed 4/9", "done").trap("Station Parade Pigeon netting landlord closed 10/9", "done")

F("takings wk 37.csv").plain().txt("""shop,week ending,takings,last year,change %
Castlegate,12/09/2026,2140.50,2088.00,2.5
Mill Lane,12/09/2026,1875.20,1902.40,-1.4
Station Parade,12/09/2026,1660.00,1544.10,7.5
Quayside,12/09/2026,2912.75,2690.00,8.3
Fenwick Street,12/09/2026,1402.30,1400.00,0.2
Oldfield,12/09/2026,988.40,1215.60,-18.7
""")

# =============================================================== web, slides, others
f = F("charity-retail-conference.html", "Reuse Retail Forum")
f.txt("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Reuse Retail Forum 2026</title></head><body>
<h1>Reuse Retail Forum 2026</h1>
<p>Tuesday 10 November, Corn Exchange, Calderby. Doors 9.15.</p>
<h2>Why come?</h2>
<p>Twelve talks, forty stands, one very good lunch. Last year 310 people from 96 charities came.</p>
<h2>Tickets</h2>
<table>
<tr><th>Rate</th><th>Price</th><th>Available</th></tr>
<tr><td>Early bird</td><td>£95</td><td>ends midnight, Sunday 20 September</td></tr>
<tr><td>Standard</td><td>£130</td><td>while places last</td></tr>
</table>
<p>The call for speakers closed on 31 July. The programme is final.</p>
<footer>Reuse Retail Forum CIC. Office hours 10 to 3.</footer>
</body></html>
""")
f.add("deadline", "early-bird ticket rate ends on 20 September", "Early bird £95 ends midnight, Sunday 20 September", "2026-09-20", amount=95)
f.ok("Tuesday 10 November, Corn Exchange, Calderby.", "event one may attend")
f.trap("The call for speakers closed on 31 July.", "past date").trap("Why come?", "heading")

f = F("Christmas plan.pptx", "Dot Penhaligon")
pr = pptx.Presentation()
for t, bl in [("Christmas in the shops", ["Dot, first go, 14 Sept"]),
 ("Sorted", ["Trees: out of the loft and at Tannery Yard", "Carrier bags: delivered 9 Sept", "Santa: Alun again (he insists)"]),
 ("Not sorted", ["Poster wording wants Bridget's OK before it goes to print", "Who is minding Quayside on 27 December? The space on the rota is still empty"]),
 ("Last year in numbers", ["£48,210 in December", "1,140 volunteer hours", "One lost donkey costume. Where is it? A mystery for the ages"])]:
    s = pr.slides.add_slide(pr.slide_layouts[1]); s.shapes.title.text = t; s.placeholders[1].text = "\n".join(bl)
pr.save(f.path)
f.add("task", "Bridget to approve the poster wording", "Poster wording wants Bridget's OK before it goes to print")
f.add("question", "who looks after Quayside on 27 December", "Who is minding Quayside on 27 December?")
f.ok("The space on the rota is still empty", "same question")
f.trap("Carrier bags: delivered 9 Sept", "done").trap("Where is it?", "rhetorical")

f = F("Volunteer expenses policy.docx").plain()
d = docx.Document()
d.add_heading("Volunteer expenses: policy", 1)
d.add_paragraph("Version 4, adopted by the trustees on 12 March 2025")
for s in ["Bus and train fares are refunded at cost, car mileage at 45p.", "Lunch is refunded up to £6 on shifts longer than five hours.", "Claims are made on the yellow form, which shop managers hold.", "Payments are made by bank transfer on the last Friday of the month."]:
    d.add_paragraph(s, style="List Bullet")
d.save(f.path)

F("shelf-life (book column).md").plain().txt("""# Shelf Life: what came in with the donations

*The Orchard Ledger*, by Nell Fossick (paperback, slightly foxed, £2)

Three sisters, one failing cider press and a bank manager with a conscience: does
that sound like a cosy read? It isn't, quite. Fossick sets her story in the wet
autumn of 1931 and lets nobody off lightly. The middle hundred pages, in which almost
nothing happens except rain, are the best thing in it.

Four tea cups out of five. R.
""")

F("cafe menu.txt").plain().txt("""THE TANNERY YARD CAFE        week of 14 September

Mon   leek and potato soup, roll            4.20
Tue   cheese pie                            5.50
Wed   lentil dal                            5.20
Thu   fish finger sandwich                  5.00
Fri   whatever is left!                     4.00

Open 8 to 2.30. Hungry yet?
""")

(ROOT / "planted.json").write_text(json.dumps({"reference": "2026-09-16",
  "owner": {"name": "Bridget Amankwah", "addresses": ["bridget@lanterntrust.example", "retail@lanterntrust.example"]},
  "language": "en", "items": items, "harmless_files": harmless, "tolerated": tolerated, "traps": traps}, ensure_ascii=False, indent=1), encoding="utf-8")
