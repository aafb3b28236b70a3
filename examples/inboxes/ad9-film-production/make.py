#!/usr/bin/env python3
"""Inbox of an invented film production company (Lantern Moth Films, Bristol). Writes files/ and planted.json."""
import base64, csv, html, json, re, shutil, zlib
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

HERE = Path(__file__).resolve().parent
OUT = HERE / "files"
shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir(parents=True)
BST = timezone(timedelta(hours=1))
ME = "Imogen Prideaux <imogen@lanternmoth.example>"


# ---------------------------------------------------------------- helpers
def mail(name, frm, to, subject, when, body, mid, html_body=None, reply_to=None, refs=None, cc=None, auto=False):
    m = EmailMessage(policy=policy.SMTP)
    m["From"], m["To"] = frm, to
    if cc:
        m["Cc"] = cc
    m["Subject"], m["Date"], m["Message-ID"] = subject, format_datetime(when), mid
    if reply_to:
        m["In-Reply-To"] = reply_to
        m["References"] = refs or reply_to
    if auto:
        m["Auto-Submitted"] = "auto-replied"
    m.set_content(body.lstrip("\n"))
    if html_body:
        m.add_alternative(html_body, subtype="html")
    (OUT / name).write_bytes(m.as_bytes())


def pdf(name, story, font="Helvetica", margin=22, **kw):
    SimpleDocTemplate(str(OUT / name), pagesize=A4, leftMargin=margin * mm, rightMargin=margin * mm,
                      topMargin=20 * mm, bottomMargin=18 * mm, **kw).build(story)


def st(font="Helvetica", size=10, lead=14, after=6, **kw):
    return ParagraphStyle("s", fontName=font, fontSize=size, leading=lead, spaceAfter=after, **kw)


# ---------------------------------------------------------------- mails
mail("option_weighbridge_keeper.eml", "Honoria Blackett-Lyle <honoria@blackettlyle.example>", ME,
     "The Weighbridge Keeper", datetime(2026, 9, 10, 16, 41, tzinfo=BST), """
Dear Imogen,

It was good to see you and Tobias at the Marlow lunch; I came home with somebody else's umbrella, which I am told is a sign of success.

I write chiefly as the keeper of dates. Your option on Edwin's novel was granted for twelve months from the first of October last year, so that midnight on 30 September is the moment at which the rights find their way home to him. The paper allows you a single renewal, for a further year, against three thousand pounds, provided that the notice and the money both reach us while the first period is still running. I am in no hurry to see it lapse; nor, I ought to say, am I short of telephone calls about it.

Edwin, who is a shy man and would never ask himself, is curious to learn whether his ending has survived into the second draft.

The consent of the French publisher, over which you were anxious in July, came through on 1 September, and you may stop worrying on that score.

With every good wish
Honoria

Blackett-Lyle Literary Agency
3 Pelham Crescent Mews, London
""", "<20260910.1641.hbl@blackettlyle.example>")

mail("sedge_farm.eml", "Geoff Tanner <sedgefarm.geoff@levelsnet.example>", ME,
     "the field", datetime(2026, 9, 11, 20, 3, tzinfo=BST), """
hello Imogen, Geoff at Sedge Farm. Wife says I must write it down and not shout it across the yard so here it is

You lot can have the long field and the Dutch barn like we shook on, 1800 quid all in. Half of that up front tho, and I want to see it in the bank by the end of next week cos the maize man is after the same ground and he pays cash.

other thing. That generator lorry, is it stopping in the yard or out on the lane?? Matters to me on account of the calving pen they dont like a racket

And somebody from yours had better come and shift them cable drums your electrician left by the sheep dip, I caught the mower on one Tuesday.

Gate code is what it always was. Dog is all mouth.

Geoff
""", "<CAGf7713aa90@levelsnet.example>")

ins_text = """
Dear Ms Prideaux

Policy PQ-88213 / "Saltmarsh"

Thank you for the completed proposal form. We have recorded the following particulars:

   Principal photography:   Monday 12 October to Friday 13 November 2026
   Essential artistes:      Ms Amara Voss, Mr Leopold Finch
   Sum insured:             GBP 640,000

1. Underwriters will pick up the cast risk only where a medical declaration for each essential artiste has been lodged with this office not fewer than five working days before the first day of principal photography.

2. Stunt driving is mentioned at scene 41. It remains unclear to us from the proposal whether the artiste or a double is at the wheel; the lead underwriter has now raised the point twice.

3. The deposit premium of GBP 4,300 was credited to our client account on 3 September. Nothing further falls to be paid before the adjustment in December, of which we shall remind you.

Yours sincerely

Nathaniel Orde ACII
Orde Pemberton Specialty, Insurance Brokers
Authorised and regulated. This message and any attachment are confidential to the addressee.
"""
ins_html = "<html><body style='font-family:Georgia,serif'>" + "".join(
    "<p>" + html.escape(p).replace("\n", "<br>") + "</p>" for p in ins_text.strip().split("\n\n")) + "</body></html>"
mail("saltmarsh_cast_cover.eml", '"Orde, Nathaniel" <n.orde@ordepemberton.example>', ME,
     "PQ-88213 Saltmarsh: conditions of cast cover", datetime(2026, 9, 7, 11, 20, tzinfo=BST), ins_text,
     "<op-88213-0907@ordepemberton.example>", html_body=ins_html, cc="Rukmini Sen <rukmini@lanternmoth.example>")

mail("RE_grade_dates.eml", "Lotte Vinter <lotte@umbraposthouse.example>", ME,
     "RE: grade dates", datetime(2026, 9, 15, 8, 12, tzinfo=BST), """
Morning!

Yes and yes - Baselight 2 is empty from 30 November, and it'll be Marek in the chair. Rate card's attached.

I can still sneak you in at the July day rate (690), as long as I've a PO number in my hand when we lock up on Friday. Then finance switches everything to the 2027 card and I lose that fight every year.

One thing no one's told me - are we conforming from camera originals or from the ProRes? It decides how many drives I buy.

Lx

Umbra Post House | the old sugar store | Bristol

On Mon, 14 Sep 2026 at 17:55, Imogen Prideaux wrote:
> Hi Lotte
> two quick ones from me: is Baselight 2 free at the end of November, and would we get Marek?
> Also, could you send over whatever rate card you're using these days?
> Thanks, I.
""", "<0ae1.lotte.15sep@umbraposthouse.example>", reply_to="<ip-0914-1755@lanternmoth.example>")

