# -*- coding: utf-8 -*-
"""Invented inbox: Nabenwerk Import GmbH, importer of bicycle parts with its own warehouse (Duisburg)."""
import json, pathlib, csv
from datetime import datetime, timezone, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib import colors
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
OUT = HERE / "files"
OUT.mkdir(exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
REF = "2026-09-16"
OWN = "Hendrike Bollmann <hendrike.bollmann@nabenwerk.example>"
CEST = timezone(timedelta(hours=2))

ITEMS, HARMLESS, TOL, TRAPS = [], [], [], []

def item(kind, file, what, due, quote, party, **kw):
    ITEMS.append(dict(file=file, kind=kind, what=what, due=due, quote=quote, party=party, **kw))
def D(*a, **k): item("deadline", *a, **k)
def T(*a, **k): item("task", *a, **k)
def Q(file, what, quote, party, **k): item("question", file, what, None, quote, party, **k)
def DT(*a, **k): D(*a, **k); T(*a, **k)
def F(file, what, quote, party, finding, **k): item("finding", file, what, None, quote, party, finding=finding, **k)
def tol(file, quote, why): TOL.append(dict(file=file, quote=quote, why=why))
def trap(file, quote, why): TRAPS.append(dict(file=file, quote=quote, why=why))

def mail(fn, frm, subj, when, body, to=OWN, cc=None, html=None, mid=None, reply=None, tz=CEST, extra=()):
    m = EmailMessage()
    m["From"], m["To"] = frm, to
    if cc: m["Cc"] = cc
    m["Subject"] = subj
    m["Date"] = format_datetime(datetime.strptime(when, "%Y-%m-%d %H:%M").replace(tzinfo=tz))
    m["Message-ID"] = mid or f"<{fn[:-4]}.{when[:10].replace('-', '')}@{frm.split('@')[1].rstrip('>')}>"
    if reply:
        m["In-Reply-To"] = reply
        m["References"] = reply
    for k, v in extra: m[k] = v
    m.set_content(body.strip("\n") + "\n")
    if html: m.add_alternative(html, subtype="html")
    (OUT / fn).write_bytes(m.as_bytes())

def docx(fn, blocks, font="Calibri", size=11):
    d = Document()
    d.styles["Normal"].font.name = font
    d.styles["Normal"].font.size = Pt(size)
    for b in blocks:
        if isinstance(b, str):
            d.add_paragraph(b)
        elif b[0] == "h":
            d.add_heading(b[1], level=b[2] if len(b) > 2 else 1)
        elif b[0] == "li":
            for x in b[1]: d.add_paragraph(x, style="List Bullet")
        elif b[0] == "t":
            t = d.add_table(rows=0, cols=len(b[1][0])); t.style = "Table Grid"
            for r in b[1]:
                for c, v in zip(t.add_row().cells, r): c.text = v
    d.save(OUT / fn)

def pdf(fn, blocks, font="Helvetica", size=10.5, title=""):
    base = ParagraphStyle("b", fontName=font, fontSize=size, leading=size * 1.35, spaceAfter=6)
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[font]
    head = ParagraphStyle("h", parent=base, fontName=bold, fontSize=size + 2, spaceBefore=8, leading=(size + 2) * 1.3)
    small = ParagraphStyle("s", parent=base, fontSize=8, leading=10)
    st = []
    for b in blocks:
        if isinstance(b, str):
            st.append(Paragraph(escape(b).replace("\n", "<br/>"), base))
        elif b[0] == "h": st.append(Paragraph(escape(b[1]), head))
        elif b[0] == "s": st.append(Paragraph(escape(b[1]).replace("\n", "<br/>"), small))
        elif b[0] == "sp": st.append(Spacer(1, b[1] * mm))
        elif b[0] == "t":
            t = Table(b[1], colWidths=b[2] if len(b) > 2 else None, hAlign="LEFT")
            t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), font, size - 1), ("FONT", (0, 0), (-1, 0), bold, size - 1),
                                   ("LINEBELOW", (0, 0), (-1, 0), .7, colors.black),
                                   ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
            st += [t, Spacer(1, 4 * mm)]
    SimpleDocTemplate(str(OUT / fn), pagesize=A4, leftMargin=24 * mm, rightMargin=22 * mm, topMargin=20 * mm,
                      bottomMargin=18 * mm, title=title).build(st)

# ------------------------------------------------------------------ mails
f = "PI_FCW-26-0873_cranksets.eml"
mail(f, "Lin Po-Han <pohan.lin@formosacrank.example>", "PI FCW-26-0873 / crankset lot A + lot B", "2026-09-11 09:20", """
Dear Ms. Bollmann,

How are you? The typhoon went over Taichung on Monday night. Our factory is fine, only the roof of the canteen
flew to the neighbour, so this week everybody eats noodles in the parking place.

The PI for 1,400 set lot A and 1,000 set lot B is since yesterday in our customer portal (you have the login). The
aluminium became expensive again. My boss is not happy but he agrees to stay at USD 31.20 per set for Nabenwerk
when the signed PI is back in our house not later than 25 September, after this day we must calculate new.

One point our technical team could not find out alone: should the chainring bolts of lot B be black or silver, the
drawing only says "acc. to customer"?

Shipping marks we keep same as last year. Production of lot A needs 45 days after start and lot B follows ten days
behind, so the vessel will be maybe in the middle or end of November.

The torque values you were looking for in spring are inside the test report of August, page 6. I hope that story
is finished :-)

Thank you for your kind support and best regards,
Lin Po-Han
Export Dept. 2
Formosa Crank Works Co., Ltd. · Taichung
""", tz=timezone(timedelta(hours=8)))
D(f, "price of USD 31.20 per set holds only if signed PI is back by then", "2026-09-25",
  "when the signed PI is back in our house not later than 25 September, after this day we must calculate new", "Formosa Crank Works")
Q(f, "colour of the chainring bolts for lot B", "should the chainring bolts of lot B be black or silver, the drawing only says \"acc. to customer\"?", "Formosa Crank Works")
tol(f, "he agrees to stay at USD 31.20 per set for Nabenwerk when the signed PI is back in our house", "returning the signed PI may also be noted as a task")
trap(f, "The torque values you were looking for in spring are inside the test report of August, page 6.", "answered already")
trap(f, "How are you?", "courtesy")
trap(f, "so the vessel will be maybe in the middle or end of November", "forecast of the other side")

