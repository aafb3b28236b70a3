import { Navigate, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { refresh, useSession } from "../api/session";
import { useT } from "../i18n";
import { Spinner } from "../ui/button";
import { Shell } from "./shell";

/** Lets only those in who are signed in; whoever has the cookie is, without noticing. */
export function Guard() {
  const t = useT();
  const session = useSession();
  const { href } = useLocation();
  useEffect(() => {
    if (session.type === "unknown") void refresh().catch(() => undefined);
  }, [session.type]);
  if (session.type === "unknown") {
    return (
      <main className="grid min-h-dvh place-items-center text-soft">
        <span role="status" className="flex items-center gap-2"><Spinner />{t("common.loading")}</span>
      </main>
    );
  }
  if (session.type === "out") return <Navigate to="/signin" search={href === "/" ? {} : { next: href }} replace />;
  return <Shell session={session.session} />;
}
