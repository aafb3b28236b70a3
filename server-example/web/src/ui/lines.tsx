import type { ReactNode } from "react";

/** Names beside what they stand for; on a telephone above it. */
export function Lines({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[9rem_minmax(0,1fr)]">{children}</dl>;
}

export function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="text-sm text-faint sm:py-px">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
