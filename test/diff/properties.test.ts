import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { paramsSchema } from "../../src/compiler/emit/params-text.js";
import { validatorNames } from "../compiler/emit/validator-names.js";
import { typeDocument } from "../../src/schema/types/type-schema.js";
import { accepts } from "../../src/diff/accepts.js";
import { shapeOfSchema } from "../../src/diff/shape-of-schema.js";
import { diffManifests } from "../../src/diff/diff-manifests.js";
import type { ParamSpec } from "../../src/manifest/manifest.js";
import type { TypeNode } from "../../src/manifest/type-node.js";
import { manifestOf, specOf } from "./spec.js";
import {
  arbitraryCall,
  arbitraryChange,
  arbitraryParams,
  arbitraryType,
} from "./arbitrary-types.js";

type Params = readonly ParamSpec[];

const runs = { numRuns: 300 };

const diff = (before: Params, after: Params) =>
  diffManifests(manifestOf(specOf({ params: before })), manifestOf(specOf({ params: after })));

/** The params of a call, and those of an agent that takes them. */
const arbitraryCallAndChange = arbitraryChange.chain(([before, after]) =>
  fc.tuple(fc.constant(before), fc.constant(after), arbitraryCall(before)),
);

describe("the difference of params", () => {
  test("is none where they are the same", () => {
    fc.assert(
      fc.property(arbitraryParams, (params) => {
        expect(diff(params, JSON.parse(JSON.stringify(params)) as Params)).toEqual([]);
      }),
      runs,
    );
  });

  test("is breaking where a call was right and is refused now, by the validators that a build writes", () => {
    let refused = 0;
    fc.assert(
      fc.property(arbitraryCallAndChange, ([before, after, call]) => {
        if (!takes(before, call) || takes(after, call)) return;
        refused += 1;
        expect(diff(before, after).map(({ effect }) => effect)).toContain("breaking");
      }),
      runs,
    );
    expect(refused).toBeGreaterThan(runs.numRuns / 10);
  });

  test("is something where the same call is right before and wrong after, or the other way round", () => {
    fc.assert(
      fc.property(arbitraryCallAndChange, ([before, after, call]) => {
        if (takes(before, call) === takes(after, call)) return;
        expect(diff(after, before)).not.toEqual([]);
      }),
      runs,
    );
  });

  test("looks the same from the other side: as many changes, at the same places, their facts turned round", () => {
    const turned = new Map([
      ["added", "removed"],
      ["now-required", "now-optional"],
      ["widened", "narrowed"],
      ["loosened", "tightened"],
      ["opened", "closed"],
    ]);
    const back = new Map([...turned].map(([one, other]) => [other, one]));
    const turn = (fact: string): string => turned.get(fact) ?? back.get(fact) ?? fact;
    fc.assert(
      fc.property(arbitraryChange, ([before, after]) => {
        const listed = (changes: ReturnType<typeof diff>, name: (fact: string) => string) =>
          changes
            .map(({ code, place }) => {
              const fact = code.replace("params/", "").replace(/^added-.*/, "added");
              return `${place} ${name(fact)}`;
            })
            .toSorted();
        expect(listed(diff(after, before), turn)).toEqual(
          listed(diff(before, after), (fact) => fact),
        );
      }),
      runs,
    );
  });
});

describe("the shape of a type", () => {
  test("takes another only where each value of that one is its own", () => {
    const both = fc.tuple(arbitraryType, arbitraryType);
    const withValue = both.chain(([a, b]) =>
      fc.tuple(fc.constant(a), fc.constant(b), arbitraryCall([paramOf(b)])),
    );
    fc.assert(
      fc.property(withValue, ([a, b, call]) => {
        if (accepts(shapeOf(a), shapeOf(b))) expect(takes([paramOf(a)], call)).toBe(true);
      }),
      runs,
    );
  });
});

function shapeOf(type: TypeNode) {
  return shapeOfSchema(typeDocument(type));
}

function paramOf(type: TypeNode): ParamSpec {
  return { name: "a", type, required: true };
}

/** Whether the validator that a build writes takes the params of a call. */
function takes(params: Params, call: unknown): boolean {
  const agent = { spec: specOf({ params }), paramsSchema: {}, fields: [] };
  const text = paramsSchema(agent, "", validatorNames);
  const validator = new Function("z", `return ${text};`)(z) as z.ZodType;
  return validator.safeParse(call).success;
}
