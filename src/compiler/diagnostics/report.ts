import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { CatalogueEntry } from "./catalogue-entry.js";
import type { Diagnostic, Span } from "./diagnostic.js";
import { maskSecrets } from "./mask-secrets.js";
import { fill, type Message } from "./message.js";

type KeysOf<Part> = Part extends Message<infer Key> ? Key : never;

/** The values that the message and the hint of a code have holes for. */
export type DiagnosticValues<Code extends DiagnosticCode> = Readonly<
  Record<KeysOf<(typeof catalogue)[Code][keyof (typeof catalogue)[Code]]>, string | number>
>;

/**
 * Makes the diagnostic of a code. `span` is where to look; none for what has no place in a file. What
 * looks like a key is masked in all of it, the text of the file included: a build's log is read by more
 * people than its source.
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