f = "Re_TGHU4418206_discharge.eml"
mail(f, "Bram Hoekzema <bram@maasbrugforwarding.example>", "RE: TGHU 441820-6 // discharge & T1", "2026-09-15 16:42", """
Hi Hendrike,

Yes and yes. Box came off the vessel Sunday evening, seal intact, T1 was raised this morning, MRN is in the track
& trace.

Line's free time is up on Monday 21 September. Tuesday onwards it's EUR 95 per day demurrage and they do not
discuss.

Barge is booked, the last leg isn't: trucker refuses to commit without a slot at your door. So I need a two-hour
unloading window from you, either Friday or Monday, tomorrow noon at the very latest or he gives the truck away.

He was also wondering if door 3 is still the one with the low dock leveller. Last year he scraped a bumper.

Rest is under control.

Bram Hoekzema
Maasbrug Forwarding B.V. | Waalhaven Z.z. 88 | Rotterdam
"All quotations subject to our general conditions, latest version."

From: Hendrike Bollmann
Sent: dinsdag 15 september 2026 11:05
To: Bram Hoekzema
Subject: TGHU 441820-6 // discharge & T1

> Hallo Bram,
> has the container been discharged yet, and did customs issue the T1? Our buyers are getting nervous about the
> saddles. Could you let me know before the end of the day?
> Thanks, Hendrike
""", reply="<20260915110512.4471@nabenwerk.example>")
D(f, "free time of the container ends, demurrage afterwards", "2026-09-21", "Line's free time is up on Monday 21 September.", "Maasbrug Forwarding")
DT(f, "give the forwarder a two-hour unloading window (Friday or Monday)", "2026-09-16",
   "So I need a two-hour unloading window from you, either Friday or Monday, tomorrow noon at the very latest or he gives the truck away.", "Maasbrug Forwarding", computed=True)
Q(f, "is door 3 still the one with the low dock leveller", "He was also wondering if door 3 is still the one with the low dock leveller.", "Maasbrug Forwarding")
trap(f, "has the container been discharged yet, and did customs issue the T1?", "own question in quoted history, answered")
trap(f, "Could you let me know before the end of the day?", "own request in quoted history, answered")

f = "Zollanmeldung_Haiphong_412Kt.eml"
mail(f, "Dörthe Plaggenborg <plaggenborg@zollagentur-wessling.example>", "Sendung 26-11907, Bremsbeläge und Schaltzüge – fehlende Unterlage", "2026-09-14 10:11", """
Sehr geehrte Frau Bollmann,

zu der im Betreff genannten Sendung (412 Kartons, Ursprung Vietnam, Ankunft am 12. d. M.) liegt uns inzwischen das
Ursprungszeugnis vor; für die rasche Übermittlung danken wir Ihnen.

Noch nicht verwenden können wir hingegen die Handelsrechnung, da in der vorliegenden Fassung Brutto- und
Nettogewicht gleich lauten. Wir ersuchen Sie daher, uns das berichtigte Dokument bis zum 21.09. zukommen zu
lassen, damit die Anmeldung ohne Säumnis abgegeben werden kann.

Unklar ist uns überdies geblieben, aus welchem Werkstoff die Seilhüllen bestehen (Stahl oder Kunststoff mit
Stahleinlage), weil hiervon die Einreihung in den Zolltarif abhängt.

Einer erneuten Vollmacht bedarf es nicht; die im Frühjahr erteilte gilt fort.

Mit vorzüglicher Hochachtung
Dörthe Plaggenborg
Zollagentur Wessling e. K., Emmerich am Rhein
""")
DT(f, "send corrected commercial invoice to customs agent", "2026-09-21",
   "Wir ersuchen Sie daher, uns das berichtigte Dokument bis zum 21.09. zukommen zu lassen", "Zollagentur Wessling")
Q(f, "material of the cable housings (steel or plastic with steel)", "Unklar ist uns überdies geblieben, aus welchem Werkstoff die Seilhüllen bestehen (Stahl oder Kunststoff mit Stahleinlage), weil hiervon die Einreihung in den Zolltarif abhängt.", "Zollagentur Wessling")
trap(f, "liegt uns inzwischen das Ursprungszeugnis vor; für die rasche Übermittlung danken wir Ihnen", "done")
trap(f, "Einer erneuten Vollmacht bedarf es nicht; die im Frühjahr erteilte gilt fort.", "nothing to do")

f = "ausm_lager.eml"
mail(f, "Tariq Mensink <tariq.mensink@nabenwerk.example>", "ausm lager", "2026-09-15 06:12", """
moin hendrike

schnell bevor der laster aus venlo kommt

regalprüfer war gestern da. drei ständer gelbe plakette, rest grün. die verbogenen holme in gasse 4 hab ich direkt
getauscht, kannste abhaken

rammschutz: 6 stk würden reichen, 74 eur das stück beim regalonkel in moers. darf ich die bestellen oder wartest
du noch auf ein anderes angebot?

ritzelkassetten zähl ich gerade durch, komische differenz beim 11fach. die zahlen hast du montag aufm tisch

der piet von der leihfirma hat immer noch keinen staplerschein gezeigt. ruf da mal einer vom büro an, am besten
du, vorher setz ich den nicht aufs gerät

kaffee war alle hab welchen mitgebracht, bon liegt in der kasse

tariq
""")
Q(f, "may Tariq order six rack guards at EUR 74", "darf ich die bestellen oder wartest du noch auf ein anderes angebot?", "Tariq Mensink")
DT(f, "Tariq delivers the count of the cassettes", "2026-09-21", "die zahlen hast du montag aufm tisch", "Tariq Mensink", computed=True)
T(f, "call the temp agency about Piet's forklift licence", None, "ruf da mal einer vom büro an, am besten du, vorher setz ich den nicht aufs gerät", "Tariq Mensink")
trap(f, "die verbogenen holme in gasse 4 hab ich direkt getauscht, kannste abhaken", "done")
tol(f, "kaffee war alle hab welchen mitgebracht, bon liegt in der kasse", "reimbursement might be noted")

f = "Bremsscheiben_so_nicht.eml"
mail(f, "Gesa Thomsen <einkauf@velo-ostsee.example>", "Ihre Lieferung 88213 – 38 verzogene Bremsscheiben!", "2026-09-14 14:55", """
Guten Tag Frau Bollmann,

von den 200 Scheiben (160 mm, Lieferschein 88213) haben unsere Monteure mittlerweile 38 aussortiert. Achtunddreißig!
Die Dinger schleifen, dass man es zwei Straßen weiter hört, und wir haben Kunden, die ihr Rad zum zweiten Mal in
die Werkstatt schieben. Wie oft sollen wir uns das eigentlich noch gefallen lassen?

Damit das klar ist: Porto für Ihren Ausschuss zahlen wir nicht. Schicken Sie uns einen Abholauftrag für die 38 Stück,
der Karton steht gepackt neben der Tür.

Eine schriftliche Stellungnahme aus Ihrem Haus erwarten wir binnen zehn Tagen, von heute an gerechnet. Die letzte
Reklamation (Kettennieter, Mai) haben Sie ja nach einigem Hin und Her gutgeschrieben, das ist erledigt.

Und dann will ich noch wissen, was mir am Telefon niemand sagen konnte: Aus welcher Charge sind die Scheiben?

Gesa Thomsen
Einkauf
VELO OSTSEE Handelsgesellschaft mbH, Stralsund
""")
T(f, "send a pick-up order for the 38 discs", None, "Schicken Sie uns einen Abholauftrag für die 38 Stück", "Velo Ostsee")
DT(f, "written statement on the complaint, ten days from the mail", "2026-09-24", "Eine schriftliche Stellungnahme aus Ihrem Haus erwarten wir binnen zehn Tagen, von heute an gerechnet.", "Velo Ostsee", computed=True)
Q(f, "from which batch are the discs", "Aus welcher Charge sind die Scheiben?", "Velo Ostsee")
trap(f, "Wie oft sollen wir uns das eigentlich noch gefallen lassen?", "rhetorical")
trap(f, "Die letzte Reklamation (Kettennieter, Mai) haben Sie ja nach einigem Hin und Her gutgeschrieben, das ist erledigt.", "done")

