import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { assertOptions } from "../errors/assert-options.js";
import { callback, flag, someText } from "../internal/options/rules.js";
import { shape } from "../internal/options/shape.js";
import type { ManifestDifference } from "../diff/find-differences.js";
import type { Manifest } from "../manifest/manifest.js";
import { type BuildRecord, readRecord, recordKey, writeRecord } from "./cache/build-record.js";
import type { EarlierBuild } from "./cache/earlier-build.js";
import { findChanges, takeInputs } from "./cache/inputs.js";
import { type WatchedPlaces, watchedPlaces } from "./cache/watched-places.js";
import { findConfig } from "./load-config/find-config.js";
import { isCompiled, noCallables } from "./program/compiled.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { findOddFile } from "./find-odd-file.js";
import type { LockOwner } from "./write/lock-owner.js";
import { isAsLeft } from "./write/is-as-left.js";

/** What a build takes. */
export interface BuildOptions {
  /** The folder of the project. */
  readonly root: string;
  /** From the root. Default: `"agents.config.ts"`, or else the one in `src`. */
  readonly config?: string;
  /**
   * Write nothing, neither into the output nor into the cache, and report what is stale. Default:
   * false.
   */
  readonly check?: boolean;
  /** Write an output that loads without a compiler. Default: the config's. */
  readonly standalone?: boolean;
  /** The file with the section about the agents, relative to the root. Default: the config's. */
  readonly agentsMd?: string;
  /**
   * Compile even if nothing has changed since the last build. For changes that a build cannot see: a
   * config or an agent that reads the network or the clock when it is loaded, a package edited in
   * node_modules. Default: false.
   */
  readonly force?: boolean;
  /** Called when something has changed, before the compiler is loaded. */
  readonly onCompile?: () => void | Promise<void>;
  /**
   * Treat warnings as errors: nothing is written while there is a warning that no comment turns off, or
   * over a file that was edited by hand. Default: false.
   */
  readonly strict?: boolean;
  /**
   * Called with a description of the other process when another build has been writing the same output
   * for a second. If the other makes no progress for ten seconds, this build gives up with
   * `write/locked`.
   */
  readonly onWait?: (process: string) => void;
}

/** The options of a build, checked when a program gives them. */
export const buildOptionsRule = shape<BuildOptions>(
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
  /** Whether there are no errors. A stale output is not an error. */
  readonly ok: boolean;
  /** Sorted by file and position. */
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly manifest?: Manifest;
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** With `check`: what a build would write or remove. */
  readonly stale: readonly string[];
  /** With `check`, if anything is stale: what changed in which agent since the last build. */
  readonly changes: readonly ManifestDifference[];
  /** How many agents were found. */
  readonly agents: number;
  /** How many networks were found. */
  readonly networks: number;
  /** How many files the output has. */
  readonly files: number;
  /** Whether everything that the last build read is unchanged, so that nothing was compiled. */
  readonly unchanged: boolean;
}

/**
 * Compiles the agents of a project into its output folder, in this thread: for a command, whose process
 * ends with the build. The project's modules run here, under guards that are never removed
 * (`guard-evaluation.ts`); a module with an endless loop ends the process.
 */
export async function build(options: BuildOptions): Promise<BuildResult> {
  assertOptions("build()", options, buildOptionsRule);
  const { result, readManifest } = await trackedBuild(options);
  return { ...result, ...(readManifest && { manifest: readManifest() }) };
}

/** A build, with the places that it read. */
export interface TrackedBuild {
  readonly result: Omit<BuildResult, "manifest">;
  /** Absent if there is an error. A function, because the manifest is large and few callers need it. */
  readonly readManifest?: (() => Manifest) | undefined;
  /** Absent if not even the compiler could be loaded. */
  readonly places?: WatchedPlaces;
}

/**
 * The result of a build if neither the project nor its output has changed since the last one; `undefined`
 * otherwise. Loads no compiler and keeps nothing.
 */
export function recallBuild(options: BuildOptions): TrackedBuild | undefined {
  return recall(lookBack(options), options);
}

/** Builds as {@link build} does, and also says where a change can make another build necessary. */
export async function trackedBuild(options: BuildOptions): Promise<TrackedBuild> {
  const lookedBack = lookBack(options);
  const recalled = recall(lookedBack, options);
  if (recalled) return recalled;
  const { root, config, given, key, startedAtMs, known, changed } = lookedBack;
  const isUnchanged = changed?.length === 0;
  // Something has changed, so the compiler is loaded from here on.
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
  const odd = findOddFile(realpathSync(options.root), config);
  if (odd) {
    const { report } = await import("./diagnostics/report.js");
    const unreadable = report("source/unreadable", undefined, { ...odd });
    return refuseBuild({ diagnostics: [unreadable], ...noCallables }, {});
  }
  const { checkPeers } = await import("./check-peers.js");
  const missing = checkPeers(root);
  if (missing.length > 0) return refuseBuild({ diagnostics: missing, ...noCallables }, {});
  await options.onCompile?.();
  try {
    const { compile } = await import("./compile.js");
    const { findInputPlaces } = await import("./cache/input-places.js");
    const earlier = known && changed !== "all" ? earlierBuild(known, changed) : undefined;
    const asked = { root, config, ...given, startedAtMs };
    const compileFrom = (known?: EarlierBuild) => compile({ ...asked, earlier: known });
    // The kept parts may have any shape, because somebody may have edited them by hand.
    const compilation = await compileFrom(earlier).catch((error: unknown) => {
      if (earlier === undefined) throw error;
      return compileFrom();
    });
    const { result, inputs, parts } = compilation;
    const inputPlaces = findInputPlaces(inputs);
    const places = watchedPlaces(inputPlaces);
    if (!isCompiled(result)) return { ...refuseBuild(result, options), places };
    // Before anything is written: the first build makes the output folder.
    const taken = takeInputs(inputs, inputPlaces);
    if (taken && !options.check) writeRecord(key, taken, result, parts);
    return { ...(await finishBuild(result, { ...options, root, waiting })), places };
  } catch (error) {
    const { reportThrown } = await import("./evaluate/report-thrown.js");
    const thrown = reportThrown(error, options.root);
    if (thrown === undefined) throw error;
    return refuseBuild({ diagnostics: [thrown], ...noCallables }, {});
  }
}

function earlierBuild(
  { inputs, readParts }: BuildRecord,
  changed: readonly string[] = [],
): EarlierBuild | undefined {
  const parts = readParts();
  return parts && { inputs, parts, changed };
}

/** What is known of the previous build, and what this one records about itself. */
function lookBack(options: BuildOptions) {
  const root = realpathSync(options.root).replaceAll("\\", "/");
  const config = findConfig(root, options.config);
  const given = { standalone: options.standalone, agentsMd: options.agentsMd };
  const key = recordKey(root, config, given);
  const startedAtMs = Date.now();
  const known = options.force ? undefined : readRecord(key);
  return {
    root,
    config,
    given,
    key,
    startedAtMs,
    known,
    changed: known && findChanges(known.inputs),
  };
}

function recall(
  { root, known, changed }: ReturnType<typeof lookBack>,
  { strict }: BuildOptions,
): TrackedBuild | undefined {
  if (known === undefined || changed?.length !== 0 || strict) return undefined;
  if (!isAsLeft(known.left, root)) return undefined;
  const { output, sums, diagnostics, agents, networks } = known.left;
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
      networks,
      files: Object.keys(sums).length,
      unchanged: true,
    },
    readManifest: () => JSON.parse(readFileSync(manifest, "utf8")) as Manifest,
    places: watchedPlaces(known.inputs),
  };
}
