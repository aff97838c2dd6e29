import { dirname } from "node:path";
import type { BuildResult } from "../compiler/build.js";
import type { DiagnosticFormat } from "../compiler/diagnostics/format-diagnostics.js";
import { exitCode, type ExitCode } from "./exit-code.js";
import { formatDuration } from "./format-duration.js";
import { createPaint } from "./paint.js";
import { projectRoot, type ProjectOptions } from "./project.js";
import { openStdout } from "./stdout.js";

/** What `agents build` takes. */
export interface BuildCommandOptions extends ProjectOptions {
  /** Write nothing; fail when the output is stale. */
  readonly check?: true;
  /** Take warnings as errors. */
  readonly strict?: true;
  readonly format: DiagnosticFormat;
}

/**
 * `agents build`: compiles the project and says what came of it. Diagnostics for people go to
 * stderr, those for programs to stdout; the summary always goes to stderr.
 */
export async function buildProject(options: BuildCommandOptions): Promise<ExitCode> {
  const startedAt = performance.now();
  const { build } = await import("../compiler/build.js");
  const { formatDiagnostics } = await import("../compiler/diagnostics/format-diagnostics.js");
  const result = await build({
    root: projectRoot(options),
    ...(options.config !== undefined && { config: options.config }),
    ...(options.check && { check: true }),
    ...(options.strict && { strict: true }),
    onWait: (other) => process.stderr.write(`Waiting for another build, ${other}, to write.\n`),
  });

  const paint = createPaint(process.stderr);
  const forPeople = options.format === "text";
  const diagnostics = forPeople ? result.diagnostics : await withStale(result);
  const text = formatDiagnostics(diagnostics, {
    format: options.format,
    color: forPeople && paint.colors,
  });
  if (text !== "" && forPeople) process.stderr.write(`${text}\n\n`);
  else if (text !== "") await openStdout().write(`${text}\n`);

  const duration = formatDuration(performance.now() - startedAt);
  if (!result.ok) {
    process.stderr.write(`${paint.red(outcomeOfFailure(result, options))} in ${duration}\n`);
    return exitCode.failed;
  }
  if (result.stale.length > 0) {
    const { staleText } = await import("./stale/stale-text.js");
    process.stderr.write(staleText(result, paint));
    return exitCode.failed;
  }
  process.stderr.write(`${paint.green(outcome(result, options))} in ${duration}\n`);
  return exitCode.success;
}

/** Programs are told of what is stale in the form of everything else. */
async function withStale(result: BuildResult): Promise<BuildResult["diagnostics"]> {
  if (result.stale.length === 0) return result.diagnostics;
  const { staleDiagnostics } = await import("./stale/stale-diagnostics.js");
  return [...result.diagnostics, ...staleDiagnostics(result)];
}

function outcomeOfFailure({ diagnostics }: BuildResult, { strict }: BuildCommandOptions): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const strictly = strict ? " (--strict makes warnings errors)" : "";
  const found = [`${count(errors, "error")}${strictly}`, ...countWarnings(diagnostics)];
  return `${found.join(" and ")}, nothing was written,`;
}

function outcome(result: BuildResult, options: BuildCommandOptions): string {
  const agents = count(result.agents, "agent");
  const warnings = countWarnings(result.diagnostics);
  if (options.check) {
    return `${[`Checked ${agents}: nothing is stale`, ...warnings].join(", ")},`;
  }
  const { written, removed } = result;
  const changes = [`${count(written.length, "file")} written`];
  if (removed.length > 0) changes.push(`${removed.length} removed`);
  // The manifest sums every file but itself.
  const files = Object.keys(result.manifest?.checksums ?? {}).length + 1;
  changes.push(`${files - written.length} unchanged`, ...warnings);
  // A folder within the output has a longer name.
  const [first] = written.map(dirname).toSorted((a, b) => a.length - b.length);
  const folder = first === undefined ? "" : ` into ${first}/`;
  return `Built ${agents}${folder} (${changes.join(", ")})`;
}

/** `"2 warnings"`, or nothing where there is none. */
function countWarnings(diagnostics: BuildResult["diagnostics"]): string[] {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? [] : [count(warnings, "warning")];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
