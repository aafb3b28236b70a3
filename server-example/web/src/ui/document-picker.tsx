import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import * as api from "../api/endpoints";
import { useDocuments } from "../app/documents";
import { useT } from "../i18n";
import { IconButton } from "./button";
import { useDocumentName } from "./cite";
import { Icon } from "./icon";

const SHOWN = 8;

interface Found {
  id: string;
  name: string;
  about: string;
}

/** Chooses documents of the office by words of their name, title or text; one, or with `isMany` several. */
export function DocumentPicker({
  label,
  hint,
  value,
  onChange,
  isMany = false,
  isRequired = false,
  special,
}: {
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
  const id = useId();
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = useFound(words).filter((one) => !value.includes(one.id));
  const options: Found[] = [
    ...(special && !value.includes(special.value) && words.trim() === ""
      ? [{ id: special.value, name: special.label, about: "" }]
      : []),
    ...found,
  ].slice(0, SHOWN);
  const chosen = Math.min(at, options.length - 1);
  const isFull = !isMany && value.length > 0;
  // In a dialog the list may reach below its edge.
  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [id, isOpen, chosen]);

  const choose = (one: Found | undefined) => {
    if (!one) return;
    onChange(isMany ? [...value, one.id] : [one.id]);
    setWords("");
    setOpen(false);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (isOpen && options.length > 0) setAt((chosen + step + options.length) % options.length);
      else setOpen(true);
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      choose(options[chosen]);
    } else if (event.key === "Escape" && isOpen) {
      // The list closes, and not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      {value.length > 0 ? (
        <ul className={`flex flex-wrap gap-1.5 ${isFull ? "" : "mb-1.5"}`}>
          {value.map((one) => (
            <li key={one} className="max-w-full min-w-0">
              <Chosen
                id={one}
                name={special?.value === one ? special.label : null}
                onRemove={() => onChange(value.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {isFull ? null : (
        <div className="relative">
          <input
            id={id}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && options[chosen] ? `${id}-${chosen}` : undefined}
            aria-describedby={hint ? `${id}-hint` : undefined}
            autoComplete="off"
            required={isRequired && value.length === 0}
            value={words}
            placeholder={t("picker.hint")}
            onChange={(event) => {
              setWords(event.target.value);
              setAt(0);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={press}
            className="field"
          />
          {isOpen ? (
            <ul
              id={`${id}-list`}
              role="listbox"
              aria-label={label}
              className="absolute inset-x-0 top-full z-40 mt-1 max-h-60 overflow-y-auto rounded-md border border-line-mid bg-surface py-1 shadow-lg"
            >
              {options.map((one, index) => (
                <li
                  key={one.id}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === chosen}
                  // The field keeps the focus, so that its list is not closed before the click.
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => setAt(index)}
                  onClick={() => choose(one)}
                  className={`cursor-pointer px-3 py-1.5 ${index === chosen ? "bg-hover" : ""}`}
                >
                  <span className="block truncate text-sm">{one.name}</span>
                  {one.about ? <span className="block truncate text-xs text-soft">{one.about}</span> : null}
                </li>
              ))}
              {options.length === 0 ? (
                <li
                  role="option"
                  aria-disabled="true"
                  aria-selected="false"
                  className="px-3 py-2 text-sm text-soft"
                >
                  {t(words.trim() === "" ? "picker.empty" : "picker.none")}
                </li>
              ) : null}
            </ul>
          ) : null}
        </div>
      )}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-sm text-faint">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function Chosen({ id, name, onRemove }: { id: string; name: string | null; onRemove: () => void }) {
  const t = useT();
  return (
    <span className="flex max-w-full items-center gap-1 rounded-md border border-line bg-raised py-0.5 pr-0.5 pl-2.5 text-sm">
      <Icon name={name === null ? "file" : "clock"} className="size-4 text-faint" />
      <span className="truncate">{name ?? <Name id={id} />}</span>
      <IconButton icon="close" label={t("picker.remove")} onClick={onRemove} className="size-7" />
    </span>
  );
}

function Name({ id }: { id: string }) {
  return useDocumentName(id);
}

/** The newest documents; with words, those that bear them in name or title, then those that say them. */
function useFound(words: string): Found[] {
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
