import { realpathSync } from "node:fs";
import { assertOptions } from "../../errors/assert-options.js";
import { type BuildOptions, buildOptionsRule, type BuildResult, recallBuild } from "../build.js";
import { report } from "../diagnostics/report.js";
import { refuseBuild } from "../finish-build.js";
import { noCallables } from "../program/compiled.js";
import { createBuilder, HeldError } from "./builder.js";

/**
 * Compiles the agents of a project into its output folder. The diagnostics contain all problems of the
 * project at once; with any error, nothing is written.
 *
 * The result is cached in `node_modules/.cache`, with hashes of everything that the build read. While
 * these are unchanged, nothing is compiled again: neither TypeScript nor the config is loaded.
 *
 * Rejects with an `AgentError` of code `config_invalid` for an unknown option or an invalid value.
 *
 * The project's modules, and TypeScript, are loaded in a thread that ends with the build: the calling
 * process keeps its globals, listeners, environment and memory, and no module of the project can end or
 * block it.
 *
 * @throws {Error} when the project's folder does not exist, when the thread runs out of memory, and on Bun and
 *   Deno
 */
export async function buildApart(options: BuildOptions): Promise<BuildResult> {
  assertOptions("build()", options, buildOptionsRule);
  const recalled = recallBuild(options);
  if (recalled) {
    const { result, readManifest } = recalled;
    return { ...result, ...(readManifest && { manifest: readManifest() }) };
  }
  const { onCompile, onWait, ...rest } = options;
  const builder = createBuilder({ onCompile, onWait });
  try {
    const asked = { ...rest, root: realpathSync(options.root), manifest: true };
    const { result, manifest } = await builder.build(asked);
    return { ...result, ...(manifest && { manifest }) };
  } catch (error) {
    if (!(error instanceof HeldError)) throw error;
    const { module, reason } = error;
    const held = report("source/load-failed", undefined, { module, reason });
    return refuseBuild({ diagnostics: [held], ...noCallables }, {}).result;
  } finally {
    await builder.restart();
  }
}
