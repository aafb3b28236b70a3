import type { RetentionPreview } from "../api/types";
import { useWords } from "../i18n";
import { capital, label } from "../i18n/label";
import { printDay } from "../logic/days";
import { keyOf } from "../logic/privacy";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { ThingLink } from "./privacy-found";
import { KindCounts } from "./privacy-kinds";

/** What periods would erase if they were saved now. */
export function Preview({ preview }: { preview: RetentionPreview }) {
  const { t, language } = useWords();
  const going = preview.counts.flatMap(({ kind, erased }) => (erased > 0 ? [[kind, erased] as const] : []));
  const kept = preview.counts.reduce((sum, one) => sum + one.kept, 0);
  const all = preview.counts.reduce((sum, one) => sum + one.erased + one.kept, 0);
  return (
    <section role="status" aria-label={t("retention.preview")} className="card space-y-3 p-5">
      {going.length === 0 ? (
        <p className="flex gap-2">
          <Icon name="check" className="mt-0.5 size-4.5 text-good" />
          {t("retention.nothing_goes")}
        </p>
      ) : (
        <>
          <h2>{t("retention.would_go")}</h2>
          <KindCounts counts={going} />
        </>
      )}
      {kept > 0 ? <p className="text-sm text-soft">{t("retention.kept", { n: kept })}</p> : null}
      {preview.items.length > 0 ? (
        <ul className="max-h-80 divide-y divide-line overflow-y-auto border-t border-line" tabIndex={0}>
          {preview.items.map((item) => (
            <li
              key={keyOf(item)}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 text-sm"
            >
              <span className="min-w-0 break-words">
                <ThingLink kind={item.kind} id={item.id}>
                  {item.name || capital(label(t, "data_one", item.kind))}
                </ThingLink>
              </span>
              <span className="flex items-baseline gap-2 text-faint">
                {item.kept_because ? <Badge>{label(t, "kept", item.kept_because)}</Badge> : null}
                {t("members.since", { day: printDay(item.made, language) })}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {all > preview.items.length ? (
        <p className="text-sm text-faint">{t("common.others", { n: all - preview.items.length })}</p>
      ) : null}
    </section>
  );
}
