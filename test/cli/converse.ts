import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { processEnv } from "../support/process-env.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Why there is no terminal to be had here; `undefined` where there is. */
export const noTerminal = /util-linux/.test(
  spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "",
)
  ? undefined
  : "script of util-linux is not installed";

/** What was on the screen, and how the command ended. */
interface Conversation {
  readonly output: string;
  readonly code: number | null;
}

/**
 * Runs `agents …` in a terminal of its own, which `script` of util-linux makes. Each answer is typed
 * once what it answers is on the screen; a control character is a key, anything else is entered.
 */
export async function converse(
  cwd: string,
  args: readonly string[],
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<Conversation> {
  const command = [process.execPath, main, ...args].map(quote).join(" ");
  const terminal = spawn("script", ["-qefc", command, "/dev/null"], {
    cwd,
    env: processEnv({ TERM: "dumb", SHELL: "/bin/sh" }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const left = [...answers];
  let output = "";
  let unread = 0;
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    const [question, answer] = left[0] ?? [];
    const at = question === undefined ? -1 : output.indexOf(question, unread);
    if (question === undefined || answer === undefined || at === -1) return;
    left.shift();
    unread = at + question.length;
    const isKey = answer.length === 1 && answer < " ";
    terminal.stdin.write(isKey ? answer : `${answer}\r`);
  });
  await once(terminal, "close");
  if (left.length > 0) throw new Error(`Nobody asked ${JSON.stringify(left[0]?.[0])}: ${output}`);
  return { output, code: terminal.exitCode };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
