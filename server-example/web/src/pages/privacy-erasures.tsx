import { Link } from "@tanstack/react-router";
import * as api from "../api/endpoints";
import type { Erasure, ErasureState } from "../api/types";
import { useT, useWords } from "../i18n";
import { label } from "../i18n/label";
import { printMoment } from "../logic/days";
import { Badge, type Tone } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Paged } from "../ui/pages";
import { Empty } from "../ui/states";
import { useKindLine } from "./privacy-kinds";

const tones: Record<ErasureState, Tone> = { waiting: "warn", running: "accent", done: "good", void: "calm" };

export function ErasureBadge({ state }: { state: ErasureState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{label(t, "erasure_state", state)}</Badge>;
}

/** What was asked to be erased, and what went by its age or once more after a restore. */
export function PrivacyErasures() {
  const t = useT();
  return (
    <Paged
      queryKey={["erasures"]}
      read={api.erasures}
      isOnItsWay={(one) => one.state === "running"}
      empty={
        <Empty
          icon="shield"
          title={t("privacy.no_erasures")}
          action={
            <ButtonLink to="/privacy" search={{}}>
              {t("privacy.to_person")}
            </ButtonLink>
          }
        >
          {t("privacy.no_erasures_do")}
        </Empty>
      }
    >
      {(erasures) => (
        <ul className="card divide-y divide-line overflow-hidden">
          {erasures.map((one) => (
            <Row key={one.id} erasure={one} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

function Row({ erasure }: { erasure: Erasure }) {
  const { t, language } = useWords();
  const line = useKindLine();
  const counts = erasure.counts.flatMap(({ kind, planned, erased }) => {
    const n = erasure.state === "done" ? erased : planned;
    return n > 0 ? [[kind, n] as const] : [];
  });
  return (
    <li>
      <Link
        to="/privacy/erasures/$id"
        params={{ id: erasure.id }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 text-ink -outline-offset-2 hover:bg-hover hover:no-underline"
      >
        <span className="min-w-0">
          <span className="block font-medium">{printMoment(erasure.created, language)}</span>
          <span className="block text-sm text-pretty break-words text-faint">
            {[label(t, "erasure_cause", erasure.cause), line(counts)].filter(Boolean).join(" · ")}
          </span>
        </span>
        <ErasureBadge state={erasure.state} />
      </Link>
    </li>
  );
}
