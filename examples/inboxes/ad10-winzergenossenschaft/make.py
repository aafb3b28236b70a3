#!/usr/bin/env python3
"""Posteingang einer erfundenen Winzergenossenschaft (WG Kaltental eG). Schreibt files/ und planted.json."""
import base64
import csv
import html
import json
import re
import shutil
import zlib
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

BASE = Path(__file__).resolve().parent
FILES = BASE / "files"
if FILES.exists():
    shutil.rmtree(FILES)
FILES.mkdir(parents=True)
MESZ = timezone(timedelta(hours=2))
HOELZLE = "Annegret Hölzle <hoelzle@wg-kaltental.example>"
INFO = "WG Kaltental <info@wg-kaltental.example>"


# ------------------------------------------------------------ Werkzeug
def eml(name, von, an, betreff, wann, text, mid, html_text=None, antwort_auf=None, kopie=None, extra=()):
    m = EmailMessage(policy=policy.SMTP)
    m["From"] = von
    m["To"] = an
    if kopie:
        m["Cc"] = kopie
    m["Subject"] = betreff
    m["Date"] = format_datetime(wann)
    m["Message-ID"] = mid
    if antwort_auf:
        m["In-Reply-To"] = antwort_auf
        m["References"] = antwort_auf
    for k, v in extra:
        m[k] = v
    m.set_content(text.strip("\n") + "\n")
    if html_text:
        m.add_alternative(html_text, subtype="html")
    (FILES / name).write_bytes(m.as_bytes())


def stil(font="Helvetica", gr=10, ab=14, nach=7, **kw):
    return ParagraphStyle("x", fontName=font, fontSize=gr, leading=ab, spaceAfter=nach, **kw)


def druck(name, teile, rand=2.4):
    SimpleDocTemplate(str(FILES / name), pagesize=A4, leftMargin=rand * cm, rightMargin=rand * cm,
                      topMargin=2 * cm, bottomMargin=2 * cm).build(teile)


def eur(x):
    return f"{x:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def posten(kopf, zeilen, summen, breiten, kopffarbe=None):
    t = Table([kopf] + zeilen + summen, colWidths=[b * cm for b in breiten])
    n = 1 + len(zeilen)
    s = [("FONT", (0, 0), (-1, -1), "Helvetica", 9), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9),
         ("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("LINEBELOW", (0, 0), (-1, 0), .6, colors.black),
         ("LINEABOVE", (0, n), (-1, n), .6, colors.black), ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 10)]
    if kopffarbe:
        s.append(("BACKGROUND", (0, 0), (-1, 0), kopffarbe))
    t.setStyle(TableStyle(s))
    return t


def als_html(text, font):
    return f"<html><body style='font-family:{font}'>" + "".join(
        "<p>" + html.escape(a).replace("\n", "<br>") + "</p>" for a in text.strip().split("\n\n")) + "</body></html>"


# ------------------------------------------------------------ Mails
eml("Buetten.eml", "Otmar Bühler <otmar.buehler@lettenpost.example>", INFO, "Bütten", datetime(2026, 9, 2, 21, 14, tzinfo=MESZ), """
Hallo zusammen,

der Müller hängt heuer schön, die Sau war auch nicht drin, Gott sei Dank.

Fünf große Bütten müsstet ihr mir auf die Seite stellen, am Montag in der Früh steh ich mit dem Hänger bei euch auf dem Hof.

Und nehmt ihr den Müller jetzt schon mit 68 Öchsle oder erst ab 70? Der Nachbar erzählt so, der Quirin so.

Einen Nusszopf gibts auch wieder.

Otmar
""", "<ob.1447@lettenpost.example>")

eml("Abruf_Schlegelflaschen_70-2291.eml", "Versanddisposition Oberlauter Glas <disposition@oberlauter-glas.example>", HOELZLE,
    "Abruf 3 zu Rahmenvertrag 70-2291", datetime(2026, 8, 28, 9, 2, tzinfo=MESZ), """
Sehr geehrte Frau Hölzle,

hiermit bestätigen wir Ihren Abruf wie folgt:

Artikel:        Schlegelflasche 0,75 l, antikgrün, BVS
Anlieferung:    Donnerstag, 17. September 2026, frei Rampe
Fahrer:         bringt Mitnahmestapler mit

Die verbindliche Palettenzahl ist der Disposition spätestens drei Werktage vor der Anlieferung mitzuteilen; was danach kommt, fährt erst in der Folgewoche.

Die Gutschrift über die zwölf zu Bruch gegangenen Magnumflaschen wurde am 25. August angewiesen. Leerpaletten nimmt der Fahrer ohne Anmeldung zurück.

Mit freundlichen Grüßen
i. A. Tamara Schübel
Oberlauter Glas GmbH & Co. KG, Versanddisposition
""", "<70-2291-3.abruf@oberlauter-glas.example>")

eml("AW_Muster_Grauburgunder.eml", "Solveig Brattbakk <solveig@fjordvin.example>", HOELZLE, "AW: Muster Grauburgunder",
    datetime(2026, 8, 31, 13, 48, tzinfo=MESZ), """
Liebe Frau Hölzle,

der Grauburgunder hat bei uns im Büro keine zwei Tage überlebt, das ist ein Kompliment.

Wir würden 1.200 Flaschen nehmen, allerdings zu 4,35 € statt zu 4,50 €. An dieses Gegenangebot fühle ich mich, von heute an gerechnet, zehn Tage gebunden, dann vergebe ich den Platz im Katalog anderweitig.

Aus dem Datenblatt werde ich nicht schlau: Ist der Wein mit Gelatine geklärt oder geht er als vegan durch?

Zu Ihren beiden Punkten von Freitag: Die Rückenetiketten drucken wir selbst, und die Nummer steht unten in der Signatur.

Herzliche Grüße aus Oslo
Solveig Brattbakk
Fjordvin AS, MVA-Nr. NO 918 220 447

Am 28.08.2026 um 15:20 schrieb Annegret Hölzle:
> Liebe Frau Brattbakk,
> drucken Sie die Rückenetiketten selbst, oder sollen wir das übernehmen?
> Und teilen Sie uns bitte noch Ihre Umsatzsteuernummer mit.
> Schöne Grüße vom Letten, A. Hölzle
""", "<fv-31aug-1348@fjordvin.example>", antwort_auf="<ah-2808-1520@wg-kaltental.example>")

eml("Versammlung.eml", "Eugen Kissling <eugen.kissling@lettenpost.example>", HOELZLE, "Versammlung",
    datetime(2026, 9, 1, 7, 5, tzinfo=MESZ), """
Servus Annegret,

es bleibt bei Freitag, 9. Oktober, 19 Uhr, Kelterhalle.

Der Notar hat mir eingebläut, dass die Einladung samt Tagesordnung volle zwei Wochen vor der Versammlung bei jedem Mitglied im Kasten liegen muss, sonst haut uns der Streithansel vom Oberdorf wieder alles um die Ohren. Das Verschicken liegt bei dir.

Die Saalmiete hab ich schon überwiesen, da brauchst nix machen. Und den Musikverein hat die Ilse gefragt, der kommt.

Mir hat bisher keiner gesagt, ob die Präsidentin vom Verband ein Grußwort hält oder abgesagt hat.

Gruß
Eugen
""", "<ek20260901@lettenpost.example>")

