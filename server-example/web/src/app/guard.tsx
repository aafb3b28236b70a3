import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { refresh, useSession } from "../api/session";
import { useT } from "../i18n";
import { Spinner } from "../ui/button";
import { Shell } from "./shell";

/** Lets only those in who are signed in; whoever has the cookie is, without noticing. */
export function Guard() {
  const t = useT();
  const session = useSession();
  useEffect(() => {
    if (session.type === "unknown") void refresh().catch(() => undefined);
  }, [session.type]);
  if (session.type === "unknown") {
    return (
      <main className="grid min-h-dvh place-items-center text-soft">
        <span role="status" className="flex items-center gap-2">
          <Spinner />
          {t("common.loading")}
        </span>
      </main>
    );
  }
  if (session.type === "out") return <ToSignIn />;
  return <Shell session={session.session} />;
}

/** Goes to the sign-in once. The address changes before its page is there, so it must not be looked at again. */
function ToSignIn() {
  const navigate = useNavigate();
  const { href } = useLocation();
  const [from] = useState(href);
  useEffect(() => {
    void navigate({ to: "/signin", search: from === "/" ? {} : { next: from }, replace: true });
  }, [navigate, from]);
  return null;
}
