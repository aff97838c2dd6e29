/**
 * Whether this is Zod's error for a synchronous check of an asynchronous schema. Recognised by its message,
 * in Zod 4 and Zod 3, because neither gives the error a name or a code.
 */
export function isAsyncCheckError(thrown: unknown): boolean {
  return thrown instanceof Error && / during synchronous parse\b/.test(thrown.message);
}
