import type { ExecutionRecord } from "../../protocol/record.js";
import { formatDuration } from "../terminal/format-duration.js";
import type { Paint } from "../terminal/paint.js";

/**
 * A summary of an execution for people: status, model, time to first token, tokens, cost, steps, tools,
 * chunks, duration, cache.
 *
 * @param cause the error that the agent's own code threw, if any: not part of a record, but useful to its
 *   author
 */
export function summarize(record: ExecutionRecord, paint: Paint, cause?: unknown): string {
  const lines = [headline(record, paint), ...failure(record, paint)];
  if (cause instanceof Error) lines.push(`  caused by ${cause.name}: ${cause.message}`);
  const rows = facts(record);
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) lines.push(`  ${paint.dim(name.padEnd(width))}  ${value}`);
  return `${lines.join("\n")}\n`;
}

function headline(record: ExecutionRecord, paint: Paint): string {
  const status =
    record.status === "success" ? paint.green("✓ success") : paint.red(`✗ ${record.status}`);
  return `${status} ${paint.dim("·")} ${record.agent} ${paint.dim("·")} ${record.model}`;
}

function failure({ error, text }: ExecutionRecord, paint: Paint): string[] {
  if (!error) return [];
  const { code, message, issues = [] } = error;
  // The message also lists the issues, which have their own lines here.
  const said = issues.length === 0 ? message : message.replace(/\n[^]*/, "");
  const partial =
    text === "" ? "no text had arrived" : `${text.length} characters of text had arrived`;
  return [
    `  ${paint.red(code)}: ${said.replaceAll("\n", "\n  ")}`,
    ...issues.map(
      (issue) => `  - ${[issue.path.join("."), issue.message].filter(Boolean).join(": ")}`,
    ),
    `  ${paint.dim(partial)}`,
  ];
}

function facts(record: ExecutionRecord): [name: string, value: string][] {
  const { timeToFirstTokenMs, usage, chunks, durationMs, cacheStatus, streamed } = record;
  const { steps, toolCalls, costUsd } = record;
  const rows: [string, string][] = [];
  if (timeToFirstTokenMs !== undefined) {
    rows.push(["first token", formatDuration(timeToFirstTokenMs)]);
  }
  if (usage) rows.push(["tokens", `${usage.inputTokens} in, ${usage.outputTokens} out`]);
  if (costUsd !== undefined) rows.push(["cost", `${costUsd} US dollars`]);
  if (steps.length > 1) rows.push(["steps", String(steps.length)]);
  if (toolCalls.length > 0) rows.push(["tools", countTools(record)]);
  rows.push(["chunks", streamed ? String(chunks) : `${chunks} (not streamed)`]);
  rows.push(["duration", formatDuration(durationMs)]);
  rows.push(["cache", cacheStatus]);
  return rows;
}

/** `"3 (1 failed)"`. */
function countTools({ toolCalls }: ExecutionRecord): string {
  const failed = toolCalls.filter(({ outcome }) => outcome !== "success").length;
  return failed === 0 ? String(toolCalls.length) : `${toolCalls.length} (${failed} failed)`;
}
