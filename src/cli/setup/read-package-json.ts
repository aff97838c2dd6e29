import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of a project's package.json that the checks read. */
export interface PackageJson {
  readonly type: unknown;
  /** By name; only those that are strings. */
  readonly scripts: ReadonlyMap<string, string>;
  /** The names of everything that it depends on, in any way. */
  readonly dependencies: ReadonlySet<string>;
}

const dependencyKeys = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
];

/**
 * Reads the package.json of a folder; `undefined` if there is none.
 *
 * @throws {SyntaxError} if it is not JSON
 */
export function readPackageJson(folder: string): PackageJson | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const json = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  const scripts = Object.entries(Object(json["scripts"]) as object).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const dependencies = dependencyKeys.flatMap((key) => Object.keys(Object(json[key]) as object));
  return {
    type: json["type"],
    scripts: new Map(scripts),
    dependencies: new Set(dependencies),
  };
}
