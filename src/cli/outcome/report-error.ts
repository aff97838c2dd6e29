import { CommanderError } from "commander";
import type { EvaluationError } from "../../compiler/evaluate/evaluation-error.js";
import { isAgentError } from "../../errors.js";
import { exitCode, type ExitCode } from "./exit-code.js";
import { createPaint } from "../terminal/paint.js";
import { ownCause } from "./own-cause.js";
import { UsageError } from "./usage-error.js";
import { say } from "../terminal/stderr.js";

/**
 * Prints the message of an error on stderr, with `DEBUG=troupe` also its stack, and returns the exit code.
 */
export function reportError(error: unknown): ExitCode {
  // Commander has printed its own message, or the requested help.
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCode.success : exitCode.usage;

  const paint = createPaint(process.stderr);
  say(`${paint.red("error:")} ${messageOf(error)}\n`);
  const cause = isAgentError(error) ? ownCause(error) : undefined;
  if (cause instanceof Error) say(`  caused by ${cause.name}: ${cause.message}\n`);
  const expected = error instanceof UsageError || isAgentError(error) || isEvaluationError(error);
  if (/\btroupe\b|^\*$/.test(process.env["DEBUG"] ?? "")) {
    say(`${paint.dim(stackOf(error))}\n`);
  } else if (!expected) {
    say(`${paint.dim("Set DEBUG=troupe to see the stack trace.")}\n`);
  }
  return isUsage(error) || isEvaluationError(error) ? exitCode.usage : exitCode.failed;
}

function isUsage(error: unknown): boolean {
  if (!isAgentError(error)) return error instanceof UsageError;
  return error.code === "config_invalid" || error.code === "invalid_params";
}

function messageOf(error: unknown): string {
  if (isEvaluationError(error)) {
    const { file, line, column } = error;
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `${place} - ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// By name: importing the class would load the compiler's folder for every command.
function isEvaluationError(error: unknown): error is EvaluationError {
  return error instanceof Error && error.name === "EvaluationError";
}
