// Draws the HTML of a draft without letting it become part of this page. The page's policy forbids style attributes
// in markup; styles set one by one through the object model are allowed, and so nothing else needs to be.

const tags = new Set([
  "A",
  "B",
  "BLOCKQUOTE",
  "BODY",
  "BR",
  "CODE",
  "DD",
  "DIV",
  "DL",
  "DT",
  "EM",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "HR",
  "I",
  "LI",
  "OL",
  "P",
  "PRE",
  "S",
  "SMALL",
  "SPAN",
  "STRONG",
  "SUB",
  "SUP",
  "TABLE",
  "TBODY",
  "TD",
  "TFOOT",
  "TH",
  "THEAD",
  "TR",
  "U",
  "UL",
]);
const attributes = new Set(["colspan", "rowspan", "dir", "lang", "align", "start"]);
// What could leave its place or fetch something is not set.
const unwanted = /url\s*\(|expression|position\s*:|@import|behavior|-moz-binding/i;

/** Copies markup into nodes of an allow-list; anything else loses its tag and keeps its words. */
export function safeNodes(html: string): DocumentFragment {
  // Even a document that is never shown is parsed under the policy: the attribute waits under another name.
  const waiting = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle=/gi, " data-style="));
  const parsed = new DOMParser().parseFromString(waiting, "text/html");
  const out = document.createDocumentFragment();
  copy(parsed.body, out, 0);
  return out;
}

const DEEPEST = 200;

function copy(from: Node, into: Node, depth: number): void {
  if (depth > DEEPEST) return;
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(child.textContent ?? ""));
    if (
      !(child instanceof Element) ||
      /^(SCRIPT|STYLE|TEMPLATE|TITLE|HEAD|NOSCRIPT|IFRAME|OBJECT)$/.test(child.tagName)
    )
      continue;
    if (!tags.has(child.tagName)) {
      copy(child, into, depth + 1);
      continue;
    }
    const made = document.createElement(child.tagName === "BODY" ? "div" : child.tagName);
    for (const { name, value } of child.attributes) if (attributes.has(name)) made.setAttribute(name, value);
    const style = child.getAttribute("data-style");
    if (style && !unwanted.test(style)) made.style.cssText = style;
    if (made instanceof HTMLAnchorElement) link(made, child.getAttribute("href") ?? "");
    copy(child, made, depth + 1);
    into.appendChild(made);
  }
}

function link(made: HTMLAnchorElement, href: string): void {
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return;
  made.href = href;
  made.target = "_blank";
  made.rel = "noopener noreferrer nofollow";
}
