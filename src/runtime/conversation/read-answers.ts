import type { Issue } from "../../errors.js";
import { flag, json, list, text } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { toIssue } from "../../internal/options/to-issue.js";
import type { PendingToolCall } from "../../protocol/pending.js";
import type { ToolDecision } from "../../reading/tool-decision.js";
import type { ToolAnswer } from "../call/conversation.js";
import { findDecisionFault } from "../execution/decisions.js";

type AnyAnswer = { readonly [Key in "toolCallId" | "approved" | "reason" | "output"]: unknown };

const answerRule = shape<AnyAnswer>(
  { toolCallId: text, approved: flag, reason: text, output: json },
  ["toolCallId"],
);
const answersRule = list(answerRule, "a list of answers");

/** Decisions by tool call id, and what is wrong with them: nobody may decide on what nobody was asked. */
export function readAnswers(
  answers: readonly ToolAnswer[],
  pending: readonly PendingToolCall[],
): { readonly decisions: ReadonlyMap<string, ToolDecision>; readonly issues: readonly Issue[] } {
  const decisions = new Map<string, ToolDecision>();
  const faults = answersRule(answers);
  if (faults.length > 0) {
    const issues = faults.map(toIssue);
    return {
      decisions,
      issues: issues.map((issue) => ({ ...issue, path: ["answers", ...issue.path] })),
    };
  }
  const issues = answers.flatMap((answer, index): Issue[] => {
    const { toolCallId, ...decision } = answer;
    const at = (message: string): Issue[] => [{ path: ["answers", index], message }];
    const call = pending.find((one) => one.toolCallId === toolCallId);
    if (!call) return at("no tool call waits under this id");
    if (decisions.has(toolCallId)) return at("the call was answered before in this list");
    if (!("output" in decision) && typeof decision.approved !== "boolean") {
      return at("expected approved or output");
    }
    const fault = findDecisionFault(call.waitsFor, decision);
    if (fault !== undefined) return at(fault);
    decisions.set(toolCallId, decision);
    return [];
  });
  return { decisions, issues };
}
