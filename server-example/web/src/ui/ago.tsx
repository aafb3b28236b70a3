import { useSyncExternalStore } from "react";
import { useWords } from "../i18n";
import { printAgo, printMoment } from "../logic/days";

const STEP = 20_000;
let now = Date.now();

/** How long ago something was; it grows while the page stands open. */
export function Ago({ moment }: { moment: string }) {
  const { language } = useWords();
  const seen = useSyncExternalStore(
    (listener) => {
      const timer = setInterval(() => {
        now = Date.now();
        listener();
      }, STEP);
      return () => clearInterval(timer);
    },
    () => now,
  );
  // What was made after the last tick is new, not in the future.
  return (
    <time dateTime={moment} title={printMoment(moment, language)}>
      {printAgo(moment, Math.max(seen, Date.parse(moment) || 0), language)}
    </time>
  );
}
