import { accessSync, constants, lstatSync, realpathSync } from "node:fs";
import path from "node:path";
import { readRecord, recordKey } from "./build-record.js";
import { findCacheFolder } from "./cache-folder.js";
import { findChanges } from "./inputs.js";

/** The state of a project's cache. */
export interface CacheState {
  /** Its folder. Absent if nothing can be cached. */
  readonly folder?: string;
  /** The text of the manifest that a build would take from the cache. Absent if an input has changed. */
  readonly manifest?: string;
}

/**
 * Inspects a project's cache, without changing anything.
 *
 * @param config from the root
 */
export function inspectCache(folder: string, config: string): CacheState {
  const root = realpathSync(folder).replaceAll("\\", "/");
  const kept = findCacheFolder(root);
  if (kept === undefined || !isWritable(kept.folder)) return {};
  const record = readRecord(recordKey(root, config, {}));
  const isCurrent = record !== undefined && findChanges(record.inputs).length === 0;
  const manifest = isCurrent ? record.readTree()?.get("manifest.json") : undefined;
  return { folder: kept.folder, ...(manifest !== undefined && { manifest }) };
}

/** Whether the folder is writable, or can be made. */
function isWritable(folder: string): boolean {
  let at = folder;
  let found = lstatSync(at, { throwIfNoEntry: false });
  while (found === undefined) found = lstatSync((at = path.dirname(at)), { throwIfNoEntry: false });
  try {
    accessSync(at, constants.W_OK);
    return found.isDirectory();
  } catch {
    return false;
  }
}
