import { manifestVersion, type Manifest } from "../manifest/manifest.js";
import { UsageError } from "./usage-error.js";

/**
 * Reads the text of a manifest.
 *
 * @param place - where it comes from, for errors: `"generated/manifest.json"`
 * @param advice - what to do about one that cannot be read, for errors
 * @throws {UsageError} when it is no manifest, or none that this version understands
 */
export function readManifest(text: string, place: string, advice: string): Manifest {
  const manifest = parse(text);
  if (!isObject(manifest) || !isObject(manifest["agents"])) {
    throw new UsageError(`${place} is no manifest - ${advice}`);
  }
  const { version } = manifest;
  if (version !== manifestVersion) {
    throw new UsageError(
      `${place} is of version ${String(version)}, and this is a command for version ${manifestVersion} - ${advice}`,
    );
  }
  return manifest as unknown as Manifest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
