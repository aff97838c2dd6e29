import { escapePath, glob } from "tinyglobby";

/**
 * Finds the modules that may declare agents: absolute paths with `/`, sorted by code unit, so that
 * the order of a file system does not matter. Never declaration files, `node_modules` or the output.
 */
export async function findAgentFiles(options: {
  /** Absolute. */
  readonly root: string;
  readonly globs: readonly string[];
  /** From the root. Default: no folder is left out. */
  readonly output?: string;
}): Promise<string[]> {
  const { output } = options;
  const files = await glob(options.globs, {
    cwd: options.root,
    absolute: true,
    expandDirectories: false,
    ignore: [
      "**/node_modules/**",
      "**/*.d.{ts,mts,cts}",
      ...(output === undefined ? [] : [`${escapePath(output)}/**`]),
    ],
  });
  return files.map((file) => file.replaceAll("\\", "/")).sort();
}
