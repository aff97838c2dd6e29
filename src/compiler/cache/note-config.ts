import path from "node:path";
import type { NotedInputs } from "./input-places.js";
import { noReads } from "./record-reads.js";

/** What is noted from the beginning of a compilation. */
export type Notes = Pick<NotedInputs, "root" | "env" | "reads" | "startedAtMs">;

export function beginNotes({
  root,
  startedAtMs,
}: Pick<NotedInputs, "root" | "startedAtMs">): Notes {
  return { root, env: { ...process.env }, reads: noReads(), startedAtMs };
}

/** The inputs if the config cannot be loaded. Paths are absolute. */
export function noteFailedConfig(notes: Notes, files: readonly string[]): NotedInputs {
  return { ...notes, ...nowhere, output: notes.root, files };
}

/** The inputs of loading the config. Paths are absolute. */
export interface ConfigNotes {
  /** All inputs, if only the config is read. */
  readonly inputs: NotedInputs;
  readonly modules: readonly string[];
  /** The files that these modules read. */
  readonly read: readonly string[];
}

/** @param opened - the output from the root, the globs of agents, the modules that were loaded */
export function noteConfig(
  notes: Notes,
  { output, globs, modules }: Pick<ConfigNotes, "modules"> & Pick<NotedInputs, "output" | "globs">,
): ConfigNotes {
  const places = { ...nowhere, output: path.join(notes.root, output), globs };
  return { inputs: { ...notes, ...places, files: modules }, modules, read: [...notes.reads.files] };
}

const nowhere = { globs: [], folders: [], outskirts: { files: [], folders: [], endings: [] } };
