import { Office, SecretariatError } from "secretariat";

const shared = globalThis as { office?: Promise<Office> | undefined };

/** Returns the office of this process, which also survives the reloading of `next dev`. */
export function office(): Promise<Office> {
  // One that could not be opened is tried again by the next request.
  shared.office ??= Office.open(process.env["SECRETARIAT_OFFICE"] ?? "./office").catch((error: unknown) => {
    shared.office = undefined;
    throw error;
  });
  return shared.office;
}

/** Answers a request, with an error of Secretariat as JSON. */
export async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await work());
  } catch (error) {
    if (!(error instanceof SecretariatError)) throw error;
    const { status, code, message, retryable } = error;
    return Response.json({ code, message, retryable }, { status });
  }
}
