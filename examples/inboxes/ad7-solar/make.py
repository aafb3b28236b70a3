# -*- coding: utf-8 -*-
# Postfach der erfundenen Dreesbach Solartechnik GmbH (Solarteur), Stichtag Mittwoch, 6. Mai 2026
import json, os, shutil
from email.message import EmailMessage
from email.policy import SMTP
from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle

HIER = os.path.dirname(os.path.abspath(__file__))
ZIEL = os.path.join(HIER, "files")
shutil.rmtree(ZIEL, ignore_errors=True)
os.makedirs(ZIEL)
pfad = lambda n: os.path.join(ZIEL, n)
def text(name, inhalt):
    with open(pfad(name), "w", encoding="utf-8") as f:
        f.write(inhalt)

def mail(name, von, an, betreff, datum, mid, body, cc=None, antwort=None, html=None, extra=None):
    m = EmailMessage(policy=SMTP)
    m["From"], m["To"] = von, an
    if cc: m["Cc"] = cc
    m["Subject"], m["Date"], m["Message-ID"] = betreff, datum, mid
    if antwort:
        m["In-Reply-To"] = antwort
        m["References"] = antwort
    for k, v in (extra or {}).items(): m[k] = v
    m.set_content(body)
    if html: m.add_alternative(html, subtype="html")
    with open(pfad(name), "wb") as f: f.write(bytes(m))

N = ParagraphStyle("n", fontName="Helvetica", fontSize=10.5, leading=14.5, spaceAfter=7)
S = ParagraphStyle("s", parent=N, fontName="Times-Roman", fontSize=11, leading=15)
H = ParagraphStyle("h", parent=N, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceAfter=10)
K = ParagraphStyle("k", parent=N, fontSize=8.5, leading=11, textColor=colors.grey)
P = ParagraphStyle("p", parent=N, fontName="Helvetica-Bold", spaceBefore=6, spaceAfter=3)
def pdf(name, teile):
    SimpleDocTemplate(pfad(name), pagesize=A4, leftMargin=2.4*cm, rightMargin=2.2*cm, topMargin=2*cm, bottomMargin=2*cm).build(teile)
def tab(zeilen, breiten, fett=()):
    t = Table(zeilen, colWidths=[b*cm for b in breiten])
    st = [("FONT", (0,0), (-1,-1), "Helvetica", 9.5), ("FONT", (0,0), (-1,0), "Helvetica-Bold", 9.5),
          ("LINEBELOW", (0,0), (-1,0), .6, colors.black), ("ALIGN", (-2,0), (-1,-1), "RIGHT")]
    for z in fett: st.append(("FONT", (0,z), (-1,z), "Helvetica-Bold", 9.5))
    t.setStyle(TableStyle(st)); return t

KD = "Katrin Dreesbach <k.dreesbach@dreesbach-solar.example>"
BUERO = "Dreesbach Solartechnik <buero@dreesbach-solar.example>"

# ------------------------------------------------------------------ Mails
mail("Netzanschlussbegehren 88214 Amselweg 9.eml", "Netzanschluss <einspeiser@wehltal-netz.example>", BUERO,
 "Netzanschlussbegehren 88214 / Amselweg 9 / Unterlagen", "Mon, 04 May 2026 10:41:07 +0200", "<88214.0504.1@wehltal-netz.example>",
"""Sehr geehrte Damen und Herren,

zum oben bezeichneten Netzanschlussbegehren (Anlagenbetreiber Rautenberg,
11,2 kWp, Volleinspeisung nein) hat die Vorprüfung Folgendes ergeben.

Das Übersichtsschaltbild lag der Sendung vom 23.04. bei; dieser Punkt ist
abgehakt. Es mangelt hingegen am Lageplan sowie am Einheitenzertifikat des
Wechselrichters. Geht das Fehlende nicht vor Ablauf des 19.05.2026 über das
Portal ein, wird der Vorgang unbearbeitet abgelegt.

Im Formblatt E.2 sind ferner die Messkonzepte MK 2 und MK 8 zugleich
angekreuzt; welches von beiden gelten soll, lässt sich hier nicht erkennen.

Die Inbetriebsetzung selbst wird unsererseits terminiert, sobald die
Anschlusszusage erteilt ist.

Mit freundlichen Grüßen
i. A. Pohlmann

Wehltal Netz GmbH - Team Einspeiser
Sprechzeiten Mo-Do 9-12 Uhr, freitags geschlossen
""")

rb = """Liebe Frau Dreesbach,

gestern war der Maler zum Gucken da, und schon liege ich wieder wach. Im Plan steht der Speicher ja neben der Gefriertruhe. Mein Mann sieht ihn eher in der Waschküche, nur haben wir dort im Januar manchmal bloß vier Grad. Verträgt so ein Gerät die Kälte überhaupt, oder handeln wir uns damit Ärger ein?

Wir freuen uns jedenfalls riesig, dass es losgeht! Die Nachbarn schauen jetzt schon neidisch über die Hecke, dabei liegt noch kein einziges Modul oben. Was will man mehr?

Ach, und seit März lehnen zwei Gerüstbretter und ein Zurrgurt von Ihnen an unserer Garage. Die fressen kein Brot, aber wenn ohnehin mal einer Ihrer Leute vorbeifährt – ich hätte die Ecke gern wieder für die Tonnen.

Dass am 13. Juni unsere Tochter heiratet und dann niemand aufs Dach soll, hatten Sie sich ja schon notiert.

Seien Sie herzlich gegrüßt
Gundula Rautenberg
"""
mail("Speicher und Bretter.eml", "Gundula Rautenberg <g.rautenberg@posteo-land.example>", KD,
 "Nochmal der Speicher (und Bretter)", "Tue, 05 May 2026 21:17:44 +0200", "<rb-771-5@posteo-land.example>", rb,
 html="<html><body style='font-family:Georgia'>" + "".join("<p>%s</p>" % a.replace("\n", "<br>") for a in rb.strip().split("\n\n")) + "</body></html>")

mail("ebert dach.eml", "Torben Hackl <t.hackl@dreesbach-solar.example>", KD, "ebert dach", "Tue, 05 May 2026 14:52:10 +0200",
 "<hackl-0505-b@dreesbach-solar.example>",
"""moin katrin,

bin noch oben bei ebert. ziegel sind morscher als gedacht, kriegen wir aber
hin. aufmaß hast du freitag früh im fach, versprochen. dc-seite hat lutz
durchgemessen, alles grün, protokoll liegt im ordner.

das gerüst bei kettler meld ich beim stoll selber ab, da musst du nicht
hinterher.

nur eins: zahlt der ebert die 14 ersatzziegel oder geht das auf unsere
kappe? er steht unten und guckt mich an.

t.

vom handy
""")

