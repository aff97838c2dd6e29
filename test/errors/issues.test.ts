import { expect, test } from "vitest";
import { listIssues } from "../../src/errors/issues.js";

const issues = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: ["list", index], message: "is wrong" }));

test("issues are listed with their places, and one of the whole without", () => {
  expect(listIssues([...issues(1), { path: [], message: "is too long" }])).toBe(
    "  list.0: is wrong\n  is too long",
  );
});

test("of more than fifty issues the rest is counted", () => {
  expect(listIssues(issues(50)).split("\n")).toHaveLength(50);
  const lines = listIssues(issues(52)).split("\n");
  expect(lines.slice(49)).toEqual(["  list.49: is wrong", "  … and 2 more"]);
});

test("a line is cut after five hundred characters", () => {
  expect(listIssues([{ path: [], message: "x".repeat(498) }])).toBe(`  ${"x".repeat(498)}`);
  expect(listIssues([{ path: [], message: "x".repeat(499) }])).toBe(`  ${"x".repeat(498)}…`);
});