eml("Ihre_Zitate.eml", "Mirjam Osterloh <osterloh@rebland-kurier.example>", HOELZLE, "Ihre Zitate (und die Katze)",
    datetime(2026, 9, 2, 17, 31, tzinfo=MESZ), """
Liebe Frau Hölzle,

was für ein herrlicher Vormittag bei Ihnen im Gewölbe! Ich habe meiner Redaktion so lange vorgeschwärmt, bis ich eine ganze Seite bekam.

Im Anhang finden Sie Ihre drei Zitate und das eine von Herrn Faist. Klingt etwas schief, so streichen Sie es mir bis übermorgen um zwölf an, denn um halb eins rollt die Seite in die Druckerei.

In meinem Block stehen zwei Zahlen zur Rebfläche, einmal 212 und einmal 221 Hektar – welche ist denn nun die richtige?

Das Foto mit der Katze kommt auf jeden Fall hinein. Warum gehört eigentlich zu jedem Keller eine Katze? Das wäre mal eine eigene Seite wert.

Es grüßt Sie vergnügt
Mirjam Osterloh
Rebland-Kurier, Redaktion Land & Leute
""", "<rk-mo-88213@rebland-kurier.example>")

etik = """
Guten Tag Frau Hölzle,

beigefügt erhalten Sie den Korrekturabzug zum Auftrag 26-0914, "Lettenberg Spätburgunder 2024", Auflage 18.000. Das Rot des Wappens wurde nach Ihrem Muster vom Juli nachgestellt.

Hören wir fünf Arbeitstage lang nichts, werten wir den Abzug als freigegeben und fahren die Maschine an.

Ausgeliefert würde dann am Mittwoch, 18. September.

Freundliche Grüße
Papyra Etiketten, Druckvorstufe
Ulf Zschoch
"""
eml("Korrekturabzug_26-0914.eml", "Papyra Druckvorstufe <vorstufe@papyra-etiketten.example>", HOELZLE,
    "Korrekturabzug 26-0914 Lettenberg Spätburgunder", datetime(2026, 8, 31, 8, 40, tzinfo=MESZ), etik,
    "<26-0914.v1@papyra-etiketten.example>", html_text=als_html(etik, "Calibri,sans-serif"),
    kopie="Selma Aydin <aydin@wg-kaltental.example>")

eml("waage.eml", "Quirin Faist <faist@wg-kaltental.example>", HOELZLE, "waage", datetime(2026, 9, 2, 18, 56, tzinfo=MESZ), """
Annegret,
presse 2 läuft wieder, war bloß der endschalter. trubtank ist gespült, hefe ist da.
wegen dem eichsiegel an der brückenwaage häng ich mich morgen selber ans telefon und mach mit dem eichamt was aus.
Q.
""", "<qf.0209.1856@wg-kaltental.example>")

eml("Abwesenheit_Dr_Wurz.eml", "Dr. Leonhard Wurz <wurz@genossenschaftsverband-rebland.example>", HOELZLE,
    "Abwesenheitsnotiz: Prüfungsbericht", datetime(2026, 9, 1, 10, 11, tzinfo=MESZ), """
Guten Tag,

bis einschließlich 11. September erhole ich mich auf einer Insel ohne Netz. Ihre Nachricht wird nicht weitergeleitet; in eiligen Prüfungsfragen ist Frau Kornhaas unter der Durchwahl 12 für Sie da.

Dr. L. Wurz
Prüfungsdienst
""", "<auto.4471@genossenschaftsverband-rebland.example>", antwort_auf="<ah-0109-1010@wg-kaltental.example>",
    extra=[("Auto-Submitted", "auto-replied")])

nl = """
KELLERBLATT
Nachrichten aus Anbau und Ausbau, Ausgabe 17/2026

Kirschessigfliege: In den Fallen an der Oberlauter fanden sich in der letzten Augustwoche im Schnitt 3 Tiere, im Vorjahr waren es 11.

Blick zurück: Vor hundert Jahren begann die Lese im Rebland erst am 9. Oktober. Wer hätte gedacht, dass wir einmal im August Federweißen trinken?

Personen: Kellermeisterin Ute Grandel ist seit 1. September im Ruhestand. Ihr Nachfolger war sieben Jahre in Südafrika.

Markt: Fassweinpreise für Müller-Thurgau lagen zuletzt bei 62 Cent je Liter.

Sie erhalten das Kellerblatt als Mitgliedsbetrieb vierzehntäglich.
"""
eml("Kellerblatt_17.eml", "Kellerblatt <redaktion@kellerblatt.example>", INFO, "Kellerblatt 17/2026",
    datetime(2026, 9, 3, 5, 30, tzinfo=MESZ), nl, "<kb-17-2026@kellerblatt.example>", html_text=als_html(nl, "Georgia,serif"))

eml("Termin_steht.eml", "Praxis für Arbeitsmedizin Dr. Lenau <empfang@praxis-lenau.example>", HOELZLE, "Ihr Termin steht",
    datetime(2026, 8, 27, 11, 45, tzinfo=MESZ), """
Guten Tag Frau Hölzle,

der Termin für die Gehörprüfung Ihrer drei Mitarbeiter der Abfüllung ist bei uns fest eingetragen: Dienstag, 22. September 2026, ab 8 Uhr im Messbus auf Ihrem Hof. Strom und Wasser haben wir an Bord, vorzubereiten ist nichts, und die Kosten trägt die Kasse.

Bis dahin
Ihr Empfang
""", "<lenau-5529@praxis-lenau.example>")

# ------------------------------------------------------------ Schreiben
z, zf = stil("Times-Roman", 11, 15, 9), stil("Times-Bold", 11, 15, 9)
druck("Ordnungsamt_Federweissenabend.pdf", [Paragraph(a, s) for a, s in [
    ("Stadt Kaltental<br/>Amt für öffentliche Ordnung", zf),
    ("Az. 32.4/Gast/118-26<br/>Kaltental, den 26. August 2026", z),
    ("Winzergenossenschaft Kaltental eG<br/>Kelterplatz 1", z),
    ("Federweißenabend am Freitag, 16. Oktober 2026, auf dem Kelterplatz; Ihre Anzeige vom 19. August 2026", zf),
    ("Sehr geehrte Damen und Herren,", z),
    ("gegen die angezeigte Veranstaltung bestehen dem Grunde nach keine Bedenken. Für den Ausschank alkoholischer Getränke "
     "bedarf es jedoch einer Gestattung. Die Erteilung ist unter Verwendung des beiliegenden Vordrucks vier Wochen vor der "
     "Veranstaltung zu beantragen; bei verspäteter Antragstellung verdoppelt sich die Gebühr.", z),
    ("Die verkehrsrechtliche Anordnung ergeht von Amts wegen, insoweit ist von Ihrer Seite nichts zu veranlassen. Die "
     "Stellungnahme der Freiwilligen Feuerwehr liegt seit dem 24. August 2026 vor.", z),
    ("Mit freundlichen Grüßen<br/>im Auftrag<br/>Hagenlocher", z)]])

