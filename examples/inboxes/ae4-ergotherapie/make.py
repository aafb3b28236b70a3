# -*- coding: utf-8 -*-
"""Erfundener Posteingang: Handgriff – Praxis für Ergotherapie, Hildesheim."""
import json, csv
from pathlib import Path
from datetime import datetime, timezone, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from docx import Document
from docx.shared import Pt
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Paragraph, Table, Spacer
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent
FILES = ROOT / "files"
FILES.mkdir(exist_ok=True)
for x in FILES.glob("*"):
    x.unlink()

plan = {"reference": "2026-03-10",
        "owner": {"name": "Friederike Wulfhorst", "addresses": ["wulfhorst@handgriff-ergo.example", "praxis@handgriff-ergo.example"]},
        "language": "de", "items": [], "harmless_files": [], "tolerated": [], "traps": []}
cur = None

def put(kind, what, quote, party, due=None, **extra):
    plan["items"].append({"file": cur, "kind": kind, "what": what, "due": due, "quote": quote, "party": party, **extra})
def frist(what, due, quote, party, **e): put("deadline", what, quote, party, due, **e)
def aufgabe(what, due, quote, party, **e): put("task", what, quote, party, due, **e)
def beides(*a, **e): frist(*a, **e); aufgabe(*a, **e)
def frage(what, quote, party): put("question", what, quote, party)
def befund(what, quote, party, art, **e): put("finding", what, quote, party, None, finding=art, **e)
def egal(quote, why): plan["tolerated"].append({"file": cur, "quote": quote, "why": why})
def falle(quote, why): plan["traps"].append({"file": cur, "quote": quote, "why": why})
def harmlos(): plan["harmless_files"].append(cur)

def mail(name, von, betreff, wann, text, an="Friederike Wulfhorst <wulfhorst@handgriff-ergo.example>", html=None, antwort_auf=None, **kopf):
    global cur; cur = name
    m = EmailMessage()
    m["From"] = von; m["To"] = an; m["Subject"] = betreff
    m["Date"] = format_datetime(datetime.fromisoformat(wann).replace(tzinfo=timezone(timedelta(hours=1))))
    m["Message-ID"] = "<%s.%s>" % (sum(map(ord, name + wann)) * 7919, von.rsplit("<", 1)[-1].rstrip(">").replace("@", "@mx."))
    if antwort_auf: m["In-Reply-To"] = antwort_auf; m["References"] = antwort_auf
    for k, v in kopf.items(): m[k.replace("_", "-")] = v
    m.set_content(text.lstrip("\n"))
    if html: m.add_alternative(html, subtype="html")
    (FILES / name).write_bytes(bytes(m))

def wort(name, teile, schrift="Times New Roman", grad=11):
    global cur; cur = name
    d = Document(); s = d.styles["Normal"]; s.font.name = schrift; s.font.size = Pt(grad)
    for t in teile:
        if isinstance(t, list):
            tab = d.add_table(rows=len(t), cols=len(t[0])); tab.style = "Light Grid Accent 1"
            for i, z in enumerate(t):
                for j, v in enumerate(z): tab.cell(i, j).text = v
            d.add_paragraph()
        elif t.startswith("# "): d.add_heading(t[2:], 1)
        elif t.startswith("## "): d.add_heading(t[3:], 2)
        elif t.startswith("> "):
            p = d.add_paragraph(t[2:]); p.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else: d.add_paragraph(t)
    d.save(FILES / name)

def druck(name, teile, schrift="Helvetica", grad=10.5, breiten=None):
    global cur; cur = name
    fett = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}[schrift]
    n = ParagraphStyle("n", fontName=schrift, fontSize=grad, leading=grad * 1.4, spaceAfter=7)
    h = ParagraphStyle("h", parent=n, fontName=fett, fontSize=grad + 1.5, spaceBefore=9)
    f = []
    for t in teile:
        if isinstance(t, list):
            f += [Table(t, colWidths=breiten, hAlign="LEFT", style=[("FONT", (0, 0), (-1, -1), schrift, grad - 1), ("FONT", (0, -1), (-1, -1), fett, grad - 1),
                   ("GRID", (0, 0), (-1, -1), .3, colors.grey), ("ALIGN", (-1, 0), (-1, -1), "RIGHT")]), Spacer(1, 9)]
        elif t.startswith("# "): f.append(Paragraph(escape(t[2:]), h))
        else: f.append(Paragraph(escape(t).replace("\n", "<br/>"), n))
    SimpleDocTemplate(str(FILES / name), pagesize=A4, leftMargin=2.4 * cm, rightMargin=2 * cm, topMargin=1.9 * cm, bottomMargin=1.8 * cm).build(f)

def roh(name, text):
    global cur; cur = name
    (FILES / name).write_text(text.lstrip("\n"), encoding="utf-8")

# ============================================================ Mails
mail("Absetzung Februar-Abrechnung.eml", "RezeptDirekt Sachbearbeitung 4 <sb4@rezeptdirekt.example>", "Absetzungen zur Abrechnung 02/2026, Kd.-Nr. 55 812", "2026-03-06T09:14:00", """
Guten Tag,

die Kostenträger haben von Ihrer Abrechnung Februar vier Verordnungen abgesetzt (Belege 3, 17, 18, 22; Originale
sind per Post an Sie unterwegs). Bei 17, 18 und 22 fehlt die Empfangsbestätigung des Versicherten, bei Beleg 3 der
Vermerk zur Frequenzänderung.

Nach Ergänzung müssen die Originale am 20.03.2026 wieder in unserem Posteingang liegen, andernfalls verfällt der
Vergütungsanspruch für diese Fälle.

Zu Beleg 3 fragen wir uns außerdem, ob die Behandlung am 14. Januar überhaupt stattgefunden hat; das Feld ist auf
dem Vordruck durchgestrichen.

Die Gutschrift aus Januar (212,40 EUR) wurde Ihrem Konto am 2. März überwiesen.

Freundliche Grüße
i. A. Hövelmann
RezeptDirekt Abrechnungszentrum für Heilmittelerbringer
Diese Nachricht wurde maschinell erstellt und ist ohne Unterschrift gültig.
""")
beides("complete the four rejected prescriptions and have them back at the billing centre", "2026-03-20",
       "Nach Ergänzung müssen die Originale am 20.03.2026 wieder in unserem Posteingang liegen", "RezeptDirekt")
