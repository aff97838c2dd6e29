import { isDeepStrictEqual } from "node:util";
import { relative } from "node:path";
import type { Check } from "../view/check.js";
import { edit, note, ok, run, warning } from "../view/finding.js";

/** Builds can keep what saves them work, and what is kept is what a build without it makes. */
export const checkCache: Check = async ({ root, config, cache, build }) => {
  const { folder, manifest } = await cache();
  if (folder === undefined) {
    const message =
      "Builds keep nothing from one to the next, because the folder for it cannot be written: each of them compiles everything.";
    return [warning(message, edit("Make node_modules/.cache/troupe writable"))];
  }
  const place = relative(root, folder);
  const shown = place.startsWith("..") ? folder : place;
  if (manifest === undefined) return [ok(`cache: ${shown}, and the next build compiles`)];
  if ("diagnostics" in (await config())) return [];
  const built = await build();
  // Of a project with errors nothing is kept.
  if (built.manifest === undefined) {
    return [note(`Not compared what is kept in ${shown}, because the agents do not build.`)];
  }
  if (isDeepStrictEqual(JSON.parse(manifest), built.manifest)) return [ok(`cache: ${shown}`)];
  const message = `A build takes its result from ${shown}, and compiling gives another one: the config or an agent takes something from the network or the clock when it is loaded, or a package was edited in place.`;
  return [warning(message, run("npx troupe build --force"))];
};
