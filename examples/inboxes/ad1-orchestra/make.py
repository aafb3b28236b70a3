# Makes the inbox of the Larkmoor Sinfonia office (invented) and planted.json
import csv, json, os, shutil
from datetime import datetime, timezone, timedelta, date
from email.message import EmailMessage
from email.utils import format_datetime
from email import policy
from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "files")
shutil.rmtree(OUT, ignore_errors=True)
os.makedirs(OUT)
BST = timezone(timedelta(hours=1))
ME = "Imogen Treadwell <imogen.treadwell@larkmoor-sinfonia.example>"
OFFICE = "Larkmoor Sinfonia <office@larkmoor-sinfonia.example>"
items, tolerated, traps, harmless = [], [], [], []


def p(name):
    return os.path.join(OUT, name)


def add(kind, file, what, due, quote, party, **kw):
    items.append(dict(file=file, kind=kind, what=what, due=due, quote=quote, party=party, **kw))


def D(*a, **k): add("deadline", *a, **k)
def T(*a, **k): add("task", *a, **k)
def Q(file, what, quote, party): add("question", file, what, None, quote, party)
def F(file, what, quote, party, finding, expected=None, due=None):
    k = {"finding": finding}
    if expected is not None:
        k["expected"] = expected
    add("finding", file, what, due, quote, party, **k)


def DT(*a, **k):
    D(*a, **k)
    T(*a, **{x: y for x, y in k.items() if x != "amount"})


def tol(f, q, why): tolerated.append(dict(file=f, quote=q, why=why))
def trap(f, q, why): traps.append(dict(file=f, quote=q, why=why))


def eml(name, frm, to, subj, when, body, mid, html=None, reply=None, cc=None, extra=None):
    m = EmailMessage(policy=policy.SMTP)
    m["From"], m["To"] = frm, to
    if cc:
        m["Cc"] = cc
    m["Subject"] = subj
    m["Date"] = format_datetime(datetime(*when, tzinfo=BST))
    m["Message-ID"] = mid
    if reply:
        m["In-Reply-To"] = reply
        m["References"] = reply
    for k, v in (extra or {}).items():
        m[k] = v
    m.set_content(body.strip("\n") + "\n", cte="quoted-printable")
    if html:
        m.add_alternative(html, subtype="html", cte="quoted-printable")
    with open(p(name), "wb") as f:
        f.write(m.as_bytes())


def pdf(name, flow, title, font="Helvetica", footer=None, size=10):
    def foot(c, d):
        if footer:
            c.setFont(font, 7.5)
            c.drawCentredString(A4[0] / 2, 12 * mm, footer)
    SimpleDocTemplate(p(name), pagesize=A4, leftMargin=24 * mm, rightMargin=24 * mm, topMargin=22 * mm,
                      bottomMargin=24 * mm, title=title).build(flow, onFirstPage=foot, onLaterPages=foot)


def sty(font, size=10, lead=None, **k):
    return ParagraphStyle("s" + font + str(size), fontName=font, fontSize=size, leading=lead or size * 1.4,
                          spaceAfter=k.pop("after", 7), **k)


# ---------------------------------------------------------------- 01 agent
f = "01_okafor_paperwork.eml"
eml(f, "Dagmar Reik <dagmar@polaris-artists.example>", ME, "Linus Okafor / 21 November / paperwork",
    (2026, 10, 12, 11, 4), """
Dear Imogen,

Linus is delighted. And honestly, who would ever turn down the Haydn D major
in a room of that size?

The engagement contract is attached at last, two copies, initialled by us on
each page. I shall need one of them back with your signature no later than
Friday 23 October, because his tax people in Oslo want to see it before they
let go of the exemption certificate.

His travel plan is on my desk as I write. Is the Thursday rehearsal, the 19th
of November, still at St Barnabas, or has it gone to the Corn Hall after all?
He comes in on the 10.42 and the taxi has to be told one door or the other.

The fee is as settled in June and the hotel is ours this time, so nothing to
do on that front.

Warmly
Dagmar

--
Dagmar Reik
Polaris Artists Ltd, 3 Tanner's Yard, London
Registered in England. Inside your head, a cello is playing.
""", "<po-8841@polaris-artists.example>")
DT(f, "Return one signed copy of the engagement contract for the cellist", "2026-10-23",
   "I shall need one of them back with your signature no later than Friday 23 October", "Polaris Artists (Dagmar Reik)")
Q(f, "Where is the rehearsal of 19 November: St Barnabas or Corn Hall",
  "Is the Thursday rehearsal, the 19th of November, still at St Barnabas, or has it gone to the Corn Hall after all?",
  "Polaris Artists (Dagmar Reik)")
trap(f, "And honestly, who would ever turn down the Haydn D major in a room of that size?", "question: rhetorical")
trap(f, "The fee is as settled in June and the hotel is ours this time, so nothing to do on that front.", "settled, other side's duty")

# ---------------------------------------------------------------- 02 oboe
f = "02_jess_bits_and_bobs.eml"
eml(f, "Jess Marlowe <jess.marlowe.oboe@postfach-mail.example>", ME, "bits n bobs", (2026, 10, 11, 22, 47), """
hiya Imogen!!

gorgeous one last night wasn't it?? still got that slow movement going round and round my head

sooo. my travel claim came back to me in the post, wrong postcode, my fault, will just drop it in your pigeonhole on tues. then i had a proper look at the players list for the 12th dec and it only says "ob 2" next to my name so like am i bringing the cor as well or has Pete got that covered for the Finzi, reeds take me foreverrr so the sooner i know the better lol

was gonna ask is it black or colours for the carols but duh it's on the back of the schedule, black w something sparkly, LOVE it

mum's after two tickets as well btw but she'll ring the box office herself so ignore that

jx
""", "<CAF9-jm-221047@postfach-mail.example>")
Q(f, "Should Jess bring the cor anglais on 12 December or does Pete play it",
  "am i bringing the cor as well or has Pete got that covered for the Finzi", "Jess Marlowe (oboe)")
