import type { Span } from "../../diagnostics/diagnostic.js";
import { findPropertyOf } from "../../load-config/find-property.js";

/**
 * The place of a property in an argument of a decorator: its value, or its key. The nearest enclosing place
 * if the property is not written there, for example because a constant is.
 *
 * @param span the argument of the decorator
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
