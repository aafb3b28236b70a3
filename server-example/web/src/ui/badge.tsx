import type { ReactNode } from "react";

export type Tone = "calm" | "good" | "warn" | "stop" | "accent";

const tones: Record<Tone, string> = {
  calm: "bg-hover text-soft",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  stop: "bg-stop-soft text-stop",
  accent: "bg-accent-soft text-accent",
};

export function Badge({ tone = "calm", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
