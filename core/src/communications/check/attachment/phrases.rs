//! By which words an attachment is promised, and by which it is not, in six languages.

use std::sync::OnceLock;

use regex::Regex;

/// The phrases of one language.
pub(super) struct Phrases {
    /// The two letters of the language.
    pub(super) language: &'static str,
    /// What promises whatever else the sentence says, as "please find attached": a set phrase at its place.
    sure: &'static str,
    /// What promises unless the sentence takes it back.
    yes: &'static str,
    /// What takes the promise back: somebody else attached it, it is wanted, it comes later, it is lost, or it is no
    /// file.
    no: &'static str,
    /// What one attaches: stands for `{N}` in the phrases, as [`FORMATS`] does for `{F}`.
    nouns: &'static str,
    /// All three, compiled when the language is first met.
    compiled: OnceLock<Option<[Regex; 3]>>,
}

const fn phrases(
    language: &'static str,
    sure: &'static str,
    yes: &'static str,
    no: &'static str,
    nouns: &'static str,
) -> Phrases {
    Phrases { language, sure, yes, no, nouns, compiled: OnceLock::new() }
}

/// Formats of files, as people name them.
const FORMATS: &str = "pdf|word|excel|gpx|zip|jpe?g|png|csv|mp3|mp4|docx?|xlsx?|pptx?|powerpoint";

impl Phrases {
    /// Says whether a sentence promises an attachment.
    pub(super) fn promise(&self, sentence: &str) -> bool {
        let read = |phrase: &str| {
            let phrase = phrase.replace("{N}", self.nouns).replace("{F}", FORMATS);
            Regex::new(&format!("(?xi){phrase}")).ok()
        };
        let compiled =
            self.compiled.get_or_init(|| Some([read(self.sure)?, read(self.yes)?, read(self.no)?]));
        compiled.as_ref().is_some_and(|[sure, yes, no]| {
            sure.is_match(sentence) || (yes.is_match(sentence) && !no.is_match(sentence))
        })
    }
}

