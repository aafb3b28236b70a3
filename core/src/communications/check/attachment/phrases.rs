//! By which words an attachment is promised, and by which it is not, in six languages.

use std::sync::OnceLock;

use regex::Regex;

/// The phrases of one language.
pub(super) struct Phrases {
    /// The two letters of the language.
    pub(super) language: &'static str,
    /// What promises.
    yes: &'static str,
    /// What takes the promise back: somebody else attached it, it is wanted, it is lost, or it is no file.
    no: &'static str,
    /// Both, compiled when the language is first met.
    compiled: OnceLock<Option<(Regex, Regex)>>,
}

const fn phrases(language: &'static str, yes: &'static str, no: &'static str) -> Phrases {
    Phrases { language, yes, no, compiled: OnceLock::new() }
}

impl Phrases {
    /// Says whether a sentence promises an attachment.
    pub(super) fn promise(&self, sentence: &str) -> bool {
        let read = |phrase: &str| Regex::new(&format!("(?xi){phrase}")).ok();
        let compiled = self.compiled.get_or_init(|| Some((read(self.yes)?, read(self.no)?)));
        compiled.as_ref().is_some_and(|(yes, no)| yes.is_match(sentence) && !no.is_match(sentence))
    }
}

pub(super) static LANGUAGES: [Phrases; 6] = [
    phrases(
        "en",
        r"\battach(?:ed|ing)?\b | \battachments?\b | \benclos(?:e|ed|ing)\b | \benclosures?\b | \bPFA\b
        | \b(?:appended|annexed)\b | \bas\ an?\ (?:pdf|word|excel|zip)\b.*\b(?:file|here|below)\b
        | \b(?:here|this)\ is\ (?:the|my|our|your)\ \S+(?:\ \S+)?\ (?:as\ an?\ )?(?:pdf|spreadsheet)\b
        | \bI(?:'m|\ am)\ (?:sending|forwarding)\ (?:you\ )?(?:the|my|our|a)\b.*\b(?:with|in)\ this\ (?:e-?mail|message)\b",
        r"\b(?:you|he|she|they|who|which\ was|that\ was|were|had\ been)\ (?:have\ |has\ |had\ |kindly\ |already\ |also\ )*(?:attached|enclosed|sent|forwarded|appended)\b
        | \byour?\ (?:\S+\ )?(?:attachments?|enclosures?|attached)\b | \b(?:can|could|would|will|did|do|have)\ (?:you|they|he|she)\b.*\battach
        | \b(?:please|kindly|don't\ forget\ to|remember\ to|forg[eo]t(?:ten)?\ to|unable\ to|must|should|need(?:s|ed)?\ to|how\ to|able\ to|can|cannot|can't|could(?:n't)?|to\ be|not|never|want\ to|wanted\ to|asked\ to|be)\ (?:re-?)?(?:attach|enclose)
        | \b(?:no|without(?:\ an?|\ the|\ any)?|missing|lost|any|large|big|open(?:ing)?\ (?:the|your)|receive[d]?\ (?:the|your|an)|got\ the|get\ the|thanks?\ (?:you\ )?for\ (?:the|your)|download(?:ed)?\ the|read\ the|saw\ the|size\ of\ the|scan(?:s|ned)?\ (?:all|the|every)|where\ is\ the|which)\ (?:\S+\ )?(?:attach|enclos)
        | \battachments?\ (?:was|were|is|are|seems?|did|does|has|have|can|could|would|might|larger|over|from|in\ your|of\ your|too|up\ to|size|limit|policy|theory|icon|button|style)\b
        | \b(?:attached|enclosed|appended|annexed)\ to\ (?:the|this\ (?:contract|agreement|lease|schedule|document|form|order|deed|box|wall|house|building|plan|policy)|that|a|an|your|his|her|its|their|it|each|every|one|my|our|me|him|them|walls?)\b
        | \b(?:very|so|deeply|emotionally|quite|too|strongly|become|became|getting|gets?|feels?|felt|grow|grew|grown)\ attached\b | \battached\ (?:garage|house|house|bathroom|mail|by\ you|from\ you)\b
        | \battach(?:ed|es|ing)?\ (?:great|much|little|no|any|more|importance|value|conditions|blame|weight|strings)
        | \bfully?\ enclosed\b | \benclosed\ (?:by|garden|space|area|yard|courtyard|balcony|in\ a)\b | \b(?:is|are|was)\ attached\ (?:by|with\ screws|at)\b
        | \b(?:strings|conditions)\ attached\b | \b(?:will|shall|going\ to|'ll)\ (?:be\ )?(?:attach|enclos)[a-z]*\b.*\b(?:tomorrow|later|next|soon|once|when|after|monday|week)\b
        | \b(?:as|if|when|once|whether|unless)\ (?:\S+\ ){0,3}(?:is|are|was|were)?\ ?(?:attached|enclosed)\b.*\b(?:you|your|yesterday|last|earlier|previous)\b
        | \b(?:last|previous|earlier|first|other|original|yesterday's)\ (?:e-?mail|message|mail|letter)\b | \binstead\ of\ (?:an?\ )?attach",
    ),
    phrases(
        "de",
        r"\banbei\b | \b(?:im|in\ der|als|siehe|s\.)\ (?:\S+\ )?anh[aä]nge?\b | \banlagen?\b | \bangeh[aä]ngt(?:e[nmrs]?)?\b | \bbeigef[uü]gt(?:e[nmrs]?)?\b | \bbeigelegt(?:e[nmrs]?)?\b
        | \bbeiliegend(?:e[nmrs]?)?\b | \banliegend(?:e[nmrs]?)?\b | \bangef[uü]gt(?:e[nmrs]?)?\b | \b(?:liegt|liegen)\b.*\b(?:bei|an)\s*[.,!:]?\s*$ | \bf[uü]gen?\b.*\b(?:bei|an)\s*[.,!:]?\s*$
        | \bh[aä]ng(?:e|en|t)\b.*\b(?:an|dran)\s*[.,!:]?\s*$ | \bmit\ dieser\ (?:e-?)?mail\b.*\b(?:sende|schicke|übersende|erhalten) | \b(?:sende|schicke|übersende)\b.*\bmit\ dieser\ (?:e-?)?mail\b | \bals\ pdf\b
        | \banh[aä]nge?:\s",
        r"\b(?:sie|du|ihr|er|euch)\b.{0,60}\b(?:angehängt|beigefügt|beigelegt|angefügt)\ (?:haben|hast|habt|hat|hatten|hattest)\b | \b(?:haben|hast|habt)\ (?:sie|du|ihr)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt)
        | \b(?:fügen|hängen|legen|schicken|senden)\ sie\b
        | \b(?:sie|du|ihr|er)\ (?:haben|hast|habt|hat|hatten|hattest)\b.*\b(?:angehängt|beigefügt|beigelegt|angefügt)\b
        | \bwelche[nrsm]?\ (?:\S+\ )?(?:anh[aä]ng|anlage|datei) | \bwo\ (?:ist|sind|bleib)
        | \b(?:ihr|ihre[nmrs]?|dein|deine[nmrs]?|eure[nmrs]?)\ (?:\S+\ )?(?:anh[aä]ng|anlage|beigefügt|angehängt|beiliegend)
        | \b(?:können|könnten|kannst|könntest|würden|bitte|wollen|sollen|sollten|müssen|muss|nicht|ohne|vergessen|kein|keine|keinen|keinem|fehlt|fehlte|fehlenden?|defekt|leer)\b.*\b(?:anh[aä]ng|anlage|beizufügen|beifügen|anhängen|beilegen|anzuhängen|beigefügt\ werden|angehängt\ werden)
        | \b(?:anh[aä]ng|anh[aä]nge|anlage|anlagen)\b.*\b(?:fehlt|fehlte|fehlen|leer|kaputt|defekt|beschädigt|nicht|öffnen\ lässt|zu\ groß|größer|darf|dürfen|müssen|verloren|gelöscht)\b
        | \b(?:danke|dank)\b.*\b(?:für|fürs)\b.*\b(?:anh[aä]ng|anlage|beigefügt|angehängt|beiliegend|unterlagen)
        | \b(?:heizungs|lüftungs|wohn|grün|park|solar|photovoltaik|bahn|klima|alarm|telefon|sport|kapital|geld|sprech|kläre?|feuer|anlage\ (?:läuft|steht|wird|wurde|ist|ging|muss|soll))\S*anlagen?\b | \banlagen?\ (?:läuft|steht|wird|wurde|ging|soll|der|des|in|im|auf|zum|zur|von|wartet|produziert|liefert)\b
        | \b(?:die|der|unsere[rn]?|eine[rn]?|diese[rn]?|neue[nr]?|alte[nr]?|zwei|drei|beide)\ (?:\S+\ )?anlagen?\ (?:in|im|auf|am|mit|zur|zum|von|läuft|steht|ist|sind|wird|werden|wurde|haben|hat|produziert|liefert|fällt|soll|muss)\b
        | \b(?:mietvertrag|vertrag|vertrags|vertrages|protokolls?|gesetzes|verordnung|rechnung|bescheid|schreibens)\b.*\banlagen?\ \S*\b.*\b(?:genannt|geregelt|beschrieben|bezeichnet|aufgeführt)\b | \bgemäß\ anlage\b | \banlage\ \d+\ (?:zum|zur|des|der|zu)\b
        | \b(?:letzten|vorigen|früheren|ersten|vorherigen|gestrigen)\ (?:e-?)?(?:mail|nachricht|schreiben)\b | \b(?:reiche|sende|schicke|hänge|lege|füge)\b.*\b(?:später|morgen|nach|nächste|sobald|demnächst)\b
        | \bangehängt(?:e[nrms]?)?\ (?:an|am)\b | \b(?:anhänger|wohnwagen|lkw|sattel)\b | \bmit\ (?:der|dem|den|einem|einer)\ \S*anh[aä]ng(?:er|lich)",
    ),
    phrases(
        "fr",
        r"\bci-?\s?joint(?:e|s|es)?\b | \b(?:en|dans\ la|comme)\ (?:pièces?\ jointes?|pj|annexes?|fichiers?\ joints?)\b | \bpièces?\ jointes?\b | \bp\.?j\.?\s*: | \bci-annexée?s?\b | \ben\ attaché\b
        | \b(?:je|nous)\ (?:vous\ |te\ |t'|l'|y\ )?(?:joins|joignons|annexe|annexons)\b | \b(?:ai|avons)\ (?:bien\ )?(?:joint|annexé|attaché)\b | \b(?:est|sont)\ (?:jointe?s?|annexée?s?)\b | \bfichiers?\ (?:joints?|attachés?)\b | \bdocuments?\ joints?\b
        | \b(?:devis|facture|contrat|rapport|formulaire|dossier|cv|plan|tableau|liste|photos?)\ (?:ci-)?jointe?s?\b",
        r"\b(?:vous|tu|ils|elle|il)\ (?:nous\ |m'|me\ |l'|y\ )?(?:avez|as|ont|a|aviez|avais)\ (?:bien\ )?(?:joint|envoyé|annexé|attaché|transmis)
        | \b(?:votre|vos|ta|tes|ton|leur|leurs)\ (?:\S+\ )?(?:pièces?\ jointes?|fichiers?\ joints?|annexes?|courriel|mail|message|envoi)\b | \bmerci\ (?:beaucoup\ |bien\ )?(?:pour|d'avoir)\b.*\b(?:joint|jointe|jointes|joints|joindre|annexe|annexes)\b
        | \b(?:pouvez|pourriez|peux|pourrais|veuillez|merci\ de|prière\ de|faut|devez|dois|doit|doivent|oublié\ de|n'oubliez\ pas|pouvoir|souhaitez|voulez)\b.*\b(?:joindre|annexer|attacher|rejoindre)\b
        | \b(?:sans|aucune?|pas\ de|manque|manquante?|manquait|ouvrir\ la|ouvrir\ les|ouvrir\ le|reçu\ la|reçu\ le|lire\ la|pas\ (?:pu\ )?(?:trouvé|ouvrir|reçu|joint))\b.*\b(?:pièces?\ jointes?|fichiers?\ joints?|annexes?|joint)\b
        | \b(?:pièces?\ jointes?|fichiers?\ joints?)\b.*\b(?:manqu|illisible|vide|trop|corrompu|pas\b|limite|dépass|doit|doivent)
        | \b(?:jointe?s?|annexée?s?)\ (?:au|à\ (?:la|votre|c(?:e|et|ette)\ (?:contrat|convention|bail|règlement|accord|permis))|aux|par)\b | \b(?:annexe)\ (?:\d+|(?-i:[A-Z])\b|du|de\ la|au)\b | \b(?:compte|comptes|conjointe?s?|entreprise|déclaration)\ (?:joints?|jointe)\b | \b(?:nous|on)\ (?:les|l'|le|la)?\ ?(?:ont|a|avons)\ rejoint
        | \bquel(?:le|les|s)?\ (?:\S+\ )?(?:pièces?|annexes?|fichiers?|documents?)\b | \boù\ (?:est|sont)\b | \b(?:plus\ tard|demain|prochainement|dès\ que|semaine\ prochaine)\b | \b(?:dernier|précédent|précédente|hier)\b",
    ),
    phrases(
        "es",
        r"\badjunt[oa]s?\b | \badjuntamos\b | \b(?:he|hemos)\ adjuntado\b | \barchivos?\ adjuntos?\b | \bdocumentos?\ adjuntos?\b | \b(?:en|como)\ (?:el\ |los\ )?(?:archivos?\ |ficheros?\ |documentos?\ )?(?:adjuntos?|anexos?)\b | \banex(?:o|amos|ado|ada|ados|adas)\b
        | \b(?:va|van|se)\ (?:adjunt|anex)[a-z]+\b | \bacompañ(?:o|amos)\b.*\b(?:correo|mensaje|documento|copia|factura)\b | \bse\ (?:adjunta|adjuntan|acompaña|acompañan)\b | \badjuntándo(?:le|te|les)\b",
        r"\b(?:usted|ustedes|tú|ellos|nos|me)\ (?:nos\ |me\ |ha\ |han\ |has\ |habéis\ |había\ |habían\ )*(?:adjunt(?:ó|aste|aron|ado)|envi(?:ó|aste|aron|ado)|anex(?:ó|aste|aron))\b | \b(?:has|habéis|ha|han)\ adjuntado\b | \badjunt(?:ó|aste|asteis|aron)\b
        | \b(?:su|sus|tu|tus|vuestro|vuestros)\ (?:\S+\ )?(?:adjuntos?|adjuntas?|anexos?|archivo|correo|mensaje)\b | \bgracias\ por\b.*\b(?:adjunt|anex)
        | \b(?:puede|puedes|podría|podrías|pueden|por\ favor|favor\ de|debe|deben|debes|hay\ que|olvid\S+|necesito\ que|recuerde|no\ olvides?|quiere|quieres|desea|tiene\ que)\b.*\b(?:adjunt(?:ar|e|es|en|arlo|arla|arnos|arme)|anexar)\b
        | \b(?:sin|ningún|ninguna|falta|faltaba|faltan|no\ (?:pude|puedo|he\ podido|hemos\ podido|consigo|encuentro|había|hay|recib\S+|lleva|llevaba|contiene|veo))\b.*\b(?:adjunt|anex)
        | \b(?:adjunto|adjuntos|archivo\ adjunto)\b.*\b(?:falta|faltaba|vacío|dañado|no\ se\ (?:abre|puede)|no\ abre|demasiado|supera|límite|deben|debe|llegó)\b
        | \b(?:director|directora|profesor|profesora|secretario|secretaria|jefe|gerente|fiscal|médico|subdirector)\ adjunt[oa]s?\b | \bedificio\ anexo\b | \banexo\ (?:\d+|(?-i:[IVX]+)\b|del|al|de\ la)\b | \b(?:adjunt[oa]s?|anex[oa]s?)\ (?:al|a\ la|a\ este|a\ esta|a\ su)\ (?:contrat|acuerd|convenio|expediente|informe|solicitud|pared)\S*
        | \b(?:qué|cuál|cuáles)\ (?:\S+\ )?(?:adjunto|archivo|documento|anexo)s?\b | \bdónde\ (?:está|están)\b | \b(?:mañana|más\ tarde|próxim[oa]|en\ cuanto|cuando\ (?:lo|la|esté))\b | \b(?:anterior|último|última|ayer)\b",
    ),
    phrases(
        "it",
        r"\ballegat[oaie]\b | \ballego\b | \balleghiamo\b | \b(?:ho|abbiamo)\ allegato\b | \bin\ allegato\b | \ballegandol[oaie]\b | \bqui\ allegat[oaie]\b | \bsi\ allega(?:no)?\b | \bin\ calce\b.*\bfile\b | \bin\ annesso\b | \baccluso\b | \bacclus[oaie]\b",
        r"\b(?:lei|voi|tu|loro|mi|ci)\ (?:ha|hai|avete|hanno|aveva|avevi|avevate)\ (?:gentilmente\ |già\ )?(?:allegato|inviato|mandato)\b | \b(?:hai|avete|hanno)\ (?:già\ )?allegato\b | \bche\ (?:ha|hai|avete|hanno|aveva|avevate)\b.*\b(?:allegat|inviat|mandat)
        | \b(?:suo|sua|suoi|sue|tuo|tua|tuoi|tue|vostro|vostra|vostri|vostre)\ (?:\S+\ )?(?:allegat|file|messaggio|e-?mail)\S* | \bgrazie\b.*\bper\b.*\ballegat
        | \b(?:può|puoi|potrebbe|potresti|potete|potreste|si\ prega\ di|pregati\ di|deve|devi|devono|dovete|bisogna|dimenticat\S+|ricordi|ricordati|vuole|vuoi|occorre|è\ necessario)\b.*\b(?:allegar\S*|alleghi|alleghino)\b
        | \b(?:senza|nessun|nessuno|manca|mancava|mancano|non\ (?:riesco|siamo\ riusciti|sono\ riuscit[oa]|ho\ (?:ricevuto|trovato|visto)|abbiamo\ (?:ricevuto|trovato)|c'era|c'è|contiene|conteneva|vedo))\b.*\ballegat
        | \bqual[ei]\ (?:\S+\ )?allegat | \bdov'?\ ?[eè]\b | \bnon\ (?:trovo|troviamo|vedo|vediamo|apro)\b | \ballegat[oi]\b.*\b(?:manca|mancava|vuoto|danneggiato|non\ si\ apre|non\ (?:può|possono|è\ arrivato|era)|troppo|supera|limite|devono)\b
        | \ballegat[oaie]\ (?:al|alla\ (?:sua|tua|vostra|domanda|richiesta|delibera|lettera|legge)|a\ quest[oa]\ (?:contratto|accordo|regolamento|delibera)|ai|alle|dal|dalla)\b | \ballegato\ (?:\d+|(?-i:[A-Z])\b|tecnico\ al|del|della)\b
        | \b(?:domani|più\ tardi|prossim[oa]|non\ appena|quando\ sarà)\b | \b(?:precedente|ultima|ultimo|ieri|scorsa)\b",
    ),
    phrases(
        "nl",
        r"\bbijlagen?\b | \bbijgevoegd(?:e)?\b | \bbijgesloten\b | \bbijgaand(?:e)?\b | \bingesloten\b | \baangehecht(?:e)?\b | \btoegevoegd(?:e)?\ (?:als|aan\ deze|aan\ dit)\b | \b(?:voeg|stuur|sluit)\b.*\b(?:bij|mee)\s*[.,!:]?\s*$ | \bals\ pdf\b",
        r"\b(?:u|je|jij|jullie|hij|zij|ze)\b.{0,60}\b(?:bijgevoegd|toegevoegd|meegestuurd|bijgesloten|gestuurd|stuurde|hebt|heeft)\b.*\b(?:hebt|heeft|hebben|had|hadden|gestuurd|stuurde|bijgevoegd)\b | \b(?:hebt|heeft|hebben)\ (?:u|je|jij|jullie|hij|zij)\b.*\b(?:bijgevoegd|bijlage|toegevoegd)
        | \b(?:uw|jouw|je|jullie|hun)\ (?:\S+\ )?(?:bijlagen?|bijgevoegde|bestand|mail|bericht)\b | \b(?:dank|bedankt)\b.*\b(?:bijlage|bijgevoegde|bijgaande)
        | \bwelke\ (?:\S+\ )?bijlagen?\b | \bwaar\ (?:is|zijn|blijft)\b
        | \b(?:kunt|kun|kan|zou|wilt|wil|gelieve|vergeet|vergeten|moet|moeten|dient|s\.v\.p\.|graag)\b.*\b(?:bijvoegen|bij\ te\ voegen|mee\ te\ sturen|meesturen|toevoegen|toe\ te\ voegen|bijsluiten)\b | \bvoeg(?:t)?\ (?:a\.u\.b\.|alstublieft|u)\b
        | \b(?:zonder|geen|ontbreekt|ontbrak|ontbreken|ontbrekende|niet|lege|kapotte)\b.*\bbijlage | \bbijlagen?\b.*\b(?:ontbreekt|ontbrak|ontbreken|leeg|kapot|beschadigd|niet|te\ groot|groter|maximaal|mogen|moeten|kwijt)\b
        | \bbijlage\ (?:\d+|(?-i:[A-Z]|I+))\ (?:bij|van|aan|van\ het)\b | \b(?:in|volgens|conform)\ bijlage\ (?:\d+|(?-i:[A-Z]|[IVX]+)\b)\ | \bbijgevoegd(?:e)?\ (?:aan|bij\ (?:het\ contract|de\ overeenkomst|uw|jouw|je))\b | \bingesloten\ (?:door|gebied|tuin|ruimte|tussen|raakten?)\b | \b(?:was|waren|raakten?|zijn|werd|werden)\ ingesloten\ (?:door|in)\b
        | \b(?:morgen|later|volgende|zodra|binnenkort)\b | \b(?:vorige|vorig|gisteren|laatste|eerdere)\b",
    ),
];
