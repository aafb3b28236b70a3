import { useSyncExternalStore } from "react";
import { useT } from "../i18n";
import { IconButton } from "./button";

interface Toast {
  id: number;
  text: string;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const SHOWN = 6_000;

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says in passing what was done; failures are said where they happened instead. */
export function toast(text: string): void {
  last += 1;
  const id = last;
  set([...toasts, { id, text }]);
  setTimeout(() => set(toasts.filter((one) => one.id !== id)), SHOWN);
}

export function Toasts() {
  const t = useT();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      {shown.map((one) => (
        <div
          key={one.id}
          className="pointer-events-auto flex items-center gap-2 rounded-lg bg-ink py-1 pr-1 pl-4 text-sm text-ground shadow-lg"
        >
          {one.text}
          <IconButton
            icon="close"
            label={t("common.close")}
            className="text-ground hover:bg-transparent hover:text-ground"
            onClick={() => set(toasts.filter((other) => other !== one))}
          />
        </div>
      ))}
    </div>
  );
}
