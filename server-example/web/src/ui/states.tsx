// What a page shows besides its content: waiting, nothing there yet, something went wrong.
import type { ReactNode } from "react";
import { asProblem } from "../api/problem";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";
import { Said } from "./said";

export function Loading() {
  const t = useT();
  return (
    <div role="status" className="space-y-3 py-2">
      <span className="sr-only">{t("common.loading")}</span>
      {["w-2/3", "w-full", "w-5/6", "w-1/2"].map((width) => (
        <div key={width} className={`h-4 animate-pulse rounded bg-hover ${width}`} />
      ))}
    </div>
  );
}

export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center">
      <span className="mb-3 rounded-full bg-accent-soft p-3 text-accent">
        <Icon name={icon} className="size-6" />
      </span>
      <h2>{title}</h2>
      <div className="mt-1 text-balance text-soft">{children}</div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** Brings what was just said into view: it may stand below the edge of a long form. */
export function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "center" });
}

/** Says what went wrong and what to do. */
export function ProblemNote({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const t = useT();
  const found = asProblem(problem);
  return (
    <div
      ref={intoView}
      role="alert"
      className="flex gap-3 rounded-lg border border-stop bg-stop-soft p-3 text-sm"
    >
      <Icon name="stop" className="mt-0.5 size-4.5 text-stop" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">{label(t, "problem", found.kind)}</p>
        {found.message ? (
          <p className="break-words text-soft first-letter:uppercase">
            <Said text={found.message} />
          </p>
        ) : null}
        <p className="text-soft">{label(t, "remedy", found.kind)}</p>
        {found.requestId ? (
          <p className="mt-1 font-mono text-xs text-soft">{t("problem.request", { id: found.requestId })}</p>
        ) : null}
      </div>
      {onRetry ? (
        <Button className="self-start" onClick={onRetry}>
          {t("common.again")}
        </Button>
      ) : null}
    </div>
  );
}
