import type { Span } from "../../diagnostics/diagnostic.js";
import { findPropertyOf } from "../../load-config/find-property.js";

/**
 * Where the object that a decorator is given says a property: its value, or its key. What is nearest
 * around it where that is not written out there, such as a constant.
 *
 * @param span what the decorator is given
 * @param path the keys from the outermost one on
 */
export function propertySpan(
  span: Span,
  path: readonly string[],
  part: "key" | "value" = "value",
): Span {
  const range = findPropertyOf(span.text.slice(span.start, span.end), path)?.[part];
  if (range === undefined) return span;
  return { ...span, start: span.start + range.start, end: span.start + range.end };
}
