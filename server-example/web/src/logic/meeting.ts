import type { Invite } from "../api/types";

const MINUTE = 60_000;

/** When a meeting ends, by the clocks of its time zone. */
export function endOf(invite: Invite): string | null {
  if (invite.end.type === "at") return invite.end.at;
  const start = Date.parse(`${invite.start.slice(0, 19)}Z`);
  return Number.isNaN(start)
    ? null
    : new Date(start + invite.end.minutes * MINUTE).toISOString().slice(0, 19);
}

/** Prints a day and a time without a time zone; the time alone when the day is that of `near`. */
export function printCivil(moment: string, language: string, near?: string): string {
  const time = Date.parse(`${moment.slice(0, 19)}Z`);
  if (Number.isNaN(time)) return moment;
  const locale = language === "en" ? "en-GB" : language;
  const isNear = near?.slice(0, 10) === moment.slice(0, 10);
  const day = isNear ? {} : { dateStyle: "full" as const };
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: "short", timeZone: "UTC" }).format(time);
}
