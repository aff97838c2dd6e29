import { CommanderError } from "commander";
import { expect, onTestFinished, test, vi } from "vitest";
import { AgentError } from "troupe";
import { exitCode } from "../../../src/cli/outcome/exit-code.js";
import { reportError } from "../../../src/cli/outcome/report-error.js";
import { UsageError } from "../../../src/cli/outcome/usage-error.js";

/** The exit code of an error, and what is said of it. */
function report(error: unknown): readonly [code: number, said: string] {
  let said = "";
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(() => write.mockRestore());
  vi.stubEnv("NO_COLOR", "1");
  vi.stubEnv("DEBUG", "");
  return [reportError(error), said];
}

const thrown = (place: object) =>
  Object.assign(new Error("it threw"), { name: "EvaluationError", ...place });

test.each<[string, unknown, number, string]>([
  ["a wrong use", new UsageError("no such file"), exitCode.usage, "error: no such file\n"],
  ["a wrong config", new AgentError("config_invalid", "no key"), exitCode.usage, "error: no key\n"],
  [
    "wrong params",
    new AgentError("invalid_params", "no topic"),
    exitCode.usage,
    "error: no topic\n",
  ],
  ["a failure", new AgentError("timeout", "too long"), exitCode.failed, "error: too long\n"],
  [
    "a module of the author's that throws",
    thrown({ file: "a.ts", line: 1, column: 2 }),
    exitCode.usage,
    "error: a.ts:1:2 - it threw\n",
  ],
  [
    "one of which only the file is known",
    thrown({ file: "a.ts" }),
    exitCode.usage,
    "error: a.ts - it threw\n",
  ],
  [
    "a bug",
    new TypeError("x is undefined"),
    exitCode.failed,
    "error: x is undefined\nSet DEBUG=troupe to see the stack trace.\n",
  ],
  ["help that was asked for", new CommanderError(0, "help", "help"), exitCode.success, ""],
  ["an unknown flag", new CommanderError(1, "unknown", "unknown"), exitCode.usage, ""],
])("%s", (_, error, code, said) => {
  expect(report(error)).toEqual([code, said]);
});
