import type { ShapeFact } from "./compare-shapes.js";

/**
 * Whom a change concerns: code that was right and is no more (`breaking`), types and schemas that changed
 * in a way that no such code notices (`compatible`), or what an agent does and not what it takes and
 * gives (`behaviour`).
 */
export type ChangeEffect = "breaking" | "compatible" | "behaviour";

/** What a kind of change is, for whom, and why. */
export interface ChangeRule {
  readonly effect: ChangeEffect;
  /** Goes on after the place: "params.tone takes fewer values". */
  readonly title: string;
  readonly reason: string;
}

type ShapeRules<Side extends string> = Readonly<Record<`${Side}/${ShapeFact}`, ChangeRule>>;

/** What callers give. Unknown keys are rejected, at compile time and at run time. */
const paramRules = {
  "params/added-required": breaking(
    "is new, and required",
    "A call that does not give it is refused.",
  ),
  "params/added-optional": compatible("is new, and optional", "A call may go on without it."),
  "params/removed": breaking("is gone", "A call that gives it is refused: unknown keys are."),
  "params/now-required": breaking("is required now", "A call that leaves it out is refused."),
  "params/now-optional": compatible("is optional now", "A call may go on giving it."),
  "params/widened": compatible("takes more", "What was taken still is."),
  "params/narrowed": breaking("takes less", "A call that gives what is taken no more is refused."),
  "params/changed": breaking(
    "takes something else",
    "A call that gives what was taken may be refused.",
  ),
  "params/loosened": compatible("is less constrained", "What was taken still is."),
  "params/tightened": breaking(
    "is more constrained",
    "A value that was taken may be refused at run time.",
  ),
  "params/opened": compatible("takes any key now", "What was taken still is."),
  "params/closed": breaking("takes no further keys", "A call that gives another key is refused."),
} satisfies ShapeRules<"params">;

/** What readers get. A reader reads the properties that it knows, and may ask which of several values it has. */
const outputRules = {
  "output/added-required": compatible("is new", "Nobody reads it yet."),
  "output/added-optional": compatible("is new, and may be absent", "Nobody reads it yet."),
  "output/removed": breaking("is gone", "Code that reads it has nothing to read."),
  "output/now-required": compatible(
    "is always there now",
    "Code that handles its absence still may.",
  ),
  "output/now-optional": breaking("may be absent now", "Code that reads it counts on it."),
  "output/widened": breaking("may be more", "A switch that handles every value misses one."),
  "output/narrowed": compatible(
    "may be less",
    "Every value that comes was handled; tsc points at comparisons with one that comes no more.",
  ),
  "output/changed": breaking(
    "is something else",
    "Code that reads it was written for another value.",
  ),
  "output/loosened": breaking(
    "is less constrained",
    "Code may count on the bound: a column of that width.",
  ),
  "output/tightened": compatible(
    "is more constrained",
    "Every value that comes was allowed before.",
  ),
  "output/opened": compatible("may hold any key now", "Nobody reads further keys yet."),
  "output/closed": breaking(
    "holds no further keys",
    "Code that reads another key has nothing to read.",
  ),
} satisfies ShapeRules<"output">;

const agentRules = {
  "agent/added": compatible("is new", "Nobody calls it yet."),
  "agent/removed": breaking("is gone", "Code that imports it has nothing to import."),
  "agent/renamed": breaking(
    "has another name",
    "Code that imports it by the old name has nothing to import. The class is the same.",
  ),
  "streaming/on": compatible("streams now", "A call may go on awaiting the output."),
  "streaming/off": breaking("streams no more", "A loop over its chunks does not compile."),
  "output/declared": breaking("is structured now", "Code that reads the output counts on text."),
  "output/undeclared": breaking(
    "is text now",
    "Code that reads the output counts on its structure.",
  ),
} satisfies Record<string, ChangeRule>;

const behaviourRules = {
  "params/default": behaviour(
    "has another default",
    "A call that leaves it out says something else.",
  ),
  "params/validator": behaviour(
    "is validated in another way",
    "A manifest does not say what a Zod schema refuses: look at the source.",
  ),
  "output/told": behaviour(
    "is told to the model in other words",
    "Descriptions, defaults and order are part of what the model is asked.",
  ),
  "output/lowered": behaviour(
    "is asked of the provider in another form",
    "The schema is the same, and this version of troupe lowers it to strict mode in another way.",
  ),
  "output/validator": behaviour(
    "is validated in another way",
    "JSON Schema does not say what changed, such as a transform: look at the source.",
  ),
  "model/changed": behaviour(
    "is another",
    "Another model answers in another way, at another price.",
  ),
  "fallback/changed": behaviour("changed", "Other models answer when the first one fails."),
  "sampling/changed": behaviour("changed", "The model answers in another way."),
  "steps/changed": behaviour("changed", "The agent ends sooner or later, or streams other steps."),
  "timeout/changed": behaviour("changed", "Executions are given up sooner or later."),
  "retry/changed": behaviour("changed", "Requests are made again in other cases."),
  "cache/changed": behaviour("changed", "Answers are kept for another time, or under another key."),
  "provider-options/changed": behaviour("changed", "The body of requests holds something else."),
  "tool/added": behaviour("is new", "The model may ask for it."),
  "tool/removed": behaviour("is gone", "The model cannot ask for it any more."),
  "code/changed": behaviour(
    "changed in its prompts or its code; callers are not affected",
    "It takes and gives the same. Its records have the new fingerprint.",
  ),
  "tool/changed": behaviour("changed", "The model is told of it, or it runs, in another way."),
} satisfies Record<string, ChangeRule>;

/** Every kind of change that is found, as data. */
export const changeRules = {
  ...agentRules,
  ...paramRules,
  ...outputRules,
  ...behaviourRules,
};

/** A kind of change: its area and what became of it. */
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