frage("did the treatment of 14 January (prescription 3) take place", "Zu Beleg 3 fragen wir uns außerdem, ob die Behandlung am 14. Januar überhaupt stattgefunden hat", "RezeptDirekt")
falle("Die Gutschrift aus Januar (212,40 EUR) wurde Ihrem Konto am 2. März überwiesen.", "done")

mail("Jonte.eml", "Sandra Bielefeldt <s.bielefeldt@postfach-privat.example>", "Jonte :-)", "2026-03-09T21:47:00", """
Liebe Frau Wulfhorst,

erst mal: er hat sich heute GANZ ALLEIN die Schuhe zugebunden!!! Zwar mit Hasenohren und es hat bis zur zweiten
großen Pause gehalten, aber hey. Mein Mann hat ein Video gemacht, ich zeig's Ihnen nächstes Mal.

Jetzt zum Eigentlichen. Montags wird für uns ab April schwierig, weil der Große dann Schwimmen hat und ich mich ja
nicht zweiteilen kann. Könnte Jonte nach Ostern auf den Donnerstagnachmittag rutschen, so gegen halb vier?

Und in der Schule steht am 24. März das Förderplangespräch an. Toll wäre, wenn die Jasmin mir dafür ein paar Zeilen
aufschreibt, was sie in den letzten Monaten mit ihm gemacht hat, muss nix Offizielles sein. Die Lehrerin ist sehr
nett, hört aber lieber auf Fachleute als auf Mütter (wer tut das nicht, haha).

Das Rezept hab ich am Freitag schon bei Frau Kempe abgegeben.

Ganz liebe Grüße
Sandra Bielefeldt mit Jonte
""", an="praxis@handgriff-ergo.example")
frage("can Jonte move to Thursday afternoons after Easter", "Könnte Jonte nach Ostern auf den Donnerstagnachmittag rutschen, so gegen halb vier?", "Sandra Bielefeldt")
aufgabe("Jasmin to write a few lines on Jonte's therapy for the school meeting", None,
        "Toll wäre, wenn die Jasmin mir dafür ein paar Zeilen aufschreibt, was sie in den letzten Monaten mit ihm gemacht hat", "Sandra Bielefeldt")
egal("in der Schule steht am 24. März das Förderplangespräch an", "date by which the lines are needed, not expressly a deadline")
falle("Das Rezept hab ich am Freitag schon bei Frau Kempe abgegeben.", "done")
falle("wer tut das nicht, haha", "rhetorical")

mail("Elternabend Kita Kreisel.eml", "Kita Bunter Kreisel, Leitung <leitung@kita-kreisel.example>", "Vortrag am 6. Mai", "2026-03-09T12:20:00", """
Sehr geehrte Frau Wulfhorst,

unsere Elternvertreterinnen sind von dem Gedanken sehr angetan, dass Sie am Mittwoch, dem 6. Mai, um 19 Uhr über
Stifthaltung und Feinmotorik sprechen. Ein kleines Honorar haben wir beim Träger bereits durchgesetzt.

Allerdings bin ich auf Ihr Ja oder Nein angewiesen, und zwar spätestens am Freitagmittag dieser Woche: Dann wandert
der Elternbrief in den Kopierer.

Bringen Sie einen eigenen Beamer mit, oder muss unserer vom Dachboden herunter? Er ist von 2009 und klingt wie ein
Föhn.

Mit herzlichen Grüßen aus dem Kreisel
Gundula Steinmetz
""")
beides("say yes or no to the talk on 6 May", "2026-03-13", "Allerdings bin ich auf Ihr Ja oder Nein angewiesen, und zwar spätestens am Freitagmittag dieser Woche", "Kita Bunter Kreisel", computed=True)
frage("own projector or the kindergarten's", "Bringen Sie einen eigenen Beamer mit, oder muss unserer vom Dachboden herunter?", "Kita Bunter Kreisel")
egal("dass Sie am Mittwoch, dem 6. Mai, um 19 Uhr über Stifthaltung und Feinmotorik sprechen", "proposed event")

mail("Graphomotorik Münster.eml", "Jasmin Öztürk <oeztuerk@handgriff-ergo.example>", "Graphomotorik in Münster", "2026-03-05T18:33:00", """
Hi Friederike,

du hattest doch gesagt, ich soll mir was für Mai suchen. Gefunden: Graphomotorik-Aufbaukurs in Münster, Fr/Sa 8. und
9. Mai, 16 Punkte. Der Frühbucherpreis (340 statt 400 €) endet am 15.3., danach zahlt man den Sechziger obendrauf.

Würde die Praxis die Hälfte dazugeben? Fahrt und Übernachtung geh ich selbst, meine Cousine wohnt da.

Der Bericht für Mia ist heute an die Kinderärztin raus, den kannst du von deiner Liste streichen.

LG Jasmin
""")
frist("early-bird price for Jasmin's course ends", "2026-03-15", "Der Frühbucherpreis (340 statt 400 €) endet am 15.3.", "Jasmin Öztürk", amount=340.0)
frage("does the practice pay half of the course", "Würde die Praxis die Hälfte dazugeben?", "Jasmin Öztürk")
falle("Der Bericht für Mia ist heute an die Kinderärztin raus, den kannst du von deiner Liste streichen.", "done")
egal("Graphomotorik-Aufbaukurs in Münster, Fr/Sa 8. und 9. Mai, 16 Punkte", "course date")

mail("AW Fenster Behandlungsraum 3.eml", "Brandes Hausverwaltung <info@brandes-verwaltung.example>", "AW: Fenster Behandlungsraum 3", "2026-03-05T10:02:00", """
Sehr geehrte Frau Wulfhorst,

das Fenster hat der Tischler gestern gerichtet, der Griff ist neu. Damit betrachten wir den Vorgang als erledigt.

In anderer Sache: Am Donnerstag, 19. März, erscheint zwischen 8 und 10 Uhr der Heizungsableser; sorgen Sie für freien
Zutritt zu sämtlichen Räumen einschließlich Materialkeller.

Ist der zweite Kellerschlüssel eigentlich noch in Ihrem Besitz oder bei Ihrem Vorgänger geblieben? In unserem Kasten
hängt er jedenfalls nicht.

i. A. Brandes jun.

> Am 02.03.2026 um 08:15 schrieb Praxis Handgriff:
> Guten Morgen Herr Brandes,
> das Fenster in Raum 3 schließt immer noch nicht, bei Wind zieht es den Kindern auf den Rücken. Wann kommt denn nun
> endlich jemand? Bitte geben Sie uns noch diese Woche einen Termin.
> Viele Grüße, Roswitha Kempe
""", antwort_auf="<20260302081502.77@handgriff-ergo.example>")
beides("give the heating meter reader access to all rooms", "2026-03-19",
       "Am Donnerstag, 19. März, erscheint zwischen 8 und 10 Uhr der Heizungsableser; sorgen Sie für freien Zutritt zu sämtlichen Räumen einschließlich Materialkeller.", "Brandes Hausverwaltung")