mail("before_I_forget.eml", "Rukmini Sen <rukmini@lanternmoth.example>", ME,
     "before I forget", datetime(2026, 9, 14, 18, 37, tzinfo=BST), """
Imogen -

from the train, one-thumbed:

Crew deal memos. All eleven are in the blue folder on your chair. They want your signature while I'm still in the building, i.e. Thursday lunchtime at the outside.

The cost report went to the bond company at four, so that's off both our plates. Ditto walkie-talkies, Callum sorted them Friday, pay no attention to my panicky text.

Unit base: leisure centre or rugby club, which would you rather? Same money. Rugby club has better loos.

R x
""", "<rs-20260914-1837@lanternmoth.example>")

amara_text = """
Hiya Imogen!

Poppy here from Crane & Tull, I've got Amara's diary while Sebastian's off with the baby (a girl!! 3.4 kilos!!).

Just so nobody falls out with anybody: your first refusal on Amara for the pick-up days went into the book on Tuesday 8 September, and we only ever hold those for a fortnight. After that she's fair game, and there's a perfume ad sniffing around. (Sorry. Couldn't resist.)

Fitting times have come from Callum, bless him, so I can stop writing her week on the back of an envelope.

She's also asking me every single day if it'll still be Benedetta doing her hair, because the last job was a disaster from the neck up.

Contracts were all fine by the way, countersigned set went back to Rukmini on Thursday :)

Pops
--
Poppy Lascelles, Assistant
Crane & Tull Artists' Management
"""
amara_html = "<html><body>" + "".join("<p>" + html.escape(p).replace("\n", "<br>") + "</p>"
                                      for p in amara_text.strip().split("\n\n")) + "</body></html>"
mail("amara_diary.eml", "Poppy Lascelles <poppy@craneandtull.example>", ME, "Amara - pick-ups etc!",
     datetime(2026, 9, 14, 10, 9, tzinfo=BST), amara_text, "<poppy.5581@craneandtull.example>", html_body=amara_html)

mail("nine_ferries_kattegat.eml", "Print Desk Kattegat Film Days <prints@kattegatfilmdays.example>",
     "production@lanternmoth.example", "NINE FERRIES in Kattegat Film Days",
     datetime(2026, 9, 9, 9, 30, tzinfo=timezone(timedelta(hours=2))), """
Dear Imogen Prideaux, dear team of NINE FERRIES,

with joy we have your film in the programme of the 31st edition. These are the showings:

   Saturday 17 October, 20.30, Bio Grand, Hall 2
   Monday 19 October, 14.00, Bio Grand, Hall 4

The exhibition copy (DCP, not encrypted, on a CRU drive) must lie on our print desk ten days in front of the first showing, because each copy is tested on each projector.

The hotel holds two double rooms for the film. Rooms for which we have no names on 25 September will go back to the hotel, this we can not change.

For the moderator we are still in the dark about whether your director stays for the talk after the Saturday showing.

Poster and stills have arrived in good health, thank you. Our office was closed 4 to 6 September for the harvest fair, therefore the late answer.

Kind greetings from the harbour
Mads & Ylva
Print Desk
""", "<kfd31.prints.2240@kattegatfilmdays.example>")

mail("Automatic_reply_Sebastian_Tull.eml", "Sebastian Tull <sebastian@craneandtull.example>", ME,
     "Automatic reply: Amara - travel", datetime(2026, 9, 11, 14, 2, tzinfo=BST), """
I am on paternity leave until Monday 5 October and am not reading mail.
Poppy Lascelles is looking after my artists in the meantime and already has a copy of your message.
Theatre matters are with Crispin Crane as usual.

S.T.
""", "<auto-77120@craneandtull.example>", reply_to="<ip-0911-1401@lanternmoth.example>", auto=True)

news_text = """
THE SPROCKET  -  trade news for the West Country, no. 418

STUDIO SPACE. Filton's Stage 5 was topped out on 4 September. The roof leaked by the 5th. Has anybody ever met a dry stage?

PEOPLE. Marguerite Oyelaran leaves Northlight TV after eleven years to keep goats near Taunton. Her successor starts on 2 November.

FIGURES. Inward spend in the region came to 61 million pounds in the first half of the year, against 58 million in the same months of 2025.

LOOKING BACK. The short-film prize, for which entries closed in June, went to "Tidewrack" by a class of fourteen-year-olds from Portishead. The jury had expected to argue until midnight and was home by nine.

You receive THE SPROCKET because you subscribed in 2019. Unsubscribe at the foot of the web edition.
"""
mail("The_Sprocket_418.eml", "The Sprocket <desk@thesprocket.example>", "production@lanternmoth.example",
     "The Sprocket no. 418", datetime(2026, 9, 14, 6, 0, tzinfo=BST), news_text, "<spr418@thesprocket.example>",
     html_body="<html><body>" + "".join(f"<p>{html.escape(p)}</p>" for p in news_text.strip().split("\n\n")) + "</body></html>")

mail("boiler_service_confirmed.eml", "Redcliff Heating <bookings@redcliffheating.example>", "production@lanternmoth.example",
     "Your visit is confirmed", datetime(2026, 9, 11, 12, 15, tzinfo=BST), """
Good afternoon

This confirms the yearly boiler service at 14 Redcliff Wharf on Tuesday 22 September between 8 and 10 in the morning.

Our engineer Precious holds the keysafe code already and nobody has to be in. The visit is covered by your plan, so there is no charge.

Redcliff Heating
""", "<vis-60071@redcliffheating.example>")

# ---------------------------------------------------------------- letters
T = "Times-Roman"
b, h = st(T, 11, 15, 8), st("Times-Bold", 12, 16, 8)
pdf("council_quay_lane.pdf", [Paragraph(x, s) for x, s in [
    ("HARBOUR DISTRICT COUNCIL", h),
    ("Network Management, Events and Filming<br/>Civic Centre, Corn Row<br/>Our ref: FO/2026/1187", b),
    ("8 September 2026", b),
    ("Lantern Moth Films Ltd<br/>14 Redcliff Wharf<br/>Bristol", b),
    ("Dear Sir or Madam", b),
    ("<b>Temporary closure of Quay Lane for the purposes of filming</b>", b),
    ("I refer to the above application, which was received in this office on 1 September 2026 and which I regret cannot "
     "be validated in its present form. There are wanting (a) a plan, at a scale of not less than 1:500, of all vehicle "
     "positions and (b) a written statement of the arrangements for emergency access.", b),
    ("The said documents are to be furnished within ten working days of the date of this letter, in default of which the "
     "application will be returned unprocessed and the fee retained.", b),
    ("For completeness I record that the consultation of frontagers closed on 4 September 2026 and attracted no adverse "
     "comment, and that the fee of £212.00 has been paid. The Council will itself erect the advance warning signs.", b),
    ("Yours faithfully", b),
    ("P. J. Stallard<br/>Senior Technician (Street Works)", b)]])

