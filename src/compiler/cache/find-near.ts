import type { EarlierBuild } from "./earlier-build.js";

/**
 * Those of some modules that nothing depends on but the look for agents that were meant to be some.
 *
 * @param files - absolute paths
 * @param known - what else was read by now, and what an earlier build has read of what is taken over
 */
export function findNear(
  files: readonly string[],
  known: {
    readonly read: ReadonlySet<string>;
    readonly earlier?: EarlierBuild | undefined;
  },
): readonly string[] {
  const { read, earlier } = known;
  const wasNear = new Set(earlier?.parts.near);
  const wasRead = (file: string) =>
    earlier !== undefined && Object.hasOwn(earlier.inputs.files, file) && !wasNear.has(file);
  return files.filter((file) => !read.has(file) && !wasRead(file));
}
