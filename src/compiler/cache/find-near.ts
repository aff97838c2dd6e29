import type { EarlierBuild } from "./earlier-build.js";

/**
 * Finds the modules that are read only to find classes that were meant to be agents; nothing else depends
 * on them.
 *
 * @param files - absolute paths
 * @param known - everything else that was read, by this build or by the earlier one for what is taken over
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
