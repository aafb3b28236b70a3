import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { places } from "./places";

const PAIR = 1_200;

/** Whether the keyboard is writing somewhere, so that single letters are no commands. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** The keys that work on every page: `g` and a letter goes to a page, `/` asks, `?` shows them. */
export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  // Nothing is armed when the page begins, whose clock begins then too.
  const armed = useRef(-PAIR);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        onPalette();
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target) ||
        document.querySelector("dialog[open]")
      )
        return;
      if (event.timeStamp - armed.current < PAIR) {
        armed.current = -PAIR;
        const place = places.find((one) => one.key === event.key);
        if (!place) return;
        event.preventDefault();
        void navigate({ to: place.to });
      } else if (event.key === "g") {
        armed.current = event.timeStamp;
      } else if (event.key === "/") {
        event.preventDefault();
        void navigate({ to: "/ask" });
      } else if (event.key === "n") {
        event.preventDefault();
        void navigate({ to: "/drafts/new" });
      } else if (event.key === "?") {
        event.preventDefault();
        onHelp();
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [navigate, onPalette, onHelp]);
}