d = Document()
d.styles["Normal"].font.name = "Arial"
d.styles["Normal"].font.size = Pt(10)
for a in ["Unfallkasse der Wein- und Obstbaubetriebe Süd", "Mitgliedsnummer 0044 7718",
          "Beitragsbescheid 2026 vom 24. August 2026\nZugestellt gegen Empfangsbekenntnis am 25. August 2026",
          "An die Winzergenossenschaft Kaltental eG"]:
    d.add_paragraph(a)
d.add_heading("Festsetzung", 2)
d.add_paragraph("Der Beitrag für das Umlagejahr 2026 wird auf 2.184,00 EUR festgesetzt (Entgeltsumme 1.456.000 EUR × 0,15 v. H.).")
d.add_paragraph("Er wird am Fünfzehnten des Monats fällig, der auf die Zustellung dieses Bescheides folgt.")
d.add_heading("Rechtsbehelfsbelehrung", 2)
d.add_paragraph("Gegen diesen Bescheid steht Ihnen der Widerspruch offen. Er wäre innerhalb eines Monats, nachdem Ihnen der Bescheid "
                "zugestellt worden ist, schriftlich oder zur Niederschrift bei der Kasse einzulegen. Aufschiebende Wirkung kommt ihm nicht zu.")
d.add_paragraph("Der Lohnnachweis für 2025 ist am 11. Februar 2026 fristgerecht eingegangen.")
d.add_paragraph("Dieser Bescheid wurde maschinell erstellt und ist ohne Unterschrift gültig.")
assert 1456000 * 15 // 10000 == 2184
d.save(FILES / "Beitragsbescheid_2026.docx")

(FILES / "Austritt_Zipf.txt").write_text("""Rosalinde Zipf
Oberdorf 14
Kaltental

29. August 2026

An den Vorstand der Winzergenossenschaft, zu Händen von Frau Hölzle

Liebe Annegret, sehr geehrte Herren,

nach siebenunddreißig Herbsten gebe ich meine Mitgliedschaft (Nr. 318) zum
Schluss des Geschäftsjahres 2026 auf. Streit hat es keinen gegeben, es sind
die Knie. Die Reben am Kirchpfad übernimmt mein Neffe, der ist ja schon bei
euch.

Bis zum Lesebeginn am 14. September hätte ich gern schwarz auf weiß, dass
meine Erklärung angekommen ist und gilt.

In der Satzung habe ich zweimal nachgelesen und weiß trotzdem nicht, in
welchem Jahr ich meine 1.600 Euro Geschäftsguthaben ausbezahlt bekomme.

Den Schlüssel zum Gerätehaus hat der Jonas am Donnerstag schon mitgenommen.

Siebenunddreißig Jahre, wo sind die bloß hin?

Es grüßt euch
Rosalinde Zipf
""", encoding="utf-8")

k, kf = stil("Helvetica", 10, 14, 8), stil("Helvetica-Bold", 10.5, 14, 6)
druck("Lettenbank_Darlehen_6004118.pdf", [Paragraph(a, s) for a, s in [
    ("LETTENBANK eG", stil("Helvetica-Bold", 14, 18, 12)),
    ("Firmenkunden, Ihr Betreuer: Achim Wendlandt", k), ("20. August 2026", k),
    ("Darlehen 6 004 118 (Neubau Flaschenlager)", kf),
    ("Sehr geehrte Frau Hölzle, sehr geehrter Herr Uhl,", k),
    ("im Dezember endet für das genannte Darlehen die Zinsbindung. Die Restschuld wird dann 214.300,00 EUR betragen. Gern "
     "begleiten wir Sie weiter und bieten Ihnen an: 3,42 % p. a., fest für zehn Jahre, Rate unverändert.", k),
    ("An diese Kondition sind wir bis zum 18. September 2026, 12.00 Uhr, gebunden.", k),
    ("Ihr Recht, 5 % der ursprünglichen Summe außer der Reihe zu tilgen, haben Sie 2026 noch nicht ausgeübt. Sollten Sie davon "
     "Gebrauch machen wollen, braucht die Bank Ihre Anzeige sechs Wochen vor dem 31. Dezember, dem Ende des Kreditjahres.", k),
    ("Die Grundschuldlöschung für das Flurstück 882 haben wir am 3. August bewilligt; die Kosten sind beglichen.", k),
    ("Mit freundlichen Grüßen<br/>Lettenbank eG<br/>Wendlandt &nbsp;&nbsp; Söhnlein", k)]])

d = Document()
p0 = d.add_paragraph("Kindergarten Rebzwerge, Kaltental")
p0.alignment = WD_ALIGN_PARAGRAPH.CENTER
for a in ["im August 2026", "Liebe Winzerinnen, liebe Winzer,",
          "für die 140 Euro aus eurem Hoffest danken wir von Herzen. Davon steht seit dem 20. August eine Matschküche im Garten.",
          "Wisst ihr, was die Kinder als Erstes gekocht haben? Natürlich Traubensuppe.",
          "Zum Martinsumzug am 11. November singen sie ein Lied für euch, ihr hört uns dann schon von Weitem.",
          "Eure Rebzwerge mit Petra und Ludmilla"]:
    d.add_paragraph(a)
d.save(FILES / "Dank_Rebzwerge.docx")

# ------------------------------------------------------------ Rechnungen
zeilen = [["Naturkorken 45 x 24, gebrannt", "10.000", "0,21", "2.100,00"], ["Sektkorken 48 x 30,5", "1.500", "0,34", "510,00"],
          ["Agraffen, gold", "1.500", "0,06", "90,00"], ["Fracht", "1", "48,00", "48,00"]]
netto = 2100 + 510 + 90 + 48
assert (10000 * 21, 1500 * 34, 1500 * 6) == (210000, 51000, 9000) and round(netto * .19, 2) == 522.12
druck("Korkhandel_R-26-3317.pdf", [
    Paragraph("Korkhandel Südtor GmbH", stil("Times-Bold", 16, 20, 4)), Paragraph("Alles, was eine Flasche schließt", stil("Times-Italic", 10)),
    Paragraph("An: Winzergenossenschaft Kaltental eG, Kelterplatz 1", k),
    Paragraph("Rechnung R-26-3317 vom 25. August 2026 (Lieferung am selben Tag)", kf), Spacer(1, 6),
    posten(["Artikel", "Stück", "Preis EUR", "Betrag EUR"], zeilen,
           [["Zwischensumme", "", "", eur(netto)], ["Umsatzsteuer 19 %", "", "", eur(netto * .19)], ["Rechnungsbetrag", "", "", eur(netto * 1.19)]],
           (7.5, 2.3, 2.6, 3)),
    Spacer(1, 14), Paragraph("3 % Skonto räumen wir ein, wenn Ihre Zahlung binnen 14 Tagen ab Rechnungsdatum bei uns ist.", k),
    Paragraph("Ohne Abzug: 30 Tage netto.", k),
    Paragraph("IBAN DE00 1234 5678 0000 9911 20", stil(gr=8, ab=10))])

zeilen = [["20 Pckg.", "Reinzuchthefe „Kaltgär 3“", "38,50", "770,00"], ["15 Sack", "Bentonit, 20 kg", "22,40", "336,00"], ["8 Eimer", "Hefenährsalz", "41,00", "328,00"]]
netto = 770 + 336 + 328
assert (20 * 38.5, 15 * 22.4, 8 * 41) == (770, 336, 328) and round(netto * .19, 2) == 272.46 and round(netto * 1.19, 2) == 1706.46
t = posten(["Menge", "Bezeichnung", "je", "gesamt"], zeilen, [["", "netto", "", eur(netto)], ["", "USt 19 %", "", eur(netto * .19)], ["", "Endbetrag EUR", "", "1.760,46"]],
           (2.2, 7.6, 2.4, 3), colors.lightgrey)
