import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** What is said of comments that turn warnings off. */
export const ignoreCatalogue = {
  "ignore/incomplete": {
    severity: "warning",
    message: text`This troupe-ignore names no ${"what"}, so it turns nothing off.`,
    hint: text`Write the code of one warning and why it is right here: "// troupe-ignore agent/streaming-cache -- the nightly job does not stream".`,
  },
  "ignore/unknown-code": {
    severity: "warning",
    message: text`No warning has the code "${"code"}".`,
    hint: text`${"suggestion"}A warning shows its code in parentheses: troupe(…). A comment turns off one.`,
  },
  "ignore/refused": {
    severity: "warning",
    message: text`The code "${"code"}" cannot be turned off: it is ${"reason"}.`,
    hint: text`Remove the comment, and mend what is said.`,
  },
  "ignore/unused": {
    severity: "warning",
    message: text`Line ${"line"} has no warning "${"code"}" to turn off.`,
    hint: text`Remove the comment, or put it on the line of the warning, or alone on the line above.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
