import { AgentError } from "../errors.js";
import { readDuration } from "../internal/duration.js";
import type { ResolvedConfig } from "./config.js";

/** How tools run, in numbers. */
export interface ToolLimits {
  readonly timeoutMs: number;
  readonly concurrency: number;
}

/**
 * Reads how tools run. The build says the same of a config, with the place; this is for who starts
 * without one.
 *
 * @throws {AgentError} `config_invalid` for a concurrency that is no whole number above zero, and for a
 * timeout that is no duration.
 */
export function readToolsConfig({ tools }: ResolvedConfig): ToolLimits {
  const { concurrency, timeout } = tools;
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new AgentError(
      "config_invalid",
      `tools.concurrency is ${String(concurrency)}. Write a whole number above zero, or leave it out for 8.`,
    );
  }
  const timeoutMs = readDuration(String(timeout));
  if (timeoutMs !== undefined) return { timeoutMs, concurrency };
  throw new AgentError(
    "config_invalid",
    `tools.timeout is ${JSON.stringify(timeout)}, which is no duration. Write a number and a unit ("250ms", "30s", "3m", "1h", "2d"), or leave it out for "60s".`,
  );
}
