import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { useT } from "../i18n";
import { IconButton } from "./button";
import { Icon, type IconName } from "./icon";

const SHOWN = 8;

/** Something that can be chosen. */
export interface Option {
  id: string;
  name: string;
  about: string;
}

/** A field that finds as one types; one thing is chosen, or with `isMany` several. The pattern is ARIA's combobox. */
export function Picker({
  label,
  hint,
  placeholder,
  none,
  words,
  onWords,
  found,
  value,
  onChange,
  isMany = false,
  isRequired = false,
  icon,
  Name,
  special,
}: {
  label: string;
  hint?: string | undefined;
  placeholder: string;
  /** What the list says when nothing is found for the words, or for none. */
  none: string;
  words: string;
  onWords: (words: string) => void;
  found: readonly Option[];
  value: readonly string[];
  onChange: (ids: string[]) => void;
  isMany?: boolean;
  isRequired?: boolean;
  icon: IconName;
  /** Says the name of what was chosen. */
  Name: ComponentType<{ id: string }>;
  /** What can be chosen instead, such as the document that a schedule fires for. */
  special?: { value: string; label: string } | undefined;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const instead =
    special && words.trim() === "" ? [{ id: special.value, name: special.label, about: "" }] : [];
  const options = [...instead, ...found].filter((one) => !value.includes(one.id)).slice(0, SHOWN);
  const chosen = Math.min(at, options.length - 1);
  const isFull = !isMany && value.length > 0;
  // In a dialog the list may reach below its edge.
  useEffect(() => {
    if (isOpen) document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [id, isOpen, chosen]);

  const choose = (one: Option | undefined) => {
    if (!one) return;
    onChange(isMany ? [...value, one.id] : [one.id]);
    onWords("");
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
                icon={one === special?.value ? "clock" : icon}
                name={one === special?.value ? special.label : <Name id={one} />}
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
            placeholder={placeholder}
            onChange={(event) => {
              onWords(event.target.value);
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
                  {none}
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

function Chosen({ icon, name, onRemove }: { icon: IconName; name: ReactNode; onRemove: () => void }) {
  const t = useT();
  return (
    <span className="flex max-w-full items-center gap-1 rounded-md border border-line bg-raised py-0.5 pr-0.5 pl-2.5 text-sm">
      <Icon name={icon} className="size-4 text-faint" />
      <span className="truncate">{name}</span>
      <IconButton icon="close" label={t("picker.remove")} onClick={onRemove} className="size-7" />
    </span>
  );
}