trap(f, "gorgeous one last night wasn't it??", "question: rhetorical tag")
trap(f, "was gonna ask is it black or colours for the carols but duh it's on the back of the schedule", "question: the writer answers it herself")
trap(f, "mum's after two tickets as well btw but she'll ring the box office herself so ignore that", "expressly nothing to do")
tol(f, "will just drop it in your pigeonhole on tues", "an announcement by the player, nothing asked yet")

# ---------------------------------------------------------------- 03 hall technician
f = "03_RE_21_Nov_tech.eml"
eml(f, "Ray Stubbs <tech@larkmoor-cornhall.example>", ME, "RE: 21 Nov - two things", (2026, 10, 12, 7, 31), """
Imogen

1) Stools - yes, two, both adjustable.
2) Get-in 0830, bay B. Barrier code comes by text on the day.
3) Grand. Tuner's in at 0700 that morning and has never had a pitch from you, 440 or 442.
4) Stage plan and channel list: with me by close of play Thurs 22 Oct. Crew sheet is printed the morning after and then it's printed.

Ray
Corn Hall Technical

-----Original Message-----
From: Imogen Treadwell
Sent: 09 October 2026 15:12
To: Ray Stubbs
Subject: 21 Nov - two things

Hi Ray,
Do you have a second piano stool for the page-turner?
I'd also like Cal to know his van time.
Thanks a million, Imogen
""", "<20261012063114.9@larkmoor-cornhall.example>", reply="<it-1009-1512@larkmoor-sinfonia.example>")
Q(f, "Pitch for the piano tuner on 21 November: 440 or 442",
  "Tuner's in at 0700 that morning and has never had a pitch from you, 440 or 442.", "Corn Hall (Ray Stubbs)")
DT(f, "Send stage plan and channel list to the hall's technician", "2026-10-22",
   "Stage plan and channel list: with me by close of play Thurs 22 Oct.", "Corn Hall (Ray Stubbs)")
trap(f, "Do you have a second piano stool for the page-turner?", "question: owner's own, quoted history, answered in point 1")
trap(f, "I'd also like Cal to know his van time.", "quoted history, answered in point 2")

# ---------------------------------------------------------------- 04 composer
f = "04_from_felix.eml"
eml(f, "Felix Ardingly <felix@ardingly-music.example>", ME, "Where we are with 'Saltings'", (2026, 10, 7, 23, 58), """
My dear Imogen,

I have now lived for three weeks inside the last eleven pages and I begin to think that I may be let out. The canon works. What is a canon, when all is said, but two people who decline to listen to one another? The low strings behave, the horns behave less well, and the children come in over the top like gulls, which is what I wanted in the first place and had been too proud to write down.

Through all of it one thing has gone about with me, and there is nobody else I could put it to: I do not know if the children will have the music in front of them or will be singing by heart, and the whole of page 40 hangs on that. If they read, I keep the five-bar; if they don't, it goes into the sea.

I enclose four pages of bowings for the second movement, in pencil, and should be grateful if you would put them under Hester's nose. She need not be polite. My own bow arm, as you know, retired in 1994.

The first instalment arrived on the 28th of September, many thanks, and the boiler has been paid with it.

Ever yours,
Felix
""", "<saltings.40@ardingly-music.example>")
Q(f, "Will the children read from music or sing from memory",
  "I do not know if the children will have the music in front of them or will be singing by heart, and the whole of page 40 hangs on that.",
  "Felix Ardingly (composer)")
T(f, "Give the bowings for the second movement to Hester (leader)", None,
  "should be grateful if you would put them under Hester's nose", "Felix Ardingly (composer)")
trap(f, "What is a canon, when all is said, but two people who decline to listen to one another?", "question: rhetorical")
trap(f, "The first instalment arrived on the 28th of September", "already paid")

# ---------------------------------------------------------------- 05 school
f = "05_kingsmead_workshop.eml"
a = ("Year 4 are quite beside themselves about the 12th of November and we have had forty-two consent slips back already, "
     "which for us is a record.")
b = ("Mr Dunn has cleared the hall from quarter past nine, the caretaker is putting the staging out and between us we have found "
     "enough extension leads for a small airport. One of our girls, Amira, uses a wheelchair and I'd love to know how near to the "
     "double bass she can be without getting in your players' way, since that is apparently the only instrument that counts. "
     "Sandwiches for the band are on us, so nobody needs to bring anything.")
c = ("Now the dull bit. Names and DBS numbers of everybody who is coming have to be in our safeguarding lead's hands "
     "a fortnight before the visit. She is lovely but she does not bend.")
eml(f, "Marian Petch <m.petch@kingsmead-primary.example>", OFFICE, "Your visit to Year 4", (2026, 10, 8, 16, 20),
    "Dear Ms Treadwell,\n\n" + a + "\n\n" + b + "\n\n" + c + "\n\nWith best wishes from a very noisy staffroom\nMarian Petch\nDeputy Head, Kingsmead Primary School\n",
    "<f3d1-petch@kingsmead-primary.example>",
    html="<html><body style='font-family:Comic Sans MS'><p>Dear Ms Treadwell,</p><p>" + a + "</p><p>" + b + "</p><p>" + c +
    "</p><p>With best wishes from a very noisy staffroom<br><b>Marian Petch</b><br>Deputy Head, Kingsmead Primary School</p></body></html>")
Q(f, "How near may the girl in the wheelchair be to the double bass",
  "One of our girls, Amira, uses a wheelchair and I'd love to know how near to the double bass she can be without getting in your players' way",
  "Kingsmead Primary School")
DT(f, "Send names and DBS numbers of the players (visit on 12 November, a fortnight before)", "2026-10-29",
   "Names and DBS numbers of everybody who is coming have to be in our safeguarding lead's hands a fortnight before the visit.",
   "Kingsmead Primary School", computed=True)
trap(f, "so nobody needs to bring anything", "nothing to do")

