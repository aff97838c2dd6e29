import type { Json } from "../../internal/json.js";
import { createDeferred } from "../../internal/deferred.js";
import type { PendingToolCall } from "../../protocol/pending.js";
import type { ExecutionState } from "../execution/execution-state.js";
import type { OpenToolCall } from "../execution/open-tool-calls.js";
import { listIssues } from "../../errors/issues.js";
import { parse } from "../validate/validate.js";
import type { BoundTool } from "./bind-tools.js";
import { failure, invalidInput, toFailure, type ToolResult } from "./tool-result.js";
import { toToolContent } from "./to-tool-content.js";

/** A tool call whose arguments are JSON. */
export interface ValidCall {
  readonly step: number;
  readonly toolCallId: string;
  readonly tool: string;
  readonly input: Json;
  readonly open: OpenToolCall;
}

/**
 * What a tool call waits for, if it waits at all: for a person who approves it, or for whoever runs it. `undefined`
 * if it may run at once. Throws what its `approve` throws.
 *
 * @param valid its arguments, as the tool gets them
 */
async function findWaitsFor(
  { approve, client }: BoundTool,
  valid: unknown,
): Promise<PendingToolCall["waitsFor"] | undefined> {
  if (client) return "output";
  const mustAsk = typeof approve === "function" ? await approve(valid as never) : approve;
  return mustAsk ? "approval" : undefined;
}

/**
 * Asks a person, or whoever runs a tool, where one must be asked; `undefined` if the tool may run here now. Nobody
 * is asked about arguments that are wrong. Fails with what ends the execution meanwhile, whatever it waits for.
 */
export async function askSomebody(
  state: ExecutionState,
  tool: BoundTool,
  call: ValidCall,
): Promise<ToolResult | "pending" | undefined> {
  const ended = createDeferred<never>();
  const detach = state.onEnd(() => ended.reject(state.error));
  try {
    return await Promise.race([decide(state, tool, call), ended.promise]);
  } finally {
    detach();
    state.decisions.forget(call.toolCallId);
  }
}

async function decide(
  state: ExecutionState,
  tool: BoundTool,
  { open, ...call }: ValidCall,
): Promise<ToolResult | "pending" | undefined> {
  try {
    const checked = await tool.check(structuredClone(call.input));
    if (!checked.success) return invalidInput(checked.issues);
    const waitsFor = await findWaitsFor(tool, checked.data);
    // A schema and `approve` may take their time.
    state.throwIfEnded();
    if (waitsFor === undefined) return undefined;
    const type = waitsFor === "approval" ? "approval" : "client_tool";
    const decision = await state.decisions.wait({ ...call, waitsFor }, () => {
      open.waits(type, call.input);
      state.flush();
      return state.isListenedTo(type);
    });
    if (decision === "pending") return "pending";
    if ("output" in decision) return await takeOutput(tool, decision.output);
    return decision.approved ? undefined : denied(decision.reason);
  } catch (error) {
    state.throwIfEnded();
    return toFailure(error);
  }
}

/** What somebody else gave, which is data from outside. */
async function takeOutput({ client }: BoundTool, output: Json): Promise<ToolResult> {
  const parsed = client?.output && (await parse(client.output, output));
  if (parsed && !parsed.success) {
    return failure(
      "failed",
      `What the client gave is not a valid result of the tool.\n${listIssues(parsed.issues)}`,
    );
  }
  return { outcome: "success", ...(await toToolContent(output)) };
}

function denied(reason: string | undefined): ToolResult {
  const why = reason === undefined || reason === "" ? "" : ` The reason: ${reason}`;
  return failure("denied", `The user did not allow this call, so the tool did not run.${why}`);
}
