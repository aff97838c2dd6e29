import { maxTimerMs } from "../../internal/duration.js";
import { count, numeric } from "../../internal/options/rules.js";
import { shape } from "../../internal/options/shape.js";
import type { ModelCall } from "../../model/provider.js";
import type { FakeAnswer } from "./fake-answer.js";
import { scriptRule } from "./script-rule.js";

/** What the fake model says: always the same, one answer after the other, or as a function of the call. */
export type FakeScript =
  | FakeAnswer
  | readonly FakeAnswer[]
  | ((call: ModelCall) => FakeAnswer | Promise<FakeAnswer>);

/** What `fake` takes. */
export interface FakeOptions {
  /**
   * What the model says. A list answers one call after the other (each step of an execution with tools
   * is a call); when it runs out, calls fail with `config_invalid`. Default: made-up tool calls and
   * text or, with a schema, JSON that satisfies it.
   */
  readonly script?: FakeScript;
  /** The time from the request to the first text or reasoning. Default: 0. */
  readonly firstTokenMs?: number;
  /** The time between two chunks. Default: 0. */
  readonly chunkMs?: number;
  /** How far both times vary, up and down, as a share from 0 to 1. Default: 0. */
  readonly jitter?: number;
  /** UTF-16 units per chunk; a surrogate pair is never cut. Default: 4, about a token. */
  readonly chunkLength?: number;
  /** The seed of made-up text and of jitter. Default: 0. */
  readonly seed?: number;
}

/** The options for the time and the length of chunks. */
export type Pace = Required<
  Pick<FakeOptions, "firstTokenMs" | "chunkMs" | "jitter" | "chunkLength">
>;

/** Fills in the pace. */
export function readPace(options: FakeOptions): Pace {
  const { firstTokenMs = 0, chunkMs = 0, jitter = 0, chunkLength = 4 } = options;
  return { firstTokenMs, chunkMs, jitter, chunkLength };
}

// Half of a timer's limit, so that jitter cannot exceed the limit.
const longestPaceMs = Math.floor(maxTimerMs / 2);

const pace = numeric(
  `a number of milliseconds from 0 to ${longestPaceMs}`,
  (value) => value >= 0 && value <= longestPaceMs,
);

/** What {@link FakeOptions} may say. */
export const fakeOptionsRule = shape<FakeOptions>({
  script: scriptRule,
  firstTokenMs: pace,
  chunkMs: pace,
  jitter: numeric("a number from 0 to 1", (value) => value >= 0 && value <= 1),
  chunkLength: count,
  seed: numeric("a number", (value) => !Number.isNaN(value)),
});
