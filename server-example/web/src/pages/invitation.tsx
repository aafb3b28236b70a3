import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { acceptInvitation } from "../api/session";
import { queries } from "../app/queries";
import { useT } from "../i18n";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNote } from "../ui/states";
import { Doorway } from "./doorway";
import { SHORTEST } from "../logic/password";

const route = getRouteApi("/invitation");

/** Whoever was invited chooses a password. The link works once. */
export function InvitationPage() {
  const t = useT();
  const navigate = useNavigate();
  const { token = "" } = route.useSearch();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const made = useMutation({
    mutationFn: () => acceptInvitation(token, password),
    onSuccess: () => {
      queries.clear();
      return navigate({ to: "/", replace: true });
    },
  });
  const differs = again !== "" && again !== password;
  return (
    <Doorway title={t("setup.joining")} about={t("setup.joining_about")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!differs) made.mutate();
        }}
      >
        <Field
          label={t("signin.password")}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
          minLength={SHORTEST}
          required
          hint={t("setup.password_hint", { n: SHORTEST })}
        />
        <Field
          label={t("setup.again")}
          type="password"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
          autoComplete="new-password"
          required
          error={differs ? t("setup.differs") : undefined}
        />
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <Button type="submit" look="main" busy={made.isPending} className="w-full">
          {t("setup.go")}
        </Button>
      </form>
    </Doorway>
  );
}
