import { Command, Option } from "commander";
import type { AgentSpec, ParamSpec } from "../../manifest/manifest.js";
import { addProjectOptions } from "../project/project-options.js";
import { assertValues } from "./assert-values.js";
import { describeType } from "./describe-type.js";
import { assignFlags, type ParamFlags } from "./param-flags.js";
import { placeholder } from "./param-placeholder.js";
import { UsageError } from "../outcome/usage-error.js";
import { useOwnOutput } from "../terminal/command-output.js";
import { constraintFacts } from "../../compiler/emit/constraints-comment.js";

/** A command that calls an agent: `agents <name> <agent> …`. */
export interface AgentCommand {
  readonly name: string;
  /** Adds its options, in addition to the agent's params. */
  addOptions(command: Command): Command;
  /** The end of its help. */
  readonly help: string;
}

/** The arguments after the agent's name, with the options before it. */
interface AgentArguments<Options> {
  readonly flags: readonly ParamFlags[];
  /** The texts of each param in the order given, by its exact name. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly options: Options;
}

/**
 * Reads the arguments after the agent's name. The agent's params become options of its own command, so that
 * help, suggestions and errors are the usual ones.
 *
 * @param before - the options before the agent's name
 * @throws {CommanderError} for help and for bad usage, after printing it
 * @throws {UsageError} for bad usage that commander would accept
 */
export function readAgentArguments<Options extends object>(
  { name, addOptions, help }: AgentCommand,
  spec: AgentSpec,
  args: readonly string[],
  before: Options,
): AgentArguments<Options> {
  const command = useOwnOutput(new Command(`agents ${name} ${spec.name}`))
    .usage("--<param> <value> … [options]")
    .description(spec.description ?? "")
    .helpOption("-h, --help", "show this help")
    // Rejected below, with advice.
    .allowExcessArguments()
    .exitOverride();
  const flags = assignFlags(spec.params.map(asTyped), reservedFlags(addOptions));
  const given = new Map<string, string[]>();
  const terms = new Map<Option, string>();
  for (const param of flags) addParam(command, param, given, terms);
  addProjectOptions(addOptions(command));
  for (const [option, value] of Object.entries(before)) {
    command.setOptionValueWithSource(option, value, "cli");
  }
  command.configureHelp({
    optionTerm: (option) => terms.get(option) ?? option.flags,
    // The default would add how a flag without a value is read.
    optionDescription: (option) => option.description,
  });
  command.addHelpText("after", clashHelp(flags) + help);
  assertValues(args, command.options);
  command.parse([...args], { from: "user" });
  assertOptionsOnly(command.args, flags);
  return { flags, given, options: command.opts<Options>() };
}

/** A param for the command line, where a value is JSON or text. */
function asTyped(param: ParamSpec): ParamSpec {
  return { ...param, type: param.json ?? param.type };
}

function assertOptionsOnly(excess: readonly string[], flags: readonly ParamFlags[]): void {
  const [first] = excess;
  if (first === undefined) return;
  const [example] = flags.toSorted((a, b) => Number(b.param.required) - Number(a.param.required));
  const advice = example
    ? `params are options, such as ${example.primary} ${placeholder(example.param.type)}; put quotes around a value with spaces`
    : "this agent has no params";
  throw new UsageError(`unexpected argument ${JSON.stringify(first)}: ${advice}`);
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
    const option = new Option(`${flag} ${valueForm(param)}`, describeParam(param)).argParser(
      record,
    );
    if (isBoolean) option.preset("true");
    command.addOption(option.helpGroup("Params:").hideHelp(hidden));
    return option;
  };
  const shown = add(primary, false);
  terms.set(shown, negation ? `${primary}, ${negation}` : `${primary} ${placeholder(param.type)}`);
  for (const alias of aliases) add(alias, true);
  if (negation) {
    command.addOption(new Option(negation).argParser(record).preset("false").hideHelp());
  }
}

/** The value's placeholder for commander, which shows it if the value is missing. */
function valueForm({ type }: ParamSpec): string {
  if (type.kind === "boolean") return "[boolean]";
  // A literal may contain text that commander reads as another flag.
  return type.kind === "literal" ? "<value>" : placeholder(type).replace("…", "");
}

function describeParam(param: ParamSpec): string {
  const facts = [describeType(param.type), ...constraintFacts(param)];
  if (param.type.kind === "array") facts.push("can be repeated, or a JSON array");
  if (param.required) facts.push("required");
  if (param.default !== undefined) facts.push(`default: ${JSON.stringify(param.default)}`);
  const comment = param.description?.replaceAll(/\s+/g, " ").trim();
  return `${comment ? `${comment} ` : ""}(${facts.join(", ")})`;
}

function clashHelp(flags: readonly ParamFlags[]): string {
  const clashes = flags.filter(({ primary }) => primary.startsWith("--param."));
  if (clashes.length === 0) return "";
  const names = clashes.map(({ param }) => param.name).join(", ");
  return `\nThese params need the prefix --param., because the plain flag is an option of the command: ${names}.\n`;
}

/** Both forms of the command's own flags: `--no-cache` also reserves `--cache`. */
export function reservedFlags(addOptions: AgentCommand["addOptions"]): ReadonlySet<string> {
  const names = addProjectOptions(addOptions(new Command())).options.map((option) =>
    option.name().replace(/^no-/, ""),
  );
  return new Set(["help", ...names].flatMap((name) => [`--${name}`, `--no-${name}`]));
}
