import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useState } from "react";
import { useT } from "../i18n";
import { Dialog } from "../ui/dialog";
import { Icon, type IconName } from "../ui/icon";
import { useDocuments } from "./documents";
import type { AppPlace } from "./places";

interface Command {
  id: string;
  icon: IconName;
  name: string;
  go: () => void;
}

/** Goes anywhere by its name: pages, documents, and a question as it is typed. */
export function Palette({ places, onClose }: { places: readonly AppPlace[]; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const id = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(words.trim());
  const documents = useDocuments();

  const commands = useMemo<Command[]>(() => {
    const holds = (name: string) => name.toLowerCase().includes(asked.toLowerCase());
    const pages = places
      .map((place): Command => ({
        id: place.to,
        icon: place.icon,
        name: t(place.name),
        go: () => void navigate({ to: place.to }),
      }))
      .concat({
        id: "new",
        icon: "plus",
        name: t("drafts.new"),
        go: () => void navigate({ to: "/drafts/new" }),
      })
      .filter((command) => holds(command.name));
    if (asked === "") return pages;
    const found = (documents.data?.items ?? [])
      .filter((one) => holds(one.name) || holds(one.brief.title ?? ""))
      .slice(0, 6)
      .map((one): Command => ({
        id: one.id,
        icon: "file",
        name: one.brief.title || one.name,
        go: () => void navigate({ to: "/documents/$id", params: { id: one.id } }),
      }));
    const ask: Command = {
      id: "ask",
      icon: "ask",
      name: t("palette.ask", { words: asked }),
      go: () => void navigate({ to: "/ask", search: { q: asked } }),
    };
    return [...pages, ...found, ask];
  }, [asked, documents.data, navigate, places, t]);

  const chosen = Math.min(at, commands.length - 1);
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + commands.length) % commands.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onClose();
      commands[chosen]?.go();
    }
  };
  return (
    <Dialog title={t("palette.title")} onClose={onClose}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={commands[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.hint")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        className="field mb-3"
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t("palette.title")}
        className="max-h-80 overflow-y-auto"
      >
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseMove={() => setAt(index)}
            onClick={() => {
              onClose();
              command.go();
            }}
            className={`flex cursor-pointer items-center gap-3 rounded-md px-3 py-2 text-sm ${index === chosen ? "bg-hover text-ink" : "text-soft"}`}
          >
            <Icon name={command.icon} />
            <span className="truncate">{command.name}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
