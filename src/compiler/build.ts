import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { assertOptions } from "../errors/assert-options.js";
import { callback, flag, someText } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type { ManifestDifference } from "../manifest/find-differences.js";
import type { Manifest } from "../manifest/manifest.js";
import { type BuildRecord, readRecord, recordKey, writeRecord } from "./cache/build-record.js";
import type { EarlierBuild } from "./cache/earlier-build.js";
import { findChanges, takeInputs } from "./cache/inputs.js";
import { type WatchedPlaces, watchedPlaces } from "./cache/watched-places.js";
import { isCompiled } from "./compiled.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import type { LockOwner } from "./write/lock-owner.js";
import { isAsLeft } from "./write/is-as-left.js";

/** What {@link build} takes. */
export interface BuildOptions {
  /** The folder of the project. */
  readonly root: string;
  /** From the root. Default: `"agents.config.ts"`. */
  readonly config?: string;
  /** Write nothing into the output, and say what is stale. Default: false. */
  readonly check?: boolean;
  /** Make the output load without a compiler. Default: what the config says. */
  readonly standalone?: boolean;
  /** Which file gets a section on the agents, from the root. Default: what the config says. */
  readonly agentsMd?: string;
  /**
   * Compile although nothing that the last build read has changed. For what a build cannot see: a
   * config or an agent that takes something from the network or the clock when it is loaded, a package
   * edited in place. Default: false.
   */
  readonly force?: boolean;
  /** Called when something has changed, before the compiler is loaded. */
  readonly onCompile?: () => void | Promise<void>;
  /**
   * Take warnings as errors: nothing is written while there is one that no comment turns off, nor over
   * a file that was edited by hand. Default: false.
   */
  readonly strict?: boolean;
  /**
   * Called when another build has been writing the same output for a second, with its process
   * in words. After ten seconds the build gives up, with `write/locked`.
   */
  readonly onWait?: (process: string) => void;
}

const optionsRule = shape<BuildOptions>(
  {
    root: someText,
    config: someText,
    check: flag,
    standalone: flag,
    agentsMd: someText,
    force: flag,
    onCompile: callback,
    strict: flag,
    onWait: callback,
  },
  ["root"],
);

/** What a build did. Paths are from the root, with `/`, sorted. */
export interface BuildResult {
  /** Whether there is no error. A stale output is none. */
  readonly ok: boolean;
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly manifest?: Manifest;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** With `check`: what a build would write or remove. */
  readonly stale: readonly string[];
  /** With `check`, where anything is stale: what of which agent changed since the last build. */
  readonly changes: readonly ManifestDifference[];
  /** How many agents were found. */
  readonly agents: number;
  /** How many files the output has. */
  readonly files: number;
  /** Whether all that the last build read is as it was, so that nothing had to be compiled. */
  readonly unchanged: boolean;
}

/**
 * Compiles the agents of a project into its output folder. What is wrong with the project is in the
 * diagnostics, all at once; nothing is written when there is any error.
 *
 * What a build made is kept in `node_modules/.cache`, with hashes of all that it read. While these are
 * the same nothing is compiled again: neither TypeScript nor the config is loaded.
 *
 * Rejects with an `AgentError` of code `config_invalid` for an option that does not exist, or that has a
 * wrong value.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  assertOptions("build()", options, optionsRule);
  const { result, readManifest } = await trackedBuild(options);
  return { ...result, ...(readManifest && { manifest: readManifest() }) };
}

/** A build, with what it looked at. */
export interface TrackedBuild {
  readonly result: Omit<BuildResult, "manifest">;
  /** Absent where there is an error. It is large, and few ask. */
  readonly readManifest?: (() => Manifest) | undefined;
  /** Absent where not even the compiler could be loaded. */
  readonly places?: WatchedPlaces;
}

/** Builds as {@link build} does, and says where a change may give the next build something to do. */
export async function trackedBuild(options: BuildOptions): Promise<TrackedBuild> {
  const root = realpathSync(options.root).replaceAll("\\", "/");
  const config = options.config ?? "agents.config.ts";
  const given = { standalone: options.standalone, agentsMd: options.agentsMd };
  const key = recordKey(root, config, given);
  const startedAtMs = Date.now();
  const known = options.force ? undefined : readRecord(key);
  const changed = known && findChanges(known.inputs);
  const isUnchanged = changed?.length === 0;
  if (isUnchanged && known && !options.strict && isAsLeft(known.left, root)) {
    return { ...recall(known.left, root), places: watchedPlaces(known.inputs) };
  }
  // From here on there is something to do, and what does it is loaded.
  const { finishBuild, refuseBuild } = await import("./finish-build.js");
  const { describeOwner } = await import("./write/lock-owner.js");
  const waiting = { onWait: (owner?: LockOwner) => options.onWait?.(describeOwner(owner)) };
  const tree = isUnchanged ? known?.readTree() : undefined;
  if (known && tree) {
    const compiled = { ...known.left, tree };
    const { result, ...rest } = await finishBuild(compiled, { ...options, root, waiting });
    const places = watchedPlaces(known.inputs);
    return { ...rest, result: { ...result, unchanged: result.ok }, places };
  }
  await options.onCompile?.();
  try {
    const { compile } = await import("./compile.js");
    const { findInputPlaces } = await import("./cache/input-places.js");
    const earlier = known && changed !== "all" ? earlierBuild(known, changed) : undefined;
    const compilation = await compile({ root, config, ...given, waiting, startedAtMs, earlier });
    const { result, inputs, parts } = compilation;
    const inputPlaces = findInputPlaces(inputs);
    const places = watchedPlaces(inputPlaces);
    if (!isCompiled(result)) return { ...refuseBuild(result, options), places };
    // Before anything is written: the first build makes the output folder.
    const taken = takeInputs(inputs, inputPlaces);
    if (taken) writeRecord(key, taken, result, parts);
    return { ...(await finishBuild(result, { ...options, root, waiting })), places };
  } catch (error) {
    const { reportMissingPeer } = await import("./missing-peer.js");
    const { reportThrown } = await import("./evaluate/report-thrown.js");
    const known = reportMissingPeer(error) ?? reportThrown(error, options.root);
    if (known === undefined) throw error;
    return refuseBuild({ diagnostics: [known], agents: 0 }, {});
  }
}

function earlierBuild(
  { inputs, readParts }: BuildRecord,
  changed: readonly string[] = [],
): EarlierBuild | undefined {
  const parts = readParts();
  return parts && { inputs, parts, changed };
}

/** The result of a build whose output is as it was left. */
function recall({ output, sums, diagnostics, agents }: BuildRecord["left"], root: string) {
  const manifest = path.join(root, output, "manifest.json");
  return {
    result: {
      ok: true,
      diagnostics,
      written: [],
      removed: [],
      stale: [],
      changes: [],
      agents,
      files: Object.keys(sums).length,
      unchanged: true,
    },
    readManifest: () => JSON.parse(readFileSync(manifest, "utf8")) as Manifest,
  } satisfies TrackedBuild;
}