pub(super) static LANGUAGES: [Phrases; 6] = [
    phrases(
        "en",
        r"\bplease\ find\b.{0,60}\b(?:attached|enclosed|herewith)\b | \bfind\ (?:attached|enclosed|herewith)\b | \bsee\ (?:the\ )?(?:attached|enclosed)\b | \bsee\ (?:the\ )?attachments?\b[^?]*$
        | \byou(?:'ll|\ will|\ can)\ (?:also\ )?(?:find|see)\b.{0,60}\b(?:attached|enclosed|in\ the\ attachments?)\b | \bin\ the\ attachments?\b.{0,20}\byou(?:'ll|\ will|\ can)\b
        | ^\W*(?:also\ )?(?:attached|enclosed)\ (?:is|are|please|herewith|for\ your|you(?:'ll|\ will)?\ (?:will\ )?(?:find|see))\b | \bPFA\b
        | ^\W*(?:(?:I|we)(?:'ve|\ have)?|also|just|have)\ (?:also\ |now\ )?(?:attached|enclosed|appended)\ (?:the|a|an|my|our|your|two|three|some|all|both|it)\b
        | ^\W*(?:one\ |two\ |three\ |\d+\ )?(?:attachments?|enclosures?|encl\.?|enc\.?)\s*(?:\(\d+\)\s*)?: | \bherewith\ (?:the|our|my|is|are|please|attached|enclosed)\b | \b(?:send|sending|forward|forwarding|return|submit)\b.{0,40}\bherewith\b",
        r"\battach(?:ed|ing)?\b | \battachments?\b | \benclos(?:e|ed|ing)\b | \benclosures?\b
        | \b(?:appended|annexed)\b | \bas\ an?\ (?:pdf|word|excel|zip)\b.*\b(?:file|here|below)\b | \baccompanying\ (?:\S+\ )?(?:documents?|files?|pdf|spreadsheet|letter|form|list|drawings?|photos?)\b
        | \b(?:here|this)\ is\ (?:the|my|our|your)\ \S+(?:\ \S+)?\ (?:as\ an?\ )?(?:pdf|spreadsheet)\b
        | \b(?:I|we)(?:'ve|\ have|'m|\ am|'re|\ are)?\ (?:also\ |just\ )?(?:included|added|put|sending|send|forwarding|including|adding)\b.*\b(?:with|in|to|along\ with)\ this\ (?:e-?mail|message|mail|note)\b
        | \b(?:with|in)\ this\ (?:e-?mail|message|mail)\b.*\b(?:you(?:'ll|\ will)?\ (?:find|receive|get)|(?:I(?:'m|\ am)|we(?:'re|\ are))\ sending)\b | \byou(?:'ll|\ will)\ (?:find|receive|get)\b.*\b(?:with|in)\ this\ (?:e-?mail|message|mail)\b
        | \bhere(?:'s|\ is|\ are|\ comes?|\ goes?)\ (?:the|your|my|our|an?|those|some)\ (?:\S+\ ){0,3}?(?:{N})\b[^:]*$ | \bhere(?:'s|\ is|\ are|\ comes?|\ goes?)\b.{0,80}\b(?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:with|in|by|to|onto|under)\ (?:this|the\ present)\ (?:very\ )?(?:e-?mail|mail|message|note|letter)\b | \b(?:with|in|by|to)\ this\ (?:very\ )?(?:e-?mail|mail|message|letter)\b.{0,80}\b(?:{N}|{F})\b
        | \baccompan(?:y|ies|ying)\ this\ (?:e-?mail|mail|message|letter|note)\b | \bat\ the\ (?:very\ )?(?:bottom|end|foot)\ of\ (?:this|the|my)\ (?:e-?mail|mail|message)\b | \b(?:below|under|underneath)\ this\ (?:e-?mail|mail|message)\b | \b(?:on|at)\ the\ end\ of\ this\b | \b(?:in|with)\ the\ (?:e-?mail|mail|message)\ itself\b | \b(?:I|we)\ (?:also\ |hereby\ )?append\b | \b(?:below|under|underneath|beneath|after)\ my\ (?:signature|name|sign-?off)\b
        | \b(?:dropp(?:ed|ing)|popp(?:ed|ing)|tuck(?:ed|ing)|stick(?:ing)?|stuck|slipp(?:ed|ing)|clipp(?:ed|ing)|tack(?:ed|ing)|bundl(?:ed|ing)|put(?:ting)?)\b.{0,60}(?:\bin\ here\b | \b(?:in|into|to|on|onto)\ (?:this|the|my)\ (?:e-?mail|mail|message)\b) | \b(?:comes?|goes|travels?)\ (?:along\ )?with\ this\b
        | \b(?:send|sending|forward|forwarding|passing|pass)\ (?:you\ )?(?:along|over|on)\ (?:the|my|our|an?|your)\ (?:\S+\ ){0,3}?(?:{N})\b",
        r"\b(?:you|he|she|they|who|which\ was|that\ was|were|had\ been)\ (?:have\ |has\ |had\ |kindly\ |already\ |also\ )*(?:attached|enclosed|sent|forwarded|appended)\b
        | \b(?-i:[A-Z][a-z]{2,})\ (?:(?:has|had|must\ have)\ )?(?:attached|enclosed|appended)\ (?:the|an?|his|her|its|their|it)\b | \b(?:the|their|his|her)\ [a-z]+\ (?:(?:has|had)\ )?(?:attached|enclosed|appended)\ (?:the|an?|his|her|its|their|it)\b
        | \byour?\ (?:\S+\ )?(?:attachments?|enclosures?|attached|enclosed)\b | \b(?:attached|enclosed)\ (?:with|to|in)\ your\b | \b(?:can|could|would|will|did|do)\ (?:you|they|he|she)\b.*\b(?:attach|enclose)\b | \b(?:have|has|had)\ (?:you|they|he|she)\b.*\b(?:attached|enclosed)\b
        | \b(?:please|kindly|if\ (?:you|they)|when\ you|don't\ forget\ to|remember\ to|forg[eo]t(?:ten)?\ to|unable\ to|must|should|need(?:s|ed)?\ to|how\ to|able\ to|can|cannot|can't|could(?:n't)?|to\ be|not|never|want\ to|wanted\ to|asked\ to|meant?\ to|(?:make\ |be\ )sure\ (?:to|you|that\ you)|(?:like|want|need|ask|remind)(?:ed)?\ (?:you|him|her|them)\ to|be)\ (?:re-?)?(?:attach|enclose)
        | \b(?:please|kindly|could\ you|can\ you|would\ you)\ (?:re-?)?(?:send|forward|submit|return|upload)\b.*\battachments?\b
        | \b(?:no|nothing\ (?:was|is)|without(?:\ an?|\ the|\ any)?|missing|lost|any|large|big|open(?:ed|ing)?\ (?:the|your)|receive[d]?\ (?:the|your|an)|got\ the|get\ the|find\ (?:the|any|an)|thanks?\ (?:you\ )?for\ (?:the|your)|download(?:ed)?\ the|read\ the|saw\ the|size\ of\ the|scan(?:s|ned)?\ (?:all|the|every)|where\ is\ the|was\ there|were\ there|is\ there|which(?:\ of\ the)?)\ (?:\S+\ )?(?:attach|enclos)
        | \battachments?\ (?:was|were|seems?|did|does|could|would|might|must|may|cannot|can't|larger|bigger|over|above|from|in\ your|of\ your|too|up\ to|size|limit|policy|theory|icon|button|style|(?:that\ |which\ )?(?:you|he|she|they)\b|(?:is|are)\ (?:too|missing|not|empty|blank|broken|corrupt|limited|blocked|scanned|in\ your|allowed)|(?:has|have)\ (?:not|been\ (?:removed|blocked|deleted|lost)|a\ virus)|can\ (?:not|only))\b
        | \b(?:attached|enclosed|appended|annexed)\ (?:directly\ |firmly\ )?to\ (?:the|this\ (?:contract|agreement|lease|schedule|document|form|order|deed|box|wall|house|building|plan|policy)|that|a|an|your|his|her|its|their|it|each|every|one|my|our|me|him|them|walls?)\b
        | \b(?:very|so|deeply|emotionally|quite|too|strongly|become|became|getting|gets?|feels?|felt|grow|grew|grown)\ attached\b | \battached\ (?:garage|house|bathroom|mail|by\ you|from\ you)\b
        | \battach(?:ed|es|ing)?\ (?:great|much|little|no|any|more|importance|value|conditions|blame|weight|strings)
        | \bfully?\ enclosed\b | \benclosed\ (?:by|garden|space|area|yard|courtyard|balcony|terrace|porch|in\ a)\b | \b(?:is|are|was)\ attached\ (?:by|with\ screws|at)\b
        | \b(?:strings|conditions)\ attached\b | \b(?:will|shall|going\ to|'ll)\ (?:be\ )?(?:attach|enclos)[a-z]*\b.*\b(?:tomorrow|later|next|soon|once|when|after|as\ soon|monday|week)\b
        | \b(?:as|if|when|once|whether|unless)\ (?:\S+\ ){0,3}(?:is|are|was|were)?\ ?(?:attached|enclosed)\b.*\b(?:you|your|yesterday|last|earlier|previous)\b
        | \b(?:last|previous|earlier|other|original|yesterday's)\ (?:e-?mail|message|mail|letter)\b | \b(?:you|he|she|they)\ (?:said|say|says|wrote|promised|mentioned)\b.*\battached\b | \b(?:whether|if)\ (?:an|any|the)\ attachment\b | \b(?:once|when|as\ soon\ as|after|until)\b.*\b(?:will|shall|'ll)\ (?:be\ )?(?:attach|enclos) | \binstead\ of\ (?:an?\ )?attach
        | \b(?:received|arrived|got|thank|thanks)\b.{0,80}\b(?:enclosed|attached)\b | \b(?:enclosed|attached)\b.{0,60}\b(?:has|have)\ (?:been\ received|arrived)\b | \b(?:than|at\ most|up\ to|maximum|per|each|every|most)\ (?:\S+\ )?attachments?\b | \b(?:will|shall|'ll)\ (?:send|forward|get|let)\b.*\b(?:as\ soon\ as|tomorrow|later|once|when|next)\b | \byour\ (?:letter|note|parcel|package|e-?mail|mail|message)\ (?:with|and)\b.*\b(?:enclosed|attached)\b | \ban\ attachment\ (?:called|named|with|from|that|whose)\b | \battachments?\ (?:of|per|are\ uploaded|can\ be)\b | \bhad\ (?:\S+\ )?(?:attached|enclosed)\b | ^\W*(?:if|should)\ (?:you|an|any)\b.*\battach",
        r"documents?|files?|plans?|lists?|forms?|contracts?|agreements?|leases?|photos?|pictures?|videos?|clips?|recordings?|invoices?|receipts?|certificates?|reports?|schedules?|timetables?|programmes?|agendas?|minutes|slides|drafts?|quotes?|quotations?|offers?|estimates?|spreadsheets?|sheets?|tables?|drawings?|maps?|scans?|cop(?:y|ies)|CV|résumé|resume|brochures?|leaflets?|flyers?|statements?|figures|accounts|notes|polic(?:y|ies)|tickets?|menus?|rosters?|rota|recipes?|judge?ments?|deeds?|budgets?|presentations?|questionnaires?|summar(?:y|ies)|tariffs?|delivery\ notes?|routes?",
    ),
    phrases(
        "de",
        r"\banbei\ (?:\S+\ ){0,2}?(?:die|der|das|den|dem|ein|eine|einen|unsere?[nr]?|meine?n?|ihre?n?|sende[nt]?|schicke[nt]?|übersende[nt]?|übermitt\S+|erhalten|erhältst|finden|findest|findet|wie|noch|nochmals?|zwei|drei|alle|auch|zur|zum)\b
        | \bim\ anhang\ (?:\S+\ ){0,2}?(?:finden|findest|findet|sende|schicke|erhalten|erhältst|erhaltet|nochmals?|noch\ einmal|die|der|das|den|ein|eine|einen|unsere?|meine?|zwei|drei)\b
        | \b(?:in\ der|als)\ anlage\ (?:\S+\ ){0,2}?(?:finden|findest|findet|erhalten|erhältst|erhaltet|sende|schicke|senden\ wir|schicken\ wir|übersende|übersenden|übermitteln|übermittle|überreichen|überreiche|die|der|das|den|ein|eine|einen)\b
        | \b(?:findest|findet|finden\ sie|erhalten\ sie|erhältst\ du)\b.{0,80}\b(?:im\ anhang|in\ der\ anlage|als\ anlage|als\ anhang)\b[^?]*$
        | (?:\bsiehe\ |\bs\.\ )(?:\S+\ )?(?:anhang|anlagen?)\b | ^\W*(?:beigefügt|beiliegend|anliegend|angehängt|angefügt)\ | \bhiermit\ (?:sende|schicke|übersende|übermittle|überreiche|übergebe)n?\b
        | \bdieser\ (?:e-?)?(?:mail|nachricht)\ (?:\S+\ )?(?:angehängt|beigefügt|beigelegt|angefügt)\b | ^\W*(?:als\ |eine\ |ein\ |zwei\ |drei\ |\d+\ )?(?:anlagen?|anh[aä]nge?)\s*(?:\(\d+\)\s*)?:",
        r"\banbei\b | \b(?:im|in\ der|in\ den|als|siehe|s\.)\ (?:\S+\ )?anh[aä]ng(?:en?)?\b | \banlagen?\b | \bangeh[aä]ngt(?:e[nmrs]?)?\b | \bbeigef[uü]gt(?:e[nmrs]?)?\b | \bbeigelegt(?:e[nmrs]?)?\b | \bmitgeschickt(?:e[nmrs]?)?\b | \bmitgesendet(?:e[nmrs]?)?\b
        | \bbeiliegend(?:e[nmrs]?)?\b | \banliegend(?:e[nmrs]?)?\b | \banhängend(?:e[nmrs]?)?\b | \bangef[uü]gt(?:e[nmrs]?)?\b | \b(?:liegt|liegen)\b.*\bbei\s*[.,!:]?\s*$ | \bf[uü]gen?\b.*\b(?:bei|an)\s*[.,!:]?\s*$ | \blegen?\b.*\bbei\s*[.,!:]?\s*$
        | \bh[aä]ng(?:e|en|t)\b.*\b(?:an|dran)\s*[.,!:]?\s*$ | \bmit\ dieser\ (?:e-?)?(?:mail|nachricht)\b.*\b(?:sende|schicke|übersende|erhalten|erhältst|bekommen|bekommst)n?\b | \b(?:sende|schicke|übersende|erhalten|erhältst|bekommen|bekommst)\b.*\bmit\ dieser\ (?:e-?)?(?:mail|nachricht)\b | \bals\ pdf\b
        | \bder\ anhang\ (?:enthält|zeigt|besteht)\b | \bdie\ anh[aä]nge\ (?:enthalten|zeigen)\b | \bdem\ anhang\ (?:zu\ )?entnehmen\b | \bentnehmen\ sie\b.*\banhang\b
        | \bhier\ (?:ist|sind|kommt|kommen|nun|noch|also)\ (?:\S+\ ){0,4}?(?:{N})\b[^:]*$ | \bhier\b.{0,60}\b(?:als|im|in)\ (?:\S+\ )?(?:{F})\b | \b(?:{N})\b.{0,60}\b(?:als|im\ format|im)\ (?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:mit|in|an)\ (?:dieser|diese|der\ vorliegenden)\ (?:e-?)?(?:mail|nachricht|zeilen)\b | \b(?:mit|in)\ (?:dieser|diesen)\ (?:e-?)?(?:mail|nachricht|zeilen)\b.{0,80}\b(?:{N}|{F})\b | \bdieser\ (?:e-?)?(?:mail|nachricht)\b.{0,60}\b(?:dran|bei|mit)\b
        | \b(?:unten|am\ ende|ganz\ unten)\ (?:\S+\ ){0,2}?(?:in|an|dieser|der)\ (?:\S+\ )?(?:e-?)?(?:mail|nachricht)\b | \b(?:unter|unterhalb|nach)\ (?:meiner|der)\ (?:signatur|unterschrift|namen)\b
        | \b(?:packe|stecke|lege|klemme|hefte|tue|schiebe|stelle|gepackt|gesteckt|drangehängt|drangepackt|reingestellt|reingepackt|beigepackt)\b.{0,60}\b(?:mail|nachricht|dazu|dran|rein|bei|hier)\b | \bmit\ (?:reingepackt|dazugepackt|drangehängt|drangepackt|reingetan|dazugelegt)\b | \bist\ mit\ dabei\b | \b(?:{N})\b.{0,40}\b(?:ist|sind|liegt|liegen|hängt|hängen)\ (?:hier\ )?(?:mit\ )?(?:dabei|dran|bei)\b",
        r"\b(?:sie|du|ihr|er|euch)\b.{0,60}\b(?:angehängt|beigefügt|beigelegt|angefügt|mitgeschickt)\ (?:haben|hast|habt|hat|hatten|hattest)\b | \b(?:haben|hast|habt|hatten|hattest)\ (?:sie|du|ihr)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt|mitgeschickt)
        | \b(?:fügen|hängen|legen|schicken|senden)\ sie\b
        | \b(?:sie|du|ihr|er)\ (?:haben|hast|habt|hat|hatten|hattest)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt|mitgeschickt)\b | \b(?-i:[A-Z][a-zäöü]+)\ (?:hat|hatte)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt|mitgeschickt)\b
        | \bwelche[nrsm]?\ (?:\S+\ )?(?:anh[aä]ng|anlage|datei) | \bwo\ (?:ist|sind|bleib)
        | \b(?:ihr|ihre[nmrs]?|dein|deine[nmrs]?|eure[nmrs]?)\ (?:\S+\ )?(?:anh[aä]ng|anlage|beigefügt|angehängt|beiliegend) | \bin\ (?:ihrer|deiner|eurer|der\ letzten)\ (?:\S+\ )?(?:e-?)?(?:mail|nachricht)\b
        | \b(?:können|könnten|kannst|könntest|würden|bitte|wollen|sollen|sollten|müssen|muss|nicht|ohne|vergessen|kein|keine|keinen|keinem|fehlt|fehlte|fehlenden?|defekt|leer)\b.*\b(?:beizufügen|beifügen|anhängen|beilegen|mitschicken|anzuhängen|mitzuschicken|beigefügt\ werden|angehängt\ werden)
        | \b(?:kein|keine|keinen|keinem|keinerlei|ohne|fehlende[nrs]?|weder)\b.{0,40}\b(?:anh[aä]ng|anlage|beigefügt|angehängt|beiliegend|beigelegt) | \bnichts?\ (?:\S+\ ){0,2}(?:angehängt|beigefügt|beigelegt|anbei)\b | \b(?:bitte|könnten\ sie|können\ sie|kannst\ du|könntest\ du)\b.{0,60}\b(?:schicken|senden|schick|send|mailen|übermitteln)\b.*\b(?:anhang|anlage)\b | \b(?:bitte|könnten\ sie|können\ sie|kannst\ du|könntest\ du)\b.*\bals\ (?:anhang|anlage|pdf)\b
        | \b(?:anh[aä]ng|anh[aä]nge|anh[aä]ngen|anlage|anlagen)\b.*\b(?:fehlt|fehlte|fehlen|leer|kaputt|defekt|beschädigt|nicht\ (?:zu\ öffnen|öffnen|geöffnet|lesbar|lesen|dabei|gefunden|erhalten|bekommen|angekommen|mehr)|öffnen\ lässt|öffnen\ konnte|ließ\ sich|lässt\ sich|zu\ groß|größer|über\ \d+|ab\ \d+|darf|dürfen|verloren|gelöscht|erhalten\?|bekommen\?|angekommen)
        | \b(?:danke|dank)\b.*\b(?:für|fürs)\b.*\b(?:anh[aä]ng|anlage|beigefügt|angehängt|beiliegend|unterlagen)
        | \b(?:heizungs|lüftungs|wohn|grün|park|solar|photovoltaik|bahn|klima|alarm|telefon|sport|kapital|geld|sprech|kläre?|feuer|anlage\ (?:läuft|steht|wird|wurde|ist|ging|muss|soll))\S*anlagen?\b | \banlagen?\ (?:läuft|steht|wird|wurde|ging|soll|der|des|in|im|auf|zum|zur|von|wartet|produziert|liefert|reparier|gewartet|ist|sind)
        | \b(?:die|der|unsere[rn]?|eine[rn]?|diese[rn]?|neue[nr]?|alte[nr]?|zwei|drei|beide)\ (?:\S+\ )?anlagen?\ (?:in|im|auf|am|mit|zur|zum|von|läuft|steht|ist|sind|wird|werden|wurde|haben|hat|produziert|liefert|fällt|soll|muss)\b
        | \b(?:mietvertrag|vertrag|vertrags|vertrages|protokolls?|gesetzes|verordnung|rechnung|bescheid|schreibens)\b.*\banlagen?\ \S*\b.*\b(?:genannt|geregelt|beschrieben|bezeichnet|aufgeführt)\b | \b(?:gemäß|laut|nach|wie\ in)\ anlage\b | \banlage\ \d+\ (?:zum|zur|des|der|zu)\b
        | \b(?:letzten|letzte|vorigen|früheren|ersten|vorherigen|gestrigen)\ (?:e-?)?(?:mail|nachricht|schreiben)\b | \b(?:reiche|sende|schicke|hänge|lege|füge|werde|werden)\b.*\b(?:später|morgen|nächste[nr]?|sobald|demnächst|nachher|nach)\b.*\b(?:an|bei|nach|mit|anhängen|beifügen|mitschicken|nachreichen|zu|als\ (?:anhang|anlage|pdf))\b | ^\W*(?:morgen|später|nächste\ woche|demnächst|sobald)\b
        | \bangehängt(?:e[nrms]?)?\ (?:an|am)\b | \ban\ (?:der|dem|die|den|das|einer|einem)\ \S+\ angehängt\b | \b(?:anhänger|wohnwagen|lkw|sattel)\b | \bmit\ (?:der|dem|den|einem|einer)\ \S*anh[aä]ng(?:er|lich)
        | \b(?:erhalten|bekommen|eingegangen|angekommen)\W*$ | \b(?:höchstens|maximal|mehr\ als|bis\ zu|pro\ \S+)\ (?:\S+\ )?(?:anh[aä]nge?n?|anlagen?)\b | \banlage\ \d+\ (?:steht|läuft|ist|wird|wurde|produziert|fällt)\b | \bihr(?:e|em|en)?\ (?:schreiben|brief|e-?mail|mail|nachricht|sendung)\b.*\b(?:anlage|anhang|anhänge) | \bein(?:en|em)?\ anhang\b | \banhang\ (?:der|des|von|einer|eines)\b | \b(?:hatte|hatten|hätte)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt|mitgeschickt)\b | \bhoch(?:ge)?laden\b | ^\W*(?:wenn|falls|sobald|ist|war|waren|hing|hingen|lag|lagen)\b.*\b(?:anh[aä]ng|anlage|angehängt|beigefügt|beigelegt) | \b(?:lag|lagen|hing|hingen)\b.*\b(?:bei|an)\W*$",
        r"dokumente?|unterlagen|datei(?:en)?|\S*pl[aä]ne?|\S*listen?|\S*formulare?|\S*vertr[aä]ge?|fotos?|bilder|\S*videos?|\S*aufnahmen?|\S*rechnung(?:en)?|quittung(?:en)?|bescheinigung(?:en)?|zeugnisse?|\S*berichte?|protokolle?|programme?|folien|\S*entw[uü]rfe?|angebote?|\S*tabellen?|zeichnung(?:en)?|karten?|scans?|kopien?|lebenslauf|prospekte?|zahlen|\S*abrechnung(?:en)?|police|tickets?|rezepte?|urteil|urkunden?|präsentation|fragebogen|übersicht|aufstellung|lieferscheine?|gutachten|satzung|nachweise?|route|beschluss|faltblatt",
    ),
    phrases(
        "fr",
        r"\b(?:veuillez\ (?:bien\ )?trouver|vous\ trouverez|tu\ trouveras|trouvez|voici)\b.{0,80}\b(?:ci-?\s?jointe?s?|ci-annexée?s?|en\ (?:pièces?\ jointes?|annexe|pj|fichiers?\ joints?|attaché|copie\ jointe))\b | \ben\ (?:pièces?\ jointes?|annexe|pj|fichiers?\ joints?)\b.{0,20}\b(?:vous\ trouverez|tu\ trouveras|voici|veuillez)\b
        | ^\W*ci-?\s?jointe?s?\b | ^\W*en\ pièces?\ jointes?\b
        | ^\W*(?:en\ |une\ |deux\ |trois\ |quatre\ |\d+\ )?(?:p\.?j\.?|pièces?\ jointes?|annexes?)\s*(?:\(\d+\)\s*)?: | \bjoignons\ à\ la\ présente\b",
        r"\bci-?\s?joint(?:e|s|es)?\b | \b(?:en|dans\ la|dans\ les|comme)\ (?:pièces?\ jointes?|pj|annexes?|fichiers?\ joints?)\b | \bpièces?\ jointes?\b | \bp\.?j\.?\s*: | \bci-annexée?s?\b | \ben\ attaché\b
        | \b(?:je|nous)\ (?:vous\ |te\ |t'|l'|y\ )?(?:joins|joignons|annexe|annexons)\b | \b(?:ai|avons)\ (?:bien\ |aussi\ |également\ )?(?:joint|annexé|attaché)e?s?\b | \b(?:est|sont)\ (?:jointe?s?|annexée?s?)\b | \bfichiers?\ (?:joints?|attachés?)\b | \bdocuments?\ joints?\b
        | \b(?:devis|facture|contrat|rapport|formulaire|dossier|cv|plan|tableau|liste|photos?|courrier|projet|compte\ rendu|bon|attestation|planning)\ (?:ci-)?jointe?s?\b
        | \bavec\ ce\ (?:message|mail|courriel|e-mail)\b.*\b(?:recevez|recevrez|trouverez|envoie|envoyons)\b | \b(?:recevez|recevrez|trouverez|envoie|envoyons)\b.*\bavec\ ce\ (?:message|mail|courriel|e-mail)\b
        | \b(?:voilà|voici)\ (?:le|la|les|l'|un|une|mon|ma|mes|notre|nos|votre|vos|ton|ta|tes)\s*(?:\S+\ ){0,3}?(?:{N})\b[^:]*$ | \b(?:voilà|voici)\b.{0,80}\b(?:{F})\b | \b(?:{N})\b.{0,60}\b(?:format|en|au\ format)\ (?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:avec|dans|par|à|au|accompagne(?:nt)?|joint\ à)\ (?:ce|cet|le\ présent|la\ présente|même)\ ?(?:e-?mail|mail|message|courriel|mot)?\b | \b(?:avec|dans|par)\ (?:ce|le\ présent)\ (?:e-?mail|mail|message|courriel)\b.{0,80}\b(?:{N}|{F})\b | \b(?:à|par|avec)\ la\ présente\b.{0,60}\b(?:{N})\b | \b(?:{N})\b.{0,60}\b(?:dans|à)\ (?:ce\ |le\ |mon\ )(?:e-?mail|mail|message|courriel)\b
        | \bjointe?s?\ à\ la\ présente\b | \bannexée?s?\ à\ ce\ (?:e-?mail|mail|message|courriel)\b | \b(?:au|en)\ bas\ de\ (?:ce|mon)\ (?:e-?mail|mail|message|courriel)\b | \b(?:en\ dessous|au-dessous|sous|après)\ (?:de\ )?ma\ signature\b
        | \bje\ (?:te\ |vous\ |l'|le\ |la\ |les\ )*(?:mets|glisse|colle|dépose|ajoute|laisse)\b.{0,80}\b(?:ici|avec|(?:dans|à)\ (?:ce|le|mon)\ (?:e-?mail|mail|message|courriel))\b",
        r"\b(?:vous|tu|ils|elles?|il|on)\ (?:nous\ |m'|me\ |l'|y\ |en\ )?(?:avez|as|ont|a|aviez|avais|avait|avaient)\ (?:bien\ )?(?:joint|envoyé|annexé|attaché|transmis|oublié)
        | \b(?:votre|vos|ta|tes|ton|leur|leurs)\ (?:\S+\ )?(?:pièces?\ jointes?|fichiers?\ joints?|annexes?|courriel|mail|message|envoi)\b | \bmerci\ (?:beaucoup\ |bien\ )?(?:pour|de\ la|des|d'avoir)\b.*\b(?:joint|jointe|jointes|joints|joindre|annexe|annexes)\b
        | \b(?:pouvez|pourriez|peux|pourrais|veuillez|merci\ de|prière\ de|faut|devez|dois|doit|doivent|oublié\ de|n'oubliez\ pas|pouvoir|souhaitez|voulez|si\ vous)\b.*\b(?:joindre|annexer|attacher|rejoindre|joignez)\b | \b(?:avez-vous|as-tu|avez\ vous)\b | \bmerci\ de\ (?:nous\ |me\ )?(?:envoyer|renvoyer|transmettre)\b.*\ben\ pièces?\ jointes?\b | \b(?:pourriez|pouvez|peux|pourrais)-?\ ?(?:vous|tu)\b.*\b(?:envoyer|renvoyer|transmettre)\b.*\ben\ pièces?\ jointes?\b
        | \b(?:sans|aucune?|pas\ de|manque|manquante?|manquait|ouvrir\ la|ouvrir\ les|ouvrir\ le|reçu\ la|reçu\ le|lire\ la|pas\ (?:pu\ )?(?:trouvé|ouvrir|reçu|joint))\b.*\b(?:pièces?\ jointes?|fichiers?\ joints?|annexes?|joint)\b
        | \b(?:pièces?\ jointes?|fichiers?\ joints?)\b.*\b(?:manqu|illisible|vide|trop|corrompu|pas\b|limite|dépass|doit|doivent|de\ plus\ de|supérieur|refusé|bloqué)
        | \b(?:jointe?s?|annexée?s?)\ (?:au|à\ (?:la|votre|ton|c(?:e|et|ette)\ (?:contrat|convention|bail|règlement|accord|permis))|aux|par)\b | \b(?:annexe)\ (?:\d+|(?-i:[A-Z])\b|du|de\ la|au)\b | \b(?:compte|comptes|conjointe?s?|entreprise|déclaration)\ (?:joints?|jointe)\b | \b(?:nous|on)\ (?:les|l'|le|la)?\ ?(?:ont|a|avons)\ rejoint
        | \bquel(?:le|les|s)?\ (?:\S+\ )?(?:pièces?|annexes?|fichiers?|documents?)\b | \boù\ (?:est|sont)\b
        | \b(?:joindrai|joindrons|joindra|enverrai|enverrons|transmettrai|transmettrons|sera|seront|vais|allons)\b.*\b(?:plus\ tard|demain|prochainement|bientôt|dès\ que|prochaine?|lorsque|quand|une\ fois|lundi)\b | ^\W*(?:demain|la\ semaine\ prochaine|plus\ tard|dès\ que|prochainement)\b
        | \b(?:dernier|précédent|premier)\ (?:mail|message|courriel|courrier|envoi)\b | \b(?:mail|message|courriel|courrier|envoi)\ (?:précédent|d'hier|de\ la\ semaine)\b | \b(?:il|elle|ils|elles|(?-i:[A-Z][a-zéè]+))\ (?:a|ont)\ (?:joint|annexé)\b
        | \b(?:reçu|reçue|reçus|arrivée?s?)\b.*\b(?:joint|jointe|annex) | \b(?:plus\ de|maximum|au\ plus|jusqu'à|par)\ (?:\S+\ )?(?:pièces?\ jointes?|fichiers?\ joints?)\b | \bune\ pièce\ jointe\b | \bpièces?\ jointes?\ (?:du|des|de|d')\b | \b(?:avait|avaient|aviez|avais)\b.*\b(?:joint|annexé) | ^\W*si\b.*\bjoint | \b(?:se\ déposent|déposer|téléverser|charger)\b",
        r"documents?|fichiers?|plans?|plannings?|listes?|formulaires?|contrats?|bail|photos?|vidéos?|enregistrements?|factures?|reçus?|attestations?|certificats?|rapports?|programmes?|ordre\ du\ jour|diapos?|brouillons?|projets?|lettres?|devis|offres?|tableaux?|dessins?|cartes?|scans?|copies?|curriculum\ vitae|cv|brochures?|dépliants?|tarifs?|chiffres|comptes?|notes|polices?|billets?|menus?|recettes?|jugements?|actes?|budgets?|présentations?|questionnaires?|résumés?|bons?|relevés?|statuts|itinéraires?",
    ),
    phrases(
        "es",
        r"^\W*(?:le\ |les\ |te\ |os\ )?adjunt(?:o|os|a|as|amos)\b[^?]*$
        | \b(?:encontrará|encontrarás|encontraréis|encontrarán|hallará)\b.{0,80}\badjunt[oa]s?\b | \badjunt[oa]s?\b.{0,20}\b(?:encontrará|encontrarás|encontraréis|encontrarán|hallará)\b
        | \bse\ (?:adjunta|adjuntan|acompaña|acompañan)\b | \bvan?\ adjunt[oa]s?\b | \b(?:ver|véase|vea|consulte)\ (?:el\ )?(?:archivo\ |documento\ )?(?:adjunto|anexo)\b | ^\W*(?:como\ |en\ |un\ |dos\ |tres\ |\d+\ )?(?:adjuntos?|anexos?|archivos?\ adjuntos?)\s*(?:\(\d+\)\s*)?:",
        r"\badjunt[oa]s?\b | \badjuntamos\b | \b(?:he|hemos)\ adjuntado\b | \barchivos?\ adjuntos?\b | \bdocumentos?\ adjuntos?\b | \b(?:en|como)\ (?:el\ |los\ )?(?:archivos?\ |ficheros?\ |documentos?\ )?(?:adjuntos?|anexos?)\b | \banex(?:o|amos|ado|ada|ados|adas)\b
        | \b(?:va|van|se)\ (?:adjunt|anex)[a-z]+\b | \bacompañ(?:o|amos)\b.*\b(?:correo|mensaje|documento|copia|factura)\b | \badjuntándo(?:le|te|les)\b
        | \bcon\ este\ (?:correo|mensaje|e-?mail)\b.*\b(?:envío|enviamos|remito|remitimos|recibe|recibes|recibirá|encontrará|mando|mandamos)\b | \b(?:envío|enviamos|remito|remitimos|recibe|recibirá|mando|mandamos)\b.*\bcon\ este\ (?:correo|mensaje|e-?mail)\b
        | \b(?:aquí|ahí|acá)\ (?:va|van|tienes|tiene|tenéis|tienen|está|están|os\ dejo|te\ dejo|le\ dejo)\ (?:\S+\ ){0,4}?(?:{N})\b[^:]*$ | \b(?:aquí|ahí|acá)\b.{0,80}\b(?:{F})\b | \b(?:{N})\b.{0,60}\b(?:en|formato|en\ formato)\ (?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:con|en|por|al|acompañan?(?:\ a)?|lleva)\ (?:este|el\ presente|la\ presente|estas)\ ?(?:mismo\ )?(?:correo|mensaje|e-?mail|escrito|líneas)?\b | \b(?:con|en|por|al)\ (?:este|el\ presente|la\ presente|presente|estas)\ ?(?:mismo\ )?(?:correo|mensaje|e-?mail|escrito|líneas)?\b.{0,80}\b(?:{N}|{F})\b
        | \bque\ acompañan?\ (?:a\ )?este\ (?:correo|mensaje|e-?mail|escrito)\b | \b(?:abajo\ del\ todo|al\ (?:final|pie)\ de\ (?:este|mi)\ (?:correo|mensaje|e-?mail))\b | \b(?:debajo|después|tras)\ (?:de\ )?mi\ firma\b
        | \b(?:he\ metido|meto|cuelgo|he\ colgado|pongo|he\ puesto|dejo|incluyo|he\ incluido|añado)\b.{0,60}\b(?:aquí|(?:en|al)\ (?:el\ |este\ )?(?:correo|mensaje|e-?mail))\b | \b(?:en\ el\ correo|al\ mensaje)\b.{0,60}\b(?:{N})\b",
        r"\b(?:usted|ustedes|tú|ellos|nos|me)\ (?:nos\ |me\ |ha\ |han\ |has\ |habéis\ |había\ |habían\ )*(?:adjunt(?:ó|aste|aron|ado)|envi(?:ó|aste|aron|ado)|anex(?:ó|aste|aron))\b | \b(?:has|habéis|ha|han)\ adjuntado\b | \badjunt(?:ó|aste|asteis|aron)\b
        | \b(?:su|sus|tu|tus|vuestro|vuestros)\ (?:\S+\ )?(?:adjuntos?|adjuntas?|anexos?|archivo|correo|mensaje)\b | \bgracias\ por\b.*\b(?:adjunt|anex)
        | \b(?:puede|puedes|podría|podrías|pueden|por\ favor|favor\ de|debe|deben|debes|hay\ que|olvid\S+|necesito\ que|recuerde|no\ olvides?|quiere|quieres|desea|tiene\ que|si)\b.*\b(?:adjunt(?:ar|e|es|en|arlo|arla|arnos|arme)|anexar|anexe)\b | \b(?:puede|puedes|podría|podrías|por\ favor|envíe(?:me|nos)?|envía(?:me|nos)|mánde(?:me|nos))\b.*\b(?:como|en)\ (?:un\ )?(?:archivo\ |documento\ |fichero\ )?(?:adjunto|anexo)\b | \bsi\ (?:nos\ |me\ )?(?:adjunta|anexa)[ns]?\b
        | \b(?:recibió|recibiste|recibisteis|recibieron|ha\ recibido|has\ recibido|han\ recibido|llegó|llegaron|abrió|pudo|pudiste|pudieron)\b.*\b(?:adjunt|anex)
        | \b(?:sin|ningún|ninguna|falta|faltaba|faltan|no\ (?:pude|puedo|he\ podido|hemos\ podido|consigo|encuentro|encontramos|había|hay|recib\S+|lleva|llevaba|contiene|contenía|veo|vemos|aparece|venía|viene))\b.*\b(?:adjunt|anex)
        | \b(?:el|los|un)\ (?:archivo\ |fichero\ |documento\ )?adjuntos?\b.*\b(?:falta|faltaba|vacío|dañado|no\ se\ (?:abre|puede)|no\ abre|demasiado|supera|límite|deben|debe|llegó|de\ más\ de|superior|rechaza|bloque)
        | \b(?:director|directora|profesor|profesora|secretario|secretaria|jefe|gerente|fiscal|médico|subdirector)\ adjunt[oa]s?\b | \bedificio\ anexo\b | \banexo\ (?:\d+|(?-i:[IVX]+)\b|(?-i:[A-Z])\b|del|al|de\ la)\b | \b(?:adjunt[oa]s?|anex[oa]s?)\ (?:al|a\ la|a\ este|a\ esta|a\ su)\ (?:contrat|acuerd|convenio|expediente|informe|solicitud|pared|escritura|ley)\S*
        | \b(?:qué|cuál|cuáles)\ (?:\S+\ )?(?:adjunto|archivo|documento|anexo)s?\b | \bdónde\ (?:está|están)\b
        | \b(?:adjuntar(?:é|emos|á|án)|anexaré|enviaré|enviaremos|mandaré|mandaremos|va\ a|voy\ a|vamos\ a)\b.*\b(?:mañana|más\ tarde|luego|pronto|próxim[oa]|en\ cuanto|cuando|lunes)\b | ^\W*(?:mañana|la\ próxima\ semana|más\ tarde|luego|en\ cuanto)\b
        | \b(?:último|anterior|primer)\ (?:correo|mensaje|e-?mail)\b | \b(?:correo|mensaje|e-?mail)\ (?:anterior|de\ ayer|previo)\b
        | \b(?:recibid[oa]s?|recibimos|llegado)\b.*\b(?:adjunt|anex) | \b(?:más\ de|máximo|hasta|como\ mucho|por)\ (?:\S+\ )?adjuntos?\b | \barchivos\ adjuntos\b.*\b(?:superar|supera|deben|más\ de|límite) | \bun\ adjunto\b | \badjuntos?\ (?:del|de)\b | \b(?:había|habían|habías)\b.*\badjuntad[oa] | ^\W*si\b.*\badjunt | \banex[oa]s?\ (?:a\ la|al)\b | \badjuntos\ se\ ",
        r"documentos?|archivos?|planos?|listas?|listados?|formularios?|contratos?|fotos?|vídeos?|grabación|grabaciones|facturas?|recibos?|certificados?|informes?|programas?|horarios?|cuadrantes?|orden\ del\ día|diapositivas|borrador(?:es)?|cartas?|presupuestos?|ofertas?|tablas?|hojas?|dibujos?|mapas?|copias?|currículum|folletos?|tarifas?|cifras|cuentas?|notas|pólizas?|billetes?|entradas|menú|recetas?|sentencias?|escrituras?|presentación|cuestionarios?|resumen|albarán|albaranes|rutas?|actas?|convenios?",
    ),
    phrases(
        "it",
        r"^\W*(?:qui\ )?in\ allegato\b[^?]*$
        | \b(?:trova|trovi|trovate|troverà|troverai|troverete)\b.{0,60}\ballegat[oaie]\b[^?]*$ | \ballegat[oaie]\b.{0,20}\b(?:trova|trovi|trovate|troverà|troverai|troverete)\b | ^\W*(?:si\ )?alleg(?:o|hiamo|a|ano)\b[^?]*$ | ^\W*(?:in\ |un\ |due\ |tre\ |\d+\ )?allegat[oi]\s*(?:\(\d+\)\s*)?:
        | \b(?:vedi|veda|vedere|si\ veda|cfr\.?)\ (?:il\ (?:file\ )?|la\ |l')?allegat[oaie]\b",
        r"\ballegat[oaie]\b | \ballego\b | \balleghiamo\b | \b(?:ho|abbiamo)\ allegato\b | \bin\ allegato\b | \ballegandol[oaie]\b | \bqui\ allegat[oaie]\b | \bsi\ allega(?:no)?\b | \bin\ calce\b.*\bfile\b | \bin\ annesso\b | \bacclus[oaie]\b | \baccludo\b
        | \bcon\ quest[ao]\ (?:e-?mail|mail|messaggio)\b.*\b(?:mando|mandiamo|invio|inviamo|riceve|ricevi|ricevete|riceverà|trasmetto|trasmettiamo)\b | \b(?:mando|mandiamo|invio|inviamo|riceve|ricevi|ricevete|trasmetto|trasmettiamo)\b.*\bcon\ quest[ao]\ (?:e-?mail|mail|messaggio)\b
        | \b(?:ecco(?:le|vi|ti|lo|la|li)?|qui\ c'è|qui\ ci\ sono)\ (?:\S+\ ){0,4}?(?:{N})\b[^:]*$ | \becco\S*\b.{0,80}\b(?:{F})\b | \b(?:{N})\b.{0,60}\b(?:in|formato|in\ formato)\ (?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:con|in|nel|a|alla)\ (?:quest[ao]|la\ presente|presente)\ ?(?:stess[ao]\ )?(?:e-?mail|mail|messaggio|lettera)?\b | \b(?:con|unitamente\ al?la|alla|in)\ (?:quest[ao]|la\ presente|presente)\ ?(?:e-?mail|mail|messaggio)?\b.{0,80}\b(?:{N}|{F})\b | \bunitamente\ alla\ presente\b
        | \b(?:in\ fondo|in\ calce)\ (?:al?|alla|a\ quest[ao])\ (?:e-?mail|mail|messaggio)\b | \b(?:sotto|dopo)\ (?:la\ mia|la)\ firma\b | \b(?:trova|trovi|trovate|troverà|troverai|troverete)\ (?:qua|qui)\ sotto\b
        | \b(?:metto|infilo|attacco|inserisco|aggiungo|lascio|ho\ messo|ho\ attaccato|ho\ infilato|ho\ inserito)\b.{0,60}\b(?:qui|qua|(?:nel|al|a\ quest[oa]|in\ quest[oa])\ ?(?:e-?mail|mail|messaggio)|nella\ mail) | \bho\ attaccato\ (?:\S+\ ){0,2}?(?:{N})\b",
        r"\b(?:lei|voi|tu|loro|mi|ci|lui)\ (?:ha|hai|avete|hanno|aveva|avevi|avevate)\ (?:gentilmente\ |già\ )?(?:allegato|inviato|mandato)\b | \b(?:hai|avete|hanno)\ (?:già\ )?allegato\b | \bche\ (?:mi\ |ci\ )?(?:ha|hai|avete|hanno|aveva|avevate)\b.*\b(?:allegat|inviat|mandat) | \b(?-i:[A-Z][a-z]+)\ ha\ allegato\b | \ballegat[oaie]\b.*\bche\ (?:mi\ |ci\ )?(?:ha|hai|avete|aveva|avevi)\b
        | \b(?:suo|sua|suoi|sue|tuo|tua|tuoi|tue|vostro|vostra|vostri|vostre)\ (?:\S+\ )?(?:allegat|file|messaggio|e-?mail)\S* | \bgrazie\b.*\b(?:per|del|della|dello|dei|degli|delle|dell')\s*(?:\S+\ )?(?:l'|dell')?allegat
        | \b(?:può|puoi|potrebbe|potresti|potete|potreste|si\ prega\ di|pregati\ di|deve|devi|devono|dovete|bisogna|dimenticat\S+|ricordi|ricordati|vuole|vuoi|occorre|è\ necessario|se)\b.*\b(?:allegar\S*|alleghi|alleghino|allega)\b | \b(?:può|puoi|potrebbe|potresti|potete|potreste|per\ favore|mi\ mandi|ci\ mandi|mandami|inviami)\b.*\b(?:come|in)\ allegato\b
        | \b(?:ha|hai|avete|hanno)\ (?:già\ |poi\ )?(?:ricevuto|aperto|visto|trovato|letto)\b.*\ballegat
        | \b(?:senza|nessun|nessuno|manca|mancava|mancano|dimenticat\S+|non\ (?:riesco|siamo\ riusciti|sono\ riuscit[oa]|ho\ (?:ricevuto|trovato|visto)|abbiamo\ (?:ricevuto|trovato)|c'era|c'è|contiene|conteneva|vedo|era|ho\ potuto))\b.*\ballegat
        | \bqual[ei]?\ (?:\S+\ )?allegat | \bdov'?\ ?[eè]\b | \bnon\ (?:trovo|troviamo|vedo|vediamo|apro)\b | (?:\bl'|\bgli\ |\bil\ file\ )allegat[oi]\b.*\b(?:manca|mancava|vuoto|danneggiato|non\ si\ apre|non\ (?:può|possono|è\ arrivato|era)|troppo|supera|superiori|oltre|limite|devono|respint|rifiutat|bloccat)
        | \ballegat[oaie]\ (?:al|alla\ (?:sua|tua|vostra|domanda|richiesta|delibera|lettera|legge)|a\ quest[oa]\ (?:contratto|accordo|regolamento|delibera)|ai|alle|dal|dalla)\b | \ballegato\ (?:\d+|(?-i:[A-Z])\b|tecnico\ al|del|della)\b
        | \b(?:allegherò|allegheremo|manderò|manderemo|invierò|invieremo|sarà|saranno)\b.*\b(?:domani|più\ tardi|presto|prossim[oa]|non\ appena|quando|appena|lunedì)\b | ^\W*(?:domani|la\ prossima\ settimana|più\ tardi|non\ appena)\b
        | \b(?:precedente|ultima|ultimo|prima)\ (?:e-?mail|mail|messaggio|lettera)\b | \b(?:e-?mail|mail|messaggio|lettera)\ (?:precedente|di\ ieri|scorsa)\b
        | \b(?:è|sono)\ (?:arrivat|pervenut)[oaie]\b | \b(?:ho|abbiamo)\ ricevuto\b | \b(?:più\ di|massimo|fino\ a|per)\ (?:\S+\ )?allegati\b | \bun\ allegato\b | \b(?:aveva|avevano|avevi|avevate)\ (?:\S+\ )?allegat | ^\W*(?:se|appena|quando)\b.*\balleg | \ballegati\ si\ | \bgli\ allegati\ (?:vanno|vengono)\b",
        r"document[oi]|file|piant[ae]|planimetri[ae]|elenc(?:o|hi)|list[ae]|listin[oi]|modul[oi]|contratt[oi]|foto|video|registrazion[ei]|fattur[ae]|ricevut[ae]|certificat[oi]|relazion[ei]|rapport[oi]|programm[ai]|orari[oi]?|turni|diapositive|bozz[ae]|preventiv[oi]|offert[ae]|tabell[ae]|tabellon[ei]|fogli[oi]?|disegn[oi]|mapp[ae]|scansion[ei]|copi[ae]|curriculum|opuscol[oi]|tariff[ae]|cifre|cont[oi]|polizz[ae]|bigliett[oi]|menù|ricett[ae]|sentenz[ae]|presentazion[ei]|questionari[oi]?|riassunt[oi]|boll[ae]|verbal[ei]|percors[oi]",
    ),
    phrases(
        "nl",
        r"^\W*(?:bijgaand|bijgevoegd|bijgesloten|ingesloten)(?:e)?\b[^?]*$ | \bhierbij\ (?:stuur|zend|ontvangt|ontvang|verzend|treft|tref|vindt|vind|doe|mijn|onze|de|het|een)\b.{0,80}
        | \bin\ de\ bijlagen?\ (?:\S+\ ){0,2}?(?:vindt|vind|vinden|tref|treft|ontvangt|ontvang|stuur|zend|zit|zitten|staat|staan|de|het|een|mijn|onze)\b | \b(?:vindt|vind|treft|tref|zit|zitten|staat|staan|ontvangt)\b.{0,80}\b(?:in\ de|als)\ bijlagen?\b[^?]*$
        | \bals\ bijlage\ (?:\S+\ ){0,2}?(?:stuur|zend|vindt|vind|treft|tref|ontvangt|bij|gaat|gaan|de|het|een)\b | \bzie\ (?:de\ )?(?:\S+\ )?bijlagen?\b[^?]*$ | ^\W*(?:als\ |in\ |een\ |twee\ |drie\ |\d+\ )?bijlagen?\s*(?:\(\d+\)\s*)?:
        | \bmet\ (?:deze|dit)\ (?:mail|e-mail|bericht)\b.{0,40}\b(?:ontvangt|ontvang|stuur|sturen|krijgt|krijg|zend)\b | \b(?:ontvangt|ontvang|stuur|sturen|krijgt|krijg|zend)\b.{0,60}\bmet\ (?:deze|dit)\ (?:mail|e-mail|bericht)\b",
        r"\bbijlagen?\b | \bbijgevoegd(?:e)?\b | \bbijgesloten\b | \bbijgaand(?:e)?\b | \bingesloten\b | \baangehecht(?:e)?\b | \bmeegestuurd(?:e)?\b | \btoegevoegd(?:e)?\ (?:als|aan\ deze|aan\ dit)\b | \bals\ (?:pdf|bestand)\ (?:toegevoegd|bijgevoegd|meegestuurd)\b | \b(?:voeg|stuur|sluit|zend)\b.*\b(?:bij|mee)\s*[.,!:]?\s*$ | \bals\ pdf\b | \b(?:gaat|gaan|zit|zitten)\ hierbij\b
        | \bhier(?:bij)?\ (?:is|zijn|komt|komen|heb\ je|heeft\ u|hebben\ jullie)\ (?:\S+\ ){0,4}?(?:{N})\b[^:]*$ | \bhier\b.{0,60}\b(?:als|in)\ (?:{F})\b | \b(?:{N})\b.{0,60}\b(?:als|in)\ (?:een\ )?(?:{F})\b
        | \b(?:{N}|{F})\b.{0,80}\b(?:met|in|aan|bij)\ (?:deze|dit|de)\ (?:mail|e-mail|bericht)\b | \b(?:met|in|bij)\ (?:deze|dit)\ (?:mail|e-mail|bericht)\b.{0,80}\b(?:{N}|{F})\b
        | \b(?:onderaan|onder\ aan)\ (?:deze|dit|de|het)\ (?:mail|e-mail|bericht)\b | \b(?:onder|na)\ mijn\ (?:handtekening|naam)\b
        | \b(?:eraan|erbij|hieraan|hierbij)\ (?:gehangen|gedaan|gezet|gestopt|geplakt|gevoegd)\b | \b(?:zit|zitten|staat|gaat)\ (?:er|hier)bij\b | \b(?:hang|stop|plak|zet|doe|gooi)\b.{0,60}\b(?:eraan|erbij|hierbij|in\ (?:deze|de)\ mail|bij\ (?:deze|de)\ mail)\b",
        r"\b(?:u|je|jij|jullie|hij|zij|ze)\b.{0,60}\b(?:bijgevoegd|toegevoegd|meegestuurd|bijgesloten|gestuurd|stuurde|hebt|heeft)\b.*\b(?:hebt|heeft|hebben|had|hadden|gestuurd|stuurde|bijgevoegd)\b | \b(?:hebt|heeft|hebben)\ (?:u|je|jij|jullie|hij|zij)\b.*\b(?:bijgevoegd|bijlage|toegevoegd)
        | \b(?:(?:u|je|jij|jullie|hij|zij|ze)\ (?:hebt|heeft|hebben|had|hadden)|(?-i:[A-Z][a-z]+)\ (?:heeft|had))\b.*\b(?:bijgevoegd|toegevoegd|meegestuurd|bijgesloten)\b | \b(?:bijvoegde|meestuurde|toevoegde|bijvoegden|meestuurden)\b
        | \b(?:uw|jouw|je|jullie|hun)\ (?:\S+\ )?(?:bijlagen?|bijgevoegde|bestand|mail|bericht)\b | \b(?:dank|bedankt)\b.*\b(?:bijlage|bijgevoegde|bijgaande)
        | \bwelke\ (?:\S+\ )?bijlagen?\b | \bwaar\ (?:is|zijn|blijft)\b
        | \b(?:kunt|kun|kan|zou|wilt|wil|gelieve|vergeet|vergeten|moet|moeten|dient|s\.v\.p\.|graag|als\ u|indien)\b.*\b(?:bijvoegen|bij\ te\ voegen|mee\ te\ sturen|meesturen|toevoegen|toe\ te\ voegen|bijsluiten|bijvoegt|meestuurt)\b | \bvoeg(?:t)?\ (?:a\.u\.b\.|alstublieft|u)\b | \b(?:kunt|kun|wilt|wil|zou)\ (?:u|je|jij)\b.*\bals\ (?:bijlage|pdf)\b
        | \b(?:zonder|geen|ontbreekt|ontbrak|ontbreken|ontbrekende|niet|lege|kapotte)\b.*\bbijlage | \b(?:de|die)\ bijlagen?\b.*\b(?:ontbreekt|ontbrak|ontbreken|leeg|kapot|beschadigd|niet|te\ groot|groter|maximaal|mogen|moeten|kwijt|geweigerd|boven)\b | \b(?:zonder|geen)\b.*\bbijgevoegd
        | \bbijlage\ (?:\d+|(?-i:[A-Z]|I+))\ (?:bij|van|aan|van\ het)\b | \b(?:in|volgens|conform)\ bijlage\ (?:\d+|(?-i:[A-Z]|[IVX]+)\b)\ | \bbijgevoegd(?:e)?\ (?:aan|bij\ (?:het\ contract|de\ overeenkomst|uw|jouw|je))\b | \bingesloten\ (?:door|gebied|tuin|ruimte|tussen|raakten?)\b | \b(?:was|waren|raakten?|zijn|werd|werden)\ ingesloten\ (?:door|in)\b
        | \b(?:stuur|sturen|zend|voeg|voegen|zal|zullen|komt|komen)\b.*\b(?:morgen|later|zodra|binnenkort|volgende\ week|maandag|straks)\b | ^\W*(?:morgen|later|volgende\ week|straks|binnenkort|zodra)\b | \b(?:vorige|laatste|eerdere|eerste)\ (?:mail|e-mail|bericht)\b | \b(?:mail|e-mail|bericht)\ van\ gisteren\b
        | \bontvangen\W*$ | \b(?:hooguit|maximaal|meer\ dan|hoogstens|ten\ hoogste|per)\ (?:\S+\ )?bijlagen?\b | ^\W*bijlagen\ (?:groter|mogen|moeten|boven|worden)\b | \been\ bijlage\b | \bbijlagen?\ (?:van|per)\b | \b(?:had|hadden|heb|hebt|heeft|hebben)\ (?:je|jij|u|jullie|hij|zij|ze)\b.*\b(?:bijgevoegd|meegestuurd|toegevoegd|bijgesloten|erbij) | ^\W*(?:als|indien|zodra|krijg)\b.*\bbijlage | \buploaden\b",
        r"documenten|document|stukken|bestand(?:en)?|plattegrond(?:en)?|\S*planning|\S*lijst(?:en)?|\S*formulier(?:en)?|\S*contract(?:en)?|\S*overeenkomst(?:en)?|foto's|foto|video's|video|filmpjes?|opnames?|\S*factuur|facturen|bon(?:nen)?|verklaring(?:en)?|certifica(?:at|ten)|rapport(?:en)?|verslag(?:en)?|programma|\S*rooster|agenda|notulen|dia's|concept(?:en)?|offertes?|tabel(?:len)?|tekening(?:en)?|\S*kaart(?:en)?|scans?|kopie(?:ën)?|cv|folders?|cijfers|\S*boek|boekhouding|polis|tickets?|recept(?:en)?|vonnis|\S*akte|presentatie|samenvatting|overzicht(?:en)?|pakbon(?:nen)?|statuten|route|beleid",
    ),
];
