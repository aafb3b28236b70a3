import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import * as api from "../api/endpoints";
import { useT } from "../i18n";
import { type Option, Picker } from "./picker";

const FOUND = 20;

/** Chooses somebody the office knows: a contact or a member, by name or address. */
export function PersonPicker({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string | null;
  onChange: (id: string | null) => void;
}) {
  const t = useT();
  const [words, setWords] = useState("");
  const isBare = words.trim() === "";
  return (
    <Picker
      label={label}
      hint={hint}
      placeholder={t("picker.person_hint")}
      none={t(isBare ? "picker.nobody" : "picker.none_found")}
      words={words}
      onWords={setWords}
      found={useFound(words)}
      value={value === null ? [] : [value]}
      onChange={(ids) => onChange(ids[0] ?? null)}
      icon="contacts"
      Name={PersonName}
    />
  );
}

function isMember(id: string): boolean {
  return id.startsWith("mem_");
}

function useMembers() {
  return useQuery({ queryKey: ["members", "names"], queryFn: () => api.members(), staleTime: 300_000 });
}

/** The name of a contact or member; of who is gone, that. */
export function PersonName({ id }: { id: string }) {
  const t = useT();
  const members = useMembers();
  const contact = useQuery({
    queryKey: ["contacts", "one", id],
    queryFn: () => api.contact(id),
    enabled: !isMember(id),
    staleTime: 300_000,
  });
  const found = isMember(id) ? members : contact;
  const name = isMember(id)
    ? members.data?.items.find((one) => one.id === id)?.name
    : contact.data?.name || contact.data?.addresses[0];
  return name ?? (found.isPending ? "…" : t("picker.gone"));
}

/** Members by their names and addresses, and contacts: those that begin with the words, or the first ones. */
function useFound(words: string): Option[] {
  const t = useT();
  const asked = useDeferredValue(words.trim());
  const members = useMembers();
  const contacts = useQuery({
    queryKey: ["contacts", "found", asked],
    queryFn: () => (asked === "" ? api.contacts() : api.findContacts(asked, FOUND)),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const people = [
    ...(contacts.data?.items ?? []),
    ...(members.data?.items ?? []).filter((one) =>
      [one.name, ...one.addresses].join(" ").toLowerCase().includes(asked.toLowerCase()),
    ),
  ];
  return people.map((one) => ({
    id: one.id,
    name: one.name || (one.addresses[0] ?? one.id),
    about: [isMember(one.id) ? t("picker.member") : null, one.addresses.join(", ")]
      .filter(Boolean)
      .join(" · "),
  }));
}
