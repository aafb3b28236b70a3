// Reads what an approval shows. The core makes four kinds of it, for messages, calls of tools, erasures and webhooks; an
// application may ask about anything else, which is shown as it is.
import type { Finding, Span } from "../api/types";

export interface ShownSource {
  document: string;
  place: string;
  quote: string;
  span: Span | null;
}

export interface ShownDraft {
  from: string;
  recipients: { role: string; name: string | null; address: string; provenance: string }[];
  subject: string;
  body: string;
  bodyCut: boolean;
  values: { role: string; value: string; source: ShownSource | null; assertedBy: string }[];
  attachments: { name: string }[];
  findings: Finding[];
  at: string | null;
}

export interface ShownCall {
  run: string;
  call: string;
  tool: string;
  effect: string;
  arguments: { pointer: string; value: string; isUntrusted: boolean }[];
  isCut: boolean;
  sources: ShownSource[];
}

export interface ShownErasure {
  id: string;
  /** How many of each kind would go. */
  counts: [string, number][];
}

export interface ShownWebhook {
  id: string;
  name: string;
  url: string;
  reason: string;
}

export type Read =
  | { type: "draft"; draft: ShownDraft }
  | { type: "call"; call: ShownCall }
  | { type: "erasure"; erasure: ShownErasure }
  | { type: "webhook"; webhook: ShownWebhook }
  | { type: "other" };

export function readShown(shown: unknown): Read {
  const given = record(shown);
  if (Array.isArray(given.recipients) && typeof given.body === "string") {
    return {
      type: "draft",
      draft: {
        from: text(given.from),
        recipients: list(given.recipients).map((one) => ({
          role: text(one.role),
          name: text(one.name) || null,
          address: text(one.address),
          provenance: text(one.provenance),
        })),
        subject: text(given.subject),
        body: given.body,
        bodyCut: given.body_cut === true,
        values: list(given.values).map((one) => ({
          role: text(one.role),
          value: text(one.value),
          source: source(one.source),
          assertedBy: text(one.asserted_by),
        })),
        attachments: list(given.attachments).map((one) => ({ name: text(one.name) })),
        findings: list(given.findings) as unknown as Finding[],
        at: text(record(given.terms).at) || null,
      },
    };
  }
  if (typeof given.tool === "string" && "arguments" in given) {
    const untrusted = Array.isArray(given.untrusted) ? given.untrusted.map(text) : [];
    return {
      type: "call",
      call: {
        run: text(given.run),
        call: text(given.call),
        tool: given.tool,
        effect: text(given.effect),
        arguments: leaves(given.arguments).map((leaf) => ({
          ...leaf,
          isUntrusted: untrusted.some((one) => leaf.pointer === one || leaf.pointer.startsWith(`${one}/`)),
        })),
        isCut: given.arguments_cut === true,
        sources: list(given.sources).flatMap((one) => source(one) ?? []),
      },
    };
  }
  if (typeof given.erasure === "string" && "erases" in given) {
    const counts = Object.entries(record(given.erases)).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    );
    return { type: "erasure", erasure: { id: given.erasure, counts } };
  }
  if (typeof given.webhook === "string" && typeof given.url === "string") {
    const { webhook: id, url } = given as { webhook: string; url: string };
    return { type: "webhook", webhook: { id, url, name: text(given.name), reason: text(given.reason) } };
  }
  return { type: "other" };
}

/** Lists the values of JSON with their pointers (RFC 6901). */
export function leaves(value: unknown, pointer = ""): { pointer: string; value: string }[] {
  if (typeof value !== "object" || value === null) return [{ pointer, value: String(value) }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ pointer, value: Array.isArray(value) ? "[]" : "{}" }];
  return entries.flatMap(([name, one]) =>
    leaves(one, `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}

function source(value: unknown): ShownSource | null {
  const given = record(value);
  if (typeof given.document !== "string") return null;
  const span = record(given.span);
  const hasSpan = typeof span.start === "number" && typeof span.end === "number";
  return {
    document: given.document,
    place: text(given.place),
    quote: text(given.quote),
    span: hasSpan ? { start: Number(span.start), end: Number(span.end) } : null,
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
