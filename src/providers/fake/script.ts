import { AgentError, isAgentError } from "../../errors.js";
import type { ModelCall } from "../../model/provider.js";
import { assertOptions } from "../../errors/assert-options.js";
import type { FakeAnswer, FakeReply } from "./fake-answer.js";
import type { FakeScript } from "./options.js";
import { answerRule } from "./script-rule.js";

/**
 * The script's answer to a call; `undefined` if there is no script. Fails with `config_invalid` if a list
 * has run out, or if a function throws anything but an `AgentError` or returns something that is not an
 * answer.
 *
 * @param index The number of the call, from 0.
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

// Array.isArray does not narrow a readonly array in a union.
function isList(script: FakeAnswer | readonly FakeAnswer[]): script is readonly FakeAnswer[] {
  return Array.isArray(script);
}
