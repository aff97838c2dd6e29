/**
 * The regular expression of a `pattern`: with the `u` flag, as JSON Schema wants it, or without where
 * only that works. `undefined` when it is none.
 */
export function compilePattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // The next flags, or none.
    }
  }
  return undefined;
}
