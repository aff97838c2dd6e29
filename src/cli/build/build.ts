import { dirname } from "node:path";
import { type BuildResult, trackedBuild } from "../../compiler/build.js";
import { describeCounts } from "../../compiler/describe-counts.js";
import type { DiagnosticFormat } from "../../compiler/diagnostics/format-diagnostics.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { formatDuration } from "../terminal/format-duration.js";
import { createPaint } from "../terminal/paint.js";
import { loadEnvironment, projectRoot, type ProjectOptions } from "../project/project.js";
import { say } from "../terminal/stderr.js";

/** What `agents build` takes. */
export interface BuildCommandOptions extends ProjectOptions {
  /** Write nothing; fail if the output is stale. */
  readonly check?: true;
  /** Make the output load without a compiler. */
  readonly standalone?: true;
  /** The file with a section about the agents; `true` for AGENTS.md. */
  readonly agentsMd?: string | true;
  /** Compile even if nothing has changed. */
  readonly force?: true;
  /** Build again after each change, until the process is ended. */
  readonly watch?: true;
  /** Treat warnings as errors. */
  readonly strict?: true;
  readonly format: DiagnosticFormat;
}

/**
 * `agents build`: compiles the project and reports the result. Diagnostics go to stderr for people and to
 * stdout for programs; the summary always goes to stderr.
 */
export async function buildProject(options: BuildCommandOptions): Promise<ExitCode> {
  const startedAt = performance.now();
  const root = projectRoot(options);
  loadEnvironment(root);
  const { result } = await trackedBuild({
    root,
    ...(options.config !== undefined && { config: options.config }),
    ...(options.check && { check: true }),
    ...(options.force && { force: true }),
    async onCompile() {
      if (options.check) return;
      const { keepCode } = await import("./keep-code.js");
      keepCode(root);
    },
    ...(options.strict && { strict: true }),
    ...outputOptions(options),
    onWait: (other) => say(`Waiting for another build, ${other}, to finish writing.\n`),
  });

  await sayDiagnostics(result, options);
  const durationMs = performance.now() - startedAt;
  if (!result.ok) {
    say(`${describeOutcome(result, { ...options, durationMs })}\n`);
    return exitCode.failed;
  }
  const paint = createPaint(process.stderr);
  if (result.stale.length > 0) {
    const { staleText } = await import("../stale/stale-text.js");
    say(staleText(result, paint));
    return exitCode.failed;
  }
  say(`${describeOutcome(result, { ...options, durationMs })}\n`);
  return exitCode.success;
}

/** The command's options for the output, as the compiler takes them. */
export function outputOptions({ standalone, agentsMd }: BuildCommandOptions) {
  return {
    ...(standalone && { standalone }),
    ...(agentsMd !== undefined && { agentsMd: agentsMd === true ? "AGENTS.md" : agentsMd }),
  };
}

/** The part of a result that is printed: everything except the manifest. */
export type SaidResult = Omit<BuildResult, "manifest">;

/** Prints what a build found: for people on stderr, for programs on stdout. */
export async function sayDiagnostics(
  result: SaidResult,
  { format }: Pick<BuildCommandOptions, "format">,
): Promise<void> {
  const forPeople = format === "text";
  const { colors } = createPaint(process.stderr);
  const text = await formatFound(result, format, forPeople && colors);
  if (text !== "" && forPeople) say(`${text}\n\n`);
  else if (text !== "") {
    const { openStdout } = await import("../terminal/stdout.js");
    const stdout = openStdout();
    await (format === "json" ? stdout.writeData(`${text}\n`) : stdout.write(`${text}\n`));
  }
}

/** The result of a build, in one line for stderr. */
export function describeOutcome(
  result: SaidResult,
  options: Pick<BuildCommandOptions, "check" | "strict"> & { readonly durationMs: number },
): string {
  const paint = createPaint(process.stderr);
  const said = result.ok
    ? paint.green(outcome(result, options))
    : paint.red(outcomeOfFailure(result, options));
  return `${said} in ${formatDuration(options.durationMs)}`;
}

/** Loads the formatter only if there is something to print. */
async function formatFound(
  result: SaidResult,
  format: DiagnosticFormat,
  color: boolean,
): Promise<string> {
  const diagnostics = format === "text" ? result.diagnostics : await withStale(result);
  if (diagnostics.length === 0 && format === "text") return "";
  const { writeDiagnostics } = await import("../../compiler/diagnostics/format-diagnostics.js");
  return writeDiagnostics(diagnostics, { format, color });
}

/** Adds stale files as diagnostics, for programs. */
async function withStale(result: SaidResult): Promise<SaidResult["diagnostics"]> {
  if (result.stale.length === 0) return result.diagnostics;
  const { staleDiagnostics } = await import("../stale/stale-diagnostics.js");
  return [...result.diagnostics, ...staleDiagnostics(result)];
}

function outcomeOfFailure(
  { diagnostics }: SaidResult,
  { strict }: Pick<BuildCommandOptions, "strict">,
): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const strictly = strict ? " (--strict treats warnings as errors)" : "";
  const found = [`${count(errors, "error")}${strictly}`, ...countWarnings(diagnostics)];
  return `${found.join(" and ")}, nothing was written,`;
}

function outcome(result: SaidResult, options: Pick<BuildCommandOptions, "check">): string {
  const agents = describeCounts(result);
  const warnings = countWarnings(result.diagnostics);
  if (options.check) {
    return `${[`Checked ${agents}: nothing is stale`, ...warnings].join(", ")},`;
  }
  const { written, removed } = result;
  if (result.unchanged && written.length + removed.length === 0) {
    return `${[`Nothing changed: ${agents}`, ...warnings].join(", ")},`;
  }
  const documents = written.filter((file) => /\.mdx?$/i.test(file));
  const generated = written.filter((file) => !documents.includes(file));
  const changes = [`${count(generated.length, "file")} written`];
  if (removed.length > 0) changes.push(`${removed.length} removed`);
  changes.push(`${result.files - generated.length} unchanged`);
  changes.push(...documents.map((file) => `${file} updated`), ...warnings);
  // The output folder has the shortest name.
  const [first] = generated.map(dirname).toSorted((a, b) => a.length - b.length);
  const folder = first === undefined ? "" : ` into ${first}/`;
  return `Built ${agents}${folder} (${changes.join(", ")})`;
}

/** `"2 warnings"`, or nothing if there are none. */
function countWarnings(diagnostics: BuildResult["diagnostics"]): string[] {
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  return warnings === 0 ? [] : [count(warnings, "warning")];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
