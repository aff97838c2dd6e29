import { existsSync } from "node:fs";
import { findConfig } from "../../compiler/load-config/find-config.js";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { projectRoot, type ProjectOptions } from "../project/project.js";
import { openStdout } from "../terminal/stdout.js";
import { UsageError } from "../outcome/usage-error.js";
import type { Check } from "./view/check.js";
import { checkAnswers } from "./checks/answers.js";
import { checkBundlers } from "./checks/bundlers.js";
import { checkCache } from "./checks/cache.js";
import { checkConfig } from "./checks/config.js";
import { checkCopies } from "./checks/copies.js";
import { checkEnvFile } from "./checks/env-file.js";
import { checkFormatters } from "./checks/formatters.js";
import { checkIgnored } from "./checks/ignored.js";
import { checkKeys } from "./checks/keys.js";
import { checkNode } from "./checks/node.js";
import { checkOutput } from "./checks/output.js";
import { checkOutputPlace } from "./checks/output-place.js";
import { checkPackageJson } from "./checks/package-json.js";
import { checkPackages } from "./checks/packages.js";
import { checkScripts } from "./checks/scripts.js";
import { checkTransformers } from "./checks/transformers.js";
import { checkTsconfig } from "./checks/tsconfig.js";
import { createPrinter, type Heard } from "./create-printer.js";
import { edit, error, type Finding } from "./view/finding.js";
import { viewProject, type ProjectView } from "./view/project-view.js";
import { messageOf } from "../../internal/message-of.js";

/** What `agents doctor` takes. */
export interface DoctorCommandOptions extends ProjectOptions {
  readonly json?: true;
  /** Send a request to each provider, too. */
  readonly online?: true;
}

/** All checks, in this order, under their headings. */
const sections: readonly {
  readonly title: string;
  readonly checks: Readonly<Record<string, Check>>;
}[] = [
  { title: "Packages", checks: { node: checkNode, packages: checkPackages, copies: checkCopies } },
  {
    title: "TypeScript",
    checks: {
      "package-json": checkPackageJson,
      tsconfig: checkTsconfig,
      bundlers: checkBundlers,
      transformers: checkTransformers,
      scripts: checkScripts,
    },
  },
  {
    title: "Config and providers",
    checks: { env: checkEnvFile, config: checkConfig, keys: checkKeys, answers: checkAnswers },
  },
  {
    title: "Agents",
    checks: {
      output: checkOutput,
      "output-place": checkOutputPlace,
      ignored: checkIgnored,
      formatters: checkFormatters,
      cache: checkCache,
    },
  },
];

/**
 * `agents doctor`: checks everything that agents need, and reports each fault with its remedy. Made for
 * projects that do not work: a fault does not stop the other checks. Fails if there is an error.
 */
export async function examineProject(options: DoctorCommandOptions): Promise<ExitCode> {
  // Stdout must contain only the document, whatever a config prints.
  if (options.json) console.log = console.info = console.debug = console.error;
  const root = projectRoot(options);
  if (!existsSync(root)) throw new UsageError(`There is no folder ${root}.`);
  const project = viewProject(root, findConfig(root, options.config));
  const stdout = openStdout();
  const printer = createPrinter(options.json ? "json" : "text");
  const heard: Heard[] = [];
  for (const { title, checks } of sections) {
    const section: Heard[] = [];
    for (const [name, check] of Object.entries(checks)) {
      if (check === checkAnswers && !options.online) continue;
      const found = await examine(check, project);
      section.push(...found.map((finding) => ({ check: name, finding })));
    }
    heard.push(...section);
    await stdout.write(printer.section(title, section));
  }
  const end = printer.end(heard);
  await (options.json ? stdout.writeData(end) : stdout.write(end));
  const failed = heard.some(({ finding }) => finding.level === "error");
  return failed ? exitCode.failed : exitCode.success;
}

async function examine(check: Check, project: ProjectView): Promise<readonly Finding[]> {
  try {
    return await check(project);
  } catch (cause) {
    const reason = messageOf(cause);
    const remedy = edit("Fix the problem that the message names");
    return [error(`This check could not run: ${reason}`, remedy)];
  }
}