frage("does the practice still have the second cellar key", "Ist der zweite Kellerschlüssel eigentlich noch in Ihrem Besitz oder bei Ihrem Vorgänger geblieben?", "Brandes Hausverwaltung")
falle("Wann kommt denn nun endlich jemand?", "quoted history, answered")
falle("Bitte geben Sie uns noch diese Woche einen Termin.", "quoted history, request to the other side, done")

t = """Sehr geehrte Praxisanleiterinnen und Praxisanleiter,

der praktische Einsatz unserer Klasse E24 nähert sich dem Ende. Für Ihren Einsatz im Wortsinne bedanken wir uns.

Der Beurteilungsbogen für Herrn Lennart Ahlers soll uns mit Ihrer Unterschrift am 27. März vorliegen, damit die Noten
rechtzeitig in die Konferenz gehen.

Das Treffen der Praxisanleitungen findet am Mittwoch, dem 21. April 2026, von 14 bis 16 Uhr in Raum 2.08 statt. Eine
Anmeldung ist nicht nötig, für Kaffee ist gesorgt.

Mit kollegialen Grüßen
Wiebke Santner, Fachbereich Praxis
Berufsfachschule für Ergotherapie Leinetal
"""
mail("Praktikumsbeurteilung E24.eml", "Wiebke Santner <santner@bfs-leinetal.example>", "Praktikum E24: Beurteilung und Treffen", "2026-03-04T14:41:00", t,
     html="<html><body style='font-family:Calibri'>" + "".join("<p>%s</p>" % escape(p).replace("\n", " ") for p in t.strip().split("\n\n")) + "</body></html>")
beides("signed assessment form for Lennart Ahlers to the school", "2026-03-27", "Der Beurteilungsbogen für Herrn Lennart Ahlers soll uns mit Ihrer Unterschrift am 27. März vorliegen", "Berufsfachschule Leinetal")
befund("21 April 2026 is a Tuesday, not a Wednesday", "Das Treffen der Praxisanleitungen findet am Mittwoch, dem 21. April 2026, von 14 bis 16 Uhr in Raum 2.08 statt.", "Berufsfachschule Leinetal", "weekday_mismatch")
egal("am Mittwoch, dem 21. April 2026, von 14 bis 16 Uhr in Raum 2.08", "meeting may be noted")
falle("Eine Anmeldung ist nicht nötig", "nothing to do")

mail("Tiemann.eml", "Praxis Dr. K. Reuter <anmeldung@dr-reuter-ortho.example>", "Tiemann, Heinz, *04.11.1951", "2026-03-10T07:52:00", """
VO vom 12.1. Verlaufsbericht fehlt hier, bitte faxen.
Dynamische Schiene schon angepasst?

Befund Fr. Lohse ist angekommen, danke.

Dr. K. Reuter
Orthopädie / Handchirurgie
-- 
Sprechzeiten Mo–Fr 8–12, Di u. Do 15–18 Uhr
""", an="praxis@handgriff-ergo.example")
aufgabe("fax progress report for Mr Tiemann", None, "Verlaufsbericht fehlt hier, bitte faxen.", "Praxis Dr. Reuter")
frage("has the dynamic splint been fitted", "Dynamische Schiene schon angepasst?", "Praxis Dr. Reuter")
falle("Befund Fr. Lohse ist angekommen, danke.", "done")

mail("Konnektor-Zertifikat.eml", "Therapano Support <support@therapano.example>", "[Therapano #90-4471] Konnektor: Zertifikat erneuern", "2026-03-03T16:00:00", """
Hallo Praxis-Team,

unser Monitoring zeigt: Das Zertifikat Ihres Konnektors (Seriennr. 80276-8843) verliert am 11. April 2026 seine
Gültigkeit. Vom Tag darauf an lassen sich keine Versichertenkarten mehr einlesen.

Das Erneuern machen wir per Fernwartung, Dauer eine knappe halbe Stunde, für Sie ohne Kosten. Klingeln Sie dafür kurz
bei der Technik durch (Durchwahl 40), sobald es in den Praxisablauf passt.

Das Update 7.3 wurde bei Ihnen in der Nacht zum 1. März erfolgreich eingespielt.

Viele Grüße
Nils vom Therapano-Support
""", an="praxis@handgriff-ergo.example")
frist("connector certificate expires", "2026-04-11", "Das Zertifikat Ihres Konnektors (Seriennr. 80276-8843) verliert am 11. April 2026 seine Gültigkeit.", "Therapano")
aufgabe("call Therapano to have the certificate renewed", None, "Klingeln Sie dafür kurz bei der Technik durch (Durchwahl 40), sobald es in den Praxisablauf passt.", "Therapano")
falle("Das Update 7.3 wurde bei Ihnen in der Nacht zum 1. März erfolgreich eingespielt.", "done")

mail("Rundbrief Betätigung.eml", "Rundbrief Betätigung <post@rundbrief-betaetigung.example>", "Rundbrief Betätigung | März 2026", "2026-03-02T06:00:00", """
RUNDBRIEF BETÄTIGUNG – Lesestoff für die Ergotherapie

In eigener Sache
Seit dieser Ausgabe schreiben wir zu dritt. Willkommen, Annegret!

Forschung kurz gefasst
Eine Studie aus Graz hat 84 Menschen nach Handfraktur begleitet. Wer zu Hause täglich knetete, griff nach acht Wochen
messbar kräftiger zu. Überrascht das noch jemanden?

Rückschau
Der Fachtag in Bielefeld am 14. Februar zählte 310 Gäste. Die Vorträge stehen seit dem 28. Februar im Netz.

Zahl des Monats
72 Tage warten Kinder in Niedersachsen im Schnitt auf den ersten Termin.

Herzlich, Ihre Redaktion
Abbestellen: ein Klick genügt.
""", List_Unsubscribe="<https://rundbrief-betaetigung.example/aus>")
harmlos()
falle("Überrascht das noch jemanden?", "rhetorical")
falle("Der Fachtag in Bielefeld am 14. Februar zählte 310 Gäste.", "past")