mail("AW Verfuegbarkeit Module und WR.eml", "Bernd Asmus <b.asmus@helvion.example>", "Marlene Sievers <m.sievers@dreesbach-solar.example>",
 "AW: Verfügbarkeit Module und WR", "Mon, 04 May 2026 16:05:31 +0200", "<3f9a.asmus@helvion.example>",
"""Guten Tag Frau Sievers, guten Tag Frau Dreesbach,

die gute Nachricht vorweg: Beide Wechselrichter sind am Lager und gehen am
7. Mai per Spedition an Sie raus.

Bei den Modulen hängt der Container leider in Rotterdam fest. Der Rest trifft
nach heutigem Stand am Mittwoch, dem 4. Juni, bei uns im Zentrallager ein.
Als Ausgleich habe ich Ihnen 48 Stück vom HV-445 zum alten Preis zur Seite
gestellt, und zwar bis zum 12. Mai, 12 Uhr; danach verfügt der Außendienst
darüber.

Wäre es Ihnen recht, wenn der Fahrer die Palette für Schulstraße gleich auf
der Baustelle abwirft, oder bleibt es bei der Halle?

Beste Grüße
Bernd Asmus
Helvion Großhandel AG, Innendienst Region Süd

-----Ursprüngliche Nachricht-----
Von: Marlene Sievers
Gesendet: Donnerstag, 30. April 2026 11:20
An: Bernd Asmus
Betreff: Verfügbarkeit Module und WR

> Hallo Herr Asmus,
> haben Sie die beiden HX 15 vorrätig, und kommen die noch vor dem 8. Mai?
> Bitte um kurze Rückmeldung bis Montag.
> Gruß, M. Sievers
""", cc=KD, antwort="<sievers-3004@dreesbach-solar.example>")

mail("Re Besuch im Pfarrhaus.eml", "Pfarramt St. Koloman <pfarramt@koloman-oberwehlingen.example>", KD,
 "Re: Besuch im Pfarrhaus", "Tue, 05 May 2026 09:33:02 +0200", "<pfa-20260505@koloman-oberwehlingen.example>",
"""Grüß Gott, Frau Dreesbach,

vergelt's Gott für Ihren Besuch und die Geduld mit unserem Mesner. Die Drohne
dürfen Sie fliegen lassen, die Turmfalken brüten heuer am Rathaus.

Der Kirchenvorstand kommt am Montag, dem 18. Mai, zusammen. Soll die Sache auf
die Tagesordnung, müsste das überarbeitete Angebot am Mittwoch davor auf
meinem Schreibtisch liegen.

Offen geblieben ist nach Ihrem Besuch bloß, wer von uns beiden das Denkmalamt
anschreibt. Hochwürden dachte, das machen immer die Handwerker.

Gesegnete Tage
Hedwig Aumüller, Pfarrsekretärin

Am 29.04.2026 um 17:02 schrieb Katrin Dreesbach:
> Liebe Frau Aumüller,
> eine Frage noch: Dürfen wir für die Nordseite eine Drohne steigen lassen?
> Das Angebot rechne ich mit dem kleineren Speicher noch einmal neu.
> Herzlich, K. Dreesbach
""", antwort="<kd-2904-7@dreesbach-solar.example>")

mail("Jahresabschluss 2025.eml", "Steuerkanzlei Wirsching & Partner <mandanten@wirsching-stb.example>", KD,
 "Mandant 20417 - Jahresabschluss 2025", "Thu, 30 Apr 2026 08:15:00 +0200", "<20417-ja25@wirsching-stb.example>",
"""Sehr geehrte Frau Dreesbach,

für die Erstellung des Jahresabschlusses 2025 liegen uns die Belege nahezu
lückenlos vor, wofür wir Frau Orhan ausdrücklich danken. Mit der
Umsatzsteuer-Voranmeldung März, übermittelt am 10. April, ist Ihrerseits nichts
mehr veranlasst.

Zu den unfertigen Arbeiten am Bilanzstichtag fehlt uns allerdings noch Ihre
Aufstellung, deren Eingang wir spätestens am Donnerstag der 22. Kalenderwoche
einplanen.

Das Honorar wird wie im Vorjahr bemessen.

Mit vorzüglicher Hochachtung
Dr. Eberhard Wirsching
Steuerberater
""")

mail("AW Ihre Schlussrechnung.eml", "Yasemin Orhan <y.orhan@dreesbach-solar.example>", "Anton Kettler <anton.kettler@web-tal.example>",
 "AW: Ihre Schlussrechnung 2026-041", "Wed, 06 May 2026 08:12:55 +0200", "<yo-0605-1@dreesbach-solar.example>",
"""Guten Morgen Herr Kettler,

Sie haben völlig recht, da war noch der alte Speicherpreis drin. Das ist mir
durchgerutscht, Entschuldigung! Ich setze Ihnen die Rechnung neu auf und gebe
sie in die Post, die alte können Sie einfach wegwerfen.

Überwiesen haben Sie zum Glück noch nichts, insofern ist kein Schaden
entstanden.

Freundliche Grüße aus Oberwehlingen
Yasemin Orhan
Dreesbach Solartechnik GmbH | Am Bahndamm 14 | Bürozeiten 7.30 bis 15 Uhr

> Am 05.05.2026 um 18:40 schrieb Anton Kettler:
> Tach, 6.890 für den Speicher? Ausgemacht waren 6.490. Können Sie das mal
> nachsehen? Kettler
""", cc=KD, antwort="<kettler-0505@web-tal.example>")

mail("Automatische Antwort.eml", "Roswitha Gleim <gleim@dachdecker-gleim.example>", BUERO,
 "Automatische Antwort: Anfrage Mitbenutzung Kran", "Mon, 04 May 2026 07:02:03 +0200", "<auto-5512@dachdecker-gleim.example>",
"""Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 15. Mai nicht im
Haus; Ihre Mail wird nicht weitergeleitet. In dringenden Fällen hilft Ihnen die
Zentrale unter 0 00 00 / 41 0.

Roswitha Gleim
""", extra={"Auto-Submitted": "auto-replied"})

mail("Danke.eml", "Familie Lindqvist <lindqvist@mailhof.example>", KD, "Ein Jahr Sonne", "Sun, 03 May 2026 19:26:40 +0200",
 "<lq-1@mailhof.example>",
"""Hallo zusammen,

heute vor genau einem Jahr haben Sie bei uns eingeschaltet. Wir haben gerade
abgelesen: 9.214 kWh! Wer hätte das gedacht? Der Zähler läuft, die Katze liegt
auf dem warmen Speicher, und die Rechnung vom Versorger ist nur noch ein Witz.

Das wollten wir bloß mal loswerden. Antworten müssen Sie nicht, Sie haben
sicher genug zu tun.

Viele Grüße
Ihre Lindqvists
""")

