// One way to the server: adds the token, renews it once when it is refused, and turns failures into problems.
import { asProblem, problemOf } from "./problem";
import type { Operation } from "./schema";
import { bearer, refresh } from "./session";

export interface Ask {
  /** What takes the places in the path. */
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Builds an address; each `{name}` of the pattern takes its escaped value. */
export function address(
  pattern: string,
  values: Record<string, string | number> = {},
  query: Ask["query"] = {},
): string {
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? "")),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const words = search.toString();
  return words ? `${path}?${words}` : path;
}

/** Sends a request and returns the answer, whatever its content. */
export async function send(operation: Operation, ask: Ask = {}): Promise<Response> {
  const [method, pattern] = operation.split(" ", 2) as [string, string];
  const url = address(pattern, ask.path, ask.query);
  const attempt = async (token: string): Promise<Response> => {
    const headers: Record<string, string> = { accept: "application/json", ...ask.headers };
    headers.authorization = `Bearer ${token}`;
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (ask.signal) init.signal = ask.signal;
    if (ask.body !== undefined && !isEmpty(ask.body)) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(ask.body);
    }
    return fetch(url, init);
  };
  try {
    let response = await attempt(await bearer());
    if (response.status === 401) {
      const session = await refresh();
      if (session) response = await attempt(session.token);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw asProblem(thrown);
  }
}

/** Sends a request and reads JSON; an answer without content is `undefined`. */
export async function call<T>(operation: Operation, ask: Ask = {}): Promise<T> {
  const once = operation.startsWith("POST ") ? { "idempotency-key": randomKey() } : {};
  const response = await send(operation, { ...ask, headers: { ...once, ...ask.headers } });
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** An object without fields is sent as no body: some requests take none. */
function isEmpty(body: unknown): boolean {
  return typeof body === "object" && body !== null && Object.keys(body).length === 0;
}

/** A key of 128 random bits. `crypto.randomUUID` is missing where the page is served without TLS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