f = "Veloforum_stand_5C21.eml"
mail(f, "Oonagh Delaney <oonagh.delaney@veloforum.example>", "Re: Stand at Veloforum Utrecht, water/compressed air?", "2026-09-10 13:30", """
Dear Hendrike,

Delighted that the hall plan met with approval! Compressed air and water are both laid on along the whole of row C, so
your truing demo is no problem whatsoever and there's nothing extra to pay for it.

Corner stand 5.C21 (24 sqm) is blocked in your name. Four other firms are circling it like seagulls, I'm afraid, and
our system releases the option automatically on 2 October unless the stand has been booked.

For your diary, the exhibitors' briefing takes place online, Wednesday, 29 September 2026, 16:00 CEST. It's recorded,
so no harm done if nobody from your side can make it.

Warm wishes from a rainy Utrecht,
Oonagh

Oonagh Delaney
Exhibitor Relations, Veloforum
Jaarbeurskade 3, Utrecht


On Wed, 9 Sep 2026 at 17:48, Hendrike Bollmann wrote:
> Dear Oonagh, thank you for the plan, looks good. Before we decide: is there water and compressed air at the corner
> stand, and what would it cost on top? Kind regards, H. Bollmann
""", reply="<20260909174803.1189@nabenwerk.example>")
D(f, "option on stand 5.C21 is released unless booked", "2026-10-02", "our system releases the option automatically on 2 October unless the stand has been booked", "Veloforum Utrecht")
F(f, "29 September 2026 is a Tuesday, not a Wednesday", "the exhibitors' briefing takes place online, Wednesday, 29 September 2026, 16:00 CEST", "Veloforum Utrecht", "weekday_mismatch")
tol(f, "Wednesday, 29 September 2026, 16:00 CEST", "optional briefing may be noted as a date")
trap(f, "Re: Stand at Veloforum Utrecht, water/compressed air?", "subject of the answered question")
trap(f, "is there water and compressed air at the corner stand, and what would it cost on top?", "quoted history, answered")

f = "tariff_notice_DK_SE_NO.eml"
txt = """Dear customer,

Road tolls in Denmark changed on 1 January of last year, and the diesel has done what diesel does. We have carried
most of it ourselves so far. From 1 November 2026 the base rates for palletised goods to Denmark, Sweden and Norway
rise by 4.7 per cent; parcel rates stay put. The full tariff is on our website under your customer number 30771.

Unless a written objection has reached us within three weeks of the date of this message, the new tariff will form
part of your transport agreement.

Collections on Danish public holidays remain free of surcharge, as they were before.

Mikkel Strandby
Key accounts
Kattegat Parcel & Pallet A/S, Fredericia
"""
html = "<html><body style='font-family:Verdana;font-size:13px'>" + "".join(f"<p>{escape(p).replace(chr(10), ' ')}</p>" for p in txt.strip().split("\n\n")) + "<hr><p style='color:#888'>Kattegat Parcel &amp; Pallet A/S &middot; CVR 00 00 41 17</p></body></html>"
mail(f, "Kattegat Key Accounts <mikkel.strandby@kattegatpallet.example>", "Your tariff from 1 November", "2026-09-09 08:00", txt, html=html)
D(f, "last day to object to the new tariff (three weeks from mail)", "2026-09-30", "Unless a written objection has reached us within three weeks of the date of this message, the new tariff will form part of your transport agreement.", "Kattegat Parcel & Pallet", computed=True)
trap(f, "From 1 November 2026 the base rates for palletised goods to Denmark, Sweden and Norway rise by 4.7 per cent", "start of the tariff, not a day to act")
tol(f, "Your tariff from 1 November", "subject line")

f = "Zahllauf_Donnerstag.eml"
mail(f, "Amelie Fock <amelie.fock@nabenwerk.example>", "Zahllauf + zwei Kleinigkeiten", "2026-09-15 17:20", """
Liebe Hendrike,

am Donnerstag (17.9.) mache ich wie immer den Zahllauf.

Drahtwerk Iserlohn zieht uns 3 % Skonto ab (das sind 175,20 € von 5.840,00 €), vorausgesetzt, das Geld ist am 18.09.
dort. Die Rechnung liegt in deinem Freigabekorb und hat noch kein Häkchen, sei so lieb und hol das nach.

Dann liegt hier noch eine Staplermiete über zwölf Stunden, Datum 3. August. Weißt du, wer von uns die bestellt hat?

Die Voranmeldung für August ist am 9. rausgegangen, da ist also nichts mehr offen, und der Steuerberater hat auch
schon quittiert.

Schönen Feierabend!
Amelie
""")
D(f, "3 % early-payment discount Drahtwerk Iserlohn", "2026-09-18", "vorausgesetzt, das Geld ist am 18.09. dort", "Drahtwerk Iserlohn", amount=5840.00)
T(f, "approve the Drahtwerk invoice in the system", None, "Die Rechnung liegt in deinem Freigabekorb und hat noch kein Häkchen, sei so lieb und hol das nach.", "Amelie Fock")
Q(f, "who ordered the forklift hire of 3 August", "Weißt du, wer von uns die bestellt hat?", "Amelie Fock")
tol(f, "am Donnerstag (17.9.) mache ich wie immer den Zahllauf", "routine of a colleague")
trap(f, "Die Voranmeldung für August ist am 9. rausgegangen", "done")

f = "Speichenbrief_09-2026.eml"
txt = """DER SPEICHENBRIEF – Nachrichten aus dem Zweiradhandel, Nr. 9/2026

Lagerräder: Warum der Winter diesmal später kommt
Die Händler haben ihre Bestände im Sommer um gut ein Fünftel abgebaut. Kommt jetzt die Wende? Drei Kaufleute aus
Münster, Kassel und Passau sind vorsichtig optimistisch.

Rückblick: Am 29. August feierte das Kettenmuseum in Schweinfurt sein zwanzigjähriges Bestehen, rund 900 Besucher
kamen. Der älteste ausgestellte Freilauf stammt von 1903.

Zahl des Monats: 61 Prozent aller in Deutschland verkauften Schläuche haben ein Autoventil oder ein Sclaverandventil.

Zum Schluss: Wer hätte gedacht, dass der gute alte Dynamo noch einmal Thema wird?

Sie erhalten diesen Brief, weil Sie ihn abonniert haben. Abmelden können Sie sich jederzeit hier.
"""
mail(f, "Der Speichenbrief <redaktion@speichenbrief.example>", "Speichenbrief 9/2026: Lagerräder, Freiläufe, Dynamos", "2026-09-07 05:30", txt,
     html="<html><body><h1>Der Speichenbrief</h1>" + "".join(f"<p>{escape(p)}</p>" for p in txt.strip().split("\n\n")) + "</body></html>",
     to="ops@nabenwerk.example", extra=[("List-Unsubscribe", "<mailto:weg@speichenbrief.example>")])