# ------------------------------------------------------------------ Briefe
pdf("Stadt Oberwehlingen Lindengasse.pdf", [
 Paragraph("Stadt Oberwehlingen<br/>Der Bürgermeister als Straßenverkehrsbehörde", H),
 Paragraph("Az. 36.2-147/26 &nbsp;&nbsp;&nbsp; Auskunft: Frau Tiedge, Zimmer 108 &nbsp;&nbsp;&nbsp; 29. April 2026", K), Spacer(1, 12),
 Paragraph("Dreesbach Solartechnik GmbH<br/>Am Bahndamm 14<br/>Oberwehlingen", N), Spacer(1, 10),
 Paragraph("<b>Halbseitige Sperrung der Lindengasse für einen Autokran</b>", N),
 Paragraph("Sehr geehrte Frau Dreesbach,", S),
 Paragraph("Ihr Antrag vom 20. April auf Anordnung verkehrsbeschränkender Maßnahmen am Donnerstag, dem 28. Mai 2026, ist hier am 22. April eingegangen. Die Polizeiinspektion und der Linienbusbetreiber wurden gehört und haben keine Einwände erhoben.", S),
 Paragraph("Dem Antrag war entgegen Ziffer 4 des Merkblatts kein Verkehrszeichenplan beigefügt. Für dessen Nachreichung werden Ihnen zwei Wochen, gerechnet vom Datum dieses Schreibens, eingeräumt. Ohne ihn müsste der Antrag kostenpflichtig abgelehnt werden.", S),
 Paragraph("Die Verwaltungsgebühr von 48,00 EUR wird nach Erteilung von Ihrem der Stadtkasse vorliegenden Lastschriftmandat eingezogen.", S),
 Paragraph("Die Sammelparkplätze am Weiher sind vom 8. bis 10. Mai wegen des Maimarkts nicht nutzbar.", S),
 Spacer(1, 10), Paragraph("Im Auftrag<br/>Tiedge", S)])

d = Document()
d.add_paragraph("Berufsgenossenschaft Dach und Ausbau\nPrävention, Bezirk 7")
d.add_paragraph("27. April 2026\nUnser Zeichen: P7-Han-2026/0388")
d.add_heading("Besichtigung der Baustelle Schulstraße 3", level=2)
d.add_paragraph("Sehr geehrte Frau Dreesbach,")
d.add_paragraph("bei der Besichtigung am Dienstag, dem 21. April 2026, fanden wir ein ordentlich verankertes Gerüst und eine gut unterwiesene Mannschaft vor. Das sei vorausgeschickt, denn es ist keineswegs die Regel.")
d.add_paragraph("Drei von fünf Auffanggurten trugen keine gültige Plakette; Herr Hackl hat sie noch in unserem Beisein ausgesondert. Auch für die beiden übrigen war vor Ort kein Prüfnachweis greifbar. Eine Ablichtung desselben genügt uns, sie sollte jedoch am 29.05.2026 in unserem Posteingang sein.")
d.add_paragraph("Aus unseren Unterlagen geht im Übrigen nicht hervor, wer seit dem Weggang von Herrn Köster in Ihrem Betrieb Sicherheitsbeauftragter ist.")
d.add_paragraph("Eine Gebühr wird für die Besichtigung nicht erhoben. Wir wünschen Ihnen eine unfallfreie Saison.")
d.add_paragraph("Dipl.-Ing. Hannelore Maibaum\nAufsichtsperson")
d.save(pfad("BG Besichtigung Schulstrasse.docx"))

pdf("RAe Brandl wegen Ostertag.pdf", [
 Paragraph("BRANDL · KUNERT · RECHTSANWÄLTE", H),
 Paragraph("24. April 2026 – 311/26 BR/so – vorab per Telefax", K), Spacer(1, 10),
 Paragraph("<b>Ostertag ./. Dreesbach Solartechnik GmbH – Photovoltaikanlage Schäferweg 22</b>", S),
 Paragraph("Sehr geehrte Damen und Herren,", S),
 Paragraph("wir zeigen unter anwaltlicher Versicherung ordnungsgemäßer Bevollmächtigung die Vertretung von Frau Ingrid Ostertag an. Ihr Unternehmen hat im September 2025 auf dem Wohnhaus unserer Mandantin eine Anlage errichtet; die Abnahme fand am 2. Oktober 2025 statt.", S),
 Paragraph("Seit Februar dringt an der dachseitigen Kabeldurchführung Niederschlagswasser ein. Ihr Werk ist insoweit mangelhaft. Unsere Mandantin verlangt Nacherfüllung durch Abdichtung der Durchführung, wofür ihr ein Zeitraum bis zum 5. Juni 2026 angemessen erscheint. Verstreicht er ungenutzt, wird sie ein Drittunternehmen beauftragen und die Kosten bei Ihnen liquidieren.", S),
 Paragraph("Ob Ihr Haftpflichtversicherer bereits eingeschaltet ist, entzieht sich unserer Kenntnis; insoweit sehen wir einer Mitteilung entgegen.", S),
 Paragraph("Eine Zahlung verlangt unsere Mandantin derzeit nicht. Den Bautrockner stellt sie auf eigene Kosten auf.", S),
 Spacer(1, 12), Paragraph("Mit freundlichen Grüßen<br/>Dr. Severin Brandl<br/>Rechtsanwalt", S)])

text("Aushang Hausverwaltung.txt", """HAUSVERWALTUNG NÖLTING - GEWERBEHOF AM BAHNDAMM

A U S H A N G  (30.04.2026)

Kanalspülung im Hof: Donnerstag, 21. Mai, ab 6 Uhr.
Dauer ca. 5 Stunden. Wasser bleibt an.

Der Spülwagen braucht Platz. Stellplätze 4-7 (Dreesbach) sind am Vorabend leer.
Stellplätze 8-12 nicht betroffen.

Und wessen Paletten stehen eigentlich seit Ostern vor dem Müllraum? Ach nein,
die hat Tischlerei Röver am Montag geholt. Besten Dank dafür.

Nölting
""")

# ------------------------------------------------------------------ Rechnungen
pos = [("Modul HV-440", 24, 92.50), ("Wechselrichter HX 10", 2, 1318.00), ("Speicher BX-9", 1, 3480.00), ("Dachhaken DH-3", 60, 7.90), ("Fracht Hänger", 1, 85.00)]
de = lambda x: f"{x:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")
netto = sum(a*b for _, a, b in pos); ust = round(netto*.19, 2); brutto = round(netto+ust, 2)
assert (netto, ust, brutto) == (8895.0, 1690.05, 10585.05)
pdf("Helvion Rechnung 2026-3391.pdf", [
 Paragraph("HELVION Großhandel AG", H), Paragraph("Solarring 1 · 00000 Neuhausen am Kanal · USt-ID DE000000000", K), Spacer(1, 8),
 Paragraph("Dreesbach Solartechnik GmbH, Am Bahndamm 14, Oberwehlingen", N),
 Paragraph("<b>Rechnung 2026-3391</b> vom 28.04.2026, Kunde 50117, Lieferschein 77120", N),
 tab([["Artikel", "Menge", "Einzel EUR", "Gesamt EUR"]] + [[n, str(m), de(e), de(m*e)] for n, m, e in pos] +
     [["Warenwert netto", "", "", de(netto)], ["zzgl. 19 % USt", "", "", de(ust)], ["Rechnungsbetrag", "", "", "10.855,05"]], [6.5, 2, 3.5, 3.5], fett=(8,)),
 Spacer(1, 14),
 Paragraph("Skonto: 2 Prozent, sofern der Betrag am 08.05.2026 auf unserem Konto gutgeschrieben ist.", N),
 Paragraph("Zahlbar rein netto: 28.05.2026.", N),
 Paragraph("Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum. Es gelten unsere AVB, Stand 01/2025.", K)])