d = Document()
d.styles["Normal"].font.name = "Arial"
d.styles["Normal"].font.size = Pt(10.5)
for t in ["CREATIVE RELIEFS UNIT", "Compliance Team 4, PO Box 311, Wolvercote", "2 September 2026",
          "Lantern Moth Films Ltd, 14 Redcliff Wharf, Bristol",
          "Claim CRU/77/40912: film expenditure credit, accounting period ended 31 December 2025", "Dear Sirs"]:
    d.add_paragraph(t)
d.add_heading("Outcome of our check", 2)
d.add_paragraph("We have finished our check of the claim. For the reasons given in the enclosed schedule, core expenditure is "
                "reduced by £18,450.00, being the hire of three vessels which in our view served the transport of guests and not "
                "the making of the film.")
d.add_heading("If you disagree", 2)
d.add_paragraph("You are entitled to have this decision reconsidered by an officer who took no part in it. That entitlement is "
                "lost thirty days after the date which stands at the head of this letter, and we have no power to revive it.")
d.add_heading("If you agree", 2)
d.add_paragraph("We shall amend the claim ourselves and repay the balance; no form is necessary. The papers which you lent us in "
                "July were returned by courier on 28 August.")
d.add_paragraph("Records supporting a claim are to be preserved for six years in every case.")
d.add_paragraph("Yours faithfully\nH. Quennell\nHigher Officer")
d.save(OUT / "reliefs_unit_decision.docx")

(OUT / "letter_mrs_harbottle.txt").write_text("""Mrs D. Harbottle
Flat 2, The Old Chandlery
Quay Lane

Saturday, 12th September 2026

To the Person in Charge, Lantern Moth Films

Dear Person in Charge,

I am seventy-eight, I like the pictures as well as anybody, and I have lived
above Quay Lane since before there was a wine bar in it. I mention this so
that you do not take me for a crank.

In the night of the 2nd to the 3rd a lorry bearing your insect stood under
my bedroom with its engine running from a quarter past two until half past
four. Does nobody in your firm own a watch? My late husband drove lorries
for thirty-one years and never once left one ticking over.

The licensing committee sits on Tuesday the 29th of September. Unless I have
had a civil answer out of you by the Friday before it meets, I shall put on
my good coat, go down there and say my piece.

The young man with the clipboard who came round with the chocolates was
very nice about it and I have no quarrel with him.

Yours truly,
Dorothy Harbottle (Mrs)
""", encoding="utf-8")

d = Document()
d.styles["Normal"].font.name = "Georgia"
for t in ["Portishead Ridge School\nDrama Department", "9 September 2026", "Dear Imogen and everybody at Lantern Moth,",
          "Thank you for having 10B for the day in July. They have talked of nothing else since, and one of them has "
          "asked her parents for a clapperboard.",
          "What is it about a smoke machine that turns thirty teenagers into angels? We have no idea, but we are thinking of buying one.",
          "The class has written up the day for the school magazine, which came out on 4 September; a copy is enclosed for your wall.",
          "Warmest regards,", "Fergus Adeyemi, Head of Drama"]:
    d.add_paragraph(t)
d.save(OUT / "thank_you_from_10B.docx")

# ---------------------------------------------------------------- invoices
n, bold = st(), st("Helvetica-Bold", 15, 20, 8)


def money(x):
    return f"{x:,.2f}"


def invoice_table(rows, tail, widths=(86, 18, 28, 28)):
    t = Table(rows + tail, colWidths=[w * mm for w in widths])
    t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Helvetica", 9.5), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9.5),
                           ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10), ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                           ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
                           ("LINEABOVE", (0, len(rows)), (-1, len(rows)), 0.7, colors.black)]))
    return t


rows = [["Description", "Days", "Rate £", "Amount £"], ["Alexa body, prep and test week", "5", "480.00", "2,400.00"],
        ["Vintage prime set (6)", "5", "270.00", "1,350.00"], ["Fluid head and long legs", "5", "52.00", "260.00"]]
cam = 2400 + 1350 + 260
assert cam == 4010 and cam * 1.2 == 4812
pdf("HS-5140_camera_hire.pdf", [
    Paragraph("Halide &amp; Sons", bold), Paragraph("Camera hire since 1961, Unit 9, Ashton Gate", n), Spacer(1, 8),
    Paragraph("To: Lantern Moth Films Ltd, 14 Redcliff Wharf, Bristol", n),
    Paragraph("INVOICE HS-5140<br/>Invoice date: 9 September 2026<br/>Job: Saltmarsh, tests", n), Spacer(1, 6),
    invoice_table(rows, [["Net", "", "", money(cam)], ["VAT 20%", "", "", money(cam * .2)], ["Total", "", "", money(cam * 1.2)]]),
    Spacer(1, 14),
    Paragraph("Account strictly thirty days. A settlement discount of 2.5% may be deducted where the money clears no later "
              "than the tenth day after the invoice date.", n),
    Paragraph("Sort code 40-11-92, account 2290 1187. Kit remains the property of Halide &amp; Sons throughout.", st(size=8, lead=11))])

rows = [["", "Qty", "Each", "£"], ["Breakfasts, test shoot 1 and 2 Sept", "46", "8.50", "391.00"], ["Lunches, ditto", "46", "14.00", "644.00"],
        ["Craft table, per day", "2", "95.00", "190.00"], ["Fuel for the genny", "1", "38.00", "38.00"]]
cat = 391 + 644 + 190 + 38
assert (46 * 8.5, 46 * 14, cat, round(cat * .2, 2), round(cat * 1.2, 2)) == (391, 644, 1263, 252.6, 1515.6)
pdf("hungry_gaffer_0391.pdf", [
    Paragraph("THE HUNGRY GAFFER LTD", st("Courier-Bold", 16, 22, 4)), Paragraph("location catering, proper puddings", st("Courier", 10)),
    Spacer(1, 8), Paragraph("Invoice no. 0391 to Lantern Moth Films, dated 7 September 2026", n), Spacer(1, 6),
    invoice_table(rows, [["Food and fuel", "", "", money(cat)], ["VAT at 20%", "", "", money(cat * .2)], ["TOTAL TO PAY", "", "", "1,551.60"]]),
    Spacer(1, 14), Paragraph("We are a small outfit and our terms are a fortnight, running from the date up there. Bank transfer is kindest.", n),
    Paragraph("Bank: Severn Mutual, 09-88-12, 5512 0946", n)])

