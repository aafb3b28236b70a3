# German. Sections hold regular expressions, one per line; see understand/lexicon.rs.
[stopword]
der|die|das|und|ist|sind|sie|ihr|ihre|ihren|ihrem|wir|unser|unsere|für|mit|dass|den|dem|des|ein|eine|einen|nicht|bitte|von|bei|zu|zum|zur|auf|im|am|haben|hat|wird|werden|ich|uns|ihnen|noch|bis|aus|als|auch|wurde|oder

[words:months]
januar jan jänner
februar feb feber
märz mär mrz maerz
april apr
mai
juni jun
juli jul
august aug
september sept sep
oktober okt
november nov
dezember dez

[words:weekdays]
montag mo montags
dienstag di dienstags
mittwoch mi mittwochs
donnerstag do donnerstags
freitag fr freitags
samstag sa sonnabend
sonntag so

[words:ordinals]
erste ersten erster
zweite zweiten zweiter
dritte dritten dritter
vierte vierten vierter
fünfte fünften fünfter
sechste sechsten sechster
siebte siebten siebter
achte achten achter
neunte neunten neunter
zehnte zehnten zehnter
elfte elften elfter
zwölfte zwölften zwölfter
dreizehnte dreizehnten dreizehnter
vierzehnte vierzehnten vierzehnter
fünfzehnte fünfzehnten fünfzehnter
sechzehnte sechzehnten sechzehnter
siebzehnte siebzehnten siebzehnter
achtzehnte achtzehnten achtzehnter
neunzehnte neunzehnten neunzehnter
zwanzigste zwanzigsten zwanzigster
einundzwanzigste einundzwanzigsten einundzwanzigster
zweiundzwanzigste zweiundzwanzigsten zweiundzwanzigster
dreiundzwanzigste dreiundzwanzigsten dreiundzwanzigster
vierundzwanzigste vierundzwanzigsten vierundzwanzigster
fünfundzwanzigste fünfundzwanzigsten fünfundzwanzigster
sechsundzwanzigste sechsundzwanzigsten sechsundzwanzigster
siebenundzwanzigste siebenundzwanzigsten siebenundzwanzigster
achtundzwanzigste achtundzwanzigsten achtundzwanzigster
neunundzwanzigste neunundzwanzigsten neunundzwanzigster
dreißigste dreißigsten dreißigster
einunddreißigste einunddreißigsten einunddreißigster

[words:numbers]
0 null
1 ein eine einem einen einer eines
2 zwei zweier
3 drei dreier
4 vier
5 fünf
6 sechs
7 sieben
8 acht
9 neun
10 zehn
11 elf
12 zwölf
14 vierzehn
13 dreizehn
15 fünfzehn
16 sechzehn
18 achtzehn
20 zwanzig
21 einundzwanzig
24 vierundzwanzig
28 achtundzwanzig
25 fünfundzwanzig
30 dreißig dreissig
36 sechsunddreißig sechsunddreissig
40 vierzig
42 zweiundvierzig
48 achtundvierzig
50 fünfzig
45 fünfundvierzig
60 sechzig
90 neunzig
100 hundert einhundert
180 hundertachtzig
120 hundertzwanzig

[words:units]
day tag tage tagen tages kalendertage kalendertagen kalendertag werktag werktage werktagen arbeitstag arbeitstage arbeitstagen bankarbeitstage bankarbeitstagen
week woche wochen kalenderwoche kalenderwochen
month monat monate monaten monats kalendermonat kalendermonate kalendermonaten kalendermonats monatsfrist
quarter quartal quartale quartalen quartals
year jahr jahre jahren jahres kalenderjahr kalenderjahre kalenderjahren
fortnight vierzehntagen

[period_adjective]
(?:volle[nr]?|ganze[nr]?|weitere[nrs]?|kalender|aufeinanderfolgende[nr]?|vollen)
[business]
(?:werktag|arbeitstag|bankarbeitstag)

[relative_day]
(?P<d1>morgen(?: früh| vormittag| mittag| nachmittag| abend)?)|(?P<d2>übermorgen)|(?P<d0>heute(?: abend| nachmittag| noch)?|tagesende|feierabend|dienstschluss)
[next]
(?:nächste[nrms]?|folgende[nrms]?|darauffolgende[nrms]?)
[this]
(?:diese[nrms]?|kommende[nrms]?)
[weekday_week_this]
dieser woche|diese woche
[weekday_week_next]
(?:nächster|nächste|kommender|kommende|der kommenden|der nächsten) woche
[end_of]
(?:ende|ablauf|monatsende|monatsultimo|ultimo|letzte[rnm]? (?:kalender)?tage?s?)(?: de[sr])?(?: monats)?
[middle_of]
mitte(?: de[sr])?
[last_day_of]
(?:letzte[rnm]?)\s
[this_month]
(?: (?:(?P<month_this>d\. ?m\.|dieses monats|diesen monats|des laufenden monats)|(?P<month_next>(?:des )?(?:nächsten|kommenden|folgenden) monats)))
[end_unit]
(?P<week>woche)|(?P<month>monats?)|(?P<quarter>quartals?)|(?P<year>jahres|jahr)
[end_word]
(?P<month>(?:noch )?(?:in )?diesem monat(?: noch)?|monatsende|monatsultimo|ultimo|monatsletzte[rn]?|monatsschluss)|(?P<year>jahresende|jahresultimo|jahresschluss|jahresletzten)|(?P<quarter>quartalsende|quartalsschluss)|(?P<week>wochenende|ende der woche)
[calendar_week]
(?:KW|kalenderwoche|woche)

[history_header]
^(?:am|on) .{6,120} schrieb(?: .{0,80})?:\s*$
^.{3,80} schrieb am .{6,60}:\s*$
^-{2,}\s?(?:ursprüngliche nachricht|original(?:-| )?nachricht)
^von:.*gesendet:
^von: .+
[closing]
^(?:mit )?(?:freundliche[nm]?|beste[nr]?|herzliche[nr]?|viele[nr]?|liebe[nr]?|schöne[nr]?|sonnige[nr]?|kollegiale[nr]?|freundlichem|bestem)\s(?:\w+ )?(?:grüße?n?|gruß|gruss|grüssen|dank)\b.{0,30}$
^(?:mit )?freundlichen kollegialen grüßen
^(?:mfg|vg|lg|bg|hochachtungsvoll|gruß|grüße|gruss|herzlichst|beste grüße|danke und gruß|bis bald|bis dann|bis morgen|bis nächste woche|schöne grüße|im auftrag|i\. ?a\.),?$
^(?:gruß|grüße) (?:aus|von|in) .{2,30}$
[closing_not]
\b(?:dank für|dank an|grüße an|gruß an|dank dafür)
[postscript]
^(?:p\.? ?s\.?|ps|nachtrag)[ :.\-]
[automatic]
automatische antwort|abwesenheits?(?:notiz|nachricht|assistent|meldung)|abwesenheit|bin (?:ich )?.{0,60}(?:nicht im (?:büro|haus|dienst)|im urlaub|außer haus|abwesend)|nicht im (?:büro|haus) |ihre (?:e-?mail|nachricht) wird nicht weitergeleitet|befinde mich .{0,30}(?:urlaub|elternzeit)
[newsletter]
newsletter|abbestellen|abmelden|abmeldung vom|sie erhalten diese[ns]? (?:mail|e-?mail|newsletter|nachricht)|rundbrief|im browser (?:ansehen|anzeigen|öffnen)|online ansehen
[newsletter_name]
newsletter|rundbrief
[other_date]
(?:liefer|versand|fälligkeits|bestell|leistungs|ablauf|geburts|abreise|anreise|veranstaltungs)datum
[mass_greeting]
^(?:liebe (?:kolleginnen|kollegen|mitglieder|leser|kunden|freunde|alle|vereinsmitglieder|nachbarn)|hallo (?:zusammen|alle|ihr lieben)|sehr geehrte (?:kunden|leser|mitglieder|nutzer)|liebe(?:s|r)? (?:team)\b)
[letter_greeting]
^(?:(?:sehr |hoch)?geehrte[rsn]?|(?:sehr )?verehrte[rsn]?|liebe[rs]?|guten (?:tag|morgen|abend)|hallo|hi|hey|moin(?:sen)?|tach|grüß gott|grüß (?:euch|dich|sie)|grüezi|servus|werte[r]?)\b
[no_action]
(?:keine?|ohne) (?:unterlagen|vorbereitung|papiere|formulare|rückmeldung) (?:nötig|erforderlich|notwendig|mitzubringen)|(?:müssen|brauchen) (?:sie )?(?:nichts|nicht) (?:weiter |mehr )?(?:tun|unternehmen|veranlassen|zu tun|reagieren|antworten)|nichts (?:weiter )?(?:zu tun|zu veranlassen|mehr offen|weiter zu)|nix zu tun|kein handlungsbedarf|(?:keine|brauchst keine) antwort (?:nötig|erforderlich|notwendig)|(?:nur )?zur (?:info|information|kenntnis)(?: \w+)?\.?$|es besteht kein|hat sich (?:damit |bereits )?erledigt|ist (?:damit |nun )?gegenstandslos|nicht (?:mehr )?(?:nötig|erforderlich|notwendig)|braucht (?:es |ihr |man )?(?:nichts|nicht)|von (?:unserer|ihrer) seite ist (?:damit )?nichts|(?:müssen|brauchen) (?:sie |wir )?nichts (?:weiter |mehr )?(?:vor\w+|mit\w+|\w+en)|mitzubringen ist nichts|ist nichts (?:weiter |mehr )?(?:mitzubringen|vorzubereiten|zu \w+en)|machen sie sich keine|nichts zu (?:bezahlen|überweisen|beachten|befürchten)

[negated_duty]
(?:damit )?(?:sie|ihr|du) (?:\S+ ){0,4}(?:nicht|nichts) (?:\S+ ){0,4}(?:müssen|müssten|brauchen|müsst)\b
(?:muss|braucht|sollte) (?:niemand|keiner|nichts)\b|niemand (?:von \w+ )?(?:muss|braucht)\b
nichts (?:\w+ ){0,2}(?:veranlasst|zu veranlassen|zu unternehmen|zu tun|erforderlich|notwendig|nötig|vonnöten)\b|(?:ihrerseits|eurerseits|deinerseits|für sie|für euch|für dich|von ihnen) (?:ist |besteht |gibt es |bleibt )?(?:\w+ ){0,3}(?:nichts|kein\w*)\b
kein\w* (?:\w+ )?(?:maßnahmen?|schritte?|tätigwerden|reaktion|handlung\w*|veranlassung|mitwirkung|zutun|unterschrift|zahlung|rücksendung) (?:\w+ ){0,3}(?:nötig|erforderlich|notwendig|geboten|veranlasst|vonnöten)\b|ohne (?:ihr|euer|dein|weiteres) zutun\b
(?:brauchen|müssen) (?:sie|wir|ihr) (?:sich )?(?:\w+ ){0,3}(?:nicht|nichts|keine?n?)\b|(?:brauchst|musst) du (?:\w+ ){0,3}(?:nicht|nichts|keine?n?)\b|(?:sie|ihr|wir) (?:brauchen|braucht|müssen|müsst) (?:\w+ ){0,3}(?:nicht|nichts|keine?n?)\b
erübrigt sich|(?:hat|haben) sich (?:\w+ ){0,3}(?:erledigt|erübrigt|geklärt)\b