pdf("Stoll zweite Mahnung.pdf", [
 Paragraph("Gerüstbau Stoll e. K.", H), Paragraph("Dieselweg 9, Oberwehlingen – seit 1974", K), Spacer(1, 10),
 Paragraph("4. Mai 2026", N), Paragraph("<b>2. Mahnung, Rechnung 118 vom 2. März (BV Feuerwehrhaus)</b>", N),
 Paragraph("Servus Katrin,", N),
 Paragraph("nix für ungut, aber so langsam wird mir die Zeit lang. Fällig war's am 1. April, und das war kein Scherz. Gemahnt hab ich auch schon, am 15. April.", N),
 tab([["Posten", "EUR"], ["Gerüststellung 170 m², 4 Wochen, netto", "1.200,00"], ["19 % USt", "228,00"], ["Mahnspesen", "10,00"], ["offen", "1.438,00"]], [9, 4], fett=(4,)),
 Spacer(1, 10),
 Paragraph("Seh ich das Geld am Freitag, dem 15. Mai, nicht auf dem Konto, geht der Zettel zum Inkasso, und das will keiner von uns zwei.", N),
 Paragraph("Gruß, Alois", N)])

d = Document()
d.add_heading("HEBFIX Kranverleih – Angebot 26/0517", level=1)
d.add_paragraph("30. April 2026\nfür: Dreesbach Solartechnik GmbH, z. Hd. Herrn Hackl\nEinsatz: Lindengasse 5, Donnerstag 28.05.2026")
t = d.add_table(rows=1, cols=4); t.style = "Table Grid"
for c, w in zip(t.rows[0].cells, ["Leistung", "Menge", "EP", "GP"]): c.text = w
for z in [("Autokran 40 t mit Fahrer", "4 Std.", "165,00", "660,00"), ("An- und Abfahrt", "1", "190,00", "190,00"), ("Anschläger", "4 Std.", "52,00", "208,00"),
          ("Summe netto", "", "", "1.058,00"), ("USt 19 %", "", "", "201,02"), ("Summe brutto", "", "", "1.259,02")]:
    for c, w in zip(t.add_row().cells, z): c.text = w
d.add_paragraph("")
d.add_paragraph("An diesen Preis halten wir uns 14 Tage ab Angebotsdatum gebunden.")
d.add_paragraph("Nicht angegeben war die nötige Ausladung: 18 oder 24 Meter? Davon hängt ab, welches Fahrzeug wir schicken.")
d.add_paragraph("Kranführer sind unfallversichert, Anschlagmittel bringen wir mit. Für Windausfall ab Stärke 6 fällt keine Vergütung an.")
d.add_paragraph("HEBFIX, Disposition, gez. Vural")
d.save(pfad("Angebot Hebfix 26-0517.docx"))

pdf("Quittung Baustoff Ruppert.pdf", [
 Paragraph("Baustoff Ruppert – Abholmarkt", H), Paragraph("Beleg 004417 · 30.04.2026 · 16:48 Uhr · Kasse 2", K), Spacer(1, 8),
 tab([["Artikel", "EUR"], ["Dachziegel Rubin 9, 14 St. zu 2,10", "29,40"], ["Dichtband 10 m", "18,60"], ["Summe inkl. USt", "48,00"]], [9, 3], fett=(3,)),
 Spacer(1, 8), Paragraph("Bezahlt: girocard 48,00 EUR. Rückgeld 0,00. Umtausch von unbeschädigter Ware 30 Tage mit Bon.", N), Paragraph("Vielen Dank für Ihren Einkauf!", N)])

d = Document()
d.add_heading("Betriebsanweisung Nr. 6: Leitern", level=1)
d.add_paragraph("Dreesbach Solartechnik GmbH, Fassung 3, in Kraft seit 1. März 2025")
for z in ["Anlegeleitern stehen im Winkel von 65 bis 75 Grad und ragen einen Meter über die Austrittskante.",
          "Beschädigte Leitern werden nicht benutzt.",
          "Von der Leiter aus wird höchstens zwei Stunden am Stück gearbeitet.",
          "Bei Unfällen gilt der Aushang Erste Hilfe, Notruf 112."]:
    d.add_paragraph(z, style="List Number")
d.save(pfad("Betriebsanweisung 06 Leitern.docx"))

# ------------------------------------------------------------------ Verträge
def vertrag(name, titel, kopf, klauseln, schluss):
    teile = [Paragraph(titel, H), Paragraph(kopf, N), Spacer(1, 8)]
    for ue, absaetze in klauseln:
        teile.append(Paragraph(ue, P))
        teile += [Paragraph(a, S) for a in absaetze]
    teile += [Spacer(1, 14), Paragraph(schluss, N)]
    pdf(name, teile)
vertrag("Leasingvertrag Transporter.pdf", "Leasingvertrag Nr. L-23-90551",
 "zwischen der Fuhrpark Mobil Leasing GmbH, Neuhausen am Kanal (nachfolgend LG) und der Dreesbach Solartechnik GmbH, Oberwehlingen (nachfolgend LN)", [
 ("§ 1 Gegenstand", ["(1) Der LG überlässt dem LN einen Transporter Typ Karo L3, Fahrgestellnummer KAR00L3-558812, mit Dachträger und Regaleinbau.", "(2) Das Fahrzeug bleibt Eigentum des LG; Untervermietung ist ausgeschlossen."]),
 ("§ 2 Grundlaufzeit", ["Die Grundlaufzeit beträgt 36 Monate. Sie hat am 1. Oktober 2023 begonnen und endet am 30. September 2026."]),
 ("§ 3 Raten", ["(1) Die monatliche Rate beträgt 389,00 EUR zuzüglich Umsatzsteuer.", "(2) Der LG zieht sie zum Monatsersten im Lastschriftverfahren ein."]),
 ("§ 4 Laufleistung", ["(1) Vereinbart sind 25.000 km je Vertragsjahr.", "(2) Mehrkilometer werden bei Vertragsende mit 9 Cent, Minderkilometer mit 5 Cent abgerechnet."]),
 ("§ 5 Versicherung, Schäden", ["(1) Das Fahrzeug ist vollkaskoversichert zu halten.", "(2) Nach einem Unfall hat der LN die Polizei hinzuzuziehen und den LG zu unterrichten."]),
 ("§ 6 Verlängerung", ["Zum Ablauf der Grundlaufzeit können beide Seiten mit dreimonatiger Frist in Textform kündigen. Unterbleibt die Kündigung, läuft der Vertrag zu unveränderten Raten weitere zwölf Monate."]),
 ("§ 7 Rückgabe", ["(1) Über den Zustand bei Rückgabe wird ein gemeinsames Protokoll gefertigt.", "(2) Bei Uneinigkeit entscheidet ein öffentlich bestellter Sachverständiger, dessen Kosten hälftig getragen werden."]),
 ("§ 8 Schlussbestimmungen", ["(1) Mündliche Nebenabreden bestehen nicht.", "(2) Gerichtsstand ist Neuhausen am Kanal."])],
 "Oberwehlingen, den 21. September 2023<br/>gez. K. Dreesbach – gez. i. V. Sontheim")