d = Document()
for t in ["MARCHETTI PROP STORE", "Feeder Road, Bristol", "11 September 2026", "Second reminder: invoice MP-2207 of 22 July, hire of ship's dressing",
          "Dear Accounts,",
          "We wrote in August and perhaps it went astray. The invoice was payable on 21 August and £736.80 is still standing in our book. ",
          "We mean to hand the matter to our collectors on the 29th and would so much rather not, hence our asking that you clear it no later than Monday 28 September.",
          "The dressing itself all came back on 24 July in good order, nothing missing.",
          "Yours, L. Marchetti"]:
    d.add_paragraph(t)
t = d.add_table(rows=1, cols=3)
for c, x in zip(t.rows[0].cells, ["Invoice", "Invoiced", "Outstanding"]):
    c.text = x
for c, x in zip(t.add_row().cells, ["MP-2207", "22/07/2026", "£736.80"]):
    c.text = x
d.save(OUT / "marchetti_second_reminder.docx")

pdf("receipt_wharfside_cars.pdf", [
    Paragraph("Wharfside Cars", bold), Paragraph("RECEIPT 20918", st("Helvetica-Bold", 12, 16)),
    Paragraph("Received with thanks from Lantern Moth Films, by company card ending 0042, on 10 September 2026", n),
    invoice_table([["Journey", "No.", "Each", "£"], ["Temple Meads to Coldharbour Hall", "2", "41.00", "82.00"], ["Waiting time, hours", "1", "18.00", "18.00"]],
                  [["Paid in full", "", "", "100.00"]]),
    Spacer(1, 10), Paragraph("No balance outstanding. Safe journeys.", n)])

# ---------------------------------------------------------------- contracts
c, ch = st(T, 10.5, 14, 6, alignment=4), st("Times-Bold", 11, 15, 3, spaceBefore=5)
loc = [("LOCATION AGREEMENT", st("Times-Bold", 15, 20, 10)),
       ("made on 1 September 2026 between (1) the Trustees of Coldharbour Hall (“the Trustees”), acting by their Steward, and "
        "(2) Lantern Moth Films Ltd of 14 Redcliff Wharf, Bristol (“the Company”).", c),
       ("1. Interpretation", ch),
       ("1.1 “the Film” means the feature film provisionally entitled Saltmarsh.", c),
       ("1.2 “First Filming Day” means Monday 19 October 2026 and “Last Filming Day” means Friday 23 October 2026.", c),
       ("2. Licence", ch),
       ("2.1 The Trustees permit the Company to enter the great hall, the stable court and the walled garden on the Filming Days, "
        "between 6 a.m. and 10 p.m., and to photograph them for the Film in all media throughout the world.", c),
       ("3. Fee", ch),
       ("3.1 The fee is £6,000, the whole of which the Trustees acknowledge having received on signature.", c),
       ("3.2 The breakages deposit of £1,500 is likewise held by the Trustees, who shall give it back within fourteen days "
        "after the Last Filming Day, less the cost of making good.", c),
       ("4. Insurance", ch),
       ("4.1 Entry is conditional on the Steward holding, one week before the First Filming Day at the latest, a certificate of "
        "public liability cover in the Company’s name for not less than £10,000,000.", c),
       ("5. Further days", ch),
       ("5.1 The Company has an option over Monday 26 and Tuesday 27 October at £900 for each day. The option falls away if the "
        "Steward has not been told in writing by noon on 9 October 2026 that it is taken up.", c),
       ("6. Withdrawal", ch),
       ("6.1 Should the Company give up the booking at least twenty-one days ahead of the First Filming Day, the fee is "
        "refunded whole; upon later withdrawal one half of it is forfeit.", c),
       ("7. Duties of the Trustees", ch),
       ("7.1 The Trustees shall hand the keys to the Company on Friday 16 October 2026 at 3 p.m. and shall have the stable court "
        "cleared of visitors’ cars by 5.30 a.m. on each Filming Day.", c),
       ("7.2 The Trustees shall switch off the turret clock on request.", c),
       ("8. Care of the house", ch),
       ("8.1 The Company shall affix nothing to panelling, plaster or paintings, shall light no naked flame indoors, and shall "
        "leave everything as it found it.", c),
       ("9. Law", ch),
       ("9.1 This Agreement is governed by the law of England and Wales.", c),
       ("Signed for the Trustees: A. Mounsey, Steward &nbsp;&nbsp;&nbsp; Signed for the Company: T. Achterberg", c)]
pdf("coldharbour_location_agreement.pdf", [Paragraph(x, s) for x, s in loc], margin=26)

d = Document()
d.styles["Normal"].font.name = "Cambria"
d.add_heading("Hire Agreement – Edit Suite Equipment", 1)
d.add_paragraph("Parallax Rentals LLP (the Owner) and Lantern Moth Films Ltd (the Hirer), 14 December 2023")
for t in ["1. Equipment. Two edit workstations, one shared storage array of 96 TB and four reference monitors, as listed in Annex A.",
          "2. Term. The hire starts on 1 January 2024 and its Initial Term ends with 31 December 2026.",
          "3. Continuation. At the end of the Initial Term the hire carries on for twelve months, and for twelve months after that, and so on, "
          "save where one of the parties has written to the other, three clear months or more before the period in question is out, that it has had enough.",
          "4. Rent. £385 plus VAT a month, drawn by the Owner by direct debit.",
          "5. Purchase. During the closing ninety days of the Initial Term, but at no time afterwards, the Hirer may keep the Equipment for good against a "
          "single payment of £2,150 plus VAT.",
          "6. Repairs. The Owner shall attend to any fault within two working days of its being reported and shall lend a replacement meanwhile.",
          "7. Insurance. The Equipment is insured by the Owner.",
          "8. Moving. The Equipment may not leave the United Kingdom."]:
    d.add_paragraph(t)
d.add_paragraph("Signed: J. Parrish (Owner), I. Prideaux (Hirer)")
d.save(OUT / "parallax_edit_suite_hire.docx")

# ---------------------------------------------------------------- minutes and notes
d = Document()
d.add_heading("Saltmarsh – production meeting", 1)
for t in ["Monday 14 September 2026, 10:00, the Wharf, upstairs",
          "Present: Imogen Prideaux (IP, chair), Tobias Achterberg (TA), Rukmini Sen (RS), Callum Whitfield (CW, minutes). Apologies: Dede Okonjo (DO).",
          "1. Minutes of 31 August: agreed.",
          "2. Schedule. The tech recce stands at Thursday 24 September, coach from the Wharf at 07:30. RS undertook that the unit list would be out two days ahead of it. "
          "The read-through has moved to the Friends’ Meeting House, Tuesday 30 September, 14:00.",
          "3. Art department. The tank holds water. The marsh walkway was passed by the engineer last week.",
          "4. Transport. There was some debate as to whether the crew would put up with a bus. They had better.",
          "5. Actions"]:
    d.add_paragraph(t)
