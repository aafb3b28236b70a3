#!/usr/bin/env python
# Erfundener Posteingang: Hausverwaltung Brandstetter, Neuwarthen. Alles frei erfunden.
import csv, datetime as dt, json, os
from email.message import EmailMessage
from email.utils import format_datetime
from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "files")
os.makedirs(OUT, exist_ok=True)
for f in os.listdir(OUT):
    os.remove(os.path.join(OUT, f))
TZ = dt.timezone(dt.timedelta(hours=2))
ME = "Mirjam Brandstetter <m.brandstetter@hv-brandstetter.example>"

items, harmless, tolerated, traps = [], [], [], []


def add(kind, file, quote, due, what, party, **kw):
    items.append(dict(file=file, kind=kind, what=what, due=due, quote=quote, party=party, **kw))


def D(*a, **k): add("deadline", *a, **k)
def T(*a, **k): add("task", *a, **k)
def DT(*a, **k):
    add("deadline", *a, **k)
    add("task", *a, **k)
def Q(file, quote, what, party, due=None): add("question", file, quote, due, what, party)
def F(file, quote, what, party, finding, **k): add("finding", file, quote, None, what, party, finding=finding, **k)
def TOL(file, quote, why): tolerated.append(dict(file=file, quote=quote, why=why))
def TRAP(file, quote, why): traps.append(dict(file=file, quote=quote, why=why))


def p(name):
    return os.path.join(OUT, name)


def mail(name, frm, subject, when, text, to=ME, cc=None, mid=None, reply=None, html=None, charset="utf-8", auto=False):
    m = EmailMessage()
    m["From"], m["To"], m["Subject"] = frm, to, subject
    if cc:
        m["Cc"] = cc
    m["Date"] = format_datetime(dt.datetime(*when, tzinfo=TZ))
    m["Message-ID"] = mid
    if reply:
        m["In-Reply-To"] = reply
        m["References"] = reply
    if auto:
        m["Auto-Submitted"] = "auto-replied"
    m.set_content(text.strip("\n") + "\n", charset=charset)
    if html:
        m.add_alternative(html, subtype="html")
    with open(p(name), "wb") as fh:
        fh.write(m.as_bytes())


def style(font="Helvetica", size=10, lead=None, **k):
    return ParagraphStyle("s", fontName=font, fontSize=size, leading=lead or size * 1.35, spaceAfter=k.pop("after", 6), **k)


def pdf(name, story, margin=24):
    SimpleDocTemplate(p(name), pagesize=A4, leftMargin=margin * mm, rightMargin=margin * mm,
                      topMargin=22 * mm, bottomMargin=20 * mm, pageCompression=0, invariant=1).build(story)


def eur(x):
    return f"{x:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")


# ---------------------------------------------------------------- 1 Eigentümer, alte Schule
f = "Gerbergasse 7 - Wendtland.eml"
mail(f, '"Dr. Ulrich Wendtland" <u.wendtland@posthorn.example>', "Gerbergasse 7", (2026, 9, 14, 20, 41), """
Sehr verehrte Frau Brandstetter,

haben Sie Dank für Ihre Zeilen und für die Umsicht, mit der Sie den Dachboden haben räumen lassen. Wer hätte gedacht, dass vierzig Jahre Hinterlassenschaften in zwei Container passen? Meine Frau jedenfalls nicht; ich habe die Wette gewonnen.

Erlauben Sie mir, auf die Wohnung im zweiten Obergeschoss zurückzukommen. Herr Petrow hat, wenn ich mich recht entsinne, Anfang Juli Ihr Schreiben wegen der Anpassung der Miete erhalten; hat er denn inzwischen zugestimmt, oder hüllt er sich weiterhin in Schweigen? Ich begegne ihm allenfalls im Treppenhaus, und dort mag ich von Geld nicht reden. Mein Steuerberater möchte die Zahlen im Herbst in seine Planung aufnehmen, daher meine Neugier.

Ohne jede Eile: Eine Abschrift des Energieausweises wäre mir willkommen, mein Exemplar ist beim Umzug verschollen, und Sie haben gewiss eine in den Akten, die Sie mir zusenden können.

Im Übrigen bleibt es bei unserer Verabredung, dass ich Ihnen die unterzeichnete Vollmacht zuleite, sobald ich aus Bad Reichenfels heimgekehrt bin.

Mit den besten Empfehlungen
Ihr
Ulrich Wendtland
""", mid="<6f2c81.20260914@posthorn.example>")
Q(f, "hat er denn inzwischen zugestimmt, oder hüllt er sich weiterhin in Schweigen?", "has tenant Petrow agreed to the rent increase", "Dr. Ulrich Wendtland")
T(f, "Eine Abschrift des Energieausweises wäre mir willkommen, mein Exemplar ist beim Umzug verschollen, und Sie haben gewiss eine in den Akten, die Sie mir zusenden können.", None, "send Dr. Wendtland a copy of the energy certificate", "Dr. Ulrich Wendtland")
TRAP(f, "Wer hätte gedacht, dass vierzig Jahre Hinterlassenschaften in zwei Container passen?", "rhetorical question")
TRAP(f, "dass ich Ihnen die unterzeichnete Vollmacht zuleite, sobald ich aus Bad Reichenfels heimgekehrt bin", "duty of the other side")

# ---------------------------------------------------------------- 2 Mieterin, locker
f = "AW Wasserfleck Feldstr 41.eml"
mail(f, "Jule Reimers <jule.reimers@funkpost.example>", "AW: Wasserfleck Bad", (2026, 9, 14, 23, 7), """
hey frau brandstetter, hey herr tillich

bilder hab ich euch grad ins mieterportal hochgeladen, drei stück, das letzte mit zollstock :)

der fleck war letzte woche noch ne untertasse, jetzt isses ne familienpizza und riechen tuts auch. kommt da jetzt eigentlich noch wer gucken oder muss ich mir selber nen klempner suchen??

achso und ganz was anderes: im fahrradkeller steht seit ostern so ein blaues hollandrad genau vor meinem abteil. falls irgendwer bei euch ne ahnung hat, wem das ding gehört, gerne kurz durchsagen, ich krieg die tür kaum noch auf

lg jule (feldstr. 41, 2. og links)

Am Fr., 11. Sept. 2026 um 09:12 schrieb Jonas Tillich <j.tillich@hv-brandstetter.example>:
> Guten Morgen Frau Reimers,
>
> haben Sie vielleicht ein Foto vom Fleck für uns? Möglichst mit etwas
> daneben, damit man die Größe einschätzen kann.
>
> Viele Grüße
> Jonas Tillich, Objektbetreuung
""", cc="Jonas Tillich <j.tillich@hv-brandstetter.example>", mid="<CAF9-reimers-0914@funkpost.example>", reply="<tillich.7741@hv-brandstetter.example>")
Q(f, "kommt da jetzt eigentlich noch wer gucken oder muss ich mir selber nen klempner suchen??", "will someone come to look at the water stain", "Jule Reimers")
Q(f, "falls irgendwer bei euch ne ahnung hat, wem das ding gehört, gerne kurz durchsagen", "whose is the blue bicycle in the cellar", "Jule Reimers")
TOL(f, "falls irgendwer bei euch ne ahnung hat, wem das ding gehört, gerne kurz durchsagen", "may also be noted as a task")
TOL(f, "der fleck war letzte woche noch ne untertasse, jetzt isses ne familienpizza und riechen tuts auch", "growing damage: noting a task to look after it is no mistake")
TRAP(f, "haben Sie vielleicht ein Foto vom Fleck für uns?", "quoted question of the own office, answered (photos uploaded)")

