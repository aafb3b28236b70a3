// The session: the access token lives in memory only; the refresh token is a cookie that scripts cannot read.
import { useSyncExternalStore } from "react";
import { Problem, problemOf } from "./problem";

export interface Session {
  token: string;
  /** Milliseconds since 1970 at which the token ends. */
  expires: number;
  member: SignedIn;
  workspace: { id: string; name: string };
  workspaces: { id: string; name: string }[];
}

export interface SignedIn {
  id: string;
  name: string;
  email: string | null;
  roles: string[];
}

/** `unknown` until the cookie was tried. */
export type SessionState =
  { type: "unknown" } | { type: "out"; lapsed: boolean } | { type: "in"; session: Session };

let state: SessionState = { type: "unknown" };
let refreshing: Promise<Session | null> | null = null;
const listeners = new Set<() => void>();

// A token is renewed this long before its end, so that no request meets an expired one.
const EARLY = 30_000;

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function sessionState(): SessionState {
  return state;
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, sessionState);
}

/** The session of whoever is signed in; only for pages behind the sign-in. */
export function useSignedIn(): Session {
  const now = useSession();
  if (now.type !== "in") throw new Problem("unauthenticated", 401, "");
  return now.session;
}

interface SessionBody {
  access_token: string;
  expires_in: number;
  member: SignedIn;
  workspace: { id: string; name: string };
  workspaces?: { id: string; name: string }[];
}

function take(body: SessionBody): Session {
  const session: Session = {
    token: body.access_token,
    expires: Date.now() + body.expires_in * 1000,
    member: body.member,
    workspace: body.workspace,
    workspaces: body.workspaces ?? [body.workspace],
  };
  set({ type: "in", session });
  return session;
}

async function post(path: string, body: unknown, token?: string): Promise<Session> {
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const init: RequestInit = { method: "POST", headers, credentials: "same-origin" };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await fetch(path, init);
  if (!response.ok) throw await problemOf(response);
  return take((await response.json()) as SessionBody);
}

export function signIn(email: string, password: string): Promise<Session> {
  return post("/v1/sessions", { email, password });
}

export interface SetUp {
  token: string;
  name: string;
  email: string;
  password: string;
  office?: string;
}

export function setUp(given: SetUp): Promise<Session> {
  return post("/v1/setup", given);
}

/** Takes up an invitation: whoever has the link chooses the password. */
export function acceptInvitation(token: string, password: string): Promise<Session> {
  return post("/v1/invitations", { token, password });
}

/** Says whether the office still waits for its first owner. */
export async function needsSetUp(): Promise<boolean> {
  const response = await fetch("/v1/setup", { headers: { accept: "application/json" } });
  if (!response.ok) return false;
  return ((await response.json()) as { needed: boolean }).needed;
}

export function switchWorkspace(workspace: string): Promise<Session> {
  const token = state.type === "in" ? state.session.token : undefined;
  return post("/v1/sessions/switch", { workspace }, token);
}

export async function signOut(): Promise<void> {
  const token = state.type === "in" ? state.session.token : "";
  set({ type: "out", lapsed: false });
  await fetch("/v1/sessions", {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
    credentials: "same-origin",
  });
}

/**
 * Renews the token by the cookie. The cookie is good for one use, and a second use ends the session as stolen: so all
 * callers share one request, and the tabs of a browser wait for each other.
 */
export function refresh(): Promise<Session | null> {
  const renew = () => post("/v1/sessions/refresh", undefined);
  // Locks are there on secure pages only; elsewhere two tabs rarely renew within the same moment.
  const alone = async (): Promise<Session> =>
    navigator.locks ? await navigator.locks.request("secretariat.refresh", renew) : renew();
  refreshing ??= alone()
    .catch((thrown: unknown) => {
      const refused = thrown instanceof Problem && thrown.status >= 400 && thrown.status < 500;
      if (!refused && state.type === "in") throw thrown;
      set({ type: "out", lapsed: state.type === "in" });
      return null;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** A token that is good for the next request. */
export async function bearer(): Promise<string> {
  const session =
    state.type === "in" && state.session.expires - EARLY > Date.now() ? state.session : await refresh();
  if (!session) throw new Problem("unauthenticated", 401, "");
  return session.token;
}
