import { lstatSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Manifest, manifestVersion } from "../../manifest/manifest.js";
import { specsOf } from "../../manifest/specs-of.js";
import { assertNoLink } from "../disk/assert-no-link.js";
import { readOwnFile } from "../disk/read-file.js";
import { checksumOf } from "../emit/checksum.js";
import { fileNameOf } from "../emit/file-name.js";
import { isNameWithin } from "./name-within.js";
import { workFolderOf } from "./work-folder.js";
import { isObject } from "../../internal/is-object.js";

/**
 * The files in an output folder that an earlier build wrote, by its manifest: a module for each agent, and
 * files in subfolders that have a checksum. None if the manifest is missing, broken, of another version or
 * not Troupe's, because it is then unknown whose files they are.
 */
export function findOwnedFiles(folder: string): string[] {
  return filesOf(readOwnManifest(folder));
}

/**
 * The manifest in an output folder. `undefined` if it is missing, broken, of another version or not
 * Troupe's. Checks nothing about an agent except its name.
 */
export function readOwnManifest(folder: string): Manifest | undefined {
  return parseManifest(readText(path.join(folder, "manifest.json")));
}

/** What builds have written into an output folder, by their manifests. Names are sorted. */
export interface BuiltFiles {
  /** What the last build that finished wrote. */
  readonly owned: readonly string[];
  /** What killed builds were about to write. Other files may be there instead. */
  readonly begun: readonly string[];
  /**
   * Whether a file of this name and text is what one of these builds wrote, as far as their manifests say.
   */
  isAsBuilt(name: string, text: string): boolean;
  /** Changes when a build writes. */
  readonly version: string;
}

export function readBuiltFiles(folder: string): BuiltFiles {
  const text = readText(path.join(folder, "manifest.json"));
  const left = readPrepared(folder);
  const last = parseManifest(text);
  const killed = left.flatMap((found) => parseManifest(found) ?? []);
  const manifests = [...(last ? [last] : []), ...killed];
  return {
    owned: filesOf(last),
    begun: [...new Set(killed.flatMap(filesOf))].sort(),
    isAsBuilt(name, onDisk) {
      const known = manifests.flatMap((manifest) => checksumsOf(manifest).get(name) ?? []);
      return known.length === 0 || known.includes(checksumOf(name, onDisk));
    },
    version: JSON.stringify([text, stampOf(path.join(folder, "manifest.json")), ...left]),
  };
}

/**
 * Identifies the file itself, because the second of two builds may have restored the content that the first
 * changed.
 */
function stampOf(file: string): string {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.ctimeNs}` : "";
}

/** The manifests that killed builds had prepared. */
function readPrepared(folder: string): string[] {
  const work = workFolderOf(folder);
  try {
    assertNoLink(folder, work);
    return readdirSync(work, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readText(path.join(work, name, "manifest.json")) ?? []);
  } catch {
    return [];
  }
}

function filesOf(manifest: Manifest | undefined): string[] {
  if (manifest === undefined) return [];
  const modules = Object.keys(specsOf(manifest)).map((name) => `${fileNameOf(name)}.ts`);
  const below = [...checksumsOf(manifest).keys()].filter((name) => name.includes("/"));
  return [
    ...[...modules, "index.ts", "manifest.json"].filter((name) => !name.includes("/")),
    ...below,
  ]
    .filter(isNameWithin)
    .sort();
}

function checksumsOf({ checksums }: { readonly checksums?: unknown }): ReadonlyMap<string, string> {
  if (!isObject(checksums)) return new Map();
  const entries = Object.entries<unknown>(checksums);
  return new Map(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function parseManifest(text: string | undefined): Manifest | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
  if (!isObject(manifest) || manifest["version"] !== manifestVersion) return undefined;
  const { agents, networks = {} } = manifest;
  if (!isObject(agents) || !isObject(networks)) return undefined;
  const isOurs = [...Object.entries(agents), ...Object.entries(networks)].every(
    ([name, spec]) => isObject(spec) && spec["name"] === name,
  );
  return isOurs ? (manifest as unknown as Manifest) : undefined;
}

function readText(file: string): string | undefined {
  try {
    return readOwnFile(file).toString("utf8");
  } catch {
    return undefined;
  }
}
