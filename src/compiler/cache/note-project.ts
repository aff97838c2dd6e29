import type { AnalyzedProject } from "../analyze/analyze-project.js";
import type { Outskirts } from "../analyze/classes/find-outside.js";
import type { Program } from "../program/program.js";
import { addEarlier } from "./add-earlier.js";
import { collectParts } from "./collect-parts.js";
import type { EarlierBuild } from "./earlier-build.js";
import { findNear } from "./find-near.js";
import type { NotedInputs } from "./input-places.js";
import type { StillTrue } from "./keep-unchanged.js";
import type { KeptParts } from "./kept-parts.js";
import type { ConfigNotes } from "./note-config.js";

/** What a project was compiled from. */
export interface CompiledFrom {
  /** Absolute, sorted. */
  readonly files: readonly string[];
  readonly opening: ConfigNotes;
  /** Modules that were loaded: absolute paths. */
  readonly loaded: readonly string[];
  readonly analyzed: AnalyzedProject;
  readonly program: Program;
  /** What was opened and read before the surroundings of the agents were searched. */
  readonly read: ReadonlySet<string>;
  readonly outskirts: Outskirts;
  readonly earlier: EarlierBuild | undefined;
  readonly kept: StillTrue | undefined;
}

/** Everything that a compilation has read, and what it knows about the parts of the project. */
export function noteProject({
  files,
  opening,
  loaded,
  analyzed,
  program,
  read,
  outskirts,
  earlier,
  kept,
}: CompiledFrom): { readonly inputs: NotedInputs; readonly parts: KeptParts | undefined } {
  const { sources, tsconfigs } = analyzed;
  const near = findNear(outskirts.files, { read, earlier });
  const config = [...opening.modules, ...opening.read];
  const parts = collectParts({ files, near, config }, analyzed, program, kept);
  // A type import of `Agents` has the type checker read what the build is about to write.
  const folder = `${sources.root}/${program.output}`;
  const isOutput = (file: string) => file === folder || file.startsWith(`${folder}/`);
  const opened = sources.opened().filter((file) => !isOutput(file));
  const inputs: NotedInputs = {
    ...opening.inputs,
    files: [...files, ...tsconfigs, ...outskirts.files, ...opened, ...opening.modules, ...loaded],
    outskirts,
    folders: new Set([...sources.lookedIn()].filter((place) => !isOutput(place))),
  };
  return { inputs: kept && earlier ? addEarlier(inputs, earlier, program.imports) : inputs, parts };
}
