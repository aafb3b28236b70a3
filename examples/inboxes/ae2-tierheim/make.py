#!/usr/bin/env python
"""Posteingang des (erfundenen) Tierheims am Erlengrund, Tierschutzverein Wallerode e. V. Stichtag: Dienstag, 24. Februar 2026."""
import json
from datetime import datetime, timedelta, timezone, date
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt, Cm
from openpyxl import Workbook
from pptx import Presentation
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

ORDNER = Path(__file__).resolve().parent
AUS = ORDNER / "files"
AUS.mkdir(exist_ok=True)
for alt in list(AUS.iterdir()):
    alt.unlink()
MEZ = timezone(timedelta(hours=1))
BIRGIT = "Birgit Hasselkamp <leitung@tierheim-wallerode.example>"
INFO = "Tierheim am Erlengrund <info@tierheim-wallerode.example>"


def post(datei, von, an, betreff, zeit, msgid, text, antwort=None, html=None, cc=None, kopf=()):
    m = EmailMessage()
    m["From"] = von
    m["To"] = an
    if cc:
        m["Cc"] = cc
    m["Subject"] = betreff
    m["Date"] = format_datetime(datetime.strptime(zeit, "%Y-%m-%d %H:%M").replace(tzinfo=MEZ))
    m["Message-ID"] = msgid
    if antwort:
        m["In-Reply-To"] = antwort
        m["References"] = antwort
    for k, v in kopf:
        m[k] = v
    m.set_content(text.lstrip("\n"))
    if html:
        m.add_alternative(html, subtype="html")
    (AUS / datei).write_bytes(m.as_bytes())


P = ParagraphStyle("p", fontName="Helvetica", fontSize=10, leading=14, spaceAfter=7)
PB = ParagraphStyle("pb", parent=P, alignment=TA_JUSTIFY, fontName="Times-Roman", fontSize=11, leading=15)
KOPF = ParagraphStyle("k", parent=P, fontName="Helvetica-Bold", fontSize=15, leading=19, spaceAfter=10)
PAR = ParagraphStyle("par", parent=PB, fontName="Times-Bold", spaceBefore=8, spaceAfter=3)


def als_pdf(datei, inhalt):
    SimpleDocTemplate(str(AUS / datei), pagesize=A4, leftMargin=2.4 * cm, rightMargin=2.2 * cm, topMargin=2 * cm,
                      bottomMargin=2 * cm, title=datei[:-4]).build(inhalt)


def tab(zeilen, breiten):
    return Table(zeilen, colWidths=[b * cm for b in breiten], hAlign="LEFT", style=[
        ("FONT", (0, 0), (-1, -1), "Helvetica", 9.5), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9.5),
        ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 9.5), ("GRID", (0, 0), (-1, -1), .25, "#999999"),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT")])


# ================================================================ E-Mails
post("Begehung 11.02. - Stellungnahme Veterinäramt.eml", "\"Dr. Kaldewey, Sabine\" <s.kaldewey@kreis-ostwehr.example>", BIRGIT,
     "Az. 39-4/118 - Begehung der Tierheimanlage am 11.02.2026", "2026-02-19 09:34", "<39-4-118.20260219@kreis-ostwehr.example>", """
Sehr geehrte Frau Hasselkamp,

im Nachgang zu der am 11.02.2026 durchgeführten Begehung ergeht folgende Stellungnahme:

1. Die Quarantänestation entspricht nunmehr den Anforderungen. Die Beanstandung aus dem Jahr 2024 hat sich erledigt.

2. Das Bestandsbuch des Katzenhauses weist für das vierte Quartal 2025 Lücken auf. Eine berichtigte Fassung ist dem Veterinäramt bis zum 06.03.2026 zuzuleiten.

3. Hinsichtlich der Vertretung enthält die hiesige Akte keine Angaben. Welche sachkundige Person trägt bei Ihrer Abwesenheit die Verantwortung nach § 11 TierSchG?

Die Gebühr für die Begehung wird dem Träger erlassen. Die nächste turnusmäßige Kontrolle ist für das Frühjahr 2027 vorgesehen.

Im Auftrag

Dr. Kaldewey
Amtstierärztin
Kreis Ostwehr, Fachdienst Veterinärwesen
Sprechzeiten: Mo bis Do 8.30 - 12.00 Uhr
""")

post("AW Moritz ist daheim.eml", "Nicole Pfannschmidt <nicole.pf@postkasten.example>", BIRGIT, "AW: Moritz ist daheim!!",
     "2026-02-22 20:47", "<npf.77120@postkasten.example>", """
Huhu liebe Birgit,

also was soll ich sagen, der Moritz hat das Sofa übernommen und mein Mann schläft jetzt links. Wer hätte gedacht dass ein alter Dackel so schnarchen kann?? Ist das zu fassen :-)

Das Geschirr in M passt wie angegossen, du hattest ja gefragt, L brauchst du also nicht rauskramen. Und die Fotos hängen an der letzten Mail von Donnerstag.

Was mir beim Einräumen aufgefallen ist: in der Mappe war alles außer dem gelben Impfausweis, den müsstest du mir bitte noch hinterherschicken, unsere Adresse habt ihr ja im Vertrag.

Und sag mal, habt ihr dem Herrn das Trockenfutter eigentlich eingeweicht serviert oder trocken? Er guckt in den Napf und dann mich an, als hätte ich ihn beleidigt.

Ganz liebe Grüße, auch an Aylin!
Nicole & das Schnarchtier

Am 18.02.2026 um 17:12 schrieb Birgit Hasselkamp:
> Liebe Nicole,
> schön, dass er frisst. Passt das Geschirr in M oder soll ich euch L mitgeben?
> Und denk bitte bis Freitag an zwei Fotos für unsere Vermittlungswand.
> Herzlich, Birgit
""", antwort="<20260218161233.bh@tierheim-wallerode.example>")

post("kastra.eml", "\"Praxis Dr. Veith\" <veith@tierarzt-veith.example>", BIRGIT, "kastra", "2026-02-23 19:05",
     "<veith-9981@tierarzt-veith.example>", """
hallo birgit

neun katzen am 2.3., gut. gewichte und chipnummern fehlen mir aber von allen, bis übermorgen hätte ich die gern, sonst krieg ich die narkose nicht bestellt.

balou: fäden sind reif. kommt ihr vorbei oder soll ich rausfahren

blutbild von der alten schäferhündin war unauffällig, brauchst nix machen

kv
""")