# ---------------------------------------------------------------- 3 Beirat, Stichpunkte
f = "WEG Kastanienallee offene Punkte.eml"
mail(f, "Holtkötter, Bernd <holtkoetter@beirat-kastanienallee.example>", "WEG Kastanienallee 14-18 / offene Punkte", (2026, 9, 15, 6, 30), """
Guten Tag Frau Brandstetter,

der Reihe nach:

1. Heizkosten Haus 16, plus 31 % gegenüber Vorjahr. Eine Begründung dafür hat der Beirat seit seiner Sitzung vom 26. August nicht erhalten, und die Leute im Haus reden schon.

2. Versammlung am 22. Oktober. Laut Gemeinschaftsordnung müssen die Einladungen drei Wochen vorher, also spätestens am 1. Oktober, bei der Post sein.

3. TOP Ladesäulen: Legen Sie der Einladung beide Anbieterunterlagen bei, nicht wieder nur eine.

4. Belegprüfung bei Ihnen im Büro? Frau Oppermann hat den 6. Oktober zugesagt, Punkt ist vom Tisch.

5. Das Protokoll vom 26. August zeichne ich bis Monatsende gegen.

Holtkötter
Vorsitzender des Verwaltungsbeirats
""", mid="<0915-0630@beirat-kastanienallee.example>")
Q(f, "Eine Begründung dafür hat der Beirat seit seiner Sitzung vom 26. August nicht erhalten", "why did the heating costs in house 16 rise by 31 %", "Bernd Holtkötter (Beirat)")
DT(f, "Laut Gemeinschaftsordnung müssen die Einladungen drei Wochen vorher, also spätestens am 1. Oktober, bei der Post sein.", "2026-10-01", "post the invitations to the owners' meeting", "Bernd Holtkötter (Beirat)")
T(f, "Legen Sie der Einladung beide Anbieterunterlagen bei, nicht wieder nur eine.", None, "enclose documents of both charging station suppliers with the invitation", "Bernd Holtkötter (Beirat)")
TOL(f, "Versammlung am 22. Oktober.", "appointment of the owner")
TOL(f, "Frau Oppermann hat den 6. Oktober zugesagt", "confirmed appointment")
TRAP(f, "Belegprüfung bei Ihnen im Büro?", "answered in the next sentence")
TRAP(f, "Das Protokoll vom 26. August zeichne ich bis Monatsende gegen.", "duty of the other side")

# ---------------------------------------------------------------- 4 Dachdecker
f = "Rinne Feldstrasse.eml"
mail(f, "Dachdeckerei Pfleiderer <buero@pfleiderer-dach.example>", "Rinne Feldstraße", (2026, 9, 11, 17, 55), """
Moin Frau Brandstetter,

Angebot 26-311 haben Sie ja liegen. Den Preis kann ich stehen lassen, nur nicht ewig: nach dem 9. Oktober kostet mich das Zink sechs Prozent mehr und ich müsste alles neu rechnen.

Bevor ich das Gerüst bestelle, noch eins – stellen wir vom Hof aus oder von der Straße? Bei der Straße will die Stadt einen Antrag, den mach dann ich, aber es zieht sich.

Die Dachluke hab ich am Donnerstag übrigens gleich mit abgedichtet, kost nix.

Gruß
Uwe Pfleiderer
""", mid="<pfl.26311.b@pfleiderer-dach.example>")
D(f, "nach dem 9. Oktober kostet mich das Zink sechs Prozent mehr und ich müsste alles neu rechnen", "2026-10-09", "quoted price for the gutter holds until then", "Dachdeckerei Pfleiderer")
Q(f, "stellen wir vom Hof aus oder von der Straße?", "scaffold from the yard or from the street", "Dachdeckerei Pfleiderer")
TRAP(f, "Die Dachluke hab ich am Donnerstag übrigens gleich mit abgedichtet, kost nix.", "done already")

# ---------------------------------------------------------------- 5 Notariat
f = "UR 1184-2026 Verwalterzustimmung WE 11.eml"
mail(f, "Notariat Dr. Quandt <sekretariat@notariat-quandt.example>", "UR-Nr. 1184/2026 Q – Wohnungseigentum Nr. 11, Kastanienallee 16", (2026, 9, 10, 11, 20), """
Sehr geehrte Frau Brandstetter,

in vorbezeichneter Angelegenheit überreichen wir den Entwurf der Verwalterzustimmung zur Veräußerung der Einheit Nr. 11 (Verkäuferin: Frau Annegret Stolz). Die Urschrift mit beglaubigter Unterschrift muss der Notarin am 25. September 2026 vorliegen, weil andernfalls die Fälligkeitsmitteilung an den Erwerber unterbleibt.

Für die Kaufpreisabwicklung kommt es ferner darauf an, ob und gegebenenfalls in welcher Höhe die Verkäuferin mit Hausgeld im Rückstand ist; hierüber liegt hier bislang keine Auskunft vor.

Die Eintragung der Auflassungsvormerkung wurde am 8. September beantragt. Die Kosten der Beglaubigung trägt der Erwerber.

Mit freundlichen Grüßen
i. A. Ruth Sievers
Notarfachwirtin

Notarin Dr. Esther Quandt
Domplatz 2, Neuwarthen
""", mid="<1184.2026.q.3@notariat-quandt.example>")
DT(f, "Die Urschrift mit beglaubigter Unterschrift muss der Notarin am 25. September 2026 vorliegen", "2026-09-25", "hand in the certified administrator's consent for unit 11", "Notariat Dr. Quandt")
Q(f, "ob und gegebenenfalls in welcher Höhe die Verkäuferin mit Hausgeld im Rückstand ist; hierüber liegt hier bislang keine Auskunft vor", "is the seller in arrears with service charges, and how much", "Notariat Dr. Quandt")
TOL(f, "Für die Kaufpreisabwicklung kommt es ferner darauf an, ob und gegebenenfalls in welcher Höhe die Verkäuferin mit Hausgeld im Rückstand ist; hierüber liegt hier bislang keine Auskunft vor.", "may also be noted as a task (give the information)")
TRAP(f, "Die Eintragung der Auflassungsvormerkung wurde am 8. September beantragt.", "done by the other side")

# ---------------------------------------------------------------- 6 Heizung, mit HTML
f = "Wartungstermin Am Muehlwehr 3.eml"
txt = """
Guten Tag,

für die Jahreswartung der Brennwertanlage Am Mühlwehr 3 hätten wir noch diese Lücken:

- Dienstag, 29.09., 7:30 Uhr
- Donnerstag, 01.10., 13:00 Uhr
- Dienstag, 06.10., 7:30 Uhr

Welcher davon wäre Ihnen recht? Wir blocken alle drei bis Montag, 21. September; was dann nicht vergeben ist, bekommt die Warteliste.

Den Heizraumschlüssel hat unser Monteur noch vom letzten Jahr, es muss also niemand von Ihnen hin.

Sonnige Grüße aus der Dispo
Melanie Kohrs
Wärmetechnik Ostermann GmbH
"""
html = """<html><body style="font-family:Calibri,sans-serif"><p>Guten Tag,</p><p>für die Jahreswartung der Brennwertanlage <b>Am Mühlwehr 3</b> hätten wir noch diese Lücken:</p>
<ul><li>Dienstag, 29.09., 7:30 Uhr</li><li>Donnerstag, 01.10., 13:00 Uhr</li><li>Dienstag, 06.10., 7:30 Uhr</li></ul>
<p>Welcher davon wäre Ihnen recht? Wir blocken alle drei bis Montag, 21. September; was dann nicht vergeben ist, bekommt die Warteliste.</p>
<p>Den Heizraumschlüssel hat unser Monteur noch vom letzten Jahr, es muss also niemand von Ihnen hin.</p>
<p>Sonnige Grüße aus der Dispo<br>Melanie Kohrs<br><span style="color:#c60">Wärmetechnik Ostermann GmbH</span></p></body></html>"""
mail(f, "Melanie Kohrs <dispo@ostermann-waerme.example>", "Wartungstermin Am Mühlwehr 3", (2026, 9, 14, 10, 2), txt, mid="<dispo-55120@ostermann-waerme.example>", html=html)
Q(f, "Welcher davon wäre Ihnen recht?", "which of the three maintenance dates suits", "Wärmetechnik Ostermann")
D(f, "Wir blocken alle drei bis Montag, 21. September; was dann nicht vergeben ist, bekommt die Warteliste.", "2026-09-21", "choose a maintenance date before the block ends", "Wärmetechnik Ostermann")
TOL(f, "Wir blocken alle drei bis Montag, 21. September; was dann nicht vergeben ist, bekommt die Warteliste.", "may also be listed as a task (choose a date)")
for q in ("Dienstag, 29.09., 7:30 Uhr", "Donnerstag, 01.10., 13:00 Uhr", "Dienstag, 06.10., 7:30 Uhr"):
    TOL(f, q, "proposed date, not fixed")
