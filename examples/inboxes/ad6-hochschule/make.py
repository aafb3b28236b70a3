#!/usr/bin/env python
# Posteingang eines erfundenen Institutssekretariats (Hochschule Ostermoor, Institut für Umweltmesstechnik).
import json, os, shutil
from datetime import datetime, date, timezone, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from docx import Document
from docx.shared import Pt
import openpyxl
from openpyxl.styles import Font
from pptx import Presentation
from reportlab.pdfgen.canvas import Canvas
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import getSampleStyleSheet, ParagraphStyle
from reportlab.platypus import SimpleDocTemplate, Paragraph, Spacer, Table
from reportlab.lib.units import cm

BASE = os.path.dirname(os.path.abspath(__file__))
DIR = os.path.join(BASE, "files")
if os.path.isdir(DIR):
    shutil.rmtree(DIR)
os.makedirs(DIR)
P = lambda n: os.path.join(DIR, n)
SEK = "Sekretariat IUM <sekretariat-ium@hs-ostermoor.example>"
KARIN = "Karin Wessendorf <karin.wessendorf@hs-ostermoor.example>"
ITEMS, TOL, TRAP, HARMLESS = [], [], [], []

def plant(f, kinds, what, quote, party, due=None, **more):
    for k in kinds.split("+"):
        ITEMS.append(dict(file=f, kind=k, what=what, due=due if k in ("deadline", "task") else None, quote=quote, party=party, **more))
def tol(f, quote, why): TOL.append(dict(file=f, quote=quote, why=why))
def trap(f, quote, why): TRAP.append(dict(file=f, quote=quote, why=why))

def eml(f, von, betreff, zeit, text, an=KARIN, html=None, re=None, **kopf):
    m = EmailMessage(policy=policy.SMTP)
    m["Date"] = format_datetime(datetime.strptime(zeit, "%Y-%m-%d %H:%M").replace(tzinfo=timezone(timedelta(hours=2))))
    m["From"] = von; m["To"] = an; m["Subject"] = betreff
    m["Message-ID"] = "<%s.%s@%s>" % (zeit.replace("-", "").replace(":", "").replace(" ", ""), f[:5], von.split("@")[1].strip(">"))
    if re:
        m["In-Reply-To"] = re; m["References"] = re
    for k, v in kopf.items():
        m[k.replace("_", "-")] = v
    m.set_content(text)
    if html:
        m.add_alternative(html, subtype="html")
    open(P(f), "wb").write(m.as_bytes())

# ---- 1 Prüfungsamt -------------------------------------------------------------------------------------------------
f = "pruefungsamt_UMT14.eml"
eml(f, "Prüfungsamt <pruefungsamt@hs-ostermoor.example>", "Modul UMT-14, fehlende Bewertungen; Prüfungsplan II", "2026-05-11 10:17", """\
Sehr geehrte Damen und Herren,

beim Abgleich der Prüfungsverwaltung wurde festgestellt, dass zum Modul UMT-14 (Prüferin: Prof. Dr. Aksoy) für vier Studierende bislang keine Bewertung vorliegt. Die Nachmeldung hat unter Verwendung des Formblatts P7 zu erfolgen und wird hier bis zum Ablauf des 29. Mai 2026 erwartet.

Im Prüfungsplan für den zweiten Zeitraum ist bei UMT-22 kein Hilfsmittelvermerk eingetragen. Ungeklärt ist hiesigerseits somit nach wie vor, ob die Klausur mit oder ohne Formelsammlung geschrieben wird.

Die Anmeldephase der Studierenden endet am 31. Mai 2026.

Mit freundlichen Grüßen
Im Auftrag
Brunhild Matthiesen
Prüfungsamt, Sachgebiet 3
""", an=SEK)
plant(f, "deadline+task", "report the four missing UMT-14 grades on form P7", "Die Nachmeldung hat unter Verwendung des Formblatts P7 zu erfolgen und wird hier bis zum Ablauf des 29. Mai 2026 erwartet.", "Prüfungsamt", "2026-05-29")
plant(f, "question", "UMT-22 exam with or without formulary?", "Ungeklärt ist hiesigerseits somit nach wie vor, ob die Klausur mit oder ohne Formelsammlung geschrieben wird.", "Prüfungsamt")
trap(f, "Die Anmeldephase der Studierenden endet am 31. Mai 2026.", "concerns the students")

# ---- 2 Gast aus Porto ----------------------------------------------------------------------------------------------
f = "carvalhal_june.eml"
eml(f, "Inês Carvalhal <ines.carvalhal@uporto-agua.example>", "June!", "2026-05-14 22:36", """\
Dear Karin (if I may),

lovely to have a voice to go with the name now. Isn't it mad how quickly
these things turn real? In January it was a line in an email.

My dean signs nothing that isn't on paper, and on the 6th he is off to
Maputo for a month, so the formal invitation with the institute's stamp
has to have found its way to me by Friday 5 June. A scan is
enough for him, bless him.

The flight is booked (into Hamburg on Sunday 21 June) and I have sorted out
the train by myself, so nobody has to come and stand at an airport with a
cardboard sign.

For the lecture I have slides in both languages, more or less, so would
Henning rather have me in English or shall I dust off my German, which is
charming but slow? The other thing I keep wondering about is the guest flat
and whether there's a real desk in it or only one of those folding kitchen
tables. I can live with a folding table. I'd simply pack a cushion.

Beijinhos
Inês
""")
plant(f, "deadline+task", "stamped letter of invitation to Inês Carvalhal", "the formal invitation with the institute's stamp has to have found its way to me by Friday 5 June.", "Inês Carvalhal", "2026-06-05")
plant(f, "question", "lecture in English or in German?", "would Henning rather have me in English or shall I dust off my German, which is charming but slow?", "Inês Carvalhal")
plant(f, "question", "is there a desk in the guest flat?", "The other thing I keep wondering about is the guest flat and whether there's a real desk in it or only one of those folding kitchen tables.", "Inês Carvalhal")
trap(f, "Isn't it mad how quickly these things turn real?", "rhetorical question")
trap(f, "The flight is booked (into Hamburg on Sunday 21 June)", "settled by the guest herself")
tol(f, "on the 6th he is off to Maputo for a month", "reason for the date")

