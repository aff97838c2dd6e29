import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { WatchedPlaces } from "../cache/watched-places.js";
import { createBuilder } from "./builder.js";
import { watchFolders } from "./folder-watcher.js";
import type { WatchedBuild, WatchedBuildOptions } from "./worker-messages.js";

/** What came of a change. */
export interface WatchEvent {
  readonly result: WatchedBuild["result"];
  readonly durationMs: number;
  /** Whether the diagnostics are others than those of the event before; true for the first one. */
  readonly isNews: boolean;
}

/** What {@link watchProject} takes. */
export interface WatchOptions extends Omit<WatchedBuildOptions, "force"> {
  /** Compile at first although nothing has changed since the last build. Default: false. */
  readonly force?: boolean;
  /** Called after each build that had something to do, and after the first one. */
  onBuild(event: WatchEvent): void;
  /** Called when a build could not be brought to its end; the next change begins another one. */
  onFailure(error: Error): void;
  /** Called when another process has been writing the output for a second, with it in words. */
  readonly onWait?: (process: string) => void;
  /** Called when the system does not tell of changes, with its reason, so that files are read every second. */
  readonly onPolling?: (reason: Error) => void;
}

/** A project that is built with every change. */
export interface Watch {
  /** Looks whether there is something to do, as after a change. */
  check(): void;
  /** Ends the watch, once a build that is going on has come to its end. */
  close(): Promise<void>;
}

/** A save is more than one event, and a change of branch is many. */
const quietMs = 30;
const patienceMs = 500;
/** A build that is not done by then waits for something that may not come, when its project changes. */
const stuckAfterMs = 10_000;

/**
 * Builds a project now, and again with each change of what it is made from. Whether something has changed
 * is told by content, and by the imports of the agents, as between any two builds; so neither what a
 * build writes nor a file that was saved as it was begins another one. While there is an error the last
 * good output stays.
 */
export function watchProject(options: WatchOptions): Watch {
  const { root, config, standalone, agentsMd, strict, envFile } = options;
  const { onBuild, onFailure, onWait, onPolling } = options;
  const builder = createBuilder({ onWait });
  const folders = watchFolders({ onChange: check, onPolling });
  let places: WatchedPlaces = { files: [], folders: [root], trees: [], output: root };
  let last: WatchedBuild["result"] | undefined;
  let force = options.force ?? false;
  let timer: NodeJS.Timeout | undefined;
  let firstChangeAt: number | undefined;
  let running: { readonly startedAt: number; readonly done: Promise<void> } | undefined;
  let isClosed = false;

  function check(): void {
    if (isClosed) return;
    const now = performance.now();
    firstChangeAt ??= now;
    clearTimeout(timer);
    const leftMs = Math.max(0, firstChangeAt + patienceMs - now);
    timer = setTimeout(start, Math.min(quietMs, leftMs));
  }

  function start(): void {
    if (running !== undefined) {
      if (performance.now() - running.startedAt > stuckAfterMs) {
        void builder.restart("The build did not come to its end before the next change.");
      }
      timer = setTimeout(start, quietMs);
      return;
    }
    firstChangeAt = undefined;
    running = { startedAt: performance.now(), done: run().finally(() => (running = undefined)) };
  }

  async function run(): Promise<void> {
    const startedAt = performance.now();
    // What comes to be in a folder that is new is seen by the build, or else by the watcher.
    folders.set(places);
    try {
      const build = await builder.build({
        root,
        ...(config !== undefined && { config }),
        ...(standalone !== undefined && { standalone }),
        ...(agentsMd !== undefined && { agentsMd }),
        ...(strict && { strict }),
        ...(force && { force }),
        ...(envFile && { envFile }),
      });
      // Nothing closes a folder that is watched from here on, and it would keep the process alive.
      if (isClosed) return;
      force = false;
      look(build.places);
      tell(build.result, performance.now() - startedAt);
    } catch (error) {
      last = undefined;
      if (isClosed) return;
      look(undefined);
      onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** What an unfinished build has read is unknown, so the change that mends it may be in any folder. */
  function look(found: WatchedPlaces | undefined): void {
    places = found ?? { ...places, trees: [...new Set([...places.trees, root])] };
    if (folders.set(places)) check();
  }

  function tell(result: WatchedBuild["result"], durationMs: number): void {
    const { ok, diagnostics, unchanged, written, removed } = result;
    const isNews = !isDeepStrictEqual(last?.diagnostics, diagnostics);
    const isDone = ok && (!unchanged || written.length + removed.length > 0);
    const event = { result, durationMs, isNews };
    const isWorthTelling = last?.ok !== ok || isNews || isDone;
    last = result;
    if (isWorthTelling) onBuild(event);
  }

  start();
  return {
    check,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      folders.close();
      const grace = sleep(stuckAfterMs, undefined, { ref: false });
      await Promise.race([running?.done, grace]);
      await builder.restart();
    },
  };
}
