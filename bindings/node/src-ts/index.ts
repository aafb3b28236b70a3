/** Secretariat: documents in; facts with evidence, answers and checked drafts out. */

export * from "./generated/types.js";
export * from "./generated/api.js";
export { DraftRequest, Source } from "./source.js";
export type { ReplyDetails, SourceDetails, StreamDetails } from "./source.js";
export { SecretariatError } from "./errors.js";
export { Job } from "./job.js";
export { spanText, utf16Range } from "./text.js";
export type { Utf16Range } from "./text.js";
export type { CallOptions } from "./calls.js";
export type { Fields, Json } from "./codec.js";
export { VERSION } from "./generated/table.js";
