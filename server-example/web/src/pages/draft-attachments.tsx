import { useDocuments } from "../app/documents";
import { useT } from "../i18n";
import { IconButton } from "../ui/button";
import { useDocumentName } from "../ui/cite";
import { Icon } from "../ui/icon";

/** The documents of the office that go with a draft. */
export function DraftAttachments({
  attached,
  mayWrite,
  onChange,
}: {
  attached: readonly string[];
  mayWrite: boolean;
  onChange: (attached: string[]) => void;
}) {
  const t = useT();
  const documents = useDocuments();
  const others = (documents.data?.items ?? []).filter((one) => !attached.includes(one.id));
  if (!mayWrite && attached.length === 0) return null;
  return (
    <section aria-label={t("document.attachments")} className="mt-6 space-y-2 border-t border-line pt-4">
      {attached.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {attached.map((id) => (
            <Attached
              key={id}
              id={id}
              onRemove={mayWrite ? () => onChange(attached.filter((one) => one !== id)) : null}
            />
          ))}
        </ul>
      ) : null}
      {mayWrite && others.length > 0 ? (
        <select
          value=""
          aria-label={t("draft.attach")}
          onChange={(event) => onChange([...attached, event.target.value])}
          className="field h-9 w-auto max-w-full text-sm"
        >
          <option value="">{t("draft.attach")}</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : null}
    </section>
  );
}

function Attached({ id, onRemove }: { id: string; onRemove: (() => void) | null }) {
  const t = useT();
  const name = useDocumentName(id);
  return (
    <li className="flex items-center gap-1 rounded-md border border-line bg-raised py-0.5 pr-0.5 pl-2.5 text-sm">
      <Icon name="attach" className="size-4 text-faint" />
      <span className="max-w-64 truncate">{name}</span>
      {onRemove ? (
        <IconButton icon="close" label={t("draft.detach", { name })} onClick={onRemove} className="size-7" />
      ) : (
        <span className="w-1.5" />
      )}
    </li>
  );
}
