import { type KeyboardEvent, type ReactNode, useEffect, useId } from "react";

export interface Tab<K extends string> {
  key: K;
  label: string;
  count?: number | undefined;
}

/** How many tabs fit beside each other on a telephone. */
const FIT = 3;

/** Tabs by the pattern of ARIA: arrows move between them. */
export function Tabs<K extends string>({
  label,
  tabs,
  value,
  onChange,
  children,
  className = "",
}: {
  label: string;
  tabs: readonly Tab<K>[];
  value: K;
  onChange: (key: K) => void;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  // Of more tabs than fit beside each other, the chosen one is in view.
  useEffect(() => {
    const tab = document.getElementById(`${id}-${value}`);
    const row = tab?.parentElement;
    if (!tab || !row) return;
    const [inner, outer] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += Math.max(0, inner.right - outer.right) - Math.max(0, outer.left - inner.left);
  }, [id, value]);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  return (
    <div className={className}>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className={`flex gap-1 overflow-x-auto border-b border-line px-1 ${tabs.length > FIT ? "scroll-edges" : ""}`}
      >
        {tabs.map((tab) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={tab.key === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.key === value ? 0 : -1}
            onClick={() => onChange(tab.key)}
            className={`-mb-px border-b-2 px-2.5 py-2 text-sm font-medium whitespace-nowrap ${tab.key === value ? "border-accent text-ink" : "border-transparent text-soft hover:text-ink"}`}
          >
            {tab.label}
            {tab.count ? (
              <span className="ml-1.5 rounded-full bg-hover px-1.5 text-xs text-soft tabular-nums">
                {tab.count}
              </span>
            ) : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </div>
  );
}
