import type { ShapeFact } from "./compare-shapes.js";

/**
 * The effect of a change: correct code may break (`breaking`), types and schemas change but correct code
 * still works (`compatible`), or the agent behaves differently, with the same params and output
 * (`behaviour`).
 */
export type ChangeEffect = "breaking" | "compatible" | "behaviour";

/** The title, effect and reason of a kind of change. */
export interface ChangeRule {
  readonly effect: ChangeEffect;
  /** Follows the place: "params.tone takes fewer values". */
  readonly title: string;
  readonly reason: string;
}

type ShapeRules<Side extends string> = Readonly<Record<`${Side}/${ShapeFact}`, ChangeRule>>;

/** Rules for params. Unknown keys are rejected, at compile time and at run time. */
const paramRules = {
  "params/added-required": breaking(
    "is new, and required",
    "A call that does not pass it is rejected.",
  ),
  "params/added-optional": compatible("is new, and optional", "Existing calls still work."),
  "params/removed": breaking(
    "is gone",
    "A call that passes it is rejected, because the key is unknown.",
  ),
  "params/now-required": breaking("is now required", "A call that leaves it out is rejected."),
  "params/now-optional": compatible("is now optional", "Existing calls still work."),
  "params/widened": compatible("takes more", "Values that were accepted still are."),
  "params/narrowed": breaking(
    "takes less",
    "A call that passes a value that is no longer accepted is rejected.",
  ),
  "params/changed": breaking(
    "takes something different",
    "A value that was accepted may be rejected.",
  ),
  "params/loosened": compatible("is less constrained", "Values that were accepted still are."),
  "params/tightened": breaking(
    "is more constrained",
    "A value that was accepted may be rejected at run time.",
  ),
  "params/opened": compatible("now takes any key", "Values that were accepted still are."),
  "params/closed": breaking(
    "no longer takes other keys",
    "A call that passes another key is rejected.",
  ),
} satisfies ShapeRules<"params">;

/** What callers bring along. */
const contextRules = {
  "context/added-required": breaking(
    "is new, and required",
    "A call that does not pass it is rejected.",
  ),
  "context/added-optional": compatible("is new, and optional", "Existing calls still work."),
  "context/removed": breaking(
    "is gone",
    "A call that passes it is rejected, because the key is unknown.",
  ),
  "context/now-required": breaking("is now required", "A call that leaves it out is rejected."),
  "context/now-optional": compatible("is now optional", "Existing calls still work."),
} satisfies Record<string, ChangeRule>;

/**
 * Rules for outputs. Code that reads an output uses the properties that it knows, and may test which of
 * several values it has.
 */
const outputRules = {
  "output/added-required": compatible("is new", "No code reads it yet."),
  "output/added-optional": compatible("is new, and may be absent", "No code reads it yet."),
  "output/removed": breaking("is gone", "Code that reads it finds nothing."),
  "output/now-required": compatible(
    "is now always present",
    "Code that handles its absence still works.",
  ),
  "output/now-optional": breaking(
    "may now be absent",
    "Code that reads it expects it to be present.",
  ),
  "output/widened": breaking(
    "may have more values",
    "A switch that handled every value now misses one.",
  ),
  "output/narrowed": compatible(
    "may have fewer values",
    "Every remaining value was handled; tsc reports comparisons with one that was removed.",
  ),
  "output/changed": breaking("is something different", "Code that reads it expects the old value."),
  "output/loosened": breaking(
    "is less constrained",
    "Code may rely on the bound, such as a column of that width.",
  ),
  "output/tightened": compatible("is more constrained", "Every value was also allowed before."),
  "output/opened": compatible("may now contain any key", "No code reads other keys yet."),
  "output/closed": breaking(
    "no longer contains other keys",
    "Code that reads another key finds nothing.",
  ),
} satisfies ShapeRules<"output">;

