import { UsageError } from "../outcome/usage-error.js";
import type { NewOptions } from "./new-options.js";
import type { Terminal } from "./open-terminal.js";
import { readParam } from "./read-param.js";
import { readModel } from "../run/run-options.js";

/** Asks for everything that the options leave open. */
export async function askForAgent(
  terminal: Terminal,
  given: NewOptions,
  needsModel: boolean,
): Promise<NewOptions> {
  const description =
    given.description ?? (await terminal.ask("What does it do, in one sentence? ", (text) => text));
  const model =
    given.model ??
    (needsModel
      ? await terminal.ask(`Which model answers? [${defaultModel}] `, (text) =>
          readModel(text || defaultModel),
        )
      : undefined);
  const param = given.param ?? (await askForParams(terminal));
  const streaming = given.streaming ?? (await confirm(terminal, "Should its answer stream?", true));
  const schema =
    given.schema ??
    (await confirm(terminal, "Should its answer be an object instead of text?", false));
  return { description, param, streaming, schema, ...(model !== undefined && { model }) };
}

/** The model if neither the config nor a base class names one. */
export const defaultModel = "openai/gpt-4o";

async function askForParams(terminal: Terminal): Promise<readonly string[]> {
  const params: string[] = [];
  for (;;) {
    const question =
      params.length === 0
        ? "A param, such as topic:string or tone:warm|dry (empty: none) "
        : "Another param (empty: no more) ";
    const param = await terminal.ask(question, (text) => {
      if (text !== "") readParam(text);
      return text;
    });
    if (param === "") return params;
    params.push(param);
  }
}

function confirm(terminal: Terminal, question: string, byDefault: boolean): Promise<boolean> {
  return terminal.ask(`${question} [${byDefault ? "Y/n" : "y/N"}] `, (text) => {
    if (text === "") return byDefault;
    if (/^y(?:es)?$/i.test(text)) return true;
    if (/^no?$/i.test(text)) return false;
    throw new UsageError("Answer y or n.");
  });
}