post("Fundtierpauschale Klein Lahde.eml", "\"Staake, Ullrich\" <staake@gemeinde-kleinlahde.example>", INFO,
     "Beteiligung der Gemeinde Klein Lahde an den Kosten der Fundtierversorgung", "2026-02-17 14:20", "<kl-kaem-260217@gemeinde-kleinlahde.example>", """
Sehr geehrte Damen und Herren,

der Gemeinderat hat am 10. Februar 2026 einstimmig beschlossen, Ihrem Verein vom Haushaltsjahr 2027 an eine Pauschale in Höhe von 1,10 Euro je Einwohner anzubieten. Bislang wurde bekanntlich nach Einzelfall abgerechnet, was auf beiden Seiten viel Schreibarbeit nach sich zog.

An diesen Vorschlag sieht sich die Gemeinde bis einschließlich 31. März 2026 gebunden; danach müsste der Rat von Neuem befasst werden.

Uns wäre im Übrigen sehr geholfen, wenn wir wüssten, wie viele Fundkatzen aus unserem Gemeindegebiet im Jahr 2025 bei Ihnen untergekommen sind.

Die Abrechnung für das vierte Quartal 2025 haben wir am 3. Februar angewiesen.

Mit freundlichen Grüßen
U. Staake
Kämmerer
""")

post("Gesendet Re Spende Lohoff.eml", BIRGIT, "Wilfried Lohoff <w.lohoff@mailhof.example>", "Re: meine Spende", "2026-02-23 11:50",
     "<20260223105001.bh@tierheim-wallerode.example>", """
Lieber Herr Lohoff,

ja, die 500 Euro sind am 12. hier eingegangen, tausend Dank! Davon bekommt das Katzenhaus neue Liegebretter.

Ihre Zuwendungsbestätigung macht Frau Tönsing fertig, am Freitag geht sie an Sie raus.

Decken nehmen wir gern, nur bitte keine Federbetten. Das Tor ist täglich außer montags von 14 bis 17 Uhr offen.

Herzliche Grüße
Birgit Hasselkamp

Tierheim am Erlengrund
Tierschutzverein Wallerode und Umgebung e. V.
Erlengrund 12, 00977 Wallerode

> Sehr geehrte Frau Hasselkamp,
> ist meine Überweisung bei Ihnen angekommen? Die Bank hatte
> da ein Problem. Ich bräuchte die Quittung für das Finanzamt.
> Kann man bei Ihnen auch Decken abgeben?
> W. Lohoff
""", antwort="<lohoff-20260222@mailhof.example>", cc="Marlies Tönsing <buero@tierheim-wallerode.example>")

post("Anfrage Klasse 3b.eml", "Frauke Dettmer <dettmer@grundschule-linde.example>", INFO, "Besuch unserer 3b", "2026-02-19 16:03",
     "<fd-3b-0219@grundschule-linde.example>", """
Guten Tag zusammen,

in Sachkunde nehmen wir gerade Haustiere durch, und seit drei Tagen höre ich nur noch ein Thema: Tierheim. Ginge bei Ihnen der Mittwochvormittag, 22. April, für 24 Kinder und zwei Erwachsene?

Am 3. März muss ich dem Busunternehmen Bescheid geben, so lange kann ich auf Ihre Rückmeldung warten, länger leider nicht.

Frühstück bringen wir mit, zwei Kinder haben eine Katzenhaarallergie, die blieben dann draußen bei den Kaninchen.

Fröhliche Grüße aus der Lindenschule
Frauke Dettmer
""")

_pp = """PFOTENPOST - Rundbrief des Landesverbandes, Februar

Winterbilanz
Die 38 Häuser im Verband haben zwischen November und Januar 1.912 Tiere vermittelt, so viele wie seit 2016 nicht mehr. Woran liegt das? Vermutlich am Schnee.

Personalie
Gesa Willhöft wurde am 7. Februar zur stellvertretenden Vorsitzenden gewählt. Wir gratulieren!

Aus den Häusern
In Brockum hat eine Gans drei Wochen lang das Büro bewacht. Die Geschäftsstelle ist über die Karwoche geschlossen.

Gelesen
"Der Hund, der Montag hieß" - ein stilles, schönes Buch über das Warten.
"""
post("Pfotenpost Februar.eml", "Landesverband Tierheime <pfotenpost@lv-tierheime.example>", INFO, "Pfotenpost Februar: Winterbilanz", "2026-02-14 07:00",
     "<pp-2026-02@lv-tierheime.example>", _pp,
     html="<html><body style='font-family:Verdana'>" + "".join("<p>" + a.replace("\n", "<br>") + "</p>" for a in _pp.strip().split("\n\n")) + "</body></html>",
     kopf=[("List-Unsubscribe", "<mailto:abmelden@lv-tierheime.example>")])

post("Abwesenheitsnotiz Ordnungsamt.eml", "\"Ordnungsamt Wallerode, Frau Kuhlenkamp\" <kuhlenkamp@stadt-wallerode.example>", BIRGIT,
     "Automatische Antwort: Fundhund Bahnhofstraße", "2026-02-20 13:13", "<auto.5521@stadt-wallerode.example>", """
Vielen Dank für Ihre Nachricht. Ich bin bis einschließlich 27.02.2026 nicht im Dienst. Ihre E-Mail wird nicht gelesen und nicht weitergeleitet. In Eilfällen ist die Wache unter 0555 / 40 110 besetzt.

Kuhlenkamp
""", antwort="<20260220121259.bh@tierheim-wallerode.example>", kopf=[("Auto-Submitted", "auto-replied")])

post("Einfach mal danke.eml", "Familie Yildirim <yildirim.fam@postkasten.example>", INFO, "Einfach mal danke", "2026-02-15 18:22",
     "<yf-150226@postkasten.example>", """
Liebes Tierheim-Team,

heute vor einem Jahr ist Frau Schmidt (die Graue mit dem halben Ohr) bei uns eingezogen. Sie hat seitdem zwei Vorhänge, einen Adventskranz und unser Herz auf dem Gewissen. Was wären wir ohne sie?

Die Nachkontrolle im Herbst mit Herrn Oelze war auch sehr nett. Ihr müsst gar nichts antworten, wir wollten es bloß mal gesagt haben.

Eure Yildirims

> Am 02.02.2025 schrieb info@tierheim-wallerode.example:
> Können Sie am 15. Februar um 11 Uhr zum Abholen kommen?
> Bitte bringen Sie den Personalausweis mit.
""")

# ================================================================ Briefe
als_pdf("Bewilligung Stiftung Kreatur und Mensch.pdf", [
    Paragraph("Stiftung Kreatur &amp; Mensch", KOPF),
    Paragraph("Burgwall 2, 00911 Ostwehr<br/>Ostwehr, den 16. Februar 2026<br/>Förderkennzeichen 26-T-0087", PB),
    Paragraph("Tierschutzverein Wallerode und Umgebung e. V.<br/>Frau Birgit Hasselkamp<br/>Erlengrund 12, 00977 Wallerode", PB), Spacer(1, 10),
    Paragraph("<b>Bewilligung einer Zuwendung für den Umbau des Katzenhauses</b>", PB),
    Paragraph("Sehr geehrte Frau Hasselkamp,", PB),
    Paragraph("der Vorstand der Stiftung hat Ihren Antrag vom 30. Oktober 2025 beraten und Ihnen eine Zuwendung von 18.000,00 Euro zuerkannt. Besonders überzeugt hat uns der sonnige Auslauf für die alten Tiere.", PB),
    Paragraph("Wirksam wird die Bewilligung mit der Annahmeerklärung (Anlage 2). Diese ist im Original und von Ihnen unterschrieben binnen drei Wochen, vom Datum dieses Schreibens an gerechnet, bei der Geschäftsstelle einzureichen.", PB),
    Paragraph("Die Auszahlung erfolgt auf Abruf in bis zu drei Teilbeträgen. Was am 30. Juni 2026 noch nicht abgerufen ist, verfällt zugunsten des Stiftungsvermögens.", PB),
    Paragraph("Ein Verwendungsnachweis wird sechs Monate nach Abschluss der Maßnahme vorzulegen sein. Unser Gutachter hat die Baustelle bereits im Januar besichtigt, ein weiterer Besuch ist nicht geplant.", PB),
    Paragraph("Mit den besten Wünschen für Mensch und Tier<br/><br/>Adelheid von Rethen<br/>Geschäftsführerin", PB)])