TRAP(f, "Den Heizraumschlüssel hat unser Monteur noch vom letzten Jahr, es muss also niemand von Ihnen hin.", "nobody has to do anything")

# ---------------------------------------------------------------- 7 intern, Buchhaltung
f = "bin 2 Tage weg.eml"
mail(f, "Svenja Oppermann <s.oppermann@hv-brandstetter.example>", "bin 2 Tage weg", (2026, 9, 15, 16, 48), """
Hi Mirjam,

ab morgen Fortbildung, darum schnell schriftlich:

Mahnlauf ist durch. Nur bei Seifert (WE 9) hänge ich: dritte Mahnung oder gleich an Boysen abgeben? Der zahlt ja immer erst, wenn's brennt.

Die Abrechnung 2025 fürs Mühlwehr kriegst du von mir am Donnerstag nächster Woche fix und fertig, also am 24.9.

In der roten Mappe liegt die Sammelüberweisung fürs dritte Quartal, da fehlt noch deine Unterschrift, machst du das bitte gleich morgen früh.

Grundsteuer Gerbergasse hab ich gestern angewiesen, brauchst du nicht mehr dran zu denken.

Svenja
""", mid="<so-20260915-1648@hv-brandstetter.example>")
Q(f, "Nur bei Seifert (WE 9) hänge ich: dritte Mahnung oder gleich an Boysen abgeben?", "Seifert: third reminder or straight to the lawyer", "Svenja Oppermann")
DT(f, "Die Abrechnung 2025 fürs Mühlwehr kriegst du von mir am Donnerstag nächster Woche fix und fertig, also am 24.9.", "2026-09-24", "Oppermann finishes the 2025 accounts for Am Mühlwehr", "Svenja Oppermann")
DT(f, "da fehlt noch deine Unterschrift, machst du das bitte gleich morgen früh", "2026-09-16", "sign the collective transfer for the third quarter", "Svenja Oppermann", computed=True)
TRAP(f, "Grundsteuer Gerbergasse hab ich gestern angewiesen, brauchst du nicht mehr dran zu denken.", "paid already")

# ---------------------------------------------------------------- 8 ältere Dame
f = "Stellplatz Nr. 6.eml"
mail(f, "Adelheid Zumbusch <a.zumbusch@abendstern.example>", "Stellplatz Nr. 6", (2026, 9, 13, 15, 3), """
Sehr geehrte Frau Brandstetter!

Entschuldigen Sie bitte die Störung am Sonntag, aber mein Enkel Linus sitzt gerade neben mir und hilft mir mit dem Computer. Seit ich nicht mehr fahre, steht mein Stellplatz leer und es tut mir richtig leid um ihn. Der Junge hat jetzt ein kleines Auto, und ich wüsste gar zu gern, ob er dort ab November stehen dürfte, auch wenn er ja nicht im Hause wohnt. Ich würde natürlich weiter bezahlen.

Und seien Sie so lieb, mir die Abrechnung künftig wieder in Papierform zu schicken. Am Bildschirm verschwimmen mir die Zahlen.

Das Licht auf der Kellertreppe brennt seit Samstag wieder, dafür ein herzliches Vergelt's Gott an Ihren Herrn Tillich.

Hochachtungsvoll
Adelheid Zumbusch
Am Mühlwehr 3, Parterre
""", mid="<zb.3391.linus@abendstern.example>", charset="iso-8859-1")
Q(f, "ich wüsste gar zu gern, ob er dort ab November stehen dürfte, auch wenn er ja nicht im Hause wohnt", "may the grandson use parking space 6 from November", "Adelheid Zumbusch")
T(f, "Und seien Sie so lieb, mir die Abrechnung künftig wieder in Papierform zu schicken.", None, "send Mrs Zumbusch her statements on paper again", "Adelheid Zumbusch")
TRAP(f, "Das Licht auf der Kellertreppe brennt seit Samstag wieder", "done already")

# ---------------------------------------------------------------- 9-11 harmlose Mails
f = "Danke!!.eml"
mail(f, "Familie Ahrendt <ahrendt.zu.viert@wolkenpost.example>", "Danke!!", (2026, 9, 9, 19, 15), """
Liebe Hausverwaltung,

seit gestern geht die neue Gegensprechanlage, und unsere Jüngste ruft jetzt stündlich von unten an, nur um Hallo zu sagen. Der Monteur war pünktlich, freundlich und hat sogar gefegt. Das wollten wir einfach mal loswerden, man schreibt ja sonst immer nur, wenn etwas klemmt.

Herzliche Grüße aus der Kastanienallee 18
Tine, Malte, Ida und Bo Ahrendt
""", mid="<ahrendt-778@wolkenpost.example>")
harmless.append(f)

f = "Automatische Antwort Boysen.eml"
mail(f, "Rechtsanwalt Henning Boysen <boysen@kanzlei-boysen.example>", "Automatische Antwort: Forderung WE 9", (2026, 9, 14, 9, 31), """
Ich bin vom 14. bis einschließlich 25. September 2026 nicht in der Kanzlei. Ihre Nachricht wird nicht weitergeleitet. In Fristsachen hilft Ihnen meine Kollegin Rechtsanwältin Thoma unter der gewohnten Nummer.

Diese Antwort wurde automatisch erzeugt.
""", mid="<auto.88213@kanzlei-boysen.example>", reply="<mb.20260914.0930@hv-brandstetter.example>", auto=True)
harmless.append(f)

f = "VerwalterBrief September.eml"
txt = """
VerwalterBrief – September 2026

AUS DEM VERBAND
Das Sommerfest am 21. August war mit 140 Gästen so gut besucht wie nie. Bilder stehen im Mitgliederbereich.

RECHT KURZ
Das Landgericht Hohenfurt hat im Mai entschieden, dass ein Balkonkraftwerk nicht allein aus optischen Gründen verweigert werden darf.

ZUM SCHMUNZELN
Wussten Sie schon, dass der Hauswirt im 19. Jahrhundert abends persönlich die Gaslaternen im Treppenhaus löschte? Dagegen ist ein defekter Bewegungsmelder ein Luxusproblem.

Sie erhalten diesen Brief als Mitglied des Verbands der Hausverwalter Warthegau-Süd e. V.
"""
html = "<html><body><h1>VerwalterBrief – September 2026</h1>" + "".join(f"<p>{z}</p>" for z in txt.strip().splitlines()[2:] if z) + "</body></html>"
mail(f, "VerwalterBrief <redaktion@vhv-verband.example>", "VerwalterBrief 9/2026: Balkonkraftwerke, Sommerfest und mehr", (2026, 9, 8, 5, 0), txt, mid="<vb0926.1@vhv-verband.example>", html=html)
harmless.append(f)
TRAP(f, "Wussten Sie schon, dass der Hauswirt im 19. Jahrhundert abends persönlich die Gaslaternen im Treppenhaus löschte?", "rhetorical, newsletter")

