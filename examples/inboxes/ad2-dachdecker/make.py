# Eingangsordner der (erfundenen) Brockhoff Bedachungen GmbH samt planted.json
import csv
import json
import shutil
from datetime import date, datetime, timedelta, timezone
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from pptx import Presentation
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

ROOT = Path(__file__).resolve().parent
FILES = ROOT / "files"
if FILES.exists():
    shutil.rmtree(FILES)
FILES.mkdir()
CHEF = "Henning Brockhoff <hb@brockhoff-dach.example>"
BUERO = "Brockhoff Bedachungen <buero@brockhoff-dach.example>"
PLANT = {"reference": "2026-04-20",
         "owner": {"name": "Henning Brockhoff", "addresses": ["hb@brockhoff-dach.example", "buero@brockhoff-dach.example"]},
         "language": "de", "items": [], "harmless_files": [], "tolerated": [], "traps": []}


def item(kinds, file, what, due, quote, party, **extra):
    for kind in kinds.split("+"):
        e = dict(extra)
        if kind != "deadline":
            e.pop("amount", None)
        PLANT["items"].append({"file": file, "kind": kind, "what": what, "due": due, "quote": quote, "party": party, **e})


def ok(file, quote, why):
    PLANT["tolerated"].append({"file": file, "quote": quote, "why": why})


def falle(file, quote, why):
    PLANT["traps"].append({"file": file, "quote": quote, "why": why})


def still(file):
    PLANT["harmless_files"].append(file)


def mail(file, von, an, betreff, wann, text, mid, html=None, auf=None, **kopf):
    m = EmailMessage(policy=policy.SMTP)
    m["Date"] = format_datetime(datetime(*wann, tzinfo=timezone(timedelta(hours=2))))
    m["From"] = von
    m["To"] = an
    m["Subject"] = betreff
    m["Message-ID"] = mid
    if auf:
        m["In-Reply-To"] = auf
        m["References"] = auf
    for k, v in kopf.items():
        m[k.replace("_", "-")] = v
    m.set_content(text.strip("\n") + "\n", charset="utf-8", cte="quoted-printable")
    if html:
        m.add_alternative("<!DOCTYPE html><html><body>" + html + "</body></html>", subtype="html", charset="utf-8", cte="quoted-printable")
    (FILES / file).write_bytes(m.as_bytes())


def stil(font="Helvetica", size=10, **k):
    k.setdefault("leading", size * 1.38)
    k.setdefault("spaceAfter", 6)
    return ParagraphStyle("x", fontName=font, fontSize=size, **k)


def pdf(file, teile, titel):
    SimpleDocTemplate(str(FILES / file), pagesize=A4, title=titel, leftMargin=2.5 * cm, rightMargin=2.2 * cm, topMargin=2 * cm, bottomMargin=2 * cm).build(teile)


def eur(x):
    return f"{x:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")


# ------------------------------------------------------------------ 01 Bauherrin, plaudert
f = "01_speicher_thoms.eml"
mail(f, "Annika Thoms <annika.thoms@nordpost.example>", CHEF, "Unser Dach :-)", (2026, 4, 19, 21, 12), """
Hallöchen Herr Brockhoff,

erst mal ein dickes Danke, dass Ihre Leute am Donnerstag so fix mit der Plane da waren! Wer braucht schon Regen im Schlafzimmer, ne? :-)

So, jetzt stehen wir hier oben zwischen Omas Schränken, der Eisenbahn und gefühlt hundert Einmachgläsern, Thorsten sagt, das kann alles so bleiben, ich sag nee, also müssen wir den Speicher jetzt komplett leerräumen oder reicht das, wenn wir den ganzen Krempel in die Mitte schieben? Sperrmüll dauert bei uns ja immer ewig.

Die Rechnung für die Plane hat mein Mann am Freitag gleich überwiesen. Kaffee für die Jungs steht dann wieder auf der Fensterbank, die wissen ja wo.

Ganz liebe Grüße aus der Baustelle
Annika Thoms
""", "<thoms.190426.2112@nordpost.example>")
item("question", f, "Must the attic be emptied completely or is it enough to move things to the middle", None,
     "also müssen wir den Speicher jetzt komplett leerräumen oder reicht das, wenn wir den ganzen Krempel in die Mitte schieben?", "Annika Thoms")
falle(f, "Wer braucht schon Regen im Schlafzimmer, ne?", "question: rhetorical")
falle(f, "Die Rechnung für die Plane hat mein Mann am Freitag gleich überwiesen.", "paid by the other side")

# ------------------------------------------------------------------ 02 Architekt, knapp
f = "02_wiebold_werkplanung.eml"
mail(f, "Carsten Wiebold <wiebold@wiebold-architekten.example>", BUERO, "BV Mühlenkamp / Stand Dach", (2026, 4, 17, 9, 3), """
Hr. Brockhoff,

- Traufdetail erhalten, i. O., freigegeben.
- Gefälle Anbau: LV 2 %, Ihre Skizze 3 %. Was gilt?
- Gaubenpläne anbei (3 Blatt). Ihre Maße eintragen, Rücklauf hier im Büro bis Fr., 24.04., danach Statiker.
- Blitzschutz kläre ich mit dem Elektriker selbst.

Wiebold

Dipl.-Ing. C. Wiebold, Architekt
Am Speicher 3, Vennstedt
""", "<2604170903.wb@wiebold-architekten.example>")
item("question", f, "Slope of the annexe roof: 2 % (specification) or 3 % (sketch)", None, "Gefälle Anbau: LV 2 %, Ihre Skizze 3 %. Was gilt?", "Architekt Wiebold")
item("deadline+task", f, "Enter own measures in the dormer plans and return them", "2026-04-24", "Ihre Maße eintragen, Rücklauf hier im Büro bis Fr., 24.04., danach Statiker.", "Architekt Wiebold")
falle(f, "Blitzschutz kläre ich mit dem Elektriker selbst.", "the other side does it")
falle(f, "Traufdetail erhalten, i. O., freigegeben.", "done")

# ------------------------------------------------------------------ 03 Hausverwaltung, förmlich, mit HTML
f = "03_weg_kranichweg.eml"
abs_ = ["Sehr geehrter Herr Brockhoff,",
        "wir nehmen Bezug auf Ihren Noteinsatz vom 29. März 2026 am Objekt Kranichweg 8-12. Ihre Rechnung hierzu wurde am 14. April zur Zahlung angewiesen.",
        "Die Eigentümerversammlung berät am 12. Mai 2026 über die endgültige Instandsetzung. Damit die Einladung fristgerecht versandt werden kann, "
        "benötigen wir Ihr Angebot spätestens am 30. April 2026 in zweifacher Ausfertigung.",
        "Der Verwaltungsbeirat lässt im Übrigen anfragen, ob sich die Schneefanggitter der Hofseite wiederverwenden lassen oder mit erneuert werden müssten. "
        "Die Leitern im Treppenhaus hat der Hausmeister zwischenzeitlich entfernt.",
        "Mit freundlichen Grüßen\nGesine Ehlers\nKranich & Co. Hausverwaltung GbR"]
