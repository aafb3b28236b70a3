import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Tagged } from "../api/endpoints";
import { asProblem } from "../api/problem";
import type { DraftKind, Template } from "../api/types";
import { useT } from "../i18n";
import { label } from "../i18n/label";
import { NAME, schemaOf, undeclared, type Variable, variablesOf, variableTypes } from "../logic/template";
import { Button, IconButton } from "../ui/button";
import { Choice, Field } from "../ui/field";
import { ProblemNote } from "../ui/states";

const kinds: readonly DraftKind[] = [
  "new_mail",
  "letter",
  "reply",
  "follow_up",
  "reminder",
  "memo",
  "minutes",
  "agenda",
  "status_report",
  "announcement",
  "invitation",
  "reschedule",
  "cancellation",
  "rsvp",
];
const languages = ["en", "de", "es", "fr", "it", "nl"] as const;

/** What the buttons over the text put into it, by the key of their name. */
const pieces = [
  ["paragraph", "{{ paragraph() }}"],
  ["greeting", "{{ greeting() }}"],
  ["said", "{{ said() }}"],
  ["gap", '{{ gap("…") }}'],
  ["bullet", "{{ bullet() }}"],
  ["heading", "{{ heading() }}"],
  ["signed", "{{ signed() }}"],
] as const;

/** Writes a template: its words, and the variables that are asked for when it is used. */
export function TemplateForm({
  template,
  mayWrite,
  isNew = false,
  taken = [],
  save,
  onSaved,
  onDirty,
}: {
  template: Template;
  mayWrite: boolean;
  isNew?: boolean;
  /** `name language` of the own templates that there are. */
  taken?: readonly string[];
  save: (template: Template) => Promise<Tagged<Template>>;
  onSaved: (saved: Tagged<Template>) => void;
  onDirty?: (isDirty: boolean) => void;
}) {
  const t = useT();
  const id = useId();
  const body = useRef<HTMLTextAreaElement>(null);
  const [form, setForm] = useState(template);
  const [variables, setVariables] = useState<Variable[]>(() => variablesOf(template.variables));
  const made = useMutation({
    mutationFn: () => save({ ...form, variables: schemaOf(variables, template.variables) }),
    onSuccess: onSaved,
  });
  const isDirty =
    form !== template || JSON.stringify(variables) !== JSON.stringify(variablesOf(template.variables));
  useEffect(() => onDirty?.(isDirty), [onDirty, isDirty]);
  const take = (name: "name" | "subject" | "body") => (event: { target: { value: string } }) =>
    setForm({ ...form, [name]: event.target.value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  const isTaken = isNew && taken.includes(`${form.name} ${form.language}`);
  const missing = undeclared(`${form.subject} ${form.body}`, variables);
  const errors = made.isError ? asProblem(made.error).fields : {};

  /** Puts a piece where the cursor is, and the cursor behind it. */
  const insert = (piece: string) => {
    const field = body.current;
    if (!field) return;
    const { selectionStart: start, selectionEnd: end, value } = field;
    setForm({ ...form, body: value.slice(0, start) + piece + value.slice(end) });
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(start + piece.length, start + piece.length);
    });
  };
  return (
    <form onSubmit={submit} className="min-w-0 space-y-5">
      {isNew ? (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field
            label={t("templates.name")}
            value={form.name}
            onChange={take("name")}
            pattern={NAME}
            placeholder={t("templates.name_example")}
            hint={t("templates.name_hint")}
            error={isTaken ? t("templates.taken") : errors.name}
            autoComplete="off"
            spellCheck={false}
            required
          />
          <Choice
            label={t("drafts.kind")}
            value={form.kind}
            onChange={(event) => setForm({ ...form, kind: event.target.value as DraftKind })}
            options={kinds.map((one) => [one, label(t, "draft", one)] as const)}
          />
          <Choice
            label={t("drafts.language")}
            value={form.language}
            onChange={(event) => setForm({ ...form, language: event.target.value as Template["language"] })}
            options={languages.map((one) => [one, label(t, "language", one)] as const)}
          />
        </div>
      ) : null}
      <Field
        label={t("drafts.subject")}
        value={form.subject}
        onChange={take("subject")}
        readOnly={!mayWrite}
        lang={form.language}
      />
      <div>
        <label htmlFor={id} className="label">
          {t("templates.body")}
        </label>
        {mayWrite ? (
          <div
            role="toolbar"
            aria-label={t("templates.insert")}
            className="flex flex-wrap gap-1 rounded-t-md border border-b-0 border-line-strong bg-raised p-1.5"
          >
            {pieces.map(([key, piece]) => (
              <Piece key={key} onClick={() => insert(piece)}>
                {label(t, "template_piece", key)}
              </Piece>
            ))}
            {variables
              .filter((one) => one.name !== "")
              .map(({ name }) => (
                <Piece key={`variable ${name}`} isVariable onClick={() => insert(`{{ ${name} }}`)}>
                  {name}
                </Piece>
              ))}
          </div>
        ) : null}
        <textarea
          id={id}
          ref={body}
          value={form.body}
          onChange={take("body")}
          readOnly={!mayWrite}
          rows={Math.min(24, Math.max(12, form.body.split("\n").length + 1))}
          spellCheck={false}
          lang={form.language}
          aria-describedby={`${id}-hint`}
          required
          className={`field font-mono text-sm leading-relaxed ${mayWrite ? "rounded-t-none" : ""}`}
        />
        <p id={`${id}-hint`} className="mt-1 text-sm text-faint">
          {t("templates.body_hint")}
        </p>
      </div>
      <Variables variables={variables} mayWrite={mayWrite} onChange={setVariables} />
      {mayWrite && missing.length > 0 ? (
        <p className="flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
          {t("templates.undeclared", { names: missing.join(", ") })}
          <Button
            onClick={() =>
              setVariables([
                ...variables,
                ...missing.map((name): Variable => ({ name, type: "text", isRequired: true })),
              ])
            }
          >
            {t("templates.declare")}
          </Button>
        </p>
      ) : null}
      {made.isError ? <ProblemNote problem={made.error} /> : null}
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="main" busy={made.isPending} disabled={isTaken || (!isNew && !isDirty)}>
            {t("common.save")}
          </Button>
          {isDirty && !isNew ? <span className="text-sm text-soft">{t("templates.unsaved")}</span> : null}
        </div>
      ) : null}
    </form>
  );
}

