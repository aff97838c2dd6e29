/**
 * The environment of a process that a test starts. Of the tests' own it has where commands are, and where Node
 * keeps what it compiles (`keep-compiled-code.ts`).
 *
 * @param more - what it has besides; `undefined` takes one away
 */
export function processEnv(
  more: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, NODE_COMPILE_CACHE, NO_COLOR: "1", ...more };
}