mail(f, "Gesine Ehlers <ehlers@kranich-verwaltung.example>", BUERO, "WEG Kranichweg 8-12, Sturmschaden Dachfläche Hof", (2026, 4, 16, 14, 47),
     "\n\n".join(abs_), "<WEG-0812-260416@kranich-verwaltung.example>", html="".join("<p>%s</p>" % x.replace("&", "&amp;").replace("\n", "<br>") for x in abs_))
item("deadline+task", f, "Send the quotation for the final repair, two copies", "2026-04-30", "benötigen wir Ihr Angebot spätestens am 30. April 2026 in zweifacher Ausfertigung", "Kranich & Co. Hausverwaltung")
item("question", f, "Can the snow guards of the courtyard side be used again", None,
     "Der Verwaltungsbeirat lässt im Übrigen anfragen, ob sich die Schneefanggitter der Hofseite wiederverwenden lassen oder mit erneuert werden müssten.", "Kranich & Co. Hausverwaltung (Beirat)")
falle(f, "Die Eigentümerversammlung berät am 12. Mai 2026 über die endgültige Instandsetzung.", "event of the other side")
falle(f, "Ihre Rechnung hierzu wurde am 14. April zur Zahlung angewiesen.", "paid by the other side")

# ------------------------------------------------------------------ 04 Baustoffhandel, Dispo, mit Verlauf
f = "04_AW_Ziegel_Gerdes.eml"
mail(f, "Dispo Baustoffe Harms <dispo@baustoffe-harms.example>", CHEF, "AW: Ziegel Gerdes", (2026, 4, 17, 11, 26), """
Moin Herr Brockhoff,

ja, First ist komplett mit drauf, 42 Stück. Lieferschein vom März hab ich noch mal angehängt.

Die Paletten gehen Ende des Monats raus, elf Stück. Was bei uns im Auftrag noch leer ist: Kran auf der Baustelle vorhanden oder Abladen mit dem Mitnahmestapler. Davon hängt ab, welchen LKW ich nehme.

Schönes Wochenende
Uwe Harms jun.

-------- Ursprüngliche Nachricht --------
Von: Henning Brockhoff
Gesendet: Donnerstag, 16. April 2026 17:50
Betreff: Ziegel Gerdes

> Moin Uwe,
> sind die Firstziegel bei der Lieferung eigentlich mit dabei?
> Und den Lieferschein aus dem März finde ich nicht mehr, schick mir den bitte noch mal.
> Gruß Henning
""", "<aw-77541@baustoffe-harms.example>", auf="<hb-160426-1750@brockhoff-dach.example>")
item("question", f, "Is there a crane on site or shall they unload with the truck-mounted forklift", None,
     "Was bei uns im Auftrag noch leer ist: Kran auf der Baustelle vorhanden oder Abladen mit dem Mitnahmestapler.", "Baustoffe Harms")
falle(f, "sind die Firstziegel bei der Lieferung eigentlich mit dabei?", "question: the owner's own, quoted history, answered above")
falle(f, "Und den Lieferschein aus dem März finde ich nicht mehr, schick mir den bitte noch mal.", "quoted history, done by the other side")
falle(f, "Die Paletten gehen Ende des Monats raus, elf Stück.", "delivery by the other side")

# ------------------------------------------------------------------ 05 Sachverständiger, ausladend
f = "05_meyn_sachverstaendiger.eml"
mail(f, "Dr.-Ing. Lothar Meyn <meyn@sv-meyn.example>", CHEF, "Beweissicherung Pfarrhaus Ostermoor", (2026, 4, 15, 19, 34), """
Sehr geehrter Herr Brockhoff,

für die angenehme Begleitung am 8. April, bei der uns der Wind noch einmal vorführte, wovon das Gutachten handeln wird, danke ich Ihnen und Herrn Ruhnke. Was lehrt uns ein solcher Winter? Dass man einem Nagel nicht mehr zutrauen soll, als er zu halten versprochen hat.

Die Abrisse liegen durchweg auf der Luvseite, die Lattung ist dort gesund, die Ziegel sind es im Großen und Ganzen auch, und rechnerisch käme ich nun gut voran, müsste ich nicht zuvor noch in Erfahrung bringen, in welchem Jahr Sie dort die Sturmklammern gesetzt haben, weil sich danach richtet, welche Fassung der Fachregel anzulegen ist; die Aufnahmen Ihres Herrn Ruhnke sind im Übrigen von erfreulicher Schärfe, und ich habe sie mit Dank zu den Akten genommen.

Ein Stück der gebrochenen Latte, unterarmlang genügt, wollen Sie mir freundlicherweise ins Büro schicken. Das Gutachten selbst geht dem Gericht durch mich bis Ende Mai zu.

Mit kollegialem Gruß
Lothar Meyn
ö. b. u. v. Sachverständiger für das Dachdeckerhandwerk
""", "<meyn-ostermoor-3@sv-meyn.example>")
item("question", f, "In which year were the storm clips fitted at the vicarage", None,
     "müsste ich nicht zuvor noch in Erfahrung bringen, in welchem Jahr Sie dort die Sturmklammern gesetzt haben", "Sachverständiger Dr. Meyn")
item("task", f, "Send a piece of the broken batten to the expert", None,
     "Ein Stück der gebrochenen Latte, unterarmlang genügt, wollen Sie mir freundlicherweise ins Büro schicken.", "Sachverständiger Dr. Meyn")
falle(f, "Was lehrt uns ein solcher Winter?", "question: rhetorical, the writer answers it himself")
falle(f, "Das Gutachten selbst geht dem Gericht durch mich bis Ende Mai zu.", "duty of the other side")

# ------------------------------------------------------------------ 06 Vorarbeiter, intern, schludrig
f = "06_malte_neue_woche.eml"
mail(f, "Malte Ruhnke <malte@brockhoff-dach.example>", CHEF, "neue woche", (2026, 4, 19, 20, 15), """
moin chef

kurz zu morgen. timo u ich fangen bei gerdes an, dennis macht lager. hab ich den steiger nu beide tage oder bloß donnerstag, sonst muss ich die truppe umschmeißen

gaube lührs mess ich auf, zahlen hast du mittwoch auf'm tisch

hatten wir noch kupfernägel? jo, timo hat im container nen ganzen eimer gefunden

bulli war freitag beim tüv, plakette is dran

gruß malte
""", "<mr-20260419-2015@brockhoff-dach.example>")
item("question", f, "Does Malte have the lifting platform on both days or only Thursday", None, "hab ich den steiger nu beide tage oder bloß donnerstag", "Malte Ruhnke")
item("deadline+task", f, "Malte measures the Lührs dormer; figures on Wednesday", "2026-04-22", "gaube lührs mess ich auf, zahlen hast du mittwoch auf'm tisch", "Malte Ruhnke", computed=True)
falle(f, "hatten wir noch kupfernägel?", "question: the writer answers it himself")
falle(f, "bulli war freitag beim tüv, plakette is dran", "done")
ok(f, "timo u ich fangen bei gerdes an, dennis macht lager", "today's plan of the crew")

