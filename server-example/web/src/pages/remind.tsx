// Dialogs that ask for a reminder: of a message that nobody answers, of the deadlines of a document.
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import * as api from "../api/endpoints";
import { stale } from "../app/queries";
import { useWords } from "../i18n";
import { printMoment } from "../logic/days";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { ProblemNote } from "../ui/states";
import { toast } from "../ui/toast";

const DAY = 86_400_000;

/** A moment as fields of the browser want it, by the reader's clock. */
export function localMoment(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Nine in the morning, some days from now. */
function morning(days: number): Date {
  const day = new Date(Date.now() + days * DAY);
  day.setHours(9, 0, 0, 0);
  return day;
}

/** When a draft is made that asks again, unless somebody answers a sent message before. */
export function FollowUpDialog({
  delivery,
  at,
  onClose,
}: {
  delivery: string;
  /** When it is asked again so far, if it is. */
  at?: string;
  onClose: () => void;
}) {
  const { t, language } = useWords();
  const [time, setTime] = useState(() => localMoment(at ? new Date(at) : morning(7)));
  const made = useMutation({
    mutationFn: () => api.followUp(delivery, new Date(time).toISOString()),
    onSuccess: (followUp) => {
      stale("follow_up");
      toast(t("follow_ups.set", { at: printMoment(followUp.at, language) }));
      onClose();
    },
  });
  return (
    <Dialog title={t("follow_ups.ask_again")} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          made.mutate();
        }}
      >
        <p className="text-soft text-pretty">{t("follow_ups.ask_again_about")}</p>
        <div className="flex flex-wrap gap-1.5">
          {([3, 7, 14] as const).map((days) => (
            <Button key={days} onClick={() => setTime(localMoment(morning(days)))}>
              {t("follow_ups.in_days", { n: days })}
            </Button>
          ))}
        </div>
        <Field
          label={t("follow_ups.time")}
          type="datetime-local"
          value={time}
          onChange={(event) => setTime(event.target.value)}
          required
        />
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="main" busy={made.isPending}>
            {t("follow_ups.do_set")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How long before the deadlines of a document a reminder is drafted. */
export function RemindDialog({ document, onClose }: { document: string; onClose: () => void }) {
  const { t } = useWords();
  const [days, setDays] = useState("7");
  const made = useMutation({
    mutationFn: () => api.remindOfDeadlines(document, Number(days)),
    onSuccess: ({ items }) => {
      stale("follow_up");
      toast(items.length > 0 ? t("follow_ups.set_n", { n: items.length }) : t("follow_ups.none_ahead"));
      onClose();
    },
  });
  return (
    <Dialog title={t("follow_ups.remind")} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          made.mutate();
        }}
      >
        <p className="text-soft text-pretty">{t("follow_ups.remind_about")}</p>
        <Field
          label={t("follow_ups.days_before")}
          type="number"
          min={0}
          max={365}
          value={days}
          onChange={(event) => setDays(event.target.value)}
          required
        />
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="main" busy={made.isPending}>
            {t("follow_ups.do_set")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