# ---------------------------------------------------------------- 06 patron
f = "06_Mr_Lisle.eml"
eml(f, "Aubrey Lisle <aubrey.lisle@westgate-post.example>", OFFICE, "Chapter House, and a small correction", (2026, 10, 6, 10, 15), """
Dear Miss Treadwell,

It is some years since I troubled the management with a letter, and I hope
that you will put up with this one. My late wife and I held two seats in row F
from the autumn of 1987, and I have kept one of them.

I should be much obliged to learn whether the talk in the Chapter House is to
take place again this winter and, in that event, at whose hands. Last year's
speaker was audible, which in that building is no small thing.

The programmes continue to be addressed to us both. Mrs Lisle died in March.
Kindly have her name taken off the list.

My subscription to the Friends was paid on the 1st of September by standing
order, as it always is, and I mention this only for completeness.

I remain, yours sincerely,
Aubrey Lisle
""", "<lisle-0610@westgate-post.example>")
Q(f, "Will the Chapter House talk take place this winter, and who gives it",
  "I should be much obliged to learn whether the talk in the Chapter House is to take place again this winter and, in that event, at whose hands.",
  "Aubrey Lisle (Friend)")
T(f, "Take the late Mrs Lisle off the mailing list", None, "Kindly have her name taken off the list.", "Aubrey Lisle (Friend)")
trap(f, "My subscription to the Friends was paid on the 1st of September by standing order", "already paid")

# ---------------------------------------------------------------- 07 Priya, tour
f = "07_tour_where_we_stand.eml"
rows = [
    ("Ferry", "34 people and the van are on hold. The hold lapses this Friday, 16 October, at noon, and I'll get the deposit paid before that."),
    ("Basses", "You wondered if they could stay in the van on the car deck. They can, in hard cases and strapped."),
    ("Hotel Utrecht", "Rooming list went over last Wednesday and they've confirmed every bed, so that's off the list."),
    ("Coach over there", "One 53-seater or two little ones? Costs the same near enough, and you know better than I do who can't sit near whom."),
    ("Passports", "All seen, all good to August at least."),
]
eml(f, "Priya Nandakumar <priya@larkmoor-sinfonia.example>", ME, "Tour: where we stand", (2026, 10, 12, 13, 40),
    "Hi Imogen, quick round-up before the dentist.\n\n" + "\n\n".join("* %s - %s" % r for r in rows) + "\n\nBack at three, numb.\nP.\n",
    "<priya-1012-a@larkmoor-sinfonia.example>",
    html="<html><body><p>Hi Imogen, quick round-up before the dentist.</p><ul>" + "".join("<li><b>%s</b> - %s</li>" % r for r in rows) +
    "</ul><p>Back at three, numb.<br>P.</p></body></html>")
DT(f, "Priya pays the ferry deposit before the hold lapses", "2026-10-16",
   "The hold lapses this Friday, 16 October, at noon, and I'll get the deposit paid before that.", "Priya Nandakumar / ferry company")
Q(f, "One big coach or two small ones for the tour", "One 53-seater or two little ones?", "Priya Nandakumar")
trap(f, "You wondered if they could stay in the van on the car deck.", "question: the owner's earlier one, answered in the next sentence")
trap(f, "Rooming list went over last Wednesday and they've confirmed every bed, so that's off the list.", "done")

# ---------------------------------------------------------------- 08 engineer
f = "08_sessions_Nov.eml"
eml(f, "Dov Abelson <dov@brightroom-audio.example>", ME, "Sessions 24-26 Nov", (2026, 10, 1, 18, 9), """
Imogen, hello.

Mics, desk, van, Karla: all booked for the 24th to the 26th, and I'm bringing the good ribbon pair. Would it be possible to get into the church at 8 rather than 9 on the first morning? The reverb in there takes a while to get to know.

The label also rang about the booklet. They need to print a producer, and I told them it isn't for me to say if that's me or Karla, that's the orchestra's call. Which of us is it going to be?

I had the heating noise measured last winter, 31 dB, no trouble at all if it's off by seven.

All best
Dov / Brightroom Audio
""", "<br-1001-1809@brightroom-audio.example>")
trap(f, "Would it be possible to get into the church at 8 rather than 9 on the first morning?",
     "question: answered by the owner in 09_Re_sessions_Nov.eml")
Q(f, "Who is named as producer in the booklet, Dov or Karla (the owner's reply answers only the other question)",
  "Which of us is it going to be?", "Brightroom Audio (Dov Abelson)")
tol(f, "I told them it isn't for me to say if that's me or Karla, that's the orchestra's call", "same question as the next sentence")

# ---------------------------------------------------------------- 09 owner's reply
f = "09_Re_sessions_Nov.eml"
eml(f, ME, "Dov Abelson <dov@brightroom-audio.example>", "Re: Sessions 24-26 Nov", (2026, 10, 2, 8, 2), """
Morning Dov,

8 o'clock it is. I've squared it with the verger, he'll have the north door open and the heating off.

That's all I can manage from this platform, the train's in. Oh - you'll have the marked-up scores from me in good time for the sessions, on Wednesday 18 November at the very latest.

I.

Sent from my phone
""", "<it-1002-0802@larkmoor-sinfonia.example>", reply="<br-1001-1809@brightroom-audio.example>")
DT(f, "Owner promised the marked-up scores to the recording engineer", "2026-11-18",
   "you'll have the marked-up scores from me in good time for the sessions, on Wednesday 18 November at the very latest",
   "Brightroom Audio (Dov Abelson)")
trap(f, "I've squared it with the verger", "done")