# ------------------------------------------------------------------ 07 Nachbar, erbost
f = "07_ploog_beschwerde.eml"
mail(f, "Rüdiger Ploog <r.ploog@vennstedt-net.example>", BUERO, "Ihre Baustelle Lindenstraße 14 - FRISTSETZUNG", (2026, 4, 17, 6, 58), """
Sehr geehrter Herr Brockhoff,

ich wohne seit 31 Jahren in der Lindenstraße 16 und habe in dieser Zeit
manches erlebt, aber noch keine Auffahrt, auf der man über Ziegelbruch zum
Briefkasten steigt. Soll ich vielleicht selbst mit dem Besen auf Ihr Gerüst
klettern?

Zur Räumung meiner Auffahrt von Ihrem Bauschutt setze ich Ihnen hiermit eine
Frist bis Montag, den 27. April 2026, 12.00 Uhr.

Überdies sind Sie mir seit vierzehn Tagen jede Auskunft darüber schuldig, wer
die zerschlagene Scheibe meines Frühbeets ersetzt, Sie oder der Gerüstbauer.

Lichtbilder habe ich gefertigt. Meine Frau ist Zeugin.

Hochachtungsvoll
R. Ploog, Studiendirektor i. R.
""", "<ploog-lind16-04@vennstedt-net.example>")
item("deadline+task", f, "Clear the neighbour's drive of rubble", "2026-04-27", "Zur Räumung meiner Auffahrt von Ihrem Bauschutt setze ich Ihnen hiermit eine Frist bis Montag, den 27. April 2026, 12.00 Uhr.", "Rüdiger Ploog")
item("question", f, "Who replaces the broken pane of the cold frame", None,
     "Überdies sind Sie mir seit vierzehn Tagen jede Auskunft darüber schuldig, wer die zerschlagene Scheibe meines Frühbeets ersetzt, Sie oder der Gerüstbauer.", "Rüdiger Ploog")
falle(f, "Soll ich vielleicht selbst mit dem Besen auf Ihr Gerüst klettern?", "question: rhetorical")

# ------------------------------------------------------------------ 08 / 09 Anfrage und Antwort
f = "08_anfrage_osterkamp.eml"
mail(f, "Birte und Jan Osterkamp <osterkamp@familienpost.example>", BUERO, "Neueindeckung Reiherstieg 5", (2026, 4, 15, 8, 41), """
Guten Tag Herr Brockhoff,

Ihr Angebot liegt seit gestern unterschrieben bei Frau Janßen, und wir freuen uns, dass es losgeht. Hätten Sie denn im Juni überhaupt noch Platz für uns? Wir müssten sonst den Urlaub verlegen.

Außerdem haben wir am Wochenende gesehen, wie blind die zwei alten Dachfenster zur Gartenseite sind. Uns würde interessieren, was es in etwa ausmacht, die beiden gleich mit austauschen zu lassen.

Den Baum, der im Weg stand, haben wir vorige Woche fällen lassen.

Freundliche Grüße
Birte und Jan Osterkamp
""", "<osterkamp-1504-0841@familienpost.example>")
falle(f, "Hätten Sie denn im Juni überhaupt noch Platz für uns?", "question: answered by the owner in 09_AW_osterkamp.eml")
item("question", f, "Rough price for changing the two roof windows (the owner's reply leaves it open)", None,
     "Uns würde interessieren, was es in etwa ausmacht, die beiden gleich mit austauschen zu lassen.", "Familie Osterkamp")
falle(f, "Den Baum, der im Weg stand, haben wir vorige Woche fällen lassen.", "done by the other side")

f = "09_AW_osterkamp.eml"
mail(f, CHEF, "Birte und Jan Osterkamp <osterkamp@familienpost.example>", "AW: Neueindeckung Reiherstieg 5", (2026, 4, 17, 12, 22), """
Liebe Familie Osterkamp,

Juni passt, ich habe Sie fest für die Woche ab dem 15. eingetragen, der Urlaub kann also bleiben, wo er ist.

Farbmuster kriegen Sie von uns ins Haus, Dennis legt sie Ihnen am kommenden Donnerstag vor die Tür. Zu den Fenstern schreibe ich extra, ich stehe gerade auf dem First.

Gruß
Henning Brockhoff
""", "<hb-170426-1222@brockhoff-dach.example>", auf="<osterkamp-1504-0841@familienpost.example>")
item("deadline+task", f, "Dennis brings the colour samples to the Osterkamps", "2026-04-23", "Farbmuster kriegen Sie von uns ins Haus, Dennis legt sie Ihnen am kommenden Donnerstag vor die Tür.", "Familie Osterkamp", computed=True)
ok(f, "Zu den Fenstern schreibe ich extra, ich stehe gerade auf dem First.", "promise of the owner to answer the open question of 08; the question itself is planted")
ok(f, "ich habe Sie fest für die Woche ab dem 15. eingetragen", "date of the work, entered already")

# ------------------------------------------------------------------ 10 Rundbrief, 11 Abwesenheit (beide harmlos)
f = "10_dachpost_april.eml"
teile = ["Dachpost, Nachrichten für Leute, die oben arbeiten. Ausgabe April 2026",
         "Die Reetdachdecker von Hollerwisch haben am 11. April ihr Richtfest im Museumsdorf gefeiert. 300 Gäste, zwei Schafe, kein Regen.",
         "Der Zinkpreis ist im März um gut vier Prozent gefallen. Beobachter führen es auf volle Lager zurück.",
         "Menschen: Klempnermeisterin Tomke Aits übernahm zum 1. April den Betrieb ihres Vaters in Süderau. Sie ist die fünfte Generation und die erste, die schwindelfrei ist.",
         "Rückblick: Vor hundert Jahren, im Mai 1926, deckten vier Männer den Turm von Sankt Veit in neun Tagen neu ein. Bezahlt wurde in Roggen."]
mail(f, "Redaktion Dachpost <redaktion@dachpost-verlag.example>", BUERO, "Dachpost April: Zink, Reet und Roggen", (2026, 4, 14, 5, 30), "\n\n".join(teile) + "\n\nSie lesen die Dachpost als Abonnent.",
     "<dp-2026-04@dachpost-verlag.example>", html="<h2>%s</h2>" % teile[0] + "".join("<p>%s</p>" % x for x in teile[1:]) + "<p><small>Sie lesen die Dachpost als Abonnent.</small></p>",
     List_Unsubscribe="<mailto:weg@dachpost-verlag.example>")
still(f)