HARMLESS.append(f)
trap(f, "Kommt jetzt die Wende?", "newsletter, rhetorical")
trap(f, "Wer hätte gedacht, dass der gute alte Dynamo noch einmal Thema wird?", "rhetorical")
trap(f, "Abmelden können Sie sich jederzeit hier.", "boilerplate")

f = "Automatic_reply_Kowalczyk.eml"
mail(f, "Jagoda Kowalczyk <j.kowalczyk@obrecze-lodz.example>", "Automatic reply: Rims 622-19, pallet heights", "2026-09-14 09:02", """
Hello,

I am out of the office until 22 September and read no mail in that time. Mr Sobczak (sobczak@obrecze-lodz.example)
takes care of running orders. Your message is not being forwarded.

Kind regards
Jagoda Kowalczyk
Sales, Obręcze Łódź sp. z o.o.
""", reply="<20260914090155.3310@nabenwerk.example>", extra=[("Auto-Submitted", "auto-replied")])
HARMLESS.append(f)
trap(f, "I am out of the office until 22 September", "automatic reply")

# ------------------------------------------------------------------ letters and notices
f = "HZA_Duisburg_Nacherhebung.pdf"
pdf(f, [("s", "Hauptzollamt Duisburg · Sachgebiet D · Postfach 10 00 07 · 47000 Duisburg"), ("sp", 6),
    "Nabenwerk Import GmbH\nz. Hd. Frau H. Bollmann\nAm Rheinkai 14\n47119 Duisburg", ("sp", 4),
    "Geschäftszeichen: Z 3217 B – 0446/26 – D 22\nDuisburg, 9. September 2026",
    ("h", "Bescheid über die Nacherhebung von Einfuhrabgaben"),
    "Sehr geehrte Damen und Herren,",
    "die Überprüfung der Zollanmeldung vom 17. März 2026 (Warenkreis: Sattelstützen, Ursprung Volksrepublik China) hat ergeben, dass für die Positionen 4 bis 9 ein unzutreffender Zollsatz angewendet wurde. Der Unterschiedsbetrag wird gemäß Artikel 105 Absatz 4 UZK nacherhoben.",
    ("t", [["Abgabenart", "festgesetzt", "bereits entrichtet", "noch zu zahlen"], ["Zoll", "4.980,20 €", "2.210,00 €", "2.770,20 €"],
           ["Einfuhrumsatzsteuer", "9.315,45 €", "8.673,05 €", "642,40 €"], ["Summe", "14.295,65 €", "10.883,05 €", "3.412,60 €"]]),
    "Der Betrag von 3.412,60 € wird am 28. September 2026 fällig. Bei Zahlung ist das oben genannte Geschäftszeichen anzugeben.",
    "Säumniszuschläge entstehen erst, wenn die Abgaben nicht fristgerecht entrichtet werden.",
    ("h", "Rechtsbehelfsbelehrung"),
    "Dieser Bescheid kann mit dem Einspruch angefochten werden. Der Einspruch ist bei dem vorbezeichneten Hauptzollamt schriftlich, elektronisch oder zur Niederschrift einzulegen; er muss dort spätestens am 13. Oktober 2026 eingegangen sein. Die Verpflichtung zur Zahlung bleibt von der Einlegung unberührt.",
    "Im Auftrag\nSchürkes"], title="Bescheid")
D(f, "pay additional customs duties", "2026-09-28", "Der Betrag von 3.412,60 € wird am 28. September 2026 fällig.", "Hauptzollamt Duisburg", amount=3412.60)
D(f, "last day for objection against the notice", "2026-10-13", "er muss dort spätestens am 13. Oktober 2026 eingegangen sein", "Hauptzollamt Duisburg")
tol(f, "Bei Zahlung ist das oben genannte Geschäftszeichen anzugeben.", "formality")
trap(f, "die Überprüfung der Zollanmeldung vom 17. März 2026", "history")

f = "BG_Besichtigung_Halle7.docx"
docx(f, ["Berufsgenossenschaft Handel und Lager\nPräventionsdienst, Bezirk Niederrhein", "Nabenwerk Import GmbH\nAm Rheinkai 14, 47119 Duisburg",
    "Krefeld, den 7. September 2026\nAktenzeichen 51/2026/7730 Nie", ("h", "Besichtigung Ihrer Betriebsstätte Halle 7 am 1. September 2026", 2),
    "Sehr geehrte Frau Bollmann,",
    "bei der gemeinsamen Begehung mit Ihrem Lagerleiter Herrn Mensink wurden folgende Feststellungen getroffen:",
    ("t", [["Nr.", "Feststellung", "Einstufung"], ["1", "Rettungsweg zwischen Gasse 5 und Tor 2 durch abgestellte Paletten auf 0,60 m eingeengt", "mittel"],
           ["2", "Anschlagmittel am Kettenzug ohne lesbare Tragfähigkeitsangabe", "mittel"],
           ["3", "Verbandbuch lag nicht aus (noch während der Begehung behoben)", "gering"]]),
    "Die Beseitigung der unter Nr. 1 und 2 aufgeführten Mängel haben Sie mir innerhalb von vier Wochen nach Erhalt dieses Schreibens schriftlich und mit Lichtbildern anzuzeigen.",
    "Zu Nr. 3 ist nichts weiter zu veranlassen. Für die freundliche Aufnahme darf ich mich bedanken; der Zustand der Regalanlage war im Übrigen tadellos.",
    "Mit freundlichen Grüßen\nDipl.-Ing. Niermann\nAufsichtsperson"], font="Arial", size=10)
DT(f, "report with photos that defects 1 and 2 are removed (four weeks from receipt)", "2026-10-05",
   "Die Beseitigung der unter Nr. 1 und 2 aufgeführten Mängel haben Sie mir innerhalb von vier Wochen nach Erhalt dieses Schreibens schriftlich und mit Lichtbildern anzuzeigen.", "Berufsgenossenschaft Handel und Lager", computed=True)
tol(f, "Rettungsweg zwischen Gasse 5 und Tor 2 durch abgestellte Paletten auf 0,60 m eingeengt", "defect to be removed")
tol(f, "Anschlagmittel am Kettenzug ohne lesbare Tragfähigkeitsangabe", "defect to be removed")
trap(f, "Verbandbuch lag nicht aus (noch während der Begehung behoben)", "done")
trap(f, "Zu Nr. 3 ist nichts weiter zu veranlassen.", "done")