t = d.add_table(rows=1, cols=3)
t.style = "Table Grid"
for cell, x in zip(t.rows[0].cells, ["Who", "What", "When"]):
    cell.text = x
for r in [["CW", "16-seater for the recce, with driver", "booked, Fri 11 Sept"], ["IP", "Ring the coastguard about the flares in sc. 58", "soonish"],
          ["CW", "Walkie-talkies", "done 11 Sept"], ["RS", "Cost report to bond company", "done, today"]]:
    for cell, x in zip(t.add_row().cells, r):
        cell.text = x
d.add_paragraph("Next meeting: Monday 28 September, same place, same biscuits.")
d.save(OUT / "minutes_2026-09-14.docx")

(OUT / "weighbridge_script_notes.md").write_text("""# weighbridge keeper, script mtg

10 sept, upstairs at the Llandoger. Tobias, Imogen, Niamh (writer). me = Callum, scribbling

- act one: Niamh happy. Tobias happy. move on
- too many drownings, **we lose the second one**. agreed
- Tobias is writing the one-page outline himself. (Niamh: "I'll believe it when I see it")
- Imogen takes the shipping line's name to a lawyer, Niamh nervous about using the real one
- the girl: eleven or fourteen?? Niamh can't start on the school scenes till somebody at our end decides
- who says "the river keeps receipts"? doesn't matter, great line, stays
- archive stills: sent to Niamh on the 8th. she's got them

next time somewhere quieter
""", encoding="utf-8")

# ---------------------------------------------------------------- spreadsheets
wb = Workbook()
ws = wb.active
ws.title = "Northlight delivery"
ws.append(["Nine Ferries: delivery to Northlight TV"])
ws.append([])
ws.append(["No.", "Item", "With", "Wanted", "Status"])
for cell in ws[3]:
    cell.font = Font(bold=True)
for r in [[1, "M&E mix 5.1", "Dede", "18/09/2026", "delivered 8 Sept, QC passed"],
          [2, "Closed captions (EBU-STL)", "Dede", "30/09/2026", "not started"],
          [3, "Stills with credits", "Callum", "28/08/2026", "sent 27 Aug"],
          [4, "Trailer notes", "Northlight", "21/09/2026", "theirs to send"],
          [5, "Music cue sheet", "Callum", "11/09/2026", "accepted 10 Sept"]]:
    ws.append(r)
for col, w in zip("ABCDE", (6, 30, 14, 14, 30)):
    ws.column_dimensions[col].width = w
wb.save(OUT / "nine_ferries_delivery.xlsx")

