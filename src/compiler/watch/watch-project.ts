import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { WatchedPlaces } from "../cache/watched-places.js";
import { createBuilder } from "./builder.js";
import { watchFolders } from "./folder-watcher.js";
import type { WatchedBuild, WatchedBuildOptions } from "./worker-messages.js";

/** The result of a change. */
export interface WatchEvent {
  readonly result: WatchedBuild["result"];
  readonly durationMs: number;
  /** Whether the diagnostics differ from those of the previous event. True for the first one. */
  readonly isNews: boolean;
}

/** What {@link watchProject} takes. */
export interface WatchOptions extends Omit<WatchedBuildOptions, "force"> {
  /** Make the first build compile even if nothing has changed since the last one. Default: false. */
  readonly force?: boolean;
  /** Called after each build that had something to do, and after the first one. */
  onBuild(event: WatchEvent): void;
  /** Called when a build could not finish. The next change starts another one. */
  onFailure(error: Error): void;
  /** Called when another process has been writing the output for a second, with a description of it. */
  readonly onWait?: (process: string) => void;
  /** Called when the system cannot report changes, with the reason; files are then checked every second. */
  readonly onPolling?: (reason: Error) => void;
}

/** A project that is built after every change. */
export interface Watch {
  /** Checks whether there is something to do, as after a change. */
  check(): void;
  /** Ends the watch after a running build has finished. */
  close(): Promise<void>;
}

/** Saving a file causes several events, and switching branches many. */
const quietMs = 30;
const patienceMs = 500;
/**
 * If the project changes while a build has been running for longer, the build is waiting for something that
 * may never come.
 */
const stuckAfterMs = 10_000;

/**
 * Builds a project now, and again after each change of its inputs. Changes are detected by content and by
 * the agents' imports, as between any two builds, so neither the files that a build writes nor a file saved
 * without changes start another build. While there is an error, the last good output stays.
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
    // Set before the build, so that either the build or the watcher sees each file that appears in a new
    // folder.
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
      // After `close`, nothing would close a new watcher, and it would keep the process alive.
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

  /** It is unknown what an unfinished build has read, so the change that fixes it may be in any folder. */
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
