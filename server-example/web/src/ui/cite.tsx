import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import * as api from "../api/endpoints";
import type { Evidence, Span } from "../api/types";
import { useT } from "../i18n";
import { placeLabel } from "../logic/place";
import { Icon } from "./icon";

/** The address of a place in a document. */
export function spanText(span: Span): string {
  return `${span.start}-${span.end}`;
}

export function useDocumentName(id: string): string {
  const found = useQuery({ queryKey: ["document", id], queryFn: () => api.document(id), staleTime: 300_000 });
  return found.data?.name ?? "…";
}

/** A quotation that opens at its place. */
export function Cite({ evidence }: { evidence: Evidence }) {
  const t = useT();
  const name = useDocumentName(evidence.document);
  return (
    <Link
      to="/documents/$id"
      params={{ id: evidence.document }}
      search={{ at: spanText(evidence.span) }}
      className="group block rounded-md border border-line bg-surface px-3 py-2 text-ink hover:border-accent hover:no-underline"
    >
      <span className="block text-pretty">
        <mark className="bg-mark-soft">{evidence.quote}</mark>
      </span>
      <span className="mt-1 flex items-center gap-1.5 text-xs text-faint group-hover:text-accent">
        <Icon name="file" className="size-3.5" />
        <span className="truncate">{name}</span>
        <span className="whitespace-nowrap">· {placeLabel(t, evidence.place)}</span>
      </span>
    </Link>
  );
}
