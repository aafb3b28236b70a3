import { useEffect, useRef } from "react";
import { safeNodes } from "./mail-html";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; color: #1d2126; background: #fff; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
  a { color: #14605a; } table { border-collapse: collapse; } blockquote { margin: 0 0 1em; padding-left: 1em; border-left: 2px solid #ccc; }
`);

/** The mail as its reader sees it: on white, with its own styles, apart from this page's. */
export function MailPreview({ html, label }: { html: string; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.replaceChildren(safeNodes(html));
  }, [html]);
  return <div ref={host} role="group" aria-label={label} />;
}
