import { join } from "node:path";
import { workflowCommand } from "../../internal/workflow-command.js";
import { diffManifests } from "../../diff/diff-manifests.js";
import { manifestVersion, type Manifest } from "../../manifest/manifest.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { loadManifest } from "../project/load-manifest.js";
import { createPaint } from "../terminal/paint.js";
import { loadProject, type ProjectOptions } from "../project/project.js";
import { readManifest } from "../project/read-manifest.js";
import { openStdout } from "../terminal/stdout.js";
import type { ChangeReport } from "./change-report.js";
import { findStale } from "./find-stale.js";
import { formatChanges, type ChangeFormat } from "./format-changes.js";
import { findRevision, readAtRevision } from "./git.js";
import { say } from "../terminal/stderr.js";

/** What `agents diff` takes. */
export interface DiffCommandOptions extends ProjectOptions {
  /** Default: `HEAD`. */
  readonly against?: string;
  readonly format: ChangeFormat;
  readonly failOnBreaking?: true;
}

/**
 * `agents diff`: reports what changed for callers between the manifest at a Git revision and the one in the
 * work tree. Changes neither the work tree nor the index.
 */
export async function diffProject(options: DiffCommandOptions): Promise<ExitCode> {
  const { root, config } = await loadProject(options);
  const after = loadManifest(root, config.output);
  const { against = "HEAD" } = options;
  const commit = await findRevision(root, against);
  const before = await loadManifestAt(root, config.output, { commit, against });
  const stale = await findStale(root, config.output, options);
  if (stale !== undefined) warn(stale, options.format);
  const report: ChangeReport = {
    against,
    commit,
    stale,
    first: before === undefined,
    changes: diffManifests(before ?? { version: manifestVersion, agents: {} }, after),
    failsOnBreaking: options.failOnBreaking === true,
  };
  const paint = createPaint(process.stdout);
  const text = formatChanges(report, options.format, paint);
  const stdout = openStdout();
  await (options.format === "json" ? stdout.writeData(text) : stdout.write(text));
  const isBroken = report.changes.some(({ effect }) => effect === "breaking");
  return isBroken && report.failsOnBreaking ? exitCode.failed : exitCode.success;
}

/** Warns on stderr, because stdout is for the changes. */
function warn(text: string, format: ChangeFormat): void {
  const line =
    format === "github"
      ? workflowCommand("warning", { title: "agents diff" }, text)
      : `${createPaint(process.stderr).yellow("warning:")} ${text}`;
  say(`${line}\n`);
}

/** `undefined` if there was none yet. */
async function loadManifestAt(
  root: string,
  output: string,
  { commit, against }: { readonly commit: string; readonly against: string },
): Promise<Manifest | undefined> {
  const file = join(output, "manifest.json").replaceAll("\\", "/");
  const text = await readAtRevision(root, commit, file);
  const advice = "use --against to name a revision that this version of troupe built";
  return text === undefined ? undefined : readManifest(text, `${file} at ${against}`, advice);
}
