import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** A package of the registry, unpacked and not installed. */
export interface UnpackedPackage {
  /** `"@pydantic/genai-prices@0.1.8"`. */
  readonly name: string;
  readonly licence: string;
  /** Loads one of its modules. */
  load(file: string): Promise<unknown>;
}

/** Downloads the newest version of a package into a folder. Nothing of it is run. */
export function unpackPackage(name: string, folder: string): UnpackedPackage {
  const packed = execFileSync("npm", ["pack", `${name}@latest`, "--json"], {
    cwd: folder,
    encoding: "utf8",
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const target = path.join(folder, path.basename(filename, ".tgz"));
  mkdirSync(target);
  execFileSync("tar", ["-xzf", filename, "-C", target], { cwd: folder });
  const root = path.join(target, "package");
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    readonly version: string;
    readonly license: string;
  };
  return {
    name: `${name}@${manifest.version}`,
    licence: manifest.license,
    load: (file) => import(pathToFileURL(path.join(root, file)).href),
  };
}
