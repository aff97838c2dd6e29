import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { exitCode, type ExitCode } from "../outcome/exit-code.js";
import { createPaint, type Paint } from "../terminal/paint.js";
import { projectRoot, type ProjectOptions } from "../project/project.js";
import { openStdout } from "../terminal/stdout.js";
import { adviseOnTsconfig, firstTsconfig } from "../setup/advise-on-tsconfig.js";
import { findBundlers, type FoundBundler } from "../setup/find-bundlers.js";
import { installCommands } from "../setup/install-commands.js";
import { installedMajor } from "../setup/installed-package.js";
import { readPackageJson } from "../setup/read-package-json.js";
import { readTsconfig } from "../setup/read-tsconfig.js";
import { replaceFile, writeNewFile } from "../setup/write-new-file.js";
import { readFile } from "../../compiler/disk/read-file.js";
import { findAgentFiles } from "../../compiler/source/find-agent-files.js";
import { findConfig } from "../../compiler/load-config/find-config.js";
import { moduleSpecifier } from "../../compiler/emit/module-specifier.js";
import { importStyleIn } from "../setup/import-style-in.js";
import { isCommonJs } from "../setup/is-common-js.js";
import { addScript, makeModule } from "./edit-package.js";
import { keepToolsOff } from "./keep-tools-off.js";
import { outputOf, placeAgent, type AgentPlace } from "./place-agent.js";
import { codeGlob, sourceFolderOf } from "./source-folder.js";
import {
  agentTemplate,
  appTemplate,
  callOf,
  configTemplate,
  tsconfigTemplate,
} from "./templates.js";
import { messageOf } from "../../internal/message-of.js";
import { unlessBroken } from "../../internal/unless-broken.js";

/** What `agents init` takes. */
export type InitCommandOptions = ProjectOptions;

/**
 * `agents init`: creates a config and a first agent in the folder of a project's code, and says what is
 * left to do. In a folder without code it also creates an application: a tsconfig.json, an app.ts that
 * calls the agent, and `"type": "module"`. It overwrites no file, and a second run changes nothing.
 */
export async function initProject(options: InitCommandOptions): Promise<ExitCode> {
  const root = projectRoot(options);
  const paint = createPaint(process.stdout);
  const isNew = await hasNoCode(root);
  const folder = await sourceFolderOf(root);
  const found = findConfig(root, options.config);
  const isThere = options.config !== undefined || existsSync(join(root, found));
  const config = isThere ? found : posix.join(folder, found);
  const lines = [await scaffold(root, config, configTemplate(folder), paint)];
  const text = readFile(join(root, config)).toString("utf8");
  const place = await placeAgent(root, text, "greeter");
  const output = outputOf(text);
  lines.push(await scaffoldAgent(root, place, config, paint));
  if (isNew) lines.push(...(await scaffoldApplication(root, paint)));
  lines.push(
    await scaffoldScript(root, paint),
    ...keepToolsOff(root, output).map(
      ({ file, line }) => `${paint.green("changed")}  ${file}: ${line}`,
    ),
    "",
    ...adviseOnProject(root),
    paint.bold("Then:"),
    "  npx troupe build",
    ...adviseOnRunning(place),
    ...(isNew ? ["  npx tsx app.ts", ""] : ["", ...adviseOnCalling(root, place, output, paint)]),
  );
  await openStdout().write(lines.join("\n"));
  return exitCode.success;
}

/** Whether a project has a package.json and no code, so that nothing in it can break. */
async function hasNoCode(root: string): Promise<boolean> {
  if (!existsSync(join(root, "package.json"))) return false;
  return (await findAgentFiles({ root, globs: [codeGlob, "tsconfig.json"] })).length === 0;
}

async function scaffoldApplication(root: string, paint: Paint): Promise<string[]> {
  const file = join(root, "package.json");
  const lines = [
    await scaffold(root, "app.ts", appTemplate, paint),
    await scaffold(root, "tsconfig.json", tsconfigTemplate, paint),
  ];
  const changed = readPackage(file, makeModule);
  if (changed === undefined || changed === "unreadable") return lines;
  replaceFile(root, "package.json", changed);
  return [...lines, `${paint.green("changed")}  package.json: "type": "module"`];
}