# ---- 3 Hilfskraft --------------------------------------------------------------------------------------------------
f = "mira_stundenzettel.eml"
eml(f, "Mira Olschewski <mira.olschewski@stud.hs-ostermoor.example>", "stundenzettel u.a.", "2026-05-18 17:58", """\
hi karin,

kurz aus dem bus: darf ich die 6 std vom labortag in den mai schreiben obwohl ich im april schon drüber war? will da nix falsch machen

die poster hol ich morgen nach der vorlesung aus der druckerei und häng sie gleich im flur auf, versprochen :)

ach und mein vertrag geht ja nur bis ende juni, bis heut hat mir keiner gesagt ob ich im winter weitermachen kann, wär halt gut zu wissen wegen der wohnung

beamer in 214 läuft wieder, war nur das kabel

lg mira
""")
plant(f, "question", "may the 6 hours go on the May sheet?", "darf ich die 6 std vom labortag in den mai schreiben obwohl ich im april schon drüber war?", "Mira Olschewski")
plant(f, "question", "can Mira go on in the winter semester?", "bis heut hat mir keiner gesagt ob ich im winter weitermachen kann", "Mira Olschewski")
plant(f, "deadline+task", "Mira fetches the posters and puts them up", "die poster hol ich morgen nach der vorlesung aus der druckerei und häng sie gleich im flur auf, versprochen", "Mira Olschewski", "2026-05-19", computed=True)
tol(f, "mein vertrag geht ja nur bis ende juni", "end of the student assistant's contract")
trap(f, "beamer in 214 läuft wieder, war nur das kabel", "done")

# ---- 4 Laboringenieur ----------------------------------------------------------------------------------------------
f = "tietjen_argon.eml"
eml(f, "Uwe Tietjen <uwe.tietjen@hs-ostermoor.example>", "Argon", "2026-05-15 07:02", """\
Moin Karin,

Flasche steht bei 30 bar, das langt noch gut eine Woche. Bestellst du nach oder läuft das neuerdings übers Chemielager?

Die Leitern bekommen ihre Plaketten nach Pfingsten, das mache ich selber.

Abzug 3 ist gewartet, der Zettel liegt in deinem Fach.

U. T.
""")
plant(f, "question", "who reorders argon?", "Bestellst du nach oder läuft das neuerdings übers Chemielager?", "Uwe Tietjen")
plant(f, "task", "Tietjen puts inspection stickers on the ladders after Whitsun", "Die Leitern bekommen ihre Plaketten nach Pfingsten, das mache ich selber.", "Uwe Tietjen")
tol(f, "Flasche steht bei 30 bar, das langt noch gut eine Woche.", "reason for the question")
trap(f, "Abzug 3 ist gewartet, der Zettel liegt in deinem Fach.", "done")

# ---- 5 International Office (englisch, mit HTML) --------------------------------------------------------------------
f = "international_office_incomings.eml"
absatz = ["Dear colleagues,",
 "The winter semester is casting its shadow. Our partner universities have nominated thirty-one students for project placements, which is eight more than a year ago.",
 "Supervisors are recorded in the shared list on the intranet; each institute is kindly requested to fill in its names there no later than 10 June, since the letters of acceptance go out the day after.",
 "From the Institute of Environmental Measurement we have had no word so far as to how many project places there will be this time. In 2025 it was four.",
 "And what about language certificates? Those remain with us; you need not collect anything.",
 "With kind regards,", "Fiona Kettleborough", "International Office, Hochschule Ostermoor"]
eml(f, "Fiona Kettleborough <international@hs-ostermoor.example>", "Incoming students, winter semester 2026/27", "2026-05-12 13:40",
    "\n\n".join(absatz) + "\n", an=SEK,
    html="<html><body><div style=\"font-family:Arial\">" + "".join("<p>%s</p>" % a for a in absatz) + "</div></body></html>")
plant(f, "deadline+task", "enter supervisors of incoming students in the shared list", "each institute is kindly requested to fill in its names there no later than 10 June", "International Office", "2026-06-10")
plant(f, "question", "how many project places does the institute offer?", "From the Institute of Environmental Measurement we have had no word so far as to how many project places there will be this time.", "International Office")
trap(f, "And what about language certificates?", "answered by the writer")

# ---- 6 Raumplanung, Antwort mit Verlauf ----------------------------------------------------------------------------
f = "AW_Stuehle_Seminarraum_214.eml"
eml(f, "\"Lüders, Hinnerk\" <hinnerk.lueders@hs-ostermoor.example>", "AW: Stühle Seminarraum 214", "2026-05-13 11:25", """\
Hallo Frau Wessendorf,

die neuen kommen am Mittwoch, dem 3. Juni, vormittags. Der Hausmeister schließt auf, Sie brauchen sich um nichts zu kümmern.

Fehlt mir bloß noch die Ansage, was mit den alten geschehen soll. Die Kita nähme zwölf Stück, der Rest ginge auf den Sperrmüll, oder Sie behalten alle im Keller, mir ist das gleich.

Die beiden Transponder sind freigeschaltet.

Schöne Grüße aus dem Erdgeschoss
H. Lüders
Raumplanung

> Von: Karin Wessendorf
> Gesendet: Dienstag, 12. Mai 2026 09:08
> An: Lüders, Hinnerk
> Betreff: Stühle Seminarraum 214
>
> Lieber Herr Lüders,
> wann werden denn die bestellten Stühle für die 214 geliefert?
> Herzlich, K. Wessendorf
""", re="<20260512.0908.kw@hs-ostermoor.example>")
plant(f, "question", "what is to become of the old chairs?", "Fehlt mir bloß noch die Ansage, was mit den alten geschehen soll.", "Hinnerk Lüders, Raumplanung")
trap(f, "wann werden denn die bestellten Stühle für die 214 geliefert?", "quoted history, the owner's own question, answered")
trap(f, "die neuen kommen am Mittwoch, dem 3. Juni, vormittags.", "event nobody must act on")
tol(f, "Die Kita nähme zwölf Stück, der Rest ginge auf den Sperrmüll, oder Sie behalten alle im Keller", "the choices of the question")

