import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import * as api from "../api/endpoints";
import type { Document } from "../api/types";

/**
 * How many documents are listed at most. The server tells the first ones first, so that of a larger office the last are
 * not among them: a search finds them, and the page says so.
 */
const MOST = 2_000;
const PAGE = 200;

export interface Documents {
  /** The newest first. */
  items: Document[];
  /** Whether later ones are missing. */
  isCut: boolean;
}

/** The documents of the office, read once for all that list them. */
export function useDocuments(): UseQueryResult<Documents> {
  return useQuery({ queryKey: ["documents"], queryFn: readAll, staleTime: 60_000 });
}

/** The server tells them in the order they were added, and an inbox begins with the last. */
async function readAll(): Promise<Documents> {
  const items: Document[] = [];
  let cursor: string | null = null;
  do {
    // Each page begins where the one before it ended.
    // oxlint-disable-next-line no-await-in-loop
    const page: { items: Document[]; next_cursor: string | null } = await api.documents(cursor, PAGE);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null && items.length < MOST);
  return { items: items.toReversed(), isCut: cursor !== null };
}
