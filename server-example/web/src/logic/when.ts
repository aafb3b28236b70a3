import type { ScheduleWhen } from "../api/types";
import type { Translate } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "./days";
import { printWeekdayName, rhythmOf } from "./rhythm";

/** Says when a schedule fires, as a person would; `created` is what "after a while" counts from. */
export function whenLabel(t: Translate, when: ScheduleWhen, language: string, created = ""): string {
  switch (when.type) {
    case "cron":
      return rhythmLabel(t, when.cron, language);
    case "at":
      return t("schedule.says_once", { at: printMoment(when.at, language) });
    case "after": {
      const at = new Date((Date.parse(created) || 0) + when.seconds * 1000).toISOString();
      return t("schedule.says_once", { at: printMoment(at, language) });
    }
    case "document_added":
      return narrowed(
        t,
        (when.kinds ?? []).length > 0
          ? t("schedule.says_kinds", {
              kinds: (when.kinds ?? []).map((kind) => label(t, "kind", kind)).join(", "),
            })
          : t("schedule.says_document"),
        when.from,
      );
    case "mail_received":
      return narrowed(t, t("schedule.says_mail"), when.from);
    case "deadline_near":
      return when.days_before === 0
        ? t("schedule.says_deadline_day")
        : t("schedule.says_deadline", { n: when.days_before });
  }
}

export function rhythmLabel(t: Translate, line: string, language: string): string {
  const rhythm = rhythmOf(line);
  switch (rhythm.type) {
    case "daily":
      return t("schedule.says_daily", { time: rhythm.time });
    case "weekdays":
      return t("schedule.says_weekdays", { time: rhythm.time });
    case "weekly":
      return t("schedule.says_weekly", {
        day: printWeekdayName(rhythm.weekday, language),
        time: rhythm.time,
      });
    case "monthly":
      return t("schedule.says_monthly", { day: String(rhythm.day), time: rhythm.time });
    case "own":
      return t("schedule.says_own", { line: rhythm.line });
  }
}

function narrowed(t: Translate, says: string, from: readonly string[] | undefined): string {
  return from && from.length > 0 ? t("schedule.says_from", { says, from: from.join(", ") }) : says;
}
