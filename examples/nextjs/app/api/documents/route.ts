import { Source } from "secretariat";

import { answer, office } from "../../../lib/office";

export const runtime = "nodejs";

/** Takes the file of a form, such as `<input type="file" name="file">`. */
export async function POST(request: Request): Promise<Response> {
  const file = (await request.formData()).get("file");
  if (!(file instanceof File)) return Response.json({ code: "invalid_input", message: "no file" }, { status: 400 });
  return answer(async () => {
    const source = Source.bytes(file.name, await file.arrayBuffer());
    return (await office()).documents.add(source, { signal: request.signal });
  });
}
