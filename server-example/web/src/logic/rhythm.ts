// Crontab lines as people say them. A line that is none of these is shown and kept as it is.

export type Rhythm =
  | { type: "daily"; time: string }
  | { type: "weekdays"; time: string }
  | { type: "weekly"; time: string; weekday: Weekday }
  | { type: "monthly"; time: string; day: number }
  | { type: "own"; line: string };

export const weekdays = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;
export type Weekday = (typeof weekdays)[number];

export function cronOf(rhythm: Rhythm): string {
  if (rhythm.type === "own") return rhythm.line.trim();
  const [hour = "0", minute = "0"] = rhythm.time.split(":");
  const at = `${Number(minute)} ${Number(hour)}`;
  switch (rhythm.type) {
    case "daily":
      return `${at} * * *`;
    case "weekdays":
      return `${at} * * MON-FRI`;
    case "weekly":
      return `${at} * * ${rhythm.weekday}`;
    case "monthly":
      return `${at} ${rhythm.day} * *`;
  }
}

export function rhythmOf(line: string): Rhythm {
  const own: Rhythm = { type: "own", line };
  const found = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[A-Z]{3}|[0-7]|MON-FRI|1-5)$/i.exec(line.trim());
  if (!found) return own;
  const [, minute = "", hour = "", day = "", week = ""] = found;
  if (Number(minute) > 59 || Number(hour) > 23) return own;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day !== "*") {
    const isDay = Number(day) >= 1 && Number(day) <= 31;
    return week === "*" && isDay ? { type: "monthly", time, day: Number(day) } : own;
  }
  if (week === "*") return { type: "daily", time };
  if (/^(MON-FRI|1-5)$/i.test(week)) return { type: "weekdays", time };
  // Of days by number, both 0 and 7 are Sunday.
  const named = /^\d$/.test(week) ? weekdays[(Number(week) + 6) % 7] : (week.toUpperCase() as Weekday);
  return named && weekdays.includes(named) ? { type: "weekly", time, weekday: named } : own;
}

/** The name of a day of the week. */
export function printWeekdayName(day: Weekday, language: string): string {
  // The first of January 2024 was a Monday.
  const date = Date.UTC(2024, 0, 1 + weekdays.indexOf(day));
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(date);
}
