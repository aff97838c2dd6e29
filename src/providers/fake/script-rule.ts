import { isAgentError } from "../../errors.js";
import type { OptionRule } from "../../internal/options/option-rule.js";
import {
  callback,
  either,
  flag,
  json,
  list,
  numeric,
  oneOf,
  someText,
  text,
  typed,
} from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import { finishReasons } from "../../model/finish-reason.js";
import type { Usage } from "../../model/usage.js";
import { agentErrorCodes } from "../../protocol/failure.js";
import type {
  FakeFault,
  FakeHostedCall,
  FakeReply,
  FakeSource,
  FakeToolCall,
} from "./fake-answer.js";
import { isObject } from "../../internal/is-object.js";

const chunkCount = numeric(
  "a whole number that is not negative",
  (value) => Number.isSafeInteger(value) && value >= 0,
);

const kinds = ["error", "cut", "stall"];

type ErrorFault = Extract<FakeFault, { readonly kind: "error" }>;
type SilentFault = Exclude<FakeFault, ErrorFault>;

const errorFault = shape<ErrorFault>(
  {
    kind: oneOf(...kinds),
    error: either(
      "an AgentError, or the code of one",
      typed(isAgentError, "an AgentError"),
      oneOf(...agentErrorCodes),
    ),
    afterChunks: chunkCount,
  },
  ["error"],
);

const silentFault = shape<SilentFault>({ kind: oneOf(...kinds), afterChunks: chunkCount }, [
  "kind",
  "afterChunks",
]);

const fault: OptionRule = (value) =>
  isObject(value) && value["kind"] === "error" ? errorFault(value) : silentFault(value);

const tokens = typed((value) => typeof value === "number", "a number");

const usage = shape<Usage>(
  {
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    reasoningTokens: tokens,
  },
  ["inputTokens", "outputTokens"],
);

const toolCall = shape<FakeToolCall>(
  {
    name: someText,
    input: either("an object, or the text of the arguments", text, (value) => [
      ...typed(isObject, "an object")(value),
      ...json(value),
    ]),
    id: someText,
  },
  ["name", "input"],
);

const hostedCall = shape<FakeHostedCall>(
  { name: someText, input: json, output: json, failed: flag, id: someText },
  ["name"],
);

const source = shape<FakeSource>({
  url: someText,
  title: someText,
  fileId: someText,
  quote: someText,
  start: chunkCount,
  end: chunkCount,
});

const reply = shape<FakeReply>({
  reasoning: text,
  text,
  chunks: list(text, "a list of strings"),
  hostedCalls: list(hostedCall, "a list of { name, input, output }"),
  sources: list(source, "a list of sources"),
  refusal: text,
  toolCalls: list(toolCall, "a list of { name, input }"),
  finishReason: oneOf(...finishReasons),
  usage,
  fault,
});

const oneText: OptionRule = (value) =>
  isObject(value) && value["text"] !== undefined && value["chunks"] !== undefined
    ? [
        {
          path: ["chunks"],
          kind: "type",
          expected: "left out when text is given",
          shown: "there too",
        },
      ]
    : [];

/** The rule for an answer: a text, or a reply in detail. */
export const answerRule: OptionRule = either(
  "a string, or an object such as { text: … }",
  text,
  (value) => [...reply(value), ...oneText(value)],
);

/** The rule for a script. */
export const scriptRule: OptionRule = either(
  "an answer, a list of answers, or a function that returns one",
  callback,
  list(answerRule),
  answerRule,
);
