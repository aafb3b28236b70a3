import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import * as api from "../api/endpoints";
import { type Session, signOut, switchWorkspace } from "../api/session";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { pressing } from "../logic/agenda";
import { today } from "../logic/days";
import { useMay } from "./rights";
import { IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Help } from "./help";
import { useLive } from "./live";
import { Palette } from "./palette";
import { type AppPlace, placeGroups, places } from "./places";
import { queries } from "./queries";
import { useShortcuts } from "./shortcuts";
import { UploadTray } from "./upload-tray";

type Over = "palette" | "help" | "more" | null;

export function Shell({ session }: { session: Session }) {
  const t = useT();
  const [over, setOver] = useState<Over>(null);
  const close = useCallback(() => setOver(null), []);
  useShortcuts({
    onPalette: useCallback(() => setOver("palette"), []),
    onHelp: useCallback(() => setOver("help"), []),
  });
  useLive(session.workspace.id);
  const { pathname } = useLocation();
  const [lastPath, setLastPath] = useState(pathname);
  if (pathname !== lastPath) {
    setLastPath(pathname);
    setOver(null);
  }

  const may = useMay();
  const allowed = places.filter((place) => !("needs" in place) || may(place.needs));
  const counts = useCounts();
  const onPhone: readonly string[] = ["/", "/agenda", "/ask", "/approvals"];
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2"
      >
        {t("nav.skip")}
      </a>
      <nav
        aria-label={t("nav.label")}
        className="sticky top-0 hidden h-dvh flex-col border-r border-line px-3 py-4 md:flex"
      >
        <div className="mb-4 flex items-center gap-2.5 px-2">
          <img src="/icon.svg" alt="" className="size-7" />
          <WorkspaceName session={session} />
        </div>
        <button
          type="button"
          onClick={() => setOver("palette")}
          className="mb-4 flex items-center justify-between rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm text-faint hover:bg-hover"
        >
          <span className="flex items-center gap-2">
            <Icon name="ask" className="size-4" />
            {t("nav.find")}
          </span>
          <kbd>{isMac() ? "⌘K" : "Ctrl K"}</kbd>
        </button>
        <div className="-mx-3 min-h-0 flex-1 overflow-y-auto px-3">
          {placeGroups.map((group) => (
            <ul key={group} className="mb-3.5 space-y-px">
              {allowed
                .filter((place) => place.group === group)
                .map((place) => (
                  <li key={place.to}>
                    <NavLink place={place} count={counts[place.to]} />
                  </li>
                ))}
            </ul>
          ))}
        </div>
        <div className="mt-auto flex items-center justify-between gap-2 border-t border-line pt-3 pl-2">
          <div className="min-w-0">
            <p className="truncate text-sm font-medium">{session.member.name}</p>
            <p className="truncate text-xs text-faint">
              {session.member.roles.map((role) => label(t, "role", role)).join(", ")}
            </p>
          </div>
          <IconButton icon="question" label={t("help.title")} onClick={() => setOver("help")} />
        </div>
      </nav>
      <main id="content" tabIndex={-1} className="min-w-0 pb-24 outline-none md:pb-10">
        <Outlet />
      </main>
      <nav
        aria-label={t("nav.label")}
        className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {allowed
          .filter((place) => onPhone.includes(place.to))
          .map((place) => (
            <Link
              key={place.to}
              to={place.to}
              activeOptions={{ exact: place.to === "/" }}
              className="relative flex flex-col items-center gap-0.5 py-2 text-xs text-soft hover:no-underline data-[status=active]:font-semibold data-[status=active]:text-accent"
            >
              <Icon name={place.icon} className="size-5" />
              {t(place.name)}
              {counts[place.to] ? (
                <Count value={counts[place.to] ?? 0} className="absolute top-1 left-1/2 ml-2" />
              ) : null}
            </Link>
          ))}
        <button
          type="button"
          onClick={() => setOver("more")}
          className="flex flex-col items-center gap-0.5 py-2 text-xs text-soft"
        >
          <Icon name="more" className="size-5" />
          {t("nav.more")}
        </button>
      </nav>
      <UploadTray />
      {over === "palette" ? <Palette places={allowed} onClose={close} /> : null}
      {over === "help" ? <Help onClose={close} /> : null}
      {over === "more" ? (
        <Dialog title={session.workspace.name} onClose={close}>
          <ul className="grid grid-cols-2 gap-1">
            {allowed
              .filter((place) => !onPhone.includes(place.to))
              .map((place) => (
                <li key={place.to}>
                  <NavLink place={place} count={counts[place.to]} />
                </li>
              ))}
            <li>
              <button
                type="button"
                onClick={() => void signOut()}
                className="flex min-h-10 w-full items-center gap-2.5 rounded-md px-2 text-sm text-soft hover:bg-hover"
              >
                <Icon name="back" />
                {t("session.sign_out")}
              </button>
            </li>
          </ul>
        </Dialog>
      ) : null}
    </div>
  );
}

function NavLink({ place, count }: { place: AppPlace; count: number | undefined }) {
  const t = useT();
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === "/", includeSearch: false }}
      className="flex min-h-8.5 items-center gap-2.5 rounded-md px-2 text-sm text-soft hover:bg-hover hover:text-ink hover:no-underline"
      activeProps={{ className: "bg-hover text-ink font-medium" }}
    >
      <Icon name={place.icon} />
      <span className="flex-1">{t(place.name)}</span>
      {count ? <Count value={count} /> : null}
    </Link>
  );
}

function Count({ value, className = "" }: { value: number; className?: string }) {
  return (
    <span
      className={`min-w-5 rounded-full bg-accent px-1.5 text-center text-[0.6875rem] leading-5 font-semibold text-accent-ink tabular-nums ${className}`}
    >
      {value > 99 ? "99+" : value}
    </span>
  );
}

function WorkspaceName({ session }: { session: Session }) {
  const t = useT();
  if (session.workspaces.length < 2)
    return <span className="truncate font-semibold">{session.workspace.name}</span>;
  return (
    <select
      aria-label={t("session.workspace")}
      value={session.workspace.id}
      onChange={(event) => {
        void switchWorkspace(event.target.value).then(() => queries.clear());
      }}
      className="min-w-0 flex-1 truncate rounded bg-transparent py-1 font-semibold"
    >
      {session.workspaces.map((workspace) => (
        <option key={workspace.id} value={workspace.id}>
          {workspace.name}
        </option>
      ))}
    </select>
  );
}

/** What waits, beside the name of its page. */
function useCounts(): Record<string, number> {
  const agenda = useQuery({ queryKey: ["agenda"], queryFn: api.agenda });
  const waiting = useQuery({ queryKey: ["approvals"], queryFn: () => api.approvals() });
  const open = waiting.data?.items.filter((one) => one.state === "waiting").length ?? 0;
  return { "/agenda": pressing(agenda.data, today()), "/approvals": open };
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