[past]
(?:wurde|wurden|worden|war|waren|hatte|hatten|ist|sind|habe|haben|hat) (?:.{0,80} )?(?:bezahlt|überwiesen|eingegangen|erledigt|abgeschlossen|eingereicht|erfolgt|geleistet|montiert|ausgetauscht|gesendet|verschickt|versandt|erhalten|festgestellt|bestätigt|abgeholt|geliefert|unterzeichnet|unterschrieben|eingezogen|abgebucht|beglichen|erteilt|genehmigt|stattgefunden|eingeführt|verlegt|verlängert|gekündigt|begonnen|gegangen|angerufen|zugestimmt|gezahlt|durchgeführt|vorgefunden|angekommen|übergeben|geprüft|gewartet|fertiggestellt|gestellt|gesetzt)
im vorjahr|im vergangenen (?:jahr|monat)|letzte[sn]? (?:jahr|monat|woche|mal)|damals|vorige[nrs]?|ursprünglich|seinerzeit
trat(?:en)? .{0,40}in kraft|endete|begann|erfolgte|fand .{0,60}statt|verfiel|lief .{0,30}ab|war bis
[example]
beispiel(?:sweise)?:?|z\. ?b\.|zum beispiel|bsp\.|etwa wenn|angenommen
[statute]
gesetz(?:es|buch)?(?: vom| in der fassung)|verordnung(?: vom)?|in der fassung|dsgvo|richtlinie \d|beschluss vom|urteil vom|din \d|vob|agb
[birth]
geb\.|geboren|geburtsdatum|jahrgang
[historic]
seit|gegründet|stand:?|baujahr|inbetriebnahme|eingeführt|in kraft seit|gültig seit|aktualisiert|fassung|errichtet|erbaut
[absence]
(?:geschlossen|urlaub|abwesend|betriebsferien|nicht (?:im büro|erreichbar)|betriebsurlaub|außer haus)|öffnungszeiten|sprechzeiten|servicezeiten|service-zeiten|geöffnet
[boilerplate]
handelsregister|amtsgericht|geschäftsführ\w*|hrb \d|ust-?id|steuernummer|steuernr|sitz der gesellschaft|diese e-?mail|vertrauliche informationen|rechtlich geschützte|nicht der richtige adressat|bitte denken sie an die umwelt|datenschutzerklärung|hinweise zum datenschutz|impressum|vor dem ausdrucken|agb|allgemeinen geschäftsbedingungen|eigentumsvorbehalt|gerichtsstand|bankverbindung|automatisch (?:erzeugte|generierte|erstellt)|irrtümlich erhalten|abonniert
[courtesy]
(?:erlauben|gestatten|verzeihen|entschuldigen|genießen|freuen|glauben|seien) sie\b
zögern sie nicht|bitte beachten|(?:entschuldigen|verzeihen|haben sie verständnis|nehmen sie platz)|für (?:rück)?fragen|bei (?:rück)?fragen|fragen\? |falls sie (?:fragen|noch fragen)|sollten sie (?:fragen|rückfragen|noch)|in dringenden fällen|wenden sie sich (?:bitte )?(?:an|jederzeit)|bitte antworten sie nicht|(?:geben|gib|nennen|verwenden) (?:sie )?(?:bitte )?(?:bei|die|ihre|stets|immer) (?:der |jeder )?(?:überweisung|zahlung|zahlungen|rechnungsnummer|kundennummer|rückfragen|schriftwechsel)|(?:bei|als) (?:der |jeder )?(?:überweisung|zahlung|verwendungszweck)|als verwendungszweck|finden sie|bitte denken sie an die umwelt|wie geht es (?:ihnen|dir|euch)|wie geht'?s|ich hoffe|vielen dank|herzlichen dank|danke (?:für|dass)|informieren sie (?:bitte )?(?:sofort |umgehend |unverzüglich )?den absender|bitte nicht antworten|freuen uns auf|entnehmen sie|lesen sie (?:hier|mehr)|klicken sie|besuchen sie|aufzubewahren|bewahren sie|bitte haben sie|fragen einfach an|schreiben sie uns gern|rufen sie uns (?:gern|einfach|an, wenn)|bitte betrachten sie|betrachten sie|siehe (?:oben|unten|anlage)|sprechen sie uns (?:gern|an)

