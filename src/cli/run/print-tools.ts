import type { Json } from "../../internal/json.js";
import type { Execution } from "../../reading/execution.js";
import { formatDuration } from "../terminal/format-duration.js";
import type { Paint } from "../terminal/paint.js";
import { say } from "../terminal/stderr.js";

/** The longest argument or result that is shown whole. */
const shownLength = 160;

/** Writes a line to stderr for each tool call, each report of its progress, and its result. */
export function printTools(execution: Execution<unknown>, paint: Paint): void {
  const oneTerminal = process.stdout.isTTY && process.stderr.isTTY;
  /** Whether the model's text left the cursor in the middle of a line. */
  let isMidLine = false;
  const sayLine = (line: string): void => {
    say(`${oneTerminal && isMidLine ? "\n" : ""}${line}\n`);
    isMidLine = false;
  };
  execution.on("text_delta", ({ text }) => (isMidLine = !text.endsWith("\n")));
  execution.on("tool_call", ({ tool, input }) => {
    sayLine(`${paint.dim("→")} ${tool} ${paint.dim(shorten(input))}`);
  });
  execution.on("tool_progress", ({ tool, data }) => {
    sayLine(`${paint.dim("…")} ${tool} ${paint.dim(shorten(data))}`);
  });
  execution.on("data", ({ tool, name, data }) => {
    sayLine(`${paint.dim("…")} ${tool} ${name} ${paint.dim(shorten(data))}`);
  });
  execution.on("hosted_tool_call", ({ tool, input }) => {
    sayLine(`${paint.dim("→")} ${tool} ${paint.dim(shorten(input ?? null))}`);
  });
  execution.on("hosted_tool_result", ({ tool, outcome, output }) => {
    const how = outcome === "success" ? paint.green("✓") : paint.red(`✗ ${outcome}`);
    sayLine(`${paint.dim("←")} ${tool} ${how} ${paint.dim(shorten(output ?? null))}`);
  });
  execution.on("tool_result", ({ tool, outcome, output, durationMs }) => {
    const how = outcome === "success" ? paint.green("✓") : paint.red(`✗ ${outcome}`);
    const took = formatDuration(durationMs);
    sayLine(
      `${paint.dim("←")} ${tool} ${how} ${paint.dim(`${took} · ${shorten(output ?? null)}`)}`,
    );
  });
}

/** As JSON, which contains no control characters. */
function shorten(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= shownLength ? text : `${text.slice(0, shownLength - 1)}…`;
}
