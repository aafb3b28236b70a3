//! The few words that a form adds to a draft, in six languages.

use crate::communications::calendar;
use crate::communications::language::WritingLanguage;

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
    /// The language itself.
    language: WritingLanguage,
}

const EN: Labels = Labels {
    language: WritingLanguage::En,
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
};

const DE: Labels = Labels {
    language: WritingLanguage::De,
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
};

const FR: Labels = Labels {
    language: WritingLanguage::Fr,
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
};

const ES: Labels = Labels {
    language: WritingLanguage::Es,
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
};

const IT: Labels = Labels {
    language: WritingLanguage::It,
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
};

const NL: Labels = Labels {
    language: WritingLanguage::Nl,
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
        calendar::day(self.language, date)
    }
}
