import type { DocumentKind } from "../api/types";

/** The kinds of documents that somebody may choose among; what is of none of them is no choice. */
export const documentKinds: readonly DocumentKind[] = [
  "invoice",
  "reminder",
  "contract",
  "offer",
  "order",
  "receipt",
  "letter",
  "notice",
  "mail",
  "newsletter",
  "minutes",
  "invitation",
  "price_list",
  "presentation",
  "spreadsheet",
  "report",
  "policy",
  "note",
];