# ---- 7 Industriepartner --------------------------------------------------------------------------------------------
f = "nadolny_bachelorarbeit_petrick.eml"
eml(f, "Dr. Silke Nadolny <s.nadolny@klaertechnik-nadolny.example>", "Bachelorarbeit Petrick", "2026-05-15 14:12", """\
Sehr geehrte Frau Wessendorf,

mit Herrn Petrick sind wir uns einig geworden, er fängt im August bei uns an. Unsere
Personalstelle kann den Vertrag allerdings nur ausstellen, wenn feststeht, unter
welchem Titel die Arbeit angemeldet wird. Herr Professor Bracht hatte zugesagt, uns
den zu nennen, gehört haben wir davon bis jetzt nichts.

Die Geheimhaltungsvereinbarung ist Ihnen mit der Post zugegangen. Seien Sie so gut und
lassen Sie sie im Rektorat gegenzeichnen; ein Exemplar müsste am 9. Juni wieder bei uns
sein, an dem Tag tagt unsere Geschäftsleitung.

Die Führung durch das Klärwerk hat uns allen Freude gemacht.

Freundliche Grüße nach Ostermoor
Silke Nadolny

Klärtechnik Nadolny GmbH · Am Siel 4 · Amtsgericht Ostermoor HRB 0815
""", an=SEK)
plant(f, "question", "title of the Petrick thesis", "Herr Professor Bracht hatte zugesagt, uns den zu nennen, gehört haben wir davon bis jetzt nichts.", "Klärtechnik Nadolny GmbH")
plant(f, "deadline+task", "non-disclosure agreement countersigned by the rectorate, one copy back", "ein Exemplar müsste am 9. Juni wieder bei uns sein", "Klärtechnik Nadolny GmbH", "2026-06-09")
tol(f, "Seien Sie so gut und lassen Sie sie im Rektorat gegenzeichnen", "first half of the same request")
tol(f, "Unsere Personalstelle kann den Vertrag allerdings nur ausstellen, wenn feststeht, unter welchem Titel die Arbeit angemeldet wird.", "belongs to the question on the title")

# ---- 8 Pressestelle ------------------------------------------------------------------------------------------------
f = "pressestelle_nitrat.eml"
eml(f, "Till Overbeck <presse@hs-ostermoor.example>", "Der Bote und das Nitrat", "2026-05-18 09:33", """\
Liebe Karin,

wer trinkt nicht gern sauberes Wasser? Eben, und darum will der Ostermoorer Bote jetzt auch was dazu drucken, nämlich ein Gespräch mit Leyla Aksoy über die Brunnenwerte. Der Redakteur ist ein netter Kerl, Volontär, hat sich eingelesen und verspricht, dass sie vor dem Druck alles zu sehen bekommt. Mag sie lieber telefonieren oder schriftlich antworten? Ihm ist beides recht, er muss nur seinen Tag danach legen. Außerdem haben die von ihr bloß das Bild von 2011 mit der Dauerwelle, ich bräuchte also ein neueres Porträt in Druckqualität, und zwar bis Mittwochabend, weil die Seite dann gebaut wird.

Der Artikel über die Laborkatze war übrigens der meistgelesene des Jahres.

Till
""")
plant(f, "question", "does Aksoy prefer telephone or writing?", "Mag sie lieber telefonieren oder schriftlich antworten?", "Till Overbeck, Pressestelle")
plant(f, "deadline+task", "recent portrait of Aksoy in print quality", "ich bräuchte also ein neueres Porträt in Druckqualität, und zwar bis Mittwochabend, weil die Seite dann gebaut wird.", "Till Overbeck, Pressestelle", "2026-05-20", computed=True)
trap(f, "wer trinkt nicht gern sauberes Wasser?", "rhetorical question")

# ---- 9, 10 harmlose Mails ------------------------------------------------------------------------------------------
f = "abwesenheit_dekanat.eml"
eml(f, "Dekanat Technik <dekanat-technik@hs-ostermoor.example>", "Automatische Antwort: Raumliste", "2026-05-18 08:01", """\
Guten Tag,

das Dekanat ist vom 18. bis zum 22. Mai 2026 wegen Umzugs nur eingeschränkt besetzt.
Ihre Nachricht wird nicht weitergeleitet, nach der Rückkehr aber gelesen.
In eiligen Fällen vertritt uns das Dekanat Wirtschaft (Durchwahl -310).

--
I am out of office until 22 May 2026. Messages are not forwarded.
""", re="<20260518.0800.kw@hs-ostermoor.example>", Auto_Submitted="auto-replied")
HARMLESS.append(f); trap(f, "das Dekanat ist vom 18. bis zum 22. Mai 2026 wegen Umzugs nur eingeschränkt besetzt.", "automatic reply")

f = "danke_exkursion.eml"
eml(f, "Grundschule am Deich <schulleitung@gs-am-deich.example>", "Danke!!", "2026-05-13 12:55", """\
Liebes Institutsteam,

24 Kinder mit Kescher, dazu Sonne und ein echter Stichling im Glas. Was will man mehr? Die 3b redet seit Montag von nichts anderem, und Emil möchte jetzt Professor für Tümpel werden.

Die Bilder, die die Kinder gemalt haben, hängen bei uns im Treppenhaus. Herrn Tietjen richten die Kinder aus, dass er der stärkste Mann ist, den sie kennen.

Mit herzlichem Dank
Wiebke Hansen, Rektorin
""", an=SEK)
HARMLESS.append(f); trap(f, "Was will man mehr?", "rhetorical question")

# ---- 11 Projektträger (PDF, Canvas) --------------------------------------------------------------------------------
f = "projekttraeger_03KB771.pdf"
c = Canvas(P(f), pagesize=A4)
c.setFont("Helvetica-Bold", 12); c.drawString(60, 790, "Projektträger Küste und Boden"); c.setFont("Helvetica", 8)
c.drawString(60, 778, "Postfach 11 20 · Fördermittelverwaltung")
t = c.beginText(60, 730); t.setFont("Times-Roman", 11); t.setLeading(15)
for z in """Hochschule Ostermoor
Institut für Umweltmesstechnik
Herrn Prof. Dr.-Ing. Bracht

8. Mai 2026

Zuwendung 03KB771 "Sickerpfade"; Zwischennachweis 2025

Sehr geehrter Herr Professor Bracht,

die zweite Rate der Zuwendung haben wir am 2. März 2026 zur Auszahlung gebracht.

Der Zwischennachweis für das Haushaltsjahr 2025 ist bei uns nicht eingegangen. Seiner
Vorlage sehen wir innerhalb eines Monats nach dem Datum dieses Schreibens entgegen.
Weitere Raten werden bis dahin zurückgehalten.

Aus dem Personalblatt lässt sich ferner nicht entnehmen, ob die Stelle von Herrn Feldkamp
über den 30. September 2026 hinaus besetzt wird. Ihre Stellungnahme hierzu haben wir
bislang nicht erhalten.

Der Schlussbericht des Vorgängervorhabens wurde ohne Beanstandung zu den Akten genommen.

Mit freundlichen Grüßen

Dr. Ortwin Siebels""".split("\n"):
    t.textLine(z)