def abwasser(d):
    d.add_heading("Abwasserverband Mittlere Ostwehr", 1)
    d.add_paragraph("Der Verbandsvorsteher\nKd.-Nr. 77-1043")
    d.add_paragraph("Zugestellt mit Postzustellungsurkunde am 12.02.2026")
    d.add_paragraph("Gebührenbescheid über Niederschlagswasser für das Jahr 2026\nGrundstück Erlengrund 12")
    t = d.add_table(rows=0, cols=3)
    for z in (("Versiegelte Fläche", "Satz", "Jahresgebühr"), ("1.460 m²", "0,88 EUR/m²", "1.284,80 EUR")):
        for c, x in zip(t.add_row().cells, z):
            c.text = x
    d.add_paragraph()
    d.add_paragraph("Der Berechnung liegt die Luftbildauswertung vom Juli 2025 zugrunde; gegenüber dem Vorjahr haben sich 310 m² zusätzlich ergeben. Die Gebühr wird am 27.03.2026 im Lastschriftverfahren von dem uns bekannten Konto eingezogen. Eine Überweisung erübrigt sich.")
    d.add_paragraph("Rechtsbehelfsbelehrung: Gegen diesen Bescheid kann innerhalb eines Monats nach Zustellung Widerspruch beim Abwasserverband erhoben werden. Der Widerspruch hat keine aufschiebende Wirkung.")
    d.add_paragraph("Dieser Bescheid wurde maschinell erstellt und trägt keine Unterschrift.")


def word(datei, bau, schrift="Arial", groesse=10.5):
    d = Document()
    st = d.styles["Normal"]
    st.font.name, st.font.size = schrift, Pt(groesse)
    for s in d.sections:
        s.left_margin = s.right_margin = Cm(2.3)
    bau(d)
    d.save(AUS / datei)


word("Abwasserverband Bescheid 2026.docx", abwasser)

(AUS / "Brief Nachbar Kröger.txt").write_text("""Günter Kröger
Erlengrund 4
Wallerode, 20.2.2026

An die Leitung vom Tierheim

Ich wohne jetzt 31 Jahre hier und hab nie was gesagt. Aber seit Weihnachten ist es nicht mehr zum aushalten, jeden Abend das selbe Konzert, meine Frau nimmt schon Tropfen. Haben Ihre Hunde denn niemals Feierabend?

Letztes Jahr im Juni hat mir der Herr Suhr versprochen das die Klappen geölt werden, das ist auch passiert, das muss man ehrlich sagen.

Trotzdem. Ich will es jetzt schwarz auf weiß von Ihnen haben wann die Tiere abends reinkommen, und zwar spätestens am Dienstag den 10. März hier im Briefkasten. Kommt nichts, geh ich zur Stadt.

Hochachtungsvoll
G. Kröger

PS. Der kleine weisse mit dem schiefen Bein ist übrigens ein ganz lieber
""", encoding="utf-8")

(AUS / "Schornsteinfeger Termin.txt").write_text("""Bezirksschornsteinfeger Arne Plothe
Terminbestätigung

Objekt: Tierheim am Erlengrund, Heizungskeller
Termin: Donnerstag, 5. März 2026, zwischen 8 und 9 Uhr

Den Schlüssel habe ich noch vom letzten Mal, Herr Suhr weiß Bescheid. Es braucht niemand vor Ort zu sein, vorbereitet werden muss auch nichts.

Gruß
A. Plothe
""", encoding="utf-8")

# ================================================================ Rechnungen & Co.
als_pdf("Tegtbur RE 2026-0417.pdf", [
    Paragraph("Mühle Tegtbur - Tiernahrung", KOPF),
    Paragraph("Am Wehr 1, 00981 Neuenbrück<br/>USt-IdNr. DE000417000", P),
    Paragraph("Rechnung 2026-0417 vom 18.02.2026<br/>Lieferung frei Haus am 16.02.2026<br/>Kunde: Tierheim am Erlengrund, Wallerode", P), Spacer(1, 6),
    tab([["Artikel", "Menge", "Einzel EUR", "Gesamt EUR"],
         ["Hund Senior Trockenfutter 15 kg", "24", "31,50", "756,00"],
         ["Katze Nassfutter Karton zu 48", "30", "22,80", "684,00"],
         ["Katzenstreu 20 l", "40", "7,95", "318,00"],
         ["Nettobetrag", "", "", "1.758,00"],
         ["7 % USt auf 1.440,00", "", "", "100,80"],
         ["19 % USt auf 318,00", "", "", "60,42"],
         ["Rechnungsbetrag", "", "", "1.991,22"]], [7, 2, 3, 3.4]),
    Spacer(1, 10),
    Paragraph("Wer den Betrag bis 28.02.2026 anweist, zieht 2 % Skonto ab. Letzter Zahltag ohne Abzug ist der 20.03.2026.", P),
    Paragraph("Paletten bitte einfach stehen lassen, der Fahrer nimmt sie bei der nächsten Tour mit. Danke für Ihre Treue!", P)])


def mahnung(d):
    d.add_heading("Bösherz Kälte + Klima", 2)
    d.add_paragraph("Inh. Torben Bösherz, Kälteanlagenbauermeister\n17.02.2026")
    d.add_paragraph("Tierschutzverein Wallerode\nRechnung 26-0031 vom 08.01.2026")
    d.add_paragraph("Moin,")
    d.add_paragraph("vermutlich ist es bei Ihnen im Trubel untergegangen: Der Betrag für die Reparatur der Kühlzelle war am 29.01. fällig und steht in unseren Büchern noch offen.")
    t = d.add_table(rows=0, cols=2)
    t.style = "Light Grid Accent 1"
    for a, b in (("Arbeitszeit 5,5 Std. zu 78,00 EUR", "429,00 EUR"), ("Verdichterrelais, Kältemittel", "254,00 EUR"), ("19 % USt", "129,77 EUR"), ("Offener Betrag", "812,77 EUR")):
        r = t.add_row().cells
        r[0].text, r[1].text = a, b
    d.add_paragraph()
    d.add_paragraph("Überweisen Sie bitte so, dass das Geld am 5. März bei uns auf dem Konto ist. Mahngebühren nehmen wir beim ersten Mal keine. Die Wartung aus dem November haben Sie bezahlt, die ist abgehakt.")
    d.add_paragraph("Mit kühlem Gruß\nTorben Bösherz")


