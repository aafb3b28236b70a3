import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import * as api from "../api/endpoints";
import type { Document } from "../api/types";

/** How many documents are listed at most, the newest: a search finds the others, and the page says so. */
const MOST = 2_000;
const PAGE = 200;

export interface Documents {
  /** The newest first. */
  items: Document[];
  /** Whether earlier ones are missing. */
  isCut: boolean;
}

/** The documents of the office, read once for all that list them. */
export function useDocuments(): UseQueryResult<Documents> {
  return useQuery({ queryKey: ["documents"], queryFn: readAll, staleTime: 60_000 });
}

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
  return { items, isCut: cursor !== null };
}
