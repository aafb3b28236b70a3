import { useMutation } from "@tanstack/react-query";
import { useT } from "../i18n";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ProblemNote } from "./states";

/** Asks before something is done that cannot be undone. */
export function Confirm({
  title,
  about,
  verb,
  act,
  onDone,
  onClose,
}: {
  title: string;
  about: string;
  verb: string;
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}) {
  const t = useT();
  const made = useMutation({ mutationFn: act, onSuccess: onDone });
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mb-5 text-soft text-pretty">{about}</p>
      {made.isError ? (
        <div className="mb-4">
          <ProblemNote problem={made.error} />
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button look="danger" busy={made.isPending} onClick={() => made.mutate()}>
          {verb}
        </Button>
      </div>
    </Dialog>
  );
}