mail("Abwesenheit Kinderarztpraxis.eml", "Kinderarztpraxis am Zingel <praxis@kinder-zingel.example>", "Automatische Antwort: Bericht Mia S.", "2026-03-05T17:58:00", """
Vielen Dank für Ihre Nachricht. Unsere Praxis ist vom 16. bis 20. März 2026 geschlossen. Die Vertretung übernimmt
Frau Dr. Immenroth. Befunde und Berichte werden wie gewohnt eingelesen, eine Antwort ist nicht erforderlich.

Ihr Team der Kinderarztpraxis am Zingel
""", an="Jasmin Öztürk <oeztuerk@handgriff-ergo.example>, praxis@handgriff-ergo.example", Auto_Submitted="auto-replied")
harmlos()
falle("Unsere Praxis ist vom 16. bis 20. März 2026 geschlossen.", "automatic reply")

# ============================================================ Briefe
wort("Zulassungsstelle_Fortbildungspunkte.docx", ["Gemeinsame Zulassungsstelle Heilmittel Nord", "Postfach 31 07 · 30031 Hannover", "Handgriff – Praxis für Ergotherapie\nFrau Friederike Wulfhorst\nOsterstraße 61\n31134 Hildesheim",
    "> Hannover, 26. Februar 2026", "> Unser Zeichen: ZH-E 1184/26", "## Überprüfung der Fortbildungsverpflichtung, Betrachtungszeitraum 2022 bis 2025", "Sehr geehrte Frau Wulfhorst,",
    "im Zuge der turnusmäßigen Überprüfung wurde festgestellt, dass für Ihre Praxis folgende Fortbildungspunkte belegt sind:",
    [["Name", "Soll", "Ist"], ["Wulfhorst, Friederike", "60", "71"], ["Öztürk, Jasmin", "60", "66"], ["Pohlmann, Malte", "60", "44"]],
    "Hinsichtlich des Herrn Pohlmann fordere ich Sie auf, die fehlenden Nachweise binnen eines Monats nach Zugang dieses Schreibens hier einzureichen. Wird die Verpflichtung nicht erfüllt, sind die Krankenkassen zu einem Abschlag auf die Vergütung berechtigt.",
    "Die Begehung Ihrer Räume vom 20. Januar 2026 ist ohne Beanstandung abgeschlossen; insoweit ergeht keine gesonderte Mitteilung.", "Im Auftrag", "Degenhardt"], schrift="Arial", grad=10)
beides("submit missing training certificates of Malte Pohlmann (one month from receipt)", "2026-03-26",
       "Hinsichtlich des Herrn Pohlmann fordere ich Sie auf, die fehlenden Nachweise binnen eines Monats nach Zugang dieses Schreibens hier einzureichen.", "Gemeinsame Zulassungsstelle Heilmittel Nord", computed=True)
egal("Pohlmann, Malte 60 44", "table row with the missing points")
falle("Die Begehung Ihrer Räume vom 20. Januar 2026 ist ohne Beanstandung abgeschlossen", "done")

druck("Betriebspruefung_Ankuendigung.pdf", ["Rentenversicherung Leine-Harz · Prüfdienst\nSchlesierstraße 9 · 37081 Göttingen", "Handgriff – Praxis für Ergotherapie\nInh. Friederike Wulfhorst\nOsterstraße 61, 31134 Hildesheim",
    "Göttingen, 4. März 2026\nBetriebsnummer 2981 0446", "# Prüfung nach § 28p SGB IV", "Sehr geehrte Frau Wulfhorst,",
    "in Ihrem Betrieb steht die nach vier Jahren vorgeschriebene Prüfung an. Sie ist vorgesehen für Dienstag, den 14. April 2026, Beginn 9 Uhr, und wird etwa vier Stunden in Anspruch nehmen. Prüfer ist Herr Amtmann Rehbock.",
    "Teilen Sie uns innerhalb von vierzehn Tagen ab Datum dieses Briefes mit, in welchem Raum und mit welcher Ansprechperson die Prüfung stattfinden kann.",
    "Am Prüftag sind die Lohnkonten 2022 bis 2025 sowie die Stundenaufzeichnungen der Aushilfen vorzulegen. Unterlagen, die bei Ihrem Steuerberater geführt werden, können auch dort eingesehen werden.",
    "Das Ergebnis der letzten Prüfung vom 3. Mai 2022 wurde Ihnen seinerzeit bekannt gegeben.", "Mit freundlichen Grüßen\nRehbock"], schrift="Times-Roman", grad=11.5)
beides("tell the auditors room and contact person (14 days from letter)", "2026-03-18",
       "Teilen Sie uns innerhalb von vierzehn Tagen ab Datum dieses Briefes mit, in welchem Raum und mit welcher Ansprechperson die Prüfung stattfinden kann.", "Rentenversicherung Leine-Harz", computed=True)
aufgabe("have payroll accounts and hour sheets ready on the audit day", "2026-04-14", "Am Prüftag sind die Lohnkonten 2022 bis 2025 sowie die Stundenaufzeichnungen der Aushilfen vorzulegen.", "Rentenversicherung Leine-Harz", computed=True)
egal("Sie ist vorgesehen für Dienstag, den 14. April 2026, Beginn 9 Uhr", "date of the audit")
falle("Das Ergebnis der letzten Prüfung vom 3. Mai 2022 wurde Ihnen seinerzeit bekannt gegeben.", "past")