# ---------------------------------------------------------------- 12 Mieterverein, PDF
f = "Mieterverein_Petrow.pdf"
s = style("Times-Roman", 11)
b = style("Times-Bold", 11)
pdf(f, [Paragraph("Mieterverein Neuwarthen und Umland e. V.", style("Times-Bold", 15, after=2)),
        Paragraph("Rechtsabteilung · Kornmarkt 19 · 59871 Neuwarthen", style("Times-Roman", 9, after=22)),
        Paragraph("Hausverwaltung Brandstetter<br/>Schillerplatz 5<br/>59871 Neuwarthen", s), Spacer(1, 14),
        Paragraph("Neuwarthen, den 7. September 2026", s),
        Paragraph("Mitglied Nr. 20714, Herr Igor Petrow, Gerbergasse 7, 2. OG<br/>Betriebskostenabrechnung für das Jahr 2025", b),
        Paragraph("Sehr geehrte Damen und Herren,", s),
        Paragraph("unter Vorlage der Vollmacht zeigen wir die Vertretung des Herrn Petrow an. Die vorbezeichnete Abrechnung ist ihm am 18. Juni 2026 zugegangen; die ausgewiesene Nachzahlung von 412,60 € hat er am 15. Juli unter Vorbehalt geleistet.", s),
        Paragraph("Aus der Abrechnung geht nicht hervor, nach welchem Verteilerschlüssel die Gartenpflege auf die Mietparteien umgelegt worden ist. Insoweit sehen wir Ihrer Erläuterung entgegen. Muss ein Mieter tatsächlich für einen Garten aufkommen, den er nicht einmal betreten darf? Das Amtsgericht Hohenfurt hat dies bereits 2019 verneint, und die Kommentarliteratur ist ihm gefolgt.", s),
        Paragraph("Des Weiteren machen wir das Recht unseres Mitglieds auf Belegeinsicht geltend. Wir setzen Ihnen zur Bereitstellung der Originalbelege in Ihren Geschäftsräumen eine Frist von vier Wochen ab dem Datum dieses Schreibens.", s),
        Paragraph("Unser Mitglied wird nach der Einsicht entscheiden, ob es die Abrechnung anerkennt.", s),
        Spacer(1, 8), Paragraph("Hochachtungsvoll", s), Spacer(1, 22),
        Paragraph("Klingbeil, Rechtsanwältin", s)])
Q(f, "Aus der Abrechnung geht nicht hervor, nach welchem Verteilerschlüssel die Gartenpflege auf die Mietparteien umgelegt worden ist.", "by which key were gardening costs distributed", "Mieterverein Neuwarthen (Petrow)")
TOL(f, "Insoweit sehen wir Ihrer Erläuterung entgegen.", "belongs to the question before it; also acceptable as question or task")
DT(f, "Wir setzen Ihnen zur Bereitstellung der Originalbelege in Ihren Geschäftsräumen eine Frist von vier Wochen ab dem Datum dieses Schreibens.", "2026-10-05", "make the original vouchers available for inspection", "Mieterverein Neuwarthen (Petrow)", computed=True)
TRAP(f, "Muss ein Mieter tatsächlich für einen Garten aufkommen, den er nicht einmal betreten darf?", "rhetorical, answered in the letter")
TRAP(f, "die ausgewiesene Nachzahlung von 412,60 € hat er am 15. Juli unter Vorbehalt geleistet", "paid, past, other side")

# ---------------------------------------------------------------- 13 Bauordnungsamt, DOCX
f = "Anhoerung Bauordnungsamt.docx"
d = Document()
d.styles["Normal"].font.name = "Arial"
d.styles["Normal"].font.size = Pt(10)
d.add_paragraph("Stadt Neuwarthen\nDer Oberbürgermeister\nAmt 63 – Bauordnung")
d.add_paragraph("Hausverwaltung Brandstetter\nSchillerplatz 5\n59871 Neuwarthen")
d.add_paragraph("Auskunft erteilt: Herr Regenhardt, Zimmer 214\nSprechzeiten: montags und donnerstags 8.00 – 12.00 Uhr\nAktenzeichen: 63.2-0417/26\nDatum: 09.09.2026")
d.add_paragraph().add_run("Feldstraße 41, Gemarkung Neuwarthen, Flur 8 – Anhörung gemäß § 28 Verwaltungsverfahrensgesetz").bold = True
for t in ("Sehr geehrte Frau Brandstetter,",
          "bei der Brandverhütungsschau am 27.08.2026 wurde festgestellt, dass der zweite Rettungsweg aus dem Dachgeschoss durch einen im Treppenraum abgestellten Schrank eingeschränkt ist. Es ist beabsichtigt, die Freihaltung durch Ordnungsverfügung anzuordnen und für den Fall der Nichtbefolgung ein Zwangsgeld anzudrohen.",
          "Vor Erlass der Verfügung wird Ihnen anheimgestellt, sich zu den entscheidungserheblichen Tatsachen zu äußern. Eine Stellungnahme findet Berücksichtigung, soweit sie bis zum Ablauf des 14.10.2026 hier eingeht.",
          "Unabhängig hiervon ist der Nachweis über die letzte Prüfung der Feuerlöscher beizubringen, und zwar spätestens zum 30.09.2026.",
          "Die bei der Schau ebenfalls bemängelte Beschilderung des Sammelplatzes wurde, wie der Außendienst am 03.09.2026 feststellen konnte, bereits ergänzt; insoweit ist das Verfahren abgeschlossen.",
          "Mit freundlichen Grüßen\nIm Auftrag\n\nRegenhardt"):
    d.add_paragraph(t)
d.save(p(f))
D(f, "Eine Stellungnahme findet Berücksichtigung, soweit sie bis zum Ablauf des 14.10.2026 hier eingeht.", "2026-10-14", "statement in the hearing on the escape route Feldstraße 41", "Stadt Neuwarthen, Bauordnung")
DT(f, "Unabhängig hiervon ist der Nachweis über die letzte Prüfung der Feuerlöscher beizubringen, und zwar spätestens zum 30.09.2026.", "2026-09-30", "hand in proof of the last fire extinguisher inspection", "Stadt Neuwarthen, Bauordnung")
TOL(f, "Vor Erlass der Verfügung wird Ihnen anheimgestellt, sich zu den entscheidungserheblichen Tatsachen zu äußern.", "may be noted as a task (statement)")
TOL(f, "dass der zweite Rettungsweg aus dem Dachgeschoss durch einen im Treppenraum abgestellten Schrank eingeschränkt ist", "noting that the cupboard must go is no mistake")
TRAP(f, "wurde, wie der Außendienst am 03.09.2026 feststellen konnte, bereits ergänzt", "done")
TRAP(f, "bei der Brandverhütungsschau am 27.08.2026", "past date")

# ---------------------------------------------------------------- 14 Versicherung, TXT
f = "schaden_GL-77120-26.txt"
open(p(f), "w", encoding="utf-8").write("""WESTERFELDER FEUERSOZIETÄT AG
Schadenabteilung Gebäude

Hausverwaltung Brandstetter
Schillerplatz 5
59871 Neuwarthen

                                                   10.09.2026
Schaden-Nr.: GL-77120/26
Schadenart:  Leitungswasser
Ort:         Kastanienallee 16, 3. Obergeschoss rechts
Schadentag:  22.08.2026

Sehr geehrte Frau Brandstetter,

danke für Ihre Meldung. Damit wir abschließend entscheiden können, fehlen in unserer Akte

  - der Bericht der Leckortung,
  - der Kostenvoranschlag des Malers.

Gehen diese beiden Unterlagen nicht binnen zwei Wochen nach Zugang
dieses Schreibens bei uns ein, rechnen wir auf Grundlage der
vorliegenden Fotos ab.

Zur Beurteilung der Obliegenheiten noch ein Punkt, den die
Schadenanzeige offen lässt: Stand die Wohnung am Schadentag leer,
und wenn ja, seit wann?

Einen Vorschuss von 1.500,00 EUR haben wir am 8. September angewiesen.

Freundliche Grüße
Ihre Westerfelder Feuersozietät

Das Schreiben wurde maschinell erstellt und trägt keine Unterschrift.
""")
DT(f, "Gehen diese beiden Unterlagen nicht binnen zwei Wochen nach Zugang dieses Schreibens bei uns ein, rechnen wir auf Grundlage der vorliegenden Fotos ab.", "2026-09-24", "send leak report and painter's estimate to the insurer", "Westerfelder Feuersozietät", computed=True)
Q(f, "Stand die Wohnung am Schadentag leer, und wenn ja, seit wann?", "was the flat empty on the day of the damage, since when", "Westerfelder Feuersozietät")
TOL(f, "Damit wir abschließend entscheiden können, fehlen in unserer Akte", "same task (missing documents)")
TRAP(f, "Einen Vorschuss von 1.500,00 EUR haben wir am 8. September angewiesen.", "done by the other side")

