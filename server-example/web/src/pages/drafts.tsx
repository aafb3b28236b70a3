import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import * as api from "../api/endpoints";
import type { Draft } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { obstacles, printInlines } from "../logic/draft";
import { useMay } from "../app/rights";
import { Ago } from "../ui/ago";
import { Badge } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Page } from "../ui/page";
import { Paged } from "../ui/pages";
import { Empty } from "../ui/states";
import { useMoves } from "./inbox";

export function DraftsPage() {
  const t = useT();
  const may = useMay();
  const list = useRef<HTMLUListElement>(null);
  useMoves(list);
  const write = may("write") ? (
    <ButtonLink to="/drafts/new" look="main" icon="plus">
      {t("drafts.new")}
    </ButtonLink>
  ) : null;
  return (
    <Page title={t("nav.drafts")} actions={write}>
      <Paged
        queryKey={["drafts"]}
        read={api.drafts}
        empty={
          <Empty icon="draft" title={t("drafts.empty")} action={write}>
            {t("drafts.empty_do")}
          </Empty>
        }
      >
        {(drafts) => (
          <ul ref={list} className="card divide-y divide-line overflow-hidden">
            {drafts.map((draft) => (
              <Row key={draft.id} draft={draft} />
            ))}
          </ul>
        )}
      </Paged>
    </Page>
  );
}

function Row({ draft }: { draft: Draft }) {
  const t = useT();
  const people = draft.recipients.map((one) => one.mailbox.name || one.mailbox.address).join(", ");
  return (
    <li>
      <Link
        to="/drafts/$id"
        params={{ id: draft.id }}
        data-row
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {printInlines(draft, draft.subject) || t("drafts.no_subject")}
          </span>
          <span className="block truncate text-sm text-faint">
            {[label(t, "draft", draft.kind), people || t("drafts.nobody")].join(" · ")} ·{" "}
            <Ago moment={draft.created} />
          </span>
        </span>
        <DraftStateBadge draft={draft} />
      </Link>
    </li>
  );
}

export function DraftStateBadge({ draft }: { draft: Draft }) {
  const t = useT();
  const { gaps, blocking } = obstacles(draft);
  if (gaps > 0) return <Badge tone="warn">{t("drafts.gaps", { n: gaps })}</Badge>;
  if (blocking > 0) return <Badge tone="stop">{t("drafts.blocked", { n: blocking })}</Badge>;
  return draft.state === "checked" ? (
    <Badge tone="good">{t("drafts.ready")}</Badge>
  ) : (
    <Badge>{t("drafts.open")}</Badge>
  );
}
