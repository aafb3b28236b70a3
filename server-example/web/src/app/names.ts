import { useQuery } from "@tanstack/react-query";
import * as api from "../api/endpoints";
import { useT } from "../i18n";

/** The name of who acted; of those who are no members any more, the id. */
export function useActorName(actor: string): string {
  const t = useT();
  const members = useQuery({
    queryKey: ["members", "names"],
    queryFn: () => api.members(),
    staleTime: 300_000,
  });
  if (actor === "owner") return t("audit.application");
  return (
    members.data?.items.find((one) => one.id === actor)?.name ?? `${actor.slice(0, 4)}…${actor.slice(-6)}`
  );
}
