import { findOwn } from "../../internal/find-own.js";
import { nearest } from "../../internal/nearest.js";
import type { Manifest } from "../../manifest/manifest.js";
import { specsOf, type AnySpec } from "../../manifest/specs-of.js";
import { UsageError } from "../outcome/usage-error.js";

/**
 * The agent or network with a given name.
 *
 * @throws {UsageError} if there is none with this name; suggests the nearest one
 */
export function findCallable(manifest: Manifest, name: string): AnySpec {
  const specs = specsOf(manifest);
  const spec = findOwn(specs, name);
  if (spec) return spec;
  const what = manifest.networks ? "agent or network" : "agent";
  const known = Object.keys(specs);
  const suggestion = nearest(name, known);
  throw new UsageError(
    `There is no ${what} ${JSON.stringify(name)}.${suggestion ? ` Did you mean ${suggestion}?` : ""} The names are: ${known.join(", ") || "none"}.`,
  );
}