function Piece({
  onClick,
  isVariable = false,
  children,
}: {
  onClick: () => void;
  isVariable?: boolean;
  children: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className={`min-h-7 rounded border bg-surface px-2 text-xs ${isVariable ? "border-accent font-mono text-accent" : "border-line text-soft"} hover:bg-hover hover:text-ink`}
    >
      {children}
    </button>
  );
}

function Variables({
  variables,
  mayWrite,
  onChange,
}: {
  variables: readonly Variable[];
  mayWrite: boolean;
  onChange: (variables: Variable[]) => void;
}) {
  const t = useT();
  const change = (at: number, more: Partial<Variable>) =>
    onChange(variables.map((one, index) => (index === at ? { ...one, ...more } : one)));
  if (!mayWrite && variables.length === 0) return null;
  return (
    <fieldset>
      <legend className="label">{t("templates.variables")}</legend>
      <p className="mb-2 text-sm text-faint">{t("templates.variables_about")}</p>
      <ul className="space-y-2">
        {variables.map((one, at) => (
          <li
            key={at}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:grid-cols-[minmax(0,1fr)_10rem_auto_auto]"
          >
            <input
              value={one.name}
              aria-label={t("templates.variable_name")}
              onChange={(event) => change(at, { name: event.target.value })}
              pattern="[a-z][a-z0-9_]*"
              placeholder={t("templates.variable_example")}
              readOnly={!mayWrite}
              spellCheck={false}
              required
              className="field font-mono text-sm"
            />
            <select
              value={one.type}
              aria-label={t("templates.variable_type", { name: one.name })}
              onChange={(event) => change(at, { type: event.target.value as Variable["type"] })}
              disabled={!mayWrite}
              className="field order-last col-span-2 h-9.5 sm:order-none sm:col-span-1"
            >
              {variableTypes.map((type) => (
                <option key={type} value={type}>
                  {label(t, "variable", type)}
                </option>
              ))}
            </select>
            <label className="order-last flex min-h-9 items-center gap-2 text-sm sm:order-none">
              <input
                type="checkbox"
                checked={one.isRequired}
                disabled={!mayWrite}
                onChange={(event) => change(at, { isRequired: event.target.checked })}
                className="size-4 accent-(--accent)"
              />
              {t("templates.required")}
            </label>
            {mayWrite ? (
              <IconButton
                icon="close"
                label={t("templates.variable_remove", { name: one.name })}
                onClick={() => onChange(variables.filter((_, index) => index !== at))}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite ? (
        <Button
          icon="plus"
          className={variables.length > 0 ? "mt-2" : ""}
          onClick={() => onChange([...variables, { name: "", type: "text", isRequired: true }])}
        >
          {t("templates.variable_add")}
        </Button>
      ) : null}
    </fieldset>
  );
}