word("Bösherz Zahlungserinnerung.docx", mahnung, "Verdana", 10)

als_pdf("Angebot Gerkens Zaun Auslauf.pdf", [
    Paragraph("METALLBAU GERKENS GmbH", KOPF),
    Paragraph("Angebot A 26/052, Neuenbrück, 13. Februar 2026<br/>Zaunanlage Auslauf Süd, Tierheim am Erlengrund", P),
    tab([["Leistung", "Menge", "EP", "Betrag EUR"],
         ["Doppelstabmattenzaun, Höhe 2,03 m", "42 m", "58,00", "2.436,00"],
         ["Schiebetor, lichte Weite 3,50 m", "1 St.", "1.890,00", "1.890,00"],
         ["Montage einschl. Punktfundamente", "psch.", "1.150,00", "1.150,00"],
         ["Summe netto", "", "", "5.476,00"],
         ["Umsatzsteuer 19 %", "", "", "1.040,44"],
         ["Angebotssumme", "", "", "6.516,44"]], [7.4, 2, 2.6, 3.4]),
    Spacer(1, 10),
    Paragraph("Wir halten uns vier Wochen ab Angebotsdatum an die genannten Preise gebunden. Die Ausführung dauert etwa drei Tage, Lieferzeit der Matten derzeit fünf bis sechs Wochen.", P),
    Paragraph("Offen geblieben ist beim Aufmaß, ob das Tor von innen gesehen nach links oder nach rechts laufen soll.", P),
    Paragraph("Dipl.-Ing. Wiebke Gerkens", P)])

als_pdf("Quittung Baumarkt.pdf", [
    Paragraph("Hammer &amp; Harke Baumarkt Wallerode", KOPF),
    Paragraph("Kassenbon 4471 / 18.02.2026 / 10:41 Uhr / Kasse 3", P),
    tab([["Artikel", "EUR"], ["Schlauchtrommel 25 m", "49,90"], ["Besen Piassava 2 St.", "23,80"], ["Summe", "73,70"]], [8, 3]),
    Spacer(1, 6), Paragraph("Bezahlt mit girocard. Rückgabe mit Bon 14 Tage. Wir sind montags bis samstags von 7 bis 20 Uhr für Sie da.", P)])

# ================================================================ Verträge
_v = [
    ("§ 1 Gegenstand", ["(1) Die Stadt Wallerode (nachfolgend: Stadt) überträgt dem Tierschutzverein Wallerode und Umgebung e. V. (nachfolgend: Verein) die Unterbringung, Pflege und tierärztliche Grundversorgung der in ihrem Gebiet gefundenen Tiere.",
                        "(2) Herrenlose und wild lebende Tiere sind nicht Gegenstand dieses Vertrages."]),
    ("§ 2 Aufnahme", ["(1) Das Tierheim am Erlengrund nimmt Fundtiere während der Öffnungszeiten entgegen, außerhalb derselben durch die Polizei über die Schleuse am Nordtor."]),
    ("§ 3 Vergütung", ["(1) Die Stadt entrichtet monatlich im Voraus 4.200,00 Euro, jeweils bis zum dritten Werktag.",
                       "(2) Behandlungskosten über 400,00 Euro je Tier trägt die Stadt gesondert, soweit sie vorher zugestimmt hat."]),
    ("§ 4 Nachweise", ["(1) Über die Zahl der Fundtiere legt der Verein vierteljährlich Rechnung; für das erste Quartal 2026 liegt die Aufstellung der Stadt am 15. April 2026 vor.",
                       "(2) Die Stadt prüft die Aufstellung innerhalb von vier Wochen."]),
    ("§ 5 Haftung", ["(1) Für Schäden durch untergebrachte Tiere besteht eine Tierhalterhaftpflicht des Vereins, deren Bestehen bei Vertragsschluss nachgewiesen wurde."]),
    ("§ 6 Datenschutz", ["(1) Namen von Findern werden nach zwei Jahren gelöscht."]),
    ("§ 7 Laufzeit", ["(1) Dieser Vertrag gilt ab 1. Januar 2026 und läuft am 30. Juni 2026 aus.",
                      "(2) Er setzt sich zu unveränderter Vergütung um zwei Jahre fort, wenn nicht eine Seite der anderen spätestens acht Wochen vor dem Auslaufen schriftlich mitteilt, dass sie dies nicht wünscht."]),
    ("§ 8 Schlussbestimmungen", ["(1) Nebenabreden bestehen nicht. Sollte eine Bestimmung unwirksam sein, bleibt der Vertrag im Übrigen bestehen."]),
]
_fl = [Paragraph("Vertrag über die Versorgung von Fundtieren", KOPF), Paragraph("zwischen der Stadt Wallerode, vertreten durch die Bürgermeisterin, und dem Tierschutzverein Wallerode und Umgebung e. V., vertreten durch den Vorstand", PB)]
for ueb, abs_ in _v:
    _fl.append(Paragraph(ueb, PAR))
    _fl += [Paragraph(a, PB) for a in abs_]
_fl += [Spacer(1, 16), Paragraph("Wallerode, den 12. Dezember 2025<br/>gez. Dr. Imke Sander, Bürgermeisterin &nbsp;&nbsp;&nbsp; gez. Horst Brinkwirth, Vorsitzender", PB)]
als_pdf("Fundtiervertrag Stadt Wallerode 2026.pdf", _fl)


def leasing(d):
    d.add_heading("Leasingvertrag Nr. 220615-W", 1)
    d.add_paragraph("Nordfahrt Nutzfahrzeugleasing GmbH (Leasinggeberin) / Tierschutzverein Wallerode und Umgebung e. V. (Leasingnehmerin)")
    for n, (h, ps) in enumerate([
        ("Fahrzeug", ["Kastenwagen mit Tiertransporteinbau, Erstzulassung Juni 2022, amtliches Kennzeichen WR-TH 12."]),
        ("Raten", ["Die 48 Monatsraten zu je 289,00 Euro werden jeweils zum Monatsersten vom Konto der Leasingnehmerin abgebucht."]),
        ("Dauer", ["Das Leasingverhältnis begann am 1. Juni 2022 und währt 48 Monate."]),
        ("Pflege", ["Inspektionen nach Herstellervorgabe sind im Full-Service enthalten und werden von der Leasinggeberin terminiert."]),
        ("Erwerbsrecht", ["Der Leasingnehmerin steht es frei, das Fahrzeug zum Restwert von 6.900,00 Euro zu übernehmen, sofern ihre Erklärung in Textform spätestens am 17. April 2026 eintrifft. Verspätete Erklärungen bleiben unbeachtet.",
                          "Macht sie davon keinen Gebrauch, holt die Leasinggeberin das Fahrzeug nach Vertragsende auf eigene Kosten ab."]),
        ("Mehrkilometer", ["Ein Ausgleich für Mehr- oder Minderkilometer findet nicht statt."])], 1):
        d.add_heading(f"{n}. {h}", 2)
        for k, p in enumerate(ps, 1):
            d.add_paragraph(f"{n}.{k} {p}")
    d.add_paragraph("Unterzeichnet am 24. Mai 2022")


