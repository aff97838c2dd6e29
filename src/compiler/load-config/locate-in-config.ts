import type { Span } from "../diagnostics/diagnostic.js";
import { findProperty } from "./find-property.js";

/**
 * Where a property of the config is written: its key, or its value. If it is not written there, the nearest
 * enclosing place, or else the beginning of the config.
 *
 * @param path - the keys from the outermost one on
 */
export function locateInConfig(
  { file, text }: Pick<Span, "file" | "text">,
  path: readonly string[],
  part: "key" | "value" = "value",
): Span {
  const { start, end } = findProperty(text, path)?.[part] ?? { start: 0, end: 0 };
  return { file, text, start, end };
}
