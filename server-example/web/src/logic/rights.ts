// What a role may do, as far as the page shows or hides it; the server decides.
export type Deed = "write" | "decide" | "send" | "manage" | "audit";

const deeds: Record<string, readonly Deed[]> = {
  viewer: [],
  approver: ["decide"],
  editor: ["write", "send"],
  admin: ["write", "send", "decide", "manage", "audit"],
  owner: ["write", "send", "decide", "manage", "audit"],
};

export function may(roles: readonly string[], deed: Deed): boolean {
  return roles.some((role) => deeds[role]?.includes(deed) ?? false);
}