druck("Oenolab_88-1402.pdf", [
    Paragraph("ÖNOLAB Kellereibedarf", stil("Courier-Bold", 14, 18)),
    Paragraph("RECHNUNG 88-1402<br/>Rechnungsdatum 31.08.2026<br/>Ware erhalten laut Lieferschein: 28.08.2026", stil("Courier", 9.5, 13)), t, Spacer(1, 12),
    Paragraph("Begleichen Sie den Betrag ohne Abzüge vierzehn Tage nach Erhalt der Ware.", stil("Courier", 9.5, 13)),
    Paragraph("Kühl lagern. Angebrochene Hefe ist nicht rückgabefähig.", stil("Courier", 8, 11))])

d = Document()
for a in ["Wäscherei Blank\nInh. Roswitha Blank", "27.08.2026", "Mahnung zur Rechnung 4417 vom 03.07.2026",
          "Sehr geehrte Frau Ott,",
          "das mit der Sommergrippe verstehe ich, aber inzwischen blüht schon die Herbstzeitlose. Fällig waren die 312,97 Euro am 17.07.2026.",
          "Bringen wir es doch bis Donnerstag, den 10. September, aus der Welt, dann spare ich mir die 15 Euro Mahngebühr und Sie sich den Ärger.",
          "Die zwölf Tischdecken vom Hoffest hat mein Mann am Montag vorbeigebracht.", "Roswitha Blank"]:
    d.add_paragraph(a)
d.save(FILES / "Mahnung_Waescherei_Blank.docx")

druck("Quittung_Schluesseldienst.pdf", [
    Paragraph("Schlüssel-Kunz", kf), Paragraph("Quittung Nr. 611 vom 1. September 2026", k),
    posten(["Leistung", "Anz.", "je", "EUR"], [["Nachschlüssel Halle 2", "4", "12,00", "48,00"], ["Gravur", "4", "2,50", "10,00"]],
           [["Bar erhalten, dankend", "", "", "58,00"]], (7, 2, 2.5, 3)),
    Paragraph("Im Betrag sind 19 % Umsatzsteuer enthalten. Damit sind wir quitt.", k)])

# ------------------------------------------------------------ Verträge
v, vp = stil("Times-Roman", 10.5, 14, 5, alignment=4), stil("Times-Bold", 11, 15, 3, spaceBefore=6)
druck("Mietvertrag_Halle_Gruenstrasse.pdf", [Paragraph(a, s) for a, s in [
    ("Mietvertrag über eine Lagerhalle", stil("Times-Bold", 15, 20, 10)),
    ("zwischen Herrn Balduin Rossnagel (im Folgenden: Vermieter) und der Winzergenossenschaft Kaltental eG, vertreten durch den Vorstand (im Folgenden: Mieterin)", v),
    ("§ 1 Mietgegenstand", vp),
    ("(1) Vermietet werden in der Halle Grünstraße 8 die Felder hinter Tor 1 und Tor 2, zusammen 420 qm, zur Lagerung von Leergut und Kartonagen.", v),
    ("§ 2 Mietzeit", vp),
    ("(1) Das Mietverhältnis beginnt am 1. April 2022 und ist bis zum 31. März 2027 fest abgeschlossen.", v),
    ("(2) Es setzt sich danach um jeweils ein weiteres Jahr fort, falls nicht eine Partei der Fortsetzung sechs Monate vor Ablauf schriftlich widersprochen hat.", v),
    ("§ 3 Miete", vp),
    ("(1) Die Miete beträgt 1.260,00 EUR im Monat. Sie wird vom Vermieter im Lastschriftverfahren eingezogen.", v),
    ("§ 4 Nebenkosten", vp),
    ("(1) Der Vermieter rechnet über die Nebenkosten bis zum 30. Juni des Folgejahres ab.", v),
    ("§ 5 Erweiterung", vp),
    ("(1) Die Mieterin ist berechtigt, das Feld hinter Tor 3 (180 qm) zum selben Quadratmeterpreis hinzuzunehmen. Dieses Recht erlischt, "
     "wenn sie es nicht bis einschließlich 30. Oktober 2026 durch Erklärung gegenüber dem Vermieter ausübt.", v),
    ("§ 6 Instandhaltung", vp),
    ("(1) Dach und Fach erhält der Vermieter. Er lässt die Tore jährlich im November durch einen Sachkundigen prüfen.", v),
    ("§ 7 Schlüssel", vp),
    ("(1) Die Mieterin hat sechs Schlüssel erhalten.", v),
    ("Kaltental, den 14. März 2022", v), ("gez. Rossnagel &nbsp;&nbsp;&nbsp; gez. Kissling, Uhl", v)]])

d = Document()
d.styles["Normal"].font.name = "Verdana"
d.styles["Normal"].font.size = Pt(9.5)
d.add_heading("Liefervereinbarung Herbst 2026", 1)
d.add_paragraph("Frischhof Märkte GmbH (Frischhof) – Winzergenossenschaft Kaltental eG (Lieferant)")
for a in ["1. Gegenstand. Frischhof führt in 64 Märkten die in Anlage 1 genannten Weine des Lieferanten.",
          "2. Herbstaktion. Die Aktion läuft von Montag, 12. Oktober, bis Samstag, 24. Oktober 2026. Welche Menge je Sorte verfügbar ist, gibt der "
          "Lieferant mit einem Vorlauf von zehn Tagen auf den ersten Aktionstag verbindlich bekannt.",
          "3. Preise. Es gelten die Preise der Anlage 1. Über Preise für 2027 wird nur gesprochen, sofern eine Seite dies der anderen in Textform "
          "angekündigt hat, ehe der 16. November 2026 abgelaufen ist; andernfalls gelten die alten weiter.",
          "4. Zahlung. Frischhof zahlt dreißig Tage nach Wareneingang.",
          "5. Mängel. Offene Mängel rügt Frischhof binnen fünf Werktagen nach Anlieferung.",
          "6. Werbung. Handzettel und Regalstopper lässt Frischhof auf eigene Kosten fertigen.",
          "7. Leergut. Europaletten werden Zug um Zug getauscht.",
          "8. Gerichtsstand ist der Sitz des Lieferanten."]:
    d.add_paragraph(a)
d.add_paragraph("Unterzeichnet am 6. August 2026: B. Uhl (Lieferant), Dr. Pleitner (Frischhof)")
d.save(FILES / "Liefervereinbarung_Frischhof.docx")