# ---------------------------------------------------------------- 10 auto reply (harmless)
f = "10_automatic_reply.eml"
eml(f, "Oona Brandreth <o.brandreth@bristol-glasshouse.example>", ME, "Automatic reply: April date", (2026, 10, 12, 9, 15), """
Thank you for your message. I am out of the office from Saturday 10 October and back at my desk on Monday 19 October. Mail is not forwarded while I am away.

For anything about tonight's performance ring the stage door on extension 114.

Oona Brandreth
Programming, Glasshouse Bristol
""", "<auto-77120@bristol-glasshouse.example>", reply="<it-1012-0914@larkmoor-sinfonia.example>",
    extra={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"})
harmless.append(f)

# ---------------------------------------------------------------- 11 newsletter (harmless)
f = "11_rosin_no_212.eml"
nl = ["ROSIN - the fortnightly letter of the small-orchestra world, no. 212",
      "Penmarric Strings have named Ludo Fairweather as their next leader. He starts in January 2027 and succeeds Ann Tregear, who sat in the chair for nineteen years.",
      "The Ouseburn Ensemble closed its accounts on 31 August with a small surplus, the first since 2019. Its chair put it down to matinees and better biscuits.",
      "In Dunster a bassoon left on a bus in 1974 has come home. The finder's grandson handed it in on 22 September together with a reed that, we are told, still speaks.",
      "Concert life: the Aldous Players celebrate fifty years on 7 November with the same programme, in the same frocks."]
eml(f, "Rosin <letter@rosin-weekly.example>", OFFICE, "Rosin 212: a bassoon comes home", (2026, 10, 9, 6, 0),
    "\n\n".join(nl) + "\n\nYou receive this letter because the Larkmoor Sinfonia subscribes to it.\n", "<212@rosin-weekly.example>",
    html="<html><body><h2>" + nl[0] + "</h2>" + "".join("<p>%s</p>" % x for x in nl[1:]) +
    "<p><small>You receive this letter because the Larkmoor Sinfonia subscribes to it.</small></p></body></html>",
    extra={"List-Unsubscribe": "<mailto:leave@rosin-weekly.example>"})
harmless.append(f)

# ---------------------------------------------------------------- 12 arts fund letter
f = "12_regional_arts_fund.pdf"
n, h = sty("Times-Roman", 10.5), sty("Times-Bold", 10.5)
pdf(f, [
    Paragraph("REGIONAL ARTS FUND", sty("Times-Bold", 15)), Paragraph("Grants Monitoring Unit, Cavendish House, Larkmoor", n), Spacer(1, 12),
    Paragraph("The General Manager<br/>Larkmoor Sinfonia<br/>The Old Maltings, Fisher Lane", n),
    Paragraph("Our ref: RAF/26/0417/m &nbsp;&nbsp;&nbsp; 2 October 2026", n), Spacer(1, 8),
    Paragraph("Award RAF/26/0417, \u201cMusic on the Marsh\u201d", h), Paragraph("Dear Madam", n),
    Paragraph("I write with reference to the above award, of which the first instalment was released to your account on 3 August 2026.", n),
    Paragraph("2. In accordance with paragraph 5.3 of the conditions of award, Form M3 (interim report) together with the box-office figures for "
              "the quarter July to September is to be lodged through the portal on or before 30 October 2026. Forms received by post are not registered.", n),
    Paragraph("3. It is further noted that the contribution of the Haldane Trust was shown in Section 7 of the application as \u201cpending\u201d. "
              "This Unit remains without any indication from the Sinfonia as to whether that contribution has since been secured.", n),
    Paragraph("4. The Fund\u2019s assessors will themselves make contact with the audience sample in the new year. No assistance is needed for this.", n),
    Paragraph("Yours faithfully", n), Spacer(1, 18), Paragraph("N. Castleton<br/>Monitoring Officer", n)],
    "Award RAF/26/0417", "Times-Roman", "Regional Arts Fund is an invented body. Page 1 of 1")
DT(f, "Lodge Form M3 (interim report) with box-office figures through the portal", "2026-10-30",
   "Form M3 (interim report) together with the box-office figures for the quarter July to September is to be lodged through the portal on or before 30 October 2026.",
   "Regional Arts Fund")
Q(f, "Has the contribution of the Haldane Trust been secured",
  "This Unit remains without any indication from the Sinfonia as to whether that contribution has since been secured.", "Regional Arts Fund")
trap(f, "the first instalment was released to your account on 3 August 2026", "past")
trap(f, "The Fund\u2019s assessors will themselves make contact with the audience sample in the new year.", "duty of the other side")

# ---------------------------------------------------------------- 13 insurer letter
f = "13_harbourne_insurers.docx"
d = Document()
d.styles["Normal"].font.name = "Georgia"
d.add_heading("Harbourne Fine Instrument Underwriters", 1)
for x in ["Policy HF-20771 (Larkmoor Sinfonia) and claim 26/3319", "5 October 2026", "Dear Ms Treadwell,",
          "Your policy comes up on 1 December and, following our surveyor's visit in August, we are content to offer terms unchanged. "
          "It will roll over without any step on your part.",
          "There is one condition. The schedule of instruments and bows that we hold dates from 2022. We must have a corrected one within "
          "twenty-one days of the date of this letter; items missing from it will stand uninsured from the renewal onwards.",
          "Concerning the accident of 12 September: the repairer's estimate has reached us and is accepted. The claim form, however, leaves us guessing "
          "whether the viola bow was inside its case when the chair went over, and until somebody tells us we can pay neither more nor less than nothing.",
          "A copy of this letter has gone to your broker for information.",
          "Yours sincerely,", "Lavinia Thorogood", "Head of Strings and Bows"]:
    d.add_paragraph(x)
d.save(p(f))
DT(f, "Send the corrected schedule of instruments and bows (21 days from 5 October)", "2026-10-26",
   "We must have a corrected one within twenty-one days of the date of this letter", "Harbourne Fine Instrument Underwriters", computed=True)
Q(f, "Was the viola bow in its case when the accident happened",
  "The claim form, however, leaves us guessing whether the viola bow was inside its case when the chair went over",
  "Harbourne Fine Instrument Underwriters")
tol(f, "Your policy comes up on 1 December", "renewal date; it rolls over by itself")
trap(f, "It will roll over without any step on your part.", "nothing to do")
trap(f, "A copy of this letter has gone to your broker for information.", "done, for information")

# ---------------------------------------------------------------- 14 notice of the landlord
f = "14_NOTICE_Old_Maltings.txt"
open(p(f), "w", encoding="utf-8").write("""THE OLD MALTINGS  --  MANAGEMENT NOTICE TO ALL TENANTS            9 October 2026


FIRE INSPECTION

The brigade walks the building in the third week of October. Larkmoor Sinfonia:
your timpani and the seven flight cases in the EAST CORRIDOR have to be out of
there by 8 a.m. on Wednesday 20 October. Anything found in an escape route is
taken to the yard at the tenant's expense.

WATER

Off on Saturday 17 October between 7 and 11 in the morning, all floors. Nothing
is required of tenants, the taps will spit a little afterwards.

BICYCLE SHED

The new lock was fitted on 1 October and the old keys no longer turn.


                                        D. Okonjo, for the Maltings Estate
""")
q = "your timpani and the seven flight cases in the EAST CORRIDOR have to be out of there by 8 a.m. on Wednesday 20 October."
DT(f, "Clear timpani and flight cases out of the east corridor", "2026-10-20", q, "The Old Maltings estate")
F(f, "20 October 2026 is a Tuesday, not a Wednesday", "by 8 a.m. on Wednesday 20 October", "The Old Maltings estate", "weekday_mismatch", due="2026-10-20")
trap(f, "Off on Saturday 17 October between 7 and 11 in the morning, all floors.", "event, nobody must act")
trap(f, "The new lock was fitted on 1 October and the old keys no longer turn.", "past, information")
tol(f, "The brigade walks the building in the third week of October.", "event that explains the date")

# ---------------------------------------------------------------- 15 guest conductor
f = "15_letter_Thornbury.pdf"
n = sty("Times-Italic", 12, 18, after=10)
pdf(f, [
    Paragraph("Ilse Thornbury<br/>Graben 9, Graz", n), Paragraph("4th October 2026", n), Spacer(1, 8),
    Paragraph("Dear Imogen Treadwell,", n),
    Paragraph("Thank you for the roses, which outlived the applause. I look forward to March more than is proper at my age.", n),
    Paragraph("I have been sitting over the Mozart and dividing up an orchestra which I have not met. Nobody has told me how many desks of first violins "
              "I may count on. With four I shall be happy, with three I shall be a different conductor, and I would sooner begin to be her now.", n),
    Paragraph("In 2019 your people played this symphony under dear Corwin. Let me have a copy of the leader\u2019s part from that week, with all the pencil "
              "left in; one learns more from the pencil than from the print.", n),
    Paragraph("My agent has dealt with the contract and my flight is bought.", n),
    Paragraph("With warm greetings to your players<br/>Ilse Thornbury", n)], "Letter", "Times-Italic")
Q(f, "How many desks of first violins in March", "Nobody has told me how many desks of first violins I may count on.", "Ilse Thornbury (guest conductor)")
T(f, "Send the conductor a copy of the leader's marked part of 2019", None,
  "Let me have a copy of the leader\u2019s part from that week, with all the pencil left in", "Ilse Thornbury (guest conductor)")
trap(f, "My agent has dealt with the contract and my flight is bought.", "done")

# ---------------------------------------------------------------- 16 invoice with wrong total
f = "16_invoice_hire_H26-5530.pdf"
n = sty("Helvetica", 9.5)
lines = [("Finzi, Dies natalis, orchestral set, 2 performances", 185.00), ("Extra string parts, 4 at 12.50", 50.00), ("Vocal scores on loan, 6 at 4.20", 25.20),
         ("Carriage, insured", 18.40)]
sub = round(sum(x[1] for x in lines), 2)
vat = round(sub * .2, 2)
right = round(sub + vat, 2)
wrong = round(right + 9.00, 2)
tab = [["Description", "GBP"]] + [[a, "%.2f" % b] for a, b in lines] + [["Net", "%.2f" % sub], ["VAT 20 %", "%.2f" % vat], ["Total payable", "%.2f" % wrong]]
t = Table(tab, colWidths=[120 * mm, 30 * mm])
t.setStyle([("FONT", (0, 0), (-1, -1), "Helvetica", 9.5), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9.5), ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 9.5),
            ("ALIGN", (1, 0), (1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, 0), .5, "black"), ("LINEABOVE", (0, -3), (-1, -3), .5, "black")])