f = "11_abwesenheitsnotiz.eml"
mail(f, "Steuerkanzlei Bohlen <kanzlei@bohlen-steuer.example>", BUERO, "Automatische Antwort: Belege März", (2026, 4, 17, 15, 1), """
Vielen Dank für Ihre Nachricht.

Unsere Kanzlei ist wegen Umzugs in die Marktstraße am Freitag, 17. April, und am Montag, 20. April, geschlossen. Ihre Unterlagen sind eingegangen und werden ab Dienstag, 21. April, der Reihe nach bearbeitet.

Ihr Team der Steuerkanzlei Bohlen
""", "<oof-5512@bohlen-steuer.example>", auf="<sj-170426-1500@brockhoff-dach.example>", Auto_Submitted="auto-replied")
still(f)

# ------------------------------------------------------------------ 12 Berufsgenossenschaft
f = "12_bg_unfall_wessels.pdf"
n, b = stil("Times-Roman", 11, alignment=TA_JUSTIFY), stil("Times-Bold", 11)
pdf(f, [Paragraph("Unfallkasse der Bauhandwerke", stil("Times-Bold", 15)), Paragraph("Bezirksverwaltung Nord, Abteilung Prävention und Leistung", n), HRFlowable(width="100%"), Spacer(1, 10),
        Paragraph("Brockhoff Bedachungen GmbH<br/>Deichstraße 41<br/>Vennstedt", stil("Times-Roman", 11)), Paragraph("9. April 2026", stil("Times-Roman", 11, alignment=TA_RIGHT)),
        Paragraph("Aktenzeichen 26/U-8840, Arbeitsunfall des Herrn Keno Wessels am 25. März 2026", b), Paragraph("Sehr geehrte Damen und Herren,", n),
        Paragraph("die von Ihnen erstattete Unfallanzeige vom 26. März ist hier eingegangen. Das Heilverfahren wird von uns gesteuert; Kosten entstehen Ihnen insoweit nicht.", n),
        Paragraph("Gemäß § 21 unserer Satzung fordern wir Sie auf, die Gefährdungsbeurteilung für die Baustelle Hafenspeicher binnen vier Wochen, gerechnet vom Datum dieses Schreibens, vorzulegen. "
                  "Eine Übersendung als Datei ist ausreichend.", n),
        Paragraph("Der Anzeige lässt sich nicht entnehmen, ob der Verletzte im Augenblick des Sturzes angeseilt war. Ohne diese Angabe ruht die Prüfung unserer Eintrittspflicht.", n),
        Paragraph("Unser Aufsichtsdienst hat die Baustelle am 2. April besichtigt; Beanstandungen ergaben sich nicht.", n),
        Paragraph("Mit freundlichen Grüßen<br/>im Auftrag<br/><br/>Freese", stil("Times-Roman", 11))], "Unfall Wessels")
item("deadline+task", f, "Submit the risk assessment for the site Hafenspeicher (four weeks from 9 April)", (date(2026, 4, 9) + timedelta(weeks=4)).isoformat(),
     "fordern wir Sie auf, die Gefährdungsbeurteilung für die Baustelle Hafenspeicher binnen vier Wochen, gerechnet vom Datum dieses Schreibens, vorzulegen", "Unfallkasse der Bauhandwerke", computed=True)
item("question", f, "Was the injured man roped when he fell", None, "Der Anzeige lässt sich nicht entnehmen, ob der Verletzte im Augenblick des Sturzes angeseilt war.", "Unfallkasse der Bauhandwerke")
falle(f, "Das Heilverfahren wird von uns gesteuert; Kosten entstehen Ihnen insoweit nicht.", "the other side does it")
falle(f, "Unser Aufsichtsdienst hat die Baustelle am 2. April besichtigt", "past")

# ------------------------------------------------------------------ 13 Stadt, Sondernutzung
f = "13_stadt_sondernutzung_geruest.docx"
d = Document()
d.add_paragraph("Stadt Vennstedt\nOrdnungsamt, Straßenverkehr\nRathausplatz 1")
d.add_paragraph("Vennstedt, den 31. März 2026")
d.add_heading("Erlaubnis zur Sondernutzung öffentlicher Verkehrsfläche Nr. 88/2026", 2)
d.add_paragraph("Gerüst Lindenstraße 14, Gehweg, 18,50 m x 1,30 m")
for x in ["Auf Ihren Antrag vom 17. März 2026 wird Ihnen die bezeichnete Nutzung widerruflich gestattet.",
          "Die Erlaubnis gilt vom 2. April bis zum Ablauf des 15. Mai 2026.",
          "Wird die Fläche darüber hinaus gebraucht, so ist die Verlängerung zwei Wochen vor Ablauf der Erlaubnis schriftlich zu beantragen. Später gestellte Anträge werden wie Neuanträge behandelt.",
          "Die nächtliche Beleuchtung wird von den Stadtwerken angebracht und unterhalten. Die Verwaltungsgebühr haben Sie am Schalter entrichtet.",
          "Diese Erlaubnis ist maschinell erstellt und ohne Unterschrift gültig."]:
    d.add_paragraph(x)
d.save(FILES / f)
item("deadline", f, "The permission for the scaffold on the pavement ends", "2026-05-15", "Die Erlaubnis gilt vom 2. April bis zum Ablauf des 15. Mai 2026.", "Stadt Vennstedt")
item("deadline", f, "Last day to apply for a prolongation (two weeks before 15 May)", (date(2026, 5, 15) - timedelta(weeks=2)).isoformat(),
     "Wird die Fläche darüber hinaus gebraucht, so ist die Verlängerung zwei Wochen vor Ablauf der Erlaubnis schriftlich zu beantragen.", "Stadt Vennstedt", computed=True)
falle(f, "Die nächtliche Beleuchtung wird von den Stadtwerken angebracht und unterhalten.", "the other side does it")
falle(f, "Die Verwaltungsgebühr haben Sie am Schalter entrichtet.", "paid")

# ------------------------------------------------------------------ 14 Innung, Gesellenprüfung
f = "14_innung_gesellenpruefung.docx"
d = Document()
d.styles["Normal"].font.name = "Calibri"
d.add_heading("Dachdecker-Innung Vennstedt und Umland", 1)
d.add_paragraph("An die Ausbildungsbetriebe des Prüfungsjahrgangs Sommer 2026\nhier: Brockhoff Bedachungen, Auszubildender Timo Kessler")
d.add_paragraph("10. April 2026")
for x in ["Liebe Kolleginnen und Kollegen,",
          "der Sommer naht und mit ihm die Gesellenprüfung. Angemeldet ist, wessen Bogen mit Stempel und Berichtsheft am 8. Mai 2026 bei uns im Haus liegt, Nachzügler müssen auf den Winter warten.",
          "Weil Obermeister Klaasen das Material schon bestellt, wüssten wir gern noch von Ihnen, mit was Ihr junger Mann antritt, mit Schiefer oder mit Biberschwanz.",
          "Die Einladungen zur Prüfung verschicken wir Anfang Juni. Um das Mittagessen kümmert sich die Innung.",
          "Mit Handwerksgruß", "Hilke Rademacher, Geschäftsstelle"]:
    d.add_paragraph(x)
