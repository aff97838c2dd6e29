import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Manifest, manifestVersion } from "../../manifest/manifest.js";
import { fileNameOf } from "../emit/file-name.js";
import { schemaFileNames } from "../emit/schema-files.js";

/**
 * The files in an output folder that an earlier build wrote, by what its manifest lists. None when
 * there is no manifest, or it is broken, of another version, or of something else: then nobody can
 * tell whose files they are.
 */
export async function findOwnedFiles(folder: string): Promise<string[]> {
  const manifest = await readOwnManifest(folder);
  if (manifest === undefined) return [];
  const names = Object.keys(manifest.agents).filter((name) => /^[^./\\:][^/\\:]*$/.test(name));
  const summed = checksumsOf(manifest);
  return [
    ...names.map((name) => `${fileNameOf(name)}.ts`),
    // Not every build writes them.
    ...names.flatMap(schemaFileNames).filter((file) => summed.has(file)),
    "index.ts",
    "manifest.json",
  ].sort();
}

/**
 * The manifest in an output folder. `undefined` when there is none, or it is broken, of another version,
 * or of something else. What it says of an agent is not looked at beyond the agent's name.
 */
export async function readOwnManifest(folder: string): Promise<Manifest | undefined> {
  const manifest = await readManifest(path.join(folder, "manifest.json"));
  if (!isRecord(manifest) || manifest["version"] !== manifestVersion) return undefined;
  const { agents } = manifest;
  if (!isRecord(agents)) return undefined;
  const isOurs = Object.entries(agents).every(
    ([name, spec]) => isRecord(spec) && spec["name"] === name,
  );
  return isOurs ? (manifest as unknown as Manifest) : undefined;
}

/** The checksums that the manifest of the last build lists, by name; empty where it has none. */
export async function readChecksums(folder: string): Promise<ReadonlyMap<string, string>> {
  return checksumsOf(await readManifest(path.join(folder, "manifest.json")));
}

function checksumsOf(manifest: unknown): ReadonlyMap<string, string> {
  const checksums = isRecord(manifest) ? manifest["checksums"] : undefined;
  if (!isRecord(checksums)) return new Map();
  const entries = Object.entries<unknown>(checksums);
  return new Map(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** What the file of a manifest holds, whatever that is; `undefined` when it is no JSON. */
async function readManifest(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isRecord(
  value: unknown,
): value is Record<"agents" | "version" | "name" | "checksums", unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