pdf(f, [Paragraph("Quillon &amp; Marsh, Music Hire Library", sty("Helvetica-Bold", 14)), Paragraph("Unit 6, Wharf Road, Northport", n), Spacer(1, 10),
        Paragraph("To: Larkmoor Sinfonia, The Old Maltings, Fisher Lane, Larkmoor", n),
        Paragraph("<b>INVOICE H26-5530</b> &nbsp; 30 September 2026 &nbsp; Your order: T. Ferrand, 21 September 2026", n), Spacer(1, 6), t, Spacer(1, 10),
        Paragraph("Terms: the sum shown reaches us by 30 October 2026.", n),
        Paragraph("The set is yours until the carols are over. We expect it back in our warehouse, rubbed clean, on 18 December 2026 at the latest; "
                  "from then on each week begun counts as a new hire.", n),
        Paragraph("Bank: Northport Mutual, 00-14-92, account 33107765", n)], "Invoice H26-5530", footer="Quillon & Marsh Ltd. VAT no. 000 2210 77")
D(f, "Pay the hire library's invoice H26-5530", "2026-10-30", "the sum shown reaches us by 30 October 2026", "Quillon & Marsh Music Hire Library", amount=wrong)
DT(f, "Return the hired Finzi set, markings rubbed out", "2026-12-18",
   "We expect it back in our warehouse, rubbed clean, on 18 December 2026 at the latest", "Quillon & Marsh Music Hire Library")
F(f, "Total should be %.2f (net %.2f + VAT %.2f)" % (right, sub, vat), "Total payable %.2f" % wrong, "Quillon & Marsh Music Hire Library", "total_mismatch", expected=right)

# ---------------------------------------------------------------- 17 reminder (docx)
f = "17_reminder_Osgood_tuning.docx"
d = Document()
d.add_heading("Osgood & Daughter", 1)
d.add_paragraph("Piano tuning and quiet repairs since 1951")
d.add_paragraph("7 October 2026")
d.add_paragraph("Second reminder, invoice 1187 of 14 August (concert grand, two visits)")
d.add_paragraph("Dear friends at the Sinfonia,")
d.add_paragraph("we know how it is in September. Still, this one ought to have been with us on the 13th of that month and my father has begun to mention it at breakfast.")
t = d.add_table(rows=0, cols=2)
for a, b in [("Invoice 1187", "£132.00"), ("Reminder charge", "£10.00"), ("Now owing", "£142.00")]:
    r = t.add_row().cells
    r[0].text, r[1].text = a, b
