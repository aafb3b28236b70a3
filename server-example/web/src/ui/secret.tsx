import { useId } from "react";
import { useT } from "../i18n";
import { Button } from "./button";
import { toast } from "./toast";

/** Something to copy, such as a link or a token that is shown once. */
export function Secret({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const t = useT();
  const id = useId();
  const copy = async () => {
    // The clipboard is there on secure pages only; elsewhere the words are selected to be copied by hand.
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.select();
    await navigator.clipboard?.writeText(value);
    toast(t(navigator.clipboard ? "common.copied" : "common.selected"));
  };
  return (
    <div>
      <label htmlFor={id} className="label">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
          className="field font-mono text-sm"
        />
        <Button onClick={() => void copy()}>{t("common.copy")}</Button>
      </div>
      {hint ? <p className="mt-1 text-sm text-faint">{hint}</p> : null}
    </div>
  );
}
