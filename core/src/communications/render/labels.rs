//! The few words that a form adds to a draft, in six languages.

/// Words of a form.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) date: &'static str,
    /// Stands before the number of a page.
    pub(crate) page: &'static str,
    /// Stands between the number of a page and the count of pages.
    pub(crate) of: &'static str,
    pub(crate) action_items: &'static str,
    pub(crate) task: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) due: &'static str,
    pub(crate) decisions: &'static str,
    pub(crate) enclosures: &'static str,
    /// The months, January first.
    months: [&'static str; 12],
    /// How a date is written: `d`, `m` and `y` stand for its parts.
    date_form: &'static str,
}

const EN: Labels = Labels {
    from: "From",
    to: "To",
    copy: "Cc",
    date: "Date",
    page: "Page",
    of: "of",
    action_items: "Action items",
    task: "Task",
    owner: "Owner",
    due: "Due",
    decisions: "Decisions",
    enclosures: "Enclosures",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    date_form: "d m y",
};

const DE: Labels = Labels {
    from: "Von",
    to: "An",
    copy: "Kopie",
    date: "Datum",
    page: "Seite",
    of: "von",
    action_items: "Aufgaben",
    task: "Aufgabe",
    owner: "Zuständig",
    due: "Bis",
    decisions: "Beschlüsse",
    enclosures: "Anlagen",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    date_form: "d. m y",
};

const FR: Labels = Labels {
    from: "De",
    to: "À",
    copy: "Copie",
    date: "Date",
    page: "Page",
    of: "sur",
    action_items: "Actions",
    task: "Action",
    owner: "Responsable",
    due: "Échéance",
    decisions: "Décisions",
    enclosures: "Pièces jointes",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    date_form: "d m y",
};

const ES: Labels = Labels {
    from: "De",
    to: "Para",
    copy: "Copia",
    date: "Fecha",
    page: "Página",
    of: "de",
    action_items: "Tareas",
    task: "Tarea",
    owner: "Responsable",
    due: "Plazo",
    decisions: "Acuerdos",
    enclosures: "Anexos",
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    date_form: "d de m de y",
};

const IT: Labels = Labels {
    from: "Da",
    to: "A",
    copy: "Copia",
    date: "Data",
    page: "Pagina",
    of: "di",
    action_items: "Attività",
    task: "Attività",
    owner: "Responsabile",
    due: "Scadenza",
    decisions: "Decisioni",
    enclosures: "Allegati",
    months: [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    date_form: "d m y",
};

const NL: Labels = Labels {
    from: "Van",
    to: "Aan",
    copy: "Kopie",
    date: "Datum",
    page: "Pagina",
    of: "van",
    action_items: "Actiepunten",
    task: "Actie",
    owner: "Wie",
    due: "Wanneer",
    decisions: "Besluiten",
    enclosures: "Bijlagen",
    months: [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    date_form: "d m y",
};

impl Labels {
    /// Returns the words of a language by its BCP 47 tag; English for one that is not known.
    pub(crate) fn of(language: &str) -> &'static Self {
        match language.split(['-', '_']).next().unwrap_or_default() {
            "de" => &DE,
            "fr" => &FR,
            "es" => &ES,
            "it" => &IT,
            "nl" => &NL,
            _ => &EN,
        }
    }

    /// Writes a date as letters do, such as “27 November 2026”.
    pub(crate) fn date(&self, date: jiff::civil::Date) -> String {
        let month = usize::try_from(date.month()).ok().and_then(|month| self.months.get(month - 1));
        let part = |form: char| match form {
            'd' => date.day().to_string(),
            'm' => month.copied().unwrap_or_default().to_owned(),
            'y' => date.year().to_string(),
            other => other.to_string(),
        };
        // The parts stand alone between blanks, so that the `d` of “de” is none.
        let word = |word: &str| match word.trim_end_matches('.') {
            "d" | "m" | "y" => word.chars().map(part).collect(),
            _ => word.to_owned(),
        };
        self.date_form.split(' ').map(word).collect::<Vec<String>>().join(" ")
    }
}