d = Document()
d.add_heading("Nachunternehmervertrag", level=1)
d.add_paragraph("Auftraggeber (AG): Dreesbach Solartechnik GmbH\nNachunternehmer (NU): Elektro Voss OHG\nBauvorhaben: Turnhalle Grundschule, Photovoltaik 64 kWp\nvom 13. April 2026")
for z in ["1. Leistungsumfang",
 "1.1 Der NU führt die AC-seitige Installation ab Wechselrichterausgang einschließlich Zähleranlage aus.",
 "1.2 Nicht geschuldet sind Dacharbeiten und Modulmontage.",
 "2. Termine",
 "2.1 Der NU beginnt am Montag, dem 15. Juni 2026, und stellt seine Leistung binnen zehn Arbeitstagen fertig.",
 "2.2 Die Strangpläne überlässt der AG dem NU vierzehn Tage vor Arbeitsbeginn in zweifacher Ausfertigung.",
 "3. Vergütung",
 "3.1 Der NU erhält eine Pauschale von 14.300,00 EUR netto. Die Umsatzsteuer schuldet der AG nach § 13b UStG.",
 "3.2 Die Schlussrechnung ist nach Abnahme zu stellen; sie wird mit einem Ziel von 21 Tagen beglichen.",
 "4. Nachweise",
 "4.1 Der NU hat bis zum 22. Mai 2026 eine gültige Freistellungsbescheinigung und den Nachweis seiner Betriebshaftpflicht vorzulegen.",
 "4.2 Er beschäftigt ausschließlich sozialversicherungspflichtig angemeldetes Personal.",
 "5. Gewährleistung",
 "5.1 Es gilt eine Verjährungsfrist von vier Jahren ab Abnahme.",
 "6. Vertragsstrafe",
 "6.1 Gerät der NU in Verzug, verwirkt er je Werktag 0,2 vom Hundert, höchstens 5 vom Hundert der Pauschale.",
 "7. Schriftform",
 "7.1 Änderungen bedürfen der Schriftform."]:
    p = d.add_paragraph(z)
    if z[1:3] == ". ": p.runs[0].bold = True
d.add_paragraph("gez. Dreesbach   gez. Voss")
d.save(pfad("NU-Vertrag Elektro Voss.docx"))

# ------------------------------------------------------------------ Protokoll, Zettel
d = Document()
d.add_heading("Montagsrunde 4.5.26, 7.15–7.50 h", level=2)
d.add_paragraph("Da: Dreesbach, Hackl, Petri, Orhan, Sievers. Wiegand Berufsschule. Prot.: Petri")
for kopf, zeilen in [
 ("1 Baustellen", ["Ebert: läuft. 14 Ziegel beschafft (30.4.).", "Kettler: fertig, Abnahme 30.4. o. Mängel.", "Ostertag: Wasser an Durchführung. Petri hin, Wärmebild.", "Schulstr.: BG war da. Brief abwarten."]),
 ("2 Lager", ["Dachhaken: Rest 40. Nachbestellung Sievers, Menge wie 2025.", "Kabeltrommeln leer: weg seit Donnerstag."]),
 ("3 Werbung", ["Roll-up hat altes Logo. Orhan/Druckerei, Korrekturabzug 22.5. hier.", "Zeitungsanzeige: nein, zu teuer."]),
 ("4 Personal", ["Urlaub Orhan 13.–24.7. ok.", "Wiegand Zwischenprüfung bestanden (81 P.). Kuchen gab's."])]:
    d.add_paragraph(kopf).runs[0].bold = True
    for z in zeilen: d.add_paragraph(z, style="List Bullet")
d.add_paragraph("Nächste Runde: Montag, 19. Mai, selbe Zeit.")
d.save(pfad("Montagsrunde 04-05.docx"))

text("tafel halle.md", """# Tafel Halle (abfotografiert + abgetippt 5.5.)

* Feuerlöscher hinten: Plakette abgelaufen. PRÜFER ANRUFEN!!
* ~~Sprinter TÜV~~ fertig, neue Plakette 04/28
* Rautenbergs Haustürschlüssel hängt noch am Brett -> zurückbringen
* Kaffee kommt Donnerstag, ist bestellt
* Wer hat das Radio verstellt? (Schlagersender... im Ernst?)
* blauer Akkuschrauber = Schrott, liegt schon beim E-Müll
""")

# ------------------------------------------------------------------ Tabellen
wb = Workbook(); ws = wb.active; ws.title = "Offene Punkte"
for z in [["Baustelle", "Was", "Wer", "Bis", "Stand"],
 ["Ebert", "Statiknachweis Garage anfordern", "Sievers", "11.05.2026", "offen"],
 ["Kettler", "Zählerwechsel beantragen", "Orhan", "24.04.2026", "erledigt"],
 ["Pfarrhaus", "Drohnenbilder Nordseite", "Wiegand", None, "offen"],
 ["Schulstraße", "Wechselrichter tauschen", "Petri", "30.04.2026", "erledigt"],
 ["Turnhalle", "Rahmenterminplan an Voss", "Hackl", "17.04.2026", "verschickt"],
 ["Lager", "Inventurdifferenz Kabel", "Orhan", None, "geklärt"]]: ws.append(z)
for s, b in zip("ABCDE", (14, 34, 12, 13, 12)): ws.column_dimensions[s].width = b
wb.save(pfad("Offene Punkte.xlsx"))

text("ertraege_april.csv", """Anlage;kWp;Ertrag April kWh;Soll kWh;Abweichung %
Lindqvist;9,6;1062;1010;5,1
Schreinerei Lohse;29,7;3105;3120;-0,5
Feuerwehrhaus;14,4;1511;1500;0,7
Kita Regenbogen;18,0;1954;1890;3,4
""")

# ------------------------------------------------------------------ Web, Folien, Sonstiges
text("sonnenspeicher-wehltal.html", """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Sonnenspeicher Wehltal</title></head><body>
<h1>Förderprogramm Sonnenspeicher Wehltal</h1>
<p>Der Landkreis bezuschusst Batteriespeicher in selbst genutztem Wohneigentum mit 150 Euro je Kilowattstunde, höchstens 1.500 Euro.</p>
<h2>Was wird gefördert?</h2>
<p>Neue stationäre Speicher ab 5 kWh. Balkongeräte sind ausgenommen.</p>
<h2>Bis wann können Haushalte Anträge stellen?</h2>
<p>Antragsschluss für Haushalte ist der 15. September 2026; der Topf ist auf 200.000 Euro begrenzt.</p>
<h2>Fachbetriebsliste</h2>
<p>Haushalte wählen einen Betrieb aus der Liste. Gelistet sind derzeit: Dreesbach Solartechnik GmbH (Oberwehlingen), Sonnenwerk Pfeiffer (Tannloh), Elektro Matusch (Neuhausen).</p>
<p>Einträge aus dem Jahr 2024, also alle drei genannten, erlöschen mit dem 30. Juni 2026, es sei denn, der Betrieb hat sie zuvor im Portal bestätigt.</p>
<footer>Landratsamt Wehltal, Klimaschutzstelle. Stand 2. April 2026. Geöffnet Mo bis Fr 8 bis 12 Uhr.</footer>
</body></html>
""")

