import { useT } from "../i18n";
import { Dialog } from "../ui/dialog";
import { places } from "./places";
import { isMac } from "./shell";

/** The keys. */
export function Help({ onClose }: { onClose: () => void }) {
  const t = useT();
  const rows: [string[], string][] = [
    [[isMac() ? "⌘" : "Ctrl", "K"], t("help.palette")],
    [["/"], t("help.ask")],
    [["n"], t("help.draft")],
    [["j"], t("help.next")],
    [["k"], t("help.previous")],
    [["?"], t("help.title")],
    ...places.map((place): [string[], string] => [["g", place.key], t(place.name)]),
  ];
  return (
    <Dialog title={t("help.title")} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr_auto_1fr]">
        {rows.map(([keys, does]) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd className="text-sm">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