# ---------------------------------------------------------------- 15 Kündigung, PDF
f = "Kuendigung_Niemeyer.pdf"
s = style("Courier", 10.5, lead=16, after=9)
pdf(f, [Paragraph("Walter Niemeyer<br/>Gerbergasse 7, Erdgeschoss<br/>59871 Neuwarthen", s), Spacer(1, 10),
        Paragraph("An die Hausverwaltung Brandstetter", s),
        Paragraph("Neuwarthen, 28. August 2026", s),
        Paragraph("<b>Kündigung meiner Wohnung</b>", s),
        Paragraph("Geehrte Frau Brandstetter,", s),
        Paragraph("ich kündige hiermit meine Wohnung zum 30. November 2026.", s),
        Paragraph("Warum ich nach 34 Jahren ausziehe? Die Knie machen die Kellertreppe nicht mehr mit, das ist alles, mit dem Haus war ich immer zufrieden. Ich gehe zu meiner Tochter nach Ellwarden.", s),
        Paragraph("Einige Zeilen von Ihnen, dass diese Kündigung angekommen ist, brauche ich für meine Unterlagen.", s),
        Paragraph("Und dann ist da die Kaution, 1992 waren es noch 1.800 Mark. Bekomme ich die mit Zinsen zurück oder ohne? Mein Nachbar sagt so, meine Tochter sagt so.", s),
        Paragraph("Die Gardinenstangen lasse ich hängen, die kann der Nächste haben.", s),
        Paragraph("Mit freundlichem Gruß<br/>W. Niemeyer", s),
        Spacer(1, 26), Paragraph("<i>Eingangsstempel: HV Brandstetter, 31. Aug. 2026</i>", style("Helvetica-Oblique", 9))], margin=30)
TRAP(f, "Warum ich nach 34 Jahren ausziehe?", "answered by the writer himself")
T(f, "Einige Zeilen von Ihnen, dass diese Kündigung angekommen ist, brauche ich für meine Unterlagen.", None, "confirm receipt of the notice to Mr Niemeyer", "Walter Niemeyer")
Q(f, "Bekomme ich die mit Zinsen zurück oder ohne?", "is the deposit returned with interest", "Walter Niemeyer")
TOL(f, "ich kündige hiermit meine Wohnung zum 30. November 2026", "end of the tenancy; reporting it as a date is no mistake")

# ---------------------------------------------------------------- 16 Aufzug, Rechnung mit falscher Summe
f = "RE-2026-4471_Aufzug.pdf"
pos = [("Vollwartung III. Quartal, Kastanienallee 14, 16, 18", 3, 214.50),
       ("Türkontakt Haus 16 ausgetauscht", 1, 187.20),
       ("Anfahrt", 2, 48.00),
       ("Notrufaufschaltung", 3, 19.90)]
net = round(sum(a * b for _, a, b in pos), 2)
vat = round(net * .19 + 1e-9, 2)
right = round(net + vat, 2)
wrong = right + 20
assert (net, vat, right) == (986.40, 187.42, 1173.82), (net, vat, right)
rows = [["Pos.", "Leistung", "Menge", "Einzelpreis €", "Gesamt €"]]
rows += [[str(i), t, str(n), eur(e), eur(n * e)] for i, (t, n, e) in enumerate(pos, 1)]
rows += [["", "Nettobetrag", "", "", eur(net)], ["", "Umsatzsteuer 19 %", "", "", eur(vat)], ["", "Rechnungsbetrag", "", "", eur(wrong)]]
tab = Table(rows, colWidths=[12 * mm, 82 * mm, 16 * mm, 26 * mm, 26 * mm])
tab.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
                         ("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, 0), .6, colors.black),
                         ("LINEABOVE", (0, -3), (-1, -3), .4, colors.grey), ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10)]))
s = style()
pdf(f, [Paragraph("Hebewerk Aufzugdienst GmbH", style("Helvetica-Bold", 14, after=2)), Paragraph("Industriering 8, 59872 Hohenfurt · USt-IdNr. DE000000000", style(size=8, after=20)),
        Paragraph("WEG Kastanienallee 14–18<br/>c/o Hausverwaltung Brandstetter<br/>Schillerplatz 5, 59871 Neuwarthen", s), Spacer(1, 12),
        Paragraph("<b>Rechnung RE-2026-4471</b> vom 31. August 2026", s), Paragraph("Leistungszeitraum: Juli bis September 2026", s), tab, Spacer(1, 12),
        Paragraph("Zahlungsziel: 30.09.2026, rein netto.", s), Paragraph("Volksbank Hohenfurt, IBAN DE00 0000 0000 0000 0000 00. Vielen Dank für Ihren Auftrag.", s)], margin=22)
D(f, "Zahlungsziel: 30.09.2026, rein netto.", "2026-09-30", "pay the lift maintenance invoice", "Hebewerk Aufzugdienst GmbH", amount=wrong)
F(f, "Rechnungsbetrag " + eur(wrong), "gross total does not equal net plus VAT", "Hebewerk Aufzugdienst GmbH", "total_mismatch", expected=right)

# ---------------------------------------------------------------- 17 Mahnung, DOCX
f = "Zahlungserinnerung Hollerbusch.docx"
d = Document()
d.add_heading("Gartenbau Hollerbusch", 1)
d.add_paragraph("Inh. Petra Hollerbusch · Obstwiese 2 · Neuwarthen-Süd")
d.add_paragraph("11. September 2026")
d.add_paragraph("Liebe Frau Brandstetter,")
d.add_paragraph("bei der Durchsicht unserer Bücher ist uns aufgefallen, dass unsere Rechnung 2026-0588 vom 3. Juli (Heckenschnitt Feldstraße 41) noch offensteht. Fällig gewesen wäre sie am 31. Juli.")
t = d.add_table(rows=0, cols=2)
for a, v in (("Rechnung 2026-0588", "864,50 €"), ("Mahnkosten", "7,50 €"), ("Zu zahlen", "872,00 €")):
    c = t.add_row().cells
    c[0].text, c[1].text = a, v
assert round(864.50 + 7.50, 2) == 872.00
d.add_paragraph("Wir haben uns nun den 23. September als letzten Tag notiert. Ist das Geld dann nicht da, übernimmt unser Inkassobüro, was wir alle nicht wollen.")
d.add_paragraph("Die Rechnung 2026-0602 haben Sie pünktlich beglichen, dafür Dank.")
d.add_paragraph("Mit Gartengruß\nPetra Hollerbusch")
d.save(p(f))
D(f, "Wir haben uns nun den 23. September als letzten Tag notiert.", "2026-09-23", "pay the overdue gardening invoice", "Gartenbau Hollerbusch", amount=872.00)
TOL(f, "Fällig gewesen wäre sie am 31. Juli.", "original due date of the same overdue payment")
TOL(f, "Ist das Geld dann nicht da, übernimmt unser Inkassobüro", "consequence of the same deadline")
TOL(f, "Zu zahlen 872,00 €", "same payment")
TRAP(f, "Die Rechnung 2026-0602 haben Sie pünktlich beglichen, dafür Dank.", "paid")

