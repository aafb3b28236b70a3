import { getRouteApi, Navigate, useNavigate } from "@tanstack/react-router";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { needsSetUp, setUp } from "../api/session";
import { useT } from "../i18n";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNote } from "../ui/states";
import { SHORTEST } from "../logic/password";
import { Doorway } from "./doorway";

const route = getRouteApi("/setup");

/** The first owner chooses name and password. The link works once. */
export function SetUpPage() {
  const t = useT();
  const navigate = useNavigate();
  const { token } = route.useSearch();
  const needed = useQuery({ queryKey: ["setup"], queryFn: needsSetUp });
  const [form, setForm] = useState({ name: "", email: "", password: "", office: "" });
  const [again, setAgain] = useState("");
  const made = useMutation({
    mutationFn: () => setUp({ token: token ?? "", ...form }),
    onSuccess: () => navigate({ to: "/", replace: true }),
  });
  if (needed.data === false) return <Navigate to="/signin" replace />;
  if (!token) {
    return (
      <Doorway title={t("setup.title")}>
        <p className="text-soft text-pretty">{t("setup.no_token")}</p>
      </Doorway>
    );
  }
  const take = (name: keyof typeof form) => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const differs = again !== "" && again !== form.password;
  return (
    <Doorway title={t("setup.title")} about={t("setup.about")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!differs) made.mutate();
        }}
      >
        <Field
          label={t("setup.office")}
          value={form.office}
          onChange={take("office")}
          autoComplete="organization"
          required
        />
        <Field
          label={t("setup.name")}
          value={form.name}
          onChange={take("name")}
          autoComplete="name"
          required
        />
        <Field
          label={t("signin.email")}
          type="email"
          value={form.email}
          onChange={take("email")}
          autoComplete="username"
          required
        />
        <Field
          label={t("signin.password")}
          type="password"
          value={form.password}
          onChange={take("password")}
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