with open(OUT / "petty_cash_august.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f)
    w.writerows([["Date", "What for", "Who", "In", "Out", "Balance"], ["03/08/2026", "Float from bank", "CW", "200.00", "", "200.00"],
                 ["06/08/2026", "Gaffer tape, 6 rolls", "CW", "", "41.40", "158.60"], ["14/08/2026", "Parking, Coldharbour", "RS", "", "12.00", "146.60"],
                 ["21/08/2026", "Biscuits", "IP", "", "9.85", "136.75"], ["28/08/2026", "Key cutting", "CW", "", "14.00", "122.75"],
                 ["31/08/2026", "Counted and agreed IP/CW", "", "", "", "122.75"]])

# ---------------------------------------------------------------- web page, slides, others
(OUT / "severnside_screen_fund.html").write_text("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Development awards | Severnside Screen Fund</title>
<style>body{font-family:Verdana,sans-serif;max-width:46em;margin:auto}nav a{margin-right:1em}</style></head>
<body><nav><a href="#">Home</a><a href="#">Awards</a><a href="#">Who we are</a></nav>
<h1>Development awards, autumn 2026</h1>
<p>Up to £25,000 towards the development of a feature film by a company based in the region.</p>
<h2>When</h2>
<p>The portal has been taking applications since 1 September and shuts itself, without mercy, at five in the afternoon of Thursday 8 October 2026.</p>
<p>Information hour with the readers: Friday 17 September, 13:00, online, no booking.</p>
<h2>What happens then</h2>
<ul><li>Readers' reports go out in the course of December.</li><li>The panel sits in January; all applicants hear from us by the end of that month.</li></ul>
<h2>Past rounds</h2>
<p>Spring 2026: 61 applications, 5 awards. Autumn 2025: 74 applications, 6 awards, among them “Nine Ferries” (Lantern Moth Films).</p>
<footer>Severnside Screen Fund, a charity. Telephone weekdays 10 to 4.</footer></body></html>
""", encoding="utf-8")

p = Presentation()
for title, lines in [("Saltmarsh: co-production status", ["Meripihka Pictures, Tallinn", "for Imogen and Tobias, 10 September 2026"]),
                     ("What is done", ["Estonian crew list: complete", "Visa letters: issued 3 September", "Second-unit boat: chartered, paid by us"]),
                     ("From Bristol we wait for", ["The treaty commission sits on 6 October",
                                                  "The treaty pages, signed in blue ink, have to be with Kadri one week earlier than that"]),
                     ("Money", ["Estonian share: 22 %", "First instalment came on 1 September, thank you", "Second instalment on first day of shooting, paid by us to you"])]:
    s = p.slides.add_slide(p.slide_layouts[1])
    s.shapes.title.text = title
    s.placeholders[1].text = "\n".join(lines)
p.save(OUT / "meripihka_status.pptx")

(OUT / "crew_rate_card_2026-27.txt").write_text("""WEST COUNTRY CREW ASSOCIATION
Recommended daily rates, season 2026/27 (ten-hour day, excluding holiday pay)

Applies to engagements beginning on or after 1 October 2026.

Focus puller ............ 385
Loader .................. 260
Gaffer .................. 410
Best boy ................ 345
Sound mixer ............. 430
Boom operator ........... 330
Standby props ........... 315
Floor runner ............ 150

The previous card lapsed on 31 August. Figures are guidance only and were
settled with the producers' side on 20 July after what the Secretary calls
"a brisk exchange".
""", encoding="utf-8")

# ---------------------------------------------------------------- truth
ITEMS, TOL, TRAPS = [], [], []


def D(file, what, due, quote, party, task=None, computed=False, amount=None):
    it = {"file": file, "kind": "deadline", "what": what, "due": due, "quote": quote, "party": party}
    if amount is not None:
        it["amount"] = amount
    if computed:
        it["computed"] = True
    ITEMS.append(it)
    if task:
        t2 = dict(it, kind="task", what=task)
        ITEMS.append(t2)


def K(file, what, quote, party):
    ITEMS.append({"file": file, "kind": "task", "what": what, "due": None, "quote": quote, "party": party})


def Q(file, what, quote, party):
    ITEMS.append({"file": file, "kind": "question", "what": what, "due": None, "quote": quote, "party": party})


def F(file, what, quote, party, finding, **kw):
    ITEMS.append(dict({"file": file, "kind": "finding", "what": what, "due": None, "quote": quote, "party": party, "finding": finding}, **kw))


def tol(f, q, w):
    TOL.append({"file": f, "quote": q, "why": w})


def trap(f, q, w):
    TRAPS.append({"file": f, "quote": q, "why": w})


f = "option_weighbridge_keeper.eml"
D(f, "option on the novel lapses (renewal notice and GBP 3,000 before then)", "2026-09-30",
  "midnight on 30 September is the moment at which the rights find their way home to him", "Blackett-Lyle Literary Agency")
Q(f, "has the author's ending survived into the second draft?",
  "Edwin, who is a shy man and would never ask himself, is curious to learn whether his ending has survived into the second draft.", "Honoria Blackett-Lyle")
tol(f, "The paper allows you a single renewal, for a further year, against three thousand pounds, provided that the notice and the money both reach us while the first period is still running.",
    "how to renew; the same date as the planted lapse")
trap(f, "The consent of the French publisher, over which you were anxious in July, came through on 1 September, and you may stop worrying on that score.", "settled")

f = "sedge_farm.eml"
D(f, "half of the location fee in Geoff's bank by the end of next week (mail of Friday 11 September)", "2026-09-18",
  "Half of that up front tho, and I want to see it in the bank by the end of next week", "Geoff Tanner, Sedge Farm",
  task="pay half of the location fee up front", computed=True)
K(f, "have the cable drums fetched from Sedge Farm", "And somebody from yours had better come and shift them cable drums your electrician left by the sheep dip", "Geoff Tanner, Sedge Farm")
Q(f, "does the generator lorry stand in the yard or on the lane?", "That generator lorry, is it stopping in the yard or out on the lane??", "Geoff Tanner, Sedge Farm")

f = "saltmarsh_cast_cover.eml"
D(f, "medical declarations to the broker five working days before 12 October", "2026-10-05",
  "Underwriters will pick up the cast risk only where a medical declaration for each essential artiste has been lodged with this office not fewer than five working days before the first day of principal photography.",
  "Orde Pemberton Specialty", task="lodge medical declarations of Voss and Finch", computed=True)
Q(f, "artiste or double at the wheel in scene 41?", "It remains unclear to us from the proposal whether the artiste or a double is at the wheel", "Orde Pemberton Specialty")
trap(f, "The deposit premium of GBP 4,300 was credited to our client account on 3 September.", "paid")
trap(f, "Nothing further falls to be paid before the adjustment in December, of which we shall remind you.", "nothing to do; the broker reminds")

f = "RE_grade_dates.eml"
D(f, "purchase order for the grade at the July rate by close on Friday", "2026-09-18",
  "as long as I've a PO number in my hand when we lock up on Friday", "Umbra Post House", task="send PO number to Umbra", computed=True)
Q(f, "conform from camera originals or ProRes?", "are we conforming from camera originals or from the ProRes?", "Lotte Vinter, Umbra Post House")
trap(f, "two quick ones from me: is Baselight 2 free at the end of November, and would we get Marek?", "quoted history, answered")
trap(f, "Also, could you send over whatever rate card you're using these days?", "quoted history, answered by attachment")
tol(f, "One thing no one's told me", "introduces the planted question")

f = "before_I_forget.eml"
D(f, "sign eleven deal memos by Thursday lunchtime", "2026-09-17",
  "They want your signature while I'm still in the building, i.e. Thursday lunchtime at the outside.", "Rukmini Sen", task="sign the crew deal memos", computed=True)
Q(f, "unit base at the leisure centre or at the rugby club?", "Unit base: leisure centre or rugby club, which would you rather?", "Rukmini Sen")
trap(f, "The cost report went to the bond company at four, so that's off both our plates.", "done")
trap(f, "Ditto walkie-talkies, Callum sorted them Friday, pay no attention to my panicky text.", "done")

f = "amara_diary.eml"
D(f, "first refusal on Amara Voss for the pick-up days runs out a fortnight after 8 September", "2026-09-22",
  "your first refusal on Amara for the pick-up days went into the book on Tuesday 8 September, and we only ever hold those for a fortnight", "Crane & Tull", computed=True)
trap(f, "Fitting times have come from Callum, bless him", "done")
Q(f, "is Benedetta still doing Amara's hair?", "She's also asking me every single day if it'll still be Benedetta doing her hair", "Poppy Lascelles, Crane & Tull")
trap(f, "countersigned set went back to Rukmini on Thursday", "done")

f = "nine_ferries_kattegat.eml"
D(f, "exhibition copy at the print desk ten days before 17 October", "2026-10-07",
  "must lie on our print desk ten days in front of the first showing", "Kattegat Film Days", task="send the DCP to the festival", computed=True)
D(f, "names for the two hotel rooms", "2026-09-25", "Rooms for which we have no names on 25 September will go back to the hotel", "Kattegat Film Days")
Q(f, "does the director stay for the talk on Saturday?", "we are still in the dark about whether your director stays for the talk after the Saturday showing", "Kattegat Film Days")
trap(f, "Poster and stills have arrived in good health, thank you.", "done")
trap(f, "Our office was closed 4 to 6 September for the harvest fair, therefore the late answer.", "past, of others")
tol(f, "Saturday 17 October, 20.30, Bio Grand, Hall 2", "the screening itself, an event")
tol(f, "Monday 19 October, 14.00, Bio Grand, Hall 4", "the screening itself, an event")

f = "council_quay_lane.pdf"
D(f, "furnish plan and emergency access statement within ten working days of 8 September", "2026-09-22",
  "The said documents are to be furnished within ten working days of the date of this letter", "Harbour District Council",
  task="send vehicle plan and emergency access statement", computed=True)
tol(f, "There are wanting (a) a plan, at a scale of not less than 1:500, of all vehicle positions and (b) a written statement of the arrangements for emergency access.", "what the planted request asks for")
trap(f, "the consultation of frontagers closed on 4 September 2026 and attracted no adverse comment", "past, closed")
trap(f, "the fee of £212.00 has been paid", "paid")
trap(f, "The Council will itself erect the advance warning signs.", "duty of the other side")

f = "reliefs_unit_decision.docx"
D(f, "right to reconsideration of the decision is lost thirty days after 2 September", "2026-10-02",
  "That entitlement is lost thirty days after the date which stands at the head of this letter", "Creative Reliefs Unit", computed=True)
trap(f, "We shall amend the claim ourselves and repay the balance; no form is necessary.", "duty of the other side")
trap(f, "The papers which you lent us in July were returned by courier on 28 August.", "done")
tol(f, "Records supporting a claim are to be preserved for six years in every case.", "general rule")

f = "letter_mrs_harbottle.txt"
D(f, "answer Mrs Harbottle by the Friday before the committee of 29 September", "2026-09-25",
  "Unless I have had a civil answer out of you by the Friday before it meets", "Dorothy Harbottle", task="answer Mrs Harbottle about the lorry", computed=True)
trap(f, "Does nobody in your firm own a watch?", "rhetorical")
tol(f, "The licensing committee sits on Tuesday the 29th of September.", "event from which the term counts")

f = "HS-5140_camera_hire.pdf"
D(f, "pay camera hire within thirty days of 9 September", "2026-10-09", "Account strictly thirty days.", "Halide & Sons", computed=True, amount=4812.00)
D(f, "2.5% settlement discount if cleared by the tenth day", "2026-09-19",
  "A settlement discount of 2.5% may be deducted where the money clears no later than the tenth day after the invoice date.", "Halide & Sons", computed=True)

tol(f, "Total 4,812.00", "the sum of the planted payment")

f = "hungry_gaffer_0391.pdf"
D(f, "pay caterer a fortnight after 7 September", "2026-09-21", "our terms are a fortnight, running from the date up there", "The Hungry Gaffer Ltd", computed=True)
F(f, "total printed 1,551.60, right 1,515.60", "TOTAL TO PAY 1,551.60", "The Hungry Gaffer Ltd", "total_mismatch", expected=1515.60, amount=1551.60)

f = "marchetti_second_reminder.docx"
D(f, "pay overdue prop hire", "2026-09-28", "hence our asking that you clear it no later than Monday 28 September", "Marchetti Prop Store", amount=736.80,
  task="settle invoice MP-2207")
tol(f, "The invoice was payable on 21 August and £736.80 is still standing in our book.", "original date of the same overdue sum")
tol(f, "MP-2207 22/07/2026 £736.80", "table repeats the overdue sum")
trap(f, "The dressing itself all came back on 24 July in good order, nothing missing.", "done")

f = "coldharbour_location_agreement.pdf"
D(f, "insurance certificate with the Steward one week before 19 October", "2026-10-12",
  "Entry is conditional on the Steward holding, one week before the First Filming Day at the latest, a certificate of public liability cover", "Trustees of Coldharbour Hall", computed=True)
D(f, "option on two further days to be taken up in writing", "2026-10-09",
  "The option falls away if the Steward has not been told in writing by noon on 9 October 2026 that it is taken up.", "Trustees of Coldharbour Hall")
D(f, "last day of withdrawal with full refund, 21 days before 19 October", "2026-09-28",
  "Should the Company give up the booking at least twenty-one days ahead of the First Filming Day, the fee is refunded whole", "Trustees of Coldharbour Hall", computed=True)
trap(f, "The fee is £6,000, the whole of which the Trustees acknowledge having received on signature.", "paid")
trap(f, "who shall give it back within fourteen days after the Last Filming Day", "duty of the other side")
trap(f, "The Trustees shall hand the keys to the Company on Friday 16 October 2026 at 3 p.m.", "duty of the other side")
tol(f, "The Company shall affix nothing to panelling, plaster or paintings, shall light no naked flame indoors, and shall leave everything as it found it.", "general duty of conduct")

f = "parallax_edit_suite_hire.docx"
D(f, "last day to give notice, three months before 31 December 2026", "2026-09-30",
  "save where one of the parties has written to the other, three clear months or more before the period in question is out, that it has had enough", "Parallax Rentals LLP", computed=True)
D(f, "purchase option ends with the Initial Term", "2026-12-31",
  "During the closing ninety days of the Initial Term, but at no time afterwards, the Hirer may keep the Equipment for good against a single payment of £2,150 plus VAT.",
  "Parallax Rentals LLP", computed=True, amount=2150)
tol(f, "The hire starts on 1 January 2024 and its Initial Term ends with 31 December 2026.", "end of the term, same date as the option")
trap(f, "£385 plus VAT a month, drawn by the Owner by direct debit.", "paid automatically")
trap(f, "The Owner shall attend to any fault within two working days of its being reported", "duty of the other side")

f = "minutes_2026-09-14.docx"
D(f, "Rukmini: unit list out two days ahead of the recce of 24 September", "2026-09-22",
  "RS undertook that the unit list would be out two days ahead of it.", "Rukmini Sen", task="Rukmini: send out the unit list", computed=True)
trap(f, "CW 16-seater for the recce, with driver booked, Fri 11 Sept", "done")
K(f, "Imogen: ring the coastguard about flares", "IP Ring the coastguard about the flares in sc. 58 soonish", "Imogen Prideaux")
F(f, "30 September 2026 is a Wednesday", "The read-through has moved to the Friends’ Meeting House, Tuesday 30 September, 14:00.", "read-through", "weekday_mismatch")
trap(f, "CW Walkie-talkies done 11 Sept", "done")
trap(f, "RS Cost report to bond company done, today", "done")
tol(f, "Next meeting: Monday 28 September, same place, same biscuits.", "an event")
tol(f, "The tech recce stands at Thursday 24 September, coach from the Wharf at 07:30.", "an event")

f = "weighbridge_script_notes.md"
K(f, "Tobias: write the one-page outline", "Tobias is writing the one-page outline himself.", "Tobias Achterberg")
K(f, "Imogen: legal opinion on the shipping line's name", "Imogen takes the shipping line's name to a lawyer", "Imogen Prideaux")
Q(f, "is the girl eleven or fourteen?", "the girl: eleven or fourteen??", "Niamh (writer)")
tol(f, "Niamh can't start on the school scenes till somebody at our end decides", "same matter as the question")
trap(f, "who says \"the river keeps receipts\"?", "rhetorical")
trap(f, "archive stills: sent to Niamh on the 8th.", "done")
tol(f, "**we lose the second one**", "a decision, no action assigned")

f = "nine_ferries_delivery.xlsx"
D(f, "closed captions to Northlight", "2026-09-30", "Closed captions (EBU-STL) Dede 30/09/2026 not started", "Northlight TV", task="Dede: make closed captions")
trap(f, "M&E mix 5.1 Dede 18/09/2026 delivered 8 Sept, QC passed", "done")
trap(f, "Stills with credits Callum 28/08/2026 sent 27 Aug", "done")
trap(f, "Trailer notes Northlight 21/09/2026 theirs to send", "duty of the other side")
trap(f, "Music cue sheet Callum 11/09/2026 accepted 10 Sept", "done")

f = "severnside_screen_fund.html"
D(f, "development award: portal closes at 17:00", "2026-10-08",
  "shuts itself, without mercy, at five in the afternoon of Thursday 8 October 2026", "Severnside Screen Fund")
F(f, "17 September 2026 is a Thursday", "Information hour with the readers: Friday 17 September, 13:00, online, no booking.", "Severnside Screen Fund", "weekday_mismatch")
trap(f, "The panel sits in January; all applicants hear from us by the end of that month.", "of the other side")

f = "meripihka_status.pptx"
D(f, "signed treaty pages in Tallinn one week before 6 October", "2026-09-29",
  "The treaty pages, signed in blue ink, have to be with Kadri one week earlier than that", "Meripihka Pictures", task="sign and send treaty pages", computed=True)
tol(f, "The treaty commission sits on 6 October", "event from which the term counts")
trap(f, "Second instalment on first day of shooting, paid by us to you", "duty of the other side")
trap(f, "First instalment came on 1 September, thank you", "done")

HARMLESS = ["boiler_service_confirmed.eml", "Automatic_reply_Sebastian_Tull.eml", "The_Sprocket_418.eml", "thank_you_from_10B.docx", "receipt_wharfside_cars.pdf",
            "petty_cash_august.csv", "crew_rate_card_2026-27.txt"]
REF = date(2026, 9, 15)
json.dump({"reference": REF.isoformat(), "owner": {"name": "Imogen Prideaux", "addresses": ["imogen@lanternmoth.example", "production@lanternmoth.example"]},
           "language": "en", "items": ITEMS, "harmless_files": HARMLESS, "tolerated": TOL, "traps": TRAPS},
          open(HERE / "planted.json", "w", encoding="utf-8"), indent=1, ensure_ascii=False)

# ---------------------------------------------------------------- checks


def pdf_text(path):
    out = []
    for s in re.findall(rb"stream\r?\n(.*?)endstream", path.read_bytes(), re.S):
        try:
            s = zlib.decompress(base64.a85decode(s.strip().removesuffix(b"~>")))
        except Exception:
            continue
        for m in re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", s, re.S):
            m = re.sub(rb"\\([0-7]{3})", lambda k: bytes([int(k[1], 8)]), m)
            out.append(re.sub(rb"\\(.)", rb"\1", m).decode("cp1252"))
    return "\n".join(out)


def text_of(path):
    e = path.suffix
    if e == ".eml":
        m = message_from_bytes(path.read_bytes(), policy=policy.default)
        return str(m["Subject"]) + "\n" + m.get_body(("plain",)).get_content()
    if e == ".pdf":
        return pdf_text(path)
    if e == ".docx":
        dd = Document(str(path))
        return "\n".join(x.text for x in dd.paragraphs) + "\n" + "\n".join(" ".join(q.text for q in r.cells) for tt in dd.tables for r in tt.rows)
    if e == ".xlsx":
        return "\n".join(" ".join(str(v) for v in r if v is not None) for w2 in load_workbook(path) for r in w2.iter_rows(values_only=True))
    if e == ".pptx":
        return "\n".join(sh.text_frame.text for sl in Presentation(str(path)).slides for sh in sl.shapes if sh.has_text_frame)
    t3 = path.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", t3, flags=re.S)) if e == ".html" else t3


squash = lambda s: re.sub(r"[\s>]+", "", s)
TEXT = {x.name: text_of(x) for x in sorted(OUT.iterdir())}
for it in ITEMS + TOL + TRAPS:
    assert squash(it["quote"]) in squash(TEXT[it["file"]]), (it["file"], it["quote"])
for it in ITEMS:
    assert it["due"] is None or it["due"] >= REF.isoformat(), it
    assert it["file"] not in HARMLESS
assert {i["file"] for i in ITEMS} | set(HARMLESS) == set(TEXT) and all(x in TEXT for x in HARMLESS)


def workdays(d0, k):
    step = 1 if k > 0 else -1
    while k:
        d0 += timedelta(step)
        if d0.weekday() < 5:
            k -= step
    return d0


due = lambda f, i=0: [x["due"] for x in ITEMS if x["file"] == f and x["kind"] == "deadline"][i]
for got, want in [
        (due("saltmarsh_cast_cover.eml"), workdays(date(2026, 10, 12), -5)), (due("council_quay_lane.pdf"), workdays(date(2026, 9, 8), 10)),
        (due("amara_diary.eml"), date(2026, 9, 8) + timedelta(14)), (due("nine_ferries_kattegat.eml"), date(2026, 10, 17) - timedelta(10)),
        (due("reliefs_unit_decision.docx"), date(2026, 9, 2) + timedelta(30)), (due("letter_mrs_harbottle.txt"), date(2026, 9, 29) - timedelta(4)),
        (due("HS-5140_camera_hire.pdf"), date(2026, 9, 9) + timedelta(30)), (due("HS-5140_camera_hire.pdf", 1), date(2026, 9, 9) + timedelta(10)),
        (due("hungry_gaffer_0391.pdf"), date(2026, 9, 7) + timedelta(14)), (due("coldharbour_location_agreement.pdf"), date(2026, 10, 19) - timedelta(7)),
        (due("coldharbour_location_agreement.pdf", 2), date(2026, 10, 19) - timedelta(21)), (due("minutes_2026-09-14.docx"), date(2026, 9, 24) - timedelta(2)),
        (due("meripihka_status.pptx"), date(2026, 10, 6) - timedelta(7))]:
    assert got == want.isoformat(), (got, want)
MON = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
bad = []
for name, t in TEXT.items():
    for w, dd, mo, y in re.findall(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? (?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([A-Z][a-z]{2,8})(?: (20\d\d))?", t):
        mi = [i for i, m in enumerate(MON) if m.startswith(mo[:3])]
        if mi and DAYS[date(int(y or 2026), mi[0] + 1, int(dd)).weekday()][:3] != w:
            bad.append((name, w, dd, mo))
print("weekday mismatches (2 planted):", bad)
kinds = {}
for it in ITEMS:
    kinds[it["kind"]] = kinds.get(it["kind"], 0) + 1
print(len(TEXT), "files,", len(ITEMS), "items:", kinds, "| harmless", len(HARMLESS), "tolerated", len(TOL), "traps", len(TRAPS))
