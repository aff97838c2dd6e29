import type { CatalogueEntry } from "./catalogue-entry.js";
import { text } from "./message.js";

/** Diagnostics about comments that turn warnings off. */
export const ignoreCatalogue = {
  "ignore/incomplete": {
    severity: "warning",
    message: text`This troupe-ignore comment has no ${"what"}, so it has no effect.`,
    hint: text`Write the code of one warning and the reason: "// troupe-ignore agent/streaming-cache -- the nightly job does not stream".`,
  },
  "ignore/unknown-code": {
    severity: "warning",
    message: text`"${"code"}" is not the code of a warning.`,
    hint: text`${"suggestion"}Warnings show their codes in parentheses: troupe(…). Each comment turns off one warning.`,
  },
  "ignore/refused": {
    severity: "warning",
    message: text`The code "${"code"}" cannot be turned off: it is ${"reason"}.`,
    hint: text`Remove the comment and fix the problem.`,
  },
  "ignore/unused": {
    severity: "warning",
    message: text`There is no warning "${"code"}" on line ${"line"} to turn off.`,
    hint: text`Remove the comment, or move it to the line of the warning or to a line of its own directly above.`,
  },
} as const satisfies Record<string, CatalogueEntry>;
