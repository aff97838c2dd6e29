import { on } from "node:events";
import { createInterface } from "node:readline";
import { UsageError } from "../outcome/usage-error.js";
import { toTerminal } from "../../internal/terminal-text.js";
import { openStdout } from "../terminal/stdout.js";

/** A person who can be asked. */
export interface Terminal {
  /**
   * Asks until `read` takes the answer. What it throws as a {@link UsageError} is shown, and the
   * question is asked again.
   *
   * @throws {Error} of the name `"AbortError"` when the person leaves, with Ctrl-C or Ctrl-D
   */
  ask<Value>(question: string, read: (answer: string) => Value): Promise<Value>;
  close(): void;
}

/** Opens the terminal that the command runs in; `undefined` where nobody is there to answer. */
export function openTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  // Lines wait here: `question()` would lose what is typed or pasted before it is asked.
  const answers = on(lines, "line", { signal: left.signal });
  lines.on("close", () => left.abort());
  return {
    async ask(question, read) {
      for (;;) {
        lines.setPrompt(toTerminal(question));
        lines.prompt();
        const { value } = (await answers.next()) as IteratorResult<[string], [string]>;
        try {
          return read(value[0].trim());
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          await openStdout().write(`${error.message}\n`);
        }
      }
    },
    close: () => lines.close(),
  };
}
