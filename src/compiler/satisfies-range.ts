import { createRequire } from "node:module";

/** What of `semver` is used: it has no types of its own. */
type Satisfies = (
  version: string,
  range: string,
  options: { readonly includePrerelease: boolean },
) => boolean;

const require = createRequire(import.meta.url);

/** Whether a version is in a range as a package.json writes it. What comes before a release counts as well. */
export function satisfiesRange(version: string, range: string): boolean {
  const satisfies = require("semver/functions/satisfies.js") as Satisfies;
  return satisfies(version, range, { includePrerelease: true });
}
