import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/compiler/diagnostics/diagnostic.js";
import { toBundleError } from "../../src/bundler/to-bundle-error.js";

/** What Vite takes for a code frame, in `vite/dist/client/client.mjs`; it shows nothing else. */
const codeFrame = /^(?:>?\s*\d+\s+\|.*|\s+\|\s*\^.*)\r?\n/gm;

function diagnosticAt(text: string, from: string, to = from): Diagnostic {
  const start = text.indexOf(from);
  const end = text.indexOf(to) + to.length;
  const span = { file: "agents/a.ts", text, start, end };
  return { code: "type/not-json", severity: "error", message: "No.", span };
}

it("shows the code in the form that Vite knows", () => {
  const error = toBundleError([diagnosticAt("a\n\n  @param() at: Date;\n", "Date")], "/app");
  expect(error.frame).toBe("3 |   @param() at: Date;\n  |                ^^^^");
  expect(`${error.frame}\n`.match(codeFrame)).toHaveLength(2);
});

it("shows code of several lines", () => {
  const text = `${"\n".repeat(7)}one(\n  two,\n  three\n) {}\n`;
  const error = toBundleError([diagnosticAt(text, "one", ")")], "/app");
  expect(error.frame?.split("\n")).toEqual([
    " 8 | one(",
    "   | ^^^^",
    " 9 |   two,",
    "   |   ^^^^",
    "10 |   three",
    "   |   ^^^^^",
    "11 | ) {}",
    "   | ^",
  ]);
});

it("leaves the middle of a long one out", () => {
  const text = `one(\n${"  two,\n".repeat(20)});\n`;
  const error = toBundleError([diagnosticAt(text, "one", ")")], "/app");
  expect(error.frame).toContain("\n... \n");
  expect(error.frame?.match(codeFrame)?.length).toBeGreaterThan(5);
});
