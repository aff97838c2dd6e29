import { type FSWatcher, readdirSync, realpathSync, statSync, watch } from "node:fs";
import path from "node:path";
import type { WatchedPlaces } from "../cache/watched-places.js";

/** Watches the folders of a project. */
export interface FolderWatcher {
  /**
   * Watches these places from now on, and no others.
   * @returns whether there is a folder among them that was not watched before, in which something may
   *   have changed unseen
   */
  set(places: WatchedPlaces): boolean;
  close(): void;
}

/** What {@link watchFolders} takes. */
export interface FolderWatcherOptions {
  /** Called when something in a folder may have changed, again and again. */
  onChange(): void;
  /**
   * Called once, when the system allows no more watched folders; from then on, folders are checked every
   * second.
   */
  onPolling?: ((reason: Error) => void) | undefined;
}

interface Watched {
  /** Tells a folder from another one that has replaced it. */
  readonly identity: string;
  readonly watcher: FSWatcher;
}

/** A module, or a settings file. */
const isSource = /\.(?:[cm]?[jt]sx?|json)$|^\.env/;

const pollMs = 1_000;

/**
 * Watches each folder separately, with `fs.watch`: on Linux, watching a tree watches each file in it,
 * `node_modules` included. It reports only that something happened in a folder, so it does not matter how
 * an editor replaces a file, nor how many events the system sends.
 */
export function watchFolders({ onChange, onPolling }: FolderWatcherOptions): FolderWatcher {
  const watched = new Map<string, Watched>();
  let files = new Set<string>();
  let polling: NodeJS.Timeout | undefined;

  function poll(reason: unknown): void {
    if (polling !== undefined) return;
    polling = setInterval(onChange, pollMs);
    onPolling?.(reason instanceof Error ? reason : new Error(String(reason)));
  }

  function drop(folder: string): void {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  }

  /** Ignores the temporary files that editors, and commands like sed, write first. */
  function matters(place: string): boolean {
    if (isSource.test(path.basename(place)) || files.has(place) || watched.has(place)) return true;
    return identityOf(place) !== undefined;
  }

  function add(folder: string, identity: string): void {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || matters(path.join(folder, name))) onChange();
      });
      // On Windows, the removal of a folder is an error.
      watcher.on("error", () => {
        drop(folder);
        onChange();
      });
      watched.set(folder, { identity, watcher });
    } catch (error) {
      // The folder may have been removed meanwhile; then the watcher of its parent reports that.
      if (identityOf(folder) !== undefined) poll(error);
    }
  }

  return {
    set(places) {
      files = new Set(places.files);
      const wanted = foldersOf(places);
      for (const [folder, { identity }] of watched) {
        if (wanted.get(folder) !== identity) drop(folder);
      }
      const fresh = [...wanted].filter(([folder]) => !watched.has(folder));
      for (const [folder, identity] of fresh) add(folder, identity);
      return fresh.length > 0;
    },
    close() {
      clearInterval(polling);
      for (const folder of watched.keys()) drop(folder);
    },
  };
}

/** The folders that exist, each with its identity; for a missing one, its nearest parent that exists. */
function foldersOf({ folders, trees, output }: WatchedPlaces): Map<string, string> {
  const found = new Map<string, string>();
  const add = (folder: string): boolean => {
    const identity = identityOf(folder);
    if (identity === undefined) return false;
    found.set(folder, identity);
    return true;
  };
  const addNearest = (folder: string) => {
    for (let at = folder; !add(at) && at !== path.dirname(at);) at = path.dirname(at);
  };
  for (const folder of folders) addNearest(folder);
  for (const tree of trees) {
    addNearest(tree);
    for (const folder of foldersBelow(tree, output)) add(folder);
  }
  return found;
}

function identityOf(folder: string): string | undefined {
  try {
    const found = statSync(folder, { bigint: true });
    return found.isDirectory() ? `${found.dev}:${found.ino}` : undefined;
  } catch {
    return undefined;
  }
}

function foldersBelow(tree: string, output: string): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    try {
      // A link may lead back to a parent.
      const real = realpathSync.native(folder);
      if (seen.has(real)) return;
      seen.add(real);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isFile() || entry.name === "node_modules" || entry.name.startsWith(".")) continue;
        const below = path.join(folder, entry.name);
        if (below === output || identityOf(below) === undefined) continue;
        found.push(below);
        visit(below);
      }
    } catch {
      // It has been removed meanwhile.
    }
  };
  visit(tree);
  return found;
}
