import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useState } from "react";
import * as api from "../api/endpoints";
import type { MemoryScope, Remembered } from "../api/types";
import { useActorName } from "../app/names";
import { stale } from "../app/queries";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { Ago } from "../ui/ago";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Cite } from "../ui/cite";
import { Confirm } from "../ui/confirm";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty, Loading, ProblemNote } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { toast } from "../ui/toast";
import { MemoryDialog } from "./memory-edit";

const scopes: readonly MemoryScope[] = ["workspace", "own"];

export function MemoryPage() {
  const t = useT();
  const may = useMay();
  const [scope, setScope] = useState<MemoryScope>("workspace");
  const [words, setWords] = useState("");
  const [open, setOpen] = useState<Remembered | "new" | null>(null);
  const asked = useDeferredValue(words.trim());
  const add = may("remember") ? (
    <Button look="main" icon="plus" onClick={() => setOpen("new")}>
      {t("memory.add")}
    </Button>
  ) : null;
  const list = (facts: readonly Remembered[]) => (
    <ul className="space-y-3">
      {facts.map((fact) => (
        <Line key={fact.id} fact={fact} onEdit={may("remember") ? () => setOpen(fact) : null} />
      ))}
    </ul>
  );
  return (
    <Page title={t("nav.memory")} about={t("memory.about")} actions={add}>
      <input
        type="search"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        placeholder={t("memory.find")}
        aria-label={t("memory.find")}
        className="field mb-4 max-w-96"
      />
      {asked === "" ? (
        <Tabs
          label={t("nav.memory")}
          value={scope}
          onChange={setScope}
          tabs={scopes.map((one) => ({
            key: one,
            label: t(one === "workspace" ? "memory.of_office" : "memory.of_me"),
          }))}
        >
          <div className="pt-4">
            <Paged
              key={scope}
              queryKey={["memory", scope]}
              read={(cursor) => api.remembered(scope, cursor)}
              empty={
                <Empty icon="memory" title={t("memory.empty")} action={add}>
                  {t(
                    scope === "own"
                      ? "memory.empty_own"
                      : may("remember")
                        ? "memory.empty_do"
                        : "memory.empty_wait",
                  )}
                </Empty>
              }
            >
              {list}
            </Paged>
          </div>
        </Tabs>
      ) : (
        <Recalled asked={asked}>{list}</Recalled>
      )}
      {open ? (
        <MemoryDialog
          fact={open === "new" ? null : open}
          isPersonal={scope === "own"}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Page>
  );
}

/** What is found by words, as runs find it. */
function Recalled({
  asked,
  children,
}: {
  asked: string;
  children: (facts: readonly Remembered[]) => ReactNode;
}) {
  const t = useT();
  const found = useQuery({
    queryKey: ["memory", "recall", asked],
    queryFn: () => api.recall(asked),
    placeholderData: (before) => before,
  });
  if (found.isPending) return <Loading />;
  if (found.isError) return <ProblemNote problem={found.error} onRetry={() => void found.refetch()} />;
  return found.data.items.length > 0 ? (
    children(found.data.items)
  ) : (
    <p className="py-10 text-center text-soft">{t("memory.none_found")}</p>
  );
}

function Line({ fact, onEdit }: { fact: Remembered; onEdit: (() => void) | null }) {
  const t = useT();
  const who = useActorName(fact.by);
  const [isForgetting, setForgetting] = useState(false);
  const isUnconfirmed = fact.provenance !== "user";
  // Who saves it, even as it is, stands behind it from then on.
  const confirmed = useMutation({
    mutationFn: () => api.changeRemembered(fact.id, { expected_version: fact.version, text: fact.text }),
    onSuccess: () => {
      stale("memory");
      toast(t("memory.confirmed"));
    },
  });
  return (
    <li className="card p-4">
      <p className="text-pretty break-words whitespace-pre-wrap">{fact.text}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-faint">
        {isUnconfirmed ? <Badge tone="warn">{t("memory.unconfirmed")}</Badge> : null}
        {fact.person ? <Badge>{t("memory.personal")}</Badge> : null}
        <span>{isUnconfirmed ? t("memory.by_run", { who }) : who}</span>
        <span aria-hidden="true">·</span>
        <Ago moment={fact.changed ?? fact.created} />
        {fact.run ? (
          <Link to="/runs/$id" params={{ id: fact.run }}>
            {t("approvals.to_run")}
          </Link>
        ) : null}
      </p>
      {(fact.evidence ?? []).length > 0 ? (
        <div className="mt-3 space-y-2">
          {(fact.evidence ?? []).map((one) => (
            <Cite key={`${one.document}-${one.span.start}`} evidence={one} />
          ))}
        </div>
      ) : null}
      {confirmed.isError ? (
        <div className="mt-3">
          <ProblemNote problem={confirmed.error} />
        </div>
      ) : null}
      {onEdit ? (
        <div className={`mt-2 flex flex-wrap gap-1 ${isUnconfirmed ? "" : "-ml-3"}`}>
          {isUnconfirmed ? (
            <Button icon="check" busy={confirmed.isPending} onClick={() => confirmed.mutate()}>
              {t("memory.confirm")}
            </Button>
          ) : null}
          <Button look="quiet" icon="draft" onClick={onEdit}>
            {t("memory.edit")}
          </Button>
          <Button look="quiet" icon="close" onClick={() => setForgetting(true)}>
            {t("memory.forget")}
          </Button>
        </div>
      ) : null}
      {isForgetting ? (
        <Confirm
          title={t("memory.forget_title")}
          about={t("memory.forget_about")}
          verb={t("memory.forget")}
          act={() => api.forget(fact.id)}
          onDone={() => {
            stale("memory");
            setForgetting(false);
            toast(t("memory.forgotten"));
          }}
          onClose={() => setForgetting(false)}
        />
      ) : null}
    </li>
  );
}
