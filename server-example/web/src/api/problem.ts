/** What the server's `application/problem+json` says, or what happened on the way to it. */
export class Problem extends Error {
  readonly kind: string;
  readonly status: number;
  readonly requestId: string | null;
  /** Problems of single fields, by their JSON pointers or names. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(kind: string, status: number, message: string, requestId: string | null = null, fields = {}) {
    super(message);
    this.name = "Problem";
    this.kind = kind;
    this.status = status;
    this.requestId = requestId;
    this.fields = fields;
  }

  /** Whether the same request may work a moment later. */
  get isRetryable(): boolean {
    return this.kind === "unavailable" || this.kind === "offline" || this.status === 429;
  }
}

/** Reads a failed answer; whatever it holds, the result says something. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get("x-request-id");
  const body: unknown = await response.json().catch(() => null);
  return problemFrom(response.status, body, requestId);
}

/** Makes a problem of a status and a body that was read. */
export function problemFrom(status: number, body: unknown, requestId: string | null): Problem {
  const read = isRecord(body) ? body : {};
  const kind = typeof read.kind === "string" ? read.kind : kindOf(status);
  const message = [read.detail, read.title].find((text) => typeof text === "string" && text !== "");
  const id = typeof read.request_id === "string" ? read.request_id : requestId;
  return new Problem(kind, status, typeof message === "string" ? message : "", id, fieldsOf(read.errors));
}

/** Makes a problem of anything that was thrown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return new Problem("offline", 0, "");
  return new Problem("internal", 0, thrown instanceof Error ? thrown.message : String(thrown));
}

function kindOf(status: number): string {
  const kinds: Record<number, string> = {
    400: "invalid_input",
    401: "unauthenticated",
    403: "denied",
    404: "not_found",
    409: "conflict",
    412: "conflict",
    413: "limit_exceeded",
    415: "unsupported",
    422: "invalid_input",
    429: "limit_exceeded",
    501: "unsupported",
    503: "unavailable",
  };
  return kinds[status] ?? "internal";
}

function fieldsOf(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  const fields: Record<string, string> = {};
  for (const error of errors) {
    if (!isRecord(error)) continue;
    const name = [error.field, error.pointer, error.path].find((value) => typeof value === "string");
    const says = [error.message, error.detail].find((value) => typeof value === "string");
    if (typeof name === "string" && typeof says === "string") fields[name.replace(/^[#/]+/, "")] = says;
  }
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
