import path from "node:path";
import type { EarlierBuild } from "./earlier-build.js";
import type { NotedInputs } from "./input-places.js";
import type { KeptParts } from "./kept-parts.js";

/** The inputs that this build has not read because it took over an earlier build's results. */
export function addEarlier(
  noted: NotedInputs,
  { inputs, parts, changed }: EarlierBuild,
  imports: KeptParts["imports"],
): NotedInputs {
  const { root, reads } = noted;
  // A module that agents have stopped reaching is not an input.
  const isStillRead = (file: string) => {
    const name = path.posix.relative(root, file);
    return imports.has(name) || !parts.imports.has(name);
  };
  const { names } = inputs.env;
  return {
    ...noted,
    earlier: {
      files: Object.keys(inputs.files).filter(isStillRead),
      folders: Object.keys(inputs.folders),
      listed: Object.keys(inputs.listed),
      packages: Object.keys(inputs.packages),
    },
    unchanged: Object.fromEntries(
      Object.entries(inputs.files).filter(([file]) => !changed.includes(file)),
    ),
    reads: {
      ...reads,
      env: new Set([...reads.env, ...(names === "all" ? [] : names)]),
      listedEnv: reads.listedEnv || names === "all",
    },
  };
}
