import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What the commands need of this package's package.json. */
export interface OwnPackage {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const file = new URL("../../package.json", import.meta.url);

/** The folder of the package whose command runs. */
export const ownFolder = fileURLToPath(new URL(".", file));

export function readOwnPackage(): OwnPackage {
  return JSON.parse(readFileSync(file, "utf8")) as OwnPackage;
}
