import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { DataKind, ErasureItem } from "../api/types";
import { useT } from "../i18n";
import { capital, label } from "../i18n/label";
import { Badge } from "../ui/badge";

/** A thing that was found: what it is, why, whom else it names, and what becomes of it. */
export function Found({
  item,
  choice,
  onChoose,
}: {
  item: ErasureItem;
  /** Whether it goes, when somebody has chosen. */
  choice: boolean | null;
  /** Nothing where something else keeps it. */
  onChoose: ((erase: boolean) => void) | null;
}) {
  const t = useT();
  const name = item.name || capital(label(t, "data_one", item.kind));
  const goes = choice ?? (item.fate === "undecided" ? null : item.fate === "erase");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words">
          <ThingLink kind={item.kind} id={item.id}>
            {name}
          </ThingLink>
          {item.name ? (
            <span className="text-sm text-faint"> · {label(t, "data_one", item.kind)}</span>
          ) : null}
        </p>
        <p className="text-sm text-faint text-pretty break-words">
          {item.because.map((reason) => label(t, "erasure_reason", reason)).join(" · ")}
        </p>
        {item.others.length > 0 ? (
          <p className="text-sm text-warn text-pretty break-words">
            {t("privacy.names_others", { names: item.others.join(", ") })}
          </p>
        ) : null}
        {item.kept_because ? (
          <p className="text-sm text-soft text-pretty">{label(t, "kept_about", item.kept_because)}</p>
        ) : null}
      </div>
      {onChoose ? (
        <div role="group" aria-label={name} className="flex rounded-md border border-line-mid p-0.5">
          <Side isOn={goes === true} tone="stop" onClick={() => onChoose(true)}>
            {t("privacy.erase")}
          </Side>
          <Side isOn={goes === false} tone="good" onClick={() => onChoose(false)}>
            {t("privacy.keep")}
          </Side>
        </div>
      ) : (
        <Badge>{t("privacy.keep")}</Badge>
      )}
    </li>
  );
}

function Side({
  isOn,
  tone,
  onClick,
  children,
}: {
  isOn: boolean;
  tone: "stop" | "good";
  onClick: () => void;
  children: ReactNode;
}) {
  const on = tone === "stop" ? "bg-stop-soft text-stop" : "bg-good-soft text-good";
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={`min-h-8 rounded px-3 text-sm font-medium ${isOn ? on : "text-soft hover:bg-hover"}`}
    >
      {children}
    </button>
  );
}

/** Leads to a thing that has a page; of others the name alone. */
export function ThingLink({ kind, id, children }: { kind: DataKind; id: string; children: ReactNode }) {
  switch (kind) {
    case "document":
      return (
        <Link to="/documents/$id" params={{ id }}>
          {children}
        </Link>
      );
    case "draft":
      return (
        <Link to="/drafts/$id" params={{ id }}>
          {children}
        </Link>
      );
    case "delivery":
      return (
        <Link to="/outbox/$id" params={{ id }}>
          {children}
        </Link>
      );
    case "run":
      return (
        <Link to="/runs/$id" params={{ id }}>
          {children}
        </Link>
      );
    case "schedule":
      return (
        <Link to="/schedules/$id" params={{ id }}>
          {children}
        </Link>
      );
    default:
      return <span className="font-medium">{children}</span>;
  }
}
