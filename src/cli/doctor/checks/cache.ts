import { isDeepStrictEqual } from "node:util";
import { relative } from "node:path";
import type { Check } from "../view/check.js";
import { edit, note, ok, run, warning } from "../view/finding.js";

/** Builds can use the cache, and it contains what a build without it would make. */
export const checkCache: Check = async ({ root, config, cache, build }) => {
  const { folder, manifest } = await cache();
  if (folder === undefined) {
    const message = "Every build compiles everything, because the cache folder is not writable.";
    return [warning(message, edit("Make node_modules/.cache/troupe writable"))];
  }
  const place = relative(root, folder);
  const shown = place.startsWith("..") ? folder : place;
  if (manifest === undefined) return [ok(`cache: ${shown}; the next build compiles`)];
  if ("diagnostics" in (await config())) return [];
  const built = await build();
  // Nothing is cached for a project with errors.
  if (built.manifest === undefined) {
    return [note(`The cache in ${shown} was not checked, because the agents do not build.`)];
  }
  if (isDeepStrictEqual(JSON.parse(manifest), built.manifest)) return [ok(`cache: ${shown}`)];
  const message = `The cached result in ${shown} differs from a fresh build: the config or an agent reads the network or the clock when it is loaded, or a package was edited in node_modules.`;
  return [warning(message, run("npx troupe build --force"))];
};
