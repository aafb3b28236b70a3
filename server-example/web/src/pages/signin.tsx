import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { needsSetUp, providerAddress, providers, signIn, useSession } from "../api/session";
import { queries } from "../app/queries";
import { useT } from "../i18n";
import { hasLabel, label } from "../i18n/label";
import { safeNext } from "../logic/next";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNote } from "../ui/states";
import { Doorway } from "./doorway";

const route = getRouteApi("/signin");

export function SignInPage() {
  const t = useT();
  const router = useRouter();
  const session = useSession();
  const { next, error } = route.useSearch();
  const needed = useQuery({ queryKey: ["setup"], queryFn: needsSetUp });
  const houses = useQuery({ queryKey: ["providers"], queryFn: providers, staleTime: 300_000 });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const made = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: () => {
      // Nothing of whoever was here before may be seen by whoever comes now.
      queries.clear();
      router.history.replace(safeNext(next));
    },
    onError: () => setPassword(""),
  });
  if (needed.data === true) return <Navigate to="/setup" replace />;
  return (
    <Doorway title={t("signin.title")}>
      {session.type === "out" && session.lapsed ? (
        <p role="status" className="mb-4 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
          {t("signin.lapsed")}
        </p>
      ) : null}
      {error ? (
        <p role="alert" className="mb-4 rounded-md bg-stop-soft px-3 py-2 text-sm text-stop">
          {hasLabel("signin_failed", error) ? label(t, "signin_failed", error) : t("signin.failed")}
        </p>
      ) : null}
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          made.mutate();
        }}
      >
        <Field
          label={t("signin.email")}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="username"
          required
        />
        <Field
          label={t("signin.password")}
          type="password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="current-password"
          required
        />
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <Button type="submit" look="main" busy={made.isPending} className="w-full">
          {t("signin.go")}
        </Button>
      </form>
      {houses.data && houses.data.length > 0 ? (
        <div className="mt-5 space-y-2 border-t border-line pt-5">
          {houses.data.map((house) => (
            // The browser itself goes there: the provider answers with a page.
            <a
              key={house.name}
              href={providerAddress(house)}
              className="flex min-h-10 w-full items-center justify-center rounded-md border border-line-mid bg-surface px-3 py-2 text-center text-sm font-medium text-ink hover:bg-hover hover:no-underline"
            >
              {t("signin.with", { title: house.title })}
            </a>
          ))}
        </div>
      ) : null}
      <p className="mt-4 text-sm text-faint text-pretty">{t("signin.forgotten")}</p>
    </Doorway>
  );
}
