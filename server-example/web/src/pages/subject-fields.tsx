import { useT } from "../i18n";
import type { DataSubject } from "../api/types";
import type { Person } from "../logic/privacy";
import { TextArea } from "../ui/field";
import { PersonName, PersonPicker } from "../ui/person-picker";

/** Whose data is meant. */
export function SubjectFields({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  const t = useT();
  return (
    <>
      <PersonPicker
        label={t("privacy.known")}
        hint={t("privacy.known_hint")}
        value={person.known}
        onChange={(known) => onChange({ ...person, known })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextArea
          label={t("privacy.names")}
          hint={t("privacy.names_hint")}
          rows={2}
          value={person.names}
          onChange={(event) => onChange({ ...person, names: event.target.value })}
        />
        <TextArea
          label={t("contacts.addresses")}
          hint={t("privacy.addresses_hint")}
          rows={2}
          value={person.addresses}
          onChange={(event) => onChange({ ...person, addresses: event.target.value })}
        />
      </div>
    </>
  );
}

/** A person as they were named, in one line. */
export function SubjectNames({ subject }: { subject: DataSubject }) {
  const known = [subject.contact, subject.member].flatMap((id) => id ?? []);
  const written = [...(subject.names ?? []), ...(subject.addresses ?? [])];
  return (
    <>
      {known.map((id, at) => (
        <span key={id}>
          {at > 0 ? ", " : null}
          <PersonName id={id} />
        </span>
      ))}
      {known.length > 0 && written.length > 0 ? ", " : null}
      {written.join(", ")}
    </>
  );
}