c.drawText(t); c.save()
plant(f, "deadline+task", "interim proof of use 2025 to the project agency", "Seiner Vorlage sehen wir innerhalb eines Monats nach dem Datum dieses Schreibens entgegen.", "Projektträger Küste und Boden", "2026-06-08", computed=True)
plant(f, "question", "will Feldkamp's post be filled beyond 30 September?", "Aus dem Personalblatt lässt sich ferner nicht entnehmen, ob die Stelle von Herrn Feldkamp über den 30. September 2026 hinaus besetzt wird.", "Projektträger Küste und Boden")
tol(f, "Ihre Stellungnahme hierzu haben wir bislang nicht erhalten.", "belongs to the question; may be taken as a task")
tol(f, "Der Zwischennachweis für das Haushaltsjahr 2025 ist bei uns nicht eingegangen.", "the lack behind the request")
trap(f, "die zweite Rate der Zuwendung haben wir am 2. März 2026 zur Auszahlung gebracht.", "done, past")

# ---- 12 Personalabteilung (DOCX) -----------------------------------------------------------------------------------
f = "personalabteilung_hilfskraefte.docx"
d = Document(); d.styles["Normal"].font.name = "Arial"; d.styles["Normal"].font.size = Pt(10.5)
for a in ["Hochschule Ostermoor · Personalabteilung\nHausmitteilung vom 4. Mai 2026", "An die Sekretariate der Institute",
          "Liebe Kolleginnen und Kollegen,",
          "das Land hat die Prüfwege verlängert, und das bekommen leider auch wir zu spüren. Anträge auf studentische Hilfskräfte, deren Vertrag am 1. September 2026 anfangen soll, müssen acht Wochen vorher vollständig auf unserem Tisch liegen. Was später kommt, beginnt einen Monat später, da hilft auch kein Anruf.",
          "Außerdem: Die Urlaubsübersicht 2026 liegt bei. Wir hätten sie gern zurück, sobald alle im Institut ihr Kürzel dahinter gesetzt haben. Die vom letzten Jahr ist vollständig eingegangen, vielen Dank.",
          "Die Sprechzeiten bleiben montags bis donnerstags von 9 bis 12 Uhr.",
          "Ihre Personalabteilung\nSwantje Folkerts"]:
    d.add_paragraph(a)
d.save(P(f))
plant(f, "deadline", "applications for student assistants starting 1 September", "Anträge auf studentische Hilfskräfte, deren Vertrag am 1. September 2026 anfangen soll, müssen acht Wochen vorher vollständig auf unserem Tisch liegen.", "Personalabteilung", "2026-07-07", computed=True)
plant(f, "task", "return the leave overview initialled by all", "Wir hätten sie gern zurück, sobald alle im Institut ihr Kürzel dahinter gesetzt haben.", "Personalabteilung")
trap(f, "Die vom letzten Jahr ist vollständig eingegangen, vielen Dank.", "done")

# ---- 13 Bibliothek (TXT) -------------------------------------------------------------------------------------------
f = "bibliothek_erinnerung.txt"
open(P(f), "w", encoding="utf-8").write("""\
HOCHSCHULBIBLIOTHEK OSTERMOOR                          13.05.2026
Ausleihkonto 40117 (Institut für Umweltmesstechnik, Handapparat)

1. ERINNERUNG

Folgender Band war am 30.04.2026 fällig und ist noch verbucht:

   M 881/12   Handbuch der Probenahme, Bd. 2

Rückgabe am Schalter oder über den Kasten, letzter Tag ohne Gebühr:
Dienstag, 27.05.2026.

Eine Verlängerung ist nicht möglich, der Band ist vorgemerkt.
Bd. 1 wurde am 06.05.2026 zurückgebucht.

Diese Nachricht wurde maschinell erstellt.
""")
plant(f, "deadline+task", "return Handbuch der Probenahme vol. 2", "Rückgabe am Schalter oder über den Kasten, letzter Tag ohne Gebühr: Dienstag, 27.05.2026.", "Hochschulbibliothek", "2026-05-27")
plant(f, "finding", "27 May 2026 is a Wednesday", "Dienstag, 27.05.2026", "Hochschulbibliothek", finding="weekday_mismatch", expected="Mittwoch")
tol(f, "Folgender Band war am 30.04.2026 fällig und ist noch verbucht:", "the original date, replaced by the new one")
trap(f, "Bd. 1 wurde am 06.05.2026 zurückgebucht.", "done")

# ---- 14 Fachschaft (PDF) -------------------------------------------------------------------------------------------
ss = getSampleStyleSheet()
bunt = ParagraphStyle("bunt", parent=ss["Normal"], fontName="Helvetica", fontSize=11, leading=16, spaceAfter=9)
f = "fachschaft_sommerfest.pdf"
SimpleDocTemplate(P(f), pagesize=A4).build([
    Paragraph("Fachschaft Technik: SOMMERFEST!", ss["Title"]), Paragraph("im Mai 2026", bunt),
    Paragraph("Liebe Leute vom IUM,", bunt),
    Paragraph("was wäre ein Sommer ohne Fest? Genau, ein etwas längerer Frühling. Am 2. Juli ist es wieder so weit, ab vier auf der Wiese, mit Band und Wasserrutsche.", bunt),
    Paragraph("Voriges Jahr standen wir mit dem Grill bei euch hinter der Versuchshalle, das war super, weil dort Schatten ist und ein Hahn. Dürften wir da wieder hin, oder gibt das Ärger wegen der Gasflaschen? Wir würden hinterher auch fegen, diesmal wirklich.", bunt),
    Paragraph("Wer einen Stand machen will, schreibt sich in die Liste an unserer Bürotür ein. Am 12. Juni nehmen wir die Liste ab und losen die Plätze aus.", bunt),
    Paragraph("Die Versicherung haben wir schon geregelt.", bunt),
    Paragraph("Eure Fachschaft (Bosse, Alina, der andere Bosse)", bunt)])
