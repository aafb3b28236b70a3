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

// How long is waited before a refresh is tried again, in milliseconds.
const WAITS: readonly number[] = [500, 1_500, 4_000];

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

async function post(path: string, body: unknown, token?: string, more: RequestInit = {}): Promise<Session> {
  const headers: Record<string, string> = { "content-type": "application/json", accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const init: RequestInit = { ...more, method: "POST", headers, credentials: "same-origin" };
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

/** A house where people sign in for this office too, by OpenID Connect. */
export interface Provider {
  name: string;
  title: string;
}

/** Lists the providers of the office; a server without any, or without such sign-ins, has none. */
export async function providers(): Promise<Provider[]> {
  const response = await fetch("/v1/sessions/oidc", { headers: { accept: "application/json" } });
  if (!response.ok) return [];
  return ((await response.json()) as { items: Provider[] }).items;
}

/** Where the browser is sent to sign in by a provider. */
export function providerAddress({ name }: Provider): string {
  return `/v1/sessions/oidc/${encodeURIComponent(name)}`;
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
  // Whoever leaves the page while this is on its way still gets the next cookie: without it the session would end.
  const once = () => post("/v1/sessions/refresh", undefined, undefined, { keepalive: true });
  // A server that does not answer just now is no reason to ask for the password.
  const renew = async (): Promise<Session> => {
    for (const wait of WAITS) {
      try {
        return await once();
      } catch (thrown) {
        if (isRefusal(thrown)) throw thrown;
        await new Promise((done) => setTimeout(done, wait));
      }
    }
    return once();
  };
  // Locks are there on secure pages only; elsewhere two tabs rarely renew within the same moment.
  const alone = async (): Promise<Session> =>
    navigator.locks ? await navigator.locks.request("secretariat.refresh", renew) : renew();
  refreshing ??= alone()
    .catch((thrown: unknown) => {
      if (!isRefusal(thrown) && state.type === "in") throw thrown;
      set({ type: "out", lapsed: state.type === "in" });
      return null;
    })
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

/** Whether the server said no, and not that it cannot answer. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.status >= 400 && thrown.status < 500;
}

/** A token that is good for the next request. */
export async function bearer(): Promise<string> {
  const session =
    state.type === "in" && state.session.expires - EARLY > Date.now() ? state.session : await refresh();
  if (!session) throw new Problem("unauthenticated", 401, "");
  return session.token;
}