# ---------------------------------------------------------------- 18 Angebot Fenster, PDF
f = "Angebot_1907_Fenster.pdf"
pos = [("Holzfenster zweiflügelig, Kiefer weiß lasiert", "6 St.", 6, 640.00), ("Demontage und Entsorgung der Altfenster", "psch.", 1, 420.00), ("Montage", "18 Std.", 18, 58.00)]
net = sum(n * e for *_, n, e in pos)
vat = round(net * .19, 2)
assert (net, vat, round(net + vat, 2)) == (5304.0, 1007.76, 6311.76)
rows = [["Beschreibung", "Menge", "EP", "GP"]] + [[t, m, eur(e), eur(n * e)] for t, m, n, e in pos]
rows += [["Summe netto", "", "", eur(net)], ["zzgl. 19 % MwSt.", "", "", eur(vat)], ["Angebotssumme", "", "", eur(net + vat)]]
tab = Table(rows, colWidths=[90 * mm, 22 * mm, 24 * mm, 26 * mm])
tab.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Times-Roman", 10), ("GRID", (0, 0), (-1, -1), .3, colors.grey), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]))
s = style("Times-Roman", 10.5)
pdf(f, [Paragraph("Tischlerei Ruprecht &amp; Söhne", style("Times-BoldItalic", 16)), Paragraph("Angebot Nr. 1907", style("Times-Bold", 12)),
        Paragraph("Datum: 8. September 2026<br/>Objekt: Gerbergasse 7, Hofseite<br/>Für: Hausverwaltung Brandstetter, im Auftrag von Dr. Wendtland", s), Spacer(1, 8), tab, Spacer(1, 10),
        Paragraph("Fensterbänke sind nicht enthalten. Die Ausführung dauert etwa vier Tage.", s),
        Paragraph("An die vorstehenden Preise sehen wir uns dreißig Kalendertage ab Angebotsdatum gebunden.", s),
        Paragraph("Über Ihren Auftrag würden wir uns freuen.", s), Paragraph("Klaus Ruprecht, Tischlermeister", s)])
D(f, "An die vorstehenden Preise sehen wir uns dreißig Kalendertage ab Angebotsdatum gebunden.", "2026-10-08", "window quotation is binding until then", "Tischlerei Ruprecht & Söhne", amount=6311.76, computed=True)

# ---------------------------------------------------------------- 19 Quittung (harmlos)
f = "Quittung_Schluesseldienst.pdf"
s = style("Helvetica", 11)
pdf(f, [Paragraph("QUITTUNG Nr. 0392", style("Helvetica-Bold", 16)), Paragraph("Schlüssel-Notdienst Kowalke", s),
        Paragraph("Türöffnung Am Mühlwehr 3, Müllraum, am 2. September 2026", s),
        Paragraph("Netto 75,00 € · MwSt. 19 % 14,25 € · zusammen 89,25 €", s),
        Paragraph("Betrag in bar dankend erhalten.", s), Paragraph("A. Kowalke", s)], margin=40)
assert round(75 * 1.19, 2) == 89.25
harmless.append(f)

# ---------------------------------------------------------------- 20 Winterdienstvertrag, PDF
f = "Vertrag_Winterdienst_Kastanienallee.pdf"
s = style("Helvetica", 9.5, after=5)
h = style("Helvetica-Bold", 10.5, after=3, spaceBefore=7)
cl = [("§ 1 Gegenstand", ["(1) Der Auftragnehmer übernimmt den Winterdienst auf den in der Anlage bezeichneten Gehwegen, Zufahrten und Hauszugängen der Liegenschaft Kastanienallee 14–18.",
                          "(2) Flächen, die in der Anlage nicht rot umrandet sind, gehören nicht dazu."]),
      ("§ 2 Leistungsumfang", ["(1) Geräumt wird werktags bis 7.00 Uhr, sonn- und feiertags bis 9.00 Uhr, danach nach Bedarf bis 20.00 Uhr.",
                               "(2) Streusalz wird nur bei Eisregen eingesetzt, im Übrigen Splitt.",
                               "(3) Der Auftragnehmer weist dem Auftraggeber bis zum 20. Oktober eines jeden Jahres eine gültige Betriebshaftpflichtversicherung nach."]),
      ("§ 3 Mitwirkung des Auftraggebers", ["(1) Damit die Einsatzleitung planen kann, händigt der Auftraggeber ihr den aktuellen Räum- und Streuplan jeweils bis zum 15. Oktober aus.",
                                            "(2) Der Auftraggeber duldet das Aufstellen von zwei Splittkästen."]),
      ("§ 4 Vergütung", ["(1) Die Saisonpauschale beträgt 2.380,00 € einschließlich Umsatzsteuer.",
                         "(2) Sie wird nach dem Ende der Saison in Rechnung gestellt und ist innerhalb von 30 Tagen nach Eingang der Rechnung zu zahlen."]),
      ("§ 5 Haftung", ["Der Auftragnehmer haftet für Schäden, die auf verspätetem oder unterlassenem Räumen beruhen. Er stellt den Auftraggeber insoweit von Ansprüchen Dritter frei."]),
      ("§ 6 Laufzeit", ["(1) Der Vertrag beginnt am 1. November 2025 und endet am 31. Oktober 2026.",
                        "(2) Wird er nicht mit Monatsfrist zum Ende der Laufzeit in Textform gekündigt, so gilt er für jeweils ein weiteres Jahr."]),
      ("§ 7 Schlussbestimmungen", ["(1) Änderungen bedürfen der Textform.", "(2) Sollte eine Bestimmung unwirksam sein, bleibt der Vertrag im Übrigen bestehen."])]
st = [Paragraph("Vertrag über Winterdienstleistungen", style("Helvetica-Bold", 15)),
      Paragraph("zwischen der WEG Kastanienallee 14–18, vertreten durch die Hausverwaltung Brandstetter (Auftraggeber), und der Flockdown Winterdienste GmbH, Hohenfurt (Auftragnehmer)", s)]
for t, ab in cl:
    st.append(Paragraph(t, h))
    st += [Paragraph(a, s) for a in ab]
st += [Spacer(1, 14), Paragraph("Neuwarthen, den 6. Oktober 2025", s), Paragraph("gez. M. Brandstetter &nbsp;&nbsp;&nbsp;&nbsp; gez. Th. Flockau", s)]
pdf(f, st)
DT(f, "Damit die Einsatzleitung planen kann, händigt der Auftraggeber ihr den aktuellen Räum- und Streuplan jeweils bis zum 15. Oktober aus.", "2026-10-15", "hand the clearing plan to the winter service", "Flockdown Winterdienste GmbH", computed=True)
D(f, "Wird er nicht mit Monatsfrist zum Ende der Laufzeit in Textform gekündigt, so gilt er für jeweils ein weiteres Jahr.", "2026-09-30", "last day for notice of the winter service contract", "Flockdown Winterdienste GmbH", computed=True)
TOL(f, "Der Vertrag beginnt am 1. November 2025 und endet am 31. Oktober 2026.", "end of the term, from which the notice date is computed")
TOL(f, "ist innerhalb von 30 Tagen nach Eingang der Rechnung zu zahlen", "conditional term, no invoice yet")
TRAP(f, "Der Auftragnehmer weist dem Auftraggeber bis zum 20. Oktober eines jeden Jahres eine gültige Betriebshaftpflichtversicherung nach.", "duty of the other side")

