//! What the sentence rules know about words. All lists are lower case and sorted by bytes.

/// Abbreviations that something follows: they never end a sentence.
pub(super) const INNER_ABBREVIATIONS: &[&str] = &[
    "a.a.o", "abb", "abs", "abzgl", "al", "allg", "anm", "approx", "art.-nr", "attn", "ausschl", "az",
    "b.w", "bd", "bde", "bes", "beschl", "best.-nr", "betr", "bl", "blz", "bspw", "bzgl", "bzw", "c/o",
    "ca", "capt", "cc", "cf", "col", "d.h", "d.i", "dept", "ders", "dgl", "dies", "dipl", "div", "dr",
    "e.g", "ed", "eds", "einschl", "enc", "encl", "entspr", "eq", "eqs", "est", "evtl", "excl", "exkl",
    "ext", "fax", "fig", "figs", "geb", "gem", "gen", "gest", "ggf", "gov", "hon", "hr", "hrn", "hrsg",
    "hs", "i.a", "i.d.r", "i.e", "i.h.v", "i.s.d", "i.s.v", "i.v", "ibid", "id.-nr", "incl", "ing", "inkl",
    "insb", "insbes", "jährl", "kap", "kd.-nr", "kto", "lfd", "lic", "lit", "lt", "m.a.w", "m.e", "m.w",
    "mag", "max", "messrs", "min", "mind", "mlle", "mme", "monatl", "mr", "mrs", "ms", "mt", "mtl", "nr",
    "nrn", "o.g", "o.ä", "op", "p.a", "p.m.a", "para", "pp", "pres", "prof", "re.-nr", "ref", "rep", "resp",
    "rev", "rg.-nr", "rn", "rspr", "rz", "s.o", "s.u", "sect", "sen", "sgt", "sog", "st", "st.-nr",
    "stellv", "steuer-nr", "tab", "tel", "tel.-nr", "u.a", "u.u", "u.z", "u.ä", "urspr", "urt",
    "ust.-id.-nr", "verh", "vgl", "viz", "vol", "vorauss", "vs", "z.b", "z.h", "z.hd", "z.t", "z.zt",
    "ziff", "zw", "zzgl",
];

/// Abbreviations that may also stand at the end of a sentence.
pub(super) const ENDING_ABBREVIATIONS: &[&str] = &[
    "a.m", "apr", "aug", "ave", "b.a", "blvd", "bros", "co", "corp", "d.c", "dec", "dez", "di", "do", "e.k",
    "e.u", "e.v", "esq", "etc", "feb", "fr", "fri", "gmbh", "hrs", "inc", "jan", "jr", "jul", "jun", "llc",
    "ltd", "m.a", "m.d", "mar", "mi", "mio", "mo", "mon", "mrd", "mär", "nov", "o.j", "oct", "okt", "p.m",
    "ph.d", "pl", "plc", "rd", "s.a", "s.r.l", "sa", "sat", "sek", "sep", "sept", "so", "sr", "st.gallen",
    "std", "stk", "str", "sun", "thu", "thur", "thurs", "tsd", "tue", "tues", "u.k", "u.n", "u.s", "u.s.w",
    "u.v.m", "usf", "usw", "uvm", "wed", "yrs",
];

/// Names of months, and nouns that are counted with an ordinal.
pub(super) const MONTHS: &[&str] = &[
    "apr", "april", "aug", "august", "dec", "december", "dez", "dezember", "feb", "feber", "februar",
    "february", "halbjahr", "jan", "januar", "january", "jul", "juli", "july", "jun", "june", "juni",
    "jänner", "maerz", "mai", "march", "may", "mrz", "mär", "märz", "nov", "november", "oct", "october",
    "okt", "oktober", "quartal", "sep", "september",
];

/// German words after which a number with a full stop is an ordinal.
pub(super) const ORDINAL_LEADS: &[&str] = &[
    "-", "/", "ab", "am", "beim", "bis", "das", "dem", "den", "der", "des", "die", "diesen", "dieser",
    "dieses", "ein", "eine", "einem", "einen", "einer", "für", "gegen", "ihr", "ihre", "ihren", "im", "in",
    "jeden", "jeder", "jedes", "mein", "meine", "nach", "oder", "sein", "seine", "seit", "und", "unser",
    "unsere", "unseren", "vom", "vor", "zum", "zur", "–",
];

/// Words that seldom stand inside a name, so that a capital shows a new sentence.
pub(super) const STARTERS: &[&str] = &[
    "a", "aber", "after", "all", "alle", "alles", "als", "also", "although", "am", "an", "anbei", "and",
    "any", "as", "at", "auch", "auf", "aus", "außerdem", "because", "before", "bei", "bis", "bitte", "both",
    "but", "by", "da", "daher", "damit", "danke", "dann", "das", "dass", "dem", "den", "der", "des",
    "deshalb", "die", "diese", "dieser", "dieses", "each", "ein", "eine", "einem", "einen", "einer", "er",
    "es", "falls", "for", "from", "für", "gern", "gerne", "he", "her", "here", "hier", "his", "how",
    "however", "i", "ich", "if", "ihr", "ihre", "im", "in", "it", "its", "ja", "jedoch", "kein", "keine",
    "leider", "mein", "meine", "mit", "my", "nach", "nein", "nicht", "no", "not", "now", "nun", "oder",
    "on", "once", "one", "or", "our", "please", "sehr", "sein", "seine", "seit", "she", "sie", "since",
    "so", "sollte", "sollten", "some", "such", "thank", "thanks", "that", "the", "their", "then", "there",
    "these", "they", "this", "those", "to", "und", "unser", "unsere", "unter", "vielen", "von", "vor",
    "wann", "warum", "was", "we", "wenn", "wer", "what", "when", "where", "which", "while", "who", "why",
    "wie", "wir", "with", "wo", "yes", "you", "your", "zu", "zum", "zur", "über",
];
