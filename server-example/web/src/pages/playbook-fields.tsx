import type { PlaybookSpec } from "../api/types";
import { type Translate, useT } from "../i18n";
import { hasLabel, label } from "../i18n/label";
import type { FieldKind, SchemaField } from "../logic/schema-form";
import { DocumentPicker } from "../ui/document-picker";
import { Choice, Field } from "../ui/field";

const types: Partial<Record<FieldKind, string>> = {
  number: "number",
  date: "date",
  time: "datetime-local",
  moment: "datetime-local",
};

/** What a playbook does, in the page's words where it has them. */
export function describe(t: Translate, book: PlaybookSpec): string {
  return hasLabel("playbook_about", book.name) ? label(t, "playbook_about", book.name) : book.description;
}

/** The fields that a playbook asks for. */
export function PlaybookFields({
  fields,
  words,
  onChange,
  occasion,
}: {
  fields: readonly SchemaField[];
  words: Readonly<Record<string, string>>;
  onChange: (words: Record<string, string>) => void;
  /** What stands for the document that a schedule fires for, where it fires for one. */
  occasion?: { value: string; label: string } | undefined;
}) {
  const t = useT();
  return fields.map((field) => {
    const value = words[field.name] ?? "";
    const set = (next: string) => onChange({ ...words, [field.name]: next });
    const common = {
      label: label(t, "input", field.name),
      hint: hasLabel("input_about", field.name) ? label(t, "input_about", field.name) : field.description,
    };
    const change = (event: { target: { value: string } }) => set(event.target.value);
    switch (field.kind) {
      case "document":
      case "documents":
        return (
          <DocumentPicker
            key={field.name}
            {...common}
            isMany={field.kind === "documents"}
            isRequired={field.isRequired}
            value={value === "" ? [] : value.split(",")}
            onChange={(ids) => set(ids.join(","))}
            special={occasion}
          />
        );
      case "choice":
        return (
          <Choice
            key={field.name}
            {...common}
            value={value}
            onChange={change}
            required={field.isRequired}
            options={[
              ["", "–"],
              ...field.choices.map((one) => [one, label(t, "input_choice", one)] as const),
            ]}
          />
        );
      case "flag":
        return (
          <Choice
            key={field.name}
            {...common}
            value={value}
            onChange={change}
            options={[
              ["", t("common.no")],
              ["true", t("common.yes")],
            ]}
          />
        );
      default:
        return (
          <Field
            key={field.name}
            {...common}
            type={types[field.kind] ?? "text"}
            min={field.kind === "number" ? 0 : undefined}
            placeholder={field.kind === "people" ? "Ada Lund <ada@example.org>" : undefined}
            required={field.isRequired}
            value={value}
            onChange={change}
          />
        );
    }
  });
}
