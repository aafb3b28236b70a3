import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMay } from "../app/rights";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { Page } from "../ui/page";
import { Empty } from "../ui/states";
import { Tabs } from "../ui/tabs";
import { PrivacyErasures } from "./privacy-erasures";
import { PrivacyHolds } from "./privacy-holds";
import { PrivacyLedger } from "./privacy-ledger";
import { PrivacyPerson } from "./privacy-person";
import { PrivacyRetention } from "./privacy-retention";

const route = getRouteApi("/inside/privacy");
const tabs = ["person", "erasures", "holds", "retention", "ledger"] as const;
type Tab = (typeof tabs)[number];

export function PrivacyPage() {
  const t = useT();
  const may = useMay();
  const navigate = useNavigate();
  const search = route.useSearch();
  const tab = tabs.find((one) => one === search.tab) ?? "person";
  const go = (key: Tab) =>
    void navigate({ to: "/privacy", search: key === "person" ? {} : { tab: key }, replace: true });
  return (
    <Page title={t("nav.privacy")} about={t("privacy.about")}>
      {may("erase") ? (
        <Tabs
          label={t("nav.privacy")}
          value={tab}
          onChange={go}
          tabs={tabs.map((key) => ({ key, label: label(t, "privacy_tab", key) }))}
        >
          <div className="pt-5">
            {tab === "person" ? <PrivacyPerson contact={search.contact ?? null} /> : null}
            {tab === "erasures" ? <PrivacyErasures /> : null}
            {tab === "holds" ? <PrivacyHolds /> : null}
            {tab === "retention" ? <PrivacyRetention /> : null}
            {tab === "ledger" ? <PrivacyLedger /> : null}
          </div>
        </Tabs>
      ) : (
        <Empty icon="shield" title={t("privacy.not_you")}>
          {t("privacy.not_you_do")}
        </Empty>
      )}
    </Page>
  );
}