word("Leasing Kastenwagen.docx", leasing, "Times New Roman", 11)

# ================================================================ Protokoll, Notizen


def vorstand(d):
    d.add_heading("Protokoll der Vorstandssitzung", 1)
    d.add_paragraph("Dienstag, 17. Februar 2026, 19.00 bis 21.10 Uhr, Gemeinschaftsraum")
    d.add_paragraph("Anwesend: Horst Brinkwirth (Vorsitz), Elke Roloff (Schatzmeisterin), Birgit Hasselkamp (Heimleitung), Marlies Tönsing (Büro, Protokoll)")
    for kopf, text in (
        ("TOP 1 Regularien", "Die Niederschrift vom 13. Januar wird ohne Änderung angenommen. Die Einladung war fristgerecht."),
        ("TOP 2 Kassenlage", "Frau Roloff berichtet von einem Überschuss von 6.310 Euro aus dem Weihnachtsbasar. Die Prüfung durch die Kassenprüfer fand am 9. Februar statt, Beanstandungen gab es keine."),
        ("TOP 3 Lüftung Katzenhaus", "Das vorliegende Angebot über 11.900 Euro erscheint dem Vorstand hoch. Frau Hasselkamp besorgt zwei Vergleichsangebote; diese sollen am 13. März auf dem Tisch liegen."),
        ("TOP 4 Internetseite", "Auf der Seite stehen noch Hunde, die seit dem Sommer ein Zuhause haben. Die veralteten Steckbriefe nimmt Frau Tönsing herunter."),
        ("TOP 5 Verschiedenes", "Der Rasenmäher ist repariert. Der Kreisverband der Kleingärtner hat sich für die Igelberatung bedankt.")):
        d.add_heading(kopf, 3)
        d.add_paragraph(text)
    d.add_paragraph("Die nächste Sitzung findet am Mittwoch, 24. März 2026, um 19 Uhr statt.")
    d.add_paragraph("Für das Protokoll: M. Tönsing")


word("Protokoll Vorstand Februar.docx", vorstand, "Calibri", 11)

(AUS / "teamrunde.md").write_text("""## Teamrunde Mo 23.2.

da: Birgit, Jannis, Aylin, Henning (Marlies im Büro geblieben)

- Belegung: 31 Hunde, 58 Katzen, 1 Gans (lange Geschichte)
- Igelzimmer: Rotlicht flackert -> Jannis tauscht die Fassung
- Wilma ist vermittlungsfähig! Aylin macht Fotos von ihr und schreibt den Text für die Wand
- Ostern: Aylin will wissen, ob das mit ihrem freien Karsamstag klappt. Birgit muss erst in den Plan gucken
- Waschmaschine 2: läuft wieder, Henning hat den Schlauch am Samstag gewechselt ✔
- Kuchen war gut
""", encoding="utf-8")

# ================================================================ Tabellen
wb = Workbook()
ws = wb.active
ws.title = "Liste"
for z in (["Was", "Wer", "Bis wann", "Stand"],
          ["Heunetze nachbestellen", "Marlies", date(2026, 2, 10), "erledigt 9.2."],
          ["Wurmkur Kaninchengruppe 2", "Jannis", date(2026, 3, 2), "offen"],
          ["Feuerlöscher Hundehaus zur Prüfung geben", "Henning", None, "offen"],
          ["Erlös Flohmarkt überweisen", "Pfarramt St. Nikolai", date(2026, 2, 27), "Pfarramt meldet sich"],
          ["Chiplesegerät zur Reparatur", "Aylin", date(2026, 1, 30), "erledigt, ist zurück"]):
    ws.append(z)
for zelle in ws["C"][1:]:
    zelle.number_format = "DD.MM.YYYY"
for b, w in zip("ABCD", (44, 22, 14, 24)):
    ws.column_dimensions[b].width = w
wb.save(AUS / "Was noch ansteht.xlsx")

(AUS / "Impfstoffe Preisliste Großhandel.csv").write_text("""Artikel;Packung;Preis netto EUR;Kühlung
Staupe/Parvo Kombi;10 Dosen;61,20;2-8 °C
Tollwut;10 Dosen;38,50;2-8 °C
Katzenschnupfen/Katzenseuche;25 Dosen;129,00;2-8 °C
Leukose;10 Dosen;104,40;2-8 °C
Myxomatose/RHD;5 Dosen;52,75;2-8 °C
Stand Januar 2026, freibleibend;;;
""", encoding="utf-8")

# ================================================================ Webseite
(AUS / "Kursbuchung Tierheimakademie.html").write_text("""<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>Tierheimakademie Nord | Mein Konto</title>
<style>body{font:15px/1.5 sans-serif;max-width:44em;margin:auto}dt{font-weight:bold}.gruen{background:#e5f3e0;padding:.8em}</style></head>
<body><header>Tierheimakademie Nord | Kurse | Dozenten | Anfahrt | Mein Konto</header>
<h1>Guten Tag, Tierheim am Erlengrund!</h1>
<div class="gruen"><h2>Sachkundelehrgang Katze (K 26-08)</h2>
<p>Teilnehmerin: Aylin Demir. Status: reserviert, noch nicht gebucht.</p>
<p>Wir halten den Platz bis 11. März 2026 für Sie frei und geben ihn sodann an die Warteliste.</p>
<p>Noch hochzuladen: Bescheinigung der Heimleitung über sechs Monate Praxis.</p></div>
<dl><dt>Lehrgang</dt><dd>Beginn Freitag, 18. April 2026, 9 Uhr, Haus Moorblick</dd>
<dt>Kosten</dt><dd>für Mitglieder im Landesverband keine</dd>
<dt>Früher besucht</dt><dd>Erste Hilfe am Hund, 8. November 2025 (J. Oelze), Urkunde versandt</dd></dl>
<p>Fragen? Das Kursbüro ist werktags von 9 bis 13 Uhr zu erreichen.</p>
</body></html>
""", encoding="utf-8")

# ================================================================ Sonstiges
pr = Presentation()


def folie(titel, punkte, art=1):
    s = pr.slides.add_slide(pr.slide_layouts[art])
    s.shapes.title.text = titel
    rahmen = s.placeholders[1].text_frame
    rahmen.text = punkte[0]
    for p in punkte[1:]:
        rahmen.add_paragraph().text = p


folie("Tag der offenen Tür", ["Sonntag, 14. Juni 2026"], 0)
folie("So war's 2025", ["620 Gäste, 74 Kuchen, ein entlaufener Hahn", "Einnahmen 3.118 Euro", "Warum regnet es eigentlich immer um drei?"])
folie("Steht schon", ["Die Feuerwehr bringt Bänke und Zelt", "Tombola: Preise sind beisammen"])
folie("Wer macht was", ["Posaunenchor anfragen: Marlies", "Strom für die Bühne legen die Stadtwerke"])
folie("Da wartet noch wer", ["Der Imkerverein hat angefragt, ob er wieder mit Honigstand kommen darf"])
pr.save(AUS / "Offene Tür 2026.pptx")

