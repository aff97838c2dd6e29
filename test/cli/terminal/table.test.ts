import { describe, expect, it } from "vitest";
import { formatTable } from "../../../src/cli/terminal/table.js";

const columns = [{ title: "name" }, { title: "params", shrinks: "first" }] as const;

describe("a table", () => {
  it("is aligned, without spaces at the end of a line", () => {
    expect(
      formatTable(
        columns,
        [
          ["story", "topic"],
          ["a", "b"],
        ],
        80,
      ),
    ).toEqual(["name   params", "story  topic", "a      b"]);
  });

  it("cuts the columns that may shrink until it fits", () => {
    const lines = formatTable(columns, [["story", "x".repeat(100)]], 30);
    expect(lines[1]).toBe(`story  ${"x".repeat(22)}…`);
  });

  it("keeps columns that may not shrink, even where it does not fit", () => {
    const [, line] = formatTable(columns, [["n".repeat(40), "x".repeat(40)]], 30);
    expect(line).toBe(`${"n".repeat(40)}  xxxxxxx…`);
  });

  it("keeps the column that shrinks last until the others are narrow", () => {
    const both = [columns[1], { title: "source", shrinks: "last" }] as const;
    const row = ["x".repeat(40), "y".repeat(30)];
    expect(formatTable(both, [row], 52)[1]).toBe(`${"x".repeat(19)}…  ${"y".repeat(30)}`);
    expect(formatTable(both, [row], 30)[1]).toBe(`${"x".repeat(13)}…  ${"y".repeat(13)}…`);
  });
});
