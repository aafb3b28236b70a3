// A fresh office with the real server, for each file of tests.
import { type ChildProcess, spawn } from "node:child_process";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const binary = process.env.SECRETARIAT_SERVER ?? here("../../../../target/debug/secretariat-server");
export const files = here("../../../../examples/files");

/** A program that webhooks tell. */
export interface Receiver {
  url: string;
  heard: { headers: Record<string, string | string[] | undefined>; body: string }[];
  /** Says with which status it answers from now on. */
  answer: (status: number) => void;
}

export interface Office {
  /** Where browsers reach the page. */
  url: string;
  /** The one-time link by which the first owner sets the office up. */
  setUp: string;
  /** Where sent mail lands. */
  outgoing: string;
  receiver: Receiver;
  close: () => Promise<void>;
}

const START = 30_000;

export async function openOffice(): Promise<Office> {
  if (!existsSync(binary))
    throw new Error(`there is no server at ${binary}: build it, or name it in SECRETARIAT_SERVER`);
  const folder = mkdtempSync(join(tmpdir(), "secretariat-page-"));
  const outgoing = join(folder, "outgoing");
  mkdirSync(outgoing);
  const settings = join(folder, "settings.json");
  const [receiver, listener] = await receive();
  writeFileSync(settings, JSON.stringify(settingsOf(outgoing, new URL(receiver.url).host)));
  const server = spawn(
    binary,
    ["serve", "--office", join(folder, "office"), "--listen", "127.0.0.1:0", "--settings", settings],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  try {
    const link = new URL(await linkOf(server));
    const isWhole = process.env.SECRETARIAT_FRONT === undefined && (await servesPage(link.origin));
    const front = isWhole ? null : await openFront(link.origin);
    const url = front ? `http://127.0.0.1:${(front.address() as AddressInfo).port}` : link.origin;
    const close = async () => {
      front?.closeAllConnections();
      front?.close();
      listener.closeAllConnections();
      listener.close();
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    };
    return { url, setUp: `${url}${link.pathname}${link.search}`, outgoing, receiver, close };
  } catch (thrown) {
    listener.close();
    await end(server);
    throw thrown;
  }
}

function receive(): Promise<[Receiver, Server]> {
  let status = 204;
  const heard: Receiver["heard"] = [];
  const listener = createServer((asked, answer) => {
    let body = "";
    asked.on("data", (piece: Buffer) => (body += piece.toString()));
    asked.on("end", () => {
      heard.push({ headers: asked.headers, body });
      answer.writeHead(status).end();
    });
  });
  return new Promise((resolve) =>
    listener.listen(0, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
      resolve([{ url, heard, answer: (next) => (status = next) }, listener]);
    }),
  );
}

/** The people of the sample office; mail goes into a folder, and leaves soon; webhooks are given up soon. */
function settingsOf(outgoing: string, receiver: string): unknown {
  const people = ["office", "m.petersen", "a.demir", "j.hartmann", "k.lindqvist", "t.krueger"];
  return {
    limits: { tries_per_minute: 1_000, address_per_minute: 100_000, member_per_minute: 100_000 },
    settings: {
      time_zone: "Europe/Berlin",
      owner: { addresses: people.map((name) => `${name}@lindqvist-hartmann.example`) },
      mail: { outgoing: `folder:${outgoing}`, undo_seconds: 1 },
      webhooks: { internal_hosts: [receiver], attempts: 2, first_millis: 100, most_millis: 100 },
    },
  };
}

function linkOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(
      () => reject(new Error(`the server printed no link in ${START} ms: ${said}`)),
      START,
    );
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    server.stdout?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const link = /http:\/\/\S+\/setup\?token=\S+/.exec(said)?.[0];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    });
  });
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    server.kill("SIGTERM");
  });
}

async function servesPage(origin: string): Promise<boolean> {
  return (await (await fetch(origin)).text()).includes('id="root"');
}

const policy =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types: Record<string, string> = {
  html: "text/html",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
  svg: "image/svg+xml",
};

/**
 * Serves the built page before a server that was built without it, or with an older one when SECRETARIAT_FRONT is
 * set, under the policy that the page is made for; all else goes to the server. SECRETARIAT_FRONT may name the folder
 * of the built page; else it is that of `npm run build`.
 */
function openFront(origin: string): Promise<Server> {
  const named = process.env.SECRETARIAT_FRONT ?? "";
  const dist = named.includes("/") ? named : here("../../dist");
  if (!existsSync(join(dist, "index.html"))) throw new Error("the page is not built: run `npm run build`");
  const front = createServer((asked, answer) => {
    const path = new URL(asked.url ?? "/", origin).pathname;
    if (path.startsWith("/v1/")) {
      const passed = request(
        `${origin}${asked.url}`,
        { method: asked.method, headers: { ...asked.headers, host: new URL(origin).host } },
        (came) => {
          answer.writeHead(came.statusCode ?? 502, came.headers);
          came.pipe(answer);
        },
      );
      answer.on("close", () => passed.destroy());
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
      return;
    }
    const asset = join(dist, path);
    const file =
      path !== "/" && asset.startsWith(dist) && existsSync(asset) && statSync(asset).isFile()
        ? asset
        : join(dist, "index.html");
    answer.writeHead(200, {
      "content-type": types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream",
      "content-security-policy": policy,
    });
    createReadStream(file).pipe(answer);
  });
  return new Promise((resolve) => front.listen(0, "127.0.0.1", () => resolve(front)));
}