(AUS / "Telefonzettel.txt").write_text("""Di, 24.2., 10.15 Uhr
Anruf Frau Siebrecht, Tel. 0555 / 22 81 94

Vermisst ihren Kater Paulchen seit 3 Wochen. Hat in der Zeitung von dem Grauen vom Bahnhof gelesen. Ob der wohl einen Chip hatte?
Bitte melde dich bei ihr, die Arme weint.

Die Futterspende vom Markt ist auch da, steht im Flur, hab quittiert.
M.
""", encoding="utf-8")


def ordnung(d):
    d.add_heading("Besucherordnung", 1)
    d.add_paragraph("Stand: 1. Oktober 2025")
    for p in ("Unsere Tiere haben Besuchszeit von dienstags bis sonntags, 14 bis 17 Uhr.",
              "Kinder unter zwölf Jahren betreten das Hundehaus an der Hand eines Erwachsenen.",
              "Gefüttert wird ausschließlich vom Personal. Auch das Leberwurstbrot ist gut gemeint und schlecht vertragen.",
              "Fotografieren ist erlaubt, Blitzlicht im Katzenhaus nicht.",
              "Hunde von Besuchern warten am Haken vor dem Tor. Wasser steht bereit.",
              "Bei Gewitter bleibt der Auslauf geschlossen."):
        d.add_paragraph(p, style="List Number")
    d.add_paragraph("Der Vorstand")


word("Besucherordnung.docx", ordnung, "Georgia", 12)

# ================================================================ Die Wahrheit
posten = []


def plus(datei, art, was, faellig, zitat, partei, **mehr):
    posten.append({"file": datei, "kind": art, "what": was, "due": faellig, "quote": zitat, "party": partei, **mehr})


def doppelt(*a, **m):
    plus(a[0], "deadline", *a[1:], **m)
    plus(a[0], "task", *a[1:], **m)


D = "Begehung 11.02. - Stellungnahme Veterinäramt.eml"
doppelt(D, "Send the corrected stock book of the cat house to the veterinary office", "2026-03-06", "Eine berichtigte Fassung ist dem Veterinäramt bis zum 06.03.2026 zuzuleiten.", "Kreis Ostwehr, Veterinäramt")
plus(D, "question", "Who is the competent deputy under § 11?", None, "Welche sachkundige Person trägt bei Ihrer Abwesenheit die Verantwortung nach § 11 TierSchG?", "Kreis Ostwehr, Veterinäramt")
D = "AW Moritz ist daheim.eml"
plus(D, "task", "Send the yellow vaccination card after the dog", None, "in der Mappe war alles außer dem gelben Impfausweis, den müsstest du mir bitte noch hinterherschicken", "Nicole Pfannschmidt")
plus(D, "question", "Was the dry food soaked or not?", None, "habt ihr dem Herrn das Trockenfutter eigentlich eingeweicht serviert oder trocken?", "Nicole Pfannschmidt")
D = "kastra.eml"
doppelt(D, "Give weights and chip numbers of the nine cats to the vet", "2026-02-25", "gewichte und chipnummern fehlen mir aber von allen, bis übermorgen hätte ich die gern, sonst krieg ich die narkose nicht bestellt.", "Dr. Veith", computed=True)
plus(D, "question", "Balou's stitches: come to the practice or a visit?", None, "kommt ihr vorbei oder soll ich rausfahren", "Dr. Veith")
D = "Fundtierpauschale Klein Lahde.eml"
plus(D, "deadline", "Offer of the municipality ends", "2026-03-31", "An diesen Vorschlag sieht sich die Gemeinde bis einschließlich 31. März 2026 gebunden", "Gemeinde Klein Lahde")
plus(D, "question", "How many stray cats from the municipality came in 2025?", None, "Uns wäre im Übrigen sehr geholfen, wenn wir wüssten, wie viele Fundkatzen aus unserem Gemeindegebiet im Jahr 2025 bei Ihnen untergekommen sind.", "Gemeinde Klein Lahde")
doppelt("Gesendet Re Spende Lohoff.eml", "Marlies to send the donation certificate", "2026-02-27", "Ihre Zuwendungsbestätigung macht Frau Tönsing fertig, am Freitag geht sie an Sie raus.", "Wilfried Lohoff", computed=True)
D = "Anfrage Klasse 3b.eml"
plus(D, "question", "May class 3b visit on 22 April with 24 children?", None, "Ginge bei Ihnen der Mittwochvormittag, 22. April, für 24 Kinder und zwei Erwachsene?", "Grundschule Linde, Frauke Dettmer")
plus(D, "deadline", "Answer the school before the coach is ordered", "2026-03-03", "Am 3. März muss ich dem Busunternehmen Bescheid geben, so lange kann ich auf Ihre Rückmeldung warten, länger leider nicht.", "Grundschule Linde, Frauke Dettmer")
D = "Bewilligung Stiftung Kreatur und Mensch.pdf"
doppelt(D, "Return the signed acceptance (annex 2)", "2026-03-09", "Diese ist im Original und von Ihnen unterschrieben binnen drei Wochen, vom Datum dieses Schreibens an gerechnet, bei der Geschäftsstelle einzureichen.", "Stiftung Kreatur & Mensch", computed=True)
plus(D, "deadline", "Call off the grant, else it lapses", "2026-06-30", "Was am 30. Juni 2026 noch nicht abgerufen ist, verfällt zugunsten des Stiftungsvermögens.", "Stiftung Kreatur & Mensch", amount=18000)
plus("Abwasserverband Bescheid 2026.docx", "deadline", "Last day for an objection (one month from service on 12 Feb)", "2026-03-12", "Gegen diesen Bescheid kann innerhalb eines Monats nach Zustellung Widerspruch beim Abwasserverband erhoben werden.", "Abwasserverband Mittlere Ostwehr", amount=1284.80, computed=True)
doppelt("Brief Nachbar Kröger.txt", "Tell the neighbour in writing when the dogs are taken in", "2026-03-10", "Ich will es jetzt schwarz auf weiß von Ihnen haben wann die Tiere abends reinkommen, und zwar spätestens am Dienstag den 10. März hier im Briefkasten.", "Günter Kröger")
D = "Tegtbur RE 2026-0417.pdf"
plus(D, "deadline", "Discount of 2 % ends", "2026-02-28", "Wer den Betrag bis 28.02.2026 anweist, zieht 2 % Skonto ab.", "Mühle Tegtbur", amount=1991.22)
plus(D, "deadline", "Pay invoice 2026-0417", "2026-03-20", "Letzter Zahltag ohne Abzug ist der 20.03.2026.", "Mühle Tegtbur", amount=1991.22)
plus(D, "finding", "Total does not add up: 1,758.00 + 100.80 + 60.42 = 1,919.22", None, "Rechnungsbetrag 1.991,22", "Mühle Tegtbur", amount=1991.22, finding="total_mismatch", expected=1919.22)
plus("Bösherz Zahlungserinnerung.docx", "deadline", "Pay the overdue invoice 26-0031", "2026-03-05", "Überweisen Sie bitte so, dass das Geld am 5. März bei uns auf dem Konto ist.", "Bösherz Kälte + Klima", amount=812.77)
D = "Angebot Gerkens Zaun Auslauf.pdf"
plus(D, "deadline", "Quoted price of the fence ends (13 Feb plus four weeks)", "2026-03-13", "Wir halten uns vier Wochen ab Angebotsdatum an die genannten Preise gebunden.", "Metallbau Gerkens", amount=6516.44, computed=True)
plus(D, "question", "Is the gate to slide to the left or to the right?", None, "Offen geblieben ist beim Aufmaß, ob das Tor von innen gesehen nach links oder nach rechts laufen soll.", "Metallbau Gerkens")
D = "Fundtiervertrag Stadt Wallerode 2026.pdf"
doppelt(D, "Give the city the list of strays for the first quarter", "2026-04-15", "für das erste Quartal 2026 liegt die Aufstellung der Stadt am 15. April 2026 vor", "Stadt Wallerode")
plus(D, "deadline", "Last day to object to the extension (30 June less eight weeks)", "2026-05-05", "Er setzt sich zu unveränderter Vergütung um zwei Jahre fort, wenn nicht eine Seite der anderen spätestens acht Wochen vor dem Auslaufen schriftlich mitteilt, dass sie dies nicht wünscht.", "Stadt Wallerode", computed=True)
plus("Leasing Kastenwagen.docx", "deadline", "Option to buy the van ends", "2026-04-17", "Der Leasingnehmerin steht es frei, das Fahrzeug zum Restwert von 6.900,00 Euro zu übernehmen, sofern ihre Erklärung in Textform spätestens am 17. April 2026 eintrifft.", "Nordfahrt Nutzfahrzeugleasing GmbH", amount=6900)
D = "Protokoll Vorstand Februar.docx"
doppelt(D, "Birgit to get two more quotations for the ventilation", "2026-03-13", "Frau Hasselkamp besorgt zwei Vergleichsangebote; diese sollen am 13. März auf dem Tisch liegen.", "Birgit Hasselkamp")
plus(D, "task", "Marlies to take outdated profiles off the web site", None, "Die veralteten Steckbriefe nimmt Frau Tönsing herunter.", "Marlies Tönsing")
plus(D, "finding", "24 March 2026 is a Tuesday, not a Wednesday", None, "Die nächste Sitzung findet am Mittwoch, 24. März 2026, um 19 Uhr statt.", "Vorstand", finding="weekday_mismatch")
D = "teamrunde.md"
plus(D, "task", "Jannis to change the lamp socket in the hedgehog room", None, "Rotlicht flackert -> Jannis tauscht die Fassung", "Jannis Oelze")
plus(D, "task", "Aylin to take photos of Wilma and write her text", None, "Aylin macht Fotos von ihr und schreibt den Text für die Wand", "Aylin Demir")
plus(D, "question", "May Aylin have Holy Saturday off?", None, "Aylin will wissen, ob das mit ihrem freien Karsamstag klappt.", "Aylin Demir")
D = "Was noch ansteht.xlsx"
doppelt(D, "Jannis to worm rabbit group 2", "2026-03-02", "Wurmkur Kaninchengruppe 2 Jannis", "Jannis Oelze")
plus(D, "task", "Henning to have the fire extinguisher checked", None, "Feuerlöscher Hundehaus zur Prüfung geben Henning", "Henning Suhr")
D = "Kursbuchung Tierheimakademie.html"
plus(D, "deadline", "Reserved place on the course lapses", "2026-03-11", "Wir halten den Platz bis 11. März 2026 für Sie frei und geben ihn sodann an die Warteliste.", "Tierheimakademie Nord")
plus(D, "task", "Upload certificate of six months' practice", None, "Noch hochzuladen: Bescheinigung der Heimleitung über sechs Monate Praxis.", "Tierheimakademie Nord")
plus(D, "finding", "18 April 2026 is a Saturday, not a Friday", None, "Beginn Freitag, 18. April 2026, 9 Uhr, Haus Moorblick", "Tierheimakademie Nord", finding="weekday_mismatch")
D = "Offene Tür 2026.pptx"
plus(D, "task", "Marlies to ask the brass choir", None, "Posaunenchor anfragen: Marlies", "Marlies Tönsing")
plus(D, "question", "May the beekeepers come with their honey stall again?", None, "Der Imkerverein hat angefragt, ob er wieder mit Honigstand kommen darf", "Imkerverein")
D = "Telefonzettel.txt"
plus(D, "question", "Did the grey tomcat from the station have a chip?", None, "Ob der wohl einen Chip hatte?", "Frau Siebrecht")
plus(D, "task", "Ring Frau Siebrecht", None, "Bitte melde dich bei ihr, die Arme weint.", "Frau Siebrecht")

