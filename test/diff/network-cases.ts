import type { NetworkSpec, StateSpec } from "../../src/manifest/manifest.js";
import type { TypeNode } from "../../src/manifest/type-node.js";
import { caseOf as of, type ChangeCase } from "./change-case.js";

const string: TypeNode = { kind: "string" };
const number: TypeNode = { kind: "number" };

const progress = (...properties: readonly [name: string, type: TypeNode][]): StateSpec => ({
  name: "progress",
  type: {
    kind: "object",
    properties: properties.map(([name, type]) => ({ name, type, optional: false })),
  },
});

const states = (...given: readonly StateSpec[]): Partial<NetworkSpec> => ({ states: given });

/** What a network has that an agent has not, beside its members. */
export const networkCases: readonly ChangeCase[] = [
  of("a state", {}, states(progress(["done", number])), "states/added", "states.progress"),
  of("a state that is gone", states(progress()), {}, "states/removed", "states.progress"),
  of(
    "a state of another type",
    states(progress(["done", number])),
    states(progress(["done", string])),
    "states/changed",
    "states.progress.done",
  ),
  of(
    "a state of fewer values",
    states({ name: "at", type: { kind: "union", members: [string, number] } }),
    states({ name: "at", type: string }),
    "states/refined",
    "states.at",
  ),
  of("members", { members: ["a"] }, { members: ["a", "b"] }, "members/changed", "members"),
  of("a concurrency", {}, { concurrency: 2 }, "concurrency/changed", "concurrency"),
  of("a limit of calls", { maxCalls: 5 }, {}, "max-calls/changed", "maxCalls"),
];
