import type { Json } from "../internal/json.js";

/** What somebody decides of a tool call that waits: whether it may run, or what it gave elsewhere. */
export type ToolDecision =
  | { readonly approved: boolean; readonly reason?: string | undefined }
  | { readonly output: Json };