roh("Anwohnerinfo Osterstrasse.txt", """
STADT HILDESHEIM - TIEFBAUAMT
Information an die Anlieger der Osterstraße, Abschnitt 48 bis 75

Betr.: Erneuerung der Trinkwasserleitung

Liebe Anlieger,

ab Montag, dem 30. März, wird die Osterstraße zwischen Zingel und Almsstraße in zwei Bauabschnitten aufgegraben. Die
Arbeiten dauern voraussichtlich bis Mitte Juni. Die Gehwege bleiben frei, die Parkbuchten vor den Häusern entfallen.

Arzt- und Therapiepraxen, deren Besucher mit dem Krankentransport gebracht werden, erhalten auf Wunsch eine
Haltezone; Anträge nimmt das Tiefbauamt noch bis Freitag, den 20. März 2026, entgegen (Zimmer 114 oder formlos per
Mail).

Die Müllabfuhr stellt sich selbst auf die Baustelle ein. Sie brauchen Ihre Tonnen nicht woanders hinzustellen.

Fragen beantwortet Frau Quandt unter der bekannten Rufnummer, Sprechzeit dienstags 9 bis 12 Uhr.

Hildesheim, im März 2026
""")
frist("apply for a stopping zone during the road works", "2026-03-20", "Anträge nimmt das Tiefbauamt noch bis Freitag, den 20. März 2026, entgegen", "Stadt Hildesheim, Tiefbauamt")
egal("erhalten auf Wunsch eine Haltezone", "optional application as a task")
falle("ab Montag, dem 30. März, wird die Osterstraße zwischen Zingel und Almsstraße in zwei Bauabschnitten aufgegraben", "event")
falle("Sie brauchen Ihre Tonnen nicht woanders hinzustellen.", "nothing to do")

roh("Brief Herr Lohse.txt", """
(abgetippt von R. Kempe, Original hängt an der Pinnwand)

                                                    Giesen, am 1. März 2026
Sehr verehrte Frau Wulfhorst, lieber Herr Pohlmann,

meine Frau kann wieder Kartoffeln schälen. Das klingt nach nichts, ich weiß. Aber nach dem Schlaganfall im August
haben wir beide nicht mehr daran geglaubt, und gestern stand sie in der Küche, hat mich hinausgeworfen und gesagt,
das sei ihr Messer. Können Sie sich vorstellen, wie ich mich gefreut habe?

Wir sind jetzt 51 Jahre verheiratet, am 9. Mai werden es 52. Ohne Sie und Ihre Geduld hätte das ein trauriges Fest
werden können. So wird es ein lautes.

Die Pralinen sind für alle, auch für die Dame am Empfang.

In Dankbarkeit
Ihr Gottfried Lohse
""")
harmlos()
falle("Können Sie sich vorstellen, wie ich mich gefreut habe?", "rhetorical")

wort("Haftpflicht_Sturz_Flur.docx", ["NORDWALL Versicherungsverein a. G.", "Schadenabteilung Heilberufe", "> Bremen, 3. März 2026", "Schaden-Nr. 26-H-008817", "Sturz der Frau Irmgard Voß in Ihren Praxisräumen am 11. Februar 2026", "Sehr geehrte Frau Wulfhorst,",
    "die Krankenkasse der Frau Voß hat sich bei uns gemeldet und prüft, ob sie die Behandlungskosten von Ihnen zurückfordern kann. Für Sie besteht Versicherungsschutz; korrespondieren werden mit der Kasse ausschließlich wir.",
    "Um den Hergang beurteilen zu können, benötigen wir von Ihnen die ausgefüllte Schadenanzeige, den Vordruck haben wir beigelegt.",
    "Nicht bekannt ist uns bislang, ob der Flur zum Zeitpunkt des Sturzes frisch gewischt war.",
    "Ihr Beitrag für 2026 ist bezahlt, an Ihrem Vertrag ändert sich durch den Vorfall nichts.", "Mit freundlichem Gruß", "ppa. Tietjen"], schrift="Garamond", grad=12)
aufgabe("fill in and return the damage report form", None, "Um den Hergang beurteilen zu können, benötigen wir von Ihnen die ausgefüllte Schadenanzeige", "NORDWALL Versicherungsverein")
frage("was the corridor freshly mopped when Mrs Voß fell", "Nicht bekannt ist uns bislang, ob der Flur zum Zeitpunkt des Sturzes frisch gewischt war.", "NORDWALL Versicherungsverein")
falle("Ihr Beitrag für 2026 ist bezahlt", "paid")

# ============================================================ Rechnungen, Angebot, Quittung
druck("Rechnung_Greifbar_70331.pdf", ["# GREIFBAR Therapiebedarf GmbH", "Industrieweg 5 · 33378 Rheda-Wiedenbrück", "Handgriff – Praxis für Ergotherapie, Osterstraße 61, 31134 Hildesheim", "Rechnung Nr. 70331 vom 04.03.2026 · Lieferung erfolgte am 02.03.2026",
    [["Artikel", "Menge", "Einzel €", "Gesamt €"], ["Therapieknete 454 g, mittel (rot)", "6", "8,90", "53,40"], ["Fingergewichte, Set", "1", "39,00", "39,00"], ["Nagelbrett für Einhänder", "2", "27,50", "55,00"],
     ["Balancekreisel Holz", "1", "64,60", "64,60"], ["Versandanteil", "1", "5,90", "5,90"], ["Zwischensumme netto", "", "", "217,90"], ["Umsatzsteuer 19 %", "", "", "41,40"], ["Rechnungsbetrag", "", "EUR", "295,30"]],
    "Geht Ihre Zahlung am 18.03.2026 oder früher ein, dürfen Sie 2 % abziehen.", "Ohne Abzug zahlbar binnen 30 Tagen ab Rechnungsdatum.",
    "Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Rückgabe ungeöffneter Knete ist ausgeschlossen."], breiten=[8 * cm, 2 * cm, 2.5 * cm, 3 * cm])
frist("2 % discount on invoice 70331", "2026-03-18", "Geht Ihre Zahlung am 18.03.2026 oder früher ein, dürfen Sie 2 % abziehen.", "GREIFBAR Therapiebedarf")
frist("pay invoice 70331, 30 days from 4 March", "2026-04-03", "Ohne Abzug zahlbar binnen 30 Tagen ab Rechnungsdatum.", "GREIFBAR Therapiebedarf", computed=True)
befund("217.90 + 41.40 is 259.30, not 295.30", "Rechnungsbetrag EUR 295,30", "GREIFBAR Therapiebedarf", "total_mismatch", expected=259.30)