d.save(FILES / f)
item("deadline+task", f, "Register the apprentice Timo Kessler for the journeyman's examination", "2026-05-08",
     "Angemeldet ist, wessen Bogen mit Stempel und Berichtsheft am 8. Mai 2026 bei uns im Haus liegt", "Dachdecker-Innung Vennstedt")
item("question", f, "Does the apprentice take the examination with slate or plain tiles", None,
     "wüssten wir gern noch von Ihnen, mit was Ihr junger Mann antritt, mit Schiefer oder mit Biberschwanz", "Dachdecker-Innung Vennstedt")
falle(f, "Die Einladungen zur Prüfung verschicken wir Anfang Juni.", "the other side does it")

# ------------------------------------------------------------------ 15 Brief der alten Dame
f = "15_brief_carstens_abgetippt.txt"
(FILES / f).write_text("""(Handschriftlicher Brief, lag am Samstag im Kasten, abgetippt S. Janßen)


Vennstedt, am 16. April

Werter Herr Brockhoff,

Ihr Vater hat mir 1979 das Dach gemacht und es hat gehalten bis zu diesem März.
Nun fehlen über der Küche sieben Pfannen, ich habe sie vom Garten aus gezählt,
und wenn es regnet, stelle ich die Einkochtöpfe unter. Mein Enkel Fiete hat sich
erboten. Er ist siebzehn und meint es gut. Soll ich auf Sie warten oder den
Jungen mit einer Plane hinaufschicken?

Schreiben müssen Sie nicht, das Lesen fällt mir schwer. Läuten Sie mich lieber
an, nachmittags ab drei, da bin ich vom Friedhof zurück, 4 41 07.

Den Schlüssel zum Hof hat Frau Bünting von gegenüber.

                                     Mit vielen Grüßen an die Frau Mutter
                                     Hedwig Carstens
""", encoding="utf-8")
item("question", f, "Shall she wait for the roofer or send the grandson up with a tarpaulin", None, "Soll ich auf Sie warten oder den Jungen mit einer Plane hinaufschicken?", "Hedwig Carstens")
item("task", f, "Telephone Mrs Carstens, afternoons after three", None, "Läuten Sie mich lieber an, nachmittags ab drei, da bin ich vom Friedhof zurück, 4 41 07.", "Hedwig Carstens")
falle(f, "Schreiben müssen Sie nicht, das Lesen fällt mir schwer.", "nothing to do")

# ------------------------------------------------------------------ 16 Rechnung Gerüstbau, Summe falsch
f = "16_rechnung_tammen_2026-118.pdf"
pos = [("1", "Fassadengerüst stellen, vorhalten 4 Wochen, abbauen", "312 m²", 7.40, 312), ("2", "Schutznetz", "312 m²", 1.15, 312), ("3", "Dachfang an der Traufe", "26 m", 14.50, 26),
       ("4", "An- und Abfahrt, pauschal", "1", 140.00, 1)]
