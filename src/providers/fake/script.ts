import { AgentError, isAgentError } from "../../errors.js";
import type { ModelCall } from "../../model/provider.js";
import { assertOptions } from "../../errors/assert-options.js";
import type { FakeAnswer, FakeReply } from "./fake-answer.js";
import type { FakeScript } from "./options.js";
import { answerRule } from "./script-rule.js";

/**
 * What the script says to a call; `undefined` where nothing is scripted.
 * Fails with `config_invalid` when a list has run out, and when a function throws anything but an
 * `AgentError`, or gives something that is not an answer.
 *
 * @param index The call's place among all calls, from 0.
 */
export async function readScript(
  script: FakeScript | undefined,
  call: ModelCall,
  index: number,
): Promise<FakeReply | undefined> {
  if (script === undefined) return undefined;
  if (typeof script === "function") return toReply(await answerOf(script, call));
  if (!isList(script)) return toReply(script);
  const answer = script[index];
  if (answer === undefined) {
    const count = script.length === 1 ? "1 answer" : `${script.length} answers`;
    throw new AgentError(
      "config_invalid",
      `The script of the fake provider has ${count}, but this is call ${index + 1}. Add an answer, or pass a function.`,
    );
  }
  return toReply(answer);
}

async function answerOf(
  script: (call: ModelCall) => FakeAnswer | Promise<FakeAnswer>,
  call: ModelCall,
): Promise<FakeAnswer> {
  let answer: FakeAnswer;
  try {
    answer = await script(call);
  } catch (error) {
    if (isAgentError(error)) throw error;
    throw new AgentError("config_invalid", "The script of the fake provider threw.", {
      cause: error,
    });
  }
  assertOptions("The answer of the fake provider's script", answer, answerRule);
  return answer;
}

function toReply(answer: FakeAnswer): FakeReply {
  return typeof answer === "string" ? { text: answer } : answer;
}

// Array.isArray alone does not narrow a readonly array out of a union.
function isList(script: FakeAnswer | readonly FakeAnswer[]): script is readonly FakeAnswer[] {
  return Array.isArray(script);
}