plant(f, "question", "may the grill stand behind the hall again?", "Dürften wir da wieder hin, oder gibt das Ärger wegen der Gasflaschen?", "Fachschaft Technik")
plant(f, "deadline", "last day to put the institute down for a stand", "Am 12. Juni nehmen wir die Liste ab und losen die Plätze aus.", "Fachschaft Technik", "2026-06-12")
trap(f, "was wäre ein Sommer ohne Fest?", "rhetorical question")
trap(f, "Die Versicherung haben wir schon geregelt.", "done")
tol(f, "Am 2. Juli ist es wieder so weit, ab vier auf der Wiese", "the feast itself")
tol(f, "Wer einen Stand machen will, schreibt sich in die Liste an unserer Bürotür ein.", "open invitation, belongs to the date")

# ---- 15 bis 18 Rechnungen ------------------------------------------------------------------------------------------
f = "rechnung_labora_5521.pdf"
n = ss["Normal"]
SimpleDocTemplate(P(f), pagesize=A4).build([
    Paragraph("LABORA Bedarf KG", ss["Heading2"]), Paragraph("Rechnung Nr. 5521 vom 12.05.2026", ss["Heading3"]),
    Paragraph("Hochschule Ostermoor, Institut für Umweltmesstechnik, z. Hd. Frau Wessendorf", n), Spacer(1, 12),
    Table([["Pos.", "Bezeichnung", "Menge", "Einzel", "Gesamt"],
           ["1", "Filterkartusche 0,45 µm", "20", "7,40", "148,00"], ["2", "Kalibrierlösung pH 7", "2", "46,50", "93,00"],
           ["3", "Versand", "1", "12,00", "12,00"], ["", "Netto", "", "", "253,00"], ["", "19 % USt", "", "", "48,07"],
           ["", "Rechnungsbetrag EUR", "", "", "310,07"]], colWidths=[1.3*cm, 6.5*cm, 2*cm, 2.5*cm, 3*cm]), Spacer(1, 12),
    Paragraph("Bei Zahlungseingang binnen 10 Tagen ab Rechnungsdatum dürfen Sie 2 % Skonto abziehen. Ohne Abzug zahlbar innerhalb von 30 Tagen ab Rechnungsdatum.", n),
    Paragraph("Die Ware bleibt bis zur Zahlung unser Eigentum.", n)])
plant(f, "deadline", "2 % discount on invoice 5521 ends", "Bei Zahlungseingang binnen 10 Tagen ab Rechnungsdatum dürfen Sie 2 % Skonto abziehen.", "LABORA Bedarf KG", "2026-05-22", computed=True, amount=310.07)
plant(f, "deadline", "pay invoice 5521", "Ohne Abzug zahlbar innerhalb von 30 Tagen ab Rechnungsdatum.", "LABORA Bedarf KG", "2026-06-11", computed=True, amount=310.07)
plant(f, "finding", "total is 9.00 too high", "Rechnungsbetrag EUR 310,07", "LABORA Bedarf KG", finding="total_mismatch", expected=301.07)

f = "angebot_spektrometer.pdf"
c = Canvas(P(f), pagesize=A4)
t = c.beginText(70, 780); t.setFont("Courier", 10); t.setLeading(14)
for z in """Optik Hellweg GmbH                         Angebot A-26/088
                                                5. Mai 2026
Hochschule Ostermoor
Institut für Umweltmesstechnik

1  Spektrometer HS-200, mit Küvettenhalter    14.800,00
2  Einweisung vor Ort, ein Tag                   950,00
   Summe netto                                15.750,00
   zzgl. 19 % Umsatzsteuer                     2.992,50
   Gesamt EUR                                 18.742,50

Lieferzeit rund sechs Wochen nach Auftrag.

An diese Preise sehen wir uns bis einschließlich
15. Juni 2026 gebunden.

Für Ihr Vertrauen in das Vorgängermodell danken wir
auch nach elf Jahren noch.

Optik Hellweg, Vertrieb Nord""".split("\n"):
    t.textLine(z)
c.drawText(t); c.save()
plant(f, "deadline", "quotation for the spectrometer ends", "An diese Preise sehen wir uns bis einschließlich 15. Juni 2026 gebunden.", "Optik Hellweg GmbH", "2026-06-15", amount=18742.50)
tol(f, "Lieferzeit rund sechs Wochen nach Auftrag.", "term of the offer")

f = "zahlungserinnerung_druckerei.docx"
d = Document()
d.add_heading("Druckerei Poppinga", 1)
d.add_paragraph("11. Mai 2026")
d.add_paragraph("Hochschule Ostermoor, IUM, Sekretariat")
d.add_paragraph("Liebe Frau Wessendorf,")
d.add_paragraph("sicher ist unsere Rechnung für die Tagungsbände bei Ihnen nur unter einen Stapel geraten. Damit Sie nicht suchen müssen, hier noch einmal die Zahlen:")
tb = d.add_table(rows=0, cols=2); tb.style = "Table Grid"
for a, b in [("Rechnung 26-0417 vom 14.04.2026, 60 Tagungsbände", "96,39 €"), ("Mahngebühr", "5,00 €"), ("Offener Gesamtbetrag", "103,39 €")]:
    r = tb.add_row().cells; r[0].text = a; r[1].text = b
d.add_paragraph()
d.add_paragraph("Wir haben uns den 26. Mai vorgemerkt und würden uns freuen, das Geld bis dahin auf dem Konto zu finden.")
d.add_paragraph("Ihre Poster sind fertig und liegen zur Abholung bereit.")
d.add_paragraph("Es grüßt Sie\nEnno Poppinga")
d.save(P(f))
plant(f, "deadline", "pay invoice 26-0417", "Wir haben uns den 26. Mai vorgemerkt und würden uns freuen, das Geld bis dahin auf dem Konto zu finden.", "Druckerei Poppinga", "2026-05-26", amount=103.39)
plant(f, "finding", "96.39 and 5.00 make 101.39", "Offener Gesamtbetrag 103,39 €", "Druckerei Poppinga", finding="total_mismatch", expected=101.39)
tol(f, "Ihre Poster sind fertig und liegen zur Abholung bereit.", "Mira has promised to fetch them")