druck("Zahlungserinnerung_Waescherei.pdf", ["Wäscherei Blütenweiß · Familie Hartung · Bahnhofsallee 12 · 31134 Hildesheim", "Praxis Handgriff\nFrau Wulfhorst", "Hildesheim, den 6. März 2026", "# Kleine Erinnerung",
    "Sehr geehrte Frau Wulfhorst,", "im Trubel geht so ein Zettel leicht einmal unter, das kennen wir von uns selbst. Unsere Rechnung W-2026-017 vom 30. Januar über Handtücher und Laken war am 13. Februar fällig.",
    [["Leistung Januar", "Betrag"], ["142 Handtücher", "63,90 €"], ["26 Laken", "32,50 €"], ["Offen", "96,40 €"]],
    "Den Ausgleich der 96,40 € erhoffen wir uns nun längstens zum 17. März.", "Die Dezember-Rechnung ist übrigens pünktlich eingegangen, vielen Dank dafür.", "Herzlich grüßt\nRenate Hartung"], schrift="Times-Roman", grad=12, breiten=[7 * cm, 3 * cm])
frist("pay laundry invoice W-2026-017 (overdue)", "2026-03-17", "Den Ausgleich der 96,40 € erhoffen wir uns nun längstens zum 17. März.", "Wäscherei Blütenweiß", amount=96.40)
falle("Unsere Rechnung W-2026-017 vom 30. Januar über Handtücher und Laken war am 13. Februar fällig.", "past due date, replaced")
falle("Die Dezember-Rechnung ist übrigens pünktlich eingegangen, vielen Dank dafür.", "paid")

wort("Angebot_Therapieliege.docx", ["# Liegenbau Odenkirchen e. K.", "Angebot 26/088", "> Mönchengladbach, 27.02.2026", "Guten Tag Frau Wulfhorst,", "schön war's auf der Messe! Hier schwarz auf weiß, was wir besprochen haben:",
    [["Position", "Netto"], ["Bobath-Liege 200 × 120 cm, elektrisch, 4 Rollen", "1.890,00 €"], ["Rundumschalter", "165,00 €"], ["Anlieferung bis in den Raum", "89,00 €"], ["Summe", "2.144,00 €"], ["Umsatzsteuer 19 %", "407,36 €"], ["Endbetrag", "2.551,36 €"]],
    "Annehmen können Sie das Angebot noch den ganzen März hindurch; im April kommt die neue Preisliste.",
    "Anthrazit oder Petrol: Welche Polsterfarbe hätten Sie denn gern?", "Gebaut wird rund fünf Wochen, geliefert mit eigenem Wagen.", "Bis bald, Ihr Jupp Odenkirchen"], schrift="Calibri")
frist("offer for the treatment couch can be accepted through March", "2026-03-31", "Annehmen können Sie das Angebot noch den ganzen März hindurch", "Liegenbau Odenkirchen", computed=True, amount=2551.36)
frage("colour of the upholstery", "Anthrazit oder Petrol: Welche Polsterfarbe hätten Sie denn gern?", "Liegenbau Odenkirchen")

druck("Quittung_Schluesseldienst.pdf", ["# Schlüssel-Schuster Kolb", "Kassenbeleg 0442", "27.02.2026 11:36", [["2 Schlüssel kopiert", "19,80"], ["1 Namensschild graviert", "12,00"], ["bar bezahlt EUR", "31,80"]],
    "Vielen Dank für Ihren Einkauf! Umtausch gravierter Ware innerhalb von 14 Tagen nur bei Fehlern unsererseits.", "Geöffnet Mo-Fr 9-18, Sa 9-13"], schrift="Courier", grad=10, breiten=[7 * cm, 3 * cm])
harmlos()
falle("bar bezahlt EUR 31,80", "paid")
falle("Umtausch gravierter Ware innerhalb von 14 Tagen nur bei Fehlern unsererseits.", "boilerplate")

# ============================================================ Verträge
druck("Kopierer_Mietvertrag.pdf", ["# Gerätemietvertrag Nr. 23-0715", "Vermieter: Bürotechnik Fahlbusch KG, Hildesheim\nMieter: Handgriff – Praxis für Ergotherapie, Inh. Friederike Wulfhorst",
    "# 1 Gerät", "1.1 Multifunktionsgerät Kyoto M330 mit Unterschrank, Standort Anmeldung.", "1.2 Das Gerät bleibt Eigentum des Vermieters. Der Mieter darf es in andere Räume derselben Praxis umstellen.",
    "# 2 Miete", "2.1 Die Miete beträgt 48,00 € netto im Monat und wird im SEPA-Verfahren eingezogen.", "2.2 Enthalten sind 1.000 Schwarzweißseiten monatlich; jede weitere kostet 1,1 Cent.", "2.3 Der Vermieter liest den Zählerstand jeweils Ende Dezember aus der Ferne ab und rechnet bis 31. Januar ab.",
    "# 3 Wartung", "3.1 Der Vermieter hält das Gerät betriebsbereit und erscheint im Störungsfall spätestens am zweiten Werktag.", "3.2 Toner ist im Preis enthalten und wird automatisch nachgeliefert. Papier stellt der Mieter.",
    "# 4 Haftung", "4.1 Für Schäden durch unsachgemäße Bedienung haftet der Mieter, im Übrigen der Vermieter. Eine Elektronikversicherung besteht auf Seiten des Vermieters.",
    "# 5 Dauer", "5.1 Der Vertrag ist am 15. Juli 2023 für drei Jahre geschlossen worden. Er läuft am 15. Juli 2026 aus, wenn einer der Partner ihn drei Monate vorher in Textform aufsagt; unterbleibt dies, verlängert er sich um zwölf Monate.",
    "5.2 Nach Vertragsende holt der Vermieter das Gerät auf eigene Kosten ab.", "# 6 Sonstiges", "6.1 Im Gerät gespeicherte Daten löscht der Vermieter vor der Weiterverwendung und bescheinigt dies.", "6.2 Änderungen bedürfen der Textform.", "Hildesheim, 15. Juli 2023"], schrift="Helvetica", grad=10)
frist("last day to end the copier contract (three months before 15 July)", "2026-04-15",
      "Er läuft am 15. Juli 2026 aus, wenn einer der Partner ihn drei Monate vorher in Textform aufsagt; unterbleibt dies, verlängert er sich um zwölf Monate.", "Bürotechnik Fahlbusch", computed=True)
falle("Der Vermieter liest den Zählerstand jeweils Ende Dezember aus der Ferne ab und rechnet bis 31. Januar ab.", "duty of the other side")
falle("erscheint im Störungsfall spätestens am zweiten Werktag", "duty of the other side")
egal("5.1 Der Vertrag ist am 15. Juli 2023 für drei Jahre geschlossen worden.", "term")