pr = Presentation()
for titel, zeilen in [("Hausmesse 2026", ["Samstag, 20. Juni, 10–16 Uhr", "Entwurf Marlene, Stand 4. Mai"]),
 ("Steht schon", ["Zelt: kommt vom Schützenverein", "Grill und Wurst: Metzger Klee hat zugesagt", "Einladungskarten: sind seit 28. April verteilt"]),
 ("Noch in der Schwebe", ["Vortrag um 11: Katrin, nimmst du den selbst oder hättest du lieber Lutz vorn?", "Wetter: haben wir nicht im Griff :-)"]),
 ("Warum überhaupt eine Hausmesse?", ["2025: 140 Gäste, 11 Aufträge", "2024: 95 Gäste, 6 Aufträge"])]:
    f = pr.slides.add_slide(pr.slide_layouts[1])
    f.shapes.title.text = titel
    f.placeholders[1].text = "\n".join(zeilen)
pr.save(pfad("Hausmesse Entwurf.pptx"))

text("Preisliste Kleinmaterial.txt", """ELKO-TEILE WEBER             Preisliste 2026/1, Netto-Händlerpreise

MC4-Stecker Paar                     1,38
Solarkabel 6 mm2 schwarz, 100 m     84,00
Solarkabel 6 mm2 rot, 100 m         84,00
Kabelbinder UV, 100 St.              6,20
Potentialschiene 7-fach              9,45

Die Preise gelten seit dem 1. Januar 2026. Versand ab 150 Euro frei.
Lager geöffnet Mo-Fr 6.30-16.30 Uhr, Sa 8-11 Uhr.
""")

text("rundbrief-solarverband.md", """# Rundbrief Solarverband Süd, Nr. 4/2026

**Rekord im März.** Im Verbandsgebiet gingen 3.180 neue Anlagen ans Netz.
Wer hätte vor fünf Jahren auf solche Zahlen gewettet?

**Aus der Rechtsprechung.** Das Oberlandesgericht hat am 11. März entschieden,
dass eine Anlage auf dem Carport zum Gebäude zählt.

**Rückblick.** Die Mitgliederversammlung am 18. April war mit 74 Betrieben gut
besucht. Der Vorstand wurde einstimmig wiedergewählt.

**Zahl des Monats.** 43 - so viele Störche nisten inzwischen auf den Masten
des Übertragungsnetzes.
""")

# ------------------------------------------------------------------ Wahrheit
I, T, X = [], [], []
def item(f, k, was, q, due=None, party=None, **kw):
    e = {"file": f, "kind": k, "what": was, "due": due, "quote": q, "party": party}; e.update(kw); I.append(e)
def beides(f, was, q, due, party, **kw):
    item(f, "deadline", was, q, due, party, **kw); item(f, "task", was, q, due, party, **kw)
def tol(f, q, w): T.append({"file": f, "quote": q, "why": w})
def falle(f, q, w): X.append({"file": f, "quote": q, "why": w})

f = "Netzanschlussbegehren 88214 Amselweg 9.eml"
beides(f, "submit site plan and unit certificate through the portal", "Geht das Fehlende nicht vor Ablauf des 19.05.2026 über das Portal ein, wird der Vorgang unbearbeitet abgelegt.", "2026-05-19", "Wehltal Netz GmbH")
item(f, "question", "which metering concept applies, MK 2 or MK 8", "Im Formblatt E.2 sind ferner die Messkonzepte MK 2 und MK 8 zugleich angekreuzt; welches von beiden gelten soll, lässt sich hier nicht erkennen.", None, "Wehltal Netz GmbH")
tol(f, "Es mangelt hingegen am Lageplan sowie am Einheitenzertifikat des Wechselrichters.", "same request as the dated sentence")
falle(f, "Das Übersichtsschaltbild lag der Sendung vom 23.04. bei; dieser Punkt ist abgehakt.", "done")
falle(f, "Die Inbetriebsetzung selbst wird unsererseits terminiert, sobald die Anschlusszusage erteilt ist.", "duty of the other side")

f = "Speicher und Bretter.eml"
item(f, "question", "can the battery stand the cold in the laundry room", "Verträgt so ein Gerät die Kälte überhaupt, oder handeln wir uns damit Ärger ein?", None, "Gundula Rautenberg")
item(f, "task", "fetch scaffold boards and strap left at the Rautenbergs' garage", "Die fressen kein Brot, aber wenn ohnehin mal einer Ihrer Leute vorbeifährt – ich hätte die Ecke gern wieder für die Tonnen.", None, "Gundula Rautenberg")
tol(f, "Ach, und seit März lehnen zwei Gerüstbretter und ein Zurrgurt von Ihnen an unserer Garage.", "sentence before the request, same matter")
tol(f, "Dass am 13. Juni unsere Tochter heiratet und dann niemand aufs Dach soll, hatten Sie sich ja schon notiert.", "event, already noted")
falle(f, "Was will man mehr?", "rhetorical")

f = "ebert dach.eml"
beides(f, "Hackl to hand in the Ebert measurements on Friday morning", "aufmaß hast du freitag früh im fach, versprochen.", "2026-05-08", "Torben Hackl", computed=True)
item(f, "task", "Hackl to have the Kettler scaffold taken off hire at Stoll", "das gerüst bei kettler meld ich beim stoll selber ab, da musst du nicht hinterher.", None, "Torben Hackl")
item(f, "question", "who pays the 14 replacement tiles at Ebert's", "nur eins: zahlt der ebert die 14 ersatzziegel oder geht das auf unsere kappe?", None, "Torben Hackl")
falle(f, "dc-seite hat lutz durchgemessen, alles grün, protokoll liegt im ordner.", "done")

f = "AW Verfuegbarkeit Module und WR.eml"
item(f, "finding", "4 June 2026 is a Thursday", "Der Rest trifft nach heutigem Stand am Mittwoch, dem 4. Juni, bei uns im Zentrallager ein.", None, "Helvion Großhandel AG", finding="weekday_mismatch")
item(f, "deadline", "48 HV-445 modules reserved at the old price until 12 May noon", "Als Ausgleich habe ich Ihnen 48 Stück vom HV-445 zum alten Preis zur Seite gestellt, und zwar bis zum 12. Mai, 12 Uhr; danach verfügt der Außendienst darüber.", "2026-05-12", "Helvion Großhandel AG")
item(f, "question", "deliver the pallet for Schulstraße to the site or to the hall", "Wäre es Ihnen recht, wenn der Fahrer die Palette für Schulstraße gleich auf der Baustelle abwirft, oder bleibt es bei der Halle?", None, "Helvion Großhandel AG")
falle(f, "Beide Wechselrichter sind am Lager und gehen am 7. Mai per Spedition an Sie raus.", "duty of the other side")
falle(f, "haben Sie die beiden HX 15 vorrätig, und kommen die noch vor dem 8. Mai?", "own quoted question, answered")
falle(f, "Bitte um kurze Rückmeldung bis Montag.", "own quoted request, answered")

