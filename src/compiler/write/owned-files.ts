import path from "node:path";
import { type Manifest, manifestVersion } from "../../manifest/manifest.js";
import { readOwnFile } from "../disk/read-file.js";
import { fileNameOf } from "../emit/file-name.js";
import { isNameWithin } from "./name-within.js";

/**
 * The files in an output folder that an earlier build wrote, by what its manifest lists: a module for
 * each agent, and in folders of their own whatever has a checksum. None when there is no manifest, or
 * it is broken, of another version, or of something else: then nobody can tell whose files they are.
 */
export function findOwnedFiles(folder: string): string[] {
  const manifest = readOwnManifest(folder);
  if (manifest === undefined) return [];
  const modules = Object.keys(manifest.agents).map((name) => `${fileNameOf(name)}.ts`);
  const below = [...checksumsOf(manifest).keys()].filter((name) => name.includes("/"));
  return [
    ...[...modules, "index.ts", "manifest.json"].filter((name) => !name.includes("/")),
    ...below,
  ]
    .filter(isNameWithin)
    .sort();
}

/**
 * The manifest in an output folder. `undefined` when there is none, or it is broken, of another version,
 * or of something else. What it says of an agent is not looked at beyond the agent's name.
 */
export function readOwnManifest(folder: string): Manifest | undefined {
  const manifest = readManifest(path.join(folder, "manifest.json"));
  if (!isRecord(manifest) || manifest["version"] !== manifestVersion) return undefined;
  const { agents } = manifest;
  if (!isRecord(agents)) return undefined;
  const isOurs = Object.entries(agents).every(
    ([name, spec]) => isRecord(spec) && spec["name"] === name,
  );
  return isOurs ? (manifest as unknown as Manifest) : undefined;
}

/** The checksums that the manifest of the last build lists, by name; empty where it has none. */
export function readChecksums(folder: string): ReadonlyMap<string, string> {
  return checksumsOf(readManifest(path.join(folder, "manifest.json")));
}

function checksumsOf(manifest: unknown): ReadonlyMap<string, string> {
  const checksums = isRecord(manifest) ? manifest["checksums"] : undefined;
  if (!isRecord(checksums)) return new Map();
  const entries = Object.entries<unknown>(checksums);
  return new Map(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function readManifest(file: string): unknown {
  try {
    return JSON.parse(readOwnFile(file).toString("utf8"));
  } catch {
    return undefined;
  }
}

function isRecord(
  value: unknown,
): value is Record<"agents" | "version" | "name" | "checksums", unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
