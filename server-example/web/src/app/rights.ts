import { useQuery } from "@tanstack/react-query";
import * as api from "../api/endpoints";
import { useSignedIn } from "../api/session";
import { type Deed, may } from "../logic/rights";

/** Says what whoever is signed in may do; nothing until the server has said it. */
export function useMay(): (deed: Deed) => boolean {
  const { member, workspace } = useSignedIn();
  const me = useQuery({ queryKey: ["me", member.id, workspace.id], queryFn: api.me, staleTime: 300_000 });
  const permissions = me.data?.permissions ?? [];
  return (deed) => may(permissions, deed);
}
