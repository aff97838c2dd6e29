import { AgentError } from "../errors.js";

/**
 * Throws `config_invalid` for what a decorator cannot take. tsc says so too, of sources that it sees.
 *
 * @param takes - what it takes, as the end of a sentence: `"nothing or a boolean"`
 */
export function refuseArgument(decorator: string, takes: string, given: unknown): never {
  throw new AgentError("config_invalid", `@${decorator} takes ${takes}, not ${show(given)}.`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
