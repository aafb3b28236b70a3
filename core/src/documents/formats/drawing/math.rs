//! Office equations (OMML, ECMA-376 part 1, 22.1) as LaTeX text on one line.

use unicode_normalization::UnicodeNormalization;

use crate::documents::formats::package::{Element, Node};

/// Renders an `oMath` element; empty when it holds nothing.
pub(in crate::documents::formats) fn latex(math: Element<'_>) -> String {
    let mut out = String::new();
    children(math, &mut out);
    out.trim().to_owned()
}

fn children(element: Element<'_>, out: &mut String) {
    for child in element.children() {
        render(child, out);
    }
}

fn part(element: Element<'_>, name: &str) -> String {
    element.child(name).map(latex).unwrap_or_default()
}

fn property(element: Element<'_>, properties: &str, name: &str) -> Option<String> {
    Some(element.child(properties)?.child(name)?.attribute("val")?.into_owned())
}

fn render(element: Element<'_>, out: &mut String) {
    match element.name() {
        "r" => run(element, out),
        "f" => fraction(element, out),
        "sSup" | "sSub" | "sSubSup" => scripts(element, out),
        "sPre" => {
            let (sub, sup) = (part(element, "sub"), part(element, "sup"));
            out.push_str(&format!("{{}}_{{{sub}}}^{{{sup}}}{}", part(element, "e")));
        }
        "rad" => {
            let degree = part(element, "deg");
            let radicand = part(element, "e");
            let degree = if degree.is_empty() { degree } else { format!("[{degree}]") };
            out.push_str(&format!("\\sqrt{degree}{{{radicand}}}"));
        }
        "nary" => nary(element, out),
        "d" => delimited(element, out),
        "func" => {
            let name = part(element, "fName");
            let known = FUNCTIONS.contains(&name.as_str());
            out.push_str(if known { "\\" } else { "" });
            out.push_str(&name);
            let argument = part(element, "e");
            if !argument.starts_with(['\\', '(', '{']) {
                out.push(' ');
            }
            out.push_str(&argument);
        }
        "limLow" => out.push_str(&format!("{}_{{{}}}", function(part(element, "e")), part(element, "lim"))),
        "limUpp" => out.push_str(&format!("{}^{{{}}}", function(part(element, "e")), part(element, "lim"))),
        "acc" => {
            let mark = property(element, "accPr", "chr").unwrap_or_else(|| "\u{302}".to_owned());
            out.push_str(&format!("\\{}{{{}}}", accent(&mark), part(element, "e")));
        }
        "bar" => {
            let below = property(element, "barPr", "pos").is_none_or(|at| at != "top");
            let name = if below { "underline" } else { "overline" };
            out.push_str(&format!("\\{name}{{{}}}", part(element, "e")));
        }
        "m" => matrix(element, out),
        "eqArr" => {
            let rows: Vec<String> = element.children_named("e").map(latex).collect();
            out.push_str(&rows.join(" \\\\ "));
        }
        "groupChr" => {
            out.push_str(&format!("\\underbrace{{{}}}", part(element, "e")));
        }
        name if name.ends_with("Pr") => {}
        _ => children(element, out),
    }
}

const FUNCTIONS: [&str; 24] = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log",
    "ln", "lg", "exp", "lim", "max", "min", "sup", "inf", "det", "gcd", "arg",
];

fn function(name: String) -> String {
    if FUNCTIONS.contains(&name.as_str()) { format!("\\{name}") } else { name }
}

fn run(element: Element<'_>, out: &mut String) {
    for child in element.children_named("t") {
        for node in child.content() {
            if let Node::Text(text) = node {
                text.chars().for_each(|character| symbol(character, out));
            }
        }
    }
}

fn fraction(element: Element<'_>, out: &mut String) {
    let (above, below) = (part(element, "num"), part(element, "den"));
    match property(element, "fPr", "type").as_deref() {
        Some("lin") => out.push_str(&format!("{above}/{below}")),
        Some("noBar") => out.push_str(&format!("\\binom{{{above}}}{{{below}}}")),
        _ => out.push_str(&format!("\\frac{{{above}}}{{{below}}}")),
    }
}

