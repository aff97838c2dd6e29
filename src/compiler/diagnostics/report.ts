import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { CatalogueEntry } from "./catalogue-entry.js";
import type { Diagnostic, Span } from "./diagnostic.js";
import { fill, type Message } from "./message.js";

type KeysOf<Part> = Part extends Message<infer Key> ? Key : never;

/** The values that the message and the hint of a code have holes for. */
export type DiagnosticValues<Code extends DiagnosticCode> = Readonly<
  Record<KeysOf<(typeof catalogue)[Code][keyof (typeof catalogue)[Code]]>, string | number>
>;

/** Makes the diagnostic of a code. `span` is where to look; none for what has no place in a file. */
export function report<Code extends DiagnosticCode>(
  code: Code,
  span: Span | undefined,
  values: DiagnosticValues<Code>,
): Diagnostic {
  const entry: CatalogueEntry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    message: fill(entry.message, values),
    ...(span !== undefined && { span }),
    ...(entry.hint !== undefined && { hint: fill(entry.hint, values) }),
  };
}
