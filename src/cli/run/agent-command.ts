import { Command, Option } from "commander";
import type { AgentSpec, ParamSpec } from "../../manifest/manifest.js";
import { addProjectOptions } from "../project-options.js";
import { describeType } from "./describe-type.js";
import { assignFlags, type ParamFlags } from "./param-flags.js";
import { addRunOptions, exitCodeHelp, type RunOptions } from "./run-options.js";

/** What was typed after the agent's name. */
interface AgentArguments {
  readonly flags: readonly ParamFlags[];
  /** The texts of each param in the order given, by its exact name. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly options: RunOptions;
}

/**
 * Reads the arguments after the agent's name. The agent's params become options of a command of its
 * own, so that help, suggestions and errors are the command line's usual ones.
 *
 * @throws {CommanderError} for help and for bad usage, once it has printed them
 */
export function readAgentArguments(spec: AgentSpec, args: readonly string[]): AgentArguments {
  const command = new Command(`agents run ${spec.name}`)
    .usage("--<param> <value> … [options]")
    .description(spec.description ?? "")
    .helpOption("-h, --help", "show this help")
    .allowExcessArguments(false)
    .exitOverride();
  const flags = assignFlags(spec.params, reservedFlags());
  const given = new Map<string, string[]>();
  const terms = new Map<Option, string>();
  for (const param of flags) addParam(command, param, given, terms);
  addProjectOptions(addRunOptions(command));
  command.configureHelp({
    optionTerm: (option) => terms.get(option) ?? option.flags,
    // The usual one would add how a flag without a value is read.
    optionDescription: (option) => option.description,
  });
  command.addHelpText("after", clashHelp(flags) + exitCodeHelp);
  command.parse([...args], { from: "user" });
  return { flags, given, options: command.opts<RunOptions>() };
}

function addParam(
  command: Command,
  { param, primary, aliases, negation }: ParamFlags,
  given: Map<string, string[]>,
  terms: Map<Option, string>,
): void {
  const isBoolean = param.type.kind === "boolean";
  const record = (text: string) => {
    const texts = given.get(param.name) ?? [];
    given.set(param.name, [...texts, text]);
    return text;
  };
  const add = (flag: string, hidden: boolean) => {
    const value = isBoolean ? " [boolean]" : " <value>";
    const option = new Option(flag + value, describeParam(param)).argParser(record);
    if (isBoolean) option.preset("true");
    command.addOption(option.helpGroup("Params:").hideHelp(hidden));
    return option;
  };
  const shown = add(primary, false);
  terms.set(shown, negation ? `${primary}, ${negation}` : primary + placeholder(param));
  for (const alias of aliases) add(alias, true);
  if (negation) {
    command.addOption(new Option(negation).argParser(record).preset("false").hideHelp());
  }
}

function placeholder({ type }: ParamSpec): string {
  switch (type.kind) {
    case "string":
      return " <text>";
    case "number":
      return " <number>";
    case "boolean":
      return " <boolean>";
    case "literal":
      return ` <${String(type.value)}>`;
    case "union":
      return type.members.every((member) => member.kind === "literal" || member.kind === "null")
        ? " <choice>"
        : " <value>";
    case "array":
      return type.element.kind === "string" ? " <text>…" : " <value>…";
    default:
      return " <json>";
  }
}

function describeParam(param: ParamSpec): string {
  const facts = [describeType(param.type), ...describeConstraints(param)];
  if (param.type.kind === "array") facts.push("repeat it, or give a JSON array");
  if (param.required) facts.push("required");
  if (param.default !== undefined) facts.push(`default: ${JSON.stringify(param.default)}`);
  const comment = param.description?.replaceAll(/\s+/g, " ").trim();
  return `${comment ? `${comment} ` : ""}(${facts.join(", ")})`;
}

function describeConstraints({ constraints = {} }: ParamSpec): string[] {
  const { min, max, int, minLength, maxLength, pattern, format } = constraints;
  const facts: string[] = [];
  if (int) facts.push("whole");
  if (min !== undefined) facts.push(`at least ${min}`);
  if (max !== undefined) facts.push(`at most ${max}`);
  if (minLength !== undefined) facts.push(`length at least ${minLength}`);
  if (maxLength !== undefined) facts.push(`length at most ${maxLength}`);
  if (format !== undefined) facts.push(format);
  if (pattern !== undefined) facts.push(`matching /${pattern}/`);
  return facts;
}

function clashHelp(flags: readonly ParamFlags[]): string {
  const clashes = flags.filter(({ primary }) => primary.startsWith("--param."));
  if (clashes.length === 0) return "";
  const names = clashes.map(({ param }) => param.name).join(", ");
  return `\nWritten with --param. because the plain flag means something else: ${names}.\n`;
}

/** Both forms of everything that `agents run` itself takes: `--no-cache` also keeps `--cache`. */
function reservedFlags(): ReadonlySet<string> {
  const names = addProjectOptions(addRunOptions(new Command())).options.map((option) =>
    option.name().replace(/^no-/, ""),
  );
  return new Set(["help", ...names].flatMap((name) => [`--${name}`, `--no-${name}`]));
}
