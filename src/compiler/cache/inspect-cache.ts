import { accessSync, constants, realpathSync } from "node:fs";
import { readRecord, recordKey } from "./build-record.js";
import { findCacheFolder } from "./cache-folder.js";
import { findChanges } from "./inputs.js";

/** What is kept of a project's builds. */
export interface CacheState {
  /** Where; absent when nothing can be kept. */
  readonly folder?: string;
  /** The text of the manifest that a build would take from there, because nothing that it reads has changed. */
  readonly manifest?: string;
}

/**
 * Looks at what is kept of a project's builds.
 *
 * @param config from the root
 */
export function inspectCache(folder: string, config: string): CacheState {
  const root = realpathSync(folder).replaceAll("\\", "/");
  const kept = findCacheFolder(root);
  if (kept === undefined || !isWritable(kept)) return {};
  const record = readRecord(recordKey(root, config, {}));
  const isCurrent = record !== undefined && findChanges(record.inputs).length === 0;
  const manifest = isCurrent ? record.readTree()?.get("manifest.json") : undefined;
  return { folder: kept, ...(manifest !== undefined && { manifest }) };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
