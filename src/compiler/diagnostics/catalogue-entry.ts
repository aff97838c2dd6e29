import type { Message } from "./message.js";

/** One thing that the compiler may say: how grave it is, what is wrong and what to do about it. */
export interface CatalogueEntry {
  readonly severity: "error" | "warning";
  readonly message: Message;
  readonly hint?: Message;
}
