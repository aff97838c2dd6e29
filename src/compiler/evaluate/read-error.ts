import { inspect, stripVTControlCharacters } from "node:util";
import { isAgentError } from "../../errors.js";

/** What an error says, as text. */
export interface ErrorText {
  /**
   * `"TypeError"`. Empty if it tells a reader nothing: for a plain `Error`, and for this package's own
   * errors.
   */
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

// More text says nothing more, and a terminal shows no more.
const longest = 2_000;

/**
 * Reads what a module threw, which may be anything: a value that is not an error, a proxy that throws on
 * access, ten megabytes, or escapes that would clear a terminal. Never throws.
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

/** The stack begins with the message; the frames follow. */
function stackText(stack: unknown): string {
  return typeof stack === "string" ? stack.slice(0, 1_000).concat("\n", stack.slice(-20_000)) : "";
}