netto = round(sum(p * m for *_, p, m in pos), 2)
ust = round(netto * 0.19, 2)
brutto = round(netto + ust, 2)
falsch = round(brutto + 90, 2)
tab = [["Pos.", "Leistung", "Menge", "Einzel €", "Gesamt €"]] + [[a, t, m, eur(p), eur(p * q)] for a, t, m, p, q in pos]
tab += [["", "Nettobetrag", "", "", eur(netto)], ["", "Umsatzsteuer 19 %", "", "", eur(ust)], ["", "Rechnungsbetrag", "", "", eur(falsch)]]
t = Table(tab, colWidths=[1.2 * cm, 8.3 * cm, 2 * cm, 2.2 * cm, 2.6 * cm])
t.setStyle(TableStyle([("FONTSIZE", (0, 0), (-1, -1), 9), ("GRID", (0, 0), (-1, -5), .3, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                       ("ALIGN", (2, 0), (-1, -1), "RIGHT"), ("FONTNAME", (0, -1), (-1, -1), "Helvetica-Bold")]))
n = stil()
pdf(f, [Paragraph("TAMMEN GERÜSTBAU GmbH", stil("Helvetica-Bold", 16, textColor=colors.darkblue)), Paragraph("Gewerbering 9, Süderau", n), Spacer(1, 12),
        Paragraph("Brockhoff Bedachungen GmbH, Deichstraße 41, Vennstedt", n),
        Paragraph("<b>Rechnung 2026-118</b>, Rechnungsdatum 13.04.2026, Bauvorhaben Lindenstraße 14", n), Spacer(1, 6), t, Spacer(1, 10),
        Paragraph("Zahlbar ohne Abzug bis 14.05.2026. Wer uns bis zum 24.04.2026 bezahlt, darf 2 % Skonto abziehen.", n),
        Paragraph("Leistungszeitraum: ab 02.04.2026. Das Gerüst bleibt bis zur vollständigen Zahlung unser Eigentum, auch wenn es hübsch aussieht.", n),
        Paragraph("Sparbank Süderau, IBAN DE00 0000 0000 0118 2026 00", n)], "Rechnung 2026-118")
item("deadline", f, "Pay the scaffolder's invoice 2026-118", "2026-05-14", "Zahlbar ohne Abzug bis 14.05.2026.", "Tammen Gerüstbau GmbH", amount=falsch)
item("deadline", f, "Cash discount of 2 % ends", "2026-04-24", "Wer uns bis zum 24.04.2026 bezahlt, darf 2 % Skonto abziehen.", "Tammen Gerüstbau GmbH")
item("finding", f, f"Total should be {brutto:.2f} ({netto:.2f} + {ust:.2f})", None, "Rechnungsbetrag " + eur(falsch), "Tammen Gerüstbau GmbH", finding="total_mismatch", expected=brutto)

# ------------------------------------------------------------------ 17 Mahnung
f = "17_mahnung_huelsmann.docx"
d = Document()
d.add_heading("Hülsmann Werkzeugverleih", 1)
d.add_paragraph("14. April 2026")
d.add_paragraph("2. Mahnung zur Rechnung WV-3306 vom 23. Februar 2026 (Abbruchhammer, Dachaufzug, 6 Tage)")
d.add_paragraph("Sehr geehrter Kunde,")
d.add_paragraph("trotz unserer Erinnerung vom 24. März konnten wir einen Zahlungseingang nicht feststellen.")
t = d.add_table(rows=0, cols=2)
t.style = "Table Grid"
for a, c in [("Rechnung WV-3306", "214,20 €"), ("Mahnkosten", "7,50 €"), ("Offener Betrag", "221,70 €")]:
    z = t.add_row().cells
    z[0].text, z[1].text = a, c
d.add_paragraph("")
d.add_paragraph("Wir geben Ihnen letztmalig Gelegenheit, den offenen Betrag bis Mittwoch, 23.04.2026 auszugleichen. Danach übernimmt unser Inkassobüro.")
d.add_paragraph("Die Rechnung WV-3291 ist erledigt.")
d.add_paragraph("Hülsmann Werkzeugverleih, Buchhaltung")
d.save(FILES / f)
q = "Wir geben Ihnen letztmalig Gelegenheit, den offenen Betrag bis Mittwoch, 23.04.2026 auszugleichen."
item("deadline", f, "Pay the overdue tool hire invoice WV-3306 with dunning costs", "2026-04-23", q, "Hülsmann Werkzeugverleih", amount=221.70)
item("finding", f, "23.04.2026 is a Thursday, not a Wednesday", "2026-04-23", "bis Mittwoch, 23.04.2026", "Hülsmann Werkzeugverleih", finding="weekday_mismatch")
falle(f, "Die Rechnung WV-3291 ist erledigt.", "paid")

# ------------------------------------------------------------------ 18 Quittung (harmlos)
f = "18_wiegeschein_deponie.pdf"
n = stil("Courier", 10)
pdf(f, [Paragraph("WERTSTOFFHOF VENNSTEDT-SÜD", stil("Courier-Bold", 12)), Paragraph("Wiegeschein und Quittung 70551", n), Paragraph("16.04.2026 &nbsp; 07:22 Uhr &nbsp; Kennz. VE-BD 77", n),
        Paragraph("Brutto 4.980 kg / Tara 3.210 kg / Netto 1.770 kg", n), Paragraph("Dachziegel, Ton, sortenrein", n), Paragraph("1,77 t x 24,00 = 42,48 EUR inkl. USt.", n),
        Paragraph("BAR ERHALTEN 42,48 EUR. DANKE.", n)], "Quittung")
still(f)

# ------------------------------------------------------------------ 19 Bauvertrag
f = "19_bauvertrag_luehrs.pdf"
n, k = stil("Times-Roman", 10.5, alignment=TA_JUSTIFY), stil("Times-Bold", 11, spaceBefore=6, spaceAfter=3)
teile = [Paragraph("BAUVERTRAG", stil("Times-Bold", 17)), Paragraph("zwischen den Eheleuten Wiebke und Onno Lührs, Moorweg 22 (Auftraggeber, AG), und der Brockhoff Bedachungen GmbH (Auftragnehmer, AN)", n)]
for kopf, saetze in [
    ("§ 1 Gegenstand", ["(1) Der AN erneuert die Dacheindeckung des Hauses Moorweg 22 einschließlich einer Schleppgaube nach dem Leistungsverzeichnis vom 20. März 2026.",
                        "(2) Die Entsorgung der alten Eindeckung ist eingeschlossen."]),
    ("§ 2 Vergütung", ["(1) Der Pauschalpreis beträgt 48.900,00 € einschließlich Umsatzsteuer.", "(2) Abschläge werden vom AG nach Baufortschritt auf Anforderung gezahlt."]),
    ("§ 3 Ausführung", ["(1) Mit der Arbeit wird begonnen, sobald das Gerüst steht.", "(2) Vollendet sein müssen sämtliche Leistungen des AN am 12. Juni 2026.",
                        "(3) Für jeden Werktag, um den der AN diesen Tag schuldhaft überschreitet, verwirkt er 0,2 % der Vergütung, insgesamt jedoch nicht mehr als 5 %."]),
    ("§ 4 Sicherheit", ["(1) Der AN händigt dem AG binnen drei Wochen nach Unterzeichnung dieses Vertrages eine Bürgschaft seiner Bank über 2.445,00 € aus.", "(2) Die Urkunde wird nach der Abnahme zurückgegeben."]),
    ("§ 5 Leistungen des AG", ["(1) Der AG stellt bis zum 8. Mai 2026 Baustrom und Wasser bereit.", "(2) Den Dachraum räumt der AG selbst."]),
    ("§ 6 Abnahme", ["(1) Der AG nimmt das Werk binnen zwölf Werktagen nach Anzeige der Fertigstellung ab."]),
    ("§ 7 Mängel", ["(1) Die Verjährung der Ansprüche wegen Mängeln beträgt fünf Jahre ab Abnahme."]),
    ("§ 8 Schluss", ["(1) Mündliche Abreden sind nicht getroffen.", "(2) Ist eine Bestimmung unwirksam, so berührt das die übrigen nicht."])]:
    teile += [Paragraph(kopf, k)] + [Paragraph(s, n) for s in saetze]
teile += [Spacer(1, 16), Paragraph("Vennstedt, den 10. April 2026", n), Paragraph("gez. Wiebke Lührs, Onno Lührs &nbsp;&nbsp;&nbsp;&nbsp; gez. Henning Brockhoff", n)]
pdf(f, teile, "Bauvertrag")
item("deadline+task", f, "All work of the building contract must be complete", "2026-06-12", "Vollendet sein müssen sämtliche Leistungen des AN am 12. Juni 2026.", "Eheleute Lührs")
item("deadline+task", f, "Hand over the bank guarantee (three weeks after signature on 10 April)", (date(2026, 4, 10) + timedelta(weeks=3)).isoformat(),
     "Der AN händigt dem AG binnen drei Wochen nach Unterzeichnung dieses Vertrages eine Bürgschaft seiner Bank über 2.445,00 € aus.", "Eheleute Lührs", computed=True, amount=2445.00)
falle(f, "Der AG stellt bis zum 8. Mai 2026 Baustrom und Wasser bereit.", "duty of the other side")
falle(f, "Der AG nimmt das Werk binnen zwölf Werktagen nach Anzeige der Fertigstellung ab.", "duty of the other side")
falle(f, "Den Dachraum räumt der AG selbst.", "duty of the other side")

# ------------------------------------------------------------------ 20 Mietvertrag Halle
f = "20_mietvertrag_lagerhalle.docx"
d = Document()
d.styles["Normal"].font.name = "Arial"
d.add_heading("Mietvertrag über eine Lagerhalle", 1)
d.add_paragraph("Vermieter: Landhandel Eilts KG. Mieter: Brockhoff Bedachungen GmbH.")
for x in ["1. Mietsache. Vermietet wird die Halle 3 auf dem Gelände Bahnweg 2 (360 m²) nebst Rolltor.",
          "2. Mietzins. 1.150,00 € monatlich, per Dauerauftrag zum Monatsersten.",
          "3. Dauer. Das Mietverhältnis hat am 1. November 2023 begonnen und läuft fest bis zum 31. Oktober 2026.",
          "4. Fortsetzung. Es setzt sich um jeweils zwei Jahre fort, falls keine Seite es sechs Monate vor dem Ende schriftlich aufkündigt.",
          "5. Vorrecht. Die angrenzende Freifläche (400 m²) hält der Vermieter dem Mieter zu 0,90 €/m² frei; erklärt sich der Mieter dazu nicht bis einschließlich 15. Juni 2026, wird sie anderweitig vergeben.",
          "6. Instandhaltung. Dach und Fach sind Sache des Vermieters, der auch das Rolltor einmal im Jahr prüfen lässt.",
          "7. Haftung. Für eingebrachte Sachen haftet der Vermieter nur bei Vorsatz und grober Fahrlässigkeit.",
          "8. Änderungen bedürfen der Schriftform."]:
    d.add_paragraph(x)
d.add_paragraph("Vennstedt, 12. Oktober 2023\n\nEilts                                Brockhoff")
d.save(FILES / f)
item("deadline", f, "Last day for notice to end the hall lease on 31 October 2026 (six months before)", "2026-04-30",
     "Es setzt sich um jeweils zwei Jahre fort, falls keine Seite es sechs Monate vor dem Ende schriftlich aufkündigt.", "Landhandel Eilts KG", computed=True)
item("deadline", f, "Pre-emptive right to the neighbouring ground ends", "2026-06-15",
     "erklärt sich der Mieter dazu nicht bis einschließlich 15. Juni 2026, wird sie anderweitig vergeben", "Landhandel Eilts KG")
ok(f, "läuft fest bis zum 31. Oktober 2026", "end of the fixed term; the day that counts is the last day for notice")
ok(f, "1.150,00 € monatlich, per Dauerauftrag zum Monatsersten.", "runs by itself")
falle(f, "Dach und Fach sind Sache des Vermieters, der auch das Rolltor einmal im Jahr prüfen lässt.", "duty of the other side")

# ------------------------------------------------------------------ 21 Protokoll
f = "21_protokoll_07_kita_sonnenhang.docx"
d = Document()
d.add_heading("Baubesprechung Nr. 7, Kita Sonnenhang", 1)
d.add_paragraph("Dienstag, 14.04.2026, 8.00 bis 9.10 Uhr, Baucontainer. Anwesend: Frau Arndt (Planung), Herr Cordes (Gemeinde, Bauherrschaft), Herr Ruhnke (Fa. Brockhoff), Frau Siebels (Elektro). Verteiler: alle.")
d.add_paragraph("Sicherheit: Frau Arndt erkundigte sich, ob die Absturzsicherung schon abgenommen sei. Das ist sie laut Herrn Ruhnke, seit dem 9. April, der Nachweis hängt im Container.")
d.add_paragraph("Gerüst: Herr Cordes wollte von der Fa. Brockhoff hören, wie lange das Gerüst vor den Gruppenräumen noch stehen wird. Herr Ruhnke musste passen und gab die Sache an Herrn Brockhoff weiter.")
d.add_paragraph("Festlegungen:")
t = d.add_table(rows=1, cols=4)
t.style = "Table Grid"
for c, x in zip(t.rows[0].cells, ["Nr.", "Was", "Wer", "Bis"]):
    c.text = x
for z in [["7.1", "Attikableche Südseite nacharbeiten", "Brockhoff", "29.04.2026"], ["7.2", "Leerrohre an der Dachdurchführung", "Siebels", "22.04.2026"],
          ["7.3", "Nachtrag 2 (Lichtkuppeln) einreichen", "Brockhoff", "-"], ["7.4", "Bauzaun versetzen", "Gemeinde", "24.04.2026"], ["6.3", "Dachrinne Nord", "Brockhoff", "erledigt"]]:
    for c, x in zip(t.add_row().cells, z):
        c.text = x
d.add_paragraph("")
d.add_paragraph("Nächster Termin: Mittwoch, 28.04.2026, gleiche Zeit.")
d.save(FILES / f)
item("question", f, "How long will the scaffold in front of the group rooms stay", None, "Herr Cordes wollte von der Fa. Brockhoff hören, wie lange das Gerüst vor den Gruppenräumen noch stehen wird.", "Gemeinde (Herr Cordes)")
ok(f, "Herr Ruhnke musste passen und gab die Sache an Herrn Brockhoff weiter.", "belongs to the open question")
item("deadline+task", f, "Rework the parapet flashings on the south side", "2026-04-29", "Attikableche Südseite nacharbeiten Brockhoff 29.04.2026", "Planung Arndt")
item("task", f, "Submit supplement 2 (skylight domes)", None, "Nachtrag 2 (Lichtkuppeln) einreichen Brockhoff", "Planung Arndt")
item("finding", f, "28.04.2026 is a Tuesday, not a Wednesday", "2026-04-28", "Mittwoch, 28.04.2026, gleiche Zeit", "Planung Arndt", finding="weekday_mismatch")
ok(f, "Nächster Termin: Mittwoch, 28.04.2026, gleiche Zeit.", "date of the next meeting")
falle(f, "Frau Arndt erkundigte sich, ob die Absturzsicherung schon abgenommen sei.", "question: answered in the next sentence")
falle(f, "Leerrohre an der Dachdurchführung Siebels 22.04.2026", "duty of another firm")
falle(f, "Bauzaun versetzen Gemeinde 24.04.2026", "duty of the other side")
falle(f, "Dachrinne Nord Brockhoff erledigt", "done")

# ------------------------------------------------------------------ 22 Telefonzettel
f = "22_telefonzettel_silke.md"
(FILES / f).write_text("""# Telefon Freitag 17.4. (für Henning)

* 7:50 **Mildner, Amselweg** - ist die Gewährleistung eigentlich auch für den alten Schornsteinkopf oder nur fürs Neue. Wusste ich nicht, hab ihr gesagt du weißt das
* 8:15 Dirks von der Bank, hat sich erledigt
* 9:40 Fa. Reents wg. Blechen, meldet sich von sich aus wieder
* 10:05 Dirk Onken war da und hat die Leitern angeguckt, an zweien fehlt die Plakette. Bestell ich nach
* 11:30 Paketdienst, Päckchen liegt bei Bäcker Freerks, hat Dennis schon geholt

Silke
""", encoding="utf-8")
item("question", f, "Does the warranty cover the old chimney head too", None, "ist die Gewährleistung eigentlich auch für den alten Schornsteinkopf oder nur fürs Neue", "Frau Mildner")
item("task", f, "Silke orders the missing inspection badges for two ladders", None, "an zweien fehlt die Plakette. Bestell ich nach", "Silke Janßen")
falle(f, "Dirks von der Bank, hat sich erledigt", "settled")
falle(f, "Fa. Reents wg. Blechen, meldet sich von sich aus wieder", "the other side calls again")
falle(f, "Paketdienst, Päckchen liegt bei Bäcker Freerks, hat Dennis schon geholt", "done")

# ------------------------------------------------------------------ 23 Tabelle offene Punkte
f = "23_offene_punkte.xlsx"
wb = Workbook()
ws = wb.active
ws.title = "Offen"
ws.append(["Nr", "Aufgabe", "Wer", "Stand", "Termin"])
for c in ws[1]:
    c.font = Font(bold=True)
    c.fill = PatternFill("solid", fgColor="DDDDDD")
for z in [[31, "Lampe in der Halle tauschen", "Dennis", "erledigt", date(2026, 4, 2)], [32, "Aufmaß Scheune Hinrichs", "Malte", "offen", date(2026, 4, 28)],
          [33, "Angebot Carport Tholen nachfassen", "Henning", "offen", None], [34, "Prüfung Schrägaufzug beauftragen", "Silke", "noch nicht angefangen", None],
          [35, "Winterreifen runter", "Timo", "erledigt", date(2026, 4, 11)]]:
    ws.append(z)
for row in ws.iter_rows(min_row=2, min_col=5, max_col=5):
    row[0].number_format = "DD.MM.YYYY"
ws.column_dimensions["B"].width = 40
ws.column_dimensions["E"].width = 14
wb.save(FILES / f)
item("deadline+task", f, "Malte: measuring of the Hinrichs barn", "2026-04-28", "Aufmaß Scheune Hinrichs Malte offen", "Malte Ruhnke")
item("task", f, "Henning follows up the carport quotation", None, "Angebot Carport Tholen nachfassen Henning offen", "Tholen")
item("task", f, "Silke orders the inspection of the inclined lift", None, "Prüfung Schrägaufzug beauftragen Silke noch nicht angefangen", "Silke Janßen")
falle(f, "Lampe in der Halle tauschen Dennis erledigt", "done row")
falle(f, "Winterreifen runter Timo erledigt", "done row")

# ------------------------------------------------------------------ 24 Preisliste (harmlos)
f = "24_preisliste_schiefer_2026.csv"
with open(FILES / f, "w", newline="", encoding="utf-8") as fh:
    w = csv.writer(fh, delimiter=";")
    w.writerow(["Artikel", "Format", "Einheit", "Preis EUR netto"])
    for z in [["Rechteckschiefer", "30 x 20", "m²", "41,80"], ["Bogenschnitt", "25 x 25", "m²", "46,20"], ["Altdeutsche Deckung", "gemischt", "m²", "63,50"], ["Firststein", "lfm", "m", "12,90"],
              ["Schiefernagel Kupfer", "32 mm", "kg", "27,40"]]:
        w.writerow(z)
still(f)

# ------------------------------------------------------------------ 25 Vergabeportal
f = "25_vergabeportal_feuerwehrhaus.html"
(FILES / f).write_text("""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Vergabe Küstenland: Feuerwehrhaus Ostermoor</title>
<style>table{border-collapse:collapse}td{border:1px solid #aaa;padding:4px 10px}</style></head>
<body>
<p>Angemeldet als: Brockhoff Bedachungen GmbH | Meine Verfahren | Abmelden</p>
<h1>Feuerwehrhaus Ostermoor, Los 4 Dach und Klempner</h1>
<table>
<tr><td>Auftraggeber</td><td>Gemeinde Ostermoor</td></tr>
<tr><td>Ihr Status</td><td>eingeladen, Angebot noch nicht abgegeben</td></tr>
<tr><td>Angebote werden angenommen bis</td><td>06.05.2026, 10:00 Uhr</td></tr>
<tr><td>Zuschlag durch den Gemeinderat</td><td>27.05.2026</td></tr>
</table>
<h2>Postfach (1 neue Nachricht)</h2>
<p>16.04.2026, Vergabestelle: In Ihrem Teilnahmeantrag heißt es zur Verwahrung lediglich „Titanzink“. Ist damit walzblankes oder vorbewittertes Material gemeint?</p>
<h2>Hilfe</h2>
<p>Kostet mich die Teilnahme etwas? Nein, das Portal ist für Bieter gebührenfrei.</p>
<p>Die Hotline ist werktags von 8 bis 16 Uhr besetzt.</p>
</body></html>
""", encoding="utf-8")
item("deadline+task", f, "Hand in the bid for the fire station", "2026-05-06", "Angebote werden angenommen bis 06.05.2026, 10:00 Uhr", "Gemeinde Ostermoor")
item("question", f, "Is mill-finish or pre-weathered titanium zinc meant", None, "Ist damit walzblankes oder vorbewittertes Material gemeint?", "Vergabestelle Gemeinde Ostermoor")
falle(f, "Kostet mich die Teilnahme etwas?", "question: help text, answered in the next sentence")
falle(f, "Zuschlag durch den Gemeinderat 27.05.2026", "event of the other side")

# ------------------------------------------------------------------ 26 Folien (harmlos)
f = "26_jahresrueckblick_2025.pptx"
pr = Presentation()
for titel, text in [("Das war 2025", "Weihnachtsfeier, 19. Dezember 2025"), ("Zahlen", "61 Dächer, davon 9 Reparaturen nach Sturm\n38.400 Ziegel verlegt\n11 Tage Regenpause im Juli"),
                    ("Leute", "Malte ist seit zehn Jahren dabei\nTimo kam im August ins dritte Lehrjahr"), ("Dank", "An alle, die bei Wind noch oben waren")]:
    s = pr.slides.add_slide(pr.slide_layouts[1])
    s.shapes.title.text = titel
    s.placeholders[1].text = text
pr.save(FILES / f)
still(f)

# ------------------------------------------------------------------ 27 Dankeskarte, 28 Zeitung (harmlos)
f = "27_dankeskarte_kirchengemeinde.txt"
(FILES / f).write_text("""Lieber Herr Brockhoff, liebe Männer vom Dach,

am Palmsonntag hat es geschüttet, und in der Taufkapelle ist kein Tropfen
gefallen. Dafür danken wir Ihnen von Herzen. Der Posaunenchor hat den Kuchen,
den Ihre Leute uns übrig gelassen hatten, bis auf den letzten Krümel gewürdigt.

Es war eine Freude mit Ihnen.

Für die Kirchengemeinde Sankt Veit
Pastorin Almut Frerichs
""", encoding="utf-8")
still(f)

f = "28_vennstedter_bote_auszug.md"
(FILES / f).write_text("""## Vennstedter Bote, 18. April 2026, Seite 5

**Storchennest zieht um.** Auf dem Dach der alten Molkerei haben Dachdecker am Dienstag einem Storchenpaar ein neues Nest
gebaut. Der Betrieb Brockhoff stellte dafür einen Wagenrad-Unterbau her, die Feuerwehr lieh ihre Drehleiter. Nach zwei
Stunden war die Arbeit getan. Das Männchen kam noch am Abend und warf als Erstes drei Zweige herunter.

Die Molkerei wurde 1958 stillgelegt. Im Erdgeschoss ist heute die Bücherei, geöffnet dienstags und freitags von 14 bis 18 Uhr.
""", encoding="utf-8")
still(f)

(ROOT / "planted.json").write_text(json.dumps(PLANT, indent=1, ensure_ascii=False), encoding="utf-8")
