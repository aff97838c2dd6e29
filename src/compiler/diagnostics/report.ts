import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { CatalogueEntry } from "./catalogue-entry.js";
import type { Diagnostic, Span } from "./diagnostic.js";
import { maskSecrets } from "./mask-secrets.js";
import { fill, type Message } from "./message.js";

type KeysOf<Part> = Part extends Message<infer Key> ? Key : never;

/** The values for the placeholders in the message and the hint of a code. */
export type DiagnosticValues<Code extends DiagnosticCode> = Readonly<
  Record<KeysOf<(typeof catalogue)[Code][keyof (typeof catalogue)[Code]]>, string | number>
>;

/**
 * Makes the diagnostic of a code. `span` is where to look; absent if it has no place in a file. Anything
 * that looks like a key is masked, including in the text of the file, because more people read a build's
 * log than its source.
 */
export function report<Code extends DiagnosticCode>(
  code: Code,
  span: Span | undefined,
  values: DiagnosticValues<Code>,
): Diagnostic {
  const entry: CatalogueEntry = catalogue[code];
  return {
    code,
    severity: entry.severity,
    message: maskSecrets(fill(entry.message, values)),
    ...(span !== undefined && { span: { ...span, text: maskSecrets(span.text) } }),
    ...(entry.hint !== undefined && { hint: maskSecrets(fill(entry.hint, values)) }),
  };
}
