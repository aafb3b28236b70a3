import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import * as api from "../api/endpoints";
import { useDocuments } from "../app/documents";
import { useT } from "../i18n";
import { useDocumentName } from "./cite";
import { type Option, Picker } from "./picker";

const SHOWN = 8;

/** Chooses documents of the office by words of their name, title or text; one, or with `isMany` several. */
export function DocumentPicker(given: {
  label: string;
  hint?: string | undefined;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  isMany?: boolean;
  isRequired?: boolean;
  /** What can be chosen instead of a document, such as the one that a schedule fires for. */
  special?: { value: string; label: string } | undefined;
}) {
  const t = useT();
  const [words, setWords] = useState("");
  return (
    <Picker
      {...given}
      placeholder={t("picker.hint")}
      none={t(words.trim() === "" ? "picker.empty" : "picker.none")}
      words={words}
      onWords={setWords}
      found={useFound(words)}
      icon="file"
      Name={Name}
    />
  );
}

function Name({ id }: { id: string }) {
  return useDocumentName(id);
}

/** The newest documents; with words, those that bear them in name or title, then those that say them. */
function useFound(words: string): Option[] {
  const asked = useDeferredValue(words.trim());
  const newest = useDocuments();
  const said = useQuery({
    queryKey: ["search", "picker", asked],
    queryFn: () => api.search(asked, SHOWN, true),
    enabled: asked.length > 1,
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const named = (newest.data?.items ?? [])
    .map((one) => ({
      id: one.id,
      name: one.brief.title || one.name,
      about: one.brief.title ? one.name : "",
    }))
    .filter((one) => `${one.name} ${one.about}`.toLowerCase().includes(asked.toLowerCase()));
  if (asked.length < 2) return named;
  const known = new Set(named.map((one) => one.id));
  const others = (said.data?.items ?? [])
    .filter(({ passage }) => !known.has(passage.document))
    .map(({ passage }) => ({
      id: passage.document,
      name: passage.title || passage.document,
      about: passage.text.slice(0, 120),
    }));
  return [...named, ...others];
}