f = "cargo_open_cover_letter.txt"
(OUT / f).write_text("""CALDERWICK & SOAMES
Marine Insurance Brokers
9 Tollgate Wharf, Hull

Ms H. Bollmann
Nabenwerk Import GmbH
Am Rheinkai 14
47119 Duisburg
Germany
                                                                        4th September 2026

Our ref.  CS/MOC/2291
Marine Cargo Open Cover No. 78-400-62: bicycle components, warehouse to warehouse

Dear Ms Bollmann,

I write with regard to the above open cover, which, as you will recall, has been placed with the same three
underwriters since 2019 and has, I am glad to say, never given any of them cause for sorrow.

The present period of cover comes to an end at noon on 1st October 2026, and there is no held-covered provision
beyond that hour. Terms for the following year are therefore being sought.

Underwriters decline to quote until they have sight of the values shipped during the past twelve months. I should be
obliged if you would fill in the enclosed schedule and let us have it back.

There is a further matter on which the lead underwriter has been pressing me. Has the company begun, or does it
propose to begin, storing lithium batteries on the premises?

The claim for the wetted saddles (m.v. "Arnhem Trader", February) was settled in full in June and the file is closed.

I remain,
Yours sincerely,

P. J. Soames
Director
""", encoding="utf-8")
D(f, "marine cargo cover ends", "2026-10-01", "The present period of cover comes to an end at noon on 1st October 2026", "Calderwick & Soames")
T(f, "complete and return the schedule of shipped values", None, "I should be obliged if you would fill in the enclosed schedule and let us have it back.", "Calderwick & Soames")
Q(f, "are lithium batteries stored or planned", "Has the company begun, or does it propose to begin, storing lithium batteries on the premises?", "Calderwick & Soames")
trap(f, "The claim for the wetted saddles (m.v. \"Arnhem Trader\", February) was settled in full in June and the file is closed.", "done")
trap(f, "Terms for the following year are therefore being sought.", "broker's own work")

f = "thank_you_ghent_coop.docx"
docx(f, ["De Vrije Trapper, coöperatieve fietswerkplaats\nDok Noord 4, Gent", "Ghent, 3 September 2026", "Dear Hendrike, dear Tariq, dear everybody at the Rheinkai,",
    "When our little workshop burned down in June we thought that was the end of it. Then a pallet arrived: tubes, chains, forty pairs of pedals, and on top of it a box of stroopwafels with a note. We never asked for that. Who does such a thing?",
    "On 29 August we opened again, in two rooms next to the old dock. Thirty-one bicycles went out of the door that first day and every one of them had something of yours on it. We wanted you to see it, so there are two photographs in the envelope, no need to send them back.",
    "If you are ever in Ghent, there is coffee, always, on weekdays from ten until six.", "With love and greasy hands,\nLiesbet, Achmed and the Thursday group"], font="Georgia")
HARMLESS.append(f)
trap(f, "Who does such a thing?", "rhetorical")

f = "Bestaetigung_Palettenabholung.txt"
(OUT / f).write_text("""TERMINBESTÄTIGUNG (automatisch erzeugt)

Kunde:          Nabenwerk Import GmbH, Duisburg
Auftrag:        Abholung Leergut, 120 Stück Europalette, tauschfähig
Bestellt am:    09.09.2026 durch T. Mensink
Bestätigt für:  Freitag, 25.09.2026, 07:30 Uhr, Tor 1

Der Termin ist fest eingeplant. Das Fahrzeug bringt eigenes Ladegeschirr mit.
Es sind Ihrerseits keine weiteren Schritte erforderlich.

Niederrheinische Poolpaletten Logistik
""", encoding="utf-8")
HARMLESS.append(f)
trap(f, "Bestätigt für:  Freitag, 25.09.2026, 07:30 Uhr, Tor 1", "confirmed, nothing to do")
trap(f, "Bestellt am:    09.09.2026 durch T. Mensink", "done")

# ------------------------------------------------------------------ invoices etc.
f = "INV_MDH-20619.pdf"
pdf(f, [("h", "MAASDELTA HAULAGE B.V."), "Seinehaven 210, Rotterdam · VAT NL0000.41.228.B01", ("sp", 3),
    "To: Nabenwerk Import GmbH, Am Rheinkai 14, 47119 Duisburg, Germany", "INVOICE MDH-20619\nDate: 10 September 2026\nYour ref.: order 4500-7716, container CAIU 902774-1",
    ("t", [["Description", "Qty", "Unit EUR", "Amount EUR"], ["Barge Rotterdam-Duisburg, 40' HC", "1", "485.00", "485.00"], ["On-carriage by truck to Rheinkai", "1", "260.00", "260.00"],
           ["Transit document T1", "1", "65.00", "65.00"], ["Waiting time at terminal, per hour", "3", "58.00", "174.00"], ["VAT 0% (reverse charge)", "", "", "0.00"], ["TOTAL DUE", "", "EUR", "1,084.00"]],
     [80 * mm, 18 * mm, 26 * mm, 30 * mm]),
    "Terms: 14 days net from date of invoice. Bank details as known to you.",
    ("s", "Goods are carried under the CMR convention. Late payment bears statutory interest.")], font="Courier", size=9.5)
D(f, "pay invoice MDH-20619, 14 days net", "2026-09-24", "Terms: 14 days net from date of invoice.", "Maasdelta Haulage", computed=True)
F(f, "lines add up to 984.00, not 1,084.00", "TOTAL DUE EUR 1,084.00", "Maasdelta Haulage", "total_mismatch", expected=984.00)

f = "2_Mahnung_Ladungssicherung_Kempken.pdf"
pdf(f, [("h", "Kempken Ladungssicherung & Folien"), "Inh. Uwe Kempken · Voltastraße 31 · 47800 Krefeld", ("sp", 8), "Nabenwerk Import GmbH · Buchhaltung · Am Rheinkai 14 · 47119 Duisburg", "Krefeld, 08.09.2026",
    ("h", "2. Mahnung"), "Hallo zusammen,", "auf unsere Rechnung 26-3381 vom 3. Juli (Stretchfolie und Umreifungsband) ist trotz Erinnerung vom 12. August kein Geld gekommen. Das kennen wir von Ihnen gar nicht.",
    ("t", [["Posten", "Betrag"], ["Rechnung 26-3381", "618,80 €"], ["Mahngebühr", "7,50 €"], ["Offen", "626,30 €"]], [70 * mm, 35 * mm]),
    "Wenn die 626,30 € bis 19.09.2026 auf dem Konto sind, vergessen wir die Sache. Danach geht der Vorgang an unseren Anwalt, und das will ja keiner.",
    "Falls die Zahlung schon unterwegs ist, werfen Sie diesen Zettel einfach weg.", "Gruß aus Krefeld\nUwe Kempken"], font="Times-Roman", size=11.5)
D(f, "pay second reminder Kempken", "2026-09-19", "Wenn die 626,30 € bis 19.09.2026 auf dem Konto sind, vergessen wir die Sache.", "Kempken Ladungssicherung", amount=626.30)
trap(f, "auf unsere Rechnung 26-3381 vom 3. Juli (Stretchfolie und Umreifungsband) ist trotz Erinnerung vom 12. August kein Geld gekommen", "history")
tol(f, "Falls die Zahlung schon unterwegs ist, werfen Sie diesen Zettel einfach weg.", "boilerplate")

