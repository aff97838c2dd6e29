import type { ModelCall } from "../../model/provider.js";
import { toText } from "./estimate-usage.js";
import { makeUpAnswer } from "./prose.js";
import type { Random } from "./random.js";
import { sampleSchema } from "./sample/sample-schema.js";

/** What the fake model says to a call that nothing is scripted for. */
export function makeUpText(call: ModelCall, random: Random): string {
  if (call.output !== undefined) return JSON.stringify(sampleSchema(call.output.schema, random));
  const asked = call.messages.findLast((message) => message.role === "user");
  return makeUpAnswer(asked === undefined ? "" : toText(asked.content), random);
}
