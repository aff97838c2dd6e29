import type { BuildCommandOptions } from "./build.js";

const flags = new Set(["--check", "--force", "--strict"]);
const values = new Set(["--cwd", "--config"]);

/**
 * Reads the arguments of a build in the simplest form: `agents build --check --cwd app`. `undefined` for
 * anything else, valid or not, which the whole parser reads; loading that takes a quarter of the time of a
 * build with nothing to do.
 */
export function readBuildArgs([command, ...args]: readonly string[]):
  | BuildCommandOptions
  | undefined {
  if (command !== "build") return undefined;
  const options: Record<string, string | true> = {};
  for (let at = 0; at < args.length; at++) {
    const option = args[at] ?? "";
    const name = option.slice("--".length);
    if (flags.has(option)) options[name] = true;
    else {
      const value = args[++at];
      if (!values.has(option) || value === undefined || value.startsWith("-")) return undefined;
      options[name] = value;
    }
  }
  return { format: "text", ...options };
}