f = "Re Besuch im Pfarrhaus.eml"
beides(f, "revised offer on the parish desk on the Wednesday before 18 May", "Soll die Sache auf die Tagesordnung, müsste das überarbeitete Angebot am Mittwoch davor auf meinem Schreibtisch liegen.", "2026-05-13", "Pfarramt St. Koloman", computed=True)
item(f, "question", "who writes to the monument office", "Offen geblieben ist nach Ihrem Besuch bloß, wer von uns beiden das Denkmalamt anschreibt.", None, "Pfarramt St. Koloman")
tol(f, "Das Angebot rechne ich mit dem kleineren Speicher noch einmal neu.", "own promise in quoted history, same matter as the revised offer")
falle(f, "Der Kirchenvorstand kommt am Montag, dem 18. Mai, zusammen.", "event of others")
falle(f, "Dürfen wir für die Nordseite eine Drohne steigen lassen?", "answered question in quoted history")
falle(f, "Die Drohne dürfen Sie fliegen lassen, die Turmfalken brüten heuer am Rathaus.", "answer, permission")

f = "Jahresabschluss 2025.eml"
beides(f, "send list of work in progress at balance date (Thursday of week 22)", "Zu den unfertigen Arbeiten am Bilanzstichtag fehlt uns allerdings noch Ihre Aufstellung, deren Eingang wir spätestens am Donnerstag der 22. Kalenderwoche einplanen.", "2026-05-28", "Steuerkanzlei Wirsching & Partner", computed=True)
falle(f, "Mit der Umsatzsteuer-Voranmeldung März, übermittelt am 10. April, ist Ihrerseits nichts mehr veranlasst.", "done")

f = "AW Ihre Schlussrechnung.eml"
item(f, "task", "Orhan to issue and post the corrected final invoice to Kettler", "Ich setze Ihnen die Rechnung neu auf und gebe sie in die Post, die alte können Sie einfach wegwerfen.", None, "Anton Kettler")
falle(f, "Können Sie das mal nachsehen?", "quoted question, answered")

f = "Stadt Oberwehlingen Lindengasse.pdf"
beides(f, "hand in the traffic sign plan within two weeks of the letter", "Für dessen Nachreichung werden Ihnen zwei Wochen, gerechnet vom Datum dieses Schreibens, eingeräumt.", "2026-05-13", "Stadt Oberwehlingen", computed=True)
tol(f, "Ihr Antrag vom 20. April auf Anordnung verkehrsbeschränkender Maßnahmen am Donnerstag, dem 28. Mai 2026, ist hier am 22. April eingegangen.", "day of the crane job, an event")
tol(f, "Dem Antrag war entgegen Ziffer 4 des Merkblatts kein Verkehrszeichenplan beigefügt.", "same matter as the term")
tol(f, "Die Verwaltungsgebühr von 48,00 EUR wird nach Erteilung von Ihrem der Stadtkasse vorliegenden Lastschriftmandat eingezogen.", "direct debit, nothing to do")
falle(f, "Die Sammelparkplätze am Weiher sind vom 8. bis 10. Mai wegen des Maimarkts nicht nutzbar.", "information only")

f = "BG Besichtigung Schulstrasse.docx"
beides(f, "send copy of the test certificate for the two remaining harnesses", "Eine Ablichtung desselben genügt uns, sie sollte jedoch am 29.05.2026 in unserem Posteingang sein.", "2026-05-29", "Berufsgenossenschaft Dach und Ausbau")
item(f, "question", "who is the safety officer since Köster left", "Aus unseren Unterlagen geht im Übrigen nicht hervor, wer seit dem Weggang von Herrn Köster in Ihrem Betrieb Sicherheitsbeauftragter ist.", None, "Berufsgenossenschaft Dach und Ausbau")
tol(f, "Auch für die beiden übrigen war vor Ort kein Prüfnachweis greifbar.", "same matter as the request")
falle(f, "Drei von fünf Auffanggurten trugen keine gültige Plakette; Herr Hackl hat sie noch in unserem Beisein ausgesondert.", "done")

f = "RAe Brandl wegen Ostertag.pdf"
beides(f, "seal the cable duct on the Ostertag roof by 5 June", "Unsere Mandantin verlangt Nacherfüllung durch Abdichtung der Durchführung, wofür ihr ein Zeitraum bis zum 5. Juni 2026 angemessen erscheint.", "2026-06-05", "Ingrid Ostertag / RAe Brandl Kunert")
item(f, "question", "has the liability insurer been brought in", "Ob Ihr Haftpflichtversicherer bereits eingeschaltet ist, entzieht sich unserer Kenntnis; insoweit sehen wir einer Mitteilung entgegen.", None, "RAe Brandl Kunert")
tol(f, "Verstreicht er ungenutzt, wird sie ein Drittunternehmen beauftragen und die Kosten bei Ihnen liquidieren.", "consequence of the same term")
falle(f, "Den Bautrockner stellt sie auf eigene Kosten auf.", "duty of the other side")

f = "Aushang Hausverwaltung.txt"
beides(f, "clear parking bays 4-7 the evening before 21 May", "Stellplätze 4-7 (Dreesbach) sind am Vorabend leer.", "2026-05-20", "Hausverwaltung Nölting", computed=True)
tol(f, "Kanalspülung im Hof: Donnerstag, 21. Mai, ab 6 Uhr.", "the event behind the request")
falle(f, "Und wessen Paletten stehen eigentlich seit Ostern vor dem Müllraum?", "answered by the writer at once")

f = "Helvion Rechnung 2026-3391.pdf"
item(f, "deadline", "2 % discount if paid by 8 May", "Skonto: 2 Prozent, sofern der Betrag am 08.05.2026 auf unserem Konto gutgeschrieben ist.", "2026-05-08", "Helvion Großhandel AG")
item(f, "deadline", "pay net by 28 May", "Zahlbar rein netto: 28.05.2026.", "2026-05-28", "Helvion Großhandel AG", amount=10855.05)
item(f, "finding", "8.895,00 + 1.690,05 = 10.585,05, not 10.855,05", "Rechnungsbetrag 10.855,05", None, "Helvion Großhandel AG", amount=10855.05, finding="total_mismatch", expected=10585.05)

f = "Stoll zweite Mahnung.pdf"
item(f, "deadline", "pay the overdue scaffold bill by 15 May", "Seh ich das Geld am Freitag, dem 15. Mai, nicht auf dem Konto, geht der Zettel zum Inkasso, und das will keiner von uns zwei.", "2026-05-15", "Gerüstbau Stoll e. K.", amount=1438.00)
tol(f, "Fällig war's am 1. April, und das war kein Scherz.", "original due date of the same debt")