/** Rules for the states of a network, which code reads as it reads an output. */
const stateRules = {
  "states/added": compatible("is new", "No code reads it yet."),
  "states/removed": breaking("is gone", "Code that reads it finds nothing."),
  "states/changed": breaking("is something different", "Code that reads it expects the old value."),
  "states/refined": compatible("changed", "Code that reads it still works."),
} satisfies Record<string, ChangeRule>;

const agentRules = {
  "agent/added": compatible("is new", "No code calls it yet."),
  "agent/removed": breaking("is gone", "Code that imports it no longer compiles."),
  "agent/renamed": breaking(
    "has another name",
    "Code that imports it by the old name no longer compiles. The class is the same.",
  ),
  "agent/other-kind": breaking(
    "is of another kind",
    "Only an agent has conversations and partial outputs, and only a network has states.",
  ),
  "streaming/on": compatible("streams now", "A call can still await the output."),
  "streaming/off": breaking("no longer streams", "A loop over its chunks does not compile."),
  "output/declared": breaking("is now structured", "Code that reads the output expects text."),
  "output/undeclared": breaking("is now text", "Code that reads the output expects an object."),
} satisfies Record<string, ChangeRule>;

const behaviourRules = {
  "params/default": behaviour(
    "has another default",
    "A call that leaves it out now means something different.",
  ),
  "params/validator": behaviour(
    "is validated differently",
    "The manifest does not say what a Zod schema rejects: look at the source.",
  ),
  "output/told": behaviour(
    "is described to the model differently",
    "Descriptions, defaults and order are part of the prompt.",
  ),
  "output/lowered": behaviour(
    "is sent to the provider in another form",
    "The schema is the same, but this version of troupe converts it to strict mode differently.",
  ),
  "output/validator": behaviour(
    "is validated differently",
    "JSON Schema does not say what changed, such as a transform: look at the source.",
  ),
  "model/changed": behaviour("is another", "Another model answers differently, at another price."),
  "fallback/changed": behaviour("changed", "Other models answer when the first one fails."),
  "sampling/changed": behaviour("changed", "The model answers differently."),
  "steps/changed": behaviour(
    "changed",
    "The agent stops earlier or later, or streams other steps.",
  ),
  "members/changed": behaviour("changed", "It calls other agents or networks."),
  "concurrency/changed": behaviour("changed", "More or fewer of its members run at once."),
  "max-calls/changed": behaviour(
    "changed",
    "Executions fail with max_calls after another number of calls.",
  ),
  "timeout/changed": behaviour("changed", "Executions time out earlier or later."),
  "retry/changed": behaviour("changed", "Requests are retried in other cases."),
  "cache/changed": behaviour(
    "changed",
    "Answers are cached for another time, or under another key.",
  ),
  "prompt-cache/changed": behaviour(
    "changed",
    "The provider keeps the beginning of prompts for another time, at another price.",
  ),
  "provider-options/changed": behaviour("changed", "The body of requests is different."),
  "tool/added": behaviour("is new", "The model can now call it."),
  "tool/removed": behaviour("is gone", "The model can no longer call it."),
  "code/changed": behaviour(
    "changed in its prompts or its code; callers are not affected",
    "Its params and output are the same. Its records have the new fingerprint.",
  ),
  "tool/changed": behaviour("changed", "The model sees it, or it runs, differently."),
} satisfies Record<string, ChangeRule>;

/** Every kind of change, as data. */
export const changeRules = {
  ...agentRules,
  ...paramRules,
  ...contextRules,
  ...outputRules,
  ...stateRules,
  ...behaviourRules,
};

/** A kind of change: the area and what happened. */
export type ChangeCode = keyof typeof changeRules;

function breaking(title: string, reason: string): ChangeRule {
  return { effect: "breaking", title, reason };
}

function compatible(title: string, reason: string): ChangeRule {
  return { effect: "compatible", title, reason };
}

function behaviour(title: string, reason: string): ChangeRule {
  return { effect: "behaviour", title, reason };
}