# ------------------------------------------------------------ Protokoll, Notiz
d = Document()
d.add_heading("Protokoll der Vorstandssitzung", 1)
for a in ["Donnerstag, 27. August 2026, 18.00 bis 19.40 Uhr, Probierstube",
          "Anwesend: E. Kissling (Vorsitz), B. Uhl (Geschäftsführer), A. Hölzle (Geschäftsstelle), G. Ott (Buchhaltung), Q. Faist (Kellermeister). Schriftführung: J. Rettich.",
          "TOP 1 Begrüßung. Das Protokoll vom 30. Juli wird ohne Änderung gebilligt.",
          "TOP 2 Herbst. Herr Faist erwartet für den Müller-Thurgau gute 74 Grad. Lesebeginn ist der 14. September. Die Annahmezeiten hängen aus.",
          "TOP 3 Zufahrt. Wegen der Baustelle am Kelterplatz wird Herr Uhl beim Landratsamt vorstellig.",
          "TOP 4 Traubengeld. Die Generalversammlung ist am Freitag, 9. Oktober; Frau Ott sagt zu, die Abrechnung 2025 am Freitag der Vorwoche auf den Tisch zu legen.",
          "TOP 5 Verschiedenes. Die Dachrinne am Kelterhaus ist geflickt. Ob man früher mehr gelacht habe, wird unterschiedlich beurteilt.",
          "Nächste Sitzung: Dienstag, 24. September, 18 Uhr."]:
    d.add_paragraph(a)
d.add_paragraph("gez. Rettich")
d.save(FILES / "Protokoll_Vorstand_2026-08-27.docx")

(FILES / "messe_notizen.md").write_text("""# Messe "Wein & Tafel", Düsselkirchen, Nov. 2026

Selma, Telefonat mit dem Standbau, 1.9.

* Platz 4C12 ist für uns reserviert, gilt aber bloß bis 15.9., dann rückt die Kremser Truppe nach
* Hotel ist gebucht (2 EZ, Anreise So 8.11.) – umsonst stornieren kann man bis sieben Tage vor Anreise
* 300 Prospekte sind aus, Annegret lässt nachdrucken
* Gläser: Jonas hat gezählt, 84 Stück, langt
* Hagsfeld wartet immer noch auf unser Wort: Spülküche gemeinsam, ja oder nein?
* letztes Jahr 61 Kontakte, davon 9 Kunden geworden. wer braucht da noch Facebook
""", encoding="utf-8")

# ------------------------------------------------------------ Tabellen
wb = Workbook()
ws = wb.active
ws.title = "Herbst"
ws.append(["Nr.", "Aufgabe", "Wer", "Termin", "Stand"])
for c in ws[1]:
    c.font = Font(bold=True)
    c.fill = PatternFill("solid", fgColor="DDE8CB")
for r in [[1, "Öchslewaage justieren", "Faist", "28.08.2026", "erledigt 27.08."],
          [2, "Leseausweise drucken und eintüten", "Rettich", "09.09.2026", "angefangen"],
          [3, "Hoftor streichen", "Fa. Malz", "04.09.2026", "beauftragt, Malz kommt"],
          [4, "Erntehelfer anmelden (Minijob)", "Ott", "24.08.2026", "erledigt"],
          [5, "Kühlwasser nachfüllen", "Faist", "31.08.2026", "erledigt"]]:
    ws.append(r)
for s, b in zip("ABCDE", (5, 38, 14, 14, 26)):
    ws.column_dimensions[s].width = b
wb.save(FILES / "Herbstliste.xlsx")

