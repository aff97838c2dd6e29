import type { Message } from "./message.js";

/** One diagnostic that the compiler can give: its severity, what is wrong and what to do about it. */
export interface CatalogueEntry {
  readonly severity: "error" | "warning";
  readonly message: Message;
  readonly hint?: Message;
}