# ---------------------------------------------------------------- 21 Messdienst, DOCX
f = "Rahmenvertrag Messdienst.docx"
d = Document()
d.styles["Normal"].font.size = Pt(10)
d.add_heading("Rahmenvertrag Verbrauchserfassung", 0)
d.add_paragraph("Kalorimeta Messdienst AG (nachfolgend »Messdienst«) und Hausverwaltung Brandstetter für die WEG Am Mühlwehr 3 (nachfolgend »Verwalter«), geschlossen am 14. Mai 2024")
for t in ("1. Leistungen", "1.1 Der Messdienst liest die Heizkostenverteiler und Wasserzähler per Funk ab und erstellt die Einzelabrechnungen.",
          "1.2 Abrechnungszeitraum ist der 1. September bis 31. August.",
          "2. Mitwirkung", "2.1 Der Verwalter reicht die Nutzerliste samt Brennstoffkosten ein, sobald er sie hat, längstens jedoch sechs Wochen nach Schluss des Abrechnungszeitraums.",
          "2.2 Der Messdienst übersendet die fertigen Abrechnungen bis zum 30. November.",
          "3. Entgelt", "3.1 Die Entgelte ergeben sich aus der Preisliste in Anlage A.",
          "3.2 Bis einschließlich 31. Dezember 2026 verzichtet der Messdienst auf jede Erhöhung dieser Entgelte.",
          "4. Geräte", "4.1 Die Geräte bleiben Eigentum des Messdienstes. Der Austausch nach Ablauf der Eichfrist erfolgt ohne gesonderte Berechnung; zuletzt geschah dies im März 2025.",
          "5. Dauer", "5.1 Der Vertrag ist auf unbestimmte Zeit geschlossen. Beide Teile können ihn jederzeit unter Einhaltung einer Frist von sechs Monaten kündigen.",
          "6. Datenschutz", "6.1 Personenbezogene Daten werden ausschließlich zur Abrechnung verarbeitet."):
    par = d.add_paragraph()
    par.add_run(t).bold = t[1:3] == ". "
d.save(p(f))
DT(f, "Der Verwalter reicht die Nutzerliste samt Brennstoffkosten ein, sobald er sie hat, längstens jedoch sechs Wochen nach Schluss des Abrechnungszeitraums.", "2026-10-12", "hand in user list and fuel costs to the metering service", "Kalorimeta Messdienst AG", computed=True)
D(f, "Bis einschließlich 31. Dezember 2026 verzichtet der Messdienst auf jede Erhöhung dieser Entgelte.", "2026-12-31", "price guarantee ends", "Kalorimeta Messdienst AG")
TRAP(f, "Der Messdienst übersendet die fertigen Abrechnungen bis zum 30. November.", "duty of the other side")

# ---------------------------------------------------------------- 22 Begehungsprotokoll, DOCX
f = "Protokoll Begehung Muehlwehr.docx"
d = Document()
d.add_heading("Begehung Am Mühlwehr 3", 1)
d.add_paragraph("Donnerstag, 10. September 2026, 16.00 bis 17.10 Uhr\nAnwesend: Fr. Brandstetter, Hr. Tillich, Hr. Aksoy (Protokoll), vom Beirat Fr. Ziegler und Hr. Baumeister")
d.add_paragraph("Der Rundgang begann in der Tiefgarage. Der Anstrich der Stützen ist in Ordnung, die Abläufe sind frei. Im Hof fiel die abgesperrte Spielfläche auf: Frau Ziegler wollte von der Verwaltung erfahren, weshalb dort immer noch das Flatterband hängt, worauf vor Ort niemand eine Antwort hatte. Die Hecke zur Uferseite hat ein Nachbar bereits geschnitten.")
d.add_paragraph("Maßnahmen")
t = d.add_table(rows=1, cols=4)
t.style = "Table Grid"
for c, v in zip(t.rows[0].cells, ("Nr.", "Was", "Wer", "Bis wann")):
    c.text = v
for r in (("1", "Schreiner für die klemmende Kellertür bestellen", "Tillich", "02.10.2026"),
          ("2", "Drei Angebote für neue Briefkästen einholen", "Aksoy", "–"),
          ("3", "Moos auf der Garagenrampe abtragen", "Fa. Reinwerk (beauftragt)", "25.09.2026"),
          ("4", "Leuchten in Ebene –1 tauschen", "Tillich", "erledigt 08.09.")):
    for c, v in zip(t.add_row().cells, r):
        c.text = v
d.add_paragraph("Die nächste Begehung wurde auf Montag, den 20. Oktober 2026, gelegt.")
d.add_paragraph("gez. E. Aksoy")
d.save(p(f))
Q(f, "Frau Ziegler wollte von der Verwaltung erfahren, weshalb dort immer noch das Flatterband hängt, worauf vor Ort niemand eine Antwort hatte.", "why is the play area still closed off", "Frau Ziegler (Beirat Am Mühlwehr)")
DT(f, "Schreiner für die klemmende Kellertür bestellen Tillich 02.10.2026", "2026-10-02", "Tillich: order a joiner for the cellar door", "Jonas Tillich")
T(f, "Drei Angebote für neue Briefkästen einholen Aksoy", None, "Aksoy: obtain three quotations for letter boxes", "Emre Aksoy")
F(f, "Die nächste Begehung wurde auf Montag, den 20. Oktober 2026, gelegt.", "20 October 2026 is a Tuesday", "Am Mühlwehr 3", "weekday_mismatch")
TOL(f, "Die nächste Begehung wurde auf Montag, den 20. Oktober 2026, gelegt.", "appointment; may be listed with its date")
TRAP(f, "Moos auf der Garagenrampe abtragen Fa. Reinwerk (beauftragt) 25.09.2026", "duty of the other side, ordered")
TRAP(f, "Leuchten in Ebene –1 tauschen Tillich erledigt 08.09.", "done")
TRAP(f, "Die Hecke zur Uferseite hat ein Nachbar bereits geschnitten.", "done")

# ---------------------------------------------------------------- 23 Teamrunde, MD
f = "teamrunde_2026-09-15.md"
open(p(f), "w", encoding="utf-8").write("""# Teamrunde Di 15.9.

da: Mirjam, Svenja, Jonas, Emre (schreibt)

## Laufendes
- [x] Schlüsselliste Feldstr neu gemacht (Jonas)
- [ ] Jonas hängt die Ankündigung der Rauchmelderprüfung in der Kastanienallee aus, muss ab 28.9. an allen drei Türen kleben
- [ ] Svenja läuft den fehlenden SEPA-Mandaten der neuen Eigentümer hinterher
- [x] Leasing Drucker verlängert

## Sonstiges
- Zweiter Schlüsseltresor, ja oder nein? Nein, der alte reicht (Mirjam)
- Emre: darf man Mietinteressenten für die Niemeyer-Wohnung auch per WhatsApp anschreiben? Mirjam will drüber schlafen
- Betriebsausflug steht: Donnerstag, 9. Oktober, Abfahrt 9 Uhr am Schillerplatz
- Kaffeemaschine läuft wieder
""")
DT(f, "Jonas hängt die Ankündigung der Rauchmelderprüfung in der Kastanienallee aus, muss ab 28.9. an allen drei Türen kleben", "2026-09-28", "Tillich: put up the notice of the smoke detector check", "Jonas Tillich")
T(f, "Svenja läuft den fehlenden SEPA-Mandaten der neuen Eigentümer hinterher", None, "Oppermann: chase missing SEPA mandates", "Svenja Oppermann")
Q(f, "darf man Mietinteressenten für die Niemeyer-Wohnung auch per WhatsApp anschreiben?", "may prospective tenants be contacted by WhatsApp", "Emre Aksoy")
F(f, "Betriebsausflug steht: Donnerstag, 9. Oktober, Abfahrt 9 Uhr am Schillerplatz", "9 October 2026 is a Friday", "team", "weekday_mismatch")
TOL(f, "Betriebsausflug steht: Donnerstag, 9. Oktober, Abfahrt 9 Uhr am Schillerplatz", "appointment")
TOL(f, "Mirjam will drüber schlafen", "belongs to the question before it")
TRAP(f, "Zweiter Schlüsseltresor, ja oder nein?", "answered on the spot")
TRAP(f, "[x] Schlüsselliste Feldstr neu gemacht (Jonas)", "done")
TRAP(f, "[x] Leasing Drucker verlängert", "done")

# ---------------------------------------------------------------- 24 Wiedervorlage, XLSX
f = "Wiedervorlage.xlsx"
wb = Workbook()
ws = wb.active
ws.title = "Wiedervorlage"
ws.append(["Objekt", "Vorgang", "Zuständig", "Termin", "Status"])
for c in ws[1]:
    c.font = Font(bold=True)
