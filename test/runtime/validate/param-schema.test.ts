import { Agent, param } from "troupe";
import { paramSchema } from "troupe/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { z as v3 } from "zod/v3";

class TestAgent extends Agent {
  @param(z.string().trim().min(2)) full!: string;
  @param(mini.string().check(mini.minLength(2))) mini!: string;
  @param(v3.object({ list: v3.array(v3.string().min(2)) })) old!: { list: string[] };
  @param() plain!: string;

  user() {
    return "";
  }
}

class LaterAgent extends Agent {
  @param(z.string().superRefine(async () => {})) later!: string;
  @param(v3.string().refine(async () => true)) oldLater!: string;

  user() {
    return "";
  }
}

describe("paramSchema", () => {
  const params = z.strictObject({
    full: paramSchema(z, TestAgent, "full"),
    mini: paramSchema(z, TestAgent, "mini").optional(),
    old: paramSchema(z, TestAgent, "old").default({ list: ["default"] }),
  });

  it("makes what the author's schema makes, of whatever edition it is", () => {
    const given = { full: " ab ", mini: "cd", old: { list: ["ef"] } };
    expect(params.parse(given)).toEqual({ ...given, full: "ab" });
  });

  it("lets a missing value be optional or its default, without asking the author's schema", () => {
    expect(params.parse({ full: "ab" })).toEqual({ full: "ab", old: { list: ["default"] } });
    expect(params.safeParse({}).error?.issues).toMatchObject([{ path: ["full"] }]);
  });

  it("says every issue with its place", () => {
    const result = params.safeParse({ full: "a", mini: "b", old: { list: ["ok", "c"] } });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([
      ["full"],
      ["mini"],
      ["old", "list", 1],
    ]);
  });

  it("says of a check in its own time that there is none for params", () => {
    const later = { full: "ab", later: "x", oldLater: "x" };
    const result = z
      .object({
        later: paramSchema(z, LaterAgent, "later"),
        oldLater: paramSchema(z, LaterAgent, "oldLater"),
      })
      .safeParse(later);
    const message = expect.stringContaining("its schema is asynchronous, but params");
    expect(result.error?.issues).toMatchObject([
      { path: ["later"], message },
      { path: ["oldLater"], message },
    ]);
  });

  it("refuses a param that has no schema any more", () => {
    expect(() => paramSchema(z, TestAgent, "plain")).toThrow(/stale.*agents build/);
    expect(() => paramSchema(z, TestAgent, "gone")).toThrow(/stale.*agents build/);
  });
});
