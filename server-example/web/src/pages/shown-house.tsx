// What whoever decides sees of an erasure, and of a webhook that was stopped.
import { Link } from "@tanstack/react-router";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import type { ShownErasure, ShownWebhook } from "../logic/shown";
import { webhookName } from "../logic/webhooks";
import { Icon } from "../ui/icon";
import { Said } from "../ui/said";
import { KindCounts } from "./privacy-kinds";

/** Names stand in no approval: who may erase sees what was asked for, others how much of it there is. */
export function ErasureShown({ erasure }: { erasure: ShownErasure }) {
  const t = useT();
  const may = useMay();
  return (
    <div className="space-y-4">
      <p className="text-pretty">{t("approvals.erasure")}</p>
      <KindCounts counts={erasure.counts} />
      <p className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm">
        <Icon name="warn" className="mt-0.5 size-4 text-warn" />
        {t("approvals.erasure_for_good")}
      </p>
      {may("erase") ? (
        <Link to="/privacy/erasures/$id" params={{ id: erasure.id }} className="text-sm">
          {t("ledger.to_erasure")}
        </Link>
      ) : null}
    </div>
  );
}

export function WebhookShown({ webhook }: { webhook: ShownWebhook }) {
  const t = useT();
  const may = useMay();
  return (
    <div className="space-y-3">
      <p className="text-pretty">{t("approvals.webhook", { name: webhookName(webhook) })}</p>
      <p className="text-sm break-all text-soft">{webhook.url}</p>
      {webhook.reason ? (
        <p className="text-sm text-pretty break-words text-stop first-letter:uppercase">
          <Said text={webhook.reason} />
        </p>
      ) : null}
      {may("audit") ? (
        <Link to="/webhooks/$id" params={{ id: webhook.id }} className="text-sm">
          {t("approvals.to_webhook")}
        </Link>
      ) : null}
    </div>
  );
}