fn scripts(element: Element<'_>, out: &mut String) {
    let base = part(element, "e");
    let simple = element
        .child("e")
        .is_none_or(|e| e.children().all(|child| matches!(child.name(), "r" | "d" | "ctrlPr")));
    out.push_str(&if simple { base } else { format!("{{{base}}}") });
    for (name, mark) in [("sub", '_'), ("sup", '^')] {
        let script = part(element, name);
        if !script.is_empty() {
            out.push_str(&format!("{mark}{{{script}}}"));
        }
    }
}

fn nary(element: Element<'_>, out: &mut String) {
    let operator = property(element, "naryPr", "chr").unwrap_or_else(|| "∫".to_owned());
    operator.chars().for_each(|character| symbol(character, out));
    while out.ends_with(' ') {
        out.pop();
    }
    for (name, mark) in [("sub", '_'), ("sup", '^')] {
        let bound = part(element, name);
        if !bound.is_empty() {
            out.push_str(&format!("{mark}{{{bound}}}"));
        }
    }
    out.push_str(&format!("{{{}}}", part(element, "e")));
}

fn delimited(element: Element<'_>, out: &mut String) {
    let mark = |name: &str, usual: &str| property(element, "dPr", name).unwrap_or_else(|| usual.to_owned());
    let (open, close, between) = (mark("begChr", "("), mark("endChr", ")"), mark("sepChr", "|"));
    let fence = |mark: String| match mark.as_str() {
        "" => ".".to_owned(),
        "{" | "}" => format!("\\{mark}"),
        _ => mark,
    };
    let inner: Vec<String> = element.children_named("e").map(latex).collect();
    out.push_str(&format!("\\left{}{}\\right{}", fence(open), inner.join(&between), fence(close)));
}

fn matrix(element: Element<'_>, out: &mut String) {
    let rows: Vec<String> = element
        .children_named("mr")
        .map(|row| row.children_named("e").map(latex).collect::<Vec<_>>().join(" & "))
        .collect();
    out.push_str(&format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.join(" \\\\ ")));
}

fn accent(mark: &str) -> &'static str {
    match mark {
        "\u{303}" | "~" => "tilde",
        "\u{304}" | "\u{305}" | "¯" => "bar",
        "\u{307}" => "dot",
        "\u{308}" => "ddot",
        "\u{20d7}" | "→" => "vec",
        _ => "hat",
    }
}

/// Writes one character: letters of mathematical alphabets as plain ones, signs by their LaTeX name.
fn symbol(character: char, out: &mut String) {
    let character = match character {
        '\u{1d400}'..='\u{1d7ff}' => character.nfkc().next().unwrap_or(character),
        '−' | '–' => '-',
        '\u{2061}'..='\u{2064}' | '\u{200b}' => return,
        other => other,
    };
    match SYMBOLS.iter().find(|(sign, _)| *sign == character) {
        Some((_, name)) => {
            out.push('\\');
            out.push_str(name);
            out.push(' ');
        }
        None => out.push(character),
    }
}

const SYMBOLS: [(char, &str); 66] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "varepsilon"),
    ('ϵ', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "varphi"),
    ('ϕ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Π', "Pi"),
    ('Σ', "Sigma"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('±', "pm"),
    ('∓', "mp"),
    ('×', "times"),
    ('÷', "div"),
    ('⋅', "cdot"),
    ('·', "cdot"),
    ('≤', "leq"),
    ('≥', "geq"),
    ('≠', "neq"),
    ('≈', "approx"),
    ('≡', "equiv"),
    ('∼', "sim"),
    ('∝', "propto"),
    ('∞', "infty"),
    ('∂', "partial"),
    ('∇', "nabla"),
    ('∑', "sum"),
    ('∏', "prod"),
    ('∫', "int"),
    ('∬', "iint"),
    ('∮', "oint"),
    ('∈', "in"),
    ('∉', "notin"),
    ('⊂', "subset"),
    ('∪', "cup"),
    ('∩', "cap"),
    ('∀', "forall"),
    ('∃', "exists"),
    ('→', "to"),
    ('⇒', "Rightarrow"),
    ('…', "ldots"),
];
