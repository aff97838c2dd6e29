/**
 * Whether this is what Zod throws where a value is to be checked at once and a check takes its time. By
 * its message, in Zod 4 and Zod 3: neither gives the error a name or a code.
 */
export function isAsyncCheckError(thrown: unknown): boolean {
  return thrown instanceof Error && / during synchronous parse\b/.test(thrown.message);
}
