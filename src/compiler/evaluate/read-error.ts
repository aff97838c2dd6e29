import { inspect, stripVTControlCharacters } from "node:util";
import { isAgentError } from "../../errors.js";

/** What an error says, as text. */
export interface ErrorText {
  /** `"TypeError"`; empty where it says nothing: a plain `Error`, and one of this package's own. */
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

// What is behind says nothing more, and a terminal shows no more.
const longest = 2_000;

/**
 * Reads what a module threw, which may be anything: what is no error, a proxy that throws when it is
 * looked at, ten megabytes, or escapes that would clear a terminal. Throws nothing.
 */
export function readError(thrown: unknown): ErrorText {
  try {
    if (!(thrown instanceof Error)) {
      const message = `the module threw ${toText(inspect(thrown))}, which is not an Error`;
      return { name: "", message, stack: "" };
    }
    const { name, message, stack } = thrown;
    const isPlain = name === "Error" || isAgentError(thrown);
    return { name: isPlain ? "" : toText(name), message: toText(message), stack: stackText(stack) };
  } catch {
    return { name: "", message: "the module threw something unreadable", stack: "" };
  }
}

function toText(value: unknown): string {
  const text = String(value).slice(0, 2 * longest);
  const plain = stripVTControlCharacters(text).replaceAll(/[^\P{Cc}\n\t]/gu, "");
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** It begins with the message, and the frames come after that. */
function stackText(stack: unknown): string {
  return typeof stack === "string" ? stack.slice(0, 1_000).concat("\n", stack.slice(-20_000)) : "";
}