async function scaffoldAgent(
  root: string,
  place: AgentPlace,
  config: string,
  paint: Paint,
): Promise<string> {
  switch (place.kind) {
    case "free":
    case "taken":
      return scaffold(root, place.file, agentTemplate, paint);
    case "found": {
      const [first = "", ...others] = place.files;
      const more = others.length > 0 ? ` and ${others.length} more` : "";
      return `${paint.yellow("skipped")}  no agent was added: ${config} finds ${first}${more}`;
    }
    case "unclear":
      return `${paint.yellow("skipped")}  no agent was added: the agents globs in ${config} are not literals`;
  }
}

function adviseOnRunning({ kind }: AgentPlace): string[] {
  if (kind === "found" || kind === "unclear") return ["  npx troupe list"];
  return [
    "  npx troupe run greeter --name Ada --fake",
    "  OPENAI_API_KEY=… npx troupe run greeter --name Ada",
  ];
}

/** Says how the application calls the agent, as the app.ts of a new one does. */
function adviseOnCalling(
  root: string,
  { kind }: AgentPlace,
  output: string,
  paint: Paint,
): string[] {
  if (kind === "found" || kind === "unclear") return [];
  const folder = posix.dirname(output);
  const beside = folder === "." ? "beside package.json" : `in ${folder}/`;
  const index = moduleSpecifier("", `${posix.basename(output)}/index.ts`, importStyleIn(root));
  return [paint.bold(`In a module ${beside}:`), ...callOf(index).map((line) => `  ${line}`), ""];
}

async function scaffold(
  root: string,
  file: string,
  content: string,
  paint: Paint,
): Promise<string> {
  return writeNewFile(root, file, content)
    ? `${paint.green("created")}  ${file}`
    : `${paint.yellow("skipped")}  ${file} already exists`;
}

async function scaffoldScript(root: string, paint: Paint): Promise<string> {
  const file = join(root, "package.json");
  if (!existsSync(file)) {
    return `${paint.yellow("skipped")}  there is no package.json here, so no script was added`;
  }
  const changed = readPackage(file, (text) => addScript(text, "agents:build", "agents build"));
  if (changed === "unreadable") {
    return `${paint.yellow("skipped")}  package.json is not valid JSON, so no script was added`;
  }
  if (changed === undefined) {
    return `${paint.yellow("skipped")}  package.json already has a script "agents:build"`;
  }
  replaceFile(root, "package.json", changed);
  return `${paint.green("changed")}  package.json: "agents:build": "agents build"`;
}

function readPackage<Result>(file: string, read: (text: string) => Result): Result | "unreadable" {
  try {
    return read(readFile(file).toString("utf8"));
  } catch {
    return "unreadable";
  }
}

function adviseOnProject(root: string): string[] {
  const sections: string[] = [];
  const add = (title: string, items: readonly string[]) => {
    if (items.length > 0) sections.push(title, ...items.map((item) => `  ${item}`), "");
  };
  const bundlers = bundlersOf(root);
  const hasPlugin = bundlers.some(({ lowers }) => lowers !== "compiler");
  add("Install:", installCommands(root, hasPlugin));
  add("In tsconfig.json:", tsconfigAdvice(root));
  for (const { config, isThere, lowers, plugin, call } of bundlers) {
    if (lowers !== undefined) continue;
    const plugins = isThere ? `plugins: [${call}]` : `export default { plugins: [${call}] };`;
    const place = isThere ? config : `a new file ${config}`;
    add(`In ${place}, to compile decorators:`, [`import { agents } from "${plugin}";`, plugins]);
  }
  return sections;
}

/** The bundlers that may leave decorators in place; none with `experimentalDecorators`, which all lower. */
function bundlersOf(root: string): FoundBundler[] {
  const isLegacy = unlessBroken(() => readTsconfig(root)?.["experimentalDecorators"] === true);
  const packageJson = unlessBroken(() => readPackageJson(root));
  return isLegacy === true ? [] : findBundlers(root, packageJson);
}

function tsconfigAdvice(root: string): string[] {
  try {
    const options = readTsconfig(root);
    if (!options) return ["create it with", firstTsconfig];
    const typescript = installedMajor(root, "typescript");
    const advice = adviseOnTsconfig(options, typescript, isCommonJs(root, options));
    return advice.map(({ edit, reason }) => `${edit}, ${reason}`);
  } catch (error) {
    return [`it cannot be read: ${messageOf(error)}`];
  }
}