f = "Angebot Hebfix 26-0517.docx"
item(f, "deadline", "crane offer binding 14 days from 30 April", "An diesen Preis halten wir uns 14 Tage ab Angebotsdatum gebunden.", "2026-05-14", "HEBFIX Kranverleih", computed=True)
item(f, "question", "which boom reach, 18 or 24 metres", "Nicht angegeben war die nötige Ausladung: 18 oder 24 Meter?", None, "HEBFIX Kranverleih")
tol(f, "Einsatz: Lindengasse 5, Donnerstag 28.05.2026", "day of the job, an event")

f = "Leasingvertrag Transporter.pdf"
item(f, "deadline", "last day of notice for the van lease, three months before 30 Sept 2026", "Zum Ablauf der Grundlaufzeit können beide Seiten mit dreimonatiger Frist in Textform kündigen.", "2026-06-30", "Fuhrpark Mobil Leasing GmbH", computed=True)
tol(f, "Sie hat am 1. Oktober 2023 begonnen und endet am 30. September 2026.", "end of the basic term, part of the computation")
tol(f, "Unterbleibt die Kündigung, läuft der Vertrag zu unveränderten Raten weitere zwölf Monate.", "consequence of the same term")
tol(f, "(2) Der LG zieht sie zum Monatsersten im Lastschriftverfahren ein.", "direct debit")
tol(f, "(1) Das Fahrzeug ist vollkaskoversichert zu halten.", "standing duty")

f = "NU-Vertrag Elektro Voss.docx"
beides(f, "give Voss the string plans fourteen days before 15 June", "2.2 Die Strangpläne überlässt der AG dem NU vierzehn Tage vor Arbeitsbeginn in zweifacher Ausfertigung.", "2026-06-01", "Elektro Voss OHG", computed=True)
tol(f, "3.2 Die Schlussrechnung ist nach Abnahme zu stellen; sie wird mit einem Ziel von 21 Tagen beglichen.", "general payment term, not running yet")
falle(f, "2.1 Der NU beginnt am Montag, dem 15. Juni 2026, und stellt seine Leistung binnen zehn Arbeitstagen fertig.", "duty of the other side")
falle(f, "4.1 Der NU hat bis zum 22. Mai 2026 eine gültige Freistellungsbescheinigung und den Nachweis seiner Betriebshaftpflicht vorzulegen.", "duty of the other side")

f = "Montagsrunde 04-05.docx"
item(f, "task", "Petri to visit Ostertag and take thermal pictures", "Petri hin, Wärmebild.", None, "Lutz Petri")
item(f, "task", "Sievers to reorder roof hooks, quantity as in 2025", "Nachbestellung Sievers, Menge wie 2025.", None, "Marlene Sievers")
beides(f, "Orhan to have the roll-up redone, proof here on 22 May", "Orhan/Druckerei, Korrekturabzug 22.5. hier.", "2026-05-22", "Yasemin Orhan")
item(f, "finding", "19 May 2026 is a Tuesday", "Nächste Runde: Montag, 19. Mai, selbe Zeit.", None, None, finding="weekday_mismatch")
tol(f, "Schulstr.: BG war da. Brief abwarten.", "letter has come meanwhile")
falle(f, "Ebert: läuft. 14 Ziegel beschafft (30.4.).", "done")
falle(f, "Kabeltrommeln leer: weg seit Donnerstag.", "done")
falle(f, "Urlaub Orhan 13.–24.7. ok.", "approved leave, nothing to do")

f = "tafel halle.md"
item(f, "task", "call the inspector for the fire extinguisher", "Feuerlöscher hinten: Plakette abgelaufen. PRÜFER ANRUFEN!!", None, None)
item(f, "task", "take the Rautenbergs' front-door key back", "Rautenbergs Haustürschlüssel hängt noch am Brett -> zurückbringen", None, "Gundula Rautenberg")
falle(f, "~~Sprinter TÜV~~ fertig, neue Plakette 04/28", "done")
falle(f, "Kaffee kommt Donnerstag, ist bestellt", "done")
falle(f, "Wer hat das Radio verstellt?", "rhetorical joke")
falle(f, "blauer Akkuschrauber = Schrott, liegt schon beim E-Müll", "done")

f = "Offene Punkte.xlsx"
beides(f, "Sievers to request the structural proof for Ebert's garage", "Ebert Statiknachweis Garage anfordern Sievers 11.05.2026 offen", "2026-05-11", "Marlene Sievers")
item(f, "task", "Wiegand to take drone pictures of the north side of the parsonage", "Pfarrhaus Drohnenbilder Nordseite Wiegand offen", None, "Finn Wiegand")
falle(f, "Kettler Zählerwechsel beantragen Orhan 24.04.2026 erledigt", "done")
falle(f, "Schulstraße Wechselrichter tauschen Petri 30.04.2026 erledigt", "done")
falle(f, "Turnhalle Rahmenterminplan an Voss Hackl 17.04.2026 verschickt", "done")
falle(f, "Lager Inventurdifferenz Kabel Orhan geklärt", "done")

f = "sonnenspeicher-wehltal.html"
item(f, "deadline", "confirm the entry in the list of installers in the portal, else it lapses on 30 June", "Einträge aus dem Jahr 2024, also alle drei genannten, erlöschen mit dem 30. Juni 2026, es sei denn, der Betrieb hat sie zuvor im Portal bestätigt.", "2026-06-30", "Landratsamt Wehltal")
tol(f, "Antragsschluss für Haushalte ist der 15. September 2026; der Topf ist auf 200.000 Euro begrenzt.", "deadline of customers, good to know")
falle(f, "Bis wann können Haushalte Anträge stellen?", "FAQ heading")
falle(f, "Was wird gefördert?", "FAQ heading")

f = "Hausmesse Entwurf.pptx"
item(f, "question", "does Katrin give the 11 o'clock talk herself or Lutz", "Vortrag um 11: Katrin, nimmst du den selbst oder hättest du lieber Lutz vorn?", None, "Marlene Sievers")
tol(f, "Samstag, 20. Juni, 10–16 Uhr", "own event")
falle(f, "Einladungskarten: sind seit 28. April verteilt", "done")
falle(f, "Warum überhaupt eine Hausmesse?", "rhetorical heading")

harmlos = ["Automatische Antwort.eml", "Danke.eml", "Quittung Baustoff Ruppert.pdf", "Betriebsanweisung 06 Leitern.docx", "ertraege_april.csv", "Preisliste Kleinmaterial.txt", "rundbrief-solarverband.md"]
json.dump({"reference": "2026-05-06", "owner": {"name": "Katrin Dreesbach", "addresses": ["k.dreesbach@dreesbach-solar.example", "buero@dreesbach-solar.example"]},
           "language": "de", "items": I, "harmless_files": harmlos, "tolerated": T, "traps": X},
          open(os.path.join(HIER, "planted.json"), "w", encoding="utf-8"), ensure_ascii=False, indent=1)
