import { on } from "node:events";
import { createInterface } from "node:readline";
import { UsageError } from "../outcome/usage-error.js";
import { toTerminal } from "../../internal/terminal-text.js";
import { openStdout } from "../terminal/stdout.js";

/** A terminal with a person who can answer questions. */
export interface Terminal {
  /**
   * Asks until `read` accepts the answer. If it throws a {@link UsageError}, shows the message and asks
   * again.
   *
   * @throws {Error} with the name `"AbortError"` if the person leaves, with Ctrl-C or Ctrl-D
   */
  ask<Value>(question: string, read: (answer: string) => Value): Promise<Value>;
  close(): void;
}

/** Opens the terminal that the command runs in; `undefined` if it is not interactive. */
export function openTerminal(): Terminal | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const left = new AbortController();
  // Queues lines, because `question()` would lose what is typed or pasted before it asks.
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
