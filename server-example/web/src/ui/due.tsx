import { useWords } from "../i18n";
import { daysUntil, printDay, printDistance, today } from "../logic/days";

/** A day and how far it is; red when it has passed, amber within a week. */
export function Due({
  day,
  settled = false,
  withDay = true,
}: {
  day: string;
  settled?: boolean;
  withDay?: boolean;
}) {
  const { language } = useWords();
  const now = today();
  const days = daysUntil(day, now);
  const look = settled
    ? "text-faint"
    : days < 0
      ? "text-stop font-medium"
      : days <= 7
        ? "text-warn font-medium"
        : "text-soft";
  return (
    <time dateTime={day} className={`whitespace-nowrap tabular-nums ${look}`}>
      {withDay ? `${printDay(day, language, now)} · ` : ""}
      {printDistance(day, now, language)}
    </time>
  );
}
