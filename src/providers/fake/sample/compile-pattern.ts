/**
 * The regular expression of a `pattern`: with the flag `u`, as in JSON Schema, or without if only that
 * works. `undefined` if the pattern is invalid.
 */
export function compilePattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Other flags may work.
    }
  }
  return undefined;
}