[request]
bitte
wir (?:möchten|dürfen|müssen|würden) sie (?:daher |deshalb |nochmals |höflich |hiermit )*(?:bitten|auffordern|ersuchen|darum bitten)
(?:ich|wir) (?:bitte|bitten|ersuche|ersuchen|fordern|fordere) (?:sie|dich|euch|daher|deshalb|um|hiermit|nochmals|höflich|darum)
(?:sie|du|alle \w+|die \w+) (?:werden|wirst|sind|werdet) (?:hiermit |daher |nochmals |höflich |freundlich |dringend |herzlich )*(?:gebeten|aufgefordert|ersucht|angehalten|verpflichtet)
(?:es )?wird (?:sie |höflich |freundlich |darum |hiermit )*(?:gebeten|ersucht)|wird um .{3,60} gebeten
(?:könnten|können|würden|könntest|kannst|würdest|könntet|könnt|würdet|möchten) (?:sie|du|ihr) (?:.{0,90} )?(?:\w+en|\w+ln|\w+rn)\b
(?:wir|ich) (?:benötige|benötigen|brauche|brauchen|bräuchte|bräuchten|erwarte|erwarten|erbitte|erbitten|wünschen|wünsche|vermissen|vermisse)
(?:bräuchten|bräuchte|brauchen|brauche|benötigen|benötige|erwarten|erwarte|erbitten|erbitte) (?:wir|ich)
(?:hätte|hätten) (?:ich|wir) (?:noch |auch )?gern|(?:ich|wir) (?:hätte|hätten) (?:noch |auch )?gern
(?:wäre|wären) (?:ich|wir|es) (?:ihnen |dir |euch |sehr |dankbar |schön|nett|toll|prima|super|hilfreich|lieb)
wäre (?:prima|super|toll|schön|nett|hilfreich|klasse|gut|wichtig|fein|lieb)
(?:wir|ich) (?:wären|wäre) (?:ihnen |dir |euch |sehr )*(?:dankbar|verbunden)
(?:sagen|teilen|schicken|senden|geben|lassen|reichen|melden|sorgen|denken|überweisen|zahlen|begleichen|bestätigen|unterschreiben|kontaktieren|rufen|prüfen|füllen|bringen|holen|stellen|nennen|legen|tragen|kommen|achten|schauen|beantworten|antworten|informieren|veranlassen|beheben|beseitigen|übersenden|übermitteln|weisen|leiten|buchen|ergänzen|korrigieren|erledigen|bestellen|reservieren|planen) sie (?:uns|mir|bitte|das|die|den|sich|dafür|kurz|daran|doch|ihre?n?|diese[ns]?|dem|an|noch|es|zeitnah|umgehend|gleich|vorab|alles|hierzu)
^(?:schick|gib|sag|meld|denk|ruf|bring|prüf|klär|mach|schau|lass|stell|hol|leite|sende|überweise|bestelle|frag|besorg|trag|füll)(?:e|t|en)? (?:mir|uns|dich|bitte|das|die|den|doch|daran|kurz|mal|es|euch|noch|an|bei)
(?:ist|sind) (?:uns|mir|dem|der|bei uns|hier|bis|spätestens|innerhalb|binnen|umgehend|unverzüglich|von ihnen|noch) .{0,160}(?:vorzulegen|einzureichen|zurückzusenden|zu(?:zu)?senden|zuzuleiten|zu übermitteln|zu übersenden|nachzuweisen|mitzuteilen|abzugeben|zu zahlen|zu entrichten|zu begleichen|zu überweisen|zu erbringen|anzuzeigen|nachzureichen|zurückzugeben|abzuholen|zu melden|vorzunehmen|beizubringen|anzugeben|zu erklären|zu beantragen|zu bestätigen|zu beheben|zu beseitigen|zu leisten)
(?:muss|müssen|sollte|sollten|soll|sollen|müsste|müssten) (?:mir|uns|bis|spätestens|vor|bei uns|dann|noch|von ihnen|auf|am|zum)\b
(?:sie|du|ihr) (?:müssen|müsst|musst|sollten|solltet|solltest|haben .{3,80} zu)
(?:denken|denke|denkt) (?:sie |bitte |doch |auch )*(?:an|daran)|nicht vergessen|vergessen sie (?:bitte )?nicht
um (?:\w+ ){0,3}(?:rückmeldung|mitteilung|antwort|bestätigung|übersendung|zusendung|rücksendung|rückruf|überweisung|begleichung|stellungnahme|vorlage|beachtung der frist|nachricht|zahlung|unterschrift|rückgabe|freigabe|prüfung|terminvorschlag|terminvorschläge)(?: .{0,100})? (?:bitten|gebeten|bitte|ersucht)|bitten .{0,40}um (?:\w+ ){0,3}(?:rückmeldung|mitteilung|antwort|bestätigung|übersendung|zusendung|rücksendung|rückruf|überweisung|stellungnahme|vorlage|nachricht|zahlung|unterschrift|freigabe|prüfung)
(?:fehlt|fehlen) (?:uns|mir|noch|leider)
[firm_request]
(?:jemand|irgendjemand|einer von|eine person|ein mitarbeiter|eine mitarbeiterin)\b[^.?!;]{0,60} (?:da|vor ort|anwesend|zugegen|im haus|aufschließ\w*|aufsperr\w*|öffn\w*|hereinlass\w*|aufmach\w*)\b|(?:zugegen|anwesend|vor ort) (?:zu )?sein\b|(?:möge|wolle) (?:sie |ihm |ihr |man |bitte |jemand )|wollen sie (?:uns |mir |sich )?bitte\b
(?:gehört|gehören) (?:\w+ ){0,3}(?:erstattet|bezahlt|repariert|ersetzt|gemacht|ausgetauscht|weg)\b|w(?:är|äre|ären) (?:\w+ ){0,8}(?:herauszusuchen|bereitzulegen|vorzulegen|zu \p{L}+en|\p{L}+zu\p{L}+en)\b|(?:müsste|müssten|müsstest|bräuchte|bräuchten|bräucht) (?:er|sie|ich|wir|du|es|ihr)\b
(?:hat|haben) (?:der|die|das|jeder|jede|sie) (?:(?-i:\p{Lu})?\p{L}+ )?.{0,120}(?:\p{L}+zu\p{L}+en|zu \p{L}+en)\b
(?:sorge (?:dafür |hierfür )?zu tragen|dafür zu sorgen|sicherzustellen|ist (?:umgehend|unverzüglich|ebenfalls|noch|künftig|dort|hier) .{0,80}(?:zu \p{L}+en|\p{L}+zu\p{L}+en))\b
wären? (?:uns|mir) (?:\w+ )?(?:willkommen|recht|lieb|geholfen|wichtig)|(?:uns|mir) (?:sehr |herzlich |höchst )?(?:willkommen|gelegen)
(?:wir|ich) hätten? (?:\w+ ){0,4}(?:gern|gerne)\b|hätten? (?:wir|ich) (?:\w+ ){0,3}(?:gern|gerne)\b
(?:fehlt|fehlen) (?:uns|mir) (?:\w+ ){0,4}(?:ihre?[nmrs]?|deine?[nmrs]?|eure?[nmrs]?|die|der|das|ein|eine)\b|(?:uns|mir) (?:fehlt|fehlen) (?:\w+ ){0,3}(?:ihre?[nmrs]?|deine?[nmrs]?|eure?[nmrs]?|die|der|das|ein|eine)\b
muss (?:\w+ ){0,3}(?:bei ihnen|bei euch|bei dir|jemand|einer von (?:ihnen|euch))\b
\p{L}+st du (?:mir |uns |ihm |ihr |das |den |die |mal |dann |noch )*bitte\b
(?:ich|wir) (?:verlange|verlangen|fordere|fordern|wünsche|wünschen|bestehe|bestehen|beanspruche|beanspruchen|begehre|begehren) (?:daher |deshalb |nun |hiermit |also |auf )*(?:die|den|das|eine[nr]?|ihre?[nmrs]?|dass)\b|(?:verlange|fordere|wünsche) ich (?:\w+ )?(?:die|den|das|eine[nr]?|dass)\b|seien sie (?:doch |bitte )?so (?:gut|lieb|nett|freundlich)\b|sei (?:doch |bitte )?so (?:gut|lieb|nett)\b|wär(?:e|en)? (?:\w+ )?(?:schön|nett|toll|super|prima|lieb|gut)\b|(?:t[äa]t|würde?) (?:ich|wir) (?:sie |ihnen |euch |dich )?(?:recht |sehr |gern |herzlich |höflich )*(?:bitten|ersuchen)|(?:stellen|stellt|bringen|bringt|liefern|besorgen) bitte (?:sie|ihr|du)\b|m[öo]ge (?:sich |bitte |das |den |die |uns )|(?:muss|müssen) von (?:dir|ihnen|euch) (?:noch |bitte )?\p{L}+
(?:ist|sind) [^.;?!]{0,140}(?:wieder |umgehend |unverzüglich |bereitzu|vorzu|auszu|herzu|freizu|zu (?:machen|ersetzen|berichten|beseitigen|entfernen|räumen|erneuern|prüfen|melden|bestätigen|unterschreiben|zahlen|erbringen|stellen|reichen|geben|halten|bringen|schaffen|senden))\w*\b|stell(?:t|en) (?:sie )?sicher, dass\b|(?:hat|haben) der \w+ [^.;?!]{0,120}(?:\p{L}zu\p{L}+en|zu \p{L}+en)\b|(?:dürfen|dürft|darfst) (?:sie|ihr|du) (?:mir|uns) (?:gern )?(?:\S+ ){0,6}(?:schicken|senden|mailen|bringen|geben|nennen)\b|einmal auf seite\b|(?:ihre|deine|eure) unterschrift, (?:dann|und)\b
(?-i:Sie)(?: \S+){1,8} (?:müssten|müssen|sollten|möchten)\b|(?:wir|ich) (?:\S+ ){0,6}(?:zurückhaben|wiederhaben|zurückbekommen|zurückerhalten|wiederbekommen) (?:müssen|müssten|möchten|wollen|muss|müsste|möchte|will)\b|(?:ich|wir) (?:möchte|möchten|will|wollen|muss|müssen) (?:\S+ ){1,10}(?:zurückhaben|erhalten|bekommen|vorliegen haben|in händen halten)\b|(?:möchten?|müssten?|sollten?) (?:sie|ihr) (?:mir|uns) (?:noch |bitte |bald )?\S+ ?
[called_on]
^(?P<who>(?-i:\p{Lu})\p{L}+(?: und (?-i:\p{Lu})\p{L}+)?)(?:,| -|:) (?:bitte|kannst du|könntest du|könnt ihr|würdest du|magst du|du bitte|\p{L}+st du (?:\S+ ){0,3}bitte)\b
[agreed_that]
^(?:(?:vereinbart|beschlossen|abgemacht|ausgemacht|verabredet|ergebnis|festgelegt)(?: wurde| ist)?(?::| -|,) ?(?:dass )?)
[question_order]
^(?:und |also |so |oh |aber |ps:? |achja,? |ach ja,? )*(?:(?:habt|seid|könnt|dürft|wollt|braucht|nehmt|macht|geht|kommt|gibt|ist|hat|haben|sind|soll|sollen|darf|dürfen) (?:ihr|du|sie|wir|ich|es|das|der|die|er|man|euch|da|eigentlich)\b|(?:wann|wo|wer|was|wie|wieviel|wie viel|wieviele|wie viele|warum|wieso|welche[rsnm]?) (?:ist|sind|kommt|kommen|geht|gehts|macht|kostet|hat|habt|haben|wird|werden|soll|sollen|darf|steht|läuft|lange|oft|hoch|groß)\b)
[imperative]
(?:^|[.:;!] )(?-i:\p{Lu})\p{Ll}+(?:en|ern|eln) (?-i:Sie) (?:bitte|uns|mir|die|den|das|dem|der|ihre?[nmrs]?|eine?[nmrs]?|sich|sie|ihn|es|dazu|dafür|daher|nur|noch|spätestens|bis|vor|am|alle|jede[nsrm]?|im|in|auf|also|deshalb|nach|zum|zur|unter|für)\b[^?]*$
^(?:aufgabe|erledigen):
[indirect_question]
(?:entzieht|entziehen) sich (?:unserer|meiner)|erschließt sich (?:uns|mir) nicht|nicht (?:ganz |recht |weiter )?(?:im klaren|ersichtlich|zu entnehmen|bekannt|erkennbar|nachvollziehbar|hervorgegangen|angegeben|vermerkt)\b
(?:lässt|lassen|ließ) (?:\w+ )?fragen,? (?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*)|(?:grübel|rätsel|überleg|wunder)\w* (?:\w+ ){0,3},? ?(?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*|weshalb|warum)\b
(?:frage|fragen) (?:\w+ )?(?:aufgeworfen|gestellt|aufgekommen|im raum)|steht im raum, (?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*)|zu erfahren wünsch\w+|(?:will|wollte|möchte) (?:\w+ ){0,4}(?:wissen|hören|erfahren)\b
(?:woher|warum|weshalb|ob|wer|wann|wie|was) [^.?!;]{3,60}, (?:sagt|steht|verrät|erklärt|weiß) (?:\w+ ){0,3}(?:kein\w*|nirgends|niemand|nicht)\b|(?:ob|wer|wann|was|wie) [^.?!;]{3,80}(?:, (?:war|ist|wurde|geht|steht) (?:\w+ ){0,5}nicht (?:zu )?\w+)
(?:offen|ungewiss|ungeklärt|dahingestellt|im dunkeln|in den sternen|nicht fest|nicht hervor|nicht (?:ge|ent|ver)\w+|keine? (?:nachricht|antwort|rückmeldung|angabe|aussage|auskunft))\b[^.?!;]{0,30},? (?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*|an wen|zu wem|mit w\w+)\b
(?:weiß|wissen|weiss|wüsste|wüssten|erfahren|hören|gehört)\b[^.?!;]{0,50}, (?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*|warum|an wen)\b
(?:wüsste|wüssten|würde|würden|möchte|möchten) (?:ich |wir |uns |mich )?(?:gern[e]? |noch |auch |nur )*(?:wissen|interessieren|erfahren|fragen|nachfragen)?.{0,12}(?:,|ob|wer|was|wann|welche[rsnm]?|wie|wo|warum|weshalb|bis wann|ab wann)\b
(?:uns|mich) würde (?:\w+ )?interessieren|interessiert (?:mich|uns)|frage (?:mich|ich)|fragen (?:wir )?uns
(?:mir|uns) ist (?:\w+ ){0,3}(?:unklar|nicht klar)|ist (?:mir|uns) (?:\w+ ){0,3}(?:unklar|nicht (?:ganz )?klar)
(?:teilen|sagen|geben|lassen|informieren|schreiben|melden) sie (?:mir|uns) (?:.{0,60})?,? ?(?:ob|wer|was|wann|welche[rsnm]?|wie(?:viele?)?|wo|wohin|warum|bis wann|ab wann)\b
(?:bescheid|mitteilen|mitteilung|rückmeldung|auskunft|information|nachricht|wissen lassen|sagen|klären|angeben|bestätigen),? (?:geben,? |darüber,? )?(?:ob|wer|was|wann|welche[rsnm]?|wie|wo|bis wann|ab wann)\b
fragt(?:e)?(?: nach| an)?,? (?:ob|wer|was|wann|welche[rsnm]?|wie|wo|bis wann|ab wann)\b|möchte (?:gern )?wissen,?|will wissen,?|erkundigt sich
(?:bräuchten|bräuchte|brauchen|benötigen) (?:wir|ich) .{0,30}(?:aussage|antwort|auskunft|angabe|entscheidung|info)\b
(?:offen|unklar|fraglich) (?:ist|bleibt|blieb|war)?,? ?(?:noch)?,? ?(?:ob|wer|was|wann|welche[rsnm]?|wie|wo)\b
(?:wissen|sagen|mitzuteilen|mitteilen|mitteilung|klär\w*|bescheid|auskunft|angeben|nachfragen|anfragen|interess\w*|unklar|klar|sicher|verstehe\w*|nachvollziehen|rückmeldung|information|erklären|unsicher|antwort|beantworten|erfahren|frage\w*)\b[^.?!;]{0,50}, (?:ob|wer|was|wann|wie\w*|wo\w*|welche\w*|warum|weshalb|inwieweit|bis wann|ab wann|zu welche\w*|in welche\w*|mit welche\w*)\b
[directed_question]
(?:wollte|wollten|will|wollen|möchte|möchten|hätte gern|hätten gern) von (?:\S+ ){1,4}?(?:wissen|erfahren|hören),? (?:ob|wer|was|wann|wo|wie|warum|weshalb|wieso|welche\w?|bis wann)\b
(?:erkundigte|erkundigten|erkundigt) sich (?:bei|beim) (?:\S+ ){1,4}?(?:ob|wer|was|wann|wo|wie|warum|weshalb|wieso|welche\w?|bis wann|nach)\b
(?:fragte|fragten|fragt) (?:\S+ ){1,4}?(?:ob|wer|was|wann|wo|wie|warum|weshalb|wieso|welche\w?|bis wann)\b
[reported_answer]
(?:antwortete|antworteten|erwiderte|erklärte|erklärten|bestätigte|sagte|sagten|teilte .{0,30}mit|bejaht\w*|verneint\w*|versicherte|berichtete|erläuterte|verwies|stellte klar|sicherte .{0,20}zu|wurde .{0,20}beantwortet)\b
[open_question]
nicht (?:geklärt|entschieden|beantwortet|festgelegt|einig|fest|abgemacht|ausgemacht)|(?:blieb|bleibt|ist|war|steht|noch) (?:noch |weiterhin |nach wie vor |aber )*(?:offen|unklar|ungeklärt|in der schwebe|aus)\b|(?:niemand|keiner) (?:wusste|weiß|konnte (?:es )?sagen)|(?:konnte|konnten|wusste|wussten) (?:niemand|keiner)|keine (?:einigung|antwort|klarheit)|steht (?:noch )?in den sternen
(?:offen|unklar|ungeklärt|strittig) (?:bleibt|blieb|ist|war|sind|geblieben)|(?:bleibt|blieb|ist|war|noch|sind) (?:noch )?(?:offen|unklar|ungeklärt|zu klären)
^(?:offen|ungeklärt|unklar|frage|offene frage|noch offen|zu klären|klärungsbedarf|offener punkt)(?:e|er|en)?\s?[:\-]
noch nicht (?:entschieden|geklärt)|keine entscheidung|muss noch (?:entschieden|geklärt) werden
(?:vertagt|verschoben|zurückgestellt|aufgeschoben|nächstes mal|vertagen wir|blieb (?:im raum|stehen|liegen)|ungelöst|noch niemand gefunden|im raum stehen)
(?:unentschieden|unbeantwortet|auf der kippe|noch nicht raus|noch strittig|konnten? sich nicht einigen|keiner hat (?:es )?gesagt|wird noch (?:beraten|überlegt)|steht noch aus|muss noch jemand (?:sagen|entscheiden))\b
[rhetorical]
wer hätte [^?]{0,60}(?:gedacht|geglaubt)|haben wir dafür|wann (?:hat|sieht) man|was soll man sagen|wisst ihr noch|weißt du noch|wissen sie noch|erinnern sie sich
wer hätte (?:das )?(?:gedacht|geglaubt)|wer (?:soll|kann|will|braucht|weiß) (?:denn|schon|das schon)|was (?:will|kann|soll) man (?:mehr|da|machen)|oder\?$|nicht wahr\?|kennen sie (?:das|den)|wussten sie|worauf warten|träumen sie|lust auf|ist das nicht|ist es nicht|was sie wohl|was hat sich|warum ist eigentlich immer|hat sich das gelohnt|zeit für|was nun\?|wer (?:mag|möchte) (?:nicht|schon)|wo kämen wir|muss das sein|was bedeutet das|wie konnte (?:das|es)|schon gewusst|haben wir das nicht|na\?$|gell\?$|wer nicht\?|neugierig|warum eigentlich nicht|ist das zu glauben|können sie sich (?:das )?vorstellen|was soll ich sagen|wie die zeit vergeht|wer kennt|wann bleibt zeit
wie geht(?:'s| es)|alles gut|alles klar|wie war (?:ihr|dein|euer)|hatten sie (?:ein|einen) (?:schöne|gute)
[answered]
\((?:antwort|beantwortet|erledigt|geklärt|gelöst)\b|\((?:ja|nein)[).,;:!]
[question_word]
^(?:und |also |aber |oder |dann |nur |noch |kurze frage: |eine frage(?: noch)?: |außerdem,? |zudem,? |ferner,? )?(?:wer|was|wann|wo|wohin|woher|wie|warum|wieso|weshalb|welche[rsnm]?|wem|wen|wessen|ist|sind|war|haben|habt|hat|kann|können|könnt|könnte|könnten|darf|dürfen|soll|sollen|sollte|will|wollen|wollt|muss|müssen|gibt|geht|passt|wird|werden|bis wann|ab wann|bleibt|kommt|kommen|machen|nehmen|brauchen|stimmt|gilt|liegt|reicht|ob|möchten|würden|bekommen|dürften|lässt|benötigen|fahren|steht)
[second_person]
sie|ihnen|ihr|ihre[nrms]?|du|dir|dich|dein\w*|euch|euer\w*|eure\w*|wir|uns|unser\w*|ich|mir|mich|mein\w*
[answer_wanted]
(?:rückmeldung|antwort|antworten|bescheid|mitteilung|mitteilen|nachricht|zusage|absage|rückruf|zu- oder absage|stellungnahme|entscheidung|bestätigung)

[by]
(?:(?:bis|spätestens|allerspätestens|vor|fällig|frist(?:ende|ablauf)?|deadline|stichtag|abgabe|gültig|längstens|zum|am|einschließlich|einschl\.|inkl\.|inklusive|binnen|ablauf|fällig am|fällig bis)[: ]+)+(?:(?:zum|am|den|dem|des|der|spätestens|einschließlich|einschl\.|inkl\.|ablauf|mitternacht|\d{1,2}(?:[.:]\d\d)? ?uhr|mittag|längstens|etwa|ca\.)[ ,]+)*$
[by_hard]
(?:spätestens|allerspätestens|fällig|frist\w*|deadline|stichtag|abgabe\w*|längstens|anmeldeschluss|einsendeschluss|bis zum|bis spätestens|bis)
[by_soft]
(?:vor|zum|am|gültig)
[before_word]
vor
[by_after]
^,? ?(?:spätestens|allerspätestens|deadline|\(spätestens)
[range_open]
(?:vom|von|zwischen|ab) [^.]{0,24}$
[deadline_label]
(?:fällig(?:keit(?:sdatum)?|sdatum)?(?: am| bis| zum)?|zahlbar bis|zu zahlen bis|zahlung bis|frist(?:ende|ablauf)?|abgabe(?:frist|termin|schluss)?|gültig bis|angebot gültig bis|bindefrist|anmeldeschluss|anmeldefrist|anmeldung bis|einsendeschluss|antwort bis|rückmeldung bis|rückantwort bis|u\. ?a\. ?w\. ?g\.(?: bis)?|stichtag|annahmefrist|termin \(frist\)|letzter tag|deadline|zahlungsziel|zahlungstermin|rücksendung bis|bitte zahlen bis|ablauf(?:datum)?|\w*(?:melde|einsende|annahme|bewerbungs|redaktions|abgabe|einreich\w*|buchungs|einlieferungs|bestell)schluss|schlusstermin|letzter (?:termin|abgabetag|tag)|(?:abgabe|einreichungs?|melde|zahlungs)termin|ablauf der \w*frist|\w+frist(?:ende)?|(?:zugelassen|angenommen|möglich|entgegengenommen|offen) bis|schluss der \w+|verfallsdatum|einreichefrist|eingabefrist)
[label_opens]
^(?:der )?letzte[rn]? (?:tag|termin|möglichkeit|gelegenheit)\b|^(?:schluss|ablauf|annahmeschluss|frist|endtermin) (?:für|der|des|zur|zum|zu) |^(?:[\p{L}-]+ ){1,5}(?:bis|spätestens|schließt|endet|bis zum|bis spätestens)$
[expires_on]
(?:endet|enden|erlischt|erlöschen|verfällt|verfallen|verliert|verlieren|verjährt|verjähren)(?: (?:\w+ ){0,2}?(?:am|zum|mit|bis|mit ablauf des|mit dem))? ?$
[expires_after]
^,? (?:\d\d?(?:[:.]\d\d)? ?uhr,? ?)?(?:endet|enden|ausläuft|auslaufen|abläuft|ablaufen|verfällt|verfallen|erlischt|erlöschen|verjährt|(?:ihre|seine|die) (?:gültigkeit|geltung)|außer kraft|ungültig)\b
[arrives_by]
[^\s\S]
[arrives_after]
^,? (?:(?:um )?\d\d?(?:[:.]\d\d)? ?uhr,? )?(?:\S+ ){0,6}?(?:hier|da|bei (?:uns|mir|ihm|ihr)|in (?:meinem|unserem) (?:postfach|briefkasten|büro)|auf (?:dem|meinem|unserem|ihrem) (?:tisch|konto|schreibtisch)|aufm tisch|im (?:system|haus|briefkasten|postfach)|in (?:meinen|unseren) händen) ?(?:sein|liegen|ist|sind|liegt|vorliegen|eingegangen|haben|eintreffen|eingeht|ankommt|$|[.,!])
[before_clause]
(?:bevor|ehe) (?:ich|wir|er|sie|es|man|der \w+|die \w+|das \w+|mein \w+) (?:\w+ ){0,4}(?:am )?$
[right_clause]
(?:schriftlich|per brief|einschreiben|textform|brieflich|erklär\w*|ausgeübt|ausüben|verlang\w+|beantrag\w*|geltend|abstand|zurückzutreten|zurücktreten|widersprechen|mitteil\w*|mitzuteilen|anzuzeigen|option)
[topic_objection]
widerspr\w+|einspruch|berufung|beschwerde|klage|einwend\w+|einwände|rechtsmittel|rechtsbehelf|revision|anfechtung|erinnerung gegen
[topic_notice]
künd\w+|gekündigt|sonderkündigung|widerruf\w*|nichtverlängerung
[topic_discount]
skonto|skontofrist|frühbucher\w*|\d ?(?:%|prozent) (?:messe-?|früh\w*-?)?(?:rabatt|nachlass|abzug|abziehen)|abziehen
[topic_payment]
zahl\w*|bezahl\w*|überweis\w*|begleich\w*|ausgleich\w*|fällig\w*|rechnungsbetrag|betrag|gesamtbetrag|rechnung|konto|lastschrift|kostenvorschuss|vorschuss|rate|gebühr|mahnung|entricht\w*
[topic_registration]
anmeld\w*|anzumelden|registrier\w*|zusage\w*|buchen|buchung|teilnahme|bewerb\w*|einsendung|einschreib\w*|nominier\w*|frühbucher\w*
[topic_validity]
angebot\w*|preise?n?|gültig\w*|gebunden|kostenvoranschlag|konditionen|option|vergleichs\w+|reservier\w*|freibleibend|bindend|festpreis\w*|tarif
[topic_reply]
antwort\w*|rückmeld\w*|rückmeldung|bescheid|mitteil\w*|mitzuteilen|teilen sie|stellungnahme|nachricht|bestätig\w*|rückruf|melden|entscheid\w*|zusage|absage|äußern|vorschl\w+|schlagen sie
[topic_delivery]
liefer\w*|send\w*|zusend\w*|zuzusenden|übersend\w*|schick\w*|einreich\w*|einzureichen|vorleg\w*|vorzulegen|vorliegen|abgeb\w*|abzugeben|abgabe|zuzuleiten|nachreich\w*|zurück\w*|bringen|eingehen|einzugehen|nachweis\w*|übermitt\w*|bereitstell\w*
[topic_expiry]
läuft\b.{0,40}\bab|ablauf\w*|endet|enden|befristet|erlischt|verlänger\w*|auslauf\w*
[validity_strong]
(?:angebot|preise?|kostenvoranschlag|konditionen|reservierung|option|vergleichsangebot|offerte|aktion|tarif|gutschein|zimmer|termin)\w*\b.{0,60}\b(?:gültig|gebunden|fest|freibleibend|gilt|gelten|bindend|aufrecht|reserviert|bestehen|garantiert|verbindlich|läuft|offen)|gültig bis|(?:halten|fühlen) (?:wir|ich) (?:uns|mich) .{0,60}gebunden|(?:reserviert|vorgemerkt|freigehalten) (?:für sie )?bis|bis .{0,40}(?:für sie )?(?:reserviert|gebunden|vorgemerkt)|(?:gilt|gelten) (?:noch )?bis
[obligation]
muss|müssen|müsste|müssten|soll|sollen|sollte|sollten|hat .{0,80}zu|haben .{0,80}zu|(?:hat|haben) .{0,160}\p{L}zu\p{L}+en|ist .{0,160}zu \w+en|sind .{0,160}zu \w+en|(?:ist|sind) .{0,160}\w+zu\w+en|benötig\w*|brauch\w*|bräucht\w*|erforderlich|verpflichtet|fällig|spätestens|allerspätestens|frist|gebeten|benennt|erwart\w*|zwingend
[register_strong]
anmeld\w*|anzumelden|zusage\w*|teilnahme\w*|bewerbung\w*|frühbucher\w*|einsendeschluss|registrier\w*
[own_deed]
(?:liefern|bringen|senden|schicken|übersenden|erteilen|entscheiden|veröffentlichen|ersetzen|reparieren|tauschen|erneuern|montieren|zahlen|überweisen|erstatten|legen|stellen|übernehmen|erledigen|bearbeiten|prüfen|melden|kommen|holen|geben|reichen|machen|richten|führen|werden|erstelle|erstellen|mähen|bauen|beginnen|kümmern) wir\b|(?:liefere|bringe|sende|schicke|entscheide|ersetze|zahle|überweise|erledige|prüfe|melde|komme|hole|gebe|reiche|mache|werde|kümmere|schreibe|nehme|zeichne) ich\b
\bwir (?:liefern|bringen|senden|schicken|übersenden|erteilen|entscheiden|veröffentlichen|ersetzen|reparieren|tauschen|erneuern|montieren|zahlen|überweisen|erstatten|erledigen|bearbeiten|melden|kommen|holen|reichen|mähen|bauen|beginnen|kümmern)\b|(?:wird|werden) (?:\w+ ){0,8}(?:von uns|durch uns|durch unser\w*|von unser\w*)\b

[promise]
(?:ich|wir) (?:werde|werden|sende|senden|schicke|schicken|melde|melden|liefere|liefern|rufe|rufen|gebe|geben|kümmere|kümmern|reiche|reichen|überweise|überweisen|bringe|bringen|bestätige|bestätigen|kläre|klären|prüfe|prüfen|erstelle|erstellen)
[promise_words]
(?:ich|wir) (?:werde|werden|sende|senden|schicke|schicken|melde|melden|liefere|liefern|rufe|rufen|gebe|geben|reiche|reichen|überweise|überweisen|bringe|bringen|kläre|klären)|(?:schicke|sende|schicken|senden|bringe|bringen|melde|melden|reiche|reichen|gebe|geben) (?:ich|wir)|(?:bekommen|erhalten|kriegen|haben) sie|(?:bekommst|erhältst|kriegst|hast) du|(?:bekommt|erhaltet|kriegt|habt) ihr
[conditional]
^(?:falls|sofern|sollte|sollten|wenn|andernfalls|ansonsten|sonst)\b|im falle|widrigenfalls
[counterparty]
(?:vermieter|leasinggeber|lizenzgeber|verpächter|werkunternehmer|verleiher|betreiber|auftragnehmer|lieferant|arbeitgeber|verkäufer|anbieter|versicherer|dienstleister)(?:in)? (?:\w+ ){0,2}(?:ist|wird|hat|muss|stellt|zahlt|erstattet|rechnet)

[pay_terms]
zahl\w*|rechnung|netto|fällig\w*|begleich\w*|überweis\w*|zahlungsziel|ausgleich\w*|betrag|ohne abzug|skonto
[pay_period]
(?:netto (?P<n1>\d{1,3}) tage)|(?:(?P<n2>\d{1,3}) tage (?:rein )?(?:netto|ohne abzug))|(?:innerhalb(?: von)?|binnen|in|nach) (?P<p>.{1,30}?(?:tag(?:e|en|es)?|wochen?|monat(?:s|e|en)?))\b
[pay_label]
zahlungsziel|zahlungsbedingung(?:en)?|zahlungskondition(?:en)?|zahlung|zahlbar|fälligkeit|zahlungsfrist|konditionen
[on_receipt]
(?:sofort|umgehend|unverzüglich) (?:\w+ )?(?:fällig|zahlbar|zu (?:zahlen|begleichen|überweisen))|zahlbar (?:sofort|bei erhalt|nach erhalt)\b|(?:fällig|zahlbar) (?:bei|mit|nach) (?:erhalt|zugang|rechnungserhalt|rechnungseingang)|zahlung sofort
[paid]
(?:dankend|betrag|bar|bereits|zahlung|vorkasse|vollständig|rechnung|lastschrift|paypal|ec-?karte|karte)\b.{0,60}(?:erhalten|bezahlt|beglichen|eingezogen|abgebucht|eingegangen|gutgeschrieben|gezahlt|verrechnet)|bar bezahlt|per (?:sepa-?)?lastschrift|(?:wird|wurde|werden|wurden) .{0,80}(?:abgebucht|eingezogen|eingelöst)|(?:buchen|ziehen) wir .{0,80}(?:ab|ein)\b|bezahlt am|betrag erhalten|gutschrift|quittung|zahlbetrag:? ?0,00|guthaben
[unpaid]
konnte(?:n)? nicht|nicht (?:eingelöst|bezahlt|beglichen|eingegangen|abgebucht)|offen|unbezahlt|rücklastschrift|mahnung|kein(?:en)? zahlungseingang|fehlgeschlagen|überfällig
[within]
(?:innerhalb(?: von)?|binnen|in|längstens|spätestens)
[from_receipt]
(?:nach|ab|seit|von|mit|bei) (?:(?:dem|der|tag|tage|tags|des|ihrer|dessen|deren|dieses|diesem|erfolgter|datum|\w+er|\w+em) ){0,4}(?:zugang|zustellung|erhalt|eingang|empfang)\b
[from_letter]
(?:nach|ab|seit|vom|von|mit) (?:(?:dem|tag|tage|des|der) ){0,2}(?:datum|rechnungsdatum|rechnungsstellung|ausstellung|heute|briefdatum|ausstellungsdatum|datum dieses|rechnungslegung|heutigen tag|obigen datum)|(?:nach|ab) (?:der )?rechnung\b|(?:gerechnet )?(?:ab|vom|nach) (?:dem )?(?:oben|obigen|oben genannten|obenstehenden|heutigen) (?:datum|tag)
[from_other]
(?:nach|ab|seit|von|vor) (?:\w+ ){0,3}(?:lieferung|wareneingang|übergabe|beendigung|abnahme|auftrag|auftragserteilung|auftragseingang|aufforderung|anforderung|kenntnis|ablauf|vertragsende|bestellung|eintritt|entdeckung|vertragsschluss|vertragsabschluss|kauf|kaufdatum|rückgabe|auszug|unterzeichnung|beginn|abschluss|mahnung|vertragsbeginn|mietende|abrechnung)
[bekanntgabe]
bekanntgabe
[objection_phrase]
widerspruch|einspruch|berufung|beschwerde|klage|einwend\w+|einwände|rechtsmittel|rechtsbehelf|stellungnahme
[demand_period]
bitte\w*|gebeten|erwart\w*|fordern|zahl\w*|begleich\w*|überweis\w*|vorzulegen|einzureichen|zurückzusenden|vorlegen|einreichen|mitzuteilen|zuzusenden|stellung|widerspruch|einspruch|klage|beschwerde|kündig\w*|gekündigt|widerrufen|widerruf|zu \w+en|erhoben|eingelegt|antwort\w*|rückmeld\w*|mitteil\w*|abzugeben|nachzuweisen|erklären|muss|müssen|äußern|beantragen|beheben|entrichten|senden|schicken|\w+zu\w+en
[terminate_right]
(?:können|kann|dürfen|sind berechtigt|haben das recht|steht ihnen) .{0,120}(?:kündig\w*|widerruf\w*|widersprech\w*|zurücktreten|sonderkündig\w*)

[contract]
\w*vertrag(?:s|es)?|vereinbarung|mietverhältnis|arbeitsverhältnis|laufzeit|versicherungsschein|police|abonnement|lizenz\w*
[term_end]
(?:endet|endend|auslaufend|enden|endigt|läuft|befristet|laufzeit|vertragsende|ende der laufzeit|mietende|ablauf(?:datum)?|letzte[rn]? (?:vertrags|miet)?tag(?: ist)?|fest(?:e)? (?:laufzeit|abgeschlossen)|gilt bis|bis zum|bis einschließlich|ende:|vertragsablauf|geschlossen bis|(?:erstmals|frühestens|erstmalig) (?:zum|mit ablauf des|am|auf den))
[term_end_after]
^,? (?:\d{1,2}(?::\d\d)? uhr,? )?(?:endet|enden|endigt|ausläuft|abläuft|erlischt|beendet ist|sein ende findet)|^,? ?\((?:(?:nachfolgend|im folgenden|der|das|kurz),? ){0,3}"?(?:\w*ablauf|vertragsende|end|laufzeitende)|^ (?:ist|als) (?:der )?(?:letzte[rn]? tag|vertragsende|ende)
[term_named]
^,? ?\((?:(?:nachfolgend|im folgenden|der|das|kurz),? ){0,3}"?(?:\w*ablauf|vertragsende|end|laufzeitende|mindest|fest|grundlaufzeit)
[term_section]
(?:\w*laufzeit|\w*dauer|\w*mietzeit|beginn|ende|kündigung|inkrafttreten|verlängerung|geltungszeit)\b
[term_other]
(?:preise?n?|tarife?|entgelte?|gebühr\w*|pauschale|rabatt|angebot|schriftlich|mitteil\w*|nachweis\w*|versicherung\w*|rechnung\w*|liefer\w*|option|konditionen|ansprüche|gewährleistung|garantie|anmeld\w*|bescheinigung|vorbehalten)
[term_start]
(?:beginnt|begann|beginn|ab dem|ab|seit|tritt am|start|vertragsbeginn|begonnen|wirksam ab|laufzeit|mietbeginn)
[start_weak]
(?:geschlossen am|unterzeichnet|unterschrieben|abgeschlossen am)
[term_length]
(?:\w*laufzeit|\w*mietzeit|\w*dauer|jahre?n?|monate?n?)\b
[beforehand]
^,? ?(?:vorher|zuvor|davor|im voraus)\b
[before_event]
(?:vorm|vor)(?: (?:dem|der|den|unserem|unserer|ihrem|ihrer|diesem|dieser|jedem|jeder))?(?: (?:genannten|obigen|geplanten|angesetzten|vereinbarten))?|^ ?(?:vorher|zuvor|davor)
[named_day]
(?:(?:bis|vor|zu|an|ab|nach|zum|seit|in|während) (?:zu |zum )?(?:(?P<named>dahin|(?:diesem|diesen|dieser|jenem|besagtem|dem|dem genannten|dem obigen|dem vorgenannten) (?:tage?|datum|termin|zeitpunkt|stichtag|vormittag|nachmittag|morgen|abend|kontrolltag|zeit)\b|genannten (?:tag|termin|datum)\b)|(?P<eve>vorabend\b|vortag\b|(?:dem )?tage? (?:davor|zuvor)\b))|am (?P<eve_2>vorabend\b|vortag\b|tage? (?:davor|zuvor)\b)|(?P<inweek>(?P<inweek_day>(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)) (?:jener|derselben|in jener|in derselben|der gleichen|in der gleichen) woche\b)|(?P<prevweek>(?P<prevweek_day>(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)) (?:der vorwoche|der woche davor|in der vorwoche|in der woche davor)\b)|(?P<dayname>(?:am|bis|zum|vor) (?P<weekday>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag) (?:davor|zuvor|vorher)\b))
[to_be_there]
(?:eingegangen|eingehen|einzugehen|gestellt|zu stellen|einzureichen|eingereicht|vorliegen|vorzuliegen|beantragt|zu beantragen|beantragen|angemeldet|setzt voraus|voraussetzung|vorausgesetzt|mitgeteilt|mitzuteilen|anzuzeigen|angezeigt)
[notice_period]
austr(?:itt|eten|itts)\w*|auszutreten|ausscheiden|auszuscheiden|auszusteigen|aussteigen|abbestell\w*|abzubestellen|widerspruch|widersprechen|beendigung|lossag\w*
\w*künd\w+|gekündigt|widersprochen|widerspricht|nichtverlängerung|aufgesagt|aufsagt|beendet werden|aufgelöst werden
[notice_before]
(?:bevor|ehe) (?:er|sie|es|der \w+|die \w+|das \w+) (?:\w+ ){0,3}(?:endet|abläuft|ausläuft|enden würde|ablaufen würde|sich verlängert)|vor (?:dem |seinem |ihrem )?(?:jahres|quartals|vertrags|saison|kalenderjahres)(?:ende|schluss|wechsel)
(?:vor|zu) (?:(?:dem|der|seinem|seiner|ihrem|ihrer|deren|dessen|diesem|dieser|jedem|jeder|jeweilige[nmr]?|vereinbarten|festen|regulären|laufenden|jeweils|vertraglichen|ursprünglichen) ){0,3}(?:\w*ablauf\w*|\w*ende|laufzeitende|vertragsende|auslaufen|ablaufdatum|\w*verlängerung\w*|beendigung|fristablauf|(?:end|ablauf|verlängerungs|vertrags)?(?:termin|datum|zeitpunkt|stichtag))|zum (?:jeweiligen )?(?:ablauf|laufzeitende|vertragsende|ende der (?:jeweiligen )?(?:laufzeit|vertragslaufzeit|mietzeit|grundlaufzeit|erstlaufzeit|mindestlaufzeit)|ende des (?:vertrags|versicherungs)\w*)|zum ende der \w*(?:laufzeit|mietzeit|dauer|periode)|^ (?:vorher|zuvor|im voraus)
[notice_general]
(?:mit (?:einer|der)? ?(?:\w+ )?(?:kündigungs)?frist von|mindestens|spätestens|frist|kündigungsfrist(?: beträgt)?|unter einhaltung|binnen|mit)
[notice_to]
zum (?:jeweiligen )?(?:(?:ende )?(?:eines|des|jedes|ende eines) )?(?:jeweiligen )?(?:kalender)?(?P<unit>quartals|jahres|halbjahres|monats|monatsletzten|kalenderjahres|vertragsjahres)(?:ende[s]?)?|zum (?P<unit2>quartalsende|jahresende|monatsende|halbjahresende|jahresschluss|ende eines kalendervierteljahres)
[renewal]
verlänger\w*|erneuert|schließt sich .{0,40}an|weiteres (?:vertrags)?jahr|setzt sich .{0,50}fort|läuft .{0,40}weiter|gilt .{0,40}(?:weiter|als (?:verlängert|erneuert))|dauert .{0,40}fort
[renewal_yearly]
ein(?:es)? weitere[sn]? (?:\w*jahr)|von jahr zu jahr|jahr für jahr|jährlich|jahresweise|um jeweils ein
[renewal_period]
(?:verlänger\w*|weiter\w*|jeweils|erneuert)
[probation]
probezeit
[yearly]
(?:eines |des )?jede[ns] (?:kalender|folge)?jahres|jährlich|eines (?:kalender)?jahres|jeden jahrs|alle jahre|jahr für jahr
[ends_at]
(?:zum|per|auf den|mit wirkung (?:zum|vom)|mit ablauf des|zum ablauf des|frühestens zum|erstmals zum) ?$
[before_year_end]
(?:vor|zu) (?:dem |einem |jedem )?(?:ende (?:eines|des|jedes) )?(?:jeweiligen )?(?:kalender)?(?:jahres?|quartals?|vierteljahres?|halbjahres?)(?:ende[s]?|schluss\w*|wechsel)?\b
[yearly_any]
alljährlich|jährlich|jeweils|in jedem (?:\w*jahr)|jedes jahr|jeden jahres|eines jeden (?:\w*jahres)|einmal im jahr
[duty_to_give]
teilt|teilen|reicht|reichen|übergibt|übergeben|händigt|legt|legen|meldet|melden|liefert|liefern|übermittelt|übermitteln|überlässt|überlassen|weist|nach(?:zu)?weisen|vor(?:zu)?legen|ein(?:zu)?reichen|mit(?:zu)?teilen|erstellt|benennt|nennt|stellt|übersendet|sendet|gibt|bestätigt|erklärt|zahlt
[yearly_before]
(?:jeweils|jedes jahr|alljährlich|jährlich|jeden)(?: (?:zum|am|bis zum|auf den|bis))? ?$

[section_tasks]
aufgaben\w*|zu erledigen|to-?dos?|nächste schritte|maßnahmen\w*|massnahmen\w*|offene punkte|was (?:jetzt )?zu tun ist|aktionen|wer macht was|arbeitsaufträge|aufträge|erledigen|aktionspunkte|noch zu (?:tun|erledigen)|weiteres vorgehen|festlegungen|verabredungen|offenes|todo-liste|pendenzen
[section_done]
erledigt(?:es)?|gut zu wissen|rückblick|abgeschlossen\w*|fertig|archiv|beschlüsse|zur info
[section_open]
offene? fragen?|fragen|offenes|ungeklärt\w*|klärungsbedarf|noch offen|zu klären|themenspeicher
[section_decision]
^beschl(?:uss|üsse)
[task_prefix]
^(?:ap|to-?do|aufgabe|maßnahme|auftrag|arbeitspaket|erinnerung|nächster schritt|aktion)\s?(?:\d{1,2}|\([^)]{1,20}\))?\s?[:\-]
[task_to]
^(?P<who>(?:(?:Herr|Frau|Fr\.|Hr\.|Fa\.|Firma|Dr\.|Prof\.|Familie|Kollege|Kollegin|Kollegen)\s)*(?-i:\p{Lu})[\p{L}.'\-]+(?: (?:(?-i:\p{Lu})[\p{L}.'\-]+|und|&|\+)){0,3}|alle|jemand|jeder|wir|sie|er) (?:(?P<modal>wird|werden|soll|sollen|muss|müssen|möge|mögen|übernimmt es,) )?(?P<what>(?-i:\p{Ll}).{3,})
[task_colon]
^(?P<who>(?:@)?(?:(?:Herr|Frau|Fr\.|Hr\.|Fa\.|Dr\.) )?(?-i:\p{Lu})[\p{L}.']+(?: (?:(?-i:\p{Lu})[\p{L}.']+|und|&|\+|/)){0,3})\s?(?::| -|\s?>|->|→)\s+(?P<what>.{4,})
[task_state]
(?:ist|sind|war|waren|hat|haben|wurde|wurden|findet|fand|meint|findet,|berichtet|erklärt|sieht|bleibt|freut|dankt|weist|gibt bekannt|teilt mit, dass|nimmt zur kenntnis|eröffnet|schließt|begrüßt|stellt fest)\b
[action_verb]
(?:fragt|frägt|prüft|klärt|erstellt|entwirft|schickt|sendet|verschickt|versendet|organisiert|besorgt|bestellt|kauft|holt|bereitet|übernimmt|kümmert|meldet|informiert|spricht|ruft|kontaktiert|liefert|schreibt|bringt|legt|macht|koordiniert|verteilt|plant|bucht|reserviert|überarbeitet|aktualisiert|ergänzt|vereinbart|recherchiert|stimmt|stellt|reicht|lädt|erarbeitet|entwickelt|testet|misst|montiert|repariert|tauscht|schließt|beauftragt|sammelt|erledigt|führt|setzt|tritt|sorgt|gibt|leitet|bespricht|beantragt|sichtet|beschafft|verhandelt|formuliert|räumt|baut|kalkuliert|kündigt|verschickt|zahlt|überweist|trägt|nimmt|schlägt|veröffentlicht|fasst|benennt|unterschreibt|verfasst|zieht|pflegt|lässt|schaut|schult|wechselt|streicht|erinnert|erfasst|dokumentiert|entscheidet|bittet|hakt|fordert|geht|arbeitet|archiviert|installiert|bearbeitet|prüfen|klären|erstellen|entwerfen|schicken|senden|versenden|organisieren|besorgen|bestellen|kaufen|holen|vorbereiten|übernehmen|kümmern|melden|informieren|sprechen|rufen|kontaktieren|liefern|schreiben|koordinieren|verteilen|planen|buchen|reservieren|überarbeiten|aktualisieren|ergänzen|vereinbaren|recherchieren|abstimmen|einreichen|einladen|erarbeiten|testen|messen|reparieren|tauschen|beauftragen|sammeln|fragen|einholen|anrufen|abschließen|beantragen|beschaffen|umsetzen)
[person_request]
(?:hätte|hätten) (?:\w+ )?gern\w* |umbuchen\b|um rückruf\b
(?:bittet|bitten|bat) (?:dringend )?um|(?:will|möchte|wünscht|wollte|muss|soll|sollte|wünschen) (?:.{0,60} )?(?:zurückgerufen werden|rückruf|angerufen werden|zurückrufen|rückmeldung|termin|besuch|angebot|kopie|duplikat|abschrift)|rückruf (?:erbeten|gewünscht|bis|morgen|heute)|bitte (?:zurückrufen|rückruf)|(?:braucht|benötigt|brauchen|benötigen|erwartet|erwarten|wartet auf)\b
[done]
erledigt|erl\.|fertig|abgeschlossen|bezahlt|beglichen|gebucht|storniert|✓|✔|✅|entfällt|hinfällig|ausgetauscht|gekündigt|gestrichen|abgesagt|n/?a|ok|umgesetzt|geklärt|beantwortet|gelöst|eingebaut|durchgeführt
[open_state]
offen|in arbeit|ausstehend|überfällig|fällig|laufend|in bearbeitung|begonnen|geplant|neu|unbezahlt|teilzahlung|teilweise|angemahnt|gemahnt|zu tun|wartet|vorbereitet|nicht begonnen
[column_task]
(?:aufgabe|nächster schritt|was|maßnahme|massnahme|thema|tätigkeit|punkt|to-?do|gegenstand|art der frist|beschreibung|inhalt|vorgang|auftrag|bezeichnung|titel|leistung|frist(?:art|sache)|anlass|arbeit|schritt|anliegen|nachweis|prüfung)
[column_task_first]
(?:nächster schritt|aufgabe|to-?do|maßnahme|massnahme|was|auftrag)
[column_from]
(?:von|ab|beginn|erster tag)
[own_date]
rechnung|rechnungs-|rechnungsdatum|ausstellung|brief
[column_who]
(?:wer|zuständig\w*|verantwortlich\w*|bearbeiter\w*|sachbearbeiter\w*|durch|name|person|kümmerer|zust\.|verantw\.|träger|team|techniker\w*|monteur\w*|mitarbeiter\w*|wer macht(?:'s)?|macht|betreuer\w*|bei wem|an wen|ausgeführt von|erledigt von)
[column_due]
(?:bis wann|fällig(?:keit)?(?: am| bis)?|frist(?:ende|ablauf)?|termin|bis|bis zum|bis spätestens|einsendeschluss|letzter termin|erledigen bis|zieltermin|deadline|ablauf|gültig bis|stichtag|zu erledigen bis|fälligkeitsdatum|zahlbar bis|ende der frist|soll-?termin|wann|nächste (?:prüfung|fälligkeit|wartung|kontrolle|untersuchung)|spätestens|letzter tag|läuft ab|enddatum|abgabe|liefertermin|montage am|lieferung am|fertig bis|benötigt bis|gebraucht bis)
[undertakes]
^(?:will (?:sich|das|den|die|es|noch|mit|bei|bis|ein)|wird (?:sich|das|den|die|es|noch|mit|bei|bis|ein)|übernimmt|kümmert sich|soll |sagt(?:e)? zu|hat zugesagt|erklärte? sich bereit|wurde (?:beauftragt|gebeten)|wird (?:beauftragt|gebeten)|ist beauftragt|möge )
[due_open]
^(?:asap|bald|baldmöglichst|schnellstmöglich|sofort|umgehend|demnächst|offen|ohne|noch offen|eilt|dringend|n\. ?n\.|zeitnah)\b
[column_was_due]
^(?:war |waren )?fällig(?:keit|keitsdatum)?(?: am| seit| gewesen| war)?$|^(?:zahlungsziel|zahlbar bis|zahlungstermin)$
[column_open]
offen\w*|\w*betrag|rest\w*|saldo|summe|forderung|ausstehend\w*
[reminds]
überfällig\w*|noch offen|offen(?:e[nr]?)? (?:posten|rechnung\w*|betr\w+)|zahlungserinnerung|mahnung|nicht (?:beglichen|bezahlt|eingegangen)|kontoauszug|ausstehend\w*
[column_state]
(?:status|stand|erledigt\??|zustand|bezahlt\??|bearbeitungsstand)
[state_begun]
^(?:zugesagt|ausgeschrieben|eingeladen|aufgefordert|geplant|begonnen|angefangen|angefragt|angemahnt|gemahnt|angestoßen|angekündigt|eingeplant|terminiert|zurückgestellt|aufgeschoben|verschoben|vertagt|gestartet|gestoppt|pausiert|blockiert|reserviert|beauftragt|bestellt|avisiert|nachgefragt|gewünscht|gesucht|gefordert|gemeldet|zugeteilt|zugewiesen|aufgenommen|angelegt|vorgemerkt|gefragt|angefordert|gedacht|genannt|eskaliert|delegiert|nominiert|angenommen|akzeptiert|angeboten|kalkuliert|skizziert|eingereicht|genehmigt|bestätigt|priorisiert|notiert|angerufen|angeschrieben|geprüft|getestet|geöffnet|geschätzt)$
[state_lead]
^(?:vom|von|durch|ist|wurde|schon|bereits|alles|längst|seit|komplett|vollständig)$
[column_payee]
(?:lieferant|kreditor|gläubiger|empfänger|kunde|debitor|firma)
[column_date]
(?:datum|tag|belegdatum|rechnungsdatum)

[column_quantity]
(?:menge|anz(?:ahl|\.)?|stk\.?|stück|std\.?|stunden|tage|einheiten|verbrauch|anzahl)
[column_price]
(?:einzelpreis|e-?preis|preis|ep|einzel|stückpreis|satz|stundensatz|[€]/(?:einheit|stk\.?|std\.?|h|m)|€ je einheit|preis/einheit|einheitspreis|je einheit|tarif)
[column_total]
(?:gesamt(?:preis|betrag)?|betrag|summe|gp|wert|gesamt|total|positionspreis|netto|endpreis|g-?preis|kosten|zeilensumme)
[column_discount]
(?:rabatt|nachlass)(?: ?%)?
[row_subtotal]
zwischensumme|warenwert|summe positionen|positionssumme|summe leistungen|warensumme|summe material|summe lohn
[row_net]
(?:summe |gesamt |betrag |total )?netto(?:betrag|summe|preis)?|nettobetrag|summe \(netto.*|gesamt netto|rechnungsbetrag netto
[row_tax]
ust|umsatzsteuer|mwst|mehrwertsteuer|u-?st|mwst\.
[row_gross]
brutto(?:betrag|summe)?|gesamt(?:betrag|summe|preis)?|rechnungsbetrag|endbetrag|summe(?: brutto)?|zu zahlen(?:der betrag)?|zahlbetrag|total|endsumme|rechnungssumme|zahlungsbetrag|gesamtsumme|summe eur|auftragssumme|angebotssumme
[row_discount]
rabatt|nachlass|abzüglich|abzgl\.?|skonto|gutschrift|treuebonus|minderung|bonus|gutschein
[row_charge]
versand\w*|liefer\w*|anlieferung|fracht\w*|porto|verpackung\w*|zuschlag|montage|anfahrt|mahn\w*|verzugs\w*|zinsen|gebühr\w*|pauschale|entsorgung|transport\w*|zustellung|trinkgeld
[row_paid]
anzahlung\w*|abschlag\w*|bereits (?:gezahlt|bezahlt|geleistet)|gezahlt|vorauszahlung(?:en)?|erhalten|akonto|geleistete
[row_included]
enthalten\w*|inkl\.|inklusive|davon|darin
[row_percent]
prozent|%|anteil|quote|schnitt|mittel(?:wert)?|durchschnitt
[role_rent]
miete|grundmiete|kaltmiete|warmmiete
[role_fee]
gebühr(?:en)?|honorar|vergütung|gehalt|stundenlohn|beitrag
[role_deposit]
kaution|anzahlung

[kind_invoice]
rechnung|honorarnote|gebührennote|\w+rechnung|rechnungsnummer|stromabrechnung|abrechnung|gebührenrechnung
[kind_reminder]
(?:\d\. )?mahnung|zahlungserinnerung|letzte mahnung
[kind_offer]
angebot|kostenvoranschlag|offerte
[kind_complaint]
mängelanzeige|maengelanzeige|mängelrüge|maengelruege|mängelbeseitigung|reklamation|beschwerde|beanstandung
[kind_order]
bestellung|auftragsbestätigung|auftrag
[kind_receipt]
quittung|kassenbon|beleg|gutschrift|zahlungsbestätigung
[kind_notice]
bescheid|ladung|beschluss|rechtsbehelfsbelehrung|anhörung|bußgeld\w*|widerspruchsbescheid|steuerbescheid|vorladung|verfügung
[kind_posted]
^(?:aushang|a u s h a n g|bekanntmachung|anwohnerinformation|mieterinformation|hinweis an)\b|^an (?:alle|die|unsere) (?:mieter|bewohner|anwohner|anlieger|anschlussnehmer|eigentümer|beschäftigten|mitarbeite|eltern|nutzer|gewerbe|hausbewohner|kunden|mitglieder|nachbar|pächter|aussteller|verbraucher)\w*|(?:information|mitteilung|hinweis) (?:an|für) (?:alle|die|unsere) (?:mieter|bewohner|anwohner|anlieger|nutzer|eltern|beschäftigten)\w*
[joint_meeting]
bau(?:stellen)?besprechung|\w*baubesprechung|bau-?jour fixe|jour fixe bau|bau(?:stellen)?begehung|planungsbesprechung|projektbesprechung|abstimmungstermin|baustellentermin
[kind_minutes]
protokoll|besprechung|(?:team|dienst|bau|bauherren|vor|nach|lage|projekt|abteilungs|mitarbeiter|vorstands|planungs|leitungs|\w+s)besprechung|sitzung|\w+sitzung|\w+runde|niederschrift|jour fixe|teammeeting|aktennotiz|retro(?:spektive)?|besprechungsnotiz\w*|maßnahmenliste|fristenkalender
[kind_invitation]
einladung|tagesordnung|einladen
[kind_pricelist]
preisliste|preisverzeichnis|tarifblatt|speisekarte|speiseplan|katalog
[kind_policy]
richtlinie|datenschutz(?:hinweise?|richtlinie|erklärung)|\w+richtlinie|leitfaden|handbuch|anleitung|häufige fragen|faq|glossar|hausordnung|merkblatt|datenblatt|produktblatt|verhaltenskodex|rezept|rezept|zutaten|speiseplan|speisekarte|wochenkarte|hausordnung|\w+ordnung|lieferschein
[kind_report]
bericht|studie|artikel|gutachten|analyse|auswertung|reisebericht|presse(?:mitteilung|information)|medien(?:mitteilung|information)|\w*kritik|\w*besprechung von|rezension|buchtipp|buchbesprechung|reisebericht
[document_date_label]
(?:rechnungs|ausstellungs|beleg)- und \w+datum|\w+- und rechnungsdatum|(?:rechnungs|beleg|brief|ausstellungs|bestell|angebots)?datum|ausgestellt am|erstellt am|rechnungsdatum
[received_label]
eingegangen|posteingang|eingangsstempel|eingang|erhalten am|zugestellt|zustellung|empfangsbekenntnis
[owner_part]
^an$
[kind_note]
notiz\w*|\w*notizen|telefonnotiz\w*|\w*zettel|vermerk|anrufe|telefonate|rückrufe|tafel
[generic_greeting]
^(?:guten tag|hallo|moin|liebe(?:r)? leser\w*)[,!. ]*$
[within_end]
(?:innerhalb(?: von)?|binnen|in(?: den nächsten)?|spätestens(?: innerhalb| nach| in)?|längstens|nicht später als|einer frist von|eine frist von|\w*frist(?: (?:hierfür|dafür|dazu|hierzu|zur \w+|zum \w+|für (?:den|die|das) \w+|der \w+|des \w+))? (?:beträgt|ist|umfasst|läuft))(?: (?:somit|daher|jeweils))?(?: der nächsten| von)? ?$
[time_limit]
\w*frist(?: (?:hierfür|dafür|dazu|hierzu|zur \w+|zum \w+|für (?:den|die|das) \w+|der \w+|des \w+))? (?:beträgt|ist|umfasst|läuft)
[sanction]
^(?:und |aber )?(?:sofern|falls|sollten?|wenn|geht|liegt|ist|hören wir|höre ich|erhalten wir|erhalte ich|bekommen wir|bekomme ich|haben wir|habe ich|erfolgt|reagieren sie|melden sie sich) [^.]{0,90}(?:nicht|kein\w*|nichts)\b
[count_lead]
(?:innerhalb|binnen|in|spätestens|längstens|während|nicht später als|frist von|bis zum ablauf von|bis)(?: (?:von|der|den|ersten|einer|spätestens|nächsten))* ?$
[count_from]
^ ?(?:nach|ab|seit|von|vom|gerechnet (?:ab|von|vom)|beginnend mit) (?:(?:dem|der|des|tag|tage|datum|diesem|dieser|dieses|beiderseitiger|erfolgter|ihrer) )*
[from_year_end]
^ ?(?:nach|ab|seit) (?:dem )?(?:ablauf|ende|schluss|abschluss) (?:(?:des|eines|jeden|jedes|ihres|seines|jeweiligen|vergangenen|abgelaufenen) )*(?:geschäfts|wirtschafts|kalender|rechnungs|haushalts)jahr
[business_year]
(?:geschäfts|wirtschafts|rechnungs|haushalts)jahr\w*
[day_made]
^(?:\w*vertrags(?:schluss|abschluss|unterzeichnung|unterschrift|datum)\w*|\w*unterzeichnung|unterschrift|unterfertigung|abschluss (?:dieses|des)|datum (?:dieses|des) vertrag|zustandekommen)
[day_start]
^(?:inkrafttreten|\w*vertragsbeginn|mietbeginn|laufzeitbeginn|beginn (?:des|der|dieses)|vertragsstart|wirksamwerden)
[defines]
^,? ?\((?:(?:der|die|das|nachfolgend|nachstehend|im folgenden|kurz|sog\.|als),? ){0,4}"(?:der |die |das )?
[pay_net]
netto|ohne abzug|rein netto
[pay_period_boiler]
garantie|gewährleistung|lieferzeit|rückgaberecht|umtausch|rücknahme|versand innerhalb|reaktionszeit|aufbewahr\w*|geld zurück
[obligation_now]
erwart\w*|fordern|müssen sie|ist uns|sind uns|haben sie
[term_words]
\w*laufzeit|\w*mietzeit|\w*dauer|fest|läuft|geschlossen|befristet auf|mindestens|beträgt|\w*zeit
[term_word]
\w*laufzeit|\w*mietzeit
[notice_noun]
^ ?(?:kündigungsfrist|frist)
[advance_word]
(?:teilt|mitteil\w*|informiert|unterrichtet|erklärt|zeigt|anzuzeigen|mitzuteilen|entscheide\w*)\b.{0,80}(?:vorher|zuvor|vor ablauf|vor ende|im voraus)
[probation_only]
(?:während|in|innerhalb) der probezeit|in dieser zeit|gelten als probezeit
[courtesy_but]
(?:teilen|sagen) sie (?:uns|mir) (?:bitte |kurz |noch )*(?:mit|bescheid)|könnten sie|können sie (?:uns|mir|bitte)|um (?:\w+ )?(?:rückmeldung|mitteilung|antwort|bestätigung)|bitte (?:senden|schicken|bestätigen|teilen|überweisen|reichen|geben sie (?:uns|mir))
[request_now]
bitte\w*|muss|müsst|müsste|könnten|können sie|würden sie|müssen|sorgen sie|sagen sie|teilen sie|gebeten|benötig\w*|bräucht\w*|brauch\w*
[conditional_request]
^(?:falls|wenn) (?:ja|nein|nicht|möglich),
[bill_terms]
rechnungsnummer|verwendungszweck|konto|bankverbindung|iban
[deadline_near]
vor|bis|spätestens|braucht|brauchen|muss|müssen|will|möchte|soll|zum
[section_both]
beschlüsse und (?:aufgaben|maßnahmen)|aufgaben und
[info_item]
^(?:beschluss|beschlossen|info|hinweis|stand|status|anwesend|entschuldigt|genehmigt|festgehalten|zur kenntnis|abgesagt|hotel)\s?[:\-]
[info_label]
hinweis|anwesend|entschuldigt|dabei|teilnehmer\w*|ort|datum|zeit|leitung|protokoll|nächste[rs]? (?:termin|sitzung|besprechung)|beschluss|info|status|stand|offen|ungeklärt|betreff|thema|budget|summe|tel|telefon|e-?mail|verteiler|hotel|messe|raum|frage|antwort|ergebnis|beispiel|gäste|kontakt|nächste baubesprechung|top \d+|dauer
[not_actor]
^(?:der|die|das|dies|diese[rsnm]?|es|ein|eine|er|sie|was|wer|wie|wann|wo|welche[rsnm]?|wenn|falls|als|im|in|am|an|auf|bei|für|von|zu|zum|zur|mit|nach|und|aber|so|unser\w*|ihr\w*|sein\w*|alles|nichts|preise?|ab|bis|seit|festgehalten|beschluss|ich|man|hier|dort|dann|noch|nur|auch)\b
[done_bracket]
\((?:erledigt|erl\.|fertig|abgeschlossen|bezahlt|geklärt)[^)]*\)|\[(?:erledigt|x|fertig)\]|✓|✔|✅
[done_tail]
[-–:;,(\[] ?(?:ist |schon |bereits |alles )?(?:erledigt|erl\.?|fertig|abgeschlossen|montiert|ausgeliefert|eingebaut|abgesagt|bezahlt|gebucht|storniert|geklärt|entfällt|hinfällig|ausgetauscht)[.)\] ]*$|~~ ?erledigt|(?:ist|sind|wurde|wurden|worden|hat sich) (?:schon |bereits |\w+ )?(?:erledigt|fertig|abgeschlossen|bezahlt|gebucht|storniert|geklärt|ausgetauscht)[.)\] ]*$
[needed_by]
(?:läuft\b.{0,60}\bab|nötig|erforderlich|fällig|muss|müssen|wird (?:bis|spätestens)|werden (?:bis|spätestens)|benötigt|gebraucht)
[done_state]
erledigt|bestanden|verschrottet|erl\.?|fertig|abgeschlossen|bezahlt|beglichen|storniert|entfällt|ja|ok|umgesetzt|geschlossen|x|✓|✔|✅|gestrichen|verworfen|hinfällig|abgelehnt|ausgeführt|behoben|zurückgezogen|gegenstandslos|geliefert|verrechnet|versandt|verschickt|abgeholt|eingegangen
[done_on]
^(?:beantwortet|entschieden|geklärt|erledigt): \w
(?:^|[:;,(-] ?)(?:alles |ist |wurde |wurden |schon |bereits )?(?:erledigt|übermittelt|versandt|verschickt|abgeschickt|gesendet|eingereicht|abgegeben|abgeschlossen|unterschrieben|unterzeichnet|gegengezeichnet|zurückgesandt|eingegangen|bezahlt|beglichen|überwiesen|geliefert|ausgeliefert|freigegeben|eingebaut|gebucht|bestellt|verlängert|abgeholt|hinterlegt|zugestellt),? (?:am |zum |vom )?(?:\d{1,2}\. ?(?:\d|(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)\p{L}*))
[done_remark]
(?:erledigt|erl\.|gestrichen|entfällt|hinfällig|abgeschlossen|storniert)
[not_done]
halb|fast|fehlt|fehlen|wartet
nicht|teil\w*|offen|in arbeit|noch|un(?:bezahlt|erledigt)
[question_word_strong]
^(?:wer|was|wann|wo|wohin|wie|warum|welche[rsnm]?|können|könnten|haben|sind|ist|darf|dürfen|soll|sollen)
[conditional_if]
^(?:falls|sollten|wenn|sofern) sie
[question_clause]
wie\w+|welche\w*|wo\w+|an wen|von wem|mit wem|wem|wen|wessen
wer|was|wann|wo|wie|warum|welche[rsnm]?|ob
[past_answer]
beantwortet|hab(?:e)? (?:ich )?(?:ihm|ihr|ihnen) (?:schon |gleich )?(?:gesagt|geantwortet)
[answer_opening]
^(?:ja|nein|doch|natürlich|unbedingt|selbstverständlich|klar|keineswegs|niemand|vielleicht|meistens|weil|heute|antwort)\b
[reply_wanted]
(?:rückmeldung|antworten?|bescheid|mitteilung|nachricht|rückantwort|zu- oder absage|ihre entscheidung|ihre einschätzung|geben sie uns|melden sie sich|teilen sie)
[unsubscribe]
abbestellen|abmelden|abmeldung vom|sie erhalten diese[ns]? (?:mail|e-?mail|newsletter|nachricht),? (?:weil|als|da)
[contract_clause]
§ ?\d|nachfolgend|vertragsparteien|die parteien|dieser vertrag|dieses vertrages|wird folgender
[contract_request]
bitte|könnten sie|wir bitten
[conditional_start]
^(?:falls|sofern|sollte|sollten|wenn|im falle|bei)\b
[get_done]
lassen|werden
[due_after]
^,? ?(?:\([^)]*\) ?)?(?:\d\d?(?:[:.]\d\d)? ?uhr,? ?)?(?:spätestens|allerspätestens|fällig|ab(?:läuft|laufen)?\b|aus\b|(?:bei uns |hier |uns |mir |schriftlich |vollständig )*(?:eingehen|vorliegen|eingegangen sein|vorzuliegen|einzugehen|da sein|vorliegt)|ist (?:anmeldeschluss|einsendeschluss|abgabe|schluss|deadline|stichtag|redaktionsschluss))
[deadline_is]
(?:schließt|schliesst|macht zu|wird geschlossen|vom netz|abgeschaltet)(?: \S+){0,6} (?:am|um|zum|mit)? ?$|(?:letzter tag|letzten tag|zahlungsziel|ziel) (?:ist |war |\S+ ){0,3}(?:der|den|am)? ?$
(?:\w*(?:melde|einsende|annahme|bewerbungs|redaktions|abgabe|einreich\w*|buchungs|einlieferungs|bestell)schluss|schlusstermin|letzter (?:termin|abgabetag|tag)|(?:abgabe|einreichungs?|melde|zahlungs)termin|ablauf der \w*frist|\w+frist(?:ende)?|(?:zugelassen|angenommen|möglich|entgegengenommen|offen) bis|schluss der \w+|verfallsdatum|einreichefrist|eingabefrist)\b(?: [^.;:]{0,60})?(?: ?(?:ist|:|am|der|den|auf|bleibt|jeweils) ?)+$
(?:frist|anmeldeschluss|einsendeschluss|abgabeschluss|abgabetermin|abgabefrist|stichtag|meldeschluss|redaktionsschluss|bewerbungsschluss|bewerbungsfrist|anmeldefrist|zahlungsfrist|widerspruchsfrist|einspruchsfrist|zahlungstermin|fälligkeit|deadline|letzter (?:tag|termin|abgabetag)|schlusstermin|annahmeschluss|annahmefrist|bindefrist|ablauf|schluss|rückmeldefrist|kündigungstermin)\b(?: (?:für|der|des|zur|zum) (?:[\p{L}-]+ ){1,6}?)?(?: ?(?:ist|sind|läuft|endet|wurde|wird|bleibt|der|die|am|bis|zum|auf|den|nun|jetzt|noch|:|verlängert|gesetzt|mit|jeweils|einschließlich) ?)+$
(?:fällig|zahlbar|zu zahlen|zu entrichten|zu begleichen|einzureichen|abzugeben|vorzulegen|zu leisten|zu überweisen|zurückzusenden|einzusenden|anzumelden|mitzuteilen|zu melden)(?: \w+)? (?:ist|sind|wird|werden)? ?(?:bis|am|zum|spätestens|vor)(?: zum| am| dem| den| spätestens| einschließlich)* ?$
(?:muss|müssen|sollte|sollten|soll|sollen|ist|sind|wird|werden|endet|enden|läuft|laufen|erlischt|verfällt|verfallen|schließt|gilt|gelten|gültig|offen|möglich|erbeten|gewünscht|nötig|erforderlich|fällig)(?: (?:noch|dann|uns|mir|bei uns|spätestens|nur|automatisch|die frist|der vertrag|sie|wieder))* (?:am|bis|zum|mit|vor|spätestens)(?: zum| am| dem| den| einschließlich| inklusive| inkl\.| und mit| ablauf des)* ?$
[third_party]
^(?:das|die|der) (?:paket|sendung|ausstellung|bauarbeiten|arbeiten|straße|sperrung|bibliothek|saison|messe|lieferung|baustelle|umbau|brücke|veranstaltung) |(?:wird|werden) (?:\S+ ){0,8}(?:geliefert|zugestellt|fertig|abgeschlossen|geöffnet|geschlossen|gesperrt|eröffnet)|wir (?:werden|liefern|sind|haben|planen|hoffen)|ist (?:die|der|das) .{0,40}gesperrt|voraussichtlich|läuft die ausstellung
[paid_other]
letzte\w*|vorige\w*|vorherige\w*|vormonat\w*|anzahlung|abschlag\w*|(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)-?(?:rechnung|abrechnung)|falls|sofern|sollte|sobald|wenn|bis zur|(?:haben sie|sie) .{0,40}bereits|solange
[attendees]
^(?:anwesend|anw|teilnehmer\w*|teilnehmende|teiln|dabei|da|zugegen|erschienen|gekommen|anwesende|teilgenommen|mit dabei|runde|entschuldigt)\b[^:]{0,20}(?::|-|\t)
[reporting]
(?:berichtet|erzählt|schildert|lacht|schwärmt|klagt|vermisst|sagt|meint|findet|dankt|fragt|begrüßt|begrüsst|glaubt|hat|ist|war|wünscht|weist|lobt|erinnert|teilt|bestätigt|erläutert|erklärt|eröffnet|schließt|schliesst|stellt|freut|kommt|geht|bleibt|bittet|regt|schlägt|informiert|verweist|betont|bedauert|weiß|weiss|braucht|möchte|heißt|heisst|liegt|steht|scheint|gehört|feiert|wird|kennt|läuft|trägt|macht sich|hängt|wohnt|arbeitet|spielt|sind|hängen|gewinnt|verliert|wächst)
[other_side]
^(?:der |die |durch |vom )?(?:kunde|kunden|kundin|auftraggeber(?:in)?|lieferant|lieferanten|hersteller|vermieter(?:in)?|mandant(?:in)?|mandanten|käufer|verkäufer|statiker|bauherr(?:in|schaft)?|versicherung|bank|stadt|gemeinde|behörde)(?: \([^)]*\))?$|\((?:kunde|auftraggeber|lieferant|extern|mandant|vermieter|hersteller)\)|^(?:beim?|bei der|bei den) (?:kunden?|kundin|auftraggeber|lieferanten|hersteller|vermieter|mandanten|mandantin)$
[leaving]
^(?:gehend|kommend)
[titled]
^(?:herr|frau|fr\.|hr\.|dr\.|prof\.|fa\.|firma|familie|kollege|kollegin)
[until_tail]
 (?:bis|am|vor|diese|nächste|morgen|heute|spätestens|asap)\b.*$