harmlos = ["Pfotenpost Februar.eml", "Abwesenheitsnotiz Ordnungsamt.eml", "Einfach mal danke.eml", "Schornsteinfeger Termin.txt",
           "Quittung Baumarkt.pdf", "Impfstoffe Preisliste Großhandel.csv", "Besucherordnung.docx"]
geduldet = [(a, b, c) for a, b, c in (
    ("Begehung 11.02. - Stellungnahme Veterinäramt.eml", "Das Bestandsbuch des Katzenhauses weist für das vierte Quartal 2025 Lücken auf.", "reason for the dated request"),
    ("Begehung 11.02. - Stellungnahme Veterinäramt.eml", "Hinsichtlich der Vertretung enthält die hiesige Akte keine Angaben.", "reason for the question"),
    ("kastra.eml", "neun katzen am 2.3., gut.", "appointment already arranged"),
    ("kastra.eml", "balou: fäden sind reif.", "the same matter as the question"),
    ("Fundtierpauschale Klein Lahde.eml", "danach müsste der Rat von Neuem befasst werden", "consequence of the end of the offer"),
    ("Bewilligung Stiftung Kreatur und Mensch.pdf", "Ein Verwendungsnachweis wird sechs Monate nach Abschluss der Maßnahme vorzulegen sein.", "no date yet"),
    ("Bewilligung Stiftung Kreatur und Mensch.pdf", "Wirksam wird die Bewilligung mit der Annahmeerklärung (Anlage 2).", "reason for the dated request"),
    ("Abwasserverband Bescheid 2026.docx", "Die Gebühr wird am 27.03.2026 im Lastschriftverfahren von dem uns bekannten Konto eingezogen.", "debit: nothing to do, but useful to know"),
    ("Brief Nachbar Kröger.txt", "Kommt nichts, geh ich zur Stadt.", "consequence"),
    ("Tegtbur RE 2026-0417.pdf", "Rechnungsbetrag 1.991,22", "the same invoice, as something to pay"),
    ("Tegtbur RE 2026-0417.pdf", "Paletten bitte einfach stehen lassen, der Fahrer nimmt sie bei der nächsten Tour mit.", "courtesy, nothing to do"),
    ("Bösherz Zahlungserinnerung.docx", "Der Betrag für die Reparatur der Kühlzelle war am 29.01. fällig und steht in unseren Büchern noch offen.", "the same debt"),
    ("Bösherz Zahlungserinnerung.docx", "Offener Betrag 812,77 EUR", "the same debt"),
    ("Fundtiervertrag Stadt Wallerode 2026.pdf", "Über die Zahl der Fundtiere legt der Verein vierteljährlich Rechnung", "recurring duty, the next date is planted"),
    ("Fundtiervertrag Stadt Wallerode 2026.pdf", "Dieser Vertrag gilt ab 1. Januar 2026 und läuft am 30. Juni 2026 aus.", "end of the contract itself"),
    ("Leasing Kastenwagen.docx", "Das Leasingverhältnis begann am 1. Juni 2022 und währt 48 Monate.", "end of the contract itself, 31 May 2026"),
    ("Leasing Kastenwagen.docx", "Die 48 Monatsraten zu je 289,00 Euro werden jeweils zum Monatsersten vom Konto der Leasingnehmerin abgebucht.", "direct debit"),
    ("Protokoll Vorstand Februar.docx", "Die nächste Sitzung findet am Mittwoch, 24. März 2026, um 19 Uhr statt.", "appointment, also the planted finding"),
    ("teamrunde.md", "Birgit muss erst in den Plan gucken", "the owner's part of Aylin's question"),
    ("Kursbuchung Tierheimakademie.html", "Status: reserviert, noch nicht gebucht.", "the same as the end of the reservation"),
    ("Kursbuchung Tierheimakademie.html", "Beginn Freitag, 18. April 2026, 9 Uhr, Haus Moorblick", "event, also the planted finding"),
    ("Quittung Baumarkt.pdf", "Rückgabe mit Bon 14 Tage.", "general right of return"),
    ("Offene Tür 2026.pptx", "Sonntag, 14. Juni 2026", "event of the shelter"),
)]
fallen = [
    ("AW Moritz ist daheim.eml", "Wer hätte gedacht dass ein alter Dackel so schnarchen kann??", "rhetorical"),
    ("AW Moritz ist daheim.eml", "Passt das Geschirr in M oder soll ich euch L mitgeben?", "quoted history, answered above"),
    ("AW Moritz ist daheim.eml", "Und denk bitte bis Freitag an zwei Fotos für unsere Vermittlungswand.", "quoted history, done, duty of the other side"),
    ("kastra.eml", "blutbild von der alten schäferhündin war unauffällig, brauchst nix machen", "nothing to do"),
    ("Begehung 11.02. - Stellungnahme Veterinäramt.eml", "Die Beanstandung aus dem Jahr 2024 hat sich erledigt.", "settled"),
    ("Begehung 11.02. - Stellungnahme Veterinäramt.eml", "Die nächste turnusmäßige Kontrolle ist für das Frühjahr 2027 vorgesehen.", "event, nothing to do"),
    ("Fundtierpauschale Klein Lahde.eml", "Die Abrechnung für das vierte Quartal 2025 haben wir am 3. Februar angewiesen.", "done by the other side"),
    ("Gesendet Re Spende Lohoff.eml", "ist meine Überweisung bei Ihnen angekommen?", "quoted, answered"),
    ("Gesendet Re Spende Lohoff.eml", "Kann man bei Ihnen auch Decken abgeben?", "quoted, answered"),
    ("Anfrage Klasse 3b.eml", "Frühstück bringen wir mit", "done by the school"),
    ("Bewilligung Stiftung Kreatur und Mensch.pdf", "Unser Gutachter hat die Baustelle bereits im Januar besichtigt, ein weiterer Besuch ist nicht geplant.", "past"),
    ("Abwasserverband Bescheid 2026.docx", "Eine Überweisung erübrigt sich.", "direct debit, nothing to pay by hand"),
    ("Brief Nachbar Kröger.txt", "Haben Ihre Hunde denn niemals Feierabend?", "rhetorical"),
    ("Brief Nachbar Kröger.txt", "die Klappen geölt werden, das ist auch passiert", "done"),
    ("Bösherz Zahlungserinnerung.docx", "Die Wartung aus dem November haben Sie bezahlt, die ist abgehakt.", "paid"),
    ("Fundtiervertrag Stadt Wallerode 2026.pdf", "Die Stadt entrichtet monatlich im Voraus 4.200,00 Euro, jeweils bis zum dritten Werktag.", "duty of the other side"),
    ("Fundtiervertrag Stadt Wallerode 2026.pdf", "Die Stadt prüft die Aufstellung innerhalb von vier Wochen.", "duty of the other side"),
    ("Leasing Kastenwagen.docx", "holt die Leasinggeberin das Fahrzeug nach Vertragsende auf eigene Kosten ab", "duty of the other side"),
    ("Protokoll Vorstand Februar.docx", "Die Prüfung durch die Kassenprüfer fand am 9. Februar statt", "past"),
    ("Protokoll Vorstand Februar.docx", "Der Rasenmäher ist repariert.", "done"),
    ("teamrunde.md", "läuft wieder, Henning hat den Schlauch am Samstag gewechselt", "done"),
    ("Was noch ansteht.xlsx", "Heunetze nachbestellen Marlies", "done"),
    ("Was noch ansteht.xlsx", "Erlös Flohmarkt überweisen Pfarramt St. Nikolai", "done by others"),
    ("Was noch ansteht.xlsx", "Chiplesegerät zur Reparatur Aylin", "done"),
    ("Kursbuchung Tierheimakademie.html", "Erste Hilfe am Hund, 8. November 2025 (J. Oelze), Urkunde versandt", "past"),
    ("Offene Tür 2026.pptx", "Die Feuerwehr bringt Bänke und Zelt", "done by others"),
    ("Offene Tür 2026.pptx", "Strom für die Bühne legen die Stadtwerke", "done by others"),
    ("Offene Tür 2026.pptx", "Warum regnet es eigentlich immer um drei?", "rhetorical"),
    ("Telefonzettel.txt", "Die Futterspende vom Markt ist auch da, steht im Flur, hab quittiert.", "done"),
    ("Abwesenheitsnotiz Ordnungsamt.eml", "Ich bin bis einschließlich 27.02.2026 nicht im Dienst.", "automatic reply"),
    ("Einfach mal danke.eml", "Können Sie am 15. Februar um 11 Uhr zum Abholen kommen?", "quoted history of 2025"),
    ("Schornsteinfeger Termin.txt", "Termin: Donnerstag, 5. März 2026, zwischen 8 und 9 Uhr", "confirmed appointment, nothing to prepare"),
]


def dreier(liste):
    return [{"file": a, "quote": b, "why": c} for a, b, c in liste]


(ORDNER / "planted.json").write_text(json.dumps({
    "reference": "2026-02-24",
    "owner": {"name": "Birgit Hasselkamp", "addresses": ["leitung@tierheim-wallerode.example", "info@tierheim-wallerode.example"]},
    "language": "de", "items": posten, "harmless_files": harmlos, "tolerated": dreier(geduldet), "traps": dreier(fallen)},
    ensure_ascii=False, indent=1), encoding="utf-8")
