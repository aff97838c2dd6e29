// ECMAScript 2026, 12.7.2: the reserved words, those of strict mode and modules, and the names that
// a module cannot or should not declare.
const words =
  "await break case catch class const continue debugger default delete do else enum export extends " +
  "false finally for function if import in instanceof new null return super switch this throw true " +
  "try typeof var void while with yield let static implements interface package private protected " +
  "public arguments eval undefined NaN Infinity globalThis";

const reserved: ReadonlySet<string> = new Set(words.split(" "));

/** Whether a name cannot be that of an exported constant. */
export function isReservedWord(name: string): boolean {
  return reserved.has(name);
}
