import { manifestVersion, type Manifest } from "../../manifest/manifest.js";
import { UsageError } from "../outcome/usage-error.js";
import { isObject } from "../../internal/is-object.js";
import { parseJson } from "../../internal/parse-json.js";

/**
 * Reads the text of a manifest.
 *
 * @param place - where it comes from, for errors: `"generated/manifest.json"`
 * @param advice - what to do if it cannot be read, for errors
 * @throws {UsageError} if it is not a manifest that this version understands
 */
export function readManifest(text: string, place: string, advice: string): Manifest {
  const manifest = parseJson(text);
  if (!isObject(manifest) || !isObject(manifest["agents"])) {
    throw new UsageError(`${place} is not a manifest - ${advice}`);
  }
  const { version } = manifest;
  if (version !== manifestVersion) {
    throw new UsageError(
      `${place} has version ${String(version)}, but this command needs version ${manifestVersion} - ${advice}`,
    );
  }
  const broken = Object.entries(manifest["agents"]).find(([, spec]) => !isAgent(spec));
  if (broken) {
    throw new UsageError(
      `${place} is invalid at the agent ${JSON.stringify(broken[0])} - ${advice}`,
    );
  }
  return manifest as unknown as Manifest;
}

/** Whether a spec has everything that commands read. Somebody may have merged or edited it by hand. */
function isAgent(spec: unknown): boolean {
  if (!isObject(spec) || !Array.isArray(spec["params"])) return false;
  const { name, model, source, params, output } = spec;
  const isParam = (param: unknown) =>
    isObject(param) && typeof param["name"] === "string" && isObject(param["type"]);
  return (
    [name, model, source].every((text) => typeof text === "string") &&
    (params as unknown[]).every(isParam) &&
    (output === undefined || (isObject(output) && isObject(output["schema"])))
  );
}
