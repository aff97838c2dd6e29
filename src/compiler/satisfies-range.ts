import { createRequire } from "node:module";

/** The one function of `semver` that is used; the package has no types. */
type Satisfies = (
  version: string,
  range: string,
  options: { readonly includePrerelease: boolean },
) => boolean;

const require = createRequire(import.meta.url);

/** Whether a version is in a range as a package.json writes it. Prereleases count as well. */
export function satisfiesRange(version: string, range: string): boolean {
  const satisfies = require("semver/functions/satisfies.js") as Satisfies;
  return satisfies(version, range, { includePrerelease: true });
}
