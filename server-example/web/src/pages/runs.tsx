import { Link } from "@tanstack/react-router";
import { useState } from "react";
import * as api from "../api/endpoints";
import type { Run, RunStatus } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { useMay } from "../app/rights";
import { Ago } from "../ui/ago";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty } from "../ui/states";
import { StartRun } from "./runs-start";

const tones: Record<RunStatus, Tone> = {
  running: "accent",
  waiting: "warn",
  finished: "good",
  failed: "stop",
  cancelled: "calm",
};

export function RunBadge({ status }: { status: RunStatus }) {
  const t = useT();
  return <Badge tone={tones[status]}>{label(t, "run", status)}</Badge>;
}

export function RunsPage() {
  const t = useT();
  const may = useMay();
  const [isStarting, setStarting] = useState(false);
  const start = may("start") ? (
    <Button look="main" icon="plus" onClick={() => setStarting(true)}>
      {t("runs.start")}
    </Button>
  ) : null;
  return (
    <Page title={t("nav.runs")} about={t("runs.about")} actions={start}>
      <Paged
        queryKey={["runs"]}
        read={(cursor) => api.runs(null, cursor)}
        empty={
          <Empty icon="runs" title={t("runs.empty")} action={start}>
            {t("runs.empty_do")}
          </Empty>
        }
      >
        {(runs) => (
          <ul className="card divide-y divide-line overflow-hidden">
            {runs.map((one) => (
              <Row key={one.id} run={one} />
            ))}
          </ul>
        )}
      </Paged>
      {isStarting ? <StartRun onClose={() => setStarting(false)} /> : null}
    </Page>
  );
}

function Row({ run }: { run: Run }) {
  const t = useT();
  return (
    <li>
      <Link
        to="/runs/$id"
        params={{ id: run.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{label(t, "playbook", run.agent)}</span>
          <span className="block truncate text-sm text-faint">
            {label(t, "run_kind", run.kind)} · <Ago moment={run.created} /> ·{" "}
            {t("runs.calls", { n: run.spent.tool_calls ?? 0 })}
          </span>
        </span>
        <RunBadge status={run.status} />
      </Link>
    </li>
  );
}
