// Files on their way into the office: sent a few at a time, then followed until they are understood.
import { useSyncExternalStore } from "react";
import * as api from "../api/endpoints";
import { follow } from "../api/events";
import { asProblem, Problem, problemFrom } from "../api/problem";
import { bearer } from "../api/session";
import type { Progress } from "../api/types";
import { stale } from "./queries";

export type Phase = "waiting" | "sending" | "reading" | "done" | "known" | "failed";

export interface Upload {
  key: number;
  name: string;
  size: number;
  phase: Phase;
  /** How much was sent, from 0 to 1. */
  sent: number;
  pages: number | null;
  document: string | null;
  problem: Problem | null;
}

const AT_ONCE = 3;
let uploads: readonly Upload[] = [];
let last = 0;
let running = 0;
const queue: { key: number; file: File }[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

function change(key: number, more: Partial<Upload>): void {
  set(uploads.map((one) => (one.key === key ? { ...one, ...more } : one)));
}

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => uploads,
  );
}

/** Takes finished files off the list. */
export function clearUploads(): void {
  set(uploads.filter((one) => ["waiting", "sending", "reading"].includes(one.phase)));
}

export function upload(files: Iterable<File>): void {
  const added: Upload[] = [];
  for (const file of files) {
    last += 1;
    queue.push({ key: last, file });
    added.push({
      key: last,
      name: file.name,
      size: file.size,
      phase: "waiting",
      sent: 0,
      pages: null,
      document: null,
      problem: null,
    });
  }
  set([...uploads, ...added]);
  pump();
}

function pump(): void {
  while (running < AT_ONCE) {
    const next = queue.shift();
    if (!next) return;
    running += 1;
    void bring(next.key, next.file).finally(() => {
      running -= 1;
      pump();
    });
  }
}

async function bring(key: number, file: File): Promise<void> {
  change(key, { phase: "sending" });
  try {
    const job = await post(file, (sent) => change(key, { sent }));
    change(key, { phase: "reading", sent: 1 });
    await watch(key, job);
  } catch (thrown) {
    change(key, { phase: "failed", problem: asProblem(thrown) });
  }
  stale("document");
}

async function watch(key: number, job: string): Promise<void> {
  const stop = new AbortController();
  let settled = false;
  const settle = (more: Partial<Upload>) => {
    settled = true;
    change(key, more);
  };
  const take = ({ step }: Progress): boolean => {
    if (step.type === "parsed") change(key, { pages: step.pages });
    else if (step.type === "stored") settle({ phase: "done", document: step.document });
    else if (step.type === "duplicate") settle({ phase: "known", document: step.document });
    else if (step.type === "failed")
      settle({ phase: "failed", problem: new Problem(step.kind, 0, step.message) });
    return step.type !== "finished" && step.type !== "failed";
  };
  await follow(api.jobEvents(job), (event) => take(JSON.parse(event.data) as Progress), stop.signal);
  // The stream may end without its last word, as when the server restarts in between: then the job is asked.
  if (!settled) {
    const { events } = await api.job(job);
    for (const event of events) take(event);
    if (!settled) settle({ phase: "failed", problem: new Problem("unavailable", 0, "") });
  }
}

/** Sends one file; XMLHttpRequest, because fetch does not say how much was sent. */
async function post(file: File, onSent: (part: number) => void): Promise<string> {
  const token = await bearer();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/documents");
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) =>
      onSent(event.total > 0 ? event.loaded / event.total : 0),
    );
    request.addEventListener("error", () => reject(new Problem("offline", 0, "")));
    request.addEventListener("load", () => {
      const body = readJson(request.responseText);
      if (request.status >= 400) {
        reject(problemFrom(request.status, body, request.getResponseHeader("x-request-id")));
        return;
      }
      const id = (body as { jobs?: { id: string }[] } | null)?.jobs?.[0]?.id;
      if (id) resolve(id);
      else reject(new Problem("internal", request.status, ""));
    });
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