d.add_paragraph("If the £142.00 is on our account by 19 October, we shall say no more about it, and the matter does not go to Mr Figgis, who collects debts and is not musical.")
d.add_paragraph("Invoice 1164 was settled in July, thank you.")
d.add_paragraph("Kind regards, Nell Osgood")
d.save(p(f))
D(f, "Pay the overdue tuning invoice 1187 with reminder charge", "2026-10-19",
  "If the £142.00 is on our account by 19 October, we shall say no more about it", "Osgood & Daughter", amount=142.00)
trap(f, "Invoice 1164 was settled in July, thank you.", "paid")
trap(f, "this one ought to have been with us on the 13th of that month", "past due date, superseded by the new one")

# ---------------------------------------------------------------- 18 receipt (harmless)
f = "18_receipt_programmes.pdf"
n = sty("Courier", 10)
pdf(f, [Paragraph("INKWELL PRINTERS LARKMOOR", sty("Courier-Bold", 13)), Paragraph("Receipt 40093", n), Paragraph("10 October 2026, 09:41, counter 2", n), Spacer(1, 6),
        Paragraph("600 programmes, 16 pp, stapled ......... 468.00<br/>VAT 0 % (printed matter) ................ 0.00<br/>TOTAL GBP ............................. 468.00", n),
        Paragraph("PAID BY CARD ****2204 &nbsp; AUTH 771903", n), Paragraph("Collected by: C. Whitlock. Thank you and break a leg.", n)], "Receipt", "Courier")
harmless.append(f)

# ---------------------------------------------------------------- 19 venue contract
f = "19_corn_hall_hire_agreement_2027.pdf"
n, h = sty("Helvetica", 9.5), sty("Helvetica-Bold", 10.5, after=3)
perf = date(2027, 3, 27)
flow = [Paragraph("HIRE AGREEMENT", sty("Helvetica-Bold", 15)),
        Paragraph("made on 14 September 2026 between the Trustees of the Larkmoor Corn Hall (\u201cthe Hall\u201d) and the Larkmoor Sinfonia (\u201cthe Hirer\u201d)", n)]
for head, paras in [
    ("1. Premises and date", ["1.1 The Hall lets to the Hirer the main auditorium, the green room and dressing rooms 1 to 4 for a public concert on Saturday 27 March 2027 (\u201cthe Performance\u201d).",
                              "1.2 The premises are available from 09.00 until 23.30 on the day of the Performance."]),
    ("2. Charges", ["2.1 The charge for the hire is £3,400.00 and includes heating, front of house and one technician.",
                    "2.2 A deposit of £850.00 shall be paid by the Hirer not later than 2 November 2026. It counts towards the charge.",
                    "2.3 What remains is invoiced by the Hall after the Performance."]),
    ("3. Withdrawal", ["3.1 The Hirer is free to withdraw without charge, and has its deposit back, where written notice is given to the Hall not fewer than 120 days ahead of the Performance.",
                       "3.2 Where notice is given later than that, the whole charge is owed."]),
    ("4. Staff", ["4.1 The Hall shall name its duty technician to the Hirer in writing by 15 January 2027.",
                  "4.2 Stewards are engaged and paid by the Hall."]),
    ("5. Sound", ["5.1 The level at the mixing position does not exceed 95 dB(A) averaged over fifteen minutes. The parties agree that a chamber orchestra is unlikely to reach it."]),
    ("6. Insurance", ["6.1 Both parties carry public liability cover of at least £5 million. The Hirer\u2019s certificate was seen by the Hall on signature."]),
    ("7. Events beyond control", ["7.1 Neither party is liable where fire, flood, epidemic or an order of a public authority prevents the Performance. Sums already paid are then returned."]),
    ("8. General", ["8.1 Changes to this agreement are made in writing.", "8.2 The law of England and Wales applies."])]:
    flow += [Paragraph(head, h)] + [Paragraph(x, n) for x in paras]
flow += [Spacer(1, 14), Paragraph("Signed for the Hall: H. Bellamy, Clerk to the Trustees<br/>Signed for the Hirer: I. Treadwell, General Manager", n)]
pdf(f, flow, "Hire agreement", footer="Corn Hall hire agreement, 27 March 2027")
D(f, "Pay the deposit for the Corn Hall", "2026-11-02", "A deposit of £850.00 shall be paid by the Hirer not later than 2 November 2026.", "Larkmoor Corn Hall", amount=850.00)
D(f, "Last day to withdraw from the hire without charge (120 days before 27 March 2027)", (perf - timedelta(days=120)).isoformat(),
  "The Hirer is free to withdraw without charge, and has its deposit back, where written notice is given to the Hall not fewer than 120 days ahead of the Performance.",
  "Larkmoor Corn Hall", computed=True)
trap(f, "The Hall shall name its duty technician to the Hirer in writing by 15 January 2027.", "duty of the other side")
trap(f, "What remains is invoiced by the Hall after the Performance.", "duty of the other side")
trap(f, "The Hirer\u2019s certificate was seen by the Hall on signature.", "done")
tol(f, "for a public concert on Saturday 27 March 2027", "the date of the concert itself")

# ---------------------------------------------------------------- 20 software contract
f = "20_stavedesk_subscription.docx"
d = Document()
d.add_heading("StaveDesk subscription: Larkmoor Sinfonia", 1)
d.add_paragraph("between Pennant Software LLP (\u201cwe\u201d) and the Larkmoor Sinfonia (\u201cyou\u201d)")
for x in ["1. What you get. Rotas, library cards, fees and payslips for up to sixty players, in the browser and on the phone.",
          "2. How long it lasts. The subscription began on 1 February 2025. Its first period is twenty-four months.",
          "3. What happens after that. Twelve months are added, again and again, unless one of us has told the other in writing, three full months or more before "
          "the running period is out, that it is to end.",
          "4. What it costs. £92.00 a month, collected by direct debit on the third. As one of the first fifty orchestras you pay 15 per cent less; "
          "that rebate stops with the December 2026 bill, and the full price is collected from then on.",
          "5. When it breaks. We answer within one working day.",
          "6. Your data. It is yours. We hand over a full export within thirty days after the end of the subscription.",
          "7. Small print. No other terms apply, however many someone may have clicked on."]:
    d.add_paragraph(x)
