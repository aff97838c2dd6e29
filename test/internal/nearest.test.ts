import { describe, expect, it } from "vitest";
import { nearest } from "../../src/internal/nearest.js";

describe("the nearest name", () => {
  it.each([
    ["stroy", "story"],
    ["Story", "story"],
    ["sumarize", "summarize"],
    ["classifyTiket", "classifyTicket"],
  ])("to %s is %s", (word, name) => {
    expect(nearest(word, ["classifyTicket", "story", "summarize"])).toBe(name);
  });

  it("is none where the word is another", () => {
    expect(nearest("translate", ["story", "summarize"])).toBeUndefined();
  });
});