f = "quittung_cafe_leuchtturm.pdf"
c = Canvas(P(f), pagesize=A5); t = c.beginText(50, 540); t.setFont("Helvetica", 11); t.setLeading(17)
for z in ["Café Leuchtturm, Ostermoor", "Quittung 318 vom 07.05.2026", "", "14 x Kaffee und Kuchen      91,00 EUR", "darin 7 % USt                5,95 EUR", "",
          "Betrag dankend in bar erhalten.", "", "Geöffnet Di bis So, 10 bis 18 Uhr.", "Betriebsferien vom 6. bis 19. Juli."]:
    t.textLine(z)
c.drawText(t); c.save()
HARMLESS.append(f); trap(f, "Betrag dankend in bar erhalten.", "paid")

# ---- 19, 20 Verträge -----------------------------------------------------------------------------------------------
f = "wartungsvertrag_gcms.pdf"
par = ParagraphStyle("par", parent=n, fontName="Times-Roman", fontSize=10.5, leading=14, spaceAfter=6)
kopf = ParagraphStyle("kopf", parent=par, fontName="Times-Bold", spaceBefore=8)
vertrag = """!Wartungsvertrag
zwischen der Hochschule Ostermoor, Institut für Umweltmesstechnik (Auftraggeber), und der Analytika Service GmbH (Auftragnehmer), geschlossen am 6. November 2023
!§ 1 Gegenstand
(1) Der Auftragnehmer wartet den Gaschromatographen mit Massenspektrometer, Typ GM 40, Seriennummer 7710, am Standort Versuchshalle.
(2) Verbrauchsmaterial ist nicht Gegenstand dieses Vertrages.
!§ 2 Leistungen
(1) Der Auftragnehmer führt je Kalenderjahr zwei Wartungen durch. Die Anfahrt ist in der Vergütung enthalten.
(2) Über jede Wartung fertigt er einen Bericht. Eine Jahresübersicht übergibt er dem Auftraggeber bis zum 31. Januar des Folgejahres.
!§ 3 Störungen
(1) Störungen nimmt der Auftragnehmer werktags von 8 bis 17 Uhr entgegen. Er erscheint binnen drei Arbeitstagen nach der Meldung.
!§ 4 Mitwirkung des Auftraggebers
(1) Der Auftraggeber gewährt Zugang zum Gerät und stellt Strom und Gase.
(2) In welchen Kalenderwochen des kommenden Jahres gewartet werden soll, teilt der Auftraggeber alljährlich bis zum 30. Juni mit.
!§ 5 Vergütung
(1) Die jährliche Pauschale beträgt 3.180,00 € zuzüglich Umsatzsteuer. Sie wird im Januar in Rechnung gestellt.
(2) Eine Anpassung bedarf der Textform.
!§ 6 Haftung
(1) Der Auftragnehmer haftet bei Vorsatz und grober Fahrlässigkeit unbeschränkt, im Übrigen bis zur Höhe von 50.000 € je Schadensfall.
!§ 7 Dauer
(1) Der Vertrag beginnt am 1. Januar 2024 und ist auf drei Jahre fest geschlossen.
(2) Danach läuft er jeweils ein Jahr weiter, sofern nicht eine der Parteien ihn drei Monate vor dem Ende der jeweiligen Laufzeit schriftlich gekündigt hat.
(3) Das Recht zur Kündigung aus wichtigem Grund bleibt unberührt.
!§ 8 Schlussbestimmungen
(1) Nebenabreden bestehen nicht. Gerichtsstand ist Ostermoor.
Für die Hochschule: H. Bracht. Für die Analytika Service GmbH: M. Quast"""
SimpleDocTemplate(P(f), pagesize=A4, topMargin=2*cm, bottomMargin=2*cm).build(
    [Paragraph(z.lstrip("!"), kopf if z[0] == "!" else par) for z in vertrag.split("\n")])
plant(f, "deadline", "last day for notice to the end of 2026", "Danach läuft er jeweils ein Jahr weiter, sofern nicht eine der Parteien ihn drei Monate vor dem Ende der jeweiligen Laufzeit schriftlich gekündigt hat.", "Analytika Service GmbH", "2026-09-30", computed=True)
plant(f, "deadline+task", "name the weeks for maintenance in 2027", "In welchen Kalenderwochen des kommenden Jahres gewartet werden soll, teilt der Auftraggeber alljährlich bis zum 30. Juni mit.", "Analytika Service GmbH", "2026-06-30", computed=True)
trap(f, "Eine Jahresübersicht übergibt er dem Auftraggeber bis zum 31. Januar des Folgejahres.", "duty of the other side")
trap(f, "Er erscheint binnen drei Arbeitstagen nach der Meldung.", "duty of the other side")
tol(f, "Der Vertrag beginnt am 1. Januar 2024 und ist auf drei Jahre fest geschlossen.", "end of the fixed term, 31 December 2026")

f = "kooperationsvertrag_sielwasser.docx"
d = Document()
d.add_heading("Kooperationsvertrag „Sielwasser“", 1)
for z in """Zwischen der Hochschule Ostermoor, vertreten durch die Rektorin, ausführende Stelle Institut für Umweltmesstechnik – nachstehend Hochschule – und der Klärtechnik Nadolny GmbH – nachstehend Partnerin – wird Folgendes vereinbart.
1. Vorhaben
1.1 Untersucht wird der Eintrag von Mikroplastik in die Siele des Kreises. Das Arbeitsprogramm ist Anlage 1.
1.2 Das Vorhaben beginnt am 1. Juni 2025 und endet am 31. Mai 2026.
2. Finanzierung
2.1 Die Partnerin trägt 24.000 Euro, zahlbar in zwei Hälften. Die erste Hälfte ist bei Unterzeichnung geflossen, die zweite überweist die Partnerin bis zum 15. Juni 2026.
2.2 Die Hochschule bringt Geräte und Laborzeiten ein.
3. Berichte
3.1 Die Hochschule übergibt der Partnerin einen Schlussbericht, für den ihr nach dem Ende des Vorhabens sechs Wochen bleiben.
3.2 Der Zwischenbericht vom Dezember 2025 ist abgenommen.
4. Veröffentlichungen
4.1 Beabsichtigte Veröffentlichungen legt jede Seite der anderen vor. Wer sich vier Wochen lang nicht äußert, hat zugestimmt.
5. Geheimhaltung
5.1 Betriebsdaten der Partnerin bleiben fünf Jahre lang vertraulich.
6. Rechte
6.1 Erfindungen stehen der Seite zu, deren Beschäftigte sie gemacht haben.
7. Sonstiges
7.1 Änderungen bedürfen der Schriftform.
Ostermoor, den 20. Mai 2025""".split("\n"):
    d.add_paragraph(z)
