import { toTerminal } from "../../internal/terminal-text.js";

/** Writes text for people to stderr. Control characters are made visible, also in a pipe. */
export function say(text: string): void {
  process.stderr.write(toTerminal(text));
}
