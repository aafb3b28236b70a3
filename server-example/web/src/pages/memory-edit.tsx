import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import * as api from "../api/endpoints";
import type { Remembered } from "../api/types";
import { stale } from "../app/queries";
import { useT } from "../i18n";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { DocumentPicker } from "../ui/document-picker";
import { TextArea } from "../ui/field";
import { ProblemNote } from "../ui/states";

const MOST = 20;

/** Writes down what is to be remembered, with the words of documents that say so. */
export function MemoryDialog({
  fact,
  start,
  isPersonal,
  onClose,
}: {
  fact: Remembered | null;
  /** What a new one begins with. */
  start?: { text: string; sources: api.FactSource[] };
  /** Whether a new one is for who writes it only, unless they say otherwise. */
  isPersonal: boolean;
  onClose: () => void;
}) {
  const t = useT();
  const [text, setText] = useState(fact?.text ?? start?.text ?? "");
  const [personal, setPersonal] = useState(isPersonal);
  const [sources, setSources] = useState<api.FactSource[]>(() =>
    start ? start.sources : (fact?.evidence ?? []).map(({ document, quote }) => ({ document, quote })),
  );
  const change = (at: number, more: Partial<api.FactSource>) =>
    setSources(sources.map((one, index) => (index === at ? { ...one, ...more } : one)));
  const made = useMutation({
    mutationFn: () =>
      fact
        ? api.changeRemembered(fact.id, { expected_version: fact.version, text: text.trim(), sources })
        : api.remember({ text: text.trim(), personal, sources }),
    onSuccess: () => {
      stale("memory");
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Dialog title={t(fact ? "memory.edit_title" : "memory.add")} onClose={onClose} wide>
      <form onSubmit={submit} className="space-y-4">
        <TextArea
          label={t("memory.text")}
          hint={t("memory.text_hint")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={2000}
          rows={3}
          required
        />
        {fact ? null : (
          <label className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              checked={personal}
              onChange={(event) => setPersonal(event.target.checked)}
              className="size-4 accent-(--accent)"
            />
            {t("memory.for_me")}
          </label>
        )}
        <fieldset className="space-y-3">
          <legend className="label">{t("memory.sources")}</legend>
          {sources.map((source, at) => (
            <div key={at} className="relative space-y-3 rounded-lg border border-line p-3 pr-11">
              <DocumentPicker
                label={t("role_of.document")}
                value={source.document === "" ? [] : [source.document]}
                onChange={([document = ""]) => change(at, { document })}
                isRequired
              />
              <TextArea
                label={t("memory.quote")}
                hint={t("memory.quote_hint")}
                value={source.quote}
                onChange={(event) => change(at, { quote: event.target.value })}
                rows={2}
                required
              />
              <IconButton
                icon="close"
                label={t("memory.source_remove")}
                onClick={() => setSources(sources.filter((_, index) => index !== at))}
                className="absolute top-1 right-1"
              />
            </div>
          ))}
          {sources.length < MOST ? (
            <Button icon="plus" onClick={() => setSources([...sources, { document: "", quote: "" }])}>
              {t("memory.source_add")}
            </Button>
          ) : null}
        </fieldset>
        {made.isError ? <ProblemNote problem={made.error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" look="main" busy={made.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