[paper_question]
\?
[second_person_plural]
wir|uns|unser\w*|ihr|euch|man|ich
[paper_who]
^(?:wer|wann|welche[rsnm]?|wo|sollen|soll|können|kann|könnte|dürfen|darf|dürfte|brauchen|braucht|wollen|will|nehmen|machen|bleibt|gibts?|gibt's|geht|ist|sind|hat|haben|muss|müssen|reicht|passt|wie (?:viele?|hoch|lange|oft|soll|gehen)|bis wann|ab wann|was (?:machen|tun|passiert|kostet))\b
[why]
\b(?:warum|wieso|weshalb)\b
[tells]
(?:ich|wir) (?:teilen? ihnen|sage|sagen ihnen|wissen|weiß|erklären? ihnen|informieren? sie|prüfen|klären|geben ihnen)|werden (?:wir|sie) .{0,60}(?:mitteilen|informier\w*)|sie wissen|hier erfahren|erfahren sie|(?:zeigt|erklärt|beschreibt|erfahren sie),? (?:wie|was|warum)
[was_due]
(?:war|waren|wurde) .{0,60}(?:fällig|zahlbar|zu zahlen)|(?:hätte|hätten|sollte|sollten) .{0,80}(?:eingehen|eingegangen|bezahlt|beglichen|gezahlt|gutgeschrieben|vorliegen)\b
[attend]
(?:jemand|irgend ?jemand|irgendwer|einer von (?:euch|ihnen|uns)|eine person|ein mitarbeiter|eine mitarbeiterin|einer ihrer \w+)\b[^.?!;]{0,70} (?:da\b|vor ort|anwesend|zugegen|zu hause|im haus|aufschließ\w*|aufschliess\w*|aufsperr\w*|öffn\w*|hereinlass\w*|reinlass\w*|einlass\w*|aufmach\w*|schlüssel|einweis\w*)
(?:aufschließen|aufschliessen|aufsperren|reinlassen|hereinlassen|öffnen) (?:muss|müsste|sollte|soll)\b|muss (?:jemand|irgendwer|wer)\b
(?:sie|ihr|du|alle \w+) (?:sollten|sollen|müssen|müsst|musst|solltet|solltest|haben|möchten|mögen)\b[^.?!;]{0,60} (?:zugegen|anwesend|vor ort|da|dabei|persönlich) (?:sein|zu sein|erscheinen)|(?:zugegen|anwesend|vor ort) (?:zu )?sein\b
(?:ihr |ihre |persönliches |persönliche )(?:erscheinen|anwesenheit) (?:ist|wird) (?:\w+ )?(?:angeordnet|erforderlich|notwendig|nötig|verlangt|erwartet|erbeten|pflicht)|(?:haben|sind) (?:sie )?(?:\S+ ){0,8}(?:zu erscheinen|einzufinden|vorzusprechen)|(?:wollen|möchten|mögen) (?:sie )?sich (?:\S+ ){0,6}einfinden|finden sie sich (?:\S+ ){0,10}ein\b|(?:sind sie|werden sie|sie werden) (?:\S+ ){0,8}(?:geladen|vorgeladen)
(?:zugang|zutritt) (?:\S+ ){0,8}(?:zu gewähren|gewährt werden|ermöglicht werden|zu ermöglichen|zu verschaffen|sicherzustellen|möglich sein|frei sein)|(?:ist|sind) [^.;?!]{0,140} vorzuführen\b
[undertaking]
\b(?:ruf|hol|mach|schick|besorg|kümmer|fahr|lass|bestell|meld|geb|bring|klär|schreib|frag|prüf|schau|such|stell|druck|mail|nehm|red|überweis|reich|kauf|erledig)e? ich\b|\bich (?:ruf|hol|mach|schick|besorg|kümmer|fahr|lass|bestell|meld|geb|bring|klär|schreib|frag|prüf|such|stell|druck|mail|nehm|red|überweis|reich|kauf|erledig)e?\b
(?:habe?|hatte) (?:ich )?(?:ihm|ihr|ihnen|der \w+|dem \w+|frau \w+|herrn \w+) (?:\S+ ){0,4}(?:zugesagt|versprochen)|(?:ihm|ihr|ihnen) (?:habe?|hab) ich (?:\S+ ){0,4}(?:zugesagt|versprochen)|\b(?:zugesagt|versprochen), dass (?:ich|wir)\b|bin ich (?:ihm|ihr|ihnen) noch schuldig
kümmert sich (?:persönlich |selbst )?(?:um|darum)|hat (?:mir |uns )?(?:zugesagt|angeboten|versprochen),
fahr ich holen|mach ich selber|mach ich selbst
[reported_question]
(?:fragt|frägt|fragte|hat gefragt|will wissen|wollte wissen|möchte wissen|möchte gern wissen|erkundigt sich|erkundigte sich|wüsste gern|lässt fragen|überlegt)\b[^.?!;:]{0,40},? (?:ob|wer|was|wann|wo|wohin|wie|warum|weshalb|welche[rsnm]?|bis wann|ab wann|an wen)\b
[:,-] ob (?:man|wir|er|sie|es|ihr|ihm)\b[^.?!]{5,}
will (?:\S+ ){0,6}wissen,? ob\b
[duty_verb]
(?:legt|übergibt|reicht|benennt|stellt|liefert|zahlt|überweist|überlässt|übermittelt|sendet|übersendet|weist|teilt|meldet|zeigt|gibt|erstellt|erbringt|entrichtet|händigt|hinterlegt|leistet|lässt|bringt|räumt|vollendet|fertiggestellt|fertigzustellen)\b
[holds_for]
(?:gilt|gelten|gültig|gebunden|bindend|halten|stehen|stehe|reserviert|freigehalten|verbindlich|bestand|zu diesem preis|für den preis)\b[^.;]{0,60}(?:für|auf|noch|vorstellung|heute|datum|\d{4}|von)? ?$
[after_event]
^ ?(?:nach|ab|seit)(?: dem| der| den| unserem| unserer| ihrem| ihrer| diesem| dieser)?(?: (?P<end>ende|ablauf|schluss|abschluss|beendigung)(?: de[sr]| ihrer| seiner| dieser| dieses)?)? 
[words:holidays]
01-01 neujahr
12-24 heiligabend
12-31 silvester
12-06 nikolaus
11-01 allerheiligen
11-11 martini martinstag
01-06 dreikönig
05-01 maifeiertag
10-03 nationalfeiertag
[wants_to_know]
(?:bis jetzt|bislang|bisher|noch) (?:nichts|keine (?:antwort|nachricht|begründung|rückmeldung)) (?:davon |dazu |darüber )?(?:gehört|erhalten|bekommen)|(?:begründung|antwort|erklärung|auskunft) (?:dafür |dazu |darauf )?(?:hat|haben) [^.?!]{3,80} nicht (?:erhalten|bekommen)|ließen sie offen, (?:ob|wer|was|wann|wie|welche)|uns ist [^.?!]{0,40}nicht (?:bekannt|klar|ersichtlich)|zu wissen wünsch|kann es sein, dass|könnte (?:sich )?(?:die|der|das) [^.?!]{3,60} vorstellen
(?:woher|wohin|warum|weshalb|wieso|wer|wann|wie|was|ob|wo) [^.?!;]{3,70}, (?:sagt|steht|verrät|erklärt|weiß|weiss|geht) (?:\w+ ){0,4}(?:kein\w*|nirgends|niemand|nicht)\b
(?:wüsste|wüssten) (?:ich|wir) (?:gar |zu |sehr |noch |auch |also |schon )*gern\w*|(?:ich|wir) (?:wüsste|wüssten) (?:gar |zu |sehr |noch |auch |also |schon )*gern\w*|würde (?:uns|mich) interessieren|(?:uns|mich) würde interessieren|grübelt (?:\w+ )?,? ?(?:ob|wer|wann|wie)|(?:lässt|lassen) (?:\w+ )?fragen\b
(?:kann|können|konnte|konnten) (?:\S+ ){1,10}(?:erst|nicht) (?:\S+ ){0,6},? (?:wenn|bevor|ehe|solange|bis) (?:\S+ ){1,4}(?:weiß|wissen|erfährt|erfahren|hört|hören),? (?:ob|wer|was|wann|wie|welche\w*|wo)\b|(?:schweigt|sagt nichts|steht nichts|verliert kein wort) (?:\S+ ){0,5}(?:darüber|dazu|davon),? (?:ob|wer|was|wann|wie|welche\w*|wo)\b|(?:im dunkeln|im unklaren),? (?:ob|wer|was|wann|wie|welche\w*|wo)\b
[direct_question]
^(?:und |also |nun |außerdem,? |oder |dann |noch eins: |eine frage noch: )*(?:könnten|können|hätten|hättest|hättet|wären|würden|dürfen|dürfte|dürften|darf|haben|ist|sind|passt|passen|reicht|genügt|brauchen|benötigen|kommen|nehmen|machen|soll|sollen|stört|gibt|kann es sein|muss|müssen|wird|werden|könnte)\b[^?]*\b(?:sie|ihnen|ihre?[nmrs]?|euch|euer|eure?\w*|dir|dich|du)\b[^?]*\?
^(?:und |also |nun |oder |dann )*(?:dürfen|darf|dürfte|dürften|könnten|können|sollen|soll|müssen|muss|brauchen|nehmen|machen) (?:wir|ich)\b[^?]*\?
^(?:und |also |nun |außerdem,? |oder |dann )*(?:wann|wer (?:macht|übernimmt|kommt|fährt|ist|kümmert|zahlt|bringt|holt|nimmt|vertritt)|wie (?:viele?|lange|hoch|gedenken|oft|soll|können|machen)|welche[rsnm]?|bis wann|ab wann|was (?:kostet|sollen|soll|können|müssen|gilt|wird|passt)|wo (?:können|sollen|ist|soll)|wohin|mit wie vielen)\b[^?]*\?
[thanks_letter]
(?:danke|dank|dankeschön|dankbar)\b.{0,60}(?:für|dass|an alle|schön)|glückwunsch|beileid|bestanden!|geschafft!|wunderschön\w*|(?:schöner|toller|herrlicher|unvergesslicher) (?:abend|tag|nachmittag|ausflug)
[announces]
kündig(?:t|te|en|ten) (?:\S+ ){1,14}an[.;,]?$|angekündigt|ankündig\w*|anzukündigen
# Who speaks of whom, and how: signs of the second look (`sift`).
[says_i]
ich|mir|mich|mein\w*
[says_we]
wir|uns|unser\w*
[says_you]
(?-i:Sie|Ihnen|Ihre?[mnrs]?)|du|dir|dich|deine?[mnrs]?|euch|euer|eure\w*
[says_they]
er|(?-i:sie|ihm|ihn|ihre?[mnrs]?)|deren|dessen|die beiden
[says_must]
muss|müss\w+|musst|soll|sollen|sollte\w*|sollst|brauchen?|braucht|bräuchten?|bitte|benötig\w+
[says_was]
war|waren|wurden?|hatten?|hat|haben|hast|gewesen|(?:letzte[nrs]?|vorige[nrs]?) (?:woche|monat|jahr|sommer|winter)
[says_may]
kann|können|könnten?|könnt|darf|dürfen|würden?|wäre\w*|falls|wenn|sofern|vielleicht
[says_thanks]
dank\w*|freu\w*|glückw\w+|herzlich\w*|wunderbar\w*|schöne\w*|großartig\w*|gefallen
