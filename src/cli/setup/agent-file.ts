import { posix } from "node:path";

/**
 * The file of a new agent that one of the config's globs matches, from the root with `/`:
 * `src/**\/*.agent.ts` makes `src/greeter.agent.ts`. `undefined` if no glob gives a place.
 *
 * @param name - the name of the file, without the ending from the glob
 */
export function agentFile(globs: readonly string[], name: string): string | undefined {
  return globs.flatMap((glob) => toFile(glob, name) ?? [])[0];
}

function toFile(glob: string, name: string): string | undefined {
  if (!glob.includes("*") || glob.startsWith("!")) return undefined;
  const file = posix
    .normalize(glob)
    .split("/")
    .filter((step) => step !== "**")
    .map((step) => step.replaceAll(/\*+/g, name).replaceAll(/\{([^{},]+),[^{}]*\}/g, "$1"))
    .join("/");
  return /^[^*?[\]{}()!]+\.[cm]?ts$/.test(file) && !file.startsWith("..") ? file : undefined;
}