f = "Angebot_Schnelllauftor_Tor3.docx"
docx(f, [("h", "Torbau Wiesejahn GmbH & Co. KG", 1), "Dinslaken, 9. September 2026", "Angebot Nr. 2026/A/0517: Schnelllauftor für Tor 3, Halle 7",
    "Sehr geehrte Frau Bollmann, vielen Dank für das Gespräch vor Ort. Wir bieten Ihnen, freibleibend hinsichtlich der Montagewoche, wie folgt an:",
    ("t", [["Pos.", "Leistung", "Preis netto"], ["1", "Schnelllauftor 4,00 × 4,20 m, Behang grau, mit Steuerung", "7.480,00 €"], ["2", "Demontage und Entsorgung des vorhandenen Sektionaltors", "690,00 €"],
           ["3", "Montage, Elektroanschluss bauseits vorbereitet", "1.350,00 €"], ["4", "UVV-Prüfung und Einweisung", "180,00 €"], ["", "Summe netto", "9.700,00 €"], ["", "zzgl. 19 % USt.", "1.843,00 €"], ["", "Gesamtsumme", "11.543,00 €"]]),
    "Lieferzeit ca. sechs Wochen ab Auftragsklarheit. Zahlung: 50 % bei Bestellung, Rest nach Abnahme.",
    "An die genannten Preise fühlen wir uns bis einschließlich 9. Oktober 2026 gebunden.",
    "Wir würden uns freuen, für Sie tätig zu werden.\nHerbert Wiesejahn jun."], font="Verdana", size=9.5)
D(f, "quotation for the high-speed door is binding until then", "2026-10-09", "An die genannten Preise fühlen wir uns bis einschließlich 9. Oktober 2026 gebunden.", "Torbau Wiesejahn", amount=11543.00)
trap(f, "Zahlung: 50 % bei Bestellung, Rest nach Abnahme.", "only after an order")

f = "Quittung_Hafenkantine.pdf"
pdf(f, [("h", "QUITTUNG"), "Hafenkantine Zum Poller, Duisburg-Ruhrort", "Datum: 04.09.2026   Beleg 1187", ("t", [["Artikel", "EUR"], ["14 x Mittagstisch Sommerfest Lager", "166,60"], ["28 x Getränk", "70,00"], ["Gesamt", "236,60"]], [80 * mm, 30 * mm]),
    "Betrag dankend in bar erhalten. Enthaltene USt. 7 % / 19 % siehe Rückseite.", "Unser nächstes Grünkohlessen: Samstag, 7. November, ab 12 Uhr."], font="Courier", size=10)
HARMLESS.append(f)
trap(f, "Betrag dankend in bar erhalten.", "paid")
trap(f, "Unser nächstes Grünkohlessen: Samstag, 7. November, ab 12 Uhr.", "advertisement")

# ------------------------------------------------------------------ contracts
f = "Mietvertrag_Halle7.pdf"
pdf(f, [("h", "Gewerbemietvertrag über die Lagerhalle 7, Am Rheinkai"),
    "zwischen der Ruhrorter Hafenspeicher Grundbesitz KG, Duisburg – nachfolgend „Vermieterin“ –\nund der Nabenwerk Import GmbH, Duisburg – nachfolgend „Mieterin“ –",
    ("h", "§ 1 Mietgegenstand"), "(1) Vermietet wird die Halle 7 mit 2.140 m² Lagerfläche, drei Überladebrücken und einem Bürotrakt von 86 m², wie im Lageplan (Anlage 1) rot umrandet.",
    "(2) Die Vermietung erfolgt ausschließlich zum Betrieb eines Lagers für Fahrradteile nebst Verwaltung. Eine Änderung des Nutzungszwecks bedarf der Zustimmung der Vermieterin.",
    ("h", "§ 2 Mietzeit und Verlängerung"), "(1) Das Mietverhältnis hat am 1. April 2022 begonnen und ist auf fünf Jahre, mithin bis zum 31. März 2027, befristet.",
    "(2) Der Mieterin steht das Recht zu, durch einseitige Erklärung einmalig die Verlängerung um weitere fünf Jahre herbeizuführen. Dieses Recht erlischt, wenn die Erklärung der Vermieterin nicht mindestens sechs Monate vor dem Ende der Mietzeit in Schriftform zugegangen ist.",
    "(3) Eine stillschweigende Fortsetzung nach § 545 BGB ist ausgeschlossen.",
    ("h", "§ 3 Miete"), "(1) Die monatliche Miete beträgt 9.870,00 € zuzüglich der gesetzlichen Umsatzsteuer und ist im Voraus, spätestens am dritten Werktag eines Monats, auf das Konto der Vermieterin zu entrichten.",
    "(2) Die Miete ist an den Verbraucherpreisindex gekoppelt. Anpassungen teilt die Vermieterin in Textform mit; eine Rückwirkung findet nicht statt.",
    ("h", "§ 4 Betriebskosten"), "Über die Vorauszahlungen rechnet die Vermieterin bis zum 30. Juni des jeweiligen Folgejahres ab. Einwendungen gegen eine Abrechnung sind binnen eines Jahres nach deren Zugang möglich.",
    ("h", "§ 5 Instandhaltung"), "(1) Dach und Fach obliegen der Vermieterin. Sie lässt die Dachrinnen alljährlich bis Ende November reinigen.",
    "(2) Schönheitsreparaturen im Bürotrakt trägt die Mieterin nach Bedarf.",
    ("h", "§ 6 Sicherheit"), "Die Mieterin hat am 28. März 2022 eine Bankbürgschaft über 29.610,00 € übergeben, die drei Monate nach Ende des Mietverhältnisses zurückzugeben ist.",
    ("h", "§ 7 Untervermietung"), "Eine Untervermietung von bis zu 400 m² an Unternehmen der Fahrradbranche gilt als genehmigt.",
    ("h", "§ 8 Schlussbestimmungen"), "Mündliche Nebenabreden bestehen nicht. Gerichtsstand ist Duisburg. Sollte eine Bestimmung unwirksam sein, bleibt der Vertrag im Übrigen wirksam.",
    "Duisburg, den 14. Februar 2022"], font="Times-Roman", size=11)
D(f, "extension option must reach the landlord six months before 31 March 2027", "2026-09-30",
  "Dieses Recht erlischt, wenn die Erklärung der Vermieterin nicht mindestens sechs Monate vor dem Ende der Mietzeit in Schriftform zugegangen ist.", "Ruhrorter Hafenspeicher Grundbesitz KG", computed=True)
tol(f, "Das Mietverhältnis hat am 1. April 2022 begonnen und ist auf fünf Jahre, mithin bis zum 31. März 2027, befristet.", "end of the lease")
tol(f, "ist im Voraus, spätestens am dritten Werktag eines Monats, auf das Konto der Vermieterin zu entrichten", "standing monthly rent")
tol(f, "Einwendungen gegen eine Abrechnung sind binnen eines Jahres nach deren Zugang möglich.", "general clause")
trap(f, "Über die Vorauszahlungen rechnet die Vermieterin bis zum 30. Juni des jeweiligen Folgejahres ab.", "duty of landlord")
trap(f, "Sie lässt die Dachrinnen alljährlich bis Ende November reinigen.", "duty of landlord")
trap(f, "Die Mieterin hat am 28. März 2022 eine Bankbürgschaft über 29.610,00 € übergeben, die drei Monate nach Ende des Mietverhältnisses zurückzugeben ist.", "done / duty of the other side")

