import { AgentError, isAgentError } from "../../errors.js";
import type { ModelCall } from "../../model/provider.js";
import { toReply, type FakeAnswer, type FakeReply } from "./answer.js";
import type { FakeScript } from "./options.js";

/**
 * What the script says to a call; `undefined` where nothing is scripted.
 * Fails with `config_invalid` when a list has run out or a function throws anything but an `AgentError`.
 *
 * @param index The call's place among all calls, from 0.
 */
export async function readScript(
  script: FakeScript | undefined,
  call: ModelCall,
  index: number,
): Promise<FakeReply | undefined> {
  if (script === undefined) return undefined;
  if (typeof script === "function") return toReply(await ask(script, call));
  if (!isList(script)) return toReply(script);
  const answer = script[index];
  if (answer === undefined) {
    const count = script.length === 1 ? "1 answer" : `${script.length} answers`;
    throw new AgentError(
      "config_invalid",
      `The script of the fake provider has ${count}, and this is call ${index + 1}. Add an answer, or give a function.`,
    );
  }
  return toReply(answer);
}

async function ask(
  script: (call: ModelCall) => FakeAnswer | Promise<FakeAnswer>,
  call: ModelCall,
): Promise<FakeAnswer> {
  try {
    return await script(call);
  } catch (error) {
    if (isAgentError(error)) throw error;
    throw new AgentError("config_invalid", "The script of the fake provider threw.", {
      cause: error,
    });
  }
}

// Array.isArray alone does not narrow a readonly array out of a union.
function isList(script: FakeAnswer | readonly FakeAnswer[]): script is readonly FakeAnswer[] {
  return Array.isArray(script);
}
