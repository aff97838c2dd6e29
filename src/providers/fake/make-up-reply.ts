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

/** Two show that the tools of one step run at once; more would show nothing else. */
const maxToolCalls = 2;

/** What the fake model says to a call that nothing is scripted for: the tools that it asks for, or text. */
export function makeUpReply(call: ModelCall, random: Random): FakeReply {
  const wanted = findWantedTools(call);
  if (wanted.length === 0) return { text: makeUpText(call, random) };
  // Of the call alone, because what is made up next depends on the messages, which hold it.
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

/** In the lowered form, as real models answer in strict mode. */
function answerTo(schema: JsonObject, random: Random): string {
  return JSON.stringify(sampleSchema(toStrict(schema, fakeDialect).schema, random));
}

/**
 * Once for each of the user's messages, so that every execution comes to an end: also where a call
 * requires tools, which a real model would ask for in each step.
 */
function findWantedTools({ messages, tools = [], toolChoice }: ModelCall): readonly ModelTool[] {
  const lastAsked = messages.findLastIndex(({ role }) => role === "user");
  const hasResults = messages.slice(lastAsked + 1).some(({ role }) => role === "tool");
  if (hasResults || toolChoice === "none") return [];
  if (typeof toolChoice === "object") return tools.filter(({ name }) => name === toolChoice.tool);
  return tools.slice(0, maxToolCalls);
}