f = "Halvorsen_supply_agreement.docx"
docx(f, [("h", "Supply and Distribution Agreement", 1), "between Halvorsen Hubs AS, Drammen, Norway (the “Maker”) and Nabenwerk Import GmbH, Duisburg, Germany (the “Distributor”), made on 15 January 2024.",
    ("h", "1. Appointment", 2), "1.1 The Maker appoints the Distributor as its non-exclusive distributor of hubs and freehub bodies for Germany, Austria and the Benelux countries.", "1.2 The Distributor buys and sells in its own name and for its own account.",
    ("h", "2. Orders", 2), "2.1 Every order is confirmed or declined by the Maker within five working days of its arrival.", "2.2 Lead time is eight weeks ex works Drammen, save that spare pawls are kept in stock.",
    ("h", "3. Prices", 2), "3.1 Prices are those of Annex B and stay unaltered through a calendar year.", "3.2 The Maker makes the price list for the next year known no later than 31 October.",
    ("h", "4. Inspection and warranty", 2), "4.1 Visible defects are to be reported within eight days of arrival of the goods, hidden ones when found.", "4.2 The Maker repairs, replaces or credits at its choice. The warranty runs for thirty months from delivery.",
    ("h", "5. Trade marks", 2), "5.1 The Distributor may show the Maker’s marks in catalogues and on its website while this Agreement is in force.",
    ("h", "6. Confidentiality", 2), "6.1 Drawings, tolerances and test data remain secret for two years beyond the end of this Agreement.",
    ("h", "7. Duration", 2), "7.1 The Agreement has a first term of three years and so lasts until 15 January 2027.", "7.2 It carries on for a further two years each time, save where one party has told the other in text form, three months or more ahead of the day on which the term runs out, that it will not go on.", "7.3 The right of either party to end the Agreement at once for a grave reason is not affected.",
    ("h", "8. Law", 2), "8.1 Norwegian law applies to the exclusion of the CISG. The courts of Drammen have jurisdiction.", "Signed at Drammen and Duisburg: K. Halvorsen, J. Rademacher"], font="Cambria")
D(f, "last day to give notice under the supply agreement (three months before 15 Jan 2027)", "2026-10-15",
  "It carries on for a further two years each time, save where one party has told the other in text form, three months or more ahead of the day on which the term runs out, that it will not go on.", "Halvorsen Hubs AS", computed=True)
tol(f, "7.1 The Agreement has a first term of three years and so lasts until 15 January 2027.", "end of term")
tol(f, "4.1 Visible defects are to be reported within eight days of arrival of the goods, hidden ones when found.", "general clause")
trap(f, "2.1 Every order is confirmed or declined by the Maker within five working days of its arrival.", "duty of other side")
trap(f, "3.2 The Maker makes the price list for the next year known no later than 31 October.", "duty of other side")

# ------------------------------------------------------------------ minutes and notes
f = "lagerrunde_2026-09-10.md"
(OUT / f).write_text("""# Lagerrunde, Do 10.09.2026, 13:00–13:50

da: Hendrike, Svea, Tariq, Amelie (Protokoll) · entschuldigt: Jost

## Wareneingang
Drei Sendungen ohne Beanstandung. Bei den Naben aus Ningbo waren wieder Kartons eingedrückt; Svea knöpft sich den
Lieferanten deswegen vor und berichtet.

## Technik
* Batterie vom Hubwagen 2: getauscht am 4.9. (Tariq), läuft
* Feuerlöscher Halle 7, Plaketten sind abgelaufen -> Tariq holt den Prüfdienst ins Haus, noch vor Monatsende

## Personal
Tariq geht im Oktober fünf Wochen in Elternzeit (schon eingetragen). Niemand wusste, wer in dieser Zeit morgens um
halb sechs das Tor aufschließt, Hendrike überlegt.

## Sonstiges
Sommerfest war schön, die Hüpfburg ist zurückgegeben. Neue Handschuhe liegen in der Ausgabe.

Nächste Runde: Freitag, 24.09.2026, 13 Uhr, Pausenraum
""", encoding="utf-8")
T(f, "Svea takes up the crushed cartons with the Ningbo supplier and reports", None, "Svea knöpft sich den Lieferanten deswegen vor und berichtet", "Svea Kolbe")
DT(f, "Tariq gets the fire extinguishers in hall 7 inspected", "2026-09-30", "Tariq holt den Prüfdienst ins Haus, noch vor Monatsende", "Tariq Mensink", computed=True)
Q(f, "who opens the gate during Tariq's parental leave", "Niemand wusste, wer in dieser Zeit morgens um halb sechs das Tor aufschließt, Hendrike überlegt.", "Lagerrunde")
F(f, "24.09.2026 is a Thursday, not a Friday", "Nächste Runde: Freitag, 24.09.2026, 13 Uhr, Pausenraum", "Lagerrunde", "weekday_mismatch")
tol(f, "Nächste Runde: Freitag, 24.09.2026, 13 Uhr, Pausenraum", "meeting date may be noted")
tol(f, "Hendrike überlegt", "could be seen as a task of hers")
trap(f, "Batterie vom Hubwagen 2: getauscht am 4.9. (Tariq), läuft", "done")
trap(f, "die Hüpfburg ist zurückgegeben", "done")

f = "call_notes_formosa_SK.docx"
docx(f, [("h", "Phone call Formosa Crank Works, 8 September 2026, 08:30 – 09:05", 2), "Svea Kolbe / Lin Po-Han, later also Mrs Huang (quality)",
    ("li", ["Typhoon warning, they may close on Monday. No effect on our order, he thinks.", "Chainline: settled, 49 mm, as before. The old drawing was simply wrong.", "Salt spray test: Mrs Huang is going to send us the report at the end of September.",
            "Packing: inner boxes arrive crushed when stacked five high. New layout is drawn already; the packing drawing rev. D leaves here on Friday 18 September, I gave him my word.", "MOQ stays at 500 per colour, he wouldn't move an inch."]),
    "Mood good. Mr Lin's daughter has started university in Tainan.", "SK"], font="Calibri", size=11)
DT(f, "Svea sends packing drawing rev. D to Formosa", "2026-09-18", "the packing drawing rev. D leaves here on Friday 18 September, I gave him my word", "Svea Kolbe / Formosa Crank Works")
trap(f, "Mrs Huang is going to send us the report at the end of September", "promise of the other side")
trap(f, "Chainline: settled, 49 mm, as before.", "answered")

# ------------------------------------------------------------------ spreadsheets
f = "Offene_Punkte_Betrieb.xlsx"
wb = Workbook(); ws = wb.active; ws.title = "Punkte"
rows = [["Nr.", "Punkt", "Wer", "Termin", "Stand", "Bemerkung"],
        [41, "Gefahrgutbericht 2025 ablegen", "Svea Kolbe", "31.07.2026", "erledigt", "Ordner 12"],
        [42, "Mautnachweise Venlo nachreichen", "Amelie Fock", "14.08.2026", "erledigt", ""],
        [43, "Inventurdifferenz Innenlager ausbuchen", "Amelie Fock", "30.09.2026", "offen", "Liste von Tariq liegt vor"],
        [44, "Etikettendrucker Packplatz 2 ersetzen", "Tariq Mensink", "", "in Arbeit", "druckt schief"],
        [45, "Solardach: Angebote einholen", "Jost Rademacher", "", "zurückgestellt", "Eigentümer will nicht"],
        [46, "Zaunschaden Nordseite melden", "Hendrike Bollmann", "28.08.2026", "erledigt", "Versicherung hat gezahlt"]]