with open(FILES / "Mostgewichte_2025.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, delimiter=";")
    w.writerow(["Datum", "Lage", "Sorte", "kg", "Öchsle"])
    for r in [["15.09.2025", "Kirchpfad", "Müller-Thurgau", 4120, 72], ["18.09.2025", "Letten", "Müller-Thurgau", 6890, 74], ["29.09.2025", "Letten", "Grauburgunder", 5310, 91],
              ["06.10.2025", "Hohe Egart", "Spätburgunder", 3975, 94], ["09.10.2025", "Hohe Egart", "Riesling", 2840, 86]]:
        w.writerow(r)

# ------------------------------------------------------------ Webseite, Folien, Text
(FILES / "praemierung_rebland.html").write_text("""<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Rebland-Prämierung 2026</title>
<style>body{font-family:sans-serif;margin:2em;color:#333} .kasten{border:1px solid #8a3;padding:1em}</style></head>
<body><h1>Rebland-Prämierung 2026</h1>
<p>Die unabhängige Prüfung für Weine und Sekte aus dem Rebland. Seit 1958.</p>
<div class="kasten"><h2>So machen Sie mit</h2>
<p>Das Prüfbüro nimmt Meldungen bis Freitag, 25. September 2026, über das Formular entgegen.</p>
<p>Vier Flaschen je gemeldetem Wein stehen fünf Tage nach Meldeschluss gekühlt bei uns im Prüflager, sonst wird der Wein nicht verkostet.</p>
<p>Gebühr je Wein: 65 Euro, Rechnung folgt nach der Verkostung.</p></div>
<h2>Und danach?</h2><p>Unsere Prüfer verkosten im Oktober. Die Urkunden verschicken wir im November.</p>
<h2>Rückblick</h2><p>2025 wurden 1.122 Weine gemeldet, 71 erhielten Großes Gold, darunter der Lettenberg Riesling der WG Kaltental.</p>
<p><small>Telefonisch Mo bis Do von 9 bis 12 Uhr</small></p></body></html>
""", encoding="utf-8")

p = Presentation()
for titel, zeilen in [("Sonne vom Kellerdach", ["Solarwerk Oberlauter für die WG Kaltental", "Vorgestellt am 25. August 2026"]),
                      ("Die Anlage", ["412 Module, 173 kWp", "Ertrag rund 165.000 kWh im Jahr", "Amortisation in knapp neun Jahren"]),
                      ("Preis", ["168.900 Euro netto, schlüsselfertig", "Für den Preis stehen wir ab dem Tag der Vorstellung sechzig Tage gerade"]),
                      ("Wo wir auf Sie angewiesen sind", ["Ohne die Dachstatik von 1998 kommen wir nicht weiter, eine Kopie genügt uns",
                                                         "Wer tritt als Betreiber auf, die eG oder eine Tochter?"]),
                      ("Was wir übernehmen", ["Anmeldung beim Netzbetreiber", "Gerüst und Kran", "Blitzschutz"])]:
    s = p.slides.add_slide(p.slide_layouts[1])
    s.shapes.title.text = titel
    s.placeholders[1].text = "\n".join(zeilen)
p.save(FILES / "Solarwerk_Kellerdach.pptx")

(FILES / "besenkarte.txt").write_text("""BESENWIRTSCHAFT IN DER PROBIERSTUBE
geöffnet vom 4. bis 27. September, freitags bis sonntags ab 16 Uhr

Flammkuchen mit Speck und Zwiebel        9,50
Schlachtplatte, klein                   11,80
Kässpätzle                              10,20
Wurstsalat                               8,90
Zwiebelkuchen, das Stück                 4,20

Federweißer, das Viertel                 3,40
Müller-Thurgau trocken, 0,2              3,90

Haben Sie schon einmal Zwiebelkuchen ohne Kümmel gegessen? Eben.
""", encoding="utf-8")

# ------------------------------------------------------------ Wahrheit
items, tolerated, traps = [], [], []


def frist(file, due, quote, what, party, aufgabe=None, rechnen=False, **kw):
    e = dict({"file": file, "kind": "deadline", "what": what, "due": due, "quote": quote, "party": party}, **kw)
    if rechnen:
        e["computed"] = True
    items.append(e)
    if aufgabe:
        items.append(dict(e, kind="task", what=aufgabe))


def sonst(kind, file, quote, what, party, **kw):
    items.append(dict({"file": file, "kind": kind, "what": what, "due": None, "quote": quote, "party": party}, **kw))


def duldet(file, quote, why):
    tolerated.append({"file": file, "quote": quote, "why": why})


def falle(file, quote, why):
    traps.append({"file": file, "quote": quote, "why": why})


f = "Buetten.eml"
frist(f, "2026-09-07", "Fünf große Bütten müsstet ihr mir auf die Seite stellen, am Montag in der Früh steh ich mit dem Hänger bei euch auf dem Hof.",
      "five large tubs ready by Monday morning", "Otmar Bühler", aufgabe="set five large tubs aside", rechnen=True)
sonst("question", f, "Und nehmt ihr den Müller jetzt schon mit 68 Öchsle oder erst ab 70?", "Müller-Thurgau accepted from 68 or 70 degrees?", "Otmar Bühler")

f = "Abruf_Schlegelflaschen_70-2291.eml"
frist(f, "2026-09-14", "Die verbindliche Palettenzahl ist der Disposition spätestens drei Werktage vor der Anlieferung mitzuteilen",
      "binding number of pallets, three working days before Thursday 17 September", "Oberlauter Glas", aufgabe="report number of pallets", rechnen=True)
duldet(f, "Anlieferung: Donnerstag, 17. September 2026, frei Rampe", "delivery, an event")
falle(f, "Die Gutschrift über die zwölf zu Bruch gegangenen Magnumflaschen wurde am 25. August angewiesen.", "done")

f = "AW_Muster_Grauburgunder.eml"
frist(f, "2026-09-10", "An dieses Gegenangebot fühle ich mich, von heute an gerechnet, zehn Tage gebunden",
      "accept counter-offer for 1,200 bottles within ten days of 31 August", "Fjordvin AS", rechnen=True)
sonst("question", f, "Ist der Wein mit Gelatine geklärt oder geht er als vegan durch?", "fined with gelatine or vegan?", "Fjordvin AS")
duldet(f, "Wir würden 1.200 Flaschen nehmen, allerdings zu 4,35 € statt zu 4,50 €.", "the counter-offer to which the planted term belongs")
falle(f, "drucken Sie die Rückenetiketten selbst, oder sollen wir das übernehmen?", "quoted history, answered")
falle(f, "Und teilen Sie uns bitte noch Ihre Umsatzsteuernummer mit.", "quoted history, answered")

f = "Versammlung.eml"
frist(f, "2026-09-25", "dass die Einladung samt Tagesordnung volle zwei Wochen vor der Versammlung bei jedem Mitglied im Kasten liegen muss",
      "invitations with every member two weeks before 9 October", "Eugen Kissling", aufgabe="send invitations and agenda to the general assembly", rechnen=True)
sonst("question", f, "Mir hat bisher keiner gesagt, ob die Präsidentin vom Verband ein Grußwort hält oder abgesagt hat.",
      "does the president of the association speak?", "Eugen Kissling")
duldet(f, "Das Verschicken liegt bei dir.", "same request as the planted one")
duldet(f, "es bleibt bei Freitag, 9. Oktober, 19 Uhr, Kelterhalle", "the assembly itself, an event")
falle(f, "Die Saalmiete hab ich schon überwiesen, da brauchst nix machen.", "done")
falle(f, "Und den Musikverein hat die Ilse gefragt, der kommt.", "done")

f = "Ihre_Zitate.eml"
frist(f, "2026-09-04", "Klingt etwas schief, so streichen Sie es mir bis übermorgen um zwölf an", "check quotations by noon the day after tomorrow (mail of 2 September)",
      "Rebland-Kurier", aufgabe="check the quotations", rechnen=True)
sonst("question", f, "In meinem Block stehen zwei Zahlen zur Rebfläche, einmal 212 und einmal 221 Hektar – welche ist denn nun die richtige?", "212 or 221 hectares?", "Rebland-Kurier")
falle(f, "Warum gehört eigentlich zu jedem Keller eine Katze?", "rhetorical")

f = "Korrekturabzug_26-0914.eml"
frist(f, "2026-09-07", "Hören wir fünf Arbeitstage lang nichts, werten wir den Abzug als freigegeben und fahren die Maschine an.",
      "object to the proof within five working days of 31 August", "Papyra Etiketten", rechnen=True)
sonst("finding", f, "Ausgeliefert würde dann am Mittwoch, 18. September.", "18 September 2026 is a Friday", "Papyra Etiketten", finding="weekday_mismatch")

f = "waage.eml"
frist(f, "2026-09-03", "wegen dem eichsiegel an der brückenwaage häng ich mich morgen selber ans telefon und mach mit dem eichamt was aus",
      "Faist rings the weights office tomorrow (mail of 2 September)", "Quirin Faist", aufgabe="Faist: appointment with the weights office", rechnen=True)
falle(f, "presse 2 läuft wieder, war bloß der endschalter", "done")

f = "Ordnungsamt_Federweissenabend.pdf"
frist(f, "2026-09-18", "Die Erteilung ist unter Verwendung des beiliegenden Vordrucks vier Wochen vor der Veranstaltung zu beantragen",
      "apply for the serving licence four weeks before 16 October", "Stadt Kaltental", aufgabe="apply for the serving licence", rechnen=True)
falle(f, "Die verkehrsrechtliche Anordnung ergeht von Amts wegen, insoweit ist von Ihrer Seite nichts zu veranlassen.", "nothing to do")
duldet(f, "Federweißenabend am Freitag, 16. Oktober 2026, auf dem Kelterplatz", "the event from which the term counts")

f = "Beitragsbescheid_2026.docx"
frist(f, "2026-09-15", "Er wird am Fünfzehnten des Monats fällig, der auf die Zustellung dieses Bescheides folgt.",
      "pay contribution on the 15th of the month after service (25 August)", "Unfallkasse", rechnen=True, amount=2184.00)
frist(f, "2026-09-25", "Er wäre innerhalb eines Monats, nachdem Ihnen der Bescheid zugestellt worden ist, schriftlich oder zur Niederschrift bei der Kasse einzulegen.",
      "objection within one month of service on 25 August", "Unfallkasse", rechnen=True)
duldet(f, "Der Beitrag für das Umlagejahr 2026 wird auf 2.184,00 EUR festgesetzt (Entgeltsumme 1.456.000 EUR × 0,15 v. H.).", "the sum of the planted payment")
falle(f, "Der Lohnnachweis für 2025 ist am 11. Februar 2026 fristgerecht eingegangen.", "done")

f = "Austritt_Zipf.txt"
frist(f, "2026-09-14", "Bis zum Lesebeginn am 14. September hätte ich gern schwarz auf weiß, dass meine Erklärung angekommen ist und gilt.",
      "confirm the resignation in writing", "Rosalinde Zipf", aufgabe="confirm resignation in writing")
sonst("question", f, "In der Satzung habe ich zweimal nachgelesen und weiß trotzdem nicht, in welchem Jahr ich meine 1.600 Euro Geschäftsguthaben ausbezahlt bekomme.",
      "in which year is the share paid out?", "Rosalinde Zipf")
falle(f, "Den Schlüssel zum Gerätehaus hat der Jonas am Donnerstag schon mitgenommen.", "done")
falle(f, "Siebenunddreißig Jahre, wo sind die bloß hin?", "rhetorical")
duldet(f, "gebe ich meine Mitgliedschaft (Nr. 318) zum Schluss des Geschäftsjahres 2026 auf", "the member's own declaration, end of a membership")

f = "Lettenbank_Darlehen_6004118.pdf"
frist(f, "2026-09-18", "An diese Kondition sind wir bis zum 18. September 2026, 12.00 Uhr, gebunden.", "bank's interest offer ends", "Lettenbank eG")
frist(f, "2026-11-19", "Sollten Sie davon Gebrauch machen wollen, braucht die Bank Ihre Anzeige sechs Wochen vor dem 31. Dezember, dem Ende des Kreditjahres.",
      "notice of an extra repayment six weeks before 31 December", "Lettenbank eG", rechnen=True)
duldet(f, "im Dezember endet für das genannte Darlehen die Zinsbindung", "end of the fixed interest, no day named")
falle(f, "Die Grundschuldlöschung für das Flurstück 882 haben wir am 3. August bewilligt; die Kosten sind beglichen.", "done, paid")

f = "Korkhandel_R-26-3317.pdf"
frist(f, "2026-09-08", "3 % Skonto räumen wir ein, wenn Ihre Zahlung binnen 14 Tagen ab Rechnungsdatum bei uns ist.", "3% discount within 14 days of 25 August", "Korkhandel Südtor GmbH", rechnen=True)
frist(f, "2026-09-24", "Ohne Abzug: 30 Tage netto.", "pay corks within 30 days of 25 August", "Korkhandel Südtor GmbH", rechnen=True, amount=3270.12)

duldet(f, "Rechnungsbetrag 3.270,12", "the sum of the planted payment")

f = "Oenolab_88-1402.pdf"
frist(f, "2026-09-11", "Begleichen Sie den Betrag ohne Abzüge vierzehn Tage nach Erhalt der Ware.", "pay fourteen days after delivery on 28 August", "Önolab Kellereibedarf", rechnen=True)
sonst("finding", f, "Endbetrag EUR 1.760,46", "total printed 1,760.46, right 1,706.46", "Önolab Kellereibedarf", finding="total_mismatch", expected=1706.46, amount=1760.46)

f = "Mahnung_Waescherei_Blank.docx"
frist(f, "2026-09-10", "Bringen wir es doch bis Donnerstag, den 10. September, aus der Welt", "pay overdue laundry invoice 4417", "Wäscherei Blank",
      aufgabe="settle laundry invoice 4417", amount=312.97)
duldet(f, "Fällig waren die 312,97 Euro am 17.07.2026.", "original date of the same overdue sum")
falle(f, "Die zwölf Tischdecken vom Hoffest hat mein Mann am Montag vorbeigebracht.", "done")

f = "Mietvertrag_Halle_Gruenstrasse.pdf"
frist(f, "2026-09-30", "falls nicht eine Partei der Fortsetzung sechs Monate vor Ablauf schriftlich widersprochen hat",
      "last day to object to the continuation, six months before 31 March 2027", "Balduin Rossnagel", rechnen=True)
frist(f, "2026-10-30", "Dieses Recht erlischt, wenn sie es nicht bis einschließlich 30. Oktober 2026 durch Erklärung gegenüber dem Vermieter ausübt.",
      "option on the bay behind gate 3 ends", "Balduin Rossnagel")
duldet(f, "Das Mietverhältnis beginnt am 1. April 2022 und ist bis zum 31. März 2027 fest abgeschlossen.", "end of the lease from which the notice counts")
falle(f, "Sie wird vom Vermieter im Lastschriftverfahren eingezogen.", "paid automatically")
falle(f, "Der Vermieter rechnet über die Nebenkosten bis zum 30. Juni des Folgejahres ab.", "duty of the other side")
falle(f, "Er lässt die Tore jährlich im November durch einen Sachkundigen prüfen.", "duty of the other side")

f = "Liefervereinbarung_Frischhof.docx"
frist(f, "2026-10-02", "Welche Menge je Sorte verfügbar ist, gibt der Lieferant mit einem Vorlauf von zehn Tagen auf den ersten Aktionstag verbindlich bekannt.",
      "report available quantities ten days before 12 October", "Frischhof Märkte GmbH", rechnen=True)
frist(f, "2026-11-16", "Über Preise für 2027 wird nur gesprochen, sofern eine Seite dies der anderen in Textform angekündigt hat, ehe der 16. November 2026 abgelaufen ist",
      "last day to ask for new prices for 2027", "Frischhof Märkte GmbH")
falle(f, "Frischhof zahlt dreißig Tage nach Wareneingang.", "duty of the other side")
falle(f, "Offene Mängel rügt Frischhof binnen fünf Werktagen nach Anlieferung.", "duty of the other side")
falle(f, "Handzettel und Regalstopper lässt Frischhof auf eigene Kosten fertigen.", "duty of the other side")
duldet(f, "Die Aktion läuft von Montag, 12. Oktober, bis Samstag, 24. Oktober 2026.", "event from which the term counts")

f = "Protokoll_Vorstand_2026-08-27.docx"
sonst("task", f, "Wegen der Baustelle am Kelterplatz wird Herr Uhl beim Landratsamt vorstellig.", "Uhl: see the district office about the access", "Bertram Uhl")
frist(f, "2026-10-02", "Frau Ott sagt zu, die Abrechnung 2025 am Freitag der Vorwoche auf den Tisch zu legen.",
      "Ott: account of the grape money on the Friday of the week before 9 October", "Gerlinde Ott", aufgabe="Ott: account of the grape money 2025", rechnen=True)
sonst("finding", f, "Nächste Sitzung: Dienstag, 24. September, 18 Uhr.", "24 September 2026 is a Thursday", "Vorstand", finding="weekday_mismatch")
falle(f, "Die Dachrinne am Kelterhaus ist geflickt.", "done")
falle(f, "Ob man früher mehr gelacht habe, wird unterschiedlich beurteilt.", "no question to anybody")
duldet(f, "Lesebeginn ist der 14. September.", "an event")

f = "messe_notizen.md"
frist(f, "2026-09-15", "Platz 4C12 ist für uns reserviert, gilt aber bloß bis 15.9.", "reservation of the stand ends", "Messe Wein & Tafel")
frist(f, "2026-11-01", "umsonst stornieren kann man bis sieben Tage vor Anreise", "free cancellation of the hotel seven days before 8 November", "Hotel", rechnen=True)
sonst("task", f, "300 Prospekte sind aus, Annegret lässt nachdrucken", "have brochures reprinted", "Annegret Hölzle")
sonst("question", f, "Hagsfeld wartet immer noch auf unser Wort: Spülküche gemeinsam, ja oder nein?", "share the scullery with Hagsfeld?", "Hagsfeld")
falle(f, "Gläser: Jonas hat gezählt, 84 Stück, langt", "done")

f = "Herbstliste.xlsx"
frist(f, "2026-09-09", "Leseausweise drucken und eintüten Rettich 09.09.2026 angefangen", "Rettich: harvest passes", "Jonas Rettich", aufgabe="Rettich: print and pack harvest passes")
falle(f, "Öchslewaage justieren Faist 28.08.2026 erledigt 27.08.", "done")
falle(f, "Hoftor streichen Fa. Malz 04.09.2026 beauftragt, Malz kommt", "duty of an outside firm")
falle(f, "Erntehelfer anmelden (Minijob) Ott 24.08.2026 erledigt", "done")
falle(f, "Kühlwasser nachfüllen Faist 31.08.2026 erledigt", "done")

f = "praemierung_rebland.html"
frist(f, "2026-09-25", "Das Prüfbüro nimmt Meldungen bis Freitag, 25. September 2026, über das Formular entgegen.", "register wines for the award", "Rebland-Prämierung")
frist(f, "2026-09-30", "Vier Flaschen je gemeldetem Wein stehen fünf Tage nach Meldeschluss gekühlt bei uns im Prüflager", "sample bottles there five days after 25 September",
      "Rebland-Prämierung", rechnen=True)
falle(f, "Gebühr je Wein: 65 Euro, Rechnung folgt nach der Verkostung.", "no bill yet")
falle(f, "Die Urkunden verschicken wir im November.", "of the other side")

f = "Solarwerk_Kellerdach.pptx"
frist(f, "2026-10-24", "Für den Preis stehen wir ab dem Tag der Vorstellung sechzig Tage gerade", "price stands sixty days from 25 August", "Solarwerk Oberlauter", rechnen=True)
sonst("task", f, "Ohne die Dachstatik von 1998 kommen wir nicht weiter, eine Kopie genügt uns", "send copy of the roof statics of 1998", "Solarwerk Oberlauter")
sonst("question", f, "Wer tritt als Betreiber auf, die eG oder eine Tochter?", "who is the operator?", "Solarwerk Oberlauter")

harmless = ["Abwesenheit_Dr_Wurz.eml", "Kellerblatt_17.eml", "Termin_steht.eml", "Dank_Rebzwerge.docx", "Quittung_Schluesseldienst.pdf",
            "Mostgewichte_2025.csv", "besenkarte.txt"]
STICHTAG = date(2026, 9, 3)
(BASE / "planted.json").write_text(json.dumps({
    "reference": STICHTAG.isoformat(),
    "owner": {"name": "Annegret Hölzle", "addresses": ["hoelzle@wg-kaltental.example", "info@wg-kaltental.example"]},
    "language": "de", "items": items, "harmless_files": harmless, "tolerated": tolerated, "traps": traps}, indent=1, ensure_ascii=False), encoding="utf-8")


# ------------------------------------------------------------ Prüfung
def inhalt(pfad):
    e = pfad.suffix
    if e == ".eml":
        m = message_from_bytes(pfad.read_bytes(), policy=policy.default)
        return f"{m['Subject']}\n{m.get_body(('plain',)).get_content()}"
    if e == ".pdf":
        aus = []
        for s in re.findall(rb"stream\r?\n(.*?)endstream", pfad.read_bytes(), re.S):
            try:
                s = zlib.decompress(base64.a85decode(s.strip().removesuffix(b"~>")))
            except Exception:
                continue
            for m in re.findall(rb"\(((?:\\.|[^\\)])*)\) Tj", s, re.S):
                m = re.sub(rb"\\([0-7]{3})", lambda q: bytes([int(q[1], 8)]), m)
                aus.append(re.sub(rb"\\(.)", rb"\1", m).decode("cp1252"))
        return "\n".join(aus)
    if e == ".docx":
        return "\n".join(a.text for a in Document(str(pfad)).paragraphs)
    if e == ".xlsx":
        return "\n".join(" ".join(map(str, r)) for r in load_workbook(pfad).active.iter_rows(values_only=True))
    if e == ".pptx":
        return "\n".join(sh.text_frame.text for sl in Presentation(str(pfad)).slides for sh in sl.shapes if sh.has_text_frame)
    s = pfad.read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", s, flags=re.S)) if e == ".html" else s


def eng(s):
    return re.sub(r"\s+", "", s)


texte = {x.name: inhalt(x) for x in sorted(FILES.iterdir())}
for e in items + tolerated + traps:
    assert eng(e["quote"]) in eng(texte[e["file"]]), (e["file"], e["quote"])
for e in items:
    assert e["due"] is None or e["due"] >= STICHTAG.isoformat(), e
assert {e["file"] for e in items}.isdisjoint(harmless) and {e["file"] for e in items} | set(harmless) == set(texte)


def arbeitstage(d0, n):
    s = 1 if n > 0 else -1
    while n:
        d0 += timedelta(s)
        n -= s if d0.weekday() < 5 else 0
    return d0


def faellig(f, i=0):
    return date.fromisoformat([e["due"] for e in items if e["file"] == f and e["kind"] == "deadline"][i])


T = timedelta
for ist, soll in [
        (faellig("Abruf_Schlegelflaschen_70-2291.eml"), arbeitstage(date(2026, 9, 17), -3)), (faellig("AW_Muster_Grauburgunder.eml"), date(2026, 8, 31) + T(10)),
        (faellig("Versammlung.eml"), date(2026, 10, 9) - T(14)), (faellig("Ihre_Zitate.eml"), date(2026, 9, 2) + T(2)),
        (faellig("Korrekturabzug_26-0914.eml"), arbeitstage(date(2026, 8, 31), 5)), (faellig("waage.eml"), date(2026, 9, 2) + T(1)),
        (faellig("Ordnungsamt_Federweissenabend.pdf"), date(2026, 10, 16) - T(28)), (faellig("Lettenbank_Darlehen_6004118.pdf", 1), date(2026, 12, 31) - T(42)),
        (faellig("Korkhandel_R-26-3317.pdf"), date(2026, 8, 25) + T(14)), (faellig("Korkhandel_R-26-3317.pdf", 1), date(2026, 8, 25) + T(30)),
        (faellig("Oenolab_88-1402.pdf"), date(2026, 8, 28) + T(14)), (faellig("Liefervereinbarung_Frischhof.docx"), date(2026, 10, 12) - T(10)),
        (faellig("Protokoll_Vorstand_2026-08-27.docx"), date(2026, 10, 9) - T(7)), (faellig("messe_notizen.md", 1), date(2026, 11, 8) - T(7)),
        (faellig("praemierung_rebland.html", 1), date(2026, 9, 25) + T(5)), (faellig("Solarwerk_Kellerdach.pptx"), date(2026, 8, 25) + T(60))]:
    assert ist == soll, (ist, soll)
assert date(2026, 9, 7).weekday() == 0 and 2748 * 119 == 327012
MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
TAGE = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
falsch = []
for name, s in texte.items():
    for w, tg, mo, j in re.findall(r"\b(" + "|".join(TAGE) + r"),?\s+(?:den\s+)?(\d{1,2})\.\s*(" + "|".join(MONATE) + r")(?:\s+(20\d\d))?", s):
        if TAGE[date(int(j or 2026), MONATE.index(mo) + 1, int(tg)).weekday()] != w:
            falsch.append((name, w, tg, mo))
print("falsche Wochentage (2 gewollt):", falsch)
zahl = {}
for e in items:
    zahl[e["kind"]] = zahl.get(e["kind"], 0) + 1
print(len(texte), "Dateien,", len(items), "Einträge:", zahl, "| harmlos", len(harmless), "geduldet", len(tolerated), "Fallen", len(traps))
