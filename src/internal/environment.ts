/** The environment's variables as they are now; none where there is no `process`, as in a Worker or a browser. */
export function environment(): Readonly<Record<string, string | undefined>> {
  const { process } = globalThis as {
    readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  };
  return process?.env ?? {};
}
