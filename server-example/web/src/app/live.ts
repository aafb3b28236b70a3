import { useEffect } from "react";
import * as api from "../api/endpoints";
import { follow } from "../api/events";
import { stale } from "./queries";

// Many changes at once, such as fifty files, refresh a list once.
const GATHER = 400;

/** Follows the changes of the workspace, so that every page shows what others do. */
export function useLive(workspace: string): void {
  useEffect(() => {
    const stop = new AbortController();
    const kinds = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const kind of kinds) stale(kind);
      kinds.clear();
    };
    const hear = (event: { data: string }) => {
      const kind = kindOf(event.data);
      if (kind === null) return;
      kinds.add(kind);
      timer ??= setTimeout(flush, GATHER);
    };
    // Without the stream the page still works: lists are read again when the window gets the focus.
    follow(api.changes, hear, stop.signal).catch(() => undefined);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [workspace]);
}

function kindOf(text: string): string | null {
  const data: unknown = JSON.parse(text);
  return typeof data === "object" && data !== null && "kind" in data && typeof data.kind === "string"
    ? data.kind
    : null;
}
