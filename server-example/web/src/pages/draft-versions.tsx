import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Draft, DraftDiff } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { Loading, ProblemNote } from "../ui/states";

/** What changed from an earlier version to this one. */
export function DraftVersions({ draft }: { draft: Draft }) {
  const t = useT();
  const [older, setOlder] = useState(draft.version - 1);
  const changes = useQuery({
    queryKey: ["draft", draft.id, "changes", older, draft.version],
    queryFn: () => api.draftChanges(draft.id, older, draft.version),
    enabled: older >= 1,
  });
  if (draft.version < 2) return <p className="text-sm text-soft">{t("draft.first_version")}</p>;
  return (
    <div className="space-y-3 text-sm">
      <label className="flex items-center gap-2 text-soft">
        {t("draft.compare_with")}
        <select
          value={older}
          onChange={(event) => setOlder(Number(event.target.value))}
          className="field h-9 w-auto"
        >
          {Array.from({ length: draft.version - 1 }, (_, at) => draft.version - 1 - at).map((version) => (
            <option key={version} value={version}>
              {t("draft.version", { n: version })}
            </option>
          ))}
        </select>
      </label>
      {changes.isPending ? <Loading /> : null}
      {changes.isError ? (
        <ProblemNote problem={changes.error} onRetry={() => void changes.refetch()} />
      ) : null}
      {changes.data ? <Changes changes={changes.data} /> : null}
    </div>
  );
}

function Changes({ changes }: { changes: DraftDiff }) {
  const t = useT();
  const lines = [
    ...changes.fields.map((one) => ({ name: label(t, "field", one.field), old: one.old, now: one.new })),
    ...changes.blocks.map((one) => ({
      name: label(t, "change", one.change),
      old: one.old ?? "",
      now: one.new ?? "",
    })),
    ...changes.facts.map((one) => ({
      name: label(t, "role_of", one.role),
      old: one.old ?? "",
      now: one.new ?? "",
    })),
  ];
  if (lines.length === 0) return <p className="text-soft">{t("draft.no_changes")}</p>;
  return (
    <ul className="space-y-2">
      {lines.map((line, at) => (
        <li key={at} className="card overflow-hidden">
          <p className="border-b border-line px-3 py-1 text-xs text-faint">{line.name}</p>
          {line.old ? (
            <p className="bg-stop-soft px-3 py-1.5 whitespace-pre-wrap">
              <del className="no-underline">
                <span className="sr-only">{t("draft.before")} </span>− {line.old}
              </del>
            </p>
          ) : null}
          {line.now ? (
            <p className="bg-good-soft px-3 py-1.5 whitespace-pre-wrap">
              <ins className="no-underline">
                <span className="sr-only">{t("draft.after")} </span>+ {line.now}
              </ins>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
