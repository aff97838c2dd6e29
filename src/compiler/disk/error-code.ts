/** Node's code of a failed call to the file system, such as `"ENOENT"`; empty for any other error. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
