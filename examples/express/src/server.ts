/** An office behind Express: upload files, ask questions. */

import express from "express";
import type { ErrorRequestHandler, Express } from "express";
import { SecretariatError, Source } from "secretariat";
import type { Office } from "secretariat";

const MOST_BYTES = 20 * 2 ** 20;

/** Makes the application. */
export function server(office: Office): Express {
  const app = express();

  app.put("/documents/:name", async (request, response) => {
    // A client that goes away cancels the reading of its file.
    const left = new AbortController();
    response.on("close", () => left.abort());
    const source = await Source.stream(request.params.name, request, { limit: MOST_BYTES });
    const document = await office.documents.add(source, { signal: left.signal });
    response.status(201).json(document);
  });

  app.get("/documents", async (_request, response) => {
    response.json(await office.documents.all());
  });

  app.get("/answers", async (request, response) => {
    const { text, evidence } = await office.documents.ask(String(request.query["question"] ?? ""));
    response.json({ text, evidence: evidence.map(({ quote, place }) => ({ quote, place: `${place}` })) });
  });

  const failed: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (!(error instanceof SecretariatError)) return next(error);
    const { status, code, message, retryable } = error;
    response.status(status).json({ code, message, retryable });
  };
  app.use(failed);

  return app;
}
