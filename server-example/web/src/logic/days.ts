// Days without a time zone, as the core writes them: `2026-12-09`.

const DAY = 86_400_000;

/** Today by the clock of the reader. */
export function today(now = new Date()): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}

/** How many days lie between two days; negative when `day` is before `from`. */
export function daysUntil(day: string, from: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** Whether a moment is still to come. */
export function isAhead(moment: string): boolean {
  return Date.parse(moment) > Date.now();
}

/** Prints a day: `9 Dec 2026`, without the year when it is that of `near`. */
export function printDay(day: string, language: string, near?: string): string {
  const time = Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  const year = near?.slice(0, 4) === day.slice(0, 4) ? {} : { year: "numeric" as const };
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC", ...year }).format(
    time,
  );
}

/** Prints the weekday and the day. */
export function printWeekday(day: string, language: string): string {
  const locale = language === "en" ? "en-GB" : language;
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(time);
}

/** Prints a moment by the clock of the reader. */
export function printMoment(moment: string, language: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return moment;
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(time);
}

/** Prints a time of day by the clock of the reader. */
export function printTime(moment: string, language: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time)) return moment;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeStyle: "medium" }).format(
    time,
  );
}

/** Prints how far a day is: `today`, `in 12 days`, `3 days ago`; beyond 60 days in months. */
export function printDistance(day: string, from: string, language: string): string {
  const days = daysUntil(day, from);
  if (Number.isNaN(days)) return "";
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return Math.abs(days) <= 60
    ? relative.format(days, "day")
    : relative.format(Math.round(days / 30.44), "month");
}

/** Prints how long ago a moment was. */
export function printAgo(moment: string, now: number, language: string): string {
  const seconds = Math.round((Date.parse(moment) - now) / 1000);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const size = Math.abs(seconds);
  if (Number.isNaN(seconds)) return "";
  if (size < 60) return relative.format(Math.min(seconds, 0), "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}