for r in (("Gerbergasse 7", "Legionellenprüfung beim Labor beauftragen", "Tillich", dt.date(2026, 10, 30), "offen"),
          ("Feldstraße 41", "Balkonprüfung Statiker", "Tillich", dt.date(2026, 8, 20), "erledigt"),
          ("Kastanienallee 14–18", "Vergleichsangebote Wohngebäudeversicherung anfordern", "Brandstetter", dt.date(2026, 11, 6), "offen"),
          ("Am Mühlwehr 3", "Entwurf Jahresabrechnung prüfen", "Beirat (extern)", dt.date(2026, 10, 19), "wartet auf Beirat"),
          ("Feldstraße 41", "Kaution Lehmann abrechnen und auszahlen", "Oppermann", dt.date(2026, 9, 4), "erledigt 03.09.")):
    ws.append(r)
for row in ws.iter_rows(min_row=2, min_col=4, max_col=4):
    row[0].number_format = "DD.MM.YYYY"
for col, w in zip("ABCDE", (22, 52, 18, 13, 18)):
    ws.column_dimensions[col].width = w
wb.save(p(f))
DT(f, "Gerbergasse 7 Legionellenprüfung beim Labor beauftragen Tillich", "2026-10-30", "Tillich: order the legionella test", "Jonas Tillich")
DT(f, "Kastanienallee 14–18 Vergleichsangebote Wohngebäudeversicherung anfordern Brandstetter", "2026-11-06", "request comparative offers for the building insurance", "Mirjam Brandstetter")
TRAP(f, "Balkonprüfung Statiker Tillich", "row is done")
TRAP(f, "Kaution Lehmann abrechnen und auszahlen Oppermann", "row is done")
TRAP(f, "Entwurf Jahresabrechnung prüfen Beirat (extern)", "duty of the other side")

# ---------------------------------------------------------------- 25 CSV (harmlos)
f = "sollstellung_august.csv"
with open(p(f), "w", encoding="utf-8", newline="") as fh:
    w = csv.writer(fh, delimiter=";")
    w.writerow(["Einheit", "Mieter", "Soll", "Ist", "Eingang"])
    for r in (("FS41-01", "Bergmann", "612,00", "612,00", "03.08.2026"), ("FS41-02", "Lehmann", "587,50", "587,50", "31.07.2026"),
              ("FS41-03", "Reimers", "640,00", "640,00", "03.08.2026"), ("GG7-01", "Niemeyer", "498,00", "498,00", "01.08.2026"),
              ("GG7-02", "Dietz", "702,00", "702,00", "04.08.2026"), ("GG7-03", "Petrow", "688,00", "688,00", "05.08.2026")):
        w.writerow(r)
harmless.append(f)

# ---------------------------------------------------------------- 26 Web-Seite Stadtwerke
f = "Stadtwerke Kundenportal.html"
open(p(f), "w", encoding="utf-8").write("""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Stadtwerke Neuwarthen – Mein Portal</title>
<style>body{font-family:sans-serif;max-width:46em;margin:auto} .box{background:#eef6ee;padding:1em}</style></head>
<body>
<header><p>Angemeldet als: Hausverwaltung Brandstetter, Geschäftskunde 300418</p></header>
<h1>Stichtagsablesung Allgemeinstrom</h1>
<div class="box"><p>Für vier Ihrer Zählpunkte kennen wir den Stand noch nicht. Tragen Sie ihn über die Schaltfläche unten ein, das Fenster dafür schließt am 7. Oktober 2026.</p>
<p><button>Zählerstände erfassen</button></p></div>
<h2>Ihre letzten Vorgänge</h2>
<table><tr><th>Datum</th><th>Vorgang</th></tr><tr><td>01.09.2026</td><td>Abschlag abgebucht, 214,00 €</td></tr><tr><td>12.08.2026</td><td>Bankverbindung geändert</td></tr></table>
<h2>Häufig gefragt</h2>
<p>Was geschieht, wenn kein Wert vorliegt? Dann rechnen wir mit dem Verbrauch des Vorjahres.</p>
<footer><p>Servicecenter: Mo–Fr 8–18 Uhr</p></footer>
</body></html>
""")
DT(f, "Tragen Sie ihn über die Schaltfläche unten ein, das Fenster dafür schließt am 7. Oktober 2026.", "2026-10-07", "enter four meter readings in the portal", "Stadtwerke Neuwarthen")
TOL(f, "Für vier Ihrer Zählpunkte kennen wir den Stand noch nicht.", "same task as the next sentence")
TRAP(f, "Was geschieht, wenn kein Wert vorliegt?", "FAQ, answered by the page")
TRAP(f, "Abschlag abgebucht, 214,00 €", "paid")

# ---------------------------------------------------------------- 27 Anrufnotizen, TXT
f = "anrufe_mi.txt"
open(p(f), "w", encoding="utf-8").write("""Anrufe Mi 16.09. vormittags (Emre, für Fr. Brandstetter)

08:40  Hr. Baumeister, Mühlwehr 3 - bittet heute noch um Ihren Rückruf, Thema Tiefgarage, klang geladen
09:05  Fa. Reinwerk - wollten nur sagen, dass der Hof gekehrt ist
09:20  Fr. Dr. Melchior, Interessentin für die Niemeyer-Wohnung - wollte den Grundriss, hab ich ihr sofort gemailt
09:50  Kaminkehrer Kuhnert - hat sich in der Adresse vertan, hat sich erledigt
10:15  Hr. Lehmann - neue Anschrift Birkenstieg 9, 59870 Ellwarden, gehört ins Stammblatt, das übernehme ich noch
""")
DT(f, "bittet heute noch um Ihren Rückruf, Thema Tiefgarage, klang geladen", "2026-09-16", "call back Mr Baumeister today", "Herr Baumeister", computed=True)
T(f, "neue Anschrift Birkenstieg 9, 59870 Ellwarden, gehört ins Stammblatt, das übernehme ich noch", None, "Aksoy: enter Mr Lehmann's new address", "Emre Aksoy")
TRAP(f, "wollte den Grundriss, hab ich ihr sofort gemailt", "done")
TRAP(f, "hat sich in der Adresse vertan, hat sich erledigt", "settled")
TRAP(f, "wollten nur sagen, dass der Hof gekehrt ist", "information only")

# ---------------------------------------------------------------- 28 PPTX (harmlos)
f = "Mieterinfo Muelltrennung.pptx"
pr = Presentation()
sl = pr.slides.add_slide(pr.slide_layouts[0])
sl.shapes.title.text = "Müll trennen leicht gemacht"
sl.placeholders[1].text = "Aushang für unsere Häuser, Stand Mai 2026"
sl = pr.slides.add_slide(pr.slide_layouts[1])
sl.shapes.title.text = "Was gehört wohin"
sl.placeholders[1].text = "Gelbe Tonne: Verpackungen, alle 14 Tage dienstags\nPapier: Kartons gefaltet, vierwöchentlich\nBio: keine Plastiktüten\nRest: alles Übrige"
sl = pr.slides.add_slide(pr.slide_layouts[1])
sl.shapes.title.text = "Bilanz"
sl.placeholders[1].text = "2025 sank die Restmüllmenge in der Kastanienallee um 12 %.\nDie letzte Sperrmüllabfuhr war am 25. August."
pr.save(p(f))
harmless.append(f)

json.dump({"reference": "2026-09-16",
           "owner": {"name": "Mirjam Brandstetter", "addresses": ["m.brandstetter@hv-brandstetter.example"]},
           "language": "de", "items": items, "harmless_files": harmless, "tolerated": tolerated, "traps": traps},
          open(os.path.join(HERE, "planted.json"), "w", encoding="utf-8"), ensure_ascii=False, indent=1)
from collections import Counter
print(len(os.listdir(OUT)), "files", Counter(i["kind"] for i in items), len(items), "tolerated", len(tolerated), "traps", len(traps))