for r in rows: ws.append(r)
for c in ws[1]: c.font = Font(bold=True)
ws.column_dimensions["B"].width = 44; ws.column_dimensions["C"].width = 20
wb.save(OUT / f)
DT(f, "Amelie writes off the stock difference of bottom brackets", "2026-09-30", "Inventurdifferenz Innenlager ausbuchen Amelie Fock 30.09.2026 offen", "Amelie Fock")
T(f, "Tariq replaces the label printer at packing place 2", None, "Etikettendrucker Packplatz 2 ersetzen Tariq Mensink", "Tariq Mensink")
for r in rows[1:]:
    if r[4] == "erledigt": trap(f, f"{r[1]} {r[2]} {r[3]} erledigt", "done")
tol(f, "Solardach: Angebote einholen Jost Rademacher", "postponed")

f = "Preisliste_Werkstatt_2026H2.csv"
with open(OUT / f, "w", encoding="utf-8", newline="") as h:
    w = csv.writer(h, delimiter=";")
    w.writerow(["Artikel", "Bezeichnung / description", "VE", "EK EUR", "gültig ab"])
    for a in [["NB-1001", "Schlauch 28 Zoll, Sclaverand 42 mm", 50, "1,92"], ["NB-1014", "Felgenband 18 mm / rim tape", 100, "0,41"], ["NB-2203", "Kette 11-fach, 118 Glieder", 25, "9,85"],
              ["NB-2210", "Kassette 11-34 / cassette", 10, "21,40"], ["NB-3307", "Bremsbelag organisch, Paar", 50, "2,75"], ["NB-4120", "Pedal, Kunststoff, Paar", 20, "4,10"], ["NB-5008", "Sattelklemme 31,8 / seat clamp", 40, "1,66"]]:
        w.writerow(a + ["01.07.2026"])
HARMLESS.append(f)

# ------------------------------------------------------------------ web page, slides, policy
f = "Verpackungsportal_Meldungen.html"
(OUT / f).write_text("""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Mein Konto – Duales System Ringfluss</title>
<style>body{font-family:sans-serif} nav a{margin-right:1em}</style><script>var lang='de';</script></head>
<body><nav><a href="#">Start</a><a href="#">Meldungen</a><a href="#">Verträge</a><a href="#">Abmelden</a></nav>
<h1>Meldungen</h1><p>Angemeldet als: Nabenwerk Import GmbH (Reg.-Nr. DE0000417733)</p>
<table border="1"><tr><th>Zeitraum</th><th>Pappe (kg)</th><th>Kunststoff (kg)</th><th>Status</th></tr>
<tr><td>1. Quartal 2026</td><td>6.140</td><td>812</td><td>angenommen am 16.04.2026</td></tr>
<tr><td>2. Quartal 2026</td><td>7.025</td><td>903</td><td>angenommen am 15.07.2026</td></tr>
<tr><td>3. Quartal 2026</td><td>–</td><td>–</td><td>leer</td></tr></table>
<p><strong>Hinweis zu Ihrem Konto:</strong> Für das dritte Quartal liegt uns von Ihnen keine Mengenmeldung vor, sie ist bis zum
20. Oktober 2026 über dieses Formular abzugeben.</p>
<h2>Wussten Sie schon?</h2><p>Papierklebeband erleichtert das Recycling. Unser Kundendienst ist montags bis donnerstags von 9 bis 16 Uhr erreichbar.</p>
<footer>© Duales System Ringfluss</footer></body></html>
""", encoding="utf-8")
DT(f, "report packaging quantities for Q3", "2026-10-20", "Für das dritte Quartal liegt uns von Ihnen keine Mengenmeldung vor, sie ist bis zum 20. Oktober 2026 über dieses Formular abzugeben.", "Duales System Ringfluss")
tol(f, "3. Quartal 2026", "table row of the same report")
trap(f, "Wussten Sie schon?", "boilerplate")

f = "ops_review_summer.pptx"
p = Presentation()
def slide(title, lines):
    s = p.slides.add_slide(p.slide_layouts[1]); s.shapes.title.text = title
    tf = s.placeholders[1].text_frame; tf.text = lines[0]
    for l in lines[1:]: tf.add_paragraph().text = l
slide("Warehouse & inbound: the summer in five slides", ["Prepared by Jost Rademacher for the operations team", "2 September 2026"])
slide("Inbound", ["31 containers, two of them late", "Average door-to-shelf time 2.4 days (target was 3)", "Box-size trial wound up in July, new sizes in use"])
slide("Pick quality", ["Error rate 0.31 %, down from 0.52 %", "Biggest culprit: left and right pedals", "Scanner training held on 20 August"])
slide("Warehouse software", ["Both demos done: Kistenklar and Palloma", "Palloma cheaper, Kistenklar has the better scanner", "Hendrike makes the call between the two, final choice on my desk by 30 October"])
slide("Outlook", ["Peak season begins mid-November", "No overtime foreseen before then"])
p.save(OUT / f)
DT(f, "Hendrike chooses the warehouse software vendor", "2026-10-30", "Hendrike makes the call between the two, final choice on my desk by 30 October", "Jost Rademacher")
trap(f, "Box-size trial wound up in July, new sizes in use", "done")
trap(f, "Scanner training held on 20 August", "past")

f = "forklift_house_rules.md"
(OUT / f).write_text("""# House rules for forklifts / Staplerregeln

*Version 4, in force since 1 March 2025. Aushang am Tor 1.*

1. Only people on the driver list may drive. The list hangs next to the charging station.
2. Walking pace in aisles. Horn at every crossing.
3. Forks down when parked, key out, and the key goes into the key box.
4. Keine Mitfahrer. Auch nicht "nur bis zum Tor".
5. Damage is entered into the logbook by the driver before the shift ends.
6. Ladegeräte: erst Stecker, dann Schalter.

Why so strict? Because in 2023 a rack upright was hit twice in one week.

History: v1 2019, v2 2021, v3 2023 (aisle 4), v4 2025 (horn rule).
""", encoding="utf-8")
HARMLESS.append(f)
trap(f, "Why so strict?", "rhetorical")
trap(f, "Damage is entered into the logbook by the driver before the shift ends.", "standing rule")

json.dump({"reference": REF, "owner": {"name": "Hendrike Bollmann", "addresses": ["hendrike.bollmann@nabenwerk.example", "ops@nabenwerk.example"]},
           "language": "mixed", "items": ITEMS, "harmless_files": HARMLESS, "tolerated": TOL, "traps": TRAPS},
          open(HERE / "planted.json", "w", encoding="utf-8"), ensure_ascii=False, indent=1)
