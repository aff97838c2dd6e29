import type { ToolContext } from "../../dsl/define-tool.js";
import { isFatalToolError } from "../../dsl/fatal-tool-error.js";
import { AgentError } from "../../errors.js";
import { createDeferred } from "../../internal/deferred.js";
import type { Json } from "../../internal/json.js";
import type { ToolCallPart, ToolMessage } from "../../model/message.js";
import { askSomebody } from "./ask-somebody.js";
import { listTools, type BoundTool } from "./bind-tools.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { OpenToolCall } from "../execution/open-tool-calls.js";
import { isGenerator, runGenerator } from "./run-generator.js";
import { readToolInput, type ToolInput } from "./read-tool-input.js";
import { toOwnJson } from "../../internal/to-json-text.js";
import { toToolContent } from "./to-tool-content.js";
import {
  failure,
  invalidInput,
  toFailure,
  type FinalResult,
  type ToolResult,
} from "./tool-result.js";
import { toToolName } from "./to-tool-name.js";
import { listIssues } from "../../errors/issues.js";
import { parse } from "../validate/validate.js";

/** What came of one call of a tool. */
export interface AnsweredCall {
  /** What the model is told. */
  readonly message: ToolMessage;
  readonly final?: FinalResult;
}

/**
 * Answers one call of a tool, and says so in events and for the record; `undefined` if the execution must pause
 * for it. Whatever goes wrong is told to the model; it fails only with what ended the execution meanwhile, and with `tool_failed` for a
 * `FatalToolError`.
 */
export async function runTool(
  state: ExecutionState,
  tools: ReadonlyMap<string, BoundTool>,
  { id, name, arguments: text }: ToolCallPart,
  step: number,
): Promise<AnsweredCall | undefined> {
  state.throwIfEnded();
  const input = readToolInput(text);
  const call = { step, toolCallId: id, tool: name } as const;
  const open = state.steps.beginToolCall({ ...call, input: input.json });
  // A subscriber may have ended it just now.
  state.throwIfEnded();
  const result = await answerCall(state, tools, { ...call, input, open }).catch(
    (error: unknown) => {
      if (isFatalToolError(error)) {
        open.end("failed");
        throw fatal(name, error);
      }
      throw error;
    },
  );
  if (result === "pending") {
    open.end("pending");
    return undefined;
  }
  const { outcome, output, content, final } = result;
  open.end(outcome, output);
  state.flush();
  const told = { role: "tool", toolCallId: id, toolName: toToolName(name), content } as const;
  const message: ToolMessage = outcome === "success" ? told : { ...told, isError: true };
  state.turn.toolEnded(message);
  return { message, ...(final && { final }) };
}

interface AskedTool {
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly input: ToolInput;
  readonly open: OpenToolCall;
}

/** Checks what the model asks for, and runs it only when nothing is wrong with it. */
async function answerCall(
  state: ExecutionState,
  tools: ReadonlyMap<string, BoundTool>,
  asked: AskedTool,
): Promise<ToolResult | "pending"> {
  const { input } = asked;
  const tool = tools.get(asked.tool);
  if (!tool) {
    return failure(
      "unknown_tool",
      `The tool ${JSON.stringify(asked.tool.slice(0, 100))} does not exist. The tools are: ${listTools(tools)}.`,
    );
  }
  if (input.problem !== undefined) {
    return failure(
      "invalid_input",
      `The tool did not run: the text of its arguments ${input.problem}.`,
    );
  }
  const waits = tool.approve !== undefined || tool.client !== undefined;
  const decided = waits
    ? await askSomebody(state, tool, { ...asked, input: input.json })
    : undefined;
  return decided ?? runInTime(state, tool, asked, input.json);
}

/**
 * Runs a tool until it gives something, its time is over, or the execution ends, whichever comes first:
 * one that does not heed its signal is left to itself, and nobody waits for it.
 */
async function runInTime(
  state: ExecutionState,
  tool: BoundTool,
  asked: AskedTool,
  input: Json,
): Promise<ToolResult> {
  const { timeoutMs } = tool;
  const controller = new AbortController();
  const { signal } = controller;
  const result = createDeferred<ToolResult>();
  const stopTimer = state.config.clock.setTimer(timeoutMs, () => {
    const message = `The tool did not finish within ${timeoutMs} ms.`;
    result.resolve(failure("timeout", message));
    controller.abort(new DOMException(message, "TimeoutError"));
  });
  const detach = state.onEnd(() => {
    result.reject(state.error);
    controller.abort(state.error);
  });
  const context = toContext(state, asked, signal);
  state.turn.toolRuns(asked.toolCallId, toToolName(asked.tool));
  try {
    void settle(state, tool, { input, context, open: asked.open }).then(
      result.resolve,
      result.reject,
    );
    return await result.promise;
  } finally {
    stopTimer();
    detach();
  }
}

function toContext(
  state: ExecutionState,
  { step, toolCallId, open }: AskedTool,
  signal: AbortSignal,
): ToolContext {
  return {
    signal,
    executionId: state.id,
    agent: state.call.binding.spec.name,
    toolCallId,
    step,
    context: state.call.context,
    emit(name, data) {
      if (open.ended) return;
      if (typeof name !== "string" || name === "") {
        throw new TypeError("The name of emit(name, data) must be a string that is not empty.");
      }
      open.data(name, toOwnJson(data, `The data of emit(${JSON.stringify(name)})`));
      state.flush();
    },
  };
}

/** A tool that runs. */
interface RunningTool {
  readonly input: Json;
  readonly context: ToolContext;
  readonly open: OpenToolCall;
}

/**
 * What comes of a tool, however long it takes. Fails with a `FatalToolError`, and when nobody waits any
 * more.
 */
async function settle(
  state: ExecutionState,
  tool: BoundTool,
  { input, context, open }: RunningTool,
): Promise<ToolResult> {
  // A copy, because what a tool does to its arguments must not change what events say of them.
  const checked = await tool.check(structuredClone(input));
  if (!checked.success) return invalidInput(checked.issues);
  // A schema may take its time as well.
  context.signal.throwIfAborted();
  try {
    const given = await tool.run(checked.data, context);
    const tell = (yielded: unknown): void => {
      open.progress(toOwnJson(yielded, "The tool yielded a value that"));
      state.flush();
    };
    const result = isGenerator(given) ? await runGenerator(given, context.signal, tell) : given;
    const content = await toToolContent(result, tool.toModel);
    const final = tool.final ? await toFinal(state, content.output) : undefined;
    return { outcome: "success", ...content, final };
  } catch (error) {
    return toFailure(error);
  }
}

/** The end that a final tool's result is. Throws what the model is told where it is not a valid output. */
async function toFinal({ call }: ExecutionState, result: Json): Promise<FinalResult> {
  if (!call.output) return {};
  const parsed = await parse(call.output, result);
  if (parsed.success) return { valid: { output: parsed.data, json: result } };
  throw new Error(
    `The tool ran, but its result is not a valid output.\n${listIssues(parsed.issues)}`,
  );
}

function fatal(tool: string, cause: unknown): AgentError {
  return new AgentError("tool_failed", `The tool ${tool} threw a FatalToolError; see the cause.`, {
    cause,
  });
}