d.save(P(f))
plant(f, "deadline+task", "final report to the partner six weeks after 31 May", "Die Hochschule übergibt der Partnerin einen Schlussbericht, für den ihr nach dem Ende des Vorhabens sechs Wochen bleiben.", "Klärtechnik Nadolny GmbH", "2026-07-12", computed=True)
trap(f, "die zweite überweist die Partnerin bis zum 15. Juni 2026.", "duty of the other side")
trap(f, "Der Zwischenbericht vom Dezember 2025 ist abgenommen.", "done")
tol(f, "Das Vorhaben beginnt am 1. Juni 2025 und endet am 31. Mai 2026.", "end of the project")
tol(f, "Wer sich vier Wochen lang nicht äußert, hat zugestimmt.", "general term without a start")

# ---- 21, 22 Protokoll und Notizen ----------------------------------------------------------------------------------
f = "protokoll_institutsrat_mai.docx"
d = Document()
d.add_heading("Institutsrat IUM – Protokoll der Sitzung vom Mittwoch, 6. Mai 2026", 2)
d.add_paragraph("Anwesend: Bracht (Leitung), Aksoy, Tietjen, Feldkamp, Wessendorf (Protokoll)\nBeginn 13.05 Uhr, Ende 14.20 Uhr")
d.add_paragraph("TOP 1: Das Protokoll der Aprilsitzung wird ohne Änderung genehmigt.")
d.add_paragraph("TOP 2 Labore: Die Frage von Herrn Feldkamp, ob der Abzug 3 wieder in Betrieb gehe, wurde von Herrn Tietjen bejaht. Frau Aksoy erkundigte sich beim Sekretariat, wie viele Schlüssel zum Chemikalienraum derzeit in Umlauf sind. Das war aus dem Stand nicht zu beantworten und bleibt offen.")
d.add_paragraph("TOP 3 Haushalt: Von den Sachmitteln sind 41 Prozent verausgabt. Der Bericht wird zur Kenntnis genommen.")
d.add_paragraph("TOP 4 Aufgaben:")
tb = d.add_table(rows=1, cols=3); tb.style = "Table Grid"
for i, x in enumerate(("Vorgang", "Verantwortlich", "Frist")):
    tb.rows[0].cells[i].text = x
for z in (("Raumwünsche für das Wintersemester einreichen", "Wessendorf", "22.05.2026"),
          ("Gefährdungsbeurteilung der Halle auf Stand bringen", "Tietjen", "ohne"),
          ("Alte Projekte von der Website nehmen", "Feldkamp", "erledigt")):
    r = tb.add_row().cells
    for i, x in enumerate(z):
        r[i].text = x
d.add_paragraph()
d.add_paragraph("Nächste Sitzung: Mittwoch, 17. Juni 2026, 13 Uhr.")
d.save(P(f))
plant(f, "deadline+task", "hand in room requests for the winter semester", "Raumwünsche für das Wintersemester einreichen Wessendorf 22.05.2026", "Institutsrat", "2026-05-22")
plant(f, "task", "Tietjen updates the risk assessment of the hall", "Gefährdungsbeurteilung der Halle auf Stand bringen Tietjen ohne", "Institutsrat")
plant(f, "question", "how many keys to the chemicals room are out?", "Frau Aksoy erkundigte sich beim Sekretariat, wie viele Schlüssel zum Chemikalienraum derzeit in Umlauf sind.", "Prof. Dr. Aksoy")
trap(f, "Die Frage von Herrn Feldkamp, ob der Abzug 3 wieder in Betrieb gehe, wurde von Herrn Tietjen bejaht.", "answered")
trap(f, "Alte Projekte von der Website nehmen Feldkamp erledigt", "done")
tol(f, "Das war aus dem Stand nicht zu beantworten und bleibt offen.", "belongs to the question")
tol(f, "Nächste Sitzung: Mittwoch, 17. Juni 2026, 13 Uhr.", "date of the next meeting")

f = "jourfixe_1805.md"
open(P(f), "w", encoding="utf-8").write("""\
## Jour fixe Mo 18.5., Notizen Jonas

- Reiseantrag Lissabon liegt irgendwo zwischen Dekanat und Reisestelle. **Karin, hast du davon noch eine Kopie?** Ich hab meine verbummelt.
- Sickerpfade: Pumpe getauscht, Messreihe läuft seit Donnerstag stabil
- HB braucht am Freitag (22.5.) den Rest aus dem Tutorientopf auf den Cent, Karin rechnet das aus
- Paper ist angenommen, Kuchen gab es schon
- Leyla ab 29.6. zwei Wochen an der Elbe, Vertretung macht HB
""")
plant(f, "question", "does Karin have a copy of the Lisbon travel application?", "Karin, hast du davon noch eine Kopie?", "Jonas Feldkamp")
plant(f, "deadline+task", "work out what is left of the tutorial fund for Bracht", "HB braucht am Freitag (22.5.) den Rest aus dem Tutorientopf auf den Cent, Karin rechnet das aus", "Prof. Bracht", "2026-05-22")
trap(f, "Paper ist angenommen, Kuchen gab es schon", "done")
tol(f, "Leyla ab 29.6. zwei Wochen an der Elbe, Vertretung macht HB", "absence of a member")

# ---- 23, 24 Tabellen -----------------------------------------------------------------------------------------------
f = "aufgaben_sommer26.xlsx"
wb = openpyxl.Workbook(); ws = wb.active; ws.title = "SoSe 26"
for z in (["Nr", "Was", "Wer", "Bis", "Stand", "Anmerkung"],
          [1, "Lehraufträge fürs Winterhalbjahr an die Personalabteilung melden", "Wessendorf", date(2026, 6, 19), "offen", None],
          [2, "Abrechnung Exkursion Helgoland", "Feldkamp", date(2026, 4, 30), "erledigt", "ausgezahlt"],
          [3, "Schaukasten neu bestücken", "Olschewski", None, "offen", "Fotos liegen im Laufwerk"],
          [4, "Visitenkarten Aksoy", "Wessendorf", None, "wartet", "Poppinga möchte von uns noch hören, ob matt oder glänzend"],
          [5, "Unterweisung Gase", "Tietjen", date(2026, 4, 15), "erledigt", "Liste abgeheftet"]):
    ws.append(z)
for k in ws[1]:
    k.font = Font(bold=True)
