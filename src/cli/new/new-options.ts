import { Option, type Command } from "commander";
import { readModel } from "../run/run-options.js";

/** The options of `agents new`. In a terminal, it asks for missing ones. */
export interface NewOptions {
  readonly description?: string;
  readonly model?: string;
  /** As typed. */
  readonly param?: readonly string[];
  readonly streaming?: boolean;
  readonly schema?: boolean;
  /** Ask for nothing. */
  readonly yes?: true;
}

/** Gives a command the options of `agents new`. */
export function addNewOptions(command: Command): Command {
  return command
    .addOption(new Option("--description <text>", "what it does, in one sentence"))
    .addOption(
      new Option(
        "--model <provider/model>",
        "default: the config's default, or openai/gpt-4o",
      ).argParser(readModel),
    )
    .addOption(
      new Option(
        "--param <name:type>",
        "topic:string, limit?:number, tags:string[], tone:warm|dry=warm; can be repeated",
      ).argParser((text, before: readonly string[] = []) => [...before, text]),
    )
    .addOption(new Option("--streaming", "stream its answer"))
    .addOption(new Option("--no-streaming", "return its answer as a whole"))
    .addOption(new Option("--schema", "answer with an object that Zod validates"))
    .addOption(new Option("--no-schema", "answer with text"))
    .addOption(new Option("-y, --yes", "ask no questions, even in a terminal"));
}