d.add_paragraph("Larkmoor, 20 January 2025")
d.add_paragraph("J. Pennant                    I. Treadwell")
d.save(p(f))
D(f, "Last day for notice: first period ends on 31 January 2027, three months before", "2026-10-31",
  "Twelve months are added, again and again, unless one of us has told the other in writing, three full months or more before the running period is out, that it is to end.",
  "Pennant Software LLP", computed=True)
tol(f, "that rebate stops with the December 2026 bill", "end of a rebate, on 31 December 2026; nothing can be done about it")
trap(f, "We hand over a full export within thirty days after the end of the subscription.", "duty of the other side")
trap(f, "We answer within one working day.", "duty of the other side")
tol(f, "£92.00 a month, collected by direct debit on the third.", "runs by itself")

# ---------------------------------------------------------------- 21 minutes
f = "21_minutes_artistic_planning.docx"
d = Document()
d.styles["Normal"].font.size = Pt(10.5)
d.add_heading("Artistic Planning Group", 1)
d.add_paragraph("Minutes of the meeting held on Tuesday 6 October 2026 in the Maltings kitchen")
d.add_paragraph("Present: Anselm Kaurin (music director, chair), Hester Voss (leader), Tobias Ferrand (librarian), Gwen Ashdown (development, minutes). Apologies: Imogen Treadwell.")
for hd, paras in [
    ("1. Matters arising", ["The podium no longer squeaks; Cal had seen to it the day before."]),
    ("2. December", ["Tobias will have the Saint Nicolas material on order by 23 October, the hire library being slow in the half-term week.",
                     "Hester asked if the encore had been cleared with the publisher. Tobias could say that it had, by email on 1 October."]),
    ("3. Spring", ["A long discussion about tempo, not minuted.",
                   "Anselm was anxious to hear from Imogen whether 17 April can change places with the Bristol date. In her absence the point was left standing."]),
    ("4. New timpani", ["The Friends have raised £6,150 towards the pair. Gwen offered to write a first draft of the appeal to local firms."]),
    ("5. Next meeting", ["Monday 10 November 2026 at 2 p.m., same kettle."])]:
    d.add_heading(hd, 2)
    for x in paras:
        d.add_paragraph(x)
d.save(p(f))
DT(f, "Tobias orders the Saint Nicolas parts", "2026-10-23", "Tobias will have the Saint Nicolas material on order by 23 October", "Tobias Ferrand")
Q(f, "Anselm: can 17 April be exchanged with the Bristol date",
  "Anselm was anxious to hear from Imogen whether 17 April can change places with the Bristol date.", "Anselm Kaurin (music director)")
T(f, "Gwen drafts the timpani appeal to local firms", None, "Gwen offered to write a first draft of the appeal to local firms.", "Gwen Ashdown")
F(f, "10 November 2026 is a Tuesday, not a Monday", "Monday 10 November 2026 at 2 p.m.", "Artistic Planning Group", "weekday_mismatch", due="2026-11-10")
trap(f, "Hester asked if the encore had been cleared with the publisher.", "question: answered in the next sentence")
trap(f, "The podium no longer squeaks; Cal had seen to it the day before.", "done")
tol(f, "Monday 10 November 2026 at 2 p.m., same kettle.", "date of the next meeting")

# ---------------------------------------------------------------- 22 players' committee
f = "22_players_committee.md"
open(p(f), "w", encoding="utf-8").write("""# Players' committee, Thurs 8 Oct (pub, back room)

Bea, Pete, Yuki, Hamish. Priya came for the first half and bought the crisps.

- **Ely overtime.** Forty minutes over in July. So what is happening with that money? None of us has seen it or been told a thing, over to you Imogen
- **Band room.** It is freezing and there's nowhere to make tea. Priya said she'd sort out a kettle and an oil heater.
- **Japan.** Half the section heard about a 2028 tour from a *taxi driver*. We'd love a straight answer from the office on whether that's real or just gossip, people are booking weddings
- **Chairs.** The new ones are fine. Sorry we doubted you.
- Hamish is doing the leaving card for Moira, players chip in a pound each
- Pete brings his own stand from now on

Bea (viola, scribe)
""")
Q(f, "What is happening with the overtime for Ely", "So what is happening with that money?", "Players' committee (Bea)")
tol(f, "None of us has seen it or been told a thing, over to you Imogen", "same question as the sentence before")
Q(f, "Is the Japan tour of 2028 real", "We'd love a straight answer from the office on whether that's real or just gossip", "Players' committee (Bea)")
T(f, "Priya gets a kettle and an oil heater for the band room", None, "Priya said she'd sort out a kettle and an oil heater.", "Priya Nandakumar")
trap(f, "Hamish is doing the leaving card for Moira, players chip in a pound each", "players' own business")
trap(f, "Pete brings his own stand from now on", "players' own business")

# ---------------------------------------------------------------- 23 to-do sheet
f = "23_office_jobs.xlsx"
wb = Workbook()
ws = wb.active
ws.title = "Jobs"
ws.append(["No", "Job", "Who", "When", "State"])
for c_ in ws[1]:
    c_.font = Font(bold=True)
for r in [[1, "Black folders for the new desk partners", "Tobias", "30 Sep 2026", "done"],
          [2, "Renew the licence with the collecting society", "Imogen", "6 Nov 2026", "open"],
          [3, "Find a page-turner for the 21st", "Cal", None, "open"],
          [4, "Celesta back to Ely", "Cal", "2 Oct 2026", "done"],
          [5, "New biographies to the designer", "Gwen", None, "half done, winds missing"],
          [6, "Spring leaflet, second quote", "Priya", "25 Sep 2026", "dropped"]]:
    ws.append(r)
