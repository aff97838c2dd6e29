import { findDifferences, type ManifestDifference } from "../../diff/find-differences.js";
import type { Manifest } from "../../manifest/manifest.js";
import type { FileTree } from "../emit/emit-input.js";
import { readOwnManifest } from "./owned-files.js";

/**
 * How the agents of a tree differ from those that an output folder was built from, which explains why its
 * files are stale. If it is unknown what it was built from, all agents are new.
 */
export function explainStale(tree: FileTree, folder: string): readonly ManifestDifference[] {
  const text = tree.get("manifest.json");
  if (text === undefined) return [];
  const after = JSON.parse(text) as Manifest;
  const before = readOwnManifest(folder);
  try {
    return findDifferences(before, after);
  } catch {
    // Somebody may have edited the manifest. The stale files are reported anyway.
    return [];
  }
}
