import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package as the modules in a folder find it. */
export interface InstalledPackage {
  /** Without links. */
  readonly folder: string;
  /** Undefined if its package.json has none. */
  readonly version: string | undefined;
  /** The names of the commands that it installs. */
  readonly commands: readonly string[];
}

/**
 * Finds a package as the modules in a folder do: in its `node_modules`, or in those of its parents. Does
 * not use `require.resolve`, which obeys `exports`, where package.json may be missing.
 */
export function findPackage(from: string, name: string): InstalledPackage | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = readPackage(join(folder, "node_modules", name));
    if (candidate || folder === dirname(folder)) return candidate;
  }
}

/** The major version of a package for a folder, or `undefined` if it is not installed. */
export function installedMajor(from: string, name: string): number | undefined {
  const major = Number.parseInt(findPackage(from, name)?.version ?? "", 10);
  return Number.isNaN(major) ? undefined : major;
}

function readPackage(folder: string): InstalledPackage | undefined {
  try {
    const text = readFileSync(join(folder, "package.json"), "utf8");
    const { version, name, bin } = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return {
      folder: realpathSync(folder),
      version: typeof version === "string" ? version : undefined,
      commands: typeof bin === "string" ? [String(name)] : Object.keys(Object(bin) as object),
    };
  } catch {
    return undefined;
  }
}