ws.column_dimensions["B"].width = 46
wb.save(p(f))
DT(f, "Renew the licence with the collecting society", "2026-11-06", "Renew the licence with the collecting society Imogen 6 Nov 2026 open", "collecting society")
T(f, "Cal finds a page-turner for the 21st", None, "Find a page-turner for the 21st Cal open", "Cal Whitlock")
T(f, "Gwen gets the missing biographies to the designer", None, "New biographies to the designer Gwen half done, winds missing", "Gwen Ashdown")
trap(f, "Black folders for the new desk partners Tobias 30 Sep 2026 done", "done row")
trap(f, "Celesta back to Ely Cal 2 Oct 2026 done", "done row")
trap(f, "Spring leaflet, second quote Priya 25 Sep 2026 dropped", "dropped row")

# ---------------------------------------------------------------- 24 availability (harmless)
f = "24_availability_november.csv"
with open(p(f), "w", newline="", encoding="utf-8") as fh:
    w = csv.writer(fh)
    w.writerow(["Player", "Desk", "19 Nov", "20 Nov", "21 Nov", "Remark"])
    for r in [["H. Voss", "vn 1.1", "yes", "yes", "yes", ""], ["L. Amory", "vn 1.1", "yes", "yes", "yes", ""], ["Y. Tanabe", "vn 2.1", "yes", "yes", "yes", "brings own stool"],
              ["B. Holloway", "va 1", "yes", "yes", "yes", ""], ["H. Rennie", "vc 1", "yes", "yes", "yes", "gut strings"], ["S. Obi", "db 1", "yes", "yes", "yes", ""],
              ["P. Garrod", "ob 1", "yes", "yes", "yes", ""], ["J. Marlowe", "ob 2", "yes", "yes", "yes", "cycling"]]:
        w.writerow(r)
harmless.append(f)

# ---------------------------------------------------------------- 25 portal page
f = "25_wolds_music_days_portal.html"
open(p(f), "w", encoding="utf-8").write("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Wolds Music Days 2027 - ensemble portal</title>
<style>body{font-family:Verdana;margin:2em}.box{border:1px solid #999;padding:1em}</style></head>
<body>
<nav>Home | Venues | History | Log out (Larkmoor Sinfonia)</nav>
<h1>Wolds Music Days, 4 to 13 June 2027</h1>
<p>The festival was founded in 1968 by a vet and two organists. Last year 9,300 people came.</p>
<div class="box">
<h2>Your proposal</h2>
<p>Title: Strings in the Tithe Barn. Ensemble: Larkmoor Sinfonia. State: <b>draft, not yet handed in</b>.</p>
<p>Drafts can be completed and handed in until 15 November 2026, 23:59. Whatever is still a draft after that is erased.</p>
<p>Still empty: recording (link), technical rider.</p>
</div>
<h2>What happens next</h2>
<p>The jury sits in December and writes to everybody by 22 January 2027. There is no fee for taking part.</p>
<footer>Wolds Music Days Trust. Box office open Tuesday to Friday, 10 to 4.</footer>
</body></html>
""")
DT(f, "Complete and hand in the festival proposal", "2026-11-15", "Drafts can be completed and handed in until 15 November 2026, 23:59.", "Wolds Music Days")
tol(f, "Still empty: recording (link), technical rider.", "what is missing in the draft, part of the same job")
trap(f, "The jury sits in December and writes to everybody by 22 January 2027.", "duty of the other side")

# ---------------------------------------------------------------- 26 slides (harmless)
f = "26_season_in_figures.pptx"
pr = Presentation()
for title, body in [("Season 2025/26 in figures", "Report to the trustees, 29 September 2026"),
                    ("Concerts", "22 concerts, 3 cancelled by snow in January\n7,940 tickets, 81 per cent of seats\nOldest listener 101, youngest nine days"),
                    ("Money", "Income £412,300, spending £406,900\nAccounts were approved on 15 September 2026"),
                    ("Thank you", "To the players, the Friends and the van")]:
    s = pr.slides.add_slide(pr.slide_layouts[1])
    s.shapes.title.text = title
    s.placeholders[1].text = body
pr.save(p(f))
harmless.append(f)

# ---------------------------------------------------------------- 27 policy (harmless)
f = "27_hearing_policy.md"
open(p(f), "w", encoding="utf-8").write("""# Hearing at work

Adopted by the trustees on 11 May 2025.

The Sinfonia takes the ears of its players seriously. Screens stand behind the horns and in front of the trumpets whenever the
platform is deeper than six metres. Moulded plugs are paid for by the orchestra and lie in the blue box next to the tea urn.

Sound levels are logged at two chairs in every programme with brass. The log is kept for five years.

Rest means rest: the band room is silent for the first ten minutes of each break.
""")
harmless.append(f)

# ---------------------------------------------------------------- 28 review (harmless)
f = "28_review_larkmoor_courier.txt"
open(p(f), "w", encoding="utf-8").write("""Larkmoor Courier, Monday 12 October 2026, page 17

FOUR STARS AND A COUGH

On Saturday the Larkmoor Sinfonia opened its season before a full house, and before an obbligato cougher in the third row
who had plainly rehearsed. The Schubert came off best. Hester Voss led from the front desk as if the tunes had just occurred
to her, and in the slow movement the second oboe, Jess Marlowe, made one wish that first oboes would take more holidays.

The Stravinsky was tidy. One had hoped for muddy boots.

Concerts in the series run until 12 June. The interval ice cream has gone up to four pounds.

                                                                                                   R. T. Mallory
""")
harmless.append(f)

json.dump({"reference": "2026-10-13",
           "owner": {"name": "Imogen Treadwell", "addresses": ["imogen.treadwell@larkmoor-sinfonia.example", "office@larkmoor-sinfonia.example"]},
           "language": "en", "items": items, "harmless_files": harmless, "tolerated": tolerated, "traps": traps},
          open(os.path.join(HERE, "planted.json"), "w", encoding="utf-8"), indent=1, ensure_ascii=False)
