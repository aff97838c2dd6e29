import { readFileSync } from "node:fs";
import path from "node:path";
import { manifestVersion } from "../../manifest/manifest.js";
import { fileNameOf } from "../emit/file-name.js";
import { isNameWithin } from "./name-within.js";

/**
 * The files in an output folder that an earlier build wrote, by what its manifest lists: a module for
 * each agent, and in folders of their own whatever has a checksum. None when there is no manifest, or
 * it is broken, of another version, or of something else: then nobody can tell whose files they are.
 */
export function findOwnedFiles(folder: string): string[] {
  const manifest = readManifest(path.join(folder, "manifest.json"));
  if (!isRecord(manifest) || manifest["version"] !== manifestVersion) return [];
  const { agents } = manifest;
  if (!isRecord(agents)) return [];
  const entries = Object.entries(agents);
  const isOurs = entries.every(([name, spec]) => isRecord(spec) && spec["name"] === name);
  if (!isOurs) return [];
  const modules = entries.map(([name]) => `${fileNameOf(name)}.ts`);
  const { checksums } = manifest;
  const below = isRecord(checksums)
    ? Object.keys(checksums).filter((name) => name.includes("/"))
    : [];
  return [
    ...[...modules, "index.ts", "manifest.json"].filter((name) => !name.includes("/")),
    ...below,
  ]
    .filter(isNameWithin)
    .sort();
}

/** The checksums that the manifest of the last build lists, by name; empty where it has none. */
export function readChecksums(folder: string): ReadonlyMap<string, string> {
  const manifest = readManifest(path.join(folder, "manifest.json"));
  const checksums = isRecord(manifest) ? manifest["checksums"] : undefined;
  if (!isRecord(checksums)) return new Map();
  const entries = Object.entries<unknown>(checksums);
  return new Map(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function readManifest(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isRecord(
  value: unknown,
): value is Record<"agents" | "version" | "name" | "checksums", unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