wort("Kooperation_Haus_Abendruh.docx", ["# Kooperationsvertrag", "zwischen dem Seniorenzentrum Haus Abendruh gGmbH, Giesen (im Folgenden „Heim“) und der Praxis Handgriff, vertreten durch Frau Friederike Wulfhorst (im Folgenden „Praxis“)",
    "## § 1 Zweck", "Die Vertragspartner arbeiten bei der ergotherapeutischen Versorgung der Bewohnerinnen und Bewohner zusammen. Grundlage jeder Behandlung bleibt die ärztliche Verordnung.",
    "## § 2 Leistungen des Heims", "(1) Das Heim stellt an zwei Vormittagen wöchentlich einen Therapieraum mit Waschbecken unentgeltlich bereit.", "(2) Es benennt der Praxis jedes Jahr bis zum 15. Januar eine Ansprechperson der Pflege.", "(3) Neue Verordnungen leitet es der Praxis innerhalb von drei Werktagen zu.",
    "## § 3 Leistungen der Praxis", "(1) Die Praxis behandelt die ihr zugewiesenen Bewohner durch staatlich anerkannte Ergotherapeutinnen und Ergotherapeuten.", "(2) Über das abgelaufene Jahr legt sie der Heimleitung einen Tätigkeitsbericht vor, im laufenden Jahr also bis 31. März 2026.",
    "## § 4 Verschwiegenheit", "Beide Seiten verpflichten sich zur Verschwiegenheit, auch über das Ende der Zusammenarbeit hinaus.",
    "## § 5 Vergütung", "Eine Vergütung zwischen den Vertragspartnern findet nicht statt. Die Praxis rechnet unmittelbar mit den Kostenträgern ab.",
    "## § 6 Dauer und Kündigung", "(1) Der Vertrag gilt seit dem 1. Oktober 2025 auf unbestimmte Zeit.", "(2) Beide Seiten können ihn mit einer Frist von sechs Wochen zum Ende eines Kalendervierteljahres kündigen.", "Giesen, 22. September 2025", "M. Althoff (Heimleitung)      F. Wulfhorst"], schrift="Book Antiqua")
beides("annual activity report to the home", "2026-03-31", "Über das abgelaufene Jahr legt sie der Heimleitung einen Tätigkeitsbericht vor, im laufenden Jahr also bis 31. März 2026.", "Haus Abendruh")
falle("Es benennt der Praxis jedes Jahr bis zum 15. Januar eine Ansprechperson der Pflege.", "duty of the other side")
falle("Neue Verordnungen leitet es der Praxis innerhalb von drei Werktagen zu.", "duty of the other side")
egal("Beide Seiten können ihn mit einer Frist von sechs Wochen zum Ende eines Kalendervierteljahres kündigen.", "open-ended contract, general notice period")

# ============================================================ Protokolle
wort("Protokoll_Team_05-03.docx", ["# Teamsitzung 5. März 2026", "Beginn 12:30, Ende 13:25. Es fehlte niemand. Schriftführung: Lennart (zum ersten Mal, bitte nachsichtig lesen)",
    "## 1. Warteliste", "Wir sind bei 38 Namen. Roswitha telefoniert die fünf ältesten Einträge durch und will damit am Freitag der kommenden Woche fertig sein.",
    "## 2. Schienenwerkstatt", "Der Ofen heizt, wie er will. Malte besorgt einen neuen Thermostaten. Die Scheren hat er schon schleifen lassen.",
    "## 3. Hausbesuche", "Lange Diskussion über Sarstedt. Die Fahrt frisst anderthalb Stunden für zwei Behandlungen. Ob wir dort weiterhin hinfahren, muss Friederike noch sagen.",
    "## 4. Kleinkram", "Jasmin hat die Verbandskästen aufgefüllt. Die Pflanze im Wartezimmer ist hinüber und kam auf den Kompost. Der Betriebsausflug nach Hameln am 27. Februar war nass, aber lustig.",
    "Nächste Sitzung: Donnerstag, 1. April 2026, 12:30 Uhr"], schrift="Calibri")
beides("Roswitha phones the five oldest waiting-list entries", "2026-03-13", "Roswitha telefoniert die fünf ältesten Einträge durch und will damit am Freitag der kommenden Woche fertig sein.", "Roswitha Kempe", computed=True)
aufgabe("Malte gets a new thermostat for the splint oven", None, "Malte besorgt einen neuen Thermostaten.", "Malte Pohlmann")
frage("do we go on with home visits in Sarstedt", "Ob wir dort weiterhin hinfahren, muss Friederike noch sagen.", "Team")
befund("1 April 2026 is a Wednesday, not a Thursday", "Nächste Sitzung: Donnerstag, 1. April 2026, 12:30 Uhr", "Team", "weekday_mismatch")
egal("Nächste Sitzung: Donnerstag, 1. April 2026", "meeting may be noted")
falle("Die Scheren hat er schon schleifen lassen.", "done")
falle("Jasmin hat die Verbandskästen aufgefüllt.", "done")
falle("Der Betriebsausflug nach Hameln am 27. Februar war nass, aber lustig.", "past")

roh("qualitaetszirkel-notizen.md", """
# QZ Handtherapie Südniedersachsen – meine Notizen

Mi 25.2.2026, bei Sievers in Alfeld, 7 Praxen da

- Fallvorstellung Beugesehne Zone II (Kollege aus Einbeck). Sehr gut. Frühmobilisation ab Tag 3, Protokoll verteilt er
  selbst an alle.
- Assessments: jede Praxis macht was anderes. Ich hab mich bereit erklärt, unsere Liste zu verschicken -> an alle
  sieben, Verteiler hat Roswitha.
- Juni-Treffen soll bei uns sein. Frau Sievers will von mir am 30.4. wissen, welchen Raum wir nehmen.
- DASH-Bogen: Lizenzfrage ist geklärt, Nutzung frei.
- Vorsitz bleibt bei Sievers, einstimmig.

Rückfahrt Stau, A7. Beim nächsten Mal Zug.
""")
aufgabe("send the list of assessments to all seven practices", None, "Ich hab mich bereit erklärt, unsere Liste zu verschicken -> an alle sieben, Verteiler hat Roswitha.", "Qualitätszirkel")
beides("tell Mrs Sievers the room for the June meeting", "2026-04-30", "Frau Sievers will von mir am 30.4. wissen, welchen Raum wir nehmen.", "Frau Sievers")
falle("Protokoll verteilt er selbst an alle", "duty of another")
falle("DASH-Bogen: Lizenzfrage ist geklärt, Nutzung frei.", "answered")

