/** Shortcuts for sources and requests. */

import { SecretariatError, wrong } from "./errors.js";
import { TYPES } from "./generated/table.js";
import type { DocumentId, DraftRequest as DraftRequestType, Source as SourceType } from "./generated/types.js";
import { pathOf } from "./office.js";

/** What a source may have besides its content. */
export type SourceDetails = Pick<SourceType, "group" | "key" | "order">;

/** What reading a stream takes. */
export interface StreamDetails extends SourceDetails {
  /** The most bytes; more fail with `limit_exceeded`. Without it, the limit that offices have by default. */
  readonly limit?: number | undefined;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
}

export type Source = SourceType;

/** Makes sources of what a program has at hand. */
export const Source = {
  /** A file on disk; it is read when the source is added. */
  file(path: string | URL, details: SourceDetails = {}): SourceType {
    return { ...details, path: pathOf(path, "path") };
  },

  /** The content of a file; the name, such as `contract.pdf`, is a hint at the format. */
  bytes(name: string, data: Uint8Array | ArrayBuffer, details: SourceDetails = {}): SourceType {
    return { ...details, name, bytes: data instanceof ArrayBuffer ? new Uint8Array(data) : data };
  },

  /** A plain text. */
  text(name: string, text: string, details: SourceDetails = {}): SourceType {
    return { ...details, name, text };
  },

  /** What a stream gives, of Node or of the web, read to its end: an upload, for example. */
  async stream(
    name: string,
    stream: AsyncIterable<Uint8Array | string>,
    { limit = fileBytes(), signal, ...details }: StreamDetails = {},
  ): Promise<SourceType> {
    if (typeof stream?.[Symbol.asyncIterator] !== "function") throw wrong("stream", "a readable stream", stream);
    const chunks: Uint8Array[] = [];
    let size = 0;
    signal?.throwIfAborted();
    for await (const chunk of stream) {
      signal?.throwIfAborted();
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      if (!(bytes instanceof Uint8Array)) throw wrong("stream", "chunks of bytes", chunk);
      size += bytes.byteLength;
      if (size > limit) {
        throw new SecretariatError("limit_exceeded", `${name} has more than ${limit} bytes`);
      }
      chunks.push(bytes);
    }
    return { ...details, name, bytes: Buffer.concat(chunks, size) };
  },
};

/** The default of `settings.limits.fileBytes`. */
function fileBytes(): number {
  const row = TYPES["Limits"];
  const field = row !== undefined && "fields" in row ? row.fields.find(([, name]) => name === "fileBytes") : undefined;
  return typeof field?.[3] === "number" ? field[3] : Number.MAX_SAFE_INTEGER;
}

export type DraftRequest = DraftRequestType;

/** What a reply may have. */
export type ReplyDetails = Omit<DraftRequestType, "replyTo" | "say"> & {
  /** What to say, in the words of the office. */
  readonly saying?: string | null | undefined;
};

/** Makes requests for drafts. */
export const DraftRequest = {
  /** A reply to a message of the office. */
  replyTo(id: DocumentId, { saying, ...details }: ReplyDetails = {}): DraftRequestType {
    return { ...details, replyTo: id, say: saying };
  },
};
