// Sentences of the core in German, beside the English that it says. `{}` stands for what differs and is kept in its
// order; `{!}` for a word that is translated by itself, from `words`. A test looks for each English sentence in the
// core, so that one which changes there is missed here.
export const phrases: readonly (readonly [string, string])[] = [
  // What looks wrong in a document.
  ["{} is a {!}, not a {!}.", "Der {} ist ein {!}, kein {!}."],
  ["The figures give {}, printed is {}.", "Die Zahlen ergeben {}, gedruckt steht {}."],
  [
    "The check digits of this account number are wrong: compare it before paying.",
    "Die Prüfziffern dieser Kontonummer stimmen nicht: Vergleichen Sie sie, bevor Sie zahlen.",
  ],
  [
    "facts were read from the first {} characters; all of it can be searched",
    "Angaben wurden aus den ersten {} Zeichen gelesen; durchsuchen lässt sich alles.",
  ],
  ["the file holds no text", "Die Datei enthält keinen Text."],
  ["no text was found on this page", "Auf dieser Seite wurde kein Text gefunden."],
  ["the text of this page was hard to read", "Der Text dieser Seite war schwer zu lesen."],
  [
    "the text of this page is beyond the limit of characters",
    "Der Text dieser Seite liegt über der Höchstzahl an Zeichen.",
  ],
  [
    "the page is a picture: its text must be recognised",
    "Die Seite ist ein Bild: Ihr Text muss erst erkannt werden.",
  ],
  [
    "the page has no readable text: it needs OCR",
    "Die Seite hat keinen lesbaren Text: Er muss erst erkannt werden (OCR).",
  ],
  [
    "some characters were not valid {} and were replaced",
    "Einige Zeichen waren kein gültiges {} und wurden ersetzt.",
  ],
  ["only the first {} attachments were read", "Nur die ersten {} Anlagen wurden gelesen."],
  ["The document breaks off before its end.", "Das Dokument bricht vor seinem Ende ab."],
  ["The sheet “{}” is missing.", "Das Blatt „{}“ fehlt."],
  ["The sheet breaks off before its end.", "Das Blatt bricht vor seinem Ende ab."],
  ["{} cells lie outside of the sheet.", "{} Zellen liegen außerhalb des Blatts."],
  ["{} formulas have no stored result.", "{} Formeln haben kein gespeichertes Ergebnis."],
  [
    "{} rows are hidden in the sheet and read all the same.",
    "{} Zeilen sind im Blatt ausgeblendet und wurden trotzdem gelesen.",
  ],
  [
    "{} column groups are hidden and read all the same.",
    "{} Gruppen von Spalten sind ausgeblendet und wurden trotzdem gelesen.",
  ],
  ["The slide is missing.", "Die Folie fehlt."],
  ["The slide breaks off before its end.", "Die Folie bricht vor ihrem Ende ab."],
  [
    "The slide is hidden in the show and read all the same.",
    "Die Folie ist in der Vorführung ausgeblendet und wurde trotzdem gelesen.",
  ],
  [
    "the list of pages was lost: they are read in the order of the file",
    "Das Verzeichnis der Seiten ist verloren: Sie wurden in der Reihenfolge der Datei gelesen.",
  ],
  ["a part of the page's content cannot be read", "Ein Teil der Seite ist nicht lesbar."],

  // What a document asks for, and how the day was found.
  ["Payment due", "Zahlung fällig"],
  ["Payment due: {}", "Zahlung fällig: {}"],
  ["Discount for early payment ends", "Skonto endet"],
  ["Last day for notice", "Letzter Tag zum Kündigen"],
  ["Last day for a right under the contract", "Letzter Tag für ein Recht aus dem Vertrag"],
  ["Last day for objection", "Letzter Tag für den Widerspruch"],
  ["Due every year", "Jedes Jahr fällig"],
  ["Deadline", "Frist"],
  ["Ends", "Endet"],
  ["Term ends", "Laufzeit endet"],
  ["Answer awaited", "Antwort erwartet"],
  ["Offer ends", "Angebot endet"],
  ["Registration ends", "Anmeldung endet"],
  ["To be delivered", "Lieferung fällig"],
  ["every year", "jedes Jahr"],
  ["{} {!} before {}", "{} {!} vor dem {}"],
  ["{} {!} before {}, the next possible end", "{} {!} vor dem {}, dem nächsten möglichen Ende"],
  ["{} {!} before {!}", "{} {!} vor {!}"],
  ["{} {!} after {}", "{} {!} nach dem {}"],

  // What the checks of a draft say.
  ["“{}” stands in free text without a source", "„{}“ steht ohne Quelle im freien Text"],
  ["the gap [{}] is not filled in", "Die Lücke [{}] ist nicht ausgefüllt"],
  ["the gap {} is not filled in", "Die Lücke {} ist nicht ausgefüllt"],
  ["“{}” says that something is still open", "„{}“ heißt, dass noch etwas offen ist"],
  ["the slot {} has no value", "Die Stelle {} hat keinen Wert"],
  ["the source of “{}” is gone", "Die Quelle von „{}“ gibt es nicht mehr"],
  ["the source no longer says “{}”", "Die Quelle sagt nicht mehr „{}“"],
  ["“{}” differs from its source", "„{}“ weicht von der Quelle ab"],
  ["“{}” is not what its source says", "„{}“ steht so nicht in der Quelle"],
  [
    "“{}” is not what the calendar entry of this draft says",
    "„{}“ steht so nicht im Kalendereintrag dieses Entwurfs",
  ],
  ["“{}” is said to be read, but has no source", "„{}“ soll gelesen sein, hat aber keine Quelle"],
  ["“{}” is not the name of a {!} of this draft", "„{}“ ist kein Name für {!} dieses Entwurfs"],
  ["no source says “{}” word by word", "Keine Quelle sagt wörtlich „{}“"],
  ["no source says “{}”", "Keine Quelle sagt „{}“"],
  [
    "“{}” stands in {}, but not at this place of the sentence that says the rest",
    "„{}“ steht in {}, aber nicht an dieser Stelle des Satzes, der das Übrige sagt",
  ],
  ["no source names “{}”", "Keine Quelle nennt „{}“"],
  [
    "“{}” stands in the sources, but not in the sentence of {} that says the rest",
    "„{}“ steht in den Quellen, aber nicht in dem Satz von {}, der das Übrige sagt",
  ],
  ["“{}” looks like a slip of “{}”", "„{}“ sieht nach einem Tippfehler für „{}“ aus"],
  ["{} looks like a slip of {}", "{} sieht nach einem Tippfehler für {} aus"],
  [
    "neither conversation nor contacts know the number {}",
    "Weder der Mailverlauf noch die Kontakte kennen die Nummer {}",
  ],
  ["neither conversation nor contacts know {}", "Weder der Mailverlauf noch die Kontakte kennen {}"],
  ["nothing here answers “{}”", "Nichts hier beantwortet „{}“"],
  [
    "an attachment is promised here, and nothing is attached",
    "Hier wird eine Anlage versprochen, und nichts ist angehängt",
  ],
  [
    "{} is at {}, which looks like {} and is another house",
    "{} liegt bei {}; das sieht aus wie {} und ist ein anderes Haus",
  ],
  ["nobody wrote to {} before{!}: {}", "An {} hat noch niemand geschrieben{!}: {}"],
  ["nobody wrote to {} before: {}", "An {} hat noch niemand geschrieben: {}"],
  [
    "this was received as a blind copy: an answer to all shows everybody that it was",
    "Das kam als Blindkopie: Eine Antwort an alle verrät es allen",
  ],
  ["this answers all {} who got the message", "Das antwortet allen {}, die die Nachricht bekamen"],
  [
    "this answer has a blind copy: whoever gets it may answer all and show it; forward it instead",
    "Diese Antwort hat eine Blindkopie: Wer sie bekommt, kann allen antworten und es verraten; leiten Sie sie lieber weiter",
  ],
  [
    "{} people of {} houses see each other's addresses: use blind copies",
    "{} Personen aus {} Häusern sehen einander ihre Adressen: Nehmen Sie Blindkopien",
  ],
  ["{} stands here twice", "{} steht hier zweimal"],
  ["“{}” is greeted, but receives nothing of this", "„{}“ wird gegrüßt, bekommt das aber nicht"],
  ["{} is a {!}, not a {!}", "Der {} ist ein {!}, kein {!}"],
  ["“{}” from {} on is {}, not {}", "„{}“ ab dem {} ist {}, nicht {}"],
  ["{} and {} make {}, not {}", "{} und {} ergeben {}, nicht {}"],
  ["the {!} is {}, not {}", "{!} ist {}, nicht {}"],
  ["this holds a password or key", "Das enthält ein Passwort oder einen Schlüssel"],
  ["this holds the number of a payment card", "Das enthält die Nummer einer Zahlungskarte"],
  [
    "this holds a number by which the state knows a person",
    "Das enthält eine Nummer, unter der der Staat eine Person führt",
  ],
  ["text marked “{}” goes to {}", "Text mit dem Vermerk „{}“ geht an {}"],
  ["this is made of internal documents and goes to {}", "Das stammt aus internen Dokumenten und geht an {}"],
  [
    "this is made of confidential documents and goes to {}",
    "Das stammt aus vertraulichen Dokumenten und geht an {}",
  ],
  ["this sentence {!} what {} says", "Dieser Satz {!}, was {} sagt"],
  ["this sentence {!} {} {!}", "Dieser Satz {!} {} {!}"],
  [
    "this sentence very likely says something else than {}",
    "Dieser Satz sagt sehr wahrscheinlich etwas anderes als {}",
  ],
  [
    "this reads like an order to a model, or like what a model says of itself",
    "Das liest sich wie ein Befehl an ein Sprachmodell, oder wie eines über sich selbst spricht",
  ],
  ["this markup hides text or acts", "Diese Auszeichnung versteckt Text oder tut etwas"],
  ["the link shows {} and leads to {}", "Der Link zeigt {} und führt zu {}"],
  [
    "an invisible character hides or turns what stands behind it",
    "Ein unsichtbares Zeichen versteckt oder verdreht, was dahinter steht",
  ],
  ["an invisible character splits a word", "Ein unsichtbares Zeichen teilt ein Wort"],
  ["this is to be in “{}”, but reads like “{}”", "Das soll in „{}“ sein, liest sich aber wie „{}“"],
  ["“{}” is British and “{}” American spelling", "„{}“ ist britische und „{}“ amerikanische Schreibweise"],
  ["“{}” and “{}” address the reader in two ways", "„{}“ und „{}“ sprechen den Leser auf zwei Arten an"],
  ["nobody signs this: say who writes", "Niemand unterschreibt: Sagen Sie, wer schreibt"],
  ["it is not known who receives this", "Es ist nicht bekannt, wer das bekommt"],
  [
    "no mail address of {} is known: this can be printed, not mailed",
    "Von {} ist keine Mailadresse bekannt: Das lässt sich drucken, nicht mailen",
  ],
  [
    "this goes to {}, but {} wrote: make sure who asks for it",
    "Das geht an {}, geschrieben hat aber {}: Prüfen Sie, wer darum bittet",
  ],
  [
    "this goes to {}, which a document named: make sure who that is",
    "Das geht an {}, genannt in einem Dokument: Prüfen Sie, wer das ist",
  ],

  // What was refused, and why.
  [
    "the password is easy to guess: choose several words",
    "Das Passwort ist leicht zu erraten: Wählen Sie mehrere Wörter.",
  ],
  ["not a mail address: expected `name@domain`", "Das ist keine Mailadresse; erwartet wird name@domain."],
  [
    "neither an address nor a domain: expected `name@domain` or `@domain`",
    "Weder eine Adresse noch eine Domain; erwartet wird name@domain oder @domain.",
  ],
  ["the crontab line names a time that never comes", "Die Crontab-Zeile nennt eine Zeit, die nie kommt."],
  [
    "a crontab line has five fields: minute, hour, day, month, weekday, as `30 8 * * MON-FRI`",
    "Eine Crontab-Zeile hat fünf Felder: Minute, Stunde, Tag, Monat, Wochentag, wie in 30 8 * * MON-FRI.",
  ],
  [
    "kind: the template makes another one; leave one of both out",
    "Die Vorlage macht eine andere Art von Entwurf.",
  ],
  ["the draft was edited after it was approved", "Der Entwurf wurde nach der Freigabe geändert."],
  ["the storage does not answer", "Die Ablage antwortet nicht."],
  [
    "the tool `{}` took too long and was given up",
    "Das Werkzeug {} hat zu lange gebraucht und wurde aufgegeben.",
  ],
  ["rejected: {}", "abgelehnt: {}"],
  ["taken back", "zurückgenommen"],

  // Webhooks: why something was not taken, and what cannot be told.
  ["the receiver answered {}", "Der Empfänger antwortete mit {}."],
  ["the receiver cannot be reached", "Der Empfänger ist nicht zu erreichen."],
  ["no answer within {} s", "Keine Antwort innerhalb von {} s."],
  ["given up after {} attempts", "Nach {} Versuchen aufgegeben."],
  [
    "the receiver sends elsewhere, which is not followed: give its own address",
    "Der Empfänger verweist anderswohin, dem wird nicht gefolgt: Geben Sie seine eigene Adresse an.",
  ],
  [
    "the receiver says that it is gone for good (410)",
    "Der Empfänger sagt, dass es ihn nicht mehr gibt (410).",
  ],
  [
    "its receiver has taken nothing since {}: the receiver answered {}",
    "Der Empfänger hat seit {} nichts angenommen: Er antwortete mit {}.",
  ],
  [
    "its receiver has taken nothing since {}: the receiver cannot be reached",
    "Der Empfänger hat seit {} nichts angenommen: Er ist nicht zu erreichen.",
  ],
  [
    "its receiver has taken nothing since {}: no answer within {} s",
    "Der Empfänger hat seit {} nichts angenommen: Keine Antwort innerhalb von {} s.",
  ],
  ["the webhook is {!}", "Der Webhook ist {!}."],
  ["webhook {} is {!}: enable it first", "Webhook {} ist {!}: Schalten Sie ihn zuerst ein."],
  ["delivery {} is under way", "Die Mitteilung {} ist schon unterwegs."],
  ["the host is not known: check the address", "Den Rechner gibt es nicht: Prüfen Sie die Adresse."],
  [
    "the address is inside the own network: the operator may name its host in `webhooks.internal_hosts` of the settings",
    "Die Adresse liegt im eigenen Netz: Wer den Server betreibt, kann den Rechner in webhooks.internal_hosts nennen.",
  ],
  [
    "`url` begins with https, so that nobody reads what is told",
    "Die Adresse muss mit https beginnen, damit niemand mitliest.",
  ],
  ["`url` is no address", "Das ist keine Adresse."],
  ["only https and http are reached", "Erreicht werden nur Adressen mit https und http."],
  [
    "an address with a user or password is not reached",
    "Adressen mit Benutzer oder Passwort werden nicht erreicht.",
  ],
  [
    "a workspace has at most {} webhooks: remove one first",
    "Es gibt höchstens {} Webhooks: Entfernen Sie zuerst einen.",
  ],

  // Privacy: what cannot be found, erased or kept as it was asked.
  [
    "what would be erased is no longer what the report said: look at a new one",
    "Es würde nicht mehr das gelöscht, was der Bericht sagte: Sehen Sie noch einmal nach.",
  ],
  [
    "{} things name others too: choose for each of them",
    "{} nennen auch andere: Entscheiden Sie über jedes einzeln.",
  ],
  ["nothing would be erased", "Nichts würde gelöscht."],
  [
    "name a contact, a member, an address or a name",
    "Nennen Sie einen Kontakt, ein Mitglied, eine Adresse oder einen Namen.",
  ],
  ["a name has {} to {} characters", "Ein Name hat {} bis {} Zeichen."],
  ["there is no contact {}", "Den Kontakt {} gibt es nicht."],
  ["there is no member {}", "Das Mitglied {} gibt es nicht."],
  ["a person has at most {} addresses and {} names", "Eine Person hat höchstens {} Adressen und {} Namen."],
  [
    "more than {} things belong to this: name fewer at a time",
    "Mehr als {} Dinge gehören dazu: Nennen Sie weniger auf einmal.",
  ],
  ["erasure {} is not done and has no proof", "Die Löschung {} ist nicht fertig und hat keinen Nachweis."],
  [
    "the retention periods were changed meanwhile: read them again",
    "Die Fristen wurden inzwischen geändert: Laden Sie sie neu.",
  ],
  ["a retention period has 1 to {} days", "Eine Frist hat 1 bis {} Tage."],
  ["a workspace has at most {} retention rules", "Es gibt höchstens {} Fristen."],
  [
    "more than {} things are as old: begin with longer periods",
    "Mehr als {} Dinge sind so alt: Beginnen Sie mit längeren Fristen.",
  ],
  [
    "a workspace has at most {} legal holds: release one first",
    "Es gibt höchstens {} Löschsperren: Heben Sie zuerst eine auf.",
  ],
];

/** Words that take a place of `{!}`. */
export const words: Readonly<Record<string, string>> = {
  Monday: "Montag",
  Tuesday: "Dienstag",
  Wednesday: "Mittwoch",
  Thursday: "Donnerstag",
  Friday: "Freitag",
  Saturday: "Samstag",
  Sunday: "Sonntag",
  day: "Tag",
  days: "Tage",
  "working day": "Werktag",
  "working days": "Werktage",
  week: "Woche",
  weeks: "Wochen",
  month: "Monat",
  months: "Monate",
  year: "Jahr",
  years: "Jahre",
  denies: "verneint",
  "no longer denies": "verneint nicht mehr",
  "binds where": "verpflichtet, wo",
  "leaves it open": "es offen lässt",
  "leaves open what": "lässt offen, was",
  promises: "verspricht",
  "the day that is named": "dem genannten Tag",
  ", and the address was read from a document": ", und die Adresse stammt aus einem Dokument",
  recipient: "jemanden unter den Empfängern",
  sender: "den Absender",
  disabled: "abgeschaltet",
  stopped: "angehalten",
  total: "Die Summe",
  "sum of the lines": "Die Summe der Zeilen",
  tax: "Die Steuer",
};
