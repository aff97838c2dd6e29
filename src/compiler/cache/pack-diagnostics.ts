import type { Diagnostic, Span } from "../diagnostics/diagnostic.js";

/** Diagnostics with the text of each file once: every span has all of its file's. */
export interface PackedDiagnostics {
  readonly texts: readonly string[];
  readonly diagnostics: readonly PackedDiagnostic[];
}

interface PackedDiagnostic extends Omit<Diagnostic, "span"> {
  readonly span?: Omit<Span, "text"> & { readonly text: number };
}

export function packDiagnostics(diagnostics: readonly Diagnostic[]): PackedDiagnostics {
  const texts = new Map<string, number>();
  const packed = diagnostics.map(({ span, ...diagnostic }): PackedDiagnostic => {
    if (span === undefined) return diagnostic;
    const text = texts.get(span.text) ?? texts.size;
    texts.set(span.text, text);
    return { ...diagnostic, span: { ...span, text } };
  });
  return { texts: [...texts.keys()], diagnostics: packed };
}

export function unpackDiagnostics({ texts, diagnostics }: PackedDiagnostics): Diagnostic[] {
  return diagnostics.map(({ span, ...diagnostic }) =>
    span === undefined
      ? diagnostic
      : { ...diagnostic, span: { ...span, text: texts[span.text] ?? "" } },
  );
}
