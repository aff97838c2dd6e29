import type { JsonObject } from "../../internal/json.js";
import type { ModelCall } from "../../model/provider.js";
import type { ModelTool } from "../../model/tool.js";
import { fakeDialect } from "../../schema/strict/dialect.js";
import { toStrict } from "../../schema/strict/strict-schema-of.js";
import type { FakeReply } from "./fake-answer.js";
import { toText } from "./estimate-usage.js";
import { makeUpAnswer } from "./sample/prose.js";
import type { Random } from "./sample/random.js";
import { sampleSchema } from "./sample/sample-schema.js";

/** Two tool calls show that the tools of a step run at the same time; more would show nothing else. */
const maxToolCalls = 2;

/** The fake model's reply to a call without a script: tool calls, or text. */
export function makeUpReply(call: ModelCall, random: Random): FakeReply {
  const wanted = findWantedTools(call);
  if (wanted.length === 0) return { text: makeUpText(call, random) };
  // Depends only on the call, because the next made-up reply depends on the messages, which contain it.
  const id = `call_${random.between(0, 0xffff_ffff).toString(16)}`;
  return {
    toolCalls: wanted.map(({ name, schema }, index) => ({
      name,
      id: `${id}_${index + 1}`,
      input: answerTo(schema, random),
    })),
  };
}

/** The text that the fake model makes up for a call. */
export function makeUpText(call: ModelCall, random: Random): string {
  if (call.output !== undefined) return answerTo(call.output.schema, random);
  const asked = call.messages.findLast((message) => message.role === "user");
  return makeUpAnswer(asked === undefined ? "" : toText(asked.content), random);
}

/** An answer in the lowered form, as of real models in strict mode. */
function answerTo(schema: JsonObject, random: Random): string {
  return JSON.stringify(sampleSchema(toStrict(schema, fakeDialect).schema, random));
}

/**
 * The tools to call, once for each of the user's messages, so that every execution ends, even if the call
 * requires tools, which a real model would call in each step.
 */
function findWantedTools({ messages, tools = [], toolChoice }: ModelCall): readonly ModelTool[] {
  const lastAsked = messages.findLastIndex(({ role }) => role === "user");
  const hasResults = messages.slice(lastAsked + 1).some(({ role }) => role === "tool");
  if (hasResults || toolChoice === "none") return [];
  if (typeof toolChoice === "object") return tools.filter(({ name }) => name === toolChoice.tool);
  return tools.slice(0, maxToolCalls);
}