for z in ws.iter_rows(min_row=2, min_col=4, max_col=4):
    z[0].number_format = "DD.MM.YYYY"
ws.column_dimensions["B"].width = 60; ws.column_dimensions["F"].width = 55
wb.save(P(f))
plant(f, "deadline+task", "report teaching assignments for the winter to HR", "Lehraufträge fürs Winterhalbjahr an die Personalabteilung melden Wessendorf", "Personalabteilung", "2026-06-19")
plant(f, "task", "Olschewski refills the showcase", "Schaukasten neu bestücken Olschewski", "Mira Olschewski")
plant(f, "question", "visiting cards matt or glossy?", "Poppinga möchte von uns noch hören, ob matt oder glänzend", "Druckerei Poppinga")
tol(f, "Visitenkarten Aksoy Wessendorf", "the row of the open question")
trap(f, "Abrechnung Exkursion Helgoland Feldkamp", "done row")
trap(f, "Unterweisung Gase Tietjen", "done row")

f = "hallenbelegung_april.csv"
open(P(f), "w", encoding="utf-8").write("Tag;Von;Bis;Stand;Nutzer\n13.04.2026;08:00;12:00;A;Praktikum UMT-08\n14.04.2026;09:00;17:00;B;Feldkamp\n"
  "16.04.2026;08:00;10:00;A;Tietjen, Reinigung\n20.04.2026;08:00;12:00;A;Praktikum UMT-08\n22.04.2026;13:00;16:00;B;Nadolny GmbH\n27.04.2026;08:00;12:00;A;Praktikum UMT-08\n")
HARMLESS.append(f)

# ---- 25 Webseite ---------------------------------------------------------------------------------------------------
f = "tagung_messen_im_fluss.html"
open(P(f), "w", encoding="utf-8").write("""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Messen im Fluss 2026</title></head>
<body><header><h1>Messen im Fluss</h1><p>12. Fachtagung, Bremen, 24. und 25. September 2026</p></header>
<h2>Zur Tagung</h2>
<p>Warum nach Bremen? Weil hier die Weser vor der Tür fließt und weil es sich in einer alten Mälzerei gut streiten lässt.</p>
<h2>Beiträge</h2>
<p>Kurzfassungen von höchstens einer Seite schicken Sie über das Formular; am 26. Juni 2026 um Mitternacht wird es abgeschaltet. Der Programmausschuss entscheidet danach bis Ende Juli.</p>
<h2>Anreise</h2><p>Vom Hauptbahnhof mit der Linie 3 in zwölf Minuten.</p>
<footer>Verein für Gewässermesstechnik e. V.</footer></body></html>
""")
plant(f, "deadline", "abstracts for the conference Messen im Fluss", "Kurzfassungen von höchstens einer Seite schicken Sie über das Formular; am 26. Juni 2026 um Mitternacht wird es abgeschaltet.", "Verein für Gewässermesstechnik e. V.", "2026-06-26")
trap(f, "Warum nach Bremen?", "rhetorical question, answered by the writer")
trap(f, "Der Programmausschuss entscheidet danach bis Ende Juli.", "duty of the other side")
tol(f, "12. Fachtagung, Bremen, 24. und 25. September 2026", "date of the event")

# ---- 26 bis 28 harmlos ---------------------------------------------------------------------------------------------
f = "vorlesung_UMT22_teil1.pptx"
pr = Presentation()
for titel, punkte in (("UMT-22 Sensorik", ["Sommersemester 2026", "Prof. Dr. Leyla Aksoy"]),
                      ("Aus der Geschichte", ["1909: Sørensen führt den pH-Wert ein", "1956: Clark stellt die Sauerstoffelektrode vor", "1973: erste Glaselektrode im Institut"]),
                      ("Messkette", ["Fühler, Verstärker, Wandler, Anzeige", "Jedes Glied trägt einen Fehler bei", "Fehler pflanzen sich fort, Ausreden auch"])):
    s = pr.slides.add_slide(pr.slide_layouts[1]); s.shapes.title.text = titel
    s.placeholders[1].text_frame.text = "\n".join(punkte)
pr.save(P(f)); HARMLESS.append(f)

f = "mensaplan_kw21.txt"
open(P(f), "w", encoding="utf-8").write("""\
MENSA OSTERMOOR           KW 21, 18. bis 22. Mai 2026

Mo   Linseneintopf (vegan)                 2,60
     Backfisch, Kartoffelsalat             3,90
Di   Gemüselasagne                         3,20
     Labskaus                              4,10
Mi   Kichererbsencurry (vegan)             2,90
     Hähnchenkeule, Reis                   3,80
Do   Grünkernfrikadelle                    3,00
     Scholle, Salzkartoffeln               4,60
Fr   Milchreis mit Kirschen                2,40
     Currywurst, Pommes                    3,70

Pfingstmontag geschlossen. Geöffnet 11.30 bis 14.15 Uhr.
Gäste zahlen 1,80 Aufschlag. Änderungen vorbehalten.
""")
HARMLESS.append(f)

f = "bericht_labortag.md"
open(P(f), "w", encoding="utf-8").write("""\
# Labortag am 24. April: ein Rückblick

Rund 180 Schülerinnen und Schüler kamen trotz Nieselregen. Am beliebtesten war das Becken mit den Bachflohkrebsen, dicht gefolgt von der Waffelbude.

Die Lehrkräfte lobten die kurzen Wege. Drei Mikroskope wurden bestaunt, keines fiel zu Boden, und der Gong von 1962 tat seinen Dienst. Abgebaut war alles gegen 17 Uhr.

Die Auswertung der 96 Fragebögen ergab die Gesamtnote 1,6 (Vorjahr 1,9). Der nächste Labortag findet turnusgemäß 2028 statt.

*J. Feldkamp, für die Institutszeitung*
""")
HARMLESS.append(f)

json.dump({"reference": "2026-05-19",
           "owner": {"name": "Karin Wessendorf, Sekretariat des Instituts für Umweltmesstechnik, Hochschule Ostermoor",
                     "addresses": ["karin.wessendorf@hs-ostermoor.example", "sekretariat-ium@hs-ostermoor.example"]},
           "language": "mixed", "items": ITEMS, "harmless_files": HARMLESS, "tolerated": TOL, "traps": TRAP},
          open(os.path.join(BASE, "planted.json"), "w", encoding="utf-8"), ensure_ascii=False, indent=1)