# ============================================================ Tabellen
cur = "Praxisaufgaben.xlsx"
wb = Workbook(); w = wb.active; w.title = "Aufgaben 2026"
zeilen = [["Aufgabe", "wer", "bis", "Status"],
          ["Unterweisung Brandschutz durchführen", "Friederike", "12.02.2026", "fertig"],
          ["Auffrischung Erste Hilfe buchen", "Roswitha", "08.04.2026", "offen"],
          ["Medizinproduktebuch aktualisieren", "Malte", "27.02.2026", "fertig"],
          ["Garderobenhaken im Kinderbereich tiefer setzen", "Malte", None, "offen"],
          ["Aushang Datenschutz erneuern", "Roswitha", "20.02.2026", "fertig"],
          ["Zweite Waage anschaffen", "Friederike", None, "gestrichen"]]
for z in zeilen: w.append(z)
w.column_dimensions["A"].width = 50
wb.create_sheet("Legende").append(["Status: offen / fertig / gestrichen"])
wb.save(FILES / cur)
beides("Roswitha books the first-aid refresher", "2026-04-08", "Auffrischung Erste Hilfe buchen Roswitha 08.04.2026 offen", "Roswitha Kempe")
aufgabe("Malte lowers the coat hooks in the children's area", None, "Garderobenhaken im Kinderbereich tiefer setzen Malte offen", "Malte Pohlmann")
for z in zeilen[1:]:
    if z[3] == "fertig": falle(" ".join(z), "done")
falle("Zweite Waage anschaffen Friederike gestrichen", "dropped")

cur = "Heilmittelpreise_2026.csv"
with open(FILES / cur, "w", newline="", encoding="utf-8") as h:
    c = csv.writer(h, delimiter=";")
    c.writerow(["Positionsnummer", "Leistung", "Richtwert Minuten", "Preis EUR", "gültig seit"])
    c.writerows([["54002", "Funktionsanalyse", "30", "41,18", "01.01.2026"], ["54102", "Motorisch-funktionelle Behandlung", "45", "53,62", "01.01.2026"], ["54103", "Sensomotorisch-perzeptive Behandlung", "60", "71,49", "01.01.2026"],
                 ["54104", "Hirnleistungstraining", "30", "47,10", "01.01.2026"], ["54301", "Thermische Anwendung", "", "7,02", "01.01.2026"], ["59933", "Hausbesuch", "", "22,35", "01.01.2026"]])
harmlos()

# ============================================================ Übriges
roh("Merkliste Akademie Handwerk der Hand.html", """
<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Merkliste | Akademie der Hand</title>
<style>.kurs{border:1px solid #999;padding:8px}</style></head><body>
<header><h1>Akademie der Hand</h1><p>Eingeloggt als Friederike Wulfhorst</p></header>
<h2>Ihre Merkliste (1 Kurs)</h2>
<div class="kurs"><h3>Narbenbehandlung und Silikonauflagen, Kurs N-14</h3>
<p>Samstag, 25. April 2026, 9 bis 17 Uhr, Kassel. Kursgebühr 189 Euro, darin Skript und Mittagessen.</p>
<p>Von zwölf Plätzen ist einer übrig. Anmeldeschluss: 2. April 2026.</p></div>
<h2>Besuchte Kurse</h2>
<ul><li>Schienenbau Grundkurs, 11.10.2024, 16 Punkte</li><li>Rheuma und Alltag, 14.11.2025, 8 Punkte</li></ul>
<p>Unsere Geschäftsstelle ist montags bis donnerstags von 9 bis 15 Uhr besetzt. Sie haben Ihr Kennwort vergessen? Kein Problem.</p>
</body></html>
""")
frist("registration closes for the course on scar treatment", "2026-04-02", "Anmeldeschluss: 2. April 2026.", "Akademie der Hand")
egal("Samstag, 25. April 2026, 9 bis 17 Uhr, Kassel.", "course date")
falle("Sie haben Ihr Kennwort vergessen?", "boilerplate")
falle("Schienenbau Grundkurs, 11.10.2024, 16 Punkte", "past")

cur = "Hygieneunterweisung_2026.pptx"
p = Presentation()
for titel, zeilen in [("Hygieneunterweisung 2026", ["durchgeführt am 22. Januar 2026", "Referent: Malte Pohlmann"]), ("Warum eigentlich Händewaschen?", ["Weil 8 von 10 Keimen über die Hände reisen", "30 Sekunden, auch die Daumen", "Desinfektion ersetzt das Waschen nicht"]),
                      ("Flächen und Material", ["Liegen werden nach jeder Behandlung gewischt", "Knete ist patientenbezogen, Name auf die Dose", "Rapsbad: Austausch erfolgte im Dezember"]), ("Teilnahme", ["Alle fünf haben unterschrieben", "Liste liegt im Hygieneordner, Register 4"])]:
    s = p.slides.add_slide(p.slide_layouts[1]); s.shapes.title.text = titel
    s.placeholders[1].text_frame.text = "\n".join(zeilen)
p.save(FILES / cur)
harmlos()
falle("Warum eigentlich Händewaschen?", "rhetorical title")
falle("Liegen werden nach jeder Behandlung gewischt", "standing rule")

roh("Buchbesprechung_Fundus.md", """
# Gelesen: „Die Grammatik der Finger“ von Ottilie Brahm

*für das Regal im Pausenraum, M. P.*

Muss man ein Buch über Greifformen gelesen haben, in dem auf Seite 40 noch immer vom Neandertaler die Rede ist? Man
muss nicht, aber man möchte. Brahm war vierzig Jahre Handchirurgin, und sie schreibt, als säße sie mit am Tisch.

Am schönsten ist das Kapitel über Pianisten. Am schwächsten das letzte: Was sie 1998 über Computer vorausgesagt hat,
ist bis 2005 nicht eingetreten und danach auch nicht.

Vier von fünf Daumen. Kostet antiquarisch um die zwölf Euro. Liegt ab sofort neben der Kaffeemaschine.
""")
harmlos()
falle("Muss man ein Buch über Greifformen gelesen haben, in dem auf Seite 40 noch immer vom Neandertaler die Rede ist?", "rhetorical")

(ROOT / "planted.json").write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")
