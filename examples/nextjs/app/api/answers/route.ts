import { answer, office } from "../../../lib/office";

export const runtime = "nodejs";

/** Answers `?question=…` with the words of the documents and their place. */
export async function GET(request: Request): Promise<Response> {
  const question = new URL(request.url).searchParams.get("question") ?? "";
  return answer(async () => {
    const { text, evidence } = await (await office()).documents.ask(question, { signal: request.signal });
    return { text, evidence: evidence.map(({ quote, place }) => ({ quote, place: `${place}` })) };
  });
}
